//! Keys in sorted order, numbered by their place, each stored as what it does not share with the one before it.
//!
//! Every sixteenth key is whole, so that a key is found by a binary search over those and a walk over the rest.

const BLOCK: usize = 16;

/// An immutable sorted list of keys.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// Where each block begins.
    blocks: Vec<u64>,
    bytes: Vec<u8>,
    len: u32,
}

/// Takes keys in ascending order.
#[derive(Debug, Default)]
pub(super) struct DictionaryBuilder {
    dictionary: Dictionary,
    last: Vec<u8>,
}

/// Walks over keys.
pub(super) struct Keys<'a> {
    rest: &'a [u8],
    key: Vec<u8>,
}

impl Dictionary {
    /// How many keys there are.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.capacity() + self.blocks.capacity() * size_of::<u64>()
    }

    /// All keys, ascending.
    pub(super) fn keys(&self) -> Keys<'_> {
        Keys { rest: &self.bytes, key: Vec::new() }
    }

    /// Passes the key with a number to `use_key`.
    pub(super) fn with<T>(&self, number: u32, use_key: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let number = usize::try_from(number).ok()?;
        let mut keys = self.block(number / BLOCK)?;
        for _ in 0..number % BLOCK {
            keys.advance()?;
        }
        keys.advance().map(use_key)
    }

    /// The number of a key.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        let after = self.blocks.partition_point(|&start| self.head(start).is_some_and(|head| head <= key));
        let block = after.checked_sub(1)?;
        let mut keys = self.block(block)?;
        for place in 0..BLOCK {
            match keys.advance()?.cmp(key) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return u32::try_from(block * BLOCK + place).ok(),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    }

    fn block(&self, block: usize) -> Option<Keys<'_>> {
        Some(Keys { rest: self.from(*self.blocks.get(block)?)?, key: Vec::with_capacity(64) })
    }

    fn from(&self, start: u64) -> Option<&[u8]> {
        self.bytes.get(usize::try_from(start).ok()?..)
    }

    /// The whole key that begins a block.
    fn head(&self, start: u64) -> Option<&[u8]> {
        let mut rest = self.from(start)?;
        take_length(&mut rest)?;
        let length = take_length(&mut rest)?;
        rest.get(..length)
    }
}

impl DictionaryBuilder {
    /// Adds a key that is greater than all before it, and gives its number.
    pub(super) fn push(&mut self, key: &[u8]) -> u32 {
        let dictionary = &mut self.dictionary;
        let number = dictionary.len;
        let shared = if (number as usize).is_multiple_of(BLOCK) {
            dictionary.blocks.push(dictionary.bytes.len() as u64);
            0
        } else {
            self.last.iter().zip(key).take_while(|(one, other)| one == other).count()
        };
        let (_, fresh) = key.split_at(shared);
        put_length(&mut dictionary.bytes, shared);
        put_length(&mut dictionary.bytes, fresh.len());
        dictionary.bytes.extend_from_slice(fresh);
        self.last.truncate(shared);
        self.last.extend_from_slice(fresh);
        dictionary.len += 1;
        number
    }

    /// The finished dictionary.
    pub(super) fn finish(mut self) -> Dictionary {
        self.dictionary.blocks.shrink_to_fit();
        self.dictionary.bytes.shrink_to_fit();
        self.dictionary
    }
}

impl Keys<'_> {
    /// The next key, valid until the one after it.
    pub(super) fn advance(&mut self) -> Option<&[u8]> {
        let shared = take_length(&mut self.rest)?;
        let length = take_length(&mut self.rest)?;
        let (fresh, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        self.key.truncate(shared);
        self.key.extend_from_slice(fresh);
        Some(&self.key)
    }
}

/// Seven bits a byte, the lowest first; the high bit says that more follow.
fn put_length(bytes: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
}

fn take_length(bytes: &mut &[u8]) -> Option<usize> {
    let (mut length, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(length);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_under_its_number_and_no_other_is() {
        let mut keys: Vec<Vec<u8>> = (0..1000).map(|n| format!("http://example.org/{}", n * n).into_bytes()).collect();
        keys.push(vec![b'x'; 5000]);
        keys.push(Vec::new());
        keys.sort();
        let mut builder = DictionaryBuilder::default();
        for key in &keys {
            builder.push(key);
        }
        let dictionary = builder.finish();
        for (number, key) in (0..).zip(&keys) {
            assert_eq!(dictionary.find(key), Some(number));
            assert_eq!(dictionary.with(number, <[u8]>::to_vec).as_ref(), Some(key));
        }
        for absent in [&b"a"[..], b"http://example.org/2", b"http://example.org/", b"y"] {
            assert_eq!(dictionary.find(absent), None);
        }
        assert_eq!(dictionary.with(dictionary.len(), |_| ()), None);
    }

    #[test]
    fn an_empty_dictionary_finds_nothing() {
        assert_eq!(Dictionary::default().find(b""), None);
    }
}
