//! The syntactic frames: each reads one sentence and says who is credited with what.
//!
//! A frame uses classes of cues and shapes of clauses, never single phrases of some text.

mod according;
mod active;
mod amounts;
pub(crate) mod complement;
mod entered;
mod evidence;
pub(crate) mod extent;
mod heard;
mod hearsay;
mod laid_down;
mod listing;
mod nominal;
mod openings;
mod passive;
mod postposed;
mod predicate;
pub(crate) mod sayable;
mod signed;
mod speaker;
mod speakers;
mod subject;

use crate::draft::{Draft, Party};
use crate::entities::Entities;
use crate::grammar;
use crate::sentences::Sentence;
use crate::sources;
use stemma_core::statement::Voice;

pub(crate) use active::headless;
pub(crate) use listing::{Listing, list_lead};
pub(crate) use predicate::is_supposed;
pub(crate) use speaker::{answer, answering, is_asked, lead_in, line as speaker_line};

/// A frame.
type Frame = fn(&Sentence, &Entities) -> Vec<Draft>;

/// The frames, the surest first: where two find one content, the first one's reading stands.
const FRAMES: &[Frame] = &[
    evidence::read,
    according::read,
    active::read,
    postposed::read,
    signed::read,
    passive::read,
    heard::read,
    speaker::read,
    speaker::clause_colon,
    speaker::role_colon,
    nominal::read,
    entered::read,
    hearsay::read,
];

/// What all frames find in `s`, in order of place.
pub(crate) fn read(s: &Sentence, entities: &Entities) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for frame in FRAMES {
        for draft in frame(s, entities) {
            // A rumour that somebody speaks of is theirs to affirm or deny.
            let spoken_of = |other: &Draft| draft.rule == "nominal.rumour" && other.hull().overlaps(draft.hull());
            // "Claim: the minister said that Y": who is named there says it.
            let held_up = |other: &Draft| draft.rule == "hearsay.label" && other.hull().overlaps(draft.hull());
            // "The mill is said to be for sale, Holt said": both are read, and then told as one.
            let passes_on = |other: &Draft| {
                let is_other = draft.cue.zip(other.cue).is_some_and(|(one, other)| !one.overlaps(other));
                // "It hoped to find it, the board said" is active.
                let is_passive = draft.cue.and_then(|cue| cue.slice(s.text)).is_some_and(|cue| cue.contains(' '));
                let is_raised = draft.rule == "passive.raised" && draft.parties.is_empty();
                is_raised && is_passive && is_other && !other.parties.is_empty()
            };
            let is_same = |other: &Draft| same_words(other, &draft) && !passes_on(other);
            let known = found.iter().any(|other| is_same(other) || spoken_of(other) || held_up(other));
            if !known && !draft.hull().is_empty() {
                found.push(draft);
            }
        }
    }
    told_on(&mut found);
    let relay = opening_relay(s, entities);
    let cited = opening_citation(s, entities);
    for draft in &mut found {
        draft.relays.splice(0..0, relay.clone());
        if draft.origins.is_empty() && !draft.parties.is_empty() {
            draft.origins.extend(cited.clone());
        }
    }
    found.sort_by_key(|draft| (draft.hull().start, std::cmp::Reverse(draft.hull().end)));
    found
}

/// "The mill is said to be for sale, Holt said": whoever says so only passes on what is said of it.
fn told_on(found: &mut Vec<Draft>) {
    let is_raised = |draft: &&Draft| draft.rule == "passive.raised" && draft.parties.is_empty();
    // What one says of it, and no more.
    let tells = |raised: &Draft, draft: &Draft| {
        let is_whole = draft.hull() == raised.hull() && draft.rule != raised.rule;
        is_whole && draft.cue.is_some() && !draft.parties.is_empty()
    };
    let tellers = |raised: &Draft| found.iter().filter(|draft| tells(raised, draft)).cloned().collect::<Vec<_>>();
    let passed_on: Vec<(Draft, Vec<Draft>)> =
        found.iter().filter(is_raised).map(|raised| (raised.clone(), tellers(raised))).collect();
    for (raised, tellers) in passed_on {
        found.retain(|draft| !tells(&raised, draft));
        let same = found.iter_mut().find(|draft| draft.rule == raised.rule && draft.hull() == raised.hull());
        let Some((draft, teller)) = same.zip(tellers.first()) else { continue };
        draft.relays.extend(teller.relays.iter().cloned());
        draft.told.extend(teller.cue);
        draft.told.extend(teller.parties.iter().map(|party| party.mention.quote.span));
        let voices =
            teller.parties.iter().take(1).flat_map(|party| party.relays.iter().cloned().chain([party.voice()]));
        draft.relays.extend(voices);
    }
}

