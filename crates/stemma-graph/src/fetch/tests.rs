use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};

use super::*;

/// A server on this machine that says `answer` to everybody; its port.
fn server(answer: &'static str) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    port
}

const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nIt leaked.";

/// Names that nobody else knows; every port is left as it is.
fn by_us(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let addresses: &[&str] = match host {
        "dyke.invalid" | "mill.invalid" => &["127.0.0.1"],
        "inner.invalid" => &["10.0.0.1"],
        "both.invalid" => &["93.184.216.34", "192.168.0.1"],
        "mapped.invalid" => &["::ffff:127.0.0.1"],
        "slow.invalid" => {
            std::thread::sleep(Duration::from_secs(20));
            &[]
        }
        _ => &[],
    };
    Ok(addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), port)).collect())
}

fn fetching(allowed: &[&str]) -> Fetching {
    let allowed = allowed.iter().map(|host| host.parse().unwrap()).collect();
    Fetching {
        allowed,
        patience: Duration::from_secs(5),
        most_bytes: 1000,
        pause: Duration::ZERO,
        ignore_robots: true,
        resolve: by_us,
        ..Fetching::default()
    }
}

fn refused(address: &str) -> String {
    fetching(&[]).fetch(address).unwrap_err().to_string()
}

#[test]
fn the_connection_is_made_to_the_address_that_was_resolved_and_checked() {
    // No other resolver knows the name, so that nobody can have asked again.
    let port = server(PAGE);
    let fetched = fetching(&["dyke.invalid"]).fetch(&format!("http://dyke.invalid:{port}/a#b")).unwrap();
    assert_eq!((fetched.bytes.as_slice(), fetched.media_type.essence()), (b"It leaked.".as_slice(), "text/plain"));
    assert_eq!(fetched.location.as_str(), format!("http://dyke.invalid:{port}/a"));
}

#[test]
fn names_that_lead_inside_are_refused_even_with_one_of_their_addresses() {
    for (name, why) in [
        ("dyke.invalid", "127.0.0.1, which is of this machine"),
        ("inner.invalid", "10.0.0.1, which is private"),
        ("both.invalid", "192.168.0.1, which is private"),
        ("mapped.invalid", "::ffff:127.0.0.1, which is another address, mapped"),
    ] {
        let told = refused(&format!("http://{name}/"));
        assert!(told.contains(why) && told.contains(&format!("--allow-host {name}")), "{told}");
    }
    assert!(refused("http://nowhere.invalid/").contains("it has no address"));
}

#[test]
fn every_spelling_of_an_inner_address_is_refused() {
    for host in [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.0.1.",
        "１２７.0.0.1",
        "%31%32%37.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[fe80::1]",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "0",
    ] {
        let told = refused(&format!("http://{host}/"));
        assert!(told.starts_with("is not fetched: it is at "), "{host}: {told}");
    }
}

#[test]
fn what_is_no_address_to_fetch_from_is_refused() {
    assert!(refused("ftp://dyke.invalid/").contains("only http and https"));
    assert!(refused("file:///etc/passwd").contains("only http and https"));
    assert!(refused("http://ada:secret@dyke.invalid/").contains("name or password"));
    assert!(refused("http:///").contains("is no address"));
    assert!(refused("http://300.1.1.1/").contains("is no address"));
    assert!(refused(&format!("http://dyke.invalid/{}", "a".repeat(LONGEST))).contains("longer than"));
}

#[test]
fn a_host_that_is_allowed_may_send_on_to_no_other() {
    let port = server("HTTP/1.1 302 Found\r\nLocation: http://mill.invalid/\r\nContent-Length: 0\r\n\r\n");
    let told = fetching(&["dyke.invalid"]).fetch(&format!("http://dyke.invalid:{port}/")).unwrap_err().to_string();
    assert!(told.starts_with("sends on to http://mill.invalid/, which is not fetched: it is at 127.0.0.1"), "{told}");
    let told = fetching(&[&format!("dyke.invalid:{}", port ^ 1)]).fetch(&format!("http://dyke.invalid:{port}/"));
    assert!(told.unwrap_err().to_string().starts_with("is not fetched"), "another port is not allowed");
}

#[test]
fn a_name_that_nobody_answers_for_is_given_up_in_time() {
    let started = Instant::now();
    let quick = Fetching { patience: Duration::from_secs(1), ..fetching(&[]) };
    assert!(quick.fetch("http://slow.invalid/").unwrap_err().to_string().contains("took more than 1 s"));
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn hosts_are_allowed_by_name_or_address_in_any_spelling() {
    let read = |text: &str| text.parse::<AllowedHost>().ok().map(|allowed| (allowed.host, allowed.port));
    assert_eq!(read("127.1:80"), Some(("127.0.0.1".to_owned(), Some(80))));
    assert_eq!(read("[::1]:8080"), Some(("[::1]".to_owned(), Some(8080))));
    assert_eq!(read("Wiki.Example"), Some(("wiki.example".to_owned(), None)));
    for bad in ["", "http://a/", "a/b", "u@a", "a b", "a:port", "a?b"] {
        assert_eq!(read(bad), None, "{bad}");
    }
}

#[test]
fn addresses_are_told_from_paths() {
    for address in ["http://a", "https://a/b", "HTTP://a", "ftp://a"] {
        assert!(is_address(address), "{address}");
    }
    for path in ["a.md", "./http://a", "c://a", "-", "http:/a"] {
        assert!(!is_address(path), "{path}");
    }
}
