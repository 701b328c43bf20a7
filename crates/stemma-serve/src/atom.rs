//! `/desk.atom`: what the desk lists for a filter, as a feed. An entry is a claim as it stands: when it stands otherwise, it is
//! another entry, so that a reader of feeds tells of it once.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::visible::visible;

use crate::board::Desk;
use crate::filter::{Filter, Status};
use crate::problem::Problem;
use crate::published::Published;
use crate::worklist::Entry;
use crate::{Service, resources};

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
    resources::made(service, move |published| {
        let media = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
        Ok((media, written(published, &desk, &filter, &host)).into_response())
    })
    .await
}

fn written(published: &Published, desk: &Desk, filter: &Filter, host: &str) -> String {
    let is_shown = |found: &ClaimFinding| filter.status != Status::Open || !desk.is_put_aside(found);
    let chosen = published.worklist().chosen(filter);
    let found = chosen.into_iter().filter_map(|entry| Some((entry, published.findings.claims.get(entry.claim)?)));
    let mut all: Vec<(&Entry, &ClaimFinding)> = found.filter(|(_, found)| is_shown(found)).collect();
    all.sort_by_key(|(entry, found)| (std::cmp::Reverse(entry.dates.last().copied()), found.claim.id));
    all.truncate(MOST);
    let as_of = published.findings.as_of;
    let last = all.iter().filter_map(|(entry, _)| entry.dates.last().copied()).max().unwrap_or(as_of);
    let (base, address) = (published.iris.base(), filter.address(1));
    let mut feed =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let served = |path: &str| text(&format!("http://{host}{path}"));
    let _ = writeln!(
        feed,
        "<id>{}</id>\n<title>Stemma: {}</title>\n<updated>{}</updated>\n<author><name>Stemma</name></author>\n<link href=\"{}\"/>",
        text(&format!("{}{}", base.trim_end_matches('/'), address)),
        text(&address),
        moment(last),
        served(&address),
    );
    for (entry, found) in all {
        let (id, headline) = (found.claim.id, found.finding.headline);
        let _ = writeln!(
            feed,
            "<entry><id>{}claims/{id}#{headline}</id><title>{headline}: {}</title><updated>{}</updated><link href=\"{}\"/><category term=\"{headline}\"/><summary>{}</summary></entry>",
            text(base),
            text(&found.claim.text),
            moment(entry.dates.last().copied().unwrap_or(as_of)),
            served(&format!("/claims/{id}")),
            text(found.explanation()),
        );
    }
    feed + "</feed>\n"
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
