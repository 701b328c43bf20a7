//! What somebody quoted credits to others: “A foreman told me the heaters were on their way,” she said.

use stemma_core::enumerations::Tier;

use crate::draft::{Draft, Strength};
use crate::entities::Entities;
use crate::frames;
use crate::sentences::sentences;

/// A shorter quotation tells of nobody else.
const FEWEST_WORDS: usize = 6;

/// The attributions within the quotations of `drafts`, of whoever the quotation names: whom a "he" in it means only its speaker
/// knows.
pub(super) fn attributions(text: &str, drafts: &[Draft], e: &Entities) -> Vec<Draft> {
    let quoted = drafts.iter().filter(|draft| draft.direct && draft.contents.len() == 1);
    let mut found: Vec<Draft> = Vec::new();
    for whole in quoted.map(Draft::hull) {
        let words = whole.slice(text).map_or(0, |words| words.split_whitespace().count());
        if words < FEWEST_WORDS {
            continue;
        }
        for s in sentences(text, whole, &mut Vec::new()) {
            let is_anothers = |draft: &Draft| {
                let named = draft.parties.iter().all(|party| party.strength >= Strength::Role);
                let is_new = !drafts.iter().chain(&found).any(|other| other.cue == draft.cue);
                named && !draft.parties.is_empty() && draft.cue.is_some() && is_new
            };
            let within = frames::read(&s, e).into_iter().filter(is_anothers);
            let within: Vec<Draft> = within.map(|draft| Draft { tier: draft.tier.max(Tier::B), ..draft }).collect();
            found.extend(within);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    fn chains(text: &str) -> Vec<String> {
        let parsed = crate::parse("a.txt", text.to_owned(), None).value;
        let found = crate::extract(&parsed).value.into_iter().filter(|made| made.cue.is_some());
        found.map(|made| made.chain.iter().map(|voice| voice.name.clone()).collect::<Vec<_>>().join(" < ")).collect()
    }

    #[test]
    fn whom_a_quotation_names_is_a_further_link_and_whom_it_only_points_at_is_not() {
        let said = chains("“A foreman told me that the heaters were on their way,” Dana Reyes said.");
        assert_eq!(said, ["author < Dana Reyes", "author < Dana Reyes < foreman"]);
        assert_eq!(
            chains("“He told me that the heaters were on their way,” Dana Reyes said."),
            ["author < Dana Reyes"]
        );
    }
}
