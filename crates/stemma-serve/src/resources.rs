//! Claims, documents and the rest, as pages or as data: the same address answers both.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Extension, OriginalUri, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use oxrdf::{NamedNode, Quad};
use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::search::ClaimHit;
use stemma_exchange::rdf::{self, Format};
use stemma_store::query::{QueryError, library_quads};
use stemma_store::records::{neighbourhood, ontology_quads};
use stemma_store::vocabulary::ONTOLOGY;

use crate::asking::Asking;
use crate::board::Room;
use crate::filter::{Filter, Mine};
use crate::pages::Turned;
use crate::problem::Problem;
use crate::published::Published;
use crate::quota::Account;
use crate::session::Viewer;
use crate::sparql::running;
use crate::{Service, caching, negotiate, pages};

const OFFERED: &[&str] =
    &["text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"];

/// How many ids are named where several begin alike.
const MOST_NAMED: usize = 8;

/// What a client wants of a resource.
pub(crate) enum Wanted {
    Page,
    Data(Format),
}

fn wanted(headers: &HeaderMap) -> Result<Wanted, Problem> {
    match negotiate::best(headers, OFFERED) {
        Some(0) => Ok(Wanted::Page),
        Some(1) => Ok(Wanted::Data(Format::Turtle)),
        Some(2) => Ok(Wanted::Data(Format::JsonLd)),
        Some(3) => Ok(Wanted::Data(Format::NTriples)),
        Some(_) => Ok(Wanted::Data(Format::RdfXml)),
        None => Err(Problem::not_acceptable(&OFFERED.join(", "))),
    }
}

/// Answers as the client wants, on a blocking thread.
pub(crate) async fn answered<F>(service: Service, headers: &HeaderMap, make: F) -> Response
where
    F: FnOnce(&Published, Wanted) -> Result<Response, Problem> + Send + 'static,
{
    let wanted = match wanted(headers) {
        Ok(wanted) => wanted,
        Err(problem) => return problem.into_response(),
    };
    let published = service.published();
    match tokio::task::spawn_blocking(move || make(&published, wanted)).await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made; the log says more")
            .into_response(),
    }
}

/// An answer from what is served now, made on a blocking thread.
pub(crate) async fn made<F>(service: Service, make: F) -> Response
where
    F: FnOnce(&Published) -> Result<Response, Problem> + Send + 'static,
{
    answered(service, &HeaderMap::new(), move |published, _| make(published)).await
}

/// A page of what is served now, made on a blocking thread.
pub(crate) async fn shown<F>(service: Service, headers: &HeaderMap, make: F) -> Response
where
    F: FnOnce(&Published) -> Result<Response, Problem> + Send + 'static,
{
    answered(service, headers, move |published, wanted| match wanted {
        Wanted::Page => make(published),
        Wanted::Data(_) => Err(Problem::not_acceptable("text/html")),
    })
    .await
}

/// A page.
pub(crate) fn page(markup: Markup) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::VARY, "accept")], markup.into_string())
        .into_response()
}

pub(crate) fn data(quads: Vec<Quad>, format: Format) -> Result<Response, Problem> {
    let bytes = rdf::write(quads, format).map_err(|_| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "this resource cannot be written in that format")
    })?;
    Ok(([(header::CONTENT_TYPE, format.media_type()), (header::VARY, "accept")], bytes).into_response())
}

/// `/sparql/examples`: the named queries, for people and for clients that offer them.
pub(crate) async fn examples(State(service): State<Service>, headers: HeaderMap) -> Response {
    answered(service, &headers, move |published, wanted| match wanted {
        Wanted::Page => Ok((
            [(header::CONTENT_SECURITY_POLICY, WITH_SCRIPT)],
            page(pages::query(published, &Asking::nothing(), None)),
        )
            .into_response()),
        Wanted::Data(format) => data(library_quads(&format!("{}sparql", published.iris.base())), format),
    })
    .await
}

/// The desk has a script, from here and nowhere else.
pub(crate) const WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `/desk`
pub(crate) async fn desk(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let viewer = Viewer::of(&service, &headers);
    let desk = match service.desk().await {
        Ok(desk) => desk,
        Err(problem) => return problem.into_response(),
    };
    let asked = service.clone();
    answered(service, &headers, move |published, wanted| match wanted {
        Wanted::Page => {
            let (filter, mut refused) = Filter::read(&parameters);
            let whose = viewer.editor.as_ref().map(|editor| editor.principal.name.as_str());
            if filter.mine.is_some() && whose.is_none() {
                refused.push("log in to see what is yours".to_owned());
            }
            let last_visit = whose.and_then(|name| desk.last_visit(name));
            let since = last_visit.map_or(0, |(sequence, _)| *sequence);
            let changed = (filter.mine == Some(Mine::Changed) && whose.is_some()).then_some(last_visit);
            let touched = changed
                .map(|_| asked.board.touched_since(asked.backing.store(), since))
                .transpose()
                .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the log could not be read"))?;
            let day = |at: &str| at.get(..10).and_then(PartialDate::parse);
            let moved = changed.flatten().map(|(visit, at)| asked.moved_since(*visit, day(at))).transpose()?;
            let (touched, moved) = (touched.as_deref(), moved.as_ref());
            let room = Room { viewer: &viewer, desk: &desk, touched, moved, since, last_visit };
            let page = page(pages::desk(published, &filter, &refused, &room));
            Ok(([(header::CONTENT_SECURITY_POLICY, WITH_SCRIPT)], page).into_response())
        }
        Wanted::Data(_) => Err(Problem::not_acceptable("text/html")),
    })
    .await
}

