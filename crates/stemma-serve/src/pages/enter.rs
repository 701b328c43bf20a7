//! Where somebody says what words of a document assert, or corrects what was read there.

use maud::{Markup, html};
use stemma_core::enumerations::{Basis, Modality, SourceKind, Stance};
use stemma_core::id::Id;
use stemma_core::state::{Assertion, HeldVersion};
use stemma_store::token::Scope;

use super::{layout, mark, theirs};
use crate::acts::Fields;
use crate::entering::NotEntered;
use crate::session::{Editor, Viewer};

/// The fields of an entry, as the form and programs send them.
pub(crate) const ENTERED: [&str; 11] =
    ["words", "near", "assertion", "speaker", "name", "kind", "claim", "stance", "modality", "basis", "reason"];

/// The form, with what was typed or chosen, and with why it was not taken.
pub(crate) fn enter_form(viewer: &Viewer, held: &HeldVersion, fields: &Fields, refused: Option<&NotEntered>) -> Markup {
    let title = held.document.metadata.title.as_deref().unwrap_or(&held.document.name);
    let wanted = fields.get("assertion").and_then(|id| Id::<Assertion>::parse(id));
    let read = held.assertions.iter().find(|assertion| Some(assertion.id) == wanted);
    let heading = if read.is_some() { "Correct an assertion" } else { "Add an assertion" };
    layout(
        heading,
        &html! {
            h1 { (heading) }
            p { a href={ "/versions/" (held.version.id) } { (theirs(title)) } }
            @match viewer.who_may(Scope::Review) {
                Some(editor) => (filled(editor, held, (read, fields), refused)),
                None => p class="notice" {
                    @if !viewer.is_written { "Nothing can be changed here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "." }
                    @else if viewer.editor.is_some() { "Your token may not enter anything; it needs the scope " code { "review" } "." }
                    @else { a href={ "/log-in?next=/versions/" (held.version.id) } { "Log in" } " to add or correct assertions." }
                },
            }
        },
    )
}

fn filled(
    editor: &Editor,
    held: &HeldVersion,
    (read, fields): (Option<&Assertion>, &Fields),
    refused: Option<&NotEntered>,
) -> Markup {
    let typed = |key: &str| fields.get(key).map(String::as_str).unwrap_or_default();
    html! {
        @if let Some(why) = refused { p class="notice" role="alert" { "Nothing was recorded: " (why) "." } }
        @if let Some(read) = read { (as_read(read)) }
        form class="stacked" method="post" action={ "/versions/" (held.version.id) "/enter" } {
            (mark(editor))
            @if let Some(read) = read { input type="hidden" name="assertion" value=(read.id); }
            p class="wide" {
                label for="words" { @if read.is_some() { "The words, if they are other ones" } @else { "The words, exactly as they stand in the document" } }
                textarea id="words" name="words" rows="3" cols="60" required[read.is_none()] maxlength="20000" { "\n" (typed("words")) }
            }
            @match refused {
                Some(NotEntered::Where(places)) if !places.is_empty() => (which(places)),
                _ => @if !typed("near").is_empty() { input type="hidden" name="near" value=(typed("near")); },
            }
            fieldset class="wide" {
                legend { "Who says it" }
                (choice("speaker", "", if read.is_some() { "as it was read" } else { "the document itself" }, typed("speaker")))
                @if read.is_some() { (choice("speaker", "author", "the document itself", typed("speaker"))) }
                (choice("speaker", "nobody", "nobody: it does not say who", typed("speaker")))
                (choice("speaker", "named", "somebody it names or describes:", typed("speaker")))
                p { label for="name" { "Who" } input id="name" name="name" size="40" maxlength="500" value=(typed("name")); }
                p { label for="kind" { "What they are" } (select("kind", "as the name suggests", &SourceKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(), typed("kind"))) }
            }
            p class="wide" {
                label for="claim" { "The claim in one sentence, if the words do not say it by themselves" }
                input id="claim" name="claim" size="60" maxlength="2000" value=(typed("claim"));
            }
            p { label for="stance" { "It" } (select("stance", kept(read, "affirms"), &Stance::ALL.iter().map(|stance| stance.as_str()).collect::<Vec<_>>(), typed("stance"))) }
            p { label for="modality" { "How flatly" } (select("modality", kept(read, "as the words are"), &Modality::ALL.iter().map(|modality| modality.as_str()).collect::<Vec<_>>(), typed("modality"))) }
            p { label for="basis" { "What it rests on" } (select("basis", kept(read, "as its speaker has it"), &Basis::ALL.iter().map(|basis| basis.as_str()).collect::<Vec<_>>(), typed("basis"))) }
            p class="wide" { label for="reason" { "Because" } input id="reason" name="reason" size="60" required maxlength="2000" value=(typed("reason")); }
            button { @if read.is_some() { "Correct it" } @else { "Add it" } }
        }
        p class="small" { "The document's words are never changed. What you enter counts as a person's record, under your name and for this reason, and can be taken back." }
    }
}

/// What nobody says stays as it was read.
const fn kept(read: Option<&Assertion>, otherwise: &'static str) -> &'static str {
    if read.is_some() { "as it was read" } else { otherwise }
}

fn as_read(read: &Assertion) -> Markup {
    let statement = &read.statement;
    html! {
        dl class="small about" {
            dt { "Words" } dd { @for quote in &statement.contents { "“" (theirs(&quote.text)) "” " } }
            dt { "Claim" } dd { (theirs(&statement.sentence)) }
            dt { "Who says it" } dd { @for (place, voice) in statement.chain.iter().enumerate() { @if place > 0 { " ← " } (theirs(&voice.name)) } }
            dt { "It" } dd { (statement.stance) ", " (statement.modality) ", basis " (statement.basis) ", tier " (statement.tier) }
        }
    }
}

/// Which of several places is meant.
fn which(places: &[(usize, String)]) -> Markup {
    html! {
        fieldset class="wide" {
            legend { "Which of these places?" }
            @for (start, around) in places {
                p {
                    input type="radio" id={ "near-" (start) } name="near" value=(start) required;
                    label class="beside" for={ "near-" (start) } { "… " (theirs(around)) " …" }
                }
            }
        }
    }
}

fn choice(name: &str, value: &str, told: &str, typed: &str) -> Markup {
    let id = format!("{name}-{}", if value.is_empty() { "unsaid" } else { value });
    html! {
        p {
            input type="radio" id=(id) name=(name) value=(value) checked[typed == value];
            label class="beside" for=(id) { (told) }
        }
    }
}

fn select(name: &str, unsaid: &str, values: &[&str], typed: &str) -> Markup {
    html! {
        select id=(name) name=(name) {
            option value="" selected[typed.is_empty()] { (unsaid) }
            @for value in values { option value=(value) selected[typed == *value] { (value) } }
        }
    }
}
