//! Nouns for what is done, in the place of a verb: "the closure of the plant took place in May" is "the plant was closed in
//! May", "an inspection of the jail was carried out" is "the jail was inspected".

use super::super::clause::{opening, opens_object};
use super::super::roles::{ARTICLES, BE};
use super::super::stem::stem;
use super::super::words::Token;
use super::light::made;
use super::{lower, part, past_of, put, verb_of};

/// A noun for what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nominal {
    /// The verb.
    pub(super) base: &'static str,
    /// Prepositions before whom or what it is done to.
    pub(super) of: &'static [&'static str],
    /// Whether it is said to be carried out.
    pub(super) is_done: bool,
}

const OF: &[&str] = &["of"];
/// What two do with each other; "between two" has become "from two".
const BETWEEN: &[&str] = &["between", "from", "of"];

/// Nouns with the verb that they are of, the prepositions before what it is done to, and whether they are carried out.
const NOUNS: &[(&str, &str, &[&str], bool)] = &[
    ("closure", "close", OF, false),
    ("acquisition", "acquire", OF, true),
    ("takeover", "acquire", OF, false),
    ("purchase", "buy", OF, true),
    ("sale", "sell", OF, false),
    ("construction", "construct", OF, false),
    ("demolition", "demolish", OF, true),
    ("destruction", "destroy", OF, false),
    ("arrest", "arrest", OF, true),
    ("appointment", "appoint", OF, true),
    ("dismissal", "dismiss", OF, false),
    ("inspection", "inspect", OF, true),
    ("examination", "examine", OF, true),
    ("search", "search", OF, true),
    ("investigation", "investigate", &["into", "of"], true),
    ("review", "review", OF, true),
    ("survey", "survey", OF, true),
    ("analysis", "analyse", OF, true),
    ("assessment", "assess", OF, true),
    ("evacuation", "evacuate", OF, true),
    ("repair", "repair", &["of", "to"], true),
    ("test", "test", &["of", "on"], true),
    ("audit", "audit", OF, true),
    ("ratification", "ratify", OF, false),
    ("adoption", "adopt", OF, false),
    ("approval", "approve", OF, false),
    ("rejection", "reject", OF, false),
    ("signing", "sign", OF, false),
    ("launch", "launch", OF, false),
    ("opening", "open", OF, false),
    ("cancellation", "cancel", OF, false),
    ("suspension", "suspend", OF, false),
    ("expulsion", "expel", OF, false),
    ("abolition", "abolish", OF, false),
    ("discovery", "discover", OF, true),
    ("delivery", "deliver", OF, true),
    ("rescue", "rescue", OF, true),
    ("murder", "murder", OF, false),
    ("killing", "kill", OF, false),
    ("burial", "bury", OF, false),
    ("election", "elect", OF, false),
    ("execution", "execute", OF, false),
    ("invasion", "invade", OF, false),
    ("removal", "remove", OF, false),
    ("release", "release", OF, false),
    ("seizure", "seize", OF, true),
    ("theft", "steal", OF, false),
    ("transfer", "transfer", OF, true),
    ("introduction", "introduce", OF, false),
    ("publication", "publish", OF, false),
    ("replacement", "replace", OF, false),
    ("raid", "raid", &["on"], false),
    ("attack", "attack", &["on", "against"], false),
    ("sinking", "sink", OF, false),
    ("building", "build", OF, false),
    ("merger", "merge", OF, false),
    ("collapse", "collapse", OF, false),
    ("death", "die", OF, false),
    ("resignation", "resign", OF, false),
    ("arrival", "arrive", OF, false),
    ("departure", "depart", OF, false),
    ("eruption", "erupt", OF, false),
    ("explosion", "explode", OF, false),
    ("escape", "escape", OF, false),
    ("recall", "recall", OF, false),
    ("crash", "crash", OF, false),
    ("collision", "collide", BETWEEN, false),
    ("merger", "merge", BETWEEN, false),
    ("clash", "clash", BETWEEN, false),
    ("return", "return", OF, false),
    ("export", "export", OF, false),
    ("import", "import", OF, false),
    ("loss", "lose", OF, false),
    ("defeat", "beat", OF, false),
    ("kidnapping", "kidnap", OF, false),
    ("shooting", "shoot", OF, false),
    ("bombing", "bomb", OF, false),
    ("sacking", "dismiss", OF, false),
    ("extradition", "extradite", OF, false),
    ("deportation", "deport", OF, false),
    ("privatisation", "privatise", OF, false),
    ("renovation", "renovate", OF, false),
    ("restoration", "restore", OF, false),
    ("expansion", "expand", OF, false),
    ("extension", "extend", OF, false),
    ("withdrawal", "withdraw", OF, false),
    ("retirement", "retire", OF, false),
    ("imprisonment", "imprison", OF, false),
    ("conviction", "convict", OF, false),
    ("acquittal", "acquit", OF, false),
    ("vaccination", "vaccinate", OF, false),
    ("capture", "capture", OF, false),
    ("assassination", "assassinate", OF, false),
    ("dissolution", "dissolve", OF, false),
    ("nationalisation", "nationalise", OF, false),
    ("relocation", "relocate", OF, false),
    ("installation", "install", OF, true),
    ("reduction", "reduce", &["of", "in"], false),
    ("increase", "increase", &["of", "in"], false),
    ("postponement", "postpone", OF, false),
    ("announcement", "announce", OF, false),
    ("nomination", "nominate", OF, false),
    ("disappearance", "disappear", OF, false),
    ("defection", "defect", OF, false),
    ("detention", "detain", OF, false),
    ("derailment", "derail", OF, false),
    ("blockade", "blockade", OF, false),
    ("occupation", "occupy", OF, false),
    ("robbery", "rob", OF, false),
    ("hijacking", "hijack", OF, false),
    ("poisoning", "poison", OF, false),
    ("stabbing", "stab", OF, false),
    ("abduction", "abduct", OF, false),
    ("overthrow", "overthrow", OF, false),
    ("liberation", "liberate", OF, false),
    ("annexation", "annex", OF, false),
    ("inauguration", "inaugurate", OF, false),
    ("unveiling", "unveil", OF, false),
    ("completion", "complete", OF, false),
    ("creation", "create", OF, false),
    ("formation", "form", OF, false),
    ("conversion", "convert", OF, false),
    ("refurbishment", "refurbish", OF, false),
    ("reconstruction", "reconstruct", OF, false),
    ("rebuilding", "reconstruct", OF, false),
    ("dismantling", "dismantle", OF, true),
    ("reopening", "reopen", OF, false),
    ("shutdown", "close", OF, false),
    ("boycott", "boycott", OF, false),
    ("pardon", "pardon", OF, false),
    ("promotion", "promote", OF, false),
    ("termination", "terminate", OF, false),
    ("revocation", "revoke", OF, false),
    ("repeal", "repeal", OF, false),
    ("confiscation", "confiscate", OF, false),
    ("impeachment", "impeach", OF, false),
    ("disqualification", "disqualify", OF, false),
    ("recovery", "recover", OF, false),
    ("identification", "identify", OF, false),
    ("development", "develop", OF, false),
    ("invention", "invent", OF, false),
    ("production", "produce", OF, false),
    ("distribution", "distribute", OF, false),
    ("flooding", "flood", OF, false),
    ("pollution", "pollute", OF, false),
    ("contamination", "contaminate", OF, false),
    ("shelling", "shell", OF, false),
    ("bombardment", "bombard", OF, false),
    ("looting", "loot", OF, false),
    ("eviction", "evict", OF, false),
];

