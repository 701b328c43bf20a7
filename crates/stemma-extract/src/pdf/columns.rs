//! The text of one page, column by column.
//!
//! Most programs write a column to its end and then the next one; what they write is kept in its order. Some write line by line
//! over the whole page, so that each line of the one column would run on into the other: then, and only where both sides of the
//! white between them look like running text, the page is put into columns again. A table does not: its cells are short.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// White that is wider than so many letters are high parts two columns.
const GUTTER: f64 = 0.8;
/// The least share of the page's text that a column is wide.
const LEAST_WIDTH: f64 = 0.18;
/// The least number of lines of a column.
const LEAST_LINES: usize = 4;
/// The least letters in the middle line of a column: less is a cell of a table.
const LEAST_LETTERS: usize = 18;
/// The share of a column that its middle line fills at the least.
const LEAST_FILLED: f64 = 0.55;
/// Pages with more glyphs are kept in the order in which they are written.
const MOST_GLYPHS: usize = 200_000;

/// One glyph where it stands; `y` grows downwards.
#[derive(Clone, Debug)]
struct Glyph {
    text: String,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    opens: bool,
}

/// A page as it is written.
#[derive(Debug, Default)]
pub(super) struct Page {
    glyphs: Vec<Glyph>,
    height: f64,
    opens: bool,
}

