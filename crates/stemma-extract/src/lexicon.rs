//! Cue words by class, with the complements each takes. Frames use classes, never single words.

use std::sync::LazyLock;

use crate::words::Meanings;

/// What a cue does to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueClass {
    /// say, tell, write.
    Speech,
    /// reveal, confirm, show.
    Factive,
    /// admit, acknowledge: against the speaker's interest.
    Admission,
    /// claim, allege.
    Distancing,
    /// deny, reject.
    Denial,
    /// suspect, rumour, believe.
    Speculation,
    /// expect, forecast, pledge.
    Prediction,
    /// find, measure, estimate.
    Finding,
    /// question, doubt, ask.
    Doubt,
    /// report, cite.
    Mediated,
    /// unveil, announce: the thing announced is what is asserted.
    Announcement,
    /// describe, frame, call.
    Framing,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// Complements a cue takes, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frames(u32);

impl Frames {
    /// "that Y".
    pub(crate) const THAT: Self = Self(1);
    /// "Y" as a bare clause.
    pub(crate) const BARE: Self = Self(2);
    /// "to do Y".
    pub(crate) const TO: Self = Self(4);
    /// "whether Y", "how Y".
    pub(crate) const WH: Self = Self(8);
    /// "Y as Z".
    pub(crate) const AS: Self = Self(16);
    /// "Y" as a noun phrase that names a proposition.
    pub(crate) const NOUN: Self = Self(32);
    /// A quotation.
    pub(crate) const QUOTE: Self = Self(64);
    /// "Y Z": call somebody something.
    pub(crate) const NAMING: Self = Self(128);
    /// "told Z that Y".
    pub(crate) const HEARER: Self = Self(256);
    /// "X at an amount".
    pub(crate) const AT: Self = Self(2048);
    /// "X of Y".
    pub(crate) const OF: Self = Self(1024);
    /// "measured 14 tonnes".
    pub(crate) const AMOUNT: Self = Self(16384);
    /// "attribute X to Y".
    pub(crate) const TIE: Self = Self(8192);
    /// "call for Y", "urge X to do Y".
    pub(crate) const DEMAND: Self = Self(4096);
    /// "blame X for Y", "blame Y on X".
    pub(crate) const BLAME: Self = Self(32768);
    /// "recalled doing Y".
    pub(crate) const DEED: Self = Self(65536);
    /// "is V-ed to do Y", with nobody named.
    pub(crate) const RAISED: Self = Self(512);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A cue verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) lemma: &'static str,
    pub(crate) class: CueClass,
    pub(crate) frames: Frames,
}

/// Says anything: that-clause, bare clause, quotation.
const SAY: Frames = Frames::THAT.with(Frames::BARE).with(Frames::QUOTE);
/// A that-clause or a quotation, no bare clause.
const THAT: Frames = Frames::THAT.with(Frames::QUOTE);
const BELIEVE: Frames = Frames::THAT.with(Frames::BARE).with(Frames::RAISED);
const TELL: Frames = SAY.with(Frames::HEARER);
const CLAIM: Frames = SAY.with(Frames::TO).with(Frames::RAISED);
const VIEW: Frames = Frames::AS;
const REPORT: Frames = SAY.with(Frames::RAISED).with(Frames::NOUN);
const WONDER: Frames = Frames::WH.with(Frames::QUOTE);

type Row = (CueClass, Frames, &'static [&'static str]);

