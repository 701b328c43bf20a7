//! The closed lists of the contract: one Rust type each, with the word that Turtle, JSON and SPARQL use.

use std::fmt;
use std::str::FromStr;

/// A word that is not a value of the enumeration it was read for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {enumeration}; it is one of {}", values.join(", "))]
pub struct UnknownValue {
    /// The word as given.
    pub word: String,
    /// The enumeration's name.
    pub enumeration: &'static str,
    /// What it can be.
    pub values: Vec<&'static str>,
}

macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident, $title:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the contract's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// What the enumeration is called.
            pub const TITLE: &'static str = $title;

            /// The word for this value in every format.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownValue;
            fn from_str(word: &str) -> Result<Self, UnknownValue> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownValue {
                        word: word.to_owned(),
                        enumeration: $title,
                        values: Self::ALL.iter().map(|value| value.as_str()).collect(),
                    }),
                }
            }
        }
    };
}

enumeration! {
    /// How well a claim's assertions support it, weakest first.
    Support, "support" {
        /// No document ever asserted it.
        Unknown = "unknown",
        /// No live chain to any origin: nobody says how they know.
        Unattributed = "unattributed",
        /// Every chain passes an interested group.
        SelfAsserted = "self-asserted",
        /// ν = κ = ω = 1.
        SingleOrigin = "single-origin",
        /// ν = κ = 1, ω ≥ 2: several origins, one messenger.
        SingleChannel = "single-channel",
        /// ν = 1, κ ≥ 2: chains that share groups pairwise.
        Entangled = "entangled",
        /// ν ≥ 2.
        Corroborated = "corroborated",
        /// A held first-hand origin, and a second chain that shares no group with it.
        IndependentlyVerified = "independently-verified",
    }
}

enumeration! {
    /// What is said of a claim in one word: its support, unless opposition or time says more.
    Headline, "headline" {
        /// See [`Support::Unknown`].
        Unknown = "unknown",
        /// See [`Support::Unattributed`].
        Unattributed = "unattributed",
        /// See [`Support::SelfAsserted`].
        SelfAsserted = "self-asserted",
        /// See [`Support::SingleOrigin`].
        SingleOrigin = "single-origin",
        /// See [`Support::SingleChannel`].
        SingleChannel = "single-channel",
        /// See [`Support::Entangled`].
        Entangled = "entangled",
        /// See [`Support::Corroborated`].
        Corroborated = "corroborated",
        /// See [`Support::IndependentlyVerified`].
        IndependentlyVerified = "independently-verified",
        /// Supported by an independent line, and opposed by one.
        Contested = "contested",
        /// Asserted without an independent line, and opposed by one.
        Countered = "countered",
        /// Asserted without an independent line, and its denial is independently verified.
        Refuted = "refuted",
        /// A prediction whose date is ahead.
        PredictionPending = "prediction-pending",
        /// A prediction whose date has come, without an asserted outcome.
        PredictionDue = "prediction-due",
    }
}

impl From<Support> for Headline {
    fn from(support: Support) -> Self {
        match support {
            Support::Unknown => Self::Unknown,
            Support::Unattributed => Self::Unattributed,
            Support::SelfAsserted => Self::SelfAsserted,
            Support::SingleOrigin => Self::SingleOrigin,
            Support::SingleChannel => Self::SingleChannel,
            Support::Entangled => Self::Entangled,
            Support::Corroborated => Self::Corroborated,
            Support::IndependentlyVerified => Self::IndependentlyVerified,
        }
    }
}

enumeration! {
    /// What an editor should know beside the headline.
    FindingFlag, "flag" {
        /// Denied by an interested party, or the denial of a claim nobody held asserts.
        Denied = "denied",
        /// Denied by unnamed sources only.
        DeniedAnonymously = "denied-anonymously",
        /// Denied by somebody who does not say how they know.
        Questioned = "questioned",
        /// Some held claim cannot hold together with it.
        Contradicted = "contradicted",
        /// Its reports cite each other in a circle.
        Circular = "circular",
        /// Every admissible chain passes an unnamed witness.
        UnnamedOnly = "unnamed-only",
        /// Would be corroborated if the unsure records were taken at their word.
        MayBeCorroborated = "may-be-corroborated",
        /// Verified by one outside check of the claimant's own claim.
        OneCheck = "one-check",
        /// A first-hand check is reported, and its own document is not held.
        CheckReported = "check-reported",
        /// A hedge in the source became a flat statement.
        HedgeLost = "hedge-lost",
        /// Somebody says it who has an interest in the contrary.
        AgainstInterest = "against-interest",
        /// The cited document, which is held, does not say this.
        CitationUnfaithful = "citation-unfaithful",
        /// What was tested came from an interested party.
        SuppliedByParty = "supplied-by-party",
        /// Stated as current or planned though its date is past; or calculated from a claim that fell.
        Stale = "stale",
    }
}

