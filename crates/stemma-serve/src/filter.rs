//! What an editor asks the desk for, as the parameters of an address say it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::{FindingFlag, Headline, Support};

/// Which claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Status {
    /// Those that somebody should do something about.
    #[default]
    Open,
    /// All.
    Any,
    /// Those with this headline.
    Is(Headline),
}

/// What of it concerns whoever asks, or whoever works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mine {
    /// Assigned to them.
    Assigned,
    /// Watched by them.
    Watched,
    /// Something was recorded about it since their last visit.
    Changed,
    /// A day is set by which somebody is to have dealt with it.
    Dated,
}

impl Mine {
    /// Each with its word and what it means.
    pub(crate) const ALL: &[(Self, &'static str, &'static str)] = &[
        (Self::Assigned, "assigned", "assigned to me"),
        (Self::Watched, "watched", "watched by me"),
        (Self::Changed, "changed", "changed since my last visit"),
        (Self::Dated, "dated", "with a day to be done by"),
    ];
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// By how much depends on them.
    #[default]
    Depends,
    /// The last published first.
    Newest,
    /// The first published first.
    Oldest,
    /// By their words.
    Words,
    /// By the day they are to be done by, or that they foretell, whichever is earlier; those without one come last.
    Due,
}

impl Order {
    /// Each with its word and what it means.
    pub(crate) const ALL: &[(Self, &'static str, &'static str)] = &[
        (Self::Depends, "depends", "most depends on them"),
        (Self::Newest, "newest", "newest report first"),
        (Self::Oldest, "oldest", "oldest report first"),
        (Self::Words, "words", "by their words"),
        (Self::Due, "due", "what is due first"),
    ];
}

/// Everything that is asked for. Empty words ask for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filter {
    pub(crate) status: Status,
    pub(crate) mine: Option<Mine>,
    pub(crate) support: Option<Support>,
    pub(crate) flag: Option<FindingFlag>,
    pub(crate) topic: String,
    pub(crate) source: String,
    pub(crate) actor: String,
    /// Whom they hang on.
    pub(crate) on: String,
    pub(crate) words: String,
    pub(crate) from: Option<PartialDate>,
    pub(crate) to: Option<PartialDate>,
    pub(crate) order: Order,
    /// The page, from 1.
    pub(crate) page: usize,
}

impl Filter {
    /// Reads parameters; with what could not be read and was left out, in words.
    pub(crate) fn read(parameters: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut refused = Vec::new();
        let word = |key: &str| parameters.get(key).map(|word| word.trim()).filter(|word| !word.is_empty());
        let text = |key: &str| word(key).unwrap_or_default().to_owned();
        let mine = word("mine").and_then(|word| {
            let known = Mine::ALL.iter().find(|(_, name, _)| *name == word).map(|(mine, ..)| *mine);
            refused.extend(known.is_none().then(|| format!("“{word}” says nobody’s claims")));
            known
        });
        let status = match word("status") {
            // What is theirs is theirs, however it stands.
            None if mine.is_some() => Status::Any,
            None | Some("open") => Status::Open,
            Some("any") => Status::Any,
            Some(headline) => parsed(headline, &mut refused).map(Status::Is).unwrap_or_default(),
        };
        let support = word("support").and_then(|support| parsed(support, &mut refused));
        let flag = word("flag").and_then(|flag| parsed(flag, &mut refused));
        let mut date = |key: &str| {
            let date = word(key)?;
            let read = PartialDate::parse(date);
            if read.is_none() {
                refused.push(format!("“{date}” is no date such as 2026-05-24, 2026-05 or 2026"));
            }
            read
        };
        let (from, to) = (date("from"), date("to"));
        let order = word("order").unwrap_or("depends");
        let known = Order::ALL.iter().find(|(_, name, _)| *name == order).map(|(order, ..)| *order);
        refused.extend(known.is_none().then(|| format!("“{order}” is no order")));
        let order = known;
        let page = word("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
        let (topic, source, actor, on, words) = (text("topic"), text("source"), text("actor"), text("on"), text("q"));
        let order = order.unwrap_or_default();
        (Self { status, mine, support, flag, topic, source, actor, on, words, from, to, order, page }, refused)
    }

    /// Whether it asks for more than words and a status.
    pub(crate) fn asks_more(&self) -> bool {
        let names = [&self.topic, &self.source, &self.actor, &self.on];
        let is_dated = self.from.is_some() || self.to.is_some();
        is_dated || self.support.is_some() || self.flag.is_some() || names.iter().any(|name| !name.is_empty())
    }

    /// Whether one of these days is asked for.
    pub(crate) fn is_within(&self, dates: &[PartialDate]) -> bool {
        let is_it = |date: &PartialDate| {
            self.from.is_none_or(|from| date.last_day() >= from.first_day())
                && self.to.is_none_or(|to| date.first_day() <= to.last_day())
        };
        self.from.is_none() && self.to.is_none() || dates.iter().any(is_it)
    }

    /// The address that asks for the same, on another page.
    pub(crate) fn address(&self, page: usize) -> String {
        let status = match self.status {
            Status::Open => "",
            Status::Any => "any",
            Status::Is(headline) => headline.as_str(),
        };
        let mine = Mine::ALL.iter().find(|(mine, ..)| Some(*mine) == self.mine);
        let order = Order::ALL.iter().find(|(order, ..)| *order == self.order && *order != Order::Depends);
        let (from, to) = (self.from.map(|date| date.to_string()), self.to.map(|date| date.to_string()));
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("status", status),
            ("mine", mine.map_or("", |(_, word, _)| word)),
            ("support", self.support.map_or("", Support::as_str)),
            ("flag", self.flag.map_or("", FindingFlag::as_str)),
            ("topic", &self.topic),
            ("source", &self.source),
            ("actor", &self.actor),
            ("on", &self.on),
            ("q", &self.words),
            ("from", from.as_deref().unwrap_or_default()),
            ("to", to.as_deref().unwrap_or_default()),
            ("order", order.map_or("", |(_, word, _)| word)),
            ("page", &page),
        ];
        address("/desk", &pairs)
    }

