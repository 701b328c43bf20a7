//! `/desk.atom`: what the desk lists for a filter, as a feed. An entry is a claim as it stands: when it stands otherwise, it is
//! another entry, so that a reader of feeds tells of it once. It is as new as what was recorded of the claim last, or as it
//! stands so: of a hundred, none falls out because its documents were published long ago.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::HeldVersion;
use stemma_core::visible::visible;
use stemma_store::log::RecordedChange;

use crate::board::Desk;
use crate::filter::{Filter, Status};
use crate::problem::Problem;
use crate::published::Published;
use crate::worklist::Entry;
use crate::{Service, resources, told};

/// How many claims a feed has, the newest first.
const MOST: usize = 100;

/// The feed of a filter.
pub(crate) async fn feed(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let (filter, refused) = Filter::read(&parameters);
    if filter.mine.is_some() {
        return Problem::bad_request("a feed is nobody's own: leave out `mine`").into_response();
    }
    if !refused.is_empty() {
        return Problem::bad_request(refused.join("; ")).into_response();
    }
    let desk = match service.desk().await {
        Ok(desk) => desk,
        Err(problem) => return problem.into_response(),
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    let service_of = service.clone();
    resources::made(service, move |published| {
        let changes = service_of.backing.store().changes_since(0).map_err(|_| told::failed())?;
        let times = Times::new(changes, &service_of);
        let media = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
        Ok((media, written(published, &desk, &filter, (&host, &times))).into_response())
    })
    .await
}

fn written(published: &Published, desk: &Desk, filter: &Filter, (host, times): (&str, &Times)) -> String {
    let is_shown = |found: &ClaimFinding| filter.status != Status::Open || !desk.is_put_aside(found);
    let chosen = published.worklist().chosen(filter);
    let found = chosen.into_iter().filter_map(|entry| Some((entry, published.findings.claims.get(entry.claim)?)));
    let shown = found.filter(|(_, found)| is_shown(found));
    let mut all: Vec<(u64, &Entry, &ClaimFinding)> =
        shown.map(|(entry, found)| (times.last(published, found), entry, found)).collect();
    all.sort_by_key(|(last, _, found)| (Reverse(*last), found.claim.id));
    all.truncate(MOST);
    let last = all.first().map_or_else(|| moment(published.findings.as_of), |(last, ..)| times.at(*last));
    let (base, address) = (published.iris.base(), filter.address(1));
    let own = address.replacen("/desk", "/desk.atom", 1);
    let mut feed =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let served = |path: &str| text(&format!("http://{host}{path}"));
    let _ = writeln!(
        feed,
        "<id>{}</id>\n<title>Stemma: {}</title>\n<updated>{}</updated>\n<author><name>Stemma</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" href=\"{}\"/>",
        text(&format!("{}{}", base.trim_end_matches('/'), address)),
        text(&address),
        last,
        served(&own),
        served(&address),
    );
    for (last, entry, found) in all {
        let (id, headline) = (found.claim.id, found.finding.headline);
        let published_on = entry.dates.last().map(|day| format!("<published>{}</published>", moment(*day)));
        let _ = writeln!(
            feed,
            "<entry><id>{}claims/{}#{headline}</id><title>{headline}: {}</title><updated>{}</updated>{}<link href=\"{}\"/><category term=\"{headline}\"/><summary>{}</summary></entry>",
            text(base),
            times.first_id(published, found),
            text(&found.claim.text),
            times.at(last),
            published_on.unwrap_or_default(),
            served(&format!("/claims/{id}")),
            text(found.explanation()),
        );
    }
    feed + "</feed>\n"
}

/// When what is known of claims was recorded.
struct Times {
    /// When each change was.
    changes: Vec<RecordedChange>,
    /// The first and the last change that brought a document of this name.
    brought: HashMap<String, (u64, u64)>,
    /// The change after which claims began to stand as they do, as far as the service knows.
    moved: HashMap<Id<Claim>, u64>,
}

impl Times {
    fn new(changes: Vec<RecordedChange>, service: &Service) -> Self {
        let mut brought: HashMap<String, (u64, u64)> = HashMap::new();
        for change in &changes {
            if let Some(name) = change.reason.strip_prefix("ingest ") {
                let both = brought.entry(name.to_owned()).or_insert((change.sequence, change.sequence));
                both.1 = change.sequence;
            }
        }
        Self { changes, brought, moved: service.current.moved().all() }
    }

    /// The changes that brought a version's document first and last.
    fn of(&self, held: &HeldVersion) -> (u64, u64) {
        self.brought.get(&held.document.name).copied().unwrap_or_default()
    }

    /// The last change that brought one of the documents of a claim, or after which it stood otherwise.
    fn last(&self, published: &Published, found: &ClaimFinding) -> u64 {
        let versions = found.claim.members.iter().filter_map(|(version, _)| published.version(*version));
        let moved = self.moved.get(&found.claim.id).copied();
        versions.map(|held| self.of(held).1).chain(moved).max().unwrap_or_default()
    }

    /// When a change was.
    fn at(&self, sequence: u64) -> String {
        let place = self.changes.binary_search_by_key(&sequence, |change| change.sequence).ok();
        let change = place.or(Some(0)).and_then(|place| self.changes.get(place));
        change.map(|change| text(&change.recorded)).unwrap_or_default()
    }

    /// The id that a claim had by the assertion of it that was recorded first: it stays when others come, also when its own
    /// id is then that of an earlier one.
    fn first_id(&self, published: &Published, found: &ClaimFinding) -> Id<Claim> {
        let recorded = |(version, assertion): &(Id<_>, Id<_>)| {
            let held = published.version(*version)?;
            Some((self.of(held).0, !held.supersedes.is_empty(), *assertion))
        };
        let first = found.claim.members.iter().filter_map(recorded).min();
        first.map_or(found.claim.id, |(.., assertion)| Claim::id_by(assertion))
    }
}

/// The beginning of a day: feeds want a time.
fn moment(day: PartialDate) -> String {
    format!("{}T00:00:00Z", day.beginning())
}

/// Words in XML: with nothing hidden in them, and nothing that XML cannot hold.
fn text(words: &str) -> String {
    let mut written = String::new();
    for letter in visible(words).chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' | '\r' => written.push(' '),
            letter if letter.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&letter) => written.push('\u{fffd}'),
            letter => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn no_words_break_the_feed() {
        assert_eq!(
            text("<b a=\"1\">&\u{1}\n</b>\u{ffff}"),
            "&lt;b a=&quot;1&quot;&gt;&amp;⟨U+0001⟩ &lt;/b&gt;\u{fffd}"
        );
    }
}