const VERBS: &[Row] = &[
    (CueClass::Speech, SAY.with(Frames::RAISED), &["say"]),
    (CueClass::Speech, SAY, &["state", "add", "note", "explain", "reiterate", "stress"]),
    (CueClass::Speech, SAY.with(Frames::DEED), &["recall"]),
    (CueClass::Speech, SAY, &["argue", "suggest", "declare", "emphasize", "emphasise", "complain"]),
    (CueClass::Speech, THAT, &["remark", "comment", "reply", "respond", "answer", "mention", "joke"]),
    (CueClass::Speech, THAT, &["write", "tweet", "post", "testify", "observe", "caution", "point", "go", "continue"]),
    (CueClass::Speech, Frames::WH, &["discuss", "outline"]),
    (CueClass::Distancing, THAT, &["charge"]),
    (CueClass::Speech, SAY, &["clarify", "lament", "confide"]),
    // Ways to speak: they credit the quotation beside them and nothing else.
    (
        CueClass::Speech,
        Frames::QUOTE,
        &["laugh", "smile", "shrug", "sigh", "grin", "nod", "chuckle", "whisper", "yell"],
    ),
    (
        CueClass::Speech,
        Frames::QUOTE,
        &["mutter", "murmur", "groan", "gasp", "snap", "scoff", "fume", "muse", "retort"],
    ),
    (CueClass::Speech, Frames::QUOTE, &["grumble", "interject", "venture", "volunteer", "enthuse", "repeat"]),
    (CueClass::Speech, THAT, &["underline", "underscore", "recount", "quip", "exclaim", "shout", "counter", "agree"]),
    (CueClass::Speech, TELL, &["tell", "inform", "assure", "remind", "warn", "advise", "notify"]),
    (CueClass::Factive, SAY.with(Frames::NOUN), &["confirm", "verify", "corroborate"]),
    (CueClass::Factive, SAY, &["reveal", "disclose", "indicate"]),
    (CueClass::Factive, SAY.with(Frames::AMOUNT), &["show"]),
    (CueClass::Factive, THAT, &["demonstrate", "prove", "learn", "rule", "specify", "stipulate", "decide"]),
    (CueClass::Distancing, Frames::OF, &["accuse"]),
    (CueClass::Speculation, BELIEVE.with(Frames::OF), &["suspect"]),
    (CueClass::Admission, SAY.with(Frames::TO).with(Frames::NOUN), &["admit", "acknowledge", "concede", "confess"]),
    (CueClass::Admission, Frames::THAT, &["accept"]),
    (CueClass::Distancing, CLAIM, &["claim"]),
    (CueClass::Distancing, SAY.with(Frames::NOUN).with(Frames::RAISED), &["allege"]),
    (CueClass::Distancing, SAY, &["insist", "contend", "maintain", "assert", "purport", "profess", "boast", "swear"]),
    (CueClass::Denial, Frames::THAT.with(Frames::NOUN).with(Frames::TO), &["deny"]),
    (CueClass::Denial, Frames::THAT.with(Frames::NOUN), &["dispute", "refute", "rebut", "contradict", "disavow"]),
    (CueClass::Denial, Frames::NOUN.with(Frames::AS), &["dismiss", "reject"]),
    (CueClass::Speculation, BELIEVE, &["believe", "think", "assume", "presume", "speculate", "fear"]),
    (CueClass::Speculation, BELIEVE, &["rumor", "rumour", "understand"]),
    (CueClass::Speculation, SAY.with(Frames::RAISED), &["reckon"]),
    (CueClass::Speculation, SAY, &["suppose", "feel", "imply", "hint", "theorize", "hypothesize", "posit"]),
    (CueClass::Speculation, THAT, &["know", "hold"]),
    (CueClass::Prediction, BELIEVE.with(Frames::NOUN).with(Frames::TO), &["expect"]),
    (CueClass::Prediction, BELIEVE.with(Frames::NOUN), &["forecast", "predict", "project", "anticipate"]),
    (CueClass::Prediction, SAY.with(Frames::TO), &["pledge", "vow", "promise", "guarantee", "threaten"]),
    (CueClass::Prediction, BELIEVE, &["hope"]),
    (
        CueClass::Finding,
        Frames::THAT.with(Frames::BARE).with(Frames::RAISED),
        &["find", "calculate", "determine", "conclude"],
    ),
    (
        CueClass::Finding,
        Frames::THAT.with(Frames::RAISED),
        &["discover", "establish", "detect", "deduce", "infer", "reproduce", "replicate"],
    ),
    (CueClass::Speech, Frames::THAT, &["recommend", "propose", "demand", "insinuate", "signal", "request"]),
    (CueClass::Speech, Frames::THAT.with(Frames::DEMAND), &["urge"]),
    (CueClass::Finding, Frames::THAT.with(Frames::RAISED).with(Frames::AMOUNT), &["measure"]),
    (CueClass::Finding, Frames::AMOUNT, &["count"]),
    (CueClass::Speech, THAT.with(Frames::DEED), &["remember"]),
    (CueClass::Finding, BELIEVE.with(Frames::NOUN).with(Frames::AT), &["estimate"]),
    (CueClass::Finding, Frames::AT, &["put", "peg"]),
    (CueClass::Doubt, WONDER, &["question", "ask", "wonder", "examine", "debate", "investigate", "inquire", "explore"]),
    (CueClass::Doubt, THAT.with(Frames::NOUN), &["doubt"]),
    (CueClass::Mediated, REPORT, &["report"]),
    (CueClass::Announcement, SAY.with(Frames::TO), &["announce"]),
    (CueClass::Announcement, Frames(0), &["unveil", "present", "introduce", "showcase"]),
    (
        CueClass::Framing,
        VIEW,
        &["describe", "frame", "characterize", "characterise", "portray", "depict", "see", "view"],
    ),
    (CueClass::Framing, VIEW, &["regard", "cast", "paint", "treat", "read", "interpret", "cite", "hail", "praise"]),
    (CueClass::Framing, VIEW, &["condemn", "criticize", "criticise", "denounce", "brand", "label", "list"]),
    (CueClass::Framing, VIEW, &["consider"]),
    (CueClass::Framing, Frames::TIE, &["attribute", "ascribe", "link"]),
    (CueClass::Framing, Frames::BLAME, &["blame"]),
    (CueClass::Framing, Frames::NAMING.with(Frames::DEMAND), &["call"]),
    (CueClass::Framing, Frames::NAMING, &["dub", "term", "deem"]),
];

