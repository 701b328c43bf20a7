use std::path::{Path, PathBuf};

use oxrdf::{GraphName, Literal, NamedNode, Quad};
use rusqlite::Connection;

use super::*;

/// A directory that goes away with the test.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("stemma-log-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    fn sql(&self, statement: &str) {
        Connection::open(schema::path_in(&self.0)).unwrap().execute_batch(statement).unwrap();
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn change(text: &str, documents: &[&str]) -> Change {
    let node = NamedNode::new_unchecked("http://example.org/a");
    let quad = Quad::new(node.clone(), node, Literal::new_simple_literal(text), GraphName::DefaultGraph);
    Change {
        recorded: "2026-03-01T09:30:00Z".to_owned(),
        principal: "editor".to_owned(),
        reason: format!("say {text}"),
        payload: Payload::new([], [quad]),
        documents: documents.iter().map(|bytes| bytes.as_bytes().to_vec()).collect(),
    }
}

fn filled(directory: &Path) -> Log {
    let mut log = Log::open(directory).unwrap();
    for number in 1..=5 {
        log.append(change(&format!("number {number}"), &[&format!("document {number}")])).unwrap();
    }
    log
}

#[test]
fn changes_are_numbered_from_one_without_gaps_and_read_back_after_reopening() {
    let directory = Directory::new("reopen");
    let head = filled(&directory.0).head().unwrap();
    let log = Log::open(&directory.0).unwrap();
    assert_eq!(log.head().unwrap(), head);
    let changes = log.changes_since(2).unwrap();
    assert_eq!(changes.iter().map(|change| change.sequence).collect::<Vec<_>>(), [3, 4, 5]);
    let payload = log.payload(&changes[0]).unwrap().unwrap();
    assert_eq!(payload.documents().collect::<Vec<_>>(), [Hash::of(b"document 3")]);
    assert_eq!(log.blob(Hash::of(b"document 3")).unwrap(), b"document 3");
    assert!(matches!(log.blob(Hash::of(b"?")), Err(StoreError::UnknownBlob { .. })));
    assert_eq!(log.verify().unwrap(), []);
}

#[test]
fn a_second_writer_is_told_to_stop_the_first_and_a_reader_is_not() {
    let directory = Directory::new("lock");
    let mut log = filled(&directory.0);
    let error = Log::open(&directory.0).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }));
    assert!(error.to_string().contains("stop it"), "{error}");
    let mut reader = Log::open_read_only(&directory.0).unwrap();
    log.append(change("while it is read", &[])).unwrap();
    assert_eq!(reader.head().unwrap().sequence, 6);
    assert!(matches!(reader.append(change("from a reader", &[])), Err(StoreError::Refused { .. })));
    drop(log);
    assert!(Log::open(&directory.0).is_ok());
}

#[test]
fn a_file_that_is_no_log_is_refused_and_left_alone() {
    let directory = Directory::new("foreign");
    std::fs::create_dir_all(&directory.0).unwrap();
    assert!(matches!(Log::open_read_only(&directory.0), Err(StoreError::Absent { .. })));
    std::fs::write(schema::path_in(&directory.0), "some notes of mine, more than a hundred bytes of them. ".repeat(40))
        .unwrap();
    assert!(matches!(Log::open(&directory.0), Err(StoreError::NotAStore { .. })));
    std::fs::remove_file(schema::path_in(&directory.0)).unwrap();
    directory.sql("CREATE TABLE notes (note TEXT)");
    assert!(matches!(Log::open(&directory.0), Err(StoreError::NotAStore { .. })));
}

#[test]
fn a_newer_format_is_refused_by_its_number() {
    let directory = Directory::new("newer");
    drop(filled(&directory.0));
    directory.sql("PRAGMA user_version = 3");
    for opened in [Log::open(&directory.0), Log::open_read_only(&directory.0)] {
        assert!(matches!(opened, Err(StoreError::NewerFormat { found: 3, known: 2, .. })));
    }
}

