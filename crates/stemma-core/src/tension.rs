//! Tensions: actors who take opposed positions, which need not exclude each other, and how each one's changed over time.
//!
//! Three things show one: a dossier that sets positions against each other, a claim that named actors affirm and
//! others deny, or of which they say that it should not be, and claims that somebody supports a thing and somebody else opposes it. Only who is named counts, and only for what is said in their own name.

mod positions;
mod sides;

use std::collections::{BTreeMap, BTreeSet};

use self::sides::two_sides;
use crate::date::PartialDate;
use crate::document::Version;
use crate::dossier::{NoteContent, positions};
use crate::enumerations::{Basis, ClaimKind, SourceKind, Stance};
use crate::features::Features;
use crate::finding::Findings;
use crate::id::Id;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::span::Span;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::NOBODY;

/// Opposed positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tension {
    /// Derived from what shows it.
    pub id: Id<Tension>,
    /// What shows it.
    pub ground: TensionGround,
    /// The sides, two at least.
    pub sides: Vec<TensionSide>,
}

/// What shows a tension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TensionGround {
    /// A dossier sets these positions against each other, in its note of this number.
    Dossier {
        /// The dossier.
        version: Id<Version>,
        /// The note, counted from 0.
        note: usize,
    },
    /// Some affirm this claim, and others deny it, or say that what it asks for should not be.
    Stance {
        /// The claim.
        claim: Id<Claim>,
    },
    /// This claim says that somebody is for or against a thing, and others are said to be on the other side.
    Position {
        /// The first of the claims that say who is on which side.
        claim: Id<Claim>,
    },
}

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensionSide {
    /// The side in words: the dossier's, or whether it affirms or denies.
    pub text: String,
    /// Where the dossier says so.
    pub place: Option<(Id<Version>, Span)>,
    /// Who takes it, in the order of their names; nobody, where a dossier names nobody who is known.
    pub actors: Vec<Stand>,
}

/// An actor on a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Its name.
    pub actor: String,
    /// What shows its position, the earliest first; undated ones before all.
    pub positions: Vec<Position>,
}

/// Words that show an actor's position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// When they were published.
    pub date: Option<PartialDate>,
    /// The version that they stand in.
    pub version: Id<Version>,
    /// Where.
    pub span: Span,
    /// The assertion that they make, when they make one.
    pub assertion: Option<Id<Assertion>>,
    /// What they say of the position.
    pub said: Said,
}

/// What words say of a position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// They take this side of the claim.
    Stance(Stance),
    /// They say on which side of a thing somebody is.
    Side(Side),
    /// They tell the position.
    Words,
    /// They tell how it changed over time.
    Evolution(String),
}

/// A side of a thing that is not a claim: a plan, a law, a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// For it.
    Supports,
    /// Against it.
    Opposes,
}

impl Side {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
        }
    }
}

impl Stand {
    /// How the position changed over time, in a few words: what dossiers say, or the stances in their order.
    #[must_use]
    pub fn evolution(&self) -> String {
        let dated = |position: &Position, words: &str| {
            position.date.map_or_else(|| words.to_owned(), |date| format!("{words} ({date})"))
        };
        let mut steps: Vec<String> = Vec::new();
        let mut last: Option<&Said> = None;
        for position in self.positions.iter().filter(|position| position.said != Said::Words) {
            if last == Some(&position.said) {
                continue;
            }
            last = Some(&position.said);
            steps.push(match &position.said {
                Said::Stance(stance) => dated(position, stance.as_str()),
                Said::Side(side) => dated(position, side.as_str()),
                Said::Evolution(words) => dated(position, words),
                Said::Words => continue,
            });
        }
        steps.join(", then ")
    }
}

