//! Findings in plain words: one sentence that says what a claim rests on, and what would change it.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::certificate::{owners_unknown, taken_as_distinct};
use crate::change::{Addition, Change, Deciding, Unsure, deciding, smallest_change};
use crate::enumerations::{FindingFlag, Headline, Support};
use crate::independence::{Finding, SideFinding, UNNAMED, citation_circle};
use crate::trace::papers::is_anybodys;
use crate::trace::{StatedWords, Traced};

/// The finding in one plain sentence, with what would change it, as [`what_would_change`] says it.
pub(crate) fn explanation(
    traced: &Traced,
    finding: &Finding,
    flags: &BTreeSet<FindingFlag>,
    change: Option<&str>,
) -> String {
    let mut text = headline_sentence(traced, finding);
    text.push_str(&said_more(traced));
    text.push_str(&one_voice(traced));
    text.push_str(&taken_back(traced));
    text.push_str(&hearsay(traced));
    for flag in flags {
        let circle = (*flag == FindingFlag::Circular).then(|| circle(traced)).flatten();
        if let Some(more) = circle.or_else(|| flag_sentence(*flag).map(str::to_owned)) {
            text.push(' ');
            text.push_str(&more);
        }
    }
    for more in [settling(traced, finding).as_deref(), change].into_iter().flatten() {
        text.push(' ');
        text.push_str(more);
    }
    text
}

/// The claims that say more, whose assertions are counted too: the first few of them.
fn said_more(traced: &Traced) -> String {
    const SHOWN: usize = 3;
    let mut text = String::new();
    for stronger in traced.stronger.iter().take(SHOWN) {
        let _ = write!(text, " Also supported by the stronger claim “{}”.", stronger.text.trim_end_matches('.'));
    }
    let more = traced.stronger.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = write!(text, " So it is by {}.", count(more, "other stronger claim", "other stronger claims"));
    }
    text
}

/// Who counts as one voice with whom by an office that texts state: the first few of them.
fn one_voice(traced: &Traced) -> String {
    const SHOWN: usize = 3;
    let mut text = String::new();
    for one in traced.offices.iter().take(SHOWN) {
        let (witness, of) = (traced.name(&one.witness), &one.of);
        let _ = match one.surely {
            true => write!(text, " {witness} and {of} count as one voice: texts tie them to each other on that day"),
            false => {
                write!(
                    text,
                    " {witness} and {of} may be one voice: a text ties them to each other, not surely on that day"
                )
            }
        };
        let _ = match &one.stated {
            Some(stated) => write!(text, " ({}).", quoted(stated)),
            None => write!(text, "."),
        };
    }
    text
}

/// The words on one line, and where they stand.
fn quoted(stated: &StatedWords) -> String {
    let words: Vec<&str> = stated.quote.text.split_whitespace().collect();
    format!("“{}”, {}", words.join(" "), stated.document)
}

/// Who took back what they said, or may have: the first few of them, with the words.
fn taken_back(traced: &Traced) -> String {
    const SHOWN: usize = 3;
    let mut text = String::new();
    for (witness, one) in traced.taken_back.iter().take(SHOWN) {
        let (witness, words) = (traced.name(witness), quoted(&one.stated));
        let what = if one.is_second_hand { "have it from elsewhere" } else { "have taken it back" };
        let _ = write!(text, " {witness} may {what} ({words}), and does not count surely.");
    }
    text
}

/// Who may have it from whom, as names around their words show: the first few of them.
fn hearsay(traced: &Traced) -> String {
    const SHOWN: usize = 3;
    let mut text = String::new();
    for suspicion in traced.suspected.iter().filter(|suspicion| suspicion.naming.is_some()).take(SHOWN) {
        let (from, to) = (traced.name(&suspicion.from), traced.name(&suspicion.to));
        let _ = write!(text, " {from} may have it from {to}: {}.", suspicion.reason);
    }
    text
}

/// The finding in one sentence, without flags and without what would change it: found at once.
#[must_use]
pub fn in_short(traced: &Traced, finding: &Finding) -> String {
    headline_sentence(traced, finding)
}

fn headline_sentence(traced: &Traced, finding: &Finding) -> String {
    let support = support_sentence(traced, &finding.support, finding.flags.contains(&FindingFlag::OneCheck));
    let against = finding.opposition.as_ref().map(|o| strength(traced, &o.side)).unwrap_or_default();
    match finding.headline {
        Headline::Contested => format!("Contested: {}, but {against} says otherwise.", lower_first(&support)),
        Headline::Countered => format!("Countered: {}, and {against} says otherwise.", lower_first(&support)),
        Headline::Refuted => format!("Refuted: {}, and the contrary is independently verified.", lower_first(&support)),
        Headline::PredictionPending => format!("A prediction whose date is ahead{}. {support}.", due(traced)),
        Headline::PredictionDue => {
            format!("A prediction whose date has come{}, and no outcome is reported. {support}.", due(traced))
        }
        Headline::Unknown
        | Headline::Unattributed
        | Headline::SelfAsserted
        | Headline::SingleOrigin
        | Headline::SingleChannel
        | Headline::Entangled
        | Headline::Corroborated
        | Headline::IndependentlyVerified => format!("{support}."),
    }
}

