//! How much memory the queries take together, and which of them stops when it is too much.
//!
//! What a single query takes cannot be told: its rows stand in the evaluator's own lists. What the process takes can, so
//! all queries share one limit, counted from what the process took before the first of them began. Beyond it the query
//! that has done most stops; when that was the wrong one, the next look finds the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::watch::Watch;

/// The queries that run in this process.
#[derive(Debug, Default)]
struct Running {
    watches: Vec<Weak<Watch>>,
    /// Bytes that the process took before the first of them began.
    before: u64,
}

static RUNNING: Mutex<Running> = Mutex::new(Running { watches: Vec::new(), before: 0 });

/// Counts a query among those that run, until it ends.
pub(super) fn enter(watch: &Arc<Watch>) {
    let mut running = running();
    if running.watches.is_empty() {
        running.before = resident().unwrap_or_default();
    }
    running.watches.push(Arc::downgrade(watch));
}

/// Whether this query is to stop, since all together take more than `limit` bytes and it has done most.
pub(super) fn is_to_stop(watch: &Watch, limit: u64) -> bool {
    let Some(resident) = resident() else { return false };
    let running = running();
    let most = running.watches.iter().filter_map(Weak::upgrade).map(|watch| watch.work()).max();
    resident.saturating_sub(running.before) > limit && most.is_none_or(|most| watch.work() >= most)
}

fn running() -> MutexGuard<'static, Running> {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.watches.retain(|watch| watch.upgrade().is_some_and(|watch| !watch.is_over()));
    running
}

/// The bytes of memory that this process has in use; `None` where the system does not say.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_how_much_memory_is_in_use() {
        let before = resident().unwrap();
        let much = vec![1_u8; 64 << 20];
        let after = resident().unwrap();
        assert!(after > before + (32 << 20), "{before} {after} {}", much.len());
    }
}
