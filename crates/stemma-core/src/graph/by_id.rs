//! Assertions by their ids.

use super::Said;
use crate::id::Id;
use crate::state::Assertion;

/// The numbers of assertions, by the first bits of their ids: these are spread evenly, since ids are hashes.
pub(crate) struct ById<'g> {
    assertions: &'g [Said],
    /// How many bits of an id are not looked at.
    shift: u32,
    /// Where in the list each run of the same first bits ends; the one before it ends where it begins.
    ends: Vec<u32>,
    list: Vec<u32>,
}

/// About how many assertions share their first bits.
const RUN: usize = 4;

impl<'g> ById<'g> {
    pub(super) fn new(assertions: &'g [Said]) -> Self {
        let bits = (assertions.len() / RUN).max(2).ilog2();
        let shift = u128::BITS - bits;
        let mut ends = vec![0_u32; 1 << bits];
        for said in assertions {
            ends.get_mut(run(said.id, shift)).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        // Each run is filled from behind, so that its end moves to where it begins.
        let mut list = vec![0; assertions.len()];
        for (said, number) in assertions.iter().zip(0..) {
            let Some(end) = ends.get_mut(run(said.id, shift)) else { continue };
            *end -= 1;
            list.get_mut(*end as usize).into_iter().for_each(|place| *place = number);
        }
        ends.push(sum);
        ends.remove(0);
        Self { assertions, shift, ends, list }
    }

    /// The number of an assertion.
    pub(crate) fn number(&self, id: Id<Assertion>) -> Option<u32> {
        let run = run(id, self.shift);
        let start = run.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        let alike = self.list.get(*start as usize..*self.ends.get(run)? as usize)?;
        let is_it = |number: &&u32| self.assertions.get(**number as usize).is_some_and(|said| said.id == id);
        alike.iter().find(is_it).copied()
    }
}

/// The first bits of an id.
fn run(id: Id<Assertion>, shift: u32) -> usize {
    usize::try_from(id.uuid().as_u128() >> shift).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enumerations::{Basis, Modality, Stance};
    use crate::graph::Sentences;

    #[test]
    fn each_assertion_is_found_and_no_other() {
        let sentence = Sentences::default().number("");
        let said = |number: u32| Said {
            id: Id::of("assertion", &[&number.to_string()]),
            by: 0,
            sentence,
            links: (0, 1),
            hull: (0, 0),
            stance: Stance::Affirms,
            modality: Modality::Asserted,
            basis: Basis::None,
            sure: true,
            against_interest: false,
            is_mark: false,
        };
        for count in [0, 1, 2, 9, 500] {
            let all: Vec<Said> = (0..count).map(said).collect();
            let by_id = ById::new(&all);
            for number in 0..count {
                assert_eq!(by_id.number(said(number).id), Some(number));
            }
            assert_eq!(by_id.number(said(count).id), None);
        }
    }
}