/// What a noun is of.
pub(super) fn of_noun(noun: &str) -> Option<Nominal> {
    let (_, base, of, is_done) = NOUNS.iter().find(|(name, ..)| *name == noun)?;
    Some(Nominal { base, of, is_done: *is_done })
}

/// The noun for what a verb in "-ing" does: "expansion" of "expanding".
pub(super) fn noun_of(gerund: &str) -> Option<&'static str> {
    let base = gerund.strip_suffix("ing")?;
    let is_base = |verb: &str| verb == base || verb.strip_suffix('e') == Some(base);
    NOUNS.iter().find(|(_, verb, ..)| is_base(verb)).map(|(noun, ..)| *noun)
}

/// A sentence whose subject is what was done, told as that somebody did it.
pub(super) fn events(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let tokens = begun(worked_on(tokens));
    event(&tokens).unwrap_or(tokens)
}

/// "Began to demolish the mill" as "began the demolition of the mill".
fn begun(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (1..tokens.len()).find_map(|at| {
        let begins = matches!(lower(&tokens, at), "began" | "begun" | "begins" | "started" | "starts");
        let has_object = tokens.get(at + 3).is_some_and(|next| opens_object(next) && !next.is_number());
        if !(begins && lower(&tokens, at + 1) == "to" && has_object) {
            return None;
        }
        let base = lower(&tokens, at + 2);
        NOUNS.iter().find(|(_, verb, ..)| *verb == base).map(|(noun, ..)| (at, *noun))
    });
    if let Some((at, noun)) = found {
        // Whoever has begun to investigate investigates.
        if noun == "investigation" {
            tokens.splice(at..at + 3, [verb_of(past_of("investigate"))]);
            return tokens;
        }
        tokens.splice(at + 1..at + 3, [put("the"), put(noun), put("of")]);
    }
    tokens
}

