//! Who supplied or paid for what a document measures, as the document says itself.

use crate::enumerations::{Basis, Stance};
use crate::state::{Assertion, HeldVersion};

/// What is done by whoever lets a thing be tested, in the past tense.
const SUPPLYING: &[&str] = &[
    "supplied",
    "provided",
    "furnished",
    "donated",
    "lent",
    "loaned",
    "submitted",
    "delivered",
    "funded",
    "financed",
    "commissioned",
    "sponsored",
    "ordered",
    "bought",
    "paid for",
];
/// What tests and what is tested are called, whatever it is.
const TESTED: &[&str] = &[
    "sample",
    "specimen",
    "test",
    "testing",
    "study",
    "measurement",
    "analysis",
    "trial",
    "experiment",
    "examination",
    "inspection",
    "survey",
    "evaluation",
    "assay",
    "benchmark",
    "work",
    "research",
    "unit",
    "device",
    "prototype",
];

/// What is handed over: whoever hands something over to whoever measures is named for no other reason.
const HANDING_OVER: &[&str] = &["lent", "loaned", "supplied", "provided", "furnished", "donated", "delivered"];
/// Who has a thing tested.
const CUSTOMERS: &[&str] = &["customer", "client", "sponsor", "commissioner", "funder", "principal", "buyer"];

/// What opens a sentence with a capital and names nobody.
const PRONOUNS: &[&str] = &["We", "It", "They", "He", "She", "I", "You", "Who", "Somebody", "Someone", "Nobody", "One"];

/// Those whom a document with evidence of its own names in its own voice as supplying what it tested or paying for the test.
/// What is supplied is called a sample or the like, or something that its evidence speaks of.
pub(super) fn stated_suppliers(held: &HeldVersion) -> Vec<String> {
    let is_own = |assertion: &&Assertion| assertion.statement.chain.len() == 1;
    let is_evidence = |assertion: &&Assertion| matches!(assertion.statement.basis, Basis::Measurement | Basis::Record);
    let own = || held.assertions.iter().filter(is_own);
    if !own().any(|assertion| is_evidence(&assertion)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for assertion in own().filter(|assertion| assertion.statement.stance == Stance::Affirms) {
        let sentence = &assertion.statement.sentence;
        if let Some(who) = customer(sentence).or_else(|| giver(sentence)) {
            if !found.contains(&who) {
                found.push(who);
            }
            continue;
        }
        let Some((what, who)) = supplying(sentence) else { continue };
        let others = || own().filter(is_evidence).filter(|other| other.id != assertion.id);
        let is_of_it = |noun: &str| others().any(|other| has_word(&other.statement.sentence, noun));
        let mut nouns = words(what).filter(|word| word.len() > 2 && *word != "the");
        let is_handed_over = HANDING_OVER.iter().any(|verb| has_word(sentence, verb));
        if (is_handed_over || nouns.any(|noun| is_tested(noun) || is_of_it(noun))) && !found.contains(&who) {
            found.push(who);
        }
    }
    found
}

/// "The customer was Volta Motors", "our client is Veyra".
fn customer(sentence: &str) -> Option<String> {
    let mut words = sentence.split_whitespace();
    let is_article = |word: &str| matches!(word, "The" | "Our" | "Its" | "the" | "our");
    let is_customer =
        words.next().is_some_and(is_article) && words.next().is_some_and(|word| CUSTOMERS.contains(&word));
    let is_verb = is_customer && matches!(words.next(), Some("was" | "is"));
    is_verb.then(|| name(&words.collect::<Vec<_>>().join(" "))).flatten()
}

/// "Limnos gave us its bottles", "Veyra lent us the car".
fn giver(sentence: &str) -> Option<String> {
    let verbs = ["gave us ", "lent us ", "sent us ", "provided us ", "supplied us ", "paid us "];
    let at = verbs.iter().find_map(|verb| sentence.find(verb))?;
    let before = sentence.get(..at)?.trim();
    name(before).filter(|name| before.trim_start_matches("The ").len() == name.len())
}

/// What is supplied and by whom: "the chip was supplied by Veyra", "Veyra paid for the tests".
fn supplying(sentence: &str) -> Option<(&str, String)> {
    let lower = sentence.to_ascii_lowercase();
    let starts = |verb: &&str| {
        let at = lower.find(*verb)?;
        let ends = lower.get(at + verb.len()..)?.starts_with(' ');
        (at > 0 && ends && lower.get(..at)?.ends_with(' ')).then_some((at, verb.len()))
    };
    let (at, length) = SUPPLYING.iter().find_map(starts)?;
    let (before, after) = (sentence.get(..at)?.trim(), sentence.get(at + length..)?.trim());
    let by = after.strip_prefix("by ").or_else(|| after.split_once(" by ").map(|(_, who)| who));
    match by {
        Some(who) => Some((before, name(who)?)),
        None => Some((after, name(before).filter(|name| before.trim_start_matches("The ").len() == name.len())?)),
    }
}

/// The name that a text begins with: its first words with capitals.
fn name(text: &str) -> Option<String> {
    let text = text.trim_start().trim_start_matches("the ").trim_start_matches("The ");
    let is_of_name = |word: &&str| {
        let is_joining = matches!(*word, "of" | "for" | "and" | "&");
        is_joining || word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([',', ';', ':', '.', ')']);
        if !is_of_name(&bare) {
            break;
        }
        name.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    while name.last().is_some_and(|last| last.chars().next().is_some_and(char::is_lowercase)) {
        name.pop();
    }
    let is_name = name.first().is_some_and(|first| first.chars().next().is_some_and(char::is_uppercase));
    let is_pronoun = name.len() == 1 && name.first().is_some_and(|first| PRONOUNS.contains(first));
    (is_name && !is_pronoun).then(|| name.join(" "))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has_word(text: &str, wanted: &str) -> bool {
    words(text).any(|word| singular(word).eq_ignore_ascii_case(singular(wanted)))
}

fn is_tested(noun: &str) -> bool {
    let noun = noun.to_ascii_lowercase();
    let one = match noun.as_str() {
        "studies" => "study",
        "analyses" => "analysis",
        other => singular(other),
    };
    TESTED.contains(&one) || TESTED.contains(&noun.as_str())
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{customer, giver, supplying};

    #[test]
    fn who_supplies_is_read_in_both_voices() {
        let read = |sentence| supplying(sentence).map(|(what, who)| format!("{what} | {who}"));
        for (sentence, expected) in [
            ("The sample was supplied by Veyra.", "The sample was | Veyra"),
            ("The study was funded by the Corra Group, a maker of pumps.", "The study was | Corra Group"),
            ("Veyra paid for the tests.", "the tests. | Veyra"),
            ("The tests were commissioned and paid for by Veyra.", "The tests were | Veyra"),
            ("Corra Group supplied both samples.", "both samples. | Corra Group"),
        ] {
            assert_eq!(read(sentence).as_deref(), Some(expected), "{sentence}");
        }
        assert_eq!(customer("The customer was Volta Motors.").as_deref(), Some("Volta Motors"));
        assert_eq!(customer("The customer was pleased."), None);
        assert_eq!(giver("Limnos gave us its bottles.").as_deref(), Some("Limnos"));
        assert_eq!(giver("She gave us a smile."), None);
        for sentence in
            ["The sample was supplied by its maker.", "We bought the sample in a shop.", "The bridge holds."]
        {
            assert_eq!(read(sentence), None, "{sentence}");
        }
    }
}
