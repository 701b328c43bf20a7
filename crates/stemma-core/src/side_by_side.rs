//! Work on many things that does not hang together, done on several cores.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// More cores bring little.
const MOST: usize = 4;
/// To start another thread costs more than so few things.
const LEAST: usize = 4;

/// How many cores there are to work on; to ask takes as long as much of the work.
static CORES: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, usize::from).min(MOST));

/// What comes of each of these things, in their order.
pub(crate) fn side_by_side<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = CORES.min(things.len() / LEAST).max(1);
    if threads == 1 {
        return things.iter().map(work).collect();
    }
    // Whoever has time takes the next: some take much longer than others.
    let next = AtomicUsize::new(0);
    let run = || {
        let takes = || Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, things.get(at)?)));
        std::iter::from_fn(takes).map(|(at, thing)| (at, work(thing))).collect::<Vec<_>>()
    };
    scope(|scope| {
        // A machine that gives no more threads does it all on this one.
        let started: Vec<_> = (1..threads).filter_map(|_| Builder::new().spawn_scoped(scope, run).ok()).collect();
        let mut done = run();
        for thread in started {
            match thread.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done.sort_unstable_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, done)| done).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_is_in_the_order_of_the_things() {
        for many in [0_usize, 1, 3, 8, 9, 1001] {
            let things: Vec<usize> = (0..many).collect();
            assert_eq!(side_by_side(&things, |thing| thing * 2), (0..many).map(|thing| thing * 2).collect::<Vec<_>>());
        }
    }
}
