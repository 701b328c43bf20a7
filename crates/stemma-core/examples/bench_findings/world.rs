//! A made-up world of any size, the same for the same plan: outlets that copy each other, makers that praise
//! themselves, owners, unnamed sources, rumours, denials and rival numbers.
//!
//! Documents come one by one, so that a world larger than memory can be read. Who copies whom follows what was
//! published lately, in proportion to how often it was repeated: a few claims are everywhere, most are in few places,
//! and chains of copies grow deep by themselves.

use std::borrow::Cow;
use std::collections::VecDeque;

use stemma_core::control::Control;
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Metadata, Version};
use stemma_core::enumerations::{Basis, ClaimKind, Genre, Modality, SourceKind, Stance, Tier};
use stemma_core::id::Id;
use stemma_core::span::{Quote, Span};
use stemma_core::state::{Assertion, HeldVersion, Interest};
use stemma_core::statement::{Decimal, Mention, Quantity, Statement, Voice};

/// How large a world is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many things are claimed.
    pub(crate) claims: u64,
    /// How often anything is claimed.
    pub(crate) assertions: u64,
    /// Another seed makes another world.
    pub(crate) seed: u64,
}

impl Plan {
    /// The usual world of so many claims.
    pub(crate) const fn of(claims: u64) -> Self {
        Self { claims, assertions: claims * 1_020 / 105, seed: 7 }
    }
}

/// Random numbers that depend on the seed alone (splitmix64).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound.max(1)
    }

    /// Whether something of this many chances in a hundred happens.
    pub(crate) fn percent(&mut self, chances: u64) -> bool {
        self.below(100) < chances
    }

    /// A number below `bound`, the small ones far more often: about as the size of outlets is spread.
    fn skewed(&mut self, bound: u64) -> u64 {
        let (a, b) = (self.below(1 << 16), self.below(1 << 16));
        (bound * a * b) >> 32
    }
}

/// What was said lately, to be said again.
#[derive(Clone, Debug)]
struct Said {
    claim: u64,
    by: Publisher,
    /// Who is behind it, where it is known: the number of a person.
    person: Option<u64>,
}

/// Who publishes.
#[derive(Clone, Copy, Debug)]
enum Publisher {
    Outlet(u64),
    Maker(u64),
    Laboratory(u64),
}

impl Publisher {
    fn name(self) -> String {
        match self {
            Self::Outlet(number) => format!("{} Courier", invented(number, 3)),
            Self::Maker(number) => maker_name(number),
            Self::Laboratory(number) => format!("{} Laboratory", invented(number, 8)),
        }
    }

    const fn kind(self) -> SourceKind {
        match self {
            Self::Outlet(_) => SourceKind::Outlet,
            Self::Maker(_) | Self::Laboratory(_) => SourceKind::Organization,
        }
    }
}

/// The world under construction.
pub(crate) struct World {
    plan: Plan,
    dice: Dice,
    documents: u64,
    claims: u64,
    assertions: u64,
    recent: VecDeque<Said>,
    /// Which claim each assertion makes, in the order in which they were made.
    made: Vec<u64>,
}

/// How far back outlets look for what to repeat.
const MEMORY: usize = 2000;
/// Documents a day.
const A_DAY: u64 = 40;

