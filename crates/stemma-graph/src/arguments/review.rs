//! What can be typed after `stemma review`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use stemma_core::review::ReviewKind;

use super::Which;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Review {
    #[command(subcommand)]
    pub(crate) decide: Option<Decide>,
    /// At most so many questions.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Only questions of this kind.
    #[arg(long, value_parser = kind())]
    pub(crate) kind: Option<ReviewKind>,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    /// It is so: what was read counts as a person's, two claims are one, one document has it from the other.
    Confirm(Answer),
    /// It is not so: what was read no longer counts, two claims stay two, neither document has it from the other.
    Reject(Answer),
}

#[derive(Debug, Args)]
pub(crate) struct Answer {
    /// The question's id, or the beginning of it.
    pub(crate) id: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

fn kind() -> impl TypedValueParser<Value = ReviewKind> {
    let names = PossibleValuesParser::new(ReviewKind::ALL.map(ReviewKind::as_str));
    names.try_map(|name| ReviewKind::named(&name).ok_or("no such kind"))
}
