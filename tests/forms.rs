//! The forms of the desk over real sockets: no Enter decides, nothing that was said is dropped by silence, and whoever errs is
//! told where to mend it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use editor::{ADMIN, Editor, added, claims, id_of, started};
use http::Service;
use serde_json::{Value, json};
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";
const LEAK: &[u8] = b"The dyke at Halm leaks at its foot, said Ada Moor.\n";

fn write(home: &Home, file: &str, publisher: &str, text: &str) {
    let text = format!("---\npublisher: {publisher}\ndate: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
    home.ok(&["ingest", file]);
}

/// The forms of a page that are posted, each to its end.
fn posts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<form")
        .skip(1)
        .map(|form| form.split("</form>").next().unwrap())
        .filter(|form| form.contains("\"post\""))
}

#[test]
fn enter_in_a_field_gives_no_answer_where_there_are_several() {
    let home = story(CHIPS);
    let claim =
        id_of(&claims(&home), |claim| claim["kind"] == "fact" && claim["assertions"].as_array().unwrap().len() >= 2);
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let mut decided = 0;
    for address in ["/review".to_owned(), format!("/claims/{claim}/judge"), format!("/claims/{claim}")] {
        for form in posts(&admin.page(&address)) {
            let decides =
                ["name=\"decision\"", "name=\"judge\"", "value=\"verdict\""].iter().any(|it| form.contains(it));
            if decides {
                decided += 1;
                // Browsers press the first button; one that is disabled does nothing, and none can reach it.
                let first = form.split("<button").nth(1).unwrap().split('>').next().unwrap();
                assert_eq!(first.trim(), "hidden disabled", "{address}: {form}");
            }
        }
    }
    assert!(decided >= 4, "review, merge, split, interest and the verdict: {decided}");
    // Whatever a browser does: without an answer nothing is recorded.
    let told = String::from_utf8(home.ok(&["review", "--json"])).unwrap();
    let first: Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    let changes = admin.page("/audit").matches("<tr>").count();
    for (address, fields) in [
        ("/review".to_owned(), vec![("id", first["id"].as_str().unwrap()), ("reason", "typed")]),
        (format!("/claims/{claim}/judge"), vec![("other", "x"), ("reason", "typed"), ("seen", "999999")]),
        (format!("/claims/{claim}/judge"), vec![("actor", "Veyra"), ("other", "x"), ("reason", "typed")]),
    ] {
        let refused = admin.send(&address, &fields);
        assert!(refused.status == 400 && refused.text().contains("choose one"), "{address}: {}", refused.text());
    }
    assert_eq!(admin.page("/audit").matches("<tr>").count(), changes);
}

/// Pastes a text with what is said about it.
fn paste(editor: &Editor<'_>, said: &[(&str, &str)]) -> http::Answer {
    let mut parts: Vec<(&str, Option<&str>, &[u8])> = vec![("text", None, LEAK)];
    parts.extend(said.iter().map(|(key, value)| (*key, None, value.as_bytes())));
    editor.add(&editor.mark, &parts)
}

