//! Operators: words that add nothing of their own to a sentence and change what its other words say. Who "nearly closed"
//! the plant did not close it, "a suspected case" may be none, what "most schools" did not all schools did.
//!
//! Two sentences of the same words, one of them with such a word, are never taken for one claim. The classes are those
//! that grammars name: approximators, privative and intensional adjectives, quantifiers, exclusives, exceptives,
//! conditions, verbs of belief. What is only wanted, tried or ordered is found by [`coming`](super::coming) instead.

use std::collections::BTreeSet;

use super::portions::{ORDINALS, portion};
use super::roles::is_calendar;
use super::words::{STOP, Token};

/// A word, or a class of words that do the same, and the words over which it reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operator {
    /// The class; of a class whose words differ in meaning, the word.
    pub class: &'static str,
    /// Stems of the words whose meaning it changes.
    pub over: BTreeSet<String>,
}

/// How far an operator reaches.
#[derive(Clone, Copy)]
enum Reach {
    /// Over the next two words that carry meaning, within the clause: an adjective, an adverb, a quantifier.
    Near,
    /// Over the two before it: "alone".
    Before,
    /// Over all that follows.
    Behind,
    /// Over the whole sentence: a condition, an exception.
    All,
}

/// How many words that carry meaning an adjective, an adverb or a quantifier changes: "almost completely closed".
const NEAR: usize = 2;

/// Words that say of what happened that it did not, quite.
const ALMOST: &[&str] = &["almost", "nearly", "practically", "virtually", "verge", "brink"];
/// Words that say that it happened, or was so, by so little that it may not count.
const HARDLY: &[&str] = &["hardly", "barely", "scarcely"];
/// Words that leave a part out.
const PARTLY: &[&str] =
    &["partly", "partially", "partial", "mostly", "largely", "mainly", "somewhat", "majority", "minority"];
const ALL: &[&str] = &["all", "every", "each", "always"];
const FEW: &[&str] = &["few", "seldom", "rarely", "rare"];
const ONLY: &[&str] = &["only", "solely", "exclusively", "merely"];
/// Worlds in which something is so, and not in this one, or not in people: "in a film", "during the drill", "in mice".
const WORLDS: &[&str] = &[
    "film",
    "movie",
    "novel",
    "drama",
    "sitcom",
    "dream",
    "dreams",
    "fiction",
    "simulation",
    "simulations",
    "simulator",
    "drill",
    "drills",
    "rehearsal",
    "rehearsals",
    "exercise",
    "exercises",
    "dish",
    "vitro",
    "silico",
    "theory",
    "principle",
    "mock",
    "fictional",
    "hypothetical",
    "simulated",
    "parody",
    "satire",
    "mice",
    "mouse",
    "rats",
    "rat",
    "monkeys",
    "rodents",
    "videogame",
];
const EXCEPT: &[&str] = &["except", "excluding", "excepted", "barring"];
/// The class of exceptions.
const EXCEPTION: &str = "except";
/// The class of what is so in another world.
const WORLD: &str = "in another world";
/// The class of conditions.
const CONDITION: &str = "if";
const CONDITIONS: &[&str] = &["if", "unless", "whether", "provided"];
/// The classes that change the whole sentence from wherever they stand in it.
const ON_ALL: &[&str] = &[CONDITION, EXCEPTION, WORLD];
/// Adjectives after which a thing is not, or not yet, or no longer, what the noun says. Each stands for itself.
const UNREAL: &[&str] = &[
    "attempted",
    "planned",
    "proposed",
    "intended",
    "prospective",
    "hypothetical",
    "fake",
    "counterfeit",
    "forged",
    "bogus",
    "phoney",
    "phony",
    "sham",
    "mock",
    "simulated",
    "fictional",
    "fictitious",
    "aborted",
    "abortive",
    "failed",
    "thwarted",
    "foiled",
    "averted",
    "staged",
    "aspiring",
    "draft",
    "pseudo",
    "quasi",
    "replica",
    "imitation",
    "early",
    "preliminary",
    "provisional",
    "initial",
];
/// Adjectives of an office that somebody had, will have or has for a while. Before a title with its name they change
/// nothing: "former minister Lena Dolny".
const OFFICE: &[&str] = &["former", "ex", "onetime", "erstwhile", "acting", "interim", "designate", "elect"];
/// Whoever stands in for an office does not hold it.
const STANDING_IN: &[&str] =
    &["deputy", "vice", "assistant", "junior", "shadow", "honorary", "associate", "step", "grand"];
