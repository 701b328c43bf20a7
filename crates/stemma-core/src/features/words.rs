//! Words: which say little, which say the same, which turn a sentence round.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::clock::clocks;
use super::restated::past_of;
use super::stem::{is_past, stem};
use super::synonyms::canonical;

/// Words that say little by themselves.
pub(super) const STOP: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "by",
    "to",
    "for",
    "from",
    "with",
    "and",
    "or",
    "as",
    "its",
    "it",
    "their",
    "his",
    "her",
    "this",
    "that",
    "these",
    "those",
    "which",
    "who",
    "whose",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "than",
    "more",
    "also",
    "into",
    "per",
    "about",
    "some",
    "they",
    "he",
    "she",
    "we",
    "our",
    "us",
    "there",
    "now",
    "then",
    "already",
    "so",
    "such",
    "but",
    "not",
    "no",
    "never",
    "s",
    "around",
    "roughly",
    "nearly",
    "approximately",
    "over",
    "up",
    "out",
    "percent",
    "without",
    "still",
];

/// Words that are part of a number or a date, which are compared by their value.
pub(super) const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
];

/// Words that turn a sentence into its contrary.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "n't", "without", "cannot", "neither", "nor", "none", "nobody", "nothing", "nowhere",
    "denied", "false",
];

/// Stems of the words that leave out nothing, or leave in nothing.
static ALL_OR_NONE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| NEGATIONS.iter().chain(&["all", "every", "each", "any"]).map(|word| stem(word)).collect());

/// Whether a stem is that of a word that leaves out nothing, or leaves in nothing: "all", "none", "not".
pub(crate) fn is_all_or_none(stem: &str) -> bool {
    ALL_OR_NONE.contains(stem)
}

/// Stems of words that turn into its contrary what stands behind "to": "failed to ship".
pub(super) const FAILING: &[&str] = &["fail", "refus", "declin", "unabl", "neglect", "forget", "forgot"];

