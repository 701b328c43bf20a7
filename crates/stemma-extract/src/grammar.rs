//! Clauses and noun phrases from closed word lists: enough to find who speaks and where the words end.

use std::ops::Range;

use crate::lexicon::{self, Form};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources::joined::{parts_a_form, parts_matters};
use crate::tokens::TokenKind;
use crate::words::{Words, words};

static AUXILIARIES: Words = Words::new(|| {
    words(
        "is are was were am be been being has have had does do did will would can could may might shall should must \
         cannot won't don't doesn't didn't hasn't haven't hadn't isn't aren't wasn't weren't can't couldn't wouldn't \
         shouldn't it'll they've we've they're we're you're i'm i've",
    )
});

/// Finite forms of common verbs that are no cue and do not end in -ed.
static FINITE: Words = Words::new(|| {
    words(
        "came went made took gave got fell rose ran led left lost won met paid sold built began grew kept put cut hit \
         set sent spent stood brought bought broke became shut makes gives takes remains becomes works appears seems \
         relies needs means helps uses represents requires includes contains plays produces operates runs comes goes \
         gets keeps leads lets wants tries faces creates depends drives threatens prompted sidesteps affects applies \
         allows belongs knew threw flew drew saw give make take remain become rely need mean help use include contain \
         exist trail caused covers costs cost holds owns sells buys pays serves shipped ships starts stops closes \
         opens ends begins falls rises grows loses wins spoke speaks lies stands lay stole hid ate bore beat bent \
         bound caught chose clung dealt dug drove fed fought froze hung hurt laid lent lit rode rang sang sank sat \
         shook shot slept slid stuck struck swept swam swung taught tore woke wore wound underwent withdrew overtook \
         died shrank sprang spun split spread swore undertook burst fled forced killed worked leaked used lived \
         grants carries carried claims provides offers reduces improves increases exceeds reflects involves follows \
         moves supports consists results rest rests centers centres represent create show risked deepens",
    )
});

/// Participles that follow the noun they belong to: "a person briefed on the talks".
static PARTICIPLES: Words = Words::new(|| {
    words(
        "briefed named involved based located cited quoted dated owned charged accused tasked interviewed polled \
         surveyed concerned connected employed affected published released filed posted obtained reviewed dubbed \
         titled signed",
    )
});

static SUBORDINATORS: Words = Words::new(|| {
    words(
        "that while as because when if although though after before but since whether whereas unless until so yet or \
         nor how why what where and than once",
    )
});

static ADVERBS: Words = Words::new(|| {
    words(
        "also again later then now further even once first just still always often never not earlier yesterday today \
         already elsewhere longer since long only all both ever instead thus therefore however nonetheless previously soon back itself \
         himself herself themselves indeed sometimes seldom nevertheless moreover meanwhile",
    )
});

static DETERMINERS: Words = Words::new(|| {
    words(
        "the a an this that these those some many most several its his her their our my your one two three four five \
         all both no another other each every few multiple",
    )
});

pub(crate) static PRONOUNS: Words = Words::new(|| words("he she they it we i you who those it's they've"));

static PREPOSITIONS: Words = Words::new(|| {
    words(
        "in on at by for from with of to during after before under over through via about into among amid against \
         since despite following without within as per until between near outside inside across beyond like",
    )
});

/// Words that tell time, so that "on Monday the company said" has its subject behind them.
pub(crate) static TIMES: Words = Words::new(|| {
    words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
         september october november december yesterday today week month year morning evening afternoon night spring \
         summer autumn fall winter noon midday midnight dawn dusk lunchtime weekend time day quarter monday's late early mid last this earlier next",
    )
});

pub(crate) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(word)
}

/// "we're", "they've": a pronoun with its verb.
pub(crate) fn is_contracted_pronoun(word: &str) -> bool {
    word.split_once('\'').is_some_and(|(pronoun, _)| PRONOUNS.contains(pronoun))
}

pub(crate) fn is_adverb(word: &str) -> bool {
    ADVERBS.contains(word) || (word.len() > 4 && word.ends_with("ly") && !["family", "july", "supply"].contains(&word))
}