impl World {
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            plan,
            dice: Dice::new(plan.seed),
            documents: 0,
            claims: 0,
            assertions: 0,
            recent: VecDeque::new(),
            made: Vec::new(),
        }
    }

    /// The documents that make up the plan, in the order of publication.
    pub(crate) fn documents(&mut self) -> impl Iterator<Item = HeldVersion> + '_ {
        std::iter::from_fn(move || (self.assertions < self.plan.assertions).then(|| self.document()))
    }

    /// One more document.
    pub(crate) fn document(&mut self) -> HeldVersion {
        let number = self.documents;
        self.documents += 1;
        let sort = self.dice.below(100);
        if sort < 8 {
            return self.publish(number, Publisher::Maker(self.claims / 20), Genre::Release, 4);
        }
        if sort < 12 {
            let laboratory = self.dice.skewed(self.plan.claims / 500 + 3);
            return self.publish(number, Publisher::Laboratory(laboratory), Genre::Measurement, 4);
        }
        let outlet = self.dice.skewed(self.outlets());
        self.publish(number, Publisher::Outlet(outlet), Genre::Article, 16)
    }

    /// Which claim each assertion makes, in the order in which they were made.
    pub(crate) fn made(&self) -> &[u64] {
        &self.made
    }

    /// Claims that give one thing two numbers.
    pub(crate) fn rivals(&self) -> impl Iterator<Item = (u64, u64)> + use<> {
        (0..self.claims).filter(|claim| claim % 30 == 29).map(|claim| (claim - 1, claim))
    }

    fn outlets(&self) -> u64 {
        self.plan.claims / 100 + 12
    }

    fn publish(&mut self, number: u64, by: Publisher, genre: Genre, size: u64) -> HeldVersion {
        let (day, publisher) = (number / A_DAY, by.name());
        let metadata = Metadata {
            title: Some(format!("Notes {number} of {publisher}")),
            authors: self.authors(by),
            publisher: (!self.dice.percent(2)).then_some(publisher),
            published: (!self.dice.percent(3)).then(|| date(day)),
            genre: Some(genre),
            url: Some(format!("https://example.org/{number}")),
            supplied_by: if genre == Genre::Measurement && self.dice.percent(30) {
                vec![maker_name(self.claims / 20)]
            } else {
                Vec::new()
            },
            ..Metadata::default()
        };
        let name = format!("documents/{number}.md");
        let document = Document { id: Id::of("document", &[&name]), name, metadata };
        let version = Version {
            id: Id::of("version", &[&document.id.to_string(), "1"]),
            hash: format!("{number:064x}"),
            byte_length: 4000,
            media_type: None,
        };
        let count = 1 + self.dice.below(size * 2 - 1);
        let mut assertions: Vec<Assertion> = Vec::new();
        let mut claims = Vec::new();
        for _ in 0..count {
            let (statement, said) = self.statement(by, genre, assertions.len());
            if !claims.contains(&said.claim) {
                claims.push(said.claim);
                assertions.push(Assertion::new(version.id, statement));
                self.assertions += 1;
                self.made.push(said.claim);
                self.remember(said);
            }
        }
        HeldVersion::new(document, version, assertions)
    }

    fn authors(&mut self, by: Publisher) -> Vec<String> {
        let (signed, desk) = (self.dice.percent(40), self.dice.below(12));
        match by {
            Publisher::Outlet(outlet) if signed => vec![person_name(outlet * 12 + desk, 7)],
            Publisher::Outlet(_) | Publisher::Maker(_) | Publisher::Laboratory(_) => Vec::new(),
        }
    }

    fn remember(&mut self, said: Said) {
        self.recent.push_back(said);
        if self.recent.len() > MEMORY {
            self.recent.pop_front();
        }
    }

    /// What one sentence of a document says, and whom it credits.
    fn statement(&mut self, by: Publisher, genre: Genre, position: usize) -> (Statement, Said) {
        let left = self.plan.claims.saturating_sub(self.claims);
        let places = self.plan.assertions.saturating_sub(self.assertions);
        let is_new = self.recent.is_empty() || self.dice.below(places) < left;
        let earlier = (!is_new).then(|| self.dice.below(self.recent.len() as u64) as usize);
        let earlier = earlier.and_then(|index| self.recent.get(index)).cloned();
        let (claim, before) = match earlier {
            Some(said) => (said.claim, Some(said)),
            None => {
                self.claims += 1;
                (self.claims - 1, None)
            }
        };
        let credit = self.credit(claim, before.as_ref());
        let (inner, basis) = match genre {
            Genre::Release => (Vec::new(), Basis::Statement),
            Genre::Measurement => (Vec::new(), Basis::Measurement),
            _ => credit.voices(claim),
        };
        let said = Said { claim, by, person: credit.person().or(before.and_then(|said| said.person)) };
        (self.worded(claim, &by.name(), inner, basis, position), said)
    }

    fn credit(&mut self, claim: u64, before: Option<&Said>) -> Credit {
        let Some(before) = before else {
            return match self.dice.below(10) {
                0..=4 => Credit::Person(claim / 20 * 4 + self.dice.below(4)),
                5..=6 => Credit::Maker,
                7..=8 => Credit::Unnamed,
                _ => Credit::Nobody,
            };
        };
        match self.dice.below(100) {
            0..=44 => Credit::Publisher(before.by, None),
            45..=54 => Credit::Publisher(before.by, before.person),
            55..=69 => before.person.map_or(Credit::Maker, Credit::Person),
            70..=77 => Credit::Unnamed,
            _ => Credit::Nobody,
        }
    }

    fn worded(&mut self, claim: u64, publisher: &str, inner: Vec<Voice>, basis: Basis, position: usize) -> Statement {
        const TAILS: [&str; 6] = ["", "", "", " this spring", " after a long refit", " under the revised permit"];
        let tail = TAILS[self.dice.below(TAILS.len() as u64) as usize];
        let (sentence, quantity) = sentence(claim, tail);
        let stance = if self.dice.percent(4) { Stance::Denies } else { Stance::Affirms };
        let modality = if self.dice.percent(7) { Modality::Hedged } else { Modality::Asserted };
        let start = position * 200;
        let own = Voice { name: publisher.to_owned(), kind: SourceKind::Publication, affiliation: None };
        let source = inner.first().map(|voice| Mention {
            quote: quote(start + 120, &voice.name),
            name: voice.name.clone(),
            kind: voice.kind,
        });
        Statement {
            contents: vec![quote(start, &sentence)],
            cue: source.as_ref().map(|_| quote(start + 110, "reported")),
            source,
            chain: std::iter::once(own).chain(inner).collect(),
            direct: self.dice.percent(20),
            stance,
            modality,
            basis,
            kind: ClaimKind::Quantity,
            sentence,
            quantities: vec![quantity],
            dates: Vec::new(),
            due: None,
            against_interest: self.dice.percent(1),
            tier: if self.dice.percent(85) { Tier::A } else { Tier::B },
            rule: Cow::Borrowed("made-up"),
        }
    }

    /// Who owns whom: outlets in houses, houses in holdings, some makers under one roof; some only for a time.
    pub(crate) fn controls(&self) -> Vec<Control> {
        let mut dice = Dice::new(self.plan.seed ^ 1);
        let mut controls = Vec::new();
        let mut owned = |actor: String, controller: String, dice: &mut Dice| {
            let from = dice.percent(30).then(|| date(dice.below(400)));
            let to = from.filter(|_| dice.percent(30)).map(|_| date(400 + dice.below(400)));
            controls.push(Control { actor, controller, how: "owner".to_owned(), share: None, from, to });
        };
        let houses = self.outlets() / 8 + 2;
        for outlet in (0..self.outlets()).filter(|outlet| outlet % 3 == 0) {
            owned(Publisher::Outlet(outlet).name(), format!("{} House", invented(dice.skewed(houses), 9)), &mut dice);
        }
        for house in (0..houses).filter(|house| house % 2 == 0) {
            let holding = dice.below(houses / 4 + 1);
            owned(format!("{} House", invented(house, 9)), format!("{} Holding", invented(holding, 10)), &mut dice);
        }
        for maker in (0..self.plan.claims / 20).filter(|maker| maker % 10 == 0) {
            owned(maker_name(maker), format!("{} Capital", invented(dice.below(maker / 40 + 1), 11)), &mut dice);
        }
        controls
    }

    /// Who gains by what: here and there a person by what is said of a place.
    pub(crate) fn interests(&self) -> Vec<Interest> {
        (0..self.plan.claims / 300 + 1)
            .map(|number| Interest {
                actor: person_name(number * 60, 6),
                claim: place_name(number * 6),
                why: "owns land there".to_owned(),
                overruled: false,
            })
            .collect()
    }
}

