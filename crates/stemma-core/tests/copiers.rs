//! Publishers that share what others get wrong are found in step with what comes and goes, as a full computation finds them.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a made-up world within its own bounds; a test may panic"
)]

#[path = "support/changing.rs"]
#[expect(dead_code, reason = "the other tests use all of it")]
mod changing;

use changing::world::{Plan, World};
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Version};
use stemma_core::finding::{Findings, findings};
use stemma_core::id::Id;
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_core::statement::{Decimal, Statement};

const TOWNS: [&str; 15] = [
    "Halm", "Vik", "Moss", "Tarn", "Orn", "Melk", "Lugo", "Prato", "Kelso", "Bern", "Graz", "Pisa", "Turku", "Narva",
    "Sligo",
];
const PAPERS: [&str; 7] =
    ["Ada Courier", "Bo Post", "Cy Times", "Di Herald", "Xan Gazette", "Yul Mirror", "Zed Tribune"];

/// That so many benches stood in the square of a town, on a paper's own word.
fn statement(like: &Statement, paper: &str, town: &str, number: u32) -> Statement {
    let mut statement = like.clone();
    let counted = format!("{number} benches");
    statement.sentence = format!("The square in {town} had {counted} under its old limes.");
    statement.contents[0].text.clone_from(&statement.sentence);
    let quantity = &mut statement.quantities[0];
    quantity.quote.text = counted;
    (quantity.low, quantity.high) = (Decimal::parse(&number.to_string()), Decimal::parse(&number.to_string()));
    "benches".clone_into(&mut quantity.unit);
    statement.chain.truncate(1);
    paper.clone_into(&mut statement.chain[0].name);
    (statement.source, statement.cue) = (None, None);
    statement
}

/// What a paper writes of three towns; the last three papers are wrong of three towns in four, and all alike, until they
/// correct it in an edition of their own.
fn written(like: &HeldVersion, paper: usize, part: usize, is_corrected: bool) -> HeldVersion {
    let name = format!("papers/{paper}-{part}.md");
    let mut metadata = like.document.metadata.clone();
    (metadata.publisher, metadata.title) = (Some(PAPERS[paper].to_owned()), Some(format!("Squares {paper}-{part}")));
    (metadata.url, metadata.authors) = (None, Vec::new());
    let document = Document { id: Id::of("document", &[&name]), name: name.clone(), metadata };
    let id = Id::of("version", &[&name, if is_corrected { "2" } else { "1" }]);
    let version = Version { id, hash: format!("{:064x}", paper * 100 + part), ..like.version.clone() };
    let towns = (part * 3..part * 3 + 3).map(|town| {
        let is_wrong = paper > 3 && town % 4 > 0 && !is_corrected;
        let number = 20 + u32::try_from(town).unwrap() * 3 + u32::from(is_wrong);
        Assertion::new(id, statement(&like.assertions[0].statement, PAPERS[paper], TOWNS[town], number))
    });
    HeldVersion::new(document, version, towns.collect())
}

/// How many pairs of reports look copied by their values alone.
fn suspected(found: &Findings) -> usize {
    let by_values = found.claims.iter().flat_map(|found| &found.traced.suspected);
    by_values.filter(|suspicion| suspicion.passage.is_none() && suspicion.percent.is_some()).count()
}

#[test]
fn who_shares_mistakes_is_found_in_step_with_what_comes_and_is_corrected() {
    let mut world = World::new(Plan { claims: 50, assertions: 480, seed: 1 });
    let like = world.documents().next().unwrap();
    let (day, mut state) = (PartialDate::year(2026), State::default());
    let mut resident = Resident::of(state.clone(), Policy::default(), day);
    let mut most = 0;
    let written_first = (0..5).flat_map(|part| (0..PAPERS.len()).map(move |paper| (paper, part, false)));
    let corrected = (0..5).flat_map(|part| (4..PAPERS.len()).map(move |paper| (paper, part, true)));
    for (paper, part, is_corrected) in written_first.chain(corrected) {
        let held = written(&like, paper, part, is_corrected);
        for other in state.versions.values_mut().filter(|other| other.document.id == held.document.id) {
            other.superseded = true;
        }
        state.versions.insert(held.version.id, held.clone());
        resident.add(held, Vec::new());
        let (kept, full) = (resident.findings(), findings(&state, Policy::default(), day));
        for (one, other) in kept.claims.iter().zip(&full.claims) {
            assert_eq!(one, other, "paper {paper}, part {part}");
        }
        assert_eq!(kept.claims.len(), full.claims.len());
        most = most.max(suspected(&kept));
    }
    assert!(most > 0, "no two papers look as if one copied the other");
}
