//! Which topics documents and claims are filed under, on what ground, and what a person decided about it.
//!
//! The rules are few and careful: what a document itself says, what a dossier is about, and a title that has the whole
//! name of a topic. What a person keeps out stays out, whatever a rule or another person says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::document::Document;
use crate::enumerations::Genre;
use crate::id::Id;
use crate::identity::Claim;
use crate::state::{Assertion, State};
use crate::tension::{Tension, TensionGround};

/// What a person files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filed {
    /// A document, with the claims that it asserts.
    Document(Id<Document>),
    /// The claim that this assertion makes, with whatever claims are joined or parted later.
    Assertion(Id<Assertion>),
}

/// A person files something under a topic, or keeps it out of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filing {
    /// What.
    pub what: Filed,
    /// Under which topic.
    pub topic: String,
    /// Whether it is kept out of the topic, whatever the rules say.
    pub kept_out: bool,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// How long a topic's name may be, in letters.
const LONGEST: usize = 200;

impl Filing {
    /// Whether a person may file so.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn checked(self) -> Result<Self, String> {
        let (topic, reason) = (self.topic.trim().to_owned(), self.reason.trim().to_owned());
        if reason.is_empty() {
            return Err("a filing needs a reason".to_owned());
        }
        if topic.is_empty() || topic.chars().count() > LONGEST || topic.chars().any(char::is_control) {
            return Err(format!("a topic's name is one line of 1 to {LONGEST} letters"));
        }
        Ok(Self { topic, reason, ..self })
    }

    /// What the same person decided of the same thing and topic before: this takes its place.
    pub fn earlier<'s>(&'s self, filings: &'s BTreeSet<Self>) -> impl Iterator<Item = &'s Self> {
        let is_same =
            |other: &&Self| other.by == self.by && other.what == self.what && key(&other.topic) == key(&self.topic);
        filings.iter().filter(is_same)
    }
}

/// The rule by which something is filed; the earlier one is named where several hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilingRule {
    /// A person decided so.
    Person,
    /// The document's front matter or sidecar names the topic.
    Given,
    /// The document is a dossier, names no topic, and the topic is its title.
    Dossier,
    /// The document's title has all words of the topic's name, two at least, one after the other.
    TitleNamesTopic,
    /// A document that is filed so says, denies or questions the claim.
    OfDocument,
}

impl FilingRule {
    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Given => "given",
            Self::Dossier => "dossier",
            Self::TitleNamesTopic => "title-names-topic",
            Self::OfDocument => "of-document",
        }
    }
}

impl fmt::Display for FilingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why something is filed under a topic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// By which rule.
    pub rule: FilingRule,
    /// Who decided, when a person did.
    pub by: Option<String>,
    /// Why, in words.
    pub reason: String,
}

/// A topic with what is filed under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its name; of several spellings the first in the order of the alphabet.
    pub name: String,
    /// The documents, each with the ground.
    pub documents: BTreeMap<Id<Document>, Ground>,
    /// The claims, each with the ground.
    pub claims: BTreeMap<Id<Claim>, Ground>,
}

impl Topic {
    /// The id of the topic of this name, whatever its case.
    #[must_use]
    pub fn id_of(name: &str) -> Id<Self> {
        Id::of("topic", &[&name.to_lowercase()])
    }

    /// Whether a tension is filed under it: with its claim, or with the dossier that sets its sides against each other.
    #[must_use]
    pub fn has_tension(&self, state: &State, tension: &Tension) -> bool {
        match tension.ground {
            TensionGround::Dossier { version, .. } => {
                let held = state.versions.get(&version);
                held.is_some_and(|held| self.documents.contains_key(&held.document.id))
            }
            TensionGround::Stance { claim } | TensionGround::Position { claim } => self.claims.contains_key(&claim),
        }
    }
}

/// All topics, in the order of their names in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics {
    topics: BTreeMap<String, Topic>,
}

