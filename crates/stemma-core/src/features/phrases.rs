//! Several words that say what one says: "stepped down" is "resigned", "came to 40 million" is "was 40 million".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::restated::past_of;
use super::roles::is_unchanged;
use super::stem::{is_past, stem};
use super::words::Token;

/// Several words that say what one says, by their stems; the one takes their place.
const PHRASES: &[(&[&str], &str)] = &[
    (&["step", "down"], "resign"),
    (&["stand", "down"], "resign"),
    (&["com", "back"], "return"),
    (&["turn", "out"], "turnout"),
    (&["out", "of", "control"], "uncontrolled"),
    (&["und", "control"], "controlled"),
    (&["unemploy", "rat"], "unemployment"),
    (&["jobless", "rat"], "unemployment"),
    (&["inflat", "rat"], "inflation"),
    (&["with", "all", "hand"], "crew"),
    (&["com", "down"], "fall"),
    (&["open", "again"], "reopen"),
    (&["burst", "its", "bank"], "overflow"),
    (&["break", "out"], "start"),
    (&["break", "out", "of"], "escape"),
    // Of a stretch of time, and nothing that ends.
    (&["end", "of", "the", "year"], "yearend"),
    (&["end", "of", "the", "month"], "monthend"),
    (&["end", "of", "the", "week"], "weekend"),
    (&["end", "without", "agr"], "fail"),
    (&["end", "without", "result"], "fail"),
    (&["overflow", "its", "bank"], "overflow"),
    (&["mak", "off", "with"], "steal"),
    (&["said", "sorry"], "apologise"),
    (&["tak", "part"], "join"),
    (&["carry", "out"], "conduct"),
    (&["call", "off"], "cancel"),
    (&["go", "up"], "rise"),
    (&["go", "down"], "fall"),
    (&["lay", "off"], "dismiss"),
    (&["send", "to", "prison"], "jail"),
    (&["send", "to", "jail"], "jail"),
    (&["put", "in", "prison"], "jail"),
    (&["put", "behind", "bar"], "jail"),
    (&["pass", "away"], "die"),
    (&["set", "up"], "found"),
    (&["shut", "down"], "close"),
    (&["clos", "down"], "close"),
    (&["tak", "over"], "acquire"),
    (&["run", "out"], "exhaust"),
    (&["lightn", "strik"], "lightning"),
    (&["lightn", "bolt"], "lightning"),
    (&["pow", "cut"], "blackout"),
    (&["pow", "outag"], "blackout"),
    (&["pow", "failur"], "blackout"),
    (&["claim", "the", "liv", "of"], "kill"),
    (&["cost", "the", "liv", "of"], "kill"),
    (&["com", "to", "an", "end"], "end"),
    (&["burn", "to", "the", "ground"], "burn"),
    (&["fly", "past"], "pass"),
    (&["lift", "off"], "launch"),
    (&["throw", "out"], "dismiss"),
    (&["vot", "down"], "reject"),
    (&["turn", "down"], "reject"),
    (&["touch", "down"], "land"),
    (&["put", "off"], "postpone"),
    (&["put", "out"], "extinguish"),
    (&["giv", "way"], "collapse"),
    (&["cav", "in"], "collapse"),
    (&["break", "down"], "collapse"),
    (&["go", "up", "in", "flam"], "burn"),
    (&["burn", "down"], "burn"),
    (&["burn", "out"], "burn"),
    (&["go", "aground"], "aground"),
    (&["run", "aground"], "aground"),
    (&["on", "board"], "aboard"),
    (&["tak", "into", "custody"], "custody"),
    (&["find", "guilty", "of"], "convict"),
    (&["find", "guilty"], "convict"),
    (&["pull", "out", "of"], "withdraw"),
    (&["pull", "out"], "withdraw"),
    (&["tear", "down"], "demolish"),
    (&["pull", "down"], "demolish"),
    (&["blow", "up"], "explode"),
    (&["go", "off"], "explode"),
    (&["set", "off"], "trigger"),
    (&["send", "back"], "return"),
    (&["giv", "back"], "return"),
    (&["hand", "back"], "return"),
    (&["hand", "over"], "transfer"),
    (&["scal", "back"], "cut"),
    (&["cut", "back"], "cut"),
    (&["do", "away", "with"], "abolish"),
    (&["los", "their", "liv"], "die"),
    (&["los", "his", "lif"], "die"),
    (&["los", "her", "lif"], "die"),
    (&["tak", "to", "court"], "sue"),
    (&["call", "on"], "urge"),
    (&["call", "for"], "demand"),
    (&["end", "his", "car"], "retire"),
    (&["end", "her", "car"], "retire"),
    (&["end", "their", "car"], "retire"),
    (&["go", "on", "strik"], "strike"),
    (&["down", "tool"], "strike"),
    (&["put", "to", "death"], "execute"),
    (&["mak", "public"], "publish"),
    (&["sign", "off", "on"], "approve"),
    (&["sign", "off"], "approve"),
    (&["giv", "the", "go", "ahead", "to"], "approve"),
    (&["giv", "the", "green", "light", "to"], "approve"),
    (&["mak", "redundant"], "dismiss"),
    (&["carry", "off"], "win"),
    (&["draw", "up"], "draft"),
    (&["giv", "up"], "abandon"),
    (&["break", "into"], "burgle"),
    (&["tak", "hold", "of"], "seize"),
    (&["go", "miss"], "vanish"),
    (&["com", "out", "against"], "oppose"),
    (&["speak", "out", "against"], "oppose"),
    (&["vot", "in", "favour", "of"], "support"),
    (&["rol", "out"], "introduce"),
    (&["get", "out", "of"], "escape"),
    (&["get", "away"], "escape"),
    (&["walk", "out"], "strike"),
    (&["walk", "out", "of"], "leave"),
    (&["walk", "off", "the", "job"], "strike"),
    (&["call", "back"], "recall"),
    (&["strik", "down"], "overturn"),
    (&["bury", "the", "hatchet"], "settle"),
    (&["end", "their", "disput"], "settle"),
    (&["settl", "their", "disput"], "settle"),
    (&["go", "to", "the", "poll"], "vote"),
    (&["cast", "their", "ballot"], "vote"),
    (&["tak", "the", "stand"], "testify"),
    (&["com", "under", "fir"], "attack"),
    (&["fall", "through"], "fail"),
    (&["com", "to", "noth"], "fail"),
    (&["giv", "birth", "to"], "bear"),
    (&["lay", "down", "their", "arm"], "surrender"),
    (&["rul", "out"], "exclude"),
    (&["sign", "up", "to"], "join"),
    (&["mov", "out", "of"], "leave"),
    (&["flow", "over"], "overflow"),
    (&["us", "up"], "exhaust"),
    (&["look", "into"], "investigate"),
    (&["tak", "apart"], "dismantle"),
    (&["put", "on", "trial"], "try"),
    (&["bring", "down"], "topple"),
    (&["hand", "in"], "submit"),
    (&["back", "down"], "yield"),
    (&["giv", "in"], "yield"),
    (&["wip", "out"], "destroy"),
    (&["swear", "in"], "inaugurate"),
    (&["carry", "on"], "continue"),
    (&["set", "free"], "release"),
    (&["enter", "into", "forc"], "apply"),
    (&["com", "into", "forc"], "apply"),
    (&["com", "into", "effect"], "apply"),
    (&["go", "into", "effect"], "apply"),
    (&["tak", "effect"], "apply"),
    (&["driv", "up"], "raise"),
    (&["push", "up"], "raise"),
    (&["forc", "up"], "raise"),
    (&["driv", "down"], "lower"),
    (&["push", "down"], "lower"),
    (&["forc", "down"], "lower"),
    (&["chief", "executiv", "offic"], "ceo"),
    (&["chief", "executiv"], "ceo"),
    (&["chief", "financ", "offic"], "cfo"),
    (&["memb", "of", "parlia"], "mp"),
    (&["prim", "minist"], "pm"),
    (&["go", "on", "for"], "last"),
    (&["set", "on", "fir"], "torch"),
    (&["set", "fir", "to"], "torch"),
    (&["set", "alight"], "torch"),
    (&["set", "ablaz"], "torch"),
    (&["get", "und", "way"], "start"),
    (&["kick", "off"], "start"),
    (&["bring", "to", "an", "end"], "end"),
    (&["rais", "to", "the", "ground"], "raze"),
    (&["step", "up"], "increase"),
    (&["ramp", "up"], "increase"),
    (&["snap", "up"], "buy"),
    (&["buy", "up"], "buy"),
    (&["sell", "off"], "sell"),
    (&["lock", "up"], "jail"),
    (&["phas", "out"], "abolish"),
    (&["pay", "off"], "repay"),
    (&["pay", "back"], "repay"),
    (&["tak", "to", "the", "street"], "protest"),
    (&["com", "into", "collis"], "collide"),
    (&["hold", "up"], "delay"),
    (&["strik", "off"], "exclude"),
    (&["mak", "up", "of"], "comprise"),
    (&["consist", "of"], "comprise"),
    (&["tak", "out", "of", "operat"], "mothball"),
    (&["tak", "out", "of", "servic"], "mothball"),
    (&["fir", "brigad"], "firefighter"),
    (&["fir", "servic"], "firefighter"),
    (&["fir", "crew"], "firefighter"),
    (&["co", "operat"], "cooperation"),
    (&["heart", "attack"], "infarct"),
    (&["in", "the", "wak", "of"], "after"),
    (&["prior", "to"], "before"),
    (&["in", "the", "cours", "of"], "during"),
    (&["with", "the", "excep", "of"], "except"),
    (&["in", "spit", "of"], "despite"),
    (&["in", "a", "row"], "straight"),
    (&["amount", "to"], "are"),
    (&["becaus", "of"], "because"),
    (&["as", "a", "result", "of"], "because"),
    (&["due", "to"], "because"),
    (&["owe", "to"], "because"),
    (&["thank", "to"], "because"),
    (&["no", "mor", "than"], "up"),
    (&["at", "least"], "over"),
    (&["at", "most"], "up"),
    (&["mor", "than"], "over"),
    (&["less", "than"], "up"),
    (&["few", "than"], "up"),
    (&["per", "cent"], "percent"),
    (&["millimetr", "of", "mercury"], "mmhg"),
];

