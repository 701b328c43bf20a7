//! Each rule has a text in which it reads something and one, much like it, in which it does not: what they share says where
//! the rule ends.

use std::collections::BTreeSet;
use std::path::Path;

use stemma_extract::{RULES, extract, parse};

/// A rule, a text that it reads something in, and one that it does not.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("according", "The dam leaked, according to Dana Reyes.", "The work went according to plan."),
    (
        "according.view",
        "In Dana Reyes's view, the dam should be closed.",
        "In Dana Reyes's office the dam was a model.",
    ),
    ("active.as", "Analysts described the deal as a rescue.", "Analysts saw the deal as soon as it was signed."),
    ("active.at", "The company puts the loss at 6 million.", "The company puts the lamp at the door."),
    (
        "active.clause",
        "Orrin said that the plant had closed.",
        "The company declined to say whether the plant would close.",
    ),
    ("active.infinitive", "Orrin Foundry claimed to have produced a chip.", "Orrin Foundry hoped to sell the mill."),
    ("active.naming", "Nvidia called the report “far-fetched”.", "Dana Reyes called at noon."),
    ("active.noun", "The ministry denied wrongdoing.", "The ministry found a captive market."),
    ("active.of", "The union accused Orrin of hiding the crack.", "The union told Orrin of the crack."),
    (
        "active.whether",
        "Investors questioned whether the firm could pay.",
        "Investors left whether the firm could pay or not.",
    ),
    (
        "answered.before",
        "The minister Anna Roth said that the mill was sold. That is false.",
        "The minister Anna Roth said that the mill was sold. That is false in part.",
    ),
    (
        "author.corrected",
        "---\npublisher: Halm Post\ndate: 2026-07-16\n---\nIn our report of 14 July we said that the flood closed 12 roads. In fact it closed 21 roads.",
        "---\npublisher: Halm Post\ndate: 2026-07-16\n---\nIn our report of 14 July we said that the flood closed 12 roads. It has closed more of them since.",
    ),
    ("author.parted", "The phone, reportedly launching in May, will cost 900 dollars.", "The dam is 40 metres high."),
    ("author.proposition", "The dam is 40 metres high.", "Dana Reyes said that the dam leaked."),
    (
        "author.table_row",
        "| dam | height |\n|---|---|\n| Halm | 40 m |",
        "| dam | height |\n|---|---|\n| Halm | high |",
    ),
    (
        "author.title",
        "Halm dam loses water\nWhat is happening\nThe dam leaks 14 tonnes a day [1].\nWhy it matters\nThe town lies below it [1].\nTimeline\n- 2026-05-03: Operator closes the spillway [1]\nPerspectives\nResidents\nA danger to the town; time to close the dam\nEvolution: consistent\nSources\n[1] The dam | Harbour Post — feed:dams",
        "Halm dam loses water\n\nThe dam leaks.",
    ),
    (
        "author.witnessed",
        "---\npublisher: Halm Post\n---\nThe dam broke. This reporter stood below it and watched.",
        "---\npublisher: Halm Post\n---\nThe dam broke. This reporter was told of it and wept.",
    ),
    (
        "citation",
        "The dam lost 14 tonnes of water [1].\n\nSources\n[1] The dam | Harbour Post",
        "The dam lost 14 tonnes of water [2].\n\nSources\n[1] The dam | Harbour Post",
    ),
    (
        "citation.author_year",
        "The dam lost 14 tonnes of water (Lind & Ode, 2024).",
        "The dam lost 14 tonnes of water (May 2024).",
    ),
    (
        "citation.headline",
        "The dam leaks [1].\n\nSources\n[1] Orrin unveils new mill at Halm | Harbour Post",
        "The dam leaks [1].\n\nSources\n[1] A walk along the dam | Harbour Post",
    ),
    (
        "citation.title",
        "The dam leaks [1].\n\nSources\n[1] The dam leaks 14 tonnes a day | Harbour Post",
        "The dam leaks [1].\n\nSources\n[1] Statement on the dam | Harbour Post",
    ),
    (
        "dossier.perspective",
        "Halm dam loses water\nWhat is happening\nThe dam leaks 14 tonnes a day [1].\nWhy it matters\nThe town lies below it [1].\nTimeline\n- 2026-05-03: Operator closes the spillway [1]\nPerspectives\nResidents\nA danger to the town; time to close the dam\nEvolution: consistent\nSources\n[1] The dam | Harbour Post — feed:dams",
        "Residents\nA danger to the town; time to close the dam",
    ),
    (
        "evidence",
        "From the log of the port it appears that the plane left empty.",
        "From the tower it appears that the town is small.",
    ),
    ("evidence.entry", "The duty books list 42 rescues in June.", "The company lists 42 flats in June."),
    ("hearsay.adverb", "The dam has reportedly leaked.", "The dam has leaked."),
    ("hearsay.inserted", "The dam has leaked, it is said.", "The dam has leaked, it is true."),
    ("hearsay.label", "Claim: The dam has leaked for years.", "Height: The dam is 40 metres high."),
    ("hearsay.talk", "Rumour has it that the dam has leaked.", "The engineer has it that the dam has leaked."),
    (
        "learned",
        "Brinewell has asked us to point out that the kilns have since been replaced.",
        "The kilns have since been replaced.",
    ),
    (
        "list.lead_in",
        "The auditors listed two faults:\n\n- The dam leaks at its foot.\n- No one reads the gauges.",
        "The path has two parts:\n\n- The dam leaks at its foot.\n- No one reads the gauges.",
    ),
    ("nominal", "Orrin's claim that the dam held was repeated in May.", "Orrin's claim was repeated in May."),
    ("nominal.copular", "Orrin's position is that the dam held for years.", "Orrin's position is at the dam."),
    ("nominal.rumour", "There were rumours that the dam would be sold.", "There were rumours at the dam."),
    ("passive.by_agent", "The deal was described as a rescue by analysts.", "The deal was signed by analysts."),
    ("passive.heard", "A court heard that the dam had leaked for a year.", "A court heard two witnesses."),
    (
        "passive.impersonal",
        "It is widely believed that the firm will sell the dam.",
        "It is the firm that will sell the dam.",
    ),
    (
        "passive.raised",
        "The deal is rumoured to be worth 3 million dollars.",
        "The deal is likely to be worth 3 million dollars.",
    ),
    (
        "passive.reported_by",
        "The leak, first reported by the Harbour Post, emptied the dam.",
        "A leak at the dam was closed by the Harbour Board.",
    ),
    ("postposed", "The plant had closed, the company said.", "The firm grew, and the market, once closed, opened."),
    (
        "quote.announced",
        "Here I would like to quote from an article by Dana Reyes.\n\nThe dam held for a day and broke at noon.",
        "Here is an article by Dana Reyes.\n\nThe dam held for a day and broke at noon.",
    ),
    (
        "quote.lead_in",
        "Dana Reyes wrote:\n\n“The dam held for a day. Then it broke.”",
        "The list has:\n\nThe dam held for a day. Then it broke.",
    ),
    (
        "quote.over_paragraphs",
        "“The dam held for a day,” said Dana Reyes. “Then it broke.\n\n“We were asleep when it went.”",
        "“The dam held for a day,” said Dana Reyes. “Then it broke.”\n\nThe town was asleep.",
    ),
    (
        "quote.running",
        "“The dam held for a day,” said Dana Reyes. “Then it broke at noon.”",
        "“The dam held for a day,” said Dana Reyes. Then it broke at noon.",
    ),
    ("quote.signed", "“The dam held for a day.” — Dana Reyes, shift lead", "“The dam held” — that was all."),
    (
        "quote.trailing_name",
        "“The dam held for a day. Then it broke.”\n\n— Dana Reyes, on the Harbour Podcast",
        "“The dam held for a day. Then it broke.”\n\n- a walk at noon",
    ),
    (
        "speaker.answer",
        "Dana Reyes runs the dam.\n\nQ: Did it leak?\n\nA: It leaked for a day.\n\nQ: And then?\n\nA: Then it was closed for good.",
        "A: It leaked for a day and was closed.",
    ),
    (
        "speaker.clause_colon",
        "Their coach, Gail Henshaw, was blunter: “He trained this morning.”",
        "The sign was clear: “No entry for trucks here.”",
    ),
    ("speaker.colon", "Reuters: The dam held for a day.", "Status: active and growing fast."),
    (
        "speaker.interview",
        "We spoke to Dana Reyes.\n\nDid the dam leak?\n\nIt leaked for a day.\n\nAnd then?\n\nThen it was closed.",
        "Dana Reyes runs the dam.\n\nDid the dam leak?\n\nIt leaked for a day.\n\nAnd then?\n\nThen it was closed.",
    ),
    ("speaker.role_colon", "The pilot: “The runway was wet and dark.”", "The verdict: “The runway was wet and dark.”"),
];

