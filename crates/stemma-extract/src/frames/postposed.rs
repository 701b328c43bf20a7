//! "Y, X said." · "“Y,” said X." · "Y1, X said, Y2" · "As X points out, Y".

use std::ops::Range;

use stemma_core::enumerations::{Modality, SourceKind, Stance, Tier};

use super::active::{self, origins};
use super::predicate::{self, is_predicate, is_supposed};
use super::{complement, extent, subject};
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, Subject, phrase_after};
use crate::lexicon::{self, Cue, CueClass, Form, Frames};
use crate::nouns::Head;
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for at in 0..s.len() {
        let special = || makes_clear(s, at).or_else(|| perceives(s, at)).or_else(|| has_it(s, at));
        let known = || special().or_else(|| lexicon::verb(s.low(at)));
        let Some((cue, form)) = known() else { continue };
        let cue = if puts_it(s, at) {
            Cue { class: CueClass::Speech, frames: Frames::THAT.with(Frames::QUOTE), ..cue }
        } else {
            cue
        };
        let speaks = cue.frames.has(Frames::QUOTE)
            || cue.frames.has(Frames::THAT) && (cue.frames.has(Frames::BARE) || cue.class == CueClass::Finding);
        let only_quotes = !cue.frames.has(Frames::THAT);
        let past = matches!(form, Form::Past | Form::Third) && !(s.is_capital(at) && at > 0);
        let forms = is_predicate(s, at, form) && form != Form::Ing;
        let shows = matches!(cue.lemma, "show" | "indicate" | "reveal");
        let settles = matches!(cue.lemma, "confirm" | "rule" | "disclose");
        if !speaks || s.is_quoted(at) || cue.class == CueClass::Factive && !(shows || settles) || is_supposed(s, at) {
            continue;
        }
        let after = after_subject(s, at, e).filter(|_| forms);
        // Who hears stands behind "told": nobody inverts it.
        let inverts = past && cue.frames.has(Frames::QUOTE) && !cue.frames.has(Frames::HEARER) && cue.lemma != "put";
        let Some(mut spoken) = after.or_else(|| before_subject(s, at, e).filter(|_| inverts)) else { continue };
        let leading = content_start(s, spoken.whole.start)..spoken.whole.start;
        spoken.parties.iter_mut().for_each(|party| subject::means(s, leading.clone(), party));
        if only_quotes && !follows_a_quotation(s, spoken.whole.start) {
            continue;
        }
        // "It was a rook and not, as the caption said, a crow": what it said is what is denied, behind it.
        let denied = s.is(spoken.whole.start, "as") && spoken.whole.start > 1 && s.is(spoken.whole.start - 1, ",");
        if denied && s.is(spoken.whole.start - 2, "not") {
            continue;
        }
        let weak = spoken.parties.iter().any(|party| party.strength == Strength::Weak);
        let spoken_of = matches!(cue.class, CueClass::Speech | CueClass::Distancing) && spoken.circumstance.closed;
        let papers = spoken.parties.iter().all(|party| party.mention.kind == SourceKind::Document)
            || predicate::record_before(s, at).is_some();
        // "…, as a study by the institute shows"
        let as_shown = s.is(spoken.whole.start, "as") && !weak;
        let unknown = spoken.parties.iter().any(|party| party.strength < Strength::Role);
        if grammar::is_negated(s, at) || weak && !spoken_of || shows && !papers && !as_shown || settles && unknown {
            continue;
        }
        // What a study shows may be its reader's inference; what a log or an image shows stands in it.
        let stands = spoken.parties.iter().all(|party| party.head == Some(Head::Record));
        let disputed = active::is_disputed(s, at);
        let tier = |draft: Draft| {
            let tier = if shows && !stands { Tier::B } else { draft.tier };
            Draft { tier: if disputed { Tier::C } else { tier }, ..draft }
        };
        let Some(first) = draft(s, cue, &spoken, e).map(tier) else { continue };
        let more = behind_colon(s, &spoken, &first);
        found.extend(coordinated(s, &spoken, first));
        found.extend(more);
    }
    found
}

