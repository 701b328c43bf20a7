//! Arguments of `stemma ingest`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::fetch::{AllowedHost, Fetching};

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// Files, folders or addresses (http, https); `-` is standard input.
    #[arg(required = true, value_name = "PATH|URL")]
    pub(crate) paths: Vec<PathBuf>,
    /// Fetch from this host wherever it is, also in an inner network; as often as there are such hosts. Without it only
    /// public addresses are fetched from. Proxies of the environment are not used.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub(crate) allow_host: Vec<AllowedHost>,
    /// How long an address may take, with all that it leads to, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) patience: u64,
    /// How many bytes an address may give, unpacked.
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20, value_parser = clap::value_parser!(u64).range(1..=256 << 20))]
    pub(crate) most_bytes: u64,
    /// How long one host is left alone between two addresses, in seconds; different hosts are asked side by side. A host
    /// that asks for longer gets it.
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=60))]
    pub(crate) pause: u64,
    /// Fetch also what a host's robots.txt asks programs not to fetch: for sites of your own.
    #[arg(long)]
    pub(crate) ignore_robots: bool,
}

impl Ingest {
    /// How addresses are fetched.
    pub(crate) fn fetching(&self) -> Fetching {
        let patience = Duration::from_secs(self.patience);
        Fetching {
            allowed: self.allow_host.clone(),
            patience,
            most_bytes: self.most_bytes,
            pause: Duration::from_secs(self.pause),
            ignore_robots: self.ignore_robots,
            ..Fetching::default()
        }
    }
}