/// How many claims a search shows.
const MOST_FOUND: usize = 50;

/// `/search`
pub(crate) async fn search(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    answered(service, &headers, move |published, wanted| match wanted {
        Wanted::Page => {
            let _running = account.run();
            let words = parameters.get("q").map(String::as_str).unwrap_or_default();
            let found = published.search().find(words, MOST_FOUND + 1);
            let more = found.len() > MOST_FOUND;
            let known = |hit: ClaimHit| Some((published.findings.claims.get(hit.claim)?, hit.wording));
            let found: Vec<_> = found.into_iter().take(MOST_FOUND).filter_map(known).collect();
            Ok(page(pages::search(words, &found, more, &pages::Named::of(published, words))))
        }
        Wanted::Data(_) => Err(Problem::not_acceptable("text/html; programs search with search:matches in SPARQL")),
    })
    .await
}

/// `/claims`
pub(crate) async fn claims(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Query(filter): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    answered(service.clone(), &headers, move |published, wanted| match wanted {
        Wanted::Page => Ok(page(pages::claims(published, &filter))),
        Wanted::Data(format) => {
            // All that is found may be most of the store: reading it is a query.
            let _running = running(&service, &account)?;
            let (graph, most) = (published.iris.findings_graph(), service.limits.rows);
            let all = published.snapshot.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
            let all: Vec<_> = all.take(usize::try_from(most).unwrap_or(usize::MAX).saturating_add(1)).collect();
            if u64::try_from(all.len()).is_ok_and(|found| found > most) {
                return Err(QueryError::TooManyRows { limit: most }.into());
            }
            data(all, format)
        }
    })
    .await
}

/// The day that a client asks for, when it asks for one.
fn another_day(parameters: &BTreeMap<String, String>) -> Result<Option<PartialDate>, Problem> {
    let Some(word) = parameters.get("as-of").map(|word| word.trim()).filter(|word| !word.is_empty()) else {
        return Ok(None);
    };
    let day = PartialDate::parse(word);
    day.map(Some)
        .ok_or_else(|| Problem::bad_request(format!("`{word}` is no date such as 2026-05-24, 2026-05 or 2026")))
}

/// The claim whose id begins so, as commands show ids.
///
/// # Errors
/// When the ids of several begin so.
fn by_first_letters<'p>(published: &'p Published, start: &str) -> Result<Option<&'p ClaimFinding>, Problem> {
    let start = start.to_ascii_lowercase();
    if start.len() < 4 || !start.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
        return Ok(None);
    }
    match published.findings.answering_to(&start).as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        several => {
            let ids: Vec<String> = several.iter().take(MOST_NAMED).map(|found| found.claim.id.to_string()).collect();
            let (count, ids) = (several.len(), ids.join(", "));
            Err(Problem::not_found(format!("the ids of {count} claims begin with {start}: {ids}")))
        }
    }
}

/// `/claims/{id}`, and `/claims/{id}@{sequence}`
pub(crate) async fn claim(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if let Some((id, sequence)) = id.split_once('@') {
        let (id, sequence) = (id.to_owned(), sequence.to_owned());
        return cited(service, account, (id, sequence), parameters, headers)
            .await
            .unwrap_or_else(IntoResponse::into_response);
    }
    let viewer = Viewer::of(&service, &headers);
    let desk = match service.desk().await {
        Ok(desk) => desk,
        Err(problem) => return problem.into_response(),
    };
    answered(service, &headers, move |published, wanted| {
        let day = another_day(&parameters)?;
        let parsed = Id::<Claim>::parse(&id);
        let found = match parsed {
            Some(id) => published.claim(id),
            None => by_first_letters(published, &id)?,
        };
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        if parsed != Some(found.claim.id) {
            // The claim that had this id is part of another one now; that can be taken back. Or these are the first letters of it.
            return Ok(Redirect::temporary(&format!("/claims/{}", found.claim.id)).into_response());
        }
        let turned = Turned::new(format!("/claims/{}", found.claim.id), &parameters);
        match wanted {
            Wanted::Page => Ok(page(match day.map(|day| published.on(day)) {
                None => pages::claim(published.today(), found, Some((&viewer, &desk)), &turned),
                Some(then) => match then.seen(published).same(found) {
                    Some(earlier) => pages::claim(then.seen(published), earlier, None, &turned),
                    None => pages::not_yet(found.claim.id, &found.claim.text, then.day),
                },
            })),
            Wanted::Data(format) => {
                let claims = BTreeSet::from([found.claim.id]);
                data(neighbourhood(&published.iris, &claims, &published.snapshot), format)
            }
        }
    })
    .await
}

