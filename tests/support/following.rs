//! Somebody who follows server-sent events, byte by byte.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::Service;

/// An event as it was sent.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) data: Value,
}

impl Event {
    /// The claims that it tells of, by their words, with how they stood and stand.
    pub(crate) fn changes(&self) -> Vec<(String, Option<String>, Option<String>)> {
        let headline = |standing: &Value| standing["headline"].as_str().map(str::to_owned);
        let changes = self.data["changes"].as_array().unwrap().iter();
        changes
            .map(|change| {
                (change["text"].as_str().unwrap().to_owned(), headline(&change["before"]), headline(&change["after"]))
            })
            .collect()
    }
}

/// A stream that is read on.
pub(crate) struct Following {
    reader: BufReader<TcpStream>,
    pub(crate) comments: usize,
}

impl Following {
    /// Opens the stream; `last` is the event that was had last.
    pub(crate) fn open(service: &Service, query: &str, last: Option<&str>) -> Self {
        let mut stream = service.connect();
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        let head = format!("GET /api/v1/events{query} HTTP/1.1\r\nHost: {}\r\n{last}\r\n", service.address);
        stream.write_all(head.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"), "{head}");
        Self { reader, comments: 0 }
    }

    /// The next event; `None` when the stream ends, or nothing comes for so long.
    pub(crate) fn next(&mut self, within: Duration) -> Option<Event> {
        let begun = Instant::now();
        let mut event = Event { id: String::new(), name: String::new(), data: Value::Null };
        while begun.elapsed() < within {
            let left = within.saturating_sub(begun.elapsed()).max(Duration::from_millis(10));
            self.reader.get_ref().set_read_timeout(Some(left)).unwrap();
            let mut line = String::new();
            if self.reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end();
            match line.split_once(": ") {
                Some(("id", id)) => event.id = id.to_owned(),
                Some(("event", name)) => event.name = name.to_owned(),
                Some(("data", data)) => event.data = serde_json::from_str(data).unwrap(),
                Some(("", _)) => self.comments += 1,
                _ if line.is_empty() && !event.name.is_empty() => return Some(event),
                _ => {}
            }
        }
        None
    }
}
