//! The desk, the claim page and the reader over real sockets: what is listed and in which order, what every node of a
//! drawing leads to, that nothing of a document runs or hides.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use std::collections::BTreeSet;

use http::{Service, encoded};
use serde_json::Value;
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";

/// All claims that a check can settle, as the command line lists them.
fn claims(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let lines = String::from_utf8(home.ok(&[&["claims", "--json"], arguments].concat())).unwrap();
    let all = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let is_checkable = |claim: &Value| {
        ["fact", "quantity", "prediction", "verification-status", "speech-act"]
            .contains(&claim["kind"].as_str().unwrap())
    };
    all.filter(is_checkable).collect()
}

fn ids(claims: &[Value], is_wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    claims.iter().filter(|claim| is_wanted(claim)).map(|claim| claim["id"].as_str().unwrap().to_owned()).collect()
}

fn page(service: &Service, target: &str) -> String {
    let answer = service.get(target, "text/html");
    assert_eq!(answer.status, 200, "{target}: {}{}", answer.head, answer.text());
    let text = answer.text();
    assert!(text.ends_with("</html>"), "{target}");
    text
}

/// Everything between two words.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// The ids of the claims that the desk lists, in order, on all pages.
fn listed(service: &Service, query: &str) -> Vec<String> {
    let (mut all, mut number) = (Vec::new(), 1);
    loop {
        let text = page(service, &format!("/desk?page={number}{query}"));
        let list = text.split("<ol class=\"worklist\"").nth(1).unwrap().split("</ol>").next().unwrap();
        all.extend(between(list, "<li id=\"c-", "\"").into_iter().map(str::to_owned));
        if !text.contains("rel=\"next\"") {
            return all;
        }
        number += 1;
    }
}

#[test]
fn the_desk_lists_what_nobody_vouches_for_and_what_most_depends_on_first() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    let claims = claims(&home, &[]);
    let text = |claim: &Value, key: &str| claim[key].as_str().unwrap().to_owned();
    let settled = ["independently-verified", "corroborated", "prediction-pending"];
    let open = listed(&service, "");
    let expected = ids(&claims, |claim| !settled.contains(&text(claim, "headline").as_str()));
    assert_eq!(open.iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(open.len(), expected.len(), "a claim stands twice");
    let all = listed(&service, "&status=any");
    assert!(all.len() > 50, "one page tells nothing of paging: {}", all.len());
    assert_eq!(all.iter().cloned().collect::<BTreeSet<_>>(), ids(&claims, |_| true));
    let first = claims.iter().find(|claim| text(claim, "id") == open[0]).unwrap();
    let most = claims.iter().map(|claim| claim["reports"].as_u64().unwrap()).max().unwrap();
    assert_eq!(first["reports"].as_u64().unwrap(), most, "{first}");
    let last = claims.iter().find(|claim| text(claim, "id") == *open.last().unwrap()).unwrap();
    assert!(last["reports"].as_u64().unwrap() <= 1, "{last}");
}

