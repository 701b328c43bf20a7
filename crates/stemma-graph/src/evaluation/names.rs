//! When a source or an origin that was read is the one that people marked.

use std::collections::BTreeSet;

use stemma_core::enumerations::SourceKind;

use super::Read;
use super::gold::Marked;

/// Words that tell nobody from anybody.
const IDLE: &[&str] =
    &["the", "a", "an", "of", "in", "at", "by", "to", "and", "for", "from", "some", "one", "its", "s", "on", "us", "u"];
/// Words for somebody who is not named.
const NOBODY: &[&str] = &["anonymous", "unnamed", "unattributed", "unknown", "unspecified", "unidentified"];

/// Whether the source's place or name is right; of hearsay, whether nobody is named.
pub(super) fn right_source(read: &Read, mark: &Marked) -> bool {
    let overlaps = |place: (usize, usize)| mark.sources.iter().any(|spot| spot.0 < place.1 && place.0 < spot.1);
    let named = || mark.source_name.as_ref().is_some_and(|name| same_name(&read.source_name, name));
    let nobody = mark.hearsay && read.source_kind.is_none_or(is_unnamed);
    read.source.is_some_and(overlaps) || named() || nobody || mark.sources.is_empty() && read.source.is_none()
}

/// Whether the innermost origin is right: its name, or some word for who stays unnamed.
pub(super) fn right_origin(read: &Read, mark: &Marked) -> bool {
    let wanted = mark.origin.as_deref().unwrap_or_default();
    if wanted.iter().any(|name| same_name(&read.origin, name)) {
        return true;
    }
    let (is, mut called) = (words(&read.origin), words(&mark.called));
    called.extend(NOBODY.iter().map(|word| (*word).to_owned()));
    mark.unnamed && !is.is_disjoint(&called)
}

const fn is_unnamed(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::UnnamedPerson | SourceKind::UnnamedGroup | SourceKind::Generic)
}

/// The same words that count, or all the words of the shorter within the longer.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    let all = a.len() + b.len() - shared;
    shared > 0 && (a.is_subset(&b) || b.is_subset(&a) || 2 * shared > all)
}

/// The words of a name that count, in one case and number; all of them when none counts.
fn words(name: &str) -> BTreeSet<String> {
    let low = name.to_lowercase().replace("'s", "");
    let all = low.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let all: Vec<&str> =
        all.map(|word| if word.len() > 4 { word.strip_suffix('s').unwrap_or(word) } else { word }).collect();
    let counting: BTreeSet<String> =
        all.iter().filter(|word| !IDLE.contains(word)).map(|word| (*word).to_owned()).collect();
    if counting.is_empty() { all.into_iter().map(str::to_owned).collect() } else { counting }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_when_the_shorter_is_within_the_longer() {
        assert!(same_name("Liang", "Liang Wenfeng") && same_name("the officials", "official"));
        assert!(!same_name("Liang", "Ren") && !same_name("", "Ren"));
    }
}
