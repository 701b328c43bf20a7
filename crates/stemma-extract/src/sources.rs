//! From a noun phrase to who is meant: name, kind, affiliation, and the relays the phrase itself names.

mod core;
pub(crate) mod joined;

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::is_portfolio;
use stemma_core::span::Quote;
use stemma_core::statement::{Mention, Voice};

use self::core::{Core, core, is_name_apostrophe};
use crate::draft::{Party, Strength};
use crate::entities::{Entities, is_place};
use crate::grammar::{Subject, is_determiner, phrase_after};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// The parties that a subject names: two for "A and B" when each stands for itself, and all of a list of names.
pub(crate) fn parties(s: &Sentence, subject: &Subject, entities: &Entities) -> Vec<Party> {
    let phrase = subject.phrase.clone();
    let range = joined::list_start(s, &phrase)..phrase.end;
    let parts = joined::parts(s, &range);
    let last = parts.len().saturating_sub(1);
    let each = parts.iter().enumerate().map(|(i, part)| {
        let apposition = subject.apposition.clone().filter(|_| i == last);
        party(s, part.clone(), apposition, entities)
    });
    let all: Option<Vec<Party>> = each.collect();
    if let Some(all) = all.filter(|all| all.len() > 1) {
        return all;
    }
    if let Some(listed) = listed(s, &phrase, entities) {
        return listed;
    }
    party(s, if parts.len() == 1 { range } else { phrase }, subject.apposition.clone(), entities).into_iter().collect()
}

/// The party that a noun phrase names, or `None` when it names nobody who could say something.
pub(crate) fn party(
    s: &Sentence,
    range: Range<usize>,
    apposition: Option<Range<usize>>,
    e: &Entities,
) -> Option<Party> {
    let range = trim(s, range);
    if range.is_empty() {
        return None;
    }
    let quote = Quote::at(s.text, s.span(range.clone())?)?;
    // "WHO" is nobody's pronoun.
    let acronym = quote.text.len() > 2 && quote.text.chars().all(char::is_uppercase);
    let pointer = if range.len() == 1 && !acronym { pronoun(s.low(range.start), e) } else { None };
    if let Some(pointed) = pointer {
        let by = s.low(range.start);
        let is_sure = matches!(by, "he" | "she") && e.is_surely_meant() && e.last_person(by).is_some();
        let strength = if is_sure { Strength::Role } else { Strength::Pointer };
        return pointed.map(|(name, kind)| plain(quote, name, kind, strength));
    }
    let mut party = match with_roles(s, &range, core(s, range.clone())) {
        Core::Name(name) => named(s, quote, name, apposition.clone(), e),
        // "Their coach, Gail Henshaw,": the role is hers.
        Core::Role { head: Some(Head::Office | Head::Person | Head::Speaker), at }
            if name_in(s, apposition.as_ref()).is_some() =>
        {
            let name = name_in(s, apposition.as_ref()).unwrap_or_default();
            let mut named = named(s, quote, name, Some(at..at + 1), e);
            named.mention.kind = SourceKind::Person;
            named
        }
        // "The maker, Kestrel Medical,", "the operator of the dam, Orrin,": the name is its own.
        Core::Role { at, .. }
            if nouns::may_be_organization(s.low(at)) && organization_in(s, apposition.as_ref()).is_some() =>
        {
            let name = organization_in(s, apposition.as_ref()).unwrap_or_default();
            let mut named = named(s, quote, name, None, e);
            named.mention.kind = SourceKind::Organization;
            named
        }
        // "His barrister, Grace Olusanya,": a trade that no list has.
        Core::Role { head: None, at }
            if (is_owned(s, range.start) || s.is(range.start, "the")) && name_in(s, apposition.as_ref()).is_some() =>
        {
            let name = name_in(s, apposition.as_ref()).unwrap_or_default();
            let mut named = named(s, quote, name, Some(at..at + 1), e);
            named.mention.kind = SourceKind::Person;
            named
        }
        Core::Role { head, at } => match maker(s, head, at, range.end, e) {
            Some(maker) => return Some(Party { head, mention: Mention { quote, ..maker.mention }, ..maker }),
            None => role(s, quote, range.clone(), head, at, e),
        },
        Core::Nobody => return None,
    };
    party.relays = relays(s, range.clone(), e);
    // "Holt, quoted by the Mail, said"
    party.relays.extend(apposition.clone().into_iter().flat_map(|range| relays(s, range, e)));
    let person = party.strength == Strength::Named && party.mention.kind == SourceKind::Person;
    let inner = affiliation(s, range.clone(), person, e);
    let outer = apposition.and_then(|range| affiliation(s, range, false, e));
    party.affiliation = party.affiliation.or(inner).or(outer).filter(|name| *name != party.mention.name);
    if party.mention.kind == SourceKind::Document {
        belong(s, &range, &mut party, e);
    }
    Some(party)
}

