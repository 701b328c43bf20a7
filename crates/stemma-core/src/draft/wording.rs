//! Words for a sentence that say no more than is known: whose word it is, and who says otherwise.

use std::collections::BTreeSet;

use super::{FlagCode, Held, in_print};
use crate::enumerations::Support;
use crate::explain::{interested_voices, list};
use crate::finding::ClaimFinding;
use crate::independence::UNNAMED;
use crate::name::ActorKey;
use crate::statement::Statement;

/// Whose word a claim is.
pub(super) enum Whose {
    /// These people's, so far as is known.
    Named(Vec<String>),
    /// Unnamed people's.
    Unnamed,
    /// Nobody says how they know.
    Nobody,
}

/// How many people an attribution names.
const MOST_NAMED: usize = 3;

/// Whose word the claim is: that of its origins, or of those who gain by it when there are no others.
pub(super) fn whose(held: Held<'_>, found: &ClaimFinding) -> Whose {
    let side = &found.finding.support;
    let names: BTreeSet<String> = match side.support {
        Support::Unknown | Support::Unattributed => return Whose::Nobody,
        Support::SelfAsserted => interested_voices(&found.traced),
        Support::SingleOrigin
        | Support::SingleChannel
        | Support::Entangled
        | Support::Corroborated
        | Support::IndependentlyVerified => {
            if matches!(side.cut.as_slice(), [only] if only == UNNAMED) {
                return Whose::Unnamed;
            }
            side.chains.iter().filter_map(|chain| chain.last()).map(|id| named(held, found, id)).collect()
        }
    };
    let names: Vec<String> = names.into_iter().take(MOST_NAMED).collect();
    if names.is_empty() { Whose::Nobody } else { Whose::Named(names) }
}

/// What people call a witness: a document goes by whoever speaks in it, and never by the name of its file.
fn named(held: Held<'_>, found: &ClaimFinding, witness: &str) -> String {
    let version = found.traced.documents.get(witness);
    let own = version.and_then(|version| found.claim.members.iter().find(|(of, _)| of == version));
    let document = own.and_then(|member| held.assertion(*member)).map(|(held, assertion)| in_print(held, assertion));
    document.unwrap_or_else(|| found.traced.name(witness).to_owned())
}

/// Whether the draft credits it already to those whose word it is.
pub(super) fn is_attributed(statement: &Statement, whose: &Whose) -> bool {
    let credited: Vec<ActorKey> = statement.chain.iter().skip(1).map(|voice| ActorKey::of(&voice.name)).collect();
    match whose {
        Whose::Named(names) => {
            let is_one = |a: &ActorKey, b: &ActorKey| a == b || a.has_surname(b) || b.has_surname(a);
            names.iter().any(|name| credited.iter().any(|voice| is_one(voice, &ActorKey::of(name))))
        }
        Whose::Unnamed => statement.chain.iter().skip(1).any(|voice| !voice.kind.is_named()),
        // "It is said that": hearsay, and given as such.
        Whose::Nobody => statement.source.is_none(),
    }
}

/// Other words for the statement's place; `None` where they would break a quotation or a sentence in pieces, or where
/// nothing is to be added.
pub(super) fn suggestion(
    statement: &Statement,
    code: FlagCode,
    found: &ClaimFinding,
    whose: &Whose,
    is_said: bool,
    against: &[String],
) -> Option<String> {
    let [content] = statement.contents.as_slice() else { return None };
    let source = match whose {
        _ if is_said => None,
        Whose::Named(names) => Some(list(names)),
        Whose::Unnamed => Some("unnamed sources".to_owned()),
        Whose::Nobody => Some("reports that name no source".to_owned()),
    };
    let otherwise = (!against.is_empty()).then(|| list(against.get(..MOST_NAMED).unwrap_or(against)));
    let (source, otherwise) = match code {
        FlagCode::Unattributed if found.finding.support.support == Support::Unknown => return None,
        FlagCode::Unattributed | FlagCode::SelfAsserted | FlagCode::OneLine | FlagCode::Forecast => (source, None),
        FlagCode::Disputed => {
            let dispute = if against.len() > 1 { "dispute" } else { "disputes" };
            (source, otherwise.map(|who| format!(", which {who} {dispute}")))
        }
        FlagCode::Refuted => (source, otherwise.map(|who| format!(", which evidence of {who} refutes"))),
        FlagCode::NoMatch | FlagCode::Excluded | FlagCode::SaysMore | FlagCode::Denial | FlagCode::Withdrawn => {
            return None;
        }
    };
    // What the draft credits to somebody else stays theirs.
    let is_own = statement.chain.len() == 1 && statement.cue.is_none();
    let source = source.filter(|_| is_own && !statement.direct);
    if source.is_none() && otherwise.is_none() {
        return None;
    }
    let words = match source {
        // "According to Veyra, Veyra makes …"
        Some(source) if content.text.starts_with(&source) => format!("By its own account, {}", content.text),
        Some(source) if begins_a_sentence(&content.text) => {
            format!("According to {source}, {}", inside(&content.text))
        }
        Some(source) => format!("according to {source}, {}", content.text),
        None => content.text.clone(),
    };
    Some(words + &otherwise.unwrap_or_default())
}

fn begins_a_sentence(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

/// The words as they stand inside a sentence: only what cannot be a name begins small.
fn inside(words: &str) -> String {
    const SMALL: &[&str] = &[
        "A", "An", "The", "This", "That", "These", "Those", "In", "On", "At", "By", "For", "From", "It", "Its", "He",
        "She", "They", "Their", "His", "Her", "There", "Some", "Most", "Many", "Several", "All", "No", "After",
        "Before", "During", "Since", "About", "More", "Only", "Two", "Three", "Both", "Each", "Every",
    ];
    let first = words.split(' ').next().unwrap_or_default();
    match words.strip_prefix(first) {
        Some(rest) if SMALL.contains(&first) => format!("{}{rest}", first.to_lowercase()),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_are_no_names_begin_small_inside_a_sentence() {
        assert_eq!(inside("The mill closed"), "the mill closed");
        assert_eq!(inside("Veyra closed the mill"), "Veyra closed the mill");
        assert_eq!(inside("It"), "it");
    }
}
