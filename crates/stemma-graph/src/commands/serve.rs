//! `stemma serve`

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use stemma_core::draft::Checker;
use stemma_serve::{Kept, Limits, Published};
use tokio::net::TcpListener;

use super::check::served;
use super::{Outcome, Unusable};
use crate::arguments::{Serve, ServeLimits};
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, serve: &Serve, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    serve_store(store, serve.bind, &serve.limits, out)
}

/// Serves a store on loopback until it is told to stop.
pub(super) fn serve_store(
    store: &Path,
    bind: SocketAddr,
    limits: &ServeLimits,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    if !bind.ip().is_loopback() {
        return Err(Unusable(format!(
            "{bind} can be reached from elsewhere, and this service knows no log-ins: bind to 127.0.0.1"
        ))
        .into());
    }
    let pipeline = Pipeline::open_read_only(store)?;
    let view = pipeline.publish(&Question::today())?;
    let checker = Checker::new(&view.state, &view.findings);
    let published = Published {
        check: served(checker),
        snapshot: pipeline.store.snapshot(),
        iris: pipeline.iris.clone(),
        state: view.state,
        texts: view.texts,
        findings: view.findings,
        kept: Kept::default(),
    };
    let limits = Limits {
        time: Duration::from_secs(limits.timeout),
        rows: limits.rows,
        concurrency: limits.concurrency,
        connections: limits.connections,
        patience: Duration::from_secs(limits.patience),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind(bind).await.with_context(|| format!("cannot listen on {bind}; is it taken?"))?;
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        out.flush()?;
        stemma_serve::serve(listener, published, limits, told_to_stop()).await?;
        anyhow::Ok(())
    })?;
    Ok(Outcome::Done)
}

/// Ready when the process is interrupted or asked to end.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} },
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
