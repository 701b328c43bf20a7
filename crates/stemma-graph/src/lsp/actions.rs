//! What an editor can do about a flag: take the words that fit, or dismiss it with a reason.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, Command, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};
use stemma_core::draft::DraftFlag;

use super::checking::CheckedText;
use super::dismissed::{Dismissals, Flagged};
use super::draft::Draft;
use super::plain;

/// The command that decides about a flag.
pub(super) const DISMISS: &str = "stemma.dismiss";

/// The reasons that are offered; a client may send any other.
const REASONS: &[&str] =
    &["we have it first-hand", "the text says whose word it is", "this is not what the text claims"];

/// What the command is told: a flag of a draft, and why it is dismissed; without a reason it is not any more.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Dismiss {
    pub(super) uri: String,
    #[serde(flatten)]
    pub(super) flagged: Flagged,
    #[serde(default)]
    pub(super) reason: Option<String>,
}

/// Everything that can be done about the flags that touch `range`.
pub(super) fn actions(
    draft: &Draft,
    checked: &CheckedText,
    range: Range,
    context: &CodeActionContext,
    versioned: bool,
) -> Vec<CodeAction> {
    let wanted = |kind: &CodeActionKind| kind.as_str().is_empty() || *kind == CodeActionKind::QUICKFIX;
    if context.only.as_ref().is_some_and(|only| !only.iter().any(wanted)) {
        return Vec::new();
    }
    let offset = |place| checked.places.offset(&checked.text, place);
    let (start, end) = (offset(range.start), offset(range.end));
    let touches = |flag: &&DraftFlag| flag.span.start <= end && start <= flag.span.end;
    let flags: Vec<&DraftFlag> = checked.checked.flags.iter().filter(touches).collect();
    let edits = flags.iter().filter_map(|flag| rewrite(draft, checked, flag, versioned));
    edits.chain(flags.iter().flat_map(|flag| decisions(&draft.uri, checked, &draft.dismissals, flag))).collect()
}

fn rewrite(draft: &Draft, checked: &CheckedText, flag: &DraftFlag, versioned: bool) -> Option<CodeAction> {
    let words = plain(flag.suggestion.as_deref()?);
    let title = format!("Add attribution: “{}”", short(&words));
    let edit = TextEdit { range: checked.places.range(&checked.text, flag.span), new_text: words };
    let edit = if versioned {
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: draft.uri.clone(), version: Some(draft.version) };
        let edits = vec![OneOf::Left(edit)];
        let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some(HashMap::from([(draft.uri.clone(), vec![edit])])), ..WorkspaceEdit::default() }
    };
    Some(CodeAction { title, kind: Some(CodeActionKind::QUICKFIX), edit: Some(edit), ..CodeAction::default() })
}

fn decisions(uri: &Uri, checked: &CheckedText, dismissals: &Dismissals, flag: &DraftFlag) -> Vec<CodeAction> {
    let flagged = Flagged::of(flag, &checked.text);
    let (code, words) = (flagged.code.clone(), short(&flagged.words));
    let action = |title: String, reason: Option<&str>| {
        let dismiss =
            Dismiss { uri: uri.as_str().to_owned(), flagged: flagged.clone(), reason: reason.map(str::to_owned) };
        let arguments = serde_json::to_value(dismiss).ok().map(|dismiss| vec![dismiss]);
        let command = Command { title: title.clone(), command: DISMISS.to_owned(), arguments };
        let kind = Some(CodeActionKind::QUICKFIX);
        CodeAction { title, kind, command: Some(command), ..CodeAction::default() }
    };
    match dismissals.reason(&flagged) {
        Some(reason) => {
            vec![action(format!("Flag {code} on “{words}” again (dismissed: {})", plain(reason)), None)]
        }
        None => REASONS
            .iter()
            .map(|reason| action(format!("Dismiss {code} on “{words}”: {reason}"), Some(reason)))
            .collect(),
    }
}

fn short(words: &str) -> String {
    if words.chars().count() <= 60 {
        return words.to_owned();
    }
    words.chars().take(59).collect::<String>() + "…"
}
