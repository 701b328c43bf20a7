//! Copies that nobody owns up to, through the program: found with their words, and nothing found where there is none.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use serde_json::Value;
use support::Home;

const BODY: &str = "The dyke at Halm leaks at its foot, said the engineer Ada Moor. Water has stood in the cellars of Mill Street for nine days, \
and the pumps of the fire brigade run day and night. The river board keeps its gate book in a tin box at the lock house, where anybody may look at it on weekdays.";

/// A store with papers, each with a name, a date and a text.
fn store(papers: &[(&str, &str, &str)]) -> Home {
    let home = Home::new();
    for (paper, date, text) in papers {
        let date = if date.is_empty() { String::new() } else { format!("date: {date}\n") };
        let file = paper.split(' ').next().unwrap().to_lowercase();
        std::fs::write(home.path().join(format!("{file}.md")), format!("---\npublisher: {paper}\n{date}---\n{text}\n"))
            .unwrap();
    }
    home.ok(&["ingest", "."]);
    home
}

/// The record of the claim about the dyke.
fn dyke(home: &Home) -> Value {
    let printed = home.ok(&["claims", "--json"]);
    let claims =
        std::str::from_utf8(&printed).unwrap().lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    claims.into_iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap()
}

#[test]
fn a_reprint_under_another_headline_is_suspected_with_the_words_of_both() {
    // The copy leaves out whom it was said by, and has a lead and a headline of its own.
    let copy =
        format!("A town under water\n\nWet feet in Halm.\n\n{}", BODY.replace("the engineer Ada Moor", "Cem Oner"));
    let home = store(&[("Allmark Times", "2026-03-01", BODY), ("Bellport Post", "2026-03-02", &copy)]);
    let claim = dyke(&home);
    assert_eq!((&claim["support"], &claim["nu"]), (&"single-channel".into(), &serde_json::json!([1, 2])), "{claim}");
    assert!(claim["flags"].as_array().unwrap().contains(&"may-be-corroborated".into()));
    let suspected = &claim["suspected"][0];
    assert_eq!((&suspected["from"], &suspected["to"]), (&"bellport".into(), &"allmark".into()));
    assert!(suspected["score"].as_f64().unwrap() > 0.8, "{suspected}");
    for quote in suspected["quotes"].as_array().unwrap() {
        let file = quote["document"].as_str().unwrap();
        let text: Vec<char> = String::from_utf8(home.ok(&["text", file])).unwrap().chars().collect();
        let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), quote["quote"].as_str().unwrap());
        assert!(quote["quote"].as_str().unwrap().contains("tin box at the lock house"));
    }
    let drawing = String::from_utf8(home.ok(&["explain", "dyke"])).unwrap();
    assert!(drawing.contains("⇠ allmark?") && drawing.contains("whether bellport copied allmark"), "{drawing}");
    let query = "SELECT ?reason { ?d a stm:Derivation ; stm:certain false ; stm:derivationKind/skos:notation 'copies' ; stm:reason ?reason }";
    let answer = String::from_utf8(home.ok(&["query", "-e", query, "--format", "csv"])).unwrap();
    assert!(answer.contains("it came later"), "{answer}");
    let dot = String::from_utf8(home.ok(&["export", "--format", "dot", "--claim", "dyke"])).unwrap();
    assert!(dot.contains("style=dashed, label="), "{dot}");
}

#[test]
fn where_neither_came_first_both_may_have_it_from_a_source_that_nobody_saw() {
    let copy = BODY.replace("the engineer Ada Moor", "Cem Oner");
    for date in ["2026-03-01", ""] {
        let home = store(&[("Allmark Times", date, BODY), ("Bellport Post", date, &copy)]);
        let claim = dyke(&home);
        assert_eq!(claim["nu"], serde_json::json!([1, 2]), "{claim}");
        let to: Vec<&str> = claim["suspected"].as_array().unwrap().iter().map(|s| s["to"].as_str().unwrap()).collect();
        assert_eq!(to, ["unseen source of allmark and bellport"; 2]);
    }
}

#[test]
fn reports_of_one_event_in_their_own_words_are_not_suspected() {
    let other = "The dyke at Halm leaks at its foot, said Cem Oner, who keeps the lock. For nine days now people in Mill Street have had \
water in their cellars, and the fire brigade pumps around the clock. Whoever wants to see the gate book finds it in the lock house, in a box.";
    let claim = dyke(&store(&[("Allmark Times", "2026-03-01", BODY), ("Bellport Post", "2026-03-02", other)]));
    assert_eq!((&claim["suspected"], &claim["nu"]), (&serde_json::json!([]), &serde_json::json!([2, 2])), "{claim}");
}

