//! Sums, products and totals that a document states, computed again.
//!
//! Only what the text itself calls a sum, a product or a total is held to it, and only by more than rounding explains.

mod prose;

use std::ops::Range;

use stemma_core::document::Problem;
use stemma_core::span::Span;

use crate::patterns::{Hint, Pattern};
use crate::problems::{DOES_NOT_ADD_UP, problem};
use crate::text::{Block, BlockKind, Text};

/// How far a result may be off that the text calls rough.
const ROUGH: f64 = 0.05;

static NUMBER: Pattern = Pattern::new(
    || r"(?i)(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<magnitude>thousand|million|billion|trillion|bn|mn)\b)?".to_owned(),
    Hint::Digit,
);

static STATED: Pattern = Pattern::new(stated_result, Hint::DigitAnd("= equal make give come add"));

fn stated_result() -> String {
    let number = r"[$€£¥]?\d[\d,]*(?:\.\d+)?(?:\s?(?:thousand|million|billion|trillion)\b)?%?";
    let unit = r"(?:\s[a-z][a-z-]{0,20}){0,3}?";
    let sign = r"\s*(?:[×*+]|\bx\b|\btimes\b|\bplus\b|\bmultiplied by\b)\s*";
    let equals = r"\s*(?:=|\bequals?\b|\bmakes?\b|\bgives?\b|\bcomes? to\b|\badds? up to\b)\s*";
    let rough = r"(?P<rough>about|around|roughly|some|nearly|almost|approximately|~|≈)?\s*";
    format!(r"(?i)(?P<terms>{number}{unit}(?:{sign}{number}{unit})+){equals}{rough}(?P<result>{number})")
}

/// Every stated result of `text` that does not follow from what it is said to follow from.
pub(crate) fn problems(text: &Text) -> Vec<Problem> {
    let mut found = Vec::new();
    for block in text.blocks.iter().filter(|block| block.kind != BlockKind::Code) {
        found.extend(stated(&text.text, block.span));
        if block.kind != BlockKind::TableRow {
            found.extend(prose::stated(&text.text, block.span));
        }
    }
    for table in tables(&text.blocks) {
        found.extend(totals(&text.text, table));
    }
    found
}

/// "12 racks × 72 chips = 864 chips".
fn stated(text: &str, span: Span) -> Vec<Problem> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    let Some((pattern, plain)) = STATED.on(words) else { return Vec::new() };
    let check = |captures: regex::Captures| {
        let (terms, result) = (captures.name("terms")?, captures.name("result")?);
        let numbers = numbers(terms.as_str());
        let low = terms.as_str().to_lowercase();
        let adds = low.contains('+') || low.contains("plus");
        let multiplies = ["×", "*", " x ", "times", "multiplied"].iter().any(|sign| low.contains(sign));
        if adds == multiplies {
            return None; // both, and which goes first is anybody's guess
        }
        let values = numbers.iter().map(|number| number.value);
        let is = if adds { values.sum::<f64>() } else { values.product() };
        let stated = *self::numbers(result.as_str()).first()?;
        let tolerance = if captures.name("rough").is_some() { is.abs() * ROUGH } else { 0.0 };
        let rounded = if adds { numbers.iter().map(|number| number.half).sum::<f64>() } else { is.abs() * 0.005 };
        ((stated.value - is).abs() > stated.half + rounded + tolerance).then(|| {
            let place = Span::new(span.start + result.start(), span.start + result.end());
            let message = format!("the text says {}, computed again it is {}", result.as_str(), shown(is));
            problem(DOES_NOT_ADD_UP, place, message)
        })
    };
    pattern.captures_iter(&plain).filter_map(check).collect()
}

/// Runs of table rows.
fn tables(blocks: &[Block]) -> Vec<&[Block]> {
    blocks
        .chunk_by(|a, b| a.kind == BlockKind::TableRow && b.kind == BlockKind::TableRow)
        .filter(|run| run.len() > 2)
        .collect()
}

/// The columns of a table whose last rows are called totals.
fn totals(text: &str, rows: &[Block]) -> Vec<Problem> {
    let cells: Vec<Vec<Span>> = rows.iter().map(|row| cells(text, row.span)).collect();
    let mut found = Vec::new();
    let rule = |row: &Vec<Span>| {
        let dashes =
            |cell: &Span| cell.slice(text).is_some_and(|words| words.chars().all(|c| matches!(c, '-' | ':' | ' ')));
        !row.is_empty() && row.iter().all(dashes)
    };
    let body = cells.iter().rposition(rule).map_or(0, |at| at + 1);
    for (at, row) in cells.iter().enumerate().skip(body) {
        let named = row.first().and_then(|cell| cell.slice(text)).is_some_and(is_total);
        if !named {
            continue;
        }
        for (column, cell) in row.iter().enumerate().skip(1) {
            found.extend(column_total(text, &cells, body..at, column, *cell));
        }
    }
    found
}