    /// The address of everything that somebody says, whatever its status.
    pub(crate) fn of_actor(name: &str) -> String {
        Self { status: Status::Any, actor: name.to_owned(), ..Self::default() }.address(1)
    }

    /// The address of everything that hangs on somebody, whatever its status.
    pub(crate) fn hanging_on(name: &str) -> String {
        Self { status: Status::Any, on: name.to_owned(), ..Self::default() }.address(1)
    }
}

fn parsed<T: FromStr<Err: std::fmt::Display>>(word: &str, refused: &mut Vec<String>) -> Option<T> {
    word.parse().inspect_err(|why: &T::Err| refused.push(why.to_string())).ok()
}

/// A path with the parameters that have a value.
pub(crate) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (number, (key, value)) in parameters.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        let _ = write!(out, "{}{key}=", if number == 0 { '?' } else { '&' });
        for byte in value.bytes() {
            let _ = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    write!(out, "{}", char::from(byte))
                }
                _ => write!(out, "%{byte:02X}"),
            };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Filter, Vec<String>) {
        Filter::read(&pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let (filter, refused) = read(&[
            ("status", "refuted"),
            ("support", "single-origin"),
            ("flag", "circular"),
            ("topic", "chips & \"ports\""),
            ("q", "50 %?"),
            ("from", "2026-05"),
            ("order", "newest"),
        ]);
        assert_eq!(refused, [""; 0]);
        let address = filter.address(3);
        assert_eq!(
            address,
            "/desk?status=refuted&support=single-origin&flag=circular&topic=chips%20%26%20%22ports%22&q=50%20%25%3F&from=2026-05&order=newest&page=3"
        );
        assert_eq!(Filter::default().address(1), "/desk");
    }

    #[test]
    fn what_cannot_be_read_is_named_and_left_out() {
        let (filter, refused) = read(&[("status", "true"), ("flag", "<b>"), ("from", "2026-13"), ("page", "-1")]);
        assert_eq!((filter.status, filter.flag, filter.from, filter.page), (Status::Open, None, None, 1));
        assert_eq!(refused.len(), 3, "{refused:?}");
        assert!(refused.iter().any(|why| why.contains("2026-13")), "{refused:?}");
    }

    #[test]
    fn days_are_asked_for_with_the_precision_they_have() {
        let days = |words: &[&str]| words.iter().filter_map(|word| PartialDate::parse(word)).collect::<Vec<_>>();
        let (may, _) = read(&[("from", "2026-05"), ("to", "2026-05")]);
        assert!(may.is_within(&days(&["2026-05-31"])) && may.is_within(&days(&["2025", "2026"])));
        assert!(!may.is_within(&days(&["2026-06-01"])) && !may.is_within(&[]));
    }
}
