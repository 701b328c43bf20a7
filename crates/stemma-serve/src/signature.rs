//! What signs a telling: HMAC with SHA-256 (RFC 2104) over its time and its body, so that its receiver knows from whom and when it
//! is.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use stemma_store::log::Hash;

/// The size of a block of SHA-256, in bytes.
const BLOCK: usize = 64;

/// The secret of a webhook: what the key of the store makes of its nonce.
#[must_use]
pub fn hook_secret(key: &[u8; 32], nonce: Hash) -> String {
    format!("stemma_hook_{}", hexadecimal(&hmac(key, &[b"webhook ", nonce.as_bytes()])))
}

/// The signature of a body at a time.
pub(crate) fn signature(secret: &str, time: &str, body: &str) -> String {
    format!("sha256={}", hexadecimal(&hmac(secret.as_bytes(), &[time.as_bytes(), b".", body.as_bytes()])))
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut padded = [0; BLOCK];
    let hashed: [u8; 32] = Sha256::digest(key).into();
    let key = if key.len() > BLOCK { hashed.as_slice() } else { key };
    padded.iter_mut().zip(key).for_each(|(byte, of_key)| *byte = *of_key);
    let mut inner = Sha256::new_with_prefix(padded.map(|byte| byte ^ 0x36));
    parts.iter().for_each(|part| inner.update(part));
    let mut outer = Sha256::new_with_prefix(padded.map(|byte| byte ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 1, 2, 3 and 6.
    #[test]
    fn the_examples_of_the_standard_come_out() {
        for (key, text, expected) in [
            (vec![0x0b; 20], b"Hi There".to_vec(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?".to_vec(),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            let (one, other) = text.split_at(text.len() / 2);
            assert_eq!(hexadecimal(&hmac(&key, &[one, other])), expected);
        }
    }

    #[test]
    fn another_time_nonce_or_key_is_another_signature() {
        let secret = hook_secret(&[1; 32], Hash::of(b"a"));
        assert_ne!(secret, hook_secret(&[1; 32], Hash::of(b"b")));
        assert_ne!(secret, hook_secret(&[2; 32], Hash::of(b"a")));
        assert_ne!(signature(&secret, "2026-11-29T00:00:00Z", "{}"), signature(&secret, "2026-11-29T00:00:01Z", "{}"));
    }
}
