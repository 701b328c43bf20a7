//! Bodies that are told by what their people are: "fire chief Ola Brekke" and "deputy fire chief Siv Moen" are of a fire service,
//! "the team's doctor" and "coach Per Lund" of a team.
//!
//! Reports of one matter name the one service, team or school that has to do with it, mostly without its name. So two of one
//! sort speak for one body as long as nothing says that there are two.

/// Words of what somebody is, each with the sort of body that has such people.
const SORTS: &[(&str, &str)] = &[
    ("fire", "fire"),
    ("firefighter", "fire"),
    ("fireman", "fire"),
    ("police", "police"),
    ("policeman", "police"),
    ("policewoman", "police"),
    ("constable", "police"),
    ("superintendent", "police"),
    ("detective", "police"),
    ("sheriff", "police"),
    ("army", "army"),
    ("soldier", "army"),
    ("infantry", "army"),
    ("artillery", "army"),
    ("lieutenant", "army"),
    ("colonel", "army"),
    ("brigadier", "army"),
    ("corporal", "army"),
    ("navy", "navy"),
    ("naval", "navy"),
    ("admiral", "navy"),
    ("team", "team"),
    ("coach", "team"),
    ("goalkeeper", "team"),
    ("squad", "team"),
    ("club", "team"),
    ("headteacher", "school"),
    ("headmaster", "school"),
    ("headmistress", "school"),
    ("school", "school"),
    ("teacher", "school"),
    ("caretaker", "school"),
    ("hospital", "hospital"),
    ("ward", "hospital"),
    ("physician", "hospital"),
    ("matron", "hospital"),
    ("clinic", "hospital"),
    ("vicar", "parish"),
    ("curate", "parish"),
    ("sexton", "parish"),
    ("verger", "parish"),
    ("parish", "parish"),
    ("priest", "parish"),
    ("pastor", "parish"),
    ("imam", "mosque"),
    ("mosque", "mosque"),
    ("rabbi", "synagogue"),
    ("synagogue", "synagogue"),
    ("conductor", "orchestra"),
    ("concertmaster", "orchestra"),
    ("orchestra", "orchestra"),
    ("skipper", "ship"),
    ("bosun", "ship"),
    ("purser", "ship"),
    ("mate", "ship"),
    ("ship", "ship"),
    ("ferry", "ship"),
    ("prosecutor", "prosecution"),
    ("coastguard", "coastguard"),
];
/// Posts of those whom a body of this sort has, and others too: two of them need not be of one. Beside such a body, somebody of
/// whom nobody says whose they are is likely its own.
const POSTS: &[(&str, &str)] = &[
    ("curator", "museum"),
    ("councillor", "council"),
    ("councilor", "council"),
    ("alderman", "council"),
    ("clerk", "council"),
    ("zookeeper", "zoo"),
    ("pilot", "airline"),
    ("stewardess", "airline"),
    ("surgeon", "hospital"),
    ("doctor", "hospital"),
    ("nurse", "hospital"),
    ("midwife", "hospital"),
    ("professor", "university"),
    ("lecturer", "university"),
    ("rector", "university"),
    ("dean", "university"),
    ("steward", "union"),
    ("delegate", "union"),
    ("judge", "court"),
    ("magistrate", "court"),
    ("bishop", "diocese"),
    ("archbishop", "diocese"),
    ("canon", "diocese"),
    ("monk", "abbey"),
    ("nun", "abbey"),
    ("abbot", "abbey"),
    ("warder", "prison"),
    ("guard", "prison"),
    ("consul", "embassy"),
    ("ambassador", "embassy"),
    ("attache", "embassy"),
    ("diplomat", "embassy"),
    ("librarian", "library"),
    ("archivist", "archive"),
    ("juror", "jury"),
    ("cellist", "orchestra"),
    ("violinist", "orchestra"),
    ("striker", "team"),
    ("midfielder", "team"),
    ("defender", "team"),
    ("captain", "ship"),
    ("firewoman", "fire"),
    ("officer", "police"),
    ("meteorologist", "weather"),
    ("forecaster", "weather"),
    ("dancer", "ballet"),
    ("ballerina", "ballet"),
    ("choreographer", "ballet"),
    ("actor", "theatre"),
    ("actress", "theatre"),
    ("paramedic", "ambulance"),
    ("winger", "team"),
    ("fullback", "team"),
    ("tenor", "opera"),
    ("soprano", "opera"),
    ("porter", "hotel"),
    ("receptionist", "hotel"),
    ("chambermaid", "hotel"),
    ("croupier", "casino"),
    ("keeper", "zoo"),
    ("attendant", "airline"),
    ("undersecretary", "ministry"),
    ("docker", "harbour"),
    ("stevedore", "harbour"),
];
/// Words that only the name of a body of this sort has.
const NAMES: &[(&str, &str)] = &[
    ("weather", "weather"),
    ("meteorological", "weather"),
    ("symphony", "orchestra"),
    ("philharmonic", "orchestra"),
    ("fc", "team"),
    ("airlines", "airline"),
    ("airways", "airline"),
    ("faculty", "university"),
    ("port", "harbour"),
    ("united", "team"),
    ("rovers", "team"),
    ("wanderers", "team"),
    ("athletic", "team"),
];
/// Last words of names that are bodies', and hardly anybody's surname.
const BODIES: &[&str] =
    &["brigade", "guard", "service", "police", "army", "navy", "school", "hospital", "clinic", "orchestra", "symphony"];