/// "At an event reported by the Journal, …", "As quoted by the Courier, …": the outlet is a link of every chain.
fn opening_relay(s: &Sentence, entities: &Entities) -> Option<Voice> {
    let comma = (0..s.len().min(16)).find(|i| s.is(*i, ","))?;
    let carried = |i: usize| {
        matches!(s.low(i), "reported" | "quoted" | "cited" | "published" | "aired" | "broadcast" | "relayed")
    };
    let by = (1..comma).find(|i| s.is(*i, "by") && carried(i - 1) || s.is(*i, "with") && s.is(i - 1, "interview"))?;
    let party = sources::party(s, by + 1..comma, None, entities)?;
    if s.is(by, "with") && !crate::nouns::is_outlet(&party.mention.name) {
        return None;
    }
    (grammar::is_preposition(s.low(0)) && party.mention.kind.is_named()).then(|| party.voice())
}

/// "Citing two officials, the Post reported that …".
fn opening_citation(s: &Sentence, entities: &Entities) -> Option<Party> {
    let comma = (1..s.len().min(16)).find(|i| s.is(*i, ","))?;
    if s.is(0, "citing") || s.is(0, "quoting") { sources::party(s, 1..comma, None, entities) } else { None }
}

/// "The union disputes Quaylink's claim that Y": two people speak of Y, and either in words of their own.
fn disputed(a: &Draft, b: &Draft) -> bool {
    let names = |draft: &Draft| draft.parties.iter().map(|party| party.mention.name.clone()).collect::<Vec<_>>();
    a.rule.starts_with("active") && b.rule == "nominal" && a.stance != b.stance && names(a) != names(b)
}

/// Whether two readings are of one content or one cue.
fn same_words(a: &Draft, b: &Draft) -> bool {
    let cues = a.cue.zip(b.cue).is_some_and(|(a, b)| a.overlaps(b));
    let (x, y) = (a.hull(), b.hull());
    let shared = x.end.min(y.end).saturating_sub(x.start.max(y.start));
    let nearly = shared * 10 > x.hull(y).len() * 9;
    a.rule != b.rule && !disputed(a, b) && (cues || nearly && a.cue.is_none() == b.cue.is_none())
}

#[cfg(test)]
mod tests {
    use stemma_core::enumerations::{ClaimKind, Modality};
    use stemma_core::statement::NOBODY;

    use super::testing::check;

    #[test]
    fn a_disputed_claim_is_its_owners_and_its_opponents() {
        check(
            "The union disputes Orrin's claim that the cranes were inspected every year.",
            &[
                "union | disputes | the cranes were inspected every year",
                "Orrin | claim | the cranes were inspected every year",
            ],
        );
    }

