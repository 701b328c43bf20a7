//! Claims, documents and voices as one network, for programs that draw and measure graphs.
//!
//! A claim is a node, and so is each document or voice that its lineage names – one node over all claims. Edges say who
//! asserts or denies what, who had it from whom, and which claims exclude each other; each is of one claim or of two.

mod gexf;
mod graphml;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::independence::{Lineage, Witness};
use stemma_core::name::ActorKey;
use stemma_core::state::State;
use stemma_core::trace::{Step, Traced};

pub use gexf::gexf;
pub use graphml::graphml;

/// A network, in the order in which it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    nodes: BTreeMap<String, Node>,
    edges: BTreeSet<Edge>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    label: String,
    /// The value of each of [`OF_NODES`]; empty, when there is none.
    values: [String; OF_NODES.len()],
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    source: String,
    target: String,
    /// The value of each of [`OF_EDGES`]; empty, when there is none.
    values: [String; OF_EDGES.len()],
}

/// What is told of a node.
const OF_NODES: [(&str, Type); 12] = [
    ("label", Type::Text),
    ("type", Type::Text),
    ("headline", Type::Text),
    ("support", Type::Text),
    ("nu_low", Type::Number),
    ("nu_high", Type::Number),
    ("omega", Type::Number),
    ("kappa", Type::Number),
    ("held", Type::Truth),
    ("publisher", Type::Text),
    ("published", Type::Text),
    ("url", Type::Text),
];
/// What is told of an edge.
const OF_EDGES: [(&str, Type); 5] = [
    ("relation", Type::Text),
    ("claim", Type::Text),
    ("basis", Type::Text),
    ("interested", Type::Truth),
    ("chokepoint", Type::Truth),
];

/// The type of a value, as both formats call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Truth,
}

impl Type {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
            Self::Truth => "boolean",
        }
    }
}

impl Network {
    /// The network of the claims that are chosen, and of what excludes them among these.
    #[must_use]
    pub fn new(state: &State, findings: &Findings, is_chosen: impl Fn(Id<Claim>) -> bool) -> Self {
        let mut network = Self::default();
        for found in findings.claims.iter().filter(|found| is_chosen(found.claim.id)) {
            network.claim(state, found);
        }
        let both = |a, b| is_chosen(a) && is_chosen(b) && a != b;
        for pair in findings.contradictions.iter().filter(|pair| pair.opposes() && both(pair.a, pair.b)) {
            let (a, b) = (claim_node(pair.a.min(pair.b)), claim_node(pair.a.max(pair.b)));
            network.edge(a, b, ["contradicts", "", "", "", ""].map(str::to_owned));
        }
        network
    }

    fn claim(&mut self, state: &State, found: &ClaimFinding) {
        let (finding, side) = (&found.finding, &found.finding.support);
        let number = |number: usize| number.to_string();
        let values = [
            found.claim.text.clone(),
            "claim".to_owned(),
            finding.headline.to_string(),
            side.support.to_string(),
            number(side.nu),
            number(finding.nu_high),
            number(side.omega),
            number(side.kappa),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ];
        self.nodes.insert(claim_node(found.claim.id), Node { label: found.claim.text.clone(), values });
        let traced = &found.traced;
        self.side(state, found, (&traced.case.supporting, &traced.supporting), "asserts");
        if let Some(opposing) = &traced.case.opposing {
            self.side(state, found, (opposing, &traced.opposing), "opposes");
        }
        for suspicion in &traced.suspected {
            let ends = [&suspicion.from, &suspicion.to].map(|who| self.witness(state, traced, who, false));
            let [from, to] = ends;
            self.edge(from, to, of_claim("may-have-it-from", found));
        }
    }

    fn side(&mut self, state: &State, found: &ClaimFinding, (lineage, steps): (&Lineage, &[Step]), relation: &str) {
        let traced = &found.traced;
        let cut = &found.finding.support.cut;
        for witness in lineage.witnesses.values() {
            let node = self.witness(state, traced, &witness.id, witness.held);
            let chokepoint = relation == "asserts" && is_among(witness, cut);
            let [_, claim, ..] = of_claim(relation, found);
            let interested = is_among(witness, &lineage.interest);
            let [interested, chokepoint] = [interested, chokepoint].map(|is| is.to_string());
            let values = [relation.to_owned(), claim, witness.basis.as_str().to_owned(), interested, chokepoint];
            self.edge(node, claim_node(found.claim.id), values);
        }
        for step in steps {
            let [from, to] = [&step.from, &step.to].map(|who| self.witness(state, traced, who, false));
            self.edge(from, to, of_claim("has-it-from", found));
        }
    }

    /// The node of a witness: its document, when it is held, else whoever it is.
    fn witness(&mut self, state: &State, traced: &Traced, id: &str, held: bool) -> String {
        let version = traced.documents.get(id).and_then(|version| state.versions.get(version));
        let (node, label, kind, about) = match version {
            Some(held) => {
                let metadata = &held.document.metadata;
                let about = [
                    metadata.publisher.clone().unwrap_or_default(),
                    metadata.published.map(|day| day.to_string()).unwrap_or_default(),
                    metadata.url.clone().unwrap_or_default(),
                ];
                let label = metadata.title.clone().unwrap_or_else(|| held.document.name.clone());
                (format!("document:{}", held.document.id), label, "document", about)
            }
            None => {
                let key = Id::<ActorKey>::of("actor", &[ActorKey::of(id).as_str()]);
                (format!("voice:{key}"), traced.name(id).to_owned(), "voice", <[String; 3]>::default())
            }
        };
        let is_held = held || version.is_some();
        self.nodes.entry(node.clone()).or_insert_with(|| {
            let [publisher, published, url] = about;
            let none = String::new;
            let of_claims = [none(), none(), none(), none(), none(), none()];
            let [headline, support, low, high, omega, kappa] = of_claims;
            let (kind, held) = (kind.to_owned(), is_held.to_string());
            let values =
                [label.clone(), kind, headline, support, low, high, omega, kappa, held, publisher, published, url];
            Node { label, values }
        });
        node
    }

    fn edge(&mut self, source: String, target: String, values: [String; OF_EDGES.len()]) {
        self.edges.insert(Edge { source, target, values });
    }
}

fn claim_node(claim: Id<Claim>) -> String {
    format!("claim:{claim}")
}

fn of_claim(relation: &str, found: &ClaimFinding) -> [String; OF_EDGES.len()] {
    [relation.to_owned(), found.claim.id.to_string(), String::new(), String::new(), String::new()]
}

/// Whether a witness is one of these, or one voice with one of them.
fn is_among<'n>(witness: &Witness, names: impl IntoIterator<Item = &'n String>) -> bool {
    names.into_iter().any(|name| witness.groups.contains(name) || *name == witness.id)
}