fn rules_in(text: &str) -> BTreeSet<String> {
    let parsed = parse("example.txt", text.to_owned(), None).value;
    extract(&parsed).value.iter().map(|statement| statement.rule.to_string()).collect()
}

#[test]
fn every_rule_has_an_example_for_it_and_one_against_it() {
    let shown: Vec<&str> = EXAMPLES.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(shown, RULES, "each rule once, in the order of the list");
    for (rule, reads, reads_not) in EXAMPLES {
        let found = rules_in(reads);
        assert!(found.contains(*rule), "{rule} reads nothing in {reads:?}: {found:?}");
        assert!(!rules_in(reads_not).contains(*rule), "{rule} reads something in {reads_not:?}");
    }
}

/// The names of rules that stand in the code: words of a rule's family, with or without a point.
fn named_in(code: &str) -> impl Iterator<Item = &str> {
    let families: BTreeSet<&str> = RULES.iter().map(|rule| rule.split('.').next().unwrap_or(rule)).collect();
    let is_rule = move |word: &&str| {
        let family = word.split_once('.').map(|(family, _)| family);
        family.is_some_and(|family| families.contains(family))
            && word.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c))
    };
    code.split('"').filter(is_rule)
}

#[test]
fn no_rule_of_the_code_is_left_out_of_the_list() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut named = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_none_or(|name| name != "rules.rs") {
                let code = std::fs::read_to_string(path).expect("sources are text");
                named.extend(named_in(&code).map(str::to_owned));
            }
        }
    }
    let listed: BTreeSet<String> =
        RULES.iter().filter(|rule| rule.contains('.')).map(|rule| (*rule).to_owned()).collect();
    assert_eq!(named, listed);
}
