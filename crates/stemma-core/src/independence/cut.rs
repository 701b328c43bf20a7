//! The fewest groups that meet every chain: the chokepoint.

use super::CAP;
use super::groups::GroupSet;

/// The smallest number of elements that meet every set – exact up to [`CAP`], which means that many or more – and
/// the first such cut in the elements' order; no elements where more than [`CAP`] would be needed.
///
/// Some element of the smallest set must be in any cut: each is tried, and the rest is a smaller problem. For a cut
/// of `k` elements that is at most `width^k` tries, each linear in the sets.
pub(super) fn smallest_cut(sets: &[GroupSet]) -> (usize, Vec<u32>) {
    if sets.is_empty() {
        return (0, Vec::new());
    }
    let open: Vec<&GroupSet> = sets.iter().collect();
    for size in 1..=CAP {
        if let Some(cut) = cut_of(&open, size) {
            return (size, cut);
        }
    }
    (CAP, Vec::new())
}

/// The first cut of exactly `size` elements, or of fewer; sorted.
fn cut_of(open: &[&GroupSet], size: usize) -> Option<Vec<u32>> {
    let smallest = open.iter().min_by_key(|set| set.len())?;
    if size == 1 {
        return common(open, smallest).map(|element| vec![element]);
    }
    let mut best: Option<Vec<u32>> = None;
    for element in smallest.iter() {
        let rest: Vec<&GroupSet> = open.iter().copied().filter(|set| !set.contains(element)).collect();
        let Some(mut cut) = (if rest.is_empty() { Some(Vec::new()) } else { cut_of(&rest, size - 1) }) else {
            continue;
        };
        cut.push(element);
        cut.sort_unstable();
        if best.as_ref().is_none_or(|so_far| cut < *so_far) {
            best = Some(cut);
        }
    }
    best
}

/// The first element that every set has.
fn common(open: &[&GroupSet], smallest: &GroupSet) -> Option<u32> {
    smallest.iter().find(|element| open.iter().all(|set| set.contains(*element)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sets: &[&[u32]]) -> (usize, Vec<u32>) {
        smallest_cut(&sets.iter().map(|set| GroupSet::from_iter(set.iter().copied())).collect::<Vec<_>>())
    }

    #[test]
    fn no_chain_needs_no_cut() {
        assert_eq!(cut(&[]), (0, vec![]));
    }

    #[test]
    fn one_group_on_every_chain_is_the_chokepoint() {
        assert_eq!(cut(&[&[1, 5], &[2, 5], &[3, 5]]), (1, vec![5]));
    }

    #[test]
    fn chains_that_share_groups_pairwise_need_two() {
        assert_eq!(cut(&[&[0, 1], &[1, 2], &[0, 2]]), (2, vec![0, 1]));
    }

    #[test]
    fn more_than_three_are_called_three_without_a_cut() {
        assert_eq!(cut(&[&[0], &[1], &[2], &[3]]), (3, vec![]));
        assert_eq!(cut(&[&[0], &[1], &[2]]), (3, vec![0, 1, 2]));
    }
}