/// Several words that say what one says, by their stems; the one takes their place.
const PHRASES: &[(&[&str], &str)] = &[
    (&["step", "down"], "resign"),
    (&["stand", "down"], "resign"),
    (&["com", "back"], "return"),
    (&["turn", "out"], "turnout"),
    (&["out", "of", "control"], "uncontrolled"),
    (&["und", "control"], "controlled"),
    (&["unemploy", "rat"], "unemployment"),
    (&["jobless", "rat"], "unemployment"),
    (&["inflat", "rat"], "inflation"),
    (&["with", "all", "hand"], "crew"),
    (&["com", "down"], "fall"),
    (&["open", "again"], "reopen"),
    (&["burst", "its", "bank"], "overflow"),
    (&["break", "out"], "start"),
    (&["break", "out", "of"], "escape"),
    (&["end", "without", "agr"], "fail"),
    (&["end", "without", "result"], "fail"),
    (&["overflow", "its", "bank"], "overflow"),
    (&["mak", "off", "with"], "steal"),
    (&["said", "sorry"], "apologise"),
    (&["tak", "part"], "join"),
    (&["carry", "out"], "conduct"),
    (&["call", "off"], "cancel"),
    (&["go", "up"], "rise"),
    (&["go", "down"], "fall"),
    (&["lay", "off"], "dismiss"),
    (&["pass", "away"], "die"),
    (&["set", "up"], "found"),
    (&["shut", "down"], "close"),
    (&["clos", "down"], "close"),
    (&["tak", "over"], "acquire"),
    (&["run", "out"], "exhaust"),
    (&["lightn", "strik"], "lightning"),
    (&["lightn", "bolt"], "lightning"),
    (&["pow", "cut"], "blackout"),
    (&["pow", "outag"], "blackout"),
    (&["pow", "failur"], "blackout"),
    (&["claim", "the", "liv", "of"], "kill"),
    (&["cost", "the", "liv", "of"], "kill"),
    (&["com", "to", "an", "end"], "end"),
    (&["burn", "to", "the", "ground"], "burn"),
    (&["fly", "past"], "pass"),
    (&["lift", "off"], "launch"),
    (&["throw", "out"], "dismiss"),
    (&["vot", "down"], "reject"),
    (&["turn", "down"], "reject"),
    (&["touch", "down"], "land"),
    (&["put", "off"], "postpone"),
    (&["put", "out"], "extinguish"),
    (&["giv", "way"], "collapse"),
    (&["cav", "in"], "collapse"),
    (&["break", "down"], "collapse"),
    (&["go", "up", "in", "flam"], "burn"),
    (&["burn", "down"], "burn"),
    (&["burn", "out"], "burn"),
    (&["go", "aground"], "aground"),
    (&["run", "aground"], "aground"),
    (&["on", "board"], "aboard"),
    (&["tak", "into", "custody"], "custody"),
    (&["find", "guilty", "of"], "convict"),
    (&["find", "guilty"], "convict"),
    (&["pull", "out", "of"], "withdraw"),
    (&["pull", "out"], "withdraw"),
    (&["tear", "down"], "demolish"),
    (&["pull", "down"], "demolish"),
    (&["blow", "up"], "explode"),
    (&["go", "off"], "explode"),
    (&["set", "off"], "trigger"),
    (&["send", "back"], "return"),
    (&["giv", "back"], "return"),
    (&["hand", "back"], "return"),
    (&["hand", "over"], "transfer"),
    (&["scal", "back"], "cut"),
    (&["cut", "back"], "cut"),
    (&["do", "away", "with"], "abolish"),
    (&["los", "their", "liv"], "die"),
    (&["los", "his", "lif"], "die"),
    (&["los", "her", "lif"], "die"),
    (&["tak", "to", "court"], "sue"),
    (&["call", "on"], "urge"),
    (&["call", "for"], "demand"),
    (&["end", "his", "car"], "retire"),
    (&["end", "her", "car"], "retire"),
    (&["end", "their", "car"], "retire"),
    (&["go", "on", "strik"], "strike"),
    (&["down", "tool"], "strike"),
    (&["put", "to", "death"], "execute"),
    (&["mak", "public"], "publish"),
    (&["sign", "off", "on"], "approve"),
    (&["giv", "the", "go", "ahead", "to"], "approve"),
    (&["giv", "the", "green", "light", "to"], "approve"),
    (&["mak", "redundant"], "dismiss"),
    (&["carry", "off"], "win"),
    (&["draw", "up"], "draft"),
    (&["giv", "up"], "abandon"),
    (&["break", "into"], "burgle"),
    (&["tak", "hold", "of"], "seize"),
    (&["go", "miss"], "vanish"),
    (&["com", "out", "against"], "oppose"),
    (&["speak", "out", "against"], "oppose"),
    (&["vot", "in", "favour", "of"], "support"),
    (&["rol", "out"], "introduce"),
    (&["carry", "on"], "continue"),
    (&["set", "free"], "release"),
    (&["enter", "into", "forc"], "apply"),
    (&["com", "into", "forc"], "apply"),
    (&["com", "into", "effect"], "apply"),
    (&["go", "into", "effect"], "apply"),
    (&["tak", "effect"], "apply"),
    (&["in", "a", "row"], "straight"),
    (&["amount", "to"], "are"),
    (&["becaus", "of"], "because"),
    (&["as", "a", "result", "of"], "because"),
    (&["due", "to"], "because"),
    (&["owe", "to"], "because"),
    (&["thank", "to"], "because"),
    (&["no", "mor", "than"], "up"),
    (&["at", "least"], "over"),
    (&["at", "most"], "up"),
    (&["mor", "than"], "over"),
    (&["less", "than"], "up"),
    (&["few", "than"], "up"),
    (&["per", "cent"], "percent"),
    (&["millimetr", "of", "mercury"], "mmhg"),
];

/// What stands for a phrase and is no verb.
const NO_VERBS: &[&str] = &[
    "turnout",
    "straight",
    "are",
    "because",
    "up",
    "over",
    "percent",
    "mmhg",
    "custody",
    "aboard",
    "aground",
    "controlled",
    "uncontrolled",
    "unemployment",
    "inflation",
    "crew",
];

