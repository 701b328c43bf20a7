//! What witnesses and groups are called, in parts, compared as one text.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::iter::repeat;

/// The places of texts in their order, each with how it begins; of two that are equal the earlier comes first, or the later
/// one.
pub(super) fn in_order(texts: &[[&str; 4]], later_first: bool) -> Vec<(u128, u32)> {
    let mut order: Vec<(u128, u32)> = texts.iter().map(|parts| begins_in(*parts)).zip(0..).collect();
    let text = |place: u32| texts.get(place as usize).copied().unwrap_or_default();
    order.sort_unstable_by(|(a, i), (b, j)| {
        let places = if later_first { j.cmp(i) } else { i.cmp(j) };
        a.cmp(b).then_with(|| cmp_parts(text(*i), text(*j))).then(places)
    });
    order
}

/// Of each two in this order that are called alike, the lesser place: documents come first among witnesses.
pub(super) fn twins(order: &[(u128, u32)], texts: &[[&str; 4]]) -> BTreeSet<usize> {
    let text = |place: u32| texts.get(place as usize).copied().unwrap_or_default();
    let is_alike = |one: &(u128, u32), other: &(u128, u32)| {
        one.0 == other.0 && cmp_parts(text(one.1), text(other.1)) == Ordering::Equal
    };
    let pairs = order.iter().zip(order.iter().skip(1)).filter(|(one, other)| is_alike(one, other));
    pairs.map(|(one, other)| one.1.min(other.1) as usize).collect()
}

/// How a text in parts begins.
fn begins_in(parts: [&str; 4]) -> u128 {
    if parts[0].len() >= 16 {
        return begins(parts[0]);
    }
    let bytes = parts.iter().flat_map(|part| part.bytes()).chain(repeat(0)).take(16);
    bytes.fold(0, |begins, byte| begins << 8 | u128::from(byte))
}

/// The first sixteen bytes of a text, as a number: most names differ in these.
pub(super) fn begins(text: &str) -> u128 {
    let bytes = text.as_bytes();
    match bytes.first_chunk() {
        Some(first) => u128::from_be_bytes(*first),
        None => bytes.iter().chain(repeat(&0)).take(16).fold(0, |begins, byte| begins << 8 | u128::from(*byte)),
    }
}

/// Compares texts of any number of parts.
fn cmp_rest(a: &[&str], b: &[&str]) -> Ordering {
    if a.iter().zip(b).all(|(one, other)| one.len() == other.len()) {
        return a.cmp(b);
    }
    a.iter().flat_map(|part| part.bytes()).cmp(b.iter().flat_map(|part| part.bytes()))
}

/// Compares texts by their parts, one after the other.
pub(super) fn cmp_parts(a: [&str; 4], b: [&str; 4]) -> Ordering {
    let (x, y) = (a[0].as_bytes(), b[0].as_bytes());
    let common = x.len().min(y.len());
    match x.get(..common).cmp(&y.get(..common)) {
        // Most have one part, and most parts of several end where those of the other do.
        Ordering::Equal if x.len() == y.len() => cmp_rest(&a[1..], &b[1..]),
        Ordering::Equal => cmp_rest(&a, &b),
        unequal => unequal,
    }
}
