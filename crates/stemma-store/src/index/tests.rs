use std::collections::BTreeSet;

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal};
use proptest::prelude::*;

use super::*;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.org/{name}"))
}

fn quad(s: &str, p: &str, o: impl Into<Term>, g: &str) -> Quad {
    Quad::new(node(s), node(p), o, node(g))
}

/// Quads over few terms, so that they meet often.
fn any_quad() -> impl Strategy<Value = Quad> {
    let subject = prop_oneof![
        (0..4u8).prop_map(|n| NamedOrBlankNode::from(node(&n.to_string()))),
        Just(NamedOrBlankNode::from(BlankNode::new_unchecked("b"))),
    ];
    let object = prop_oneof![
        (0..4u8).prop_map(|n| Term::from(node(&n.to_string()))),
        (0..3u8).prop_map(|n| Term::from(Literal::new_typed_literal("0".repeat(n.into()) + "1", xsd::INTEGER))),
    ];
    let graph =
        prop_oneof![(0..3u8).prop_map(|n| GraphName::from(node(&n.to_string()))), Just(GraphName::DefaultGraph)];
    (subject, 0..3u8, object, graph).prop_map(|(s, p, o, g)| Quad::new(s, node(&p.to_string()), o, g))
}

type Steps = Vec<(Vec<Quad>, Vec<Quad>, bool)>;

/// Deletes, inserts, and whether the delta is then made part of the base.
fn any_steps() -> impl Strategy<Value = Steps> {
    let some = || prop::collection::vec(any_quad(), 0..12);
    prop::collection::vec((some(), some(), any::<bool>()), 1..8)
}

fn run(steps: &Steps) -> (Snapshot, Vec<Quad>) {
    let mut snapshot = Snapshot::default();
    let mut naive: Vec<Quad> = Vec::new();
    for (deletes, inserts, compact) in steps {
        snapshot = snapshot.apply(deletes.clone(), inserts.clone()).unwrap();
        naive.retain(|quad| !deletes.contains(quad));
        for quad in inserts {
            if !naive.contains(quad) {
                naive.push(quad.clone());
            }
        }
        if *compact {
            snapshot = snapshot.compact();
        }
    }
    (snapshot, naive)
}

fn lines(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut lines: Vec<String> = quads.into_iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort();
    lines
}

proptest! {
    #[test]
    fn the_index_equals_a_plain_set_of_quads_for_every_pattern(steps in any_steps(), probe in any_quad()) {
        let (snapshot, naive) = run(&steps);
        prop_assert_eq!(snapshot.len(), naive.len());
        for known in 0..16u8 {
            let when = |bit: u8| known & bit != 0;
            let found = lines(snapshot.quads_for_pattern(
                when(1).then_some(probe.subject.as_ref()),
                when(2).then_some(probe.predicate.as_ref()),
                when(4).then_some(probe.object.as_ref()),
                when(8).then_some(probe.graph_name.as_ref()),
            ));
            let expected = lines(naive.iter().filter(|quad| {
                (!when(1) || quad.subject == probe.subject)
                    && (!when(2) || quad.predicate == probe.predicate)
                    && (!when(4) || quad.object == probe.object)
                    && (!when(8) || quad.graph_name == probe.graph_name)
            }).cloned());
            prop_assert_eq!(found, expected, "pattern {:04b}", known);
        }
    }

    #[test]
    fn a_triple_in_several_graphs_is_given_once_when_asked_so(steps in any_steps(), probe in any_quad()) {
        let (snapshot, naive) = run(&steps);
        for known in 0..8u8 {
            let when = |bit: u8| known & bit != 0;
            let number = |term: TermRef<'_>| snapshot.find(term).unwrap_or(u32::MAX - 1);
            let pattern = Pattern {
                subject: when(1).then(|| number(probe.subject.as_ref().into())),
                predicate: when(2).then(|| number(probe.predicate.as_ref().into())),
                object: when(4).then(|| number(probe.object.as_ref())),
                distinct: true,
                ..Pattern::ANYTHING
            };
            let found = snapshot.matches(pattern).count();
            let expected: BTreeSet<String> = naive.iter().filter(|quad| {
                (!when(1) || quad.subject == probe.subject)
                    && (!when(2) || quad.predicate == probe.predicate)
                    && (!when(4) || quad.object == probe.object)
            }).map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object)).collect();
            prop_assert_eq!(found, expected.len(), "pattern {:03b}", known);
        }
    }

    #[test]
    fn the_text_and_the_graphs_depend_only_on_the_quads(steps in any_steps()) {
        let (snapshot, naive) = run(&steps);
        let fresh = Snapshot::default().apply([], naive.clone()).unwrap().compact();
        prop_assert_eq!(snapshot.to_nquads(), lines(naive.clone()).concat().into_bytes());
        prop_assert_eq!(snapshot.to_nquads(), fresh.to_nquads());
        prop_assert_eq!(snapshot.compact().statistics().terms, fresh.statistics().terms);
        let graphs: BTreeSet<String> = snapshot.named_graphs().map(|name| name.to_string()).collect();
        let expected: BTreeSet<String> = naive.iter().filter(|quad| !quad.graph_name.is_default_graph()).map(|quad| quad.graph_name.to_string()).collect();
        prop_assert_eq!(graphs, expected);
    }
}

