//! Small things that make two sentences of the same words say two things: a sign, a currency, a decade, a score, "or" for
//! "and", "each", and the prepositions that words stand behind.
//!
//! Whoever compares words alone loses them: figures are read without their signs, and prepositions say little by themselves.
//! Only what both sentences tell, each otherwise, keeps them apart; what the one leaves out does not.

use std::collections::{BTreeMap, BTreeSet};

use super::roles::is_calendar;
use super::stem::is_past;
use super::stem_of;
use super::words::Token;

/// The small things of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Particulars {
    /// Numbers below nought, without their sign: "-12".
    below: BTreeSet<String>,
    /// Figures with letters that belong to them: "3x", "1990s", "19th".
    forms: BTreeSet<String>,
    /// Figures as they stand, without marks between thousands.
    plain: BTreeSet<String>,
    /// Currencies.
    currencies: BTreeSet<String>,
    /// Results and votes: "3-1".
    scores: BTreeSet<String>,
    /// How many of how many: "nine of ten".
    ratios: BTreeSet<(String, String)>,
    /// Numbers that are said to be passed, and numbers that are said not to be reached.
    above: BTreeSet<String>,
    under: BTreeSet<String>,
    /// Whether a word tells a number: "a dozen", "halved", "three times".
    told_in_words: bool,
    /// Words that "or" joins.
    choices: bool,
    /// Whether its number is that of each.
    each: bool,
    /// Whether its number comes to one told before: "another 5,000".
    more: bool,
    /// Where whoever it is about is at home: "Halm-based".
    based: BTreeSet<String>,
    /// The prepositions that words stand directly behind.
    governed: BTreeMap<String, BTreeSet<Preposition>>,
}

/// Words that tell a number by themselves.
const TOLD: &[&str] = &[
    "dozen",
    "half",
    "halved",
    "halves",
    "doubled",
    "doubles",
    "twice",
    "tripled",
    "trebled",
    "quadrupled",
    "times",
    "third",
    "quarter",
    "thirds",
    "quarters",
    "double",
    "triple",
    "both",
    "pair",
    "couple",
];

/// Prepositions by what they tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Preposition {
    Within,
    Near,
    After,
    Since,
    Before,
    By,
    From,
    To,
    For,
    With,
    Without,
    Against,
    Under,
    Above,
}

impl Preposition {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "in" | "at" | "on" | "within" | "inside" | "during" | "into" | "throughout" | "across" => Self::Within,
            "near" | "outside" | "off" | "beyond" | "around" => Self::Near,
            "after" | "following" => Self::After,
            "since" => Self::Since,
            "before" | "until" | "till" => Self::Before,
            "by" => Self::By,
            "from" => Self::From,
            "to" | "towards" | "toward" => Self::To,
            "for" => Self::For,
            "with" => Self::With,
            "without" => Self::Without,
            "against" => Self::Against,
            "under" | "below" | "beneath" => Self::Under,
            "above" | "over" => Self::Above,
            _ => return None,
        })
    }

    /// Whether what stands behind the one stands not behind the other in a sentence that says the same.
    const fn excludes(self, other: Self, is_time_or_number: bool) -> bool {
        use Preposition::{
            Above, After, Against, Before, By, For, From, Near, Since, To, Under, With, Within, Without,
        };
        matches!(
            (self, other),
            (Within, Near | After | Since | Before | Without)
                | (Near | After | Since | Before | Without, Within)
                | (After | Since, Before)
                | (Before, After | Since)
                | (With, Without | For)
                | (Without | For, With)
                | (For | To | With, Against)
                | (Against, For | To | With)
                | (Under, Above)
                | (Above, Under)
                | (From, To)
                | (To, From)
        ) || is_time_or_number
            && matches!(
                (self, other),
                (By, Within | To | After | Since | Before) | (Within | To | After | Since | Before, By)
            )
    }

    /// Whether it tells what is given, sent or changed from what it is given to or changed into.
    const fn turns_round(self) -> bool {
        matches!(self, Self::For | Self::To | Self::From | Self::With | Self::Against)
    }
}

