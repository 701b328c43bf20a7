//! The thread that speaks with the editor.

use std::collections::BTreeMap;

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    Cancel, DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Exit,
    Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{CodeActionRequest, ExecuteCommand, HoverRequest, Request as _};
use lsp_types::{
    CancelParams, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability,
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    ExecuteCommandOptions, ExecuteCommandParams, HoverParams, HoverProviderCapability, InitializeParams, MessageType,
    NumberOrString, PublishDiagnosticsParams, SaveOptions, ServerCapabilities, ShowMessageParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{DISMISS, Dismiss, actions};
use super::checking::{CheckedText, Checking, Task, Text, Told};
use super::diagnostics::diagnostics;
use super::dismissed::Dismissals;
use super::draft::{Draft, LONGEST};
use super::hover::hover;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The editor said goodbye.
    Told,
    /// The editor was gone.
    Left,
}

/// Answers an editor until it goes.
pub(crate) fn serve(connection: &Connection, checking: Checking) -> anyhow::Result<Ended> {
    let (id, parameters) = connection.initialize_start()?;
    let client: InitializeParams = serde_json::from_value(parameters)?;
    connection.initialize_finish(
        id,
        json!({
            "capabilities": capabilities(),
            "serverInfo": { "name": "stemma", "version": env!("CARGO_PKG_VERSION") },
        }),
    )?;
    let (tasks, to_do) = unbounded();
    let (tell, told) = unbounded();
    std::thread::scope(|scope| {
        scope.spawn(move || checking.run(&to_do, &tell));
        Server::new(connection, &client, tasks).run(&told)
    })
}

fn capabilities() -> ServerCapabilities {
    let save = TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) });
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(save),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![DISMISS.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

struct Server<'c> {
    connection: &'c Connection,
    /// Whether the client can tell edits of one version from edits of another.
    versioned: bool,
    drafts: BTreeMap<String, Draft>,
    checked: BTreeMap<String, CheckedText>,
    /// What is asked about texts that are not checked yet.
    waiting: Vec<Request>,
    tasks: Sender<Task>,
    editions: u64,
}

/// Why a request has no result.
struct Refused(ErrorCode, String);

impl<'c> Server<'c> {
    fn new(connection: &'c Connection, client: &InitializeParams, tasks: Sender<Task>) -> Self {
        let edits = client.capabilities.workspace.as_ref().and_then(|of| of.workspace_edit.as_ref());
        let versioned = edits.and_then(|of| of.document_changes).unwrap_or(false);
        let (drafts, checked, waiting) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { connection, versioned, drafts, checked, waiting, tasks, editions: 0 }
    }

    fn run(mut self, told: &Receiver<Told>) -> anyhow::Result<Ended> {
        loop {
            select! {
                recv(self.connection.receiver) -> message => match message {
                    Ok(Message::Request(request)) => {
                        if self.connection.handle_shutdown(&request)? {
                            return Ok(Ended::Told);
                        }
                        self.asked(request)?;
                    }
                    Ok(Message::Notification(notification)) if notification.method == Exit::METHOD => {
                        return Ok(Ended::Left);
                    }
                    Ok(Message::Notification(notification)) => self.notified(notification)?,
                    Ok(Message::Response(_)) => {}
                    Err(_) => return Ok(Ended::Left),
                },
                recv(told) -> one => match one {
                    Ok(Told::Checked(checked)) => self.know(*checked)?,
                    Ok(Told::Changed) => self.check_all()?,
                    Ok(Told::Trouble(why)) => self.show(MessageType::WARNING, why)?,
                    Err(_) => anyhow::bail!("the check of a draft ended unexpectedly"),
                },
            }
        }
    }