/// Whom a sentence credits.
enum Credit {
    Publisher(Publisher, Option<u64>),
    Person(u64),
    Maker,
    Unnamed,
    Nobody,
}

impl Credit {
    fn voices(&self, claim: u64) -> (Vec<Voice>, Basis) {
        let voice = |name: String, kind| Voice { name, kind, affiliation: None };
        let person = |number: u64| Voice {
            affiliation: number.is_multiple_of(2).then(|| maker_name(number / 4)),
            ..voice(person_name(number, 6), SourceKind::Person)
        };
        match self {
            Self::Publisher(by, None) => (vec![voice(by.name(), by.kind())], Basis::Unattributed),
            Self::Publisher(by, Some(number)) => (vec![voice(by.name(), by.kind()), person(*number)], Basis::Testimony),
            Self::Person(number) => (vec![person(*number)], Basis::Testimony),
            Self::Maker => (vec![voice(maker_name(claim / 20), SourceKind::Organization)], Basis::Statement),
            Self::Unnamed => {
                (vec![voice("people who know the matter".to_owned(), SourceKind::UnnamedPerson)], Basis::Testimony)
            }
            Self::Nobody => (Vec::new(), Basis::Unattributed),
        }
    }

    const fn person(&self) -> Option<u64> {
        match self {
            Self::Person(number) | Self::Publisher(_, Some(number)) => Some(*number),
            Self::Publisher(_, None) | Self::Maker | Self::Unnamed | Self::Nobody => None,
        }
    }
}