/// "The lifts stay closed, the company said, and the doors are shut": two whole clauses are two contents. A quotation that the
/// speaker parts stays one.
fn coordinated(s: &Sentence, spoken: &Spoken, draft: Draft) -> Vec<Draft> {
    let comma = spoken.whole.end + usize::from(s.is(spoken.whole.end, ","));
    let end = extent::clip(s, comma, s.content_end());
    let leading = content_start(s, spoken.whole.start)..spoken.whole.start;
    let is_whole = draft.contents.len() == 2
        && !draft.direct
        && matches!(s.low(comma), "and" | "but")
        && !is_continued(s, comma + 1)
        && grammar::is_clausal(s, leading)
        && grammar::is_clausal(s, comma + 1..end);
    let own = trimmed(s, comma + 1..end).filter(|_| is_whole);
    match (draft.contents.first().copied(), own) {
        (Some(before), Some((after, _))) => {
            let one = |content| Draft { contents: vec![content], ..draft.clone() };
            vec![one(before), one(after)]
        }
        _ => vec![draft],
    }
}

/// "…, and he needs it", "…, and never saw it": whether the clause at `at` lives on the subject of the one before.
fn is_continued(s: &Sentence, at: usize) -> bool {
    let first = grammar::after_adverbs(s, at);
    matches!(s.low(first), "he" | "she" | "it" | "they" | "we" | "i" | "there")
        || grammar::is_finite(s, first)
        || first > at
}

/// Whether a quotation ends right before `at`: what "laughed" and "asked" need to be somebody's word.
fn follows_a_quotation(s: &Sentence, at: usize) -> bool {
    let closes = |i: usize| s.kind(i) == Some(TokenKind::Close);
    closes(at) || at.checked_sub(1).is_some_and(closes)
}

/// "…, the ministry has made clear"
fn makes_clear(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    let form = match s.low(at) {
        "made" => Form::Past,
        "makes" => Form::Third,
        "make" => Form::Base,
        _ => return None,
    };
    let frames = Frames::THAT.with(Frames::BARE);
    let clear = matches!(s.low(at + 1), "clear" | "plain");
    clear.then_some((Cue { lemma: "clear", class: CueClass::Speech, frames }, form))
}

/// "The store had no bread, Luc Tremblay saw on his visits": what somebody counted, measured or saw is theirs only behind it.
fn perceives(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    let (lemma, class) = match s.low(at) {
        "saw" => ("see", CueClass::Speech),
        "witnessed" => ("witness", CueClass::Speech),
        "measured" => ("measure", CueClass::Finding),
        "counted" => ("count", CueClass::Finding),
        "recorded" => ("record", CueClass::Finding),
        "records" if predicate::record_before(s, at).is_some() => ("record", CueClass::Finding),
        _ => return None,
    };
    let is_behind = grammar::subject_before(s, at).is_some_and(|subject| {
        let comma = subject.phrase.start.checked_sub(1).filter(|comma| s.is(*comma, ","));
        comma.is_some_and(|comma| grammar::is_clausal(s, content_start(s, comma)..comma))
    });
    let frames = Frames::THAT.with(Frames::BARE);
    let form = if s.is(at, "records") { Form::Third } else { Form::Past };
    (is_behind || form == Form::Third).then_some((Cue { lemma, class, frames }, form))
}

/// "…, as the register has it"
fn has_it(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    let form = match s.low(at) {
        "has" => Form::Third,
        "had" => Form::Past,
        "have" => Form::Base,
        _ => return None,
    };
    let as_before = grammar::subject_before(s, at).is_some_and(|subject| s.low_before(subject.phrase.start) == "as");
    let cue = Cue { lemma: "say", class: CueClass::Speech, frames: Frames::THAT.with(Frames::BARE) };
    (s.is(at + 1, "it") && as_before && !matches!(s.low_before(at), "rumour" | "rumor" | "legend"))
        .then_some((cue, form))
}

/// "Both are guesses, cautions Bram Kessler: prices alone could …": what stands behind the colon is the speaker's too.
fn behind_colon(s: &Sentence, spoken: &Spoken, first: &Draft) -> Option<Draft> {
    let colon = spoken.whole.end;
    // "The ball was in, the report says: he stood at the post": what is said goes on; what is found has its reason told.
    let goes_on = spoken.cue.start > spoken.whole.start && first.class == CueClass::Speech;
    let inverted = spoken.cue.start == spoken.whole.start;
    let leads = (inverted || goes_on) && s.is(colon, ":");
    let range = colon + 1..extent::clip(s, colon + 1, s.content_end());
    let said = leads && (grammar::is_clausal(s, range.clone()) || s.kind(range.start) == Some(TokenKind::Open));
    let (span, direct) = trimmed(s, range).filter(|_| said)?;
    Some(Draft { contents: vec![span], direct, modality: None, ..first.clone() })
}

