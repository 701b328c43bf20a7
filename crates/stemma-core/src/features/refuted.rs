//! Sentences that say of another that it is not so: "The claim that P is false", "It is a myth that P".

use super::clause::clause;
use super::words::tokens;

/// What a sentence says once its refutation is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unwrapped<'t> {
    /// The proposition.
    pub(super) proposition: &'t str,
    /// Whether the sentence says the contrary of the proposition.
    pub(super) is_turned: bool,
    /// Whether it is a refutation: of the proposition, or of reports that say the contrary of it.
    pub(super) refutes: bool,
}

/// Words that deny what stands before them.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "wrong",
    "baseless",
    "unfounded",
    "incorrect",
    "not true",
    "not correct",
    "not the case",
    "a myth",
    "a lie",
    "a hoax",
    "nonsense",
    "groundless",
    "without foundation",
    "fabricated",
    "a fabrication",
];

/// Words that strengthen them.
const MERELY: &[&str] = &["simply ", "just ", "plainly ", "entirely ", "completely ", "utterly ", "totally ", "also "];

/// What is refuted.
const SAID: &[&str] = &[
    "claim",
    "claims",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "report",
    "reports",
    "allegation",
    "allegations",
    "notion",
    "idea",
    "suggestion",
    "suggestions",
    "story",
    "belief",
    "theory",
    "assertion",
    "accusation",
    "accusations",
    "statement",
];

/// Takes a refutation off a sentence.
pub(super) fn unwrap(text: &str) -> Unwrapped<'_> {
    let plain = text.trim().trim_end_matches(['.', '!']);
    if let Some(proposition) = undisputed(plain) {
        return Unwrapped { proposition, is_turned: false, refutes: false };
    }
    let found =
        of_it(plain).or_else(|| remarked(plain)).or_else(|| behind(plain)).map(|proposition| (proposition, true));
    match found.or_else(|| contrary(plain).map(|proposition| (proposition, false))) {
        Some((proposition, is_turned)) => Unwrapped { proposition, is_turned, refutes: true },
        None => Unwrapped { proposition: text, is_turned: false, refutes: false },
    }
}

/// What a sentence says is not so: "P" of "It is not true that P".
pub(crate) fn refuted(text: &str) -> Option<&str> {
    let unwrapped = unwrap(text);
    unwrapped.is_turned.then_some(unwrapped.proposition)
}

/// "It is not true that P."
fn of_it(text: &str) -> Option<&str> {
    let rest =
        ["It is ", "It's ", "It was ", "it is ", "it was "].iter().find_map(|opening| text.strip_prefix(opening))?;
    let rest = MERELY.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    UNTRUE.iter().find_map(|word| rest.strip_prefix(word)?.strip_prefix(" that "))
}

/// "The rumour that P is simply wrong", "P is false": the claim that is spoken of.
fn behind(text: &str) -> Option<&str> {
    let before = UNTRUE.iter().find_map(|word| text.strip_suffix(word)?.strip_suffix(' '))?;
    let before = MERELY.iter().find_map(|word| before.strip_suffix(word.trim_end())).map_or(before, str::trim_end);
    let proposition = [" is", " are", " was", " were"].iter().find_map(|verb| before.strip_suffix(verb))?;
    let told = proposition.split_once(" that ").filter(|(opening, _)| {
        let last = opening.rsplit(' ').next().unwrap_or_default().to_lowercase();
        SAID.contains(&last.as_str()) && opening.split(' ').count() <= 4
    });
    // What is left must be a sentence of its own: "That figure is wrong" refutes nothing that is said here.
    let is_clause = || {
        [" is ", " are ", " was ", " were ", " has ", " have ", " will ", " had "]
            .iter()
            .any(|verb| proposition.contains(verb))
    };
    match told {
        Some((_, proposition)) => Some(proposition),
        None => is_clause().then_some(proposition),
    }
}

