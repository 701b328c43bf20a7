//! Documents as BibTeX, for whoever cites them in LaTeX.

use std::fmt::Write;

use stemma_core::state::HeldVersion;
use stemma_core::visible::is_hidden;

/// The documents, one entry each, in their order. Keys hang on the document alone: they stay.
#[must_use]
pub fn bibtex<'d>(documents: impl IntoIterator<Item = &'d HeldVersion>) -> String {
    let mut out = String::new();
    for held in documents {
        entry(&mut out, held);
    }
    out
}

/// The key of a document.
pub(crate) fn key(held: &HeldVersion) -> String {
    format!("stemma-{}", held.document.id)
}

fn entry(out: &mut String, held: &HeldVersion) {
    let metadata = &held.document.metadata;
    let _ = writeln!(out, "@misc{{{},", key(held));
    field(out, "title", &format!("{{{}}}", latex(metadata.title.as_deref().unwrap_or(&held.document.name))));
    if !metadata.authors.is_empty() {
        // In braces of its own a name stays as it is, whatever it has in it.
        let authors: Vec<String> = metadata.authors.iter().map(|name| format!("{{{}}}", latex(name))).collect();
        field(out, "author", &authors.join(" and "));
    }
    metadata.publisher.iter().for_each(|name| field(out, "howpublished", &latex(name)));
    if let Some(day) = metadata.published {
        field(out, "year", &day.year_number().to_string());
        day.month_number().into_iter().for_each(|month| field(out, "month", &month.to_string()));
        field(out, "date", &day.to_string());
    }
    metadata.url.iter().for_each(|url| field(out, "url", &verbatim(url)));
    metadata.retracted.iter().for_each(|why| field(out, "addendum", &format!("Withdrawn: {}", latex(why))));
    field(out, "note", &format!("SHA-256 {}", held.version.hash));
    out.push_str("}\n\n");
}

fn field(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "  {name} = {{{value}}},");
}

/// Words as LaTeX prints them: on one line, with nothing in them that it would take for a command.
fn latex(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|letter| !is_hidden(*letter)) {
        match letter {
            '\\' => out.push_str("\\textbackslash "),
            '{' => out.push_str("\\textbraceleft "),
            '}' => out.push_str("\\textbraceright "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            '#' | '$' | '%' | '&' | '_' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// An address, in which a percent sign is no comment: what would end the field is written as addresses write it.
fn verbatim(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            letter if letter.is_whitespace() || is_hidden(letter) => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_are_commands() {
        assert_eq!(
            latex("\\input{/etc/passwd}\n50% of $x_1 & \u{202e}^~#"),
            "\\textbackslash input\\textbraceleft /etc/passwd\\textbraceright  50\\% of \\$x\\_1 \\& \\textasciicircum \\textasciitilde \\#"
        );
        assert_eq!(verbatim("https://a.example/x}%20\\ y"), "https://a.example/x%7D%20%5Cy");
    }
}
