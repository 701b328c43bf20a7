//! The records of `stemma tensions`.

use serde::Serialize;
use stemma_core::finding::Findings;
use stemma_core::state::State;
use stemma_core::tension::{Position, Said, Stand, Tension, TensionGround, TensionSide};
use stemma_core::topic::Topics;

use super::claim::Places;
use super::{QuoteRecord, Texts};

/// Opposed positions of actors, which need not exclude each other.
#[derive(Debug, Clone, Serialize)]
pub struct TensionRecord {
    /// Its id.
    pub id: String,
    /// What shows it: `dossier`, `stance` on a claim, or `position` on what a claim says is supported or opposed.
    pub ground: &'static str,
    /// The topics that it is filed under.
    pub topics: Vec<String>,
    /// The dossier that sets the sides against each other.
    pub document: Option<String>,
    /// The claim that some affirm and others deny, or that says who supports or opposes a thing.
    pub claim: Option<String>,
    /// That claim in words.
    pub claim_text: Option<String>,
    /// The sides, two at least.
    pub sides: Vec<TensionSideRecord>,
}

/// One side of a tension.
#[derive(Debug, Clone, Serialize)]
pub struct TensionSideRecord {
    /// In words: the dossier's; `affirms` or `denies`; `supports` or `opposes`.
    pub text: String,
    /// Where the dossier says so.
    pub quote: Option<QuoteRecord>,
    /// Who takes it.
    pub actors: Vec<StandRecord>,
}

/// An actor on a side.
#[derive(Debug, Clone, Serialize)]
pub struct StandRecord {
    /// Its name.
    pub actor: String,
    /// How its position changed over time; empty when nothing tells.
    pub evolution: String,
    /// The words that show the position, the earliest first.
    pub positions: Vec<PositionRecord>,
}

/// Words that show an actor's position.
#[derive(Debug, Clone, Serialize)]
pub struct PositionRecord {
    /// When they were published.
    pub date: Option<String>,
    /// `affirms`, `denies` or `questions`; `supports` or `opposes`; `words` of a position; or `evolution`, how it changed.
    pub said: &'static str,
    /// The words.
    pub quote: Option<QuoteRecord>,
}

/// The records of these tensions, in their order.
#[must_use]
pub fn tension_records<'t>(
    state: &State,
    texts: &Texts,
    (findings, topics): (&Findings, &Topics),
    tensions: impl IntoIterator<Item = &'t Tension>,
) -> Vec<TensionRecord> {
    let places = Places::new(state, texts);
    let record = |tension: &Tension| {
        let (ground, document, claim) = match tension.ground {
            TensionGround::Dossier { version, .. } => ("dossier", state.versions.get(&version), None),
            TensionGround::Stance { claim } => ("stance", None, Some(claim)),
            TensionGround::Position { claim } => ("position", None, Some(claim)),
        };
        let found = claim.and_then(|id| findings.claims.iter().find(|found| found.claim.id == id));
        TensionRecord {
            id: tension.id.to_string(),
            ground,
            topics: topics.all().filter(|t| t.has_tension(state, tension)).map(|topic| topic.name.clone()).collect(),
            document: document.map(|held| held.document.name.clone()),
            claim: claim.map(|id| id.to_string()),
            claim_text: found.map(|found| found.claim.text.clone()),
            sides: tension.sides.iter().map(|side| side_record(&places, side)).collect(),
        }
    };
    tensions.into_iter().map(record).collect()
}

fn side_record(places: &Places<'_>, side: &TensionSide) -> TensionSideRecord {
    let stand = |stand: &Stand| StandRecord {
        actor: stand.actor.clone(),
        evolution: stand.evolution(),
        positions: stand.positions.iter().map(|position| position_record(places, position)).collect(),
    };
    TensionSideRecord {
        text: side.text.clone(),
        quote: side.place.and_then(|(version, span)| places.words(version, span)),
        actors: side.actors.iter().map(stand).collect(),
    }
}

fn position_record(places: &Places<'_>, position: &Position) -> PositionRecord {
    PositionRecord {
        date: position.date.map(|date| date.to_string()),
        said: match &position.said {
            Said::Stance(stance) => stance.as_str(),
            Said::Side(side) => side.as_str(),
            Said::Words => "words",
            Said::Evolution(_) => "evolution",
        },
        quote: places.words(position.version, position.span),
    }
}
