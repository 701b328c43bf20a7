//! Certificates as JSON: one object, its hash last. The lineage is written as `stemma assess` reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use stemma_core::certificate::{
    Certificate, ClaimReference, Evidence, Families, Flaw, HighEvidence, Numbers, Searched, Stated, check,
};
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{FindingFlag, UnknownValue};
use stemma_core::id::Id;
use stemma_store::records::inputs_hash;

use super::graph::{CaseGraph, GraphError};
use super::policy::{PolicyFileError, PolicyRecord};

/// The form of certificates that is written and read here.
const FORM: u8 = 2;

/// A finding with everything it follows from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateRecord {
    /// The form of this record.
    certificate: u8,
    /// The version of the rules.
    rule_version: String,
    /// The claim, when it is one of a store.
    claim: Option<ClaimName>,
    /// What was searched, when it was made from a store.
    searched: Option<SearchedRecord>,
    /// The policy with its rules.
    policy: PolicyRecord,
    /// What was counted.
    graph: CaseGraph,
    /// SHA-256 of that in its canonical text: the hash under which the store's graph has the finding.
    inputs_hash: String,
    /// What was found.
    stated: StatedRecord,
    /// Why.
    supporting: EvidenceRecord,
    /// Why, of the other side.
    opposing: Option<EvidenceRecord>,
    /// SHA-256 of this record as JSON with an empty hash.
    hash: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimName {
    id: String,
    text: String,
    assertions: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchedRecord {
    documents: usize,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatedRecord {
    headline: String,
    flags: BTreeSet<String>,
    support: NumbersRecord,
    opposition: Option<NumbersRecord>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersRecord {
    support: String,
    reports: usize,
    omega: usize,
    nu: [usize; 2],
    kappa: usize,
    exact: bool,
}

type Chains = Vec<Vec<String>>;
type FamilyRecord = BTreeMap<String, BTreeSet<(bool, BTreeSet<String>)>>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceRecord {
    chains: Chains,
    cut: Vec<String>,
    spread: Chains,
    origins: Vec<String>,
    verified_by: Chains,
    verified_if_held: Chains,
    minimal: Option<FamiliesRecord>,
    high: Option<HighRecord>,
    blocked_by: BTreeSet<String>,
    stops: BTreeSet<String>,
    circle: Vec<String>,
    taken_as_distinct: BTreeSet<String>,
    owners_unknown: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FamiliesRecord {
    admissible: FamilyRecord,
    first_hand: Option<FamilyRecord>,
    own: Option<FamilyRecord>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HighRecord {
    chains: Chains,
    cut: Vec<String>,
    minimal: Option<FamilyRecord>,
}

/// An answer of `stemma assess` with the certificate that proves it.
#[derive(Deserialize)]
struct Assessed {
    reports: usize,
    omega: usize,
    nu: [usize; 2],
    kappa: usize,
    support: String,
    headline: String,
    flags: BTreeSet<String>,
    chains: Chains,
    cut: Vec<String>,
    exact: bool,
    certificate: CertificateRecord,
}

impl Assessed {
    /// The certificate, when it states what the answer states.
    fn proved(self) -> Result<CertificateRecord, CertificateError> {
        let Self { reports, omega, nu, kappa, support, .. } = self;
        let CertificateRecord { stated, supporting, .. } = &self.certificate;
        let exact = stated.support.exact;
        let is_exact = exact && stated.opposition.as_ref().is_none_or(|opposition| opposition.exact);
        let is_same = stated.support == NumbersRecord { support, reports, omega, nu, kappa, exact }
            && stated.headline == self.headline
            && stated.flags == self.flags
            && supporting.chains == self.chains
            && (supporting.cut == self.cut || !exact)
            && is_exact == self.exact;
        if is_same { Ok(self.certificate) } else { Err(CertificateError::Answer) }
    }
}

/// Why a certificate is refused.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// No JSON of this form.
    #[error("not a certificate: {0}")]
    Json(#[from] serde_json::Error),
    /// The answer around it states something else.
    #[error("the answer states something else than its certificate")]
    Answer,
    /// A form of another program.
    #[error("a certificate of form {0}; this program reads form {FORM}")]
    Form(u8),
    /// It was altered or damaged.
    #[error("its hash is {stated}, and what it says has the hash {found}: it was altered or damaged")]
    Hash {
        /// The hash in it.
        stated: String,
        /// That of what it says.
        found: String,
    },
    /// What was counted is something else.
    #[error(
        "the hash of its lineage is {stated}, and that of the one in it is {found}: something was changed or left out"
    )]
    Inputs {
        /// The hash in it.
        stated: String,
        /// That of its lineage.
        found: String,
    },
    /// It says something twice, out of order, or otherwise than it is written.
    #[error(
        "it is not in the one form that certificates have: something is out of order, stands twice, or is left open"
    )]
    Canonical,
    /// No id.
    #[error("`{0}` is not an id")]
    Id(String),
    /// The lineage is none.
    #[error("graph: {0}")]
    Graph(#[from] GraphError),
    /// The policy is none.
    #[error("policy: {0}")]
    Policy(#[from] PolicyFileError),
    /// A word that its enumeration does not have.
    #[error("{0}")]
    Word(#[from] UnknownValue),
    /// No date.
    #[error("`{0}` is not a date such as 2026-06-01")]
    Date(String),
    /// Something in it does not follow.
    #[error("{0}")]
    Flaw(#[from] Flaw),
}

/// Verifies a certificate from its text alone, or the answer of `stemma assess` that one stands in: neither the solver nor
/// a store is asked.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify_certificate(text: &str) -> Result<Certificate, CertificateError> {
    let record: CertificateRecord = match serde_json::from_str(text) {
        Ok(record) => record,
        Err(error) => match serde_json::from_str::<Assessed>(text) {
            Ok(assessed) => assessed.proved()?,
            Err(_) => return Err(error.into()),
        },
    };
    if record.certificate != FORM {
        return Err(CertificateError::Form(record.certificate));
    }
    let found = record.hashed()?;
    if record.hash != found {
        return Err(CertificateError::Hash { stated: record.hash, found });
    }
    let stated = record.inputs_hash.clone();
    let certificate = record.into_certificate()?;
    let canonical = certificate_record(&certificate)?;
    if canonical.inputs_hash != stated {
        return Err(CertificateError::Inputs { stated, found: canonical.inputs_hash });
    }
    if serde_json::to_value(canonical)? != bare(serde_json::from_str(text)?) {
        return Err(CertificateError::Canonical);
    }
    check(&certificate)?;
    Ok(certificate)
}

/// The certificate that a text is, or that stands in it.
fn bare(mut text: serde_json::Value) -> serde_json::Value {
    match text.get_mut("certificate") {
        Some(certificate) if certificate.is_object() => certificate.take(),
        Some(_) | None => text,
    }
}

/// Whether a file proves what it states.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedRecord {
    /// The path as it was given.
    pub file: String,
    /// Whether it does.
    pub verified: bool,
    /// What it states.
    pub headline: Option<&'static str>,
    /// Whether its numbers are exact; otherwise they are lower bounds, and more may be found by a longer search.
    pub exact: Option<bool>,
    /// Under which policy.
    pub policy: Option<String>,
    /// The claim's id, when it is one of a store.
    pub claim: Option<String>,
    /// What it says and nothing in it shows.
    pub not_checked: Vec<&'static str>,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl VerifiedRecord {
    /// The answer of [`verify_certificate`] for a file.
    #[must_use]
    pub fn of(file: String, verified: &Result<Certificate, CertificateError>) -> Self {
        let certificate = verified.as_ref().ok();
        Self {
            file,
            verified: certificate.is_some(),
            headline: certificate.map(|certificate| certificate.stated.headline.as_str()),
            exact: certificate.map(Certificate::is_exact),
            policy: certificate.map(|certificate| certificate.policy.to_string()),
            claim: certificate.and_then(|certificate| certificate.claim.as_ref()).map(|claim| claim.id.to_string()),
            not_checked: certificate.map(not_checked).unwrap_or_default(),
            error: verified.as_ref().err().map(ToString::to_string),
        }
    }
}

/// What a certificate that holds says all the same without showing it.
#[must_use]
pub fn not_checked(certificate: &Certificate) -> Vec<&'static str> {
    let mut open = vec!["that the documents say what its lineage has"];
    if certificate.claim.is_some() {
        open.push("the wording of the claim, which is not part of the proof");
        open.push("what was searched");
    }
    if certificate.policy.built_in().is_none() {
        open.push("the name of the policy");
    }
    open
}

/// The record of a certificate.
///
/// # Errors
/// When it cannot be written as JSON, which no certificate causes.
pub fn certificate_record(certificate: &Certificate) -> serde_json::Result<CertificateRecord> {
    let Certificate { stated, searched, .. } = certificate;
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let mut record = CertificateRecord {
        certificate: FORM,
        rule_version: certificate.rule_version.clone(),
        claim: certificate.claim.as_ref().map(claim_name),
        searched: searched.map(|s| SearchedRecord { documents: s.documents, first: date(s.first), last: date(s.last) }),
        policy: PolicyRecord::of(certificate.policy),
        graph: CaseGraph::of(&certificate.case),
        inputs_hash: inputs_hash(&certificate.case),
        stated: StatedRecord {
            headline: stated.headline.as_str().to_owned(),
            flags: stated.flags.iter().map(|flag| flag.as_str().to_owned()).collect(),
            support: numbers(&stated.support),
            opposition: stated.opposition.as_ref().map(numbers),
        },
        supporting: evidence(&certificate.supporting),
        opposing: certificate.opposing.as_ref().map(evidence),
        hash: String::new(),
    };
    record.hash = record.hashed()?;
    Ok(record)
}

fn claim_name(ClaimReference { id, text, assertions }: &ClaimReference) -> ClaimName {
    let assertions = assertions.iter().map(ToString::to_string).collect();
    ClaimName { id: id.to_string(), text: text.clone(), assertions }
}

/// The id that a text is.
fn id<T>(text: &str) -> Result<Id<T>, CertificateError> {
    Id::parse(text).ok_or_else(|| CertificateError::Id(text.to_owned()))
}

fn numbers(numbers: &Numbers) -> NumbersRecord {
    let Numbers { reports, omega, nu, nu_high, kappa, support, exact } = *numbers;
    NumbersRecord { support: support.as_str().to_owned(), reports, omega, nu: [nu, nu_high], kappa, exact }
}

fn evidence(evidence: &Evidence) -> EvidenceRecord {
    let Evidence { chains, cut, spread, origins, verified_by, verified_if_held, minimal, high, .. } = evidence.clone();
    let Evidence { blocked_by, stops, circle, taken_as_distinct, owners_unknown, .. } = evidence.clone();
    let families = |Families { admissible, first_hand, own }| FamiliesRecord { admissible, first_hand, own };
    let high_record = |HighEvidence { chains, cut, minimal }| HighRecord { chains, cut, minimal };
    EvidenceRecord {
        chains,
        cut,
        spread,
        origins,
        verified_by,
        verified_if_held,
        minimal: minimal.map(families),
        high: high.map(high_record),
        blocked_by,
        stops,
        circle,
        taken_as_distinct,
        owners_unknown,
    }
}

impl CertificateRecord {
    /// SHA-256 of the record with an empty hash, in lower-case hexadecimal.
    fn hashed(&self) -> serde_json::Result<String> {
        let bare = Self { hash: String::new(), ..self.clone() };
        let digest = Sha256::digest(serde_json::to_vec(&bare)?);
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn into_certificate(self) -> Result<Certificate, CertificateError> {
        let date = |text: Option<String>| match text {
            None => Ok(None),
            Some(text) => PartialDate::parse(&text).map(Some).ok_or(CertificateError::Date(text)),
        };
        let searched = match self.searched {
            None => None,
            Some(s) => Some(Searched { documents: s.documents, first: date(s.first)?, last: date(s.last)? }),
        };
        let flags: Result<BTreeSet<FindingFlag>, _> = self.stated.flags.iter().map(|word| word.parse()).collect();
        Ok(Certificate {
            rule_version: self.rule_version,
            claim: self.claim.map(ClaimName::into_reference).transpose()?,
            searched,
            policy: self.policy.policy()?,
            case: self.graph.into_case()?,
            stated: Stated {
                headline: self.stated.headline.parse()?,
                flags: flags?,
                support: self.stated.support.into_numbers()?,
                opposition: self.stated.opposition.map(NumbersRecord::into_numbers).transpose()?,
            },
            supporting: self.supporting.into_evidence(),
            opposing: self.opposing.map(EvidenceRecord::into_evidence),
        })
    }
}

impl ClaimName {
    fn into_reference(self) -> Result<ClaimReference, CertificateError> {
        let assertions: Result<_, _> = self.assertions.iter().map(|assertion| id(assertion)).collect();
        Ok(ClaimReference { id: id(&self.id)?, text: self.text, assertions: assertions? })
    }
}

impl NumbersRecord {
    fn into_numbers(self) -> Result<Numbers, UnknownValue> {
        let Self { support, reports, omega, nu: [nu, nu_high], kappa, exact } = self;
        Ok(Numbers { reports, omega, nu, nu_high, kappa, support: support.parse()?, exact })
    }
}

impl EvidenceRecord {
    fn into_evidence(self) -> Evidence {
        let families = |FamiliesRecord { admissible, first_hand, own }| Families { admissible, first_hand, own };
        let high = |HighRecord { chains, cut, minimal }| HighEvidence { chains, cut, minimal };
        Evidence {
            chains: self.chains,
            cut: self.cut,
            spread: self.spread,
            origins: self.origins,
            verified_by: self.verified_by,
            verified_if_held: self.verified_if_held,
            minimal: self.minimal.map(families),
            high: self.high.map(high),
            blocked_by: self.blocked_by,
            stops: self.stops,
            circle: self.circle,
            taken_as_distinct: self.taken_as_distinct,
            owners_unknown: self.owners_unknown,
        }
    }
}