/// "The time stamps on his camera" are of whoever was spoken of; what is ours, or of somebody who was not, is nobody's by name.
fn belong(s: &Sentence, range: &Range<usize>, party: &mut Party, e: &Entities) {
    let owns = |i: &usize| matches!(s.low(*i), "his" | "her" | "my" | "our" | "your");
    let Some(owner) = range.clone().find(owns) else { return };
    let known = if matches!(s.low(owner), "his" | "her") { e.last_person(s.low(owner)) } else { None };
    party.affiliation = party.affiliation.take().or_else(|| known.map(str::to_owned));
    if known.is_none() {
        party.strength = party.strength.min(Strength::Pointer);
    }
}

/// "The Governor", "the Minister of the Interior": an office that the document writes with a capital is no name.
fn with_roles(s: &Sentence, range: &Range<usize>, found: Core) -> Core {
    let Core::Name(name) = &found else { return found };
    let at = name.end - 1;
    let article =
        matches!(s.low(range.start), "the" | "a" | "an" | "its" | "their" | "our") && range.start < name.start;
    let head = nouns::head(s.low(at)).filter(|head| matches!(head, Head::Office | Head::Speaker));
    let plain = article && name.len() <= 3 && !nouns::is_short_outlet(s.words(at..name.end));
    match head.filter(|_| plain) {
        Some(head) => Core::Role { head: Some(head), at },
        None => found,
    }
}

/// The person's name that an apposition is, or ends with: "former docker Lew Hart".
fn name_in(s: &Sentence, apposition: Option<&Range<usize>>) -> Option<Range<usize>> {
    let all = apposition?.clone();
    let capital = |i: usize| s.is_capital(i) || s.is(i, ".");
    // "Birgit Solvang of the University of Hald"
    let of = (all.start + 2..all.end.min(all.start + 5)).find(|i| matches!(s.low(*i), "of" | "at" | "from"));
    let leads = of.filter(|of| (all.start..*of).all(capital) && !nouns::is_organization(s.words(all.start..*of)));
    if let Some(of) = leads.filter(|of| !is_place(s.words(all.start..*of))) {
        return Some(all.start..of);
    }
    let start = all.clone().rev().take_while(|i| capital(*i)).last()?;
    let name = start..all.end;
    // "a friend of Lew Hart" is not Lew Hart.
    let describes = |i: usize| {
        let word = s.low(i);
        let is_article = is_determiner(word) && !(word == "the" && i == all.start && i + 1 < start);
        s.kind(i) == Some(TokenKind::Word) && !is_article && !crate::grammar::is_preposition(word)
    };
    let described = start - all.start <= 3 && (all.start..start).all(describes);
    let fits = (2..=4).contains(&name.len()) && described && !nouns::is_organization(s.words(name.clone()));
    fits.then_some(name)
}

/// An apposition that is a name and nothing else.
fn organization_in(s: &Sentence, apposition: Option<&Range<usize>>) -> Option<Range<usize>> {
    let all = apposition?.clone();
    let capital = |i: usize| s.is_capital(i) || matches!(s.low(i), "of" | "&" | ".");
    let whole = (1..=4).contains(&all.len()) && all.clone().all(capital) && s.is_capital(all.start);
    (whole && s.kind(all.start) == Some(TokenKind::Word)).then_some(all)
}

