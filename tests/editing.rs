//! What editors do in the browser, over real sockets: they log in, act on claims, and nobody else does it for them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use editor::{ADMIN, Editor, added, claims, form, id_of, started, value};
use http::Service;
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";

#[test]
fn a_token_is_exchanged_for_a_session_that_ends_with_it() {
    let home = Home::new();
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let wrong = form(&service, "/log-in", &[], &[("token", "guessed")]);
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    assert!(wrong.text().contains("role=\"alert\"") && !wrong.text().contains("guessed"));
    let editor = Editor::log_in(&service, &ada);
    assert!(editor.page("/log-in").contains("You are <strong>ada</strong>"));
    assert!(!editor.cookie.contains(&ada), "the cookie is no token");
    let elsewhere = form(&service, "/log-in", &[], &[("token", &ada), ("next", "//evil.example")]);
    assert_eq!(elsewhere.header("location").as_deref(), Some("/desk"));
    // Another site logs nobody in, and nobody out.
    let crossed = form(&service, "/log-in", &["Sec-Fetch-Site: cross-site"], &[("token", &ada)]);
    assert_eq!((crossed.status, crossed.header("set-cookie")), (403, None));
    let cookie = format!("Cookie: {}", editor.cookie);
    assert_eq!(form(&service, "/log-out", &[&cookie], &[("mark", "guessed")]).status, 403);
    assert!(editor.page("/log-in").contains("You are"));
    // A cookie opens pages and forms, and no other door.
    let update = ["Content-Type: application/sparql-update", &cookie];
    service.send("POST", "/sparql", &update, b"INSERT DATA { <urn:a> <urn:p> 1 }").problem(401);
    // Whoever revokes the token ends its sessions.
    let admin = format!("Authorization: Bearer {ADMIN}");
    assert_eq!(service.send("DELETE", "/api/v1/tokens/ada", &[&admin], b"").status, 204);
    assert!(editor.page("/log-in").contains("name=\"token\""));
    let editor = Editor::log_in(&service, ADMIN);
    assert_eq!(editor.send("/log-out", &[]).header("set-cookie").unwrap().split(';').next(), Some("stemma_session="));
    assert!(editor.page("/log-in").contains("name=\"token\""), "who logged out is out");
}

#[test]
fn without_a_token_the_pages_are_read_only_and_say_so() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    let page = service.get("/log-in", "text/html").text();
    assert!(page.contains("read-only") && page.contains("STEMMA_ADMIN_TOKEN") && !page.contains("name=\"token\""));
    assert_eq!(form(&service, "/log-in", &[], &[("token", "")]).status, 401);
}

#[test]
fn a_private_service_is_read_by_whoever_is_logged_in() {
    let home = Home::new();
    let reader = added(&home, "reader", "read");
    let service = Service::start(&home, &["--private"]);
    let sent = service.get("/desk", "text/html");
    assert_eq!((sent.status, sent.header("location").as_deref()), (303, Some("/log-in")));
    let editor = Editor::log_in(&service, &reader);
    assert!(editor.page("/desk").contains("<h1>Desk</h1>"));
}