impl Topics {
    /// What is filed under which topic.
    #[must_use]
    pub fn of<'c>(state: &State, claims: impl IntoIterator<Item = &'c Claim>) -> Self {
        let mut topics = Self::default();
        topics.documents(state);
        topics.claims(state, claims);
        topics.topics.retain(|_, topic| !topic.documents.is_empty() || !topic.claims.is_empty());
        topics
    }

    /// Every topic that anything is filed under.
    pub fn all(&self) -> impl Iterator<Item = &Topic> {
        self.topics.values()
    }

    /// The topic of this name, whatever its case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Topic> {
        self.topics.get(&key(name))
    }

    /// The topic with this id.
    #[must_use]
    pub fn with_id(&self, id: Id<Topic>) -> Option<&Topic> {
        self.all().find(|topic| Topic::id_of(&topic.name) == id)
    }

    /// The topics of a claim.
    pub fn of_claim(&self, claim: Id<Claim>) -> impl Iterator<Item = (&Topic, &Ground)> {
        self.topics.values().filter_map(move |topic| Some((topic, topic.claims.get(&claim)?)))
    }

    fn documents(&mut self, state: &State) {
        let decided = Decided::of(state);
        for filing in state.filings.iter().filter(|filing| !filing.kept_out) {
            self.entry(&filing.topic);
            if let Filed::Document(document) = filing.what {
                self.file(&decided, document, &filing.topic, by_person(filing));
            }
        }
        for held in state.current() {
            let (document, metadata) = (&held.document, &held.document.metadata);
            for name in &metadata.topics {
                let ground = ground(FilingRule::Given, "the document names the topic");
                self.file(&decided, document.id, name, ground);
            }
            let is_of_title = metadata.genre == Some(Genre::Dossier) && metadata.topics.is_empty();
            if let Some(title) = metadata.title.as_deref().filter(|title| is_of_title && !title.trim().is_empty()) {
                let ground = ground(FilingRule::Dossier, "it is a dossier, and the topic is its title");
                self.file(&decided, document.id, title, ground);
            }
        }
        let names: Vec<(String, Vec<String>)> =
            self.topics.values().map(|topic| (topic.name.clone(), words(&topic.name))).collect();
        for held in state.current() {
            let title = words(held.document.metadata.title.as_deref().unwrap_or_default());
            for (name, wanted) in names.iter().filter(|(_, wanted)| wanted.len() >= 2) {
                if title.windows(wanted.len()).any(|part| part == wanted) {
                    let ground = ground(FilingRule::TitleNamesTopic, "the document's title has the topic's name");
                    self.file(&decided, held.document.id, name, ground);
                }
            }
        }
    }

    fn claims<'c>(&mut self, state: &State, claims: impl IntoIterator<Item = &'c Claim>) {
        let decided = Decided::of(state);
        let mut through: BTreeMap<Id<Document>, Vec<(String, FilingRule)>> = BTreeMap::new();
        for (name, topic) in &self.topics {
            for (document, ground) in &topic.documents {
                through.entry(*document).or_default().push((name.clone(), ground.rule));
            }
        }
        for claim in claims {
            let members: BTreeSet<Id<Assertion>> = claim.members.iter().map(|(_, id)| *id).collect();
            let filings = || members.iter().filter_map(|id| decided.assertions.get(id)).flatten();
            let out: BTreeSet<String> = filings().filter(|f| f.kept_out).map(|f| key(&f.topic)).collect();
            let mut grounds: BTreeMap<String, Ground> = BTreeMap::new();
            let mut add = |topic: String, ground: Ground| {
                if !out.contains(&topic) && grounds.get(&topic).is_none_or(|known| ground < *known) {
                    grounds.insert(topic, ground);
                }
            };
            filings().filter(|filing| !filing.kept_out).for_each(|f| add(key(&f.topic), by_person(f)));
            for held in claim.members.iter().filter_map(|(version, _)| state.versions.get(version)) {
                for (topic, rule) in through.get(&held.document.id).into_iter().flatten() {
                    let reason = format!("{} is filed under it ({rule})", held.document.name);
                    add(topic.clone(), ground(FilingRule::OfDocument, &reason));
                }
            }
            for (topic, ground) in grounds {
                self.topics.entry(topic).or_default().claims.insert(claim.id, ground);
            }
        }
    }

    /// Files a document, by the first rule that does.
    fn file(&mut self, decided: &Decided<'_>, document: Id<Document>, name: &str, ground: Ground) {
        if decided.out.contains(&(document, key(name))) {
            return;
        }
        let known = self.entry(name).documents.entry(document).or_insert_with(|| ground.clone());
        if ground < *known {
            *known = ground;
        }
    }

    fn entry(&mut self, name: &str) -> &mut Topic {
        let name = name.trim();
        let topic = self.topics.entry(key(name)).or_default();
        if topic.name.is_empty() || name < topic.name.as_str() {
            name.clone_into(&mut topic.name);
        }
        topic
    }
}

