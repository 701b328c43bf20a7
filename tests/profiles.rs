//! The pages of sources, actors and topics: exact counts on a story, where each name leads, what became of what was said, and
//! that nothing of a name runs or hides.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use std::collections::BTreeSet;

use http::Service;
use story::story;
use support::Home;

fn page(service: &Service, target: &str) -> String {
    let answer = service.get(target, "text/html");
    assert_eq!(answer.status, 200, "{target}: {}{}", answer.head, answer.text());
    answer.text()
}

/// The path of whatever has this label, as the graph has it.
fn path(service: &Service, kind: &str, name: &str) -> String {
    let query = format!(
        "SELECT DISTINCT ?s {{ ?s skos:prefLabel|skos:altLabel ?l FILTER(STR(?l) = \"{name}\" && CONTAINS(STR(?s), \"/{kind}/\")) }}"
    );
    let text = service.ask(&query, "text/csv").text();
    let iri = text.lines().nth(1).unwrap_or_else(|| panic!("no {kind} called {name}: {text}")).trim().to_owned();
    iri[iri.find(&format!("/{kind}/")).unwrap()..].to_owned()
}

/// What stands between a heading and the next of its rank.
fn section<'t>(page: &'t str, heading: &str) -> &'t str {
    let rest = page.split(&format!(">{heading}</h2>")).nth(1).unwrap_or_else(|| panic!("no {heading}: {page}"));
    rest.split("<h2").next().unwrap()
}

