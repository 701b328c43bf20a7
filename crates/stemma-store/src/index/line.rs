//! Terms from a line of N-Quads straight to their keys.
//!
//! Only the spelling that we write ourselves is read here; everything else is left to a parser, which also says what is
//! no term at all.

use oxrdf::vocab::xsd;

use super::key;

/// Whether a byte may stand in an IRI.
fn is_of_iri(byte: u8) -> bool {
    !matches!(byte, 0..=b' ' | 0x7f | b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\')
}

/// Takes the term that a text begins with, and the space after it, and writes its key; `None` when it is spelled in a
/// way that is not ours.
pub(super) fn take(rest: &mut &str, key: &mut Vec<u8>) -> Option<()> {
    key.clear();
    match rest.as_bytes().first()? {
        b'<' => key::put(key, key::IRI, &[taken_iri(rest)?]),
        b'_' => {
            let (label, after) = rest.strip_prefix("_:")?.split_once(' ')?;
            is_of(label, b"-_.").then_some(())?;
            key::put(key, key::BLANK, &[label]);
            *rest = after;
            return Some(());
        }
        b'"' => literal(rest, key)?,
        _ => return None,
    }
    *rest = rest.strip_prefix(' ')?;
    Some(())
}

fn taken_iri<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.strip_prefix('<')?;
    let length = text.bytes().position(|byte| !is_of_iri(byte))?;
    let (iri, after) = text.split_at_checked(length)?;
    let (scheme, _) = iri.split_once(':')?;
    let is_absolute = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && is_of(scheme, b"+-.");
    *rest = after.strip_prefix('>').filter(|_| is_absolute)?;
    Some(iri)
}

fn literal(rest: &mut &str, key: &mut Vec<u8>) -> Option<()> {
    let body = rest.strip_prefix('"')?;
    let mut end = 0;
    let bytes = body.as_bytes();
    let mut escaped = false;
    loop {
        match bytes.get(end)? {
            b'"' => break,
            b'\\' => {
                escaped = true;
                end += 2;
            }
            _ => end += 1,
        }
    }
    let (raw, after) = body.split_at_checked(end)?;
    let after = after.strip_prefix('"')?;
    let unescaped = if escaped { Some(unescape(raw)?) } else { None };
    let value = unescaped.as_deref().unwrap_or(raw);
    if let Some(mut typed) = after.strip_prefix("^^") {
        let datatype = taken_iri(&mut typed)?;
        // A string with its datatype is not our spelling.
        (datatype != xsd::STRING.as_str()).then_some(())?;
        key::put(key, key::TYPED, &[datatype, "\0", value]);
        *rest = typed;
    } else if let Some(tagged) = after.strip_prefix('@') {
        let (language, _) = tagged.split_once(' ')?;
        (is_of(language, b"-") && !language.contains("--")).then_some(())?;
        key::put(key, key::LANGUAGE, &[language, "\0", value]);
        *rest = tagged.strip_prefix(language)?;
    } else {
        key::put(key, key::STRING, &[value]);
        *rest = after;
    }
    Some(())
}

/// Whether a text is not empty, and all of it letters and digits of ASCII or one of some others.
fn is_of(text: &str, others: &[u8]) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
}

fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = after.chars();
        let length = match chars.next()? {
            'b' => push(&mut text, '\u{8}'),
            't' => push(&mut text, '\t'),
            'n' => push(&mut text, '\n'),
            'f' => push(&mut text, '\u{c}'),
            'r' => push(&mut text, '\r'),
            '"' => push(&mut text, '"'),
            '\\' => push(&mut text, '\\'),
            'u' => {
                let digits = after.get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
                text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                5
            }
            _ => return None,
        };
        rest = after.get(length..)?;
    }
    text.push_str(rest);
    Some(text)
}

/// Adds a character; gives how long the letter is that stood for it.
fn push(text: &mut String, character: char) -> usize {
    text.push(character);
    1
}
