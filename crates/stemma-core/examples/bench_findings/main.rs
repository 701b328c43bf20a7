//! Measures what findings cost on a made-up world of growing size: `bench_findings [CLAIMS…]`, by default 1,050 and
//! 10,500; the goal is stated at 105,000 claims with 1,020,000 assertions. Memory as the system counts it.
//! Times are those of the clock: nothing else should run beside it. `each` prints each document.

#![expect(clippy::print_stdout, reason = "it prints a table")]
#![expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "a made-up world within its own bounds")]

mod digest;
mod resident;
mod world;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use stemma_core::contradiction::contradictions;
use stemma_core::date::PartialDate;
use stemma_core::finding::findings;
use stemma_core::identity::claims;
use stemma_core::impact::Supposition;
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::{Retracted, State};

use world::{Plan, World};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Documents that are added one by one.
const ADDED: usize = 200;

fn main() {
    let claims = std::env::args().nth(2).and_then(|size| size.parse().ok()).unwrap_or(1_050);
    match std::env::args().nth(1).as_deref() {
        Some("resident") => return resident::measure(Plan::of(claims)),
        Some("digest") => return digest::print(Plan::of(claims), ADDED),
        _ => {}
    }
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_050, 10_500] } else { sizes };
    println!(
        "   claims  assertions  identity  contradictions     all  one document     all it touches   assessed   what-if  changed    memory"
    );
    println!(
        "                                                          median   99th    median   99th    each                      (highest)"
    );
    for claims in sizes {
        measure(claims);
    }
}

fn measure(size: u64) {
    let mut world = World::new(Plan::of(size));
    let mut state = State::default();
    for held in world.documents() {
        state.versions.insert(held.version.id, held);
    }
    state.controls = world.controls().into_iter().collect();
    state.interests = world.interests().into_iter().collect();
    let assertions: usize = state.versions.values().map(|held| held.assertions.len()).sum();
    let day = PartialDate::year(2026);
    let (identified, identity) = timed(|| claims(&state));
    let (_, contradicting) = timed(|| contradictions(&state, &identified.claims));
    let (before, all) = timed(|| findings(&state, Policy::default(), day));
    drop(before);
    let mut resident = Resident::of(state, Policy::default(), day);
    let count = resident.findings().claims.len();
    let (mut one_document, mut all_of_it): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    let mut assessed = 0;
    for held in (0..ADDED).map(|_| world.document()) {
        let before = Instant::now();
        let own = resident.add_first(held, Vec::new());
        let taken = before.elapsed();
        let changed = resident.catch_up();
        all_of_it.push(before.elapsed());
        assessed += own.assessed + changed.assessed;
        one_document.push(taken);
        if std::env::args().any(|word| word == "each") {
            println!("{:.1} ms, {} assessed; {} more", taken.as_secs_f64() * 1e3, own.assessed, changed.assessed);
        }
    }
    one_document.sort_unstable();
    all_of_it.sort_unstable();
    let (middle, worst) = (one_document[ADDED / 2], one_document[ADDED * 99 / 100]);
    let touched = (all_of_it[ADDED / 2], all_of_it[ADDED * 99 / 100]);
    let busiest = busiest(resident.state());
    let (impacts, what_if) = timed(|| resident.impacts_if(&busiest).len());
    println!(
        "{:>9}  {assertions:>10}  {:>7.2}s  {:>13.2}s  {:>5.2}s  {:>6.1} {:>6.1} ms {:>6.1} {:>6.1} ms {:>8.1}  {:>6.0} ms {impacts:>7}  {:>5} MB",
        count,
        identity.as_secs_f64(),
        contradicting.as_secs_f64(),
        all.as_secs_f64(),
        middle.as_secs_f64() * 1e3,
        worst.as_secs_f64() * 1e3,
        touched.0.as_secs_f64() * 1e3,
        touched.1.as_secs_f64() * 1e3,
        assessed as f64 / ADDED as f64,
        what_if.as_secs_f64() * 1e3,
        resident_megabytes(),
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = work();
    (done, started.elapsed())
}

/// That everything which the publisher of most documents published is withdrawn.
fn busiest(state: &State) -> Vec<Supposition> {
    let mut by_publisher: BTreeMap<&str, Vec<Supposition>> = BTreeMap::new();
    for held in state.current() {
        if let Some(publisher) = &held.document.metadata.publisher {
            let withdrawn = Supposition::Withdrawn(Retracted::Document(held.document.id));
            by_publisher.entry(publisher).or_default().push(withdrawn);
        }
    }
    by_publisher.into_values().max_by_key(Vec::len).unwrap_or_default()
}

/// The most memory that this process has had, in megabytes (Linux).
fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kilobytes| kilobytes / 1024)
}
