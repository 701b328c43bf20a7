//! Who leans on whom, by money, means or goods: "the institute's budget comes from the Liberty Party", "Goldrun, which pays her
//! travel", "the drivers and cars of City Wheels are those of Tarn Transit", "the agency reports to the Ministry of Transport",
//! "Bell's firm distributes Corva pumps".
//!
//! Whoever pays for another, lends them their people or lets them sell its goods gains with them.

use stemma_core::role::RoleStatement;

use super::passage::{Passage, Somebody};
use crate::tokens::TokenKind;

/// What somebody lives on, and another may pay.
const MONEY: &[&str] = &[
    "budget",
    "funds",
    "funding",
    "money",
    "income",
    "salary",
    "salaries",
    "wages",
    "rent",
    "travel",
    "trip",
    "flights",
    "flight",
    "accommodation",
    "expenses",
    "costs",
    "fees",
    "fee",
    "grant",
    "grants",
    "stipend",
    "bills",
    "revenue",
    "donations",
    "subsidies",
];
/// How it comes from another.
const COMING: &[&str] = &["comes", "come", "came", "stems", "stem", "stemmed"];
/// How another pays it, behind "is" and before "by"; and as a verb with an object.
const PAYING: &[&str] = &[
    "paid", "pays", "pay", "covered", "covers", "financed", "finances", "funded", "funds", "met", "meets", "borne",
    "bears", "provided", "provides", "footed", "foots",
];
/// People and things by which one does its work.
const MEANS: &[&str] = &[
    "drivers",
    "cars",
    "staff",
    "employees",
    "workers",
    "people",
    "offices",
    "office",
    "premises",
    "directors",
    "board",
    "address",
    "crews",
    "crew",
    "vehicles",
    "trucks",
    "lorries",
    "buses",
    "founders",
    "owners",
    "managers",
    "trustees",
    "volunteers",
    "equipment",
    "machines",
];
/// Whoever sells what another makes.
const DEALERS: &[&str] = &[
    "importer",
    "importers",
    "distributor",
    "distributors",
    "dealer",
    "dealers",
    "retailer",
    "reseller",
    "wholesaler",
    "seller",
    "stockist",
    "franchisee",
];
/// The same as verbs.
const DEALING: &[&str] = &[
    "distributes",
    "distributed",
    "imports",
    "imported",
    "sells",
    "sold",
    "markets",
    "marketed",
    "retails",
    "resells",
    "stocks",
];

pub(super) fn may_state(word: &str) -> bool {
    [MONEY, DEALERS, DEALING].iter().any(|list| list.contains(&word))
        || matches!(word, "those" | "shares" | "shared" | "reports" | "answers" | "subordinate" | "attached")
        || matches!(word, "supervised" | "overseen" | "invitation" | "expense" | "payroll")
}

/// The ties that a sentence states of who leans on whom.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    for at in (0..p.s.len()).filter(|at| !p.is_unsaid(*at)) {
        let pair = match p.s.low(at) {
            low if MONEY.contains(&low) => living(p, at),
            low if DEALERS.contains(&low) => dealer(p, at),
            low if DEALING.contains(&low) => p.subject(at).zip(maker(p, at + 1)),
            "those" | "that" if p.s.is(at + 1, "of") => those_of(p, at),
            "shares" | "shared" => sharing(p, at),
            "reports" | "answers" if p.s.is(at + 1, "to") => body(p, at).zip(p.at(at + 2)),
            "subordinate" | "attached" if p.s.is(at + 1, "to") => body(p, at).zip(p.at(at + 2)),
            "supervised" | "overseen" if p.s.is(at + 1, "by") => body(p, at).zip(p.at(at + 2)),
            "invitation" | "expense" | "payroll" if p.s.is(at + 1, "of") => p.subject(at).zip(p.at(at + 2)),
            _ => None,
        };
        let pair = pair.filter(|(one, other)| one.name != other.name);
        found.extend(pair.and_then(|(one, other)| p.tie(&one, &other, p.s.low(at))));
    }
    found
}

/// Whose a thing is: "the institute's budget", "the budget of the Forum Institute", "its budget".
fn owner(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let near = at.saturating_sub(5);
    if let Some(owner) = p.possessors(near..at).next_back() {
        return Some(owner);
    }
    if p.s.is(at + 1, "of") {
        // "The staff of the association": whoever was meant before.
        return p.at(at + 2).or_else(|| p.s.is(at + 2, "the").then(|| p.meant(at + 2)).flatten());
    }
    let mark = (near..at).rev().find(|i| {
        matches!(p.s.low(*i), "his" | "her" | "its" | "their") || p.s.kind(*i) == Some(TokenKind::Possessive)
    })?;
    p.meant(mark)
}