enumeration! {
    /// Where a claim is in its life.
    Lifecycle, "lifecycle" {
        /// Asserted by a live document.
        Live = "live",
        /// A later version of the document changed it.
        Corrected = "corrected",
        /// A later version of the document no longer makes it.
        Superseded = "superseded",
        /// Every report of it is retracted.
        Retracted = "retracted",
        /// A prediction whose date is ahead.
        PredictionPending = "prediction-pending",
        /// A prediction whose date has come.
        PredictionDue = "prediction-due",
    }
}

enumeration! {
    /// What a witness rests on.
    Basis, "basis" {
        /// The document *is* the evidence: a filing of fact, contract, log, ruling, data set, footage.
        Record = "record",
        /// Somebody measured it.
        Measurement = "measurement",
        /// Somebody concluded it from stated inputs.
        Analysis = "analysis",
        /// A text that says so: a release, a complaint, a post.
        Statement = "statement",
        /// A person says so.
        Testimony = "testimony",
        /// Said without saying how it is known.
        Unattributed = "unattributed",
        /// A report without evidence of its own.
        None = "none",
    }
}

impl Basis {
    /// Whether a witness with this basis and no derivation is an origin.
    #[must_use]
    pub const fn makes_an_origin(self) -> bool {
        match self {
            Self::Record | Self::Measurement | Self::Analysis | Self::Statement | Self::Testimony => true,
            Self::Unattributed | Self::None => false,
        }
    }

    /// What a witness with this basis does, in words for people.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Record => "is the record",
            Self::Measurement => "measured it",
            Self::Analysis => "concluded it",
            Self::Statement => "states it",
            Self::Testimony => "testifies",
            Self::Unattributed => "does not say how it knows",
            Self::None => "passes it on",
        }
    }
}

enumeration! {
    /// Which side an assertion takes.
    Stance, "stance" {
        /// It says so.
        Affirms = "affirms",
        /// It says that it is not so.
        Denies = "denies",
        /// It leaves open or doubts whether it is so.
        Questions = "questions",
    }
}

enumeration! {
    /// How flatly an assertion is made.
    Modality, "modality" {
        /// Flatly.
        Asserted = "asserted",
        /// With a hedge: may, apparently, is said to.
        Hedged = "hedged",
        /// As a rumour.
        Rumoured = "rumoured",
        /// As a forecast.
        Predicted = "predicted",
        /// As a hypothesis or a condition.
        Hypothetical = "hypothetical",
    }
}

enumeration! {
    /// What sort of proposition a claim is.
    ClaimKind, "kind of claim" {
        /// A checkable statement.
        Fact = "fact",
        /// A checkable statement whose point is a number.
        Quantity = "quantity",
        /// A statement about what will be.
        Prediction = "prediction",
        /// A judgement that no check can settle.
        Opinion = "opinion",
        /// What should be.
        Norm = "norm",
        /// What would have been.
        Counterfactual = "counterfactual",
        /// A question.
        Question = "question",
        /// That somebody announced, asked, promised.
        SpeechAct = "speech-act",
        /// A statement about the verification of other claims.
        VerificationStatus = "verification-status",
    }
}

impl ClaimKind {
    /// Whether a claim of this kind can be checked, and so enters the verify queue.
    #[must_use]
    pub const fn is_checkable(self) -> bool {
        match self {
            Self::Fact | Self::Quantity | Self::Prediction | Self::SpeechAct | Self::VerificationStatus => true,
            Self::Opinion | Self::Norm | Self::Counterfactual | Self::Question => false,
        }
    }
}

enumeration! {
    /// Who or what is credited with an assertion.
    SourceKind, "kind of source" {
        /// A named person.
        Person = "person",
        /// A named organisation.
        Organization = "organization",
        /// A newspaper, agency, site or channel.
        Outlet = "outlet",
        /// A journal or a book.
        Publication = "publication",
        /// A document.
        Document = "document",
        /// The document's own author.
        Author = "author",
        /// One unnamed person.
        UnnamedPerson = "unnamed-person",
        /// Several unnamed people.
        UnnamedGroup = "unnamed-group",
        /// Nobody in particular.
        Generic = "generic",
    }
}

impl SourceKind {
    /// Whether it says who it is: only named witnesses count one by one.
    #[must_use]
    pub const fn is_named(self) -> bool {
        match self {
            Self::Person | Self::Organization | Self::Outlet | Self::Publication | Self::Document | Self::Author => {
                true
            }
            Self::UnnamedPerson | Self::UnnamedGroup | Self::Generic => false,
        }
    }
}

enumeration! {
    /// How a record came about.
    Tier, "tier" {
        /// A closed rule.
        A = "A",
        /// A heuristic.
        B = "B",
        /// A learned model.
        C = "C",
        /// Confirmed by a person.
        P = "P",
    }
}