#[test]
fn an_older_format_is_read_as_it_is_and_raised_by_the_first_change() {
    let directory = Directory::new("older");
    drop(filled(&directory.0));
    directory.sql("PRAGMA user_version = 1");
    let format = || -> i64 {
        let connection = Connection::open(schema::path_in(&directory.0)).unwrap();
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    assert_eq!(Log::open_read_only(&directory.0).unwrap().verify().unwrap(), []);
    let mut log = Log::open(&directory.0).unwrap();
    assert_eq!(format(), 1, "nothing was written");
    let refused = Change { principal: String::new(), ..change("refused", &[]) };
    log.append(refused).unwrap_err();
    assert_eq!(format(), 1);
    assert_eq!(log.append(change("new", &[])).unwrap().sequence, 6);
    assert_eq!((format(), log.verify().unwrap().len()), (2, 0));
}

#[test]
fn any_altered_field_is_found() {
    let directory = Directory::new("altered");
    let alterations = [
        "UPDATE changes SET recorded = '2026-03-01T09:30:01Z' WHERE sequence = 3",
        "UPDATE changes SET principal = 'someone else' WHERE sequence = 3",
        "UPDATE changes SET reason = '' WHERE sequence = 5",
        "UPDATE changes SET payload = randomblob(32) WHERE sequence = 3",
        "UPDATE changes SET previous = randomblob(32) WHERE sequence = 1",
        "UPDATE changes SET hash = randomblob(32) WHERE sequence = 5",
        "UPDATE changes SET sequence = 9 WHERE sequence = 5",
        "DELETE FROM changes WHERE sequence = 2",
        "UPDATE changes SET payload = (SELECT payload FROM changes WHERE sequence = 4) WHERE sequence = 3",
        "UPDATE blobs SET bytes = CAST(bytes || ' ' AS BLOB) WHERE rowid = 4",
        "UPDATE blobs SET hash = randomblob(32) WHERE rowid = 4",
        "DELETE FROM blobs WHERE rowid = 7",
        "INSERT INTO erasures SELECT payload, 2 FROM changes WHERE sequence = 1",
    ];
    for alteration in alterations {
        let _ = std::fs::remove_dir_all(&directory.0);
        drop(filled(&directory.0));
        directory.sql(alteration);
        assert_ne!(Log::open(&directory.0).unwrap().verify().unwrap(), [], "{alteration}");
    }
}

#[test]
fn any_flipped_byte_of_a_document_or_payload_is_found() {
    let directory = Directory::new("flipped");
    drop(filled(&directory.0));
    let connection = Connection::open(schema::path_in(&directory.0)).unwrap();
    let blobs: Vec<(i64, Vec<u8>)> = connection
        .prepare("SELECT rowid, bytes FROM blobs")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let log = Log::open_read_only(&directory.0).unwrap();
    let put = |row: i64, bytes: &[u8]| {
        connection.execute("UPDATE blobs SET bytes = ?2 WHERE rowid = ?1", params![row, bytes]).unwrap();
    };
    for (row, bytes) in &blobs {
        for place in (0..bytes.len()).step_by(7) {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            put(*row, &altered);
            assert_ne!(log.verify().unwrap(), [], "byte {place} of row {row}");
        }
        put(*row, bytes);
    }
    assert_eq!(log.verify().unwrap(), []);
}

#[test]
fn erased_bytes_are_gone_and_their_reason_stays() {
    let directory = Directory::new("erase");
    let mut log = filled(&directory.0);
    let hash = Hash::of(b"document 2");
    let mut erasure = change("erased", &[]);
    erasure.reason = "a source must be protected".to_owned();
    assert_eq!(log.erase(hash, erasure.clone()).unwrap().sequence, 6);
    let refused = log.blob(hash).unwrap_err();
    assert!(refused.to_string().contains("a source must be protected"), "{refused}");
    assert_eq!(log.verify().unwrap(), []);
    assert_eq!(log.erasures().unwrap()[0].hash, hash);
    assert!(matches!(log.erase(hash, erasure), Err(StoreError::Erased { .. })));
    assert!(matches!(log.append(change("again", &["document 2"])), Err(StoreError::Erased { .. })));
    assert_eq!(log.head().unwrap().sequence, 6);
    drop(log);
    for file in std::fs::read_dir(&directory.0).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"document 2"));
    }
}

#[test]
fn an_erased_payload_says_nothing_and_is_no_damage() {
    let directory = Directory::new("erase-payload");
    let mut log = filled(&directory.0);
    let changes = log.changes_since(0).unwrap();
    log.erase(changes[1].payload, change("erased", &[])).unwrap();
    assert_eq!(log.payload(&changes[1]).unwrap(), None);
    assert_eq!(log.verify().unwrap(), []);
}

#[test]
fn a_change_without_a_time_or_a_name_is_refused() {
    let directory = Directory::new("refused");
    let mut log = filled(&directory.0);
    let mut timeless = change("a", &[]);
    timeless.recorded = "yesterday".to_owned();
    let mut nameless = change("a", &[]);
    nameless.principal.clear();
    for refused in [timeless, nameless] {
        assert!(matches!(log.append(refused), Err(StoreError::Refused { .. })));
    }
    assert_eq!(log.head().unwrap().sequence, 5);
}

#[test]
fn a_full_disk_records_nothing_and_the_log_goes_on_when_there_is_room() {
    let directory = Directory::new("full");
    let mut log = filled(&directory.0);
    log.connection.pragma_update(None, "max_page_count", 20).unwrap();
    let large = "a long document ".repeat(20_000);
    let error = log.append(change("large", &[&large])).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert_eq!(log.head().unwrap().sequence, 5);
    assert_eq!(log.verify().unwrap(), []);
    log.connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    assert_eq!(log.append(change("large", &[&large])).unwrap().sequence, 6);
}

#[test]
fn a_reader_takes_back_what_a_killed_writer_left_half_done() {
    let (from, directory) = (Directory::new("half-from"), Directory::new("half"));
    std::fs::create_dir_all(&from.0).unwrap();
    std::fs::create_dir_all(&directory.0).unwrap();
    let writer = Connection::open(schema::path_in(&from.0)).unwrap();
    // A cache of one page writes the file, and so its journal, before the transaction ends.
    writer.execute_batch("PRAGMA cache_size = 1; BEGIN; CREATE TABLE changes (bytes BLOB)").unwrap();
    for _ in 0..50 {
        writer.execute("INSERT INTO changes VALUES (randomblob(4000))", []).unwrap();
    }
    for file in ["log.sqlite", "log.sqlite-journal"] {
        std::fs::copy(from.0.join(file), directory.0.join(file)).unwrap();
    }
    assert!(std::fs::metadata(directory.0.join("log.sqlite-journal")).unwrap().len() > 0);
    let error = Log::open_read_only(&directory.0).unwrap_err();
    assert!(error.to_string().contains("an empty file"), "{error}");
    assert!(filled(&directory.0).verify().unwrap().is_empty(), "the store can be made there");
    assert_eq!(Log::open_read_only(&directory.0).unwrap().head().unwrap().sequence, 5);
}
