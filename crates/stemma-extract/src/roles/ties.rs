//! Who belongs to whom, as a text states it: "Bright Water, a subsidiary of Orrin Labs,", "the institute is part of Tessel
//! University", "Orrin Labs owns Bright Water", "Karl Moss works for Perrin County", "was paid for by Clear Water".
//!
//! Whoever belongs to another is one voice with them on that day, as who holds an office is.

mod dealing;
mod joint;
mod jointly;
mod knowing;
mod leading;
mod leaning;
pub(super) mod near;
mod owning;
mod paired;
mod papers;
pub(super) mod passage;
mod works;

use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use self::passage::{Passage, Somebody};
use super::phrase::{SORTS, is_sort};
use super::speakers::Speakers;
use super::{is_capital, is_common};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// Nouns for a part of something larger: "X, a subsidiary of Y".
const PARTS: &[&str] =
    &["subsidiary", "unit", "arm", "division", "branch", "affiliate", "part", "employee", "offshoot", "imprint"];
/// Nouns for the part of a body that somebody is from: "X of the local branch of Y".
const BRANCHES: &[&str] =
    &["branch", "chapter", "office", "section", "arm", "wing", "bureau", "division", "department"];
/// Verbs whose object belongs to their subject.
const HAVING: &[&str] = &["owns", "controls", "funds", "finances", "employs", "bankrolls", "pays"];
/// Verbs whose object is the work of their subject: a site, a letter, a group.
const MAKING: &[&str] =
    &["founded", "started", "launched", "created", "edits", "runs", "writes", "publishes", "hosts", "co-founded"];
/// Participles behind which "by" names to whom something belongs.
const HAD: &[&str] =
    &["owned", "controlled", "funded", "financed", "employed", "run", "commissioned", "sponsored", "paid"];
/// What somebody's work is called, of which a participle speaks in their place.
const WORKS: &[&str] = &["study", "test", "tests", "report", "survey", "research", "analysis", "work", "review"];

/// A quick look: a word of the lists stands in it.
pub(super) fn may_state(block: &str) -> bool {
    let lists = [PARTS, BRANCHES, SORTS, HAVING, MAKING, HAD, &["belongs", "belong", "works"][..]];
    dealing::may_state(block)
        || block.split(|c: char| !c.is_alphabetic()).any(|word| {
            lists.iter().any(|list| list.contains(&word))
                || knowing::may_state(word)
                || works::may_state(word)
                || joint::may_state(word)
                || jointly::may_state(word)
                || leading::may_state(word)
                || leaning::may_state(word)
                || owning::may_state(word)
                || papers::may_state(word)
        })
}

/// The ties that a sentence states, and whom the next one speaks of by a pronoun; `before` is whom this one does. With those who are
/// quoted, also whom it tells with whom.
pub(super) fn ties(
    s: &Sentence,
    day: Option<PartialDate>,
    before: Option<&str>,
    speakers: Option<&Speakers<'_>>,
) -> (Vec<RoleStatement>, Option<String>) {
    let passage = Passage { s, names: names(s), before, day };
    let mut found = belonging(&passage);
    found.extend(works::ties(&passage));
    found.extend(knowing::ties(&passage));
    found.extend(joint::ties(&passage));
    found.extend(jointly::ties(&passage));
    found.extend(leading::ties(&passage));
    found.extend(leaning::ties(&passage));
    let owning = owning::ties(&passage);
    let is_new = |tie: &RoleStatement| {
        !found.iter().any(|known| known.holder == tie.holder && known.organization == tie.organization)
    };
    let new: Vec<RoleStatement> = owning.into_iter().filter(|tie| tie.cue == near::NEAR || is_new(tie)).collect();
    found.extend(new);
    found.extend(papers::ties(&passage));
    found.extend(speakers.map(|speakers| near::ties(&passage, speakers)).into_iter().flatten());
    found.extend(speakers.map(|_| paired::ties(&passage)).into_iter().flatten());
    let dealing = dealing::ties(&passage);
    let new: Vec<RoleStatement> =
        dealing.into_iter().filter(|tie| !found.iter().any(|known| is_of_both(known, tie))).collect();
    found.extend(new);
    (found, passage.speaks_of())
}

/// Whether a statement already ties the two whom another tells with each other, whichever of them it names first.
fn is_of_both(known: &RoleStatement, tie: &RoleStatement) -> bool {
    let other = |role: &RoleStatement| {
        role.organization.clone().or_else(|| role.role.strip_prefix("told with ").map(str::to_owned))
    };
    let (known_other, tie_other) = (other(known), other(tie));
    let is_same = known.holder == tie.holder && known_other == tie_other;
    is_same || Some(&known.holder) == tie_other.as_ref() && Some(&tie.holder) == known_other.as_ref()
}

