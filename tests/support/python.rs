//! A Python with what the developers' script installs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that has `module`: `STEMMA_PYTHON`, or the one that the developers' script installs; else it is said that a
/// test is left out.
pub(crate) fn python(module: &str) -> Option<PathBuf> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/venv/bin/python3");
    let named = std::env::var_os("STEMMA_PYTHON").map(PathBuf::from);
    let has_it = |python: &PathBuf| {
        let import = format!("import {module}");
        Command::new(python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
    };
    let found = named.into_iter().chain([installed]).find(has_it);
    if found.is_none() {
        eprintln!("SKIPPED: no Python with {module}; set STEMMA_PYTHON to one that has tests/shacl/requirements.txt");
    }
    found
}
