//! The line to the editor: messages of JSON-RPC on standard input and output. One that cannot be read is answered as the
//! protocol says, and the next one is read.

use std::io::{self, BufRead, Read, Write};
use std::thread::JoinHandle;

use crossbeam_channel::{Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::{Value, json};

/// The longest message that is taken, in bytes.
const LONGEST: u64 = 256 << 20;

/// What reads and what writes.
pub(crate) struct Threads {
    reading: JoinHandle<io::Result<()>>,
    writing: JoinHandle<io::Result<()>>,
}

impl Threads {
    /// Waits until all is read and written.
    ///
    /// # Errors
    /// When the editor is gone before.
    pub(crate) fn join(self) -> io::Result<()> {
        for thread in [self.reading, self.writing] {
            thread.join().map_err(|_| io::Error::other("the line to the editor broke"))??;
        }
        Ok(())
    }
}

/// The editor on standard input and output.
pub(crate) fn stdio() -> (Connection, Threads) {
    let (to_editor, from_server) = unbounded::<Message>();
    let (to_server, from_editor) = unbounded();
    let writing = std::thread::spawn(move || {
        for message in from_server {
            message.write(&mut io::stdout().lock())?;
        }
        Ok(())
    });
    let reading = std::thread::spawn(move || read(&mut io::stdin().lock(), &to_server, &mut io::stdout));
    (Connection { sender: to_editor, receiver: from_editor }, Threads { reading, writing })
}

/// Reads messages until the editor says that it goes, or is gone.
fn read<O: Write>(editor: &mut impl BufRead, server: &Sender<Message>, out: &mut impl FnMut() -> O) -> io::Result<()> {
    while let Some(bytes) = framed(editor)? {
        match serde_json::from_slice::<Message>(&bytes) {
            Ok(message) => {
                let is_last = matches!(&message, Message::Notification(told) if told.method == "exit");
                if server.send(message).is_err() || is_last {
                    break;
                }
            }
            Err(why) => refuse(&bytes, &why, out())?,
        }
    }
    Ok(())
}

/// The bytes of the next message; nothing at the end.
fn framed(editor: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let (mut length, mut line) = (None, String::new());
    loop {
        line.clear();
        if editor.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let wrong = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why);
    let length = length.ok_or_else(|| wrong("a message without `Content-Length`"))?;
    if length > LONGEST {
        return Err(wrong("a message that is too long"));
    }
    let mut bytes = Vec::new();
    editor.take(length).read_to_end(&mut bytes)?;
    Ok((u64::try_from(bytes.len()) == Ok(length)).then_some(bytes))
}

/// Answers what cannot be read: no JSON, or no message. Its id is said again, when it has one.
fn refuse(bytes: &[u8], why: &serde_json::Error, mut out: impl Write) -> io::Result<()> {
    let (code, id) = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => (ErrorCode::InvalidRequest, value.get("id").cloned().unwrap_or_default()),
        Err(_) => (ErrorCode::ParseError, Value::Null),
    };
    let message = format!("a message cannot be read: {why}");
    let answer =
        json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } }).to_string();
    write!(out, "Content-Length: {}\r\n\r\n{answer}", answer.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_answered_and_the_next_message_is_read() {
        let framed = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
        let sent: String = [
            "{\"jsonrpc\":\"2.0\",",
            "\u{FFFD}",
            "{\"id\":7,\"jsonrpc\":\"2.0\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"after\"}",
        ]
        .map(framed)
        .concat();
        let (server, told) = unbounded();
        let answers = std::cell::RefCell::new(Vec::new());
        struct Out<'a>(&'a std::cell::RefCell<Vec<u8>>);
        impl Write for Out<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.borrow_mut().extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        read(&mut sent.as_bytes(), &server, &mut || Out(&answers)).unwrap();
        drop(server);
        let methods: Vec<String> = told
            .iter()
            .filter_map(|message| match message {
                Message::Notification(notification) => Some(notification.method),
                _ => None,
            })
            .collect();
        assert_eq!(methods, ["exit"]);
        let answers = String::from_utf8(answers.into_inner()).unwrap();
        assert_eq!(answers.matches("-32700").count(), 2, "{answers}");
        assert!(answers.contains("-32600") && answers.contains("\"id\":7"), "{answers}");
        assert!(read(&mut "X: 1\r\n\r\n".as_bytes(), &unbounded().0, &mut io::sink).is_err());
    }
}
