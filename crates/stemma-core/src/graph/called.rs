//! How a document is called, and whom its title names.

use crate::document::Document;
use crate::enumerations::Genre;

/// The last part of a path or URL without its ending: how a document is called in a lineage.
pub(super) fn label(document: &Document) -> &str {
    let last = document.name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(&document.name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.is_empty() { last } else { stem }
}

/// The parties that the title of a filing or witness statement names ("Corra Group v. Tolvan Tools").
pub(super) fn parties(document: &Document) -> Vec<&str> {
    let metadata = &document.metadata;
    let is_of_a_case = matches!(metadata.genre, Some(Genre::Record | Genre::Testimony));
    let title = metadata.title.as_deref().filter(|_| is_of_a_case).unwrap_or_default();
    let sides = [" v. ", " vs. ", " v ", " versus "].iter().find_map(|between| title.split_once(between));
    let sides = sides.map(|(one, other)| {
        let (last, first) = (one.rsplit([',', ':', ';', ')']).next(), other.split([',', ':', ';', '(']).next());
        vec![last.unwrap_or(one).trim(), first.unwrap_or(other).trim()]
    });
    sides.unwrap_or_default()
}

/// The site of an address, "alpha.example", which publishes what names no publisher. Where anybody can post, the site is nobody's
/// voice.
pub(super) fn site_of(url: &str) -> Option<String> {
    const OPEN_TO_ALL: &[&str] = &[
        "x.com",
        "twitter.com",
        "facebook.com",
        "instagram.com",
        "youtube.com",
        "youtu.be",
        "reddit.com",
        "medium.com",
        "linkedin.com",
        "t.me",
        "weibo.com",
        "bsky.app",
        "threads.net",
        "tiktok.com",
        "vk.com",
        "web.archive.org",
        "archive.org",
        "archive.is",
        "archive.ph",
        "doi.org",
        "github.com",
    ];
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = ["www.", "m.", "amp."].iter().find_map(|start| host.strip_prefix(start)).unwrap_or(&host);
    let is_site = scheme.starts_with("http") && host.contains('.') && !OPEN_TO_ALL.contains(&host);
    is_site.then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::site_of;

    #[test]
    fn the_site_of_an_address_is_its_host_unless_anybody_can_post_there() {
        assert_eq!(site_of("https://www.Alpha.example/1?a=b").as_deref(), Some("alpha.example"));
        assert_eq!(site_of("https://x.com/somebody/1"), None);
        assert_eq!(site_of("file:///a.b/c"), None);
    }
}