    fn notified(&mut self, notification: Notification) -> anyhow::Result<()> {
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => self.read(notification.params, Self::open),
            DidChangeTextDocument::METHOD => self.read(notification.params, Self::change),
            DidSaveTextDocument::METHOD => self.read(notification.params, Self::saved),
            DidCloseTextDocument::METHOD => self.read(notification.params, Self::close),
            Cancel::METHOD => self.read(notification.params, Self::cancel),
            _ => Ok(()),
        }
    }

    /// Reads what a notification says, and does it; one that cannot be read is told, and nothing else happens.
    fn read<P: DeserializeOwned>(
        &mut self,
        parameters: Value,
        does: fn(&mut Self, P) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        match serde_json::from_value(parameters) {
            Ok(parameters) => does(self, parameters),
            Err(why) => self.show(MessageType::ERROR, format!("a notification cannot be read: {why}")),
        }
    }

    fn open(
        &mut self,
        DidOpenTextDocumentParams { text_document: opened }: DidOpenTextDocumentParams,
    ) -> anyhow::Result<()> {
        let dismissals = match Dismissals::of(&opened.uri) {
            Ok(dismissals) => dismissals,
            Err(why) => {
                self.show(MessageType::WARNING, format!("what was dismissed is flagged again: {why}"))?;
                Dismissals::default()
            }
        };
        let key = opened.uri.as_str().to_owned();
        self.editions += 1;
        let draft = Draft {
            uri: opened.uri,
            version: opened.version,
            edition: self.editions << 32,
            text: opened.text,
            dismissals,
        };
        self.drafts.insert(key.clone(), draft);
        self.check(&key, true)
    }

    fn change(&mut self, change: DidChangeTextDocumentParams) -> anyhow::Result<()> {
        let key = change.text_document.uri.as_str().to_owned();
        match self.drafts.get_mut(&key) {
            Some(draft) => {
                draft.change(change.text_document.version, change.content_changes);
                self.check(&key, false)
            }
            None => self.show(MessageType::ERROR, format!("{key} was changed and is not open")),
        }
    }

    fn saved(&mut self, saved: DidSaveTextDocumentParams) -> anyhow::Result<()> {
        self.check(saved.text_document.uri.as_str(), true)
    }

    fn close(&mut self, closed: DidCloseTextDocumentParams) -> anyhow::Result<()> {
        let uri = closed.text_document.uri;
        self.drafts.remove(uri.as_str());
        self.checked.remove(uri.as_str());
        self.tasks.send(Task::Forget(uri.as_str().to_owned()))?;
        self.answer_waiting()?;
        self.publish(PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None })
    }

    fn cancel(&mut self, CancelParams { id }: CancelParams) -> anyhow::Result<()> {
        let id = match id {
            NumberOrString::Number(number) => RequestId::from(number),
            NumberOrString::String(word) => RequestId::from(word),
        };
        let before = self.waiting.len();
        self.waiting.retain(|request| request.id != id);
        if self.waiting.len() == before {
            return Ok(());
        }
        self.answer(id, Err(Refused(ErrorCode::RequestCanceled, "the question was taken back".to_owned())))
    }

    /// Has a draft checked as it is now.
    fn check(&mut self, key: &str, looks_anew: bool) -> anyhow::Result<()> {
        let Some(draft) = self.drafts.get(key) else { return Ok(()) };
        if draft.text.len() > LONGEST {
            let told = format!("{key} is {} bytes long and is not checked: split it", draft.text.len());
            return self.show(MessageType::WARNING, told);
        }
        let (uri, edition, text) = (key.to_owned(), draft.edition, draft.text.clone());
        Ok(self.tasks.send(Task::Check(Text { uri, edition, text, looks_anew }))?)
    }

    fn check_all(&mut self) -> anyhow::Result<()> {
        let keys: Vec<String> = self.drafts.keys().cloned().collect();
        keys.iter().try_for_each(|key| self.check(key, false))
    }

    /// Takes what is known of a text, unless there is a newer one.
    fn know(&mut self, checked: CheckedText) -> anyhow::Result<()> {
        let key = checked.uri.clone();
        if self.drafts.get(&key).is_none_or(|draft| draft.edition != checked.edition) {
            return Ok(());
        }
        self.checked.insert(key.clone(), checked);
        self.underline(&key)?;
        self.answer_waiting()
    }

    fn underline(&self, key: &str) -> anyhow::Result<()> {
        let Some((draft, checked)) = self.drafts.get(key).zip(self.checked.get(key)) else { return Ok(()) };
        self.publish(PublishDiagnosticsParams {
            uri: draft.uri.clone(),
            diagnostics: diagnostics(checked, &draft.dismissals),
            version: Some(draft.version),
        })
    }

    fn asked(&mut self, request: Request) -> anyhow::Result<()> {
        let (id, parameters) = (request.id.clone(), request.params.clone());
        let result = match request.method.as_str() {
            HoverRequest::METHOD => arguments::<HoverParams>(parameters).and_then(|asked| {
                let place = asked.text_document_position_params;
                let known = self.known(place.text_document.uri.as_str())?;
                Ok(known.map(|(draft, checked)| value(hover(checked, &draft.dismissals, place.position))))
            }),
            CodeActionRequest::METHOD => arguments::<CodeActionParams>(parameters).and_then(|asked| {
                let known = self.known(asked.text_document.uri.as_str())?;
                let found = |(draft, checked)| actions(draft, checked, asked.range, &asked.context, self.versioned);
                Ok(known.map(|known| value(found(known))))
            }),
            ExecuteCommand::METHOD => arguments(parameters).and_then(|asked| self.execute(asked)).map(Some),
            other => Err(Refused(ErrorCode::MethodNotFound, format!("`{other}` is not offered"))),
        };
        match result {
            Ok(Some(result)) => self.answer(id, Ok(result)),
            Ok(None) => {
                self.waiting.push(request);
                Ok(())
            }
            Err(refused) => self.answer(id, Err(refused)),
        }
    }

    /// A draft with what is known of its newest text; `None` while that is being checked.
    fn known(&self, key: &str) -> Result<Option<(&Draft, &CheckedText)>, Refused> {
        let Some(draft) = self.drafts.get(key) else {
            return Err(Refused(ErrorCode::InvalidParams, format!("{key} is not open")));
        };
        if draft.text.len() > LONGEST {
            return Err(Refused(ErrorCode::RequestFailed, format!("{key} is too long to be checked: split it")));
        }
        let checked = self.checked.get(key).filter(|checked| checked.edition == draft.edition);
        Ok(checked.map(|checked| (draft, checked)))
    }

    fn execute(&mut self, asked: ExecuteCommandParams) -> Result<Value, Refused> {
        let invalid = |why: String| Refused(ErrorCode::InvalidParams, why);
        if asked.command != DISMISS {
            return Err(invalid(format!("there is no command `{}`", asked.command)));
        }
        let argument = asked.arguments.into_iter().next().unwrap_or_default();
        let Dismiss { uri, flagged, reason } =
            serde_json::from_value(argument).map_err(|why| invalid(format!("`{DISMISS}` cannot be read: {why}")))?;
        if reason.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(invalid("a flag is dismissed with a reason".to_owned()));
        }
        let draft = self.drafts.get_mut(&uri).ok_or_else(|| invalid(format!("{uri} is not open")))?;
        draft.dismissals.decide(flagged, reason).map_err(|why| Refused(ErrorCode::RequestFailed, why))?;
        let kept_in = draft.dismissals.kept_in();
        self.underline(&uri).map_err(|why| Refused(ErrorCode::InternalError, why.to_string()))?;
        Ok(json!({ "kept_in": kept_in }))
    }

    /// Asks again what could not be answered before.
    fn answer_waiting(&mut self) -> anyhow::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().try_for_each(|request| self.asked(request))
    }

    fn answer(&self, id: RequestId, result: Result<Value, Refused>) -> anyhow::Result<()> {
        let response = match result {
            Ok(result) => Response::new_ok(id, result),
            Err(Refused(code, why)) => Response::new_err(id, code as i32, why),
        };
        Ok(self.connection.sender.send(response.into())?)
    }

    fn publish(&self, published: PublishDiagnosticsParams) -> anyhow::Result<()> {
        self.notify(PublishDiagnostics::METHOD, published)
    }

    fn show(&self, typ: MessageType, message: String) -> anyhow::Result<()> {
        self.notify(ShowMessage::METHOD, ShowMessageParams { typ, message })
    }

    fn notify(&self, method: &str, parameters: impl Serialize) -> anyhow::Result<()> {
        let parameters = serde_json::to_value(parameters)?;
        Ok(self.connection.sender.send(Notification::new(method.to_owned(), parameters).into())?)
    }
}

fn arguments<P: DeserializeOwned>(parameters: Value) -> Result<P, Refused> {
    serde_json::from_value(parameters).map_err(|why| Refused(ErrorCode::InvalidParams, why.to_string()))
}

fn value(result: impl Serialize) -> Value {
    serde_json::to_value(result).unwrap_or_default()
}
