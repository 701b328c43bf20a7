//! `stemma serve`

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use stemma_extract::unpublished;
use stemma_serve::{Access, AdminToken, Backing, Engine, Limits, Origins, Rates};
use stemma_store::query::Elsewhere;
use stemma_store::token::Token;
use stemma_store::tokens_in;
use tokio::net::TcpListener;

use super::{Outcome, Unusable};
use crate::arguments::{Serve, ServeEngine, ServeLimits};
use crate::engine::{Client, External, Key};
use crate::fetch::{AllowedHost, Fetching};
use crate::pipeline::{Pipeline, now};
use crate::remote::Remote;
use crate::served::{Served, Shown};

/// Who is let in.
#[derive(Default)]
pub(super) struct Door {
    admin: Option<AdminToken>,
    private: bool,
    /// Names that it is also reached by.
    hosts: Vec<String>,
    /// Hosts that are fetched from for editors, wherever they are.
    allowed: Vec<AllowedHost>,
    /// Hosts that queries and updates may ask.
    remote: Vec<AllowedHost>,
    /// What answers queries instead of the index.
    engine: Option<Client>,
}

pub(super) fn run(store: &Path, serve: &Serve, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let engine = engine(&serve.engine)?;
    let door = Door {
        admin: admin_token()?,
        private: serve.private,
        hosts: serve.host.clone(),
        allowed: serve.allow_host.clone(),
        remote: serve.allow_remote.clone(),
        engine,
    };
    let is_open = door.admin.is_none() && live(tokens_in(store)).is_empty();
    if is_open && (serve.private || !serve.bind.ip().is_loopback()) {
        let why = if serve.private {
            "nobody could read: "
        } else {
            "it can be reached from elsewhere: bind to 127.0.0.1, or "
        };
        return Err(Unusable(format!(
            "{}: {why}set a token in {TOKEN}, or add one with `stemma token add`",
            serve.bind
        ))
        .into());
    }
    let origins = if serve.same_origin { Origins::Own } else { Origins::Any };
    let shown = if serve.plain { Shown::Plain } else { Shown::Findings };
    serve_store(store, serve.bind, &serve.limits, door, (shown, origins), out)
}

/// How long an address may take that an editor gives: others who write wait as long.
const FETCHING: Duration = Duration::from_secs(20);
/// What is read before anybody asks: in letters of ASCII and in others, as expressions are made for each apart.
const FIRST: [&str; 2] = [
    "On 4 May 2024 Ada Moor, a spokeswoman for Orrin Labs, told reporters that it had sold 40 percent of its 3,000 chips for $3 million, \
     according to the Halm Post [1]. \"It leaks,\" she said. The dam, which was built by 1931, will be closed next year, the mayor claimed.\n",
    "On 4 May 2024 Ada Moor, a spokeswoman for Orrin Labs, told reporters that it had sold 40 percent of its 3,000 chips for €3 million, \
     according to the Halm Post [1]. “It leaks,” she said. The dam, which was built by 1931, will be closed next year, the mayor claimed.\n",
];
/// The variable with the token that may do everything.
const TOKEN: &str = "STEMMA_ADMIN_TOKEN";

fn admin_token() -> anyhow::Result<Option<AdminToken>> {
    let Some(text) = std::env::var_os(TOKEN) else { return Ok(None) };
    let token = text.to_str().and_then(AdminToken::new);
    let wrong =
        || Unusable(format!("{TOKEN} is empty or has blanks or letters beyond ASCII; unset it, or set a token"));
    Ok(Some(token.ok_or_else(wrong)?))
}

/// The variable with the key of the engine.
const ENGINE_KEY: &str = "STEMMA_ENGINE_KEY";

/// The engine that was named, with its key.
fn engine(named: &ServeEngine) -> anyhow::Result<Option<Client>> {
    let Some(url) = &named.url else { return Ok(None) };
    let text = match &named.key {
        Some(path) => Some(
            std::fs::read_to_string(path).map_err(|why| Unusable(format!("cannot read {}: {why}", path.display())))?,
        ),
        None => std::env::var(ENGINE_KEY).ok(),
    };
    let key = text.as_deref().map(Key::parse).transpose().map_err(Unusable)?;
    Ok(Some(Client::new(url, named.update.as_deref(), key).map_err(Unusable)?))
}

/// The tokens that open something now. A store that cannot be read yet has none.
fn live<E>(tokens: Result<Vec<Token>, E>) -> Vec<Token> {
    let now = now();
    tokens.unwrap_or_default().into_iter().filter(|token| token.is_live_at(&now)).collect()
}

/// Serves a store until it is told to stop; whoever shows a token that allows it may write.
pub(super) fn serve_store(
    store: &Path,
    bind: SocketAddr,
    limits: &ServeLimits,
    door: Door,
    (shown, origins): (Shown, Origins),
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let held = live(tokens_in(store));
    let writes = door.admin.is_some() || held.iter().any(|token| token.scopes.allow_writing());
    let pipeline = if writes { Pipeline::open(store)? } else { Pipeline::open_read_only(store)? };
    let access =
        Access { admin: door.admin, held: pipeline.store.tokens()?, writes, private: door.private, hosts: door.hosts };
    let fetching = Fetching { allowed: door.allowed, patience: FETCHING, ..Fetching::default() };
    let served = Served::new(pipeline, shown, fetching, store);
    // The first draft is read as soon as any: expressions and weights are made now, beside what takes longer.
    std::thread::spawn(|| FIRST.map(|text| unpublished(text.to_owned())));
    let published = served.published()?;
    // Whoever reads that it listens is answered at once.
    published.prepare_whole();
    let external = door.engine.map(|client| Arc::new(External::new(client, served.iris().clone())));
    if let Some(external) = &external {
        // An engine that is away now may come back: questions say so until then.
        if let Err(error) = external.bring(served.store()) {
            tracing::error!(?error, "the engine is not in step; queries are refused until it is");
        }
    }
    let served = served.with_engine(external.map(|external| external as Arc<dyn Engine>));
    let remote = (!door.remote.is_empty()).then(|| Arc::new(Remote(door.remote)) as Arc<dyn Elsewhere>);
    let served = served.with_elsewhere(remote);
    let limits = Limits {
        time: Duration::from_secs(limits.timeout),
        rows: limits.rows,
        memory: limits.memory << 20,
        concurrency: limits.concurrency,
        connections: limits.connections,
        client_connections: limits.client_connections,
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
        stemma_serve::serve(listener, published, Arc::new(served), access, limits, told_to_stop()).await?;
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