/// Who belongs to whom.
fn belonging(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found: Vec<RoleStatement> = of_the_body(p).into_iter().collect();
    found.extend(p.names.iter().filter_map(|name| of_its_sort(p, name)));
    for (place, name) in p.names.iter().enumerate() {
        if let Some((role, owner)) = whole(p.s, name, &p.names) {
            // "The Post and the Echo belong to Orrin Media."
            let before = p.names.get(..place).and_then(<[_]>::last).filter(|other| is_joined(p.s, other, name));
            found.extend(before.into_iter().chain([name]).filter_map(|part| tie(p, part, &owner, &role)));
        }
        if let Some((role, part)) = owned(p.s, name, &p.names) {
            found.extend(tie(p, &part, name, &role));
        }
    }
    found
}

/// "The bank belongs to Leonid Varga": the bank is whoever the sentence before speaks of.
fn of_the_body(p: &Passage<'_, '_>) -> Option<RoleStatement> {
    let is_body = p.s.is(0, "the") && matches!(nouns::head(p.s.low(1)), Some(Head::Organization | Head::Outlet));
    let (role, owner) = is_body.then(|| whole(p.s, &(0..2), &p.names)).flatten()?;
    let body = Somebody { range: 0..2, ..p.meant(0)? };
    (name_kind(&body.name) != SourceKind::Person).then(|| p.tie(&body, &p.whole(&owner), &role)).flatten()
}

/// "His club, RC Vestfjord,", "the union Sud Fret": whoever speaks for the club elsewhere speaks for it.
fn of_its_sort(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let comma = name.start.checked_sub(1).filter(|comma| p.s.words(*comma..comma + 1) == ",");
    let noun = comma.unwrap_or(name.start).checked_sub(1).filter(|noun| is_sort(p.s, *noun))?;
    let is_told = (noun.saturating_sub(2)..noun).any(|i| matches!(p.s.low(i), "his" | "her" | "their" | "its" | "the"));
    let ends = comma.is_none() || p.s.words(name.end..name.end + 1) == ",";
    let sort = Somebody { range: noun..noun + 1, name: p.s.low(noun).to_owned() };
    (is_told && ends).then(|| p.tie(&p.whole(name), &sort, p.s.low(noun))).flatten()
}

/// To whom the one with this name belongs, and the words that say so.
fn whole(s: &Sentence, name: &Range<usize>, names: &[Range<usize>]) -> Option<(String, Range<usize>)> {
    let at = |from: usize| names.iter().find(|other| other.start == article(s, from)).cloned();
    let mut next = name.end;
    // "Sanna Kvist of the local branch of Y"
    if matches!(s.low(next), "of" | "from" | "at" | "with") {
        let noun = (next + 1..next + 5).find(|i| BRANCHES.contains(&s.low(*i)))?;
        let owner = s.is(noun + 1, "of").then(|| at(noun + 2)).flatten()?;
        return Some((s.low(noun).to_owned(), owner));
    }
    // "X, a subsidiary of Y", "X, owned by Y", "X (part of Y)"
    let is_aside = matches!(s.words(next..next + 1), "," | "(");
    if is_aside {
        next += 1;
    }
    let is_copula = matches!(s.low(next), "is" | "was" | "are" | "were");
    if is_copula {
        next += 1;
    }
    if matches!(s.low(next), "works" | "belongs" | "belong") && !is_aside && !is_copula {
        let preposition = if s.is(next, "works") { "for" } else { "to" };
        let owner = s.is(next + 1, preposition).then(|| at(next + 2)).flatten()?;
        return Some((s.low(next).to_owned(), owner));
    }
    if !(is_aside || is_copula) {
        return None;
    }
    // "Was paid for by", "is owned by": of a work, whoever did it.
    if HAD.contains(&s.low(next)) {
        let by = (next + 1..next + 3).find(|i| s.is(*i, "by"))?;
        let owner = at(by + 1)?;
        return Some((s.low(next).to_owned(), owner));
    }
    let noun = (article(s, next)..next + 4).find(|i| PARTS.contains(&s.low(*i)))?;
    let is_plain = (next..noun).all(|i| !matches!(s.low(i), "not" | "no" | "former" | "once" | "never"));
    let owner = (is_plain && s.is(noun + 1, "of")).then(|| at(noun + 2)).flatten()?;
    Some((s.low(noun).to_owned(), owner))
}

/// What belongs to the one with this name: "Orrin Labs owns Bright Water", "Gerda Holt started Terrace Talk".
fn owned(s: &Sentence, name: &Range<usize>, names: &[Range<usize>]) -> Option<(String, Range<usize>)> {
    let verb = s.low(name.end);
    let object = article(s, name.end + 1);
    let has = HAVING.contains(&verb) || MAKING.contains(&verb);
    let part = has.then(|| names.iter().find(|other| other.start == object).cloned()).flatten()?;
    // "Owns Orrin shares" owns no Orrin.
    let is_whole = s.kind(part.end) != Some(TokenKind::Word) || is_common(s.low(part.end));
    is_whole.then(|| (verb.to_owned(), part))
}

/// Behind an article.
fn article(s: &Sentence, at: usize) -> usize {
    if matches!(s.low(at), "the" | "a" | "an") { at + 1 } else { at }
}

