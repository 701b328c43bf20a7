//! A flag in words: what stands behind the sentence, who says otherwise, and what to do.

use super::{FlagCode, Held, speaker};
use crate::explain::in_short;
use crate::finding::ClaimFinding;
use crate::identity::Member;

/// The message about a sentence that a known claim says.
pub(super) fn matched(
    held: Held<'_>,
    code: FlagCode,
    found: &ClaimFinding,
    is_said: bool,
    (sources, against): (&[Member], &[Member]),
) -> String {
    let finding = in_short(&found.traced, &found.finding);
    let first = match code {
        FlagCode::SaysMore => {
            format!("It does not say quite what is {}: “{}”", found.finding.headline, found.claim.text)
        }
        FlagCode::Denial => format!("This denies “{}” {finding}", found.claim.text),
        FlagCode::Withdrawn => "Every report of it is withdrawn.".to_owned(),
        FlagCode::NoMatch
        | FlagCode::Unattributed
        | FlagCode::SelfAsserted
        | FlagCode::OneLine
        | FlagCode::Disputed
        | FlagCode::Refuted
        | FlagCode::Forecast
        | FlagCode::Excluded => finding,
    };
    let other_side = match code {
        FlagCode::SaysMore => &[],
        FlagCode::Denial => sources,
        _ => against,
    };
    let otherwise =
        other_side.first().and_then(|member| quoted(held, *member)).map(|words| format!("Otherwise: {words}"));
    let is_met = is_said && code.is_met_by_credit();
    let advice = if is_met { "The draft says whose word it is." } else { code.advice() };
    [Some(first), otherwise, Some(advice.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The message about a sentence that no known claim says.
pub(super) fn unmatched(
    held: Held<'_>,
    code: FlagCode,
    reason: Option<&str>,
    excluding: &[&ClaimFinding],
    alike: &[&ClaimFinding],
    against: &[Member],
) -> String {
    let known = |found: &ClaimFinding| format!("“{}” ({})", found.claim.text, found.finding.headline);
    let mut told = vec!["No claim that is held matches this.".to_owned()];
    if let Some(other) = excluding.first() {
        told.push(format!("It cannot hold together with {}: {}.", known(other), reason.unwrap_or_default()));
        told.extend(against.first().and_then(|member| quoted(held, *member)).map(|words| format!("There: {words}")));
    } else if let Some(likest) = alike.first() {
        told.push(format!("Alike, but not surely the same: {}.", known(likest)));
    }
    told.push(code.advice().to_owned());
    told.join(" ")
}

/// Whose words, the words, and where they stand.
fn quoted(held: Held<'_>, member: Member) -> Option<String> {
    let (version, assertion) = held.assertion(member)?;
    let words: Vec<&str> = assertion.statement.contents.iter().map(|quote| quote.text.as_str()).collect();
    let words = words.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("{}: “{words}” ({}).", speaker(version, assertion), version.document.name))
}
