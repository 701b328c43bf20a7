//! What the entities that an XML document declares stand for, counted before any of them is written out: ten of them, each ten
//! times the one before, are more than any memory.

use std::collections::HashMap;

/// How many bytes all references to declared entities stand for, those in other declarations included.
pub(super) fn expanded(text: &str) -> usize {
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!ENTITY") {
        let _ = before;
        let Some((name, after)) = after.trim_start().split_once(|c: char| c.is_ascii_whitespace()) else { break };
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|first| ['"', '\''].contains(first)) else {
            rest = after;
            continue;
        };
        let Some((value, after)) = after.get(1..).and_then(|after| after.split_once(quote)) else { break };
        let size = value.len().saturating_add(referenced(value, &sizes));
        sizes.insert(name, size);
        rest = after;
    }
    if sizes.is_empty() { 0 } else { referenced(text, &sizes) }
}

fn referenced(text: &str, sizes: &HashMap<&str, usize>) -> usize {
    let references = text.split('&').skip(1).filter_map(|rest| rest.split_once(';'));
    references.filter_map(|(name, _)| sizes.get(name)).fold(0, |sum, size| sum.saturating_add(*size))
}

#[cfg(test)]
mod tests {
    use super::expanded;

    #[test]
    fn entities_in_entities_multiply() {
        let mut text = "<!DOCTYPE x [<!ENTITY e0 \"0123456789\">".to_owned();
        for n in 1..10 {
            text += &format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
        }
        assert!(expanded(&text) > 1 << 30, "{}", expanded(&text));
        let long = format!("<!DOCTYPE x [<!ENTITY a '{}'>]><x>{}</x>", "y".repeat(1 << 16), "&a;".repeat(1 << 16));
        assert_eq!(expanded(&long), 1 << 32);
    }

    #[test]
    fn prefixes_of_names_stand_for_little() {
        let text =
            "<!DOCTYPE rdf:RDF [<!ENTITY xsd \"http://www.w3.org/2001/XMLSchema#\">]><a b=\"&xsd;date\">&amp;&lt;</a>";
        assert_eq!(expanded(text), 33);
        assert_eq!(expanded("<a>&amp; <!ENTITY"), 0);
    }
}