    #[test]
    fn whoever_says_what_is_said_of_something_passes_it_on() {
        for text in
            ["The mill is said to be for sale, Ida Lund said.", "Ida Lund said that the mill is said to be for sale."]
        {
            let found = crate::extract(&crate::parse("a.txt", text.to_owned(), None).value).value;
            let read = found.iter().map(|made| {
                let chain: Vec<&str> = made.chain.iter().map(|voice| voice.name.as_str()).collect();
                (made.sentence.as_str(), chain, made.modality)
            });
            let expected = ("The mill is for sale.", vec!["author", "Ida Lund", NOBODY], Modality::Hedged);
            assert_eq!(read.collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn a_rumoured_plan_is_a_prediction() {
        for text in [
            "The firm is rumoured to be planning to sell the mill.",
            "The firm is said to be planning to sell the mill.",
            "The firm is reportedly planning to sell the mill.",
            "The firm is tipped to sell the mill.",
        ] {
            let found = crate::extract(&crate::parse("a.txt", text.to_owned(), None).value).value;
            let kinds: Vec<_> = found.iter().map(|made| (made.kind, made.modality == Modality::Asserted)).collect();
            assert_eq!(kinds, [(ClaimKind::Prediction, false)], "{text}");
        }
    }

    #[test]
    fn what_is_put_in_behind_a_name_is_not_who_speaks() {
        check("Its chair, former docker Lew Hart, said it leaked.", &["Lew Hart | said | it leaked"]);
        check("Ida Kern, 44, an engineer at Orrin, said it leaked.", &["Ida Kern | said | it leaked"]);
        check("Ana Sousa – who led the visit – said it leaked.", &["Ana Sousa | said | it leaked"]);
    }

    #[test]
    fn a_trade_before_a_name_is_no_part_of_it() {
        for (text, name) in [
            ("Toxicologist Ruben Sattler said it leaked.", "Ruben Sattler"),
            ("Palaeoclimatologist Wen Li-Hua said it leaked.", "Wen Li-Hua"),
            ("The Weir Lane Residents' Group said it leaked.", "Weir Lane Residents' Group"),
            ("Harker, now retired, said it leaked.", "Harker"),
        ] {
            check(text, &[&format!("{name} | said | it leaked")]);
        }
        check("“It leaked,” said founder and chief executive Jess Malloy.", &["Jess Malloy | said | It leaked"]);
    }

    #[test]
    fn what_a_caption_says_is_its_own_and_what_is_set_against_it_is_not() {
        check(
            "The caption reads: “They can now follow all of it.”",
            &["caption | reads | They can now follow all of it."],
        );
        check(
            "A Serbian packer was blunter: “We are paying rent for it.”",
            &["Serbian packer | was blunter | We are paying rent for it."],
        );
        check("The bird was a rook and not, as the caption said, a crow.", &[]);
        check("The bird was a rook, as the caption said.", &["caption | said | The bird was a rook"]);
    }

    #[test]
    fn what_is_put_in_between_takes_nothing_from_who_speaks() {
        for (text, expected) in [
            (
                "Three envoys, speaking on condition of anonymity because the talks are secret, said it leaked.",
                "three envoys",
            ),
            ("Her daughter, whom I found in Pellow, said it leaked.", "Her daughter"),
            ("An internal memo of the chain, leaked to us, said it leaked.", "internal memo of the chain"),
        ] {
            check(text, &[&format!("{expected} | said | it leaked")]);
        }
        check("“It leaked,” a cleaner who worked there until May said.", &["cleaner | said | It leaked"]);
    }

    #[test]
    fn numbers_of_people_speak_and_so_do_both() {
        for (text, name) in [
            ("Four in ten said it leaked.", "four in ten"),
            ("Of the drivers asked, 64 said it leaked.", "64"),
            ("Two said it leaked.", "two"),
            ("The other said it leaked.", "other"),
            ("Witnesses said it leaked.", "witnesses"),
            ("Onlookers said it leaked.", "onlookers"),
        ] {
            check(text, &[&format!("{name} | said | it leaked")]);
        }
        check("Both said the lamps leaked.", &["both | said | the lamps leaked"]);
    }

    #[test]
    fn what_a_relative_clause_says_ends_with_it() {
        check(
            "The laboratory, which found that two of them dazzle drivers, is closed.",
            &["laboratory | found | two of them dazzle drivers"],
        );
        check("The mine, which the owner says is safe, collapsed in May.", &["owner | says | The mine … is safe"]);
        check("A fund that the bank said was worthless paid 8 percent.", &["bank | said | A fund … was worthless"]);
    }

    #[test]
    fn what_somebody_used_to_say_is_unsure() {
        let tier = |text: &str| {
            let all = crate::sentences::sentences(text, stemma_core::span::Span::new(0, text.len()), &mut Vec::new());
            super::read(&all[0], &crate::entities::Entities::default())[0].tier
        };
        for text in ["Piet Vos used to say that it leaked.", "The dam leaked for years, Piet Vos used to say."] {
            assert_eq!(tier(text), stemma_core::enumerations::Tier::C, "{text}");
        }
    }

    #[test]
    fn what_is_promised_last_week_or_of_a_thing_before_it() {
        check("The mayor promised last week to build a school.", &["mayor | promised | build a school"]);
        check("The tax that the minister promised to scrap brought in 4 million.", &[]);
        check("The mayor was warned by the engineer that it leaks.", &["engineer | was warned | it leaks"]);
        check("Ada Moor points out, however, that it leaks.", &["Ada Moor | points out | it leaks"]);
    }

    #[test]
    fn who_says_it_no_longer_or_hardly_ever_does_not_say_it() {
        for text in [
            "Delphi no longer says that it leaks.",
            "The mayor rarely says that it leaks.",
            "Nothing in the documents shows that it leaks.",
            "Imagine Ortega saying that it leaks.",
        ] {
            assert_eq!(super::testing::lines(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_found_upheld_or_foreseen_is_said() {
        check("An inspection report found 14 cracks.", &["inspection report | found | 14 cracks"]);
        check("Rangers counted at least 90 herons.", &["rangers | counted | at least 90 herons"]);
        check("Tests carried out by the utility found no nitrate.", &["utility | found | no nitrate"]);
        check("Ana Roca found a man in the park.", &[]);
        check(
            "The Supreme Court has upheld a ruling that the dam was safe.",
            &["Supreme Court | has upheld | the dam was safe"],
        );
        check("The bank sees prices rising by 4% next year.", &["bank | sees | prices rising by 4% next year"]);
        check("The guard sees two men leaving.", &[]);
        check("Orrin dismissed as “nonsense” a report that it would sell.", &["Orrin | dismissed | it would sell"]);
        check(
            "The mill was described by Teodor Malk as “a ghost story with graphs”.",
            &["Teodor Malk | was described | a ghost story with graphs"],
        );
    }

    #[test]
    fn quotations_go_on_behind_who_speaks() {
        check(
            "Gusts are possible on Monday, Sabine Kuhl says, “and I would not rule out more”.",
            &["Sabine Kuhl | says | Gusts are possible on Monday … and I would not rule out more"],
        );
        check(
            "It may be, Sabine Kuhl said, that people nap because they are ill.",
            &["Sabine Kuhl | said | It may be … that people nap because they are ill"],
        );
        check("The closure will, Delphi says, cost 400 jobs.", &["Delphi | says | The closure will … cost 400 jobs"]);
        check(
            "The pilot said “the runway was wet”, “the lights were out” and “nobody answered”.",
            &[
                "pilot | said | the runway was wet",
                "pilot | said | the lights were out",
                "pilot | said | nobody answered",
            ],
        );
        check(
            "He works mornings at the store, Caleb Nunn said, and he needs his sleep.",
            &["Caleb Nunn | said | He works mornings at the store … he needs his sleep"],
        );
        check("The pilot: “The runway was wet and dark.”", &["pilot | : | The runway was wet and dark."]);
        check("Note: “The runway was wet and dark.”", &[]);
    }

    #[test]
    fn who_spoke_goes_on_where_a_clause_is_of_things() {
        check(
            "Maureen Tait questioned whether the promised jobs would come, pointing out that Overbeck had eleven.",
            &[
                "Maureen Tait | questioned | the promised jobs would come",
                "Maureen Tait | pointing out | Overbeck had eleven",
            ],
        );
        check(
            "Jess Malloy went on to describe the mill as a ruin.",
            &["Jess Malloy | went on to describe | the mill as a ruin"],
        );
        check("It leaks, Nils Urk confided.", &["Nils Urk | confided | It leaks"]);
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! One way to write frame tests.

    use super::*;
    use stemma_core::span::Span;

    /// What the frames find, as `source | cue | content` lines.
    pub(crate) fn lines(text: &str) -> Vec<String> {
        let all = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new());
        let mut entities = Entities::default();
        let mut found = Vec::new();
        for s in &all {
            for draft in read(s, &entities) {
                let names: Vec<_> = draft.parties.iter().map(|party| party.mention.name.as_str()).collect();
                let contents: Vec<_> = draft.contents.iter().map(|span| span.slice(text).unwrap()).collect();
                let cue = draft.cue.and_then(|cue| cue.slice(text)).unwrap_or("-");
                let names = if names.is_empty() { "-".to_owned() } else { names.join(" + ") };
                found.push(format!("{names} | {cue} | {}", contents.join(" … ")));
            }
            entities.observe(s);
        }
        found
    }

    /// Fails unless the frames find exactly `expected`.
    pub(crate) fn check(text: &str, expected: &[&str]) {
        assert_eq!(lines(text), expected, "{text}");
    }
}
