//! "The chief executive said", after "Anna Berg, chief executive of Nordwind,": who holds the office that a text names later.
//!
//! A wrong name is worse than none: one person only holds the office in the text, held it before the place and holds it still,
//! and no other organisation came up in between. An office of a named body is its holder's whatever came between.

use std::collections::BTreeSet;

use stemma_core::enumerations::SourceKind;
use stemma_core::name::ActorKey;
use stemma_core::role::{Office, RoleStatement};
use stemma_core::statement::{Mention, Statement, Voice};

use crate::entities::Entities;
use crate::nouns;
use crate::text::Text;

/// Gives statements of an office the name of who holds it.
pub(super) fn name(text: &Text, entities: &Entities, found: &mut [Statement]) {
    let offices: Vec<Option<Called>> = found.iter().map(called).collect();
    if offices.iter().all(Option::is_none) {
        return;
    }
    let roles = crate::roles::offices(text);
    let said: Vec<Called> = offices.iter().flatten().cloned().collect();
    for (made, office) in found.iter_mut().zip(offices) {
        let held = office.and_then(|office| Some((holder(text, entities, &roles, &said, &office)?, office)));
        if let Some((role, office)) = held {
            rename(made, &office.name, role);
        }
    }
}

/// An office that somebody is called by, and nothing else.
#[derive(Clone)]
struct Called {
    /// The phrase as it stands in the chain.
    name: String,
    office: Office,
    /// Whose office it is, when that is said.
    of: Option<ActorKey>,
    start: usize,
}

/// The office that a statement's source is called by: "the mayor", "Nordwind's chief executive", and no "a mayor".
fn called(made: &Statement) -> Option<Called> {
    let Mention { quote, name, kind } = made.source.as_ref()?;
    let voice = made.chain.last().filter(|voice| voice.name == *name)?;
    let plain = match &voice.affiliation {
        Some(of) => without_owner(name, of)?,
        None => name.as_str(),
    };
    let is_person = matches!(kind, SourceKind::Person | SourceKind::UnnamedPerson);
    let words = quote.text.to_lowercase();
    let is_one = ["a ", "an ", "one ", "another ", "former ", "the former ", "his ", "her ", "their ", "our ", "my "];
    let is_definite = !is_one.iter().any(|article| words.starts_with(article));
    let is_called = is_person && is_definite && plain.starts_with(char::is_lowercase) && is_plain(plain);
    let office = Office::of(plain, None).filter(|office| is_called && !office.is_passing())?;
    let of = voice.affiliation.as_deref().map(ActorKey::of);
    Some(Called { name: name.clone(), office, of, start: quote.span.start })
}

/// The office without whose it is: "Nordwind's chief executive", "mayor of Halm".
fn without_owner<'n>(name: &'n str, of: &str) -> Option<&'n str> {
    if let Some((_, office)) = name.split_once("'s ").or_else(|| name.split_once("’s ")) {
        return Some(office);
    }
    let before = name.strip_suffix(of)?.trim_end();
    [" of the", " of", " at", " for"].iter().find_map(|between| before.strip_suffix(between))
}

/// Whether nothing tells that somebody held it once, or is not yet to.
fn is_plain(office: &str) -> bool {
    let bound = ["former", "ex", "then", "previous", "outgoing", "new", "next", "late", "rival", "other", "second"];
    !office.split([' ', '-']).any(|word| bound.contains(&word))
}

/// What the text states of the only one who can be meant.
fn holder<'r>(
    text: &Text,
    entities: &Entities,
    roles: &'r [RoleStatement],
    said: &[Called],
    called: &Called,
) -> Option<&'r RoleStatement> {
    let is_it = |role: &&RoleStatement| Office::of(&role.role, None).is_some_and(|office| office == called.office);
    let of = |role: &RoleStatement| role.organization.as_deref().map(ActorKey::of);
    let all: Vec<&RoleStatement> = roles.iter().filter(is_it).collect();
    let theirs = |role: &&&RoleStatement| called.of.is_none() || of(role) == called.of;
    let first = all.iter().find(theirs).filter(|role| role.quote.span.start < called.start)?;
    let is_same = |role: &&RoleStatement| is_one_name(&role.holder, &first.holder);
    let is_alone = if called.of.is_some() {
        all.iter().filter(theirs).copied().all(|role| is_same(&role))
    } else {
        all.iter().all(is_same)
    };
    let is_kept =
        all.iter().filter(|role| is_same(role)).all(|role| role.to.is_none() && is_plain(&role.role.to_lowercase()));
    let full = all.iter().filter(|role| is_same(role)).max_by_key(|role| role.holder.len())?;
    let is_sure = called.of.is_some() || !another(text, entities, said, called, first);
    (is_alone && is_kept && is_sure && full.holder.contains(' ')).then_some(*full)
}

/// Whether one name is the other's last word, or the same.
fn is_one_name(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| long == short || long.rsplit(' ').next() == Some(short);
    ends(one, other) || ends(other, one)
}