/// The text of a piece of a page.
fn words(piece: &str) -> String {
    let shown: String = piece.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last row of the table: how many claims in each part – originates, may have copied, repeats, unattributed, opposes.
fn parts(page: &str) -> Vec<usize> {
    let row = page.split("<th scope=\"row\">All</th>").nth(1).unwrap().split("</tr>").next().unwrap();
    row.split("<td>").skip(1).map(|cell| words(cell).parse().unwrap()).collect()
}

/// The lines of a list in a section.
fn lines(section: &str) -> Vec<String> {
    section.split("<li>").skip(1).map(|line| words(line.split("</li>").next().unwrap())).collect()
}

#[test]
fn what_each_source_of_a_story_originates_and_repeats_is_counted() {
    let service = Service::start(&story("five-papers-one-post"), &[]);
    for (name, expected) in [
        ("Lisk Watch", [4, 0, 0, 0, 0]),
        ("Lisk Courier", [0, 0, 1, 0, 0]),
        ("Upland Herald", [0, 0, 1, 0, 0]),
        ("Morning Tide", [0, 0, 1, 0, 0]),
        ("Coast and Country", [0, 0, 0, 1, 0]),
        ("Market Wire Daily", [1, 0, 0, 1, 0]),
    ] {
        let page = page(&service, &path(&service, "sources", name));
        assert_eq!(parts(&page), expected, "{name}: {page}");
    }
    let watch = page(&service, &path(&service, "sources", "Lisk Watch"));
    let to: Vec<String> = lines(section(&watch, "Who has claims from it"))
        .iter()
        .map(|l| l.split(" such").next().unwrap().to_owned())
        .collect();
    assert_eq!(to, ["Lisk Courier: 1 claim", "Morning Tide: 1 claim"]);
    let owners = words(section(&watch, "Owners and interests"));
    assert!(owners.contains("Tomas Veld – account, no dates recorded · the record"), "{owners}");
    let herald = page(&service, &path(&service, "sources", "Upland Herald"));
    assert!(
        lines(section(&herald, "Whom it has claims from"))[0].starts_with("Lisk Courier: 1 claim such as"),
        "{herald}"
    );
    assert!(section(&herald, "Who has claims from it").contains("Nobody has a claim from it"));
    let foundry = page(&service, &path(&service, "actors", "Orrin Foundry"));
    assert_eq!(parts(&foundry), [0, 0, 0, 0, 1], "{foundry}");
}

#[test]
fn every_name_on_the_pages_of_a_story_leads_to_its_own_page() {
    let home = story("chips-and-export-controls");
    let service = Service::start(&home, &[]);
    let mut known = BTreeSet::new();
    let mut open: Vec<String> = String::from_utf8(home.ok(&["claims", "--all", "--json"]))
        .unwrap()
        .lines()
        .take(12)
        .map(|line| {
            format!("/claims/{}", serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap())
        })
        .collect();
    while let Some(target) = open.pop() {
        if known.len() > 150 || !known.insert(target.clone()) {
            continue;
        }
        let text = page(&service, &target);
        assert!(!words(&text).to_lowercase().contains("trust"), "{target}");
        let links =
            text.split("href=\"/").skip(1).map(|rest| format!("/{}", rest.split(['"', '#', '?']).next().unwrap()));
        open.extend(links.filter(|link| {
            ["/actors/", "/sources/", "/topics/", "/controls/", "/interests/", "/documents/"]
                .iter()
                .any(|kind| link.starts_with(kind))
        }));
    }
    for kind in ["/actors/", "/sources/", "/controls/", "/interests/", "/documents/"] {
        assert!(known.iter().any(|target| target.starts_with(kind)), "nothing leads to {kind}: {known:?}");
    }
    for (kind, id) in [("actors", "x"), ("sources", "00000000-0000-0000-0000-000000000000"), ("topics", "%00")] {
        service.get(&format!("/{kind}/{id}"), "text/html").problem(404);
    }
}

fn write(home: &Home, file: &str, head: &str, text: &str) {
    std::fs::write(home.path().join(file), format!("---\n{head}\n---\n{text}\n")).unwrap();
    home.ok(&["ingest", file]);
}

#[test]
fn what_was_said_and_later_denied_corrected_or_withdrawn_is_told_with_its_day() {
    let home = Home::new();
    write(
        &home,
        "a.md",
        "publisher: Tide Post\ndate: 2026-03-01",
        "The dyke at Norwick leaks, said Ada Moor. The mole of Sund has sunk, said Bo Lund.",
    );
    write(&home, "b.md", "publisher: Hill Herald\ndate: 2026-03-09", "The dyke at Norwick does not leak, said Cy Orr.");
    write(&home, "a.md", "publisher: Tide Post\ndate: 2026-03-12", "The dyke at Norwick leaks, said Ada Moor.");
    let service = Service::start(&home, &[]);
    let post = page(&service, &path(&service, "sources", "Tide Post"));
    let told = section(&post, "Contradicted or corrected");
    let all = lines(told);
    assert!(told.contains(">Later</h3>") && all.len() == 2, "{all:?}");
    assert!(all.iter().any(|line| line.contains("dyke at Norwick leaks") && line.contains("2026-03-09")), "{all:?}");
    assert!(
        all.iter().any(|line| line.contains("mole")
            && line.contains("A later version of the document no longer says so")
            && line.ends_with("2026-03-12")),
        "{all:?}"
    );
    let herald = page(&service, &path(&service, "sources", "Hill Herald"));
    assert!(!section(&herald, "Contradicted or corrected").contains(">Later</h3>"), "{herald}");
    drop(service);
    home.ok(&["retract", "b.md", "--reason", "he was not there"]);
    let service = Service::start(&home, &[]);
    let herald = page(&service, &path(&service, "sources", "Hill Herald"));
    assert!(words(section(&herald, "Contradicted or corrected")).contains("Withdrawn: he was not there"), "{herald}");
}

#[test]
fn a_topic_shows_its_claims_its_documents_and_who_stands_against_whom() {
    let home = Home::new();
    write(
        &home,
        "a.md",
        "publisher: Tide Post\ndate: 2026-03-01\ntopics: [dykes]",
        "The dyke at Norwick leaks at its foot, said Ada Moor.",
    );
    write(
        &home,
        "b.md",
        "publisher: Hill Herald\ndate: 2026-03-09\ntopics: [Dykes]",
        "Cy Orr denied that the dyke at Norwick leaks at its foot.",
    );
    write(&home, "c.md", "publisher: Hill Herald\ndate: 2026-03-09", "The mole of Sund has sunk, said Bo Lund.");
    let service = Service::start(&home, &[]);
    let text = page(&service, &path(&service, "topics", "dykes"));
    assert!(words(&text).contains("Topic · 1 claim · 2 documents · 1 tension"), "{text}");
    let documents = lines(section(&text, "Documents"));
    assert_eq!(documents.len(), 2);
    assert!(
        documents[0].contains("Hill Herald, 2026-03-09 · filed by given: the document names the topic"),
        "{documents:?}"
    );
    let tensions = words(section(&text, "Tensions"));
    assert!(tensions.contains("affirms Ada Moor") && tensions.contains("denies Cy Orr"), "{tensions}");
    assert!(words(section(&text, "Claims")).contains("filed by of-document"), "{text}");
}

#[test]
fn long_lists_come_in_pages_and_filters_hold() {
    let home = Home::new();
    let names: Vec<String> = (0..120)
        .map(|n| {
            format!("The {} of Halm was sold for {} crowns, said Ada Moor.", ["mill", "mole", "ferry"][n % 3], 1000 + n)
        })
        .collect();
    write(&home, "a.md", "publisher: Tide Post\ndate: 2026-03-01", &names.join("\n\n"));
    let service = Service::start(&home, &[]);
    let target = path(&service, "sources", "Tide Post");
    let first = page(&service, &target);
    let all = parts(&first)[0];
    assert!(all > 100, "{all}");
    let mut listed = BTreeSet::new();
    for number in 1..=all.div_ceil(50) {
        let text = page(&service, &format!("{target}?part=originates&page={number}"));
        let list = text.split("<ol class=\"worklist\"").nth(1).unwrap().split("</ol>").next().unwrap();
        listed.extend(list.split("href=\"/claims/").skip(1).map(|rest| rest[..36].to_owned()));
    }
    assert_eq!(listed.len(), all);
    for odd in ["page=0", "page=99999999999999999999", "part=trusts&status=true", "status=%3Cscript%3E"] {
        page(&service, &format!("{target}?{odd}"));
    }
    let none = page(&service, &format!("{target}?part=opposes"));
    assert!(words(&none).contains("0 claims that it denies or questions"), "{none}");
}

#[test]
fn a_hostile_name_neither_runs_nor_hides() {
    let home = Home::new();
    let head = "publisher: \"<script>alert(1)</script> \u{202e}tsoP\"\nauthor: \"<img src=x onerror=alert(2)>\"\ndate: 2026-03-01\ntopics: [\"<b>dykes\"]";
    write(&home, "a.md", head, "The dyke at Norwick leaks.");
    let service = Service::start(&home, &[]);
    let id = String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
    let id = serde_json::from_str::<serde_json::Value>(id.lines().next().unwrap()).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let claim = page(&service, &format!("/claims/{id}"));
    let document = claim.split("href=\"/documents/").nth(1).unwrap().split(['"', '#']).next().unwrap().to_owned();
    let read = page(&service, &format!("/documents/{document}"));
    for kind in ["actors", "sources", "topics"] {
        let link = read.split(&format!("href=\"/{kind}/")).nth(1).unwrap_or_else(|| panic!("no {kind}: {read}"));
        let answer = service.get(&format!("/{kind}/{}", &link[..36]), "text/html");
        let text = answer.text();
        assert_eq!(answer.status, 200, "{text}");
        assert!(
            !text.contains("<script") && !text.contains("<img") && !text.contains("<b>") && !text.contains('\u{202e}'),
            "{text}"
        );
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
}
