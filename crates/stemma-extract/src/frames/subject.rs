//! "Corva sold 40 vans, the company said": whom the words behind a clause mean by its own subject.
//!
//! Only a word that names nobody by itself is read so, and only where nothing before the sentence says whom it means: then it
//! is the clause's subject that speaks of itself, which is no second voice.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::statement::Mention;

use crate::draft::{Party, Strength};
use crate::grammar;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Makes a party the subject of the clause before it, when its words can only mean that.
pub(super) fn means(s: &Sentence, clause: Range<usize>, party: &mut Party) {
    let Some(name) = name(s, clause) else { return };
    let words = party.mention.quote.text.to_lowercase();
    let last = words.rsplit(' ').next().unwrap_or_default();
    let kind = sources::name_kind(&name);
    let open = matches!(party.mention.kind, SourceKind::UnnamedGroup | SourceKind::UnnamedPerson);
    if words == "it" && party.mention.name == words && kind == SourceKind::Organization
        || matches!(&*words, "he" | "she") && party.mention.name == words && kind == SourceKind::Person
    {
        party.mention = Mention { name, kind, ..party.mention.clone() };
    } else if open && party.head == Some(Head::Organization) && words.starts_with("the ") && may_be_called(last, &name)
    {
        party.mention = Mention { name, kind: SourceKind::Organization, ..party.mention.clone() };
        party.strength = Strength::Pointer;
    } else if party.affiliation.is_none() {
        let is_whose = is_his(&words) && kind == SourceKind::Person || speaks_for(&words) && kind != SourceKind::Outlet;
        party.affiliation = is_whose.then_some(name);
    }
}

/// “Y,” a nurse who worked there until August said: the subject of the verb at `verb`, with a relative clause between them, behind
/// a quotation.
pub(super) fn with_relative(s: &Sentence, verb: usize) -> Option<grammar::Subject> {
    let who = (verb.saturating_sub(14)..verb.saturating_sub(2)).rev().find(|i| s.is(*i, "who"))?;
    let close = (who.saturating_sub(8)..who).rev().find(|i| s.kind(*i) == Some(TokenKind::Close))?;
    let phrase = close + 1..who;
    let is_behind =
        !phrase.is_empty() && phrase.clone().all(|i| s.kind(i) == Some(TokenKind::Word) && !grammar::is_finite(s, i));
    let inner = who + 1..verb;
    let is_clause = grammar::is_finite(s, inner.start) || grammar::is_finite(s, grammar::after_adverbs(s, inner.start));
    let is_one = inner.clone().all(|i| matches!(s.kind(i), Some(TokenKind::Word | TokenKind::Number)));
    let other = inner.clone().skip(1).any(|i| grammar::PRONOUNS.contains(s.low(i)) || s.is(i, "that"));
    (is_behind && is_clause && is_one && !other).then_some(grammar::Subject { phrase, apposition: None, verbs: verb })
}

/// Whether "the company" may be somebody of that name.
fn may_be_called(noun: &str, name: &str) -> bool {
    sources::COMPANIES.contains(&noun) || name.split(' ').any(|word| word.eq_ignore_ascii_case(noun))
}

/// Whether words are those of somebody who speaks for a body and do not say for which: "a spokesman", "its president",
/// "company officials", "executives".
fn speaks_for(words: &str) -> bool {
    let mut each = words.split(' ').filter(|word| !matches!(*word, "a" | "an" | "the" | "two" | "three" | "some"));
    let Some(first) = each.next() else { return false };
    let owned = matches!(first, "its" | "company" | "corporate");
    let speaks = nouns::head(first) == Some(Head::Speaker)
        || matches!(first, "spokespersons" | "spokesmen" | "spokeswomen" | "executives" | "executive" | "management");
    owned || speaks && each.next().is_none()
}

/// "His office", "her lawyer": whoever speaks for the person before.
fn is_his(words: &str) -> bool {
    const FOR_ANOTHER: &[&str] = &[
        "office",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "lawyer",
        "lawyers",
        "attorney",
        "barrister",
        "agent",
        "campaign",
        "team",
        "publicist",
        "staff",
        "cabinet",
        "aides",
    ];
    let last = words.rsplit(' ').next().unwrap_or_default();
    matches!(words.split(' ').next(), Some("his" | "her")) && FOR_ANOTHER.contains(&last)
}

/// The name that a clause opens with as its subject.
fn name(s: &Sentence, clause: Range<usize>) -> Option<String> {
    let start = clause.start + usize::from(s.is(clause.start, "the") && clause.len() > 1);
    let capital = |i: &usize| s.is_capital(*i) && s.kind(*i) == Some(TokenKind::Word);
    let end = (start..clause.end).take_while(capital).last()? + 1;
    let verb = grammar::after_adverbs(s, end);
    let first = s.low(start);
    // A word that only its place makes a capital: "Police arrested".
    let plain = end == start + 1 && start == clause.start && (nouns::head(first).is_some() || first.ends_with('s'));
    let small = grammar::PRONOUNS.contains(first)
        || grammar::is_determiner(first)
        || grammar::is_preposition(first)
        || grammar::is_subordinator(first)
        || grammar::is_adverb(first)
        || grammar::TIMES.contains(first);
    let name = s.words(start..end);
    let names = verb < clause.end && grammar::is_finite(s, verb) && !plain && !small;
    (names && !crate::entities::is_place(name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn the_subject_of_the_clause_is_meant() {
        check("Corva sold 40 vans, the company said.", &["Corva | said | Corva sold 40 vans"]);
        check("Corva sold 40 vans, the chipmaker said.", &["Corva | said | Corva sold 40 vans"]);
        check("Corva sold 40 vans, it said.", &["Corva | said | Corva sold 40 vans"]);
        check("Tom Brack ran 40 miles, he said.", &["Tom Brack | said | Tom Brack ran 40 miles"]);
        check("Halm Bank closed the branch, the bank said.", &["Halm Bank | said | Halm Bank closed the branch"]);
    }

    #[test]
    fn somebody_else_is_not_the_subject() {
        check("Corva sold 40 vans, the ministry said.", &["ministry | said | Corva sold 40 vans"]);
        check("Tom Brack ran 40 miles, his wife said.", &["his wife | said | Tom Brack ran 40 miles"]);
        check("Police arrested 40 people, the company said.", &["company | said | Police arrested 40 people"]);
    }
}