/// "P, which is false", "P – a lie", "P; that turned out to be wrong".
fn remarked(text: &str) -> Option<&str> {
    const POINTING: &[&str] = &[", which", " – which", " — which", "; that", "; this", "; it", " – that", " – this"];
    const BEING: &[&str] = &[" is", " was", " turned out to be", " proved to be", " proved", " has been"];
    const MARKS: &[&str] = &[" –", " —", ":", ";"];
    let before = UNTRUE.iter().find_map(|word| text.strip_suffix(word)?.strip_suffix(' '))?;
    let plain = MERELY.iter().find_map(|word| before.strip_suffix(word.trim_end())).map_or(before, str::trim_end);
    let being = BEING.iter().find_map(|verb| plain.strip_suffix(verb));
    let proposition = match being {
        Some(plain) => POINTING.iter().find_map(|words| plain.strip_suffix(words)),
        None => MARKS.iter().find_map(|mark| plain.strip_suffix(mark)),
    };
    proposition.filter(|proposition| clause(&tokens(proposition)).is_some())
}

/// "Nobody denies that P", "there is no doubt that P": whoever says so says P.
fn undisputed(text: &str) -> Option<&str> {
    const UNDISPUTED: &[&str] = &[
        "there is no doubt",
        "there is no question",
        "there was no doubt",
        "it is undisputed",
        "it is not disputed",
        "it is not in dispute",
        "it is beyond doubt",
        "it is beyond dispute",
    ];
    const NOBODY: &[&str] = &["nobody ", "no one ", "no-one ", "none of them "];
    const DOUBTS: &[&str] = &[
        "denies",
        "denied",
        "disputes",
        "disputed",
        "doubts",
        "doubted",
        "questions",
        "questioned",
        "contests",
        "contested",
    ];
    let (opening, proposition) = text.split_once(" that ")?;
    let opening = opening.to_lowercase();
    let is_doubted_by_none =
        NOBODY.iter().find_map(|nobody| opening.strip_prefix(nobody)).is_some_and(|verb| DOUBTS.contains(&verb));
    (is_doubted_by_none || UNDISPUTED.contains(&opening.as_str())).then_some(proposition)
}

/// "Contrary to reports, P."
fn contrary(text: &str) -> Option<&str> {
    let (opening, rest) = text.strip_prefix("Contrary to ")?.split_once(", ")?;
    (opening.split(' ').count() <= 4).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refutation_is_taken_off_what_it_refutes() {
        for (text, proposition, is_turned) in [
            ("It is not true that the mill closed.", "the mill closed", true),
            ("The rumour that the mill closed is simply wrong.", "the mill closed", true),
            ("The mill is closed is false.", "The mill is closed", true),
            ("The mill closed, which is plainly false.", "The mill closed", true),
            ("The mill closed – a lie.", "The mill closed", true),
            ("The mill closed; that turned out to be wrong.", "The mill closed", true),
            ("Contrary to reports, the mill did not close.", "the mill did not close", false),
        ] {
            assert_eq!(unwrap(text), Unwrapped { proposition, is_turned, refutes: true }, "{text}");
        }
    }

    #[test]
    fn what_nobody_denies_is_said() {
        for text in ["Nobody denies that the mill closed.", "There is no doubt that the mill closed."] {
            let plain = Unwrapped { proposition: "the mill closed", is_turned: false, refutes: false };
            assert_eq!(unwrap(text), plain, "{text}");
        }
        let text = "Nobody knew that the mill closed.";
        assert_eq!(unwrap(text), Unwrapped { proposition: text, is_turned: false, refutes: false });
    }

    #[test]
    fn what_is_called_wrong_without_being_said_is_left_whole() {
        for text in ["That figure is wrong.", "The verdict: wrong.", "The mill closed, and that was wrong."] {
            assert_eq!(unwrap(text), Unwrapped { proposition: text, is_turned: false, refutes: false });
        }
    }
}