#[test]
fn what_editors_do_is_recorded_and_shown_and_changes_no_finding() {
    let home = story(CHIPS);
    let all = claims(&home);
    let claim = id_of(&all, |claim| {
        claim["headline"] == "contested" || claim["headline"] == "single-origin" && claim["kind"] == "fact"
    });
    let headline = all.iter().find(|one| one["id"] == claim.as_str()).unwrap()["headline"].as_str().unwrap().to_owned();
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "read"));
    let service = started(&home);
    let (page, acts) = (format!("/claims/{claim}"), format!("/claims/{claim}/acts"));
    let nobody = service.get(&page, "text/html").text();
    assert!(nobody.contains("Log in") && !nobody.contains("name=\"act\""));
    let ada = Editor::log_in(&service, &ada);
    let hostile = "<script>alert(1)</script>\nsecond \u{202e}line";
    for fields in [
        [("act", "take"), ("to", "")],
        [("act", "watch"), ("to", "")],
        [("act", "note"), ("text", hostile)],
        [("act", "due"), ("day", "2027-03-01")],
    ] {
        let sent = ada.send(&acts, &fields);
        assert_eq!(sent.status, 303, "{fields:?}: {}", sent.text());
        assert_eq!(sent.header("location"), Some(format!("{page}#work")));
    }
    let shown = ada.page(&page);
    assert!(shown.contains("Assigned to <strong><bdi>ada</bdi></strong>. ") && shown.contains("2027-03-01"), "{shown}");
    assert!(shown.contains("&lt;script&gt;") && !shown.contains("<script>alert") && !shown.contains('\u{202e}'));
    // Put aside, it leaves the open list, and the finding stays.
    let listed = |editor: &Editor<'_>, query: &str| {
        editor.page(&format!("/desk?{query}&q=")).contains(&format!("id=\"c-{claim}\""))
    };
    let dismissed = ada.send(&acts, &[("act", "dismiss"), ("what", &headline), ("reason", "we have the contract")]);
    assert_eq!(dismissed.status, 303, "{}", dismissed.text());
    assert!(!listed(&ada, "status=") && listed(&ada, "mine=assigned") && listed(&ada, "mine=watched"));
    assert!(!claims(&home).is_empty() && claims(&home) == all, "a finding changed");
    let shown = ada.page(&page);
    assert!(shown.contains("we have the contract") && shown.contains(&format!("class=\"badge {headline}\"")));
    assert_eq!(ada.send(&acts, &[("act", "restore"), ("what", &headline)]).status, 303);
    // Another reader sees it, has nothing of their own, and may not do it.
    let bo = Editor::log_in(&service, &bo);
    assert!(bo.page(&page).contains("we have the contract") && !bo.page(&page).contains("name=\"act\""));
    assert!(!listed(&bo, "mine=assigned"));
    assert_eq!(bo.send(&acts, &[("act", "watch")]).status, 403);
    // Nothing is done without the mark, without a session, or from elsewhere.
    let cookie = format!("Cookie: {}", ada.cookie);
    assert_eq!(form(&service, &acts, &[&cookie], &[("act", "watch")]).status, 403);
    assert_eq!(form(&service, &acts, &[], &[("act", "watch"), ("mark", &ada.mark)]).status, 403);
    let crossed = [cookie.as_str(), "Origin: http://evil.example"];
    assert_eq!(form(&service, &acts, &crossed, &[("act", "watch"), ("mark", &ada.mark)]).status, 403);
    for bad in [("note", "text", " "), ("due", "day", "soon"), ("dismiss", "what", "true"), ("burn", "text", "x")] {
        assert_eq!(ada.send(&acts, &[("act", bad.0), (bad.1, bad.2)]).status, 400, "{bad:?}");
    }
    assert_eq!(ada.send("/claims/00000000-0000-0000-0000-000000000000/acts", &[("act", "watch")]).status, 404);
    // All of it stands in the audit list, and in the log after the service is gone.
    let audit = ada.page("/audit");
    assert!(audit.contains("we have the contract") && audit.contains("logged in") && audit.contains("ingest "));
    assert_eq!(service.get("/audit", "text/html").status, 303);
    let lines =
        service.send("GET", &format!("/api/v1{acts}"), &[&format!("Authorization: Bearer {ADMIN}")], b"").text();
    let done: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let words: Vec<&str> = done.iter().map(|one| one["act"].as_str().unwrap()).collect();
    assert_eq!(words, ["assign", "watch", "note", "due", "dismiss", "restore"]);
    assert!(done.iter().all(|one| one["by"] == "ada" && one["claim"] == claim.as_str()));
    assert_eq!(done[2]["text"], hostile);
    service.get(&format!("/api/v1{acts}"), "*/*").problem(401);
    assert_eq!(service.terminate().0, Some(0));
    home.ok(&["doctor", "--check"]);
    let service = started(&home);
    let ada = Editor::log_in(&service, ADMIN);
    assert!(ada.page(&page).contains("we have the contract"));
}

