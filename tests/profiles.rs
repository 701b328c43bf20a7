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
    let piece = ["</p>", "</li>", "</div>", "</strong>"].iter().fold(piece.to_owned(), |p, end| p.replace(end, " "));
    let shown: String = piece.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last row of the table: how many claims in each part – originates, may have copied, repeats, unattributed, opposes.
fn parts(page: &str) -> Vec<usize> {
    let row = page.split("<th scope=\"row\">All</th>").nth(1).unwrap().split("</tr>").next().unwrap();
    row.split("<td>").skip(1).map(|cell| words(cell).parse().unwrap()).collect()
}

/// What whoever has this page does with a claim.
fn part_in(page: &str, claim: &str) -> String {
    let list = page.split("<ol class=\"worklist\"").nth(1).unwrap().split("</ol>").next().unwrap();
    let line =
        lines(list).into_iter().find(|line| line.contains(claim)).unwrap_or_else(|| panic!("no {claim}: {list}"));
    line.split(claim).nth(1).unwrap().split('·').next().unwrap().trim().to_owned()
}

/// The lines of a list in a section.
fn lines(section: &str) -> Vec<String> {
    section.split("<li>").skip(1).map(|line| words(line.split("</li>").next().unwrap())).collect()
}

#[test]
fn what_each_source_of_a_story_originates_and_repeats_is_counted() {
    let service = Service::start(&story("five-papers-one-post"), &[]);
    let shut = "Orrin Foundry shut the rolling mill at Lisk on 4 May.";
    for (name, expected) in [
        ("Lisk Watch", "originates"),
        ("Lisk Courier", "repeats"),
        ("Upland Herald", "repeats"),
        ("Morning Tide", "repeats"),
        ("Coast and Country", "says without saying how it knows"),
        ("Market Wire Daily", "says without saying how it knows"),
    ] {
        let page = page(&service, &path(&service, "sources", name));
        assert_eq!(part_in(&page, shut), expected, "{name}");
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
    assert_eq!(part_in(&foundry, "Orrin Foundry shut the rolling mill at Dorn in March."), "denies or questions");
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
        service.get(&format!("/{kind}/{id}"), "*/*").problem(404);
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
        documents[0].contains("Hill Herald, 2026-03-09 · filed here since the document names the topic"),
        "{documents:?}"
    );
    let tensions = words(section(&text, "Tensions"));
    assert!(tensions.contains("affirms Ada Moor") && tensions.contains("denies Cy Orr"), "{tensions}");
    assert!(words(section(&text, "Claims")).contains("filed here with its document"), "{text}");
}