/// What a claim says. One in thirty is the claim before it with another number.
fn sentence(claim: u64, tail: &str) -> (String, Quantity) {
    const VERBS: [&str; 12] = [
        "moved", "stored", "tested", "shipped", "melted", "printed", "lost", "bought", "burned", "mended", "weighed",
        "painted",
    ];
    const UNITS: [&str; 7] = ["crates", "tonnes", "barrels", "panels", "engines", "pallets", "cables"];
    const AIMS: [&str; 9] = [
        "for the hospital",
        "before the storm",
        "behind closed doors",
        "under guard",
        "at half the usual price",
        "with borrowed cranes",
        "despite a strike",
        "ahead of schedule",
        "for two neighbours",
    ];
    let worded = if claim % 30 == 29 { claim - 1 } else { claim };
    let pick = |words: &[&'static str], by: u64| words[(worded / by) as usize % words.len()];
    let number = (100 + (claim * 7919) % 8000).to_string();
    let (maker, unit) = (maker_name(worded / 20), pick(&UNITS, 3));
    let (product, place) = (invented(worded, 5), place_name(worded / 50));
    let sentence =
        format!("{maker} {} {number} {unit} of {product} at {place} {}{tail}", pick(&VERBS, 1), pick(&AIMS, 2));
    let at = sentence.find(&number).unwrap_or(0);
    let value = Decimal::parse(&number);
    let quantity = Quantity {
        quote: quote(at, &format!("{number} {unit}")),
        low: value,
        high: value,
        unit: unit.to_owned(),
        approximate: false,
    };
    (sentence, quantity)
}

fn quote(start: usize, text: &str) -> Quote {
    Quote { span: Span::new(start, start + text.len()), text: text.to_owned() }
}

fn date(day: u64) -> PartialDate {
    let (year, rest) = (2015 + day / 336, day % 336);
    let (month, day) = ((rest / 28 + 1) as u8, (rest % 28 + 1) as u8);
    PartialDate::day(year as i32, month, day).unwrap_or(PartialDate::year(2015))
}

/// A word of its own for each number below 80 to the power of `syllables`; neighbours look nothing alike, and words of
/// different `syllables` never meet.
fn invented(number: u64, syllables: u32) -> String {
    const FIRST: [&str; 16] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "tr"];
    const SECOND: [&str; 5] = ["a", "e", "i", "o", "u"];
    let all = 80_u128.pow(syllables);
    let mut rest = (u128::from(number) * 1_234_577 + 4_321) % all;
    rest = (rest / 80 + rest % 80 * (all / 80)) * 7_654_321 % all;
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(FIRST[(rest % 16) as usize]);
        word.push_str(SECOND[(rest / 16 % 5) as usize]);
        rest /= 80;
    }
    word.push_str(["x", "k", "lt", "lm", "rd"][syllables as usize % 5]);
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn maker_name(number: u64) -> String {
    format!("{} Works", invented(number, 2))
}

/// First and last name; the length of the last tells reporters from the rest.
fn person_name(number: u64, syllables: u32) -> String {
    format!("{} {}", invented(number % 97, 1), invented(number, syllables))
}

fn place_name(number: u64) -> String {
    format!("{} Quay", invented(number, 4))
}
