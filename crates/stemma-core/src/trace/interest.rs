//! Who gains when a claim is believed.
//!
//! By default whoever says something about themselves has an interest in it, unless they admit it. Recorded
//! interests come on top. Interest only ever lowers a number, so that the default may be generous.

mod own;
mod represented;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

pub(in crate::trace) use self::own::is_firm;
pub(in crate::trace) use self::represented::{owner, speaks as speaks_for};
pub(in crate::trace) use self::states::of_voice as state_of;
use super::gathered;
use super::groups::{Controllers, Few};
use super::setting::{Decision, Setting};
use super::witness::body_of;
use crate::enumerations::{Basis, FindingFlag, SourceKind};
use crate::graph::{Actor, Graph, Held, Link, Said, Sentence, Symbol, shared};
use crate::name::ActorKey;
use crate::state::Interest;

/// The rule by which somebody gains if a claim is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InterestRule {
    /// A person recorded it.
    Recorded,
    /// The claim is about whoever says it.
    OfItself,
    /// It supplied, or paid for, what was tested.
    Supplier,
    /// It is a party to the case that the document is about.
    Party,
    /// It controls, or is controlled by, somebody who gains.
    Connected,
}

impl InterestRule {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::OfItself => "of-itself",
            Self::Supplier => "supplier",
            Self::Party => "party",
            Self::Connected => "connected",
        }
    }
}

/// Why somebody has an interest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterestReason {
    /// The rule.
    pub rule: InterestRule,
    /// The reason in words.
    pub why: String,
}

/// What people recorded of who gains by what.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorded {
    all: Vec<(Actor, Interest, Box<[Symbol]>)>,
    /// Each under the stem of its phrase that fewest have; a phrase that fits has all of its stems in the claim's words.
    by_stem: FxHashMap<Symbol, Vec<usize>>,
    /// Those that mean all claims.
    always: Vec<usize>,
}

impl Recorded {
    pub(super) fn new<'i>(graph: &Graph, interests: impl IntoIterator<Item = &'i Interest>) -> Self {
        let mut recorded = Self::default();
        let mut count: FxHashMap<Symbol, usize> = FxHashMap::default();
        for interest in interests {
            let Some(actor) = graph.actors.find(&ActorKey::of(&interest.actor)) else { continue };
            // A stem that no sentence has fits no claim.
            let Some(stems) = graph.sentences.known_stems(&interest.claim) else { continue };
            stems.iter().for_each(|stem| *count.entry(*stem).or_default() += 1);
            recorded.all.push((actor, interest.clone(), stems));
        }
        for (place, (_, _, stems)) in recorded.all.iter().enumerate() {
            match stems.iter().min_by_key(|stem| (count.get(*stem), **stem)) {
                Some(stem) => recorded.by_stem.entry(*stem).or_default().push(place),
                None => recorded.always.push(place),
            }
        }
        recorded
    }

    /// Whether one is the actor's.
    pub(super) fn has(&self, actor: Actor) -> bool {
        self.all.iter().any(|(of, ..)| *of == actor)
    }

    /// Those that mean a claim with these words, in the order in which they were recorded.
    fn meant(&self, sentences: &[Sentence<'_>]) -> Vec<(Actor, &Interest)> {
        let mut places = self.always.clone();
        let stems = || sentences.iter().flat_map(|sentence| sentence.stems());
        let mut having: Vec<usize> = if self.by_stem.is_empty() {
            Vec::new()
        } else {
            stems().filter_map(|stem| self.by_stem.get(stem)).flatten().copied().collect()
        };
        if !having.is_empty() {
            having.sort_unstable();
            having.dedup();
            let mut words: Vec<Symbol> = stems().copied().collect();
            words.sort_unstable();
            words.dedup();
            let fits = |place: &usize| self.all.get(*place).is_some_and(|(.., s)| shared(s, &words) == s.len());
            places.extend(having.into_iter().filter(fits));
            places.sort_unstable();
        }
        places.iter().filter_map(|place| self.all.get(*place)).map(|(actor, interest, _)| (*actor, interest)).collect()
    }
}

/// Interested groups, closed under control, on each side of a claim.
pub(super) struct Interested<'s> {
    /// Those whose assertions do not count: whoever admits the claim is not among them. Sorted.
    pub(super) supporting: Few,
    /// Those whose denials do not count. Sorted.
    pub(super) opposing: Few,
    /// Why those gain who do by themselves.
    reasons: BTreeMap<Actor, (InterestRule, &'s str)>,
    /// Whether somebody spoke against their interest.
    pub(super) admitted: bool,
}

