//! Another SPARQL engine behind the service: the same answers as the index gives, also after changes, after a sync that was cut
//! off, and after a time without the service. Virtuoso and oxigraph's server are started here, each in a folder and at ports of
//! its own; left out, and said so, where they are not installed (`./dev engines` installs them).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use http::{Service, encoded};
use serde_json::Value;
use story::story;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";
const JSON: &str = "application/sparql-results+json";

/// A SPARQL server of others; it is killed when dropped.
struct Other {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
    query: &'static str,
    update: &'static str,
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Other {
    /// A Virtuoso that lets everybody on this machine write; nothing when it is not installed.
    fn virtuoso() -> Option<Self> {
        let program = Path::new("/usr/bin/virtuoso-t");
        if !program.exists() {
            eprintln!("SKIPPED: no virtuoso-t; run `./dev engines`");
            return None;
        }
        let (folder, http, sql) = (tempfile::tempdir().unwrap(), free_port(), free_port());
        let settings = format!(
            "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\n\
             xa_persistent_file = v.pxa\n[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n\
             [Parameters]\nServerPort = 127.0.0.1:{sql}\nNumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\nDirsAllowed = .\n\
             [HTTPServer]\nServerPort = 127.0.0.1:{http}\nServerRoot = .\nServerThreads = 8\n[SPARQL]\nResultSetMaxRows = 10000\n"
        );
        std::fs::write(folder.path().join("v.ini"), settings).unwrap();
        let mut command = Command::new(program);
        command.args(["+configfile", "v.ini", "+foreground"]);
        let engine = Self::started(command, folder, http, ["/sparql", "/sparql"]);
        // Its SQL port may open after its HTTP port.
        let started = Instant::now();
        while !Self::may_write(sql) {
            let log = std::fs::read_to_string(engine.folder.path().join("v.log")).unwrap_or_default();
            assert!(started.elapsed() < Duration::from_secs(60), "Virtuoso took no command at port {sql}: {log}");
            std::thread::sleep(Duration::from_millis(200));
        }
        Some(engine)
    }

    /// Whether the Virtuoso whose SQL port this is now lets everybody write.
    fn may_write(sql: u16) -> bool {
        let mut isql = Command::new("isql-vt");
        isql.args([&format!("127.0.0.1:{sql}"), "dba", "dba"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut isql = isql.spawn().unwrap();
        // An isql that could not connect has closed its input already.
        let _ = isql.stdin.take().unwrap().write_all(b"grant SPARQL_UPDATE to \"SPARQL\";\n");
        String::from_utf8_lossy(&isql.wait_with_output().unwrap().stdout).contains("Done.")
    }

    /// Oxigraph's own server; nothing when it is not installed.
    fn oxigraph() -> Option<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/engines/bin/oxigraph");
        if !program.exists() {
            eprintln!("SKIPPED: no .tools/engines; run `./dev engines`");
            return None;
        }
        let (folder, http) = (tempfile::tempdir().unwrap(), free_port());
        let mut command = Command::new(program);
        command.args(["serve", "--location", "store", "--union-default-graph", "--bind", &format!("127.0.0.1:{http}")]);
        Some(Self::started(command, folder, http, ["/query", "/update"]))
    }

    fn started(mut command: Command, folder: tempfile::TempDir, port: u16, [query, update]: [&'static str; 2]) -> Self {
        command.current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null());
        let engine = Self { child: command.spawn().unwrap(), folder, port, query, update };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(60), "{command:?} did not start in {:?}", engine.folder);
            std::thread::sleep(Duration::from_millis(100));
        }
        engine
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.query)
    }

    /// Has an update done, past the service.
    fn update(&self, text: &str) {
        let service =
            Service { child: Command::new("true").spawn().unwrap(), address: format!("127.0.0.1:{}", self.port) };
        let headers = ["Content-Type: application/sparql-update"];
        let done = service.send("POST", self.update, &headers, text.as_bytes());
        assert!([200, 204].contains(&done.status), "{}", done.text());
    }
}

fn served(home: &Home, arguments: &[&str]) -> Service {
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat());
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

/// A term as both engines mean it: Virtuoso writes true as 1, and numbers in the shortest way.
fn term(term: &Value) -> String {
    let value = term["value"].as_str().unwrap();
    match term["datatype"].as_str().and_then(|datatype| datatype.rsplit('#').next()) {
        Some("boolean") => format!("{}", ["1", "true"].contains(&value)),
        Some("integer" | "decimal" | "double") => format!("{}", value.parse::<f64>().unwrap()),
        _ => format!("{value} {}", term["xml:lang"].as_str().unwrap_or_default()),
    }
}

/// The solutions of a query as a set.
fn solutions(service: &Service, query: &str) -> BTreeSet<String> {
    let answer = service.ask(query, JSON);
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    let row = |row: &Value| {
        let cells: BTreeSet<String> =
            row.as_object().unwrap().iter().map(|(name, value)| format!("{name}={}", term(value))).collect();
        format!("{cells:?}")
    };
    answer.json()["results"]["bindings"].as_array().unwrap().iter().map(row).collect()
}

/// The queries that both are asked: the library, everything by graphs, and a graph that is made.
fn queries(home: &Home) -> Vec<String> {
    let listed = String::from_utf8(home.ok(&["query", "--list", "--json"])).unwrap();
    let name = |line: &str| serde_json::from_str::<Value>(line).unwrap()["name"].as_str().unwrap().to_owned();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stemma-store/src/query/library");
    let read = |name: String| std::fs::read_to_string(library.join(format!("{name}.rq"))).unwrap();
    let mut all: Vec<String> = listed.lines().map(name).map(read).collect();
    assert!(all.len() >= 12);
    all.push(
        "SELECT ?claim ?p ?o { GRAPH <http://stemma.localhost:7373/graphs/findings> { ?claim ?p ?o } }".to_owned(),
    );
    all.push("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), \"http://stemma.localhost:7373/versions/\")) } GROUP BY ?g".to_owned());
    all
}

