//! `stemma serve`

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use stemma_core::draft::Checker;
use stemma_serve::{Kept, Limits, Origins, Published, Rates, Token, Writes};
use stemma_store::query::DefaultGraph;
use tokio::net::TcpListener;

use super::check::served;
use super::{Outcome, Unusable};
use crate::arguments::{Serve, ServeLimits};
use crate::pipeline::{Pipeline, Question, now};

pub(super) fn run(store: &Path, serve: &Serve, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let token = token()?;
    if token.is_none() && !serve.bind.ip().is_loopback() {
        return Err(Unusable(format!(
            "{} can be reached from elsewhere: bind to 127.0.0.1, or set a token in {TOKEN}",
            serve.bind
        ))
        .into());
    }
    let origins = if serve.same_origin { Origins::Own } else { Origins::Any };
    let shown = if serve.plain { Shown::Plain } else { Shown::Findings };
    serve_store(store, serve.bind, &serve.limits, token, (shown, origins), out)
}

/// The variable with the token that may write.
const TOKEN: &str = "STEMMA_ADMIN_TOKEN";

fn token() -> anyhow::Result<Option<Token>> {
    let Some(text) = std::env::var_os(TOKEN) else { return Ok(None) };
    let token = text.to_str().and_then(Token::new);
    let wrong =
        || Unusable(format!("{TOKEN} is empty or has blanks or letters beyond ASCII; unset it, or set a token"));
    Ok(Some(token.ok_or_else(wrong)?))
}

/// What is shown of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// What is recorded and what is found, with the union of all graphs as the default graph.
    Findings,
    /// What is recorded, as it is.
    Plain,
}

/// Serves a store until it is told to stop; with a token, whoever shows it may write.
pub(super) fn serve_store(
    store: &Path,
    bind: SocketAddr,
    limits: &ServeLimits,
    token: Option<Token>,
    (shown, origins): (Shown, Origins),
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let pipeline = if token.is_some() { Pipeline::open(store)? } else { Pipeline::open_read_only(store)? };
    let question = Question::today();
    let view = match shown {
        Shown::Findings => pipeline.publish(&question)?,
        Shown::Plain => pipeline.view(&question)?,
    };
    let checker = Checker::new(&view.state, &view.findings);
    let published = Published {
        check: served(checker),
        snapshot: pipeline.store.snapshot(),
        iris: pipeline.iris.clone(),
        state: view.state,
        texts: view.texts,
        findings: view.findings,
        version: format!("{}-{}", pipeline.store.head()?.hash, question.today),
        default_graph: match shown {
            Shown::Findings => DefaultGraph::Union,
            Shown::Plain => DefaultGraph::Own,
        },
        kept: Kept::default(),
    };
    let writes = token.map(|token| Writes { store: pipeline.store, token, now: Box::new(now) });
    let limits = Limits {
        time: Duration::from_secs(limits.timeout),
        rows: limits.rows,
        memory: limits.memory << 20,
        concurrency: limits.concurrency,
        connections: limits.connections,
        patience: Duration::from_secs(limits.patience),
        client: Rates {
            requests: limits.client_requests,
            errors: limits.client_errors,
            seconds: limits.client_seconds,
        },
        origins,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind(bind).await.with_context(|| format!("cannot listen on {bind}; is it taken?"))?;
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        out.flush()?;
        stemma_serve::serve(listener, published, writes, limits, told_to_stop()).await?;
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