/// Points of the compass.
const COMPASS: &[&str] = &["north", "south", "east", "west", "northern", "southern", "eastern", "western"];
/// Words that make another place of a name behind them.
const RENAMING: &[&str] = &["new", "upper", "lower", "little", "old"];
/// Words that turn round what they are put to.
const CONTRARY: &[&str] = &["down", "fewer", "less", "against", "despite", "below", "percentage"];
/// Titles that stand before a name with a capital.
const TITLES: &[&str] = &[
    "president",
    "minister",
    "prime",
    "senator",
    "chancellor",
    "governor",
    "mayor",
    "judge",
    "secretary",
    "king",
    "queen",
    "director",
    "chairman",
    "chairwoman",
    "chief",
    "ambassador",
    "general",
    "professor",
    "congressman",
    "congresswoman",
];
/// What is thought, feared or rumoured need not be so. Adverbs – "reportedly", "probably" – are hedges of an assertion,
/// kept with it, and stand elsewhere.
const THOUGHT: &[&str] = &[
    "fear",
    "hope",
    "believe",
    "think",
    "thought",
    "suspect",
    "suspected",
    "assume",
    "imagine",
    "pretend",
    "worry",
    "speculate",
    "bet",
    "wonder",
    "alleged",
    "supposed",
    "presumed",
    "purported",
    "possible",
    "potential",
    "unlikely",
    "impossible",
    "doubtful",
    "unclear",
    "uncertain",
    "unconfirmed",
    "rumour",
    "rumor",
    "rumoured",
    "rumored",
    "allegation",
    "suspicion",
    "possibility",
    "likelihood",
    "threat",
    "speculation",
    "theory",
    "idea",
    "belief",
];

/// Whoever is found not to have done it.
const CLEARED: &[&str] = &["cleared", "innocent", "vindicated", "pardoned"];
/// Whoever is only said to have done it.
const ACCUSED: &[&str] = &["accused", "charged", "indicted", "arraigned", "questioned"];
/// What is only seen or heard of another: "Roth saw that a guard stole it".
const WITNESSED: &[&str] = &["saw", "sees", "seen", "heard", "hears", "watched", "noticed", "overheard"];