/// What people decided, to be looked up.
struct Decided<'s> {
    /// Documents that are kept out of a topic.
    out: BTreeSet<(Id<Document>, String)>,
    assertions: BTreeMap<Id<Assertion>, Vec<&'s Filing>>,
}

impl<'s> Decided<'s> {
    fn of(state: &'s State) -> Self {
        let mut decided = Self { out: BTreeSet::new(), assertions: BTreeMap::new() };
        for filing in &state.filings {
            match filing.what {
                Filed::Document(document) if filing.kept_out => {
                    decided.out.insert((document, key(&filing.topic)));
                }
                Filed::Document(_) => {}
                Filed::Assertion(assertion) => decided.assertions.entry(assertion).or_default().push(filing),
            }
        }
        decided
    }
}

fn ground(rule: FilingRule, reason: &str) -> Ground {
    Ground { rule, by: None, reason: reason.to_owned() }
}

fn by_person(filing: &Filing) -> Ground {
    Ground { rule: FilingRule::Person, by: Some(filing.by.clone()), reason: filing.reason.clone() }
}

/// What stays of a topic's name when its case varies.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Metadata, Version};
    use crate::state::HeldVersion;

    fn held(name: &str, title: &str, topics: &[&str], genre: Option<Genre>) -> HeldVersion {
        let metadata = Metadata {
            title: Some(title.to_owned()),
            topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
            genre,
            ..Metadata::default()
        };
        HeldVersion::new(
            Document { id: Id::of("document", &[name]), name: name.to_owned(), metadata },
            Version { id: Id::of("version", &[name]), hash: String::new(), byte_length: 0, media_type: None },
            Vec::new(),
        )
    }

    fn state(all: Vec<HeldVersion>, filings: &[Filing]) -> State {
        let versions = all.into_iter().map(|held| (held.version.id, held)).collect();
        State { versions, filings: filings.iter().cloned().collect(), ..State::default() }
    }

    fn filing(document: &str, topic: &str, kept_out: bool, by: &str) -> Filing {
        let what = Filed::Document(Id::of("document", &[document]));
        Filing { what, topic: topic.to_owned(), kept_out, by: by.to_owned(), reason: "as I see it".to_owned() }
    }

    fn check(state: &State, expected: &[(&str, &[(&str, FilingRule)])]) {
        let topics = Topics::of(state, []);
        let names: BTreeMap<_, _> =
            state.versions.values().map(|h| (h.document.id, h.document.name.as_str())).collect();
        let found: Vec<(&str, BTreeSet<(&str, FilingRule)>)> = topics
            .all()
            .map(|topic| {
                (topic.name.as_str(), topic.documents.iter().map(|(id, ground)| (names[id], ground.rule)).collect())
            })
            .collect();
        let expected: Vec<(&str, BTreeSet<(&str, FilingRule)>)> =
            expected.iter().map(|(topic, documents)| (*topic, documents.iter().copied().collect())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_document_is_filed_by_what_it_says_by_its_title_and_by_people() {
        let all = vec![
            held("a", "The dyke at Halm leaks", &["Halm dyke"], None),
            held("b", "Who pays for the Halm dyke?", &[], None),
            held("c", "The dyke of Halm", &[], None),
            held("d", "Tunnels of the north", &[], Some(Genre::Dossier)),
        ];
        let filings = [filing("c", "halm dyke", false, "ada")];
        let expected: &[(&str, &[(&str, FilingRule)])] = &[
            ("Halm dyke", &[("a", FilingRule::Given), ("b", FilingRule::TitleNamesTopic), ("c", FilingRule::Person)]),
            ("Tunnels of the north", &[("d", FilingRule::Dossier)]),
        ];
        check(&state(all, &filings), expected);
    }

    #[test]
    fn what_one_person_keeps_out_stays_out_though_rules_and_others_file_it() {
        let all = vec![held("a", "The Halm dyke leaks", &["Halm dyke"], None), held("b", "", &["halm dyke"], None)];
        let filings = [filing("a", "Halm Dyke", true, "ada"), filing("a", "Halm dyke", false, "bo")];
        check(&state(all, &filings), &[("Halm dyke", &[("b", FilingRule::Given)])]);
    }

    #[test]
    fn one_word_is_too_little_for_a_title_to_name_a_topic() {
        let all = vec![held("a", "Chips", &["chips"], None), held("b", "Fish and chips", &[], None)];
        check(&state(all, &[]), &[("chips", &[("a", FilingRule::Given)])]);
    }
}
