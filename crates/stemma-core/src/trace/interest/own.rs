//! What a firm speaks of as its own without a name: "the plant employs 90", in the release of the firm that has it.
//!
//! A firm that says what the plant, the mill or the staff is like praises its own, unless it says whose it is. An agency, a court
//! or a university speaks of the plants of others.

use crate::enumerations::Genre;
use crate::graph::{Actor, Held, Sentence, Told};
use crate::trace::setting::Setting;

/// Words in names of bodies that watch, study or represent others; none of these is a firm.
const NO_FIRMS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "army",
    "association",
    "authorities",
    "authority",
    "board",
    "brigade",
    "bureau",
    "campaign",
    "chamber",
    "charity",
    "city",
    "clinic",
    "coastguard",
    "college",
    "commission",
    "committee",
    "congress",
    "council",
    "county",
    "court",
    "department",
    "embassy",
    "federation",
    "force",
    "forum",
    "foundation",
    "friends",
    "government",
    "hospital",
    "initiative",
    "inspectorate",
    "institute",
    "institution",
    "lab",
    "laboratories",
    "laboratory",
    "labs",
    "league",
    "ministry",
    "monitor",
    "municipality",
    "museum",
    "network",
    "observatory",
    "office",
    "ombudsman",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "prosecutor",
    "prosecutors",
    "regulator",
    "research",
    "school",
    "senate",
    "service",
    "society",
    "station",
    "survey",
    "syndicate",
    "town",
    "tribunal",
    "trust",
    "union",
    "university",
    "watch",
    "watchdog",
];

/// Whether a key is that of a firm, as far as no word of it says otherwise.
pub(in crate::trace) fn is_firm(key: &str) -> bool {
    !key.split(' ').any(|word| NO_FIRMS.contains(&word))
}

/// Whether a sentence tells of a thing that a firm which says it has, as far as nothing says otherwise.
pub(super) fn is_thing_of(setting: &Setting<'_>, firm: Actor, sentence: Sentence<'_>) -> bool {
    sentence.told == Told::Thing && setting.is_firm(firm)
}

/// Whether a firm's own release says it of "us", or of anything that it does not say to be another's: it is about what is the
/// firm's, whoever is quoted in it.
pub(super) fn is_released(setting: &Setting<'_>, held: &Held, actor: Actor, sentence: Sentence<'_>) -> bool {
    held.genre == Some(Genre::Release)
        && held.voices().contains(&actor)
        && (sentence.is_deictic || sentence.opens_with_the && sentence.told != Told::OfOthers)
        && setting.is_firm(actor)
}

#[cfg(test)]
mod tests {
    use super::is_firm;

    #[test]
    fn a_body_that_watches_or_studies_is_no_firm() {
        assert!(is_firm("orrin dairy") && is_firm("corva"));
        for key in ["environment agency", "university of tarn", "carriers' union", "halm police"] {
            assert!(!is_firm(key), "{key}");
        }
    }
}