impl Particulars {
    pub(super) fn of(text: &str, tokens: &[Token<'_>]) -> Self {
        let mut found = Self::default();
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'))
            .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']))
            .filter(|word| !word.is_empty())
            .collect();
        let is_month = |at: usize| words.get(at).is_some_and(|word| is_calendar(&word.to_lowercase()));
        for (at, word) in words.iter().enumerate() {
            // "The 3rd of May" is "3 May".
            let of = usize::from(words.get(at + 1) == Some(&"of"));
            if let Some([more, "than"]) = at.checked_sub(2).and_then(|two| words.get(two..at)) {
                let number = figures(word);
                match more.to_lowercase().as_str() {
                    "more" | "greater" | "higher" => found.above.extend(number),
                    "fewer" | "less" | "lower" => found.under.extend(number),
                    _ => {}
                }
            }
            let comes_to = ["another", "additional", "further", "extra"].contains(&word.to_lowercase().as_str());
            found.more |= comes_to && words.get(at + 1).is_some_and(|next| figures(next).is_some());
            let is_day = is_month(at + 1 + of) || at.checked_sub(1).is_some_and(is_month);
            let is_minus = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| *word == "minus");
            if is_minus { found.read(&format!("-{word}"), is_day) } else { found.read(word, is_day) }
        }
        let lower = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_str());
        for (at, token) in tokens.iter().enumerate() {
            match token.lower.as_str() {
                "or" => found.choices |= !matches!(lower(at + 1), "so" | "more" | "less" | "fewer" | "not"),
                "each" | "apiece" => found.each = true,
                word if TOLD.contains(&word) => found.told_in_words = true,
                of if (of == "of" || of == "in") && at > 0 => {
                    let out = usize::from(at > 1 && lower(at - 1) == "out");
                    let two = tokens.get(at - 1 - out).zip(tokens.get(at + 1));
                    let two =
                        two.filter(|(a, b)| a.is_number() && b.is_number() && is_count(&a.lower) && is_count(&b.lower));
                    found.ratios.extend(two.map(|(a, b)| (a.lower.clone(), b.lower.clone())));
                }
                _ => {}
            }
        }
        found.governed = governed(tokens);
        found.based = based(&words);
        found
    }

    fn read(&mut self, word: &str, is_day: bool) {
        if let Some(currency) = currency(word) {
            self.currencies.insert(currency.to_owned());
        }
        let figures = word.trim_start_matches(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '−' | '–')));
        let is_below = figures.len() == word.len() && figures.starts_with(['-', '−', '–']);
        let figures = figures.trim_start_matches(['-', '−', '–']);
        let number: String = figures.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        let rest = figures.get(number.len()..).unwrap_or_default();
        let number = number.replace(',', "");
        if number.is_empty() {
            return;
        }
        let joint = rest.strip_prefix(['-', '–']);
        if let Some(other) =
            joint.filter(|other| !other.is_empty() && other.len() <= 3 && other.bytes().all(|b| b.is_ascii_digit()))
        {
            if number.len() <= 3 {
                self.scores.insert(format!("{number}-{other}"));
            }
            return;
        }
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        if matches!(letters.as_str(), "x" | "s" | "st" | "nd" | "rd" | "th") && !is_day {
            self.forms.insert(format!("{number}{letters}"));
        } else {
            if is_below {
                self.below.insert(number.clone());
            }
            self.plain.insert(number);
        }
    }

    /// Whether any number stands in it, beside those in names.
    pub(crate) fn has_number(&self) -> bool {
        self.told_in_words || !(self.forms.is_empty() && self.scores.is_empty() && self.ratios.is_empty())
    }

    /// Why the two say two things, if they do.
    pub(crate) fn apart(&self, other: &Self) -> Option<&'static str> {
        let tells_other =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let is_lone = |a: &Self, b: &Self| {
            let own = |number: &String| !a.plain.contains(number);
            !a.forms.is_empty() && b.forms.is_empty() && b.plain.iter().any(own)
        };
        if tells_other(&self.forms, &other.forms) || is_lone(self, other) || is_lone(other, self) {
            return Some("the numbers differ");
        }
        let is_above =
            |a: &Self, b: &Self| a.below.iter().any(|number| b.plain.contains(number) && !b.below.contains(number));
        if is_above(self, other) || is_above(other, self) {
            return Some("the one number is below nought, the other is not");
        }
        if !self.above.is_disjoint(&other.under) || !self.under.is_disjoint(&other.above) {
            return Some("the numbers differ");
        }
        if tells_other(&self.currencies, &other.currencies) {
            return Some("the one number is of another unit");
        }
        if tells_other(&self.scores, &other.scores) {
            return Some("the numbers differ");
        }
        if !self.ratios.is_empty() && !other.ratios.is_empty() && self.ratios.is_disjoint(&other.ratios) {
            return Some("the numbers differ");
        }
        let is_counted = !self.plain.is_empty() && !other.plain.is_empty();
        if is_counted && self.each != other.each {
            return Some("the one number is for each of something, the other is not");
        }
        if is_counted && self.more != other.more {
            return Some("the one number comes to another, the other does not");
        }
        if self.choices != other.choices {
            return Some("the one leaves open which of two, the other does not");
        }
        if self.counts_otherwise(other) {
            return Some("the one is by how much, the other how much it is");
        }
        self.is_governed_otherwise(other).then_some("what one is in, for or from, the other is otherwise")
    }

    /// Whether the one says by how much, and the other how much it is then: "fell by 30", "fell to 80"; "passed by 12 votes",
    /// "with 31 votes".
    pub(crate) fn counts_otherwise(&self, other: &Self) -> bool {
        let has = |of: &Self, preposition: Preposition| {
            let mut numbers = of.governed.iter().filter(|(word, _)| word.starts_with(|c: char| c.is_ascii_digit()));
            numbers.any(|(_, prepositions)| prepositions.contains(&preposition))
        };
        let is_step = |of: &Self| has(of, Preposition::By) && !has(of, Preposition::To);
        let is_level =
            |of: &Self| (has(of, Preposition::To) || has(of, Preposition::With)) && !has(of, Preposition::By);
        (is_step(self) && is_level(other)) || (is_step(other) && is_level(self))
    }

    fn is_governed_otherwise(&self, other: &Self) -> bool {
        let both = self.governed.iter().filter_map(|(word, ours)| Some((word, ours, other.governed.get(word)?)));
        let excludes = |(word, ours, theirs): (&String, &BTreeSet<Preposition>, &BTreeSet<Preposition>)| {
            let is_number = word.starts_with(|c: char| c.is_ascii_digit()) || is_calendar(word);
            ours.is_disjoint(theirs) && ours.iter().all(|a| theirs.iter().all(|b| a.excludes(*b, is_number)))
        };
        both.into_iter().any(excludes)
    }

    /// Whether of two words that both have the one stands behind a preposition here and the other there: "left Dorn for
    /// Lisk", "left Lisk for Dorn".
    pub(crate) fn are_exchanged(&self, other: &Self, is_told: impl Fn(&String) -> bool) -> bool {
        let lone = |a: &Self, b: &Self| -> BTreeSet<Preposition> {
            let told = a.governed.iter().filter(|(word, _)| is_told(word) && !b.governed.contains_key(*word));
            told.flat_map(|(_, prepositions)| prepositions).filter(|p| p.turns_round()).copied().collect()
        };
        let is_home = |a: &Self, b: &Self| a.based.difference(&b.based).any(|home| b.governed.contains_key(home));
        // "Halm-based Orrin closed a plant in Orn", "Orn-based Orrin closed a plant in Halm".
        !lone(self, other).is_disjoint(&lone(other, self)) || (is_home(self, other) && is_home(other, self))
    }
}

