//! An answer as nodes, a row each, with arrows at their left. The table below says the same.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxrdf::Term;
use stemma_core::identity::Claim;
use stemma_core::visible::visible;
use stemma_store::query::{Excerpt, Kind};

use super::terms::shortened;
use crate::pages::drawing::short;
use crate::pages::local;
use crate::published::Published;

/// How many nodes are drawn.
const MOST: usize = 60;
const ROW: usize = 28;
/// Where the nodes stand.
const LEFT: usize = 250;

/// Nodes in the order of their rows, and which leads to which.
#[derive(Debug, Default, PartialEq, Eq)]
struct Drawing<'e> {
    nodes: Vec<&'e Term>,
    edges: Vec<(usize, usize)>,
    is_cut: bool,
}

pub(super) fn graph(published: &Published, excerpt: &Excerpt) -> Markup {
    let Some((from, to)) = ends(excerpt) else {
        return html! { p class="notice" { "There is nothing to draw as a graph: two columns are needed, such as " code { "?from" } " and " code { "?to" } ", or a CONSTRUCT." } };
    };
    let drawing = drawing(excerpt, from, to);
    let height = ROW * drawing.nodes.len() + 10;
    let y = |node: usize| node * ROW + 18;
    let name =
        |column: usize| visible(excerpt.columns.get(column).map(String::as_str).unwrap_or_default()).into_owned();
    html! {
        div class="drawing" role="group" tabindex="0" aria-label={ "Graph: arrows lead from " (name(from)) " to " (name(to)) ". The table below says the same." } {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 900 " (height) } width="900" height=(height) {
                defs { marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto" { path class="arrow" d="M0 0L10 5L0 10z" {} } }
                @for (from, to) in &drawing.edges { path class="edge" marker-end="url(#arrow)" d=(arc(y(*from), y(*to))) {} }
                @for (number, term) in drawing.nodes.iter().enumerate() { (node(published, term, y(number))) }
            }
        }
        p class="small" { "Arrows lead from " bdi { (name(from)) } " to " bdi { (name(to)) } "." @if drawing.is_cut { " Only the first " (MOST) " nodes are drawn." } }
    }
}

/// Which columns are the two ends of an arrow.
fn ends(excerpt: &Excerpt) -> Option<(usize, usize)> {
    if excerpt.kind == Kind::Graph {
        return Some((0, 2));
    }
    let called = |name: &str| excerpt.columns.iter().position(|column| column == name);
    if let Some(ends) = called("from").zip(called("to")) {
        return Some(ends);
    }
    let all = |column: &usize, is_it: fn(&Term) -> bool| {
        let mut terms = excerpt.rows.iter().filter_map(|row| row.get(*column)?.as_ref()).peekable();
        terms.peek().is_some() && terms.all(is_it)
    };
    let columns = || 0..excerpt.columns.len();
    let nodes: Vec<usize> = columns().filter(|column| all(column, Term::is_named_node)).collect();
    let different = |column: &usize| {
        let mut values: Vec<String> =
            excerpt.rows.iter().filter_map(|row| row.get(*column)?.as_ref()).map(Term::to_string).collect();
        values.sort_unstable();
        values.dedup();
        values.len()
    };
    let is_word = |term: &Term| matches!(term, Term::Literal(literal) if literal.value().parse::<f64>().is_err());
    let words = || columns().filter(|column| all(column, is_word));
    match nodes.as_slice() {
        [from, to, ..] => Some((*from, *to)),
        // What many have in common says more than what each has alone.
        [from] => words().min_by_key(different).map(|to| (*from, to)),
        [] => words().next().zip(words().nth(1)),
    }
}