/// Whether the token is an adverb where it stands: "Gamma Daily" and "Nils Kelly" are names. In a heading the next word has a
/// capital too.
pub(crate) fn is_adverb_at(s: &Sentence, index: usize) -> bool {
    let ends_a_name = || {
        let before = index.wrapping_sub(1);
        index > 0
            && s.is_capital(index)
            && s.is_capital(before)
            && s.kind(before) == Some(TokenKind::Word)
            && !s.is_capital(index + 1)
    };
    // "Both said": who speaks, where it stands alone.
    let speaks = |at: usize| {
        lexicon::verb(s.low(at)).is_some_and(|(_, form)| matches!(form, lexicon::Form::Past | lexicon::Form::Base))
    };
    let alone = || {
        let opens =
            index == 0 || s.kind(index - 1) != Some(TokenKind::Word) || matches!(s.low(index - 1), "and" | "but");
        matches!(s.low(index), "both" | "all") && opens && speaks(index + 1)
    };
    is_adverb(s.low(index)) && !ends_a_name() && !alone()
}

/// Whether the token is an auxiliary where it stands; within a sentence, "May" is a month and "Will Brandt" somebody.
pub(crate) fn aids(s: &Sentence, index: usize) -> bool {
    let within = index > 0 && s.is_capital(index);
    // "captain Will Brandt": a name, where a heading would have a capital before it too.
    let name = within && s.is(index, "will") && s.is_capital(index + 1) && !s.is_capital(index - 1);
    is_auxiliary(s.low(index)) && !(name || within && s.is(index, "may"))
}

pub(crate) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(word)
}

pub(crate) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(word)
}

pub(crate) fn is_subordinator(word: &str) -> bool {
    SUBORDINATORS.contains(word)
}

/// Whether the verb group that ends before `index` is negated.
pub(crate) fn is_negated(s: &Sentence, index: usize) -> bool {
    let mut at = index;
    while at > 0 && (aids(s, at - 1) || is_adverb(s.low(at - 1))) {
        at -= 1;
        let rarely = matches!(s.low(at), "rarely" | "seldom" | "hardly" | "scarcely" | "barely");
        let no_longer = s.is(at, "longer") && s.low_before(at) == "no";
        if rarely
            || no_longer
            || ["not", "never"].contains(&s.low(at))
            || s.low(at).ends_with("n't")
            || s.is(at, "cannot")
        {
            return true;
        }
    }
    let declined = ["declined", "refused", "declines", "refuses", "failed", "fails", "failing"];
    at > 1 && s.is(at - 1, "to") && declined.contains(&s.low(at - 2))
}

/// "Tessel Works said", "said Consumer Reports.": a capital after a capital, and what follows is no object of it but
/// the verb of a speaker, or the end of the clause. In a heading every word has a capital, and none follows in lower case.
fn ends_a_name(s: &Sentence, index: usize) -> bool {
    let before = index.wrapping_sub(1);
    if index == 0 || !s.is_capital(index) || !s.is_capital(before) || s.kind(before) != Some(TokenKind::Word) {
        return false;
    }
    let next = s.low(index + 1);
    let speaks = !s.is_capital(index + 1) && (lexicon::verb(next).is_some() || aids(s, index + 1));
    speaks || index + 1 >= s.content_end() || matches!(next, "," | ";" | "." | "’s" | "'s")
}

