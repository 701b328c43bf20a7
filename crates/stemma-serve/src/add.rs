//! `/add`: a document is pasted, uploaded or fetched, and its claims are seen at once; `/api/v1/documents` the same for
//! programs.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use stemma_core::date::PartialDate;
use stemma_core::document::Document;
use stemma_core::id::Id;
use stemma_exchange::wire;
use stemma_store::token::Scope;
use stemma_store::update::UpdateError;

use crate::access::Principal;
use crate::connections::{AtWork, Peer};
use crate::problem::Problem;
use crate::published::Published;
use crate::renewal::{Added, Addition};
use crate::same_bytes::{Place, Said, place};
use crate::session::{self, Viewer};
use crate::{Service, pages, resources, writes};

/// The longest name of a file that is kept, in letters.
const LONGEST: usize = 100;
/// What can be said about a document, as a sidecar calls it.
pub(crate) const ABOUT: [(&str, &str); 5] = [
    ("title", "Title"),
    ("publisher", "Published by"),
    ("author", "Author"),
    ("date", "Published on"),
    ("url", "Its address"),
];

/// What a body must be whose fields are words.
pub(crate) const STRINGS: &str =
    "the body is no object of strings: it must be JSON in which each value is in quotes, such as {\"text\": \"…\"}";

/// The forms.
pub(crate) async fn form(State(service): State<Service>, headers: HeaderMap) -> Response {
    resources::page(pages::add_form(&Viewer::of(&service, &headers)))
}

