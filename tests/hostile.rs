//! Bad input, bad stores, bad commands: a message that names the file and the place, the rest done, nothing lost.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Home;

const GOOD: &str = "The dyke at Lisk leaks, said Ada Moor.\n";

/// A home whose store holds one document.
fn home_with_store() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("kept.txt"), "The ferry of Brodd sails, said Nils Aas.\n").unwrap();
    home.ok(&["ingest", "kept.txt"]);
    home
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn claims(home: &Home) -> String {
    String::from_utf8(home.ok(&["claims", "--json", "--all"])).unwrap()
}

/// How an input ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Not stored, for a reason that has these words.
    Refused(&'static str),
    /// Stored, with a problem that has these words.
    Problem(&'static str),
    /// Stored without some of its rows, with a problem that has these words, and ended as with something left out.
    Partly(&'static str),
    /// Stored.
    Stored,
}
use End::{Partly, Problem, Refused, Stored};

/// Ingests the bytes under a name, with a good file before and after them.
fn check(name: &str, bytes: &[u8], end: End) {
    let home = home_with_store();
    let folder = home.path().join("folder");
    std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    std::fs::write(folder.join("zz.txt"), GOOD).unwrap();
    let started = Instant::now();
    let output = home.run(&["ingest", "--json", "folder"]);
    assert!(started.elapsed() < Duration::from_secs(60), "{name} took {:?}", started.elapsed());
    let receipt: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems: Vec<&Value> = receipt["problems"].as_array().unwrap().iter().collect();
    let said = |words: &str| {
        problems.iter().any(|p| p.to_string().contains(words) && p["document"] == format!("folder/{name}"))
    };
    match end {
        Refused(words) => {
            assert_eq!(output.status.code(), Some(2), "{name}: {receipt}");
            assert!(said(words) && errors(&output).contains("STM100"), "{name}: {receipt}");
            assert_eq!(receipt["documents"], 1, "{name}: {receipt}");
        }
        Problem(words) => {
            assert_eq!(output.status.code(), Some(0), "{name}: {}", errors(&output));
            assert!(said(words), "{name}: {receipt}");
        }
        Partly(words) => {
            assert_eq!((output.status.code(), &receipt["documents"]), (Some(2), &2.into()), "{name}: {receipt}");
            assert!(said(words), "{name}: {receipt}");
        }
        Stored => assert_eq!((output.status.code(), &receipt["documents"]), (Some(0), &2.into()), "{name}: {receipt}"),
    }
    let claims = claims(&home);
    assert!(claims.contains("ferry") && claims.contains("dyke"), "{name}: what was good is not there");
    home.ok(&["doctor", "--check"]);
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    check("empty.txt", b"", Refused("holds no text"));
    check("blank.md", b" \r\n\t\n", Refused("holds no text"));
    check("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refused("binary (a NUL byte at 8)"));
    check("utf16.txt", b"h\0i\0", Refused("binary"));
    check("script.html", b"<!doctype html><script>document.write('x')</script>", Refused("holds no text"));
    check("page.pdf", b"%PDF-1.7", Refused("the PDF cannot be read"));
    check("cut.json", br#"{"@context":"https://schema.org","@type":"ClaimRev"#, Refused("line 1"));
    check("other.json", br#"{"hello": [1, 2]}"#, Refused("ClaimReview"));
    check("deep.json", "[".repeat(100_000).as_bytes(), Refused("nests deeper"));
    check(
        "deep.jsonld",
        format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)).as_bytes(),
        Refused("nests deeper"),
    );
    check("columns.csv", b"one,two\n1,2\n", Refused("columns one, two"));
}

#[test]
fn what_is_text_is_kept_with_its_problems() {
    check("utf16.txt", b"\xFF\xFEh\0i\0", Stored);
    check(
        "deep.html",
        format!("<html>{}The pier at Lisk closed.", "<div><blockquote>".repeat(50_000)).as_bytes(),
        Stored,
    );
    check("open.html", b"<html><article><p>The pier at Lisk closed <a href='http://x.y'>on", Stored);
    check("latin.txt", b"The caf\xE9 at Lisk closed, said Ada Moor.\n", Problem("read as windows-1252"));
    check("half.txt", b"\xFF\xFE\0", Problem("half of a cut-off character"));
    check("surrogate.txt", b"\xFE\xFF\xD8\0\0h\0i", Problem("0xD800 is half a character"));
    check("odd.txt", b"The caf\xC3\xA9 at Lisk closed\xFF, said Ada Moor.\n", Problem("byte 0xFF"));
    check("picture.docx", b"PK\x03\x04 no archive", Refused("the Word document cannot be read"));
    check("letter.docx", GOOD.as_bytes(), Problem("called .docx, and no Word document: its first bytes are"));
    check("letter.pdf", GOOD.as_bytes(), Problem("it was read as text: rename it, or save it again"));
    check("picture.pdf", b"\x7FELF\x02\0\0\0", Refused("no PDF: its first bytes are 7F 45 4C 46"));
    check("letter.md", b"PK\x03\x04 no archive", Refused("called .md, and a Word document by its beginning"));
    check("open.md", format!("---\ntitle: A\n\n{GOOD}").as_bytes(), Problem("STM104"));
    check("key.md", format!("---\ntitel: A\n---\n{GOOD}").as_bytes(), Problem("titel"));
    check("date.md", format!("---\ndate: 2025-02-30\n---\n{GOOD}").as_bytes(), Problem("2025-02-30"));
    check("row.csv", b"claim,source\nThe dyke leaks.,Ada\n,,,\n\"The pier, sinks.,Bo\n", Partly("STM112"));
    check("lines.jsonl", b"{\"claim\":\"The dyke leaks.\",\"source\":\"Ada\"}\n{\"claim\":\n[]\n", Partly("STM112"));
    let long = format!("---\ntitle: {}\n---\n{GOOD}", "long ".repeat(200_000));
    check("front.md", long.as_bytes(), Refused("line 2 is 1000007 bytes long"));
    let keys: String = (0..500).map(|n| format!("key{n}: value\n")).collect();
    check("keys.md", format!("---\n{keys}---\n{GOOD}").as_bytes(), Stored);
    check("quotes.txt", "\"\"\"\"\u{201C}\u{201D}\u{2018}\u{201C}\u{AB}\n".repeat(500).as_bytes(), Stored);
    check("only.txt", "\"It leaks.\" \"It holds.\" \"It sinks.\"\n".repeat(50).as_bytes(), Stored);
    check("README", b"The pier at Holm sinks, said Bo Ek.\n", Stored);
    let odd = "\u{202E}\u{05D0}\u{05D1} said Ada\u{200B}\u{200D} Moor\u{202C}.\u{2066}\u{FEFF} e\u{301}\u{327} \u{1F469}\u{200D}\u{1F52C}\n";
    check("bidi.txt", odd.repeat(40).as_bytes(), Stored);
    check("controls.txt", b"\x01\x02\x07 The dyke\x0B leaks\x1B[31m, said Ada\x7F Moor.\r\n\x0C\n", Stored);
    let many = format!("# Sources\n\nThe dyke leaks {}.\n", (1..=10_000).map(|n| format!("[{n}]")).collect::<String>());
    check("citations.md", many.as_bytes(), Stored);
}

#[test]
fn what_is_to_be_typed_next_can_be_typed_also_with_an_odd_store() {
    let home = Home::new();
    std::fs::write(home.path().join("a.txt"), "The bridge is closed, said Ada Moor.\n").unwrap();
    home.ok(&["--store", "it's a store", "ingest", "a.txt"]);
    let listed = String::from_utf8(home.ok(&["--store", "it's a store", "claims"])).unwrap();
    let (_, next) = listed.trim_end().split_once("Next: ").unwrap();
    let shell = || {
        let mut shell = std::process::Command::new("sh");
        shell.current_dir(home.path()).env_remove("STEMMA_STORE");
        shell
    };
    let explained = shell().args(["-c", next]).output().unwrap();
    assert!(explained.status.success(), "{next}: {}", errors(&explained));
    assert!(String::from_utf8_lossy(&explained.stdout).contains("The bridge is closed"), "{next}");
}

#[test]
fn names_of_files_are_any_names() {
    for name in [
        "a\nb.txt",
        "a\"b'c.txt",
        "<b>&amp;.txt",
        "a b%20#?.txt",
        "-.txt",
        "--json.txt",
        "ünï\u{202E}.txt",
        "..a.txt",
        "~/x.txt",
    ] {
        if name.starts_with('.') {
            continue;
        }
        check(name, b"The pier at Holm sinks, said Bo Ek.\n", Stored);
    }
    let home = Home::new();
    std::fs::create_dir(home.path().join("inner")).unwrap();
    std::fs::write(home.path().join("a.txt"), GOOD).unwrap();
    home.ok(&["ingest", "inner/../a.txt"]);
    assert!(claims(&home).contains("inner/../a.txt"));
    let raw = std::ffi::OsStr::from_bytes(b"caf\xE9.txt");
    std::fs::write(home.path().join("inner").join(raw), "The pier at Holm sinks, said Bo Ek.\n").unwrap();
    let output = home.run(&["ingest", "inner"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("not UTF-8: rename it"), "{}", errors(&output));
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_in_time_and_within_memory() {
    let home = home_with_store();
    let sentence = "The gauge at Lisk fell by 12 percent in 2024, said Ada Moor; ";
    let long = sentence.repeat(50 * 1024 * 1024 / sentence.len());
    std::fs::write(home.path().join("long.txt"), long).unwrap();
    std::fs::write(home.path().join("word.txt"), "a".repeat(50 * 1024 * 1024)).unwrap();
    let started = Instant::now();
    let limited = "ulimit -v 1000000; exec \"$@\"";
    for name in ["word.txt", "long.txt"] {
        let mut command = Command::new("sh");
        command.current_dir(home.path()).args(["-c", limited, "sh", env!("CARGO_BIN_EXE_stemma")]);
        let output = command.args(["ingest", "--json", name, "kept.txt"]).output().unwrap();
        assert!(output.status.code() == Some(2), "{name}: {:?} {}", output.status, errors(&output));
        assert!(errors(&output).contains(&format!("{name}: STM100 line 1 is 52")), "{}", errors(&output));
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert!(claims(&home).contains("ferry"));
}

#[test]
fn pipes_sockets_loops_and_dangling_links_in_a_folder_do_not_hang_it() {
    let home = home_with_store();
    let folder = home.path().join("folder");
    std::fs::create_dir_all(folder.join("one/two")).unwrap();
    std::fs::write(folder.join("one/two/good.txt"), GOOD).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.txt")).status().unwrap().success());
    assert!(Command::new("mkfifo").arg(folder.join("one/two/good.txt.meta")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket.txt")).unwrap();
    symlink("nowhere.txt", folder.join("dangling.txt")).unwrap();
    symlink("self.txt", folder.join("self.txt")).unwrap();
    for number in 0..8 {
        symlink(&folder, folder.join(format!("one/loop{number}"))).unwrap();
    }
    let started = Instant::now();
    let mut child = home.command(&["ingest", "folder"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
    for name in ["folder/pipe.txt", "folder/socket.txt", "folder/dangling.txt", "folder/self.txt"] {
        assert!(errors(&output).contains(&format!("{name}: STM100 ")), "{name}: {}", errors(&output));
    }
    assert_eq!(claims(&home).matches("good.txt").count(), 1, "the good file is read once");
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_goes_on() {
    let home = home_with_store();
    std::fs::write(home.path().join("good.txt"), GOOD).unwrap();
    let output = home.run(&["ingest", "vanished.txt", "nofolder/", "good.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("vanished.txt: STM100 ") && errors(&output).contains("nofolder"),
        "{}",
        errors(&output)
    );
    assert!(claims(&home).contains("dyke"));
    for command in ["extract", "text"] {
        let output = home.run(&[command, "vanished.txt", "good.txt"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains("vanished.txt") && !output.stdout.is_empty());
    }
}

/// That a command ends with 3, and says where and what to do.
fn assert_store_refused(home: &Home, store: &str, arguments: &[&str], words: &str) {
    let output = home.run(&[&["--store", store], arguments].concat());
    assert_eq!(output.status.code(), Some(3), "{store} {arguments:?}: {}", errors(&output));
    let said = errors(&output);
    assert!(said.contains(store) && said.contains(words), "{store} {arguments:?}: {said}");
}

#[test]
fn a_store_that_cannot_be_used_is_named_with_what_to_do() {
    let home = Home::new();
    std::fs::write(home.path().join("good.txt"), GOOD).unwrap();
    std::fs::write(home.path().join("file"), "no directory").unwrap();
    std::fs::create_dir(home.path().join("other")).unwrap();
    std::fs::write(home.path().join("other/log.sqlite"), "no database at all, only words".repeat(50)).unwrap();
    std::fs::create_dir(home.path().join("empty")).unwrap();
    std::fs::write(home.path().join("empty/log.sqlite"), "").unwrap();
    let ingest = ["ingest", "good.txt"];
    assert_store_refused(&home, "file", &ingest, "directory");
    assert_store_refused(&home, "file", &["claims"], "directory");
    assert_store_refused(&home, "nowhere", &["claims"], "ingest a document");
    assert_store_refused(&home, "other", &ingest, "give another directory");
    assert_store_refused(&home, "other", &["doctor"], "give another directory");
    assert_store_refused(&home, "empty", &["claims"], "give another directory");
    assert_store_refused(&home, "/proc/store", &ingest, "/proc/store");
    for command in [["explain", "dyke"].as_slice(), &["export", "--format", "nquads"], &["query", "-e", "ASK {}"]] {
        assert_store_refused(&home, "nowhere", command, "ingest a document");
    }
}

#[test]
fn a_store_that_another_process_writes_is_locked_and_still_read() {
    let home = home_with_store();
    std::fs::write(home.path().join("good.txt"), GOOD).unwrap();
    let mut writer = home.command(&["ingest", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert_store_refused(&home, "stemma-store", &["ingest", "good.txt"], "another process");
    assert!(claims(&home).contains("ferry"), "reading goes on");
    writer.stdin.take().unwrap().write_all(b"The crane at Holm fell, said Bo Ek.\n").unwrap();
    assert!(writer.wait().unwrap().success());
    home.ok(&["ingest", "good.txt"]);
    assert!(claims(&home).contains("crane"));
}

/// A small file system of its own; unmounted when dropped.
struct Small(std::path::PathBuf);

impl Small {
    /// Mounted below a directory; `None` when this process may not.
    fn mount(under: &Path) -> Option<Self> {
        let at = under.join("small");
        std::fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&at)
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(at))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_says_so() {
    let home = Home::new();
    let Some(small) = Small::mount(home.path()) else {
        eprintln!("SKIPPED: a full disk needs the right to mount a tmpfs");
        return;
    };
    std::fs::write(home.path().join("good.txt"), GOOD).unwrap();
    home.ok(&["--store", "small/store", "ingest", "good.txt"]);
    std::fs::create_dir(home.path().join("many")).unwrap();
    for number in 0..400 {
        let text = format!("The pier {number} at Holm sinks by {number} percent, said Bo Ek{number}.\n").repeat(20);
        std::fs::write(home.path().join(format!("many/{number}.txt")), text).unwrap();
    }
    assert_store_refused(&home, "small/store", &["ingest", "many"], "make room");
    let claims = home.run(&["--store", "small/store", "claims", "--json", "--all"]);
    assert_eq!(claims.status.code(), Some(0), "{}", errors(&claims));
    assert!(String::from_utf8_lossy(&claims.stdout).contains("dyke"));
    home.ok(&["--store", "small/store", "doctor", "--check"]);
    let full = home
        .command(&["--store", "small/store", "export", "--format", "nquads", "-o", "small/out.nq"])
        .output()
        .unwrap();
    assert_eq!(full.status.code(), Some(3), "{}", errors(&full));
    assert!(errors(&full).contains("small/out.nq"));
    drop(small);
}

#[test]
fn a_wrong_command_ends_with_two_and_a_hint() {
    let home = home_with_store();
    let wrong: [(&[&str], &str); 15] = [
        (&[], "Usage"),
        (&["inges", "a.txt"], "ingest"),
        (&["ingest"], "--help"),
        (&["claims", "--headline", "true"], "headline"),
        (&["claims", "--as-of", "2025-13-01"], "2026-06-01"),
        (&["claims", "--policy", "gut"], "policy"),
        (&["claims", "--known-at", "noon"], "T09:30:00Z"),
        (&["export", "--format", "docx"], "nquads"),
        (&["export", "--format", "dot"], "--claim"),
        (&["export", "--format", "nquads", "--claim", "no such words"], "stemma claims"),
        (&["export", "--format", "nquads", "--topic", "no such topic"], "stemma claims"),
        (&["export", "--format", "nquads", "--depth", "2"], "--claim"),
        (&["explain", "zzzz qqqq"], "stemma claims"),
        (&["query", "-e", "SELECT * {\n nonsense }"], "line 2"),
        (&["query", "-e", "DELETE WHERE { ?s ?p ?o }"], "update"),
    ];
    for (arguments, hint) in wrong {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", errors(&output));
        assert!(errors(&output).contains(hint), "{arguments:?}: {}", errors(&output));
    }
    let missing = home.run(&["query", "missing.rq"]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(errors(&missing).contains("missing.rq"));
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_program_quietly() {
    let home = Home::new();
    let many: String = (0..4000).map(|n| format!("The pier at Holm sinks by {n} percent, said Bo Ek.\n\n")).collect();
    std::fs::write(home.path().join("long.txt"), &many).unwrap();
    std::fs::write(home.path().join("many.txt"), &many[..10_000]).unwrap();
    home.ok(&["ingest", "many.txt"]);
    for arguments in [
        ["contradictions", "--json"].as_slice(),
        &["export", "--format", "nquads"],
        &["extract", "long.txt"],
        &["text", "long.txt"],
    ] {
        let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        assert!(!first.is_empty() && said.is_empty() && code == Some(0), "{arguments:?}: {code:?} {said}");
    }
}

#[test]
fn words_for_people_hide_nothing_wherever_they_go() {
    let home = Home::new();
    let text = "The dyke at \u{202e}Halm\u{202c} lea\u{200b}ks at its foot, said Ada Moor.\n";
    std::fs::write(home.path().join("a.md"), text).unwrap();
    home.ok(&["ingest", "a.md"]);
    let claims = claims(&home);
    assert!(claims.contains('\u{202e}') || claims.contains("\\u202e"), "programs get the words as they are: {claims}");
    let id = serde_json::from_str::<Value>(claims.lines().next().unwrap()).unwrap()["id"].as_str().unwrap().to_owned();
    for arguments in [vec!["claims"], vec!["explain", &id], vec!["why-changed", &id], vec!["review"], vec!["topics"]] {
        let told = String::from_utf8(home.ok(&arguments)).unwrap();
        assert!(!told.contains(['\u{202e}', '\u{200b}']), "{arguments:?}: {told}");
    }
    let told = String::from_utf8(home.ok(&["claims"])).unwrap();
    assert!(told.contains("⟨U+202E⟩Halm"), "{told}");
    assert_eq!(String::from_utf8(home.ok(&["text", "a.md"])).unwrap(), text, "a document stays as it is");
}
