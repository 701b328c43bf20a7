//! "According to X, Y" · "Y, according to X" · "Y, per X" · "in the words of X".

use std::ops::Range;

use stemma_core::enumerations::{SourceKind, Tier};

use super::extent::clip;
use crate::draft::{Draft, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{Subject, is_auxiliary, is_clausal, is_preposition, is_subordinator, phrase_after};
use crate::lexicon::{CueClass, Frames};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    (0..s.len()).filter(|at| !s.is_quoted(*at)).filter_map(|at| draft(s, at, e).or_else(|| of_view(s, at, e))).collect()
}

/// The cue at `at`, if any.
fn cue(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let free = at == 0 || s.is(at - 1, ",") || s.kind(at - 1) != Some(TokenKind::Word);
    match s.low(at) {
        "according" if s.is(at + 1, "to") => Some(at..at + 2),
        "per"
            if free
                && at > 0
                && !s.is_capital(at)
                && (s.is_capital(at + 1) || s.is(at - 1, ",") && s.is(at + 1, "the")) =>
        {
            Some(at..at + 1)
        }
        "in" if s.is(at + 1, "the") && matches!(s.low(at + 2), "words" | "view" | "opinion") && s.is(at + 3, "of") => {
            Some(at..at + 4)
        }
        "as" if at == 0 || s.is(at - 1, ",") => {
            let verb = crate::grammar::after_adverbs(s, at + 1);
            let told = crate::lexicon::verb(s.low(verb)).is_some_and(|(cue, _)| cue.frames.has(Frames::THAT));
            (told && s.is(verb + 1, "by")).then_some(at..verb + 2)
        }
        _ => None,
    }
}

/// "In Hill's view, Y", "by its own account": the view's owner, and where the phrase ends.
fn view(s: &Sentence, at: usize) -> Option<(Range<usize>, usize)> {
    if !matches!(s.low(at), "in" | "by") || !(at == 0 || s.is(at - 1, ",")) {
        return None;
    }
    let owns = matches!(s.low(at + 1), "his" | "her" | "their" | "its");
    let mark = (at + 2..s.len().min(at + 8)).find(|i| s.kind(*i) == Some(TokenKind::Possessive));
    let mark = if owns { at + 1 } else { mark? };
    let noun = (mark + 1..mark + 3).find(|i| {
        let by = s.is(at, "by");
        let count = matches!(s.low(*i), "count" | "tally" | "figures" | "records" | "measurements");
        by && (count
            || matches!(s.low(*i), "account" | "admission" | "reckoning" | "estimate" | "estimates" | "calculations"))
            || !by
                && matches!(
                    s.low(*i),
                    "view"
                        | "opinion"
                        | "assessment"
                        | "judgment"
                        | "judgement"
                        | "telling"
                        | "account"
                        | "estimation"
                        | "reading"
                        | "eyes"
                )
    })?;
    let owner = at + 1..if owns { at + 2 } else { mark };
    // "By the league's own count it was the second."
    let subject =
        at == 0 && matches!(s.low(noun + 1), "it" | "he" | "she" | "they" | "this" | "that" | "the" | "there");
    (s.is(noun + 1, ",") || noun + 1 == s.content_end() || subject).then_some((owner, noun + 1))
}

fn of_view(s: &Sentence, at: usize, e: &Entities) -> Option<Draft> {
    let (owner, end) = view(s, at)?;
    let party = sources::party(s, owner, None, e).filter(|party| party.strength >= Strength::Pointer)?;
    let after = end + usize::from(s.is(end, ","));
    let after = after..clip(s, after, s.content_end());
    let before = (at > 1).then(|| 0..at - 1);
    let parts: Vec<_> = before.into_iter().chain([after]).filter_map(|range| trimmed(s, range)).collect();
    let contents: Vec<_> = parts.iter().map(|(span, _)| *span).collect();
    let mut draft = Draft::new(contents, CueClass::Speech, "according.view");
    draft.parties = vec![party];
    draft.cue = s.span(at..end);
    draft.direct = parts.iter().all(|(_, direct)| *direct);
    (!parts.is_empty()).then_some(draft)
}

