//! What is known of a text before it is read, and how far a fetched page is believed about itself.

use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::enumerations::Genre;
use stemma_extract::problems::SELF_DECLARED;
use stemma_extract::{MediaType, decode_as, metadata_from};
use url::Url;

use crate::intake::Said;

/// First parts of a host's name under which the same pages are.
const SAME_SITE: &[&str] = &["www.", "m.", "amp."];

/// What is known of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// From whoever files it.
    pub(super) sidecar: Option<Metadata>,
    /// From having fetched it: where it was.
    pub(super) location: Option<String>,
    /// From its server: what its bytes are.
    pub(super) media_type: Option<MediaType>,
}

impl Known {
    /// What `said` tells, and what cannot be read of it.
    pub(super) fn of(said: Said) -> (Self, Vec<Problem>) {
        match said {
            Said::Nothing => (Self::default(), Vec::new()),
            Said::Server(media_type, location) => {
                let location = Some(location.to_string());
                (Self { sidecar: None, location, media_type: Some(media_type) }, Vec::new())
            }
            Said::Sidecar(bytes) => {
                let Ok(decoded) = decode_as(&bytes, MediaType::parse("text/plain").as_ref()) else {
                    return (Self::default(), Vec::new());
                };
                let Parsed { value, problems } = metadata_from(&decoded.value);
                let problems = decoded.problems.into_iter().chain(problems);
                let problems = problems.map(|problem| Problem { span: None, ..problem }).collect();
                (Self { sidecar: Some(value), ..Self::default() }, problems)
            }
        }
    }

    /// The same of an entry of a feed: that holds which can hold for all of them. An entry on another site than the feed
    /// is where the feed has it.
    pub(super) fn of_entry(&self, feed: &str, id: &str) -> (String, Self) {
        let sidecar = self.sidecar.clone().map(|all| Metadata { title: None, url: None, published: None, ..all });
        let at_home = self.location.as_deref().is_none_or(|feed| is_same_site(feed, id));
        let is_address = id.starts_with("http://") || id.starts_with("https://");
        let name = if is_address && at_home { id.to_owned() } else { format!("{feed}#{id}") };
        let location = self.location.as_ref().map(|_| name.clone());
        (name, Self { sidecar, location, media_type: None })
    }

    /// Takes back what a fetched page says of itself and only who files it may say. Anybody can put a page at an address:
    /// it is where it was found, of another site it is a copy at most, and its kind is for people to declare.
    pub(super) fn vouch(&self, metadata: &mut Metadata) -> Vec<Problem> {
        let Some(location) = &self.location else { return Vec::new() };
        let mut told = Vec::new();
        let mut tell = |message: String| told.push(Problem { span: None, code: SELF_DECLARED, message });
        if let Some(genre) = metadata.genre.take_if(|genre| *genre != Genre::Dossier) {
            let genre = genre.as_str();
            tell(format!(
                "the page calls itself `{genre}`, which is not taken at its word: to file it so, save it and ingest the file"
            ));
        }
        let claimed = metadata.url.take().filter(|url| url != location);
        metadata.url = Some(location.clone());
        if let Some(claimed) = claimed {
            if is_same_site(location, &claimed) {
                metadata.url = Some(claimed);
            } else {
                tell(format!("the page says that it is {claimed}, on another site: it is taken for a copy of that"));
                metadata.taken_from.push(claimed);
            }
        }
        told
    }
}

/// Whether two addresses are of one site.
fn is_same_site(a: &str, b: &str) -> bool {
    let site = |address: &str| {
        let url = Url::parse(address).ok()?;
        let host = url.host_str()?;
        Some(SAME_SITE.iter().find_map(|part| host.strip_prefix(part)).unwrap_or(host).to_owned())
    };
    site(a).is_some_and(|found| site(b) == Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vouched(url: Option<&str>, genre: Option<Genre>) -> (Metadata, usize) {
        let known = Known { location: Some("https://www.harbour.example/dyke?a=1".to_owned()), ..Known::default() };
        let mut metadata = Metadata { url: url.map(str::to_owned), genre, ..Metadata::default() };
        let told = known.vouch(&mut metadata);
        (metadata, told.len())
    }

    #[test]
    fn a_fetched_page_is_where_it_was_found_or_elsewhere_on_its_site() {
        let (metadata, told) = vouched(None, None);
        assert_eq!((metadata.url.as_deref(), told), (Some("https://www.harbour.example/dyke?a=1"), 0));
        let (metadata, told) = vouched(Some("https://harbour.example/dyke"), None);
        assert_eq!((metadata.url.as_deref(), told), (Some("https://harbour.example/dyke"), 0));
    }

    #[test]
    fn a_page_that_says_it_is_on_another_site_is_a_copy_of_that() {
        for url in ["https://bellport.example/dyke", "https://harbour.example.evil.example/", "/dyke"] {
            let (metadata, told) = vouched(Some(url), None);
            assert_eq!((metadata.url.as_deref(), told), (Some("https://www.harbour.example/dyke?a=1"), 1));
            assert_eq!(metadata.taken_from, [url]);
        }
    }

    #[test]
    fn no_fetched_page_makes_itself_first_hand() {
        for genre in [Genre::Record, Genre::Measurement, Genre::Testimony, Genre::Release] {
            let (metadata, told) = vouched(None, Some(genre));
            assert_eq!((metadata.genre, told), (None, 1));
        }
        assert_eq!(vouched(None, Some(Genre::Dossier)).0.genre, Some(Genre::Dossier));
    }

    #[test]
    fn what_was_not_fetched_is_left_alone() {
        let mut metadata = Metadata { genre: Some(Genre::Record), url: Some("u".to_owned()), ..Metadata::default() };
        assert!(Known::default().vouch(&mut metadata).is_empty());
        assert_eq!((metadata.genre, metadata.url.as_deref()), (Some(Genre::Record), Some("u")));
    }

    #[test]
    fn entries_of_a_fetched_feed_on_other_sites_stay_the_feeds() {
        let feed = "https://harbour.example/feed";
        let known = Known { location: Some(feed.to_owned()), ..Known::default() };
        let named = |id: &str| known.of_entry(feed, id).0;
        assert_eq!(named("https://www.harbour.example/dyke"), "https://www.harbour.example/dyke");
        assert_eq!(named("https://bellport.example/a"), "https://harbour.example/feed#https://bellport.example/a");
        assert_eq!(Known::default().of_entry("feed.rss", "https://bellport.example/a").0, "https://bellport.example/a");
    }
}