impl OutputDev for Page {
    fn begin_page(&mut self, _: u32, page: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.height = page.ury - page.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // The side of a square as large as the letter's field.
        let (across, down) = (font_size * (at.m11 + at.m21), font_size * (at.m12 + at.m22));
        let size = (across * down).sqrt();
        let (x, y) = (at.m31, self.height - at.m32);
        let opens = std::mem::take(&mut self.opens);
        self.glyphs.push(Glyph { text: text.to_owned(), x, end: x + width * size, y, size, opens });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.opens = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Page {
    /// Its text: lines in their columns, blank lines where the white between two is high.
    pub(super) fn text(self) -> String {
        if self.glyphs.len() > MOST_GLYPHS {
            return written(self.glyphs.iter());
        }
        let runs = runs(&self.glyphs);
        let Some(columns) = in_columns(&runs) else { return written(self.glyphs.iter()) };
        let mut text = String::new();
        for (is_whole, column) in columns {
            let glyphs: Vec<Glyph> = column.iter().filter_map(|run| runs.get(*run)).flat_map(Run::opened).collect();
            // A paragraph goes on in the next column, and not over a title.
            let parted = match is_whole {
                _ if text.is_empty() || text.ends_with("\n\n") => "",
                true => "\n\n",
                false => "\n",
            };
            text.push_str(parted);
            text.push_str(written(glyphs.iter()).trim());
            text.push_str(if is_whole { "\n\n" } else { "" });
        }
        text
    }
}

/// The glyphs as text, in this order (as `pdf_extract::PlainTextOutput` writes them).
fn written<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> String {
    let mut text = String::new();
    let (mut last_end, mut last_y) = (100_000.0, 0.0);
    for glyph in glyphs {
        if glyph.opens {
            let step = f64::abs(glyph.y - last_y);
            if step > glyph.size * 1.5 {
                text.push('\n');
            }
            if glyph.x < last_end && step > glyph.size * 0.5 {
                text.push('\n');
            }
            if glyph.x > last_end + glyph.size * 0.1 {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        (last_y, last_end) = (glyph.y, glyph.end);
    }
    text
}

/// Glyphs that follow one another on a line without much white between them.
#[derive(Debug)]
struct Run<'g> {
    glyphs: &'g [Glyph],
    left: f64,
    right: f64,
    y: f64,
    size: f64,
}

impl<'g> Run<'g> {
    fn of(glyphs: &'g [Glyph]) -> Option<Self> {
        let is_seen = |glyph: &&Glyph| !glyph.text.trim().is_empty();
        let first = glyphs.iter().find(is_seen)?;
        let last = glyphs.iter().rfind(is_seen)?;
        Some(Self { glyphs, left: first.x, right: last.end, y: first.y, size: first.size })
    }

    fn letters(&self) -> usize {
        self.glyphs.len()
    }

    /// Its glyphs, the first of which opens a word.
    fn opened(&self) -> impl Iterator<Item = Glyph> {
        self.glyphs.iter().cloned().enumerate().map(|(at, glyph)| Glyph { opens: glyph.opens || at == 0, ..glyph })
    }
}

fn runs(glyphs: &[Glyph]) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let (mut start, mut white) = (0, 0.0);
    for (at, two) in glyphs.windows(2).enumerate() {
        let [one, next] = two else { continue };
        // Blanks that are written count as white, too.
        white = if one.text.trim().is_empty() { white + (one.end - one.x) } else { 0.0 };
        let is_other_line = f64::abs(next.y - one.y) > one.size * 0.5;
        let gap = next.x - one.end + white;
        let is_seen = !next.text.trim().is_empty();
        if is_other_line || is_seen && (gap > one.size * GUTTER || gap < -one.size) {
            runs.extend(glyphs.get(start..=at).and_then(Run::of));
            start = at + 1;
        }
    }
    runs.extend(glyphs.get(start..).and_then(Run::of));
    runs
}

/// The runs of one column after the other, and whether they stand over the whole page; `None` when the page has no columns, or
/// has them in order already.
fn in_columns(runs: &[Run]) -> Option<Vec<(bool, Vec<usize>)>> {
    let bounds = gutters(runs)?;
    let crosses = |run: &Run| bounds.iter().any(|gutter| run.left < *gutter && *gutter < run.right);
    let column = |run: &Run| bounds.iter().filter(|gutter| run.left > **gutter).count();
    let is_row = |a: &Run, b: &Run| f64::abs(a.y - b.y) < a.size * 0.5;
    let over = runs.windows(2).filter(|two| match two {
        [a, b] => is_row(a, b) && !crosses(a) && !crosses(b) && column(a) != column(b),
        _ => false,
    });
    let of_column = |number: usize| runs.iter().filter(move |run| !crosses(run) && column(run) == number);
    let fewest = (0..=bounds.len()).map(|number| of_column(number).count()).min()?;
    let is_text = (0..=bounds.len()).all(|number| is_running_text(&of_column(number).collect::<Vec<_>>()));
    if !is_text || over.count() < LEAST_LINES.max(fewest / 2) {
        return None;
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    // What stands over the whole page parts what is above it from what is below it.
    let mut whole: Vec<f64> = runs.iter().filter(|run| crosses(run)).map(|run| run.y).collect();
    whole.sort_by(f64::total_cmp);
    let band = |run: &Run| {
        let above = whole.iter().filter(|y| **y < run.y - run.size * 0.3).count();
        (2 * above + usize::from(crosses(run)), if crosses(run) { 0 } else { column(run) })
    };
    // Lines of one run in several pieces keep their order.
    let line = |run: &Run| (run.y / (run.size * 0.5).max(1.0)).round();
    order.sort_by(|a, b| match (runs.get(*a), runs.get(*b)) {
        (Some(a), Some(b)) => {
            let bands = band(a).cmp(&band(b));
            bands.then(line(a).total_cmp(&line(b))).then(a.left.total_cmp(&b.left))
        }
        (a, b) => a.is_some().cmp(&b.is_some()),
    });
    let place = |number: &usize| runs.get(*number).map(&band);
    let columns = order.chunk_by(|a, b| place(a) == place(b)).map(|column| {
        let is_whole = column.first().and_then(|number| runs.get(*number)).is_some_and(&crosses);
        (is_whole, column.to_vec())
    });
    Some(columns.collect())
}

/// The middles of the white strips that part a page's text into columns, from left to right.
fn gutters(runs: &[Run]) -> Option<Vec<f64>> {
    let left = runs.iter().map(|run| run.left).min_by(f64::total_cmp)?;
    let right = runs.iter().map(|run| run.right).max_by(f64::total_cmp)?;
    let width = right - left;
    let mut sizes: Vec<f64> = runs.iter().map(|run| run.size).filter(|size| size.is_finite()).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().filter(|size| *size > 0.0 && width.is_finite() && width > 0.0)?;
    let steps = 400;
    let at = |step: u32| left + width * (f64::from(step) + 0.5) / f64::from(steps);
    // A few lines may stand over all columns: titles.
    let most = runs.len() / 12 + 1;
    let is_white = |step: &u32| {
        let x = at(*step);
        runs.iter().filter(|run| run.left <= x && x <= run.right).count() <= most
    };
    let mut found = Vec::new();
    let mut strip: Option<(u32, u32)> = None;
    for step in 0..=steps {
        let white = step < steps && is_white(&step);
        strip = match (strip, white) {
            (None, true) => Some((step, step)),
            (Some((from, _)), true) => Some((from, step)),
            (Some((from, to)), false) => {
                let (from, to) = (at(from), at(to));
                let middle = f64::midpoint(from, to);
                let is_inner = middle - left > width * LEAST_WIDTH && right - middle > width * LEAST_WIDTH;
                if is_inner && to - from > size * GUTTER {
                    found.push(middle);
                }
                None
            }
            (None, false) => None,
        };
    }
    (!found.is_empty() && found.len() < 4).then_some(found)
}

/// Whether the lines of a column are those of running text, and no cells of a table.
fn is_running_text(runs: &[&Run]) -> bool {
    let mut widths: Vec<f64> = runs.iter().map(|run| run.right - run.left).collect();
    let mut letters: Vec<usize> = runs.iter().map(|run| run.letters()).collect();
    widths.sort_by(f64::total_cmp);
    letters.sort_unstable();
    let middle = |of: usize| of / 2;
    let (Some(width), Some(widest)) = (widths.get(middle(widths.len())), widths.last()) else { return false };
    let is_long = letters.get(middle(letters.len())).is_some_and(|letters| *letters >= LEAST_LETTERS);
    runs.len() >= LEAST_LINES && is_long && *width > widest * LEAST_FILLED
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page in which each row is written from left to right, each piece at its place; letters are 6 wide.
    fn page(rows: &[&[(f64, &str)]]) -> Page {
        let mut page = Page { height: 800.0, ..Page::default() };
        for (row, pieces) in (0u32..).zip(rows) {
            for (left, piece) in *pieces {
                for (at, letter) in (0u32..).zip(piece.chars()) {
                    let x = left + 6.0 * f64::from(at);
                    let y = 100.0 + 12.0 * f64::from(row);
                    page.glyphs.push(Glyph { text: letter.into(), x, end: x + 6.0, y, size: 10.0, opens: at == 0 });
                }
            }
        }
        page
    }

    const ONE: [&str; 5] = [
        "The dyke at Ost leaks",
        "in three places, and",
        "the board has known",
        "it since the spring,",
        "said Ada Moor.",
    ];
    const OTHER: [&str; 5] = [
        "The pumps run at half",
        "of what they can do,",
        "as the log of the new",
        "station shows for May",
        "and for June.",
    ];

    fn rows(right: f64) -> Vec<Vec<(f64, &'static str)>> {
        ONE.iter().zip(OTHER).map(|(one, other)| vec![(50.0, *one), (right, other)]).collect()
    }

    #[test]
    fn rows_over_two_columns_are_read_by_columns() {
        let rows = rows(260.0);
        let rows: Vec<&[(f64, &str)]> = rows.iter().map(Vec::as_slice).collect();
        let text = page(&rows).text();
        let expected = format!("{}\n{}", ONE.join("\n"), OTHER.join("\n"));
        assert_eq!(text.replace("\n\n", "\n").trim(), expected);
    }

    #[test]
    fn a_title_over_both_columns_comes_before_them() {
        let title: Vec<(f64, &str)> = vec![(50.0, "What the river board knew of the dyke and its pumps")];
        let mut all = vec![title];
        all.extend(rows(260.0));
        let all: Vec<&[(f64, &str)]> = all.iter().map(Vec::as_slice).collect();
        let text = page(&all).text().replace("\n\n", "\n");
        assert!(
            text.trim()
                .starts_with("What the river board knew of the dyke and its pumps\nThe dyke at Ost leaks\nin three"),
            "{text}"
        );
    }

    #[test]
    fn columns_that_are_written_one_after_the_other_stay_as_they_are() {
        let mut page_of = page(&rows(260.0).iter().map(|row| &row[..1]).collect::<Vec<_>>());
        page_of.glyphs.extend(page(&rows(260.0).iter().map(|row| &row[1..]).collect::<Vec<_>>()).glyphs);
        let as_written = written(page_of.glyphs.iter());
        assert_eq!(page_of.text(), as_written);
    }

    #[test]
    fn a_table_is_read_by_rows() {
        let rows: Vec<Vec<(f64, &str)>> = ["Kelso", "Lisk", "Ost", "Maren", "Grunau", "Dorn"]
            .iter()
            .map(|town| vec![(50.0, *town), (260.0, "1,204"), (360.0, "12 %")])
            .collect();
        let rows: Vec<&[(f64, &str)]> = rows.iter().map(Vec::as_slice).collect();
        assert!(page(&rows).text().contains("Kelso 1,204 12 %"));
    }

    #[test]
    fn odd_places_end_in_text() {
        for (x, size) in [(f64::NAN, 10.0), (f64::INFINITY, 10.0), (0.0, f64::NAN), (0.0, 0.0), (-1e300, 1e300)] {
            let glyph = Glyph { text: "a".to_owned(), x, end: x, y: x, size, opens: true };
            let page = Page { glyphs: vec![glyph; 40], ..Page::default() };
            assert!(page.text().contains('a'));
        }
    }
}
