//! A change: before it is recorded, after it was, and what its hash covers.

use super::{Hash, Payload};

/// A change to be recorded.
#[derive(Debug, Clone)]
pub struct Change {
    /// When it is recorded: RFC 3339 in UTC, such as `2026-03-01T09:30:00Z`.
    pub recorded: String,
    /// Who makes it.
    pub principal: String,
    /// Why.
    pub reason: String,
    /// What it says.
    pub payload: Payload,
    /// The bytes of the documents that come with it; their hashes are added to the payload.
    pub documents: Vec<Vec<u8>>,
}

/// The proof that a change is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The place of the change in the log, counted from 1 without gaps; 0 before the first.
    pub sequence: u64,
    /// The hash of the change, over all its fields and the hash of the change before it.
    pub hash: Hash,
}

/// A change as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedChange {
    /// Its place in the log.
    pub sequence: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Who made it.
    pub principal: String,
    /// Why.
    pub reason: String,
    /// The hash of its payload.
    pub payload: Hash,
    /// The hash of the change before it.
    pub previous: Hash,
    /// Its own hash.
    pub hash: Hash,
}

/// Bytes that were taken out of the log for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The hash of what was erased.
    pub hash: Hash,
    /// The change that erased it.
    pub sequence: u64,
    /// When.
    pub recorded: String,
    /// Who.
    pub principal: String,
    /// Why.
    pub reason: String,
}

impl RecordedChange {
    /// The hash these fields should have.
    pub(super) fn chained(&self) -> Hash {
        Hash::of_fields(&[
            b"stemma-log 1",
            &self.sequence.to_be_bytes(),
            self.recorded.as_bytes(),
            self.principal.as_bytes(),
            self.reason.as_bytes(),
            self.payload.as_bytes(),
            self.previous.as_bytes(),
        ])
    }
}

/// A time in a form that sorts: whole seconds, then the fraction without its last zeros.
///
/// `None` when the text is not `YYYY-MM-DDThh:mm:ss` with an optional fraction and `Z`.
pub(crate) fn instant(text: &str) -> Option<(&str, &str)> {
    let (seconds, fraction) = text.strip_suffix('Z')?.split_at_checked(19)?;
    let shape = seconds.bytes().zip(*b"dddd-dd-ddTdd:dd:dd").all(|(byte, expected)| match expected {
        b'd' => byte.is_ascii_digit(),
        other => byte == other,
    });
    let within = |from: usize, to: usize, low: u32, high: u32| {
        let part = seconds.get(from..to).and_then(|digits| digits.parse().ok());
        part.is_some_and(|part: u32| (low..=high).contains(&part))
    };
    let ranges = within(5, 7, 1, 12)
        && within(8, 10, 1, 31)
        && within(11, 13, 0, 23)
        && within(14, 16, 0, 59)
        && within(17, 19, 0, 60);
    let digits = match fraction.strip_prefix('.') {
        None => fraction.is_empty(),
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()),
    };
    (shape && ranges && digits).then(|| (seconds, fraction.trim_end_matches(['0', '.'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_utc_and_has_its_seconds() {
        for good in ["2026-03-01T09:30:00Z", "2026-12-31T23:59:60.123456789Z"] {
            assert!(instant(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2026-03-01",
            "2026-03-01T09:30:00",
            "2026-03-01T09:30:00+01:00",
            "2026-13-01T09:30:00Z",
            "2026-03-01T09:30:00.Z",
            "é026-03-01T09:30:00Z",
        ] {
            assert_eq!(instant(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_sort_by_their_fractions_too() {
        let times =
            ["2026-03-01T09:30:00Z", "2026-03-01T09:30:00.05Z", "2026-03-01T09:30:00.5Z", "2026-03-01T09:30:01.000Z"];
        assert!(times.map(instant).is_sorted());
        assert_eq!(instant("2026-03-01T09:30:00.500Z"), instant("2026-03-01T09:30:00.5Z"));
    }
}
