//! Bytes to characters: a mark in them settles how, then what their server says, then UTF-8 if that fits, then what the
//! bytes themselves suggest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};
use stemma_core::document::{Parsed, Problem};
use stemma_core::span::Span;

use crate::problems::{GUESSED_CHARSET, OTHER_CHARSET, UNDECODABLE, problem};

/// How many undecodable places are reported one by one.
const REPORTED: usize = 100;
/// How far a page or a feed may say how it is written, in bytes.
const MARKED_WITHIN: usize = 1024;

/// The characters of `bytes`, that their server `said` to be in some charset. What is no character becomes U+FFFD and a
/// problem; where the charset was guessed or is another than was said, that is told.
pub(crate) fn characters(bytes: &[u8], said: Option<&'static Encoding>) -> Parsed<String> {
    if let Some(parsed) = wide(bytes) {
        return parsed;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return utf_16(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let marked_utf_8 = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let Some(said) = said.filter(|_| marked_utf_8.is_none()) else { return unsaid(marked_utf_8.unwrap_or(bytes)) };
    // Bytes that are UTF-8 beyond ASCII are so by design, and hardly ever by chance.
    let is_utf_8 = !bytes.is_ascii() && said.is_ascii_compatible() && std::str::from_utf8(bytes).is_ok();
    match whole(said, bytes).filter(|_| said == UTF_8 || !is_utf_8) {
        Some(value) => Parsed { value, problems: Vec::new() },
        None => {
            let mut parsed = unsaid(bytes);
            let message =
                format!("the server says that it is {}, and it is not: check it for odd letters", said.name());
            parsed.problems.insert(0, problem(OTHER_CHARSET, None, message));
            parsed
        }
    }
}

/// The characters of bytes of which nobody says how they are written.
fn unsaid(bytes: &[u8]) -> Parsed<String> {
    if let Some(text) = shifted(bytes) {
        return Parsed { value: text, problems: vec![told_guess(ISO_2022_JP.name())] };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Parsed { value: text.to_owned(), problems: Vec::new() };
    }
    if let Some(text) = marked(bytes).and_then(|encoding| whole(encoding, bytes)) {
        return Parsed { value: text, problems: Vec::new() };
    }
    if let Some((encoding, text)) = guessed(bytes) {
        return Parsed { value: text, problems: vec![told_guess(encoding.name())] };
    }
    with_replacements(bytes)
}

fn told_guess(name: &str) -> Problem {
    let message = format!("no mark says how it is written: read as {name}; save the file as UTF-8");
    problem(GUESSED_CHARSET, None, message)
}

/// The characters of bytes that are written in four or two bytes each: UTF-32 with a mark, UTF-16 without one.
fn wide(bytes: &[u8]) -> Option<Parsed<String>> {
    match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => Some(utf_32(rest, u32::from_le_bytes)),
        [0, 0, 0xFE, 0xFF, rest @ ..] => Some(utf_32(rest, u32::from_be_bytes)),
        _ => {
            let encoding = unmarked_utf_16(bytes)?;
            let mut parsed = utf_16(encoding, bytes);
            parsed.problems.push(told_guess(encoding.name()));
            Some(parsed)
        }
    }
}

/// How many units of a text say that it is one in UTF-16, when no mark does.
const UNITS: usize = 4;

/// How UTF-16 without a mark is written. Text in an alphabet has its high bytes in one place: zero in Latin letters, blanks and
/// signs, and few others in whole alphabets, none of them a letter of ASCII; what ends its strings with NUL has letters there.
/// Text in ideographs has no such place, and is not known without a mark.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (units, cut) = bytes.as_chunks::<2>();
    if units.len() < UNITS || !cut.is_empty() || !bytes.contains(&0) {
        return None;
    }
    let is_high = |high: u8| high <= 0x20 || high == 0x21 || high == 0x22;
    let fits = |encoding: &'static Encoding| {
        let parts = |two: &[u8; 2]| if encoding == UTF_16BE { (two[0], two[1]) } else { (two[1], two[0]) };
        let blanks = units.iter().filter(|two| parts(two).0 == 0).count();
        let are_units = units.iter().map(parts).all(|(high, low)| is_high(high) && (high, low) != (0, 0));
        are_units && blanks * 20 >= units.len()
    };
    let encoding = [UTF_16LE, UTF_16BE].into_iter().find(|encoding| fits(encoding))?;
    let text = utf_16(encoding, bytes);
    let is_odd = |c: char| c.is_control() && !"\t\n\r\u{C}".contains(c);
    (text.problems.is_empty() && !text.value.chars().any(is_odd)).then_some(encoding)
}

