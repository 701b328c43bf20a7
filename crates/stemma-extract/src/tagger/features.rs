//! What the tagger sees of a token: words, shapes, quotation, and where the nearest cue words stand.
//!
//! Invariant: a feature is a hash of its kind and its values only, so that weights trained once fit everywhere.

use crate::grammar;
use crate::lexicon::{self, CueClass, Form};
use crate::nouns;
use crate::sentences::Sentence;
use crate::tokens::{Token, TokenKind};

/// Features are told apart by this hash.
pub type Feature = u32;

/// The farthest cue that is looked at, in tokens.
const REACH: usize = 40;

/// No token has more features.
const MANY: usize = 48;

/// What is known of each token before features are made of it.
struct Seen<'a> {
    low: &'a str,
    kind: TokenKind,
    shape: u8,
    quoted: bool,
    cue: u8,
    /// Distance to the nearest cue before and after within the sentence, with its class.
    before: (u8, u8),
    after: (u8, u8),
    /// Commas since the cue before, and until the cue after, at most three.
    commas: (u8, u8),
    /// Place in the sentence from its two ends.
    place: (u8, u8),
    noun: u8,
}

/// The features of every token of a paragraph's sentences, in order.
pub(crate) fn features(sentences: &[Sentence]) -> Vec<Vec<Feature>> {
    let mut all = Vec::new();
    each(sentences, |features| all.push(features.to_vec()));
    all
}

/// Shows the features of every token of a paragraph's sentences, in order.
pub(crate) fn each(sentences: &[Sentence], mut show: impl FnMut(&[Feature])) {
    let seen: Vec<Seen> = sentences.iter().flat_map(|s| see(s)).collect();
    let mut features = Vec::with_capacity(MANY);
    for at in 0..seen.len() {
        features.clear();
        of_token(&seen, at, &mut features);
        show(&features);
    }
}

fn see<'a>(s: &'a Sentence) -> Vec<Seen<'a>> {
    let cues: Vec<u8> = (0..s.len()).map(|i| cue_code(s, i)).collect();
    let quoting = u8::from((0..s.len()).any(|i| matches!(s.kind(i), Some(TokenKind::Open | TokenKind::Close))));
    let mut seen: Vec<Seen> = (0..s.len())
        .filter_map(|i| {
            let token = s.token(i)?;
            Some(Seen {
                low: &token.low,
                kind: token.kind,
                shape: shape(token, i),
                quoted: token.quoted,
                cue: cues.get(i).copied().unwrap_or_default(),
                before: (0, 0),
                after: (0, 0),
                commas: (0, 0),
                place: (bucket(i), bucket(s.len() - 1 - i) * 2 + quoting),
                noun: noun_code(&token.low),
            })
        })
        .collect();
    let marks: Vec<(u8, bool)> = seen.iter().map(|token| (token.cue, token.low == ",")).collect();
    for (i, token) in seen.iter_mut().enumerate() {
        (token.before, token.commas.0) = nearest(marks.get(..i).unwrap_or_default().iter().rev());
        (token.after, token.commas.1) = nearest(marks.get(i + 1..).unwrap_or_default().iter());
    }
    seen
}

/// Distance and class of the nearest cue in a direction, and the commas between.
fn nearest<'m>(marks: impl Iterator<Item = &'m (u8, bool)>) -> ((u8, u8), u8) {
    let mut commas = 0;
    for (distance, (cue, comma)) in marks.take(REACH).enumerate() {
        if *cue != 0 {
            return ((bucket(distance) + 1, *cue), commas);
        }
        commas = (commas + u8::from(*comma)).min(3);
    }
    ((0, 0), commas)
}

const fn bucket(distance: usize) -> u8 {
    match distance {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        _ => 6,
    }
}

fn shape(token: &Token, at: usize) -> u8 {
    match token.kind {
        TokenKind::Word if token.capital && at == 0 => 1,
        TokenKind::Word if token.capital => 2,
        TokenKind::Word => 3,
        TokenKind::Number => 4,
        TokenKind::Possessive => 5,
        TokenKind::Mark => 6,
        TokenKind::Dash => 7,
        TokenKind::Open => 8,
        TokenKind::Close => 9,
        TokenKind::Citation => 10,
    }
}

/// A number for the cue a word may be: its class and form; 0 is none.
fn cue_code(s: &Sentence, at: usize) -> u8 {
    let low = s.low(at);
    if low == "according" || lexicon::HEARSAY.contains(&low) {
        return 1;
    }
    if let Some((cue, form)) = lexicon::verb(low) {
        let form = match form {
            Form::Base => 0,
            Form::Third => 1,
            Form::Past => 2,
            Form::Participle => 3,
            Form::Ing => 4,
        };
        return 2 + class_code(cue.class) * 5 + form;
    }
    match (lexicon::noun(low), lexicon::adjective(low)) {
        (Some(class), _) => 70 + class_code(class),
        (None, Some(_)) => 90,
        (None, None) => 0,
    }
}