/// "as she put it"
fn puts_it(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "put" | "puts") && s.is(at + 1, "it")
}

/// The attribution's own words, and who it names.
struct Spoken {
    /// From the subject or "as" to the end of what belongs to the attribution.
    whole: Range<usize>,
    cue: Range<usize>,
    parties: Vec<Party>,
    circumstance: complement::Circumstance,
}

/// "…, X said".
fn after_subject(s: &Sentence, at: usize, e: &Entities) -> Option<Spoken> {
    let subject = subject::with_relative(s, at).or_else(|| grammar::subject_before(s, at)).or_else(|| {
        let phrase = predicate::record_before(s, at)?;
        Some(grammar::Subject { phrase, apposition: None, verbs: at })
    })?;
    let subject = match predicate::record_before(s, subject.verbs) {
        Some(phrase) if phrase.end == subject.phrase.end => grammar::Subject { phrase, ..subject },
        _ => subject,
    };
    let first = sources::joined::list_start(s, &subject.phrase);
    let as_before = s.low_before(first) == "as";
    // "…, or so his neighbours say"
    let so = s.low_before(first) == "so" && first > 2 && (s.is(first - 2, "or") || s.is(first - 2, ","));
    let start = first - usize::from(as_before || so) - usize::from(so && s.is(first - 2, "or"));
    let opens = start == 0 || is_break(s, start - 1) || start == 1 && matches!(s.low(0), "furthermore" | "but" | "and");
    // "Stevie Wonder, who joked of the museum, “Y”": what stands before is no content.
    let relative = matches!(s.low_before(subject.verbs), "who" | "which");
    if !opens || start == 0 && !as_before || relative {
        return None;
    }
    let parties = sources::parties(s, &subject, e);
    let goes_on = matches!(s.low(at), "went" | "goes") && s.is(at + 1, "on");
    let more = s.is(at + 1, "out") || puts_it(s, at) || makes_clear(s, at).is_some() || has_it(s, at).is_some();
    let particle = usize::from(goes_on || more);
    let (end, circumstance) = colon(s, start, at + 1 + particle).or_else(|| tail(s, at + 1 + particle, e))?;
    (!parties.is_empty()).then_some(Spoken {
        whole: start..end,
        cue: subject.verbs..at + 1 + particle,
        parties,
        circumstance,
    })
}

/// "The alarm was dead, Abernethy established: its memory had ended": behind a whole clause the colon gives the reason, and is
/// no lead-in.
fn colon(s: &Sentence, start: usize, at: usize) -> Option<(usize, complement::Circumstance)> {
    let comma = start.checked_sub(1).filter(|comma| s.is(*comma, ",") && s.is(at, ":"))?;
    let is_quote = s.kind(at + 1) == Some(TokenKind::Open);
    let is_whole = grammar::is_clausal(s, content_start(s, comma)..comma) && !is_quote;
    is_whole.then(|| (at, complement::Circumstance { closed: true, ..Default::default() }))
}

/// "…,” said X".
fn before_subject(s: &Sentence, at: usize, e: &Entities) -> Option<Spoken> {
    let break_before = at > 0 && is_break(s, at - 1);
    let phrase = phrase_after(s, at + 1);
    // "The lobby, which paid for it, said the survey was fair": the survey is a subject of its own.
    let goes_on = s.kind(at.wrapping_sub(1)) != Some(TokenKind::Close)
        && grammar::is_finite(s, phrase.end)
        && !s.is(phrase.end + 1, "by")
        && !s.is(phrase.end, "who");
    if !break_before || phrase.is_empty() || s.is(at + 1, "that") || goes_on {
        return None;
    }
    let mut end = phrase.end;
    let mut apposition = None;
    if s.is(end, ",") {
        let close = (end + 1..s.len())
            .find(|i| s.is(*i, ",") || s.kind(*i) == Some(TokenKind::Open))
            .unwrap_or(s.content_end());
        let inner = end + 1..close;
        let article = grammar::is_determiner(s.low(inner.start)) || matches!(s.low(inner.start), "who" | "which");
        if article || !inner.clone().any(|i| grammar::is_finite(s, i)) {
            end = close;
            apposition = Some(inner);
        }
    }
    let subject = Subject { phrase: trim_time(s, phrase), apposition, verbs: at };
    let parties = sources::parties(s, &subject, e);
    let circumstance = complement::Circumstance { closed: true, ..Default::default() };
    (!parties.is_empty()).then_some(Spoken { whole: at..end, cue: at..at + 1, parties, circumstance })
}

