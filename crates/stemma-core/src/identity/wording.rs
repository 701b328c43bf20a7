//! Sentences that were read before: copies say the same words, and the same words are read once.

use std::borrow::Cow;

use crate::enumerations::{Basis, Modality, SourceKind, Stance, Tier};
use crate::features::Features;
use crate::id::Id;
use crate::span::{Quote, Span};
use crate::statement::{Mention, Statement};

/// What of a statement its features are read from: wherever it stands, and whoever says so.
pub(super) struct Wording {
    id: Id<Wording>,
    statement: Statement,
}

impl Wording {
    pub(super) fn of(statement: &Statement) -> Self {
        let nothing = || Quote { span: Span::new(0, 0), text: String::new() };
        let somebody = Mention { quote: nothing(), name: String::new(), kind: SourceKind::UnnamedPerson };
        let mut wording = Statement {
            // The sentence leaves out what stands beside a name behind a comma.
            contents: statement.contents.iter().filter(|content| content.text.contains(',')).cloned().collect(),
            source: statement.source.as_ref().map(|_| somebody),
            cue: None,
            chain: Vec::new(),
            direct: statement.direct,
            stance: Stance::Affirms,
            modality: Modality::Asserted,
            basis: Basis::None,
            kind: statement.kind,
            sentence: statement.sentence.clone(),
            quantities: statement.quantities.clone(),
            dates: statement.dates.clone(),
            due: None,
            against_interest: false,
            tier: Tier::A,
            rule: Cow::Borrowed(""),
        };
        wording.quotes_mut().for_each(|quote| quote.span = Span::new(0, 0));
        Self { id: Id::of("wording", &[&format!("{wording:?}")]), statement: wording }
    }

    /// Derived from all of it: two wordings with one id have the same features.
    pub(super) const fn id(&self) -> Id<Self> {
        self.id
    }

    /// Its features, its first word taken for no name.
    pub(super) fn features(&self) -> Features {
        Features::of_unnamed(&self.statement)
    }
}
