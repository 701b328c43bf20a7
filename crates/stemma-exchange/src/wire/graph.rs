//! Witness graphs as `stemma assess` reads them, and its answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{Basis, Modality};
use stemma_core::independence::{Case, Derivation, Finding, Forecast, Lineage, Witness, assess, certify};
use stemma_core::policy::Policy;
use stemma_core::problems::{GraphProblem, of_case};

use super::certificate::{CertificateRecord, certificate_record};

/// One witness graph with its name.
#[derive(Debug, Clone, Deserialize)]
pub struct WitnessGraph {
    id: Option<serde_json::Value>,
    #[serde(flatten)]
    case: CaseGraph,
}

/// What is counted of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CaseGraph {
    #[serde(flatten)]
    supporting: SideGraph,
    #[serde(skip_serializing_if = "Option::is_none")]
    opposing: Option<SideGraph>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(default, skip_serializing_if = "is_no")]
    outcome: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct SideGraph {
    #[serde(default)]
    witnesses: Vec<WitnessNode>,
    #[serde(default)]
    derivations: Vec<DerivationEdge>,
    #[serde(default)]
    interest: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    alike: BTreeSet<(String, String)>,
    #[serde(default)]
    retracted: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WitnessNode {
    id: String,
    held: bool,
    basis: String,
    #[serde(default)]
    groups: Option<BTreeSet<String>>,
    #[serde(default = "yes")]
    named: bool,
    #[serde(default)]
    attested: bool,
    modality: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct DerivationEdge {
    from: String,
    to: String,
    #[serde(default = "yes")]
    certain: bool,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
const fn is_no(value: &bool) -> bool {
    !*value
}

/// Why a line is no witness graph.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// No JSON, or not of this form.
    #[error("not a witness graph: {0}")]
    Json(#[from] serde_json::Error),
    /// A word that its enumeration does not have.
    #[error("{0}")]
    Word(#[from] stemma_core::enumerations::UnknownValue),
    /// Two witnesses with one id.
    #[error("there are two witnesses `{0}`")]
    Twice(String),
    /// No date where there must be one.
    #[error("`{0}` is not a date such as 2026-06-01")]
    Date(String),
    /// A prediction without a date to look at it from.
    #[error("a prediction needs `as_of`")]
    NoDate,
}

/// The answer for one graph.
#[derive(Debug, Clone, Serialize)]
pub struct AssessRecord {
    /// The graph's id.
    pub id: Option<serde_json::Value>,
    /// Held and not retracted.
    pub reports: usize,
    /// ω.
    pub omega: usize,
    /// ν, low and high.
    pub nu: [usize; 2],
    /// κ.
    pub kappa: usize,
    /// How well supported.
    pub support: &'static str,
    /// In one word.
    pub headline: &'static str,
    /// Sorted by their words.
    pub flags: Vec<&'static str>,
    /// Chains that share no group, held witness first.
    pub chains: Vec<Vec<String>>,
    /// Groups that meet every admissible chain, sorted.
    pub cut: Vec<String>,
    /// Whether the numbers are exact, of both sides: the headline rests on both.
    pub exact: bool,
    /// Assessed under this policy.
    pub policy: String,
    /// What is wrong with the graph; the rest of it is answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<GraphProblemRecord>,
    /// What proves it, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateRecord>,
}

/// Something that is wrong with a graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphProblemRecord {
    /// A stable code.
    pub code: &'static str,
    /// What is wrong, with the names.
    pub message: String,
}

impl From<GraphProblem> for GraphProblemRecord {
    fn from(GraphProblem { code, message }: GraphProblem) -> Self {
        Self { code, message }
    }
}

/// Reads one line and answers it under `policy`, with what proves the answer when that is asked for.
///
/// # Errors
/// When the line is no witness graph.
pub fn assess_record(line: &str, policy: Policy, with_certificate: bool) -> Result<AssessRecord, GraphError> {
    let WitnessGraph { id, case } = serde_json::from_str(line)?;
    let case = case.into_case()?;
    let certificate = with_certificate.then(|| certificate_record(&certify(&case, policy))).transpose()?;
    let problems = of_case(&case).into_iter().map(Into::into).collect();
    Ok(AssessRecord { certificate, problems, ..record(id, assess(&case, policy)) })
}

fn record(id: Option<serde_json::Value>, finding: Finding) -> AssessRecord {
    let mut flags: Vec<&'static str> = finding.flags.iter().map(|flag| flag.as_str()).collect();
    flags.sort_unstable();
    let exact = finding.is_exact();
    AssessRecord {
        id,
        reports: finding.support.reports,
        omega: finding.support.omega,
        nu: [finding.support.nu, finding.nu_high],
        kappa: finding.support.kappa,
        support: finding.support.support.as_str(),
        headline: finding.headline.as_str(),
        flags,
        chains: finding.support.chains,
        cut: finding.support.cut,
        exact,
        policy: finding.policy.to_string(),
        problems: Vec::new(),
        certificate: None,
    }
}

impl CaseGraph {
    /// The graph of a case, in the one form that certificates have it in.
    pub(super) fn of(case: &Case) -> Self {
        let forecast = case.forecast.as_ref();
        Self {
            supporting: SideGraph::of(&case.supporting),
            opposing: case.opposing.as_ref().map(SideGraph::of),
            kind: forecast.map(|_| "prediction".to_owned()),
            due: forecast.and_then(|f| f.due).map(|due| due.to_string()),
            as_of: forecast.map(|f| f.as_of.to_string()),
            outcome: forecast.is_some_and(|f| f.has_outcome),
        }
    }

    pub(super) fn into_case(self) -> Result<Case, GraphError> {
        let date = |text: &String| PartialDate::parse(text).ok_or_else(|| GraphError::Date(text.clone()));
        let forecast = if self.kind.as_deref() == Some("prediction") {
            let as_of = self.as_of.as_ref().ok_or(GraphError::NoDate)?;
            let due = self.due.as_ref().map(date).transpose()?;
            Some(Forecast { due, as_of: date(as_of)?, has_outcome: self.outcome })
        } else {
            None
        };
        Ok(Case {
            supporting: self.supporting.into_lineage()?,
            opposing: self.opposing.map(SideGraph::into_lineage).transpose()?,
            forecast,
        })
    }
}

impl SideGraph {
    fn of(lineage: &Lineage) -> Self {
        let witness = |w: &Witness| WitnessNode {
            id: w.id.clone(),
            held: w.held,
            basis: w.basis.as_str().to_owned(),
            groups: Some(w.group_names().map(str::to_owned).collect()),
            named: w.named,
            attested: w.attested,
            modality: Some(w.modality.as_str().to_owned()),
        };
        let edge = |d: &Derivation| DerivationEdge { from: d.from.clone(), to: d.to.clone(), certain: d.certain };
        Self {
            witnesses: lineage.witnesses.values().map(witness).collect(),
            derivations: lineage.derivations.iter().map(edge).collect(),
            interest: lineage.interest.clone(),
            alike: lineage.alike.clone(),
            retracted: lineage.retracted.clone(),
        }
    }

    fn into_lineage(self) -> Result<Lineage, GraphError> {
        let ordered = |(a, b): (String, String)| if a <= b { (a, b) } else { (b, a) };
        let alike = self.alike.into_iter().map(ordered).collect();
        let mut lineage = Lineage { interest: self.interest, retracted: self.retracted, alike, ..Lineage::default() };
        for node in self.witnesses {
            if lineage.witnesses.contains_key(&node.id) {
                return Err(GraphError::Twice(node.id));
            }
            let modality = node.modality.as_deref().map_or(Ok(Modality::Asserted), str::parse)?;
            lineage.witness(Witness {
                held: node.held,
                basis: node.basis.parse::<Basis>()?,
                groups: node.groups.unwrap_or_default(),
                named: node.named,
                attested: node.attested,
                modality,
                ..Witness::new(node.id)
            });
        }
        for edge in self.derivations {
            lineage.derive(edge.from, edge.to, edge.certain);
        }
        Ok(lineage)
    }
}