/// A document from one of the forms.
pub(crate) async fn add(
    State(service): State<Service>,
    peer: Option<Extension<ConnectInfo<Peer>>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        session::is_from_here(&headers)?;
        // Nobody sends megabytes who is not logged in.
        if session::editor(&service, &headers).is_none() {
            return Err(Problem::logged_out("log in first, then send it again"));
        }
        let fields = fields(&headers, writes::body(body).await?).await?;
        let _work = works(peer);
        let mark = fields.get("mark").map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let editor = session::sender(&service, &headers, &mark, Scope::Report)?;
        let answer = from_form(&service, editor.principal.clone(), &headers, &fields).await;
        // Nobody types it all again because of one field.
        Ok(answer.unwrap_or_else(|why| {
            (why.status(), resources::page(pages::add_again(&editor, &why.to_string(), &words(&fields))))
                .into_response()
        }))
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// Records what a form holds, and shows it.
async fn from_form(
    service: &Service,
    who: Principal,
    headers: &HeaderMap,
    fields: &BTreeMap<String, Field>,
) -> Result<Response, Problem> {
    let added = match read(&service.published(), fields)? {
        Sent::New(added) => added,
        Sent::Held(documents) => return Ok(resources::page(pages::held(&service.published(), &documents))),
    };
    let addition = recorded(service, who, headers, added).await?;
    let is_shown = service.shows(addition.sequence).await;
    Ok(match addition.documents.as_slice() {
        [one] if is_shown => Redirect::to(&format!("/documents/{one}")).into_response(),
        _ => resources::page(pages::added(&service.published(), &addition, is_shown)),
    })
}

/// What was typed into a form, by its fields.
fn words(fields: &BTreeMap<String, Field>) -> BTreeMap<String, String> {
    let typed = fields.iter().filter(|(key, (file, _))| file.is_none() && *key != "mark");
    typed.map(|(key, (_, bytes))| (key.clone(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

/// A document as JSON, with a token: `text` and perhaps `name`, or an `address`; and what is said about it, as in the form.
pub(crate) async fn post(
    State(service): State<Service>,
    peer: Option<Extension<ConnectInfo<Peer>>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        let principal = writes::opened(&service, &headers, Scope::Report)?;
        let said: BTreeMap<String, String> = serde_json::from_slice(&writes::body(body).await?)
            .map_err(|error| Problem::bad_request(format!("{STRINGS}: {error}")))?;
        let _work = works(peer);
        let known =
            |key: &str| ["text", "name", "address"].contains(&key) || ABOUT.iter().any(|(about, _)| *about == key);
        if let Some(other) = said.keys().find(|key| !known(key)) {
            return Err(Problem::bad_request(format!("`{other}` is nothing that is known about a document")));
        }
        let name = said.get("name").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let field = |(key, text): (&String, &String)| {
            let (key, file) =
                if key == "text" && name.is_some() { ("file", name.clone()) } else { (key.as_str(), None) };
            (key.to_owned(), (file, Bytes::copy_from_slice(text.as_bytes())))
        };
        let published = service.published();
        let sent = read(&published, &said.iter().map(field).collect())?;
        let sequence = published.sequence;
        drop(published);
        let (status, addition) = match sent {
            Sent::New(added) => (StatusCode::CREATED, recorded(&service, principal, &headers, added).await?),
            Sent::Held(documents) => (StatusCode::OK, Addition { sequence, documents, refused: Vec::new() }),
        };
        let is_shown = service.shows(addition.sequence).await;
        let documents: Vec<String> = addition.documents.iter().map(ToString::to_string).collect();
        let record =
            wire::AddedRecord { sequence: addition.sequence, documents, refused: addition.refused, shown: is_shown };
        let line = wire::line(&record).map_err(|_| Problem::bad_request("this cannot be written"))?;
        let media = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
        Ok((status, media, line + "\n").into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// A long document takes its time: until it is read, whoever sent it is not hung up on.
pub(crate) fn works(peer: Option<Extension<ConnectInfo<Peer>>>) -> Option<AtWork> {
    peer.map(|Extension(ConnectInfo(peer))| peer.works())
}

/// Records a document in somebody's name.
async fn recorded(service: &Service, who: Principal, headers: &HeaderMap, added: Added) -> Result<Addition, Problem> {
    let (backing, name) = (service.backing.clone(), who.name.clone());
    let addition = writes::written(service, who, headers, "add a document", move |_, _, _| {
        backing.add(added, &name).map_err(UpdateError::Store)
    });
    let addition = addition.await?;
    if addition.documents.is_empty() {
        let why = addition.refused.join("; ");
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("it was not taken: {why}")));
    }
    Ok(addition)
}

/// A field of a form: the name of its file, when it is one, and its bytes.
pub(crate) type Field = (Option<String>, Bytes);

async fn fields(headers: &HeaderMap, body: Bytes) -> Result<BTreeMap<String, Field>, Problem> {
    Ok(parts(headers, body).await?.into_iter().collect())
}

/// The parts of a form by name, in their order.
pub(crate) async fn parts(headers: &HeaderMap, body: Bytes) -> Result<Vec<(String, Field)>, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(media)
        .map_err(|_| Problem::bad_request("this is no form: its Content-Type names no boundary between the parts"))?;
    let whole = futures_util::stream::once(async { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(whole, boundary);
    let unread = |error: multer::Error| Problem::bad_request(format!("the form cannot be read: {error}"));
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(unread)? {
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        fields.push((name, (file, part.bytes().await.map_err(unread)?)));
    }
    Ok(fields)
}

/// What somebody sent.
#[derive(Debug)]
enum Sent {
    /// It is to be recorded.
    New(Added),
    /// These documents have its bytes already, and it says nothing else about them.
    Held(Vec<Id<Document>>),
}

fn read(published: &Published, fields: &BTreeMap<String, Field>) -> Result<Sent, Problem> {
    Ok(match given(fields)? {
        Given::Address(address) => Sent::New(Added::Address(address)),
        Given::Bytes { file, bytes, said } => match place(&published.state, &file, bytes, &said) {
            Place::Held(documents) => Sent::Held(documents),
            Place::Under { name, about } => Sent::New(Added::Bytes { name, bytes: bytes.to_vec(), about }),
            Place::OneOf(many) => {
                let why = "say by whom it is published, and perhaps its author and address, so that it is clear which is meant";
                let detail = format!("{many} documents of these very words are held: {why}");
                return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
            }
        },
    })
}

/// What the fields of a form hold.
#[derive(Debug)]
enum Given<'f> {
    /// An address to fetch.
    Address(String),
    /// A text or a file, with what is said about it.
    Bytes { file: String, bytes: &'f Bytes, said: Said },
}

fn given(fields: &BTreeMap<String, Field>) -> Result<Given<'_>, Problem> {
    let text = |key: &str| fields.get(key).map(|(_, bytes)| String::from_utf8_lossy(bytes).trim().to_owned());
    let filled = |key: &str| text(key).filter(|text| !text.is_empty());
    if let Some(address) = filled("address") {
        return Ok(Given::Address(address));
    }
    let said: Said = ABOUT.iter().filter_map(|(key, _)| Some((*key, one_line(&filled(key)?)))).collect();
    if let Some(date) = said.get("date").filter(|date| PartialDate::parse(date).is_none()) {
        let detail =
            format!("`{date}` is no date such as 2026-05-24, 2026-05 or 2026: without one it would count as undated");
        return Err(Problem::bad_request(detail));
    }
    let (name, bytes) = match fields.get("file") {
        Some((Some(name), bytes)) if !bytes.is_empty() => (name.as_str(), bytes),
        _ => match fields.get("text") {
            Some((_, bytes)) if filled("text").is_some() => ("pasted.md", bytes),
            _ => {
                return Err(Problem::bad_request(
                    "there is nothing in it: paste a text, choose a file, or give an address",
                ));
            }
        },
    };
    // What is called the same is not the same document.
    Ok(Given::Bytes { file: plain(name), bytes, said })
}

fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The last part of a path, with nothing in it that means something to a file system.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters: Vec<char> = last.chars().filter(|letter| !letter.is_control()).collect();
    let skipped = letters.len().saturating_sub(LONGEST);
    // The end says what it is.
    letters.into_iter().skip(skipped).collect()
}

impl Addition {
    /// What is left to say when several documents came, or none is shown yet.
    pub(crate) fn counted(&self) -> String {
        match self.documents.len() {
            1 => "One document is held now.".to_owned(),
            several => format!("{several} documents are held now."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_the_last_part_of_its_own_name() {
        let file = |name: &str| {
            let field = (Some(name.to_owned()), Bytes::from_static(b"x"));
            match given(&BTreeMap::from([("file".to_owned(), field)])).unwrap() {
                Given::Bytes { file, .. } => file,
                Given::Address(address) => address,
            }
        };
        assert_eq!(file("../../etc/pass\nwd.txt"), "passwd.txt");
        assert_eq!(file("C:\\notes\\a.md"), "a.md");
        assert!(file(&format!("{}.pdf", "x".repeat(500))).ends_with("x.pdf"));
    }

    #[test]
    fn what_is_said_about_a_text_stays_on_its_line() {
        let field = |text: &str| (None, Bytes::copy_from_slice(text.as_bytes()));
        let fields = [("text", "It leaks."), ("title", "A\nretracted: yes"), ("publisher", " ")];
        let fields = fields.map(|(key, text)| (key.to_owned(), field(text)));
        let fields = BTreeMap::from(fields);
        let Given::Bytes { said, .. } = given(&fields).unwrap() else { panic!() };
        assert_eq!(said, Said::from([("title", "A retracted: yes".to_owned())]));
        assert!(given(&BTreeMap::new()).is_err());
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused_before_anything_is_recorded() {
        for (date, is_one) in [("31 Nov 2026", false), ("2026-11-31", false), ("2026-11-30", true), ("2026", true)] {
            let fields = [("text", "It leaks."), ("date", date)];
            let fields = fields.map(|(key, text)| (key.to_owned(), (None, Bytes::copy_from_slice(text.as_bytes()))));
            assert_eq!(given(&BTreeMap::from(fields)).is_ok(), is_one, "{date}");
        }
    }
}