/// Forms that the rules of spelling do not give.
const IRREGULAR: &[(&str, &str, Form)] = &[
    ("say", "said", Form::Past),
    ("swear", "swore", Form::Past),
    ("swear", "sworn", Form::Participle),
    ("tell", "told", Form::Past),
    ("write", "wrote", Form::Past),
    ("write", "written", Form::Participle),
    ("think", "thought", Form::Past),
    ("put", "put", Form::Past),
    ("peg", "pegged", Form::Past),
    ("find", "found", Form::Past),
    ("show", "shown", Form::Participle),
    ("see", "saw", Form::Past),
    ("see", "seen", Form::Participle),
    ("hold", "held", Form::Past),
    ("read", "read", Form::Past),
    ("feel", "felt", Form::Past),
    ("know", "knew", Form::Past),
    ("know", "known", Form::Participle),
    ("cast", "cast", Form::Past),
    ("go", "went", Form::Past),
    ("go", "goes", Form::Third),
    ("learn", "learnt", Form::Past),
    ("understand", "understood", Form::Past),
    ("forecast", "forecast", Form::Past),
    ("admit", "admitted", Form::Past),
    ("admit", "admitting", Form::Ing),
    ("rebut", "rebutted", Form::Past),
    ("rebut", "rebutting", Form::Ing),
    ("infer", "inferred", Form::Past),
    ("infer", "inferring", Form::Ing),
    ("quip", "quipped", Form::Past),
    ("grin", "grinned", Form::Past),
    ("nod", "nodded", Form::Past),
    ("snap", "snapped", Form::Past),
    ("label", "labelled", Form::Past),
    ("dub", "dubbed", Form::Past),
];

/// Forms that are no cue, whatever their spelling says.
const BLOCKED: &[&str] =
    &["sweared", "goed", "gos", "feeled", "knowed", "writed", "thinked", "grined", "noded", "snaped"];

/// Nouns that name somebody's proposition, with the class of the verb they come from.
const NOUNS: &[(CueClass, &[&str])] = &[
    (CueClass::Speech, &["statement", "assertion", "argument", "comment", "remark", "observation", "suggestion"]),
    (CueClass::Speech, &["assurance", "position", "case", "consensus", "stance", "verdict", "diagnosis"]),
    (CueClass::Speech, &["warning", "announcement", "testimony", "insistence", "narrative", "message", "point"]),
    (CueClass::Distancing, &["claim", "allegation", "accusation", "contention", "complaint"]),
    (CueClass::Denial, &["denial", "rejection"]),
    (
        CueClass::Speculation,
        &["belief", "understanding", "view", "suspicion", "assumption", "opinion", "theory", "rumour", "rumor"],
    ),
    (CueClass::Speculation, &["fear", "speculation", "concern", "worry", "hope", "doubt", "impression", "possibility"]),
    (CueClass::Prediction, &["prediction", "forecast", "expectation", "projection", "promise", "pledge"]),
    (CueClass::Finding, &["finding", "conclusion", "estimate", "discovery"]),
    (CueClass::Admission, &["admission", "acknowledgement", "acknowledgment", "concession"]),
    (CueClass::Mediated, &["report"]),
];