/// "Work to renovate the opera began" as "renovation of the opera began".
fn worked_on(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    if !tokens.iter().any(|token| token.lower == "work") {
        return tokens;
    }
    let from = opening(&tokens);
    let from = from + usize::from(ARTICLES.contains(&lower(&tokens, from)));
    let is_it = lower(&tokens, from) == "work" && lower(&tokens, from + 1) == "to";
    let base = lower(&tokens, from + 2).to_owned();
    let noun = NOUNS.iter().find(|(_, verb, ..)| is_it && *verb == base).map(|(noun, ..)| *noun);
    if let Some(noun) = noun {
        tokens.splice(from..from + 3, [put(noun), put("of")]);
    }
    tokens
}

/// How a noun opens a clause: whose it is, where it stands.
struct Opened {
    from: usize,
    owner: Option<usize>,
    noun: usize,
}

fn event<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let opened = opened(tokens)?;
    let noun = tokens.get(opened.noun)?.lower.as_str();
    let verb = (opened.noun + 1..tokens.len()).find(|at| is_verb(tokens, *at))?;
    let Happened { done, of, behind, is_caused } = happened(tokens, noun, verb)?;
    let behind_noun = opened.noun + 1;
    let (object, by) = if lower(tokens, behind_noun) == "by" {
        // "The cancellation by Varder of its ferry".
        let of = (behind_noun..verb).find(|at| of.contains(&lower(tokens, *at)))?;
        (part(tokens, of + 1, verb), part(tokens, behind_noun, of))
    } else {
        object(tokens, behind_noun + usize::from(of.contains(&lower(tokens, behind_noun))), verb)
    };
    // "The crash was caused by fog": it is not said of what.
    if object.is_empty() && opened.owner.is_none() && is_caused {
        return None;
    }
    let first = tokens.get(..opened.from).unwrap_or_default().to_vec();
    let done = verb_of(done);
    let owner = opened.owner.map(|end| {
        let mut owner = part(tokens, opened.from, end + 1);
        owner.last_mut().into_iter().for_each(|last| last.owns = false);
        owner
    });
    let because = is_caused.then(|| put("because"));
    let rest = because.into_iter().chain(part(tokens, behind + usize::from(is_caused), tokens.len()));
    // "Orrin's closure of the plant" is by Orrin, "the plant's closure" of the plant.
    let told: Vec<Token<'t>> = match (owner, object.is_empty()) {
        (Some(owner), false) if by.is_empty() => first.into_iter().chain(owner).chain([done]).chain(object).collect(),
        (Some(_), false) => return None,
        (Some(object), true) => first.into_iter().chain(object).chain([put("was"), done]).chain(by).collect(),
        (None, _) => first.into_iter().chain(object).chain([put("was"), done]).chain(by).collect(),
    };
    Some(told.into_iter().chain(rest).collect())
}

/// A noun for what is done at the beginning of a clause, behind at most an article or its owner.
fn opened(tokens: &[Token<'_>]) -> Option<Opened> {
    let from = opening(tokens);
    let first = from + usize::from(ARTICLES.contains(&lower(tokens, from)));
    // "The draining of the lake": "of", "by" or an owner shows that something is done.
    let is_formed = |at: usize| {
        let is_owned = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| before.owns);
        (is_owned || matches!(lower(tokens, at + 1), "of" | "by")) && formed(lower(tokens, at)).is_some()
    };
    let is_noun = |at: usize| of_noun(lower(tokens, at)).is_some() || made_by_any(lower(tokens, at)) || is_formed(at);
    let owner = (from..tokens.len().min(from + 6)).find(|at| tokens.get(*at).is_some_and(|token| token.owns));
    let owner = owner.filter(|_| !is_noun(first));
    let noun = owner.map_or(first, |owner| owner + 1);
    let is_noun = is_noun(noun);
    let is_free = tokens.get(noun).is_some_and(|noun| !noun.after_stop);
    (is_noun && is_free).then_some(Opened { from, owner, noun })
}

/// Whether some light verb makes a verb of a noun.
fn made_by_any(noun: &str) -> bool {
    ["tak", "pay", "impos", "fil", "mak"].iter().any(|verb| made(verb, noun).is_some())
}

/// Whether what follows says that it took place, or begins a passive.
fn is_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let (word, next) = (lower(tokens, at), lower(tokens, at + 1));
    BE.contains(&word)
        || matches!(word, "occurred" | "happened")
        || (word == "came" && matches!(next, "on" | "in" | "at" | "after"))
        || (matches!(word, "took" | "takes") && next == "place")
        || (word == "applied" && matches!(next, "on" | "in" | "at"))
}

/// The participle of the verb that the subject stands for, the prepositions before what it is done to, and where the rest
/// begins: behind "took place", behind "was carried out".
struct Happened {
    done: String,
    of: &'static [&'static str],
    behind: usize,
    /// Whether the rest says why.
    is_caused: bool,
}

