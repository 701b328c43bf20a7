//! Whose work it is: "Sylva Consulting's report was commissioned and paid for by Forest Watch", "Marchfold University's trial,
//! which Keiko Mori directed", "“Shelves and Thieves”, by Agnes Whitcombe and Rune Dahlby".
//!
//! Whoever made a work, whoever it was made for and whoever paid for it are one origin of what it says.

use stemma_core::role::RoleStatement;

use super::passage::{Passage, Somebody};

/// What somebody's work is called.
pub(super) const WORKS: &[&str] = &[
    "study",
    "studies",
    "test",
    "tests",
    "report",
    "survey",
    "research",
    "analysis",
    "review",
    "trial",
    "paper",
    "papers",
    "book",
    "poll",
    "statement",
    "letter",
    "memo",
    "memorandum",
    "article",
    "investigation",
    "audit",
    "experiment",
    "experiments",
    "evaluation",
    "thesis",
    "dossier",
    "film",
    "documentary",
    "podcast",
    "count",
    "measurements",
    "assessment",
    "inquiry",
    "complaint",
];
/// Participles and verbs for making a work.
const MADE: &[&str] = &[
    "written",
    "authored",
    "co-written",
    "co-authored",
    "coauthored",
    "penned",
    "drafted",
    "signed",
    "directed",
    "led",
    "run",
    "conducted",
    "overseen",
    "supervised",
    "compiled",
    "edited",
    "prepared",
    "produced",
    "carried",
    "done",
    "wrote",
    "co-wrote",
    "ran",
    "oversaw",
    "made",
    "did",
    "headed",
];
/// The same for having it made.
const HAD: &[&str] =
    &["funded", "financed", "commissioned", "sponsored", "paid", "ordered", "bankrolled", "underwritten", "requested"];

/// Works by which their makers found something.
const STUDIES: &[&str] =
    &["study", "paper", "research", "survey", "trial", "analysis", "investigation", "experiment", "experiments"];

pub(super) fn may_state(word: &str) -> bool {
    WORKS.contains(&word)
}

/// The ties that a sentence states of works.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    for at in 1..p.s.len() {
        match p.s.low(at) {
            "by" => by(p, at, &mut found),
            "behalf" if p.s.is(at - 1, "on") && p.s.is(at + 1, "of") => {
                let both = p.subject(at - 1).zip(p.at(at + 2));
                found.extend(
                    both.filter(|_| !p.is_unsaid(at)).and_then(|(one, other)| p.tie(&one, &other, "on behalf of")),
                );
            }
            low if MADE.contains(&low) || HAD.contains(&low) => did(p, at, &mut found),
            _ => {}
        }
    }
    found
}

/// "commissioned by", "written by", or only "by" behind a title: the token is "by".
fn by(p: &Passage<'_, '_>, at: usize, found: &mut Vec<RoleStatement>) {
    let makers = p.listed(at + 1);
    let Some(first) = makers.first() else { return };
    let before = (at.saturating_sub(4)..at).rev();
    let participle = before.clone().find(|i| MADE.contains(&p.s.low(*i)) || HAD.contains(&p.s.low(*i)));
    if participle.is_some_and(|i| p.is_unsaid(i)) {
        return;
    }
    let is_title = is_title_end(p, at);
    let end = participle.unwrap_or(at);
    let Some(work) = (end.saturating_sub(16)..end).rev().find(|i| WORKS.contains(&p.s.low(*i))) else {
        if is_title {
            together(p, &makers, "by", found);
        }
        return;
    };
    // "A report by Sylva Consulting" alone makes nobody one with another.
    let Some(verb) = participle else {
        if is_title || work + 1 == at {
            together(p, &makers, "by", found);
        }
        return;
    };
    let cue = p.s.low(verb);
    if let Some(whose) = owner(p, work, verb) {
        if HAD.contains(&cue) {
            found.extend(p.tie(&whose, first, cue));
        } else {
            found.extend(makers.iter().filter_map(|maker| p.tie(maker, &whose, cue)));
        }
    }
    if MADE.contains(&cue) {
        together(p, &makers, cue, found);
    }
}

/// Whether the title of a work ends right before `at`.
fn is_title_end(p: &Passage<'_, '_>, at: usize) -> bool {
    let is_mark = |i: usize| matches!(p.s.words(i..i + 1), "”" | "\"" | "’" | "»");
    at > 0 && (is_mark(at - 1) || p.s.words(at - 1..at) == "," && at > 1 && is_mark(at - 2))
}

