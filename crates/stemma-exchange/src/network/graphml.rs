//! GraphML, which yEd, Cytoscape, igraph and NetworkX read.

use std::fmt::Write;

use super::xml::escaped;
use super::{Network, OF_EDGES, OF_NODES, Type};

/// The network as GraphML.
#[must_use]
pub fn graphml(network: &Network) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    keys(&mut out, "node", "n", &OF_NODES);
    keys(&mut out, "edge", "e", &OF_EDGES);
    out.push_str("  <graph id=\"stemma\" edgedefault=\"directed\">\n");
    for (id, node) in &network.nodes {
        let _ = writeln!(out, "    <node id=\"{}\">", escaped(id));
        values(&mut out, "n", &node.values);
        out.push_str("    </node>\n");
    }
    for (number, edge) in network.edges.iter().enumerate() {
        let (source, target) = (escaped(&edge.source), escaped(&edge.target));
        let _ = writeln!(out, "    <edge id=\"e{number}\" source=\"{source}\" target=\"{target}\">");
        values(&mut out, "e", &edge.values);
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn keys(out: &mut String, of: &str, prefix: &str, all: &[(&str, Type)]) {
    for (number, (name, kind)) in all.iter().enumerate() {
        let kind = if *kind == Type::Number { "int" } else { kind.as_str() };
        let _ =
            writeln!(out, "  <key id=\"{prefix}{number}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
}

fn values(out: &mut String, prefix: &str, all: &[String]) {
    for (number, value) in all.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "      <data key=\"{prefix}{number}\">{}</data>", escaped(value));
    }
}