fn happened(tokens: &[Token<'_>], noun: &str, verb: usize) -> Option<Happened> {
    if !BE.contains(&lower(tokens, verb)) {
        let behind = verb + 1 + usize::from(lower(tokens, verb + 1) == "place");
        let listed = of_noun(noun).map(|Nominal { base, of, .. }| (past_of(base), of));
        let (done, of) = listed.or_else(|| Some((formed(noun)?, OF)))?;
        return Some(Happened { done, of, behind, is_caused: false });
    }
    // "Was" alone: "has been carried out" and "was not" are told in the words that they have.
    if !matches!(lower(tokens, verb), "was" | "were") {
        return None;
    }
    // "Was prompted by faulty brakes": it was done because of them.
    let is_caused =
        matches!(lower(tokens, verb + 1), "prompted" | "caused" | "triggered") && lower(tokens, verb + 2) == "by";
    if let Some(Nominal { base, of, .. }) = of_noun(noun).filter(|_| is_caused) {
        return Some(Happened { done: past_of(base), of, behind: verb + 2, is_caused });
    }
    let (base, of) = made(&stem(lower(tokens, verb + 1)), noun)?;
    Some(Happened { done: past_of(base), of, behind: verb + 2, is_caused: false })
}

/// Endings of nouns for what is done, with what takes their place before "ed": "devaluation", "draining", "refusal".
const ENDINGS: &[(&str, &str)] = &[
    ("isation", "is"),
    ("ization", "iz"),
    ("ation", "at"),
    ("ition", "it"),
    ("ction", "ct"),
    ("ing", ""),
    ("ment", ""),
    ("al", ""),
    ("ure", ""),
];
/// Nouns with such endings for what nobody does to anything.
const EVENTS: &[&str] = &[
    "meeting",
    "wedding",
    "ceremony",
    "festival",
    "carnival",
    "trial",
    "funeral",
    "hearing",
    "election",
    "celebration",
    "competition",
    "examination",
    "tournament",
    "referendal",
    "manifestation",
    "demonstration",
    "conversation",
    "occasion",
];

/// The participle of the verb that a noun is formed of, as far as stems tell it: "devaluated", "drained".
fn formed(noun: &str) -> Option<String> {
    if noun.len() < 6 || EVENTS.contains(&noun) {
        return None;
    }
    ENDINGS.iter().find_map(|(ending, put)| {
        let base = noun.strip_suffix(ending).filter(|base| base.len() >= 3)?;
        Some(format!("{base}{put}ed"))
    })
}

/// What it is done to, and "by" whom.
fn object<'t>(tokens: &[Token<'t>], from: usize, verb: usize) -> (Vec<Token<'t>>, Vec<Token<'t>>) {
    let by = (from..verb).find(|at| lower(tokens, *at) == "by").unwrap_or(verb);
    (part(tokens, from, by), part(tokens, by, verb))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_took_place_was_done() {
        check("The closure of the plant took place in May.", "the plant was closed in may");
        check("Orrin's closure of its plant in Halm took place in May.", "orrin closed its plant in halm in may");
        check("In May the closure of the plant by Orrin took place.", "in may the plant was closed by orrin");
        check("The closure of Orrin's plant took place in May.", "orrin plant was closed in may");
        check("Lena Moor's death came in May.", "lena moor was killed in may");
        check("The draining of the lake took place in May.", "the lake was drained in may");
        check("The devaluation of the lira by Halm came on Friday.", "the lira was devaluated by halm on friday");
        check("Orrin's recall of cars was prompted by fire.", "orrin recalled cars because fire");
        check("The plant's closure took place in May.", "the plant was closed in may");
        check("A collision between two trains occurred in May.", "two trains was collided in may");
        check("The cancellation by Varder of its ferry came in May.", "its ferry was cancelled by varder in may");
        check("An inspection of the jail was carried out by the ombudsman.", "the jail was inspected by the ombudsman");
        check("A decision was taken to sell the baths.", "was decided to sell the baths");
        check("Workers began to demolish the mill in May.", "workers began the demolition of the mill in may");
        check("Work to renovate the opera in Halm began in May.", "renovation of the opera in halm began in may");
        check("A visit to the camp was paid by the queen.", "the camp was visited by the queen");
    }

    #[test]
    fn what_need_not_have_taken_place_is_left() {
        check_left("The closure of the plant was planned by Orrin.");
        check_left("The closure of the plant was not carried out.");
        check_left("The closure of the plant angered the workers.");
        check_left("The inspection of the jail was cancelled.");
        check("The meeting of the ministers took place in May.", "the meeting of the ministers was held in may");
        check_left("The crash was caused by fog.");
        check_left("The sale of the mill was completed in May.");
    }
}