/// The stems of the places in which somebody is said to be based.
fn based(words: &[&str]) -> BTreeSet<String> {
    let is_based = |word: &str| matches!(word, "based" | "headquartered");
    let before = words.iter().filter_map(|word| word.rsplit_once('-').filter(|(_, based)| is_based(based)));
    let behind = words.windows(3).filter_map(|three| match three {
        [based, "in" | "at", place] if is_based(based) => Some(*place),
        _ => None,
    });
    before.map(|(place, _)| place).chain(behind).map(stem_of).collect()
}

/// The figures that a word begins with, behind a sign, without marks between thousands.
fn figures(word: &str) -> Option<String> {
    let word = word.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number: String = word.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    (!number.is_empty()).then(|| number.replace(',', ""))
}

/// Whether a number is told as a count: "2024" of "in 2024" is a year.
fn is_count(lower: &str) -> bool {
    lower.parse::<u32>().is_ok_and(|number| number < 1_000) || !lower.starts_with(|c: char| c.is_ascii_digit())
}

/// The currency that a word names, or a sign before figures; none of those that may be something else.
fn currency(word: &str) -> Option<&'static str> {
    const SIGNS: &[(&str, &str)] = &[
        ("US$", "$"),
        ("AU$", "A$"),
        ("CA$", "C$"),
        ("NZ$", "NZ$"),
        ("HK$", "HK$"),
        ("NT$", "NT$"),
        ("A$", "A$"),
        ("C$", "C$"),
        ("S$", "S$"),
        ("R$", "R$"),
        ("$", "$"),
        ("€", "€"),
        ("£", "£"),
        ("¥", "¥"),
        ("₹", "₹"),
        ("₩", "₩"),
    ];
    let is_before =
        |sign: &str| word.strip_prefix(sign).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    SIGNS.iter().find(|(sign, _)| is_before(sign)).map(|(_, currency)| *currency)
}