/// Bodies of two words, of which neither says it alone.
const OF_TWO: &[(&str, &str, &str)] = &[("coast", "guard", "coastguard"), ("state", "secretary", "ministry")];

/// Places and bodies that stand before a post there, and that a text about one calls by nothing else.
const PLACES: &[&str] = &[
    "abbey",
    "agency",
    "airline",
    "airport",
    "ambulance",
    "archive",
    "association",
    "ballet",
    "bank",
    "board",
    "casino",
    "cathedral",
    "charity",
    "circus",
    "city",
    "college",
    "commission",
    "committee",
    "company",
    "council",
    "county",
    "court",
    "diocese",
    "embassy",
    "factory",
    "farm",
    "federation",
    "firm",
    "foundation",
    "harbour",
    "harbor",
    "hotel",
    "inquiry",
    "institute",
    "jury",
    "laboratory",
    "library",
    "mill",
    "mine",
    "ministry",
    "monastery",
    "mission",
    "museum",
    "opera",
    "panel",
    "party",
    "plant",
    "port",
    "prison",
    "railway",
    "shipyard",
    "station",
    "theatre",
    "theater",
    "town",
    "tribunal",
    "trust",
    "union",
    "university",
    "village",
    "zoo",
];

/// Who looks at a body from outside, also where its sort stands before it: "hotel guest", "mine inspector".
const OUTSIDERS: &[&str] = &[
    "analyst",
    "critic",
    "customer",
    "economist",
    "expert",
    "guest",
    "historian",
    "inspector",
    "journalist",
    "lawyer",
    "neighbor",
    "neighbour",
    "parent",
    "passenger",
    "patient",
    "reporter",
    "resident",
    "scholar",
    "supplier",
    "visitor",
];

/// Posts of which a body has one.
const ONE_EACH: &[&str] = &[
    "chief",
    "coach",
    "head",
    "headmaster",
    "headmistress",
    "headteacher",
    "mayor",
    "principal",
    "sheriff",
    "skipper",
    "vicar",
];

/// The sort of the body whose somebody is, by what they are: "fire" of "deputy fire chief".
pub(crate) fn sort(role: &str) -> Option<&'static str> {
    let named = role.split(" of ").next().unwrap_or(role);
    let words = || named.split([' ', '-']);
    let last = words().next_back()?;
    // A mine inspector looks at a mine from outside; who is called inspector and no more is of the police.
    let is_police = last == "inspector" && (words().count() == 1 || words().any(|word| word == "police"));
    if is_police {
        return Some("police");
    }
    if OUTSIDERS.contains(&last) {
        return None;
    }
    let place = || words().take(words().count().saturating_sub(1)).find_map(place_of_word);
    // A post that is told with a place is of the place, whatever it is called: "ship's doctor", "airport police chief".
    sort_of_two(named).or_else(|| words().find_map(sort_of_word)).or_else(place)
}

/// The sort of a body by its name: "harbour" of "the harbour authority", "police" of "the Kelso police".
pub(crate) fn sort_of_name(name: &str) -> Option<&'static str> {
    let of_word = || name.split(' ').find_map(sort_of_word).or_else(|| name.split(' ').find_map(place_of_word));
    sort_of_two(name).or_else(of_word)
}

/// The sort of the body that has people of such a post: "museum" of "curator".
pub(crate) fn sort_of_post(role: &str) -> Option<&'static str> {
    let post = role.split(" of ").next()?.rsplit([' ', '-']).next()?;
    POSTS.iter().find(|(of, _)| *of == post).map(|(_, sort)| *sort)
}

/// For what people somebody of such a post speaks: "farmers" of "farmers leader".
pub(crate) fn represented(role: &str) -> Option<&str> {
    let (people, _) = role.split_once([' ', '-'])?;
    let is_field =
        matches!(people, "sales" | "operations" | "communications" | "affairs" | "relations" | "services" | "sports");
    (people.len() > 4 && people.ends_with('s') && !people.ends_with("ss") && !is_field).then_some(people)
}