/// "said Dana Reyes on Monday" ends before "on".
fn trim_time(s: &Sentence, phrase: Range<usize>) -> Range<usize> {
    let time = phrase.clone().skip(1).find(|i| {
        grammar::TIMES.contains(s.low(*i))
            || matches!(s.low(*i), "on" | "in") && !s.is_capital(i + 1) | grammar::TIMES.contains(s.low(i + 1))
    });
    phrase.start..time.unwrap_or(phrase.end)
}

fn is_break(s: &Sentence, index: usize) -> bool {
    s.is(index, ",")
        || matches!(s.kind(index), Some(TokenKind::Close | TokenKind::Dash))
        || s.is(index, "?")
        || s.is(index, "!")
}

/// What follows the verb must end the attribution: a break, the sentence's end, or a circumstance up to one.
fn tail(s: &Sentence, at: usize, e: &Entities) -> Option<(usize, complement::Circumstance)> {
    let mut circumstance = complement::Circumstance::default();
    let limit = s.content_end();
    if s.is(at, ":") {
        return None;
    }
    if at >= limit || is_break(s, at) || s.is(at, ";") || s.kind(at) == Some(TokenKind::Open) {
        circumstance.closed = true;
        return Some((at.min(limit), circumstance));
    }
    if let Some(end) = second_verb(s, at, limit) {
        circumstance.closed = true;
        return Some((end, circumstance));
    }
    let us = matches!(s.low(at), "us" | "me" | "you" | "him" | "her" | "them") && is_break(s, at + 1);
    let hearer = s.low_before(at) == "told" || us;
    let circumstantial = grammar::is_preposition(s.low(at)) && !s.is(at, "to")
        || s.is(at, "to")
            && (crate::nouns::head(s.low(at + 1)).is_some()
                || hears(s, at + 1)
                || s.is_capital(at + 1)
                || matches!(s.low(at + 1), "me" | "us"))
        || grammar::TIMES.contains(s.low(at))
        || grammar::is_adverb(s.low(at))
        || s.is(at, "when");
    if !(hearer || circumstantial) {
        return None;
    }
    let ends =
        |i: &usize| is_break(s, *i) || matches!(s.words(*i..*i + 1), ";" | ":") || s.kind(*i) == Some(TokenKind::Open);
    let end = (at..limit).find(ends).unwrap_or(limit);
    let clause = matches!(s.low(at), "after" | "before" | "when" | "as" | "during");
    if !clause && ((at..end).any(|i| grammar::is_finite(s, i)) || s.find(at..end, "that").is_some()) {
        return None;
    }
    for i in at..end {
        let named =
            (hearer && i == at || matches!(s.low_before(i), "with" | "by" | "in" | "on" | "to")) && !s.is(i, "to");
        let hears = s.low_before(i) == "to" || hearer && i == at;
        let title = if named && hears { sources::title_case(s, i..end) } else { None };
        let party = if named && title.is_none() { sources::party(s, phrase_after(s, i), None, e) } else { None };
        let outlet =
            party.filter(|party| party.head == Some(Head::Outlet) || crate::nouns::is_outlet(&party.mention.name));
        circumstance.relays.extend(title.or_else(|| outlet.map(|party| party.voice())));
    }
    // Content, speaker, verb and a circumstance up to a break: nothing is left open.
    circumstance.closed = true;
    Some((end, circumstance))
}

/// "the district council": whom something is said to.
fn hears(s: &Sentence, at: usize) -> bool {
    let last = phrase_after(s, at).end.saturating_sub(1);
    let is_body = matches!(
        crate::nouns::head(s.low(last)),
        Some(Head::Organization | Head::People | Head::Outlet | Head::Office)
    );
    grammar::is_determiner(s.low(at)) && last > at && is_body
}