/// Words that a search passes over beside those that say little: questions, and what only posts have.
const UNASKED: &[&str] = &[
    "i", "you", "your", "my", "me", "him", "them", "what", "when", "how", "if", "just", "all", "any", "t", "re", "ve",
    "ll", "why",
];

/// The terms of a text for a search: stems, without links; a hashtag is the words that it joins.
pub(crate) fn search_terms(text: &str) -> Vec<String> {
    let is_link = |part: &str| part.contains("://") || part.starts_with("pic.twitter.com") || part.starts_with("www.");
    let mut terms = Vec::new();
    for part in text.split_whitespace().filter(|part| !is_link(part)) {
        let split = apart(part);
        let lower = words(&split).map(str::to_lowercase);
        let asked = lower.filter(|word| !STOP.contains(&word.as_str()) && !UNASKED.contains(&word.as_str()));
        terms.extend(asked.map(|word| stem(&word)));
    }
    terms
}

/// "HalmFerry" as "Halm Ferry".
fn apart(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            split.push(' ');
        }
        split.push(c);
        before = c;
    }
    split
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// As it stands.
    pub(super) word: &'t str,
    /// In lower case; the word that says the same, where several do.
    pub(super) lower: String,
    /// Whether a possessive ending was dropped.
    pub(super) owns: bool,
    /// Whether a comma or another stop stands before it.
    pub(super) after_stop: bool,
}

impl Token<'_> {
    /// Its stem, one for all synonyms.
    pub(super) fn stem(&self) -> String {
        canonical(stem(&self.lower))
    }

    /// Whether it is all of capitals: "US" is not "us".
    pub(super) fn is_acronym(&self) -> bool {
        self.word.len() > 1 && self.word.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// Whether it says little by itself, or is part of a number.
    pub(super) fn is_stop(&self) -> bool {
        if self.is_acronym() {
            return false;
        }
        // "Isn't", "didn't": whether it is so is told apart from the words.
        let is_negated = self.lower.ends_with("n't") || self.lower.ends_with("n’t");
        is_negated || STOP.contains(&self.lower.as_str()) || NUMBER_WORDS.contains(&self.lower.as_str())
    }

    /// Whether it is a number, in figures or in words.
    pub(super) fn is_number(&self) -> bool {
        self.lower.starts_with(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&self.lower.as_str())
    }

    /// Whether it may stand between a noun and its verb, or between a helping verb and its verb.
    pub(super) fn is_adverb(&self) -> bool {
        const ADVERBS: &[&str] = &[
            "not", "never", "also", "already", "now", "still", "just", "again", "soon", "often", "always", "then",
            "once", "thus", "even", "twice", "almost", "too", "yet", "later", "first",
        ];
        self.lower.ends_with("ly") || ADVERBS.contains(&self.lower.as_str())
    }

    /// Whether a point behind it ends no sentence: "Dr.", "J.".
    fn is_abbreviated(&self) -> bool {
        const SHORT: &[&str] = &[
            "dr", "mr", "mrs", "ms", "prof", "st", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "rev",
            "hon", "no", "inc", "corp", "ltd", "co",
        ];
        self.is_capital() && (self.word.chars().count() == 1 || SHORT.contains(&self.lower.as_str()))
    }

    /// Whether it has a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }
}

/// The words of a text in order, phrases put into one.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut end = 0;
    let clocks = clocks(text);
    for word in words(text) {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        if let Some(clock) = clocks.iter().find(|clock| clock.range.contains(&start)) {
            if end < clock.range.end {
                end = clock.range.end;
                let word = text.get(clock.range.clone()).unwrap_or_default();
                all.push(Token { word, lower: clock.time.clone(), owns: false, after_stop: false });
            }
            continue;
        }
        let between = text.get(end..start).unwrap_or_default();
        end = start + word.len();
        let behind = text.get(end..).unwrap_or_default();
        // "US$" is a sign.
        if behind.starts_with('$') {
            continue;
        }
        let owns = ["'s", "’s", "' ", "’ "].iter().any(|mark| behind.starts_with(mark));
        // "The by-election": no one did it.
        let is_joined = word.eq_ignore_ascii_case("by") && behind.starts_with('-');
        let abbreviates = all.last().is_some_and(|before: &Token<'_>| before.is_abbreviated()) && between == ". ";
        let after_stop = !abbreviates && between.contains([',', ';', ':', '.', '(', ')', '–', '—', '"', '“', '”']);
        all.push(Token {
            word,
            lower: if is_joined { "by-".to_owned() } else { word.to_lowercase() },
            owns,
            after_stop,
        });
        if behind.trim_start().starts_with('%') {
            all.push(Token { word: "%", lower: "percent".to_owned(), owns: false, after_stop: false });
        }
    }
    in_one(all)
}

