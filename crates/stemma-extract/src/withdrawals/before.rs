//! Who was named before a sentence that only says "she", "the ruling" or "this".

use std::ops::Range;

use stemma_core::span::Span;

use crate::roles::{people, runs};
use crate::sentences::Sentence;

/// Who was named before a sentence, and where that stands.
#[derive(Default)]
pub(super) struct Before {
    /// The person whom "she" means: the first of the last sentence that names one.
    pub(super) person: Option<String>,
    /// Whoever is named first, person or not.
    pub(super) somebody: Option<String>,
    /// Who says or finds what it tells, person or not.
    pub(super) voice: Option<String>,
    pub(super) span: Option<Span>,
}

impl Before {
    pub(super) fn follow(&mut self, s: &Sentence) {
        let named = people(s);
        // Who speaks in it is whom "she" means, before others whom it names.
        let speaks = |name: &&Range<usize>| {
            let behind = name.start.checked_sub(1).map_or("", |i| s.low(i));
            [behind, s.low(name.end)]
                .iter()
                .any(|word| matches!(*word, "said" | "says" | "told" | "explained" | "added"))
        };
        let person = named.iter().find(speaks).or_else(|| named.first()).map(|name| flat(s.words(name.clone())));
        let all = runs(s);
        self.voice =
            all.iter().rfind(|run| is_voice(s, run)).map(|run| flat(s.words(run.clone()))).or(self.voice.take());
        let run = all.into_iter().find(|run| run.len() > 1).map(|run| flat(s.words(run)));
        if let Some(named) = person.clone().or(run) {
            self.somebody = Some(named);
        }
        self.person = person.or_else(|| self.person.take());
        self.span = s.span(0..s.len());
    }
}

/// Whether a verb of saying or finding stands beside a name.
pub(crate) fn is_voice(s: &Sentence, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |i| s.low(i));
    let earlier = name.start.checked_sub(2).map_or("", |i| s.low(i));
    let says = |word: &str| {
        matches!(
            word,
            "said"
                | "says"
                | "told"
                | "explained"
                | "added"
                | "found"
                | "ruled"
                | "held"
                | "concluded"
                | "wrote"
                | "decided"
                | "declared"
                | "stated"
                | "shows"
                | "showed"
                | "reported"
        )
    };
    says(s.low(name.end)) || says(before) || matches!(before, "the" | "inspector") && says(earlier)
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
