//! People without names who found something for a body that studies things: "chemists at Jadavnagar University found". The body
//! has a name, and stands behind what its people found.
//!
//! Two such bodies may have worked on one study, of which each paper names the nearer one, and whoever speaks of it by name, or
//! as "the chemistry department", may be of the body: they are no two voices as long as nobody says so.

use super::Side;
use crate::enumerations::{Basis, SourceKind};
use crate::graph::{Actor, Graph, Link};
use crate::trace::offices::Beside;

/// Words by which the name of a body says that it studies things.
const STUDYING: &[&str] = &[
    "university",
    "institute",
    "laboratory",
    "laboratories",
    "lab",
    "college",
    "observatory",
    "academy",
    "polytechnic",
];

/// How many of them are held against each other.
const MOST: usize = 256;

/// The body whose people found something, when only the body has a name.
pub(in crate::trace) fn body(graph: &Graph, link: &Link, basis: Basis) -> Option<Actor> {
    let found = matches!(basis, Basis::Analysis | Basis::Measurement) && link.kind == SourceKind::UnnamedGroup;
    let body = link.affiliation.filter(|_| found)?;
    graph.actors.key(body).split(' ').any(|word| STUDYING.contains(&word)).then_some(body)
}

impl Side<'_> {
    /// The link that such people are: the body itself.
    pub(super) fn as_body(&self, link: &Link, basis: Basis) -> Option<Link> {
        let body = body(self.setting.graph, link, basis)?;
        Some(Link { actor: body, affiliation: None, kind: SourceKind::Organization, ..*link })
    }

    /// Notes a body whose people found it, or a voice that may be of one.
    pub(super) fn note_worker(&mut self, link: &Link, place: usize, is_work: bool, beside: &Beside) {
        let is_own = link.affiliation.is_some() || beside.all().next().is_some();
        if is_work {
            self.workers.push((link.actor, place));
        } else if link.kind == SourceKind::Person && !is_own || !self.setting.name(link.name).has_capital() {
            self.loose.push(place);
        }
    }

    /// Pairs the bodies whose people found it with each other, and with whoever may be of them.
    pub(super) fn add_workers(&mut self) {
        self.workers.sort_unstable();
        self.workers.dedup();
        // By their keys: the numbers of actors depend on the order in which versions came.
        self.workers.sort_by_key(|(body, _)| self.setting.graph.actors.key(*body));
        self.workers.truncate(MOST);
        for (at, (one, place)) in self.workers.iter().enumerate() {
            let others = self.workers.iter().skip(at + 1).filter(|(other, beside)| other != one && beside != place);
            let others = others.filter(|(other, _)| !self.setting.control.are_two(*one, *other));
            let loose = self.loose.iter().filter(|beside| *beside != place);
            let others = others.map(|(_, beside)| beside).chain(loose);
            self.alike.extend(others.map(|beside| ((*place).min(*beside), (*place).max(*beside))));
        }
        self.alike.sort_unstable();
        self.alike.dedup();
    }
}
