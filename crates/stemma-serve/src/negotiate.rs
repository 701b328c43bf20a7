//! Which of the offered media types a client likes best (RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, header};

/// The index of the best of `offered`, given in the server's order of preference; `None` when none is acceptable.
/// Without an `Accept` header the first is.
pub(crate) fn best(headers: &HeaderMap, offered: &[&str]) -> Option<usize> {
    let accept: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if accept.iter().flat_map(|value| value.split(',')).all(|range| range.trim().is_empty()) {
        return (!offered.is_empty()).then_some(0);
    }
    let ranges: Vec<Range<'_>> = accept.iter().flat_map(|value| value.split(',')).filter_map(Range::parse).collect();
    let quality = |media: &str| {
        let matching = ranges.iter().filter_map(|range| Some((range.specificity(media)?, range.quality)));
        matching.max_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1))).map_or(0, |(_, quality)| quality)
    };
    let rated = offered.iter().enumerate().map(|(index, media)| (quality(media), std::cmp::Reverse(index)));
    rated.max().filter(|(quality, _)| *quality > 0).map(|(_, std::cmp::Reverse(index))| index)
}

/// One range of an `Accept` header; quality in thousandths.
struct Range<'a> {
    main: &'a str,
    sub: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let quality = parts.find_map(|part| part.strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('='));
        let quality = quality.map_or(Some(1000), thousandths)?;
        Some(Self { main, sub, quality })
    }

    /// How exactly the range names a type: 2 by name, 1 by its main type, 0 as anything.
    fn specificity(&self, media: &str) -> Option<u8> {
        let (main, sub) = media.split(';').next()?.trim().split_once('/')?;
        match (self.main, self.sub) {
            ("*", "*") => Some(0),
            (m, "*") if m.eq_ignore_ascii_case(main) => Some(1),
            (m, s) if m.eq_ignore_ascii_case(main) && s.eq_ignore_ascii_case(sub) => Some(2),
            _ => None,
        }
    }
}

fn thousandths(text: &str) -> Option<u16> {
    let quality: f32 = text.trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within 0 and 1000")]
    (0.0..=1.0).contains(&quality).then_some((quality * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best_of(accept: &str) -> Option<usize> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        best(&headers, &["text/html", "text/turtle", "application/ld+json"])
    }

    #[test]
    fn a_browser_gets_the_page() {
        assert_eq!(best_of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some(0));
    }

    #[test]
    fn the_exact_range_wins_over_the_wide_one() {
        assert_eq!(best_of("text/*;q=0.5, text/turtle"), Some(1));
        assert_eq!(best_of("*/*;q=0.1, application/ld+json;q=0.9"), Some(2));
        assert_eq!(best_of("text/html;q=0, */*"), Some(1));
        assert_eq!(best_of("text/html; Q=0.1 , text/turtle;charset=utf-8 ;q = 0.2"), Some(1));
        assert_eq!(best_of("TEXT/Turtle, nonsense, */, /x, ;q=1, text/html;q=x"), Some(1));
    }

    #[test]
    fn nothing_acceptable_is_nothing() {
        assert_eq!(best_of("image/png"), None);
        assert_eq!(best_of("text/html;q=0"), None);
        assert_eq!(best(&HeaderMap::new(), &["text/html"]), Some(0));
    }
}
