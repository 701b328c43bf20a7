//! Long lists on a page: a part of each at a time, how many there are, and where the others stand. A list that is short
//! enough is shown whole, and nothing is said about it.

use std::collections::BTreeMap;
use std::ops::Range;

use maud::{Markup, html};

use super::desk::counted;
use crate::filter::address;

/// What a page with long lists is asked for with: a day, and the parts of its lists.
const KNOWN: &[&str] = &["as-of", "lineage", "copies", "against", "copies-against", "words", "excluded", "compatible"];

/// A page with long lists: how it is asked for, and which part of each list is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turned {
    path: String,
    /// What else the page is asked for with, and the parts.
    parameters: BTreeMap<String, String>,
    recorded: Option<u64>,
}

/// A list of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    /// The parameter that says which part of it is shown; also the place on the page.
    pub(super) key: &'static str,
    /// What it has one of, and many.
    pub(super) words: [&'static str; 2],
    /// How many of them a part has.
    pub(super) size: usize,
}

impl Turned {
    /// The page at this path, asked for with these parameters; what it does not know of them is left out.
    pub(crate) fn new(path: String, parameters: &BTreeMap<String, String>) -> Self {
        let known = parameters.iter().filter(|(key, _)| KNOWN.contains(&key.as_str()));
        let recorded = parameters.get("recorded").and_then(|sequence| sequence.parse().ok());
        Self { path, recorded, parameters: known.map(|(key, value)| (key.clone(), value.clone())).collect() }
    }

    /// The change that brought somebody here, when they just recorded it.
    pub(super) const fn recorded(&self) -> Option<u64> {
        self.recorded
    }

    /// What tells the parts that are shown from others, in a word.
    pub(crate) fn key(&self) -> String {
        self.parameters.iter().map(|(key, value)| format!(" {key:?}={value:?}")).collect()
    }

    /// Which of so many are shown: the part that is asked for, or the last one.
    pub(super) fn part(&self, list: List, all: usize) -> Range<usize> {
        let asked = self.parameters.get(list.key).and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        let last = all.div_ceil(list.size).max(1);
        let first = (asked.clamp(1, last) - 1) * list.size;
        first..all.min(first + list.size)
    }

    /// Which part of a list is shown, and where the others are; nothing when it is all.
    pub(super) fn others(&self, list: List, all: usize) -> Markup {
        let Range { start, end } = self.part(list, all);
        let link = |page: usize| {
            let page = if page > 1 { page.to_string() } else { String::new() };
            let kept = self.parameters.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            let pairs: Vec<(&str, &str)> =
                kept.filter(|(key, _)| *key != list.key).chain([(list.key, page.as_str())]).collect();
            format!("{}#{}", address(&self.path, &pairs), list.key)
        };
        let (page, last) = (start / list.size + 1, all.div_ceil(list.size));
        let [one, many] = list.words;
        html! {
            @if all > list.size {
                nav class="pages" id=(list.key) aria-label={ "Pages of " (many) } {
                    (start + 1) "–" (end) " of " (counted(all, one, many)) ". "
                    @if page > 2 { a href=(link(1)) { "First" } " " }
                    @if page > 1 { a rel="prev" href=(link(page - 1)) { "Previous" } " " }
                    @if page < last { a rel="next" href=(link(page + 1)) { "Next" } " " }
                    @if page + 1 < last { a href=(link(last)) { "Last" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: List = List { key: "words", words: ["quote", "quotes"], size: 50 };

    fn page(parameters: &[(&str, &str)]) -> Turned {
        let parameters = parameters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Turned::new("/claims/1".to_owned(), &parameters)
    }

    #[test]
    fn every_part_is_shown_by_some_page_and_each_leads_to_the_next() {
        let mut shown = Vec::new();
        let mut address = Some("/claims/1?as-of=2026#words".to_owned());
        while let Some(from) = address {
            let asked = from.split_once("words=").map(|(_, page)| page.trim_end_matches("#words").to_owned());
            let turned = page(&[("as-of", "2026"), ("words", asked.as_deref().unwrap_or("1"))]);
            shown.extend(turned.part(LIST, 173));
            let links = turned.others(LIST, 173).into_string();
            assert!(links.contains("of 173 quotes") && links.contains("as-of=2026"), "{links}");
            let next = links.split_once("rel=\"next\" href=\"").map(|(_, next)| next);
            address = next.and_then(|next| next.split('"').next()).map(|next| next.replace("&amp;", "&"));
        }
        assert!(shown.into_iter().eq(0..173));
    }

    #[test]
    fn what_fits_is_shown_whole_and_what_is_asked_for_wrongly_as_far_as_it_goes() {
        assert_eq!(page(&[]).part(LIST, 50), 0..50);
        assert!(page(&[]).others(LIST, 50).into_string().is_empty());
        assert_eq!(page(&[]).part(LIST, 0), 0..0);
        assert_eq!(page(&[("words", "99999999999999999999")]).part(LIST, 60), 0..50);
        assert_eq!(page(&[("words", "9999")]).part(LIST, 60), 50..60);
        assert_eq!(page(&[("words", "0")]).part(LIST, 60), 0..50);
        assert_eq!(page(&[("words", "<b>")]).part(LIST, 60), 0..50);
    }
}
