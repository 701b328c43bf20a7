//! Every IRI that Stemma writes or reads, as constants; only the store names IRIs.
//!
//! `ontology/stemma.ttl` says what they mean; `tests/ontology.rs` holds the two equal in both directions.

use oxrdf::{NamedNode, NamedNodeRef};
use stemma_core::enumerations::{
    Basis, BuiltInPolicy, ClaimKind, ContradictionKind, FindingFlag, Genre, Headline, Lifecycle, Modality, SourceKind,
    Stance, Support, Tier,
};

/// The ontology itself.
pub const ONTOLOGY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/ns/1");
/// The version of the ontology that these constants are of.
pub const VERSION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/ns/1/0.1.0");
/// What the IRIs of all concepts begin with; the enumeration's segment and the word follow.
const CONCEPTS: &str = "https://w3id.org/stemma/ns/1/";

/// Every term of Stemma's own namespace, by module; the concepts of the core's types are [`Concept::VALUES`].
pub const ALL: &[&[NamedNodeRef<'static>]] =
    &[class::ALL, stm::ALL, scheme::ALL, derivation_kind::ALL, decision::ALL, contradiction_status::ALL];
/// Every term of other vocabularies that Stemma writes, by module.
pub const BORROWED: &[&[NamedNodeRef<'static>]] =
    &[rdf::ALL, dcterms::ALL, schema::ALL, skos::ALL, owl::ALL, oa::ALL, prov::ALL];

/// A closed list of the core whose values are SKOS concepts in the graph.
pub trait Concept: Copy + PartialEq + Sized + 'static {
    /// The concept scheme.
    const SCHEME: NamedNodeRef<'static>;
    /// The part of the concepts' IRIs that names the enumeration.
    const SEGMENT: &'static str;
    /// Every value, in the contract's order.
    const VALUES: &'static [Self];

    /// The word, which is the concept's `skos:notation`.
    fn word(self) -> &'static str;

    /// The concept; a blank in the word is a hyphen in the IRI.
    fn iri(self) -> NamedNode {
        let word = self.word().replace(' ', "-");
        NamedNode::new_unchecked(format!("{CONCEPTS}{}/{word}", Self::SEGMENT))
    }

    /// The value whose concept this is, or `None` when it is none of this enumeration.
    fn from_iri(iri: NamedNodeRef<'_>) -> Option<Self> {
        let last = iri.as_str().strip_prefix(CONCEPTS)?.strip_prefix(Self::SEGMENT)?.strip_prefix('/')?;
        let is_it = |value: &Self| value.word().chars().map(|c| if c == ' ' { '-' } else { c }).eq(last.chars());
        Self::VALUES.iter().copied().find(is_it)
    }
}

macro_rules! concepts {
    ($($type:ty: $scheme:ident, $segment:literal;)+) => {
        $(impl Concept for $type {
            const SCHEME: NamedNodeRef<'static> = scheme::$scheme;
            const SEGMENT: &'static str = $segment;
            const VALUES: &'static [Self] = <$type>::ALL;

            fn word(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

concepts! {
    Support: SUPPORT, "support";
    Headline: HEADLINE, "headline";
    FindingFlag: FLAG, "flag";
    Lifecycle: LIFECYCLE, "lifecycle";
    Basis: BASIS, "basis";
    Stance: STANCE, "stance";
    Modality: MODALITY, "modality";
    ClaimKind: CLAIM_KIND, "claim-kind";
    SourceKind: SOURCE_KIND, "source-kind";
    Tier: TIER, "tier";
    ContradictionKind: CONTRADICTION_KIND, "contradiction-kind";
    BuiltInPolicy: POLICY, "policy";
    Genre: GENRE, "genre";
}

macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($(#[$term_doc:meta])* $name:ident = $local:literal,)+ }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// Every term of this module.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name,)+];
            $($(#[$term_doc])*
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
        }
    };
}

terms! {
    /// Stemma's classes.
    class "https://w3id.org/stemma/ns/1#" {
        /// One published item: a canonical location, or else a file name and a publisher. Its texts are its versions; a
        /// document never changes, a new text is a new version.
        DOCUMENT = "Document",
        /// The bytes of a document at one time, named by their hash. Everything read from them stands in the named
        /// graph that has the version's own IRI.
        VERSION = "Version",
        /// The outlet or channel that publishes documents. Never a document, and never an informant: whoever informs is
        /// an actor.
        SOURCE = "Source",
        /// A person, an organisation or an unnamed group that says or does things or has a stake. An actor of kind
        /// organization is also an `org:Organization` in the sense of the W3C organization ontology.
        ACTOR = "Actor",
        /// A checkable proposition, free of who says it. Which assertions make one claim is a function of assertions
        /// and judgements, so claims stand in the derived graph and can be computed again.
        CLAIM = "Claim",
        /// What can be a step of a chain: an assertion or an origin. It is held when its own bytes are in the store and
        /// a span in them makes the assertion.
        WITNESS = "Witness",
        /// One document version asserting, denying or questioning one claim at one place, on somebody's word. Never
        /// edited and never merged: what was said stays as it was said.
        ASSERTION = "Assertion",
        /// A witness without a recorded derivation that has a basis other than unattributed and none. An assertion can
        /// be one; an instance of this class that is no assertion stands for evidence that a document reports and the
        /// store does not hold.
        ORIGIN = "Origin",
        /// One voice of the chain that an assertion names: position 0 is the document's own voice, the highest position
        /// is the innermost origin. Attributions nest, so their order is kept.
        ATTRIBUTION = "Attribution",
        /// One witness had the claim from another. It belongs to one claim and one passage, never to whole documents,
        /// and is certain (stated, quoted, linked) or suspected (likely copied, or one text names both).
        DERIVATION = "Derivation",
        /// One actor controls another, between two dates: owner, parent, employer, payer, same account, same author.
        /// Actors under one control count as one voice.
        CONTROL = "Control",
        /// An actor's stake in a claim being believed or disbelieved. It is closed over control before assessment and
        /// blocks chains in its own direction only.
        INTEREST = "Interest",
        /// A decision whether two actors, sources or claims are the same: same, different or unsure, with score, reason
        /// and author. Reversible; a later judgement on the same pair takes its place, and both are kept.
        JUDGEMENT = "Judgement",
        /// A tombstone: a document or an assertion is withdrawn, for a reason. What it said stays readable and no
        /// longer counts.
        RETRACTION = "Retraction",
        /// A person's decision on something that was read or suspected: an attribution of a heuristic is right or not,
        /// a document copied from another or did not.
        REVIEW = "Review",
        /// A person's decision that two claims which look opposed can hold together, or that the matter is settled. It
        /// ends as soon as somebody new takes either side.
        RESOLUTION = "Resolution",
        /// All witnesses of one claim and the derivations among them: the claim's stemma. A finding is computed from
        /// exactly one lineage, whose hash it carries.
        LINEAGE = "Lineage",
        /// One computation of a finding: the policy, the version of the rules and the hash of the lineage it read.
        ASSESSMENT = "Assessment",
        /// What Stemma computed about a claim under one policy, with its certificate: the chains that prove at least,
        /// the cut that proves not more, the assumptions, and what would change it. It never says true.
        FINDING = "Finding",
        /// The numbers of a finding, computed in the same way on the denials of the claim and on the claims that
        /// contradict it.
        OPPOSITION = "Opposition",
        /// A path from a held witness along certain derivations to an origin; a part of a finding's certificate. Its
        /// steps are chain links.
        CHAIN = "Chain",
        /// One step of a chain: a witness at a position, with the groups that control it. Position 0 is the held
        /// witness, the highest position is the origin.
        CHAIN_LINK = "ChainLink",
        /// Two claims that cannot both hold, with the kind and the reason; or two that look so and are compatible,
        /// which is recorded so that nobody has to look twice.
        CONTRADICTION = "Contradiction",
        /// A human's published rating of a claim. Never computed, never overwritten, and never taken for a finding.
        VERDICT = "Verdict",
        /// That the number of a claim is calculated from the numbers of others: how, from which, and who or which
        /// document says so. When an input falls, the claim is stale.
        CALCULATION = "Calculation",
        /// What an editor sees beside a place in a draft or a document: a code, a message and what to do. The word for
        /// a finding, such as one-check, is a concept of `stm:FlagScheme` and not an instance of this class.
        FLAG = "Flag",
        /// The subject of a dossier, under which documents, claims and questions are filed.
        TOPIC = "Topic",
        /// That a document or a claim is filed under a topic, or kept out of it: by which rule or by whom, and why.
        FILING = "Filing",
        /// An open question of a dossier, with what would settle it.
        QUESTION = "Question",
        /// How the subject of a dossier stands, in the dossier's words.
        TOPIC_STATUS = "TopicStatus",
        /// What a dossier records of an actor's position on its subject: whose it is and how it changed over time.
        PERSPECTIVE = "Perspective",
        /// A text states that two names mean one actor. The two may be one, which only lowers a number, until a person
        /// judges.
        ALIAS_STATEMENT = "AliasStatement",
        /// A text states that somebody holds or held an office, wrote or had a paper, or tells them with somebody. It joins nobody
        /// for good: it says whose voice somebody was, or may have been, at a date.
        ROLE_STATEMENT = "RoleStatement",
        /// A text states that somebody took back what they had said, never said it, or has it from elsewhere. Which statement is meant is never sure:
        /// the voice raises no published number of a claim that it may be about.
        WITHDRAWAL_STATEMENT = "WithdrawalStatement",
        /// Positions of actors that are opposed and need not exclude each other: a dossier sets them against each other,
        /// or some affirm a claim and others deny it.
        TENSION = "Tension",
        /// One side of a tension: its words, who takes it, and the words that show that they do.
        TENSION_SIDE = "TensionSide",
        /// Something in a version that could not be read as it stands, with its place, a stable code and what to do.
        /// Bad input is data and never an error.
        PROBLEM = "Problem",
        /// A number as a text gives it: a value or an interval with a unit. A bound that is absent is open ("more than"
        /// has no high).
        QUANTITY = "Quantity",
        /// A date as a text gives it, anchored on the publication date where the text leaves out the year.
        DATE_MENTION = "DateMention",
    }
}

terms! {
    /// What OWL says of individuals.
    owl "http://www.w3.org/2002/07/owl#" {
        /// What an actor is elsewhere.
        SAME_AS = "sameAs",
    }
}

terms! {
    /// Stemma's properties.
    stm "https://w3id.org/stemma/ns/1#" {
        /// What sort of document it is, as whoever files it declares it (`stm:GenreScheme`). It decides the basis of
        /// the document's own voice, so it is declared and never guessed.
        GENRE = "genre",
        /// The URL or title, as given, of a document from which the whole of this one was taken: a reprint, a
        /// translation. What it resolves to is recorded as derivations.
        TAKEN_FROM = "takenFrom",
        /// Who supplied what the document tests, or paid for it. Assertions that rest on it carry the flag supplied-by-
        /// party when that actor has an interest.
        SUPPLIED_BY = "suppliedBy",
        /// Whose figures the document shows, as a line below them says. Two documents with figures of one body are one
        /// line of what these show.
        DATA_FROM = "dataFrom",
        /// The place where the document was written, as its dateline says.
        WRITTEN_IN = "writtenIn",
        /// The path or URL as it was given when the document was read; the contract's `document`.
        FILE_NAME = "fileName",
        /// The document of which this is one text.
        VERSION_OF = "versionOf",
        /// The SHA-256 of the version's bytes, 64 lower-case hexadecimal digits.
        CONTENT_HASH = "contentHash",
        /// The earlier version of the same document that this one took the place of.
        SUPERSEDES = "supersedes",
        /// How long the version is, in bytes.
        BYTE_LENGTH = "byteLength",
        /// The number of the change in the log that recorded this, counted from 1. Left out of exports unless they are
        /// asked for with the log, so that two stores give the same bytes.
        SEQUENCE = "sequence",
        /// When the store recorded it. Left out of exports unless they are asked for with the log.
        RECORDED_AT = "recordedAt",
        /// Something in the version that could not be read as it stands.
        PROBLEM = "problem",
        /// The stable code of the problem or flag, such as STM101.
        CODE = "code",
        /// What is wrong and what to do, in one line for a person.
        MESSAGE = "message",
        /// Words that could stand in place of the flagged ones.
        SUGGESTION = "suggestion",
        /// The claim that the flag or question is about.
        CONCERNS = "concerns",
        /// The version whose words make the assertion.
        IN_VERSION = "inVersion",
        /// The claim that the witness is about, whichever side it takes (see `stm:stance`). It stands in the derived
        /// graph, because which assertions make one claim is computed.
        ASSERTS = "asserts",
        /// Which side the assertion takes (`stm:StanceScheme`).
        STANCE = "stance",
        /// How flatly the assertion is made (`stm:ModalityScheme`). Only flat assertions make chains; the others are
        /// reports.
        MODALITY = "modality",
        /// What the witness rests on (`stm:BasisScheme`); for an assertion, what its innermost origin rests on as far
        /// as the text says. Only record and measurement are first-hand.
        BASIS = "basis",
        /// What sort of proposition it is (`stm:ClaimKindScheme`). Opinions, norms, counterfactuals and questions are
        /// recorded and never queued for verification.
        CLAIM_KIND = "claimKind",
        /// How the record came about (`stm:TierScheme`). What raises independence counts for the published number only
        /// from tier A or P; what lowers it counts at every tier.
        TIER = "tier",
        /// The name of the rule that made the record.
        RULE = "rule",
        /// Whether the words of the content are quoted.
        DIRECT = "direct",
        /// The claim as one normalised sentence with antecedents filled in; the contract's `claim`.
        SENTENCE = "sentence",
        /// Whether the source speaks against their own interest ("admitted"). Such an admission counts though the
        /// source is interested.
        AGAINST_INTEREST = "againstInterest",
        /// When a prediction can be held against what happened: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`, with the
        /// precision of the text.
        DUE = "due",
        /// The exact words that the record rests on: a specific resource with the version as its `oa:hasSource`, and a
        /// text quote selector and a text position selector.
        QUOTE = "quote",
        /// The words that name whom the assertion is credited to. Absent in the document's own voice and in hearsay
        /// without a source.
        SOURCE_MENTION = "sourceMention",
        /// The words that credit the source ("according to", "said").
        CUE = "cue",
        /// One voice of the assertion's chain.
        ATTRIBUTION = "attribution",
        /// The voice of the chain that the source mention names: the immediate source. Absent in hearsay without a
        /// source.
        CREDITED_TO = "creditedTo",
        /// The place in the order, counted from 0: in an assertion's chain 0 is the document's own voice; in a
        /// certificate's chain 0 is the held witness.
        POSITION = "position",
        /// The actor that the voice is, as far as judgements tell. Absent when the chain ends in nobody.
        VOICE = "voice",
        /// The name as the text gives it ("industry sources"); `unattributed` where a chain ends in nobody.
        VOICE_NAME = "voiceName",
        /// What the voice is (`stm:SourceKindScheme`).
        VOICE_KIND = "voiceKind",
        /// The employer or organisation that the text names for the voice ("Huawei" for "Huawei's founder"), as it
        /// stands.
        AFFILIATION = "affiliation",
        /// A number in the content.
        QUANTITY = "quantity",
        /// The least value, in `stm:unit`; absent when the interval is open below.
        LOW = "low",
        /// The greatest value, in `stm:unit`; absent when the interval is open above. Equal to `stm:low` for a single
        /// value.
        HIGH = "high",
        /// The unit in a normal form: nm, %, USD, or the plural noun that is counted.
        UNIT = "unit",
        /// Whether the text says that the number is rough.
        APPROXIMATE = "approximate",
        /// A date in the content.
        DATE = "date",
        /// The date in the Extended Date/Time Format (ISO 8601-2), level 1 at most: 2023-08, 2026/2028, 2026-05~.
        EDTF = "edtf",
        /// What the actor is (`stm:SourceKindScheme`). Only named actors count one by one.
        ACTOR_KIND = "actorKind",
        /// Whether an editor attests that this unnamed one is a person of their own.
        ATTESTED = "attested",
        /// Who is controlled.
        CONTROLLED = "controlled",
        /// Who controls.
        CONTROLLER = "controller",
        /// The word for the control as given: owner, parent, employer, payer, account, author; not a closed list. Of a
        /// calculation: product, sum, difference or ratio.
        HOW = "how",
        /// Of an owner: how much of the company it owns, in percent.
        SHARE = "share",
        /// From when it holds: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`. Absent when nothing is known, and then it
        /// always held.
        VALID_FROM = "validFrom",
        /// Until when it holds: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`. Absent when nothing is known, and then it
        /// still holds.
        VALID_TO = "validTo",
        /// Who has the stake.
        INTERESTED = "interested",
        /// The claim in which the stake is held.
        IN_CLAIM = "inClaim",
        /// What the stake gains by: affirms when the claim is believed, denies when it is disbelieved
        /// (`stm:StanceScheme`). An interest blocks chains of its own direction only.
        DIRECTION = "direction",
        /// Whether a person states the contrary: no interest, whatever the rules infer.
        OVERRULED = "overruled",
        /// Why there is a stake, in words.
        WHY = "why",
        /// Short for an interest: the actor has a stake in the claim, in either direction.
        HAS_INTEREST_IN = "hasInterestIn",
        /// One of the two things that are compared; there are exactly two.
        JUDGES = "judges",
        /// Whether the two are the same (`stm:DecisionScheme`). Unsure counts as the same wherever that lowers
        /// independence.
        DECISION = "decision",
        /// How alike the two are, from 0 to 1; every score has its reason. Absent when a person decided without one.
        SCORE = "score",
        /// Why, in words that a person can check.
        REASON = "reason",
        /// Who decided: the name of a principal, or of a rule.
        DECIDED_BY = "decidedBy",
        /// The assertion, as it was read, in whose place a person entered this one.
        CORRECTS = "corrects",
        /// What is withdrawn.
        RETRACTS = "retracts",
        /// What was looked at: one assertion, whose attribution it is about; or two, of which one may be copied from the
        /// other.
        REVIEWS = "reviews",
        /// Whether it is so. What is not no longer counts; its words stay.
        CONFIRMED = "confirmed",
        /// The contradiction that is settled, as it was called then.
        RESOLVES = "resolves",
        /// As what it was settled (`stm:ContradictionKindScheme`): why the two can hold together. Absent when no reason of
        /// the list fits.
        RESOLVED_AS = "resolvedAs",
        /// An assertion of either side that was known when it was settled.
        GIVEN = "given",
        /// The claim whose number is calculated. A person names it by one of its assertions, so that the record holds when
        /// claims are joined or parted.
        CALCULATES = "calculates",
        /// A claim whose number it is calculated from, named in the same way.
        INPUT = "input",
        /// What is filed. A person files a claim by one of its assertions, so that it stays filed when claims are joined
        /// or parted.
        FILES = "files",
        /// The topic that it is filed under.
        UNDER_TOPIC = "underTopic",
        /// Whether a person keeps it out of the topic, whatever the rules say.
        KEPT_OUT = "keptOut",
        /// When it happened, on published time: `xsd:dateTime` or `xsd:date`. The recorded time is in the log.
        AT = "at",
        /// The witness that had the claim from the other. The inverse of `prov:qualifiedDerivation`, so that a
        /// derivation can be read from either end.
        FROM = "from",
        /// The witness that the claim was had from.
        TO = "to",
        /// True when the derivation is stated, quoted or linked; false when it is suspected. A suspected derivation
        /// only takes away independence.
        CERTAIN = "certain",
        /// How the claim was had (`stm:DerivationKindScheme`).
        DERIVATION_KIND = "derivationKind",
        /// Whether the witness's own bytes are in the store and a span in them makes the assertion. A quotation
        /// elsewhere does not make it held.
        HELD = "held",
        /// A group that controls the witness at the assertion's date, closed over control; the witness itself when
        /// nothing is recorded. Two chains are independent when no group stands on both.
        GROUP = "group",
        /// The claim whose witnesses and derivations these are; its parts are given by `dcterms:hasPart`.
        LINEAGE_OF = "lineageOf",
        /// The claim that the finding is about.
        FINDS = "finds",
        /// How well the assertions support it (`stm:SupportScheme`), from the numbers below.
        SUPPORT = "support",
        /// What is said of the claim in one word (`stm:HeadlineScheme`): its support, unless opposition or time says
        /// more.
        HEADLINE = "headline",
        /// Where the claim is in its life (`stm:LifecycleScheme`).
        LIFECYCLE = "lifecycle",
        /// What an editor should know beside the headline (`stm:FlagScheme`).
        FLAG = "flag",
        /// How many held witnesses that are not retracted there are. Not a measure of independence.
        REPORTS = "reports",
        /// Most origins of admissible chains that pairwise share no group; exact up to 3, and 3 means three or more.
        OMEGA = "omega",
        /// Most admissible chains that pairwise share no group, when suspected derivations take away and unnamed
        /// sources are pooled: the published number. Exact up to 3, and 3 means three or more; at most `stm:kappa` and
        /// `stm:omega`.
        NU_LOW = "nuLow",
        /// The same when suspected derivations are ignored and unnamed sources are taken at their word. Never below
        /// `stm:nuLow`.
        NU_HIGH = "nuHigh",
        /// How many groups it takes to meet every admissible chain: the size of the chokepoint. Exact up to 3, and 3
        /// means three or more.
        KAPPA = "kappa",
        /// False when the search's budget ran out, and `stm:nuLow` is a lower bound.
        EXACT = "exact",
        /// The policy it was computed under (`stm:PolicyScheme`). A user's own policy is a concept that is declared in
        /// the same scheme.
        POLICY = "policy",
        /// A basis that counts as first-hand under the policy.
        FIRST_HAND_BASIS = "firstHandBasis",
        /// How many lines that share no group the policy asks for, the first-hand one among them.
        LINES_NEEDED = "linesNeeded",
        /// Whether one of the lines may be the named claimant's own assertion.
        CLAIMANT_COUNTS = "claimantCounts",
        /// Whether what a named publication says in its own voice, without saying how it knows, is an origin.
        OWN_VOICE_COUNTS = "ownVoiceCounts",
        /// From which share of a company on, in percent, its owner counts as one voice with it.
        OWNERSHIP_PERCENT = "ownershipPercent",
        /// A group of the cut of the current finding: without it and the rest of the cut no admissible chain is left.
        CHOKEPOINT = "chokepoint",
        /// A group of the smallest set that meets every admissible chain; there are as many as `stm:kappa` says, unless
        /// that stops at 3.
        CUT = "cut",
        /// An interest that kept a chain from being admissible.
        BLOCKED_BY = "blockedBy",
        /// Why the headline is what it is, in a few sentences.
        EXPLANATION = "explanation",
        /// Something the finding takes for granted: groups distinct only because nothing is recorded, what was
        /// searched, which owners are unknown.
        ASSUMPTION = "assumption",
        /// The smallest addition that would change the support ("hold TechInsights' report").
        WOULD_CHANGE = "wouldChange",
        /// The same computation on denials and contradicting claims; absent when nobody opposes.
        OPPOSITION = "opposition",
        /// A chain of the certificate: the disjoint ones that prove `stm:nuLow`, and all minimal ones when `stm:nuLow`
        /// is below `stm:kappa`. Never empty from single-origin up.
        CHAIN = "chain",
        /// A step of the chain.
        LINK = "link",
        /// The witness at this step.
        WITNESS = "witness",
        /// The version of the rules that computed it.
        RULE_VERSION = "ruleVersion",
        /// The SHA-256 of the canonical lineage it was computed from, 64 lower-case hexadecimal digits.
        INPUTS_HASH = "inputsHash",
        /// Why the two cannot both hold, or why they can (`stm:ContradictionKindScheme`).
        CONTRADICTION_KIND = "contradictionKind",
        /// The other claim follows from this one, which says more: a number within its bounds, a date within its date.
        /// Who asserts this one supports the other, never the other way round.
        ENTAILS = "entails",
        /// One of the two claims: the one whose IRI sorts first.
        SIDE_A = "sideA",
        /// The other of the two claims.
        SIDE_B = "sideB",
        /// Whether the contradiction stands (`stm:ContradictionStatusScheme`).
        STATUS = "status",
        /// What would settle the question, in words.
        SETTLED_BY = "settledBy",
        /// What a dossier records beside claims: its status, how a perspective changed, an open question, a tension.
        DOSSIER_NOTE = "dossierNote",
        /// Another name that the version states for somebody.
        STATES_ALIAS = "statesAlias",
        /// Whoever is called by one of the two names of an alias statement.
        NAMES_ACTOR = "namesActor",
        /// The name that is told first, as it stands.
        FIRST_NAME = "firstName",
        /// The other name, as it stands.
        OTHER_NAME = "otherName",
        /// Who holds which office, as the version states it.
        STATES_ROLE = "statesRole",
        /// Whoever is stated to hold the office.
        HOLDER = "holder",
        /// The holder's name, as it stands.
        HOLDER_NAME = "holderName",
        /// What the office is called, without whose it is.
        ROLE_NAME = "roleName",
        /// Whose office it is.
        ROLE_OF = "roleOf",
        /// The name of whose office it is, as it stands.
        ORGANIZATION_NAME = "organizationName",
        /// A day on which the office was surely held: that of the document, or of the change that it tells.
        HELD_ON = "heldOn",
        /// Who took back what they had said, as the version states it.
        STATES_WITHDRAWAL = "statesWithdrawal",
        /// Whoever is stated to have taken something back.
        TAKEN_BACK_BY = "takenBackBy",
        /// The name of whoever took it back, as it stands.
        TAKEN_BACK_BY_NAME = "takenBackByName",
        /// Whose perspective it is.
        HELD_BY = "heldBy",
        /// How the perspective changed over time, in the dossier's words ("consistent").
        EVOLUTION = "evolution",
        /// A side of the tension.
        TENSION_SIDE = "tensionSide",
        /// An actor who takes this side; of one who changed, the side taken last.
        ON_SIDE = "onSide",
    }
}

terms! {
    /// Stemma's enumerations, as concept schemes; their values are the [`Concept`]s of the core's types.
    scheme "https://w3id.org/stemma/ns/1#" {
        /// How well a claim's assertions support it, weakest first.
        SUPPORT = "SupportScheme",
        /// What is said of a claim in one word: its support, unless opposition or time says more.
        HEADLINE = "HeadlineScheme",
        /// What an editor should know beside the headline.
        FLAG = "FlagScheme",
        /// Where a claim is in its life.
        LIFECYCLE = "LifecycleScheme",
        /// What a witness rests on.
        BASIS = "BasisScheme",
        /// Which side an assertion takes.
        STANCE = "StanceScheme",
        /// How flatly an assertion is made.
        MODALITY = "ModalityScheme",
        /// What sort of proposition a claim is.
        CLAIM_KIND = "ClaimKindScheme",
        /// Who or what is credited with an assertion.
        SOURCE_KIND = "SourceKindScheme",
        /// How a record came about.
        TIER = "TierScheme",
        /// Why two claims cannot both hold – or why two that look so can.
        CONTRADICTION_KIND = "ContradictionKindScheme",
        /// Which second chain an independent verification asks for.
        POLICY = "PolicyScheme",
        /// What sort of document it is, as whoever files it declares it; it decides the basis of its own voice.
        GENRE = "GenreScheme",
        /// How one witness had a claim from another.
        DERIVATION_KIND = "DerivationKindScheme",
        /// Whether two things are one.
        DECISION = "DecisionScheme",
        /// Whether a contradiction stands.
        CONTRADICTION_STATUS = "ContradictionStatusScheme",
    }
}

terms! {
    /// The values of `stm:DerivationKindScheme`: how one witness had a claim from another.
    derivation_kind "https://w3id.org/stemma/ns/1/derivation-kind/" {
        /// It names the other, by link, footnote or words.
        CITES = "cites",
        /// It gives the other's words as a quotation.
        QUOTES = "quotes",
        /// It says again what the other said, in words of its own.
        RELAYS = "relays",
        /// It carries the other's text under an agreement, as with a wire story.
        SYNDICATES = "syndicates",
        /// It carries the other's text without saying so.
        COPIES = "copies",
        /// It is the other in another language.
        TRANSLATES = "translates",
    }
}

terms! {
    /// The values of `stm:DecisionScheme`: whether two things are one.
    decision "https://w3id.org/stemma/ns/1/decision/" {
        /// They are one.
        SAME = "same",
        /// They are two; remembered, so that nobody merges them again.
        DIFFERENT = "different",
        /// It cannot be told; counts as one wherever that lowers independence.
        UNSURE = "unsure",
    }
}

terms! {
    /// The values of `stm:ContradictionStatusScheme`: whether a contradiction stands.
    contradiction_status "https://w3id.org/stemma/ns/1/contradiction-status/" {
        /// The two claims cannot both hold, and nobody has settled which one does.
        OPEN = "open",
        /// The two claims can hold together; kept so that nobody has to look twice.
        COMPATIBLE = "compatible",
        /// A person decided that this is no contradiction.
        DISMISSED = "dismissed",
        /// A person settled it, with a reason; it opposes nothing as long as nobody new takes either side.
        RESOLVED = "resolved",
        /// A person settled it, and somebody new took a side since.
        REOPENED = "reopened",
        /// Only earlier versions say the one side, of documents that now say the other; it opposes nobody.
        CORRECTED = "corrected",
    }
}

terms! {
    /// RDF itself.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        /// The class of the thing. Every claim has both `stm:Claim` and `schema:Claim`, so that tools that know
        /// schema.org only find it.
        TYPE = "type",
    }
}

terms! {
    /// DCMI Metadata Terms.
    dcterms "http://purl.org/dc/terms/" {
        /// Of a document: its title.
        TITLE = "title",
        /// Of a document: the source that published it.
        PUBLISHER = "publisher",
        /// Of a document, claim or question: a topic it is filed under.
        SUBJECT = "subject",
        /// Of a claim that judgements merged or split: the claim that answers in its place.
        IS_REPLACED_BY = "isReplacedBy",
        /// Of a lineage: one of its witnesses or derivations.
        HAS_PART = "hasPart",
    }
}

terms! {
    /// schema.org, in its `http` form.
    schema "http://schema.org/" {
        /// Of a document or verdict: the actor who wrote it; of a verdict given at the desk: the editor, a `schema:Person`.
        AUTHOR = "author",
        /// Of a document or verdict: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`, with the precision given.
        DATE_PUBLISHED = "datePublished",
        /// Of a document, source or verdict: its canonical location, an `xsd:anyURI` literal kept as it was given.
        URL = "url",
        /// Of a version that was fetched: what its server said that it is. Its text depends on it.
        ENCODING_FORMAT = "encodingFormat",
        /// Of a claim or question: its sentence.
        TEXT = "text",
        /// Of a verdict: the claim it rates.
        ITEM_REVIEWED = "itemReviewed",
        /// Of a verdict: its rating, a `schema:Rating`.
        REVIEW_RATING = "reviewRating",
        /// Of a verdict's rating: the rating in the reviewer's words.
        ALTERNATE_NAME = "alternateName",
        /// Written beside `stm:Claim` on every claim.
        CLAIM = "Claim",
        /// Written beside `stm:Verdict` on every verdict.
        CLAIM_REVIEW = "ClaimReview",
        /// The editor who gave a verdict at the desk.
        PERSON = "Person",
        /// The rating of a verdict.
        RATING = "Rating",
    }
}

terms! {
    /// SKOS.
    skos "http://www.w3.org/2004/02/skos/core#" {
        /// Of an actor, source or topic: the name it goes by.
        PREF_LABEL = "prefLabel",
        /// Of an actor or source: another name it is given.
        ALT_LABEL = "altLabel",
        /// Of a concept: the word itself, as in JSON and on the command line.
        NOTATION = "notation",
        /// Of a concept: the enumeration it is a value of.
        IN_SCHEME = "inScheme",
        /// Of a concept: what the word means.
        DEFINITION = "definition",
        /// Of a concept: the enumeration it is a value of.
        TOP_CONCEPT_OF = "topConceptOf",
        /// A value of an enumeration, or a topic.
        CONCEPT = "Concept",
        /// An enumeration.
        CONCEPT_SCHEME = "ConceptScheme",
    }
}

terms! {
    /// The Web Annotation vocabulary; offsets are half-open and count Unicode code points.
    oa "http://www.w3.org/ns/oa#" {
        /// Of an assertion or an editor's flag: the words it rests on.
        HAS_TARGET = "hasTarget",
        /// Of a specific resource: the version in which the words stand.
        HAS_SOURCE = "hasSource",
        /// Of a specific resource: a text quote selector, and a text position selector.
        HAS_SELECTOR = "hasSelector",
        /// Of a text quote selector: the words as they stand.
        EXACT = "exact",
        /// Of a text position selector: the first Unicode code point, counted from 0.
        START = "start",
        /// Of a text position selector: one past the last Unicode code point.
        END = "end",
        /// Words at a place of a version.
        SPECIFIC_RESOURCE = "SpecificResource",
        /// The words at the place.
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector",
        /// The place, in Unicode code points.
        TEXT_POSITION_SELECTOR = "TextPositionSelector",
    }
}

terms! {
    /// PROV-O.
    prov "http://www.w3.org/ns/prov#" {
        /// Of an assertion: short for an attribution with a known voice. Of an origin that is no assertion: who gave
        /// the evidence.
        WAS_ATTRIBUTED_TO = "wasAttributedTo",
        /// Of a witness: the witness it had the claim from, by a certain derivation; of a suspected one only the
        /// `stm:Derivation` is written.
        WAS_DERIVED_FROM = "wasDerivedFrom",
        /// Of a witness: the derivation in full.
        QUALIFIED_DERIVATION = "qualifiedDerivation",
        /// Of an assertion: an origin at the end of its certain derivations.
        HAD_PRIMARY_SOURCE = "hadPrimarySource",
        /// Of a finding: the assessment that computed it.
        WAS_GENERATED_BY = "wasGeneratedBy",
        /// Of an assessment: the lineage it read.
        USED = "used",
    }
}
