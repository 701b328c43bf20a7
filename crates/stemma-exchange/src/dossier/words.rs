//! Words of others in one line of a dossier, so that none of them passes for a citation, a heading or a list.

use stemma_core::visible::visible;

/// How many letters of a quotation are shown.
const LONGEST: usize = 400;

/// The words in one line, with nothing hidden in them. Numbers in brackets become numbers in parentheses, because here
/// a number in brackets cites a source; double quotation marks become single ones, as within a quotation.
pub(super) fn plain(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let inner = after.get(1..).unwrap_or_default();
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && inner.get(digits..).is_some_and(|rest| rest.starts_with(']')) {
            out.push_str(&format!("({})", inner.get(..digits).unwrap_or_default()));
            rest = inner.get(digits + 1..).unwrap_or_default();
        } else {
            out.push('[');
            rest = inner;
        }
    }
    out.push_str(rest);
    let single = |c: char| match c {
        '“' | '„' | '«' | '‟' => '‘',
        '”' | '»' => '’',
        '"' | '＂' => '\'',
        other => other,
    };
    visible(&out).chars().map(single).collect()
}

/// The words between quotation marks, cut after a word when they are long.
pub(super) fn quoted(words: &str) -> String {
    let plain = plain(words);
    if plain.chars().count() <= LONGEST {
        return format!("“{plain}”");
    }
    let cut: String = plain.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("“{cut} …”")
}

/// A title: not cut short, whatever the document says, because the list of sources must not be.
pub(super) fn title(words: &str) -> String {
    let plain = plain(words);
    let whole = plain.trim_end_matches(['…', '.', ' ']);
    let is_cut = plain.ends_with('…') || plain.ends_with("...");
    if is_cut { format!("{whole} (the source cuts its title here)") } else { plain }
}

/// Who published a source; a name of one word with a colon would be taken for a feed.
pub(super) fn publisher(name: &str) -> String {
    let plain = plain(name).replace(" — ", " - ");
    if plain.contains(':') && !plain.contains(' ') { format!("{plain} (channel)") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_cite_nothing_and_close_no_quotation() {
        assert_eq!(plain("It \"leaks\"\n [3][x] “now”[12]."), "It 'leaks' (3)[x] ‘now’(12).");
        assert_eq!(plain("a\u{202e}b"), "a⟨U+202E⟩b");
        assert_eq!(quoted("The dyke leaks"), "“The dyke leaks”");
        assert_eq!(quoted(&"ab ".repeat(300)).chars().count(), 402);
    }

    #[test]
    fn titles_and_publishers_can_be_read_back() {
        assert_eq!(title("Firms scramble after ..."), "Firms scramble after (the source cuts its title here)");
        assert_eq!(title("It holds."), "It holds.");
        assert_eq!(publisher("reactive:dams"), "reactive:dams (channel)");
        assert_eq!(publisher("Harbour — Post"), "Harbour - Post");
    }
}