/// "Petrovic said and laid eleven pay slips on the table": where what else the speaker did ends, when no clause follows it.
fn second_verb(s: &Sentence, at: usize, limit: usize) -> Option<usize> {
    let verb = grammar::after_adverbs(s, at + 1);
    let acts = s.is(at, "and") && (grammar::is_finite(s, verb) || is_past_form(s.low(verb))) && !grammar::aids(s, verb);
    let end = (verb..limit).find(|i| is_break(s, *i) || matches!(s.low(*i), ";" | ":")).unwrap_or(limit);
    let alone = !(verb + 1..end).any(|i| grammar::is_finite(s, i) || s.is(i, "that"));
    (acts && alone && end >= limit.min(verb + 1)).then_some(end)
}

/// A verb in the past that the grammar does not tell behind "and".
fn is_past_form(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
        || matches!(word, "laid" | "heard" | "saw" | "left" | "put" | "held" | "drew" | "shook")
}

fn draft(s: &Sentence, cue: Cue, spoken: &Spoken, e: &Entities) -> Option<Draft> {
    let before = content_start(s, spoken.whole.start)..spoken.whole.start;
    let after = spoken.whole.end..extent::clip(s, spoken.whole.end, s.content_end());
    let citing = origins(s, spoken.whole.end, e);
    let mut contents = Vec::new();
    let mut direct = true;
    let quotes_after = opens_quotation(s, spoken.whole.end);
    for range in [before, after] {
        // "…, as X put it, “Y”": X's words are the quoted ones.
        if cue.lemma == "put" && quotes_after && range.start < spoken.whole.start {
            continue;
        }
        let leads = spoken.whole.start.checked_sub(2).is_some_and(|verb| follows(s, verb)) && governs(s, spoken);
        if leads && range.start < spoken.whole.start {
            continue;
        }
        let words = range.clone().filter(|i| s.kind(*i) == Some(TokenKind::Word)).count();
        let own = range.start == spoken.whole.end && (!citing.is_empty() || !goes_on(s, spoken.whole.end));
        if words == 0 || own {
            continue;
        }
        let opening = range.start < spoken.whole.start;
        let inverted = spoken.cue.start == spoken.whole.start;
        // After a quotation that is whole, only a second quotation goes on with it; after a whole clause, only what is
        // joined to it.
        let whole = direct || leads_whole(s, spoken.whole.start);
        let joined = if direct { opens_quotation(s, range.start) } else { is_joined(s, range.start) };
        let quote = range.start + usize::from(s.is(range.start, ","));
        let joined = joined || !opening && (governs(s, spoken) || complement::joins_on(s, quote));
        if !opening && !contents.is_empty() && whole && !joined {
            continue;
        }
        let (span, quoted) = trimmed(s, range.clone())?;
        let quotes = range.clone().any(|i| s.is_quoted(i));
        let parted = goes_on(s, spoken.whole.end) && citing.is_empty();
        let bare = words < 4 || grammar::is_preposition(s.low(range.start)) || s.is(range.start, "according");
        let says = spoken.circumstance.closed && cue.class != CueClass::Finding;
        let alone = says && stands_alone(s, &range, spoken.whole.end);
        if opening && inverted && !quotes && names_a_paper(s, spoken, &range) {
            return None;
        }
        if opening && !quotes && !parted && bare && !inverted && !alone && !grammar::is_clausal(s, range) {
            continue;
        }
        direct &= quoted;
        contents.push(span);
    }
    let first = contents.first()?;
    if contents.len() == 1 && first.slice(s.text)?.split_whitespace().count() < 2 && !direct {
        return None;
    }
    let named = spoken.parties.iter().all(|party| party.strength >= Strength::Role);
    let mut draft = Draft::new(contents, cue.class, "postposed");
    draft.parties.clone_from(&spoken.parties);
    draft.cue = s.span(spoken.cue.clone());
    draft.lemma = cue.lemma;
    draft.direct = direct;
    draft.stance = if cue.class == CueClass::Doubt { Stance::Questions } else { Stance::Affirms };
    draft.modality = (cue.class == CueClass::Prediction).then_some(Modality::Predicted);
    draft.relays.clone_from(&spoken.circumstance.relays);
    draft.origins = citing;
    draft.tier = if spoken.circumstance.closed && named { Tier::A } else { Tier::B };
    Some(draft)
}