#[test]
fn each_filter_finds_what_the_command_line_finds() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    let claims = claims(&home, &[]);
    let has = |claim: &Value, key: &str, word: &str| claim[key].as_str().unwrap() == word;
    let found = |query: &str| listed(&service, &format!("&status=any{query}")).into_iter().collect::<BTreeSet<_>>();
    for headline in ["refuted", "contested", "independently-verified"] {
        let expected = ids(&claims, |claim| has(claim, "headline", headline));
        assert!(!expected.is_empty() && found(&format!("&status={headline}")) == expected, "{headline}");
    }
    assert_eq!(found("&support=self-asserted"), ids(&claims, |claim| has(claim, "support", "self-asserted")));
    let flagged = |claim: &Value| claim["flags"].as_array().unwrap().contains(&"contradicted".into());
    assert_eq!(found("&flag=contradicted"), ids(&claims, flagged));
    let words = |claim: &Value| claim["text"].as_str().unwrap().to_lowercase().contains("5-nanometre");
    assert_eq!(found("&q=5-Nanometre"), ids(&claims, words));
    let said = |claim: &Value| claim["chokepoint"].as_array().unwrap() == &[Value::from("Veyra")];
    assert_eq!(found("&on=veyra"), ids(&claims, said));
    let topics =
        String::from_utf8(home.ok(&["query", "-e", "SELECT DISTINCT ?t { ?x a stm:Topic ; skos:prefLabel ?t }"]))
            .unwrap();
    let topic =
        topics.lines().find(|line| line.contains("hip")).unwrap_or_default().trim_matches(['"', ' ', '|']).to_owned();
    if !topic.is_empty() {
        let filed = ids(&self::claims(&home, &["--topic", &topic]), |_| true);
        assert_eq!(found(&format!("&topic={}", encoded(&topic))), filed, "{topic}");
    }
    let of_may = found("&from=2026-05&to=2026-05");
    assert!(!of_may.is_empty() && of_may.len() < claims.len(), "{}", of_may.len());
    assert!(found("&from=2099").is_empty() && found("&actor=Nobody+at+all").is_empty());
    let veyra = found("&actor=the+VEYRA");
    assert!(!veyra.is_empty() && veyra == found("&actor=Veyra") && veyra.len() < claims.len());
    let refused = page(&service, "/desk?status=true&from=2026-13&flag=%3Cscript%3E&page=99999999999999999999");
    assert!(
        refused.contains("role=\"alert\"") && refused.contains("2026-13") && refused.contains("&lt;script&gt;"),
        "{refused}"
    );
}

#[test]
fn every_node_of_a_drawing_is_a_link_that_leads_somewhere_and_the_list_says_the_same() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    for claim in claims(&home, &[]).iter().filter(|claim| claim["reports"].as_u64().unwrap() >= 2) {
        let text = page(&service, &format!("/claims/{}", claim["id"].as_str().unwrap()));
        let drawings: String = between(&text, "<svg", "</svg>").concat();
        let list: String = between(&text, "<div class=\"stemma\">", "<h2>").concat();
        let nodes = between(&drawings, "<a href=\"", "\"");
        assert_eq!(nodes.len(), drawings.matches("<circle").count(), "{text}");
        for node in nodes {
            assert!(list.contains(&format!("href=\"{node}\"")), "{node} is in no list: {list}");
            let target = node.replace("&amp;", "&");
            page(&service, target.split('#').next().unwrap());
        }
        for (mark, words) in [("◆ ", "it hangs on this"), ("✗ ", "gains if believed"), ("† ", "withdrawn")] {
            let drawn =
                between(&drawings, "</circle><text", "</text>").iter().filter(|text| text.contains(mark)).count();
            assert_eq!(drawn > 0, list.contains(words), "{mark}: {list}");
        }
    }
    let refuted = claims(&home, &["--headline", "refuted"]);
    let text = page(&service, &format!("/claims/{}", refuted[0]["id"].as_str().unwrap()));
    for words in [
        "Against it",
        "What cannot hold together with it",
        "Gains if it is believed",
        "✗ Veyra",
        "<mark>",
        "Here",
        "There",
    ] {
        assert!(text.contains(words), "no {words}: {text}");
    }
}

