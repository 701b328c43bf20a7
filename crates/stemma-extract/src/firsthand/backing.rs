//! What stands behind a statement, as the sentence behind it says: "The measurements were made by the Norrby Laboratory.", "The
//! proof is in the register of Saint Olaf."

use stemma_core::enumerations::{Basis, SourceKind};
use stemma_core::statement::{Mention, Statement, Voice};

use super::{RULE, is_told, place};
use crate::draft::{Party, Strength};
use crate::entities::Entities;
use crate::grammar::{self, phrase_after};
use crate::nouns::Head;
use crate::sentences::Sentence;
use crate::sources;

/// Who or what stands behind the sentence before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backing {
    mention: Mention,
    voice: Voice,
    basis: Basis,
}

/// What a sentence says to stand behind the one before it.
pub(crate) fn backing(s: &Sentence, e: &Entities) -> Option<Backing> {
    let start = usize::from(grammar::is_determiner(s.low(0)));
    let noun = sort(s.low(start)).filter(|_| !s.is_quoted(start))?;
    let at = party_start(s, start + 1, noun)?;
    let party = sources::party(s, phrase_after(s, at), None, e).filter(|party| party.strength >= Strength::Role)?;
    let is_record = party.head == Some(Head::Record);
    let named = is_record || matches!(party.mention.kind, SourceKind::Organization | SourceKind::Person);
    let basis = basis(&party, noun);
    named.then(|| Backing { voice: party.voice(), mention: party.mention, basis })
}

/// Credits a statement to what the sentence behind it says to stand behind it.
pub(super) fn back(all: &[Sentence], backings: &[Option<Backing>], found: &mut [Statement]) {
    for (at, backing) in backings.iter().enumerate() {
        let (Some(backing), Some(before)) = (backing, at.checked_sub(1)) else { continue };
        let Some(s) = all.get(before) else { continue };
        let is_alone = !found.iter().any(|said| said.cue.is_some() && place(s).overlaps(said.hull()));
        let own = found.iter_mut().filter(|said| place(s).contains(said.hull()) && super::may_be_witnessed(said));
        for said in own.filter(|said| is_alone && is_told(s, said)) {
            said.basis = backing.basis;
            said.rule = RULE.into();
            said.source = Some(backing.mention.clone());
            said.chain.push(backing.voice.clone());
        }
    }
}

/// What somebody's finding is called, or what shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Measurement,
    Figure,
    Proof,
}

fn sort(word: &str) -> Option<Sort> {
    match word {
        "measurement" | "measurements" | "sample" | "samples" | "test" | "tests" | "readings" | "analyses" => {
            Some(Sort::Measurement)
        }
        "figure" | "figures" | "number" | "numbers" | "count" | "value" | "values" | "data" | "information" => {
            Some(Sort::Figure)
        }
        "proof" | "evidence" | "source" => Some(Sort::Proof),
        _ => None,
    }
}

/// Where the words begin that name it: behind "were made by", "come from", "is in".
fn party_start(s: &Sentence, verb: usize, noun: Sort) -> Option<usize> {
    let be = matches!(s.low(verb), "is" | "are" | "was" | "were");
    let come = matches!(s.low(verb), "come" | "comes" | "came" | "stem" | "stems" | "stemmed");
    if noun == Sort::Proof {
        return (be && matches!(s.low(verb + 1), "in" | "the" | "from") || come && s.is(verb + 1, "from"))
            .then(|| if s.is(verb + 1, "the") { verb + 1 } else { verb + 2 });
    }
    const DONE: &[&str] = &[
        "made",
        "taken",
        "done",
        "carried",
        "measured",
        "analysed",
        "analyzed",
        "examined",
        "tested",
        "counted",
        "collected",
        "supplied",
        "provided",
        "determined",
    ];
    let is_done = be && (verb + 1..verb + 4).any(|i| DONE.contains(&s.low(i)));
    let limit = s.content_end().min(verb + 14);
    let by = (verb + 1..limit).find(|i| is_done && s.is(*i, "by") || come && s.is(*i, "from"))?;
    Some(by + 1)
}

fn basis(party: &Party, noun: Sort) -> Basis {
    match (party.mention.kind, noun) {
        (SourceKind::Document, _) => Basis::Record,
        (_, Sort::Measurement) => Basis::Measurement,
        (SourceKind::Person, _) => Basis::Testimony,
        _ => Basis::Statement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::span::Span;

    fn check(text: &str, expected: Option<(&str, Basis)>) {
        let s = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new()).remove(0);
        let found = backing(&s, &Entities::default());
        let found = found.as_ref().map(|found| (found.voice.name.as_str(), found.basis));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_stands_behind_it_is_told_behind_it() {
        check(
            "The measurements were made on our behalf by the Norrby Laboratory.",
            Some(("Norrby Laboratory", Basis::Measurement)),
        );
        check("The figures come from the Halm Institute.", Some(("Halm Institute", Basis::Statement)));
        check(
            "The proof is in the baptismal register of Saint Olaf.",
            Some(("baptismal register of Saint Olaf", Basis::Record)),
        );
    }

    #[test]
    fn other_sentences_stand_behind_nothing() {
        for text in [
            "The figures were a surprise.",
            "The proof is in the pudding.",
            "The number of visitors fell by half.",
            "Tests were delayed by the strike.",
            "Photos of the dam show cracks.",
        ] {
            check(text, None);
        }
    }
}