/// Whoever made a work together is one origin.
fn together(p: &Passage<'_, '_>, makers: &[Somebody], cue: &str, found: &mut Vec<RoleStatement>) {
    if let [first, others @ ..] = makers {
        found.extend(others.iter().filter_map(|other| p.tie(other, first, cue)));
    }
}

/// Whose a work is: "Sylva Consulting's report", "the statement of the union", "the institute found in a survey".
fn owner(p: &Passage<'_, '_>, work: usize, end: usize) -> Option<Somebody> {
    let of = || p.behind(work + 1..end, &["of", "by", "from"]).filter(|of| of.range.end <= end);
    p.possessors(0..work).next_back().or_else(of).or_else(|| p.subject(work))
}

/// "which Keiko Mori directed", "Keiko Mori led the trial of Marchfold University", "Hart and Osei wrote the paper".
fn did(p: &Passage<'_, '_>, at: usize, found: &mut Vec<RoleStatement>) {
    let auxiliary = at - usize::from(matches!(p.s.low(at - 1), "had" | "has" | "have" | "also"));
    let Some(maker) = p.names.iter().rfind(|name| name.end == auxiliary) else { return };
    if p.is_unsaid(at) {
        return;
    }
    let is_joined = maker.start > 1 && p.s.is(maker.start - 1, "and");
    let other = p.names.iter().find(|name| is_joined && name.end + 1 == maker.start);
    let (start, cue) = (other.map_or(maker.start, |other| other.start), p.s.low(at));
    let makers: Vec<Somebody> = other.into_iter().chain([maker]).map(|name| p.named(name)).collect();
    let is_relative = start > 0 && matches!(p.s.low(start - 1), "which" | "that");
    let range = if is_relative { start.saturating_sub(14)..start } else { at + 1..(at + 9).min(p.s.len()) };
    let Some(work) = range.clone().find(|i| WORKS.contains(&p.s.low(*i))) else { return };
    let whose = if is_relative {
        p.possessors(0..work).next_back().or_else(|| p.behind(work + 1..start, &["of", "by"]))
    } else {
        let end = (work + 8).min(p.s.len());
        p.possessors(at + 1..work).next().or_else(|| p.behind(work + 1..end, &["at", "for", "of"]))
    };
    // "Moe led the study": whoever else worked on the study is one with her.
    let is_the = !is_relative && whose.is_none() && work <= at + 3 && matches!(p.s.low(at + 1), "the" | "this");
    if is_the && STUDIES.contains(&p.s.low(work)) {
        found.extend(makers.iter().filter_map(|maker| p.authored(maker, work, cue)));
    }
    found.extend(whose.iter().flat_map(|whose| makers.iter().filter_map(|maker| p.tie(maker, whose, cue))));
    together(p, &makers, cue, found);
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn whoever_made_or_paid_for_a_work_is_one_with_whose_it_is() {
        check(
            "Sylva Consulting's report on the valley was commissioned and paid for by Forest Watch.",
            &[("Sylva Consulting", "Forest Watch")],
        );
        check(
            "Most drink from the river, the Basin Institute found in a survey funded by the charity Clean Cup.",
            &[("Basin Institute", "Clean Cup")],
        );
        check(
            "Marchfold University's trial of Dormel, which Keiko Mori directed, was published on Monday.",
            &[("Keiko Mori", "Marchfold University")],
        );
        check(
            "The paper “Shelves and Thieves”, by Agnes Hart and Rune Osei, compares villages.",
            &[("Rune Osei", "Agnes Hart")],
        );
        check(
            "The statement of the Orrin Union was written by two of its members, Lou Brann and Dev Patil.",
            &[("Lou Brann", "Orrin Union"), ("Dev Patil", "Orrin Union"), ("Dev Patil", "Lou Brann")],
        );
        check(
            "Insight Line carried out the latest one among nurses on behalf of Sleepwell, which sells beds.",
            &[("Insight Line", "Sleepwell")],
        );
        check("Agnes Hart led the study.", &[("Agnes Hart", "")]);
        check(
            "Agnes Hart and Rune Osei wrote the paper in May.",
            &[("Rune Osei", "Agnes Hart"), ("Agnes Hart", ""), ("Rune Osei", "")],
        );
    }

    #[test]
    fn what_only_looks_so_is_not() {
        check("Agnes Hart led the choir.", &[]);
        check("The report was written by Agnes Hart.", &[]);
        check("A report by Sylva Consulting was read.", &[]);
        check("Sylva Consulting's report was not paid for by Forest Watch.", &[]);
        check("Agnes Hart and Rune Osei saw the paper burn.", &[]);
        check("The roof was repaired by Agnes Hart and Rune Osei.", &[]);
    }
}
