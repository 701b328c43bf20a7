//! Claims by words that only one of them has.

use serde_json::Value;

use crate::records::lines;
use crate::support::Home;

pub(crate) fn claim(home: &Home, words: &str) -> Value {
    let all = lines(&home.ok(&["claims", "--all", "--json"]));
    let mut found: Vec<Value> = all.into_iter().filter(|c| c["text"].as_str().unwrap().contains(words)).collect();
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    found.remove(0)
}
