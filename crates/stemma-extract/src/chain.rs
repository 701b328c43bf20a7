//! From drafts to statements: who passes it on to whom, on what basis, how flatly.

mod undenied;

use stemma_core::date::PartialDate;
use stemma_core::document::Metadata;
use stemma_core::enumerations::{Basis, ClaimKind, Genre, Modality, SourceKind, Stance, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Mention, NOBODY, Statement, Voice};

use self::undenied::undenied;
use crate::claim::{self, Speaker};
use crate::dates;
use crate::disclaimers;
use crate::draft::{Draft, Party, Strength};
use crate::firsthand::{self, Witness, Writer};
use crate::lexicon::CueClass;
use crate::nouns::Head;
use crate::quantities;
use crate::sentences::Sentence;
use crate::sources;

/// What holds for all statements of one document.
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) published: Option<PartialDate>,
    /// The document's own voice.
    pub(crate) voice: Voice,
    pub(crate) own_basis: Basis,
    /// Whether "we" is whoever publishes it: a release, a report of one's own measurement, a record.
    pub(crate) speaks_as_we: bool,
    /// Who may have seen what it tells in the first person; nobody, where the document is evidence or a statement as a whole.
    pub(crate) writer: Writer,
}

impl<'a> Document<'a> {
    pub(crate) fn new(text: &'a str, metadata: &Metadata) -> Self {
        let (name, kind) = match (&metadata.publisher, metadata.authors.first()) {
            // Who disclaims it does not say it.
            (Some(_), author) if disclaimers::by_publisher(text, metadata) => {
                (author.map_or("author", String::as_str), SourceKind::Author)
            }
            (Some(publisher), _) => {
                let organization = sources::name_kind(publisher) == SourceKind::Organization;
                (publisher.as_str(), if organization { SourceKind::Organization } else { SourceKind::Outlet })
            }
            (None, Some(author)) => (author.as_str(), SourceKind::Author),
            (None, None) => ("author", SourceKind::Author),
        };
        let voice = Voice { name: name.to_owned(), kind, affiliation: None };
        let genre = metadata.genre.unwrap_or(Genre::Article);
        let speaks_as_we = match genre {
            Genre::Release | Genre::Measurement | Genre::Record | Genre::Analysis | Genre::Post => name != "author",
            Genre::Article | Genre::Testimony | Genre::Dossier | Genre::ClaimReview | Genre::ClaimTable => false,
        };
        // A log is kept by who was there: "Log of the Skarn lighthouse".
        let is_kept = genre == Genre::Article && kind != SourceKind::Author && is_log(name);
        let own_basis = if is_kept { Basis::Testimony } else { genre.own_basis() };
        let is_told = own_basis == Basis::Unattributed && genre == Genre::Article;
        let nobody = Writer { has_outlet: false, has_author: false };
        let writer = if is_told { firsthand::writer(metadata) } else { nobody };
        Self { text, published: metadata.published, voice, own_basis, speaks_as_we, writer }
    }

    /// The statements of the drafts of one sentence. `relays` stand between the document and every draft's source.
    pub(crate) fn statements(&self, drafts: &[Draft]) -> Vec<Statement> {
        let mut found = Vec::new();
        for draft in drafts {
            let outer = self.outer_voices(drafts, draft);
            if draft.parties.is_empty() {
                found.extend(self.statement(draft, None, &outer));
            }
            for party in &draft.parties {
                found.extend(self.statement(draft, Some(party), &outer));
            }
        }
        found
    }

    /// A statement in the document's own voice.
    pub(crate) fn own(&self, contents: &[Span], sentence: Option<String>, rule: &'static str) -> Option<Statement> {
        let quotes = self.quotes(contents)?;
        let mention =
            Mention { quote: quotes.first()?.clone(), name: self.voice.name.clone(), kind: SourceKind::Author };
        let sentence = sentence.unwrap_or_else(|| claim::sentence(&words(&quotes), None));
        let sentence = if self.speaks_as_we { self.without_we(&sentence) } else { sentence };
        let mut made = Statement {
            contents: quotes,
            source: Some(mention),
            cue: None,
            chain: vec![self.voice.clone()],
            direct: false,
            stance: Stance::Affirms,
            modality: claim::modality(&sentence),
            basis: if self.own_basis == Basis::Unattributed && estimates(&sentence.to_lowercase()) {
                Basis::Analysis
            } else {
                self.own_basis
            },
            kind: ClaimKind::Fact,
            sentence,
            quantities: Vec::new(),
            dates: Vec::new(),
            due: None,
            against_interest: false,
            tier: Tier::A,
            rule: rule.into(),
        };
        self.fill(&mut made);
        let is_measured = made.basis == Basis::Measurement && made.quantities.is_empty();
        if is_measured && !tells_a_finding(&made.sentence.to_lowercase()) {
            made.basis = Basis::Statement; // what a laboratory's report says besides is its word
        }
        Some(made)
    }