pub(super) fn of<'s>(
    setting: &Setting<'s>,
    supporting: &[usize],
    opposing: &[usize],
    supposed: Option<Decision>,
) -> Interested<'s> {
    let graph = setting.graph;
    let mut admitting: Vec<Actor> = Vec::new();
    let mut reasons: BTreeMap<Actor, (InterestRule, &'s str)> = BTreeMap::new();
    let mut note = |actor: Actor, rule: InterestRule, why: &'s str| {
        let known = reasons.entry(actor).or_insert((rule, why));
        *known = (rule, why).min(*known);
    };
    let members = fetched(graph, supporting, opposing);
    let mut sentences: Vec<_> = members.iter().map(|member| member.said.sentence).collect();
    for member in &members {
        let (held, said) = (member.held, member.said);
        let about = about_themselves(setting, member);
        if said.against_interest && Setting::is_sure(said, supposed) {
            admitting.extend(&about);
        }
        about.into_iter().for_each(|actor| note(actor, InterestRule::OfItself, "the claim is about itself"));
        for actor in suppliers(graph, held, said) {
            note(*actor, InterestRule::Supplier, "it supplied or paid for what was tested");
        }
        for actor in held.more.iter().flat_map(|more| &more.parties) {
            note(*actor, InterestRule::Party, "it is a party to the case");
        }
    }
    sentences.sort_unstable();
    sentences.dedup();
    let sentences: Vec<Sentence<'_>> = sentences.into_iter().filter_map(|number| graph.sentences.get(number)).collect();
    let meant = setting.ground.recorded.meant(&sentences);
    for (actor, interest) in meant.iter().filter(|(_, interest)| !interest.overruled) {
        note(*actor, InterestRule::Recorded, &interest.why);
    }
    // What a person states of somebody goes before what rules infer of them.
    for (actor, _) in meant.iter().filter(|(_, interest)| interest.overruled) {
        if reasons.get(actor).is_some_and(|(rule, _)| *rule != InterestRule::Recorded) {
            reasons.remove(actor);
        }
    }
    let interested: Vec<Actor> = reasons.keys().copied().collect();
    let not_admitting: Vec<Actor> = interested.iter().filter(|actor| !admitting.contains(actor)).copied().collect();
    let mut gaining = with_stated(setting.graph, setting.control, &not_admitting);
    let mut speaking = perhaps_speaking(setting, supporting, &gaining);
    speaking.retain(|actor| !admitting.contains(actor));
    gaining.extend(speaking);
    gaining.sort_unstable();
    gaining.dedup();
    Interested {
        supporting: gaining,
        opposing: setting.control.close_interest(&interested),
        reasons,
        admitted: !admitting.is_empty(),
    }
}

/// Voices that may be those of somebody who gains, or that may speak for somebody whom the claim is about, as texts state of
/// offices. That only takes support away: whoever opposes is not silenced by it.
fn perhaps_speaking(setting: &Setting<'_>, supporting: &[usize], gaining: &[Actor]) -> Few {
    let mut found = Few::new();
    if setting.graph.roles.is_empty() {
        return found;
    }
    let members = supporting.iter().filter_map(|number| setting.graph.member(*number));
    for (held, said) in members.filter(|(_, said)| !said.against_interest) {
        let Some(sentence) = setting.graph.sentences.get(said.sentence) else { continue };
        let gains = |actor: Actor| gaining.binary_search(&actor).is_ok() || setting.names_in(actor, sentence);
        let links = setting.graph.chain(said).iter().skip(1);
        let speaks_for_it = |link: &&Link| {
            let beside = setting.beside(link, held.published);
            beside.all().any(|other| gains(other) && !setting.has_left(link.actor, other, held.published))
        };
        found.extend(links.filter(speaks_for_it).map(|link| link.actor));
        let authors = held.voices().iter().chain(&held.authors);
        found.extend(authors.copied().filter(|author| setting.employers(*author, held.published).all().any(gains)));
    }
    found
}

/// Interested groups, closed under control and under other names that texts state for them. As long as a person has not
/// judged, an other name only takes support away: whoever opposes is not silenced by it.
pub(super) fn with_stated(graph: &Graph, control: &Controllers, interested: &[Actor]) -> Few {
    let mut all = control.close_interest(interested);
    let mut new = all.clone();
    while !new.is_empty() {
        let stated = |one: Actor| graph.actors.stated(one).iter().map(move |other| (one, *other));
        let others = new.iter().copied().flat_map(stated).filter(|(one, other)| !control.are_two(*one, *other));
        let others: Few = others.map(|(_, other)| other).filter(|other| all.binary_search(other).is_err()).collect();
        new = control.close_interest(&others);
        new.retain(|actor| all.binary_search(actor).is_err());
        all.extend(new.iter().copied());
        all.sort_unstable();
    }
    all
}