fn drawing(excerpt: &Excerpt, from: usize, to: usize) -> Drawing<'_> {
    let mut drawing = Drawing::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &excerpt.rows {
        let end = |column: usize| row.get(column).and_then(Option::as_ref);
        let (Some(from), Some(to)) = (end(from), end(to)) else { continue };
        // The values of a graph are in the table; drawn are its things.
        if excerpt.kind == Kind::Graph && to.is_literal() {
            continue;
        }
        let place = |term: &Term| places.get(&term.to_string()).copied();
        let missing = usize::from(place(from).is_none()) + usize::from(place(to).is_none());
        if drawing.nodes.len() + missing > MOST {
            drawing.is_cut = true;
            continue;
        }
        let [from, to] = [from, to].map(|term| {
            *places.entry(term.to_string()).or_insert_with(|| {
                drawing.nodes.push(term);
                drawing.nodes.len() - 1
            })
        });
        if from != to && !drawing.edges.contains(&(from, to)) {
            drawing.edges.push((from, to));
        }
    }
    drawing
}

/// From a row to another, the further the wider.
fn arc(from: usize, to: usize) -> String {
    let x = LEFT - 8;
    let aside = x.saturating_sub(20 + from.abs_diff(to) / 2).max(6);
    format!("M{x} {from}C{aside} {from} {aside} {to} {x} {to}")
}

fn node(published: &Published, term: &Term, y: usize) -> Markup {
    let iri = match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(_) | Term::BlankNode(_) | Term::Triple(_) => None,
    };
    let claim = iri.and_then(|iri| published.iris.id::<Claim>("claims", iri)).and_then(|id| published.claim(id));
    let words = match (claim, term) {
        (Some(found), _) => found.claim.text.clone(),
        (None, Term::NamedNode(node)) => match local(published.iris.base(), node.as_str()) {
            Some(path) => path.trim_start_matches('/').to_owned(),
            None => shortened(node.as_str()),
        },
        (None, Term::Literal(literal)) => literal.value().to_owned(),
        (None, Term::BlankNode(_) | Term::Triple(_)) => term.to_string(),
    };
    let drawn = html! {
        title { (visible(&words)) }
        circle class="held" cx=(LEFT) cy=(y) r="5" {}
        text x=(LEFT + 12) y=(y + 5) { (short(&visible(&words))) }
    };
    match iri.and_then(|iri| local(published.iris.base(), iri)) {
        Some(path) => html! { a href=(path) { (drawn) } },
        None => html! { g { (drawn) } },
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode};

    use super::*;

    fn node(name: &str) -> Option<Term> {
        Some(NamedNode::new_unchecked(format!("urn:{name}")).into())
    }

    fn word(word: &str) -> Option<Term> {
        Some(Literal::new_simple_literal(word).into())
    }

    fn excerpt(columns: &[&str], rows: &[&[Option<Term>]]) -> Excerpt {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Excerpt { columns, rows: rows.iter().map(|row| row.to_vec()).collect(), ..Excerpt::default() }
    }

    #[test]
    fn arrows_lead_where_the_columns_say() {
        let named = excerpt(&["a", "from", "to"], &[&[node("a"), node("b"), node("c")]]);
        assert_eq!(ends(&named), Some((1, 2)));
        assert_eq!(ends(&excerpt(&["a", "b"], &[&[node("a"), node("b")]])), Some((0, 1)));
        let claims = excerpt(
            &["claim", "text", "status"],
            &[&[node("a"), word("x"), word("z")], &[node("b"), word("y"), word("z")]],
        );
        assert_eq!(ends(&claims), Some((0, 2)));
        assert_eq!(ends(&excerpt(&["a"], &[&[node("a")]])), None);
    }

    #[test]
    fn a_node_is_drawn_once_and_too_many_are_told() {
        let rows = excerpt(&["a", "b"], &[&[node("a"), node("b")], &[node("b"), node("a")], &[node("a"), node("b")]]);
        let drawn = drawing(&rows, 0, 1);
        assert_eq!((drawn.nodes.len(), drawn.edges, drawn.is_cut), (2, vec![(0, 1), (1, 0)], false));
        let many: Vec<[Option<Term>; 2]> = (0..100).map(|number| [node("a"), node(&format!("n{number}"))]).collect();
        let many: Vec<&[Option<Term>]> = many.iter().map(<[_; 2]>::as_slice).collect();
        let many = excerpt(&["a", "b"], &many);
        let drawn = drawing(&many, 0, 1);
        assert_eq!((drawn.nodes.len(), drawn.is_cut), (MOST, true));
    }
}