    /// What a witness says that happened while they were there: "I stood behind the net when Y".
    pub(crate) fn witnessed(&self, s: &Sentence, witness: Option<&Witness>, drafts: &[Draft]) -> Option<Statement> {
        let witness = witness.filter(|_| drafts.is_empty())?;
        let mut said = self.own(&[firsthand::witnessed(s, witness)?], None, firsthand::RULE)?;
        firsthand::credit(&mut said, witness, &self.voice);
        Some(said)
    }

    /// "We measured it" in a laboratory's report is the laboratory's measuring.
    fn without_we(&self, sentence: &str) -> String {
        let kind = self.voice.kind;
        claim::sentence(sentence, Some(Speaker { name: &self.voice.name, kind, quoted: true }))
    }

    /// The voices of the drafts within whose contents this one stands, outermost first.
    fn outer_voices(&self, drafts: &[Draft], inner: &Draft) -> Vec<Voice> {
        let place = inner.cue.unwrap_or(inner.hull()).hull(inner.hull());
        let mut outer: Vec<&Draft> = drafts
            .iter()
            .filter(|other| {
                !std::ptr::eq(*other, inner) && other.hull().contains(place) && other.hull() != inner.hull()
            })
            .filter(|other| other.cue.is_none_or(|cue| !place.contains(cue)))
            .collect();
        outer.sort_by_key(|draft| std::cmp::Reverse(draft.hull().len()));
        let voices = |draft: &&Draft| {
            let own =
                draft.parties.first().into_iter().flat_map(|party| party.relays.iter().cloned().chain([party.voice()]));
            draft.relays.iter().cloned().chain(own).collect::<Vec<_>>()
        };
        outer.iter().flat_map(voices).collect()
    }

    fn quotes(&self, contents: &[Span]) -> Option<Vec<Quote>> {
        let quotes: Vec<Quote> = contents.iter().filter_map(|span| Quote::at(self.text, *span)).collect();
        let filled = quotes.iter().any(|quote| quote.text.chars().any(char::is_alphanumeric));
        filled.then_some(quotes)
    }

    fn statement(&self, draft: &Draft, party: Option<&Party>, outer: &[Voice]) -> Option<Statement> {
        let contents = self.quotes(&draft.contents).filter(|contents| !only_points(&words(contents)))?;
        let corrected = party.and_then(|party| as_organization(party, &words(&contents)));
        let party = corrected.as_ref().or(party);
        let raw = draft.sentence.clone().unwrap_or_else(|| words(&contents));
        let (raw, stance) = undenied(raw, draft.stance);
        let speaker = party.map(|party| match party.body().filter(|_| draft.direct && claim::is_of_several(&raw)) {
            Some(body) => Speaker { name: body, kind: SourceKind::Organization, quoted: true },
            None => Speaker { name: &party.mention.name, kind: party.mention.kind, quoted: draft.direct },
        });
        // "It leaks, Holt said": whoever is named behind the words is not the "it" before; "I" and "we" are.
        let is_behind = party.zip(contents.first()).is_some_and(|(party, content)| {
            party.mention.quote.span.start > content.span.start || draft.lemma == "according"
        });
        let speaker = speaker.filter(|speaker| draft.sentence.is_none() && (speaker.quoted || !is_behind));
        let sentence = claim::sentence(&raw, speaker);
        let basis = basis(draft, party, self.own_basis);
        let mut made = Statement {
            contents,
            source: party.map(|party| party.mention.clone()),
            cue: draft.cue.and_then(|cue| Quote::at(self.text, cue)),
            chain: self.chain(draft, party, outer),
            direct: draft.direct,
            stance,
            modality: draft.modality.unwrap_or_else(|| claim::modality(&sentence)),
            basis,
            kind: ClaimKind::Fact,
            sentence,
            quantities: Vec::new(),
            dates: Vec::new(),
            due: None,
            against_interest: draft.class == CueClass::Admission,
            tier: draft.tier,
            rule: draft.rule.into(),
        };
        self.fill(&mut made);
        Some(made)
    }

