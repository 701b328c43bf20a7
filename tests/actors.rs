//! Which names mean one actor: judged by people, taken back, and what that does to the numbers.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::Service;
use records::lines;
use support::Home;

fn write(home: &Home, file: &str, paper: &str, text: &str) {
    let text = format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
    home.ok(&["ingest", file]);
}

/// Two papers, each with a witness of its own, called so.
fn home(one: &str, other: &str) -> Home {
    let home = Home::new();
    write(&home, "a.md", "Allmark Times", &format!("The dyke at Halm leaks at its foot, said {one}."));
    write(&home, "b.md", "Bellport Post", &format!("The dyke at Halm leaks at its foot, said {other}."));
    home
}

/// The support of the claim and its ν.
fn standing(home: &Home) -> (String, u64, u64) {
    let all = lines(&home.ok(&["claims", "--json"]));
    let claim = all.iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap();
    let nu = |place: usize| claim["nu"][place].as_u64().unwrap();
    (claim["support"].as_str().unwrap().to_owned(), nu(0), nu(1))
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn two_names_that_a_person_judges_to_be_one_actor_are_one_voice_until_that_is_taken_back() {
    let home = home("Ada Moor", "Cem Oner");
    let before = home.ok(&["export", "--format", "nquads"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    let impact = lines(&home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name", "--json"]));
    assert_eq!(impact[0]["after"]["nu"], serde_json::json!([1, 1]));
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    // What is read later counts with them.
    write(&home, "c.md", "Corra Courier", "The dyke at Halm leaks at its foot, said Cem Oner.");
    assert_eq!(standing(&home).1, 1);
    home.ok(&["undo", "4"]);
    home.ok(&["undo", "3"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn names_that_may_be_one_lower_the_number_until_a_person_says_that_they_are_two() {
    let home = home("Ada Moor", "Moor");
    let (_, low, high) = standing(&home);
    assert_eq!((low, high), (1, 2), "unsure names lower what is published");
    home.ok(&["not-same-actor", "Ada Moor", "Moor", "--reason", "an engineer and a minister"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    // The contrary is said only once that is taken back.
    let same = ["same-actor", "moor", "Ada Moor", "--reason", "the same after all"];
    refused(&home, &same, "local judged Ada Moor and Moor to be two (an engineer and a minister)");
    home.ok(&["undo"]);
    assert_eq!(standing(&home).1, 1);
    home.ok(&same);
    assert_eq!(standing(&home).2, 1);
    home.ok(&["undo"]);
    assert_eq!((standing(&home).1, standing(&home).2), (1, 2));
}

#[test]
fn what_judgements_say_together_is_not_contradicted_silently() {
    let home = home("Ada Moor", "Cem Oner");
    write(&home, "c.md", "Corra Courier", "The dyke at Halm leaks at its foot, said Dag Lund.");
    home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name"]);
    home.ok(&["same-actor", "Cem Oner", "Dag Lund", "--reason", "another"]);
    let both = "local judged Ada Moor and Cem Oner to be one (a pen name), and local judged Cem Oner and Dag Lund to be one (another)";
    refused(&home, &["not-same-actor", "Ada Moor", "Dag Lund", "--reason", "I know both"], both);
    // Round in a circle is no contradiction.
    home.ok(&["same-actor", "Dag Lund", "Ada Moor", "--reason", "so they are one"]);
    home.ok(&["doctor"]);
}

#[test]
fn an_interest_of_one_name_is_an_interest_of_the_other() {
    let home = home("Ada Moor", "Cem Oner");
    home.ok(&["interest", "Ada Moor", "--claim", "dyke", "--why", "sells pumps"]);
    assert_eq!(standing(&home).1, 1);
    home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name"]);
    assert_eq!(standing(&home).0, "self-asserted");
}

#[test]
fn a_judgement_is_in_the_graph_with_who_and_why() {
    let home = home("Ada Moor", "Cem Oner");
    home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name"]);
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?a ?b ?by ?why { ?judgement stm:judges ?one, ?other ; stm:decision <https://w3id.org/stemma/ns/1/decision/same> ; stm:decidedBy ?by ; stm:reason ?why . ?one skos:prefLabel ?a . ?other skos:prefLabel ?b FILTER(STR(?a) < STR(?b)) }",
    ]);
    assert_eq!(String::from_utf8(asked).unwrap().trim(), "a,b,by,why\r\nAda Moor,Cem Oner,local,a pen name");
}

#[test]
fn bad_input_is_refused() {
    let home = home("Ada Moor", "Cem Oner");
    refused(&home, &["same-actor", "Ada Moor", "the ada moor", "--reason", "x"], "are one name here");
    refused(&home, &["same-actor", "Ada Moor", "Nobody Known", "--reason", "x"], "nobody called `Nobody Known`");
    refused(&home, &["not-same-actor", "Ada Moor", "Cem Oner", "--reason", " "], "needs a reason");
}

#[test]
fn a_name_that_a_text_states_to_be_anothers_lowers_the_number_until_a_person_judges() {
    let home = home("Halm Dyke Authority", "Orrin Bells");
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    write(&home, "c.md", "Corra Courier", "Halm Dyke Authority, trading as Orrin Bells, has moved to Orrin.");
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 2));
    home.ok(&["interest", "Halm Dyke Authority", "--claim", "dyke", "--why", "sells pumps"]);
    assert_eq!(standing(&home).0, "self-asserted", "whoever gains may speak under another name");
    home.ok(&["not-same-actor", "Halm Dyke Authority", "Orrin Bells", "--reason", "the paper has mixed them up"]);
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    home.ok(&["undo"]);
    assert_eq!(standing(&home).0, "self-asserted");
}

#[test]
fn a_stated_name_is_in_the_graph_with_its_words_and_outlives_a_rebuild() {
    let home = home("Ada Moor", "Cem Oner");
    write(&home, "c.md", "Corra Courier", "The Halm Dyke Authority (HDA) said that the dyke at Halm is dry.");
    let query = "SELECT ?name ?other ?words ?cue { ?version stm:statesAlias ?alias . ?alias stm:firstName ?name ; stm:otherName ?other ; stm:reason ?cue ; stm:quote/oa:hasSelector/oa:exact ?words ; stm:namesActor ?a, ?b . ?a skos:prefLabel ?name . ?b skos:prefLabel ?other }";
    let asked = home.ok(&["query", "--format", "csv", "-e", query]);
    let told = String::from_utf8(asked).unwrap();
    assert_eq!(told.lines().nth(1).unwrap().trim(), "Halm Dyke Authority,HDA,Halm Dyke Authority (HDA),()", "{told}");
    let before = home.ok(&["export", "--format", "nquads"]);
    home.ok(&["doctor", "--check"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn names_of_one_item_are_one_actor_and_names_of_two_items_are_two() {
    let home = home("Ada Moor", "Cem Oner");
    home.ok(&["identify", "Ada Moor", "Q7251"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2), "one name alone says nothing");
    home.ok(&["identify", "Cem Oner", "http://www.wikidata.org/entity/Q7251"]);
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    home.ok(&["undo"]);
    assert_eq!(standing(&home).1, 2);
    let home = alike();
    assert_eq!((standing(&home).1, standing(&home).2), (1, 2));
    home.ok(&["identify", "Ada Moor", "Q1"]);
    home.ok(&["identify", "Moor", "Q2"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    refused(&home, &["identify", "Moor", "Q1"], "is Q2 already");
    refused(&home, &["identify", "Moor", "42"], "no item of Wikidata");
    refused(&home, &["identify", "Nobody Known", "Q3"], "nobody called");
    refused(&home, &["same-actor", "Ada Moor", "Moor", "--reason", "x"], "two items of Wikidata");
}

fn alike() -> Home {
    home("Ada Moor", "Moor")
}

#[test]
fn a_table_gives_ids_that_are_exported_as_the_same_elsewhere_and_read_back() {
    let home = home("Ada Moor", "Cem Oner");
    std::fs::write(
        home.path().join("ids.csv"),
        "actor,wikidata\nAda Moor,Q1\nCem Oner,Q1\nada moor,Q2\nEva Holm,many\n",
    )
    .unwrap();
    let output = home.run(&["ingest", "ids.csv", "--json"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("another row gives this name another id") && told.contains("no `wikidata` such as Q42"),
        "{told}"
    );
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?name ?item { ?actor owl:sameAs ?item ; skos:prefLabel ?name } ORDER BY ?name",
    ]);
    let told = String::from_utf8(asked).unwrap();
    let lines: Vec<&str> = told.lines().map(str::trim).skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Ada Moor,http://www.wikidata.org/entity/Q1", "Cem Oner,http://www.wikidata.org/entity/Q1"]);
    assert_eq!(String::from_utf8(home.ok(&["identify"])).unwrap(), "Q1  Ada Moor\nQ1  Cem Oner\n");
    home.ok(&["doctor", "--check"]);
    assert_eq!(standing(&home).1, 1);
}

/// The claims that have these words, with their ν and how many assertions make each.
fn claims(home: &Home, words: &str) -> Vec<(u64, usize)> {
    let all = lines(&home.ok(&["claims", "--all", "--json"]));
    let found = all.iter().filter(|claim| claim["text"].as_str().unwrap().contains(words));
    let told = found.map(|claim| (claim["nu"][0].as_u64().unwrap(), claim["assertions"].as_array().unwrap().len()));
    let mut told: Vec<(u64, usize)> = told.collect();
    told.sort_unstable();
    told
}

#[test]
fn two_of_one_name_that_are_described_as_two_never_make_one_claim() {
    for (words, waiting, texts) in [
        (
            "sold the mill",
            1,
            [
                "John Smith, a farmer, has sold the mill at Halm, Eva Holm said.",
                "John Smith has sold the mill at Halm, Ole Bo said.",
                "John Smith, the minister, has sold the mill at Halm, Dag Lund said.",
            ],
        ),
        (
            "closed its ward",
            1,
            [
                "Ada Moor said that the hospital in Cambridge, Massachusetts, closed its ward.",
                "Ina Vos said that the hospital in Cambridge closed its ward.",
                "Cem Oner said that the hospital in Cambridge, England, closed its ward.",
            ],
        ),
    ] {
        let home = Home::new();
        let [one, bare, other] = texts;
        write(&home, "a.md", "Allmark Times", one);
        write(&home, "b.md", "Bellport Post", bare);
        assert_eq!(claims(&home, words), [(2, 2)], "a description that stands in one only is no doubt");
        write(&home, "c.md", "Corra Courier", other);
        assert_eq!(claims(&home, words), [(1, 1), (1, 1), (1, 1)], "nobody knows of which of the two it speaks");
        let asked = lines(&home.ok(&["review", "--json", "--kind", "identity"]));
        let is_it = |item: &&serde_json::Value| item["claims"][0]["text"].as_str().unwrap().contains(words);
        let asked = asked.iter().filter(is_it).count();
        assert_eq!(asked, waiting, "{words}");
    }
}

#[test]
fn over_http_a_reviewer_says_which_item_a_name_means() {
    let home = home("Ada Moor", "Cem Oner");
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", "a-token-of-this-test");
    let service = Service::running(command);
    let send = |token: &str, actor: &str, id: &str| {
        let body = serde_json::json!({ "actor": actor, "wikidata": id }).to_string();
        let token = format!("Authorization: Bearer {token}");
        service.send("POST", "/api/v1/identified", &["Content-Type: application/json", &token], body.as_bytes())
    };
    let post = |actor: &str, id: &str| send("a-token-of-this-test", actor, id);
    send("guessed", "Ada Moor", "Q1").problem(401);
    post("Ada Moor", "42").problem(400);
    post("Nobody Known", "Q1").problem(404);
    let told = post("Ada Moor", "http://www.wikidata.org/entity/Q1");
    assert_eq!((told.status, told.json()), (200, serde_json::json!({ "actor": "Ada Moor", "wikidata": "Q1" })));
    assert!(post("ada moor", "Q2").problem(409).contains("is Q1 already"));
    assert_eq!(post("Cem Oner", "Q1").status, 200);
    let listed = lines(&service.get("/api/v1/identified", "*/*").body);
    let told: Vec<_> =
        listed.iter().map(|one| (one["actor"].as_str().unwrap(), one["wikidata"].as_str().unwrap())).collect();
    assert_eq!(told, [("Ada Moor", "Q1"), ("Cem Oner", "Q1")]);
    drop(service);
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    home.ok(&["undo"]);
    assert_eq!(standing(&home).1, 2);
}