const fn class_code(class: CueClass) -> u8 {
    match class {
        CueClass::Speech => 0,
        CueClass::Factive => 1,
        CueClass::Admission => 2,
        CueClass::Distancing => 3,
        CueClass::Denial => 4,
        CueClass::Speculation => 5,
        CueClass::Prediction => 6,
        CueClass::Finding => 7,
        CueClass::Doubt => 8,
        CueClass::Mediated => 9,
        CueClass::Announcement => 10,
        CueClass::Framing => 11,
    }
}

fn noun_code(low: &str) -> u8 {
    use nouns::Head;
    match nouns::head(low) {
        Some(Head::Office | Head::Speaker) => 1,
        Some(Head::Person) => 2,
        Some(Head::People) => 3,
        Some(Head::Organization) => 4,
        Some(Head::Outlet) => 5,
        Some(Head::Record | Head::Paper) => 6,
        Some(Head::Study) => 7,
        None if grammar::PRONOUNS.contains(low) => 8,
        None if grammar::is_auxiliary(low) => 9,
        None if grammar::is_determiner(low) => 10,
        None if grammar::is_preposition(low) => 11,
        None if grammar::is_subordinator(low) => 12,
        None if grammar::TIMES.contains(low) => 13,
        None => 0,
    }
}

fn of_token(seen: &[Seen], at: usize, found: &mut Vec<Feature>) {
    let Some(token) = seen.get(at) else { return };
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|i| seen.get(i));
    let word = |offset: isize| near(offset).map_or("", |token| word_of(token));
    let shape = |offset: isize| near(offset).map_or(0, |token| token.shape);
    let cue = |offset: isize| near(offset).map_or(0, |token| token.cue);
    let noun = |offset: isize| near(offset).map_or(0, |token| token.noun);
    let quoted = |offset: isize| near(offset).map_or(2, |token| u8::from(token.quoted));
    let q = u8::from(token.quoted);
    let (before, after, commas, place) = (token.before, token.after, token.commas, token.place);
    let mut add = |kind: u8, values: &[u8], text: &[&str]| found.push(hash(kind, values, text));
    add(0, &[], &[]);
    for (kind, offset) in (1u8..).zip([-3isize, -2, -1, 0, 1, 2, 3]) {
        add(kind, &[], &[word(offset)]);
    }
    add(8, &[], &[word(-1), word(0)]);
    add(9, &[], &[word(0), word(1)]);
    add(10, &[], &[word(-2), word(-1)]);
    add(11, &[], &[word(1), word(2)]);
    add(12, &[], &[ending(token.low, 3)]);
    add(13, &[], &[ending(token.low, 2)]);
    add(14, &[shape(-1), shape(0), shape(1)], &[]);
    add(15, &[shape(-2), shape(-1), shape(0), shape(1), shape(2)], &[]);
    add(16, &[q, quoted(-1), quoted(1)], &[]);
    add(17, &[cue(0)], &[]);
    add(18, &[cue(-1)], &[]);
    add(19, &[cue(1)], &[]);
    add(20, &[cue(-1), noun(0)], &[]);
    add(21, &[cue(1), noun(0), shape(0)], &[]);
    add(22, &[noun(-1), noun(0), noun(1)], &[]);
    add(23, &[noun(-2), noun(-1), cue(0)], &[]);
    add(24, &[before.0, before.1], &[]);
    add(25, &[after.0, after.1], &[]);
    add(26, &[before.0, before.1, q, commas.0], &[]);
    add(27, &[after.0, after.1, q, commas.1], &[]);
    add(28, &[before.1, after.1, q], &[]);
    add(29, &[before.1, after.1, commas.0, commas.1, place.1], &[]);
    add(30, &[place.0, shape(0)], &[]);
    add(31, &[place.1, q], &[]);
    add(32, &[place.0, before.1, after.1], &[]);
    add(33, &[before.0, after.0, shape(0), noun(0)], &[]);
    add(34, &[cue(0), noun(1), shape(1)], &[word(1)]);
    add(35, &[cue(-1), shape(0)], &[word(0)]);
    add(36, &[cue(1), cue(-1)], &[word(0)]);
    add(37, &[before.0, q], &[word(0)]);
    add(38, &[after.0, q], &[word(0)]);
    add(39, &[shape(0), shape(1), cue(1), cue(2)], &[]);
    add(40, &[shape(-1), shape(0), cue(-1), cue(-2)], &[]);
}

/// Numbers are all one word.
fn word_of<'a>(token: &Seen<'a>) -> &'a str {
    if token.kind == TokenKind::Number { "#" } else { token.low }
}

fn ending(low: &str, count: usize) -> &str {
    let at = low.char_indices().rev().take(count).last().map_or(0, |(at, _)| at);
    low.get(at..).unwrap_or_default()
}

/// FNV-1a of 64 bits, folded: fast, and the same everywhere.
fn hash(kind: u8, values: &[u8], text: &[&str]) -> Feature {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    eat(kind);
    values.iter().for_each(|value| eat(*value));
    for word in text {
        word.bytes().for_each(&mut eat);
        eat(0xff);
    }
    let [a, b, c, d, e, f, g, h] = state.to_be_bytes();
    u32::from_be_bytes([a ^ e, b ^ f, c ^ g, d ^ h])
}
