//! The thread that checks. It has the store's findings, and what it judged of each draft before; or it asks a service.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};
use stemma_core::document::Problem;
use stemma_core::draft::{Checked, Checker, DraftFlag, Judged, Judgements};
use stemma_extract::Editions;

use super::places::Places;
use crate::pipeline::{Pipeline, Question, View, chance};
use crate::service::Service;

/// What the checking thread is to do.
#[derive(Debug)]
pub(super) enum Task {
    /// Check this text.
    Check(Text),
    /// The draft is closed.
    Forget(String),
}

/// A text of a draft.
#[derive(Debug)]
pub(super) struct Text {
    /// The draft.
    pub(super) uri: String,
    /// Which of its texts.
    pub(super) edition: u64,
    pub(super) text: String,
    /// Whether to look first for what the store has learnt since: when a draft is opened or saved.
    pub(super) looks_anew: bool,
}

/// What the checking thread has to say.
pub(super) enum Told {
    /// A text is checked.
    Checked(Box<CheckedText>),
    /// The store has changed, so that every draft is to be checked again.
    Changed,
    /// The store cannot be read any more; what was read of it before still stands.
    Trouble(String),
}

/// A text with all that is to be said about it.
pub(super) struct CheckedText {
    pub(super) uri: String,
    pub(super) edition: u64,
    pub(super) text: String,
    pub(super) places: Places,
    /// How many sentences it has.
    pub(super) sentences: usize,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// The statements that can be checked.
    pub(super) judged: Vec<Judged>,
    pub(super) checked: Checked,
    /// What it was held against.
    pub(super) against: Against,
}

/// What a text was held against.
pub(super) enum Against {
    /// A store that is here.
    Store(Arc<View>),
    /// A service, with whose words stand behind each flag.
    Service(Arc<Service>, Vec<Vec<String>>),
    /// Nothing: why it could not be checked.
    Nothing(String),
}

/// What checks drafts.
pub(crate) enum Checking {
    /// By a store that is here.
    Store(Box<OfStore>),
    /// By a service.
    Service(Box<OfService>),
}

/// A service, and what was read of each draft before.
pub(crate) struct OfService {
    service: Arc<Service>,
    drafts: BTreeMap<String, (Editions, String)>,
}

/// A store as it was read last, and what is judged by it.
pub(crate) struct OfStore {
    store: PathBuf,
    question: Question,
    pipeline: Pipeline,
    sequence: u64,
    view: Arc<View>,
    checker: Checker,
    drafts: BTreeMap<String, (Editions, Judgements)>,
}

impl OfStore {
    /// Reads a store.
    pub(crate) fn new(store: PathBuf, question: Question) -> anyhow::Result<Self> {
        let pipeline = Pipeline::open_read_only(&store)?;
        let sequence = pipeline.store.head()?.sequence;
        let view = pipeline.view(&question)?;
        let checker = Checker::new(&view.state, &view.findings);
        Ok(Self { store, question, pipeline, sequence, view: Arc::new(view), checker, drafts: BTreeMap::new() })
    }

    /// Reads the store again when it has changed; says so, or why that failed.
    fn look_anew(&mut self) -> Option<Told> {
        let head = self.pipeline.store.head().map(|head| head.sequence);
        if matches!(head, Ok(sequence) if sequence == self.sequence) {
            return None;
        }
        match Self::new(self.store.clone(), self.question.clone()) {
            Ok(read) => {
                *self = read;
                Some(Told::Changed)
            }
            Err(why) => Some(Told::Trouble(format!(
                "the store cannot be read again, drafts are held against what it said before: {why:#}"
            ))),
        }
    }

    fn check(&mut self, Text { uri, edition, text, .. }: Text) -> CheckedText {
        let (editions, judgements) = self.drafts.entry(uri.clone()).or_default();
        let read = editions.next(text);
        let (draft, problems) = (read.value, read.problems);
        let judged = judgements.of(&self.checker, &self.view.state, &self.view.findings, &draft.statements);
        let (read, of, anew) = (editions.read(), draft.statements.len(), judgements.judged());
        tracing::debug!(uri, paragraphs = read, statements = of, judged = anew, "checked");
        CheckedText {
            places: Places::new(&draft.text),
            sentences: draft.sentences,
            checked: Checked::of(judged.iter().cloned()),
            against: Against::Store(Arc::clone(&self.view)),
            text: draft.text,
            uri,
            edition,
            problems,
            judged,
        }
    }
}