/// UTF-32, with each unit that is no character replaced and reported.
fn utf_32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Parsed<String> {
    let mut read = Parsed { value: String::with_capacity(bytes.len() / 4), problems: Vec::new() };
    let (units, cut) = bytes.as_chunks();
    for number in units.iter().map(|four| unit(*four)) {
        match char::from_u32(number) {
            Some(character) => read.value.push(character),
            None => replaced(&mut read, &format!("0x{number:08X} is no character of UTF-32")),
        }
    }
    if !cut.is_empty() {
        replaced(&mut read, "the last character of UTF-32 is cut off");
    }
    read
}

/// What shifts between sets of characters as ISO-2022-JP does, in seven bits.
fn shifted(bytes: &[u8]) -> Option<String> {
    const SHIFTS: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
    let shifts = bytes.is_ascii() && bytes.windows(3).any(|three| SHIFTS.contains(&three));
    if shifts { whole(ISO_2022_JP, bytes) } else { None }
}

/// The charset that a web page or a feed says it is written in.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..MARKED_WITHIN.min(bytes.len()))?.to_ascii_lowercase();
    if !start.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    [b"charset=".as_slice(), b"encoding="].iter().find_map(|key| {
        let at = start.windows(key.len()).position(|window| window == *key)? + key.len();
        let value = start.get(at..)?;
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        let found = Encoding::for_label(value.get(..end.unwrap_or(value.len()))?)?;
        // A page cannot say in ASCII that it is written in UTF-16.
        Some(found).filter(|found| ![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT, X_USER_DEFINED].contains(found))
    })
}

