//! An answer as bars: its first column of numbers, or how many rows have each value. The table below says the same.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxrdf::Term;
use stemma_core::visible::visible;
use stemma_store::query::Excerpt;

use super::terms::shortened;
use crate::pages::drawing::short;

/// How many bars are drawn.
const MOST: usize = 40;
const ROW: usize = 26;
/// Where bars begin, and how long the longest is.
const LEFT: f64 = 330.0;
const LENGTH: f64 = 480.0;

/// What is drawn.
#[derive(Debug, PartialEq)]
struct Bars {
    /// What the numbers are, in words.
    what: String,
    bars: Vec<(String, f64)>,
}

pub(super) fn chart(excerpt: &Excerpt) -> Markup {
    let Some(Bars { what, bars }) = bars(excerpt) else {
        return html! { p class="notice" { "There is nothing to draw as bars: a column of numbers is needed, or one of words." } };
    };
    let drawn = bars.get(..bars.len().min(MOST)).unwrap_or_default();
    let height = ROW * drawn.len() + 10;
    let (low, high) =
        drawn.iter().fold((0.0_f64, 0.0_f64), |(low, high), (_, value)| (low.min(*value), high.max(*value)));
    let scale = LENGTH / (high - low).max(f64::MIN_POSITIVE);
    let zero = LEFT - low * scale;
    html! {
        div class="drawing" role="group" tabindex="0" aria-label={ "Bars: " (visible(&what)) ". The table below says the same." } {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 900 " (height) } width="900" height=(height) aria-hidden="true" {
                @for (number, (label, value)) in drawn.iter().enumerate() {
                    @let (from, length) = (zero + value.min(0.0) * scale, value.abs() * scale);
                    rect class="bar" x=(format!("{from:.1}")) y=(number * ROW + 8) width=(format!("{:.1}", length.max(1.0))) height=(ROW - 8) {}
                    text x=(LEFT - 8.0) y=(number * ROW + 22) text-anchor="end" { (short(label)) }
                    text x=(format!("{:.1}", from + length + 6.0)) y=(number * ROW + 22) { (value) }
                }
            }
        }
        p class="small" { "Drawn: " bdi { (visible(&what)) } "." @if bars.len() > MOST { " Only the first " (MOST) " of " (bars.len()) "." } }
    }
}

fn bars(excerpt: &Excerpt) -> Option<Bars> {
    let columns = 0..excerpt.columns.len();
    let numbers = columns
        .clone()
        .find(|column| values(excerpt, *column).is_some_and(|terms| terms.iter().all(|term| number(term).is_some())));
    let are_words = |column: &usize| {
        Some(*column) != numbers
            && values(excerpt, *column).is_some_and(|terms| terms.iter().all(|term| term.is_literal()))
    };
    let name = |column: usize| excerpt.columns.get(column).cloned().unwrap_or_default();
    if let Some(numbers) = numbers {
        let labels = columns.clone().find(are_words).or_else(|| columns.clone().find(|column| *column != numbers));
        let bars = excerpt.rows.iter().enumerate().filter_map(|(row, terms)| {
            let value = number(terms.get(numbers)?.as_ref()?)?;
            let label = labels.and_then(|labels| terms.get(labels)?.as_ref().map(label));
            Some((label.unwrap_or_else(|| format!("row {}", row + 1)), value))
        });
        let by = labels.map(|labels| format!(" by {}", name(labels))).unwrap_or_default();
        return Some(Bars { what: format!("{}{by}", name(numbers)), bars: bars.collect() });
    }
    // Which value how often: of the column with the fewest.
    let counts = |column: usize| {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for term in values(excerpt, column).unwrap_or_default() {
            *counts.entry(label(term)).or_default() += 1.0;
        }
        counts
    };
    let column = columns.filter(are_words).min_by_key(|column| counts(*column).len())?;
    let mut bars: Vec<(String, f64)> = counts(column).into_iter().collect();
    bars.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Some(Bars { what: format!("rows by {}", name(column)), bars })
}

/// What a column holds, when it holds anything.
fn values(excerpt: &Excerpt, column: usize) -> Option<Vec<&Term>> {
    let terms: Vec<&Term> = excerpt.rows.iter().filter_map(|row| row.get(column)?.as_ref()).collect();
    Some(terms).filter(|terms| !terms.is_empty())
}

/// A number that can be drawn.
fn number(term: &Term) -> Option<f64> {
    let Term::Literal(literal) = term else { return None };
    let is_number = ["integer", "decimal", "double", "float"]
        .iter()
        .any(|name| literal.datatype().as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#") == Some(*name));
    literal.value().parse::<f64>().ok().filter(|value| is_number && value.is_finite() && value.abs() < 1e300)
}

fn label(term: &Term) -> String {
    let words = match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => shortened(node.as_str()),
        Term::BlankNode(_) | Term::Triple(_) => term.to_string(),
    };
    visible(&words).into_owned()
}

#[cfg(test)]
mod tests {
    use oxrdf::Literal;

    use super::*;

    fn excerpt(columns: &[&str], rows: &[&[Literal]]) -> Excerpt {
        Excerpt {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: rows.iter().map(|row| row.iter().map(|value| Some(value.clone().into())).collect()).collect(),
            ..Excerpt::default()
        }
    }

    #[test]
    fn numbers_are_drawn_by_words_and_words_by_how_often() {
        let word = Literal::new_simple_literal;
        let numbers = excerpt(&["n", "who"], &[&[3.into(), word("Ada")], &[1.into(), word("Ina")]]);
        let drawn = bars(&numbers).unwrap();
        assert_eq!(
            drawn,
            Bars { what: "n by who".to_owned(), bars: vec![("Ada".to_owned(), 3.0), ("Ina".to_owned(), 1.0)] }
        );
        let words = excerpt(&["text", "status"], &[&[word("a"), word("x")], &[word("b"), word("x")]]);
        assert_eq!(
            bars(&words).unwrap(),
            Bars { what: "rows by status".to_owned(), bars: vec![("x".to_owned(), 2.0)] }
        );
        assert_eq!(bars(&excerpt(&["a"], &[])), None);
    }

    #[test]
    fn what_is_no_finite_number_is_none() {
        let typed = |text: &str, name: &str| {
            let datatype = oxrdf::NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{name}"));
            number(&Literal::new_typed_literal(text, datatype).into())
        };
        assert_eq!((typed("INF", "double"), typed("1e308", "double"), typed("7", "string")), (None, None, None));
        assert_eq!(typed("-2.5", "decimal"), Some(-2.5));
    }
}