/// Whether a phrase opens with whose somebody is: "his barrister".
fn is_owned(s: &Sentence, start: usize) -> bool {
    matches!(s.low(start), "his" | "her" | "its" | "their" | "my" | "our")
}

/// Who made it: "a post by Tomas Veld", "a study by the Limnos Institute", "a statement from the ministry".
fn maker(s: &Sentence, head: Option<Head>, at: usize, end: usize, e: &Entities) -> Option<Party> {
    // "Tests carried out by the utility"
    let skip = if core::is_made_by(s, at + 1) { 1 + usize::from(s.is(at + 2, "out")) } else { 0 };
    let at = at + skip;
    let by = s.is(at + 1, "by") || s.is(at + 1, "from") && head == Some(Head::Paper);
    if !matches!(head, Some(Head::Paper | Head::Study)) || !by || at + 2 >= end {
        return None;
    }
    party(s, at + 2..end, None, e).filter(|party| party.strength >= Strength::Role)
}

/// "Analyses from A, the group B, and C": all of them, when each is somebody.
fn listed(s: &Sentence, last: &Range<usize>, entities: &Entities) -> Option<Vec<Party>> {
    let joint = s.low_before(last.start) == "and" || s.is(last.start, "and");
    let and = if s.is(last.start, "and") { last.start } else { last.start.checked_sub(1)? };
    let mut end = and.checked_sub(1).filter(|comma| joint && s.is(*comma, ","))?;
    let mut found: Vec<Party> = party(s, last.clone(), None, entities).into_iter().collect();
    loop {
        let start = (0..end).rev().find(|i| s.is(*i, ",")).map_or(0, |i| i + 1);
        let range = end.saturating_sub(end - start)..end;
        let from = range.clone().find(|i| s.is(*i, "from") && s.is_capital(i + 1)).map_or(range.start, |i| i + 1);
        if range.len() > 8 || range.clone().any(|i| crate::grammar::is_finite(s, i)) {
            return None;
        }
        found.push(party(s, from..end, None, entities)?);
        if start == 0 {
            break;
        }
        end = start - 1;
    }
    found.reverse();
    (found.len() > 2).then_some(found)
}

/// Cuts marks, "both" and the like from the ends.
fn trim(s: &Sentence, range: Range<usize>) -> Range<usize> {
    let idle = |i: usize| !matches!(s.kind(i), Some(TokenKind::Word | TokenKind::Number));
    let (mut start, mut end) = (range.start, range.end.min(s.len()));
    // "Both said": they are who speaks.
    while start + 1 < end
        && (idle(start) || matches!(s.low(start), "both" | "even" | "as" | "to" | "by" | "from" | "whose"))
    {
        start += 1;
    }
    while start < end && idle(end - 1) && s.kind(end - 1) != Some(TokenKind::Possessive) {
        end -= 1;
    }
    // "Ruiz et al. (2021) estimate"
    if end > start + 2 && s.is(end - 1, "al") && s.is(end - 2, "et") {
        end -= 2;
    }
    start..end
}

/// Whom a pronoun points to: `Some(None)` when it is a pronoun that names nobody.
fn pronoun(word: &str, e: &Entities) -> Option<Option<(String, SourceKind)>> {
    // "She'd said", "they've claimed"
    let word = if crate::grammar::is_contracted_pronoun(word) { word.split('\'').next().unwrap_or(word) } else { word };
    let owned = |name: Option<&str>| name.map(str::to_owned);
    Some(match word {
        "he" | "she" | "him" | "her" | "his" => {
            Some((owned(e.last_person(word)).unwrap_or_else(|| word.to_owned()), SourceKind::Person))
        }
        "it" | "its" => {
            let named = e.last_organization().map(|name| (name.to_owned(), SourceKind::Organization));
            let body = named.or_else(|| e.last_body().map(|name| (name.to_owned(), SourceKind::UnnamedGroup)));
            // Whoever "it" is, these are not the document's own words.
            body.or_else(|| (word == "it").then(|| (word.to_owned(), SourceKind::UnnamedGroup)))
        }
        "they" | "them" | "their" => Some(match (e.last_group(), e.last_organization()) {
            (Some(name), _) => (name.to_owned(), SourceKind::UnnamedGroup),
            (None, Some(name)) => (name.to_owned(), SourceKind::Organization),
            (None, None) => (word.to_owned(), SourceKind::UnnamedGroup),
        }),
        "everyone" | "everybody" | "anyone" | "anybody" | "someone" | "somebody" => {
            Some((word.to_owned(), SourceKind::UnnamedGroup))
        }
        "we" | "i" | "you" | "who" | "which" | "that" | "this" | "these" | "those" | "us" | "me" | "there" | "what" => {
            None
        }
        _ => return None,
    })
}

