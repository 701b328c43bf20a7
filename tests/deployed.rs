//! The systemd unit and the container file of docs/, as far as that can be tried without being root on a machine of its own: the
//! lines that start the program start it, in a place where it may write what they say and nothing else, and end it in time.
//!
//! Not tried: DynamicUser, MemoryMax, RestrictAddressFamilies and SystemCallFilter, which only systemd gives, and the build of the image.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod support;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use http::{Service, encoded};
use support::Home;

const TOKEN: &str = "a-token-of-this-test";
const PROGRAM: &str = env!("CARGO_BIN_EXE_stemma");

fn document(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
}

/// The values of a key of a unit, in their order.
fn values<'u>(unit: &'u str, key: &str) -> Vec<&'u str> {
    unit.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect()
}

fn value<'u>(unit: &'u str, key: &str) -> &'u str {
    let all = values(unit, key);
    assert_eq!(all.len(), 1, "{key}: {all:?}");
    all[0]
}

/// The unit's command as systemd would start it, with its state in `state`: its user may write there and nowhere else, where the
/// machine lets us see to that.
fn started(unit: &str, home: &Home, state: &Path) -> Command {
    let line = value(unit, "ExecStart");
    assert!(line.contains("--bind 127.0.0.1:"), "only this machine reaches it: {line}");
    let directory = format!("/var/lib/{}", value(unit, "StateDirectory"));
    let words: Vec<String> = line
        .split(' ')
        .map(|word| match word {
            "/usr/local/bin/stemma" => PROGRAM.to_owned(),
            bind if bind.starts_with("127.0.0.1:") => "127.0.0.1:0".to_owned(),
            word => word.replace(&directory, state.to_str().unwrap()),
        })
        .collect();
    let mask = format!("umask {} && cd / && exec \"$@\"", value(unit, "UMask"));
    let inside = format!("mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro / && {mask}");
    let mut command = match may_part() {
        true => {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &inside]).arg(state);
            command.args(["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]);
            command
        }
        false => {
            eprintln!(
                "SKIPPED: this machine lets nobody see other files than all, so that the unit may write anywhere here"
            );
            let mut command = Command::new("sh");
            command.args(["-c", &mask, "unit"]);
            command
        }
    };
    command.args(words).env_clear().env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin").env("TMPDIR", home.path().join("tmp"));
    for pair in values(unit, "Environment").iter().flat_map(|pairs| pairs.split(' ')) {
        let (name, value) = pair.split_once('=').unwrap();
        command.env(name, value);
    }
    // What docs/service.md has put into the file of `EnvironmentFile`.
    assert_eq!(value(unit, "EnvironmentFile"), "-/etc/stemma.env");
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    command
}

/// Whether a process here can have a view of the files of its own, of which most cannot be written.
fn may_part() -> bool {
    let tried = "mount --bind /tmp /tmp && mount -o remount,bind,ro / && ! touch /stemma-was-here 2>/dev/null && setpriv --no-new-privs --bounding-set=-all true";
    let mut command = Command::new("unshare");
    let done = command.args(["--user", "--map-root-user", "--mount", "sh", "-c", tried]).output();
    done.is_ok_and(|done| done.status.success())
}

fn seconds(unit: &str, key: &str) -> Duration {
    Duration::from_secs(value(unit, key).parse().unwrap())
}

fn update(service: &Service, text: &str) {
    let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
    assert_eq!(service.send("POST", "/sparql", &headers, text.as_bytes()).status, 204);
}

fn count(service: &Service) -> String {
    let answer = service.ask("SELECT (COUNT(*) AS ?n) { <urn:s> ?p ?o }", "text/csv");
    answer.text().lines().nth(1).unwrap().trim().to_owned()
}

#[test]
fn the_unit_starts_the_program_which_writes_in_its_place_only_and_ends_in_time() {
    let (unit, home) = (document("stemma.service"), Home::new());
    let state = home.path().join("state");
    for directory in ["state", "tmp"] {
        std::fs::create_dir(home.path().join(directory)).unwrap();
    }
    let service = Service::running(started(&unit, &home, &state));
    assert_eq!(service.get("/readyz", "*/*").status, 200);
    let numbers: String = (0..300).map(|n| format!("<urn:s> <urn:p> {n} . ")).collect();
    update(&service, &format!("INSERT DATA {{ {numbers} }}"));
    assert_eq!(count(&service), "300");
    let log = state.join("store/log.sqlite");
    assert_eq!(log.metadata().unwrap().permissions().mode() & 0o777, 0o600, "others may read the log");
    for place in ["state", "tmp"].map(|name| home.path().join(name)) {
        let found: Vec<PathBuf> = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).collect();
        let expected = if place == state { vec![state.join("store")] } else { Vec::new() };
        assert_eq!(found, expected, "something was written beside the store");
    }
    // A query that nobody waits for any longer, and one that somebody does.
    let mut asking = service.connect();
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)) = \"\") }";
    write!(asking, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(endless)).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let (within, begun) = (seconds(&unit, "TimeoutStopSec"), Instant::now());
    let (code, took) = ended(service, within);
    assert_eq!(code, Some(0), "after {took:?}; systemd would kill it after {within:?}");
    assert!(begun.elapsed() < within);
    // Killed in the middle and started again, as `Restart` wants it.
    let service = Service::running(started(&unit, &home, &state));
    update(&service, "INSERT DATA { <urn:s> <urn:p> \"one more\" }");
    drop(service);
    let service = Service::running(started(&unit, &home, &state));
    assert_eq!(count(&service), "301");
    drop(service);
    assert_eq!(value(&unit, "Restart"), "on-failure");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let failed = home.run(&["--store", "state/store", "serve", "--bind", &bind]);
    assert_ne!(failed.status.code(), Some(0), "systemd would think that it had ended by itself");
}

