//! Which item of Wikidata a name means, as people say. Two names with one id mean one actor; two names with two ids do not.

use std::fmt;

use crate::name::ActorKey;
use crate::state::State;

/// The id of an item: `Q` and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WikidataId(u64);

impl WikidataId {
    /// Reads `Q42`, or the address of the item or its page.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let rest = rest.map(|rest| rest.strip_prefix("www.").unwrap_or(rest));
        let id = match rest {
            Some(rest) => {
                rest.strip_prefix("wikidata.org/entity/").or_else(|| rest.strip_prefix("wikidata.org/wiki/"))?
            }
            None => text,
        };
        let digits = id.strip_prefix(['Q', 'q'])?;
        let is_number = !digits.starts_with('0') && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| is_number).map(Self)
    }
}

impl fmt::Display for WikidataId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{}", self.0)
    }
}

/// Somebody says which item a name means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identified {
    /// The name.
    pub actor: String,
    /// The item.
    pub id: WikidataId,
}

/// Why it cannot be recorded beside what people have said, if it cannot: one name is one item, and two names that somebody
/// judged to be two are not one item.
#[must_use]
pub fn contrary(state: &State, new: &Identified) -> Option<String> {
    let key = ActorKey::of(&new.actor);
    let known = state.identified.iter().find(|known| ActorKey::of(&known.actor) == key && known.id != new.id);
    if let Some(known) = known {
        return Some(format!("`{}` is {} already", new.actor, known.id));
    }
    let is_judged = |other: &&Identified, same: bool| {
        let other = ActorKey::of(&other.actor);
        state.actor_judgements.iter().any(|judged| judged.same == same && judged.is_of(&key, &other))
    };
    let other = state.identified.iter().find(|other| is_judged(other, other.id != new.id))?;
    Some(if other.id == new.id {
        format!("`{}` is {} too, and somebody judged that the two are two actors", other.actor, other.id)
    } else {
        format!("`{}` is {}, and somebody judged that the two are one actor", other.actor, other.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_from_its_addresses_and_from_nothing_else() {
        for text in ["Q42", " q42 ", "http://www.wikidata.org/entity/Q42", "https://www.wikidata.org/wiki/Q42"] {
            assert_eq!(WikidataId::parse(text).map(|id| id.to_string()).as_deref(), Some("Q42"), "{text}");
        }
        for text in [
            "",
            "Q",
            "42",
            "Q0",
            "Q042",
            "Q4.2",
            "P42",
            "Q42#",
            "https://wikidata.example/wiki/Q42",
            "Q9999999999999999999",
        ] {
            assert_eq!(WikidataId::parse(text), None, "{text}");
        }
    }
}