#[test]
fn likely_copies_are_dashed_and_listed() {
    let home = Home::new();
    let body = "The ferry to Skerry will stop in May, said Mira Holt, who has run the harbour of the island for twenty years and knows each of its boats.\n";
    for (name, publisher, day) in [("a.md", "Island Times", "02"), ("b.md", "Strait Post", "05")] {
        let text = format!("---\npublisher: {publisher}\ndate: 2026-03-{day}\n---\n\n{body}");
        std::fs::write(home.path().join(name), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md"]);
    let service = Service::start(&home, &[]);
    let claim = claims(&home, &[]).into_iter().find(|claim| claim["reports"] == 2).unwrap();
    let text = page(&service, &format!("/claims/{}", claim["id"].as_str().unwrap()));
    assert!(
        text.contains("class=\"edge copied\"")
            && text.contains("Likely copied or had from another, though nobody says so"),
        "{text}"
    );
}

#[test]
fn a_claim_is_shown_as_it_stood_on_another_day() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    let refuted = &claims(&home, &["--headline", "refuted"])[0];
    let id = refuted["id"].as_str().unwrap();
    let assertions = |claim: &Value| -> BTreeSet<String> {
        let all = claim["assertions"].as_array().unwrap().iter();
        all.map(|assertion| assertion["id"].as_str().unwrap().to_owned()).collect()
    };
    let today = assertions(refuted);
    let shared = |claim: &&Value| assertions(claim).intersection(&today).count();
    let mut seen = BTreeSet::new();
    for day in ["2026-03-15", "2026-04-15", "2026-05-15", "2026-06-30"] {
        // Its id and its words may have been others then.
        let then = claims(&home, &["--as-of", day]);
        let most = then.iter().max_by_key(shared).filter(|claim| shared(claim) > 0);
        let expected = most.map(|claim| claim["headline"].as_str().unwrap());
        let text = page(&service, &format!("/claims/{id}?as-of={day}"));
        match expected {
            Some(headline) => {
                assert!(text.contains(&format!("As it stood on <time datetime=\"{day}\"")), "{text}");
                assert!(text.contains(&format!("class=\"badge {headline}\"")), "{day} {headline}: {text}");
                seen.insert(headline.to_owned());
            }
            None => assert!(text.contains("asserts it"), "{day}: {text}"),
        }
    }
    assert!(seen.len() > 1, "it never stood otherwise: {seen:?}");
    let to_come = page(&service, &format!("/claims/{id}?as-of=2999-01-01"));
    assert!(to_come.contains("As it will stand on <time") && to_come.contains("is still to come"), "{to_come}");
    assert!(service.get(&format!("/claims/{id}?as-of=2026-13"), "*/*").problem(400).contains("2026-13"));
    assert!(page(&service, &format!("/claims/{id}?as-of=1900")).contains("No document that is held"));
}

#[test]
fn the_reader_marks_each_claim_by_symbol_and_words_and_shows_problems() {
    let home = Home::new();
    let text = "---\npublisher: Tide Post\ncolour: red\n---\n\nThe dyke leaks, said Ada Moor [7]. Ada Moor said that Bo Lind denied that the dam broke.\n";
    std::fs::write(home.path().join("dyke.md"), text).unwrap();
    home.ok(&["ingest", "dyke.md"]);
    let service = Service::start(&home, &[]);
    let all = String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
    let claims: Vec<Value> = all.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let document = claims[0]["assertions"][0]["document_id"].as_str().map(str::to_owned).unwrap_or_else(|| {
        let found = page(&service, &format!("/claims/{}", claims[0]["id"].as_str().unwrap()));
        between(&found, "href=\"/documents/", "#")[0].to_owned()
    });
    let read = page(&service, &format!("/documents/{document}"));
    for claim in &claims {
        for assertion in claim["assertions"].as_array().unwrap() {
            let id = assertion["id"].as_str().unwrap();
            assert_eq!(read.matches(&format!("id=\"a-{id}\"")).count(), 1, "{id}: {read}");
        }
        let headline = claim["headline"].as_str().unwrap();
        assert!(read.contains(&format!(" {headline}]</a>")), "{headline}: {read}");
    }
    assert!(read.contains("STM102") && read.contains("colour"), "{read}");
    let shown: String = between(&read, "<div class=\"text\">", "<aside")[0]
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, rest)| rest))
        .collect();
    for sentence in ["The dyke leaks", ", said Ada Moor [7]. ", "the dam broke"] {
        assert!(shown.contains(sentence), "{sentence}: {shown}");
    }
}

