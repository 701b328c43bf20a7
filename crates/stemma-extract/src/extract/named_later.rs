//! "A cyclist told the Mail. Naomi Pryce, 33, had one foot on the kerb": who speaks is named in the next sentence, with their age.

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::nouns;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Gives the one unnamed person who is credited in a sentence the name with which the next one begins.
pub(super) fn name(all: &[Sentence], found: &mut [Statement]) {
    for (at, s) in all.iter().enumerate() {
        let Some(name) = all.get(at + 1).and_then(aged) else { continue };
        let place = s.span(0..s.len()).unwrap_or(Span::new(0, 0));
        let mut credited: Vec<&mut Statement> =
            found.iter_mut().filter(|said| said.cue.is_some() && place.contains(said.hull())).collect();
        let is_one = |said: &&mut Statement| {
            let source = said.source.as_ref().filter(|source| source.kind == SourceKind::UnnamedPerson);
            source.is_some_and(|source| said.chain.last().is_some_and(|last| last.name == source.name))
                && said.tier != Tier::C
        };
        if credited.is_empty() || !credited.iter().all(is_one) {
            continue;
        }
        for said in &mut credited {
            let source = said.source.iter_mut().map(|source| (&mut source.name, &mut source.kind));
            let last = said.chain.last_mut().map(|last| (&mut last.name, &mut last.kind));
            for (called, kind) in source.chain(last) {
                name.clone_into(called);
                *kind = SourceKind::Person;
            }
        }
    }
}

/// "Naomi Pryce, 33, …": the full name with which a sentence begins, and an age behind it.
fn aged(s: &Sentence) -> Option<String> {
    let capital = |i: &usize| s.is_capital(*i) && s.kind(*i) == Some(TokenKind::Word);
    let end = (0..s.len()).take_while(capital).last()? + 1;
    let is_age = s.is(end, ",") && s.kind(end + 1) == Some(TokenKind::Number) && s.is(end + 2, ",");
    let age = s.low(end + 1).parse::<u8>().is_ok_and(|age| (5..110).contains(&age));
    let words = s.words(0..end);
    let is_name = (2..=4).contains(&end) && !nouns::is_organization(words) && !nouns::is_outlet(words);
    (is_age && age && is_name).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    fn sources(text: &str) -> Vec<String> {
        let found = crate::extract(&crate::parse("a.txt", text.to_owned(), None).value).value;
        found
            .into_iter()
            .filter(|said| said.cue.is_some())
            .filter_map(|said| said.source.map(|source| source.name))
            .collect()
    }

    #[test]
    fn who_speaks_may_be_named_with_their_age_in_the_next_sentence() {
        assert_eq!(
            sources("The lorry ran a red light, a witness told the Mail. Naomi Pryce, 33, had one foot on the kerb."),
            ["Naomi Pryce"]
        );
        assert_eq!(
            sources("The lorry ran a red light, a witness told the Mail. Naomi Pryce had one foot on the kerb."),
            ["witness"]
        );
        assert_eq!(
            sources("The lorry ran a red light, police said. Naomi Pryce, 33, had one foot on the kerb."),
            ["police"]
        );
    }
}
