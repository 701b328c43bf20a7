//! What reading takes does not grow with the number of documents.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

use std::process::{Command, Stdio};

/// The most memory, in kilobytes, that reading `count` documents takes.
fn peak(count: usize) -> u64 {
    let home = tempfile::tempdir().unwrap();
    for number in 0..count {
        let text =
            format!("Dana Reyes said on Monday that the dam at Halm lost {number} tonnes of water.\n\n").repeat(40);
        std::fs::write(home.path().join(format!("{number}.md")), text).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_stemma"))
        .args(["extract", "--json"])
        .arg(home.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        most = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(most);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    most
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks /proc")]
fn ten_times_the_documents_take_no_more_memory_to_read() {
    let (few, many) = (peak(15), peak(150));
    assert!(few > 0 && many < few + few / 4 + 2000, "{few} kB for 15 documents, {many} kB for 150");
}
