//! Addresses through the program, from a real server on this machine: what is fetched and kept, and that no server leads
//! Stemma where it must not go, nor keeps it for long.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Home;

const PAGE: &str = "<!doctype html><html><head><title>Dyke</title><meta property='og:site_name' content='Harbour Post'></head>\
    <body><article><p>The dyke at Halm leaks, said Ada Moor.</p></article></body></html>";

/// A server that answers each path by a function, and counts how often it was asked.
struct Server {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let (answer, count) = (Arc::new(answer), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, answer, count) = (stream.unwrap(), Arc::clone(&answer), Arc::clone(&count));
                std::thread::spawn(move || {
                    count.fetch_add(1, Ordering::SeqCst);
                    let path = path_asked_for(&mut stream);
                    answer(&path, &mut stream);
                });
            }
        });
        Self { port, asked }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

/// A server that has no rules for programs, and answers the rest by a function.
fn without_rules(
    answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static,
) -> impl Fn(&str, &mut TcpStream) + Send + Sync + 'static {
    move |path, stream| match path {
        "/robots.txt" => say(stream, "404 Not Found", "", b""),
        path => answer(path, stream),
    }
}

fn path_asked_for(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0; 1];
    // A client that wants TLS says 0x16 first, and waits.
    while !head.ends_with(b"\r\n\r\n")
        && !head.starts_with(b"\x16")
        && stream.read(&mut byte).is_ok_and(|read| read == 1)
    {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned()
}

/// A whole answer.
fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

fn sent_on(stream: &mut TcpStream, to: &str) {
    say(stream, "302 Found", &format!("Location: {to}\r\n"), b"");
}

