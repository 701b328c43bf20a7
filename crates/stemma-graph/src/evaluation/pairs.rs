//! What was read and what was marked, one to one, the best pairs first.

use super::gold::{Marked, Style};
use super::names::{right_origin, right_source};
use super::{Place, Read};

/// Two contents are the same when they share at least half of what they cover together.
const SAME: f64 = 0.5;

/// The outcome for one document.
#[derive(Debug, Default)]
pub(super) struct Paired {
    /// What was read, with the mark it is; what only matches a borderline mark is left out.
    pub(super) read: Vec<(Read, Option<Marked>)>,
    /// How many marked contents were found.
    pub(super) found: usize,
    /// How many contents are marked.
    pub(super) marked: usize,
}

/// A content that is marked, with a mark for each of its sources.
struct Target<'a> {
    contents: &'a [Place],
    marks: Vec<&'a Marked>,
    found: bool,
}

pub(super) fn pair(read: Vec<Read>, marked: &[Marked], style: Style) -> Paired {
    let mut targets: Vec<Target> = Vec::new();
    for mark in marked.iter().filter(|mark| !mark.borderline) {
        match targets.iter_mut().find(|target| style == Style::Records && target.contents == mark.contents) {
            Some(target) => target.marks.push(mark),
            None => targets.push(Target { contents: &mark.contents, marks: vec![mark], found: false }),
        }
    }
    let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (i, one) in read.iter().enumerate() {
        for (k, target) in targets.iter().enumerate() {
            let alike = likeness(&one.contents, target.contents, style);
            if alike >= SAME {
                pairs.push((alike, target.marks.iter().any(|mark| right_source(one, mark)), i, k));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut taken: Vec<Option<Marked>> = vec![None; read.len()];
    for (_, _, i, k) in pairs {
        let (Some(slot), Some(target), Some(one)) = (taken.get_mut(i), targets.get_mut(k), read.get(i)) else {
            continue;
        };
        let best = (0..target.marks.len()).max_by_key(|m| {
            target.marks.get(*m).map(|mark| (right_source(one, mark), right_origin(one, mark), usize::MAX - *m))
        });
        if let (None, Some(best)) = (&slot, best) {
            *slot = Some(target.marks.remove(best).clone());
            target.found = true;
        }
    }
    let borderline: Vec<&Marked> = marked.iter().filter(|mark| mark.borderline).collect();
    let counts = |(one, mark): &(Read, Option<Marked>)| {
        let open = |other: &&Marked| likeness(&one.contents, &other.contents, style) >= SAME;
        mark.is_some() || !borderline.iter().any(open)
    };
    let found = targets.iter().filter(|target| target.found).count();
    let marked = targets.len();
    Paired { read: read.into_iter().zip(taken).filter(counts).collect(), found, marked }
}

/// The share of what two contents have in common.
fn likeness(a: &[Place], b: &[Place], style: Style) -> f64 {
    let (a, b) = match style {
        Style::Records => (hull(a), hull(b)),
        Style::Spans => (a.to_vec(), b.to_vec()),
    };
    let length = |places: &[Place]| places.iter().map(|place| place.1.saturating_sub(place.0)).sum::<usize>();
    let overlap = |x: &Place, y: &Place| x.1.min(y.1).saturating_sub(x.0.max(y.0));
    let shared: usize = a.iter().flat_map(|x| b.iter().map(move |y| overlap(x, y))).sum();
    #[expect(clippy::cast_precision_loss, reason = "lengths of texts are far below 2^52")]
    let share = shared as f64 / (length(&a) + length(&b) - shared).max(1) as f64;
    share
}

fn hull(places: &[Place]) -> Vec<Place> {
    let start = places.iter().map(|place| place.0).min();
    start.zip(places.iter().map(|place| place.1).max()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_alike_by_what_they_share() {
        assert!((likeness(&[(0, 10)], &[(5, 10)], Style::Spans) - 0.5).abs() < 1e-9);
        assert!((likeness(&[(0, 2), (8, 10)], &[(0, 10)], Style::Records) - 1.0).abs() < 1e-9);
        assert!((likeness(&[(0, 2), (8, 10)], &[(0, 10)], Style::Spans) - 0.4).abs() < 1e-9);
    }
}