/// Whether two names are joined by "and", or by a comma in a list.
fn is_joined(s: &Sentence, one: &Range<usize>, other: &Range<usize>) -> bool {
    let and = one.end;
    s.is(and, "and") && article(s, and + 1) == other.start
}

/// Runs of words with capitals, "of" and "for" between them, with the work of somebody taken for them.
pub(crate) fn names(s: &Sentence) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < s.len() {
        let mut end = at;
        while end - at < 6 && is_capital(s, end) && !(is_common(s.low(end)) && end == at) {
            end += 1;
            let joins = matches!(s.low(end), "of" | "&") && is_capital(s, end + 1);
            // "Watch for the Detained": behind one word only, since "Jane Smith for the Post" is nobody's name.
            let is_cause = end == at + 1 && s.is(end, "for") && s.is(end + 1, "the") && is_capital(s, end + 2);
            end += if is_cause { 2 } else { usize::from(joins) };
        }
        if end > at {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}

/// "The study of the Halvor Institute was paid for by": what stands before the name is told only where it is a work.
fn tie(p: &Passage<'_, '_>, part: &Range<usize>, owner: &Range<usize>, cue: &str) -> Option<RoleStatement> {
    let before = |steps: usize| part.start.checked_sub(steps).map_or("", |i| p.s.low(i));
    let is_of = (1..=2).any(|steps| matches!(before(steps), "of" | "by"));
    let is_work = (part.start.saturating_sub(3)..part.start).any(|i| WORKS.contains(&p.s.low(i)));
    (!is_of || is_work).then(|| p.stated(&p.whole(part), &p.whole(owner), cue)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::{offices, roles};
    use super::near::NEAR;
    use crate::parse::parse;

    /// Who is told with whom, by words alone.
    pub(super) fn check_told(text: &str, expected: &[(&str, &str)]) {
        let found = roles(&parse("a.txt", text.to_owned(), None).value, &[]);
        let told = found.iter().filter(|role| role.cue == NEAR);
        let told: Vec<(&str, &str)> = told.map(|role| (role.holder.as_str(), role.role.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    pub(super) fn check(text: &str, expected: &[(&str, &str)]) {
        let parsed = parse("a.txt", text.to_owned(), None).value;
        let found = offices(&parsed);
        // These have checks of their own.
        let ties = found.iter().filter(|role| !matches!(role.cue.as_str(), "writer" | "reader" | "near"));
        let ties: Vec<(&str, &str)> =
            ties.map(|role| (role.holder.as_str(), role.organization.as_deref().unwrap_or_default())).collect();
        assert_eq!(ties, expected, "{}", parsed.text);
    }

    #[test]
    fn who_belongs_to_whom_is_read() {
        check("Bright Water, a subsidiary of Orrin Labs, makes filters.", &[("Bright Water", "Orrin Labs")]);
        check("The Halvor Institute is part of Tessel University.", &[("Halvor Institute", "Tessel University")]);
        check("Orrin Labs owns Bright Water.", &[("Bright Water", "Orrin Labs")]);
        check("Gerda Holt started Terrace Talk in 2006.", &[("Terrace Talk", "Gerda Holt")]);
        check("Gerda Holt started in goal.", &[]);
        check("Bright Water is owned by Orrin Labs.", &[("Bright Water", "Orrin Labs")]);
        check("Karl Moss works for Perrin County.", &[("Karl Moss", "Perrin County")]);
        check("The study of the Halvor Institute was paid for by Clear Water.", &[("Halvor Institute", "Clear Water")]);
        check("Sanna Kvist of the local branch of Watch for the Sea sang.", &[("Sanna Kvist", "Watch for the Sea")]);
        check("Orrin Bank was founded in 1921. The bank belongs to Leo Varga.", &[("Orrin Bank", "Leo Varga")]);
        check(
            "Brian Ott is from the Jay Bureau. His office has handled the publicity of Orrin.",
            &[("Brian Ott", "Orrin")],
        );
        check("His club, RC Vestfjord, sang.", &[("RC Vestfjord", "club")]);
        check("It leaked, the union Sud Fret said.", &[("Sud Fret", "union")]);
        check("Clear Water funds the Halvor Institute.", &[("Halvor Institute", "Clear Water")]);
        check(
            "The Kelso Post and the Grunau Echo belong to Orrin Media.",
            &[("Kelso Post", "Orrin Media"), ("Grunau Echo", "Orrin Media")],
        );
    }

    #[test]
    fn what_only_looks_so_is_not() {
        check("Orrin Labs owns Bright shares.", &[]);
        check("Sanna Kvist of the other branch sang for Watch for the Sea.", &[]);
        check("Leo Varga sang. The bank belongs to Orrin Labs.", &[]);
        check("Bright Water is not part of Orrin Labs.", &[]);
        check("Bright Water, once a subsidiary of Orrin Labs, makes filters.", &[]);
        check("The roof of Wray Hall was paid for by Clear Water.", &[]);
        check("The dam was owned by Perrin County.", &[]);
    }
}