/// Whether the token may be a finite verb. Unsure forms in -ed count unless a noun's participle is likelier.
pub(crate) fn is_finite(s: &Sentence, index: usize) -> bool {
    let word = s.low(index);
    if s.kind(index) != Some(TokenKind::Word) {
        return s.kind(index) == Some(TokenKind::Possessive) && PRONOUNS.contains(s.low_before(index));
    }
    if aids(s, index) && !["be", "been", "being"].contains(&word) {
        return true;
    }
    let plans =
        ["plans", "intends", "aims", "wants", "hopes", "expects", "needs"].contains(&word) && s.is(index + 1, "to");
    if plans {
        return s.is_capital(index.wrapping_sub(1))
            || s.low_before(index) == "it"
            || nouns::head(s.low_before(index)).is_some();
    }
    if ends_a_name(s, index) {
        return false;
    }
    if FINITE.contains(word) {
        return !is_determiner(s.low_before(index)) && !["to"].contains(&s.low_before(index));
    }
    let (before, after) = (s.low_before(index), s.low(index + 1));
    let noun_before = s.kind(index.wrapping_sub(1)) == Some(TokenKind::Word) && !is_determiner(before);
    if let Some((_, form)) = lexicon::verb(word) {
        let participle = matches!(after, "by" | "on" | "in" | "with") && !PRONOUNS.contains(before);
        return match form {
            Form::Third => noun_before && !is_preposition(before) && !s.is_capital(index),
            Form::Past => noun_before && !participle,
            Form::Base | Form::Participle | Form::Ing => false,
        };
    }
    let past = word.len() > 4 && word.ends_with("ed") && !word.contains('-');
    let participle = PARTICIPLES.contains(word) && is_preposition(after);
    past && !participle
        && noun_before
        && !is_preposition(before)
        && !matches!(after, "by" | "from")
        && !s.is_capital(index)
}

/// Whether the range reads like a clause: something, then a finite verb.
pub(crate) fn is_clausal(s: &Sentence, range: Range<usize>) -> bool {
    let start = range.start;
    let subject = |i: usize| PRONOUNS.contains(s.low(i)) || s.is(i, "there");
    (range.start + 1..range.end).any(|i| is_finite(s, i)) || subject(start) && range.len() > 1
}

/// Skips adverbs from `index` on.
pub(crate) fn after_adverbs(s: &Sentence, mut index: usize) -> usize {
    while is_adverb(s.low(index)) && index < s.len() {
        index += 1;
    }
    index
}

/// A subject found before a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The noun phrase without apposition.
    pub(crate) phrase: Range<usize>,
    /// An apposition between commas, if any.
    pub(crate) apposition: Option<Range<usize>>,
    /// Where the verb group starts.
    pub(crate) verbs: usize,
}

/// The subject of the verb at `verb`.
pub(crate) fn subject_before(s: &Sentence, verb: usize) -> Option<Subject> {
    let mut at = verb;
    loop {
        let idle = at > 0 && (aids(s, at - 1) || is_adverb_at(s, at - 1) || s.is(at - 1, "going"));
        at = match at.checked_sub(1).and_then(|to| chains(s, to)) {
            Some(verb) => verb,
            None if idle => at - 1,
            None => break,
        };
    }
    let verbs = at;
    at = before_time(s, at);
    if at > 1 && matches!(s.low(at - 1), "who" | "which") && !is_acronym(s, at - 1) {
        let end = if s.is(at - 2, ",") { at - 2 } else { at - 1 };
        return antecedent(s, end).map(|phrase| named_before(s, phrase, verbs));
    }
    // "families, many of whom say": some of them say so.
    if at > 3 && s.is(at - 1, "whom") && s.is(at - 2, "of") {
        return Some(Subject { phrase: at - 3..at, apposition: None, verbs });
    }
    let mut apposition = None;
    if at > 2 && (s.is(at - 1, ",") || s.is(at - 1, ")")) {
        let opener = if s.is(at - 1, ",") { "," } else { "(" };
        let close = at - 1;
        let open = (close.saturating_sub(24)..close).rev().find(|i| s.is(*i, opener))?;
        let inner = open + 1..close;
        if opener == "," && !is_insertion(s, inner.clone()) {
            return None;
        }
        apposition = Some(inner);
        at = before_age(s, open);
    } else if let Some(inner) = within_dashes(s, at) {
        at = inner.start - 1;
        apposition = Some(inner);
    }
    let phrase = phrase_before(s, at)?;
    // "The man, who police say fired the gun"
    let opens =
        phrase.len() > 1 && matches!(s.low(phrase.start), "who" | "which" | "whom") && !is_acronym(s, phrase.start);
    Some(Subject { phrase: phrase.start + usize::from(opens)..phrase.end, apposition, verbs })
}