#[test]
fn nothing_of_a_document_runs_or_hides_on_any_of_these_pages() {
    let home = Home::new();
    let hostile = "---\ntitle: \"<script>alert(1)</script> \\\" onload=x \u{202e}dlo\"\npublisher: \"<b>Tide</b>\u{2066}\"\ntopics: [\"<i>x</i>\"]\ndate: 2026-01-02\n---\n\nThe dyke <script>alert(3)</script> \u{202e}leaks\u{202c}, said Ada \u{200b}Moor.\n";
    std::fs::write(home.path().join("hostile.md"), hostile).unwrap();
    home.ok(&["ingest", "hostile.md"]);
    let service = Service::start(&home, &[]);
    let desk = page(&service, "/desk?status=any&q=%3Cscript%3E&actor=%22%3E%3Cimg+src%3Dx%3E&topic=%3Ci%3Ex");
    let claim = claims(&home, &[]).into_iter().next().unwrap();
    let claim = page(&service, &format!("/claims/{}", claim["id"].as_str().unwrap()));
    let document = format!("/documents/{}", between(&claim, "href=\"/documents/", "#")[0]);
    for text in [desk, page(&service, "/desk?status=any"), claim, page(&service, &document)] {
        let text = text.replace("<script src=\"/desk.js\" defer></script>", "");
        for forbidden in ["<script", "<img", "<b>Tide", "<i>x", "\" onload", "style=\""] {
            assert!(!text.contains(forbidden), "{forbidden}: {text}");
        }
        let is_hidden = |c: char| {
            ('\u{200b}'..='\u{200f}').contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!text.contains(is_hidden), "{text}");
    }
}

#[test]
fn only_the_desk_may_run_a_script_and_only_our_own() {
    let home = story("one-owner-two-outlets");
    let service = Service::start(&home, &[]);
    let policy = |target: &str| service.get(target, "text/html").header("content-security-policy").unwrap();
    assert!(policy("/desk").contains("script-src 'self'") && policy("/desk").contains("default-src 'none'"));
    assert!(!policy("/claims").contains("script-src"));
    let script = service.get("/desk.js", "*/*");
    assert_eq!(script.header("content-type").as_deref(), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("x-content-type-options").as_deref(), Some("nosniff"));
    for outside in ["http:", "https:", "eval", "innerHTML"] {
        assert!(!script.text().contains(outside), "{outside}");
    }
    service.get("/desk", "text/turtle").problem(406);
    service.send("POST", "/desk", &[], b"").problem(405);
}

#[test]
fn a_claim_that_came_by_thousands_of_ways_has_a_line_for_each_that_is_told_and_no_more() {
    const TOWNS: [&str; 12] = [
        "Averick", "Bornholt", "Castrup", "Dunmore", "Eastwick", "Falmere", "Grunau", "Hollin", "Iverness", "Jarlsby",
        "Kelso", "Lundby",
    ];
    let home = Home::new();
    let folder = home.path().join("papers");
    std::fs::create_dir(&folder).unwrap();
    // Each paper has it from both of the town before: 2 to the 11th ways.
    for (number, town) in TOWNS.iter().enumerate() {
        let credit = |kind: &str| match number {
            0 => "said Ada Moor".to_owned(),
            _ => format!("according to the {} {kind}", TOWNS[number - 1]),
        };
        for kind in ["Post", "Wire"] {
            let (one, other) = (credit("Post"), credit("Wire"));
            let text = format!(
                "---\npublisher: {town} {kind}\ndate: 2026-01-{:02}\n---\n\nThe dyke at Halm leaks, {one}.\n\nThe dyke at Halm leaks, {other}.\n",
                number + 1
            );
            std::fs::write(folder.join(format!("{number}-{kind}.md")), text).unwrap();
        }
    }
    home.ok(&["ingest", "papers"]);
    let all = claims(&home, &[]);
    let most = all.iter().max_by_key(|claim| claim["reports"].as_u64()).unwrap();
    assert_eq!(most["reports"].as_u64(), Some(24), "{most}");
    let service = Service::start(&home, &[]);
    let text = page(&service, &format!("/claims/{}", most["id"].as_str().unwrap()));
    let list = between(&text, "<div class=\"stemma\">", "</div>")[0];
    let lines = list.matches("<li").count();
    assert!((24..200).contains(&lines), "{lines} lines");
    assert!(list.contains("(who had it from there: above)"), "{list}");
    // A drawing has each once, and the list has nobody less.
    let drawn: BTreeSet<&str> = between(&text, "<title>", ", ").into_iter().skip(1).collect();
    let named: Vec<&str> = between(list, "<bdi>", "</bdi>");
    assert!(drawn.len() >= 24 && drawn.iter().all(|name| named.contains(name)), "{drawn:?} {named:?}");
}