/// All tensions: those of dossiers by date and place, then those of stance by the words of the claim, then those of what is
/// supported and opposed by its words.
#[must_use]
pub fn tensions(state: &State, findings: &Findings) -> Vec<Tension> {
    let mut dossiers: Vec<&HeldVersion> = state.current().filter(|held| !held.notes.is_empty()).collect();
    dossiers.retain(|held| !state.is_retracted(&held.document));
    dossiers.sort_by_key(|held| (held.document.metadata.published, &held.document.name, held.version.id));
    let told = told(&dossiers);
    let known = KnownActors::of(state, &told);
    let mut found: Vec<Tension> = dossiers.iter().flat_map(|held| of_dossier(held, &known, &told)).collect();
    let mut claims: Vec<&Claim> = findings.claims.iter().map(|found| &found.claim).collect();
    claims.sort_by_key(|claim| (&claim.text, claim.id));
    let assertions = state.current().flat_map(|held| held.assertions.iter().map(move |a| (a.id, (held, a))));
    let assertions: BTreeMap<Id<Assertion>, (&HeldVersion, &Assertion)> = assertions.collect();
    let contrary = contrary_norms(&claims);
    let against = |claim: &Claim| contrary.get(&claim.id).map(Vec::as_slice).unwrap_or_default();
    found.extend(claims.iter().filter_map(|claim| of_stance(state, (claim, against(claim)), &assertions)));
    found.extend(positions::of_positions(state, &claims, &assertions));
    found
}

/// What should be done, with the claims that the same should not be: whoever makes these is against it. Of several
/// wordings of what should be the first has them.
fn contrary_norms<'c>(claims: &[&'c Claim]) -> BTreeMap<Id<Claim>, Vec<&'c Claim>> {
    let mut norms: BTreeMap<_, (Vec<&Claim>, Vec<&Claim>)> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.kind == ClaimKind::Norm) {
        let Features { stems, operators, frame, negated, refutes, .. } = Features::of_text(&claim.text, claim.kind);
        if !refutes {
            let (asked, refused) = norms.entry((stems, operators, frame)).or_default();
            if negated { refused } else { asked }.push(claim);
        }
    }
    let pairs = norms.into_values().filter(|(_, refused)| !refused.is_empty());
    pairs.filter_map(|(asked, refused)| Some((asked.first()?.id, refused))).collect()
}

/// The positions of each actor, with the name as it was first spelt.
type ToldOf = BTreeMap<ActorKey, (String, BTreeSet<Position>)>;

fn told(dossiers: &[&HeldVersion]) -> ToldOf {
    let mut told = ToldOf::new();
    for held in dossiers {
        let (date, version) = (held.document.metadata.published, held.version.id);
        for position in positions(held) {
            let entry = told.entry(ActorKey::of(position.holder));
            let (_, all) = entry.or_insert_with(|| (position.holder.to_owned(), BTreeSet::new()));
            all.extend(position.assertions.iter().map(|assertion| Position {
                date,
                version,
                span: assertion.statement.hull(),
                assertion: Some(assertion.id),
                said: Said::Words,
            }));
            let said = Said::Evolution(position.evolution.to_owned());
            all.insert(Position { date, version, span: position.place, assertion: None, said });
        }
    }
    told
}

/// Named actors, and whether a dossier tells their position.
struct KnownActors {
    names: BTreeMap<ActorKey, (String, bool)>,
}

/// How many words of a side can be the name that it opens with.
const LONGEST_NAME: usize = 8;

impl KnownActors {
    fn of(state: &State, told: &ToldOf) -> Self {
        let mut names: BTreeMap<ActorKey, (String, bool)> =
            told.iter().map(|(key, (name, _))| (key.clone(), (name.clone(), true))).collect();
        let voices = state.current().flat_map(|held| &held.assertions).flat_map(|a| &a.statement.chain);
        for voice in voices.filter(|voice| voice.kind.is_named() && voice.name != NOBODY) {
            names.entry(ActorKey::of(&voice.name)).or_insert_with(|| (voice.name.clone(), false));
        }
        names.retain(|key, _| key.as_str().chars().count() >= 2);
        Self { names }
    }