impl Tier {
    /// Whether a record of this tier may raise the published number.
    #[must_use]
    pub const fn may_raise(self) -> bool {
        match self {
            Self::A | Self::P => true,
            Self::B | Self::C => false,
        }
    }
}

enumeration! {
    /// Why two claims cannot both hold – or why two that look so can.
    ContradictionKind, "kind of contradiction" {
        /// Different numbers for one quantity.
        Quantity = "quantity",
        /// Different dates for one event.
        Date = "date",
        /// One is the negation of the other.
        Negation = "negation",
        /// Somebody denies it.
        Denial = "denial",
        /// Two values of which only one can hold.
        Exclusive = "exclusive",
        /// Two causes of one effect.
        Cause = "cause",
        /// One thing said to be two.
        Identity = "manufacturer-like identity",
        /// One text refutes the other's claim.
        RefutedInText = "refuted-in-text",
        /// Compatible: they speak of different things.
        DifferentScope = "different-scope",
        /// Compatible: the later one brings the earlier up to date.
        Update = "update",
        /// Compatible: one is more precise.
        Precision = "precision",
        /// Compatible: one is rounded.
        Rounding = "rounding",
        /// Compatible: a word is used in two senses.
        Definition = "definition",
        /// Compatible: they speak of different times.
        Time = "time",
    }
}

impl ContradictionKind {
    /// Whether the two claims can hold together after all.
    #[must_use]
    pub const fn is_compatible(self) -> bool {
        match self {
            Self::Quantity
            | Self::Date
            | Self::Negation
            | Self::Denial
            | Self::Exclusive
            | Self::Cause
            | Self::Identity
            | Self::RefutedInText => false,
            Self::DifferentScope | Self::Update | Self::Precision | Self::Rounding | Self::Definition | Self::Time => {
                true
            }
        }
    }
}

enumeration! {
    /// Why a weaker claim follows from a stronger one.
    EntailmentRule, "rule of entailment" {
        /// Its number lies within the bounds of the weaker one.
        Bound = "bound",
        /// Its date lies within that of the weaker one.
        Date = "date",
        /// It says the same, and beside that where, when or how it was.
        Fuller = "fuller",
    }
}

enumeration! {
    /// The policies that need no file; [`Policy`](crate::policy::Policy) is any policy.
    BuiltInPolicy, "policy" {
        /// The second line may be the named claimant's own assertion: a claim, and an outside check of it.
        IndependentCheck = "independent-check",
        /// Both lines are free of interest.
        TwoSource = "two-source",
    }
}

enumeration! {
    /// What sort of document it is, as whoever files it declares it; it decides the basis of its own voice.
    Genre, "genre" {
        /// A news report, blog or essay: says so without saying how it knows.
        Article = "article",
        /// A release of an organisation about itself.
        Release = "release",
        /// A post of an account.
        Post = "post",
        /// A filing of fact, contract, log, ruling or other record that is the evidence itself.
        Record = "record",
        /// The report of a measurement by those who made it.
        Measurement = "measurement",
        /// An analysis from stated inputs.
        Analysis = "analysis",
        /// A complaint, an interview, a witness statement in the witness's own words.
        Testimony = "testimony",
        /// A topic dossier.
        Dossier = "dossier",
        /// A published verdict on somebody's claim.
        ClaimReview = "claim-review",
        /// Claims typed by hand.
        ClaimTable = "claim-table",
    }
}

impl Genre {
    /// What the document's own voice rests on.
    #[must_use]
    pub const fn own_basis(self) -> Basis {
        match self {
            Self::Record => Basis::Record,
            Self::Measurement => Basis::Measurement,
            Self::Analysis => Basis::Analysis,
            Self::Release | Self::Post => Basis::Statement,
            Self::Testimony => Basis::Testimony,
            Self::Article | Self::Dossier | Self::ClaimReview | Self::ClaimTable => Basis::Unattributed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_reads_back_from_its_word() {
        for value in Support::ALL {
            assert_eq!(value.as_str().parse::<Support>().as_ref(), Ok(value));
        }
        for value in FindingFlag::ALL {
            assert_eq!(value.as_str().parse::<FindingFlag>().as_ref(), Ok(value));
        }
    }

    #[test]
    fn an_unknown_word_is_named_with_what_it_could_be() {
        let error = "maybe".parse::<Stance>().unwrap_err();
        assert_eq!(error.to_string(), "`maybe` is not a stance; it is one of affirms, denies, questions");
    }

    #[test]
    fn support_is_ordered_weakest_first() {
        assert!(Support::Unknown < Support::Unattributed);
        assert!(Support::Entangled < Support::Corroborated);
        assert!(Support::Corroborated < Support::IndependentlyVerified);
    }
}