/// "The dam leaks, police said.": where nothing stands behind an attribution, what is said stands before it, however short,
/// unless that only tells when, where or how.
fn stands_alone(s: &Sentence, range: &Range<usize>, end: usize) -> bool {
    let first = s.low(range.start);
    let tells = grammar::is_preposition(first)
        || grammar::is_subordinator(first)
        || grammar::is_adverb(first)
        || first == "according";
    let timed = range.clone().any(|i| grammar::TIMES.contains(s.low(i)));
    let comma = range.clone().take(range.len().saturating_sub(1)).any(|i| s.is(i, ","));
    end >= s.content_end() && !tells && !timed && !comma
}

/// Whether a whole clause stands before the attribution that begins at `start`, and not "The closure will, Delphi says, cost 400
/// jobs".
fn leads_whole(s: &Sentence, start: usize) -> bool {
    let leading = content_start(s, start)..start;
    let open = grammar::is_subordinator(s.low(leading.start)) || s.is(leading.start, "even");
    let cut = start.checked_sub(2).is_some_and(|verb| s.is(verb + 1, ",") && grammar::aids(s, verb));
    !open && !cut && grammar::is_clausal(s, leading)
}

/// "An inspector, Al Dunn, said the tunnel leaks": no content stands before, and no paper behind.
fn names_a_paper(s: &Sentence, spoken: &Spoken, content: &Range<usize>) -> bool {
    let paper = spoken.parties.iter().any(|party| party.mention.kind == SourceKind::Document);
    paper && !grammar::is_clausal(s, content.clone())
}

/// Whether what follows a clause and its attribution still belongs to the clause.
fn is_joined(s: &Sentence, at: usize) -> bool {
    let at = if s.is(at, ",") { at + 1 } else { at };
    let word = s.low(at);
    let joins = matches!(
        word,
        "and"
            | "but"
            | "or"
            | "nor"
            | "because"
            | "if"
            | "unless"
            | "although"
            | "though"
            | "even"
            | "so"
            | "not"
            | "that"
            | "only"
            | "until"
            | "since"
    );
    let loose = matches!(word, "after" | "before" | "during" | "following" | "amid" | "despite" | "as" | "like");
    joins
        || grammar::is_preposition(word) && !loose
        || s.kind(at) == Some(TokenKind::Open)
        || s.is_quoted(at)
        || word.ends_with("ing")
}

/// "The recordings would show, she said, that Y": the clause behind belongs to the verb before.
fn governs(s: &Sentence, spoken: &Spoken) -> bool {
    let that = spoken.whole.end + usize::from(s.is(spoken.whole.end, ","));
    let verb = spoken.whole.start.checked_sub(2).filter(|verb| s.is(verb + 1, ","));
    let governing = |verb: usize| lexicon::verb(s.low(verb)).is_some_and(|(cue, _)| cue.frames.has(Frames::THAT));
    s.is(that, "that") && verb.is_some_and(|verb| governing(verb) || follows(s, verb))
}

/// "From the readings it follows, she explains, that Y": what is said is Y.
fn follows(s: &Sentence, verb: usize) -> bool {
    s.low_before(verb) == "it" && matches!(s.low(verb), "follows" | "emerges" | "appears" | "follow" | "transpires")
}

fn opens_quotation(s: &Sentence, at: usize) -> bool {
    let next = if s.is(at, ",") || s.kind(at) == Some(TokenKind::Dash) { at + 1 } else { at };
    s.kind(next) == Some(TokenKind::Open) || s.is_quoted(next)
}

/// Whether the sentence goes on with content after the attribution.
fn goes_on(s: &Sentence, at: usize) -> bool {
    let next = if s.is(at, ",") { at + 1 } else { at };
    let starts = matches!(s.kind(next), Some(TokenKind::Word | TokenKind::Open | TokenKind::Number));
    let own = matches!(s.low(next), "adding" | "who" | "which" | "citing" | "while" | "but" | "noting");
    starts && !own && !(s.low(next).ends_with("ing") && s.kind(next) == Some(TokenKind::Word))
}

/// Where leading content starts: behind the last part of the sentence that is the author's own.
fn content_start(s: &Sentence, end: usize) -> usize {
    let ends = |i: usize| s.is(i, ";") || s.is(i, ":") && grammar::is_clausal(s, 0..i);
    if let Some(start) = inserted_clause_start(s, end) {
        return start;
    }
    (0..end).rev().find(|i| ends(*i) && !s.is_quoted(*i)).map_or(0, |i| i + 1)
}

