//! The records of `stemma topics` and `stemma dossier`.

use serde::Serialize;
use stemma_core::state::State;
use stemma_core::topic::{Ground, Topic};

/// A topic, and how much is filed under it.
#[derive(Debug, Clone, Serialize)]
pub struct TopicRecord {
    /// Its name.
    pub topic: String,
    /// How many documents.
    pub documents: usize,
    /// How many claims.
    pub claims: usize,
}

/// Something that is filed under a topic.
#[derive(Debug, Clone, Serialize)]
pub struct FilingRecord {
    /// The topic.
    pub topic: String,
    /// `document` or `claim`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// The path or URL of a document, the sentence of a claim.
    pub what: String,
    /// The rule by which it is filed; `person`, when a person decided so.
    pub rule: &'static str,
    /// The person who decided.
    pub by: Option<String>,
    /// When the person did, on recorded time.
    pub at: Option<String>,
    /// Why.
    pub reason: String,
}

/// The dossier of a topic.
#[derive(Debug, Clone, Serialize)]
pub struct DossierRecord {
    /// The topic.
    pub topic: String,
    /// The dossier, in Markdown.
    pub markdown: String,
}

impl From<&Topic> for TopicRecord {
    fn from(topic: &Topic) -> Self {
        Self { topic: topic.name.clone(), documents: topic.documents.len(), claims: topic.claims.len() }
    }
}

impl FilingRecord {
    fn new(topic: &Topic, kind: &'static str, (id, what): (String, String), ground: &Ground) -> Self {
        let (rule, by, reason) = (ground.rule.as_str(), ground.by.clone(), ground.reason.clone());
        Self { topic: topic.name.clone(), kind, id, what, rule, by, at: None, reason }
    }

    /// What is filed under a topic: documents by their names, then claims by their words, which `text_of` gives.
    pub fn all(
        state: &State,
        topic: &Topic,
        text_of: impl Fn(stemma_core::id::Id<stemma_core::identity::Claim>) -> String,
    ) -> Vec<Self> {
        let name = |id| {
            let held = state.current().find(|held| held.document.id == id);
            held.map(|held| held.document.name.clone()).unwrap_or_default()
        };
        let documents = topic.documents.iter();
        let mut documents: Vec<Self> =
            documents.map(|(id, ground)| Self::new(topic, "document", (id.to_string(), name(*id)), ground)).collect();
        let claims = topic.claims.iter();
        let mut claims: Vec<Self> =
            claims.map(|(id, ground)| Self::new(topic, "claim", (id.to_string(), text_of(*id)), ground)).collect();
        for records in [&mut documents, &mut claims] {
            records.sort_by(|a, b| (&a.what, &a.id).cmp(&(&b.what, &b.id)));
        }
        documents.into_iter().chain(claims).collect()
    }
}