    /// Whose side it is: whoever's name it opens with ("Halm Works' plan", "the town of Orrin's call"). Whoever is only
    /// spoken of takes no side; of those whose position no dossier tells, the words must say that it is theirs.
    fn owner(&self, side: &str) -> Option<&ActorKey> {
        let words: Vec<&str> = side.split_whitespace().take(LONGEST_NAME).collect();
        (1..=words.len()).rev().find_map(|length| {
            let name = words.get(..length)?;
            let (key, (_, is_told)) = self.names.get_key_value(&ActorKey::of(&name.join(" ")))?;
            let is_owner = name
                .last()
                .is_some_and(|last| last.ends_with(['\'', '’']) || last.ends_with("'s") || last.ends_with("’s"));
            (*is_told || is_owner).then_some(key)
        })
    }
}

fn of_dossier(held: &HeldVersion, known: &KnownActors, told: &ToldOf) -> Vec<Tension> {
    let mut found = Vec::new();
    for (note, content) in held.notes.iter().enumerate().map(|(note, n)| (note, &n.content)) {
        let NoteContent::Tension { sides } = content else { continue };
        let named: Vec<BTreeSet<&ActorKey>> =
            sides.iter().map(|side| known.owner(&side.text).into_iter().collect()).collect();
        // Whoever is named on several sides is on none of them for sure.
        let is_on_one = |key: &&&ActorKey| named.iter().filter(|side| side.contains(*key)).count() == 1;
        let stand = |key: &&ActorKey| Stand {
            actor: known.names.get(*key).map(|(name, _)| name.clone()).unwrap_or_default(),
            positions: told.get(*key).map(|(_, all)| all.iter().cloned().collect()).unwrap_or_default(),
        };
        let sides = sides.iter().zip(&named).map(|(side, actors)| TensionSide {
            text: side.text.clone(),
            place: Some((held.version.id, side.span)),
            actors: actors.iter().filter(is_on_one).map(stand).collect(),
        });
        found.push(Tension {
            id: Id::of("tension", &[&held.version.id.to_string(), &note.to_string()]),
            ground: TensionGround::Dossier { version: held.version.id, note },
            sides: sides.collect(),
        });
    }
    found
}

/// Whether such a voice speaks for itself: outlets report, but for what they issue as a statement of their own.
fn takes_sides(kind: SourceKind, basis: Basis) -> bool {
    match kind {
        SourceKind::Person | SourceKind::Organization | SourceKind::Author => true,
        SourceKind::Outlet | SourceKind::Publication | SourceKind::Document => basis == Basis::Statement,
        SourceKind::UnnamedPerson | SourceKind::UnnamedGroup | SourceKind::Generic => false,
    }
}

fn of_stance(
    state: &State,
    (claim, against): (&Claim, &[&Claim]),
    assertions: &BTreeMap<Id<Assertion>, (&HeldVersion, &Assertion)>,
) -> Option<Tension> {
    let mut stands = ToldOf::new();
    let members = claim.members.iter().map(|member| (member, false));
    let members = members.chain(against.iter().flat_map(|claim| &claim.members).map(|member| (member, true)));
    for ((_, id), is_turned) in members {
        let Some((held, assertion)) = assertions.get(id) else { continue };
        let statement = &assertion.statement;
        let stance = match statement.stance {
            Stance::Affirms if is_turned => Stance::Denies,
            Stance::Denies if is_turned => Stance::Affirms,
            stance => stance,
        };
        let voice =
            statement.chain.last().filter(|voice| takes_sides(voice.kind, statement.basis) && voice.name != NOBODY);
        let Some(voice) = voice.filter(|_| !state.is_withdrawn(&held.document, assertion.id)) else { continue };
        let position = Position {
            date: held.document.metadata.published,
            version: held.version.id,
            span: statement.hull(),
            assertion: Some(assertion.id),
            said: Said::Stance(stance),
        };
        let entry = stands.entry(ActorKey::of(&voice.name));
        entry.or_insert_with(|| (voice.name.clone(), BTreeSet::new())).1.insert(position);
    }
    let sides = two_sides(
        &stands,
        [
            (Said::Stance(Stance::Affirms), Stance::Affirms.as_str()),
            (Said::Stance(Stance::Denies), Stance::Denies.as_str()),
        ],
    )?;
    Some(Tension {
        id: Id::of("tension", &[&claim.id.to_string()]),
        ground: TensionGround::Stance { claim: claim.id },
        sides,
    })
}