/// Where the content starts whose own opening word stands right before the attribution: "a carrier that, X says, moves two
/// tonnes" starts with the carrier, "works there and, X said, has moved" behind the attribution.
fn inserted_clause_start(s: &Sentence, end: usize) -> Option<usize> {
    let opener = end.checked_sub(2).filter(|_| s.is(end - 1, ","))?;
    match s.low(opener) {
        "and" | "but" if opener > 2 && !s.is_quoted(opener) => Some(end),
        "that" | "which" | "who" if opener > 0 => {
            let close = if s.is(opener - 1, ",") { opener - 1 } else { opener };
            grammar::phrase_before(s, close).map(|phrase| phrase.start)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn attributions_follow_their_content() {
        check("The plant had closed, the company said.", &["company | said | The plant had closed"]);
        check(
            "“The line stopped in May,” said Dana Reyes, a shift lead at Orrin Foundry.",
            &["Dana Reyes | said | The line stopped in May"],
        );
        check("“It held,” Reyes said. He left.", &["Reyes | said | It held"]);
        check("The brakes fail, says Tom Hill of the road office.", &["Tom Hill | says | The brakes fail"]);
        check(
            "The hall leaked for a year, as a study by the Halvor Institute shows.",
            &["Halvor Institute | shows | The hall leaked for a year"],
        );
        check(
            "The ship left in May, as the register of the port has it.",
            &["register of the port | has it | The ship left in May"],
        );
        check(
            "The bones are old, Vera Molnar has established.",
            &["Vera Molnar | has established | The bones are old"],
        );
    }

    #[test]
    fn attributions_part_their_content() {
        check("The dam, Dana Reyes said, held for a day.", &["Dana Reyes | said | The dam … held for a day"]);
        check("“The dam held,” Reyes said, “for a day.”", &["Reyes | said | The dam held … for a day."]);
    }

    #[test]
    fn two_whole_clauses_around_the_speaker_are_two_contents() {
        check(
            "The lifts stay closed, the company said on Monday, and the doors are shut.",
            &["company | said | The lifts stay closed", "company | said | the doors are shut"],
        );
        check(
            "The dam leaked, Luna said in front of the hall, and it was old.",
            &["Luna | said | The dam leaked … it was old"],
        );
    }

    #[test]
    fn an_opening_circumstance_is_no_content() {
        check("On Thursday, the company said the dam held.", &["company | said | the dam held"]);
        check(
            "Orrin plans to sell by 2027, the Harbour Post reported, citing two officials.",
            &["Harbour Post | reported | Orrin plans to sell by 2027"],
        );
    }

    #[test]
    fn as_opens_an_attribution() {
        check("As Tom Hill points out, the dam held for a day.", &["Tom Hill | points out | the dam held for a day"]);
    }

    #[test]
    fn what_only_stands_near_a_whole_clause_is_the_authors() {
        check(
            "The lifts will stay closed, the company said on Tuesday, after a cable had torn.",
            &["company | said | The lifts will stay closed"],
        );
        check("“It held,” Reyes said in Orrin, Kestwick, after the flood.", &["Reyes | said | It held"]);
        check("“Steel does not get cheaper,” as one put it.", &["one | put it | Steel does not get cheaper"]);
    }

    #[test]
    fn whoever_asks_or_laughs_beside_a_quotation_says_it() {
        check(
            "“Is half a dam still a dam?” councillor Maja Holt asked in the hall on Tuesday.",
            &["Maja Holt | asked | Is half a dam still a dam?"],
        );
        check("“It never held,” Dana Reyes laughed.", &["Dana Reyes | laughed | It never held"]);
        check("“The dam held,” reckons Dana Reyes of Orrin.", &["Dana Reyes | reckons | The dam held"]);
        assert_eq!(lines("The dam held for a day, and Dana Reyes laughed."), [""; 0]);
        assert_eq!(lines("The dam held for a day, Dana Reyes asked the mayor for help."), [""; 0]);
    }

    #[test]
    fn a_clause_that_opens_before_its_attribution_is_the_content() {
        check(
            "Orrin sells a cart that, the company says, moves two tonnes.",
            &["company | says | a cart that … moves two tonnes"],
        );
        check(
            "Tom Hill left the mill and, Dana Reyes said, has moved to Kestwick.",
            &["Dana Reyes | said | has moved to Kestwick"],
        );
    }

    #[test]
    fn nobody_inverts_told_and_a_relative_speaks_for_itself() {
        check("Hill, 56, who ran the mill for years, told the Post that it leaked.", &["Hill | told | it leaked"]);
        assert_eq!(
            lines("The show had Tom Hill and Ann Kerr, who joked of the hall, “I have not seen it yet.”"),
            [""; 0]
        );
    }

    #[test]
    fn what_stands_behind_the_colon_or_the_inserted_speaker_is_theirs() {
        check(
            "Both are guesses, cautions Tom Hill of Orrin: the price could double in a year.",
            &["Tom Hill | cautions | Both are guesses", "Tom Hill | cautions | the price could double in a year"],
        );
        check(
            "The logs would show, Dana Reyes said, that the dam leaked.",
            &["Dana Reyes | said | The logs would show … that the dam leaked"],
        );
        check("Rents may rise, the ministry has made clear.", &["ministry | has made clear | Rents may rise"]);
        check("“It held,” said captain Will Brandt.", &["Will Brandt | said | It held"]);
    }

    #[test]
    fn a_semicolon_or_a_reason_ends_the_attribution() {
        check("The dam leaked, Dana Reyes says; the wall faced her.", &["Dana Reyes | says | The dam leaked"]);
        check("The dam leaked, Dana Reyes said on Monday; it was old.", &["Dana Reyes | said | The dam leaked"]);
        check(
            "The dam was dead, Tom Hill established: its log ends in May.",
            &["Tom Hill | established | The dam was dead"],
        );
        check(
            "The ball was in, Lema's report says: he stood level with the post.",
            &["Lema's report | says | The ball was in", "Lema's report | says | he stood level with the post"],
        );
        check("On Monday, Dana Reyes said: the dam leaked.", &["Dana Reyes | said | the dam leaked"]);
    }

    #[test]
    fn what_somebody_counted_or_saw_stands_before_it() {
        check(
            "The store had no bread, Luc Tremblay saw on his visits.",
            &["Luc Tremblay | saw | The store had no bread"],
        );
        check(
            "The march drew many people, police counted from the air.",
            &["police | counted | The march drew many people"],
        );
        check(
            "The river stood low, records kept by the mill show.",
            &["records kept by the mill | show | The river stood low"],
        );
        assert_eq!(lines("When it rained, Tom Hill saw the town."), [""; 0]);
        assert_eq!(lines("Tom Hill sat down, took a pen and counted on his fingers."), [""; 0]);
        assert_eq!(lines("After the flood, Tom Hill measured in the hall."), [""; 0]);
    }

    #[test]
    fn what_a_record_shows_stands_before_it_however_long_its_name() {
        check("The mill closed in May, a report by the council shows.", &["council | shows | The mill closed in May"]);
        check(
            "Hemi Tairua was at home, the log of his ankle tag shows.",
            &["log of his ankle tag | shows | Hemi Tairua was at home"],
        );
        check(
            "The tanker grounded at four, the log of the pilot station records.",
            &["log of the pilot station | records | The tanker grounded at four"],
        );
        assert_eq!(lines("Orrin closed the mill, the shop on the quay and the log of shows."), [""; 0]);
    }

    #[test]
    fn a_short_clause_is_said() {
        check("The dam leaks, police said.", &["police | said | The dam leaks"]);
        check("Rents rose, said Dana Reyes.", &["Dana Reyes | said | Rents rose"]);
        check("Police said the wall cracks.", &["police | said | the wall cracks"]);
        assert_eq!(lines("The mayor said the right words."), [""; 0]);
        assert_eq!(lines("Last week, police said."), [""; 0]);
    }

    #[test]
    fn lists_of_deeds_are_no_attribution() {
        assert_eq!(lines("The firm grew, and the market, once closed, opened."), [""; 0]);
    }

    #[test]
    fn what_is_ruled_or_confirmed_may_stand_before_it() {
        check("The mill leaked, police confirmed on Monday.", &["police | confirmed | The mill leaked"]);
        check(
            "Fjellbank overcharged its customers, the regulator ruled yesterday.",
            &["regulator | ruled | Fjellbank overcharged its customers"],
        );
        assert_eq!(lines("When it rained, the court ruled the town."), [""; 0]);
    }
}
