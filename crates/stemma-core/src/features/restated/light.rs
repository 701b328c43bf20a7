//! Light verbs: verbs that say little beside a noun which says what is done (O. Jespersen, A Modern English Grammar, VI):
//! "paid a visit to the camp" is "visited the camp".

use super::super::clause::CUTS;
use super::super::roles::BE;
use super::super::words::Token;
use super::nominal::{Nominal, of_noun};
use super::{end_of_phrase, in_place_of, lower, part, put};

/// Verbs that say little before a noun for an action that somebody carries out.
const DOING: &[&str] = &["conduct", "perform", "undertak", "mak", "do"];

/// Verbs for bringing to its end what is not done before.
const COMPLETING: &[&str] = &["complet", "finish", "conclud"];
/// Nouns for such work: a sale that is completed was agreed on before.
const WORKS: &[&str] = &[
    "construction",
    "building",
    "renovation",
    "restoration",
    "reconstruction",
    "rebuilding",
    "refurbishment",
    "expansion",
    "extension",
    "demolition",
    "conversion",
    "installation",
    "evacuation",
    "privatisation",
    "nationalisation",
    "inspection",
    "review",
    "survey",
    "relocation",
];

/// Nouns with other verbs beside which they say what is done, each with the preposition that leads to whom or what.
const GIVING: &[(&str, &[&str], &str, &[&str])] = &[
    ("decision", &["tak", "mak", "reach"], "decide", &[]),
    ("visit", &["pay", "mak"], "visit", &["to"]),
    ("raid", &["conduct", "stag", "launch", "mount"], "raid", &["on"]),
    ("attack", &["conduct", "launch", "mount"], "attack", &["on", "against"]),
    ("lawsuit", &["fil", "bring"], "sue", &["against"]),
    ("suit", &["fil", "bring"], "sue", &["against"]),
    ("ban", &["impos", "plac"], "ban", &["on"]),
    ("fine", &["impos"], "fine", &["on"]),
    ("approval", &["giv", "grant"], "approve", &["to", "for"]),
    ("resignation", &["tender", "submit", "hand", "offer"], "resign", &[]),
    ("apology", &["offer", "issu", "mak"], "apologise", &[]),
    ("payment", &["mak"], "pay", &["of"]),
    ("donation", &["mak"], "donate", &["of"]),
    ("investment", &["mak"], "invest", &["of"]),
    ("vote", &["hold", "tak"], "vote", &[]),
    ("end", &["put", "bring"], "end", &["to"]),
    ("promise", &["mak", "giv"], "promise", &[]),
    ("offer", &["mak"], "offer", &[]),
    ("announcement", &["mak"], "announce", &["of"]),
    ("start", &["mak"], "start", &["on"]),
    ("return", &["mak"], "return", &[]),
    ("use", &["mak"], "use", &["of"]),
    ("warning", &["issu", "giv"], "warn", &["to"]),
    // Whoever has opened an inquiry inquires.
    ("investigation", &["open", "launch", "start", "begin"], "investigate", &["into", "of"]),
    ("probe", &["open", "launch", "start", "begin"], "investigate", &["into", "of"]),
    ("inquiry", &["conduct", "open", "launch", "start", "begin"], "investigate", &["into"]),
    ("attempt", &["mak"], "attempt", &[]),
    ("effect", &["had", "has", "hav"], "affect", &["on", "upon"]),
    ("impact", &["had", "has", "hav"], "affect", &["on", "upon"]),
    ("agreement", &["reach"], "agree", &[]),
    ("meeting", &["hold", "had"], "meet", &["with"]),
    ("talk", &["hold", "had"], "meet", &["with"]),
    ("permission", &["giv", "grant"], "permit", &["to", "for"]),
    ("order", &["giv", "issu"], "order", &[]),
    ("recommendation", &["mak"], "recommend", &[]),
    ("complaint", &["mak", "fil", "lodg"], "complain", &[]),
    ("appeal", &["fil", "lodg"], "appeal", &[]),
    ("protest", &["stag", "hold"], "protest", &[]),
    ("request", &["mak", "submit"], "request", &["for"]),
    ("contribution", &["mak"], "contribute", &["of"]),
    ("support", &["giv", "provid", "express"], "support", &["to", "for"]),
    ("help", &["giv", "provid"], "help", &["to"]),
    ("assistance", &["giv", "provid"], "help", &["to"]),
    ("halt", &["call", "put", "bring"], "halt", &["to"]),
    ("stop", &["put"], "stop", &["to"]),
    ("search", &["conduct", "mount", "launch"], "search", &["of"]),
    ("bid", &["mak", "submit"], "bid", &[]),
    ("change", &["mak"], "change", &["to"]),
    ("cut", &["mak"], "cut", &["to", "in"]),
    ("landing", &["mak"], "land", &[]),
    ("appearance", &["mak"], "appear", &[]),
    ("speech", &["giv", "deliv", "mak", "deliver"], "speak", &[]),
    ("tax", &["impos"], "tax", &["on"]),
    ("evidence", &["giv"], "testify", &[]),
    ("testimony", &["giv"], "testify", &[]),
    ("comment", &["mak"], "comment", &["on"]),
    ("signature", &["put"], "sign", &["to", "on"]),
    ("pardon", &["giv", "grant"], "pardon", &["to"]),
    ("authorisation", &["giv", "grant"], "authorise", &["to", "for"]),
    ("guarantee", &["giv", "provid"], "guarantee", &[]),
    ("lecture", &["giv", "deliv", "deliver"], "lecture", &[]),
    ("praise", &["giv"], "praise", &["to"]),
    ("veto", &["cast"], "veto", &["on", "against"]),
    ("blockade", &["impos", "mount"], "blockade", &["of", "on"]),
    ("boycott", &["launch", "stag"], "boycott", &["of"]),
    ("possession", &["tak"], "possess", &["of"]),
    ("photograph", &["tak"], "photograph", &["of"]),
    ("answer", &["giv"], "answer", &["to"]),
    ("reply", &["giv", "send"], "reply", &[]),
    ("blessing", &["giv"], "bless", &["to"]),
    ("backing", &["giv"], "back", &["to"]),
    ("advice", &["giv"], "advise", &["to"]),
    ("consent", &["giv"], "consent", &[]),
    ("boost", &["giv"], "boost", &["to"]),
    ("welcome", &["giv"], "welcome", &["to"]),
    ("statement", &["mak", "giv", "issu", "releas"], "state", &[]),
    ("threat", &["mak", "issu"], "threaten", &[]),
    ("damage", &["do", "caus", "inflict"], "damage", &["to"]),
    ("conclusion", &["reach", "draw", "com"], "conclude", &[]),
    ("proposal", &["mak", "submit"], "propose", &[]),
    ("suggestion", &["mak"], "suggest", &[]),
    ("demand", &["mak"], "demand", &[]),
    ("pledge", &["mak"], "pledge", &[]),
    ("claim", &["mak"], "claim", &[]),
    ("confession", &["mak"], "confess", &[]),
    ("loss", &["mak", "suff", "suffer", "incur"], "lose", &["of"]),
    ("tour", &["mak"], "tour", &["of"]),
    ("escape", &["mak"], "escape", &[]),
    ("discovery", &["mak"], "discover", &["of"]),
    ("control", &["tak"], "control", &["of"]),
    ("charge", &["tak"], "head", &["of"]),
    ("action", &["tak"], "act", &[]),
    ("pressure", &["put", "exert"], "press", &["on"]),
    ("restriction", &["impos", "plac"], "restrict", &["on"]),
    ("sanction", &["impos"], "sanction", &["on", "against"]),
    ("embargo", &["impos"], "embargo", &["on"]),
    ("tribute", &["pay"], "honour", &["to"]),
    ("compensation", &["pay"], "compensate", &["to"]),
    ("shelter", &["giv", "off"], "shelter", &["to"]),
    ("deal", &["reach", "strik", "mak"], "agree", &[]),
    ("improvement", &["mak"], "improve", &["to"]),
    ("repair", &["mak"], "repair", &["to"]),
    ("correction", &["mak"], "correct", &["to"]),
    ("study", &["conduct", "mak"], "study", &["of"]),
    ("check", &["conduct", "mak"], "check", &["of", "on"]),
    ("trial", &["conduct"], "try", &["of"]),
    ("poll", &["conduct"], "poll", &["of"]),
    ("assurance", &["giv"], "assure", &["to"]),
    ("explanation", &["giv"], "explain", &["of"]),
    ("description", &["giv"], "describe", &["of"]),
    ("refusal", &["giv"], "refuse", &[]),
    ("journey", &["mak"], "travel", &[]),
    ("objection", &["rais", "lodg", "fil"], "object", &[]),
    ("challenge", &["mount", "bring"], "challenge", &["to"]),
    ("interrogation", &["conduct"], "question", &["of"]),
];