#[test]
fn what_has_a_day_is_found_and_comes_first_by_it() {
    let home = story(CHIPS);
    let all = claims(&home);
    let claim = id_of(&all, |one| one["kind"] == "fact");
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let ada = Editor::log_in(&service, &ada);
    assert_eq!(ada.send(&format!("/claims/{claim}/acts"), &[("act", "due"), ("day", "2027-03-01")]).status, 303);
    let shown = ada.page(&format!("/claims/{claim}"));
    assert!(shown.contains("<option value=\"ada\">"), "whom it may be assigned to is not offered: {shown}");
    // Of two, the earlier one.
    let other = id_of(&all, |one| one["id"] != claim.as_str() && one["kind"] == "fact");
    let sooner = format!("/claims/{other}/acts");
    assert_eq!(ada.send(&sooner, &[("act", "due"), ("day", "2027-02")]).status, 303);
    assert_eq!(ada.send(&sooner, &[("act", "assign"), ("to", "nobody-of-ours")]).status, 303);
    assert!(ada.page(&format!("/claims/{other}")).contains("nobody-of-ours</bdi></strong>, who never logged in here"));
    let in_order = |query: &str| {
        let page = ada.page(&format!("/desk?{query}"));
        page.split("<li id=\"c-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(in_order("mine=dated&order=due"), [other.clone(), claim.clone()]);
    let with_predictions = in_order("status=any&order=due");
    let place = |id: &String| with_predictions.iter().position(|one| one == id).unwrap();
    assert!(place(&other) < place(&claim) && with_predictions.len() > 40, "{with_predictions:?}");
    assert_eq!(ada.send(&sooner, &[("act", "due"), ("day", "")]).status, 303);
    assert_eq!(in_order("mine=dated"), [claim]);
}

#[test]
fn of_two_who_decide_at_once_the_second_is_told_and_nothing_is_lost() {
    let home = story(CHIPS);
    let claim = id_of(&claims(&home), |claim| claim["kind"] == "fact");
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let (page, acts) = (format!("/claims/{claim}"), format!("/claims/{claim}/acts"));
    let seen = value(&ada.page(&page), "seen");
    assert_eq!(bo.send(&acts, &[("act", "take"), ("seen", &seen)]).status, 303);
    assert_eq!(
        ada.send(&acts, &[("act", "note"), ("text", "mine"), ("seen", &seen)]).status,
        303,
        "notes exclude nothing"
    );
    let told = ada.send(&acts, &[("act", "assign"), ("to", "cy <b>"), ("seen", &seen)]);
    assert_eq!(told.status, 409);
    let told = told.text();
    assert!(told.contains("<strong><bdi>bo</bdi></strong>") && told.contains("assigned it to bo"), "{told}");
    assert!(told.contains("value=\"cy &lt;b&gt;\""), "what was typed is lost: {told}");
    assert!(ada.page(&page).contains("Assigned to <strong><bdi>bo</bdi></strong>"));
    // Having seen it, they may.
    let again = ada.send(&acts, &[("act", "assign"), ("to", "cy <b>"), ("seen", &value(&told, "seen"))]);
    assert_eq!(again.status, 303);
    assert!(bo.page(&page).contains("Assigned to <strong><bdi>cy &lt;b&gt;</bdi></strong>"));
    // For programs the same.
    let json = ["Content-Type: application/json", &format!("Authorization: Bearer {ADMIN}")];
    let body = format!(r#"{{"act":"assign","seen":"{seen}"}}"#);
    let problem = service.send("POST", &format!("/api/v1{acts}"), &json, body.as_bytes()).problem(409);
    assert!(problem.contains("bo assigned it to bo"), "{problem}");
    assert_eq!(service.send("POST", &format!("/api/v1{acts}"), &json, br#"{"act":"assign"}"#).status, 201);
}

#[test]
fn what_changed_since_the_last_visit_is_what_was_recorded_since() {
    let home = story(CHIPS);
    let all = claims(&home);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let first = Editor::log_in(&service, &ada);
    assert!(first.page("/desk?mine=changed").contains("first visit"));
    let claim = id_of(&all, |claim| claim["kind"] == "fact");
    let admin = Editor::log_in(&service, ADMIN);
    assert_eq!(admin.send(&format!("/claims/{claim}/acts"), &[("act", "note"), ("text", "look")]).status, 303);
    let second = Editor::log_in(&service, &ada);
    let page = second.page("/desk?mine=changed");
    let listed: Vec<&str> = page.split("<li id=\"c-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(listed, [claim.as_str()]);
}

#[test]
fn a_document_that_is_added_shows_its_claims_at_once_and_bears_the_name_of_who_added_it() {
    let home = Home::new();
    let (cy, dag) = (added(&home, "cy", "report"), added(&home, "dag", "review"));
    let service = started(&home);
    assert!(service.get("/add", "text/html").text().contains("Log in"));
    let editor = Editor::log_in(&service, &cy);
    assert!(editor.page("/add").contains("enctype=\"multipart/form-data\""));
    let text = b"The dyke at Halm leaks, said Ada Moor.\n\n<script>alert(1)</script>\n";
    let title = "The <b>dyke</b>\nretracted: yes".as_bytes();
    let parts: [(&str, Option<&str>, &[u8]); 4] = [
        ("text", None, text),
        ("title", None, title),
        ("publisher", None, b"Halm Post"),
        ("date", None, b"2026-03-01"),
    ];
    let sent = editor.add(&editor.mark, &parts);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let document = sent.header("location").unwrap();
    let page = editor.page(&document);
    assert!(page.contains("leaks") && page.contains("Halm Post") && page.contains("2026-03-01"), "{page}");
    assert!(page.contains("<mark") && page.contains("&lt;script&gt;") && page.contains("The &lt;b&gt;dyke"), "{page}");
    assert!(!page.contains("Withdrawn"), "a title says nothing else: {page}");
    // Its claim is on the desk; the same bytes once more are the same document.
    assert!(editor.page("/desk?status=any&q=dyke").contains("1 claim"));
    let again = editor.add(&editor.mark, &parts).text();
    assert!(again.contains("Held already") && again.contains(&format!("href=\"{document}\"")), "{again}");
    let uploaded = editor.add(&editor.mark, &[("file", Some("../up.md"), b"The lock at Halm is shut, said Bo Lund.")]);
    assert_eq!(uploaded.status, 303, "{}", uploaded.text());
    assert!(editor.page(&uploaded.header("location").unwrap()).contains("is shut"));
    // What cannot be read is said, and nothing is recorded.
    let before = editor.page("/audit").matches("<tr>").count();
    for (parts, why) in [
        ([("file", Some("a.exe"), b"MZ".as_slice())], "unknown format"),
        ([("text", None, b" ")], "nothing in it"),
        ([("address", None, b"http://127.0.0.1:9/")], "--allow-host"),
        ([("address", None, b"file:///etc/passwd")], "only http and https"),
        ([("address", None, b"halm.example")], "no address"),
        ([("file", Some("a.md"), b"\x00\x01\x02\x00")], "it was not taken"),
    ] {
        let refused = editor.add(&editor.mark, &parts);
        assert!((400..500).contains(&refused.status) && refused.text().contains(why), "{why}: {}", refused.text());
    }
    assert_eq!(editor.add("guessed", &[("text", None, text)]).status, 403);
    let other = Editor::log_in(&service, &dag);
    assert_eq!(other.add(&other.mark, &[("text", None, text)]).status, 403, "review is not report");
    assert_eq!(editor.page("/audit").matches("<tr>").count(), before + 1, "only dag’s visit came");
    assert_eq!(service.terminate().0, Some(0));
    let log = rusqlite::Connection::open(home.path().join("stemma-store/log.sqlite")).unwrap();
    let mut asked = log.prepare("SELECT principal FROM changes WHERE reason LIKE 'ingest %'").unwrap();
    let names: Vec<String> = asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names, ["cy", "cy"]);
    home.ok(&["doctor", "--check"]);
}

#[test]
fn what_was_done_about_a_claim_stays_with_it_in_the_next_version_of_its_document() {
    let home = Home::new();
    let service = started(&home);
    let editor = Editor::log_in(&service, ADMIN);
    let version = |text: &str| {
        let parts: [(&str, Option<&str>, &[u8]); 2] =
            [("text", None, text.as_bytes()), ("url", None, b"https://halm.example/dyke")];
        let sent = editor.add(&editor.mark, &parts);
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = editor.page("/desk?status=any&q=dyke");
        page.split("<li id=\"c-").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let first = version("The dyke at Halm leaks, said Ada Moor.\n");
    assert_eq!(editor.send(&format!("/claims/{first}/acts"), &[("act", "note"), ("text", "ring her")]).status, 303);
    let second = version("Halm is wet.\n\nThe dyke at Halm leaks, said Ada Moor.\n");
    assert_ne!(first, second, "another version makes the claim now");
    assert!(editor.page(&format!("/claims/{second}")).contains("ring her"));
}

#[test]
fn what_if_says_what_the_command_says_and_writes_nothing() {
    let home = story(CHIPS);
    let all = claims(&home);
    let most =
        all.iter().filter(|claim| claim["kind"] == "fact").max_by_key(|claim| claim["reports"].as_u64()).unwrap();
    let service = Service::start(&home, &[]);
    let address = format!("/claims/{}/what-if", most["id"].as_str().unwrap());
    let page = service.get(&address, "text/html").text();
    assert!(page.contains("type=\"checkbox\"") && !page.contains("What would follow</h2>"));
    let ids: Vec<&str> =
        page.split("name=\"withdraw\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(ids.len() as u64 >= most["reports"].as_u64().unwrap(), "{page}");
    let query: Vec<String> = ids.iter().map(|id| format!("withdraw={id}")).collect();
    let answer = service.get(&format!("{address}?{}", query.join("&")), "text/html").text();
    let mut command = vec!["what-if", "--json"];
    ids.iter().for_each(|id| command.extend(["--retract", id]));
    let told = String::from_utf8(home.ok(&command)).unwrap();
    let told: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let others = told.iter().filter(|impact| impact["claim"] != most["id"]).count();
    assert!(answer.contains(&format!("{others} other claim")), "{others}: {answer}");
    let own = told.iter().find(|impact| impact["claim"] == most["id"]).unwrap();
    let after = answer.split("After: ").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(after.contains(own["after"]["headline"].as_str().unwrap()), "{after} {own}");
    assert_eq!(answer.matches(" checked").count(), ids.len());
    assert!(!page.contains("as supposed"), "nothing is supposed yet");
    let mut lost = 0;
    for id in &ids {
        let answer = service.get(&format!("{address}?withdraw={id}"), "text/html").text();
        let drawn = answer.split("id=\"supposed\"").nth(1).unwrap();
        // In the drawing, in the list, and in words in both.
        assert!(drawn.contains("<a class=\"struck\"") && drawn.contains("<li class=\"struck\">"), "{drawn}");
        assert!(drawn.contains("<del>") && drawn.matches("⊘ withdrawn, as supposed</span>").count() >= 1, "{drawn}");
        let listed = drawn.matches("<li class=\"lost\">").count();
        assert_eq!(listed > 0, drawn.contains("∅ in no unbroken chain any more</span>"), "{drawn}");
        assert_eq!(listed > 0, drawn.contains("<a class=\"lost\""), "{drawn}");
        lost += listed;
    }
    assert!(lost > 0, "no origin has a taker");
    let voices = service.get(&format!("{address}?one=Allmark+Times&other=Prism+Teardown"), "text/html").text();
    assert!(voices.contains("≡ one voice, as supposed</span>"), "{voices}");
    for (query, status) in [("withdraw=x", 400), ("one=Nobody+at+all&other=Veyra", 400), ("one=%3Cb%3E&other=", 400)] {
        let refused = service.get(&format!("{address}?{query}"), "text/html");
        assert_eq!(refused.status, status, "{query}");
        assert!(!refused.text().contains("<b>"));
    }
    assert_eq!(claims(&home), all);
}

#[test]
fn a_feed_lists_what_the_desk_lists_and_holds_hostile_words() {
    let home = story(CHIPS);
    let hostile = "---\ntitle: A\ndate: 2026-01-02\n---\n\nThe dyke at Halm <b> & \"Oost\" leaks, said Ada Moor.\n";
    std::fs::write(home.path().join("hostile.md"), hostile).unwrap();
    home.ok(&["ingest", "hostile.md"]);
    let service = Service::start(&home, &[]);
    for query in ["", "?status=any&q=dyke", "?status=contested", "?status=any&from=2099"] {
        let feed = service.get(&format!("/desk.atom{query}"), "*/*");
        assert_eq!(feed.header("content-type").as_deref(), Some("application/atom+xml; charset=utf-8"));
        let desk = service.get(&format!("/desk{query}"), "text/html").text();
        let counted = desk.split("role=\"status\">").nth(1).unwrap().split(' ').next().unwrap();
        let listed: usize = counted.parse().unwrap();
        assert_eq!(feed.text().matches("<entry>").count(), listed.min(100), "{query}");
        assert!(feed.text().ends_with("</feed>\n") && !feed.text().contains("<b>"));
    }
    let feed = service.get("/desk.atom?status=any&q=dyke", "*/*").text();
    assert!(
        feed.contains("<published>2026-01-02T00:00:00Z</published>") && feed.contains("&lt;b&gt; &amp; "),
        "{feed}"
    );
    service.get("/desk.atom?mine=watched", "*/*").problem(400);
    service.get("/desk.atom?from=never", "*/*").problem(400);
}

#[test]
fn a_claim_is_split_and_merged_again_by_people_who_say_why_and_nobody_is_run_over() {
    let home = story(CHIPS);
    let all = claims(&home);
    let wanted =
        |claim: &&serde_json::Value| claim["kind"] == "fact" && claim["assertions"].as_array().unwrap().len() >= 2;
    let claim = all.iter().find(wanted).unwrap();
    let (id, text) = (claim["id"].as_str().unwrap(), claim["text"].as_str().unwrap());
    let assertions: Vec<&str> =
        claim["assertions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let address = format!("/claims/{id}/judge");
    assert!(!service.get(&address, "text/html").text().contains("name=\"judge\""));
    let page = ada.page(&address);
    assert!(assertions.iter().all(|one| page.contains(&format!("value=\"{one}\""))), "{page}");
    let seen = value(&page, "seen");
    let split = |why: &'static str| {
        [("judge", "split"), ("assertion", assertions[1]), ("reason", why), ("seen", seen.as_str())]
    };
    assert_eq!(ada.send(&address, &split(" ")).status, 400, "a judgement needs a reason");
    let done = ada.send(&address, &split("another plant is meant"));
    assert_eq!(done.status, 303, "{}", done.text());
    let now = claims(&home);
    let holding = |claims: &[serde_json::Value], wanted: &str| {
        let is_it = |claim: &serde_json::Value| claim["assertions"].to_string().contains(wanted);
        id_of(claims, is_it)
    };
    assert_ne!(holding(&now, assertions[0]), holding(&now, assertions[1]));
    assert_eq!(now.len(), all.len() + 1);
    // Shown at once.
    let (one, other) = (holding(&now, assertions[0]), holding(&now, assertions[1]));
    assert!(
        bo.page(&format!("/claims/{other}")).contains("<h1>") && ada.page("/audit").contains("another plant is meant")
    );
    // Bo still has the page of before.
    let told = bo.send(&address, &split("I think so too"));
    assert_eq!(told.status, 409, "{}", told.text());
    assert!(told.text().contains("another plant is meant") && told.text().contains("I think so too"));
    // What Ada parted Bo does not join over her head.
    let merge = [("judge", "merge"), ("other", other.as_str()), ("reason", "one plant"), ("seen", "999999")];
    let refused = bo.send(&format!("/claims/{one}/judge"), &merge);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("ada judged them not to be the same"), "{}", refused.text());
    let nothing = [("judge", "merge"), ("other", "no words of any claim"), ("reason", "x"), ("seen", "999999")];
    assert_eq!(bo.send(&format!("/claims/{one}/judge"), &nothing).status, 422);
    assert_eq!(
        bo.send(&format!("/claims/{one}/judge"), &[("judge", "burn"), ("other", "x"), ("reason", "x")]).status,
        400
    );
    assert_eq!(service.terminate().0, Some(0));
    let log = rusqlite::Connection::open(home.path().join("stemma-store/log.sqlite")).unwrap();
    let asked = "SELECT principal FROM changes WHERE reason LIKE 'split %'";
    let who: Vec<String> =
        log.prepare(asked).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(who, ["ada"]);
    home.ok(&["undo"]);
    let back = claims(&home);
    assert!(
        back.iter().any(|one| one["text"] == text && one["assertions"].as_array().unwrap().len() == assertions.len())
    );
}

#[test]
fn whom_the_rules_take_to_gain_a_person_overrules_with_a_reason() {
    let home = Home::new();
    let said = "---\ntitle: Filter\npublisher: The Lisk Mail\ndate: 2026-01-02\n---\n\nVeyra's filter removes lead, Veyra said.\n";
    std::fs::write(home.path().join("filter.md"), said).unwrap();
    home.ok(&["ingest", "filter.md"]);
    let headline = || claims(&home)[0]["headline"].clone();
    assert_eq!(headline(), "self-asserted");
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "report"));
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let address = format!("/claims/{}/judge", claims(&home)[0]["id"].as_str().unwrap());
    let page = ada.page(&address);
    assert!(page.contains("✗ <a href=\"/actors/") && page.contains("<option value=\"Veyra\">"), "{page}");
    let overrule = |actor: &'static str, why: &'static str| {
        [("judge", "no-interest"), ("actor", actor), ("reason", why), ("seen", "999999")]
    };
    assert_eq!(ada.send(&address, &overrule("Veyra", "")).status, 400);
    assert_eq!(ada.send(&address, &overrule(" ", "it sells none")).status, 400);
    assert_eq!(bo.send(&address, &overrule("Veyra", "it sells none")).status, 403);
    assert_eq!(headline(), "self-asserted");
    assert_eq!(ada.send(&address, &overrule("Veyra", "it sells <b>none</b>")).status, 303);
    assert_eq!(headline(), "single-origin");
    let page = ada.page(&address);
    assert!(page.contains(": no interest – <bdi>it sells &lt;b&gt;none") && !page.contains("✗ <a"), "{page}");
    assert_eq!(ada.send(&address, &overrule("Veyra", "it sells <b>none</b>")).status, 422, "it is recorded already");
    assert_eq!(service.terminate().0, Some(0));
    home.ok(&["undo"]);
    assert_eq!(headline(), "self-asserted");
}

#[test]
fn the_history_of_a_claim_is_what_why_changed_says() {
    let home = story(CHIPS);
    let claim = id_of(&claims(&home), |claim| claim["headline"] == "refuted");
    let service = Service::start(&home, &[]);
    let page = service.get(&format!("/claims/{claim}/history"), "text/html");
    assert_eq!(page.status, 200);
    let told = String::from_utf8(home.ok(&["why-changed", &claim, "--by", "published", "--json"])).unwrap();
    let days: Vec<String> = told
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["at"].as_str().unwrap().to_owned())
        .collect();
    let page = page.text();
    let shown: Vec<&str> = page.split("?as-of=").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(days.len() > 1);
    assert_eq!(shown, days);
    assert_eq!(service.get("/claims/00000000-0000-0000-0000-000000000000/history", "text/html").status, 404);
}

#[test]
fn a_question_is_answered_from_the_page_and_of_two_who_answer_the_second_is_told() {
    let home = story(CHIPS);
    let told = String::from_utf8(home.ok(&["review", "--json"])).unwrap();
    let first: serde_json::Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    let (id, review) = (first["id"].as_str().unwrap(), added(&home, "ada", "review"));
    let service = started(&home);
    let page = service.get("/review", "text/html").text();
    assert!(page.contains(&format!("id=\"r-{id}\"")) && !page.contains("name=\"decision\""));
    assert!(page.find("<li id=\"r-").unwrap() == page.find(&format!("<li id=\"r-{id}\"")).unwrap(), "another is first");
    let (ada, admin) = (Editor::log_in(&service, &review), Editor::log_in(&service, ADMIN));
    let page = ada.page("/review");
    let changes = first["if_confirmed"].as_array().unwrap().len() + first["if_rejected"].as_array().unwrap().len();
    assert!(changes > 0 && page.contains(" → <strong>") && page.contains("value=\"confirm\""), "{page}");
    let answer = [("id", id), ("decision", "confirm"), ("reason", "I <i>asked</i> her")];
    let done = ada.send("/review", &answer);
    let next = done.header("location").unwrap_or_default();
    assert_eq!((done.status, next.starts_with("/review?after=")), (303, true), "{}{}", done.head, done.text());
    let after = ada.page(&next);
    assert!(!after.contains(&format!("id=\"r-{id}\"")), "it still waits");
    assert!(after.contains("href=\"/undo?change="), "{after}");
    let late = admin.send("/review", &[("id", id), ("decision", "reject"), ("reason", "")]);
    assert_eq!(late.status, 409, "{}", late.text());
    assert!(ada.page("/audit").contains("I &lt;i&gt;asked&lt;/i&gt; her"));
    for (id, decision, status) in [(id, "burn", 400), ("x", "confirm", 404)] {
        assert_eq!(ada.send("/review", &[("id", id), ("decision", decision)]).status, status);
    }
    let cookie = format!("Cookie: {}", ada.cookie);
    assert_eq!(form(&service, "/review", &[&cookie], &answer).status, 403, "without the mark");
}

/// The claims that the desk lists.
fn listed(page: &str) -> Vec<&str> {
    page.split("<li id=\"c-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn a_claim_that_stands_otherwise_because_of_others_changed_since_the_last_visit() {
    let home = Home::new();
    let write = |name: &str, text: &str| {
        let text = format!("---\npublisher: {name} Post\ndate: 2026-03-01\n---\n\n{text}\n");
        std::fs::write(home.path().join(format!("{name}.md")), text).unwrap();
        home.ok(&["ingest", &format!("{name}.md")]);
    };
    write("Halm", "Veyra Works said that the mill at Orrin employs 500 people.");
    write("Lisk", "The ferry to Lisk is late, said Bo Lund, a sailor.");
    write("Norr", "Norr Works said that the dam at Corra employs 40 people.");
    let with = |number: &str| id_of(&claims(&home), |claim| claim["text"].as_str().unwrap().contains(number));
    let (mill, dam) = (with("500"), with("40 "));
    let ada = added(&home, "ada", "review");
    let changed = |service: &Service, claim: &str| {
        let page = Editor::log_in(service, &ada).page("/desk?status=any&mine=changed");
        assert!(page.contains("or they stand otherwise"), "{page}");
        let listed = listed(&page);
        (listed.contains(&claim), listed.len())
    };
    let service = started(&home);
    Editor::log_in(&service, &ada);
    // Somebody else contradicts it, in words of their own.
    let admin = Editor::log_in(&service, ADMIN);
    let text = b"Ana Sousa, the mayor of Orrin, said that the mill at Orrin employs 900 people.";
    let parts: [(&str, Option<&str>, &[u8]); 3] =
        [("text", None, text), ("publisher", None, b"Corra Post"), ("date", None, b"2026-03-02")];
    assert_eq!(admin.add(&admin.mark, &parts).status, 303);
    assert_eq!(changed(&service, &mill), (true, 2), "the claim, and the one against it; not the ferry");
    assert_eq!(changed(&service, &mill), (false, 0), "nothing since the visit just now");
    drop(service);
    // A service that starts later computes how it stood.
    write("Dace", "Lew Hart, the mayor of Corra, said that the dam at Corra employs 75 people.");
    let later = started(&home);
    assert_eq!(changed(&later, &dam), (true, 2));
}

#[test]
fn a_claim_is_worked_on_in_its_row_of_the_desk_and_the_pages_say_as_whom() {
    let home = story(CHIPS);
    let claim = id_of(&claims(&home), |claim| claim["headline"] == "refuted");
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let anonymous = service.get("/desk?q=chip", "text/html").text();
    assert!(!anonymous.contains("name=\"act\"") && anonymous.contains(">Log in or out</a>"));
    let ada = Editor::log_in(&service, &ada);
    let page = ada.page("/desk?status=refuted");
    assert!(page.contains("Logged in as <strong><bdi>ada</bdi></strong>") && !page.contains("Log in or out"), "{page}");
    let next = format!("/desk?status=refuted#c-{claim}");
    for part in [&format!("value=\"{next}\""), "value=\"take\"", "value=\"watch\"", "value=\"dismiss\"", "<kbd>w</kbd>"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let acts = format!("/claims/{claim}/acts");
    let done = |fields: &[(&str, &str)]| ada.send(&acts, fields).header("location").unwrap();
    assert_eq!(done(&[("act", "take"), ("next", &next)]), next);
    assert_eq!(done(&[("act", "watch"), ("next", "//evil.example")]), "/desk");
    assert_eq!(done(&[("act", "dismiss"), ("what", "refuted"), ("reason", "known"), ("next", &next)]), next);
    let page = ada.page("/desk?status=refuted");
    assert!(page.contains("Assigned to <strong><bdi>ada") && page.contains("value=\"unwatch\""), "{page}");
    // Who is logged in already is not told to log in.
    let refused = ada.send(&acts, &[("act", "burn")]).text();
    assert!(refused.contains("role=\"alert\"") && !refused.contains(">Log in</a>"), "{refused}");
    assert!(form(&service, &acts, &[], &[("act", "watch")]).text().contains(">Log in</a>"));
}

#[test]
fn what_is_added_at_once_is_listed_by_its_names() {
    let home = Home::new();
    let service = started(&home);
    let admin = Editor::log_in(&service, ADMIN);
    let feed = "<rss><channel><title>Halm Post</title><item><title>The dyke</title><link>https://halm.example/a</link><description>The dyke leaks, said Ada Moor.</description></item><item><title>The mole</title><link>https://halm.example/b</link><description>The mole has sunk, said Bo Lund.</description></item></channel></rss>";
    let page = admin.add(&admin.mark, &[("file", Some("e.rss"), feed.as_bytes())]).text();
    for part in ["<bdi>The dyke</bdi> – <bdi>https://halm.example/a</bdi>", "<bdi>The mole</bdi>"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_checked_draft_stays_in_the_form_and_in_no_other_place() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    let draft = "\nNobody <b>ever</b> sold a lighthouse in Oosterdam for nine crowns.";
    let page = form(&service, "/check", &[], &[("draft", draft)]).text();
    let held = page.split("<textarea").nth(1).unwrap().split_once('>').unwrap().1.split("</textarea>").next().unwrap();
    assert_eq!(held, "\n\nNobody &lt;b&gt;ever&lt;/b&gt; sold a lighthouse in Oosterdam for nine crowns.");
    assert!(!service.get("/check", "text/html").text().contains("lighthouse"));
}
