//! Flags with the words that show them, through the program.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

mod support;

use serde_json::Value;
use support::Home;

/// The claims of a store with these documents: name, front matter and text.
fn claims(documents: &[(&str, &str, &str)]) -> (Home, Vec<Value>) {
    let home = Home::new();
    for (name, front, text) in documents {
        std::fs::write(home.path().join(name), format!("---\n{front}\n---\n{text}\n")).unwrap();
    }
    home.ok(&["ingest", "."]);
    let printed = home.ok(&["claims", "--json"]);
    let claims = std::str::from_utf8(&printed).unwrap().lines().map(|line| serde_json::from_str(line).unwrap());
    let claims = claims.collect();
    (home, claims)
}

/// The documents and words that show a flag of the claim with these words.
fn shown(claims: &[Value], words: &str, flag: &str) -> Vec<(String, String)> {
    let claim = claims.iter().find(|claim| claim["text"].as_str().unwrap().contains(words)).unwrap();
    assert!(claim["flags"].as_array().unwrap().contains(&flag.into()), "{claim}");
    let of_flag = claim["flag_quotes"].as_array().unwrap().iter().find(|noted| noted["flag"] == flag);
    let quotes = of_flag.unwrap_or_else(|| panic!("{claim}"))["quotes"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    quotes.iter().map(|quote| (text(&quote["document"]), text(&quote["quote"]))).collect()
}

fn pair(document: &str, words: &str) -> (String, String) {
    (format!("./{document}"), words.to_owned())
}

#[test]
fn a_hedge_that_is_lost_on_the_way_is_shown_with_what_became_of_it() {
    let (home, claims) = claims(&[
        (
            "post.md",
            "publisher: Bellport Post\ndate: 2026-03-01",
            "The dyke at Halm may leak at its foot, said Ada Moor.",
        ),
        (
            "times.md",
            "publisher: Allmark Times\ndate: 2026-03-02",
            "The dyke at Halm leaks at its foot, according to the Bellport Post.",
        ),
    ]);
    let quotes = shown(&claims, "dyke", "hedge-lost");
    assert_eq!(quotes.first().unwrap().0, "./post.md");
    assert_eq!(quotes.last().unwrap(), &pair("times.md", "The dyke at Halm leaks at its foot"));
    let drawing = String::from_utf8(home.ok(&["explain", "dyke"])).unwrap();
    assert!(drawing.contains("hedge-lost: what was hedged is said flatly later on"), "{drawing}");
    let query = "SELECT ?message { ?f a stm:Flag ; stm:code 'hedge-lost' ; stm:message ?message ; oa:hasTarget ?a ; stm:quote ?b }";
    assert!(String::from_utf8(home.ok(&["query", "-e", query, "--format", "csv"])).unwrap().contains("flatly"));
}

#[test]
fn a_cited_document_that_does_not_say_so_is_shown_with_what_it_does_say() {
    let (_, claims) = claims(&[
        (
            "survey.md",
            "title: Survey of the Dykes\npublisher: River Board\ngenre: measurement\ndate: 2026-02-01",
            "The dyke at Halm stands two metres high.",
        ),
        (
            "times.md",
            "publisher: Allmark Times\ndate: 2026-03-02",
            "The dyke at Halm leaks at its foot, according to the Survey of the Dykes.",
        ),
    ]);
    let quotes = shown(&claims, "leaks", "citation-unfaithful");
    assert_eq!(
        quotes,
        [
            pair("times.md", "The dyke at Halm leaks at its foot"),
            pair("survey.md", "The dyke at Halm stands two metres high")
        ]
    );
}

#[test]
fn a_page_that_is_titled_like_its_outlet_is_not_what_an_outlets_name_means() {
    let (_, claims) = claims(&[
        (
            "courier.md",
            "title: Halm Courier\npublisher: Halm Courier\nurl: https://courier.example/1\ndate: 2026-02-01",
            "Water has run through the dam at Orm since May, said Ada Moor.",
        ),
        (
            "times.md",
            "publisher: Allmark Times\ndate: 2026-03-02",
            "The dam at Orm leaks, as the [Halm Courier](https://courier.example/1) reported.",
        ),
    ]);
    let claim = claims.iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap();
    assert!(!claim["flags"].as_array().unwrap().contains(&"citation-unfaithful".into()), "{claim}");
}

#[test]
fn an_outlet_that_is_only_named_may_have_said_it_elsewhere() {
    let (_, claims) = claims(&[
        ("post.md", "publisher: Bellport Post\ndate: 2026-02-01", "The fair opens on Sunday, said Ada Moor."),
        (
            "times.md",
            "publisher: Allmark Times\ndate: 2026-03-02",
            "The dyke at Halm leaks at its foot, according to the Bellport Post.",
        ),
    ]);
    let claim = claims.iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap();
    assert!(!claim["flags"].as_array().unwrap().contains(&"citation-unfaithful".into()), "{claim}");
}

#[test]
fn a_denial_by_whoever_gains_is_shown_with_what_it_denies() {
    let (_, claims) = claims(&[
        (
            "post.md",
            "publisher: Bellport Post\ndate: 2026-03-01",
            "Arlen Air sold fans without a guard, said Ada Moor.",
        ),
        (
            "times.md",
            "publisher: Allmark Times\ndate: 2026-03-02",
            "Arlen Air denied that Arlen Air sold fans without a guard.",
        ),
    ]);
    let quotes = shown(&claims, "guard", "denied");
    assert_eq!(
        quotes,
        [
            pair("post.md", "Arlen Air sold fans without a guard"),
            pair("times.md", "Arlen Air sold fans without a guard")
        ]
    );
}

#[test]
fn an_admission_is_shown_in_its_own_words() {
    let (_, claims) = claims(&[(
        "post.md",
        "publisher: Bellport Post\ndate: 2026-03-01",
        "Arlen Air admitted that it sold fans without a guard.",
    )]);
    let quotes = shown(&claims, "guard", "against-interest");
    assert_eq!(quotes, [pair("post.md", "it sold fans without a guard")]);
}