impl Checking {
    /// Does what is to be done until nobody is there who asks or listens.
    pub(super) fn run(mut self, tasks: &Receiver<Task>, told: &Sender<Told>) {
        while let Ok(task) = tasks.recv() {
            let mut newest: BTreeMap<String, Text> = BTreeMap::new();
            for task in std::iter::once(task).chain(tasks.try_iter()) {
                match task {
                    Task::Check(mut text) => {
                        let earlier = newest.remove(&text.uri);
                        text.looks_anew |= earlier.is_some_and(|earlier| earlier.looks_anew);
                        newest.insert(text.uri.clone(), text);
                    }
                    Task::Forget(uri) => {
                        newest.remove(&uri);
                        self.forget(&uri);
                    }
                }
            }
            let looks_anew = newest.values().any(|text| text.looks_anew);
            let news = looks_anew.then(|| self.look_anew()).flatten();
            let checked = newest.into_values().map(|text| Told::Checked(Box::new(self.check(text))));
            if news.into_iter().chain(checked).try_for_each(|one| told.send(one)).is_err() {
                return;
            }
        }
    }

    fn forget(&mut self, uri: &str) {
        match self {
            Self::Store(store) => {
                store.drafts.remove(uri);
            }
            Self::Service(service) => {
                service.drafts.remove(uri);
            }
        }
    }

    fn look_anew(&mut self) -> Option<Told> {
        match self {
            Self::Store(store) => store.look_anew(),
            // A service looks for itself.
            Self::Service(_) => None,
        }
    }

    fn check(&mut self, text: Text) -> CheckedText {
        match self {
            Self::Store(store) => store.check(text),
            Self::Service(service) => service.check(text),
        }
    }
}

impl OfService {
    /// Of a service that is asked about every draft.
    pub(crate) fn new(service: Service) -> Self {
        Self { service: Arc::new(service), drafts: BTreeMap::new() }
    }

    /// A text as the service finds it. One that it does not check is told as not checked, and never as fine.
    fn check(&mut self, Text { uri, edition, text, .. }: Text) -> CheckedText {
        let service = &self.service;
        let (editions, name) =
            self.drafts.entry(uri.clone()).or_insert_with(|| (Editions::default(), name_of_a_draft()));
        // It is read here while the service reads it as well.
        let (read, answer) = std::thread::scope(|scope| {
            let asked = scope.spawn(|| match text.trim().is_empty() {
                true => Ok((Checked::default(), Vec::new())),
                false => service.check(&text, name).map(|answer| (answer.checked, answer.voices)),
            });
            (editions.next(text.clone()), asked.join())
        });
        let (draft, problems) = (read.value, read.problems);
        let (checked, against) = match answer.unwrap_or_else(|_| Err("the service could not be asked".to_owned())) {
            Ok((checked, voices)) => (checked, Against::Service(Arc::clone(service), voices)),
            Err(why) => (Checked::default(), Against::Nothing(why)),
        };
        let judged = |flag: &DraftFlag| Judged {
            span: flag.span,
            claim: flag.claim,
            status: flag.status,
            flag: Some(flag.clone()),
        };
        CheckedText {
            places: Places::new(&draft.text),
            sentences: draft.sentences,
            judged: checked.flags.iter().map(judged).collect(),
            text: draft.text,
            checked,
            against,
            uri,
            edition,
            problems,
        }
    }
}

/// A name for a draft that nobody guesses; none, when the system gives no chance, and then the service remembers nothing.
fn name_of_a_draft() -> String {
    let bytes = chance().map(|bytes| bytes.iter().fold(String::new(), |name, byte| name + &format!("{byte:02x}")));
    bytes.unwrap_or_default()
}
