use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use stemma_serve::{Asked, EngineError};

use super::{Client, Key};

fn asked() -> Asked {
    Asked {
        text: "ASK {}".to_owned(),
        media: "application/sparql-results+json",
        default_graphs: Vec::new(),
        named_graphs: Vec::new(),
        time: Duration::from_secs(2),
        bytes: 1000,
    }
}

/// What a client makes of these bytes as an answer, and what it sent.
fn given(answer: &str) -> (Result<Vec<u8>, EngineError>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/query", listener.local_addr().unwrap());
    let answer = answer.to_owned();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut sent = Vec::new();
        while !String::from_utf8_lossy(&sent).contains("query=") {
            let mut part = [0; 4096];
            let length = stream.read(&mut part).unwrap();
            sent.extend(&part[..length]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(sent).unwrap()
    });
    let client = Client::new(&url, None, Some(Key::parse("basic me:secret").unwrap())).unwrap();
    let answer = client.query(&asked());
    (answer, server.join().unwrap())
}

const TYPED: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/sparql-results+json\r\nconnection: close\r\n";

#[test]
fn only_a_whole_answer_of_the_right_type_is_one() {
    let (whole, sent) = given(&format!("{TYPED}content-length: 4\r\n\r\n{{  }}"));
    assert_eq!(whole.unwrap(), b"{  }");
    assert!(sent.to_ascii_lowercase().contains("authorization: basic bwu6c2vjcmv0\r\n"), "{sent}");
    for (answer, expected) in [
        (format!("{TYPED}content-length: 9\r\n\r\n{{  }}"), "Broken"),
        (format!("{TYPED}\r\n{{  }}"), "where it ends"),
        (format!("{TYPED}transfer-encoding: chunked\r\n\r\n4\r\n{{  }}\r\n"), "Broken"),
        (format!("{TYPED}x-sparql-maxrows: 10\r\ncontent-length: 4\r\n\r\n{{  }}"), "cut its answer off"),
        (format!("{TYPED}content-length: 2000\r\n\r\n{}", " ".repeat(2000)), "Long"),
        ("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<p/>".to_owned(), "text/html"),
        ("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_owned(), "status 302"),
        (TYPED.replace("200 OK", "206 Part") + "content-length: 4\r\n\r\n{  }", "status 206"),
        (TYPED.replace("200 OK", "401 No") + "content-length: 4\r\n\r\n{  }", "Away"),
        (String::new(), "Away"),
    ] {
        let told = format!("{:?}", given(&answer).0.unwrap_err());
        assert!(told.contains(expected), "{answer}: {told}");
    }
}

#[test]
fn an_engine_that_is_not_there_or_says_nothing_is_told_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let client = Client::new(&url, None, None).unwrap();
    assert_eq!(client.query(&asked()), Err(EngineError::Slow));
    drop(listener);
    assert!(matches!(client.query(&asked()), Err(EngineError::Away(_))));
}

#[test]
fn keys_and_addresses_are_held_to_their_form() {
    assert_eq!(Key::parse("basic a:b\n").unwrap().header(), "Basic YTpi");
    assert_eq!(Key::parse("Bearer abc").unwrap().header(), "Bearer abc");
    for bad in ["", "basic", "basic nobody", "bearer a b", "bearer a\r\nx", "digest a:b"] {
        assert!(Key::parse(bad).is_err(), "{bad}");
    }
    for bad in ["ftp://a.example/", "nothing", "http://me:secret@a.example/", "http://a.example/#x"] {
        assert!(Client::new(bad, None, None).is_err(), "{bad}");
    }
    assert!(Client::new("http://a.example/query", Some("http://b.example/update"), None).is_err());
}