/// The same, in words: what opens a phrase is met in its base form and in the past.
const WORDED: &[(&str, &str)] = &[
    ("enter into force", "apply"),
    ("let go of", "release"),
    ("take to hospital", "hospitalise"),
    ("take to the hospital", "hospitalise"),
    ("rush to hospital", "hospitalise"),
    ("admit to hospital", "hospitalise"),
    ("cut off", "isolate"),
    ("break off", "end"),
    ("drop out of", "leave"),
    ("pull back", "withdraw"),
    ("back out of", "withdraw"),
    ("get rid of", "remove"),
    ("dispose of", "discard"),
    ("take away", "remove"),
    ("throw away", "discard"),
    ("put on hold", "suspend"),
    ("put up for sale", "offer"),
    ("crash into", "hit"),
    ("slam into", "hit"),
    ("smash into", "hit"),
    ("plough into", "hit"),
    ("nod off", "doze"),
    ("fall asleep", "doze"),
    ("speed up", "accelerate"),
    ("slow down", "slow"),
    ("team up with", "join"),
    ("split up", "separate"),
    ("find out", "discover"),
    ("come across", "find"),
    ("stumble on", "find"),
    ("stumble upon", "find"),
    ("stumble across", "find"),
    ("dig up", "unearth"),
    ("track down", "find"),
    ("bring about", "cause"),
    ("give rise to", "cause"),
    ("look after", "tend"),
    ("care for", "tend"),
    ("do up", "renovate"),
    ("stand trial", "trial"),
    ("go on trial", "trial"),
    ("hold back", "restrain"),
    ("keep out", "exclude"),
    ("leave out", "omit"),
    ("shut out", "exclude"),
    ("fall apart", "collapse"),
    ("fall down", "collapse"),
    ("go bankrupt", "bankrupt"),
    ("go bust", "bankrupt"),
    ("file for bankruptcy", "bankrupt"),
    ("file for insolvency", "bankrupt"),
    ("declare bankruptcy", "bankrupt"),
    ("throw in prison", "jail"),
    ("throw into prison", "jail"),
    ("throw in jail", "jail"),
    ("put in jail", "jail"),
    ("clamp down on", "suppress"),
    ("crack down on", "suppress"),
    ("wind down", "close"),
    ("hit out at", "criticise"),
    ("lash out at", "criticise"),
    ("take aim at", "criticise"),
    ("stand up for", "defend"),
    ("stick up for", "defend"),
    ("own up to", "admit"),
    ("give himself up", "surrender"),
    ("give herself up", "surrender"),
    ("give themselves up", "surrender"),
    ("turn himself in", "surrender"),
    ("turn herself in", "surrender"),
    ("turn themselves in", "surrender"),
    ("hand himself in", "surrender"),
    ("bring to a halt", "stop"),
    ("bring to a standstill", "stop"),
    ("come to a halt", "stop"),
    ("come to a standstill", "stop"),
    ("grind to a halt", "stop"),
    ("bring to a close", "end"),
    ("put to an end", "end"),
    ("take hostage", "kidnap"),
    ("build up stocks of", "stockpile"),
    ("run for office", "stand"),
    ("end without an agreement", "fail"),
    ("end without agreement", "fail"),
    ("end without a deal", "fail"),
    ("end without a result", "fail"),
    ("the majority of", "most"),
    ("heat wave", "heatwave"),
    ("car park", "carpark"),
    ("parking lot", "carpark"),
    ("mobile phone", "mobile"),
    ("cell phone", "mobile"),
    ("artificial intelligence", "ai"),
    ("trade union", "union"),
    ("labour union", "union"),
    ("labor union", "union"),
    ("primary school", "primaryschool"),
    ("elementary school", "primaryschool"),
    ("petrol station", "fuelstation"),
    ("gas station", "fuelstation"),
    ("filling station", "fuelstation"),
    ("power station", "powerplant"),
    ("power plant", "powerplant"),
    ("free of charge", "free"),
    ("out of work", "unemployed"),
    ("in order to", "to"),
    ("so as to", "to"),
    ("with the help of", "using"),
    ("with the aid of", "using"),
    ("by means of", "using"),
    ("regardless of", "despite"),
    ("on account of", "because"),
    ("in addition to", "beside"),
    ("on top of", "beside"),
    ("along with", "with"),
    ("together with", "with"),
    ("as well as", "and"),
    ("apart from", "except"),
    ("not far from", "near"),
    ("in the vicinity of", "near"),
    ("step by- step", "gradual"),
    ("step by step", "gradual"),
    ("bit by bit", "gradual"),
];

