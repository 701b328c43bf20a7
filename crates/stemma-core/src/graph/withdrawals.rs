//! Who took back what they had said, as texts state it.

use rustc_hash::FxHashMap;

use super::actors::{Actor, Actors};
use super::sentences::{Sentence, shared};
use super::symbols::Symbol;
use crate::date::PartialDate;
use crate::document::Version;
use crate::id::Id;
use crate::withdrawal::is_near;

/// The statements that were taken back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Withdrawals {
    /// By the surname of whoever took it back, or by their whole name where it has none.
    by_name: FxHashMap<Actor, Vec<Withdrawn>>,
}

/// A text states that somebody took something back.
#[derive(Clone, Debug)]
pub(super) struct Withdrawn {
    pub(super) by: Actor,
    /// The stems of the words that say so, without those of the name.
    pub(super) stems: Box<[Symbol]>,
    /// When the text was published.
    pub(super) published: Option<PartialDate>,
    /// Where it stands: the version, and which of its statements of this kind.
    pub(super) place: (Id<Version>, u32),
}

/// Whoever may have taken something back: a voice, and the organisation or person it speaks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaking {
    pub(crate) actor: Actor,
    pub(crate) is_person: bool,
    pub(crate) of: Option<Actor>,
}

/// Where a text takes something back: which statement of this kind of which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TakenBack {
    pub(crate) version: Id<Version>,
    pub(crate) number: u32,
}

/// How many words that carry meaning a report shares at least with the text that takes it back, when they are months apart.
const SHARED: usize = 2;
/// The same within days: an organisation says much in that time.
const SHARED_NEAR: usize = 1;

impl Withdrawals {
    /// Takes in what a text states; whose other claims it may concern since then is `by`, and whoever has the same surname.
    pub(super) fn state(&mut self, withdrawn: Withdrawn, actors: &Actors) {
        let name = actors.surname(withdrawn.by).unwrap_or(withdrawn.by);
        let of_name = self.by_name.entry(name).or_default();
        let at = of_name.partition_point(|known| known.place < withdrawn.place);
        of_name.insert(at, withdrawn);
    }

    /// Where a text states that a voice took back what a sentence says, or may say; the first by version and place.
    /// `day` is when the report was published.
    pub(crate) fn find(
        &self,
        voice: &Speaking,
        sentence: Option<Sentence<'_>>,
        day: Option<PartialDate>,
        actors: &Actors,
    ) -> Option<TakenBack> {
        if self.by_name.is_empty() {
            return None;
        }
        // "Kelso District Court" is kept by its last word, too.
        let by_surname = actors.surname(voice.actor);
        let names = || std::iter::once(voice.actor).chain(voice.of);
        let all = names().chain(by_surname).filter_map(|name| self.by_name.get(&name)).flatten();
        let of_affiliation = voice.of.and_then(|of| actors.surname(of)).and_then(|name| self.by_name.get(&name));
        let is_one = |withdrawn: &&Withdrawn| {
            names().any(|actor| actor == withdrawn.by) || voice.is_person && actors.may_be(voice.actor, withdrawn.by)
        };
        let is_about = |withdrawn: &&Withdrawn| {
            let is_near = is_near(withdrawn.published, day);
            let words = || sentence.map_or(0, |sentence| shared(&withdrawn.stems, sentence.stems()));
            is_near && voice.is_person || words() >= if is_near { SHARED_NEAR } else { SHARED }
        };
        let all = all.chain(of_affiliation.into_iter().flatten());
        let found = all.filter(is_one).filter(is_about).min_by_key(|withdrawn| withdrawn.place)?;
        Some(TakenBack { version: found.place.0, number: found.place.1 })
    }
}
