//! What editors do about claims, as actions of the log: none is a quad, so no export and no query has them, and no finding
//! is computed again because of them.
//! ```text
//! action desk-act <claim> <what> <the rest>
//! action desk-visit <name>
//! ```

mod verdict;

use stemma_core::date::PartialDate;
use stemma_core::editing::{Act, Done};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

use crate::error::StoreError;
use crate::log::Action;

/// How the kinds of these actions begin.
pub(crate) const DESK: &str = "desk-";
const ACT: &str = "desk-act";
const VISIT: &str = "desk-visit";
/// How long what an editor writes may be, in letters.
pub const LONGEST: usize = 4000;
/// How long all of it may be, in bytes: the log looks for actions in short payloads only.
const LONGEST_LINE: usize = 30_000;

/// Why an act is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// Somebody decided otherwise meanwhile.
    #[error("somebody decided otherwise meanwhile")]
    Otherwise(Vec<Done>),
    /// It cannot be written down.
    #[error(
        "this cannot be recorded: it is empty, or longer than {LONGEST} letters; or all of it together is too long"
    )]
    Unwritable,
    /// The store.
    #[error("{0}")]
    Store(#[source] StoreError),
}

impl From<StoreError> for ActError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Whether an action is an editor's.
pub(crate) fn is_of_desk(action: &Action) -> bool {
    action.kind().starts_with(DESK)
}

/// The action that records an act; `None` when its text is empty or too long.
pub(crate) fn action(claim: Id<Claim>, act: &Act) -> Option<Action> {
    let written = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    let rest = match act {
        Act::Assign(Some(who)) if written(who) => format!("assign {}", line(who)),
        Act::Assign(None) => "assign-nobody".to_owned(),
        Act::Due(Some(day)) => format!("due {day}"),
        Act::Due(None) => "due-never".to_owned(),
        Act::Note(text) if written(text) => format!("note {}", line(text)),
        Act::Dismiss(mark, why) if written(why) => format!("dismiss {mark} {}", line(why)),
        Act::Restore(mark) => format!("restore {mark}"),
        Act::Watch => "watch".to_owned(),
        Act::Unwatch => "unwatch".to_owned(),
        Act::Rate(rating) if verdict::texts(rating).all(written) => format!("rate {}", verdict::line_of(rating)),
        Act::TakeBack(sequence, why) if written(why) => format!("take-back {sequence} {}", line(why)),
        Act::Rate(_) | Act::TakeBack(..) => return None,
        Act::Assign(Some(_)) | Act::Note(_) | Act::Dismiss(..) => return None,
    };
    (rest.len() <= LONGEST_LINE).then(|| Action::new(ACT, format!("{claim} {rest}"))).flatten()
}

/// The action that records that somebody came.
pub(crate) fn visit(name: &str) -> Option<Action> {
    Action::new(VISIT, name)
}

/// Who came, when an action says so.
pub(crate) fn visitor(action: &Action) -> Option<&str> {
    (action.kind() == VISIT).then(|| action.text())
}

/// The act that an action records.
pub(crate) fn act(action: &Action) -> Option<(Id<Claim>, Act)> {
    let (claim, rest) = (action.kind() == ACT).then(|| action.text().split_once(' ')).flatten()?;
    let (what, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let act = match what {
        "assign" => Act::Assign(Some(lines(rest))),
        "assign-nobody" => Act::Assign(None),
        "due" => Act::Due(Some(PartialDate::parse(rest)?)),
        "due-never" => Act::Due(None),
        "note" => Act::Note(lines(rest)),
        "dismiss" => {
            let (mark, why) = rest.split_once(' ')?;
            Act::Dismiss(mark.parse().ok()?, lines(why))
        }
        "restore" => Act::Restore(rest.parse().ok()?),
        "watch" => Act::Watch,
        "unwatch" => Act::Unwatch,
        "rate" => Act::Rate(Box::new(verdict::read(rest)?)),
        "take-back" => {
            let (sequence, why) = rest.split_once(' ')?;
            Act::TakeBack(sequence.parse().ok()?, lines(why))
        }
        _ => return None,
    };
    Some((Id::parse(claim)?, act))
}

/// Words of several lines as one line.
fn line(text: &str) -> String {
    text.trim().replace('\\', r"\\").replace("\r\n", "\n").replace('\r', "\n").replace('\n', r"\n")
}

/// The lines again.
fn lines(line: &str) -> String {
    let mut text = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(if letters.next() == Some('n') { '\n' } else { '\\' }),
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::editing::Mark;
    use stemma_core::enumerations::{FindingFlag, Headline};
    use stemma_core::verdict::{Answered, Rating};

    #[test]
    fn every_act_is_read_back_as_it_was_recorded() {
        let claim = Id::of("claim", &["a"]);
        for recorded in [
            Act::Assign(Some("Ada Moor".to_owned())),
            Act::Assign(None),
            Act::Due(PartialDate::parse("2026-06")),
            Act::Due(None),
            Act::Note("two\nlines, a \\n and a \\ at the end \\".to_owned()),
            Act::Dismiss(Mark::Flag(FindingFlag::OneCheck), "we know\nthem".to_owned()),
            Act::Dismiss(Mark::Headline(Headline::SingleOrigin), "seen".to_owned()),
            Act::Restore(Mark::Flag(FindingFlag::Circular)),
            Act::Watch,
            Act::Unwatch,
            Act::Rate(Box::new(Rating {
                words: "mostly so, as we see it".to_owned(),
                why: "two\nlines \\t".to_owned(),
                url: None,
                checks: ["seen", "none", "they did not answer"].map(|words| {
                    if words == "none" { Answered::Left(words.to_owned()) } else { Answered::Done(words.to_owned()) }
                }),
                stood: Headline::SingleOrigin,
            })),
            Act::TakeBack(7, "wrong\npage".to_owned()),
        ] {
            let action = action(claim, &recorded).unwrap();
            assert!(is_of_desk(&action) && visitor(&action).is_none());
            assert_eq!(act(&action), Some((claim, recorded)));
        }
        assert_eq!(visit("ada").as_ref().and_then(visitor), Some("ada"));
    }

    #[test]
    fn what_is_empty_or_endless_is_not_recorded() {
        let claim = Id::of("claim", &["a"]);
        for text in [" \n ".to_owned(), "x".repeat(LONGEST + 1)] {
            assert!(action(claim, &Act::Note(text.clone())).is_none());
            assert!(action(claim, &Act::Dismiss(Mark::Flag(FindingFlag::Circular), text.clone())).is_none());
            assert!(action(claim, &Act::Assign(Some(text))).is_none());
        }
    }
}
