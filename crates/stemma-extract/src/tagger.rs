//! A learned tagger beside the rules: which words are content, cue and source, by a linear-chain CRF on what stands at
//! the surface. What it finds is of tier C.

mod features;
mod records;
mod weights;

use std::sync::LazyLock;

use stemma_core::span::Span;

use crate::sentences::{Sentence, sentences};
use crate::text::{BlockKind, Text};

pub use features::Feature;
pub(crate) use records::Learned;
pub use weights::Weights;

/// What a word is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Nothing.
    Outside,
    /// The first word of a content.
    BeginContent,
    /// A further word of a content.
    Content,
    /// The first word of a cue.
    BeginCue,
    /// A further word of a cue.
    Cue,
    /// The first word of a source.
    BeginSource,
    /// A further word of a source.
    Source,
}

/// All labels, in the order of their numbers.
pub const LABELS: [Label; 7] = [
    Label::Outside,
    Label::BeginContent,
    Label::Content,
    Label::BeginCue,
    Label::Cue,
    Label::BeginSource,
    Label::Source,
];

/// Added to the label that begins a cue: training text has fewer kinds of cue than the world.
const CUE_BIAS: f32 = 1.0;

static WEIGHTS: LazyLock<Option<Weights>> = LazyLock::new(|| Weights::read(include_bytes!("../weights/tagger.bin")));

/// The labels of all tokens of a paragraph's sentences.
fn labels(sentences: &[Sentence]) -> Vec<Label> {
    let Some(weights) = WEIGHTS.as_ref() else { return Vec::new() };
    let mut path = weights.path(CUE_BIAS);
    features::each(sentences, |features| path.add(features));
    path.best()
}

/// A token as training sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Its place.
    pub span: Span,
    /// What is seen of it.
    pub features: Vec<Feature>,
}

/// The tokens of every paragraph of a text, for training.
#[must_use]
pub fn observed(text: &Text) -> Vec<Vec<Observed>> {
    let read = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListEntry | BlockKind::BlockQuote);
    text.blocks
        .iter()
        .filter(|block| read(block.kind))
        .map(|block| {
            let all = sentences(&text.text, block.span, &mut Vec::new());
            let spans = all.iter().flat_map(|s| s.tokens.iter().map(|token| token.span));
            spans.zip(features::features(&all)).map(|(span, features)| Observed { span, features }).collect()
        })
        .collect()
}