/// Whom a relative clause behind `end` tells of: "sent it to a laboratory, which found" tells of the laboratory.
fn antecedent(s: &Sentence, end: usize) -> Option<Range<usize>> {
    let to = (end.saturating_sub(7)..end.saturating_sub(1)).rev().find(|i| is_preposition(s.low(*i)));
    let to = to.filter(|to| s.is(*to, "to") && (is_determiner(s.low(to + 1)) || s.is_capital(to + 1)));
    let whole = to.filter(|to| (to + 1..end).all(|i| s.kind(i) == Some(TokenKind::Word) && !is_finite(s, i)));
    whole.map(|to| to + 1..end).or_else(|| phrase_before(s, end))
}

/// "a tip from Ansel Kroft, a surveyor, who said": the name, of which the nearest phrase only tells more.
fn named_before(s: &Sentence, phrase: Range<usize>, verbs: usize) -> Subject {
    let comma = phrase.start.checked_sub(1).filter(|comma| s.is(*comma, ","));
    let describes = is_determiner(s.low(phrase.start)) && !s.is_capital(phrase.start);
    let capital = |i: &usize| s.is_capital(*i) && s.kind(*i) == Some(TokenKind::Word);
    let name = comma.filter(|_| describes).and_then(|comma| {
        let start = (comma.saturating_sub(4)..comma).rev().take_while(capital).last()?;
        Some(start..comma)
    });
    match name {
        Some(name) => Subject { phrase: name, apposition: Some(phrase), verbs },
        None => Subject { phrase, apposition: None, verbs },
    }
}

/// "Ida Kern, 44, an engineer at Quaylink, said": where the age before the comma at `open` begins.
fn before_age(s: &Sentence, open: usize) -> usize {
    let comma = open.checked_sub(2).filter(|comma| s.is(*comma, ",") && s.kind(open - 1) == Some(TokenKind::Number));
    comma.unwrap_or(open)
}

/// "Ana Sousa – who led the inspection – warned": what stands within dashes before a verb at `at`.
fn within_dashes(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let dash = |i: usize| s.kind(i) == Some(TokenKind::Dash);
    let close = at.checked_sub(1).filter(|close| dash(*close))?;
    let open = (close.saturating_sub(20)..close).rev().find(|i| dash(*i)).filter(|open| *open > 0)?;
    let describes = matches!(s.low(open + 1), "who" | "which" | "a" | "an" | "the" | "whose");
    (describes && close > open + 2).then_some(open + 1..close)
}

/// "likes to say", "continues to insist": the verb before the "to" at `to`, which only tells how often or how long.
pub(crate) fn chains(s: &Sentence, to: usize) -> Option<usize> {
    let verbs = [
        "likes",
        "like",
        "liked",
        "continues",
        "continue",
        "continued",
        "used",
        "tends",
        "tend",
        "tended",
        "began",
        "came",
        "started",
        "seems",
        "seemed",
        "appears",
        "appeared",
        "interrupted",
        "intervened",
        "wrote",
        "called",
        "phoned",
        "rang",
        "rose",
        "emailed",
    ];
    let verb = to.checked_sub(1)?;
    // "went on to describe"
    if s.is(to, "to") && s.is(verb, "on") && matches!(s.low_before(verb), "went" | "goes" | "go") {
        return Some(verb - 1);
    }
    (s.is(to, "to") && verbs.contains(&s.low(verb))).then_some(verb)
}

/// Before a time that stands between a subject and its verb: "the bank just this month announced", "who in 2010 said".
fn before_time(s: &Sentence, at: usize) -> usize {
    let start = at.saturating_sub(4);
    let time = |i: usize| TIMES.contains(s.low(i)) || is_year(s, i);
    let first = (start..at).find(|i| {
        (start.max(*i)..at).all(|j| time(j) || is_adverb(s.low(j)) || j == *i && matches!(s.low(j), "in" | "on"))
    });
    // The phrase keeps its words when only they would be left: "last year said" has no subject of its own.
    let after_participle =
        |first: usize| s.low_before(first).ends_with("ed") || PARTICIPLES.contains(s.low_before(first));
    let fits = |first: &usize| *first > 0 && at - first > 1 && time(at - 1) && !s.is(first - 1, ",");
    first.filter(|first| fits(first) && !after_participle(*first)).unwrap_or(at)
}

