//! The patterns of `REGEX` and `REPLACE`: as the evaluator reads them, and never longer at work than a query may be.
//!
//! `regex` matches in a time of at most the length of the text times the size of the pattern, in one call that nothing interrupts.
//! Where that product is small it does the work; else the pattern is walked here by steps that look at the clock.

mod known;
mod walk;

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_automata::PatternID;
use regex_automata::nfa::thompson::{Compiler, Config, NFA};
use regex_automata::util::{interpolate, syntax};

use self::walk::Walk;
use super::watch::{Stopped, look_at_the_clock};

pub(super) use self::known::Known;

/// As the evaluator has it, in bytes.
const SIZE: usize = 1_000_000;
/// The most states that a pattern of this size can have: each takes so many bytes at least.
const MOST_STATES: usize = SIZE / 16;
/// The longest pattern that is read, in bytes. Each class in it takes some microseconds and kilobytes.
const LONGEST: usize = 64 << 10;
/// How much one call of `regex` may cost, in states at letters: about a tenth of a second.
const CHEAP: usize = 10_000_000;
/// How many places of groups `regex` may keep in its table, which has all groups for each state: some megabytes.
const TABLE: usize = 1 << 20;

/// A pattern with its flags.
#[derive(Debug)]
pub(super) struct Pattern {
    regex: Regex,
    /// Made when it is asked for; `None` for a mere list of words, which is no automaton to `regex` either and costs no more than
    /// the text is long.
    automaton: OnceLock<Option<NFA>>,
    syntax: syntax::Config,
    /// What `regex` has read: the pattern, or the letters it stands for.
    text: String,
}

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotReplaced {
    /// The query was stopped.
    Stopped,
    /// There was no room.
    TooLong,
    /// The pattern has too many groups.
    TooManyGroups,
}

impl From<Stopped> for NotReplaced {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl Pattern {
    /// Whether it would take long to read.
    pub(super) fn is_too_long(pattern: &str) -> bool {
        pattern.len() > LONGEST
    }

    /// Reads a pattern as the evaluator does; `None` where it has an error.
    pub(super) fn new(pattern: &str, flags: &str) -> Option<Self> {
        let text = if flags.contains('q') { regex::escape(pattern) } else { pattern.to_owned() };
        let mut builder = RegexBuilder::new(&text);
        builder.size_limit(SIZE);
        let mut syntax = syntax::Config::new().utf8(true);
        for flag in flags.chars() {
            syntax = match flag {
                's' => syntax.dot_matches_new_line(true),
                'm' => syntax.multi_line(true),
                'i' => syntax.case_insensitive(true),
                'x' => syntax.ignore_whitespace(true),
                'q' => syntax,
                _ => return None,
            };
        }
        builder
            .dot_matches_new_line(syntax.get_dot_matches_new_line())
            .multi_line(syntax.get_multi_line())
            .case_insensitive(syntax.get_case_insensitive())
            .ignore_whitespace(syntax.get_ignore_whitespace());
        let regex = builder.build().ok()?;
        Some(Self { regex, automaton: OnceLock::new(), syntax, text })
    }

    /// Whether it is somewhere in a text.
    pub(super) fn is_in(&self, text: &str) -> Result<bool, Stopped> {
        look_at_the_clock()?;
        match self.walked(text) {
            None => Ok(self.regex.is_match(text)),
            Some(automaton) => Walk::new(automaton, 0).finds(text, 0),
        }
    }

    /// The text with each match replaced, groups by `$1` and `$name`; of at most so many bytes.
    pub(super) fn replaced(&self, text: &str, with: &str, most: usize) -> Result<String, NotReplaced> {
        let mut made = Made { all: String::new(), done: 0, text, with, references: with.matches('$').count(), most };
        match self.walked(text) {
            None => {
                for found in self.regex.captures_iter(text) {
                    look_at_the_clock()?;
                    let Some(whole) = found.get(0) else { break };
                    made.passes(whole.start(), whole.end())?;
                    found.expand(with, &mut made.all);
                }
            }
            Some(automaton) => made.walk(automaton)?,
        }
        Ok(made.whole())
    }

    /// The automaton, where `regex` might take long or much.
    fn walked(&self, text: &str) -> Option<&NFA> {
        let places = 2 * self.regex.captures_len();
        let dear = |states: usize| {
            let all = states.saturating_mul(places);
            all > TABLE || text.len().saturating_mul(states + all / 8) > CHEAP
        };
        if !dear(MOST_STATES) {
            return None;
        }
        let automaton = self.automaton.get_or_init(|| self.automaton()).as_ref()?;
        dear(automaton.states().len()).then_some(automaton)
    }

    /// Made as `regex` makes its own.
    fn automaton(&self) -> Option<NFA> {
        let config = Config::new().utf8(true).nfa_size_limit(Some(SIZE)).shrink(false);
        Compiler::new().syntax(self.syntax).configure(config).build(&self.text).ok()
    }
}

/// A text that is being made.
struct Made<'t> {
    all: String,
    /// Up to where the text is in it.
    done: usize,
    text: &'t str,
    with: &'t str,
    references: usize,
    most: usize,
}

impl Made<'_> {
    /// Takes over what stands before a match, if what the match becomes has room as well.
    fn passes(&mut self, start: usize, end: usize) -> Result<(), NotReplaced> {
        self.all.push_str(self.text.get(self.done..start).unwrap_or_default());
        self.done = end;
        // No group is longer than the whole match.
        let longest = self.with.len().saturating_add(self.references.saturating_mul(end - start));
        if self.all.len().saturating_add(longest) > self.most { Err(NotReplaced::TooLong) } else { Ok(()) }
    }

    fn walk(&mut self, automaton: &NFA) -> Result<(), NotReplaced> {
        let groups = automaton.group_info();
        if automaton.states().len().saturating_mul(groups.slot_len()) > TABLE {
            return Err(NotReplaced::TooManyGroups);
        }
        let mut walk = Walk::new(automaton, groups.slot_len());
        let (mut from, mut last) = (0, None);
        while from <= self.text.len() && walk.finds(self.text, from)? {
            let Some((start, end)) = walk.group(0) else { break };
            // An empty match where the last one ended is no other match.
            if start == end && last == Some(end) {
                from += 1;
                continue;
            }
            self.passes(start, end)?;
            let group = |number: usize, all: &mut String| {
                let text = walk.group(number).and_then(|(start, end)| self.text.get(start..end));
                all.push_str(text.unwrap_or_default());
            };
            interpolate::string(self.with, group, |name| groups.to_index(PatternID::ZERO, name), &mut self.all);
            (from, last) = (end, Some(end));
        }
        Ok(())
    }

    fn whole(mut self) -> String {
        self.all.push_str(self.text.get(self.done..).unwrap_or_default());
        self.all
    }
}

#[cfg(test)]
mod tests;
