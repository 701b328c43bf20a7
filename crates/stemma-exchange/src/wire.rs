//! The records of the contract as JSON. Offsets are Unicode code points here, and nowhere else inside.

mod act;
mod calculations;
mod certificate;
mod check;
mod claim;
mod control;
mod csl;
mod evaluation;
mod graph;
mod hook;
mod impact;
mod policy;
mod receipt;
mod reread;
mod review;
mod search;
mod statement;
mod tensions;
mod texts;
mod token;
mod told;
mod topics;
mod verdict;

pub use act::ActRecord;
pub use calculations::{CalculationInputRecord, CalculationRecord, calculation_records};
pub use certificate::{
    CertificateError, CertificateRecord, VerifiedRecord, certificate_record, not_checked, verify_certificate,
};
pub use check::{CheckRecord, DraftFlagRecord, DraftText, PassedRecord, UNMATCHED, VoiceRecord, check_record};
pub use claim::{
    AssertionRecord, ClaimRecord, ContradictionRecord, FlagRecord, QuoteRecord, ResolutionRecord, SuspicionRecord,
    claim_records, contradiction_records,
};
pub use control::{ControlRecord, IdentifiedRecord, InterestRecord};
pub use csl::{CslDate, CslName, CslRecord, csl_records};
pub use evaluation::{CorpusRecord, MeasureRecord, PairsRecord, RuleRecord, WrongRecord};
pub use graph::{AssessRecord, GraphError, GraphProblemRecord, WitnessGraph, assess_record};
pub use hook::{DeliveryRecord, HookRecord, NewHookRecord};
pub use impact::{EventRecord, ImpactRecord, StandingRecord, UndoneRecord};
pub use policy::{PolicyFileError, policy_from_toml};
pub use receipt::{AddedRecord, EnteredRecord, IngestRecord, ProblemRecord, SentRecord};
pub use reread::RereadRecord;
pub use review::{ClaimReference, DecisionRecord, ReviewRecord, review_records};
pub use search::{HitRecord, hit_records};
pub use statement::{StatementRecord, TextRecord, statement_record};
pub use tensions::{PositionRecord, StandRecord, TensionRecord, TensionSideRecord, tension_records};
pub use texts::Texts;
pub use token::{NewTokenRecord, TokenRecord};
pub use told::{ChangeRecord, ChangesRecord};
pub use topics::{DossierRecord, FilingRecord, TopicRecord};
pub use verdict::{CheckAnswerRecord, ClaimReviewsRecord, TakenBackRecord, VerdictRecord};

/// A record as one line of JSON, without the line end.
///
/// # Errors
/// When the record cannot be written as JSON, which no record of this module causes.
pub fn line(record: &impl serde::Serialize) -> serde_json::Result<String> {
    serde_json::to_string(record)
}
