//! What goes to and from the process: how many fields, then each with its length before it.

use std::io::{self, ErrorKind, Read, Write};

/// The first field of an answer that brings a text; its problems follow it.
pub(super) const READ: &str = "read";
/// The first field of an answer that says why there is none.
pub(super) const REFUSED: &str = "refused";

/// Fields.
pub(super) type Fields = Vec<Vec<u8>>;

/// Writes fields.
pub(super) fn write(out: &mut impl Write, fields: &[&[u8]]) -> io::Result<()> {
    let length = |number: usize| u64::try_from(number).map(u64::to_le_bytes).map_err(io::Error::other);
    out.write_all(&length(fields.len())?)?;
    for field in fields {
        out.write_all(&length(field.len())?)?;
        out.write_all(field)?;
    }
    out.flush()
}

/// Reads fields; nothing, when no more come.
///
/// # Errors
/// When they end before they should.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Fields>> {
    let Some(count) = number(from)? else { return Ok(None) };
    let mut fields = Vec::new();
    for _ in 0..count {
        let length = number(from)?.ok_or(ErrorKind::UnexpectedEof)?;
        let mut field = Vec::new();
        // Not more room than there are bytes: the length is only a word.
        from.take(length).read_to_end(&mut field)?;
        if u64::try_from(field.len()).ok() != Some(length) {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        fields.push(field);
    }
    Ok(Some(fields))
}

fn number(from: &mut impl Read) -> io::Result<Option<u64>> {
    let mut bytes = [0; 8];
    match from.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_back_as_they_were_written_and_cut_ones_do_not() {
        let mut written = Vec::new();
        write(&mut written, &[b"a", b"", b"\0\xFF"]).unwrap();
        assert_eq!(read(&mut written.as_slice()).unwrap(), Some(vec![b"a".to_vec(), Vec::new(), b"\0\xFF".to_vec()]));
        assert_eq!(read(&mut [].as_slice()).unwrap(), None);
        assert!(read(&mut &written[..written.len() - 1]).is_err());
        assert!(read(&mut [1_u64.to_le_bytes(), u64::MAX.to_le_bytes()].concat().as_slice()).is_err());
    }
}
