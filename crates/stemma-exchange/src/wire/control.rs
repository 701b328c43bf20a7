//! Records of who controls whom, and of who gains by a claim, as they are listed.

use serde::Serialize;
use stemma_core::control::Control;
use stemma_core::state::Interest;
use stemma_core::wikidata::Identified;

/// Who owns, employs or speaks for whom.
#[derive(Debug, Clone, Serialize)]
pub struct ControlRecord {
    /// Whoever is controlled.
    pub actor: String,
    /// Whoever controls.
    pub controller: String,
    /// How.
    pub how: String,
    /// The share that is held, in percent.
    pub share: Option<String>,
    /// Its first day, or what is known of it.
    pub from: Option<String>,
    /// Its last day, or what is known of it.
    pub to: Option<String>,
}

/// Who gains when a claim is believed, as a person recorded it.
#[derive(Debug, Clone, Serialize)]
pub struct InterestRecord {
    /// Who.
    pub actor: String,
    /// Words of the claim.
    pub claim: String,
    /// Why.
    pub why: String,
    /// Whether it says that there is none, though a rule infers one.
    pub overruled: bool,
}

impl From<&Control> for ControlRecord {
    fn from(control: &Control) -> Self {
        Self {
            actor: control.actor.clone(),
            controller: control.controller.clone(),
            how: control.how.clone(),
            share: control.share.map(|share| share.to_string()),
            from: control.from.map(|day| day.to_string()),
            to: control.to.map(|day| day.to_string()),
        }
    }
}

impl From<&Interest> for InterestRecord {
    fn from(interest: &Interest) -> Self {
        let Interest { actor, claim, why, overruled } = interest.clone();
        Self { actor, claim, why, overruled }
    }
}

/// Which item of Wikidata a name means.
#[derive(Debug, Clone, Serialize)]
pub struct IdentifiedRecord {
    /// The name.
    pub actor: String,
    /// The item.
    pub wikidata: String,
}

impl From<&Identified> for IdentifiedRecord {
    fn from(identified: &Identified) -> Self {
        Self { actor: identified.actor.clone(), wikidata: identified.id.to_string() }
    }
}
