//! Words that say the same in reports, and nouns for what a verb does: one of each group stands for all.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Verbs that report the same event in other words, each group under its first.
const SYNONYMS: &[&[&str]] = &[
    &["announc", "unveil", "present", "reveal", "disclos", "introduc"],
    &["launch", "releas", "publish"],
    &["clos", "shut", "shutter"],
    &["buy", "purchas", "acquir", "acquisit", "takeov"],
    &["sell", "sal"],
    &["mak", "produc", "manufactur", "build", "fabricat", "construct", "erect"],
    &["reach", "achiev", "attain"],
    &["fall", "drop", "declin", "decreas", "shrink", "plung", "plummet", "slump", "tumbl"],
    &["ris", "increas", "climb", "grow", "jump", "growth", "surg", "soar", "rais", "hik"],
    &["start", "begin", "open", "commenc"],
    &["stop", "halt", "ceas", "end", "finish"],
    &["leak", "spill", "escap"],
    &["need", "requir"],
    &["supply", "deliv", "deliver", "delivery", "ship"],
    &["use", "employ", "us", "utiliz"],
    &["show", "demonstrat"],
    &["cut", "reduc", "lower", "reduct", "slash", "shed"],
    &["kill", "di", "death"],
    &["beat", "defeat"],
    &["decid", "decis"],
    &["cancel", "cancell", "cancellat"],
    &["ratify", "ratificat"],
    &["explod", "explos"],
    &["collid", "collis"],
    &["invad", "invas"],
    &["suspend", "suspens"],
    &["expel", "expell", "expuls"],
    &["acquit", "acquittal"],
    &["arriv", "arrival"],
    &["remov", "removal"],
    &["withdraw", "withdrawal"],
    &["discov", "discovery"],
    &["fail", "failur"],
    &["seiz", "seizur"],
    &["bury", "burial"],
    &["visit", "visitor"],
    &["long", "length"],
    &["high", "height", "tall"],
    &["deep", "depth"],
    &["wid", "width"],
    &["weigh", "weight"],
    &["postpon", "defer"],
    &["resign", "resignat", "quit"],
    &["steal", "theft"],
    &["hurt", "injur", "wound"],
    &["strik", "hit"],
    &["firm", "company"],
    &["lawy", "attorney"],
    &["doctor", "physician"],
    &["film", "movi"],
    &["jail", "prison", "imprison"],
    &["win", "victory"],
    &["unemploy", "jobless"],
    &["ban", "prohibit", "outlaw", "forbid"],
    &["help", "assist"],
    &["choos", "select", "pick"],
    &["larg", "big"],
    &["abandon", "scrap"],
    &["overturn", "quash", "annul"],
    &["giv", "donat", "donation", "award"],
    &["keep", "retain"],
    &["dismiss", "sack", "fire", "dismissal"],
    &["hous", "hom"],
    &["destroy", "demolish", "destruct", "demolit"],
    &["adopt", "approv", "approval", "pass"],
    &["hir", "recruit"],
    &["carry", "hold", "contain"],
    &["claim", "assert"],
];

/// The first of the group of each: every word of every sentence is looked up.
static FIRST: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut first: FxHashMap<&str, &str> = FxHashMap::default();
    for group in SYNONYMS {
        for (stem, of) in group.iter().zip(group.first().into_iter().cycle()) {
            first.entry(stem).or_insert(of);
        }
    }
    first
});

/// The word that stands for a group of synonyms.
pub(super) fn canonical(stem: String) -> String {
    if let Some(first) = FIRST.get(stem.as_str()) {
        return (*first).to_owned();
    }
    // "Organize" and "organise".
    match stem.strip_suffix("iz").filter(|open| open.len() > 3) {
        Some(open) => format!("{open}is"),
        None => stem,
    }
}
