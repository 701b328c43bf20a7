//! Workers that read on their own and send what they read to a service: together they make the graph that one ingest makes, twice
//! is once, and what is not what the service would record is refused.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use std::path::Path;
use std::process::Stdio;

use http::{Answer, Service};
use serde_json::Value;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

fn service(home: &Home) -> Service {
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

/// What is read: a story with its tables, and documents of each format.
fn inputs() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let story = ["documents", "control.csv", "interest.csv"]
        .map(|name| root.join("fixtures/chips-and-export-controls").join(name));
    let formats = ["dyke.docx", "dyke.html", "dyke.pdf", "feed.rss", "latin.txt", "bomb.gz"]
        .map(|name| root.join("tests/formats").join(name));
    story.into_iter().chain(formats).map(|path| path.to_str().unwrap().to_owned()).collect()
}

/// What a worker prints, and its exit code.
fn worker(home: &Home, service: &Service, arguments: &[&str]) -> (Value, Option<i32>) {
    let address = format!("http://{}", service.address);
    let mut command = home.command(&[&["ingest", "--json", "--to", &address], arguments].concat());
    let output = command.env("STEMMA_TOKEN", TOKEN).stderr(Stdio::piped()).output().unwrap();
    let record = serde_json::from_slice(&output.stdout);
    (record.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))), output.status.code())
}

fn exported(home: &Home) -> String {
    String::from_utf8(home.ok(&["export", "--format", "nquads", "-o", "-"])).unwrap()
}

#[test]
fn two_workers_make_the_graph_of_one_ingest_and_twice_is_once() {
    let inputs = inputs();
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let (local, shared, elsewhere) = (Home::new(), Home::new(), Home::new());
    assert_eq!(local.run(&[&["ingest"], inputs.as_slice()].concat()).status.code(), Some(2), "a bomb is refused");
    let service = service(&shared);
    let (first, second) = std::thread::scope(|scope| {
        let [first, second] = ["1/2", "2/2"].map(|shard| {
            scope.spawn(|| worker(&elsewhere, &service, &[&["--shard", shard], inputs.as_slice()].concat()))
        });
        (first.join().unwrap(), second.join().unwrap())
    });
    let count = |name: &str| [&first.0, &second.0].map(|record| record[name].as_u64().unwrap());
    assert!(count("documents").iter().all(|documents| *documents > 3), "{first:?} {second:?}");
    assert_eq!(count("documents").iter().sum::<u64>(), 15 + 4 + 2, "{first:?} {second:?}");
    assert_eq!(count("tables").iter().sum::<u64>(), 2);
    let mut codes = [first.1, second.1];
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(2)], "one of them has the bomb");
    assert!(!elsewhere.path().join("stemma-store").exists(), "a worker keeps nothing");
    assert_eq!(exported(&shared), exported(&local));

    let head = |record: &Value| record["sequence"].as_u64().unwrap();
    let again = worker(&elsewhere, &service, &inputs);
    assert_eq!(head(&again.0), head(&first.0).max(head(&second.0)), "something was recorded twice");
    assert_eq!(again.0["documents"], 21);
    assert_eq!(exported(&shared), exported(&local));
}

/// A form of these parts.
fn sent(service: &Service, token: &str, parts: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        body.extend(format!("--b-o-r-d-e-r\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--b-o-r-d-e-r--\r\n");
    let headers =
        ["Content-Type: multipart/form-data; boundary=b-o-r-d-e-r", &format!("Authorization: Bearer {token}")];
    service.send("POST", "/api/v1/readings", &headers, &body)
}

#[test]
fn what_is_not_what_the_service_would_record_is_refused_and_nothing_is_recorded() {
    let (local, shared) = (Home::new(), Home::new());
    let file = local.path().join("dyke.md");
    let text = "---\npublisher: Harbour Post\n---\n\nThe dyke at Averick leaks, said Ada Moor.\n";
    std::fs::write(&file, text).unwrap();
    std::fs::write(local.path().join("control.csv"), "actor,controller,how\nHarbour Post,Ina Vos,owns\n").unwrap();
    local.ok(&["ingest", "dyke.md", "control.csv"]);
    let all = exported(&local);
    let of_version = |line: &&str| {
        line.contains("/versions/") && line.ends_with("> .") && line.rsplit(' ').nth(1).unwrap().contains("/versions/")
    };
    let quads: String = all.lines().filter(of_version).map(|line| format!("{line}\n")).collect();
    assert!(quads.contains("Ada Moor"), "{quads}");
    let reporter = String::from_utf8(shared.ok(&["token", "add", "reporter", "--scope", "report"])).unwrap();
    let service = service(&shared);

    let good: [(&str, &[u8]); 2] = [("quads", quads.as_bytes()), ("bytes", text.as_bytes())];
    let refused = |parts: &[(&str, &[u8])]| sent(&service, TOKEN, parts).problem(422);
    let changed = |from: &str, to: &str| {
        assert!(quads.contains(from), "{from}: {quads}");
        refused(&[("quads", quads.replace(from, to).as_bytes()), ("bytes", text.as_bytes())])
    };
    assert!(changed("Ada Moor", "Eva Moor").contains("reading 1"));
    changed("The dyke at Averick leaks", "The dyke at Averick bursts");
    changed("\"Harbour Post\"", "\"Harbour Pest\"");
    changed("dyke.md", "mole.md");
    refused(&[good[0], ("bytes", b"The dyke holds.")]);
    refused(&[good[0]]);
    let more = format!("{quads}<urn:a> <urn:b> <urn:c> <http://stemma.localhost:7373/graphs/catalog> .\n");
    refused(&[("quads", more.as_bytes()), good[1]]);
    // One bad reading among good ones: none is recorded.
    refused(&[good[0], good[1], ("quads", b"<urn:a> <urn:b> <urn:c> <urn:g> .\n")]);
    sent(&service, TOKEN, &[("quads", b"no quads")]).problem(400);
    sent(&service, TOKEN, &[good[1]]).problem(400);
    sent(&service, "another-token", &good).problem(401);
    sent(&service, reporter.trim(), &good).problem(403);
    assert_eq!(exported(&shared).matches("/versions/").count(), 0);

    let taken = sent(&service, TOKEN, &good);
    assert_eq!(taken.status, 201, "{}", taken.text());
    assert_eq!(taken.json()["documents"].as_array().unwrap().len(), 1);
    assert!(exported(&shared).contains("Ada Moor"));

    // A worker with a wrong token or address ends with what is wrong, and not as if all were well.
    let address = format!("http://{}", service.address);
    let mut command = local.command(&["ingest", "--to", &address, file.to_str().unwrap()]);
    let output = command.env("STEMMA_TOKEN", "wrong").output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("401"));
    let nowhere = local.run(&["ingest", "--to", "ftp://a.example/", file.to_str().unwrap()]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert_eq!(local.run(&["ingest", "--shard", "1/2", "dyke.md"]).status.code(), Some(2));
}