fn in_one(all: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let stems: Vec<String> = all.iter().map(|token| stem(&token.lower)).collect();
    let pasts: Vec<bool> = all.iter().map(|token| token.lower.ends_with("ed")).collect();
    let longers: Vec<usize> =
        all.iter().enumerate().filter(|(_, token)| token.lower == "longer").map(|(at, _)| at).collect();
    let numbers: Vec<usize> = all.iter().enumerate().filter(|(_, token)| token.is_number()).map(|(at, _)| at).collect();
    let mut left = 0usize;
    let mut kept = Vec::with_capacity(all.len());
    for (at, mut token) in all.into_iter().enumerate() {
        if left > 0 {
            left -= 1;
            continue;
        }
        let here = stems.get(at..).unwrap_or_default();
        // "No longer" turns round what follows; how long it did so before is not said.
        if token.lower == "no" && here.get(1).is_some_and(|next| next == "long") && longers.contains(&(at + 1)) {
            "not".clone_into(&mut token.lower);
            left = 1;
        }
        // "Got fined" is "was fined".
        if here.first().is_some_and(|stem| stem == "get") && pasts.get(at + 1).is_some_and(|is_past| *is_past) {
            "was".clone_into(&mut token.lower);
        }
        // "Between 2014 and 2024" is "from 2014 to 2024".
        if token.lower == "between" && numbers.contains(&(at + 1)) {
            "from".clone_into(&mut token.lower);
        }
        // "Hit 50 percent" is "reached 50 percent", and "hit a cyclist" is not.
        if matches!(token.lower.as_str(), "hit" | "hits")
            && here.get(1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        {
            "reached".clone_into(&mut token.lower);
        }
        // "The price came to 40 million", "stood at 40 million", and not "came to power".
        if let Some(be) = amounts(&token.lower, here.get(1)).filter(|_| numbers.contains(&(at + 2))) {
            be.clone_into(&mut token.lower);
            left = 1;
        }
        let found =
            PHRASES.iter().filter(|(phrase, _)| starts_with(here, phrase)).max_by_key(|(phrase, _)| phrase.len());
        if let Some((phrase, one)) = found {
            let is_verb = is_past(&token.lower) && !NO_VERBS.contains(one);
            token.lower = if is_verb { past_of(one) } else { (*one).to_owned() };
            left = phrase.len() - 1;
        }
        // "Close to", and not "closed to all traffic".
        if token.lower == "close" && here.get(1).is_some_and(|next| next == "to") {
            "near".clone_into(&mut token.lower);
            left = 1;
        }
        kept.push(token);
    }
    kept
}

/// The form of "be" that says as much as a verb and its preposition before a number.
fn amounts(verb: &str, next: Option<&String>) -> Option<&'static str> {
    match (verb, next?.as_str()) {
        ("came", "to") | ("stood", "at") => Some("was"),
        ("comes", "to") | ("stands", "at") => Some("is"),
        _ => None,
    }
}

fn starts_with(stems: &[String], phrase: &[&str]) -> bool {
    stems.len() >= phrase.len() && stems.iter().zip(phrase).all(|(stem, word)| stem == word)
}

/// Words with inner hyphens split, possessives dropped, numbers kept whole.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | ',' | '%')))
        .map(|word| word.trim_matches(['.', ',', '\'', '’', '%']))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
}