/// A total against the numbers above it, when every row above has one, or says nothing.
fn column_total(text: &str, rows: &[Vec<Span>], above: Range<usize>, column: usize, total: Span) -> Option<Problem> {
    let words = total.slice(text)?;
    let stated = single(words).filter(|_| !words.contains('%'))?;
    let mut addends = Vec::new();
    for row in rows.get(above)? {
        let name = row.first().and_then(|cell| cell.slice(text)).unwrap_or_default();
        let cell = row.get(column).and_then(|cell| cell.slice(text)).unwrap_or_default();
        if is_total(name) {
            return None; // totals of totals are for people
        }
        match single(cell) {
            Some(number) => addends.push(number),
            None if addends.is_empty() || matches!(cell, "" | "-" | "–" | "—") => {}
            None => return None,
        }
    }
    let sum: f64 = addends.iter().map(|number| number.value).sum();
    let rounded: f64 = addends.iter().map(|number| number.half).sum();
    let off = addends.len() > 1 && (stated.value - sum).abs() > stated.half + rounded;
    off.then(|| {
        let message = format!("the total is given as {words}, its rows add up to {}", shown(sum));
        problem(DOES_NOT_ADD_UP, total, message)
    })
}

fn is_total(name: &str) -> bool {
    let name = name.trim_matches(['*', '_', ' ']).to_lowercase();
    ["total", "sum", "all", "overall", "in total", "grand total", "together"].contains(&name.as_str())
        || name.starts_with("total ")
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let words = row.slice(text).unwrap_or_default();
    let inner = words.trim_start_matches('|').trim_end_matches('|');
    let mut start = row.start + (words.len() - words.trim_start_matches('|').len());
    let mut found = Vec::new();
    for cell in inner.split('|') {
        let lead = cell.len() - cell.trim_start().len();
        found.push(Span::new(start + lead, start + lead + cell.trim().len()));
        start += cell.len() + 1;
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    value: f64,
    /// Half of its last digit: what rounding may have taken.
    half: f64,
}

/// The number of a cell that has just one.
fn single(cell: &str) -> Option<Number> {
    let all = numbers(cell);
    all.first().copied().filter(|_| all.len() == 1 && cell.len() < 40)
}

fn numbers(words: &str) -> Vec<Number> {
    let Some((pattern, plain)) = NUMBER.on(words) else { return Vec::new() };
    let read = |captures: regex::Captures| {
        let digits = captures.name("digits")?.as_str().trim_end_matches(',').replace(',', "");
        let scale: f64 = match captures.name("magnitude").map(|found| found.as_str().to_lowercase()).as_deref() {
            Some("thousand") => 1e3,
            Some("million" | "mn") => 1e6,
            Some("billion" | "bn") => 1e9,
            Some("trillion") => 1e12,
            _ => 1.0,
        };
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let last = scale / 10f64.powi(i32::try_from(decimals).ok()?);
        // A whole number without "million" and the like is a count, and exact.
        let exact = decimals == 0 && scale < 10.0;
        Some(Number { value: digits.parse::<f64>().ok()? * scale, half: if exact { 0.0 } else { last / 2.0 } })
    };
    pattern.captures_iter(&plain).filter_map(read).collect()
}

fn shown(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expected: &[&str]) {
        let parsed = crate::parse("a.md", text.to_owned(), None).value;
        let found: Vec<String> =
            super::problems(&parsed).into_iter().map(|p| p.span.unwrap().slice(text).unwrap().to_owned()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn products_and_sums_are_computed_again() {
        check("Each hall has 12 racks × 72 chips = 864 chips.", &[]);
        check("Each hall has 12 racks × 72 chips = 846 chips.", &["846"]);
        check("It took 1.2 million plus 0.9 million, which equals more.", &[]);
        check("We get 1,200 units times $350 makes $420 thousand.", &[]);
        check("We get 1,200 units times $350 makes $4.2 million.", &["$4.2 million"]);
        check("That is 40 + 35 + 30 = 115 in all.", &["115"]);
    }

    #[test]
    fn rough_results_may_be_off_a_little() {
        check("So 33 × 3 = about 100.", &[]);
        check("So 33 × 3 = about 150.", &["150"]);
    }

    #[test]
    fn totals_of_tables_are_computed_again() {
        let table = |total: &str| {
            format!("| site | 2024 | 2025 |\n|---|---|---|\n| a | 10 | 1.5 |\n| b | 20 | 2.5 |\n| Total | {total} |\n")
        };
        check(&table("30 | 4.0"), &[]);
        check(&table("31 | 4.0"), &["31"]);
        check(&table("30 | 4.6"), &["4.6"]);
        check("| a | 10% |\n| b | 20% |\n| Total | 15% |\n", &[]);
    }

    #[test]
    fn numbers_of_dates_and_versions_are_no_sum() {
        check("From 3 to 5 May, versions 2 and 4 were tested, 6 in all.", &[]);
    }
}
