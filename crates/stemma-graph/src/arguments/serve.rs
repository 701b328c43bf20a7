//! What can be typed after `stemma serve` and `stemma demo`.

use clap::Args;

use crate::fetch::AllowedHost;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:7373")]
    pub(crate) bind: std::net::SocketAddr,
    #[command(flatten)]
    pub(crate) limits: ServeLimits,
    /// Serve the store as a plain RDF dataset: the default graph is the graph without a name, and nothing computed is
    /// shown. For test suites, and for clients that want the dataset of SPARQL 1.1.
    #[arg(long)]
    pub(crate) plain: bool,
    /// Let nobody read without a token: one in STEMMA_ADMIN_TOKEN, or one of `stemma token add`.
    #[arg(long)]
    pub(crate) private: bool,
    /// Fetch for editors from this host wherever it is, as with `stemma ingest`.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub(crate) allow_host: Vec<AllowedHost>,
    /// Let queries and updates ask this host, wherever it is: SERVICE of SPARQL, LOAD, and contexts of JSON-LD. Without any of
    /// them nothing is asked.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub(crate) allow_remote: Vec<AllowedHost>,
    #[command(flatten)]
    pub(crate) engine: ServeEngine,
    /// Also answer to this name: a service that listens on this machine alone answers to names of this machine only, so that
    /// no page whose name was made to lead here reads it. For a server in front of it that hands the name on.
    #[arg(long, value_name = "NAME[:PORT]")]
    pub(crate) host: Vec<String>,
    /// Let no page from elsewhere read anything in somebody's browser (send no CORS headers). Without it pages may read the data
    /// that clients of SPARQL ask for, and never the desk, its forms or the API.
    #[arg(long)]
    pub(crate) same_origin: bool,
}

/// The SPARQL engine that answers queries.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ServeEngine {
    /// Keep this SPARQL 1.1 server in step with the store and let it answer queries instead of the built-in index (see
    /// docs/engines.md). Its key – `basic USER:PASSWORD` or `bearer TOKEN` – stands in STEMMA_ENGINE_KEY.
    #[arg(long = "engine", value_name = "URL", conflicts_with = "plain")]
    pub(crate) url: Option<String>,
    /// Where the engine takes updates; by default where it is asked, with `/update` for `/query` at the end.
    #[arg(long = "engine-update", value_name = "URL", requires = "url")]
    pub(crate) update: Option<String>,
    /// Read the engine's key from this file instead of STEMMA_ENGINE_KEY.
    #[arg(long = "engine-key", value_name = "FILE", requires = "url")]
    pub(crate) key: Option<std::path::PathBuf>,
}

/// Limits of the service.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeLimits {
    /// A query ends after this many seconds.
    #[arg(long, default_value_t = Self::default().timeout)]
    pub(crate) timeout: u64,
    /// An answer has at most this many rows.
    #[arg(long, default_value_t = Self::default().rows)]
    pub(crate) rows: u64,
    /// The queries that run take at most this many megabytes of memory together.
    #[arg(long, default_value_t = Self::default().memory)]
    pub(crate) memory: u64,
    /// At most this many queries run at once.
    #[arg(long, default_value_t = Self::default().concurrency)]
    pub(crate) concurrency: usize,
    /// At most this many clients are connected at once; more of them wait.
    #[arg(long, default_value_t = Self::default().connections)]
    pub(crate) connections: usize,
    /// A connection ends when a client keeps the service waiting this many seconds longer than a query runs.
    #[arg(long, default_value_t = Self::default().patience)]
    pub(crate) patience: u64,
    /// One address has at most this many of these connections; more are refused. 0 is without limit, here and in the next three.
    #[arg(long, default_value_t = Self::default().client_connections)]
    pub(crate) client_connections: usize,
    /// One client sends at most this many requests a minute.
    #[arg(long, default_value_t = Self::default().client_requests)]
    pub(crate) client_requests: u32,
    /// At most this many of them may be refused.
    #[arg(long, default_value_t = Self::default().client_errors)]
    pub(crate) client_errors: u32,
    /// Their queries and updates take at most this many seconds together.
    #[arg(long, default_value_t = Self::default().client_seconds)]
    pub(crate) client_seconds: u32,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            timeout: 30,
            rows: 1_000_000,
            memory: 2048,
            concurrency: 8,
            connections: 1024,
            patience: 30,
            client_connections: 512,
            client_requests: 120_000,
            client_errors: 3_000,
            client_seconds: 240,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Open the service on the story when it is read.
    #[arg(long)]
    pub(crate) serve: bool,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:7373")]
    pub(crate) bind: std::net::SocketAddr,
}
