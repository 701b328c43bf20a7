//! Entries of a list whose lead-in says whose they are: "The auditors listed four faults:".

use super::Reader;
use crate::draft::Draft;
use crate::frames;
use crate::grammar::is_clausal;
use crate::sentences::Sentence;
use crate::text::{Block, BlockKind, Text};

/// Whether a paragraph ends with a colon and stands above a list.
pub(super) fn leads_list(text: &Text, block: &Block, next: Option<&Block>) -> bool {
    let is_above = block.kind == BlockKind::Paragraph && next.is_some_and(|next| next.kind == BlockKind::ListEntry);
    is_above && block.span.slice(&text.text).is_some_and(|words| words.trim_end_matches(['*', '_', ' ']).ends_with(':'))
}

impl Reader<'_> {
    /// Whether a sentence only leads in the list below it; then its speaker is noted.
    pub(super) fn leads_in_list(&mut self, s: &Sentence) -> bool {
        let Some(listing) = frames::list_lead(s, &self.entities) else { return false };
        let alone = !listing.is_whole;
        if alone {
            self.entities.observe(s);
            let mention = &listing.party().mention;
            self.entities.note_speaker(&mention.name, mention.kind);
        }
        self.listing = Some(listing);
        alone
    }

    /// Reads an entry of a list that was led in; `false` when none was.
    pub(super) fn listed(&mut self, block: &Block, all: &[Sentence]) -> bool {
        let Some(listing) = self.listing.clone().filter(|_| block.kind == BlockKind::ListEntry) else { return false };
        let mut drafts: Vec<Draft> = Vec::new();
        for s in all.iter().filter(|s| all.len() == 1 || is_clausal(s, 0..s.len())) {
            let Some(entry) = listing.draft(s) else { continue };
            drafts.push(entry);
            drafts.extend(frames::read(s, &self.entities));
        }
        self.found.extend(self.document.statements(&drafts));
        for s in all {
            self.entities.observe(s);
        }
        self.note_speakers(&drafts);
        true
    }
}

#[cfg(test)]
mod tests {
    /// What is read of a lead-in above a list of `entries`: `source | claim`, a line each.
    fn lines(lead: &str, entries: &[&str]) -> Vec<String> {
        let text = format!("{lead}\n\n{}\n", entries.iter().map(|entry| format!("- {entry}\n")).collect::<String>());
        let found = crate::extract(&crate::parse("a.md", text, None).value).value;
        let line = |made: stemma_core::statement::Statement| {
            format!("{} | {}", made.chain.last().map_or("", |voice| voice.name.as_str()), made.sentence)
        };
        found.into_iter().map(line).collect()
    }

    #[test]
    fn what_is_listed_is_said_by_whoever_lists_it() {
        let entries = ["The pumps stand still.", "No one holds the keys."];
        for (lead, name) in [
            ("The auditors listed four faults:", "auditors"),
            ("The report makes three claims about the port:", "report"),
            ("The bank gave the following reasons for the closure:", "bank"),
            ("According to the ministry:", "ministry"),
            ("Here is what we know so far, according to officials:", "officials"),
            ("Ada Holt's main objections:", "Ada Holt"),
            ("Key findings of the inquiry:", "inquiry"),
        ] {
            let expected = [format!("{name} | The pumps stand still."), format!("{name} | No one holds the keys.")];
            assert_eq!(lines(lead, &entries), expected, "{lead}");
        }
    }

    #[test]
    fn an_entry_ends_the_sentence_that_the_lead_in_begins() {
        assert_eq!(
            lines("Greenpeace says that the plant:", &["emits 300 tonnes of dust a year;", "has no permit, and"]),
            ["Greenpeace | The plant emits 300 tonnes of dust a year.", "Greenpeace | The plant has no permit."]
        );
        assert_eq!(
            lines("The minister told parliament that the state would:", &["build 300 flats;", "hire 40 teachers."]),
            ["minister | The state would build 300 flats.", "minister | The state would hire 40 teachers."]
        );
    }

    #[test]
    fn a_list_that_nobody_speaks_is_the_documents_own() {
        let entries = ["The pumps stand still.", "Butter is replaced by oil."];
        for lead in [
            "The recipe makes two changes:",
            "The team won all its games:",
            "The ministry did not list any faults:",
            "If the auditors listed faults:",
            "What you need to know:",
        ] {
            let found = lines(lead, &entries);
            assert!(found.iter().all(|line| line.starts_with("author |")), "{lead}: {found:?}");
        }
        assert_eq!(
            lines("The museum says these rooms are closed:", &["Room 4", "The blue hall"]),
            ["museum | These rooms are closed."]
        );
    }

    #[test]
    fn a_list_ends_with_the_next_paragraph() {
        let text = "The auditors listed a few faults:\n\n- The pumps stand still.\n\nThe port has 40 cranes.\n\n- It has a tower.\n";
        let found = crate::extract(&crate::parse("a.md", text.to_owned(), None).value).value;
        let names: Vec<&str> = found.iter().filter_map(|made| Some(made.chain.last()?.name.as_str())).collect();
        assert_eq!(names, ["auditors", "author", "author"]);
    }
}
