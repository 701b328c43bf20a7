//! Papers that a text links to, and does not name: "according to [a study](https://example.org/eels)". Where they lie says
//! which they are.

use stemma_core::enumerations::SourceKind;
use stemma_core::statement::Statement;

use crate::text::{Reference, Text};

/// Names such papers by their addresses.
pub(super) fn name(text: &Text, found: &mut [Statement]) {
    let links: Vec<(&Reference, &str)> = text.references.iter().filter_map(|of| Some((of, address(of)?))).collect();
    for made in found.iter_mut().filter(|_| !links.is_empty()) {
        let Some(source) = made.source.as_mut().filter(|source| is_nameless(source.kind, &source.name)) else {
            continue;
        };
        let span = source.quote.span;
        let Some((_, address)) = links.iter().find(|(of, _)| of.span.overlaps(span)) else { continue };
        for voice in made.chain.iter_mut().filter(|voice| voice.name == source.name) {
            (*address).clone_into(&mut voice.name);
            voice.kind = SourceKind::Document;
        }
        (*address).clone_into(&mut source.name);
        source.kind = SourceKind::Document;
    }
}

/// The address that a link leads to.
fn address(of: &Reference) -> Option<&str> {
    of.url.as_deref().filter(|url| of.number.is_none() && (url.starts_with("https://") || url.starts_with("http://")))
}

/// Whether a paper is called by what it is alone.
fn is_nameless(kind: SourceKind, name: &str) -> bool {
    kind == SourceKind::Document && !name.contains(char::is_uppercase) && !name.contains("://")
}

#[cfg(test)]
mod tests {
    fn sources(text: &str) -> Vec<String> {
        let parsed = crate::parse("a.md", text.to_owned(), None).value;
        let found = crate::extract(&parsed).value.into_iter().filter(|made| made.cue.is_some());
        found.filter_map(|made| made.source.map(|source| source.name)).collect()
    }

    #[test]
    fn a_paper_without_a_name_is_called_by_its_address() {
        let address = "https://example.org/eels";
        assert_eq!(sources(&format!("The canal leaks, according to [a study]({address}).")), [address]);
        assert_eq!(sources(&format!("The canal leaks [1].\n\nSources\n\n[1] {address}")), [address]);
        assert_eq!(sources(&format!("The canal leaks, according to [Eel Lab]({address}).")), ["Eel Lab"]);
        assert_eq!(sources("The canal leaks, according to a study."), ["study"]);
    }
}
