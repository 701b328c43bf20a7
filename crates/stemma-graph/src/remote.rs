//! The hosts that queries, updates and documents of clients may ask, since whoever started the service named them: no others, no
//! redirects, and no word to the client about what else was found there.

use std::time::Duration;

use stemma_serve::Asked;
use stemma_store::query::Elsewhere;
use url::Url;

use crate::engine::Client;
use crate::fetch::{AllowedHost, fetched};

/// The hosts that were named.
#[derive(Debug)]
pub(crate) struct Remote(pub(crate) Vec<AllowedHost>);

impl Remote {
    fn checked(&self, address: &str) -> Result<Url, String> {
        let named = Url::parse(address).ok().filter(|url| {
            let is_plain = url.username().is_empty() && url.password().is_none();
            is_plain && ["http", "https"].contains(&url.scheme()) && self.0.iter().any(|host| host.is_of(url))
        });
        named.ok_or_else(|| {
            format!("{address} is not asked from here: whoever runs the service allows hosts with --allow-remote")
        })
    }
}

impl Elsewhere for Remote {
    fn allows(&self, address: &str) -> Result<(), String> {
        self.checked(address).map(drop)
    }

    fn answer(&self, endpoint: &str, query: &str, (time, bytes): (Duration, u64)) -> Result<Vec<u8>, String> {
        self.checked(endpoint)?;
        let asked = Asked {
            text: query.to_owned(),
            media: "application/sparql-results+json",
            default_graphs: Vec::new(),
            named_graphs: Vec::new(),
            time,
            bytes,
        };
        Client::new(endpoint, Some(endpoint), None)?.query(&asked).map_err(|error| {
            tracing::error!(endpoint, ?error, "an endpoint gave no answer");
            format!("{endpoint} gave no whole answer in time")
        })
    }

    fn fetch(&self, address: &str, accepted: &str, within: (Duration, u64)) -> Result<(Vec<u8>, String), String> {
        let mut url = self.checked(address)?;
        url.set_fragment(None);
        match fetched(&url, accepted, within) {
            Ok((200 | 203, media, Some(bytes))) => Ok((bytes, media)),
            Ok((200 | 203, _, None)) => Err(format!("{address} is longer than {} bytes", within.1)),
            Ok((status, ..)) => Err(format!("{address} answers {status}")),
            Err(error) => {
                tracing::error!(address, error, "a document was not fetched");
                Err(format!("{address} cannot be fetched"))
            }
        }
    }
}
