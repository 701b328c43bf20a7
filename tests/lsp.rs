//! `stemma lsp`: drafts checked in an editor. A client that is not ours goes through whole journeys; what no client of
//! good manners does is written by hand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/python.rs"]
mod python;
#[path = "support/story.rs"]
mod story;
mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use http::Service;
use python::python;
use serde_json::{Value, json};
use stemma_core::date::PartialDate;
use stemma_core::draft::{Checked, Checker, Judgements};
use stemma_core::finding::findings;
use stemma_core::policy::Policy;
use stemma_core::state::State;
use story::story;
use support::Home;

#[test]
fn a_client_of_others_opens_edits_hovers_and_acts() {
    let Some(python) = python("pygls") else { return };
    let home = story("chips-and-export-controls");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lsp/client.py");
    let store = home.path().join("stemma-store");
    let drafts = home.path().join("drafts");
    std::fs::create_dir(&drafts).unwrap();
    let output =
        Command::new(python).arg(script).arg(env!("CARGO_BIN_EXE_stemma")).args([&store, &drafts]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.lines().count() >= 13, "{said}");
}

#[test]
fn a_client_of_others_gets_the_same_from_a_service() {
    let Some(python) = python("pygls") else { return };
    let home = story("chips-and-export-controls");
    let service = Service::start(&home, &[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lsp/client.py");
    let drafts = home.path().join("drafts");
    std::fs::create_dir(&drafts).unwrap();
    let mut command = Command::new(python);
    command.arg(script).arg(env!("CARGO_BIN_EXE_stemma")).args([&home.path().join("stemma-store"), &drafts]);
    let output = command.args(["--service", &format!("http://{}", service.address)]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.lines().count() >= 11, "{said}");
}

/// The first diagnostics of a draft that are published next.
fn underlined(server: &mut Server) -> Vec<Value> {
    loop {
        let message = server.read();
        if message["method"] == "textDocument/publishDiagnostics" {
            return message["params"]["diagnostics"].as_array().unwrap().clone();
        }
    }
}

#[test]
fn a_service_that_is_down_or_lets_nobody_in_never_looks_like_a_pass() {
    let home = story("chips-and-export-controls");
    let token = String::from_utf8(home.ok(&["token", "add", "ada", "--scope", "read"])).unwrap();
    let service = Service::start(&home, &["--private"]);
    let address = format!("http://{}", service.address);
    let draft = "Veyra makes the 940C chip on a 5-nanometre line.";
    let mut stranger = Server::of(home.command(&["lsp", "--service", &address]));
    stranger.initialize();
    stranger.send(opened("untitled:x", draft));
    let told = underlined(&mut stranger);
    assert!(told.len() == 1 && told[0]["severity"] == 1, "{told:?}");
    let message = told[0]["message"].as_str().unwrap();
    assert!(message.contains("NOT checked") && message.contains("401"), "{message}");
    assert_eq!(stranger.end().0, Some(1));
    let mut command = home.command(&["lsp", "--service", &address]);
    command.env("STEMMA_TOKEN", token.trim());
    let mut ada = Server::of(command);
    ada.initialize();
    ada.send(opened("untitled:x", draft));
    let told = underlined(&mut ada);
    assert!(told.len() == 1 && told[0]["code"] == "STM206", "{told:?}");
    // The service goes away while somebody writes: what was flagged is no longer known, and that is said.
    drop(service);
    ada.send(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": {"uri": "untitled:x", "version": 2}, "contentChanges": [{"text": draft}]}}));
    let told = underlined(&mut ada);
    assert!(told.len() == 1 && told[0]["severity"] == 1, "{told:?}");
    assert!(told[0]["message"].as_str().unwrap().contains("NOT checked"), "{told:?}");
    let place = json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 3}});
    ada.send(json!({"jsonrpc": "2.0", "id": 8, "method": "textDocument/hover", "params": place}));
    assert_eq!(ada.read()["result"], Value::Null);
    assert_eq!(ada.end().0, Some(1));
    for bad in ["desk.example", "ftp://desk.example", "https://ada:secret@desk.example"] {
        let (code, errors) = Server::of(home.command(&["lsp", "--service", bad])).end();
        assert!(code == Some(2) && errors.contains("no address"), "{bad}: {errors}");
    }
}

/// Stands between a client and a service.
struct Relay {
    address: String,
    connections: Arc<Mutex<Vec<TcpStream>>>,
}

impl Relay {
    fn to(service: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (connections, service) = (Arc::new(Mutex::new(Vec::new())), service.to_owned());
        let made: Arc<Mutex<Vec<TcpStream>>> = Arc::clone(&connections);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let served = TcpStream::connect(&service).unwrap();
                made.lock().unwrap().push(client.try_clone().unwrap());
                let (ours, theirs) = (client.try_clone().unwrap(), served.try_clone().unwrap());
                for (mut from, mut to) in [(client, served), (theirs, ours)] {
                    std::thread::spawn(move || {
                        let _ended = std::io::copy(&mut from, &mut to);
                        let _gone = to.shutdown(Shutdown::Both);
                    });
                }
            }
        });
        Self { address, connections }
    }

    /// Ends every connection, as a service that starts again does; how many there were until now.
    fn cut(&self) -> usize {
        let connections = self.connections.lock().unwrap();
        connections.iter().for_each(|one| _ = one.shutdown(Shutdown::Both));
        connections.len()
    }
}

