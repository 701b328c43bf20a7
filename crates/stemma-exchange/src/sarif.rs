//! The check of a draft as SARIF 2.1.0, which code hosts and editors show in place.

use serde_json::{Value, json};
use stemma_core::draft::FlagCode;
use stemma_core::span::Lines;
use stemma_core::visible::visible;

use crate::wire::{CheckRecord, DraftFlagRecord, VoiceRecord};

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The checks of drafts, with their texts, as one run of `stemma` in this version; a run in which drafts were `refused`, each
/// by its name and why, did not succeed.
///
/// # Errors
/// When a record cannot be written as JSON, which none causes.
pub fn sarif(
    checks: &[(&CheckRecord, &str)],
    refused: &[(String, String)],
    version: &str,
) -> serde_json::Result<String> {
    let rules: Vec<Value> = FlagCode::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = checks
        .iter()
        .flat_map(|(check, text)| {
            let lines = Lines::new(text);
            check.flags.iter().map(move |flag| result(check, flag, &lines))
        })
        .collect();
    let unread = checks.iter().flat_map(|(check, _)| &check.problems).map(|problem| {
        json!({
            "level": "warning",
            "message": { "text": shown(&format!("{}: {} {}", problem.document, problem.code, problem.message)) },
        })
    });
    let refusals = refused.iter().map(|(name, why)| {
        json!({
            "level": "error",
            "message": { "text": shown(&format!("{name}: {why}")) },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact(name) } }],
        })
    });
    let notifications: Vec<Value> = refusals.chain(unread).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "stemma", "semanticVersion": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": refused.is_empty(), "toolExecutionNotifications": notifications }],
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log)
}

fn rule(code: FlagCode) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.meaning() },
        "help": { "text": code.advice() },
    })
}

fn result(check: &CheckRecord, flag: &DraftFlagRecord, lines: &Lines) -> Value {
    let region = region(lines, flag.start, flag.end);
    let artifact = artifact(&check.document);
    let voices = flag.sources.iter().map(|voice| ("says so", voice));
    let related: Vec<Value> = voices
        .chain(flag.against.iter().map(|voice| ("says otherwise", voice)))
        .enumerate()
        .map(|(number, (how, voice))| related(number, how, voice))
        .collect();
    let mut result = json!({
        "ruleId": flag.code,
        "level": flag.level,
        "message": { "text": shown(&flag.message) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
        "relatedLocations": related,
        "properties": { "status": flag.status, "claim": flag.claim },
    });
    if let (Some(words), Some(object)) = (&flag.suggestion, result.as_object_mut()) {
        let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": shown(words) } });
        let fix = json!({
            "description": { "text": "Say no more than is known" },
            "artifactChanges": [{ "artifactLocation": artifact, "replacements": [replacement] }],
        });
        object.insert("fixes".to_owned(), json!([fix]));
    }
    result
}

fn related(number: usize, how: &str, voice: &VoiceRecord) -> Value {
    json!({
        "id": number,
        "message": { "text": shown(&format!("{} {how}: “{}”", voice.source, voice.quote)) },
        "physicalLocation": { "artifactLocation": artifact(&voice.document) },
    })
}

/// Words for people, with nothing hidden in them.
fn shown(words: &str) -> String {
    visible(words).into_owned()
}

/// A path as a relative reference; what has a scheme is one already.
fn artifact(name: &str) -> Value {
    if name.starts_with("http://") || name.starts_with("https://") {
        return json!({ "uri": name });
    }
    let mut uri = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    json!({ "uri": uri })
}

fn region(lines: &Lines, start: usize, end: usize) -> Value {
    let ((line, column), (end_line, end_column)) = (lines.at(start), lines.at(end));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(artifact("my drafts/ü.md"), json!({ "uri": "my%20drafts/%C3%BC.md" }));
        assert_eq!(artifact("https://example.org/a?b"), json!({ "uri": "https://example.org/a?b" }));
    }
}