fn draft(s: &Sentence, at: usize, e: &Entities) -> Option<Draft> {
    let cue = cue(s, at).filter(|cue| !matches!(s.low(cue.end), "which" | "whom"))?;
    let nobodys = reports(s, cue.end);
    let phrase = nobodys.map_or_else(|| before_pronoun(s, with_noun(s, phrase_after(s, cue.end))), |end| cue.end..end);
    let (phrase, apposition) = with_apposition(s, phrase);
    let subject = Subject { phrase: phrase.clone(), apposition: apposition.clone(), verbs: phrase.end };
    let parties = if nobodys.is_some() { Vec::new() } else { sources::parties(s, &subject, e) };
    if parties.is_empty() && nobodys.is_none() {
        return None;
    }
    let kind = parties.first().map_or(SourceKind::Generic, |party| party.mention.kind);
    let end = apposition.filter(|_| nobodys.is_none()).map_or(phrase.end, |range| range.end);
    let rest = end..clip(s, end, s.content_end());
    let ranges = if cue.start < 2 || s.is(cue.start - 1, ";") {
        vec![rest]
    } else {
        let start = (0..cue.start).rev().find(|i| s.is(*i, ";") && !s.is_quoted(*i)).map_or(0, |i| i + 1);
        let before = start..cue.start;
        let parted = s.is(end, ",") && s.is(cue.start - 1, ",") && !rest.is_empty();
        // After a whole clause only what is joined to it goes on with it.
        let joined = is_subordinator(s.low(end + 1))
            || is_preposition(s.low(end + 1))
            || matches!(s.low(end + 1), "and" | "or")
            || s.is(end + 1, "who") && !speaks_for_itself(kind)
            || is_auxiliary(s.low(end + 1));
        // "…, according to its accounts, but denies that": the sentence says more, of which that source says nothing.
        let more =
            matches!(s.low(end + 1), "but" | "and" | "while" | "although" | "though") && end + 2 < s.content_end();
        let more = more && (!s.is(end + 1, "and") || crate::lexicon::verb(s.low(end + 2)).is_some());
        // "The bank is, in the words of its chairman, sound": the verb stands behind.
        let cut = parted && crate::grammar::aids(s, before.end.saturating_sub(2)) && s.is(before.end - 1, ",");
        let goes_on = parted && !more && (joined || cut || !is_clausal(s, before.clone()));
        if goes_on { vec![before, rest] } else { vec![before] }
    };
    let mut contents = Vec::new();
    let mut direct = true;
    for range in ranges {
        let (span, quoted) = trimmed(s, range)?;
        direct &= quoted;
        contents.push(span);
    }
    let mut draft = Draft::new(contents, CueClass::Speech, "according");
    let known = parties.iter().all(|party| party.strength >= Strength::Role);
    draft.tier = if known { Tier::A } else { Tier::B };
    draft.parties = parties;
    draft.cue = s.span(nobodys.map_or(cue.clone(), |end| cue.start..end));
    draft.lemma = "according";
    draft.direct = direct;
    Some(draft)
}

/// "According to reports", "to some media reports": they name nobody. Where the words end, if so.
fn reports(s: &Sentence, start: usize) -> Option<usize> {
    const SORTS: &[&str] = &[
        "some",
        "several",
        "many",
        "most",
        "multiple",
        "various",
        "other",
        "recent",
        "earlier",
        "unconfirmed",
        "local",
        "foreign",
        "state",
        "national",
        "international",
        "media",
        "press",
        "news",
        "newspaper",
        "online",
        "early",
        "initial",
        "family",
        "village",
        "popular",
    ];
    let noun = (start..s.len()).find(|i| !SORTS.contains(&s.low(*i)) || s.is_capital(*i))?;
    let nobodys = matches!(
        s.low(noun),
        "reports" | "rumours" | "rumors" | "accounts" | "legend" | "lore" | "tradition" | "folklore"
    ) && !s.is_capital(noun);
    let ends = noun + 1 >= s.content_end() || s.kind(noun + 1) != Some(TokenKind::Word);
    (nobodys && ends).then_some(noun + 1)
}

/// "According to trade estimates": a noun that ends the words, and looks like a verb.
fn with_noun(s: &Sentence, phrase: Range<usize>) -> Range<usize> {
    let (noun, after) = (phrase.end, phrase.end + 1);
    let ends = after >= s.content_end() || s.kind(after) != Some(TokenKind::Word);
    let is_noun = s.kind(noun) == Some(TokenKind::Word) && crate::nouns::head(s.low(noun)).is_some();
    phrase.start..noun + usize::from(is_noun && ends)
}

/// "According to Reyes you'd need two": the source ends where another subject begins.
fn before_pronoun(s: &Sentence, phrase: Range<usize>) -> Range<usize> {
    let subject = |i: usize| {
        let pronoun = s.low(i).split('\'').next().unwrap_or_default();
        let pronoun = matches!(pronoun, "he" | "she" | "they" | "we" | "i" | "you" | "it");
        // "According to the drivers' union the district is nine short"
        let next = matches!(s.low(i), "the" | "this" | "these" | "those" | "no")
            && !matches!(s.low_before(i), "and" | "or" | "but" | "than")
            && s.kind(i - 1) == Some(TokenKind::Word)
            && !(phrase.start..i).any(|j| matches!(s.low(j), "who" | "which" | "that") || s.low(j).ends_with("ed"));
        (pronoun || next) && !is_preposition(s.low_before(i))
    };
    let end = (phrase.start + 1..phrase.end).find(|i| subject(*i)).unwrap_or(phrase.end);
    phrase.start..end
}