#[test]
fn who_says_from_where_it_is_taken_is_not_suspected() {
    let stated = BODY.replace("said the engineer Ada Moor", "according to the Allmark Times");
    let claim = dyke(&store(&[("Allmark Times", "2026-03-01", BODY), ("Bellport Post", "2026-03-02", &stated)]));
    assert_eq!((&claim["suspected"], &claim["nu"]), (&serde_json::json!([]), &serde_json::json!([1, 1])), "{claim}");
}

#[test]
fn a_copied_paragraph_on_something_else_does_not_join_what_both_say_of_the_dyke() {
    let shared = "The river board keeps its gate book in a tin box at the lock house, where anybody may look at it on weekdays between eight and noon, \
and on market days also in the afternoon when the ferry runs late.";
    let (one, other) = (
        "The dyke at Halm leaks at its foot, said the engineer Ada Moor.",
        "The dyke at Halm leaks at the foot, said Cem Oner.",
    );
    let filler =
        "Nobody was hurt. The school stays shut until Monday, and the bakery in the square gives out bread.\n\n";
    let home = store(&[
        ("Allmark Times", "2026-03-01", &format!("{one}\n\n{filler}{shared}")),
        (
            "Bellport Post",
            "2026-03-02",
            &format!(
                "{other}\n\nThe weather was mild all week and the fair went on as planned in the upper town.\n\n{shared}"
            ),
        ),
    ]);
    let claim = dyke(&home);
    assert_eq!((&claim["suspected"], &claim["nu"]), (&serde_json::json!([]), &serde_json::json!([2, 2])), "{claim}");
}

/// A name that no other number has.
fn place(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "lo", "ri", "ve", "ku", "ne", "sa", "mo"];
    format!("H{}{}", SYLLABLES[number % 8], SYLLABLES[number / 8])
}

#[test]
fn two_papers_that_share_figures_against_all_others_are_suspected_from_ten_on() {
    let tell = |witness: &str, tonnes: usize, count: usize, back: bool| {
        let mut lines: Vec<String> = (0..count)
            .map(|n| {
                let figure = tonnes + n;
                if back {
                    format!("{witness} said that the crane at {} lifts {figure} tonnes.", place(n))
                } else {
                    format!("The crane at {} lifts {figure} tonnes, said {witness}.", place(n))
                }
            })
            .collect();
        if back {
            lines.reverse();
        }
        lines.join("\n\n")
    };
    for (count, is_suspected) in [(14, true), (8, false)] {
        let home = store(&[
            ("Allmark Times", "2026-03-01", &tell("Ada Moor", 141, count, false)),
            ("Bellport Post", "2026-03-02", &tell("Cem Oner", 141, count, true)),
            ("Corra Courier", "2026-03-01", &tell("Dag Lund", 241, count, false)),
            ("Dorrach Daily", "2026-03-02", &tell("Eva Krog", 241, count, true)),
            ("Ember Echo", "2026-03-02", &tell("Finn Bek", 241, count, true)),
        ]);
        let printed = home.ok(&["claims", "--json"]);
        let claims = std::str::from_utf8(&printed).unwrap().lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
        let odd: Vec<Value> = claims.into_iter().filter(|c| c["text"].as_str().unwrap().contains("lifts 14")).collect();
        assert!(!odd.is_empty());
        let copies = odd.iter().filter(|claim| {
            claim["suspected"]
                .as_array()
                .unwrap()
                .iter()
                .any(|s| s["reason"].as_str().unwrap().contains("contested figures"))
        });
        assert_eq!(copies.count() > 0, is_suspected, "{count}: {}", odd[0]);
    }
}

#[test]
fn a_story_in_seventy_papers_is_one_line_whichever_came_first() {
    let witnesses = ["Ada Moor", "Cem Oner", "Dag Lund", "Eva Krog", "Finn Bek", "Gro Tveit", "Hal Quist"];
    let text = |number: usize| BODY.replace("the engineer Ada Moor", witnesses[number % witnesses.len()]);
    let names: Vec<(String, String, String)> = (0..70)
        .map(|number| {
            let day = format!("2026-{:02}-{:02}", number / 28 + 1, number % 28 + 1);
            (format!("{} Post", place(number % 64) + &"x".repeat(number / 64)), day, text(number))
        })
        .collect();
    let papers: Vec<(&str, &str, &str)> = names.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    let claim = dyke(&store(&papers));
    assert_eq!((&claim["reports"], &claim["nu"][0]), (&70.into(), &1.into()), "{}", claim["explanation"]);
    assert!(claim["suspected"].as_array().unwrap().len() <= 70, "one line a paper, and not one a pair");
}

#[test]
fn a_copy_that_shares_one_source_and_names_another_is_no_second_line() {
    let copy = BODY.replace("the engineer Ada Moor", "the engineer Ada Moor and the lock keeper Cem Oner");
    let claim = dyke(&store(&[("Allmark Times", "2026-03-01", BODY), ("Bellport Post", "2026-03-02", &copy)]));
    assert_eq!(claim["nu"], serde_json::json!([1, 2]), "{claim}");
}
