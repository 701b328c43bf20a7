//! The verdicts that editors gave, as schema.org says it: in a graph of their own, which is computed from the acts in the log.
//!
//! One that was taken back is not there any more; the log keeps both acts.

use std::collections::BTreeMap;

use oxrdf::Quad;
use stemma_core::editing::{Done, Standing, answering};
use stemma_core::finding::Findings;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::State;
use stemma_core::verdict::Rating;

use super::Iris;
use super::write::Writer;
use crate::vocabulary::{class, schema, skos, stm};

/// The verdicts that hold, each on the claim that answers for the one it was given on. Those on claims that nobody makes any
/// more are left out.
#[must_use]
pub fn verdict_quads<'d>(
    iris: &Iris,
    (state, findings): (&State, &Findings),
    acts: impl IntoIterator<Item = &'d Done>,
) -> Vec<Quad> {
    let mut standings: BTreeMap<Id<Claim>, Standing> = BTreeMap::new();
    for done in acts.into_iter().filter(|done| done.act.is_of_verdicts()) {
        if let Some(claim) = answering(state, findings, done.claim) {
            standings.entry(claim).or_default().take(done.clone());
        }
    }
    let mut writer = Writer::new(iris.verdicts_graph());
    for (claim, standing) in &standings {
        for (done, rating, _) in standing.verdicts().into_iter().filter(|(.., back)| back.is_none()) {
            write(&mut writer, iris, *claim, (done, rating));
        }
    }
    writer.quads
}

fn write(writer: &mut Writer, iris: &Iris, claim: Id<Claim>, (done, given): (&Done, &Rating)) {
    let node = iris.verdict(claim, done.sequence);
    let (author, rating) = (Iris::part_under(&node, "author"), Iris::part_under(&node, "rating"));
    writer.is_a(&node, class::VERDICT);
    writer.is_a(&node, schema::CLAIM_REVIEW);
    writer.add(&node, schema::ITEM_REVIEWED, iris.claim(claim));
    // An editor is known by a token, and is nobody of whom documents speak.
    writer.add(&node, schema::AUTHOR, author.clone());
    writer.is_a(&author, schema::PERSON);
    writer.text(&author, skos::PREF_LABEL, &done.by);
    writer.add(&node, schema::REVIEW_RATING, rating.clone());
    writer.is_a(&rating, schema::RATING);
    writer.text(&rating, schema::ALTERNATE_NAME, &given.words);
    writer.text(&node, stm::REASON, &given.why);
    writer.text(&node, stm::DECIDED_BY, &done.by);
    given.url.iter().for_each(|url| writer.uri(&node, schema::URL, url));
    let day = done.at.get(..10).and_then(stemma_core::date::PartialDate::parse);
    day.iter().for_each(|day| writer.date(&node, schema::DATE_PUBLISHED, *day));
}
