//! Who acts for whom in a list of hearings: "Teale v Albion Growth Ltd. For the claimant: Dame Olivia Strand KC."
//!
//! Whoever acts for a party is one voice with it.

use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::Tier;
use stemma_core::role::RoleStatement;
use stemma_core::span::Quote;

use super::{flat, is_title};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// What the first of two parties is called, and the second.
const FIRST: &[&str] =
    &["claimant", "claimants", "plaintiff", "plaintiffs", "applicant", "appellant", "petitioner", "pursuer"];
const SECOND: &[&str] = &["respondent", "respondents", "defendant", "defendants", "defence", "defense", "accused"];
/// Letters behind the name of a lawyer.
const LETTERS: &[&str] = &["KC", "QC", "SC"];

/// A quick look: a party stands in it.
pub(super) fn may_state(block: &str) -> bool {
    block.contains("For the ")
}

/// Who acts for whom in the sentences of a block, by the parties of the last case that was named before.
pub(super) fn acting(all: &[Sentence], day: Option<PartialDate>) -> Vec<RoleStatement> {
    let mut parties: Option<[String; 2]> = None;
    let mut found = Vec::new();
    for s in all {
        parties = case(s).or(parties);
        let Some([first, second]) = &parties else { continue };
        let party = match s.low(2) {
            noun if FIRST.contains(&noun) => first,
            noun if SECOND.contains(&noun) => second,
            _ => continue,
        };
        let named = lawyer(s).filter(|_| s.is(0, "for") && s.is(1, "the"));
        let quote = || Quote::at(s.text, s.span(0..s.content_end())?);
        let stated = named.zip(quote()).map(|(holder, quote)| RoleStatement {
            quote,
            holder,
            role: "lawyer".to_owned(),
            organization: Some(party.clone()),
            on: day,
            from: None,
            to: None,
            cue: ":".to_owned(),
            tier: Tier::A,
        });
        found.extend(stated);
    }
    found
}

/// "Court 1: Teale v Albion Growth Management Ltd": the two parties.
fn case(s: &Sentence) -> Option<[String; 2]> {
    let against = (1..s.len()).find(|i| matches!(s.low(*i), "v" | "vs" | "versus") && is_name(s, i - 1))?;
    let after = if s.is(against + 1, ".") { against + 2 } else { against + 1 };
    let first = (0..against).rev().take_while(|i| is_name(s, *i)).last()?;
    let last = (after..s.len()).take_while(|i| is_name(s, *i)).last()?;
    let name = |range: Range<usize>| flat(s.words(range));
    Some([name(first..against), name(after..last + 1)])
}

fn is_name(s: &Sentence, at: usize) -> bool {
    s.is_capital(at) && s.kind(at) == Some(TokenKind::Word)
}

/// The name behind the colon.
fn lawyer(s: &Sentence) -> Option<String> {
    let colon = (3..5).find(|i| s.is(*i, ":"))?;
    let start = (colon + 1..s.len())
        .find(|i| !is_title(s, *i) && !matches!(s.low(*i), "dame" | "lord" | "lady" | "baroness"))?;
    let part = |i: &usize| is_name(s, *i) && !LETTERS.contains(&s.words(*i..*i + 1));
    let end = (start..s.len()).take_while(part).last()? + 1;
    (end - start > 1).then(|| flat(s.words(start..end)))
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = crate::roles::offices(&parse("a.txt", text.to_owned(), None).value);
        let found: Vec<_> = found.iter().filter(|role| role.role == "lawyer").collect();
        let pairs: Vec<_> =
            found.iter().map(|role| (role.holder.as_str(), role.organization.as_deref().unwrap_or_default())).collect();
        assert_eq!(pairs, expected, "{text}");
    }

    #[test]
    fn who_acts_for_a_party_is_told_by_the_case_before() {
        check(
            "Court 1: Teale v Albion Growth Ltd. For the claimant: Dame Olivia Strand KC. For the respondent: Jan Pocock.\n",
            &[("Olivia Strand", "Teale"), ("Jan Pocock", "Albion Growth Ltd")],
        );
        check("For the claimant: Dame Olivia Strand KC.\n", &[]);
        check("Teale v Albion. For the record: Olivia Strand was there.\n", &[]);
    }
}