/// What was found when the log had so many changes: found again the same each time.
async fn cited(
    service: Service,
    account: Account,
    (id, sequence): (String, String),
    parameters: BTreeMap<String, String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let wanted = wanted(&headers)?;
    let none = || Problem::not_found(format!("`{sequence}` is no number of a change, which are counted from 1"));
    let sequence: u64 = sequence.parse().ok().filter(|sequence| *sequence > 0).ok_or_else(none)?;
    let id = Id::<Claim>::parse(&id).ok_or_else(|| Problem::not_found("there is no such claim"))?;
    let running = (service.running.clone().try_acquire_owned().map_err(|_| Problem::busy())?, account.run());
    let made = tokio::task::spawn_blocking(move || {
        let _running = running;
        let past = service.pasts.after(&service, sequence)?;
        let published = service.published();
        // A claim that has grown since had another id then.
        let seen = past.seen(&published);
        let found = seen.claim(id).or_else(|| seen.same(published.claim(id)?)).ok_or_else(|| {
            Problem::not_found(format!("nobody had made this claim by change {sequence}, recorded {}", past.recorded))
        })?;
        if found.claim.id != id {
            return Ok(Redirect::temporary(&format!("/claims/{}@{sequence}", found.claim.id)).into_response());
        }
        let (tag, response) = match wanted {
            Wanted::Page => {
                let turned = Turned::new(format!("/claims/{id}@{sequence}"), &parameters);
                let tag = past.tag(&id.to_string(), &format!("html{}", turned.key()));
                (tag, page(pages::claim(seen, found, None, &turned)))
            }
            Wanted::Data(format) => {
                let quads = neighbourhood(&published.iris, &BTreeSet::from([id]), &past.snapshot);
                (past.tag(&id.to_string(), format.media_type()), data(quads, format)?)
            }
        };
        let response =
            if caching::is_known(&headers, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { response };
        // A cache between the two must not show others what only a token opens.
        let whose = if service.keys.is_private() { "private" } else { "public" };
        let kept = format!("{whose}, {FOR_EVER}");
        Ok(([(header::ETAG, tag), (header::CACHE_CONTROL, kept)], response).into_response())
    });
    made.await.unwrap_or_else(|_| {
        Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made; the log says more"))
    })
}

/// For a year, which is as long as caches are told.
const FOR_EVER: &str = "max-age=31536000, immutable";

/// `/stemma/ns/1`: the vocabulary, where its namespace says that it is.
pub(crate) async fn vocabulary(State(service): State<Service>, headers: HeaderMap) -> Response {
    answered(service, &headers, move |_, wanted| match wanted {
        Wanted::Page => Ok(page(pages::vocabulary(ONTOLOGY.as_str(), &ontology_quads()))),
        Wanted::Data(format) => data(ontology_quads(), format),
    })
    .await
}

/// `/stemma/ns/1/{term}`: a word of a list is told of with the others.
pub(crate) async fn term(Path(term): Path<String>) -> Response {
    let is_word = term.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(&byte));
    let known = format!("{}/{term}", ONTOLOGY.as_str());
    let is_known = is_word && ontology_quads().iter().any(|quad| quad.subject.to_string() == format!("<{known}>"));
    match is_known {
        true => Redirect::to(&format!("/stemma/ns/1#{term}")).into_response(),
        false => Problem::not_found("the vocabulary has no such word").into_response(),
    }
}

/// Every other address that an IRI can be.
pub(crate) async fn other(
    State(service): State<Service>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    record(service, uri, &headers, |_| None).await
}

/// A record as the page that `own` makes of it, or else with all that the graph says; or as data.
pub(crate) async fn record(
    service: Service,
    uri: Uri,
    headers: &HeaderMap,
    own: impl FnOnce(&Published) -> Option<Response> + Send + 'static,
) -> Response {
    answered(service, headers, move |published, wanted| {
        if let Some(page) = matches!(wanted, Wanted::Page).then(|| own(published)).flatten() {
            return Ok(page);
        }
        let nothing = || Problem::not_found("there is nothing at this address");
        let iri = format!("{}{}", published.iris.base().trim_end_matches('/'), uri.path());
        let record = NamedNode::new(iri).map_err(|_| nothing())?;
        let quads = published.about(&record);
        if quads.is_empty() {
            return Err(nothing());
        }
        match wanted {
            Wanted::Page => Ok(page(pages::other(published, &record, &quads))),
            Wanted::Data(format) => data(quads, format),
        }
    })
    .await
}