/// Adjectives of holding something true or doubting it: "worried that".
const ADJECTIVES: &[(CueClass, &[&str])] = &[
    (CueClass::Doubt, &["skeptical", "sceptical", "doubtful", "unsure", "unconvinced"]),
    (
        CueClass::Speculation,
        &["confident", "convinced", "certain", "sure", "adamant", "optimistic", "hopeful", "worried"],
    ),
    (CueClass::Speculation, &["concerned", "afraid", "alarmed", "persuaded", "aware"]),
];

/// Adverbs that say that somebody, not named, says so.
pub(crate) const HEARSAY: &[&str] = &["reportedly", "allegedly", "purportedly", "supposedly", "rumoredly", "reputedly"];

static FORMS: LazyLock<Meanings<String, (Cue, Form)>> = LazyLock::new(|| {
    let mut forms = Meanings::new();
    for (class, frames, lemmas) in VERBS {
        for lemma in *lemmas {
            let cue = Cue { lemma, class: *class, frames: *frames };
            for (form, word) in regular(lemma) {
                if !BLOCKED.contains(&word.as_str()) {
                    forms.insert_new(word, (cue, form));
                }
            }
            for (_, word, form) in IRREGULAR.iter().filter(|(of, ..)| of == lemma) {
                forms.insert((*word).to_owned(), (cue, *form));
            }
        }
    }
    forms
});

static NOUN_FORMS: LazyLock<Meanings<String, CueClass>> = LazyLock::new(|| {
    let mut forms = Meanings::new();
    for (class, nouns) in NOUNS {
        for noun in *nouns {
            forms.insert((*noun).to_owned(), *class);
            forms.insert(plural(noun), *class);
        }
    }
    forms
});

/// The cue verb a word is a form of.
pub(crate) fn verb(word: &str) -> Option<(Cue, Form)> {
    FORMS.get(word).copied()
}

/// The cue that an adjective makes when a that-clause follows it.
pub(crate) fn adjective(word: &str) -> Option<Cue> {
    ADJECTIVES.iter().find_map(|(class, words)| {
        let lemma = words.iter().find(|known| **known == word)?;
        Some(Cue { lemma, class: *class, frames: Frames::THAT })
    })
}

/// The class of a noun that names a proposition.
pub(crate) fn noun(word: &str) -> Option<CueClass> {
    NOUN_FORMS.get(word).copied()
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

fn regular(lemma: &str) -> [(Form, String); 4] {
    let soft_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let third = match soft_y {
        Some(stem) => format!("{stem}ies"),
        None if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("sh") || lemma.ends_with("ch") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    };
    let past = match soft_y {
        Some(stem) => format!("{stem}ied"),
        None if lemma.ends_with('e') => format!("{lemma}d"),
        None => format!("{lemma}ed"),
    };
    let ing = match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    };
    [(Form::Base, lemma.to_owned()), (Form::Third, third), (Form::Past, past), (Form::Ing, ing)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, lemma: &str, form: Form) {
        let (cue, found) = verb(word).unwrap();
        assert_eq!((cue.lemma, found), (lemma, form), "{word}");
    }

    #[test]
    fn forms_lead_to_their_lemma() {
        check("says", "say", Form::Third);
        check("denied", "deny", Form::Past);
        check("denies", "deny", Form::Third);
        check("claiming", "claim", Form::Ing);
        check("found", "find", Form::Past);
        check("admitted", "admit", Form::Past);
        assert_eq!(verb("chip"), None);
    }

    #[test]
    fn nouns_of_propositions_have_their_class() {
        assert_eq!(noun("allegations"), Some(CueClass::Distancing));
        assert_eq!(noun("theories"), Some(CueClass::Speculation));
        assert_eq!(noun("factory"), None);
    }
}
