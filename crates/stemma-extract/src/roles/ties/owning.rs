//! Who owns whom, in the many ways to say it: "Orrin Holding, the parent of both Skua and Delft Ferries", "Orrin owns Skua and
//! Delft Ferries", "Skua's owner, Orrin Holding", "Skua and Delft Ferries are both owned by Orrin", "Skua is a sister company of
//! Delft Ferries", "Orrin holds half of Skua", "bought Skua in 2019 and Delft Ferries in 2021", "among Orrin's firms are Skua and
//! Delft Ferries", "Orrin (Skua, Delft Ferries)".
//!
//! Whoever owns all of a firm is one voice with it; a share alone is told of the two, and may be nothing.

use stemma_core::role::RoleStatement;

use super::super::is_common;
use super::near::told_with;
use super::passage::{Passage, Somebody};
use crate::dates::MONTHS;
use crate::tokens::TokenKind;

/// What an owner does with what it owns.
const HAVING: &[&str] = &["owns", "own", "controls", "control", "bought", "acquired", "purchased", "runs", "operates"];
/// Who owns a firm.
const OWNERS: &[&str] = &["owner", "owners", "parent", "proprietor"];
/// Who owns a part of it.
const SHARERS: &[&str] = &["shareholder", "shareholders", "investor", "investors", "backer", "backers"];
/// A part of a firm.
const SHARES: &[&str] =
    &["stake", "stakes", "half", "third", "quarter", "share", "shares", "majority", "percent", "cent"];
/// Participles behind which "by" names the owner.
const HAD: &[&str] = &["owned", "controlled", "bought", "acquired", "purchased", "run", "operated"];
/// Parts of a group.
const PARTS: &[&str] =
    &["subsidiary", "subsidiaries", "units", "brands", "parts", "part", "divisions", "arms", "members"];
/// What somebody has several of, and may list: "among Orrin's firms are Skua and Delft Ferries".
const HOLDINGS: &[&str] = &[
    "firms",
    "companies",
    "businesses",
    "holdings",
    "titles",
    "papers",
    "newspapers",
    "magazines",
    "stations",
    "outlets",
    "brands",
    "subsidiaries",
    "units",
    "investments",
];
/// How a list of them is opened.
const LISTING: &[&str] = &["are", "include", "includes", "including", "like", ",", ":", "–", "—", "("];
/// Last words of the names of owners.
const HOLDERS: &[&str] =
    &["holding", "holdings", "group", "media", "capital", "industries", "partners", "investments", "publishing"];
/// Words of what is over, or was sold.
const OVER: &[&str] = &["former", "formerly", "until", "once", "sold", "sells", "sell", "longer", "used"];

pub(super) fn may_state(word: &str) -> bool {
    [HAVING, OWNERS, SHARERS, SHARES, HAD, PARTS, HOLDINGS, HOLDERS].iter().any(|list| list.contains(&word))
        || matches!(word, "merged" | "merges" | "sister" | "same" | "belong" | "belongs" | "belonging")
}

/// The ties that a sentence states of owners and what they own.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    if (0..p.s.len()).any(|i| OVER.contains(&p.s.low(i))) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in (0..p.s.len()).filter(|at| !p.is_unsaid(*at)) {
        match p.s.low(at) {
            low if HAVING.contains(&low) && !p.s.is(at + 1, "by") => found.extend(whole(p, having(p, at), low)),
            "took" | "takes" if p.s.is(at + 1, "over") => found.extend(whole(p, having(p, at + 1), "owns")),
            low if HOLDINGS.contains(&low) && holding(p, at).is_some() => found.extend(whole(p, holding(p, at), low)),
            low if OWNERS.contains(&low) => found.extend(whole(p, owner(p, at), low)),
            low if HAD.contains(&low) && p.s.is(at + 1, "by") => found.extend(whole(p, had(p, at, at + 2), low)),
            "belong" | "belongs" | "belonging" if p.s.is(at + 1, "to") => {
                found.extend(whole(p, had(p, at, at + 2), "belongs"))
            }
            low if PARTS.contains(&low) && p.s.is(at + 1, "of") => found.extend(whole(p, had(p, at, at + 2), low)),
            low if SHARERS.contains(&low) => found.extend(near(p, owner(p, at))),
            low if SHARES.contains(&low) => found.extend(near(p, sharing(p, at))),
            "merged" | "merges" if p.s.is(at + 1, "with") => found.extend(near(p, having(p, at + 1))),
            "sister" => found.extend(near(p, sister(p, at))),
            "(" => found.extend(whole(p, in_brackets(p, at), "owns")),
            "same" if OWNERS.contains(&p.s.low(at + 1)) => found.extend(near(p, of_one_owner(p, at))),
            _ => {}
        }
    }
    found
}

