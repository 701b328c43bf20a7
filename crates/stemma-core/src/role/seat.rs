//! Bodies that are known by the office at their head: "the transport ministry", "the president's office", "the embassy of Norland".

use super::{Office, is_portfolio};

/// What a body is called without its owner, and the office at its head.
const SEATS: &[(&str, &str)] = &[
    ("fire brigade", "fire chief"),
    ("fire department", "fire chief"),
    ("fire service", "fire chief"),
    ("ministry", "minister"),
    ("department", "secretary"),
    ("presidency", "president"),
    ("presidential palace", "president"),
    ("presidential administration", "president"),
    ("presidential office", "president"),
    ("palace", "president"),
    ("premiership", "premier"),
    ("chancellery", "chancellor"),
    ("chancellory", "chancellor"),
    ("embassy", "ambassador"),
    ("mission", "ambassador"),
    ("governorate", "governor"),
    ("mayoralty", "mayor"),
    ("town hall", "mayor"),
    ("city hall", "mayor"),
    ("rectorate", "rector"),
    ("commissariat", "commissioner"),
    ("deanery", "dean"),
    ("secretariat", "secretary general"),
];
/// Words for where the holder of an office works: "the governor's office".
const PLACES: &[&str] =
    &["office", "cabinet", "bureau", "press office", "press service", "administration", "team", "staff"];

impl Office {
    /// The office at the head of a body that is called after it; `organization` is whose body it is, when that is known
    /// otherwise. A ministry is its minister's: "ministry of transport", "Norland's transport ministry".
    #[must_use]
    pub fn at_head_of(body: &str, organization: Option<&str>) -> Option<Self> {
        let plain = body.replace('’', "'");
        let plain = ["The ", "the "].iter().find_map(|article| plain.strip_prefix(article)).unwrap_or(&plain);
        // "the president's office", "the office of the president of Norland", "Norland's president's office"
        if let Some((holder, place)) = plain.rsplit_once("'s ")
            && PLACES.contains(&place.to_lowercase().as_str())
        {
            return Self::of(holder, organization).or_else(|| Self::of(&holder.to_lowercase(), organization));
        }
        if let Some((place, holder)) = plain.split_once(" of ")
            && PLACES.contains(&place.to_lowercase().as_str())
        {
            return Self::of(holder.strip_prefix("the ").unwrap_or(holder), organization);
        }
        let low = plain.to_lowercase();
        let (body, office) = SEATS.iter().find(|(body, _)| ends_in(named(&low), body))?;
        let at = named(&low).len() - body.len();
        // A ministry without a portfolio is some ministry, and a palace may be anybody's.
        let is_told = !matches!(*body, "ministry" | "department") || low.split([' ', ',']).any(is_portfolio);
        let name = plain
            .get(..at)
            .zip(plain.get(at + body.len()..))
            .map(|(before, after)| format!("{before}{office}{after}"))?;
        is_told.then(|| Self::of(&name, organization)).flatten()
    }
}

/// What stands before the first "of", "in" or "to".
fn named(low: &str) -> &str {
    let end = [" of ", " in ", " to ", " for "].iter().filter_map(|word| low.find(word)).min();
    end.and_then(|end| low.get(..end)).unwrap_or(low)
}

fn ends_in(name: &str, body: &str) -> bool {
    name.strip_suffix(body).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_the_office_at_its_head() {
        for (body, office) in [
            ("the transport ministry", "transport minister"),
            ("Ministry of Transport", "minister of transport"),
            ("Norland's transport ministry", "Norland's transport minister"),
            ("Norland’s Ministry of Transport", "minister of transport of Norland"),
            ("Maren foreign ministry", "Maren foreign minister"),
            ("the president's office", "president"),
            ("the Office of the President of Maren", "Maren's president"),
            ("presidential palace", "president"),
            ("Kelso's mayor's office", "Kelso's mayor"),
            ("Kelso city hall", "Kelso mayor"),
            ("Maren embassy", "Maren ambassador"),
            ("the Department of Health", "secretary of health"),
            ("Kelso fire brigade", "Kelso fire chief"),
        ] {
            assert_eq!(Office::at_head_of(body, None), Office::of(office, None), "{body}");
            assert!(Office::at_head_of(body, None).is_some(), "{body}");
        }
    }

    #[test]
    fn other_bodies_have_none() {
        for body in [
            "Orrin Labs",
            "the police department",
            "the ministry",
            "the office",
            "",
            "'s office",
            "embassy row",
            "ministryof",
        ] {
            assert_eq!(Office::at_head_of(body, None), None, "{body}");
        }
    }
}
