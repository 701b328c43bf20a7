//! Whether the words around a date tell of what has happened.

/// Words of what lies ahead, or may: a date beside them is not one that has been.
const AHEAD: &[&str] = &[
    "will",
    "would",
    "shall",
    "may",
    "might",
    "could",
    "should",
    "must",
    "can",
    "wo",
    "plans",
    "planned",
    "plan",
    "expects",
    "expected",
    "scheduled",
    "due",
    "slated",
    "intends",
    "intended",
    "aims",
    "hopes",
    "upcoming",
    "coming",
    "next",
    "poised",
    "postponed",
    "delayed",
    "forecast",
    "promised",
    "vowed",
    "pledged",
    "agreed",
    "set",
    "proposed",
    "begins",
    "starts",
    "opens",
    "ends",
    "takes",
    "expires",
];
/// Verbs in the past that do not end in -ed.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "made", "built", "sold", "lost", "found", "held", "spent", "rose", "fell", "began",
    "sank", "broke", "grew", "took", "gave", "won", "went", "came", "got", "left", "led", "bought", "brought",
    "caught", "wrote", "drove", "flew", "knew", "threw", "chose", "spoke", "stole", "met", "sent", "kept", "paid",
    "ran", "struck", "stood", "saw", "shot", "fought", "sought", "heard", "withdrew", "drew", "swore", "froze", "bore",
    "became", "overtook", "dug", "hid", "lent", "said", "told", "ate", "drank", "swept", "slid", "bled", "fled", "fed",
    "laid", "burnt",
];
/// Words before one in -ed that make it no verb: "the planned bridge".
const BEFORE_A_NOUN: &[&str] =
    &["a", "an", "the", "its", "their", "his", "her", "our", "this", "that", "no", "every", "s"];

/// Whether the words around the date at `at` tell of what has happened: those of its own clause before it, where they have a
/// verb in the past, or else all.
pub(super) fn tells_of_the_past(words: &str, at: usize) -> bool {
    if clause_around(words, at).any(|word| is_ahead(&word)) {
        return false;
    }
    let all = || tokens(words);
    has_past(clause_around(words, at)) || !all().any(|word| is_ahead(&word)) && has_past(all())
}

/// Whether the clause before a place tells of what is to come: "will reopen on Monday". "Said on Monday that it would" does not.
pub(super) fn tells_of_what_is_to_come(words: &str, at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default();
    // "The vote is on Sunday"
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_set =
        matches!(last, "is" | "are" | "meet" | "meets" | "begins" | "starts" | "opens" | "ends" | "closes" | "place");
    is_set
        || clause_around(before, at).any(|word| {
            matches!(&*word, "will" | "would" | "shall" | "wo" | "due" | "scheduled" | "slated" | "expected")
        })
}

/// The words of the clause around a place.
fn clause_around(words: &str, at: usize) -> impl Iterator<Item = String> {
    let (before, after) = words.split_at_checked(at).unwrap_or((words, ""));
    let end = after.find([';', ',']).unwrap_or(after.len());
    let clause =
        [", ", "; ", " and ", " but ", " while "].iter().filter_map(|mark| before.rfind(mark)).max().unwrap_or(0);
    before.get(clause..).into_iter().chain(after.get(..end)).flat_map(tokens)
}

fn tokens(text: &str) -> impl Iterator<Item = String> {
    // "May" is a month here, and "may" is not.
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "May").map(str::to_lowercase)
}

fn is_ahead(word: &str) -> bool {
    AHEAD.contains(&word)
}

fn has_past(words: impl Iterator<Item = String>) -> bool {
    let words: Vec<String> = words.collect();
    let to_be = words
        .windows(3)
        .any(|three| matches!(three, [was, to, _] if to == "to" && matches!(was.as_str(), "was" | "were")));
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    let is_past = |(before, word): (&str, &String)| {
        let regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
        PAST.contains(&word.as_str()) || regular && !BEFORE_A_NOUN.contains(&before)
    };
    !to_be && before.zip(&words).any(is_past)
}