#[test]
fn a_reprint_is_a_document_of_its_own_and_silence_drops_nothing() {
    let home = Home::new();
    let worker = added(&home, "worker", "report");
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let halm = paste(&admin, &[("title", "The foot"), ("publisher", "Halm Post"), ("date", "2026-03-01")]);
    let halm = (halm.status, halm.header("location").unwrap()).1;
    let lisk = paste(&admin, &[("publisher", "Lisk News"), ("date", "2026-03-02")]);
    let lisk = lisk.header("location").unwrap_or_else(|| panic!("{}", lisk.text()));
    assert_ne!(halm, lisk, "a reprint is not the first document");
    let claims = claims(&home);
    assert_eq!((claims.len(), &claims[0]["reports"]), (1, &json!(2)), "{claims:?}");
    // The same once more, with no details or the same ones: it is held, and nothing is recorded.
    let before = home.ok(&["export", "--format", "nquads"]);
    for (said, held) in [
        (&[][..], vec![&halm, &lisk]),
        (&[("publisher", "Halm Post"), ("title", "The foot")], vec![&halm]),
        (&[("publisher", "Lisk News")], vec![&lisk]),
    ] {
        let again = paste(&admin, said);
        let page = again.text();
        assert!(again.status == 200 && page.contains("Held already"), "{said:?}: {page}");
        for document in [&halm, &lisk] {
            assert_eq!(page.contains(&format!("href=\"{document}\"")), held.contains(&document), "{said:?}: {page}");
        }
    }
    let body = json!({"text": String::from_utf8_lossy(LEAK), "publisher": "Lisk News"}).to_string();
    let token = format!("Authorization: Bearer {worker}");
    let sent = service.send("POST", "/api/v1/documents", &[&token], body.as_bytes());
    assert_eq!((sent.status, &sent.json()["documents"]), (200, &json!([lisk.rsplit('/').next().unwrap()])));
    let unclear = json!({"text": String::from_utf8_lossy(LEAK), "title": "Another"}).to_string();
    let refused = service.send("POST", "/api/v1/documents", &[&token], unclear.as_bytes()).problem(422);
    assert!(refused.contains("2 documents of these very words"), "{refused}");
    assert!(home.ok(&["export", "--format", "nquads"]) == before);
    // Something new about one of them is another version of it: nothing else of it goes, and it is told what changed.
    let dated = paste(&admin, &[("publisher", "Halm Post"), ("date", "2026-02-28")]);
    assert_eq!(dated.header("location"), Some(halm.clone()), "{}", dated.text());
    let page = admin.page(&halm);
    assert!(page.contains("The foot") && page.contains("2026-02-28"), "{page}");
    let compare = page.split("href=\"/versions/").find(|rest| rest.contains("/compare")).unwrap().split('"').next();
    let compare = admin.page(&format!("/versions/{}", compare.unwrap()));
    assert!(
        compare.contains("Published on: <bdi>2026-03-01</bdi> → <strong><bdi>2026-02-28</bdi></strong>"),
        "{compare}"
    );
    // The earlier version counts no more, and nobody withdrew it.
    let claim = id_of(&crate::claims(&home), |_| true);
    let stemma = admin.page(&format!("/claims/{claim}"));
    assert!(stemma.contains("‡ superseded by a later version</span>"), "{stemma}");
    assert!(!stemma.contains("† withdrawn</span>"), "{stemma}");
}

#[test]
fn a_day_that_no_calendar_has_is_refused_and_the_form_stays_filled() {
    let home = Home::new();
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let refused = paste(&admin, &[("title", "The <b>foot</b>"), ("date", "31 Nov 2026")]);
    let page = refused.text();
    assert!(refused.status == 400 && page.contains("`31 Nov 2026` is no date"), "{page}");
    assert!(page.contains("leaks at its foot, said Ada Moor.") && page.contains("value=\"The &lt;b&gt;foot"), "{page}");
    assert!(claims(&home).is_empty());
}

#[test]
fn a_history_tells_what_people_judged_and_what_has_no_date() {
    let home = Home::new();
    write(&home, "a.md", "Halm Post", "The dyke at Halm leaks at its foot, said Ada Moor.");
    std::fs::write(home.path().join("b.md"), "The dyke at Halm leaks at its foot, said Bo Lund.\n").unwrap();
    home.ok(&["ingest", "b.md"]);
    home.ok(&["retract", "a.md", "--reason", "she took it back"]);
    let claim = id_of(&claims(&home), |_| true);
    let service = Service::start(&home, &[]);
    let address = format!("/claims/{claim}/history");
    let by_day = service.get(&address, "text/html").text();
    assert!(by_day.contains("?by=recorded") && !by_day.contains("ingest b.md"), "{by_day}");
    let page = service.get(&format!("{address}?by=recorded"), "text/html").text();
    let told = String::from_utf8(home.ok(&["why-changed", &claim, "--by", "recorded", "--json"])).unwrap();
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(told.len() >= 3, "{told:?}");
    let shown: Vec<&str> = page.split(">change ").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    let sequences: Vec<String> = told.iter().map(|event| event["sequence"].to_string()).collect();
    assert_eq!(shown, sequences, "{page}");
    assert!(page.contains("ingest b.md") && page.contains("she took it back"), "{page}");
    assert_eq!(service.get(&format!("{address}?by=luck"), "text/html").status, 400);
}