/// Whether what stands between two commas is an apposition or a passing phrase, and no clause of its own.
fn is_insertion(s: &Sentence, range: Range<usize>) -> bool {
    let first = s.low(range.start);
    // "speaking on condition of anonymity because the talks are secret", "and who would rather not be named"
    let relative = matches!(first, "who" | "which" | "whose" | "whom" | "speaking")
        || matches!(first, "and" | "but") && matches!(s.low(range.start + 1), "who" | "whose" | "whom");
    // "a manager who may not be named"
    let finite = range.clone().find(|i| is_finite(s, *i));
    let described = is_determiner(first)
        && finite
            .is_some_and(|verb| (range.start..verb).any(|i| matches!(s.low(i), "who" | "which" | "whose" | "that")));
    // "in a note that was passed on to us"
    let placed = is_preposition(first)
        && finite.is_some_and(|verb| (range.start..verb).any(|i| matches!(s.low(i), "who" | "which" | "that")));
    let plain = !range.clone().any(|i| is_finite(s, i));
    // "Harker, now retired, told"
    // "leaked to us", "seen by the Post"
    let reduced = (first.ends_with("ed")
        || PARTICIPLES.contains(first)
        || matches!(
            first,
            "seen"
                | "shown"
                | "sent"
                | "written"
                | "made"
                | "found"
                | "held"
                | "kept"
                | "taken"
                | "drawn"
                | "led"
                | "given"
        ))
        && is_preposition(s.low(range.start + 1))
        && !range.clone().skip(1).any(|i| is_finite(s, i));
    let stands = reduced
        || range.len() <= 3
            && (is_adverb(first) || matches!(first, "now" | "then" | "since" | "long" | "himself" | "herself"));
    relative || described || placed || plain || stands || s.low(range.start).parse::<u8>().is_ok()
}

/// The noun phrase that ends at `end`.
pub(crate) fn phrase_before(s: &Sentence, end: usize) -> Option<Range<usize>> {
    // A pronoun takes nothing before it: "In a statement to the Post it said".
    let last = end.checked_sub(1)?;
    if matches!(s.low(last), "it" | "he" | "she" | "they" | "we" | "i") {
        return Some(last..end);
    }
    let mut start = end;
    while start > 0 && end - start < 18 && !stops_phrase(s, start - 1, end) {
        start -= 1;
    }
    let start = skip_opening(s, start..end);
    (start < end).then(|| trim_coordination(s, start..end))
}

fn stops_phrase(s: &Sentence, index: usize, end: usize) -> bool {
    match s.kind(index) {
        Some(TokenKind::Word) => {
            let word = s.low(index);
            if word == "and" || word == "or" {
                return false;
            }
            if word == "as" && !is_acronym(s, index)
                || word == "that" && index + 1 < end && !opens_relative(s, index, end)
            {
                return true;
            }
            let opens =
                is_determiner(s.low(index + 1)) || PRONOUNS.contains(s.low(index + 1)) || s.is_capital(index + 1);
            // "messages in which Mr Mayhew wrote": the clause has a subject of its own.
            if matches!(word, "which" | "whom") && is_preposition(s.low_before(index)) {
                return true;
            }
            // "The mine, which the owner says is safe"
            if matches!(word, "who" | "which" | "whose") && opens && !is_acronym(s, index) {
                return true;
            }
            let relative = matches!(word, "who" | "which") && !opens || word == "that" && opens_relative(s, index, end);
            let inner = in_relative(s, index) || is_reduced_relative(s, index, end);
            !relative && (is_subordinator(word) || is_finite(s, index) && !inner)
        }
        Some(TokenKind::Number | TokenKind::Possessive) => false,
        Some(TokenKind::Mark) => !s.is(index, "-") && !s.is(index, ".") && !parts_a_form(s, index),
        Some(TokenKind::Open | TokenKind::Close) => false,
        Some(TokenKind::Dash | TokenKind::Citation) | None => true,
    }
}

