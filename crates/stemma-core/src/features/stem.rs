//! Stems: inflections of a word meet.

/// A light stem: plural and verb endings fall, so that inflections of a word meet.
#[must_use]
pub fn stem(word: &str) -> String {
    if let Some(base) = irregular(word) {
        return base.to_owned();
    }
    if word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) || !word.is_ascii() {
        return word.to_owned();
    }
    for (ending, put) in [
        ("ational", "ate"),
        ("ization", "ize"),
        ("isation", "ise"),
        ("ments", ""),
        ("ment", ""),
        ("ings", ""),
        ("ing", ""),
        ("ies", "y"),
        ("ied", "y"),
        ("ions", ""),
        ("ion", ""),
        ("ally", ""),
        ("ers", ""),
        ("er", ""),
        ("ed", ""),
        ("es", ""),
        ("ly", ""),
        ("s", ""),
        ("e", ""),
    ] {
        if let Some(base) = word.strip_suffix(ending).filter(|base| base.len() >= 3) {
            let base = if put.is_empty() { undouble(base) } else { base };
            return format!("{base}{put}").trim_end_matches('e').to_owned();
        }
    }
    word.to_owned()
}

/// "shipped" and "ship" meet: a doubled last consonant falls.
fn undouble(base: &str) -> &str {
    let mut backwards = base.chars().rev();
    match (backwards.next(), backwards.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 'l' | 's' | 'e' | 'o') => {
            base.get(..base.len() - 1).unwrap_or(base)
        }
        _ => base,
    }
}

/// Whether a word is a verb in the past, or its participle.
pub(super) fn is_past(word: &str) -> bool {
    let is_other = word.ends_with('s') || word.ends_with("ing") || matches!(word, "closure" | "winner");
    let is_unit = |base: &str| matches!(base, "%" | "nm" | "km");
    let irregular = irregular(word).is_some_and(|base| base != word && !is_unit(base));
    (irregular && !is_other)
        || matches!(word, "freed" | "hid" | "bit" | "agreed" | "guaranteed" | "decreed")
        || (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"))
}

fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "made" | "makes" | "making" => "mak",
        "built" | "builds" => "build",
        "sold" | "sells" => "sell",
        "lost" | "loses" => "los",
        "found" => "find",
        "held" | "holds" => "hold",
        "spent" => "spend",
        "rose" | "risen" => "ris",
        "fell" | "fallen" => "fall",
        "began" | "begun" => "begin",
        "shut" | "shuttered" | "closed" | "closes" | "closing" | "closure" => "clos",
        "sank" | "sunk" => "sink",
        "broke" | "broken" => "break",
        "grew" | "grown" => "grow",
        "took" | "taken" | "takes" | "taking" => "tak",
        "gave" | "given" | "gives" | "giving" => "giv",
        "won" | "winner" => "win",
        "went" | "gone" | "goes" => "go",
        "came" | "comes" | "coming" => "com",
        "got" | "gets" | "getting" | "gotten" => "get",
        "left" => "leav",
        "led" => "lead",
        "bought" | "buys" => "buy",
        "brought" => "bring",
        "caught" => "catch",
        "wrote" | "written" => "writ",
        "drove" | "driven" => "driv",
        "flew" | "flown" => "fly",
        "knew" | "known" => "know",
        "threw" | "thrown" => "throw",
        "chose" | "chosen" => "choos",
        "spoke" | "spoken" => "speak",
        "stole" | "stolen" => "steal",
        "met" => "meet",
        "sent" => "send",
        "kept" => "keep",
        "paid" => "pay",
        "ran" => "run",
        "struck" => "strik",
        "stood" => "stand",
        "beaten" => "beat",
        "shown" => "show",
        "saw" | "seen" => "see",
        "shot" => "shoot",
        "fought" => "fight",
        "sought" => "seek",
        "heard" => "hear",
        "burnt" => "burn",
        "froze" | "frozen" => "freez",
        "drew" | "drawn" => "draw",
        "withdrew" | "withdrawn" => "withdraw",
        _ => return irregular_more(word),
    })
}

fn irregular_more(word: &str) -> Option<&'static str> {
    Some(match word {
        "sued" | "sues" | "suing" => "sue",
        "owed" | "owes" | "owing" => "owe",
        "lent" => "lend",
        "fed" => "feed",
        "fled" => "flee",
        "taught" => "teach",
        "told" => "tell",
        "swept" => "sweep",
        "drank" | "drunk" => "drink",
        "ate" | "eaten" => "eat",
        "rode" | "ridden" => "rid",
        "hid" | "hidden" => "hid",
        "laid" => "lay",
        "shook" | "shaken" => "shak",
        "swore" | "sworn" => "swear",
        "tore" | "torn" => "tear",
        "wore" | "worn" => "wear",
        "dealt" => "deal",
        "dug" => "dig",
        "hung" => "hang",
        "became" => "becom",
        "overtook" | "overtaken" => "overtak",
        "rang" | "rung" => "ring",
        "sang" | "sung" => "sing",
        "swam" | "swum" => "swim",
        "bit" | "bitten" => "bit",
        "woke" | "woken" => "wak",
        "dies" | "died" | "dying" => "di",
        "lies" | "lied" | "lying" => "li",
        "forbade" | "forbidden" => "forbid",
        "upheld" => "uphold",
        "axed" | "axes" | "axing" => "axe",
        "production" => "produc",
        "percent" | "per cent" => "%",
        "nanometre" | "nanometer" | "nanometres" | "nanometers" => "nm",
        "kilometre" | "kilometres" | "kilometers" => "km",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_is_told_by_its_form() {
        for past in ["bought", "closed", "made", "rose", "won", "struck", "bankrupted"] {
            assert!(is_past(past), "{past}");
        }
        for other in ["buy", "buys", "closing", "closure", "winner", "need", "speed", "percent", "kilometres", "red"] {
            assert!(!is_past(other), "{other}");
        }
    }

    #[test]
    fn inflections_of_a_word_meet() {
        for (a, b) in [
            ("closed", "closes"),
            ("shipped", "shipping"),
            ("yields", "yield"),
            ("companies", "company"),
            ("reaching", "reaches"),
            ("produced", "produce"),
            ("transistors", "transistor"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} / {b}");
        }
    }
}
