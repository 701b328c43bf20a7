//! Voices that speak for whom a sentence is about, though neither their name nor the body's stands in it: "the minister's office
//! said the minister had", "a lawyer for Reik said Reik had", "“We never used it,” Corva spokesperson Lin Oka said".

use super::Few;
use super::states::stands_in;
use crate::graph::{Actor, Held, Link, Said, Sentence};
use crate::role::Office;
use crate::trace::setting::Setting;

/// Nouns for those who speak or act for somebody.
const FOR_ANOTHER: &[&str] = &[
    "administration",
    "agent",
    "aide",
    "aides",
    "attorney",
    "attorneys",
    "barrister",
    "bureau",
    "cabinet",
    "campaign",
    "counsel",
    "executive",
    "executives",
    "lawyer",
    "lawyers",
    "management",
    "office",
    "publicist",
    "representative",
    "representatives",
    "service",
    "solicitor",
    "solicitors",
    "spokesman",
    "spokespeople",
    "spokesperson",
    "spokeswoman",
    "staff",
    "team",
];

/// For whom a voice speaks that is called by what it is: "minister" of "the minister's office", "Reik" of "lawyer for Reik". The
/// last word of the name, in small letters.
pub(in crate::trace) fn owner(name: &str) -> Option<String> {
    let plain = name.replace('’', "'");
    let of = |owner: &str| owner.rsplit(' ').next().map(str::to_lowercase).filter(|word| !word.is_empty());
    if let Some((owner, rest)) = plain.rsplit_once("'s ") {
        return of(owner).filter(|_| speaks(rest));
    }
    let (who, owner) = plain.split_once(" for ").or_else(|| plain.split_once(" of "))?;
    of(owner).filter(|_| speaks(who))
}

/// Whether words are of somebody who speaks or acts for another.
pub(in crate::trace) fn speaks(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    FOR_ANOTHER.contains(&last.as_str()) || Office::of(words, None).is_some()
}

/// The speakers of a statement who speak for whom it is about.
pub(super) fn speakers(setting: &Setting<'_>, held: &Held, said: &Said, sentence: Sentence<'_>) -> Few {
    let (mut found, graph) = (Few::new(), setting.graph);
    for link in graph.chain(said).iter().skip(1) {
        let is_state =
            || link.actors().filter_map(|actor| setting.state_of(actor)).any(|state| stands_in(graph, state, sentence));
        if is_for_its_subject(setting, link, sentence) || is_for_its_body(setting, held, link, sentence) || is_state() {
            found.extend(link.actors());
        }
    }
    found
}

/// Whether whoever owns the voice stands in the sentence: by the name of the voice, or as whose voice it is read ("a company
/// spokesman").
fn is_for_its_subject(setting: &Setting<'_>, link: &Link, sentence: Sentence<'_>) -> bool {
    let graph = setting.graph;
    let speaks = || setting.name(link.name).speaks();
    if link.affiliation.is_some_and(|body| speaks() && setting.names_in(body, sentence)) {
        return true;
    }
    let owner = setting.owner(link.name).and_then(|owner| graph.sentences.word(&owner));
    owner.is_some_and(|owner| sentence.names(&[owner]))
}

/// Whether somebody who holds an office says "we", or "the company", of the body whose office it is.
fn is_for_its_body(setting: &Setting<'_>, held: &Held, link: &Link, sentence: Sentence<'_>) -> bool {
    let is_sort = |body: &Actor| {
        let sort = sentence.words().first().filter(|_| sentence.opens_with_the);
        sort.is_some_and(|sort| setting.graph.words_of(*body).contains(sort))
    };
    let mut bodies = setting.offices_in(link.actor, held.published);
    bodies.any(|body| sentence.is_ours || is_sort(&body))
}
