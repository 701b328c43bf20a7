//! Claims as a table of comma-separated values, one claim a row.

use crate::wire::ClaimRecord;

/// The table with a header; cells that a spreadsheet would take for a formula are quoted with an apostrophe.
///
/// # Errors
/// When the table cannot be written, which a table in memory never causes.
pub fn claims(records: &[ClaimRecord]) -> csv::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "id",
        "text",
        "kind",
        "headline",
        "support",
        "reports",
        "omega",
        "nu_low",
        "nu_high",
        "kappa",
        "opposition",
        "lifecycle",
        "due",
        "flags",
        "chokepoint",
        "documents",
        "explanation",
        "policy",
    ])?;
    for record in records {
        let [low, high] = record.nu;
        let documents: std::collections::BTreeSet<&str> =
            record.assertions.iter().map(|a| a.document.as_str()).collect();
        writer.write_record(
            [
                record.id.clone(),
                record.text.clone(),
                record.kind.to_owned(),
                record.headline.to_owned(),
                record.support.to_owned(),
                record.reports.to_string(),
                record.omega.to_string(),
                low.to_string(),
                high.to_string(),
                record.kappa.to_string(),
                record.opposition.as_ref().map_or(String::new(), |o| o.support.to_owned()),
                record.lifecycle.to_owned(),
                record.due.clone().unwrap_or_default(),
                record.flags.join("; "),
                record.chokepoint.join("; "),
                documents.into_iter().collect::<Vec<_>>().join("; "),
                record.explanation.clone(),
                record.policy.clone(),
            ]
            .map(|cell| harmless(&cell)),
        )?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A cell that no spreadsheet runs.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
