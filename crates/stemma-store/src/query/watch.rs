//! When a query must stop: its time is over, it takes too much memory, or nobody reads its answer.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::growth::LONGEST;
use super::{Limits, QueryError, memory};

/// Why a query stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its time is over.
    Time,
    /// All queries together take too much memory.
    Memory,
    /// Its reader has gone.
    Unread,
    /// It made a text that is too long.
    Text,
    /// It has a pattern that is too large.
    Pattern,
}

/// Says that nobody waits for a query any longer, from wherever that is known.
#[derive(Debug, Clone, Default)]
pub struct Abandoned(Arc<AtomicBool>);

impl Abandoned {
    /// Stops the query, now or as soon as it begins.
    pub fn abandon(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The query was stopped; the watch knows why.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the query was stopped")]
pub(crate) struct Stopped;

/// One query's clock, shared by the thread that evaluates and the one that reads.
#[derive(Debug)]
pub(crate) struct Watch {
    begun: Instant,
    deadline: Instant,
    limits: Limits,
    abandoned: Abandoned,
    stopped: AtomicU8,
    /// Small pieces of work done, about.
    work: AtomicU64,
    /// When memory was last looked at, in milliseconds from the beginning.
    looked: AtomicU64,
    over: AtomicBool,
}

/// What to do about a pattern that is too large.
const LARGE_PATTERN: &str = "a pattern of REGEX or REPLACE is too long or has too many groups; shorten it, and write (?:…) where no group is meant";

/// How long memory is not looked at again.
const LOOK: Duration = Duration::from_millis(20);

impl Watch {
    const GOING: u8 = 0;
    const TIME: u8 = 1;
    const UNREAD: u8 = 2;
    const MEMORY: u8 = 3;
    const TEXT: u8 = 4;
    const PATTERN: u8 = 5;

    /// Begins to watch a query.
    pub(super) fn new(limits: Limits, abandoned: Abandoned) -> Arc<Self> {
        let begun = Instant::now();
        let far = || begun + Duration::from_secs(u64::from(u32::MAX));
        let watch = Arc::new(Self {
            begun,
            deadline: begun.checked_add(limits.time).unwrap_or_else(far),
            limits,
            abandoned,
            stopped: AtomicU8::new(Self::GOING),
            work: AtomicU64::new(0),
            looked: AtomicU64::new(0),
            over: AtomicBool::new(false),
        });
        memory::enter(&watch);
        watch
    }

    /// How much work was done.
    pub(super) fn work(&self) -> u64 {
        self.work.load(Ordering::Relaxed)
    }

    /// Whether the evaluation has ended, whether or not its answer was read.
    pub(super) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// The evaluation has ended.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// When the time is over.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Stops the query; the first reason stays.
    pub(super) fn stop(&self, why: Stop) {
        let code = match why {
            Stop::Time => Self::TIME,
            Stop::Memory => Self::MEMORY,
            Stop::Unread => Self::UNREAD,
            Stop::Text => Self::TEXT,
            Stop::Pattern => Self::PATTERN,
        };
        let _first_stays = self.stopped.compare_exchange(Self::GOING, code, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Why the query was stopped, when it was.
    pub(super) fn stopped(&self) -> Option<Stop> {
        match self.stopped.load(Ordering::Relaxed) {
            Self::GOING => None,
            Self::UNREAD => Some(Stop::Unread),
            Self::MEMORY => Some(Stop::Memory),
            Self::TEXT => Some(Stop::Text),
            Self::PATTERN => Some(Stop::Pattern),
            _ => Some(Stop::Time),
        }
    }

    /// Looks at memory now: something large was made.
    pub(super) fn look(&self) {
        if memory::is_to_stop(self, self.limits.memory) {
            self.stop(Stop::Memory);
        }
    }

    /// Looks at the clock.
    pub(super) fn check(&self) -> Result<(), Stopped> {
        if self.stopped().is_none() {
            let now = Instant::now();
            if now >= self.deadline {
                self.stop(Stop::Time);
            } else if self.abandoned.is_so() {
                self.stop(Stop::Unread);
            } else if self.is_due(now) && memory::is_to_stop(self, self.limits.memory) {
                self.stop(Stop::Memory);
            }
        }
        if self.stopped().is_some() { Err(Stopped) } else { Ok(()) }
    }
}

impl Watch {
    /// Looks at the clock, and says which limit it was that is over.
    pub(crate) fn within(&self) -> Result<(), QueryError> {
        self.check().map_err(|_| self.error())
    }

    /// Which limit is over.
    pub(super) fn error(&self) -> QueryError {
        match self.stopped() {
            Some(Stop::Memory) => QueryError::TooMuchMemory { limit: self.limits.memory },
            Some(Stop::Text) => QueryError::TooLong { limit: LONGEST },
            Some(Stop::Pattern) => QueryError::Unusable { what: LARGE_PATTERN.to_owned() },
            Some(Stop::Time | Stop::Unread) | None => QueryError::Timeout { limit: self.limits.time },
        }
    }

    /// Whether memory has not been looked at for a while.
    fn is_due(&self, now: Instant) -> bool {
        let elapsed = u64::try_from(now.saturating_duration_since(self.begun).as_millis()).unwrap_or(u64::MAX);
        let due = elapsed >= self.looked.load(Ordering::Relaxed) + LOOK.as_millis() as u64;
        if due {
            self.looked.store(elapsed, Ordering::Relaxed);
        }
        due
    }
}

thread_local! {
    static WATCH: RefCell<Option<Arc<Watch>>> = const { RefCell::new(None) };
    static TICKS: Cell<u32> = const { Cell::new(0) };
    static GIVES_WAY: Cell<bool> = const { Cell::new(false) };
    static PASSED_OVER: Cell<u32> = const { Cell::new(0) };
}

/// How often it may be passed over that a query is stopped.
const PATIENCE: u32 = 1024;

/// Ends an evaluation that goes on although it was told often enough that it is stopped: joins collect the errors of all their rows
/// before they tell the first of them, and there may be more rows than time and memory. The thread of the query catches it.
fn end_what_goes_on() {
    let often = PASSED_OVER.get();
    PASSED_OVER.set(often + 1);
    if often > PATIENCE {
        std::panic::resume_unwind(Box::new(Stopped));
    }
}

/// How many ticks pass between two looks at the clock.
const TICKS_A_LOOK: u32 = 256;

/// A query that has run for longer gives way to the others.
const SHORT: Duration = Duration::from_millis(250);
/// How nice it is then: it gets about a tenth of the time of a processor that others want as well.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Lowers the priority of this thread; it ends with the query. Elsewhere than on Linux the call would be about the whole
/// process, and nothing is done.
fn give_way() {
    #[cfg(target_os = "linux")]
    // A system that refuses it leaves the thread as it is.
    let _refused = rustix::process::setpriority_process(None, NICE);
}

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
    WATCH
        .with_borrow(|watch| match watch {
            None => Ok(()),
            Some(watch) => {
                watch.work.fetch_add(u64::from(TICKS_A_LOOK), Ordering::Relaxed);
                if GIVES_WAY.get() {
                    // Who is woken up does not wait for the end of its share.
                    std::thread::yield_now();
                } else if watch.begun.elapsed() > SHORT {
                    GIVES_WAY.set(true);
                    give_way();
                }
                watch.check()
            }
        })
        .inspect_err(|_| end_what_goes_on())?;
    // Once stopped the count stays, so that every later tick says so too.
    TICKS.set(0);
    Ok(())
}

/// Looks at the clock now, since one more call of a function may be no small piece of work; it counts as none.
pub(crate) fn look_at_the_clock() -> Result<(), Stopped> {
    let looked = WATCH.with_borrow(|watch| watch.as_ref().map_or(Ok(()), |watch| watch.check()));
    looked.inspect_err(|_| {
        TICKS.set(TICKS_A_LOOK);
        end_what_goes_on();
    })
}

/// Called for a piece of work that is as large as a text of so many bytes.
#[inline]
pub(crate) fn tick_for(bytes: usize) -> Result<(), Stopped> {
    let ticks = u32::try_from(bytes >> 12).unwrap_or(TICKS_A_LOOK);
    TICKS.set(TICKS.get().saturating_add(ticks).min(TICKS_A_LOOK));
    tick()
}