/// The text, when all bytes are characters of the encoding.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// What the bytes suggest. Text with more whole characters of UTF-8 than broken ones
/// is UTF-8; bytes that decode to
/// control characters are no text of that encoding.
fn guessed(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let (mut whole_ones, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole_ones += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    if whole_ones >= broken {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // In western texts hardly any character has this byte, in others it is a common letter (“я”).
    let is_letter = |text: &str| text.chars().all(|c| c.is_alphabetic() && c > '\u{24F}');
    if bytes.contains(&0xFF) && !whole(encoding, b"\xFF").is_some_and(|text| is_letter(&text)) {
        return None;
    }
    let text = whole(encoding, bytes)?;
    let is_odd = |c: char| c.is_control() && !c.is_ascii() || ('\u{E000}'..='\u{F8FF}').contains(&c);
    (!text.chars().any(is_odd)).then_some((encoding, text))
}

/// UTF-8, with each byte that is none replaced and reported.
fn with_replacements(bytes: &[u8]) -> Parsed<String> {
    let mut read = Parsed { value: String::with_capacity(bytes.len()), problems: Vec::new() };
    for chunk in bytes.utf8_chunks() {
        read.value.push_str(chunk.valid());
        for byte in chunk.invalid() {
            replaced(&mut read, &format!("byte 0x{byte:02X} is not UTF-8"));
        }
    }
    read
}

/// UTF-16, with each half of a character replaced and reported.
fn utf_16(encoding: &'static Encoding, bytes: &[u8]) -> Parsed<String> {
    let mut read = Parsed { value: String::with_capacity(bytes.len()), problems: Vec::new() };
    let (units, cut) = bytes.as_chunks();
    let unit = |two: &[u8; 2]| if encoding == UTF_16BE { u16::from_be_bytes(*two) } else { u16::from_le_bytes(*two) };
    for character in char::decode_utf16(units.iter().map(unit)) {
        match character {
            Ok(character) => read.value.push(character),
            Err(half) => {
                replaced(&mut read, &format!("0x{:04X} is half a character of UTF-16", half.unpaired_surrogate()));
            }
        }
    }
    for byte in cut {
        replaced(&mut read, &format!("byte 0x{byte:02X} is half of a cut-off character of UTF-16"));
    }
    read
}

/// Puts a replacement where something is no character, and reports it.
fn replaced(read: &mut Parsed<String>, what: &str) {
    let start = read.value.len();
    read.value.push(char::REPLACEMENT_CHARACTER);
    if read.problems.len() < REPORTED {
        let message = format!("{what}; save the file as UTF-8");
        read.problems.push(problem(UNDECODABLE, Span::new(start, read.value.len()), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, codes: &[&str]) {
        let found = characters(bytes, None);
        assert_eq!(found.value, text);
        assert_eq!(found.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes, "{text}");
    }

    #[test]
    fn a_mark_settles_how_bytes_are_read() {
        check(b"\xFF\xFEa\0\xE9\0", "aé", &[]);
        check(b"\xFE\xFF\0a", "a", &[]);
        check(b"\xFF\xFE=\xD8\0\xDE", "\u{1F600}", &[]);
        check(b"\xEF\xBB\xBFa", "a", &[]);
        check(b"<meta charset='windows-1251'>\xEF\xEB\xEE\xF2", "<meta charset='windows-1251'>плот", &[]);
        check(b"<?xml version='1.0' encoding='iso-8859-2'?>\xB3", "<?xml version='1.0' encoding='iso-8859-2'?>ł", &[]);
    }

    #[test]
    fn without_a_mark_the_bytes_are_asked_and_the_guess_is_told() {
        let french = "Le barrage a été fermé à cause de l'eau – « très haute », dit le garde.";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(french);
        check(&bytes, french, &[GUESSED_CHARSET]);
        let russian = "Завод закрыли в мае, сообщил представитель компании.";
        for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R] {
            check(&encoding.encode(russian).0, russian, &[GUESSED_CHARSET]);
        }
        let japanese = "工場は五月に閉鎖された、と広報担当者は述べた。";
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
            check(&encoding.encode(japanese).0, japanese, &[GUESSED_CHARSET]);
        }
    }

    #[test]
    fn a_common_letter_of_cyrillic_is_no_sign_of_a_broken_file() {
        for russian in [
            "Армия взяла станцию, заявил представитель.",
            "Мария Яковлева заявила, что комиссия проверила данные за январь и февраль.",
        ] {
            let bytes = encoding_rs::WINDOWS_1251.encode(russian).0;
            assert!(bytes.contains(&0xFF));
            check(&bytes, russian, &[GUESSED_CHARSET]);
        }
    }

    #[test]
    fn utf_16_without_a_mark_and_utf_32_with_one_are_read() {
        let wide = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        for text in
            ["The dyke leaks, said Ada Moor.", "Завод закрыт в мае, сказала Анна – “да”.", "Ο δήμαρχος είπε όχι."]
        {
            check(&wide(text, false), text, &[GUESSED_CHARSET]);
            check(&wide(text, true), text, &[GUESSED_CHARSET]);
            let four = |of: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| of(u32::from(c))).collect::<Vec<u8>>();
            check(&[b"\xFF\xFE\0\0".as_slice(), &four(u32::to_le_bytes)].concat(), text, &[]);
            check(&[b"\0\0\xFE\xFF".as_slice(), &four(u32::to_be_bytes)].concat(), text, &[]);
        }
        check(b"\xFF\xFE\0\0a\0\0\0\0\0\x11\0b", "a\u{FFFD}\u{FFFD}", &[UNDECODABLE, UNDECODABLE]);
        // What only has NUL bytes in it is not taken for it.
        for other in [
            b"abc\0def\0".as_slice(),
            b"a\0b\0",
            b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
            b"\0\0\0\0\0\0\0\0\0\0",
            b"a\0\0\0b\0\0\0",
        ] {
            assert_eq!(unmarked_utf_16(other), None, "{other:?}");
        }
    }

    #[test]
    fn japanese_in_seven_bits_is_known_by_its_shifts() {
        let japanese = "工場は五月に閉鎖された、と広報担当者は述べた。";
        check(&ISO_2022_JP.encode(japanese).0, japanese, &[GUESSED_CHARSET]);
        check(b"\x1B[1mThe dyke leaks.\x1B[0m", "\u{1B}[1mThe dyke leaks.\u{1B}[0m", &[]);
    }

    #[test]
    fn a_server_is_believed_unless_the_bytes_say_otherwise() {
        let check = |said: &str, bytes: &[u8], text: &str, codes: &[&str]| {
            let found = characters(bytes, Encoding::for_label(said.as_bytes()));
            let found_codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
            assert_eq!((found.value.as_str(), found_codes.as_slice()), (text, codes), "{said}");
        };
        check("koi8-r", &encoding_rs::KOI8_R.encode("плот").0, "плот", &[]);
        check("utf-8", "плот".as_bytes(), "плот", &[]);
        check("iso-8859-1", "плот".as_bytes(), "плот", &[OTHER_CHARSET]);
        check(
            "utf-8",
            b"Le barrage a \xE9t\xE9 ferm\xE9.",
            "Le barrage a été fermé.",
            &[OTHER_CHARSET, GUESSED_CHARSET],
        );
        check("iso-8859-1", b"\xFF\xFEa\0", "a", &[]);
        check("koi8-r", b"\xEF\xBB\xBFa", "a", &[]);
    }

    #[test]
    fn half_a_character_of_utf_16_is_told_with_its_place() {
        check(b"\xFF\xFE\0", "\u{FFFD}", &[UNDECODABLE]);
        check(b"\xFE\xFF\0a\xD8\0\0b", "a\u{FFFD}b", &[UNDECODABLE]);
        check(b"\xFF\xFEa\0\0\xDEb", "a\u{FFFD}\u{FFFD}", &[UNDECODABLE, UNDECODABLE]);
        let cut = characters(b"\xFF\xFE\xE9\0b", None);
        assert_eq!(cut.problems[0].span, Some(Span::new(2, 5)));
    }

    #[test]
    fn what_is_utf_8_but_for_a_byte_stays_utf_8() {
        check("é\u{FFFD}b".replace('\u{FFFD}', "").as_bytes(), "éb", &[]);
        check(b"\xC3\xA9\xE9b", "é\u{FFFD}b", &[UNDECODABLE]);
        check(b"a\xFFb", "a\u{FFFD}b", &[UNDECODABLE]);
    }
}