fn plain(quote: Quote, name: String, kind: SourceKind, strength: Strength) -> Party {
    let mention = Mention { quote, name, kind };
    Party { mention, affiliation: None, relays: Vec::new(), head: None, expert: false, strength }
}

fn words(s: &Sentence, range: Range<usize>) -> String {
    let joined = s.words(range).split_whitespace().collect::<Vec<_>>().join(" ");
    let joined = joined.replace("gov't", "government").replace("gov’t", "government");
    let joined = joined.replace(['*', '_', '`', '“', '”', '"'], "");
    ["The ", "the ", "A ", "a ", "An ", "an "]
        .iter()
        .find_map(|article| joined.strip_prefix(article))
        .map_or(joined.clone(), str::to_owned)
}

fn named(s: &Sentence, quote: Quote, range: Range<usize>, apposition: Option<Range<usize>>, e: &Entities) -> Party {
    let mut name = words(s, range.clone());
    let before = range.start.checked_sub(1).map_or("", |i| s.low(i));
    let titled = nouns::TITLES.contains(before)
        || s.is(range.start.wrapping_sub(1), ".")
        || matches!(nouns::head(before), Some(Head::Office | Head::Person | Head::Speaker));
    let is_body = apposition.clone().and_then(|range| apposed_head(s, range)) == Some(Head::Organization);
    let trade = apposition.and_then(|range| range.filter_map(|i| nouns::head(s.low(i))).next());
    let person_trade = matches!(trade, Some(Head::Office | Head::Person | Head::Speaker));
    if let Some(full) = e.person_named(&name) {
        name = full.to_owned();
    }
    let article = range.start.checked_sub(1).is_some_and(|i| s.is(i, "the"));
    let kind = if article && nouns::is_short_outlet(&name) {
        SourceKind::Outlet
    } else if is_body && !titled {
        SourceKind::Organization
    } else if titled || person_trade || e.person_named(name.split(' ').next().unwrap_or_default()) == Some(&name) {
        SourceKind::Person
    } else {
        name_kind(&name)
    };
    let trade_before = nouns::head(before);
    let expert = [trade, trade_before].contains(&Some(Head::Person));
    let name = nouns::spelled_out(&name).to_owned();
    Party { head: trade.or(trade_before), expert, ..plain(quote, name, kind, Strength::Named) }
}

/// What an apposition's own noun is: "the authority's head of safety" is a head, "who runs a bakery" none.
fn apposed_head(s: &Sentence, range: Range<usize>) -> Option<Head> {
    let is_own =
        |i: &usize| !crate::grammar::is_preposition(s.low(*i)) && !matches!(s.low(*i), "who" | "which" | "whose");
    let last = range.take_while(|i| is_own(i) && s.kind(*i) != Some(TokenKind::Mark)).last()?;
    nouns::head(s.low(last))
}

/// A hearer whose name is in title case with an "and": "told Ore and Metal", "conceded to Spade and Brush". People do
/// not hear by twos in one breath, so it is the outlet that tells it on.
pub(crate) fn title_case(s: &Sentence, range: Range<usize>) -> Option<Voice> {
    let start = if s.is(range.start, "the") { range.start + 1 } else { range.start };
    let inner = |i: usize| s.is_capital(i) || matches!(s.low(i), "and" | "&" | "of");
    let joined = s.find(start..range.end, "and").or_else(|| s.find(start..range.end, "&"))?;
    let whole = (start..range.end).all(inner) && s.is_capital(start) && s.is_capital(range.end - 1);
    let single = joined == start + 1;
    (whole && single).then(|| Voice { name: words(s, start..range.end), kind: SourceKind::Outlet, affiliation: None })
}