/// An owner with what it owns.
type Owned = Option<(Somebody, Vec<Somebody>)>;

fn whole(p: &Passage<'_, '_>, owned: Owned, cue: &str) -> Vec<RoleStatement> {
    let Some((owner, parts)) = owned else { return Vec::new() };
    parts.iter().filter_map(|part| p.tie(part, &owner, cue)).collect()
}

fn near(p: &Passage<'_, '_>, owned: Owned) -> Vec<RoleStatement> {
    let Some((owner, parts)) = owned else { return Vec::new() };
    parts.iter().filter(|part| part.name != owner.name).filter_map(|part| told_with(p, part, &owner)).collect()
}

/// What is listed at `from`, behind "both" and the like.
fn listed(p: &Passage<'_, '_>, from: usize) -> Vec<Somebody> {
    let is_small = |i: &usize| matches!(p.s.low(*i), "both" | "all" | "of" | "also" | "now");
    let skipped = (from..p.s.len()).take_while(is_small).count();
    p.list(from + skipped)
}

/// The same, of what was bought at several times: "Skua in 2019 and Delft Ferries in 2021".
fn dated(p: &Passage<'_, '_>, from: usize) -> Vec<Somebody> {
    let mut found = listed(p, from);
    while let Some(last) = found.last().filter(|last| matches!(p.s.low(last.range.end), "in" | "last" | "this")) {
        let is_of_time = |i: &usize| {
            let low = p.s.low(*i);
            let is_year = low.len() == 4 && low.bytes().all(|byte| byte.is_ascii_digit());
            is_year
                || MONTHS.split('|').any(|month| month.eq_ignore_ascii_case(low))
                || matches!(low, "in" | "last" | "this" | "year" | "month" | "week")
        };
        let behind = last.range.end;
        let next = behind + (behind..p.s.len()).take_while(is_of_time).count();
        let comma = usize::from(p.s.words(next..next + 1) == ",");
        let is_and = p.s.is(next + comma, "and") || p.s.is(next + comma, "then");
        let more = listed(p, next + comma + usize::from(is_and));
        if next == behind || comma == 0 && !is_and || more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found
}

/// "Among the firms of Orrin are Skua and Delft Ferries", "Orrin's papers, Skua and Delft Ferries,".
fn holding(p: &Passage<'_, '_>, at: usize) -> Owned {
    let (owner, behind) = if p.s.is(at + 1, "of") {
        let owner = p.at(at + 2)?;
        let end = owner.range.end;
        (owner, end)
    } else {
        (p.possessors(at.saturating_sub(6)..at).next_back()?, at + 1)
    };
    let opens = LISTING.contains(&p.s.low(behind)) || LISTING.contains(&p.s.words(behind..behind + 1));
    // "Orrin's firms, Skua said": one name behind a comma may be anybody.
    let parts = opens.then(|| listed(p, behind + 1)).filter(|parts| parts.len() > 1)?;
    Some((owner, parts))
}

/// "Orrin Holding (Skua, Delft Ferries)".
fn in_brackets(p: &Passage<'_, '_>, at: usize) -> Owned {
    let owner = p.names.iter().find(|name| name.end == at).map(|name| p.named(name))?;
    let last = owner.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let close = (at + 1..p.s.len()).find(|i| p.s.words(*i..*i + 1) == ")")?;
    let parts: Vec<Somebody> =
        p.names.iter().filter(|name| name.start > at && name.end <= close).map(|name| p.named(name)).collect();
    (HOLDERS.contains(&last.as_str()) && parts.len() > 1).then_some((owner, parts))
}

/// The list of names that ends before a verb group: "Skua and Delft Ferries are both".
fn listed_before(p: &Passage<'_, '_>, at: usize) -> Vec<Somebody> {
    let is_small = |i: &usize| {
        let low = p.s.low(*i);
        let is_aid = matches!(
            low,
            "is" | "are" | "was" | "were" | "been" | "has" | "have" | "both" | "all" | "now" | "a" | "the"
        );
        is_aid
            || low.ends_with("ly")
            || low.ends_with('-')
            || matches!(low, "also" | "jointly" | "which" | "," | "since")
    };
    let end = at - (0..at).rev().take_while(is_small).count();
    let lists = p.names.iter().map(|name| p.list(name.start));
    let mut ending = lists.filter(|list| list.last().is_some_and(|last| last.range.end == end));
    let mut found = ending.next().unwrap_or_default();
    // "Skua, like Delft Ferries, belongs to Orrin"
    let first = found.first().map_or(0, |one| one.range.start);
    let like = (first.saturating_sub(2)..first).find(|i| matches!(p.s.low(*i), "like" | "with" | "alongside"));
    found.extend(like.and_then(|like| p.last(like)));
    found
}

/// "Orrin owns both Skua and Delft Ferries", "Orrin, which owns Skua".
fn having(p: &Passage<'_, '_>, at: usize) -> Owned {
    let parts = dated(p, at + 1);
    // "Owns Orrin shares" owns no Orrin.
    let is_whole = |part: &Somebody| {
        let end = part.range.end;
        p.s.kind(end) != Some(TokenKind::Word) || is_common(p.s.low(end)) || matches!(p.s.low(end), "last" | "this")
    };
    (parts.iter().all(is_whole) && !parts.is_empty()).then(|| Some((p.subject(at)?, parts))).flatten()
}

/// "Orrin, the parent company of Skua", "the owner of Skua, Orrin", "Skua's main shareholder is Orrin".
fn owner(p: &Passage<'_, '_>, at: usize) -> Owned {
    let end = at + usize::from(matches!(p.s.low(at + 1), "company" | "firm" | "group"));
    let follows = |from: usize| {
        let is_small = |i: &usize| matches!(p.s.words(*i..*i + 1), "," | "is" | "the" | "are");
        p.at(from + (from..p.s.len()).take_while(is_small).count())
    };
    if matches!(p.s.low(end + 1), "of" | "in") {
        let parts = listed(p, end + 2);
        let last = parts.last()?.range.end;
        let before = p.last(at).filter(|owner| owner.range.end + 5 > at);
        return Some((before.or_else(|| follows(last))?, parts));
    }
    let part = p.possessors(at.saturating_sub(6)..at).next_back()?;
    Some((follows(end + 1)?, vec![part]))
}

/// "Skua and Delft Ferries are owned by Orrin", "are both subsidiaries of Orrin".
fn had(p: &Passage<'_, '_>, at: usize, from: usize) -> Owned {
    let parts = listed_before(p, at);
    (!parts.is_empty()).then(|| Some((p.at(from)?, parts))).flatten()
}

/// "Orrin holds half of Skua", "has a majority stake in Skua".
fn sharing(p: &Passage<'_, '_>, at: usize) -> Owned {
    let parts = matches!(p.s.low(at + 1), "of" | "in").then(|| listed(p, at + 2)).filter(|parts| !parts.is_empty())?;
    let verb = (at.saturating_sub(8)..at).rev().find(|i| {
        matches!(p.s.low(*i), "holds" | "hold" | "has" | "have" | "owns" | "own" | "bought" | "took" | "takes" | "with")
    })?;
    Some((p.subject(verb)?, parts))
}

/// "Skua is a sister company of Delft Ferries", "Skua and its sister company Delft Ferries".
fn sister(p: &Passage<'_, '_>, at: usize) -> Owned {
    let from = if p.s.is(at + 2, "of") { at + 3 } else { at + 2 };
    let from = from + usize::from(p.s.words(from..from + 1) == ",");
    let (one, other) = (p.last(at)?, p.at(from)?);
    Some((one, vec![other]))
}

/// "Skua and Delft Ferries have the same owner".
fn of_one_owner(p: &Passage<'_, '_>, at: usize) -> Owned {
    let lists = p.names.iter().map(|name| p.list(name.start));
    let all = lists.into_iter().find(|list| list.len() > 1 && list.iter().all(|one| one.range.end <= at))?;
    let (first, others) = all.split_first()?;
    Some((first.clone(), others.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::super::super::roles;
    use super::super::near::NEAR;
    use crate::parse::parse;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = roles(&parse("a.txt", text.to_owned(), None).value, &[]);
        let whole = |role: &stemma_core::role::RoleStatement| {
            role.organization.clone().unwrap_or_else(|| role.role.trim_start_matches("told with ").to_owned())
        };
        let is_of_owners = |role: &&stemma_core::role::RoleStatement| {
            let lists =
                [super::HAVING, super::OWNERS, super::HAD, super::PARTS, super::HOLDINGS, &["belongs", "belong", NEAR]];
            // Whatever stands beside a name is told with it, too.
            lists.iter().any(|list| list.contains(&role.cue.as_str())) && role.holder != "Orrin Holding"
        };
        let mut told: Vec<(String, String)> =
            found.iter().filter(is_of_owners).map(|role| (role.holder.clone(), whole(role))).collect();
        told.sort();
        told.dedup();
        let told: Vec<(&str, &str)> = told.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn an_owner_of_several_owns_each() {
        for text in [
            "Orrin Holding, the parent of both Corva Lines and Delft Ferries, has paid nothing.",
            "Orrin Holding, the owner of Corva Lines and Delft Ferries, has paid nothing.",
            "Orrin Holding, which owns both Corva Lines and Delft Ferries, has paid nothing.",
            "Orrin Holding owns Corva Lines and Delft Ferries.",
            "Corva Lines and Delft Ferries are both owned by Orrin Holding.",
            "Corva Lines and Delft Ferries both belong to Orrin Holding.",
            "Corva Lines and Delft Ferries are subsidiaries of Orrin Holding.",
            "The owner of Corva Lines and Delft Ferries, Orrin Holding, has paid nothing.",
            "Orrin Holding bought Corva Lines in 2019 and Delft Ferries in 2021.",
            "Orrin Holding acquired Corva Lines in May 2019, and Delft Ferries last year.",
            "Among the firms of Orrin Holding are Corva Lines and Delft Ferries.",
            "Orrin Holding's companies include Corva Lines and Delft Ferries.",
            "Orrin Holding's papers, Corva Lines and Delft Ferries, have said nothing.",
            "The brands of Orrin Holding are Corva Lines and Delft Ferries.",
        ] {
            check(text, &[("Corva Lines", "Orrin Holding"), ("Delft Ferries", "Orrin Holding")]);
        }
    }

    #[test]
    fn firms_with_one_owner_are_told_together() {
        check("Corva Lines has a majority stake in Delft Ferries.", &[("Delft Ferries", "Corva Lines")]);
        check("Corva Lines and Delft Ferries have the same owner.", &[("Delft Ferries", "Corva Lines")]);
        check("Corva Lines merged with Delft Ferries in 2024.", &[("Delft Ferries", "Corva Lines")]);
        check("Corva Lines is a sister company of Delft Ferries.", &[("Delft Ferries", "Corva Lines")]);
        check("Delft Ferries' main shareholder is Corva Lines.", &[("Delft Ferries", "Corva Lines")]);
    }

    #[test]
    fn owners_of_owners_are_told() {
        check("Corva Lines was bought by Delft Ferries in 2020.", &[("Corva Lines", "Delft Ferries")]);
        check(
            "Corva Lines is part of Orrin Holding, which also owns Delft Ferries.",
            &[("Corva Lines", "Orrin Holding"), ("Delft Ferries", "Orrin Holding")],
        );
    }

    #[test]
    fn what_stands_in_brackets_behind_an_owner_is_told_with_it() {
        let text = "Orrin Holding (Corva Lines, Delft Ferries) has paid nothing.";
        check(text, &[("Corva Lines", "Orrin Holding"), ("Delft Ferries", "Orrin Holding")]);
        check("Tam Bell (Corva Lines, Delft Ferries) has paid nothing.", &[]);
    }

    #[test]
    fn what_is_over_or_not_so_is_no_tie() {
        check("Orrin Holding bought coal in 2019 and ships in 2021.", &[]);
        check("Among the customers of Orrin Holding are Corva Lines and Delft Ferries.", &[]);
        check("Orrin Holding's papers, Corva Lines said, were in order.", &[]);
        check("Orrin Holding, the former owner of Corva Lines, has paid nothing.", &[]);
        check("Orrin Holding does not own Corva Lines.", &[]);
        check("Orrin Holding sold Corva Lines and Delft Ferries.", &[]);
        check("Orrin Holding owns Corva Lines shares.", &[]);
    }
}