#[test]
fn replacing_one_document_a_thousand_times_does_not_grow_the_index() {
    let version = |number: usize| -> Vec<Quad> {
        (0..50)
            .map(|line| quad("document", "says", Literal::new_simple_literal(format!("line {line} of {number}")), "g"))
            .collect()
    };
    let rest: Vec<Quad> = (0..20_000)
        .map(|n| quad(&format!("s{n}"), "p", Literal::new_simple_literal(format!("o{n}")), "rest"))
        .collect();
    let mut snapshot = Snapshot::default().apply([], rest.into_iter().chain(version(0))).unwrap();
    let first = snapshot.compact().statistics();
    let mut greatest = first;
    for number in 1..=1000 {
        snapshot = snapshot.apply(version(number - 1), version(number)).unwrap();
        greatest.terms = greatest.terms.max(snapshot.statistics().terms);
        greatest.bytes = greatest.bytes.max(snapshot.statistics().bytes);
    }
    assert_eq!(snapshot.statistics().quads, first.quads);
    assert!(greatest.terms <= first.terms + Parts::LEAST, "{greatest:?} against {first:?}");
    assert!(greatest.bytes <= first.bytes * 2, "{greatest:?} against {first:?}");
    assert_eq!(snapshot.compact().statistics().terms, first.terms);
}

#[test]
fn a_reader_keeps_its_version_while_others_are_made() {
    let mine = Snapshot::default().apply([], [quad("a", "p", node("b"), "g")]).unwrap();
    let next = mine.apply([quad("a", "p", node("b"), "g")], []).unwrap();
    assert_eq!((mine.len(), next.len()), (1, 0));
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&mine);
}

#[test]
fn two_spellings_of_one_number_are_two_terms() {
    let number = |text: &str| quad("a", "p", Literal::new_typed_literal(text, xsd::INTEGER), "g");
    let snapshot = Snapshot::default().apply([], [number("01"), number("1")]).unwrap();
    assert_eq!(snapshot.len(), 2);
    assert!(String::from_utf8(snapshot.to_nquads()).unwrap().contains("\"01\"^^"));
    assert_eq!(snapshot.apply([number("01")], []).unwrap().len(), 1);
}

#[test]
fn operations_that_change_nothing_give_the_same_version() {
    let snapshot = Snapshot::default().apply([], [quad("a", "p", node("b"), "g")]).unwrap();
    let same = snapshot.apply([quad("x", "y", node("z"), "g")], [quad("a", "p", node("b"), "g")]).unwrap();
    assert!(Arc::ptr_eq(&snapshot.parts, &same.parts));
}