/// What a bare name is, by its words.
pub(crate) fn name_kind(name: &str) -> SourceKind {
    let words = name.split(' ').count();
    if nouns::is_outlet(name) {
        SourceKind::Outlet
    } else if nouns::is_organization(name)
        || name.split([' ', '\'', '’']).any(|word| nouns::is_body(&word.to_lowercase()))
        || is_place(name)
        || name.contains(" and ")
        || words == 1
        || words > 4
    {
        SourceKind::Organization
    } else {
        SourceKind::Person
    }
}

fn role(s: &Sentence, quote: Quote, range: Range<usize>, head: Option<Head>, at: usize, e: &Entities) -> Party {
    let article = s.low(range.start);
    let bare = range.len() <= 2 && matches!(article, "the" | "this" | "that");
    let phrase = lowered(s, &range, words(s, range.clone()));
    let strength = if head.is_none() { Strength::Weak } else { Strength::Role };
    let plural = matches!(head, Some(Head::People)) || head.is_none() && s.low(at).ends_with('s');
    let owner = affiliation(s, range, false, e);
    let pointed = if bare { points_to(head, s.low(at), e) } else { None };
    if let Some((name, kind)) = pointed {
        return Party { head, ..plain(quote, name, kind, Strength::Pointer) };
    }
    // "The company", whose name no sentence gives, is nobody in particular: it must not look like one named actor.
    let open = bare && owner.is_none();
    let kind = match head {
        Some(Head::Organization | Head::Outlet) if open => SourceKind::UnnamedGroup,
        Some(Head::Office | Head::Speaker) if open => SourceKind::UnnamedPerson,
        Some(Head::Office) if !matches!(article, "a" | "an" | "one") => SourceKind::Person,
        Some(Head::Speaker) if owner.is_some() => SourceKind::Organization,
        Some(Head::Organization) => SourceKind::Organization,
        Some(Head::Outlet) => SourceKind::Outlet,
        Some(Head::Record | Head::Paper | Head::Study) => SourceKind::Document,
        _ if plural => SourceKind::UnnamedGroup,
        Some(Head::Office | Head::Person | Head::Speaker | Head::People) | None => SourceKind::UnnamedPerson,
    };
    let expert = matches!(head, Some(Head::Person | Head::People)) && is_expert(s.low(at));
    Party { head, expert, ..plain(quote, phrase, kind, strength) }
}

/// A role that opens its sentence loses the capital that its place gave it: "Two people close to the bank".
fn lowered(s: &Sentence, range: &Range<usize>, phrase: String) -> String {
    let first = s.low(range.start);
    let doers = range.len() == 1 && crate::entities::is_plural_doer(first);
    let common = doers || nouns::head(first).is_some() || QUANTIFIERS.contains(&first);
    if range.start > 0 || !common {
        return phrase;
    }
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().collect::<String>() + chars.as_str())
}

/// Words that open an unnamed source.
const QUANTIFIERS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "several",
    "some",
    "many",
    "multiple",
    "other",
    "various",
    "numerous",
    "most",
    "industry",
    "senior",
    "former",
    "local",
    "current",
    "independent",
    "outside",
    "unnamed",
    "anonymous",
    "early",
];

fn is_expert(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    ["analyst", "economist", "researcher", "scientist", "expert", "observer", "strategist", "historian", "academic"]
        .contains(&stem)
}

/// Sorts of organisation that "the …" may point to whatever its name.
pub(crate) const COMPANIES: &[&str] = &[
    "company",
    "firm",
    "group",
    "maker",
    "chipmaker",
    "carmaker",
    "automaker",
    "manufacturer",
    "giant",
    "startup",
    "start-up",
    "supplier",
    "operator",
    "retailer",
    "developer",
    "corporation",
    "conglomerate",
    "foundry",
    "organization",
    "organisation",
];

/// Those of them that an authority or a body of members may be, too.
const ANY_BODY: &[&str] = &["group", "organization", "organisation"];

