//! Arguments of `stemma ingest`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use stemma_store::log::Hash;

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
    /// Read here and send what was read to a running service, which records it, instead of to the store; with a token of the
    /// scope admin in STEMMA_TOKEN.
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// Read only one part of N of the inputs, such as `1/4`: as many workers as there are parts read all of them, each
    /// with the same paths.
    #[arg(long, value_name = "PART/N", requires = "to")]
    pub(crate) shard: Option<Shard>,
}

/// Which part of the inputs a worker reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    /// From 1.
    part: u64,
    /// How many there are.
    of: u64,
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        let Some((part, of)) = numbers.filter(|(part, of)| (1..=*of).contains(part)) else {
            return Err("is no part of the inputs: write `1/4` for the first of four".to_owned());
        };
        Ok(Self { part, of })
    }
}

impl Shard {
    /// Whether what has this hash is in it.
    pub(crate) fn has(self, hash: Hash) -> bool {
        let number = hash.to_string().get(..15).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0);
        number % self.of == self.part - 1
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_input_is_in_exactly_one_part() {
        let parts: Vec<Shard> = ["1/3", "2/3", "3/3"].map(|text| text.parse().unwrap()).to_vec();
        for input in ["a", "b", "c", "d", "e"] {
            assert_eq!(parts.iter().filter(|part| part.has(Hash::of(input.as_bytes()))).count(), 1);
        }
        for wrong in ["0/3", "4/3", "1", "1/0", "/", "1/x", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
