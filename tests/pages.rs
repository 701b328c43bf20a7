//! All pages in a real browser, with hostile words in them: axe, narrow and dark screens, the keys of the desk, and the way of an editor. Left out,
//! and said so, where `./dev pages` has not put a browser.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use std::path::Path;
use std::process::Command;

use http::Service;
use story::story;

const TOKEN: &str = "the-token-of-the-start";
const HOSTILE: &str = "---\ntitle: \"<script>alert(1)</script> \u{202e}dlo\"\npublisher: The Northern Harbour Association for the Printing of Everything that is Fit and of Some Things that are Not\ndate: 2026-01-02\ntopics: [harbours]\nodd: key\n---\n\nThe dyke at Averylongplacenamewithoutanybreakthatgoesonandonandonandonandonandonandonandonandon leaks, said Ada Moor.\n";

/// Answers on the query page: bars, none, and hostile words as nodes.
const ANSWERS: [&str; 3] = [
    "/query?name=claims-by-status&view=chart",
    "/query?name=suspected-copies&view=graph",
    "/query?query=SELECT+DISTINCT+%3Fs+%3Fo+%7B+%3Fs+dcterms%3Atitle+%3Fo+%7D&view=graph",
];

/// A service that takes what editors do, and as many requests as a browser sends.
fn started(home: &support::Home) -> Service {
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0", "--client-requests", "0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

/// The page that lays the versions of a document beside each other.
fn compared(service: &Service, document: &str) -> String {
    let page = service.get(document, "text/html").text();
    let before = page.split("/compare?with=").next().unwrap().rsplit("href=\"").next().unwrap().to_owned();
    assert!(before.starts_with("/versions/"), "{page}");
    format!("{before}/compare")
}

/// More papers than a page shows at once, each of which has the claim from the one before.
fn chain(home: &support::Home) {
    const HEADS: &str = "Bor Dal Fen Gul Hol Jar Kel Lun Mor Nes Osk";
    const TAILS: &str = "by stad vik mont heim ton gard nes dorf ley";
    std::fs::create_dir(home.path().join("chain")).unwrap();
    let heads = HEADS.split(' ').enumerate();
    let names = heads.flat_map(|(row, head)| {
        TAILS.split(' ').enumerate().map(move |(at, tail)| (row, at, format!("{head}{tail} Post")))
    });
    let mut from = "Ada Holt".to_owned();
    for (row, at, paper) in names {
        let date = format!("2026-{:02}-{:02}", row + 1, at + 1);
        let text = format!(
            "---\ntitle: The quay\npublisher: {paper}\ndate: {date}\n---\n\nThe quay at Rensvik has sunk, the {from} reported.\n"
        );
        std::fs::write(
            home.path().join(format!("chain/{date}.md")),
            text.replace("the Ada Holt reported", "said Ada Holt"),
        )
        .unwrap();
        from = paper;
    }
    home.ok(&["ingest", "chain"]);
}

/// A home with a story, with a hostile document in two versions, and with a long chain.
fn home() -> support::Home {
    let home = story("chips-and-export-controls");
    let again = format!("{HOSTILE}\nThe <b>lock gate</b> \u{202e}is closed, said Bo Lund.\n");
    for text in [HOSTILE, &again] {
        std::fs::write(home.path().join("hostile.md"), text).unwrap();
        home.ok(&["ingest", "hostile.md"]);
    }
    chain(&home);
    home
}

/// How many pages are looked at on all four screens; the others on a light wide one and a dark narrow one.
const ON_ALL_SCREENS: usize = 6;

/// The pages that are looked at, those of a hostile document and of a refuted claim among them.
fn pages(home: &support::Home, service: &Service) -> Vec<String> {
    let claim = |words: &str| {
        let lines = String::from_utf8(home.ok(&["claims", "--json"])).unwrap();
        let all = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let found = all.into_iter().find(|claim| claim["text"].as_str().unwrap().contains(words)).unwrap();
        format!("/claims/{}", found["id"].as_str().unwrap())
    };
    let hostile = claim("dyke");
    let document = |claim: &str| {
        let page = service.get(claim, "text/html").text();
        let link = page.split("href=\"/documents/").nth(1).unwrap();
        format!("/documents/{}", link.split(['#', '"']).next().unwrap())
    };
    let cited = |claim: &str| {
        let page = service.get(claim, "text/html").text();
        let rest = page.split(&format!("href=\"{claim}@")).nth(1).unwrap();
        format!("{claim}@{}", rest.split('"').next().unwrap())
    };
    let refuted = claim("5-nanometre");
    let long = claim("Rensvik");
    let compared = compared(service, &document(&hostile));
    // The pages of a name or a topic that another page leads to.
    let led = |from: &str, kind: &str| {
        let page = service.get(from, "text/html").text();
        let link = page.split(&format!("href=\"/{kind}/")).nth(1).unwrap_or_else(|| panic!("{from} names no {kind}"));
        format!("/{kind}/{}", link.split(['"', '#']).next().unwrap())
    };
    vec![
        "/desk".to_owned(),
        refuted.clone(),
        document(&hostile),
        "/review".to_owned(),
        "/check".to_owned(),
        format!("{hostile}/what-if"),
        led(&document(&hostile), "sources"),
        led(&document(&hostile), "topics"),
        led(&hostile, "actors"),
        led(&document(&refuted), "sources"),
        led(&refuted, "actors"),
        "/desk?status=any&from=x&page=2".to_owned(),
        document(&refuted),
        format!("{refuted}?as-of=2026-05-01"),
        format!("{long}/what-if"),
        format!("{long}/what-if?find=osk"),
        long,
        format!("{refuted}/judge"),
        "/audit".to_owned(),
        format!("/export?claim={}", refuted.trim_start_matches("/claims/")),
        compared,
        "/log-in".to_owned(),
        "/add".to_owned(),
        cited(&hostile),
        hostile,
        "/search?q=averylong+5-nanometre+%22%3E%3Cscript%3E".to_owned(),
        "/sources".to_owned(),
        "/actors".to_owned(),
        "/topics".to_owned(),
        "/stemma/ns/1".to_owned(),
        "/claims".to_owned(),
        "/sparql/examples".to_owned(),
    ]
}

#[test]
fn no_page_keeps_anybody_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = root.join(".tools/pages/bin/python3");
    let chromium = Path::new("/usr/bin/chromium");
    if !chromium.exists() || !python.exists() {
        eprintln!("SKIPPED: no browser and no .tools/pages; run `./dev pages`");
        return;
    }
    let home = home();
    let service = started(&home);
    let pages = pages(&home, &service);
    let base = format!("http://{}", service.address);
    let output = Command::new(python)
        .arg(root.join("tests/pages/check.py"))
        .arg(chromium)
        .arg(&base)
        .arg(TOKEN)
        .args(&pages[..ON_ALL_SCREENS])
        .arg("--on-two")
        .args(pages[ON_ALL_SCREENS..].iter().map(String::as_str).chain(ANSWERS))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