#[test]
fn a_claim_with_many_reports_shows_them_in_parts_that_lead_to_each_other_and_hide_nothing() {
    let towns: Vec<&str> = "Averick Bornholt Castrup Dunmore Eastwick Falmere Grunau Hollin Iverness Jarlsby Kelso Lundby Morvik Nesby Orrin Prill".split(' ').collect();
    let kinds: Vec<&str> = "Post Times Herald Courier Tribune Gazette Echo Mirror Globe Star".split(' ').collect();
    let home = Home::new();
    let folder = home.path().join("papers");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, credit: &str| {
        let text = format!("---\npublisher: {name}\ndate: 2026-01-02\n---\n\nThe dyke at Halm leaks, {credit}.\n");
        std::fs::write(folder.join(format!("{name}.md")), text).unwrap();
    };
    write("Halm Wire", "said Ada Moor");
    let papers: Vec<String> =
        towns.iter().flat_map(|town| kinds.iter().map(move |kind| format!("{town} {kind}"))).collect();
    papers.iter().for_each(|paper| write(paper, "according to the Halm Wire"));
    home.ok(&["ingest", "papers"]);
    let all = claims(&home, &[]);
    let most = all.iter().max_by_key(|claim| claim["reports"].as_u64()).unwrap();
    assert_eq!(most["reports"].as_u64(), Some(161), "{most}");
    let service = Service::start(&home, &[]);
    let address = format!("/claims/{}", most["id"].as_str().unwrap());
    // Each long list of the page, from the first part to the last by its own links.
    let parts = |key: &str, begins: &str, ends: &str| {
        let (mut target, mut parts) = (address.clone(), Vec::new());
        loop {
            let text = page(&service, &target);
            let own = between(&text, begins, ends)[0].to_owned();
            let pages = between(&text, &format!("<nav class=\"pages\" id=\"{key}\""), "</nav>")[0].to_owned();
            assert!(pages.contains("of 161 quotes") || pages.contains("of 162 lines"), "{pages}");
            parts.push(own);
            match between(&pages, "rel=\"next\" href=\"", "\"").first() {
                Some(next) => target = next.replace("&amp;", "&").split('#').next().unwrap().to_owned(),
                None => return parts,
            }
        }
    };
    // What may be supposed is offered by its words; what is ticked stays.
    let boxes = |query: &str| {
        let text = page(&service, &format!("{address}/what-if{query}"));
        let ids = between(&text, "id=\"w-", "\"").into_iter().map(str::to_owned).collect::<Vec<_>>();
        (ids, text)
    };
    let (ids, text) = boxes("");
    assert_eq!(ids.len(), 100);
    assert!(
        text.contains("100 of 161 documents are shown") && text.contains("100 of 161 links are shown"),
        "{}",
        text.len()
    );
    let (found, text) = boxes(&format!("?find=kelso&withdraw={}", ids[0]));
    assert!(found.len() == 11 && found.contains(&ids[0]) && text.matches(" checked").count() == 1, "{found:?}");
    let quotes = parts("words", "<h2>Words</h2>", "<h2>");
    assert_eq!(quotes.iter().map(|part| part.matches("<blockquote>").count()).collect::<Vec<_>>(), [50, 50, 50, 11]);
    let lines = parts("lineage", "<div class=\"stemma\">", "</div>");
    let continued = |part: &String| part.matches("(continued)").count();
    assert_eq!(lines.iter().map(continued).collect::<Vec<_>>(), [0, 2], "whom the rest had it from is named again");
    assert_eq!(lines.iter().map(|part| part.matches("<li").count()).sum::<usize>(), 162 + 2);
    for paper in &papers {
        assert!(lines.iter().any(|part| part.contains(&format!("<bdi>{paper}</bdi>"))), "{paper} is in no part");
    }
    // The parts of the one list stay while the other is turned, and what is asked for wrongly is shown as far as it goes.
    let both = page(&service, &format!("{address}?lineage=2&words=99&other=%22%3E"));
    assert!(both.contains("151–162 of 162 lines") && both.contains("151–161 of 161 quotes"), "{both}");
    assert!(both.contains("?lineage=2&amp;words=3#words") && !both.contains("other="), "{both}");
}
