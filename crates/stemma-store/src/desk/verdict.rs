//! A verdict as one line: how the claim stood, then fields that tabs part – the rating, why, where, and each check.

use stemma_core::verdict::{Answered, Check, Rating};

use super::{line, lines};

/// How an answer begins that says that a check was done, and one that says why not.
const DONE: char = '+';
const LEFT: char = '-';

/// Everything in it that a person wrote and that must be said.
pub(super) fn texts(rating: &Rating) -> impl Iterator<Item = &str> {
    let needed = [rating.words.as_str(), rating.why.as_str()].into_iter();
    needed.chain(rating.checks.iter().map(Answered::words)).chain(rating.url.as_deref())
}

pub(super) fn line_of(rating: &Rating) -> String {
    let Rating { words, why, url, checks, stood } = rating;
    // A tab parts the fields: what people write has spaces in its place.
    let field = |text: &str| line(&text.replace('\t', " "));
    let checks = checks.iter().map(|answered| {
        let begins = if answered.is_done() { DONE } else { LEFT };
        format!("{begins}{}", field(answered.words()))
    });
    let first = [field(words), field(why), field(url.as_deref().unwrap_or_default())];
    format!("{stood} {}", first.into_iter().chain(checks).collect::<Vec<_>>().join("\t"))
}

pub(super) fn read(line: &str) -> Option<Rating> {
    let (stood, fields) = line.split_once(' ')?;
    let mut fields = fields.split('\t');
    let (words, why, url) = (lines(fields.next()?), lines(fields.next()?), lines(fields.next()?));
    let answers: Vec<Answered> = fields.map(answered).collect::<Option<_>>()?;
    let checks: [Answered; Check::ALL.len()] = answers.try_into().ok()?;
    let url = (!url.is_empty()).then_some(url);
    Some(Rating { words, why, url, checks, stood: stood.parse().ok()? })
}

fn answered(field: &str) -> Option<Answered> {
    let words = lines(field.get(1..)?);
    match field.chars().next()? {
        DONE => Some(Answered::Done(words)),
        LEFT => Some(Answered::Left(words)),
        _ => None,
    }
}
