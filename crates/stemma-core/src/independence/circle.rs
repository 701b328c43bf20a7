//! Circles: witnesses that had the claim from each other.

use super::chains::Neighbours;

/// The first circle among `steps`, each from the later witness to the earlier one: a witness, and on to itself again
/// by the shortest way; empty, when there is none.
pub(super) fn circle(witnesses: usize, steps: &[(usize, usize)]) -> Vec<usize> {
    if let Some((from, _)) = steps.iter().find(|(from, to)| from == to) {
        return vec![*from, *from];
    }
    if !has_circle(witnesses, steps) {
        return Vec::new();
    }
    let mut onward = vec![Vec::new(); witnesses];
    for (from, to) in steps {
        if let Some(onward) = onward.get_mut(*from) {
            onward.push(*to);
        }
    }
    (0..witnesses).find_map(|start| way_back(start, &onward)).unwrap_or_default()
}

/// Whether there is any circle.
pub(super) fn has_circle(witnesses: usize, steps: &[(usize, usize)]) -> bool {
    let mut is_source = vec![false; witnesses];
    for (_, to) in steps {
        if let Some(is_source) = is_source.get_mut(*to) {
            *is_source = true;
        }
    }
    if !steps.iter().any(|(from, _)| is_source.get(*from) == Some(&true)) {
        return false; // nobody who had it from somebody is somebody's source: most claims end here
    }
    // Whoever had it from nobody is taken away, until nobody is left or all that are left have it from each other.
    let takers = Neighbours::new(witnesses, steps.iter().map(|(from, to)| (*to, *from)));
    let mut sources = vec![0_usize; witnesses];
    for (from, _) in steps {
        sources.get_mut(*from).into_iter().for_each(|sources| *sources += 1);
    }
    let mut free: Vec<usize> = (0..witnesses).filter(|witness| sources.get(*witness) == Some(&0)).collect();
    let mut left = witnesses;
    while let Some(witness) = free.pop() {
        left -= 1;
        for taker in takers.of(witness) {
            let Some(sources) = sources.get_mut(*taker) else { continue };
            *sources -= 1;
            if *sources == 0 {
                free.push(*taker);
            }
        }
    }
    left > 0
}

fn way_back(start: usize, onward: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut ways = std::collections::VecDeque::from([vec![start]]);
    let mut seen = vec![false; onward.len()];
    while let Some(way) = ways.pop_front() {
        for to in way.last().and_then(|last| onward.get(*last)).into_iter().flatten() {
            let longer: Vec<usize> = way.iter().copied().chain([*to]).collect();
            if *to == start {
                return Some(longer);
            }
            if let Some(seen) = seen.get_mut(*to).filter(|seen| !**seen) {
                *seen = true;
                ways.push_back(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_comes_back_to_its_start() {
        assert_eq!(circle(4, &[(0, 1), (1, 2), (2, 3), (3, 1)]), [1, 2, 3, 1]);
        assert_eq!(circle(2, &[(0, 1), (1, 1)]), [1, 1]);
    }

    #[test]
    fn a_way_without_return_is_no_circle() {
        assert!(circle(3, &[(0, 1), (1, 2), (0, 2)]).is_empty());
        assert!(circle(4, &[(0, 1), (0, 1), (1, 2), (3, 1)]).is_empty());
    }
}