/// Whether between who holds the office and the place that names it another body came up, or another holder of such an office.
fn another(text: &Text, entities: &Entities, said: &[Called], called: &Called, role: &RoleStatement) -> bool {
    let between = text.text.get(role.quote.span.start..called.start).unwrap_or_default();
    let own = role.organization.as_deref().unwrap_or_default();
    let is_other = |name: &&str| {
        let is_own = own.contains(*name) || name.contains(own) && !own.is_empty() || role.holder.contains(*name);
        !is_own && !nouns::is_outlet(name) && between.contains(*name)
    };
    let others: BTreeSet<&str> = entities.bodies().filter(is_other).collect();
    let is_anothers = |other: &Called| {
        let of = role.organization.as_deref().map(ActorKey::of);
        other.office == called.office && other.of.is_some() && other.of != of && other.start < called.start
    };
    let turns = ["rival", "counterpart", "successor", "predecessor", "competitor"];
    let low = between.to_lowercase();
    !others.is_empty() || said.iter().any(is_anothers) || turns.iter().any(|word| low.contains(word))
}

/// Puts the holder where the office stood.
fn rename(made: &mut Statement, office: &str, role: &RoleStatement) {
    if let Some(source) = &mut made.source {
        role.holder.clone_into(&mut source.name);
        source.kind = SourceKind::Person;
    }
    for voice in made.chain.iter_mut().filter(|voice| voice.name == office) {
        let affiliation = voice.affiliation.take().or_else(|| role.organization.clone());
        *voice = Voice { name: role.holder.clone(), kind: SourceKind::Person, affiliation };
    }
    // "She had lost it" was put as "The finance director had lost it".
    let put = format!("The {office}");
    let opens = |words: &str| words.get(..put.len()).is_some_and(|first| first.eq_ignore_ascii_case(&put));
    if made.contents.first().is_some_and(|content| !opens(&content.text)) && opens(&made.sentence) {
        made.sentence.replace_range(..put.len(), &role.holder);
    }
}

#[cfg(test)]
mod tests {
    /// Who is credited with the last statement of the text.
    fn last(text: &str) -> String {
        let found = crate::extract(&crate::parse("a.md", text.to_owned(), None).value).value;
        let last = found.iter().rfind(|made| made.cue.is_some()).and_then(|made| made.chain.last());
        last.map(|voice| voice.name.clone()).unwrap_or_default()
    }

    const BERG: &str =
        "Anna Berg, chief executive of Nordwind, opened the plant on Monday.\n\nIt will build 300 turbines.\n\n";

    #[test]
    fn an_office_that_one_person_holds_is_that_person() {
        for (before, said, name) in [
            (BERG, "“We are late,” the chief executive said.", "Anna Berg"),
            (BERG, "The chief executive said that it was late. She said that it would open.", "Anna Berg"),
            (BERG, "Nordwind's chief executive said that it was late.", "Anna Berg"),
            (
                "The mayor of Halm, Ada Lund, opened the bridge.\n\nIt is old.\n\n",
                "The mayor said it would last.",
                "Ada Lund",
            ),
            (
                "Nordwind's finance director, Lena Dorn, resigned.\n\n",
                "The finance director said it was late.",
                "Lena Dorn",
            ),
            ("Transport Minister Anna Holm came.\n\n", "The transport minister said it was late.", "Anna Holm"),
        ] {
            assert_eq!(last(&format!("{before}{said}")), name, "{said}");
        }
    }

    #[test]
    fn a_claim_about_the_speaker_has_the_name() {
        let text = "Nordwind's finance director, Lena Dorn, left.\n\nThe finance director said she had lost the board's trust.";
        let found = crate::extract(&crate::parse("a.md", text.to_owned(), None).value).value;
        assert_eq!(found.last().map(|made| made.sentence.as_str()), Some("Lena Dorn had lost the board's trust."));
    }

    #[test]
    fn an_office_that_more_than_one_may_hold_is_nobody_by_name() {
        for (before, said, name) in [
            (
                BERG,
                "Piet Maas, chief executive of Orrin, came.\n\nThe chief executive said it was late.",
                "chief executive",
            ),
            (BERG, "The former chief executive said it was late.", "former chief executive"),
            (BERG, "A chief executive said it was late.", "chief executive"),
            (BERG, "Its rival Orrin Foundry builds 200.\n\nThe chief executive said it was late.", "chief executive"),
            (BERG, "The chief executive of Orrin said it was late.", "chief executive of Orrin"),
            (BERG, "The finance director said it was late.", "finance director"),
            ("Lena Dorn, a resident of Halm, wrote.\n\n", "The resident said it was late.", "resident"),
            ("Anna Berg, former chief executive of Nordwind, came.\n\n", "The chief executive said so.", ""),
        ] {
            let found = last(&format!("{before}{said}"));
            assert!(found == name || name.is_empty() && found != "Anna Berg", "{said}: {found}");
        }
    }

    #[test]
    fn who_held_it_is_told_before() {
        let text = "The mayor said it would last.\n\nAda Lund, the mayor of Halm, opened it.";
        assert_eq!(last(text), "mayor");
    }
}