#[test]
fn edits_go_over_one_connection_and_over_another_when_it_ends() {
    let home = story("chips-and-export-controls");
    let service = Service::start(&home, &[]);
    let relay = Relay::to(&service.address);
    let mut server = Server::of(home.command(&["lsp", "--service", &format!("http://{}", relay.address)]));
    server.initialize();
    let draft =
        |number: usize| format!("Veyra makes the 940C chip on a 5-nanometre line. The dam held {number} tons.\n");
    server.send(opened("untitled:x", &draft(0)));
    assert_eq!(underlined(&mut server)[0]["code"], "STM206");
    let edit = |server: &mut Server, version: usize| {
        server.send(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": "untitled:x", "version": version}, "contentChanges": [{"text": draft(version)}]}}));
        let told = underlined(server);
        assert!(told.len() == 2 && told[0]["code"] == "STM206", "{version}: {told:?}");
    };
    (2..8).for_each(|version| edit(&mut server, version));
    let place = json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 3}});
    server.send(json!({"jsonrpc": "2.0", "id": 8, "method": "textDocument/hover", "params": place}));
    assert!(server.read()["result"]["contents"]["value"].as_str().unwrap().contains("refuted"));
    assert_eq!(relay.cut(), 1, "each edit took a connection of its own");
    (8..11).for_each(|version| edit(&mut server, version));
    assert_eq!(relay.cut(), 2);
}

/// A language server with pipes to it.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(home: &Home) -> Self {
        Self::of(home.command(&["lsp"]))
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    fn write(&mut self, body: &str) {
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.as_mut().unwrap().write_all(message.as_bytes()).unwrap();
    }

    fn send(&mut self, message: Value) {
        self.write(&message.to_string());
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn initialize(&mut self) {
        self.send(json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}));
        assert_eq!(self.read()["result"]["serverInfo"]["name"], "stemma");
        self.send(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    }

    /// Ends what is said to it, and waits for the exit code and what it says on standard error.
    fn end(mut self) -> (Option<i32>, String) {
        self.input = None;
        let code = self.child.wait().unwrap().code();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert!(!errors.contains("panicked"), "{errors}");
        (code, errors)
    }
}

fn opened(uri: &str, text: &str) -> Value {
    json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}})
}

#[test]
fn what_no_editor_should_send_ends_in_words_and_not_in_a_panic() {
    let home = story("chips-and-export-controls");
    let mut server = Server::start(&home);
    server.send(json!({"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}));
    assert_eq!(server.read()["error"]["code"], -32002);
    server.initialize();
    server.send(json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 5}}));
    assert!(server.read()["params"]["message"].as_str().unwrap().contains("cannot be read"));
    server.send(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": {"uri": "untitled:x", "version": 2}, "contentChanges": []}}));
    assert!(server.read()["params"]["message"].as_str().unwrap().contains("not open"));
    server.send(json!({"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": {"position": -1}}));
    assert_eq!(server.read()["error"]["code"], -32602);
    server.send(json!({"jsonrpc": "2.0", "method": "$/unknown", "params": {}}));
    // A question about a text that is being checked is answered, or taken back.
    server.send(opened("untitled:x", &"Veyra makes the 940C chip on a 5-nanometre line. ".repeat(200)));
    let place = json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 3}});
    server.send(json!({"jsonrpc": "2.0", "id": 8, "method": "textDocument/hover", "params": place}));
    server.send(json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 8}}));
    let answers = [server.read(), server.read()];
    let hover = answers.iter().find(|answer| answer["id"] == 8).unwrap();
    assert!(hover["error"]["code"] == -32800 || hover["result"]["contents"]["kind"] == "plaintext", "{answers:?}");
    server.write("{ this is no JSON");
    let (code, errors) = server.end();
    assert_ne!(code, Some(0), "{errors}");
}

#[test]
fn an_editor_that_is_gone_ends_it() {
    let home = story("chips-and-export-controls");
    let mut server = Server::start(&home);
    server.initialize();
    assert_eq!(server.end().0, Some(1));
    let nowhere = Home::new();
    let (code, errors) = Server::start(&nowhere).end();
    assert_eq!(code, Some(3), "{errors}");
    assert!(errors.contains("stemma-store"), "{errors}");
}

/// The statements of a draft.
fn statements(text: &str) -> Vec<stemma_core::statement::Statement> {
    stemma_extract::unpublished(text.to_owned()).value.statements
}

#[test]
fn only_sentences_that_changed_are_judged_again_and_the_answer_is_that_of_a_whole_check() {
    let (state, day) = (State::default(), PartialDate::year(2026));
    let found = findings(&state, Policy::default(), day);
    let checker = Checker::new(&state, &found);
    let sentences: Vec<String> = (1..40).map(|n| format!("The mill at Orrin sold {n} tons of flour.")).collect();
    let mut judgements = Judgements::default();
    let mut check = |sentences: &[String]| {
        let statements = statements(&sentences.join(" "));
        let checked = Checked::of(judgements.of(&checker, &state, &found, &statements));
        assert_eq!(checked, checker.check(&state, &found, &statements));
        assert_eq!(checked.flags.len(), statements.len());
        judgements.judged()
    };
    assert_eq!(check(&sentences), 39);
    let mut edited = sentences.clone();
    edited[17] = "The mill at Orrin sold nothing in May.".to_owned();
    assert_eq!(check(&edited), 1);
    edited.insert(0, "The dam at Lisk was built in 1931.".to_owned());
    assert_eq!(check(&edited), 1);
    edited.push(edited[3].clone());
    assert_eq!(check(&edited), 0);
    assert_eq!(check(&sentences), 1);
}
