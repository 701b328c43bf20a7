//! Prints what is extracted from files as JSON lines, for scoring.

use std::fmt::Write as _;
use std::io::Write as _;

use stemma_core::span::{CodePoints, Quote};
use stemma_core::statement::Statement;

fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn quote(points: &CodePoints, quote: &Quote) -> String {
    let (start, end) = points.span(quote.span);
    format!("\"quote\":{},\"start\":{start},\"end\":{end}", string(&quote.text))
}

fn list(entries: impl Iterator<Item = String>) -> String {
    format!("[{}]", entries.collect::<Vec<_>>().join(","))
}

fn line(document: &str, text: &str, points: &CodePoints, s: &Statement) -> Option<String> {
    let hull = Quote::at(text, s.hull())?;
    let source = s.source.as_ref().map_or("null".to_owned(), |m| {
        format!("{{{},\"name\":{},\"kind\":\"{}\"}}", quote(points, &m.quote), string(&m.name), m.kind.as_str())
    });
    let cue = s.cue.as_ref().map_or("null".to_owned(), |cue| format!("{{{}}}", quote(points, cue)));
    let number = |n: Option<stemma_core::statement::Decimal>| n.map_or("null".to_owned(), |n| n.to_string());
    let quantities = list(s.quantities.iter().map(|q| {
        let (low, high) = (number(q.low), number(q.high));
        let unit = string(&q.unit);
        format!(
            "{{{},\"low\":{low},\"high\":{high},\"unit\":{unit},\"approximate\":{}}}",
            quote(points, &q.quote),
            q.approximate
        )
    }));
    let dates = list(s.dates.iter().map(|d| format!("{{{},\"edtf\":{}}}", quote(points, &d.quote), string(&d.edtf))));
    Some(format!(
        "{{\"document\":{},\"content\":{{{}}},\"contents\":{},\"source\":{source},\"cue\":{cue},\"chain\":{},\"direct\":{},\
         \"stance\":\"{}\",\"modality\":\"{}\",\"basis\":\"{}\",\"kind\":\"{}\",\"claim\":{},\"quantities\":{quantities},\
         \"dates\":{dates},\"due\":{},\"tier\":\"{}\",\"rule\":\"{}\"}}",
        string(document),
        quote(points, &hull),
        list(s.contents.iter().map(|q| format!("{{{}}}", quote(points, q)))),
        list(s.chain.iter().map(|voice| string(&voice.name))),
        s.direct,
        s.stance.as_str(),
        s.modality.as_str(),
        s.basis.as_str(),
        s.kind.as_str(),
        string(&s.sentence),
        s.due.map_or("null".to_owned(), |due| string(&due.to_string())),
        s.tier.as_str(),
        s.rule
    ))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let decoded = stemma_extract::decode(&bytes)?;
        let parsed = stemma_extract::parse(&path, decoded.value, None).value;
        let points = CodePoints::new(&parsed.text);
        for statement in &stemma_extract::extract(&parsed).value {
            if let Some(line) = line(&path, &parsed.text, &points, statement) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}