fn due(traced: &Traced) -> String {
    traced.due.map(|due| format!(" ({due})")).unwrap_or_default()
}

fn support_sentence(traced: &Traced, side: &SideFinding, one_check: bool) -> String {
    let reports = count(side.reports, "report", "reports");
    match side.support {
        Support::Unknown => "No document that is held asserts it".to_owned(),
        Support::Unattributed => format!("Nobody says how they know: {reports}, no origin"),
        Support::SelfAsserted => {
            format!("Only {} says so, who gains if it is believed: {reports}, no independent line", interested(traced))
        }
        Support::SingleOrigin => format!("One origin behind {reports}: it hangs on {}", chokepoint(traced, side)),
        Support::SingleChannel => {
            let origins = upper_first(&at_least(side.omega));
            format!("{origins} origins, one messenger: {reports}, all through {}", chokepoint(traced, side))
        }
        Support::Entangled => {
            format!(
                "{reports}, whose chains share {} pairwise: no two are independent",
                list(&traced.case.supporting.told_groups(&side.cut))
            )
        }
        Support::Corroborated => format!("{} independent lines in {reports}", upper_first(&at_least(side.nu))),
        Support::IndependentlyVerified if one_check => {
            format!("Claimed by {}, checked by one outside party ({})", interested(traced), origins(side))
        }
        Support::IndependentlyVerified => {
            format!("First-hand evidence is held, and {} independent lines lead to it and beside it", at_least(side.nu))
        }
    }
}

fn strength(traced: &Traced, side: &SideFinding) -> String {
    match side.support {
        Support::IndependentlyVerified => "independently verified evidence".to_owned(),
        Support::Corroborated => format!("evidence from {} independent lines", at_least(side.nu)),
        Support::Unknown
        | Support::Unattributed
        | Support::SelfAsserted
        | Support::SingleOrigin
        | Support::SingleChannel
        | Support::Entangled => {
            let cut = traced.case.opposing.as_ref().map(|lineage| lineage.told_groups(&side.cut));
            format!("one line, through {},", through(&cut.unwrap_or_default()))
        }
    }
}

const fn flag_sentence(flag: FindingFlag) -> Option<&'static str> {
    match flag {
        FindingFlag::Denied => Some("It is denied by somebody with an interest."),
        FindingFlag::DeniedAnonymously => Some("It is denied, but only by unnamed sources."),
        FindingFlag::Questioned => Some("It is denied by somebody who does not say how they know."),
        FindingFlag::Contradicted => Some("Another claim that is held cannot hold together with it."),
        FindingFlag::Circular => Some("Its reports cite each other in a circle."),
        FindingFlag::UnnamedOnly => Some("Every line passes an unnamed source; together they count as one."),
        FindingFlag::MayBeCorroborated => Some("It may be corroborated: what is unsure was counted against it."),
        FindingFlag::CheckReported => Some("An outside check is reported, but its own document is not held."),
        FindingFlag::HedgeLost => Some("A hedge was lost on the way."),
        FindingFlag::AgainstInterest => Some("Somebody says so against their own interest."),
        FindingFlag::CitationUnfaithful => Some("A cited document that is held does not say this."),
        FindingFlag::SuppliedByParty => Some("What was tested came from an interested party."),
        FindingFlag::Stale => Some("Its date was past when it was published."),
        FindingFlag::OneCheck => None,
    }
}

/// Who cites whom in a circle.
fn circle(traced: &Traced) -> Option<String> {
    let circle = citation_circle(&traced.case.supporting);
    let names: Vec<&str> = circle.iter().map(|id| traced.name(id)).collect();
    (!names.is_empty()).then(|| format!("Its reports cite each other in a circle: {}.", names.join(" ← ")))
}