/// What matter somebody of such a post sees to: "water" of "water engineer".
pub(crate) fn matter(role: &str) -> Option<&str> {
    const RANKING: &[&str] = &[
        "chief",
        "deputy",
        "senior",
        "junior",
        "former",
        "local",
        "managing",
        "executive",
        "general",
        "leading",
        "assistant",
        "vice",
        "acting",
        "regional",
        "national",
        "young",
        "retired",
        "veteran",
        "independent",
        "private",
        "public",
        "first",
        "second",
    ];
    let (matter, _) = role.split_once(' ')?;
    (matter.len() > 4 && !RANKING.contains(&matter)).then_some(matter)
}

/// Whether a name is that of a body that sees to some matter for all: "the water board", "the mountain rescue service".
pub(crate) fn is_public_body(key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or(key);
    key.contains(' ')
        && matches!(last, "service" | "board" | "authority" | "department" | "office" | "agency" | "council")
}

/// All sorts of bodies that the words of a name tell: "city" and "council" of "the city council".
pub(crate) fn sorts_of_name(name: &str) -> impl Iterator<Item = &'static str> {
    let of_name = |word: &str| NAMES.iter().find(|(of, _)| *of == word).map(|(_, sort)| *sort);
    let of_word = move |word| [sort_of_word(word), place_of_word(word), of_name(word)];
    sort_of_two(name).into_iter().chain(name.split(' ').flat_map(of_word).flatten())
}

/// Whether a name is a body's by its last word, though it may look like a person's: "Trenn Fire Brigade".
pub(crate) fn is_called_as_body(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    name.contains(' ') && (BODIES.contains(&last.as_str()) || place_of_word(&last).is_some())
}

fn sort_of_two(name: &str) -> Option<&'static str> {
    let pairs = || name.split(' ').zip(name.split(' ').skip(1));
    OF_TWO.iter().find(|(one, other, _)| pairs().any(|pair| pair == (*one, *other))).map(|(.., sort)| *sort)
}

fn sort_of_word(word: &str) -> Option<&'static str> {
    SORTS.iter().find(|(of, _)| *of == word).map(|(_, sort)| *sort)
}

fn place_of_word(word: &str) -> Option<&'static str> {
    PLACES.iter().find(|place| **place == word).copied()
}

/// Whether two who are called so may be of one body of their sort: of two who each hold its one post, each has a body of their own.
pub(crate) fn may_be_of_one(role: &str, other: &str) -> bool {
    role != other || !role.rsplit(' ').next().is_some_and(|post| ONE_EACH.contains(&post)) || is_ranked(role)
}

fn is_ranked(role: &str) -> bool {
    role.split([' ', '-']).any(|word| super::RANKS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{is_called_as_body, may_be_of_one, sort, sort_of_post, sorts_of_name};

    #[test]
    fn the_sort_of_a_body_is_told_by_its_people() {
        for (one, other) in [
            ("fire chief", "deputy fire chief"),
            ("team doctor", "coach"),
            ("army captain", "army engineer"),
            ("headteacher", "school nurse"),
            ("hospital director", "chief physician"),
            ("plant manager", "plant engineer"),
            ("police spokesman", "police inspector"),
            ("coast guard commander", "coastguard spokeswoman"),
        ] {
            assert!(sort(one).is_some() && sort(one) == sort(other) && may_be_of_one(one, other), "{one}, {other}");
        }
        for (one, other) in
            [("fire chief", "hotel manager"), ("police spokesman", "fire chief"), ("army captain", "navy captain")]
        {
            assert_ne!(sort(one), sort(other), "{one}, {other}");
        }
    }

    #[test]
    fn a_post_is_of_a_body_of_its_sort_and_of_no_one_body() {
        assert_eq!((sort_of_post("chief curator"), sort("chief curator")), (Some("museum"), None));
        assert_eq!(sort_of_post("farmer"), None);
        assert!(sorts_of_name("city council").eq(["city", "council"]));
        assert!(
            is_called_as_body("Trenn Fire Brigade") && !is_called_as_body("Ida Petit") && !is_called_as_body("Zoo")
        );
    }

    #[test]
    fn others_are_of_no_body() {
        for role in ["farmer", "hotel guest", "mine inspector", "engineer", "captain", "", "resident of city"] {
            assert_eq!(sort(role), None, "{role}");
        }
    }

    #[test]
    fn two_who_hold_the_one_post_of_a_body_have_two_bodies() {
        assert!(!may_be_of_one("coach", "coach") && !may_be_of_one("fire chief", "fire chief"));
        assert!(may_be_of_one("assistant coach", "coach") && may_be_of_one("deputy fire chief", "deputy fire chief"));
        assert!(may_be_of_one("police spokesman", "police spokesman"));
    }
}
