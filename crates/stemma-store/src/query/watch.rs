//! When a query must stop: its time is over, or nobody reads its answer.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Instant;

/// Why a query stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its time is over.
    Time,
    /// Its reader has gone.
    Unread,
}

/// The query was stopped; the watch knows why.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the query was stopped")]
pub(crate) struct Stopped;

/// One query's clock, shared by the thread that evaluates and the one that reads.
#[derive(Debug)]
pub(crate) struct Watch {
    deadline: Instant,
    stopped: AtomicU8,
}

impl Watch {
    const GOING: u8 = 0;
    const TIME: u8 = 1;
    const UNREAD: u8 = 2;

    pub(super) fn new(deadline: Instant) -> Arc<Self> {
        Arc::new(Self { deadline, stopped: AtomicU8::new(Self::GOING) })
    }

    /// When the time is over.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Stops the query; the first reason stays.
    pub(super) fn stop(&self, why: Stop) {
        let code = match why {
            Stop::Time => Self::TIME,
            Stop::Unread => Self::UNREAD,
        };
        let _first_stays = self.stopped.compare_exchange(Self::GOING, code, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Why the query was stopped, when it was.
    pub(super) fn stopped(&self) -> Option<Stop> {
        match self.stopped.load(Ordering::Relaxed) {
            Self::GOING => None,
            Self::UNREAD => Some(Stop::Unread),
            _ => Some(Stop::Time),
        }
    }

    /// Looks at the clock.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if self.stopped().is_none() && Instant::now() >= self.deadline {
            self.stop(Stop::Time);
        }
        if self.stopped().is_some() { Err(Stopped) } else { Ok(()) }
    }
}

thread_local! {
    static WATCH: RefCell<Option<Arc<Watch>>> = const { RefCell::new(None) };
    static TICKS: Cell<u32> = const { Cell::new(0) };
}

/// How many ticks pass between two looks at the clock.
const TICKS_A_LOOK: u32 = 256;

/// Makes this thread's [`tick`] look at a watch.
pub(super) fn watch_this_thread(watch: &Arc<Watch>) {
    WATCH.set(Some(Arc::clone(watch)));
}

/// Called for every small piece of work; looks at the clock now and then.
#[inline]
pub(crate) fn tick() -> Result<(), Stopped> {
    let ticks = TICKS.get();
    if ticks < TICKS_A_LOOK {
        TICKS.set(ticks + 1);
        return Ok(());
    }
    WATCH.with_borrow(|watch| watch.as_ref().map_or(Ok(()), |watch| watch.check()))?;
    // Once stopped the count stays, so that every later tick says so too.
    TICKS.set(0);
    Ok(())
}