/// "WHO", "Norwind Energy AS": letters of a name that look like a word.
fn is_acronym(s: &Sentence, index: usize) -> bool {
    s.words(index..index + 1).chars().all(char::is_uppercase)
        && !(0..s.len()).all(|i| s.words(i..i + 1).to_uppercase() == s.words(i..i + 1))
}

/// Whether a finite verb belongs to a relative clause of the phrase ("analysts who follow it", "a study that appeared").
fn in_relative(s: &Sentence, index: usize) -> bool {
    // "the experts we asked"
    let contact = index > 1
        && matches!(s.low(index - 1), "i" | "we" | "they" | "he" | "she")
        && nouns::head(s.low(index - 2)).is_some();
    contact
        || (index.saturating_sub(4)..index)
            .any(|i| s.is(i, "who") || s.is(i, "that") && opens_relative(s, i, usize::MAX))
}

/// "a study that appeared in May found": the clause says which study, when its verb follows at once and the sentence's own
/// verb comes later.
fn opens_relative(s: &Sentence, that: usize, end: usize) -> bool {
    let noun = that.checked_sub(1).and_then(|i| nouns::head(s.low(i)));
    let verb = after_adverbs(s, that + 1);
    let finite = is_finite(s, verb) || s.low(verb).len() > 4 && s.low(verb).ends_with("ed");
    noun.is_some() && verb + 1 < end && finite && lexicon::verb(s.low(verb)).is_none()
}

/// "a report released last year found", "a review led by Hill says": a participle that follows its noun, when a place, a
/// time or a doer follows the participle, and the sentence's own verb comes later.
fn is_reduced_relative(s: &Sentence, index: usize, end: usize) -> bool {
    let noun = index.checked_sub(1).is_some_and(|i| nouns::head(s.low(i)).is_some());
    // "the people concerned dismissed"
    if index + 1 == end && PARTICIPLES.contains(s.low(index)) {
        return true;
    }
    let next = s.low(index + 1);
    let more = is_preposition(next) || next == "out" || is_adverb(next) || TIMES.contains(next) || next == "public";
    let plain = lexicon::verb(s.low(index)).is_none() || next == "by";
    noun && more && plain && index + 2 < end && !is_auxiliary(s.low(index)) && !s.low(index).ends_with('s')
}

/// Passes over openings that belong to the sentence and not to the phrase: "And", "On Monday".
fn skip_opening(s: &Sentence, range: Range<usize>) -> usize {
    let mut start = range.start;
    while start < range.end && (matches!(s.low(start), "and" | "but" | "or" | "so" | "yet") || is_adverb_at(s, start)) {
        start += 1;
    }
    let opens = is_preposition(s.low(start)) || matches!(s.low(start), "last" | "this" | "earlier");
    if opens {
        let limit = range.end.min(start + 9);
        let time =
            (start + 1..limit).rev().find(|i| TIMES.contains(s.low(*i)) || is_occasion(s.low(*i)) || is_year(s, *i));
        return match time {
            Some(time) if time + 1 < range.end => time + 1,
            Some(_) | None if is_preposition(s.low(start)) => range.end,
            Some(_) | None => start,
        };
    }
    start
}

fn is_year(s: &Sentence, index: usize) -> bool {
    s.low(index).len() == 4 && s.low(index).parse::<u32>().is_ok()
}

/// Nouns of occasions on which something is said.
pub(crate) fn is_occasion(word: &str) -> bool {
    [
        "statement",
        "interview",
        "release",
        "post",
        "filing",
        "report",
        "letter",
        "email",
        "briefing",
        "conference",
        "speech",
    ]
    .contains(&word)
}

