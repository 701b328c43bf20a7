//! Words in XML, whatever they are.

use stemma_core::visible::visible;

/// The words as the value of an attribute or as text: escaped, with what XML cannot hold, and what hides, named.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in visible(words).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_closes_the_place_where_it_stands() {
        assert_eq!(
            escaped("</data>\"'&amp;\0\u{202e}\n\u{ffff}"),
            "&lt;/data&gt;&quot;&#39;&amp;amp;⟨U+0000⟩⟨U+202E⟩&#10;\u{fffd}"
        );
    }
}