/// The prepositions that words stand directly behind, with at most an article and two words between.
fn governed(tokens: &[Token<'_>]) -> BTreeMap<String, BTreeSet<Preposition>> {
    let mut found: BTreeMap<String, BTreeSet<Preposition>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(preposition) = Preposition::of(&token.lower) else { continue };
        // "To sign": no preposition.
        let is_deed = |next: &Token<'_>| !(next.is_capital() || next.is_number() || next.is_stop());
        if preposition == Preposition::To && tokens.get(at + 1).is_none_or(is_deed) {
            continue;
        }
        let behind = tokens.iter().skip(at + 1).take(4);
        let ends = |token: &&Token<'_>| {
            !token.after_stop
                && Preposition::of(&token.lower).is_none()
                && !matches!(token.lower.as_str(), "and" | "or" | "of" | "that")
        };
        let mut is_named = false;
        let mut is_owned = false;
        for word in behind.take_while(ends) {
            // "In Dorne rose": what stands behind a name, or is done, is no part of it.
            let is_done = is_past(&word.lower) && found.values().any(|of| of.contains(&preposition));
            if is_named && !word.is_capital() && !is_owned || is_done {
                break;
            }
            // "From St Anne's monastery" is from the monastery.
            is_owned = word.owns;
            is_named |= word.is_capital();
            if !word.is_stop() || word.is_number() {
                found.entry(word.stem()).or_default().insert(preposition);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::enumerations::ClaimKind;
    use crate::features::Features;

    fn apart(a: &str, b: &str) -> bool {
        let [a, b] = [a, b].map(|text| Features::of_text(text, ClaimKind::Fact));
        let said = |word: &String| a.stems.contains(word) && b.stems.contains(word);
        a.particulars.apart(&b.particulars).is_some() || a.particulars.are_exchanged(&b.particulars, said)
    }

    #[test]
    fn small_things_keep_two_claims_apart() {
        for (a, b) in [
            ("Ling had -12 degrees.", "Ling had 12 degrees."),
            ("The pump is 3x as fast.", "The pump is 5x as fast."),
            ("The mill dates from the 1950s.", "The mill dates from 1953."),
            ("It is of the 19th century.", "It is of the 18th century."),
            ("The fine was A$2 million.", "The fine was $2 million."),
            ("Ghent won 3-1.", "Ghent won 1-3."),
            ("Nine of ten doctors agree.", "One of ten doctors agrees."),
            ("The law is for banks with more than 50 staff.", "The law is for banks with fewer than 50 staff."),
            ("They met in Dorn or Lisk.", "They met in Dorn and Lisk."),
            ("The wells cost 40 thousand euros each.", "The wells cost 40 thousand euros."),
            ("Orrin sold another 5,000 vans.", "Orrin sold 5,000 vans."),
            ("The school allows phones in class.", "The school allows phones outside class."),
            ("The rate is the same since April.", "The rate is the same in April."),
            ("The line was shut by 3 May.", "The line was shut on 3 May."),
            ("Lena left Dorn for Lisk.", "Lena left Lisk for Dorn."),
            ("Orrin replaced 300 engineers with robots.", "Orrin replaced 300 robots with engineers."),
        ] {
            assert!(apart(a, b) && apart(b, a), "{a} {b}");
        }
    }

    #[test]
    fn what_only_the_one_tells_keeps_nothing_apart() {
        for (a, b) in [
            ("The bridge opened on the 3rd of May.", "The bridge opened on 3 May."),
            ("The mill closed in May.", "The mill closed during May."),
            ("The bill passed by 214 votes to 180.", "The bill passed with 214 votes to 180."),
            ("Orrin paid US$2 million.", "Orrin paid $2 million."),
            ("The mine in Lisk was sold by Orrin.", "Orrin sold the mine in Lisk."),
            ("Ghent won 3-1 on Sunday.", "Ghent won on Sunday."),
            ("The dam at Ling leaks.", "The Ling dam leaks."),
            ("They refused to sign the books of Solent Homes.", "They refused to sign Solent Homes' books."),
            ("Perun was launched at 14:30.", "Perun was launched at 2:30 p.m."),
            ("Rents in Dorne rose 9 percent in 2024.", "Dorne saw a 9 percent increase in rents in 2024."),
        ] {
            assert!(!apart(a, b) && !apart(b, a), "{a} {b}");
        }
    }
}
