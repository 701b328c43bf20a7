//! States as they speak: by their names, by adjectives before an organ of theirs, and by the places from which they are ruled.
//! "Moscow said Russian forces had taken the town" is Russia of itself.

use crate::graph::{Graph, Sentence};

/// A state, what is of it, and the places that stand for its government. Places that stand for others too are left out.
const STATES: &[(&[&str], &[&str], &[&str])] = &[
    (&["russia", "russian federation"], &["russian"], &["moscow", "kremlin"]),
    (&["ukraine"], &["ukrainian"], &["kyiv", "kiev"]),
    (
        &["united states", "us", "u s", "usa", "america"],
        &["american", "us", "u s"],
        &["washington", "white house", "pentagon", "state department"],
    ),
    (&["china"], &["chinese"], &["beijing"]),
    (&["taiwan"], &["taiwanese"], &["taipei"]),
    (
        &["britain", "united kingdom", "uk", "u k"],
        &["british", "uk", "u k"],
        &["london", "downing street", "whitehall"],
    ),
    (&["france"], &["french"], &["paris", "elysee", "élysée", "elysee palace", "élysée palace"]),
    (&["germany"], &["german"], &["berlin"]),
    (&["poland"], &["polish"], &["warsaw"]),
    (&["italy"], &["italian"], &["rome"]),
    (&["spain"], &["spanish"], &["madrid"]),
    (&["hungary"], &["hungarian"], &["budapest"]),
    (&["serbia"], &["serbian"], &["belgrade"]),
    (&["belarus"], &["belarusian", "belarussian"], &["minsk"]),
    (&["turkey", "türkiye", "turkiye"], &["turkish"], &["ankara"]),
    (&["israel"], &["israeli"], &["jerusalem", "tel aviv"]),
    (&["iran"], &["iranian"], &["tehran", "teheran"]),
    (&["iraq"], &["iraqi"], &["baghdad"]),
    (&["syria"], &["syrian"], &["damascus"]),
    (&["lebanon"], &["lebanese"], &["beirut"]),
    (&["egypt"], &["egyptian"], &["cairo"]),
    (&["saudi arabia"], &["saudi"], &["riyadh"]),
    (&["india"], &["indian"], &["delhi", "new delhi"]),
    (&["pakistan"], &["pakistani"], &["islamabad"]),
    (&["afghanistan"], &["afghan"], &["kabul"]),
    (&["japan"], &["japanese"], &["tokyo"]),
    (&["south korea"], &["south korean"], &["seoul"]),
    (&["north korea"], &["north korean"], &["pyongyang"]),
    (&["vietnam"], &["vietnamese"], &["hanoi"]),
    (&["philippines"], &["philippine"], &["manila"]),
    (&["indonesia"], &["indonesian"], &["jakarta"]),
    (&["australia"], &["australian"], &["canberra"]),
    (&["canada"], &["canadian"], &["ottawa"]),
    (&["venezuela"], &["venezuelan"], &["caracas"]),
    (&["cuba"], &["cuban"], &["havana"]),
    (&["ethiopia"], &["ethiopian"], &["addis ababa"]),
    (&["eritrea"], &["eritrean"], &["asmara"]),
    (&["sudan"], &["sudanese"], &["khartoum"]),
    (&["azerbaijan"], &["azerbaijani", "azeri"], &["baku"]),
    (&["armenia"], &["armenian"], &["yerevan"]),
    (&["georgia"], &["georgian"], &["tbilisi"]),
    (&["norway"], &["norwegian"], &["oslo"]),
    (&["sweden"], &["swedish"], &["stockholm"]),
    (&["denmark"], &["danish"], &["copenhagen"]),
    (&["finland"], &["finnish"], &["helsinki"]),
];

/// Organs by which a state speaks.
const ORGANS: &[&str] = &[
    "administration",
    "ambassador",
    "army",
    "authorities",
    "cabinet",
    "coastguard",
    "command",
    "embassy",
    "force",
    "forces",
    "government",
    "guard",
    "guards",
    "military",
    "minister",
    "ministry",
    "navy",
    "officials",
    "premier",
    "presidency",
    "president",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "staff",
    "state",
    "department",
];

/// The state that a name, by its key, is or is an organ of.
pub(in crate::trace) fn of_voice(key: &str) -> Option<usize> {
    let last = key.rsplit(' ').next().unwrap_or_default();
    let is_organ = ORGANS.contains(&last) && !key.split(' ').any(|word| matches!(word, "former" | "opposition" | "ex"));
    let opens = |words: &&str| key.strip_prefix(*words).is_some_and(|rest| rest.starts_with(' '));
    STATES.iter().position(|(names, adjectives, seats)| {
        let is_it = names.contains(&key) || seats.contains(&key);
        let is_of_it = is_organ && names.iter().chain(*adjectives).any(opens);
        let ends = |name: &&str| {
            key.strip_suffix(*name).is_some_and(|before| before.ends_with(" of ") || before.ends_with(" of the "))
        };
        is_it || is_of_it || names.iter().any(ends) && key.split(' ').any(|word| ORGANS.contains(&word))
    })
}

/// Whether a state stands in the sentence, by any of its words.
pub(super) fn stands_in(graph: &Graph, state: usize, sentence: Sentence<'_>) -> bool {
    let Some((names, adjectives, seats)) = STATES.get(state) else { return false };
    let all = names.iter().chain(*adjectives).chain(*seats);
    // "Us" is a word of its own, and in a sentence without capitals it may be that.
    all.filter(|words| **words != "us").any(|words| {
        let words: Option<Vec<_>> = words.split(' ').map(|word| graph.sentences.word(word)).collect();
        words.is_some_and(|words| sentence.names(&words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_speaks_by_its_organs_and_its_seat() {
        for key in [
            "russia",
            "moscow",
            "kremlin",
            "russian defence ministry",
            "russian defence minister",
            "russia defence ministry",
            "ministry of defence of russia",
            "united states",
            "us officials",
            "u s military",
            "white house",
            "south korean navy",
        ] {
            assert!(of_voice(key).is_some(), "{key}");
        }
    }

    #[test]
    fn who_is_only_of_a_country_does_not_speak_for_it() {
        for key in [
            "russian economist",
            "russian opposition leader",
            "former russian minister",
            "russian newspaper",
            "moscow university",
            "moscow times",
            "norland",
            "indian ocean",
            "washington post",
            "german bank",
        ] {
            assert!(of_voice(key).is_none(), "{key}");
        }
    }
}
