//! GEXF 1.2, which Gephi and NetworkX read.

use std::fmt::Write;

use super::xml::escaped;
use super::{Network, OF_EDGES, OF_NODES, Type};

/// The network as GEXF.
#[must_use]
pub fn gexf(network: &Network) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n  <graph mode=\"static\" defaultedgetype=\"directed\">\n",
    );
    attributes(&mut out, "node", &OF_NODES);
    attributes(&mut out, "edge", &OF_EDGES);
    out.push_str("    <nodes>\n");
    for (id, node) in &network.nodes {
        let _ = writeln!(out, "      <node id=\"{}\" label=\"{}\">", escaped(id), escaped(&node.label));
        values(&mut out, &node.values);
        out.push_str("      </node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (number, edge) in network.edges.iter().enumerate() {
        let (source, target) = (escaped(&edge.source), escaped(&edge.target));
        let label = edge.values.first().map(|relation| escaped(relation)).unwrap_or_default();
        let _ = writeln!(out, "      <edge id=\"{number}\" source=\"{source}\" target=\"{target}\" label=\"{label}\">");
        values(&mut out, &edge.values);
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn attributes(out: &mut String, of: &str, all: &[(&str, Type)]) {
    let _ = writeln!(out, "    <attributes class=\"{of}\" mode=\"static\">");
    for (number, (name, kind)) in all.iter().enumerate() {
        let _ = writeln!(out, "      <attribute id=\"{number}\" title=\"{name}\" type=\"{}\"/>", kind.as_str());
    }
    out.push_str("    </attributes>\n");
}

fn values(out: &mut String, all: &[String]) {
    out.push_str("        <attvalues>\n");
    for (number, value) in all.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "          <attvalue for=\"{number}\" value=\"{}\"/>", escaped(value));
    }
    out.push_str("        </attvalues>\n");
}
