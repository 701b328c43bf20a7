//! Papers and who wrote them or had them in hand: "the auditors' report" and "Thiel, who had received the auditors' report", "the
//! minutes of the council" and the clerk who takes the minutes.
//!
//! What such people say may be what the paper says. A paper of the same sort that is said to be somebody else's is another one.

use std::collections::BTreeMap;

use super::Side;
use super::offices::{MOST_ALONE, Paired};
use crate::graph::Actor;
use crate::trace::papers::{may_be_one, paper};

/// A paper: its sort, and the words that say whose it is.
type Paper = (String, Vec<String>);

impl Side<'_> {
    /// Pairs papers with who wrote or read them, and these with each other.
    pub(super) fn pair_papers(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let handled = |(holder, place): &(Actor, usize)| {
            let (holder, place) = (*holder, *place);
            roles.papers(holder, actors).filter_map(move |name| Some((paper(name)?, holder, place))).collect::<Vec<_>>()
        };
        let mut people: Vec<(Paper, Actor, usize)> = holders.iter().flat_map(handled).collect();
        if people.is_empty() {
            return;
        }
        people.sort_by(|(one, a, i), (other, b, j)| (one, actors.key(*a), i).cmp(&(other, actors.key(*b), j)));
        people.truncate(MOST_ALONE);
        let papers = self.stated.papers.iter().filter_map(|(name, voice, place)| Some((paper(name)?, *voice, *place)));
        let mut all: Vec<(Paper, Actor, usize)> = papers.collect();
        all.sort_by(|(one, a, i), (other, b, j)| (one, actors.key(*a), i).cmp(&(other, actors.key(*b), j)));
        all.dedup();
        all.truncate(MOST_ALONE);
        all.extend(people.iter().cloned());
        let mut by_sort: BTreeMap<&str, Vec<&(Paper, Actor, usize)>> = BTreeMap::new();
        all.iter().for_each(|one| by_sort.entry(&one.0.0).or_default().push(one));
        for (mine, holder, place) in &people {
            let of_sort = by_sort.get(&*mine.0).into_iter().flatten();
            for (_, other, beside) in of_sort.filter(|(its, other, _)| other != holder && may_be_one(mine, its)) {
                if !self.setting.control.are_two(*holder, *other) {
                    self.pair_alike((*holder, *place), (*other, *beside), paired);
                }
            }
        }
    }
}