/// "The plant closed and the company" keeps only what follows a clause before "and".
fn trim_coordination(s: &Sentence, range: Range<usize>) -> Range<usize> {
    let Some(and) = range.clone().rev().find(|i| s.is(*i, "and") || s.is(*i, "or")) else { return range };
    let before = range.start..and;
    // "Ann Reed and Ole Berg": a name that only ends like a verb.
    let deed = s.low_before(and).ends_with("ed") && !(s.is_capital(and - 1) && s.is_capital(and.wrapping_sub(2)));
    let left_is_open = before.is_empty() || deed || s.is(and - 1, ",");
    let right_names_itself =
        is_determiner(s.low(and + 1)) || s.is_capital(and + 1) || PRONOUNS.contains(s.low(and + 1));
    let left_names_itself = is_determiner(s.low(range.start)) || s.is_capital(range.start) || range.start == 0;
    let alone = PRONOUNS.contains(s.low(and + 1));
    if left_is_open || alone || right_names_itself && !left_names_itself { and + 1..range.end } else { range }
}

/// The noun phrase that starts at `start`, with its of-, at- and participle parts.
pub(crate) fn phrase_after(s: &Sentence, start: usize) -> Range<usize> {
    let mut end = start;
    while end < s.len() && end - start < 18 {
        let word = s.low(end);
        let stop = match s.kind(end) {
            Some(TokenKind::Word) => {
                let joins = matches!(word, "and" | "or") && (is_determiner(s.low(end + 1)) || s.is_capital(end + 1))
                    || joins_offices(s, end);
                let relative = matches!(word, "who" | "which");
                let clause = is_subordinator(word) && !joins;
                end > start && (clause || is_finite(s, end) && !in_relative(s, end)) && !relative
            }
            Some(TokenKind::Number | TokenKind::Possessive) => false,
            Some(TokenKind::Mark) => {
                let form =
                    parts_matters(s, start, end) || parts_a_form(s, end) || s.is(end, ".") && parts_a_form(s, end + 1);
                !(s.is(end, ".") && is_title_before(s, end) || s.is(end, "-") || form)
            }
            Some(TokenKind::Open | TokenKind::Close | TokenKind::Dash | TokenKind::Citation) | None => true,
        };
        if stop {
            break;
        }
        end += 1;
    }
    while end > start && is_adverb_at(s, end - 1) {
        end -= 1;
    }
    start..end
}

/// "Founder and chief executive Jess Malloy": whether the "and" at `and` joins two offices of one name.
fn joins_offices(s: &Sentence, and: usize) -> bool {
    let holds = |i: usize| matches!(nouns::head(s.low(i)), Some(Head::Office | Head::Person | Head::Speaker));
    let name = || (and + 2..and + 5).find(|i| s.is_capital(*i));
    s.is(and, "and")
        && and > 0
        && holds(and - 1)
        && name().is_some_and(|name| holds(name - 1) && (and + 1..name).all(|i| s.kind(i) == Some(TokenKind::Word)))
}

fn is_title_before(s: &Sentence, index: usize) -> bool {
    ["mr", "mrs", "ms", "dr", "prof", "sen", "gov", "rep", "st"].contains(&s.low_before(index))
        || s.low_before(index).chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::span::Span;

    fn subject(text: &str, verb: &str) -> Option<String> {
        let s = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new()).remove(0);
        let verb = s.find(0..s.len(), verb).unwrap();
        subject_before(&s, verb).map(|subject| s.words(subject.phrase).to_owned())
    }

    fn check(text: &str, verb: &str, expected: &str) {
        assert_eq!(subject(text, verb).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn the_subject_is_the_phrase_before_the_verb_group() {
        check("The company has publicly claimed that", "claimed", "The company");
        check("On Monday the ministry said that", "said", "the ministry");
        check("In 2023, it claimed to have", "claimed", "it");
        check("The plant closed and the company said that", "said", "the company");
        check("Analysts cited by the Harbour Post described it", "described", "Analysts cited by the Harbour Post");
        check("But people who know the matter said that", "said", "people who know the matter");
    }

    #[test]
    fn an_apposition_is_kept_apart() {
        check("Dana Reyes, a shift lead at Orrin, said that", "said", "Dana Reyes");
        check("Huawei, for its part, said that", "said", "Huawei");
    }

    #[test]
    fn a_clause_is_something_with_a_finite_verb() {
        let clausal = |text: &str| {
            let s = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new()).remove(0);
            is_clausal(&s, 0..s.len())
        };
        assert!(clausal("the plant had closed"));
        assert!(!clausal("a captive market"));
    }
}