/// What stands for a phrase and is no verb.
const NO_VERBS: &[&str] = &[
    "ceo",
    "cfo",
    "mp",
    "pm",
    "firefighter",
    "cooperation",
    "infarct",
    "after",
    "before",
    "during",
    "except",
    "despite",
    "turnout",
    "straight",
    "are",
    "because",
    "up",
    "over",
    "percent",
    "mmhg",
    "custody",
    "aboard",
    "aground",
    "controlled",
    "uncontrolled",
    "unemployment",
    "inflation",
    "crew",
    "trial",
    "heatwave",
    "carpark",
    "mobile",
    "ai",
    "union",
    "primaryschool",
    "fuelstation",
    "powerplant",
    "free",
    "unemployed",
    "to",
    "using",
    "beside",
    "with",
    "and",
    "near",
    "gradual",
    "most",
];

/// The stems of several words, and the one that takes their place.
type Phrase = (Vec<String>, &'static str);

/// The phrases by their first stems: every word of every sentence is looked up.
static OPENING: LazyLock<FxHashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut opening: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
    let stemmed = PHRASES.iter().map(|(stems, one)| (stems.iter().map(|stem| (*stem).to_owned()).collect(), *one));
    let worded = WORDED.iter().flat_map(|(words, one)| in_both_forms(words).map(move |stems| (stems, *one)));
    for phrase in stemmed.chain(worded).collect::<Vec<Phrase>>() {
        if let Some(first) = phrase.0.first().cloned() {
            opening.entry(first).or_default().push(phrase);
        }
    }
    opening
});

