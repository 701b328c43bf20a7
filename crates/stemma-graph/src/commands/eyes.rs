//! What a terminal is sent: texts of others may hold its commands, and characters that hide or turn what stands beside them.

use std::io::{self, Write};

use stemma_core::visible::visible;

/// Writes whole lines with nothing hidden in them; only for people, since the bytes are no longer what they were.
pub(super) struct ForEyes<W: Write> {
    out: W,
    /// The beginning of a line that is not whole yet.
    line: Vec<u8>,
}

/// A longer line is not kept until it ends.
const LONGEST: usize = 1 << 20;

impl<W: Write> ForEyes<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }

    fn show(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.out.write_all(visible(&String::from_utf8_lossy(&line)).replace('\r', "").as_bytes())
    }
}

impl<W: Write> Write for ForEyes<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") || self.line.len() > LONGEST {
                self.show()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.show()?;
        self.out.flush()
    }
}

impl<W: Write> Drop for ForEyes<W> {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_command_of_a_document_however_it_is_cut() {
        let text = "Vey\u{202e}ra \u{1b}[2J\u{7}\r– ok\nnext é";
        for size in 1..text.len() {
            let mut shown = Vec::new();
            let mut eyes = ForEyes::new(&mut shown);
            text.as_bytes().chunks(size).for_each(|part| eyes.write_all(part).unwrap());
            drop(eyes);
            let shown = String::from_utf8(shown).unwrap();
            assert_eq!(shown, "Vey⟨U+202E⟩ra ⟨U+001B⟩[2J⟨U+0007⟩– ok\nnext é", "{size}");
        }
    }
}