#[test]
fn a_contradiction_is_settled_on_the_page_and_taken_back() {
    let home = Home::new();
    write(&home, "a.md", "Halm Post", "The dyke at Halm is 12 metres high, said Ada Moor.");
    write(&home, "b.md", "Lisk News", "The dyke at Halm is 30 metres high, said Cem Oner.");
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let claim = id_of(&claims(&home), |claim| claim["text"].as_str().unwrap().contains("12"));
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let address = format!("/claims/{claim}");
    assert!(!service.get(&address, "text/html").text().contains("/resolve"), "nobody is logged in");
    let page = ada.page(&address);
    let id = page.split("action=\"/contradictions/").nth(1).unwrap().split('/').next().unwrap();
    let resolve = format!("/contradictions/{id}/resolve");
    let settle = |reason| [("claim", claim.as_str()), ("as", "definition"), ("reason", reason)];
    assert_eq!(ada.send(&resolve, &settle(" ")).status, 400);
    assert_eq!(ada.send(&resolve, &[("claim", claim.as_str()), ("as", "negation"), ("reason", "x")]).status, 400);
    let done = ada.send(&resolve, &settle("one counts from the sea bed"));
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(claims(&home).iter().all(|claim| claim["headline"] != "contested"));
    let page = ada.page(&done.header("location").unwrap());
    assert!(page.contains("Settled</strong> by <bdi>ada</bdi>: <bdi>one counts from the sea bed"), "{page}");
    // Whoever comes second is told who was first, and where it is taken back.
    let late = bo.send(&resolve, &settle("I think so too"));
    let told = late.text();
    assert!(late.status == 409 && told.contains("ada has settled it already"), "{told}");
    let change = done.header("location").unwrap().rsplit('=').next().unwrap().to_owned();
    assert!(told.contains(&format!("href=\"/undo?change={change}\"")) && !told.contains("stemma undo"), "{told}");
    assert!(ada.page("/audit").contains("is 30 metres high"), "the log names the claims");
    assert_eq!(ada.send("/undo", &[("change", &change)]).status, 303);
    assert!(claims(&home).iter().all(|claim| claim["headline"] == "contested"));
}

#[test]
fn an_answer_stands_in_the_log_with_its_claims_and_an_error_says_who_reads_it() {
    let home = story(CHIPS);
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let told = String::from_utf8(home.ok(&["review", "--json"])).unwrap();
    let first = told
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|item| !item["claims"].as_array().unwrap().is_empty())
        .unwrap();
    let id = first["id"].as_str().unwrap();
    assert!(admin.page("/review").contains("value=\"confirm\""));
    let answer = [("id", id), ("decision", "confirm"), ("reason", "I asked her")];
    assert_eq!(admin.send("/review", &answer).status, 303);
    let text = first["claims"][0]["text"].as_str().unwrap().split(['\'', '"', '&', '’']).next().unwrap().to_owned();
    let audit = admin.page("/audit");
    let row = audit.split("<tr>").find(|row| row.contains("I asked her")).unwrap();
    assert!(row.contains(&text) && row.contains(id), "{text}: {row}");
    let late = admin.send("/review", &answer).text();
    assert!(late.contains("href=\"/undo?change=") && !late.contains("stemma undo"), "{late}");
    let cookie = format!("Cookie: {}", admin.cookie);
    let missing =
        service.send("GET", "/claims/00000000-0000-0000-0000-000000000000", &["Accept: text/html", &cookie], b"");
    assert!(missing.status == 404 && missing.text().contains("Logged in as"), "{}", missing.text());
}

#[test]
fn one_person_has_one_verdict_on_a_claim_and_the_earlier_ones_stay_to_be_read() {
    let home = story(CHIPS);
    let claim = id_of(&claims(&home), |claim| claim["headline"] == "single-origin" && claim["kind"] == "fact");
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let give = |rating: &str| {
        let fields = [
            ("act", "verdict"),
            ("rating", rating),
            ("why", "All reports lead to the maker."),
            ("origin", "The maker's release"),
            ("counter-evidence", "None in the register"),
            ("party-asked", "The maker; they repeat it"),
        ];
        admin.send(&format!("/claims/{claim}/acts"), &fields)
    };
    assert_eq!(give("Half the story").header("location"), Some(format!("/claims/{claim}#verdicts")));
    assert_eq!(give("Rests on one voice").status, 303);
    let page = admin.page(&format!("/claims/{claim}"));
    assert!(page.contains("<strong>Replaced</strong>") && page.contains("Half the story"), "{page}");
    let exported = String::from_utf8(home.ok(&["export", "--format", "claimreview", "--claim", &claim])).unwrap();
    assert!(exported.contains("Rests on one voice") && !exported.contains("Half the story"), "{exported}");
}

