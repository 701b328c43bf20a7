//! The claim as one self-contained sentence, and what sort of proposition it is.

mod kinds;

use stemma_core::enumerations::{Modality, SourceKind};

pub(crate) use self::kinds::kind;
use crate::frames::complement::is_numeral;
use crate::grammar;
use crate::phrases::Phrases;

/// Who may stand for a pronoun that opens the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaker<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: SourceKind,
    /// In their own words they are "I" and "we", in others' "he", "it" and "they".
    pub(crate) quoted: bool,
}

/// One line, without marks of citation, quotation and markup, capitalised, with a full stop.
///
/// `speaker` takes the place of a pronoun that opens the words, when it can stand for them.
pub(crate) fn sentence(words: &str, speaker: Option<Speaker>) -> String {
    let plain = plain(words);
    let mut rest = plain.as_str();
    // "that was untrue": it points at what was said before, and joins nothing.
    let points = |rest: &str| {
        rest.strip_prefix("that ").and_then(|rest| rest.split(' ').next()).is_some_and(|verb| {
            const VERBS: &[&str] = &[
                "is", "was", "would", "will", "had", "has", "could", "may", "might", "did", "does", "turned", "proved",
            ];
            VERBS.contains(&verb)
        })
    };
    while let Some(shorter) = ["and ", "but ", "that ", "And ", "But ", "so ", ", ", "; ", "… ", "... "]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .filter(|_| !points(rest))
    {
        rest = shorter;
    }
    // A document is not what its "it" is about.
    let rest = match speaker.filter(|speaker| speaker.kind != SourceKind::Document) {
        Some(speaker) => with_speaker(rest, speaker),
        None => rest.to_owned(),
    };
    let rest = rest.trim_end_matches([',', ';', ':', ' ', '—', '–', '-']);
    let mut chars = rest.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let ends = rest.ends_with(['.', '?', '!', '…']);
    format!("{first}{}{}", chars.as_str(), if ends { "" } else { "." })
}

/// "X claimed to have done Y" → "X done Y"; "X is said to do Y" → "X does Y".
pub(crate) fn from_infinitive(subject: &str, rest: &str, future: bool) -> String {
    let (verb, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let plural = is_plural(subject);
    match verb {
        "be" if future => format!("{subject} will be {tail}"),
        "be" => format!("{subject} {} {tail}", copula(subject)),
        "have" if tail.starts_with("been ") => {
            format!("{subject} {} {}", if plural { "were" } else { "was" }, tail.trim_start_matches("been "))
        }
        "have" if tail.split(' ').next().is_some_and(is_participle_only) => {
            format!("{subject} {} {tail}", if plural { "have" } else { "has" })
        }
        "have" => format!("{subject} {tail}"),
        _ if future => format!("{subject} will {rest}"),
        _ if plural || grammar::is_adverb(verb) => format!("{subject} {rest}"),
        _ => format!("{subject} {} {tail}", third(verb)),
    }
}

/// "X claimed never to have done Y" → "X has never done Y"; "X promised not to do Y" → "X will not do Y".
pub(crate) fn from_negated_infinitive(subject: &str, not: &str, rest: &str, future: bool) -> String {
    let (verb, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let plural = is_plural(subject);
    match verb {
        _ if future => format!("{subject} will {not} {rest}"),
        "be" => format!("{subject} {} {not} {tail}", copula(subject)),
        "have" => format!("{subject} {} {not} {tail}", if plural { "have" } else { "has" }),
        _ => format!("{subject} {} {not} {rest}", if plural { "do" } else { "does" }),
    }
}

/// "is" or "are".
pub(crate) fn copula(subject: &str) -> &'static str {
    if is_plural(subject) { "are" } else { "is" }
}

/// Participles that are no past of their own.
fn is_participle_only(word: &str) -> bool {
    [
        "known",
        "seen",
        "done",
        "written",
        "taken",
        "given",
        "gone",
        "begun",
        "been",
        "become",
        "shown",
        "grown",
        "fallen",
        "broken",
        "spoken",
        "chosen",
        "stolen",
        "driven",
        "risen",
        "eaten",
        "drawn",
        "thrown",
        "flown",
        "hidden",
        "run",
        "come",
        "sunk",
        "drunk",
        "withdrawn",
        "overseen",
        "forgotten",
    ]
    .contains(&word)
}

fn third(verb: &str) -> String {
    match verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if verb.ends_with(['s', 'x', 'o']) || verb.ends_with("sh") || verb.ends_with("ch") => format!("{verb}es"),
        None => format!("{verb}s"),
    }
}

