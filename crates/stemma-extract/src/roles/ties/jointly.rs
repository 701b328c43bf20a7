//! Who says something together: "the Halm Institute and the River Board said in a joint statement", "in a joint letter with Clear
//! Water". What two put into one paper has one origin, also where another report names only one of them.

use stemma_core::role::RoleStatement;

use super::near::told_with;
use super::passage::{Passage, Somebody};

/// What several give out together.
const PAPERS: &[&str] = &[
    "statement",
    "statements",
    "letter",
    "declaration",
    "communique",
    "communiqué",
    "release",
    "report",
    "appeal",
    "paper",
    "study",
    "survey",
    "analysis",
    "investigation",
    "petition",
    "memorandum",
    "memo",
    "note",
    "article",
    "bulletin",
    "conference",
    "briefing",
    "message",
    "post",
];

pub(super) fn may_state(word: &str) -> bool {
    matches!(word, "joint" | "Joint" | "jointly" | "Jointly")
}

/// Whom a sentence lets say something together.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let Some(at) = (0..p.s.len()).find(|at| is_joint(p, *at)) else { return Vec::new() };
    let paper = (at + 1..at + 4).find(|i| PAPERS.contains(&p.s.low(*i)));
    let with = paper.filter(|paper| matches!(p.s.low(paper + 1), "with" | "by" | "from" | "of" | "between"));
    let behind = with.map(|paper| p.list(paper + 2)).unwrap_or_default();
    let mut all: Vec<Somebody> =
        p.names.iter().map(|name| p.list(name.start)).find(|list| list.len() > 1).unwrap_or_default();
    if all.is_empty() && !behind.is_empty() {
        all.extend(p.subject(at));
    }
    let is_new = |one: &Somebody| !all.iter().any(|known| known.name == one.name);
    let new: Vec<Somebody> = behind.into_iter().filter(is_new).collect();
    all.extend(new);
    let pairs = all.windows(2).filter_map(|pair| match pair {
        [one, other] => told(p, one, other),
        _ => None,
    });
    pairs.collect()
}

/// Whether a word says that it is done together, and what: "a joint statement", "jointly announced".
fn is_joint(p: &Passage<'_, '_>, at: usize) -> bool {
    let is_paper = || (at + 1..at + 4).any(|i| PAPERS.contains(&p.s.low(i)));
    (p.s.is(at, "jointly") || p.s.is(at, "joint") && is_paper()) && !p.is_unsaid(at)
}

fn told(p: &Passage<'_, '_>, one: &Somebody, other: &Somebody) -> Option<RoleStatement> {
    (one.name != other.name).then(|| told_with(p, one, other)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_told as check;

    #[test]
    fn who_puts_something_into_one_paper_is_told_together() {
        let pair = [("Halm Institute", "told with River Board")];
        for text in [
            "The dam leaks, the Halm Institute and the River Board said in a joint statement.",
            "In a joint statement, the Halm Institute and the River Board said that the dam leaks.",
            "The dam leaks, the Halm Institute said in a joint statement with the River Board.",
            "A joint statement by the Halm Institute and the River Board says that the dam leaks.",
            "The Halm Institute and the River Board jointly announced that the dam leaks.",
        ] {
            check(text, &pair);
        }
    }

    #[test]
    fn who_says_it_apart_is_not() {
        check("The dam leaks, the Halm Institute and the River Board said.", &[]);
        check("The joint of the dam leaks, the Halm Institute and the River Board said.", &[]);
        check("The Halm Institute and the River Board said in a statement that the dam leaks.", &[]);
    }
}
