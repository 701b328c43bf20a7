//! The stemma as a drawing: dates on one axis, whoever had it from whom joined, likely copies dashed, each witness a link.
//! The nested list beside it says the same.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::rows::{Row, rows};
use stemma_core::trace::{Step, Suspicion};
use stemma_core::visible::visible;

use super::stemma::Side;

/// How many witnesses are drawn; the list has all.
const MOST: usize = 80;
/// Room for a row, and for the dates above the first.
const ROW: i64 = 30;
const HEAD: i64 = 34;
/// Where the axis begins and ends; what is right of it is for names.
const LEFT: i64 = 30;
const RIGHT: i64 = 560;
const WIDTH: i64 = 900;
/// The least room between two dates on the axis.
const APART: i64 = 84;
/// How many letters of a name are drawn.
const LETTERS: usize = 44;

/// A witness with its place.
struct Node<'a> {
    row: Row<'a>,
    x: i64,
    y: i64,
}

/// One side of a claim, drawn.
pub(super) fn drawing(side: &Side<'_>) -> Markup {
    let all = rows(side.lineage, side.steps, |witness| side.date(witness));
    let nodes = placed(&all);
    let height = HEAD + ROW * i64::try_from(nodes.len()).unwrap_or(0) + 10;
    let at: BTreeMap<&str, (i64, i64)> = nodes.iter().map(|node| (node.row.witness, (node.x, node.y))).collect();
    let place = |witness: &String| at.get(witness.as_str()).copied();
    let is_broken = |step: &Step| side.overlay.as_ref().is_some_and(|overlay| overlay.breaks(step));
    let joined = side.steps.iter().filter_map(|step| {
        let class = if is_broken(step) { "edge broken" } else { "edge" };
        Some((class, place(&step.to)?, place(&step.from)?))
    });
    let copied = side.suspected().filter_map(|Suspicion { from, to, .. }| Some((place(to)?, place(from)?)));
    html! {
        div class="drawing" role="group" tabindex="0" aria-label={ "Drawing: " (side.name) ". The list below says the same." } {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height) {
                (axis(&nodes, height))
                @for (class, source, taker) in joined { path class=(class) d=(path(source, taker)) {} }
                @for (source, taker) in copied { path class="edge copied" d=(path(source, taker)) {} }
                @for node in &nodes { (drawn(side, node)) }
            }
        }
        @if all.len() > MOST {
            p class="small" { "Only " (MOST) " of " (all.len()) " witnesses are drawn; the list has all of them." }
        }
    }
}

fn placed<'a>(rows: &[Row<'a>]) -> Vec<Node<'a>> {
    let days = || rows.iter().filter_map(|row| row.by).map(stemma_core::date::PartialDate::days);
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    let x = |row: &Row<'_>| match row.by {
        Some(day) if last > first => LEFT + 40 + (day.days() - first) * (RIGHT - LEFT - 40) / (last - first),
        Some(_) => LEFT + 40,
        None => LEFT,
    };
    let place = |(number, row): (usize, &Row<'a>)| {
        let before = if row.date.is_none() && row.by.is_some() { 24 } else { 0 };
        let y = HEAD + ROW * i64::try_from(number).unwrap_or(0) + ROW / 2;
        Node { row: *row, x: x(row) - before, y }
    };
    rows.iter().take(MOST).enumerate().map(place).collect()
}

/// The days on which something was published, as many as have room.
fn axis(nodes: &[Node<'_>], height: i64) -> Markup {
    let mut days: Vec<(i64, String)> =
        nodes.iter().filter_map(|node| Some((node.x, node.row.date?.to_string()))).collect();
    days.sort();
    let mut ticks: Vec<(i64, String)> = Vec::new();
    for (x, day) in days {
        if ticks.last().is_none_or(|(before, _)| x - before >= APART) {
            ticks.push((x, day));
        }
    }
    html! {
        g class="axis" aria-hidden="true" {
            @for (x, day) in &ticks {
                line x1=(x) y1="22" x2=(x) y2=(height) {}
                text x=(x) y="15" text-anchor="middle" { (day) }
            }
        }
    }
}

/// From a source down to the row of whoever took from it, and along that row.
fn path((x, y): (i64, i64), (to_x, to_y): (i64, i64)) -> String {
    if to_x - x > 16 {
        return format!("M{x} {y}C{x} {to_y} {x} {to_y} {} {to_y}", to_x - 8);
    }
    let aside = x.min(to_x) - 22;
    format!("M{x} {y}C{aside} {y} {aside} {to_y} {} {to_y}", to_x - 8)
}

fn drawn(side: &Side<'_>, node: &Node<'_>) -> Markup {
    let (witness, (x, y)) = (node.row.witness, (node.x, node.y));
    let marks = side.marks(witness);
    let symbols: String = marks.iter().map(|(symbol, _)| format!("{symbol} ")).collect();
    let said: Vec<&str> = marks.iter().map(|(_, words)| *words).collect();
    let name = visible(side.found.traced.name(witness)).into_owned();
    let when = match (node.row.date, node.row.by) {
        (Some(date), _) => date.to_string(),
        (None, Some(day)) => format!("by {day}"),
        (None, None) => "no date".to_owned(),
    };
    let shape = if side.is_held(witness) { "held" } else { "named" };
    html! {
        a class=[side.fate(witness)] href=(side.link(witness)) {
            title { (name) ", " (when) @for words in &said { ", " (words) } }
            circle class=(shape) cx=(x) cy=(y) r="6" {}
            text x=(x + 12) y=(y + 5) { (symbols) (short(&name)) " " tspan class="when" { (when) } }
        }
    }
}

/// As much of a name as there is room for.
pub(super) fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).collect::<String>() + "…"
}
