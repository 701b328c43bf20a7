//! The real program in a directory of its own.

use std::path::Path;
use std::process::{Command, Output};

/// A temporary directory to run the program in; its store is the default one.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program with these arguments, here, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stemma"));
        command
            .current_dir(self.path())
            .args(arguments)
            .env_remove("STEMMA_STORE")
            .env_remove("STEMMA_ADMIN_TOKEN")
            .env("NO_COLOR", "1");
        command
    }

    /// Runs the program to its end. It may refuse, and never panics.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("panicked"), "{arguments:?} panicked: {errors}");
        assert!(output.status.code().is_some(), "{arguments:?} was killed: {:?}", output.status);
        output
    }

    /// What the program prints, when all goes well.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?} ended with {:?}: {}",
            output.status.code(),
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }
}
