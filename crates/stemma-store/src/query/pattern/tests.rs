use proptest::prelude::*;

use super::*;

/// What the walk finds, whatever `regex` would cost.
fn walked(pattern: &Pattern, text: &str, with: &str) -> (bool, String) {
    let automaton = pattern.automaton().unwrap();
    let is_in = Walk::new(&automaton, 0).finds(text, 0).unwrap();
    let references = with.matches('$').count();
    let mut made = Made { all: String::new(), done: 0, text, with, references, most: usize::MAX };
    made.walk(&automaton).unwrap();
    (is_in, made.whole())
}

fn check(pattern: &str, flags: &str, text: &str, with: &str) {
    let Some(pattern) = Pattern::new(pattern, flags) else { return };
    let expected = (pattern.regex.is_match(text), pattern.regex.replace_all(text, with).into_owned());
    assert_eq!(walked(&pattern, text, with), expected, "{:?} {flags:?} on {text:?}", pattern.text);
}

#[test]
fn a_walk_finds_what_regex_finds() {
    let patterns = [
        "",
        "a",
        "a|ab",
        "ab|a",
        "(a|ab)(c|bcd)?",
        "a*",
        "a*?",
        "(a*)*",
        "(a*)+?",
        "(|a)+",
        "(?:a{0,2}){2}",
        "^",
        "$",
        "^$",
        "^a|b$",
        r"\b",
        r"\B",
        r"\bé",
        r"\w+",
        r"\W",
        r"(?-u:\b)a",
        r"(?-u:\B)",
        ".",
        ".*",
        ".*?b",
        "(.)(.)?",
        "[^a]",
        "[é-ü]+",
        r"\p{L}\b",
        "(?i)É",
        "(?P<x>a)(?P<y>b)?",
        "(a)|(b)|(é)",
        r"\b{start}a",
        r"\b{end}",
        r"(?m)^.",
        "(?s).",
        "(?R)$",
        "a b # c",
        "(b|é)??",
        r"\d{2,}",
        "x{0}",
        "[a&&b]",
        "(",
        "a{2000}{2000}",
    ];
    let texts = [
        "", "a", "b", "ab", "abcd", "aaa", "éa", "aé b", "é", "üéü", "a\nb", "\n", "a\r\nb", "A B", "a b c", "€😀a",
        "42 7 123", "a_b-c", "ÉéE",
    ];
    for pattern in patterns {
        for flags in ["", "i", "s", "m", "x", "q", "smix", "iq", "y"] {
            for text in texts {
                check(pattern, flags, text, "<$0|$1|${x}|$y|$$>");
            }
        }
    }
}

/// Patterns of all that is in the grammar, often odd and sometimes none.
fn patterns() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "b",
        "é",
        "€",
        ".",
        "^",
        "$",
        r"\b",
        r"\B",
        r"\w",
        r"\W",
        r"\s",
        "[ab]",
        "[^é]",
        r"\p{Lu}",
        "",
        "_",
        r"(?-u:\b)",
        r"\n",
        "(?i:É)",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
            inner.clone().prop_map(|a| format!("({a})")),
            (inner, prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}?"]))
                .prop_map(|(a, often)| format!("(?:{a}){often}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(500), ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_pattern_and_the_text_a_walk_finds_what_regex_finds(
        pattern in patterns(),
        flags in "[smix]{0,2}",
        texts in prop::collection::vec("[abAé€ßÉ_ \n]{0,12}", 1..6),
    ) {
        for text in texts {
            check(&pattern, &flags, &text, "<$0|$1|$2>");
        }
    }
}

#[test]
fn long_texts_are_walked_and_short_ones_are_not() {
    let pattern = Pattern::new("(x+)+y", "").unwrap();
    assert!(pattern.walked(&"x".repeat(100)).is_none());
    let long = "x".repeat(4 << 20);
    assert!(pattern.walked(&long).is_some());
    assert!(!pattern.is_in(&long).unwrap());
    assert!(pattern.is_in(&format!("{long}y")).unwrap());
    assert_eq!(pattern.replaced(&format!("{long}y-"), "$1.", LONG).unwrap(), format!("{long}.-"));
    assert_eq!(pattern.replaced(&format!("{long}y-"), "$1$1$1", LONG), Err(NotReplaced::TooLong));
    // A list of words is no automaton to `regex` when it is long.
    let words: Vec<String> = (0..6000).map(|n| format!("word{n}")).collect();
    let pattern = Pattern::new(&words.join("|"), "").unwrap();
    assert!(pattern.is_in(&format!("{long} word5999")).unwrap() && !pattern.is_in(&long).unwrap());
}

const LONG: usize = 10 << 20;

#[test]
fn groups_without_end_take_no_memory() {
    let pattern = Pattern::new(&format!("{}x", "()".repeat(6000)), "").unwrap();
    assert_eq!(pattern.replaced("é x", "", LONG), Err(NotReplaced::TooManyGroups));
    assert!(pattern.is_in("é x").unwrap());
}
