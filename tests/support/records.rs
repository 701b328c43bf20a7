//! What the program prints with `--json`: a record a line.

use serde_json::Value;

pub(crate) fn lines(printed: &[u8]) -> Vec<Value> {
    std::str::from_utf8(printed).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
