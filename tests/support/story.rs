//! Homes whose store has a story of the fixtures.

use std::path::Path;

use crate::support::Home;

/// A home whose store has this story: its documents, who controls whom, and who gains.
pub(crate) fn story(name: &str) -> Home {
    let home = Home::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    let paths = ["documents", "control.csv", "interest.csv"].map(|path| folder.join(path));
    let paths: Vec<&str> = paths.iter().filter(|path| path.exists()).map(|path| path.to_str().unwrap()).collect();
    home.ok(&[&["ingest"], paths.as_slice()].concat());
    home
}
