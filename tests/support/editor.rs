//! Somebody with a browser who is logged in, and the claims that they find.

use serde_json::Value;

use crate::http::{Answer, Service, encoded};
use crate::support::Home;

/// The token of the service's own start.
pub(crate) const ADMIN: &str = "the-token-of-the-start";

pub(crate) fn started(home: &Home) -> Service {
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", ADMIN);
    Service::running(command)
}

pub(crate) fn added(home: &Home, name: &str, scope: &str) -> String {
    String::from_utf8(home.ok(&["token", "add", name, "--scope", scope])).unwrap().trim().to_owned()
}

/// Somebody with a browser: their cookie, and the mark of their forms.
pub(crate) struct Editor<'s> {
    service: &'s Service,
    pub(crate) cookie: String,
    pub(crate) mark: String,
}

impl<'s> Editor<'s> {
    pub(crate) fn log_in(service: &'s Service, token: &str) -> Self {
        let answer = form(service, "/log-in", &[], &[("token", token), ("next", "/claims")]);
        assert_eq!((answer.status, answer.header("location").as_deref()), (303, Some("/claims")), "{}", answer.head);
        let cookie = answer.header("set-cookie").unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut editor = Self { service, cookie, mark: String::new() };
        editor.mark = value(&editor.page("/log-in"), "mark");
        editor
    }

    fn get(&self, target: &str) -> Answer {
        self.service.send("GET", target, &["Accept: text/html", &format!("Cookie: {}", self.cookie)], b"")
    }

    pub(crate) fn page(&self, target: &str) -> String {
        let answer = self.get(target);
        assert_eq!(answer.status, 200, "{target}: {}{}", answer.head, answer.text());
        assert_eq!(answer.header("cache-control").as_deref(), Some("private, no-store"), "{target}");
        answer.text()
    }

    /// Sends a form of a page, with the mark of the session.
    pub(crate) fn send(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let all = [fields, &[("mark", self.mark.as_str())]].concat();
        form(self.service, target, &[&format!("Cookie: {}", self.cookie)], &all)
    }
}

pub(crate) fn form(service: &Service, target: &str, headers: &[&str], fields: &[(&str, &str)]) -> Answer {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [headers, &["Content-Type: application/x-www-form-urlencoded", "Accept: text/html"]].concat();
    service.send("POST", target, &headers, pairs.join("&").as_bytes())
}

/// The value of a hidden field.
pub(crate) fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The claims as the command line lists them.
pub(crate) fn claims(home: &Home) -> Vec<Value> {
    let lines = String::from_utf8(home.ok(&["claims", "--json"])).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(crate) fn id_of(claims: &[Value], is_wanted: impl Fn(&Value) -> bool) -> String {
    let found = claims.iter().find(|claim| is_wanted(claim)).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

const BOUNDARY: &str = "a-boundary-of-this-test";

impl Editor<'_> {
    /// Sends a form with files, as a browser does.
    pub(crate) fn add(&self, mark: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, file, bytes) in parts.iter().chain(&[("mark", None, mark.as_bytes())]) {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let media = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}");
        self.service.send("POST", "/add", &[&media, &format!("Cookie: {}", self.cookie)], &body)
    }
}
