//! What is served, renewed when the log has grown: by a write through the service, by another process, or by a new day.
//!
//! The old version is served until the new one is whole; whoever has begun with it ends with it.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use stemma_store::{Store, StoreError};
use tokio::sync::Notify;

use crate::Service;
use crate::cited::Past;
use crate::published::Published;

/// What stands behind a service: the program, which reads texts and computes findings; this crate only shows them.
pub trait Backing: Send + Sync {
    /// The store.
    fn store(&self) -> &Store;

    /// The time, as the log keeps it.
    fn now(&self) -> String;

    /// Bytes of chance, for a new secret.
    ///
    /// # Errors
    /// When the system gives none.
    fn chance(&self) -> std::io::Result<[u8; 32]>;

    /// What was found after a change; `None` when there is none of this number. Its day is the one it was recorded on.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn past(&self, sequence: u64) -> Result<Option<Past>, StoreError>;

    /// What is to be served now; `None` when that is what was served last. Takes as long as it takes.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn renewed(&self, last: &Published) -> Result<Option<Published>, StoreError>;
}

/// How often it is looked whether another process has written.
const PAUSE: Duration = Duration::from_secs(1);

/// What is served now.
pub(crate) struct Current {
    published: RwLock<Arc<Published>>,
    written: Notify,
}

impl Current {
    pub(crate) fn new(published: Published) -> Self {
        Self { published: RwLock::new(Arc::new(published)), written: Notify::new() }
    }

    pub(crate) fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says that something was written.
    pub(crate) fn tell(&self) {
        self.written.notify_one();
    }

    fn show(&self, next: Published) {
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

impl Service {
    /// Renews what is served, as often as there is something new, until it is dropped.
    pub(crate) async fn renewing(self) {
        // While another process writes much, at most half of the time goes into looking at it.
        let mut pause = PAUSE;
        loop {
            tokio::select! {
                () = self.current.written.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
            let (service, begun) = (self.clone(), Instant::now());
            let renewed = tokio::task::spawn_blocking(move || service.renew()).await;
            pause = begun.elapsed().max(PAUSE);
            if let Err(error) | Ok(Err(error)) = renewed.map_err(|error| error.to_string()) {
                tracing::error!(error, "what is served could not be renewed; the last version stays");
            }
        }
    }

    fn renew(&self) -> Result<(), String> {
        let next = self.backing.renewed(&self.current.published()).map_err(|error| error.to_string())?;
        let Some(next) = next else { return Ok(()) };
        self.keys.renew(self.backing.store().tokens().map_err(|error| error.to_string())?);
        // Computed now, so that the first who asks does not wait.
        next.worklist();
        self.current.show(next);
        Ok(())
    }
}