#[test]
fn what_is_put_aside_leads_to_its_neighbour_on_the_list() {
    let home = story(CHIPS);
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let page = admin.page("/desk");
    let rows: Vec<&str> = page.split("<li id=\"c-").skip(1).collect();
    assert!(rows.len() > 2);
    let id = |row: &str| row.split('"').next().unwrap().to_owned();
    for (place, row) in rows.iter().enumerate() {
        let beside = if place + 1 < rows.len() { id(rows[place + 1]) } else { id(rows[place - 1]) };
        let aside = row.split("<details").nth(1).unwrap();
        assert!(aside.contains(&format!("#c-{beside}\"")), "{place}: {aside}");
        let row = row.split("<details").next().unwrap();
        assert!(row.contains(&format!("name=\"next\" value=\"/desk#c-{}\"", id(row))), "{place}: {row}");
    }
}

#[test]
fn a_feed_is_as_new_as_what_was_recorded_and_an_entry_keeps_its_name() {
    let home = Home::new();
    write(&home, "b.md", "Lisk News", "The dyke at Halm leaks at its foot, said Bo Lund.");
    let names = |feed: &str| -> Vec<String> {
        feed.split("<entry><id>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    let feed = |home: &Home| Service::start(home, &[]).get("/desk.atom?status=any", "*/*").text();
    let first = feed(&home);
    assert!(first.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"http://"), "{first}");
    assert!(
        first.contains("/desk.atom?status=any\"/>") && first.contains("<published>2026-03-01T00:00:00Z"),
        "{first}"
    );
    let day =
        String::from_utf8(home.ok(&["why-changed", &id_of(&claims(&home), |_| true), "--by", "recorded", "--json"]))
            .unwrap();
    let day: Value = serde_json::from_str(day.lines().next().unwrap()).unwrap();
    assert!(first.contains(&format!("<updated>{}</updated>", day["at"].as_str().unwrap())), "{day} {first}");
    // The claim takes others in, in whatever order their ids come: its entry is the same as long as it stands the same.
    for number in 0..6 {
        write(&home, &format!("a{number}.md"), "Lisk News", "The dyke at Halm leaks at its foot, said Bo Lund.");
    }
    let all = claims(&home);
    assert_eq!((all.len(), all[0]["headline"].as_str()), (1, Some("single-origin")), "{all:?}");
    assert_eq!(names(&feed(&home)), names(&first));
    // What is recorded last is first, however long ago it was published.
    let old =
        "---\npublisher: Orrin Times\ndate: 1999-01-01\n---\nThe mill at Orrin employs 500 people, said Dag Orr.\n";
    std::fs::write(home.path().join("old.md"), old).unwrap();
    home.ok(&["ingest", "old.md"]);
    let last = feed(&home);
    assert!(last.find("The mill at Orrin").unwrap() < last.find("The dyke at Halm").unwrap(), "{last}");
}

#[test]
fn sources_and_actors_are_found_by_their_names() {
    let home = Home::new();
    write(&home, "a.md", "Halm Post", "The dyke at Halm leaks at its foot, said Ada Moor.");
    let service = Service::start(&home, &[]);
    for (words, kind, name) in [("halm post", "Sources: ", "Halm Post"), ("moor", "Actors: ", "Ada Moor")] {
        let page = service.get(&format!("/search?q={}", http::encoded(words)), "text/html").text();
        let named =
            page.split("<p class=\"named\">").find(|rest| rest.starts_with(kind)).unwrap_or_else(|| panic!("{page}"));
        assert!(named.split("</p>").next().unwrap().contains(name), "{named}");
        let link = named.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(service.get(link, "text/html").status, 200, "{link}");
    }
    assert!(!service.get("/search?q=nobody", "text/html").text().contains("class=\"named\""));
    for (address, name) in [("/sources", "Halm Post"), ("/actors", "Ada Moor"), ("/topics?page=7", "There is none.")] {
        let page = service.get(address, "text/html");
        assert!(page.status == 200 && page.text().contains(name), "{address}: {}", page.text());
    }
}