fn points_to(head: Option<Head>, word: &str, e: &Entities) -> Option<(String, SourceKind)> {
    match head? {
        Head::Organization if ANY_BODY.contains(&word) => {
            e.last_organization().map(|name| (name.to_owned(), SourceKind::Organization))
        }
        Head::Organization if COMPANIES.contains(&word) => {
            e.last_company().map(|name| (name.to_owned(), SourceKind::Organization))
        }
        Head::Organization => e.organization_with(word).map(|name| (name.to_owned(), SourceKind::Organization)),
        Head::Outlet => e.last_outlet().map(|name| (name.to_owned(), SourceKind::Outlet)),
        Head::Speaker => e.organization_with(word).map(|name| (name.to_owned(), SourceKind::Organization)),
        Head::Office | Head::Person => None,
        Head::People | Head::Record | Head::Paper | Head::Study => None,
    }
}

/// "Orrin's founder", "a shift lead at Orrin Foundry", "a spokesman for the company".
fn affiliation(s: &Sentence, range: Range<usize>, person: bool, e: &Entities) -> Option<String> {
    let owns = |i: &usize| s.kind(*i) == Some(TokenKind::Possessive) && !is_name_apostrophe(s, *i);
    if let Some(mark) = range.clone().find(owns) {
        // "A member of Corva's board"
        let is_relation = |i: &usize| matches!(s.low(*i), "of" | "at" | "for" | "with" | "from" | "on");
        let of = (range.start + 1..mark).rev().find(is_relation).filter(|of| !s.is_capital(*of - 1));
        let owner = trim(s, of.map_or(range.start, |of| of + 1)..mark);
        return owner_name(s, owner, e);
    }
    let heads = |i: usize| nouns::head(s.low(i)).is_some() && !s.is_capital(i);
    let is_relation = |i: &usize| matches!(s.low(*i), "at" | "of" | "for" | "with" | "from") && *i > range.start;
    let relation = range.clone().find(is_relation);
    if let Some(at) = relation.filter(|at| person || (range.start..*at).any(heads)) {
        let owner = |at: usize| {
            let inner = phrase_after(s, at + 1);
            owner_name(s, inner.start..inner.end.min(range.end), e)
        };
        let outside = (range.start..at).any(|i| nouns::is_outsider(s.low(i)));
        // "Head of safety at Corva": whose it is, the second word says.
        return if outside { None } else { (at..range.end).filter(is_relation).find_map(owner) };
    }
    let first = if is_determiner(s.low(range.start)) { range.start + 1 } else { range.start };
    let names = (first..range.end).take_while(|i| s.is_capital(*i)).count();
    let noun = first + names;
    let before_role = names > 0 && noun < range.end && heads(noun) && !nouns::is_outsider(s.low(noun));
    let name = words(s, first..noun);
    // "Fisheries Minister Owen Tresk" is of no Fisheries.
    let is_portfolio = is_portfolio(&name.to_lowercase());
    (before_role && !is_portfolio && !is_place(&name) && !nouns::TITLES.contains(name.to_lowercase().as_str()))
        .then_some(name)
}

fn owner_name(s: &Sentence, range: Range<usize>, e: &Entities) -> Option<String> {
    let start = if is_determiner(s.low(range.start)) { range.start + 1 } else { range.start };
    if matches!(s.low(range.start), "its" | "their") {
        return e.last_organization().map(str::to_owned);
    }
    if s.is_capital(start) {
        let rest = (start..range.end).take_while(|i| s.is_capital(*i) || matches!(s.low(*i), "of" | "&")).last()?;
        return Some(words(s, start..rest + 1));
    }
    let is_body = |i: usize| nouns::head(s.low(i)) == Some(Head::Organization);
    // "The rival firm Tarn": the name behind its sort.
    if let Some(name) = (start + 1..range.end).find(|i| s.is_capital(*i) && is_body(i - 1)) {
        let rest = (name..range.end).take_while(|i| s.is_capital(*i)).last()?;
        return Some(words(s, name..rest + 1));
    }
    let is_another = (start..range.end).any(|i| matches!(s.low(i), "rival" | "another" | "other" | "competing"));
    let company = !is_another && (start..range.end).any(is_body);
    if company { e.last_organization().map(str::to_owned) } else { None }
}