/// Sends SIGTERM as systemd does, and waits as long as systemd waits.
fn ended(mut service: Service, within: Duration) -> (Option<i32>, Duration) {
    let begun = Instant::now();
    Command::new("sh").args(["-c", &format!("kill -TERM {}", service.child.id())]).status().unwrap();
    while begun.elapsed() < within {
        if let Some(status) = service.child.try_wait().unwrap() {
            return (status.code(), begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    (None, begun.elapsed())
}

#[test]
fn systemd_finds_nothing_wrong_with_the_unit() {
    let home = Home::new();
    let path = home.path().join("stemma.service");
    std::fs::write(&path, document("stemma.service").replace("/usr/local/bin/stemma", PROGRAM)).unwrap();
    let analyzed = |arguments: &[&str]| Command::new("systemd-analyze").args(arguments).arg(&path).output();
    let Ok(verified) = analyzed(&["--man=no", "verify"]) else {
        eprintln!("SKIPPED: systemd-analyze is not here");
        return;
    };
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success() && !said.contains("stemma.service"), "{said}");
    // From 0 for what can do nothing to 100 for what can do everything.
    let security = analyzed(&["security", "--no-pager", "--offline=true", "--threshold=20"]).unwrap();
    let told = String::from_utf8_lossy(&security.stdout).into_owned();
    assert!(security.status.success() && told.contains("Overall exposure level"), "{told}");
}

#[test]
fn the_way_into_the_service_that_is_written_down_gives_it_a_token() {
    // Without one there is no store to read, and nobody who may make one.
    let steps = document("service.md");
    let systemd = steps.split("## systemd").nth(1).unwrap().split("##").next().unwrap();
    assert!(systemd.contains("STEMMA_ADMIN_TOKEN=$(") && systemd.contains("/etc/stemma.env"), "{systemd}");
    for path in ["/usr/local/bin/stemma", "/etc/systemd/system/stemma.service"] {
        assert!(systemd.contains(path), "{systemd}");
    }
    assert!(value(&document("stemma.service"), "ExecStart").starts_with("/usr/local/bin/stemma "));
}

/// The words of a line like `CMD ["a", "b"]`.
fn words(file: &str, instruction: &str) -> Vec<String> {
    let line = file.lines().filter_map(|line| line.strip_prefix(instruction)).next_back().unwrap();
    serde_json::from_str(line.trim()).unwrap()
}

#[test]
fn the_image_starts_the_program_for_whoever_gives_a_token_and_for_nobody_else() {
    let (file, home) = (document("Containerfile"), Home::new());
    let toolchain =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rust-toolchain.toml")).unwrap();
    let image = file.split("library/rust:").nth(1).unwrap().split('-').next().unwrap();
    assert!(toolchain.contains(&format!("\"{image}.")), "the image builds with Rust {image}, we with {toolchain}");
    let debian = |name: &str| file.split(name).nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    assert_eq!(
        debian("library/rust:1.95-"),
        debian("library/debian:").trim_end_matches("-slim"),
        "one C library for both"
    );
    let start = [words(&file, "ENTRYPOINT"), words(&file, "CMD")].concat();
    assert_eq!(start[0], "stemma");
    let environment = file.lines().find_map(|line| line.strip_prefix("ENV ")).unwrap();
    let command = |token: Option<&str>| {
        let mut command = home.command(&[]);
        command.env_clear();
        for word in &start[1..] {
            command.arg(word.replace(":7373", ":0"));
        }
        for pair in environment.split(' ') {
            let (name, value) = pair.split_once('=').unwrap();
            command.env(name, value.replace("/store", home.path().join("store").to_str().unwrap()));
        }
        command.envs(token.map(|token| ("STEMMA_ADMIN_TOKEN", token)));
        command
    };
    let refused = command(None).output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
    std::fs::create_dir(home.path().join("store")).unwrap();
    let mut service = Service::running(command(Some(TOKEN)));
    service.address = service.address.replace("0.0.0.0", "127.0.0.1");
    update(&service, "INSERT DATA { <urn:s> <urn:p> 1 }");
    assert_eq!(count(&service), "1");
    assert!(home.path().join("store/stemma/log.sqlite").exists(), "it writes where the volume is");
    assert_eq!(service.terminate().0, Some(0));
    // The second image has nothing but a C library.
    let Ok(linked) = Command::new("ldd").arg(PROGRAM).output() else {
        eprintln!("SKIPPED: ldd is not here");
        return;
    };
    let linked = String::from_utf8(linked.stdout).unwrap();
    let there = ["linux-vdso", "libc.so", "libm.so", "libgcc_s.so", "ld-linux"];
    let lacking = linked.lines().filter(|line| !there.iter().any(|name| line.contains(name)));
    assert_eq!(lacking.collect::<Vec<_>>(), [""; 0], "the image lacks these");
}