/// Whether "who" behind such a source is about the source: "according to two people, who asked not to be named".
const fn speaks_for_itself(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Person | SourceKind::UnnamedPerson | SourceKind::UnnamedGroup)
}

/// "according to Dana Reyes, an engineer, the dam held": the first comma opens an apposition.
fn with_apposition(s: &Sentence, phrase: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let open = phrase.end;
    let article = matches!(s.low(open + 1), "a" | "an" | "the" | "who" | "which");
    // "According to its director, Ivo Prat, the mine loses money": a name of two words or more, behind a role.
    let names = (open + 1..s.len().min(open + 5)).take_while(|at| s.is_capital(*at)).count();
    let is_name = names > 1 && s.is(open + 1 + names, ",") && open > 0 && !s.is_capital(open - 1);
    if s.is(open, ",") && is_name {
        return (phrase, Some(open + 1..open + 1 + names));
    }
    if s.is(open, ",") && article {
        let inner = phrase_after(s, open + 1);
        if s.is(inner.end, ",") && !inner.is_empty() {
            return (phrase, Some(inner));
        }
    }
    (phrase, None)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn the_source_may_come_first_last_or_between() {
        check("According to a court filing, the dam leaked.", &["court filing | According to | the dam leaked"]);
        check("The dam leaked, according to Dana Reyes.", &["Dana Reyes | according to | The dam leaked"]);
        check(
            "The dam, according to two officials, leaked for a day.",
            &["two officials | according to | The dam … leaked for a day"],
        );
    }

    #[test]
    fn a_view_has_its_owner_and_a_report_its_outlet() {
        check(
            "In Dana Reyes's view, the dam should be closed.",
            &["Dana Reyes | In Dana Reyes's view | the dam should be closed"],
        );
        check(
            "As first reported by the Harbour Post, the dam leaked.",
            &["Harbour Post | As first reported by | the dam leaked"],
        );
    }

    #[test]
    fn a_view_may_be_of_whoever_was_spoken_of_and_per_needs_a_source() {
        check(
            "Economist Dana Reyes left. In his view, the dam should be closed.",
            &["Dana Reyes | In his view | the dam should be closed"],
        );
        check(
            "The dam leaked for a day, per the harbour authority.",
            &["harbour authority | per | The dam leaked for a day"],
        );
        check("The dam leaked for a day, per the plan.", &[]);
    }

    #[test]
    fn reports_of_nobody_name_nobody() {
        check("The dam leaked, according to reports.", &["- | according to reports | The dam leaked"]);
        check(
            "According to some media reports, the dam leaked.",
            &["- | According to some media reports | the dam leaked"],
        );
        check(
            "The dam leaked, according to reports from the mill.",
            &["reports from the mill | according to | The dam leaked"],
        );
    }

    #[test]
    fn a_noun_that_looks_like_a_verb_ends_the_words() {
        check(
            "Vell buys 6,000 tonnes, according to trade estimates.",
            &["trade estimates | according to | Vell buys 6,000 tonnes"],
        );
        check("According to police records, the dam leaked.", &["police records | According to | the dam leaked"]);
    }

    #[test]
    fn an_apposition_is_no_content() {
        check(
            "According to Dana Reyes, an engineer at Orrin, the dam leaked.",
            &["Dana Reyes | According to | the dam leaked"],
        );
    }

    #[test]
    fn an_account_is_its_owners_and_a_pronoun_is_no_part_of_a_name() {
        check(
            "Dana Reyes left. The dam, by her own account, leaked for a day.",
            &["Dana Reyes | by her own account | The dam … leaked for a day"],
        );
        check(
            "According to the drivers' union the line is shut.",
            &["drivers' union | According to | the line is shut"],
        );
        check(
            "According to a person who has seen the tables, there is a gap.",
            &["person who has seen the tables | According to | there is a gap"],
        );
        check("According to Dana Reyes you need two dams.", &["Dana Reyes | According to | you need two dams"]);
        check("The dam was paid for, by her own bank, in May.", &[]);
    }

    #[test]
    fn according_to_plan_credits_nobody() {
        check("The work went according to plan.", &[]);
    }
}