/// "analysts cited by the Harbour Post", "analysts cited in the report".
fn relays(s: &Sentence, range: Range<usize>, e: &Entities) -> Vec<Voice> {
    let carried = |i: usize| {
        matches!(s.low(i), "cited" | "quoted" | "interviewed" | "reported" | "seen" | "obtained" | "reviewed")
    };
    let Some(at) = range.clone().find(|i| carried(*i)) else { return Vec::new() };
    match s.low(at + 1) {
        "by" => party(s, at + 2..range.end, None, e).map(|party| party.voice()).into_iter().collect(),
        "in" => {
            let outlet = party(s, at + 2..range.end, None, e).filter(|party| party.strength == Strength::Named);
            let last = || {
                e.last_outlet().map(|name| Voice { name: name.to_owned(), kind: SourceKind::Outlet, affiliation: None })
            };
            outlet.map(|party| party.voice()).or_else(last).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::span::Span;

    fn read(phrase: &str) -> Option<(String, SourceKind, Option<String>)> {
        let s = crate::sentences::sentences(phrase, Span::new(0, phrase.len()), &mut Vec::new()).remove(0);
        let party = party(&s, 0..s.len(), None, &Entities::default())?;
        Some((party.mention.name, party.mention.kind, party.affiliation))
    }

    fn check(phrase: &str, name: &str, kind: SourceKind, affiliation: Option<&str>) {
        assert_eq!(read(phrase), Some((name.to_owned(), kind, affiliation.map(str::to_owned))), "{phrase}");
    }

    #[test]
    fn names_are_told_apart_by_their_words() {
        check("the Harbour Post", "Harbour Post", SourceKind::Outlet, None);
        check("Dana Reyes", "Dana Reyes", SourceKind::Person, None);
        check("Orrin Foundry", "Orrin Foundry", SourceKind::Organization, None);
        check("the Ministry of Transport", "Ministry of Transport", SourceKind::Organization, None);
        check("Mr. Hill", "Hill", SourceKind::Person, None);
    }

    #[test]
    fn no_authority_and_no_place_is_the_company() {
        for (text, expected) in [
            ("The Halm Medicines Agency has met. The drug helps, according to the manufacturer.", "manufacturer"),
            (
                "Talks with the operator, Mersey Gate Ports, collapsed. The company said that it had offered more.",
                "Mersey Gate Ports",
            ),
            (
                "Crews at the Port of Liverpool left. Crews in Liverpool waited. The company said that it paid.",
                "company",
            ),
        ] {
            let parsed = crate::parse("a.txt", text.to_owned(), None).value;
            let found = crate::extract(&parsed).value.into_iter().filter(|made| made.cue.is_some());
            let names: Vec<String> = found.filter_map(|made| made.source.map(|source| source.name)).collect();
            assert_eq!(names, [expected], "{text}");
        }
    }

    #[test]
    fn roles_have_a_kind_and_an_affiliation() {
        check("Orrin's founder", "Orrin's founder", SourceKind::Person, Some("Orrin"));
        check("an analyst at Kestrel", "analyst at Kestrel", SourceKind::UnnamedPerson, Some("Kestrel"));
        check("two officials", "two officials", SourceKind::UnnamedGroup, None);
        check("a spokesman for Orrin", "spokesman for Orrin", SourceKind::Organization, Some("Orrin"));
        check("Dana Reyes of Kestrel", "Dana Reyes", SourceKind::Person, Some("Kestrel"));
        check("Orrin spokesman Tom Hill", "Tom Hill", SourceKind::Person, Some("Orrin"));
        check("a court filing", "court filing", SourceKind::Document, None);
        check("the Minister of the Interior", "Minister of the Interior", SourceKind::Person, None);
        check("a statement from the Halm Board", "Halm Board", SourceKind::Organization, None);
    }

    #[test]
    fn things_are_nobody() {
        assert_eq!(read("the episode"), None);
        assert_eq!(read("a steady trajectory"), None);
        assert_eq!(read("we"), None);
    }
}