impl Interested<'_> {
    /// Why each of those whose assertions do not count gains, as they are called.
    pub(super) fn told(&self, setting: &Setting<'_>) -> BTreeMap<String, InterestReason> {
        let mut interested: Vec<Actor> = self.reasons.keys().copied().collect();
        interested.sort_by_key(|actor| setting.graph.actors.key(*actor));
        let control = setting.control;
        let through = |actor: Actor| {
            let controls = |one: &&Actor| control.close_interest(&[**one]).contains(&actor);
            let is_stated = |one: &&Actor| with_stated(setting.graph, control, &[**one]).contains(&actor);
            let controlled =
                interested.iter().find(controls).map(|one| (*one, "it controls", "or is controlled by it"));
            let stated = || {
                interested
                    .iter()
                    .find(is_stated)
                    .map(|one| (*one, "a text states another name of", "or of whom it controls"))
            };
            controlled.or_else(stated)
        };
        let reason = |actor: Actor| match self.reasons.get(&actor) {
            Some((rule, why)) => InterestReason { rule: *rule, why: (*why).to_owned() },
            None => {
                let why =
                    through(actor).map(|(one, how, or)| format!("{how} {}, {or}, which gains", setting.display(one)));
                let why = why.unwrap_or_else(|| OFFICE.to_owned());
                InterestReason { rule: InterestRule::Connected, why }
            }
        };
        self.supporting.iter().map(|actor| (setting.display(*actor).to_owned(), reason(*actor))).collect()
    }
}

/// Why somebody gains who may hold an office.
const OFFICE: &str = "a text states an office of somebody who gains, which it may hold";

/// Who supplied or paid for what a document tests, when the assertion is about that: its words meet those of the document's
/// title, which names what was tested, other than those of whoever tests. Without a title, or with one that nothing of the
/// document's own evidence speaks of, everything in it may be.
fn suppliers<'g>(graph: &'g Graph, held: &'g Held, said: &Said) -> &'g [Actor] {
    let Some(more) = held.more.as_ref().filter(|more| !more.supplied_by.is_empty()) else { return &[] };
    let is_meant = more.tested.as_ref().is_none_or(|tested| {
        graph.sentences.get(said.sentence).is_some_and(|sentence| shared(tested, sentence.stems()) > 0)
    });
    if is_meant { &more.supplied_by } else { &[] }
}

/// An assertion with what is asked of it first.
struct Member<'g> {
    held: &'g Held,
    said: &'g Said,
    /// Whose voice the document is.
    voices: &'g [Actor],
    /// Of what kind its last voice is.
    kind: Option<SourceKind>,
    sentence: Option<Sentence<'g>>,
}

/// The assertions of both sides. They lie far apart, and are fetched in one sweep, so that none has to wait until all is
/// done with the one before it.
fn fetched<'g>(graph: &'g Graph, supporting: &[usize], opposing: &[usize]) -> Vec<Member<'g>> {
    let member = |number: &usize| {
        let (held, said) = graph.member(*number)?;
        let (kind, sentence) = (graph.chain(said).last().map(|link| link.kind), graph.sentences.get(said.sentence));
        Some(Member { held, said, voices: held.voices(), kind, sentence })
    };
    let both = supporting.iter().chain(opposing).filter_map(member);
    gathered(supporting.len() + opposing.len(), both)
}

/// The speakers of a statement and those who control them, as far as it is about themselves.
fn about_themselves(setting: &Setting<'_>, member: &Member<'_>) -> Few {
    let graph = setting.graph;
    let (held, said, document) = (member.held, member.said, member.voices);
    let Some(sentence) = member.sentence else { return Few::new() };
    let chain = graph.chain(said);
    let still = |link: &Link| {
        let left = link.affiliation.filter(|body| setting.has_left(link.actor, *body, held.published));
        link.actors().filter(move |actor| Some(*actor) != left)
    };
    let body = |link: &Link| body_of(graph, link, said.basis);
    let inner = chain.iter().skip(1).filter(|link| link.kind.is_named()).flat_map(still);
    let inner = inner.chain(chain.iter().skip(1).filter_map(body));
    let speaks_of_its_own = |actor: &Actor| {
        let own = said.basis == Basis::Statement
            && chain.last().is_some_and(|link| {
                (member.kind == Some(SourceKind::Organization) && link.actors().any(|one| one == *actor))
                    || (chain.len() == 1 && document.contains(actor))
            });
        (own && (sentence.is_deictic || own::is_thing_of(setting, *actor, sentence)))
            || own::is_released(setting, held, *actor, sentence)
            || setting.names_in(*actor, sentence)
    };
    let employers = |actor: Actor| setting.employers(actor, held.published).surely;
    let speaking: Few = document.iter().copied().chain(inner).collect();
    let stated = speaking.iter().copied().flat_map(employers);
    let speakers = setting.control.groups(speaking.iter().copied().chain(stated), held.published);
    let mut found: Few = speakers.into_iter().filter(speaks_of_its_own).collect();
    found.extend(represented::speakers(setting, held, said, sentence));
    found
}

/// Flags about interest: an admission, and a test of what an interested party supplied.
pub(super) fn flags(setting: &Setting<'_>, supporting: &[usize], interested: &Interested<'_>) -> BTreeSet<FindingFlag> {
    let mut flags = BTreeSet::new();
    if interested.admitted {
        flags.insert(FindingFlag::AgainstInterest);
    }
    let members = supporting.iter().filter_map(|number| setting.graph.member(*number));
    let suppliers = members.flat_map(|(held, _)| held.supplied_by()).copied();
    if setting.control.groups(suppliers, None).iter().any(|group| interested.opposing.contains(group)) {
        flags.insert(FindingFlag::SuppliedByParty);
    }
    flags
}
