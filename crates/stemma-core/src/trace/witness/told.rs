//! Whom a text only calls by a post or by the sort of their body: "who acts for the midwife", "whom the prosecutor had informed",
//! "was briefed by the coast guard"; and "of the company", of whichever it is.
//!
//! Reports of one matter mean the one prosecutor and the one coast guard that have to do with it.

use rustc_hash::FxHashMap;

use super::Side;
use super::offices::{MOST_ALONE, Paired};
use crate::graph::Actor;
use crate::role::sort_of_name;

/// The key of a firm of which a text does not say which it is.
const ANY_FIRM: &str = "company";
/// What firms are called beside their names.
const FIRMS: &[&str] = &["company", "operator", "firm", "manufacturer", "maker", "owner", "builder", "supplier"];

/// Voices by the posts, and by the sorts of bodies, that texts call somebody by.
#[derive(Default)]
struct Called<'g> {
    by_post: FxHashMap<&'g str, Vec<(Actor, usize)>>,
    by_sort: FxHashMap<&'static str, Vec<(Actor, usize)>>,
}

impl<'s> Side<'s> {
    /// Pairs whoever a text ties to a post or a sort of body with those who have that post, or are of such a body.
    pub(super) fn pair_told(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let actors = &self.setting.graph.actors;
        let mut told: Vec<(Actor, usize)> = self.stated.beside.iter().map(|(of, place, _)| (*of, *place)).collect();
        told.sort_by_key(|(of, place)| (actors.key(*of), *place));
        told.dedup();
        told.truncate(MOST_ALONE);
        if told.is_empty() {
            return;
        }
        let called = self.called(&told, holders);
        for (of, place) in told {
            let key = actors.key(of);
            let of_post = called.by_post.get(key).into_iter().flatten();
            let of_sort = self.sort_told(of).and_then(|sort| called.by_sort.get(sort)).into_iter().flatten();
            let firms = called.by_sort.get(ANY_FIRM).filter(|_| key == ANY_FIRM).into_iter().flatten();
            for (other, beside) in of_post.chain(of_sort).chain(firms) {
                if !self.setting.control.are_two(of, *other) {
                    paired.add(place, *beside, true, (place, of, false));
                }
            }
        }
    }

    /// The voices that have a post, or are of a body, which somebody is told by: each is looked at once, since a claim may
    /// have ten thousand.
    fn called(&self, told: &[(Actor, usize)], holders: &[(Actor, usize)]) -> Called<'s> {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let mut called = Called::default();
        for (of, _) in told {
            called.by_post.entry(actors.key(*of)).or_default();
            if let Some(sort) = self.sort_told(*of) {
                called.by_sort.entry(sort).or_default();
            }
        }
        let wants_firms = called.by_post.contains_key(ANY_FIRM);
        for (holder, place) in holders {
            for post in roles.posts(*holder, actors) {
                let of_post = called.by_post.get_mut(post);
                of_post.into_iter().for_each(|of_post| of_post.push((*holder, *place)));
                if wants_firms && FIRMS.contains(&post) {
                    called.by_sort.entry(ANY_FIRM).or_default().push((*holder, *place));
                }
            }
            for (sort, ..) in roles.bodies(*holder, None, actors) {
                let of_sort = called.by_sort.get_mut(sort);
                of_sort.into_iter().for_each(|of_sort| of_sort.push((*holder, *place)));
            }
        }
        if wants_firms {
            let firms = self.stated.bodies.iter().filter(|(body, _)| self.is_firm(*body));
            called.by_sort.entry(ANY_FIRM).or_default().extend(firms);
        }
        for found in called.by_post.values_mut().chain(called.by_sort.values_mut()) {
            // By their keys: the numbers of actors depend on the order in which versions came.
            found.sort_by_key(|(holder, place)| (actors.key(*holder), *place));
            found.dedup();
            found.truncate(MOST_ALONE);
        }
        called
    }

    /// The sort of a body that is told by nothing else: "coast guard".
    fn sort_told(&self, of: Actor) -> Option<&'static str> {
        let is_name = self.setting.display(of).contains(char::is_uppercase);
        sort_of_name(self.setting.graph.actors.key(of)).filter(|_| !is_name)
    }

    fn is_firm(&self, body: Actor) -> bool {
        let name = self.setting.display(body);
        name.contains(char::is_uppercase) && sort_of_name(self.setting.graph.actors.key(body)).is_none()
    }
}