/// What the numbers take for granted because nothing is recorded that says otherwise, a sentence each.
#[must_use]
pub fn assumptions(traced: &Traced, finding: &Finding) -> Vec<String> {
    let (lineage, chains) = (&traced.case.supporting, &finding.support.chains);
    let names = |ids: BTreeSet<String>| {
        let names: BTreeSet<String> = ids.iter().map(|id| traced.name(id).to_owned()).collect();
        list(&names.into_iter().collect::<Vec<_>>())
    };
    let distinct = taken_as_distinct(lineage, chains);
    let unknown = owners_unknown(lineage, chains);
    let is_distinct = (!distinct.is_empty())
        .then(|| format!("{} count as separate: nothing is recorded that joins them.", names(distinct)));
    let is_unknown = (!unknown.is_empty()).then(|| format!("Who owns or employs {} is not recorded.", names(unknown)));
    is_distinct.into_iter().chain(is_unknown).collect()
}

/// The smallest addition that would change the finding; where one is not enough, that is said.
#[must_use]
pub fn what_would_change(traced: &Traced, finding: &Finding) -> Option<String> {
    let is_best = finding.support.support == Support::IndependentlyVerified;
    if matches!(finding.headline, Headline::Refuted | Headline::PredictionPending) || is_best {
        return None;
    }
    let Some(Change { addition, then }) = smallest_change(&traced.case, finding.policy) else {
        return Some("No single document more would change this.".to_owned());
    };
    let what = match addition {
        Addition::Held(witness) => format!("hold the own document of {}", traced.name(&witness)),
        Addition::Source => {
            "one named source without an interest that shares no owner, author or messenger with these".to_owned()
        }
        Addition::FirstHand => "hold first-hand evidence of somebody who shares nobody with these".to_owned(),
    };
    let then = match finding.headline {
        Headline::Contested | Headline::Countered | Headline::PredictionDue => {
            format!("its support would then be {then}")
        }
        _ => format!("it would then be {then}"),
    };
    Some(format!("To change this: {what}; {then}."))
}

/// The single fact that would close the interval.
fn settling(traced: &Traced, finding: &Finding) -> Option<String> {
    if finding.nu_high == finding.support.nu {
        return None;
    }
    let Some(Deciding { unsure, if_apart, if_not }) = deciding(&traced.case, finding.policy).into_iter().next() else {
        return Some("No single fact was found that would settle how many lines there are.".to_owned());
    };
    let name = |witness: &str| traced.name(witness).to_owned();
    let (what, apart, joined) = match &unsure {
        Unsure::Copied { from, to } => {
            let does = if traced.documents.contains_key(from) { "copied" } else { "has it from" };
            (format!("whether {} {does} {}", name(from), name(to)), "if not", "if so")
        }
        Unsure::OneActor(a, b) => (format!("whether {} and {} are one", name(a), name(b)), "if not", "if so"),
        Unsure::Unnamed(witness) if traced.taken_back.contains_key(witness) => {
            (format!("whether {} still says so of their own knowledge", name(witness)), "if so", "if not")
        }
        Unsure::Unnamed(witness) if traced.unsure.contains(witness) => {
            (format!("whether {} is read rightly", name(witness)), "if so", "if not")
        }
        Unsure::Unnamed(witness) if is_anybodys(traced.name(witness)) => {
            (format!("who wrote the {}", name(witness)), "if it is somebody of their own", "if not")
        }
        Unsure::Unnamed(witness) => (format!("who {} is", name(witness)), "if it is somebody of their own", "if not"),
    };
    let lines = |nu: usize| format!("{} independent {}", at_least(nu), if nu == 1 { "line" } else { "lines" });
    let told = |way: &str, nu: Option<usize>| nu.map(|nu| format!("{way}, {}", lines(nu)));
    let ways: Vec<String> = [told(apart, if_apart), told(joined, if_not)].into_iter().flatten().collect();
    Some(format!("One fact would settle it: {what} ({}).", ways.join("; ")))
}

/// The interested groups that say so.
pub(crate) fn interested_voices(traced: &Traced) -> BTreeSet<String> {
    let lineage = &traced.case.supporting;
    let groups = lineage.witnesses.values().flat_map(|witness| &witness.groups);
    groups.filter(|group| lineage.interest.contains(*group)).cloned().collect()
}

fn interested(traced: &Traced) -> String {
    let voices = interested_voices(traced);
    if voices.is_empty() { "an interested party".to_owned() } else { list(&voices.into_iter().collect::<Vec<_>>()) }
}

fn origins(side: &SideFinding) -> String {
    list(&side.chains.iter().filter_map(|chain| chain.last().cloned()).collect::<Vec<_>>())
}

fn chokepoint(traced: &Traced, side: &SideFinding) -> String {
    through(&traced.case.supporting.told_groups(&side.cut))
}

fn through(cut: &[String]) -> String {
    match cut {
        [one] if one == UNNAMED => "unnamed sources".to_owned(),
        cut => list(cut),
    }
}

fn at_least(number: usize) -> String {
    match number {
        0 => "no".to_owned(),
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        _ => "three or more".to_owned(),
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + characters.as_str())
}