fn is_plural(subject: &str) -> bool {
    let head = subject.split([',', '—', '(']).next().unwrap_or_default();
    let head = [" of ", " at ", " for ", " in ", " from "]
        .iter()
        .fold(head, |head, cut| head.split(cut).next().unwrap_or(head));
    let last = head.split_whitespace().last().unwrap_or_default();
    let lower = last.starts_with(char::is_lowercase);
    head.contains(" and ")
        || lower && last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us")
        || last == "people"
}

/// The words without markup, quotation marks and citation marks, on one line.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = words.get(at..).unwrap_or_default();
        let skip = match c {
            '[' => bracket(rest),
            ']' if rest.starts_with("](") => rest.find(')').map_or(1, |close| close + 1),
            '*' | '`' | '“' | '”' | '"' | '«' | '»' | '„' => 1,
            '>' if out.ends_with('\n') || out.is_empty() => 1,
            _ => 0,
        };
        if skip == 0 {
            out.push(c);
        }
        while skip > 0 && chars.peek().is_some_and(|(next, _)| *next < at + skip) {
            chars.next();
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// How many bytes of a bracket are no words: all of `[12]`, the first of `[words](link)`.
fn bracket(rest: &str) -> usize {
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let closes = rest.as_bytes().get(digits + 1) == Some(&b']');
    match (digits > 0 && closes, rest.find("](")) {
        (true, _) => digits + 2,
        (false, Some(at)) if at < 300 => 1,
        (false, _) => 0,
    }
}

/// Puts the speaker for an opening pronoun of their type.
fn with_speaker(words: &str, speaker: Speaker) -> String {
    let Speaker { name, kind, quoted } = speaker;
    let unnamed = kind == SourceKind::UnnamedGroup;
    let article = unnamed && !is_plural(name) && !name.contains(' ') && name.starts_with(char::is_lowercase);
    let name = if article || is_role(name) { &format!("the {name}") } else { name };
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let (stem, contracted) = ["'s", "’s", "'ll", "’ll", "'ve", "’ve", "'re", "’re", "'m", "’m"]
        .iter()
        .find_map(|end| first.strip_suffix(end).map(|stem| (stem, *end)))
        .unwrap_or((first, ""));
    let person = matches!(kind, SourceKind::Person | SourceKind::UnnamedPerson | SourceKind::Author);
    let fits = match stem.to_lowercase().as_str() {
        "it" | "its" => !(quoted || person || unnamed && !article),
        "he" | "she" | "his" | "her" => !quoted && person,
        "i" | "my" => quoted && person,
        // "The hospital said they were free to leave": one body is not they.
        "they" | "their" => !quoted && !person && !article,
        "we" | "our" => quoted && !person,
        _ => false,
    };
    let it_is = stem.eq_ignore_ascii_case("it")
        && (!contracted.is_empty() || rest.starts_with("is ") || rest.starts_with("was "));
    // "It rained in May" is about nobody.
    let rains =
        matches!(rest.split(' ').next(), Some("rained" | "rains" | "snowed" | "snows" | "hailed" | "thundered"));
    if !fits || it_is && impersonal(rest) || rains {
        return words.to_owned();
    }
    let owns = matches!(stem.to_lowercase().as_str(), "its" | "his" | "her" | "my" | "their" | "our");
    let verb = match contracted.trim_start_matches(['\'', '’']) {
        "s" | "m" | "re" => " is",
        "ll" => " will",
        "ve" => " has",
        _ => "",
    };
    let (next, tail) = rest.split_once(' ').unwrap_or((rest, ""));
    let agreed = match (next, kind == SourceKind::UnnamedGroup || owns) {
        ("have", false) => "has",
        ("are" | "am", false) => "is",
        ("were", false) => "was",
        ("do", false) => "does",
        (same, _) => same,
    };
    let rest = if tail.is_empty() { agreed.to_owned() } else { format!("{agreed} {tail}") };
    format!("{name}{}{verb} {rest}", if owns { "'s" } else { "" })
}

/// Whether words open with "we" or "our": "We're ready", "Our offer stands".
pub(crate) fn is_of_several(words: &str) -> bool {
    let first = words.split([' ', '\'', '’']).next().unwrap_or_default();
    first.eq_ignore_ascii_case("we") || first.eq_ignore_ascii_case("our")
}

/// "mayor", "deputy head of the school": what one person is called without a name, and without an article.
fn is_role(name: &str) -> bool {
    let first = name.split([' ', '\'', '’']).next().unwrap_or_default();
    let is_called = name.starts_with(char::is_lowercase) && !is_plural(name);
    is_called && !grammar::is_determiner(first) && !grammar::PRONOUNS.contains(first) && !is_numeral(first)
}

/// "it is clear that", "it was impossible to".
fn impersonal(rest: &str) -> bool {
    let weather = rest.split(' ').take(3).any(|word| {
        let word = word.trim_end_matches(['.', ',']);
        matches!(word, "cold" | "warm" | "hot" | "dark" | "raining" | "snowing" | "foggy" | "windy")
    });
    weather
        || rest.split(' ').take(6).any(|word| {
            matches!(word, "that" | "to" | "whether" | "for" | "how" | "why" | "what" | "if" | "who" | "when")
        })
}

/// Words that tell how flatly something is said, each list in its place.
static FLATNESS: Phrases = Phrases::new(&[
    &["suppose", "imagine"],
    &["rumored", "rumoured", "reportedly", "allegedly", "rumors", "rumours"],
    &[
        "may",
        "might",
        "could",
        "perhaps",
        "possibly",
        "apparently",
        "seems",
        "seem",
        "appears",
        "appear",
        "likely",
        "probably",
        "suggests",
        "arguably",
        "presumably",
        "potentially",
        "seemingly",
        "reported",
    ],
    &[
        "will",
        "won't",
        "by the end of",
        "is expected to",
        "plans to",
        "is planning to",
        "are planning to",
        "going to",
        "is due to",
        "are due to",
        "is set to",
        "are set to",
        "is scheduled to",
        "are scheduled to",
        "aims to",
        "takes effect",
        "is tipped to",
        "are tipped to",
        "is slated to",
        "are slated to",
    ],
    &["would"],
    &["would have"],
    &["can", "to"],
]);

/// How flatly the words say it.
pub(crate) fn modality(words: &str) -> Modality {
    // The month is no hedge.
    let low = spaced(&words.replace(" May", " "), &['—', '–', ',', '.']);
    let had = FLATNESS.had(&low);
    if low.trim_start().starts_with("if ") || had.from(0) {
        return Modality::Hypothetical;
    }
    if had.from(1) {
        return Modality::Rumoured;
    }
    let ahead = (had.from(4) && !had.from(5) || had.from(6)) && dated_ahead(&low);
    match (had.from(3) || ahead, had.from(2)) {
        (true, _) => Modality::Predicted,
        (false, true) => Modality::Hedged,
        (false, false) => Modality::Asserted,
    }
}

/// Whether words tell of what is to come or is planned, however sure whoever says so is of it: "is planning to sell".
fn foretells(words: &str) -> bool {
    FLATNESS.had(&spaced(words, &['—', '–', ',', '.'])).from(3)
}

/// The words in lower case between blanks, with blanks for the marks.
fn spaced(words: &str, marks: &[char]) -> String {
    let mut low = String::with_capacity(words.len() + 2);
    low.push(' ');
    low.extend(words.to_lowercase().chars().map(|c| if marks.contains(&c) { ' ' } else { c }));
    low.push(' ');
    low
}

/// "by 2031".
fn dated_ahead(low: &str) -> bool {
    low.split(" by ")
        .skip(1)
        .any(|rest| rest.trim_start().starts_with("20") || rest.starts_with("the end of") || rest.starts_with("next "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_by_themselves() {
        let orrin = Some(Speaker { name: "Orrin", kind: SourceKind::Organization, quoted: false });
        let quoted = Some(Speaker { name: "Orrin", kind: SourceKind::Organization, quoted: true });
        assert_eq!(sentence("We have no plans", quoted), "Orrin has no plans.");
        assert_eq!(sentence("They are over.", quoted), "They are over.");
        assert_eq!(sentence("it will “reopen”\n> in May [3],", orrin), "Orrin will reopen in May.");
        assert_eq!(sentence("and the **dam** [held](http://x.y)", None), "The dam held.");
        assert_eq!(sentence("it's late", orrin), "Orrin is late.");
        assert_eq!(sentence("he left", orrin), "He left.");
        assert_eq!(sentence("it is clear that the dam held", orrin), "It is clear that the dam held.");
    }

    #[test]
    fn infinitives_become_statements() {
        assert_eq!(from_infinitive("Orrin", "have produced a chip", false), "Orrin produced a chip");
        assert_eq!(from_infinitive("Orrin", "open a mill", true), "Orrin will open a mill");
        assert_eq!(from_infinitive("the chips", "be slow", false), "the chips are slow");
        assert_eq!(from_infinitive("the chip", "achieve 3 GHz", false), "the chip achieves 3 GHz");
        let not = |word, rest, future| from_negated_infinitive("Orrin", word, rest, future);
        assert_eq!(not("never", "have sold a chip", false), "Orrin has never sold a chip");
        assert_eq!(not("not", "be late", false), "Orrin is not late");
        assert_eq!(not("not", "sell chips", true), "Orrin will not sell chips");
        assert_eq!(not("not", "sell chips", false), "Orrin does not sell chips");
    }

    #[test]
    fn modality_follows_the_words() {
        assert_eq!(modality("it may be late"), Modality::Hedged);
        assert_eq!(modality("it can achieve this by 2031"), Modality::Predicted);
        assert_eq!(modality("the plant closed"), Modality::Asserted);
    }
}
