//! Work on many things that does not hang together, done on several cores.

use std::sync::LazyLock;
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
    let mut parts = things.chunks(things.len().div_ceil(threads));
    let first = parts.next().unwrap_or_default();
    scope(|scope| {
        let work = &work;
        let started: Vec<_> = parts
            .map(|part| {
                let run = move || part.iter().map(work).collect::<Vec<R>>();
                (part, Builder::new().spawn_scoped(scope, run))
            })
            .collect();
        let mut done: Vec<R> = first.iter().map(work).collect();
        for (part, thread) in started {
            match thread.map(|thread| thread.join()) {
                Ok(Ok(more)) => done.extend(more),
                // A machine that gives no more threads does it on this one.
                Err(_) => done.extend(part.iter().map(work)),
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
            }
        }
        done
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
