//! Arguments of the commands that change findings, or ask what would.

use clap::{Args, ValueEnum};
use stemma_core::calculation::Operation;
use stemma_core::control::Share;
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{Basis, ContradictionKind};

use super::{Which, date, words};

#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    /// This document or assertion were withdrawn: a path as it was ingested, or an id.
    #[arg(long, value_name = "X", num_args = 1..)]
    pub(crate) retract: Vec<String>,
    /// These two actors were one voice.
    #[arg(long, value_names = ["A", "B"], num_args = 2)]
    pub(crate) same_group: Vec<String>,
    /// These two actors had nobody in common.
    #[arg(long, value_names = ["A", "B"], num_args = 2)]
    pub(crate) independent: Vec<String>,
    /// One more source said this claim, and how it knows: an id, the beginning of it, or some of its words.
    #[arg(long, value_name = "CLAIM")]
    pub(crate) add: Vec<String>,
    /// With `--add`: who.
    #[arg(long, value_name = "NAME", default_value = "somebody else", requires = "add")]
    pub(crate) source: String,
    /// With `--add`: what it rests on.
    #[arg(long, requires = "add", default_value = "testimony", value_parser = words::<Basis>(Basis::ALL.iter().map(|value| value.as_str())))]
    pub(crate) basis: Basis,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Retract {
    /// A document's path as it was ingested, its URL, or the id of a document or assertion.
    #[arg(required = true)]
    pub(crate) what: Vec<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// Since when it holds; always, when no day is named.
    #[arg(long, value_parser = date)]
    pub(crate) on: Option<PartialDate>,
}

/// Two claims, and why they are one or are not.
#[derive(Debug, Args)]
pub(crate) struct Judge {
    /// The one claim: its id, the beginning of it, or words that no other claim has.
    pub(crate) claim: String,
    /// The other.
    pub(crate) other: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Split {
    /// The claim: its id, the beginning of it, or words that no other claim has.
    pub(crate) claim: String,
    /// What is another claim: ids of assertions, or the documents they stand in.
    #[arg(required = true, value_name = "ASSERTION")]
    pub(crate) assertions: Vec<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
}

/// A name, and the item of Wikidata that it means.
#[derive(Debug, Args)]
pub(crate) struct Identify {
    /// The name, as documents give it; all that is said is listed, when none is named.
    #[arg(requires = "id")]
    pub(crate) actor: Option<String>,
    /// The item: `Q` and a number, or its address.
    pub(crate) id: Option<String>,
}

/// Two names, and why they mean one actor or do not.
#[derive(Debug, Args)]
pub(crate) struct JudgeActors {
    /// The one name, as documents give it.
    pub(crate) actor: String,
    /// The other.
    pub(crate) other: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Derive {
    /// The claim whose number is calculated: its id, the beginning of it, or words that no other claim has; all
    /// calculations are listed, when none is named.
    #[arg(requires_all = ["from", "how", "reason"])]
    pub(crate) claim: Option<String>,
    /// The claims that its number is calculated from.
    #[arg(long, value_name = "CLAIM", num_args = 1.., requires = "claim")]
    pub(crate) from: Vec<String>,
    /// How.
    #[arg(long, requires = "claim", value_parser = words::<Operation>(Operation::ALL.iter().map(|value| value.as_str())))]
    pub(crate) how: Option<Operation>,
    /// Why.
    #[arg(long, requires = "claim")]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// The contradiction's id, or the beginning of it, as `contradictions --json` gives it.
    pub(crate) contradiction: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// Why the two can hold together.
    #[arg(long = "as", value_name = "KIND", value_parser = words::<ContradictionKind>(ContradictionKind::ALL.iter().filter(|kind| kind.is_compatible()).map(|value| value.as_str())))]
    pub(crate) kind: Option<ContradictionKind>,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The change, as `retract`, `control` and `why-changed` number them; the last one, when none is named.
    pub(crate) sequence: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct WhyChanged {
    /// The claim's id, the beginning of it, or some of its words.
    pub(crate) claim: String,
    /// Which time: when the store learnt of things, or when they were published, owned and withdrawn.
    #[arg(long, value_enum, default_value = "recorded")]
    pub(crate) by: Time,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Which time events are ordered by.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Time {
    /// When the store learnt of them.
    Recorded,
    /// When they happened.
    Published,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ControlCommand {
    /// Who is controlled.
    #[arg(requires = "controller")]
    pub(crate) actor: Option<String>,
    /// Who controls.
    pub(crate) controller: Option<String>,
    /// In what way: owner, parent, employer, payer, member, account, author …
    #[arg(long, default_value = "owner")]
    pub(crate) how: String,
    /// How much an owner owns, in percent.
    #[arg(long, value_parser = share)]
    pub(crate) share: Option<Share>,
    /// From when.
    #[arg(long, value_parser = date)]
    pub(crate) from: Option<PartialDate>,
    /// Until when.
    #[arg(long, value_parser = date)]
    pub(crate) to: Option<PartialDate>,
    /// Record the bundled table of well-known owners: general knowledge, each with the page to check it against.
    #[arg(long, conflicts_with = "actor")]
    pub(crate) well_known: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InterestCommand {
    /// Who gains.
    #[arg(requires = "why")]
    pub(crate) actor: Option<String>,
    /// Words of the claims that are meant; all of the actor's claims, when none are given.
    #[arg(long, default_value = "")]
    pub(crate) claim: String,
    /// Why.
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// The contrary: the actor has no interest in these claims, whatever the rules infer.
    #[arg(long)]
    pub(crate) overrule: bool,
}

fn share(text: &str) -> Result<Share, String> {
    Share::parse(text).ok_or_else(|| format!("`{text}` is not a percentage such as 24.9"))
}
