//! Typed identifiers, derived from content: the same content has the same id in every store.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use uuid::Uuid;

/// The namespace under which all ids are made (a UUIDv5 of the project's vocabulary IRI).
const ROOT: Uuid = Uuid::from_u128(0x7c1f_6a0e_92d4_5d0b_8f53_2a61_90cc_41e7);

/// The identifier of a `T`: a UUIDv5 of what identifies it.
pub struct Id<T> {
    uuid: Uuid,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id of the thing of this `kind` that `parts` identify, in this order.
    ///
    /// Parts are length-prefixed, so that `["ab", "c"]` and `["a", "bc"]` differ.
    #[must_use]
    pub fn of(kind: &str, parts: &[&str]) -> Self {
        let mut key = String::from(kind);
        for part in parts {
            key.push('\u{1f}');
            key.push_str(&part.len().to_string());
            key.push(':');
            key.push_str(part);
        }
        Self::from_uuid(Uuid::new_v5(&ROOT, key.as_bytes()))
    }

    /// The id with this UUID.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, of: PhantomData }
    }

    /// The UUID itself.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// Reads an id from its usual hyphenated form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self::from_uuid)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_id() {
        assert_eq!(Id::<u8>::of("claim", &["a"]), Id::<u8>::of("claim", &["a"]));
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Id::<u8>::of("claim", &["ab", "c"]), Id::<u8>::of("claim", &["a", "bc"]));
        assert_ne!(Id::<u8>::of("claim", &["a"]), Id::<u8>::of("actor", &["a"]));
    }

    #[test]
    fn an_id_is_read_back_from_its_text() {
        let id = Id::<u8>::of("claim", &["a"]);
        assert_eq!(Id::parse(&id.to_string()), Some(id));
        assert_eq!(Id::<u8>::parse("nonsense"), None);
    }
}