/// What the program says to an address, with hosts of this machine allowed; its exit code beside it.
fn ingest(home: &Home, arguments: &[&str]) -> (Option<i32>, Value) {
    let all = [&["--json", "ingest", "--allow-host", "127.0.0.1"], arguments].concat();
    let output = home.run(&all);
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// Why an address is not fetched.
fn refusal(home: &Home, arguments: &[&str]) -> String {
    let (code, receipt) = ingest(home, arguments);
    assert_eq!((code, &receipt["documents"]), (Some(2), &0.into()), "{receipt}");
    assert_eq!(receipt["problems"][0]["code"], "STM100");
    receipt["problems"][0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_page_is_fetched_and_its_bytes_are_kept_under_its_address() {
    let server = Server::start(|path, stream| match path {
        "/old" => sent_on(stream, "/dyke?a=1"),
        _ => say(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", PAGE.as_bytes()),
    });
    let home = Home::new();
    let (code, receipt) = ingest(&home, &[&server.at("/old")]);
    assert_eq!((code, &receipt["documents"], &receipt["problems"]), (Some(0), &1.into(), &serde_json::json!([])));
    let claims: Value = serde_json::from_slice(&home.ok(&["claims", "--json", "--all"])).unwrap();
    assert_eq!(claims["assertions"][0]["document"], server.at("/old"), "{claims}");
    assert_eq!(claims["assertions"][0]["source"], "Ada Moor");
    let url = "SELECT ?url ?type { ?d schema:url ?url . ?v stm:versionOf ?d ; schema:encodingFormat ?type }";
    let answer = String::from_utf8(home.ok(&["query", "-e", url])).unwrap();
    assert!(answer.contains(&server.at("/dyke?a=1")) && answer.contains("text/html; charset=utf-8"), "{answer}");
    let (_, again) = ingest(&home, &[&server.at("/old")]);
    assert_eq!(again["versions"], 0, "what is held is not stored twice");
    assert!(String::from_utf8(home.ok(&["doctor", "--check"])).unwrap().contains("the store is whole"));
    assert!(String::from_utf8(home.ok(&["reread", "--dry-run"])).unwrap().contains('0'));
}

#[test]
fn without_leave_no_machine_of_an_inner_network_is_asked() {
    let server = Server::start(|_, stream| say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()));
    let home = Home::new();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let output = home.run(&["ingest", &format!("http://{host}:{}/", server.port)]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(told.contains("is not fetched: it is at ") && told.contains("--allow-host"), "{host}: {told}");
    }
    assert_eq!(server.asked.load(Ordering::SeqCst), 0);
}

#[test]
fn every_place_a_server_sends_on_to_is_checked() {
    let inner = Server::start(|_, stream| say(stream, "200 OK", "Content-Type: text/plain\r\n", b"secret"));
    let port = inner.port;
    let server = Server::start(without_rules(move |path, stream| match path {
        "/name" => sent_on(stream, &format!("http://localhost:{port}/")),
        "/number" => sent_on(stream, &format!("http://0x7f000002:{port}/")),
        "/file" => sent_on(stream, "file:///etc/passwd"),
        "/metadata" => sent_on(stream, "http://169.254.169.254/latest/meta-data/"),
        "/credentials" => sent_on(stream, "http://ada:secret@127.0.0.1/"),
        "/nowhere" => say(stream, "302 Found", "", b""),
        path => sent_on(stream, &format!("{path}a")),
    }));
    let home = Home::new();
    for (path, why) in [
        ("/name", "it is at "),
        ("/number", "it is at 127.0.0.2, which is of this machine"),
        ("/file", "only http and https are fetched"),
        ("/metadata", "it is at 169.254.169.254, which is link-local"),
        ("/credentials", "name or password"),
        ("/nowhere", "sends on without saying where"),
        ("/round", "sends on more than 5 times"),
    ] {
        let told = refusal(&home, &[&server.at(path)]);
        assert!(told.contains(why), "{path}: {told}");
    }
    assert_eq!(inner.asked.load(Ordering::SeqCst), 0);
    assert_eq!(
        server.asked.load(Ordering::SeqCst),
        6 + 6 + 7,
        "the last was asked six times, and each run asked for the rules"
    );
}

#[test]
fn servers_that_never_end_are_left_in_time() {
    let server = Server::start(|path, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n";
        match path {
            "/silent" => std::thread::sleep(Duration::from_secs(20)),
            "/drip" => {
                let _ = stream.write_all(head.as_bytes());
                while stream.write_all(b"a").is_ok() {
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
            "/drip-head" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                while stream.write_all(b"X-Drip: a\r\n").is_ok() {
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
            "/endless-head" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                while stream.write_all(&b"X-Endless: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(100)).is_ok() {}
            }
            _ => {
                let _ = stream.write_all(head.as_bytes());
                while stream.write_all(&[b'a'; 65536]).is_ok() {}
            }
        }
    });
    let home = Home::new();
    let started = Instant::now();
    for path in ["/silent", "/drip", "/drip-head"] {
        let told = refusal(&home, &["--patience", "1", &server.at(path)]);
        assert!(told.contains("took more than 1 s"), "{path}: {told}");
    }
    let told = refusal(&home, &["--most-bytes", "3000000", &server.at("/endless")]);
    assert!(told.contains("is more than 3000000 bytes long"), "{told}");
    assert!(refusal(&home, &[&server.at("/endless-head")]).contains("cannot be fetched"));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn a_small_body_that_unpacks_to_a_large_one_is_refused() {
    // 16 MB of zeros in a few kilobytes, as `gzip` makes them.
    let bomb =
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats/bomb.gz")).unwrap();
    assert!(bomb.len() < 30_000);
    let server = Server::start(move |path, stream| match path {
        "/twice" => say(stream, "200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip, gzip\r\n", &bomb),
        "/br" => say(stream, "200 OK", "Content-Type: text/plain\r\nContent-Encoding: br\r\n", &bomb),
        _ => say(stream, "200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", &bomb),
    });
    let home = Home::new();
    let told = refusal(&home, &["--most-bytes", "1000000", &server.at("/bomb")]);
    assert!(told.contains("is more than 1000000 bytes long"), "{told}");
    assert!(refusal(&home, &[&server.at("/br")]).contains("packed as `br`"));
    assert!(refusal(&home, &["--most-bytes", "1000000", &server.at("/twice")]).contains("gzip, gzip"));
}

#[test]
fn content_types_and_charsets_are_honoured() {
    let russian = encoding_rs::WINDOWS_1251.encode("Завод закрыли в мае, сообщил представитель. Плотина над городом протекает уже девять дней, и никто её не чинит.").0.into_owned();
    let server = Server::start(move |path, stream| {
        let (media, body): (&str, &[u8]) = match path {
            "/cyrillic" => ("text/plain; charset=windows-1251", &russian),
            "/wrong" => ("text/plain; charset=iso-8859-1", "The café at Halm is closed, said Ada Moor.".as_bytes()),
            "/bare" => ("text/html", b"<p>The dyke at Halm leaks, said Ada Moor.</p>"),
            "/shown" => ("text/plain", b"<html><p>The dyke at Halm leaks, said Ada Moor.</p></html>"),
            "/no-pdf" => ("application/pdf", b"The dyke at Halm leaks."),
            "/table" => ("text/csv", b"actor,controller\nHarbour Post,Corra\n"),
            "/record" => ("text/markdown", b"---\ngenre: record\n---\nThe dyke at Halm leaks.\n"),
            _ => ("image/png", b"\x89PNG"),
        };
        say(stream, "200 OK", &format!("Content-Type: {media}\r\n"), body);
    });
    let home = Home::new();
    let problems = |path: &str| {
        let (code, receipt) = ingest(&home, &[&server.at(path)]);
        assert_eq!(code, Some(0), "{path}: {receipt}");
        receipt["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(problems("/cyrillic"), ["STM116"], "read as what it is, and no English");
    assert_eq!(problems("/wrong"), ["STM119"], "the bytes are UTF-8 and nothing else");
    assert_eq!(problems("/record"), ["STM120"], "nobody makes himself first-hand");
    assert!(problems("/bare").is_empty() && problems("/shown").is_empty());
    let quotes = String::from_utf8(home.ok(&["claims", "--json", "--all"])).unwrap();
    assert!(quotes.contains("The café at Halm is closed") && !quotes.contains("Ã"), "{quotes}");
    assert!(refusal(&home, &[&server.at("/no-pdf")]).contains("the PDF cannot be read"));
    assert!(refusal(&home, &[&server.at("/table")]).contains("`text/csv`, which is not read"));
    assert!(refusal(&home, &[&server.at("/picture")]).contains("`image/png`, which is not read"));
    assert!(String::from_utf8(home.ok(&["doctor", "--check"])).unwrap().contains("the store is whole"));
}

#[test]
fn answers_that_are_no_page_are_refused_and_the_rest_is_read() {
    let server = Server::start(|path, stream| match path {
        "/gone" => say(stream, "410 Gone", "Content-Type: text/html\r\n", PAGE.as_bytes()),
        "/part" => say(stream, "206 Partial Content", "Content-Type: text/html\r\n", PAGE.as_bytes()),
        "/empty" => say(stream, "200 OK", "Content-Type: text/html\r\n", b""),
        "/nonsense" => drop(stream.write_all(b"\0\0\0\0\r\n\r\n")),
        "/cut" => {
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nThe dyke");
        }
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    let home = Home::new();
    for (path, why) in [
        ("/gone", "answers 410"),
        ("/part", "answers 206"),
        ("/empty", "holds no text"),
        ("/nonsense", "cannot be fetched"),
        ("/cut", "cannot be fetched"),
    ] {
        let told = refusal(&home, &[&server.at(path)]);
        assert!(told.contains(why), "{path}: {told}");
    }
    // No TLS there.
    assert!(refusal(&home, &[&server.at("/").replace("http:", "https:")]).contains("cannot be fetched"));
    let (code, receipt) = ingest(&home, &[&server.at("/gone"), &server.at("/dyke")]);
    assert_eq!((code, &receipt["documents"]), (Some(2), &1.into()));
    let output = home.run(&["extract", &server.at("/dyke")]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("only `stemma ingest` fetches"));
}

#[test]
fn a_proxy_of_the_environment_is_not_asked() {
    let proxy = Server::start(|_, stream| say(stream, "200 OK", "Content-Type: text/plain\r\n", b"It is the proxy."));
    let server = Server::start(|_, stream| say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()));
    let home = Home::new();
    let mut command = home.command(&["ingest", "--allow-host", "127.0.0.1", &server.at("/")]);
    for key in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(key, proxy.at("/"));
    }
    assert!(command.output().unwrap().status.success());
    assert_eq!((proxy.asked.load(Ordering::SeqCst), server.asked.load(Ordering::SeqCst)), (0, 2));
}

#[test]
fn what_a_host_asks_programs_not_to_fetch_is_left_alone() {
    let server = Server::start(|path, stream| match path {
        "/robots.txt" => say(
            stream,
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow: /\n\nUser-agent: stemma\nDisallow: /inner\nAllow: /inner/press\n",
        ),
        "/old" => sent_on(stream, "/inner/dyke"),
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    let home = Home::new();
    for path in ["/inner/dyke", "/inner?a=1", "/old"] {
        let (code, receipt) = ingest(&home, &[&server.at(path)]);
        assert_eq!((code, &receipt["documents"]), (Some(2), &0.into()), "{receipt}");
        assert_eq!(receipt["problems"][0]["code"], "STM127", "{path}");
        let told = receipt["problems"][0]["message"].as_str().unwrap();
        assert!(told.contains("robots.txt") && told.contains("--ignore-robots"), "{told}");
    }
    // The rules, and the page that sends on; nothing of what they forbid.
    assert_eq!(server.asked.load(Ordering::SeqCst), 3 + 1);
    let (code, receipt) = ingest(&home, &[&server.at("/inner/press")]);
    assert_eq!((code, &receipt["documents"]), (Some(0), &1.into()), "{receipt}");
    let (code, receipt) = ingest(&home, &["--ignore-robots", &server.at("/inner/dyke?b=2")]);
    assert_eq!(code, Some(0), "{receipt}");
}

#[test]
fn a_host_that_cannot_say_what_may_be_fetched_is_left_alone_and_one_that_has_no_rules_is_not() {
    let broken = Server::start(|path, stream| match path {
        "/robots.txt" => say(stream, "503 Service Unavailable", "", b""),
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    let home = Home::new();
    let (code, receipt) = ingest(&home, &[&broken.at("/a")]);
    assert_eq!((code, &receipt["problems"][0]["code"]), (Some(2), &"STM127".into()), "{receipt}");
    let inner = Server::start(|_, stream| say(stream, "200 OK", "", b"User-agent: *\nDisallow:\n"));
    let port = inner.port;
    let led = Server::start(move |path, stream| match path {
        "/robots.txt" => sent_on(stream, &format!("http://127.0.0.2:{port}/robots.txt")),
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    let told = refusal(&home, &[&led.at("/a")]);
    assert!(told.contains("it is at 127.0.0.2, which is of this machine"), "{told}");
    assert_eq!(inner.asked.load(Ordering::SeqCst), 0, "rules are fetched within the guard, too");
    let round = Server::start(|path, stream| match path {
        "/robots.txt" => sent_on(stream, "/robots.txt"),
        _ => say(stream, "200 OK", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    });
    assert_eq!(ingest(&home, &[&round.at("/a")]).0, Some(0));
}

/// When a server began and ended each of its answers.
type Times = Arc<std::sync::Mutex<Vec<(Instant, Instant)>>>;

#[test]
fn hosts_are_asked_side_by_side_and_each_one_page_after_the_other_with_a_pause() {
    let slow = |asked: Times| {
        Server::start(without_rules(move |path, stream| {
            let began = Instant::now();
            std::thread::sleep(Duration::from_millis(1500));
            asked.lock().unwrap().push((began, Instant::now()));
            let page = PAGE.replace("Halm", &format!("Halm{}", path.replace('/', "")));
            say(stream, "200 OK", "Content-Type: text/html\r\n", page.as_bytes());
        }))
    };
    let times: Vec<Times> = (0..4).map(|_| Arc::default()).collect();
    let servers: Vec<Server> = times.iter().map(|asked| slow(Arc::clone(asked))).collect();
    let all: Vec<String> = ["/a", "/b"].iter().flat_map(|path| servers.iter().map(|server| server.at(path))).collect();
    let home = Home::new();
    let arguments: Vec<&str> = ["--pause", "1"].into_iter().chain(all.iter().map(String::as_str)).collect();
    let (code, receipt) = ingest(&home, &arguments);
    assert_eq!((code, &receipt["documents"]), (Some(0), &8.into()), "{receipt}");
    let mut firsts = Vec::new();
    for asked in &times {
        let asked = asked.lock().unwrap();
        assert!(asked[1].0 >= asked[0].1 + Duration::from_millis(900), "one host gets its pause");
        firsts.push(asked[0]);
    }
    let last_began = firsts.iter().map(|(began, _)| *began).max().unwrap();
    let first_ended = firsts.iter().map(|(_, ended)| *ended).min().unwrap();
    assert!(last_began < first_ended, "four hosts are asked at once");
}
