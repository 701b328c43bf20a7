//! Somebody who receives webhooks: a real HTTP server on loopback that answers as it is told, and keeps what came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// What came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The words of the claims that it tells of.
    pub(crate) fn claims(&self) -> Vec<String> {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        body["changes"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect()
    }

    /// That it is signed with this secret.
    pub(crate) fn verify(&self, secret: &str) {
        let signed = format!("{}.{}", self.header("stemma-timestamp"), self.body);
        assert_eq!(self.header("stemma-signature"), format!("sha256={}", hmac(secret.as_bytes(), signed.as_bytes())));
    }
}

/// HMAC-SHA256 as RFC 2104 has it, on its own: what is tested must not verify itself.
fn hmac(key: &[u8], text: &[u8]) -> String {
    let key = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
    let pad = |with: u8| (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([pad(0x36).as_slice(), text].concat());
    Sha256::digest([pad(0x5c).as_slice(), &inner].concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The server.
pub(crate) struct Receiver {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
    status: Arc<Mutex<u16>>,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/told", listener.local_addr().unwrap());
        let (received, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(204)));
        let (kept, answered) = (Arc::clone(&received), Arc::clone(&status));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let status = *answered.lock().unwrap();
                // What is not answered is not taken.
                if let Some(came) = read(&stream) {
                    kept.lock().unwrap().push(came);
                    if status > 0 {
                        let head = format!(
                            "HTTP/1.1 {status} x\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n"
                        );
                        let _ = (&stream).write_all(head.as_bytes());
                    }
                }
            }
        });
        Self { url, received, status }
    }

    /// Answers so from now on; 0 closes the connection without an answer.
    pub(crate) fn answer(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so much came.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Received> {
        let begun = Instant::now();
        while self.received().len() < count {
            assert!(begun.elapsed() < Duration::from_secs(30), "{} of {count} came", self.received().len());
            std::thread::sleep(Duration::from_millis(20));
        }
        self.received()
    }
}

fn read(stream: &TcpStream) -> Option<Received> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), Vec::new());
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    assert!(line.starts_with("POST /told "), "{line}");
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((key, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((key.to_owned(), value.to_owned()));
    }
    let mut received = Received { headers, body: String::new() };
    let mut body = vec![0; received.header("content-length").parse().unwrap()];
    reader.read_exact(&mut body).ok()?;
    received.body = String::from_utf8(body).unwrap();
    Some(received)
}