/// "The institute's budget comes from the Liberty Party", "its rent is paid by Somnia", "Goldrun, which pays her travel".
fn living(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let end = (at + 9).min(p.s.len());
    let from = (at + 1..end).find(|i| COMING.contains(&p.s.low(*i)) && p.s.is(i + 1, "from")).map(|i| i + 2);
    let is_be = |i: usize| i > 0 && matches!(p.s.low(i - 1), "is" | "are" | "was" | "were" | "been");
    let by = || {
        let paid = (at + 1..end).find(|i| PAYING.contains(&p.s.low(*i)) && is_be(*i))?;
        (paid + 1..paid + 4).find(|i| p.s.is(*i, "by")).map(|by| by + 1)
    };
    if let Some(payer) = from.or_else(by).and_then(|from| p.at(from)) {
        return owner(p, at).zip(Some(payer));
    }
    let verb = (at.saturating_sub(5)..at).rev().find(|i| PAYING.contains(&p.s.low(*i)) && !is_be(*i))?;
    let is_relative = verb > 0 && matches!(p.s.low(verb - 1), "which" | "who" | "that" | "also");
    let is_hers = (verb + 1..at).find(|i| matches!(p.s.low(*i), "his" | "her" | "their"));
    let is_own = (verb + 1..(at + 4).min(p.s.len()))
        .any(|i| matches!(p.s.low(i), "own" | "himself" | "herself" | "themselves" | "itself"));
    let payer = p.last(verb).filter(|_| !is_own)?;
    // "Somnia pays its rent": its own.
    let pronoun = is_hers.or_else(|| is_relative.then(|| (verb + 1..at).find(|i| p.s.is(*i, "its"))).flatten());
    let paid = pronoun.and_then(|pronoun| {
        let here = p.names.iter().find(|name| name.end < payer.range.start).map(|name| p.named(name));
        here.or_else(|| p.meant(pronoun))
    });
    p.possessors(verb + 1..at).next().or(paid).zip(Some(payer))
}

/// "The drivers and cars of City Wheels are those of Tarn Transit".
fn those_of(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_be = at > 0 && matches!(p.s.low(at - 1), "is" | "are" | "was" | "were" | "also");
    let noun = (0..at).rev().find(|i| MEANS.contains(&p.s.low(*i))).filter(|_| is_be)?;
    owner(p, noun).zip(p.at(at + 2))
}

/// "City Wheels shares its drivers with Tarn Transit".
fn sharing(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let noun = (at + 1..at + 5).find(|i| MEANS.contains(&p.s.low(*i)))?;
    let with = (noun + 1..noun + 5).find(|i| p.s.is(*i, "with"))?;
    p.subject(at).zip(p.at(with + 1))
}

/// The body of which the clause before `at` speaks: "the agency reports to".
fn body(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let is_whole = (at.saturating_sub(3)..at).all(|i| !matches!(p.s.low(i), "and" | "who" | ","));
    p.subject(at).filter(|_| is_whole)
}

/// The maker whose goods somebody sells, at `from`: "Corva pumps", "the pumps of Corva".
fn maker(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let at = from + usize::from(matches!(p.s.low(from), "the" | "a" | "its"));
    let name = p.names.iter().find(|name| name.start == at).map(|name| p.whole(name));
    name.or_else(|| (at + 1..at + 3).find(|i| matches!(p.s.low(*i), "of" | "by" | "from")).and_then(|of| p.at(of + 1)))
}

/// "Kim Bell, the importer of Corva pumps", "the Corva dealer Kim Bell".
fn dealer(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    if matches!(p.s.low(at + 1), "of" | "for") {
        return p.subject(at).zip(maker(p, at + 2));
    }
    let brand = p.names.iter().find(|name| name.end == at).map(|name| p.whole(name))?;
    p.at(at + 1).or_else(|| p.last(brand.range.start)).zip(Some(brand))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn whoever_is_paid_leans_on_who_pays() {
        let forum = ("Forum Institute", "Liberty Party");
        check("Forum Institute is here. The institute's budget comes from the Liberty Party.", &[forum]);
        check("The budget of the Forum Institute is paid by the Liberty Party.", &[forum]);
        check("Eva Roth came. She was met by Goldrun, which pays her travel.", &[("Eva Roth", "Goldrun")]);
        check("Eva Roth came. Eva Roth pays her travel herself.", &[]);
        check("Back League sang. Somnia pays its rent to the city.", &[]);
        check("Forum Institute is here. Its budget comes from members.", &[]);
    }

    #[test]
    fn whose_people_do_the_work_and_whose_goods_are_sold_are_read() {
        check("The drivers and cars of City Wheels are those of Tarn Transit.", &[("City Wheels", "Tarn Transit")]);
        check("City Wheels shares its drivers with Tarn Transit.", &[("City Wheels", "Tarn Transit")]);
        check("City Wheels came. The agency reports to the Tarn Ministry.", &[("City Wheels", "Tarn Ministry")]);
        check("Kim Bell came. Kim Bell's firm distributes Corva pumps.", &[("Kim Bell", "Corva")]);
        check("It works, said Kim Bell, the importer of Corva pumps.", &[("Kim Bell", "Corva")]);
        check("Kim Bell bought pumps.", &[]);
    }
}