/// Words behind which stands what somebody did not do, is only said to have done, or only saw: "was acquitted of having bribed",
/// "is said to have bribed", "was wrong to say that it bribed", "saw that a guard stole it"; what somebody got and did not give ("was
/// paid 5 million"), and what they have not yet ("wants 300 lorries", "put up for sale").
fn held_off(tokens: &[Token<'_>], at: usize) -> Option<&'static str> {
    let lower = word(tokens, Some(at));
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    // "Was awarded the contract by the council": who gives it is told.
    let has_agent = || tokens.iter().skip(at + 1).any(|token| token.lower == "by");
    // "Needed nine hours": how long it took.
    let is_long = || {
        (at + 1..at + 4).any(|i| {
            matches!(
                word(tokens, Some(i)),
                "minutes" | "hours" | "days" | "weeks" | "months" | "years" | "minute" | "hour" | "day"
            )
        })
    };
    let of = matches!(next, "of" | "in" | "on" | "over" | "with" | "about");
    let is_be = matches!(before, "is" | "are" | "was" | "were" | "been" | "be");
    match lower {
        "acquitted" | "acquits" | "exonerated" | "absolved" => Some("cleared"),
        _ if CLEARED.contains(&lower) && of => Some("cleared"),
        "guilty" if before == "not" => Some("cleared"),
        _ if ACCUSED.contains(&lower) && of => Some("accused"),
        "said" | "reported" | "claimed" | "reputed" | "understood" | "held" | "known" | "considered" | "believed"
            if next == "to" && (is_be || before == "widely") =>
        {
            Some("thought")
        }
        // "Was paid 5 million" and "paid 5 million": who gets it, and who gives it.
        "paid" | "offered" | "given" | "promised" | "awarded" | "owed" | "lent" | "sent" | "handed" | "sold"
        | "asked"
            if is_be && !has_agent() && !matches!(next, "to" | "for" | "in" | "on" | "at") =>
        {
            Some("received")
        }
        "sale" if before == "for" => Some("offered"),
        "want" | "wants" | "wanted" | "need" | "needs" | "needed" | "lack" | "lacks" | "seek" | "seeks" | "sought"
            if next != "to" && !is_long() =>
        {
            Some("wanted")
        }
        "claimed" | "claims" | "pretended" | "professed" if next == "to" => Some("thought"),
        "wrong" | "mistaken" if matches!(next, "to" | "in" | "that" | "when" | "about") => Some("wrong"),
        _ if WITNESSED.contains(&lower) && matches!(next, "that" | "how" | "who" | "whether" | "why") => {
            Some("witnessed")
        }
        _ => None,
    }
}

/// The operators of a main clause, and those of what hangs on it that change it all.
pub(super) fn operators(main: &[Token<'_>], whole: &[Token<'_>]) -> impl Iterator<Item = Operator> {
    within(main).chain(within(whole).filter(|operator| ON_ALL.contains(&operator.class)))
}

/// Whether a word of what is told behind a clause changes the whole sentence: "if the council agrees", "except one", "in a film".
pub(super) fn change_all(tokens: &[Token<'_>]) -> bool {
    let mut all = (0..tokens.len()).filter_map(|at| operator(tokens, at));
    all.any(|(class, _)| ON_ALL.contains(&class))
}

fn within(tokens: &[Token<'_>]) -> impl Iterator<Item = Operator> {
    tokens.iter().enumerate().filter_map(|(at, _)| {
        let (class, reach) = operator(tokens, at)?;
        let over = over(tokens, at, reach);
        (!over.is_empty()).then_some(Operator { class, over })
    })
}

pub(super) fn word<'t>(tokens: &'t [Token<'_>], at: Option<usize>) -> &'t str {
    at.and_then(|at| tokens.get(at)).map_or("", |token| token.lower.as_str())
}

fn operator(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, Reach)> {
    let lower = word(tokens, Some(at));
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    let is = |words: &[&str]| words.contains(&lower);
    let near = |class| Some((class, Reach::Near));
    // What stands before a number belongs to it, and numbers are compared by value: "almost five", "only 30".
    let counts = counts_next(tokens, at);
    if is(ALMOST) && !counts {
        return near("almost");
    }
    // "As good as sold".
    if lower == "good" && before == "as" && next == "as" {
        return near("almost");
    }
    if is(HARDLY) && !counts {
        return near("hardly");
    }
    if is(PARTLY) || (matches!(lower, "part" | "parts" | "half") && matches!(next, "of" | "the" | "its")) {
        return near("part of");
    }
    if lower == "most" && !counts {
        return near("most");
    }
    if is(ALL) && !counts && !matches!(before, "at" | "after" | "above" | "of") && next != "other" {
        return near("all");
    }
    if is(FEW) && before != "a" && before != "the" {
        return near("few");
    }
    if is(ONLY) && !counts && before != "not" {
        return near("only");
    }
    if lower == "alone" {
        return Some(("only", Reach::Before));
    }
    // ", minus its dam", and not "minus 5 degrees".
    let takes_off = || lower == "minus" && tokens.get(at).is_some_and(|token| token.after_stop) && !counts;
    if is(EXCEPT) || takes_off() || is_exception(before, lower, next) {
        return Some((EXCEPTION, Reach::All));
    }
    // What is so of another, or was not done: "rather than by shrinking it", "unlike Halm".
    if lower == "unlike" || matches!((lower, next), ("instead", "of") | ("rather" | "other", "than")) {
        return Some(("instead", Reach::All));
    }
    if lower == "too" && tokens.get(at + 1).is_some_and(|next| !next.after_stop && !next.is_stop()) {
        return near("too");
    }
    whole(tokens, at).or_else(|| portion(tokens, at).map(|part| (part, Reach::Near))).or_else(|| named(tokens, at))
}

/// "In a film", "during a fire drill", "in mice": behind a preposition, with no more than an article and two words between.
fn is_world(tokens: &[Token<'_>], at: usize) -> bool {
    if !WORLDS.contains(&word(tokens, Some(at))) {
        return false;
    }
    let leads = |token: &Token<'_>| matches!(token.lower.as_str(), "in" | "during" | "within" | "part");
    let before = tokens.get(at.saturating_sub(4)..at).unwrap_or_default();
    let is_of_phrase = |token: &&Token<'_>| !token.after_stop && !token.is_capital();
    // "In May the drill broke": a name ends the phrase.
    let phrase = before.iter().rev().take_while(is_of_phrase).count();
    let opening = before.len().checked_sub(phrase + 1).and_then(|at| before.get(at));
    let is_whole = tokens.get(at).is_some_and(|token| !token.after_stop);
    is_whole && before.iter().rev().take(phrase).chain(opening).any(leads)
}

/// Conditions, ranks, and what turns round a comparison.
fn whole(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, Reach)> {
    if is_world(tokens, at) {
        return Some((WORLD, Reach::All));
    }
    let lower = word(tokens, Some(at));
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    let is = |words: &[&str]| words.contains(&lower);
    let near = |class| Some((class, Reach::Near));
    if (is(CONDITIONS) && !matches!(before, "even" | "as")) || hangs_on(tokens, at) {
        return Some((CONDITION, Reach::All));
    }
    if is_ranked(tokens, at) {
        return near("ranked");
    }
    if lower == "used" && next == "to" && !matches!(before, "is" | "are" | "was" | "were" | "be" | "been") {
        return near("used to");
    }
    // "Was down", "down 3 percent", and not "burned down".
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_lower = || is_number(next) || ["is", "are", "was", "were", "been", "be"].contains(&before);
    // "Below 40 percent" is a bound, which is compared by its value.
    let is_bound = lower == "below" && is_number(next);
    if is(CONTRARY) && !is_bound && (lower != "down" || is_lower()) {
        return own(CONTRARY, lower).map(|word| (word, Reach::All));
    }
    None
}

/// "Subject to approval", "on condition that", "conditional on", ", pending approval".
fn hangs_on(tokens: &[Token<'_>], at: usize) -> bool {
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    match word(tokens, Some(at)) {
        "subject" => next == "to" && !matches!(before, "the" | "a" | "this" | "that"),
        "condition" => before == "on" && matches!(next, "that" | "of"),
        "conditional" | "contingent" => matches!(next, "on" | "upon"),
        "pending" => tokens.get(at).is_some_and(|token| token.after_stop),
        _ => false,
    }
}

/// Words that make another person, place or thing of a name or noun behind them, and what is only thought.
fn named(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, Reach)> {
    let lower = word(tokens, Some(at));
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    let near = |class| Some((class, Reach::Near));
    // A point of the compass makes it another: "South Averick", "the north ward".
    let is_in_name = || [at, at + 1].iter().all(|at| tokens.get(*at).is_some_and(Token::is_capital));
    if let Some(point) = own(COMPASS, lower).or_else(|| own(RENAMING, lower).filter(|_| is_in_name())) {
        // "Mombasa South by Amina Yusuf": behind a name it is part of that name.
        let follows_name = [at.checked_sub(1), Some(at)]
            .iter()
            .all(|at| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is_capital() && !token.after_stop));
        let opens_name = tokens.get(at + 1).is_some_and(Token::is_capital)
            && !tokens.get(at + 1).is_some_and(|next| next.after_stop);
        let is_behind = follows_name && !opens_name && at > 1;
        return Some((point, if is_behind { Reach::Before } else { Reach::Near }));
    }
    if let Some(standing_in) = own(STANDING_IN, lower).filter(|_| next != "versa") {
        return near(standing_in);
    }
    if let Some(office) = own(OFFICE, lower).filter(|_| !is_title(tokens, at)) {
        return near(office);
    }
    // Such adjectives stand before a noun: "a failed test", not "it failed at the test".
    let is_before_noun = tokens.get(at + 1).is_some_and(|next| !next.is_stop() && !next.after_stop) || lower == "so";
    if let Some(unreal) = unreal(lower, before, next).filter(|_| is_before_noun || lower == "would") {
        return near(unreal);
    }
    if let Some(class) = held_off(tokens, at) {
        return Some((class, Reach::Behind));
    }
    THOUGHT.iter().find(|thought| is_form(lower, thought)).map(|_| ("thought", Reach::Behind))
}

/// The word of a list that this is.
pub(super) fn own(list: &[&'static str], lower: &str) -> Option<&'static str> {
    list.iter().find(|word| **word == lower).copied()
}

fn unreal(lower: &str, before: &str, next: &str) -> Option<&'static str> {
    match (lower, next) {
        ("so", "called") => Some("so-called"),
        ("would", "be") if ["a", "an", "the"].contains(&before) => Some("would-be"),
        // "Failed to" turns round what follows; "opened as planned" did open.
        (_, "to") => None,
        _ if before == "as" => None,
        // "In early May".
        ("early", next) if is_calendar(next) || next.starts_with(|c: char| c.is_ascii_digit()) => None,
        _ => own(UNREAL, lower),
    }
}

/// Whether a word is an inflection of a base form: "fears", "feared", "fearing".
fn is_form(lower: &str, base: &str) -> bool {
    let open = base.strip_suffix('e').unwrap_or(base);
    lower == base
        || lower.strip_prefix(base).is_some_and(|ending| matches!(ending, "s" | "d" | "ed" | "ing"))
        || lower.strip_prefix(open).is_some_and(|ending| ending == "ing")
        || base
            .strip_suffix('y')
            .and_then(|open| lower.strip_prefix(open))
            .is_some_and(|end| matches!(end, "ies" | "ied"))
}

/// Whether what follows is a number, at most behind an article and what makes it rough: "all of the 640 workers".
fn counts_next(tokens: &[Token<'_>], at: usize) -> bool {
    let is_between = |token: &&Token<'_>| STOP.contains(&token.lower.as_str());
    let next = tokens.iter().skip(at + 1).take(4).find(|token| !is_between(token));
    next.is_some_and(Token::is_number)
}

/// "With the exception of", "apart from", "anyone but".
fn is_exception(before: &str, lower: &str, next: &str) -> bool {
    matches!((lower, next), ("exception", "of") | ("apart" | "aside", "from") | ("save", "for"))
        || (lower == "but" && is_of_all(before))
}

/// Words behind which "but" takes out what follows: "anyone but", "nobody but", "all but".
fn is_of_all(before: &str) -> bool {
    matches!(before, "all" | "none" | "nothing" | "anything" | "everything")
        || ["one", "body"].iter().any(|end| before.ends_with(end) && before.len() > 4)
}

/// Whether a superlative is taken down: "second largest", "one of the largest", "among the best".
fn is_ranked(tokens: &[Token<'_>], at: usize) -> bool {
    let lower = word(tokens, Some(at));
    let is_superlative = |at: usize| {
        let lower = word(tokens, Some(at));
        matches!(lower, "most" | "least" | "best" | "worst") || (lower.len() > 5 && lower.ends_with("est"))
    };
    let is_ordinal = lower != "first" && ORDINALS.contains(&lower) && is_superlative(at + 1);
    let is_one_of = (lower == "one" && word(tokens, Some(at + 1)) == "of") || lower == "among";
    is_ordinal || (is_one_of && (at + 1..at + 5).any(is_superlative))
}

/// Whether an adjective of an office stands before a title with its name.
fn is_title(tokens: &[Token<'_>], at: usize) -> bool {
    let rest = tokens.get(at + 1..).unwrap_or_default();
    let titled = rest
        .iter()
        .take(3)
        .take_while(|token| !token.is_stop() && (!token.is_capital() || TITLES.contains(&token.lower.as_str())));
    let length = titled.count();
    // "Otto Lang, a former minister, was jailed": the name stands before it.
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let is_apposed = before(1)
        .is_some_and(|article| article.after_stop && ["a", "an", "the"].contains(&article.lower.as_str()))
        && before(2).is_some_and(Token::is_capital)
        && rest.first().is_some_and(|title| TITLES.contains(&title.lower.as_str()));
    if is_apposed {
        return true;
    }
    length > 0 && rest.get(length).is_some_and(|token| token.is_capital() && !token.is_stop())
}

/// The stems over which an operator reaches.
fn over(tokens: &[Token<'_>], at: usize, reach: Reach) -> BTreeSet<String> {
    let meant = |token: &&Token<'_>| !token.is_stop();
    let behind = tokens.get(at + 1..).unwrap_or_default();
    match reach {
        Reach::Near => {
            behind.iter().take_while(|token| !token.after_stop).filter(meant).take(NEAR).map(Token::stem).collect()
        }
        Reach::Before => {
            let before = tokens.get(..at).unwrap_or_default();
            before.iter().rev().filter(meant).take(NEAR).map(Token::stem).collect()
        }
        Reach::Behind => behind.iter().filter(meant).map(Token::stem).collect(),
        Reach::All => tokens.iter().filter(meant).map(Token::stem).collect(),
    }
}

/// Whether the one has an operator over words of the other, which has none of its class over the same.
pub(crate) fn changes(ours: &BTreeSet<Operator>, theirs: &BTreeSet<Operator>, stems: &BTreeSet<String>) -> bool {
    ours.iter().any(|operator| {
        let is_met = |other: &Operator| other.class == operator.class && !other.over.is_disjoint(&operator.over);
        !operator.over.is_disjoint(stems) && !theirs.iter().any(is_met)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    #[test]
    fn what_is_so_in_another_world_is_told_apart() {
        let is_elsewhere = |text: &str| within(&tokens(text)).any(|operator| operator.class == WORLD);
        for text in [
            "He burned it in a film.",
            "It leaked during a fire drill.",
            "It kills cancer cells in mice.",
            "In a film he burned it.",
            "He burned it as part of a drill.",
        ] {
            assert!(is_elsewhere(text), "{text}");
        }
        for text in [
            "He burned the film.",
            "The drill broke.",
            "In May the drill broke.",
            "The mice died in May, and the film burned.",
        ] {
            assert!(!is_elsewhere(text), "{text}");
        }
    }
}