    fn chain(&self, draft: &Draft, party: Option<&Party>, outer: &[Voice]) -> Vec<Voice> {
        let mut chain = vec![self.voice.clone()];
        let inner = party.into_iter().flat_map(|party| party.relays.iter().cloned().chain([party.voice()]));
        let origins = draft.origins.iter().flat_map(|party| party.relays.iter().cloned().chain([party.voice()]));
        for voice in outer.iter().cloned().chain(draft.relays.iter().cloned()).chain(inner).chain(origins) {
            // A voice that is there already adds no step: an outlet told by a person, a firm in its own release.
            let home = |known: &Voice| same_house(&known.name, &voice.name) && !voice.kind.eq(&SourceKind::Document);
            if is_this_outlet(&voice.name) {
                continue;
            }
            if !chain.iter().any(|known| known.name == voice.name) && !chain.first().is_some_and(home) {
                chain.push(voice);
            }
        }
        if party.is_none() {
            chain.push(Voice { name: NOBODY.to_owned(), kind: SourceKind::Generic, affiliation: None });
        }
        chain
    }

    /// Quantities, dates, kind and due date of the contents.
    fn fill(&self, made: &mut Statement) {
        for quote in &made.contents {
            made.quantities.extend(quantities::quantities(self.text, quote.span));
            made.dates.extend(dates::dates(self.text, quote.span, self.published));
        }
        // "In the next two years" is a date, and no quantity beside it.
        let Statement { quantities, dates, .. } = made;
        quantities.retain(|q| !dates.iter().any(|date| date.quote.span.overlaps(q.quote.span)));
        made.kind = claim::kind(&made.sentence, made.modality, &made.quantities);
        if made.modality == Modality::Predicted {
            made.due = dates::due(&made.dates);
        }
    }
}

/// Whoever is called "it" is no person, though two capitalised words looked like one: "Haldane Memory admitted that it
/// sold …".
fn as_organization(party: &Party, contents: &str) -> Option<Party> {
    let first = contents.split_whitespace().next()?.to_lowercase();
    (party.is_guessed_person() && matches!(first.as_str(), "it" | "its")).then(|| {
        let mut organization = party.clone();
        organization.mention.kind = SourceKind::Organization;
        organization
    })
}

/// "told this magazine": the document's own voice.
fn is_this_outlet(name: &str) -> bool {
    let low = name.to_lowercase();
    let outlet =
        |noun: &str| crate::nouns::head(noun) == Some(Head::Outlet) || matches!(noun, "publication" | "reporter");
    low.strip_prefix("this ").or_else(|| low.strip_prefix("our ")).is_some_and(outlet)
}

/// "Orrin" and "Orrin Foundry": one name goes on where the other ends.
fn same_house(a: &str, b: &str) -> bool {
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let plain = |name: &str| name.strip_prefix("The ").unwrap_or(name).to_owned();
    let (a, b) = (plain(a), plain(b));
    a == b || goes_on(&a, &b) || goes_on(&b, &a)
}

/// Whether a sentence of a report on a measurement tells what was found.
fn tells_a_finding(low: &str) -> bool {
    const FINDING: &[&str] = &[
        "measure",
        "found",
        "detect",
        "observ",
        "record",
        "test",
        "show",
        "reveal",
        "confirm",
        "contain",
        "carri",
        "carry",
        "sampl",
        "section",
        "imag",
        "read ",
        "count",
        "weigh",
        "match",
        "identif",
        "compos",
        "made of",
        "made on",
        "made with",
    ];
    FINDING.iter().any(|word| low.contains(word))
}

/// Whether what a document is published under is a log or a diary.
fn is_log(name: &str) -> bool {
    ["Log of ", "Logbook of ", "Diary of "].iter().any(|opening| name.starts_with(opening))
}

/// "We estimate …": the author's own analysis.
fn estimates(low: &str) -> bool {
    ["we estimate", "we calculate", "our estimate", "by our count", "i estimate", "we project"]
        .iter()
        .any(|words| low.contains(words))
}