#[test]
fn the_desk_the_review_and_a_claim_lead_to_the_pages_of_whom_they_name() {
    let home = Home::new();
    let head = "publisher: Tide Post\ndate: 2026-03-01\ntopics: [dykes]";
    write(&home, "a.md", head, "The dyke at Norwick leaks at its foot, said Ada Moor.");
    let service = Service::start(&home, &[]);
    let (actor, topic) = (path(&service, "actors", "Ada Moor"), path(&service, "topics", "dykes"));
    let desk = page(&service, "/desk?status=any&actor=ada+moor&source=Tide+Post&topic=Dykes&on=nobody");
    let known = desk.split("What is known of:").nth(1).unwrap().split("</p>").next().unwrap();
    for target in [&actor, &path(&service, "sources", "Tide Post"), &topic] {
        assert!(known.contains(&format!("href=\"{target}\"")), "{target}: {known}");
    }
    assert_eq!(known.matches("<a ").count(), 3, "there is no page of nobody: {known}");
    let all = page(&service, "/desk?status=any&q=dyke");
    let claim = all.split("href=\"/claims/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let claim = page(&service, &format!("/claims/{claim}"));
    let hangs = claim.split("It hangs on:").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(hangs.contains("href=\"/actors/") && hangs.contains("href=\"/desk?"), "{hangs}");
    assert!(claim.contains(&format!("href=\"{topic}\"")) && claim.contains(&format!("href=\"{actor}\"")), "{claim}");
}

#[test]
fn the_holder_of_a_position_in_a_dossier_leads_to_a_page_only_where_there_is_one() {
    let home = Home::new();
    let dossier = "The dyke at Norwick\nWhat\nThe dyke at Norwick leaks [1].\nOpen questions\nWho pays?\nTimeline\n- 2026-03-01: The dyke leaks [1]\nPerspectives\nAda Moor\nHolds that the dyke leaks\nEvolution: doubted it, then measured it\nThe Quiet Bench\nWants it dry\nEvolution: silent throughout\nTensions\n- Ada Moor's warning vs. a rumour of the town's\nSources\n- [1] Dyke leaks — Tide Post (2026-03-01)";
    write(&home, "d.md", "publisher: Long View Desk\ndate: 2026-03-02\ntopics: [dykes]", dossier);
    write(&home, "a.md", "publisher: Tide Post\ndate: 2026-03-01", "The dyke at Norwick leaks, said Ada Moor.");
    let service = Service::start(&home, &[]);
    let topic = page(&service, &path(&service, "topics", "dykes"));
    let dossier = topic.split("href=\"/documents/").nth(1).unwrap().split(['"', '#']).next().unwrap().to_owned();
    let read = page(&service, &format!("/documents/{dossier}"));
    let notes = read.split(">How it stands, and how positions changed</h2>").nth(1).unwrap_or_else(|| panic!("{read}"));
    assert!(notes.contains(&format!("href=\"{}\"", path(&service, "actors", "Ada Moor"))), "{notes}");
    for link in read.split("href=\"/actors/").skip(1) {
        page(&service, &format!("/actors/{}", &link[..36]));
    }
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

#[test]
fn what_an_actor_took_back_is_listed_with_its_words_and_where_they_stand() {
    let home = Home::new();
    let report = "The judge took a bribe, said Ida Lund. The driver left at noon, said the florist Rosa Kemble.";
    write(&home, "a.md", "publisher: Tide Post\ndate: 2026-03-01", report);
    let back = "Ida Lund has withdrawn her statement that the judge took a bribe. Ms Kemble did not say this.";
    write(&home, "b.md", "title: <i>Sorry\npublisher: Hill Herald\ndate: 2026-03-09", back);
    let service = Service::start(&home, &[]);
    let told = |name: &str| {
        let lund = page(&service, &path(&service, "actors", name));
        lines(section(&lund, "Took back, or has from elsewhere"))
    };
    let lund = told("Ida Lund");
    assert_eq!(lund.len(), 1, "{lund:?}");
    assert!(lund[0].contains("“Ida Lund has withdrawn her statement"), "{lund:?}");
    assert!(
        lund[0].ends_with("in <i>Sorry, 2026-03-09") || lund[0].ends_with("in &lt;i&gt;Sorry, 2026-03-09"),
        "{lund:?}"
    );
    // The text names her by her surname only.
    let kemble = told("Rosa Kemble");
    assert!(kemble.len() == 1 && kemble[0].starts_with("Kemble, who may be the same, ("), "{kemble:?}");
    let post = page(&service, &path(&service, "sources", "Tide Post"));
    assert!(!post.contains("Took back"), "{post}");
    // Programs get the statement with its words as well.
    let data = service.get(&path(&service, "actors", "Ida Lund"), "text/turtle").text();
    assert!(data.contains("WithdrawalStatement") && data.contains("has withdrawn her statement"), "{data}");
}

#[test]
fn a_name_in_letters_that_pass_for_latin_ones_is_told_apart_and_is_no_second_voice() {
    let home = Home::new();
    // A, с, м and е of the Cyrillic script, beside the Latin name.
    let (latin, cyrillic) = ("Acme", "\u{410}\u{441}\u{43c}\u{435}");
    write(
        &home,
        "a.md",
        "publisher: Tide Post\ndate: 2026-03-01",
        &format!("{latin} said that the dyke at Norwick leaks."),
    );
    write(
        &home,
        "b.md",
        "publisher: Hill Herald\ndate: 2026-03-02",
        &format!("{cyrillic} said that the dyke at Norwick leaks."),
    );
    let claim = || {
        let all = String::from_utf8(home.ok(&["claims", "--json"])).unwrap();
        let all: Vec<serde_json::Value> = all.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        all.into_iter().find(|claim| claim["text"].as_str().unwrap().contains("dyke")).unwrap()
    };
    let found = claim();
    assert_eq!((&found["reports"], &found["nu"][0], &found["nu"][1]), (&2.into(), &1.into(), &2.into()), "{found}");
    let service = Service::start(&home, &[]);
    let acme = page(&service, &path(&service, "actors", latin));
    assert!(!acme.contains("letters)") && !acme.contains("It looks like"), "{acme}");
    let other = page(&service, &path(&service, "actors", cyrillic));
    assert!(other.contains(&format!("<h1><bdi>{cyrillic}</bdi> (in Cyrillic letters)</h1>")), "{other}");
    let notice = words(other.split("class=\"notice\">").nth(1).unwrap().split("</p>").next().unwrap());
    assert!(
        notice.starts_with("It looks like Acme , which is another name")
            || notice.starts_with("It looks like Acme, which"),
        "{notice}"
    );
    let text = page(&service, &format!("/claims/{}", found["id"].as_str().unwrap()));
    assert!(text.contains("(in Cyrillic letters)"), "{text}");
    let review = page(&service, "/review");
    assert!(
        words(&review).contains(&format!("{latin} and {cyrillic} may be one")) || words(&review).contains("may be one"),
        "{review}"
    );
    drop(service);
    home.ok(&["not-same-actor", latin, cyrillic, "--reason", "the other is a mill in Plovdiv"]);
    assert_eq!(claim()["nu"][0], 2, "a person says that they are two");
}
