//! A pattern walked over a text by steps: all of its states that are reached at a letter, in the order in which they are preferred,
//! then those that are reached at the next. It finds what `regex` finds – the leftmost match, of those that begin there the one that
//! is preferred – and looks at the clock while it does so.

use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::primitives::StateID;

use crate::query::watch::{Stopped, tick_for};

/// A place of a group that took no part.
const NOWHERE: usize = usize::MAX;
/// How much is done between two looks at the clock: about a millisecond.
const WORK: usize = 1 << 16;

/// A walk through a pattern.
#[derive(Debug)]
pub(super) struct Walk<'p> {
    pattern: &'p NFA,
    here: Reached,
    next: Reached,
    ahead: Vec<Ahead>,
    /// Where groups begin and end on the way that is followed.
    way: Vec<usize>,
    /// The same of the match.
    found: Vec<usize>,
    work: usize,
}

/// States that are reached at a letter, the preferred ones first.
#[derive(Debug)]
struct Reached {
    states: Vec<StateID>,
    /// By state, the round in which it was reached last.
    when: Vec<usize>,
    round: usize,
    /// How many were reached in this round, those included that only lead on.
    many: usize,
    /// By state, where groups begin and end on the way to it.
    places: Vec<usize>,
}

/// What is still to be followed.
#[derive(Debug)]
enum Ahead {
    State(StateID),
    /// Then the place of a group is what it was before.
    Place(usize, usize),
}

#[expect(
    clippy::indexing_slicing,
    reason = "all tables have a row for each state of the pattern, and a column for each place"
)]
impl<'p> Walk<'p> {
    /// Without places it is found whether there is a match, and not where.
    pub(super) fn new(pattern: &'p NFA, places: usize) -> Self {
        let reached = || Reached {
            states: Vec::new(),
            when: vec![0; pattern.states().len()],
            round: 1,
            many: 0,
            places: vec![NOWHERE; pattern.states().len() * places],
        };
        Self {
            pattern,
            here: reached(),
            next: reached(),
            ahead: Vec::new(),
            way: vec![NOWHERE; places],
            found: vec![NOWHERE; places],
            work: 0,
        }
    }

    /// Whether there is a match that begins at this byte or after it.
    pub(super) fn finds(&mut self, text: &str, from: usize) -> Result<bool, Stopped> {
        self.here.clear();
        self.next.clear();
        let mut is_found = false;
        for at in from..=text.len() {
            if !is_found {
                self.way.fill(NOWHERE);
                let start = self.pattern.start_anchored();
                Self::follow(self.pattern, &mut self.here, &mut self.ahead, &mut self.way, (text, at), start);
            } else if self.here.states.is_empty() {
                break;
            }
            is_found |= self.step(text, at);
            if is_found && self.way.is_empty() {
                break;
            }
            self.work += 1 + self.here.many * (8 + self.way.len()) / 8;
            if self.work > WORK {
                self.work = 0;
                tick_for(usize::MAX)?;
            }
            std::mem::swap(&mut self.here, &mut self.next);
            self.next.clear();
        }
        Ok(is_found)
    }

    /// Where a group of the match begins and ends.
    pub(super) fn group(&self, number: usize) -> Option<(usize, usize)> {
        let place = |at: usize| self.found.get(at).copied().filter(|place| *place != NOWHERE);
        Some((place(number.checked_mul(2)?)?, place(number.checked_mul(2)? + 1)?))
    }

    /// From the states here to those at the next byte; whether a match ends here. What is preferred less than it is not followed.
    fn step(&mut self, text: &str, at: usize) -> bool {
        let (width, bytes) = (self.way.len(), text.as_bytes());
        for &state in &self.here.states {
            let number = state.as_usize();
            let reached = match self.pattern.state(state) {
                State::ByteRange { trans } => trans.matches(bytes, at).then_some(trans.next),
                State::Sparse(sparse) => sparse.matches(bytes, at),
                State::Dense(dense) => dense.matches(bytes, at),
                // Within a letter only an empty match can end, and there it is none.
                State::Match { .. } if text.is_char_boundary(at) => {
                    self.found.copy_from_slice(&self.here.places[number * width..][..width]);
                    return true;
                }
                State::Match { .. }
                | State::Fail
                | State::Look { .. }
                | State::Union { .. }
                | State::BinaryUnion { .. }
                | State::Capture { .. } => None,
            };
            if let Some(reached) = reached {
                self.way.copy_from_slice(&self.here.places[number * width..][..width]);
                let (next, ahead, way) = (&mut self.next, &mut self.ahead, &mut self.way);
                Self::follow(self.pattern, next, ahead, way, (text, at + 1), reached);
            }
        }
        false
    }

    /// Reaches a state and all that is reached from it without a letter.
    fn follow(
        pattern: &NFA,
        reached: &mut Reached,
        ahead: &mut Vec<Ahead>,
        way: &mut [usize],
        (text, at): (&str, usize),
        from: StateID,
    ) {
        ahead.push(Ahead::State(from));
        while let Some(one) = ahead.pop() {
            let state = match one {
                Ahead::Place(place, before) => {
                    way[place] = before;
                    continue;
                }
                Ahead::State(state) if reached.has(state) => continue,
                Ahead::State(state) => state,
            };
            reached.when[state.as_usize()] = reached.round;
            reached.many += 1;
            match pattern.state(state) {
                State::ByteRange { .. } | State::Sparse(_) | State::Dense(_) | State::Match { .. } => {
                    reached.states.push(state);
                    reached.places[state.as_usize() * way.len()..][..way.len()].copy_from_slice(way);
                }
                State::Fail => {}
                State::Look { look, next } => {
                    if pattern.look_matcher().matches(*look, text.as_bytes(), at) {
                        ahead.push(Ahead::State(*next));
                    }
                }
                State::Union { alternates } => ahead.extend(alternates.iter().rev().map(|next| Ahead::State(*next))),
                State::BinaryUnion { alt1, alt2 } => ahead.extend([Ahead::State(*alt2), Ahead::State(*alt1)]),
                State::Capture { next, slot, .. } => {
                    if let Some(place) = way.get_mut(slot.as_usize()) {
                        ahead.push(Ahead::Place(slot.as_usize(), *place));
                        *place = at;
                    }
                    ahead.push(Ahead::State(*next));
                }
            }
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "there is a round for each state of the pattern")]
impl Reached {
    fn has(&self, state: StateID) -> bool {
        self.when[state.as_usize()] == self.round
    }

    fn clear(&mut self) {
        self.states.clear();
        self.round += 1;
        self.many = 0;
    }
}