fn words(quotes: &[Quote]) -> String {
    quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// "Lopez denied it", "the port confirmed this": what is said is not in these words.
fn only_points(words: &str) -> bool {
    let pointers = ["it", "this", "that", "so", "them", "these", "those", "otherwise", "as much", "the same", "not"];
    pointers.contains(&&*words.to_lowercase())
}

/// What the innermost origin rests on. Only closed rules reach `record` and `measurement`.
fn basis(draft: &Draft, party: Option<&Party>, own: Basis) -> Basis {
    let innermost = draft.origins.last().or(party);
    let Some(party) = innermost else { return Basis::Unattributed };
    // Who learned it was told by somebody, and "an article" is nobody's in particular.
    let name = party.mention.name.to_lowercase();
    let is_any = matches!(name.as_str(), "article" | "story" | "news story" | "news report" | "blog post" | "post");
    // What somebody believes or is sure of they need not know; an expert's view is an analysis.
    let is_belief = draft.class == CueClass::Speculation && !matches!(draft.lemma, "know" | "hold" | "aware");
    if draft.lemma == "learn" || is_any || (is_belief && !party.expert) {
        return Basis::Unattributed;
    }
    // What media say they have from somebody; what they hail is their own view.
    let tells = matches!(draft.class, CueClass::Speech | CueClass::Mediated) && crate::nouns::are_outlets(&name);
    if draft.origins.is_empty() && (only_relays(draft, party) || tells) {
        return Basis::Unattributed;
    }
    let closed = draft.tier == Tier::A;
    if let Some(basis) = draft.basis.filter(|_| draft.origins.is_empty()) {
        return match basis {
            Basis::Record if !closed => Basis::Statement,
            Basis::Measurement if !closed => Basis::Analysis,
            other => other,
        };
    }
    if let Some(found) = finding(draft, party, closed) {
        return found;
    }
    match (party.mention.kind, party.head) {
        (SourceKind::Person | SourceKind::Organization, Some(Head::Paper)) => Basis::Statement,
        (SourceKind::Person | SourceKind::Organization, Some(Head::Study)) => Basis::Analysis,
        (SourceKind::Document, Some(Head::Record)) if closed => Basis::Record,
        (SourceKind::Document, Some(Head::Study)) => Basis::Analysis,
        (SourceKind::Document, _) => Basis::Statement,
        (SourceKind::UnnamedGroup, Some(Head::Organization)) if closed && draft.lemma == "rule" => Basis::Record,
        (SourceKind::UnnamedGroup, Some(Head::Organization)) => Basis::Statement,
        (SourceKind::UnnamedGroup, Some(Head::Outlet)) => Basis::Unattributed,
        (SourceKind::Author, _) => own,
        (SourceKind::Organization | SourceKind::UnnamedPerson, _) if closed && draft.lemma == "rule" => Basis::Record,
        (SourceKind::Organization, _) => Basis::Statement,
        (SourceKind::Outlet | SourceKind::Publication, _) => Basis::Unattributed,
        (SourceKind::Generic, _) => Basis::Unattributed,
        (SourceKind::Person | SourceKind::UnnamedPerson | SourceKind::UnnamedGroup, _) => {
            let judges = matches!(
                draft.class,
                CueClass::Speculation | CueClass::Prediction | CueClass::Framing | CueClass::Doubt
            ) || matches!(draft.lemma, "argue" | "suggest" | "estimate");
            if party.expert && judges { Basis::Analysis } else { Basis::Testimony }
        }
    }
}

/// "Al Jazeera reported": a bare name of which no word and nothing else tells what it is, and that reports, tells on what it has
/// heard, as outlets do. Whoever is told of as a body or by a trade reports what is their own.
fn only_relays(draft: &Draft, party: &Party) -> bool {
    let Party { mention, head: None, affiliation: None, strength: Strength::Named, .. } = party else { return false };
    let guessed = match mention.kind {
        SourceKind::Person => party.is_guessed_person(),
        SourceKind::Organization => !mention.name.contains(' ') && !crate::nouns::is_organization(&mention.name),
        _ => false,
    };
    guessed && draft.lemma == "report" && draft.class == CueClass::Mediated
}

/// A finding measures when its verb or its finder does; else it concludes.
fn finding(draft: &Draft, party: &Party, closed: bool) -> Option<Basis> {
    if draft.class != CueClass::Finding || !draft.origins.is_empty() {
        return None;
    }
    let words = party.mention.quote.text.to_lowercase();
    let measures = matches!(draft.lemma, "measure" | "detect" | "replicate" | "reproduce")
        || ["laborator", "lab", "teardown", "test", "inspect", "measur", "sampl", "autopsy", "experiment"]
            .iter()
            .any(|mark| words.split(' ').any(|word| word.starts_with(mark)));
    let concludes = matches!(draft.lemma, "conclude" | "estimate" | "calculate" | "infer" | "deduce");
    Some(if measures && closed && !concludes { Basis::Measurement } else { Basis::Analysis })
}