/// The stems of a phrase whose first word is a base form, and of the same in the past: "enter" has another stem than
/// "entered".
fn in_both_forms(words: &str) -> impl Iterator<Item = Vec<String>> {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let forms = BTreeSet::from([stem(first), stem(&past_of(first))]);
    forms.into_iter().map(move |first| [first].into_iter().chain(rest.split(' ').map(stem)).collect())
}

/// The words of a sentence, several that say what one says put into one.
pub(super) fn in_one(all: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let stems: Vec<String> = all.iter().map(|token| stem(&token.lower)).collect();
    let pasts: Vec<bool> = all.iter().map(|token| token.lower.ends_with("ed")).collect();
    let longers: Vec<usize> =
        all.iter().enumerate().filter(|(_, token)| token.lower == "longer").map(|(at, _)| at).collect();
    let numbers: Vec<usize> = all.iter().enumerate().filter(|(_, token)| token.is_number()).map(|(at, _)| at).collect();
    let mut left = 0usize;
    let mut kept = Vec::with_capacity(all.len());
    for (at, mut token) in all.into_iter().enumerate() {
        if left > 0 {
            left -= 1;
            continue;
        }
        let here = stems.get(at..).unwrap_or_default();
        // "Minus 20" is "-20", whose sign is read of the text.
        if token.lower == "minus" && numbers.contains(&(at + 1)) {
            continue;
        }
        // "No longer" turns round what follows; how long it did so before is not said.
        if token.lower == "no" && here.get(1).is_some_and(|next| next == "long") && longers.contains(&(at + 1)) {
            "not".clone_into(&mut token.lower);
            left = 1;
        }
        // "Got fined" is "was fined".
        if here.first().is_some_and(|stem| stem == "get") && pasts.get(at + 1).is_some_and(|is_past| *is_past) {
            "was".clone_into(&mut token.lower);
        }
        // "Between 2014 and 2024" is "from 2014 to 2024".
        if token.lower == "between" && numbers.contains(&(at + 1)) {
            "from".clone_into(&mut token.lower);
        }
        // "Left its key rate at 2 percent" is "kept" it there.
        if token.lower == "left" && is_kept_at(here, &numbers, at) {
            "kept".clone_into(&mut token.lower);
        }
        // "Hit 50 percent" is "reached 50 percent", and "hit a cyclist" is not.
        if matches!(token.lower.as_str(), "hit" | "hits")
            && here.get(1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        {
            "reached".clone_into(&mut token.lower);
        }
        // "The price came to 40 million", "stood at 40 million", and not "came to power".
        if let Some(be) = amounts(&token.lower, here.get(1)).filter(|_| numbers.contains(&(at + 2))) {
            be.clone_into(&mut token.lower);
            left = 1;
        }
        let opening = here.first().and_then(|first| OPENING.get(first.as_str())).into_iter().flatten();
        let found = opening.filter(|(phrase, _)| starts_with(here, phrase)).max_by_key(|(phrase, _)| phrase.len());
        if let Some((phrase, one)) = found {
            let is_verb = (is_past(&token.lower) || is_unchanged(&token.lower)) && !NO_VERBS.contains(one);
            token.lower = if is_verb { past_of(one) } else { (*one).to_owned() };
            left = phrase.len() - 1;
        }
        // "Close to", and not "closed to all traffic".
        if token.lower == "close" && here.get(1).is_some_and(|next| next == "to") {
            "near".clone_into(&mut token.lower);
            left = 1;
        }
        kept.push(token);
    }
    kept
}

/// Whether "at" and a number, or "unchanged", follow in the same phrase: "left the rate at 2 percent".
fn is_kept_at(here: &[String], numbers: &[usize], from: usize) -> bool {
    let phrase = here.iter().take(8).enumerate().skip(1);
    let ends = |stem: &str| matches!(stem, "in" | "on" | "to" | "for" | "and" | "with");
    let mut phrase = phrase.take_while(|(_, stem)| !ends(stem));
    phrase.any(|(at, stem)| {
        // "Left the board at 60" is another matter.
        let is_share = here.get(at + 2).is_some_and(|next| next.starts_with("per") || next == "%");
        stem == "unchang" || (stem == "at" && numbers.contains(&(from + at + 1)) && is_share)
    })
}

/// The form of "be" that says as much as a verb and its preposition before a number.
fn amounts(verb: &str, next: Option<&String>) -> Option<&'static str> {
    match (verb, next?.as_str()) {
        ("came", "to") | ("stood", "at") => Some("was"),
        ("comes", "to") | ("stands", "at") => Some("is"),
        _ => None,
    }
}

fn starts_with(stems: &[String], phrase: &[String]) -> bool {
    stems.len() >= phrase.len() && stems.iter().zip(phrase).all(|(stem, word)| stem == word)
}