/// Nouns of which there is much and not one, or several: they need no article.
const BARE: &[&str] = &[
    "use",
    "permission",
    "approval",
    "support",
    "help",
    "assistance",
    "evidence",
    "testimony",
    "possession",
    "advice",
    "consent",
    "backing",
    "control",
    "action",
    "pressure",
    "tribute",
    "compensation",
    "shelter",
    "damage",
];

/// The verb, and the prepositions before whom or what, that a light verb and a noun make.
pub(super) fn made(verb: &str, noun: &str) -> Option<(&'static str, &'static [&'static str])> {
    let given = GIVING.iter().find(|(name, light, ..)| *name == noun && light.contains(&verb));
    let given = given.map(|(.., base, to)| (*base, *to));
    given.or_else(|| {
        let Nominal { base, of, is_done, .. } = of_noun(noun)?;
        let is_completed = COMPLETING.contains(&verb) && WORKS.contains(&noun);
        (is_completed || is_done && DOING.contains(&verb)).then_some((base, of))
    })
}

/// Each light verb with its noun as the verb that says what is done.
pub(super) fn verbs(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut tokens = fined(tokens);
    let mut at = 0;
    while at < tokens.len() {
        if let Some((base, upto)) = found(&tokens, at)
            && let Some(token) = tokens.get(at)
        {
            let verb = in_place_of(token, base);
            // "Made no comment" is "not commented".
            let is_none = lower(&tokens, at + 1) == "no";
            tokens.splice(at..upto, is_none.then(|| put("not")).into_iter().chain([verb]));
        }
        at += 1;
    }
    tokens
}

/// "Imposed a fine of 2 million euros on Nexa" as "fined Nexa 2 million euros".
fn fined(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_fine = |at: &usize| {
        let opens = lower(&tokens, *at).starts_with("impos") && lower(&tokens, at + 1) == "a";
        opens && lower(&tokens, at + 2) == "fine" && lower(&tokens, at + 3) == "of"
    };
    let Some(verb) = (0..tokens.len()).find(is_fine) else { return tokens };
    let Some(on) = (verb + 4..tokens.len().min(verb + 11)).find(|at| lower(&tokens, *at) == "on") else {
        return tokens;
    };
    let end = end_of_phrase(&tokens, on + 1);
    let (whom, amount) = (part(&tokens, on + 1, end), part(&tokens, verb + 4, on));
    if let Some(token) = tokens.get(verb) {
        let fines = in_place_of(token, "fine");
        tokens.splice(verb..end, [fines].into_iter().chain(whom).chain(amount));
    }
    tokens
}

/// The verb that is meant from here on, and where its words end.
fn found(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    let verb = super::super::stem::stem(lower(tokens, at));
    // "Was made a fine" is no fining.
    let is_passive = at > 0 && BE.contains(&lower(tokens, at - 1));
    let is_article = |word: &str| matches!(word, "a" | "an" | "the" | "its" | "his" | "her" | "their" | "no");
    let in_between = usize::from(verb == "hand" && lower(tokens, at + 1) == "in");
    let noun = at + 1 + in_between + usize::from(is_article(lower(tokens, at + 1 + in_between)));
    let token = tokens.get(noun).filter(|noun| !is_passive && !noun.after_stop && !noun.owns)?;
    let singular = token.lower.strip_suffix('s').filter(|noun| noun.len() > 3).unwrap_or(&token.lower);
    // "Made use of" and "held talks" have no article; all others have one.
    let has_article = noun > at + 1 + in_between;
    if !(has_article || BARE.contains(&token.lower.as_str()) || singular != token.lower) {
        return None;
    }
    let (base, to) = made(&verb, &token.lower).or_else(|| made(&verb, singular))?;
    let next = tokens.get(noun + 1);
    let leads = next.is_some_and(|next| to.contains(&next.lower.as_str()) && !next.after_stop);
    // "Made the payment system": the noun goes on. "Took the decision of the board": it is another's.
    let ends = next.is_none_or(|next| {
        let leads_on = matches!(next.lower.as_str(), "against" | "before" | "over" | "about" | "among");
        next.after_stop || next.is_adverb() || leads_on || (CUTS.contains(&next.lower.as_str()) && next.lower != "of")
    });
    // "Made a loss" has an opposite of the same form, "made a profit".
    let ends = ends && base != "lose";
    (leads || ends).then_some((base, noun + 1 + usize::from(leads)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_light_verb_and_its_noun_are_one_verb() {
        check("The council took the decision to sell the baths.", "the council decided to sell the baths");
        check("The queen paid a visit to Halm on Friday.", "the queen visited halm on friday");
        check("The ombudsman carried out an inspection of the jail.", "the ombudsman inspected the jail");
        check("Orrin filed a lawsuit against Halm in May.", "orrin sued halm in may");
        check("The ministry imposed a ban on diesel cars.", "the ministry banned diesel cars");
        check(
            "The court imposed a fine of 2 million euros on Orrin in May.",
            "the court fined orrin 2 million euros in may",
        );
        check("Lena Moor handed in her resignation on Friday.", "lena moor resigned on friday");
        check("The minister held talks with the union on Friday.", "the minister met the union on friday");
        check("Orrin makes use of coal.", "orrin uses coal");
        check("Police launched an investigation into the fire.", "police investigated the fire");
        check("The senate gave its consent to the pact.", "the senate consented to the pact");
        check("Orrin completed the restoration of the mill.", "orrin restored the mill");
    }

    #[test]
    fn a_verb_that_says_more_is_kept() {
        check_left("The council announced the decision to sell the baths.");
        check_left("The council took the decision of the mayor to court.");
        check_left("Orrin completed the sale of the mill.");
        check_left("The queen cancelled a visit to Halm.");
        check_left("The ministry lifted a ban on diesel cars.");
        check_left("Orrin made the payment system safe.");
        check_left("The court threw out a lawsuit against Halm.");
        check_left("Police closed an investigation into the fire.");
        check_left("Police announced an investigation into the fire.");
    }
}