fn compare(home: &Home, index: &Service, engine: &Service) {
    for query in queries(home) {
        let (expected, found) = (solutions(index, &query), solutions(engine, &query));
        let missing: Vec<_> = expected.difference(&found).take(3).collect();
        let more: Vec<_> = found.difference(&expected).take(3).collect();
        assert!(expected == found, "{query}\nonly the index: {missing:#?}\nonly the engine: {more:#?}");
    }
}

fn written(service: &Service, update: &str) {
    let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
    let answer = service.send("POST", "/sparql", &headers, update.as_bytes());
    assert_eq!(answer.status, 204, "{}", answer.text());
}

#[test]
fn virtuoso_as_the_engine_gives_the_answers_of_the_index_and_stays_in_step() {
    let Some(virtuoso) = Other::virtuoso() else { return };
    let home = story("chips-and-export-controls");
    cut_off(&home, &virtuoso);
    in_step(&home, virtuoso);
}

#[test]
fn oxigraphs_server_as_the_engine_gives_the_answers_of_the_index_and_stays_in_step() {
    let Some(oxigraph) = Other::oxigraph() else { return };
    in_step(&story("chips-and-export-controls"), oxigraph);
}

/// Virtuoso cuts an answer off at its 10000 rows, and says so in a header only.
fn cut_off(home: &Home, virtuoso: &Other) {
    let (index, engine) = (Service::start(home, &[]), served(home, &["--engine", &virtuoso.url()]));
    let many = "SELECT * { ?a a ?b . ?c a ?d . ?e a ?f } LIMIT 20000";
    assert_eq!(index.ask(many, JSON).status, 200);
    assert!(engine.ask(many, JSON).problem(502).contains("no whole answer"));
}

fn in_step(home: &Home, other: Other) {
    let engine = served(home, &["--engine", &other.url()]);
    let index = Service::start(home, &[]);
    compare(home, &index, &engine);

    // Who writes sees it in the next query; what is deleted is gone.
    let note = "SELECT ?o { <urn:note> <urn:says> ?o }";
    written(&engine, "INSERT DATA { GRAPH <urn:notes> { <urn:note> <urn:says> \"one \\\"é\\\"\", 2 } }");
    assert_eq!(solutions(&engine, note).len(), 2);
    written(&engine, "DELETE DATA { GRAPH <urn:notes> { <urn:note> <urn:says> 2 } }");
    assert_eq!(solutions(&engine, note), BTreeSet::from(["{\"o=one \\\"é\\\" \"}".to_owned()]));

    // All kinds of answers.
    let made = engine.ask("CONSTRUCT { ?s <urn:said> ?o } WHERE { ?s <urn:says> ?o }", "text/turtle");
    assert!(made.status == 200 && made.text().contains("<urn:said>"), "{}", made.text());
    assert_eq!(engine.ask("ASK { <urn:note> ?p ?o }", JSON).json()["boolean"], true);
    assert_eq!(engine.ask("ASK { <urn:note> <urn:no> ?o }", JSON).json()["boolean"], false);
    let csv = engine.ask(note, "text/csv").text();
    assert_eq!(csv.trim_end(), "o\r\n\"one \"\"é\"\"\"");
    assert!(engine.ask("SELECT * {", JSON).problem(400).contains("line 1"));
    assert!(engine.ask("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", JSON).problem(403).contains("SERVICE"));

    // A sync that was cut off, a graph that is too many, and changes that came meanwhile.
    drop((engine, index));
    let findings = "<http://stemma.localhost:7373/graphs/findings>";
    let held = "<http://stemma.localhost:7373/graphs/engine>";
    let digest = "<http://schema.org/version>";
    other.update(&format!("DELETE WHERE {{ GRAPH {held} {{ {findings} {digest} ?d }} }}"));
    other.update(&format!(
        "INSERT DATA {{ GRAPH {held} {{ {findings} {digest} \"half\" . <urn:old> {digest} \"1-1\" }} }}"
    ));
    other.update(&format!(
        "INSERT DATA {{ GRAPH {findings} {{ <urn:a> <urn:b> <urn:c> }} GRAPH <urn:old> {{ <urn:a> <urn:b> <urn:d> }} }}"
    ));
    std::fs::write(home.path().join("more.md"), "The 940C chip has a yield of 20 percent, Anna Berg said.\n").unwrap();
    home.ok(&["ingest", "more.md"]);
    let (engine, index) = (served(home, &["--engine", &other.url()]), Service::start(home, &[]));
    compare(home, &index, &engine);
    assert_eq!(solutions(&engine, "SELECT ?c { <urn:a> <urn:b> ?c }").len(), 0);

    // What others put there is not replaced.
    drop(engine);
    other.update("INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> \"theirs\" } }");
    let engine = served(home, &["--engine", &other.url()]);
    written(&engine, "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> \"mine\" } }");
    assert_eq!(solutions(&engine, "SELECT ?c { <urn:a> <urn:b> ?c }").len(), 2);

    // An engine that is away gives no answer, the pages still do.
    drop(other);
    assert!(engine.ask("ASK {}", JSON).problem(503).contains("away"));
    assert_eq!(engine.get("/claims", "text/html").status, 200);
    assert!(engine.get(&format!("/sparql?query={}", encoded("ASK {")), JSON).problem(400).contains("line 1"));
}
