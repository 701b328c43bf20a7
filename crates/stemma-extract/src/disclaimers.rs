//! Sentences by which somebody says that what stands here is not theirs: "The views expressed are those of the author", "The
//! institute takes no responsibility for the content". They claim nothing, and whoever disclaims is no voice of the document.

use stemma_core::document::Metadata;

/// What is disclaimed: works, and what is said in them.
const WORKS: &[&str] = &[
    "view",
    "views",
    "opinion",
    "opinions",
    "statement",
    "statements",
    "content",
    "contents",
    "article",
    "articles",
    "report",
    "paper",
    "publication",
    "column",
    "post",
    "material",
    "text",
    "finding",
    "findings",
    "conclusion",
    "conclusions",
    "interpretations",
    "recommendations",
    "analysis",
    "information",
    "accuracy",
    "errors",
    "site",
    "page",
    "links",
    "blog",
    "essay",
    "commentary",
    "study",
];
/// What a work does not reflect.
const POSITIONS: &[&str] =
    &["view", "views", "opinion", "opinions", "position", "positions", "policy", "policies", "stance", "those"];

/// Whether a sentence only disclaims.
pub(crate) fn disclaims(sentence: &str) -> bool {
    // A quick look, so that other sentences cost little.
    let may = ["not ", "no ", "those of", "own", "sole"].iter().any(|word| sentence.contains(word));
    if !may {
        return false;
    }
    let low = sentence.to_lowercase().replace('’', "'");
    let words: Vec<&str> = low
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '*' | '_' | '"' | '“' | '”')
        })
        .filter(|word| !word.is_empty())
        .collect();
    is_not_reflected(&words) || is_the_authors(&words) || is_refused(&words)
}

/// Where a pair of words stands, when nothing before it credits the sentence to a speaker.
fn at(words: &[&str], is_it: impl Fn(&str, &str) -> bool) -> Option<usize> {
    let place = words.windows(2).position(|pair| matches!(pair, [one, two] if is_it(one, two)))?;
    let credits =
        |word: &str| matches!(word, "said" | "says" | "told" | "that" | "writes" | "wrote" | "according" | "added");
    words
        .get(..place)
        .is_some_and(|before| before.len() <= 16 && !before.iter().any(|word| credits(word)))
        .then_some(place)
}

/// "The content does not necessarily reflect the views of the institute".
fn is_not_reflected(words: &[&str]) -> bool {
    let negated = at(words, |one, two| matches!(one, "do" | "does" | "should" | "may" | "need") && two == "not");
    let Some(place) = negated else { return false };
    let (before, after) = words.split_at(place);
    let verb = after.iter().skip(2).find(|word| !word.ends_with("ly")).copied().unwrap_or_default();
    let is_position = || after.iter().any(|word| POSITIONS.contains(word));
    match verb {
        "reflect" | "represent" | "state" | "express" | "constitute" | "be" | "imply" => {
            is_position() && before.iter().any(|word| WORKS.contains(word))
        }
        "endorse" | "share" | "agree" => {
            is_position()
                && after.iter().any(|word| {
                    matches!(
                        *word,
                        "expressed"
                            | "author"
                            | "authors"
                            | "author's"
                            | "authors'"
                            | "contributors"
                            | "paper"
                            | "article"
                    )
                })
        }
        _ => false,
    }
}

/// "The views expressed are those of the author", "opinions are the author's own", "all opinions are my own".
fn is_the_authors(words: &[&str]) -> bool {
    let Some(place) = at(words, |one, two| matches!(one, "are" | "is" | "remain" | "remains") && !two.is_empty())
    else {
        return false;
    };
    let (before, after) = words.split_at(place);
    let of_views = before.iter().any(|word| WORKS.contains(word)) && before.len() <= 12;
    let mut rest = after
        .iter()
        .skip(1)
        .skip_while(|word| matches!(**word, "solely" | "entirely" | "strictly" | "only" | "purely" | "exclusively"));
    let all: Vec<&str> = rest.by_ref().take(6).copied().collect();
    let is_author = |word: &str| {
        matches!(
            word.trim_end_matches("'s").trim_end_matches('\''),
            "author" | "authors" | "writer" | "writers" | "contributor" | "contributors" | "columnist" | "speaker"
        )
    };
    let own = match all.as_slice() {
        ["those" | "that", "of", rest @ ..] => rest.iter().take(3).any(|word| is_author(word)),
        ["my" | "his" | "her" | "their" | "our", "own", ..] | ["mine", ..] => true,
        ["the", owner, "own" | "alone", ..] | [owner, "own" | "alone", ..] => is_author(owner),
        _ => false,
    };
    of_views && own
}

/// "The firm takes no responsibility for the content of this report".
fn is_refused(words: &[&str]) -> bool {
    let refuses = |one: &str, two: &str| {
        matches!(one, "takes" | "take" | "accepts" | "accept" | "bears" | "assumes" | "assume" | "has" | "disclaims")
            && matches!(two, "no" | "any" | "all")
    };
    let Some(place) = at(words, refuses) else { return false };
    let after = words.get(place + 2..).unwrap_or_default();
    matches!(after.first(), Some(&("responsibility" | "liability")))
        && after.get(1) == Some(&"for")
        && after.iter().skip(2).take(4).any(|word| WORKS.contains(word))
}

/// Whether the text says that the views in it are not its publisher's, by name or as "the publisher".
pub(crate) fn by_publisher(text: &str, metadata: &Metadata) -> bool {
    let Some(publisher) = metadata.publisher.as_deref().map(str::to_lowercase) else { return false };
    let short = publisher.strip_prefix("the ").unwrap_or(&publisher);
    let is_it = |sentence: &str| {
        let low = sentence.to_lowercase();
        low.contains(short)
            || ["the publisher", "this newspaper", "this site", "this paper's", "the editors"]
                .iter()
                .any(|name| low.contains(name))
    };
    let quick = ["those of", "responsibility", "liability", " not ", " own"];
    text.split('\n')
        .filter(|line| quick.iter().any(|word| line.contains(word)))
        .flat_map(|line| line.split(". "))
        .any(|sentence| disclaims(sentence) && is_it(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disclaimer_is_known_in_many_wordings() {
        for sentence in [
            "The content of this paper does not necessarily reflect the views of the Halvor Institute.",
            "The views expressed in this article are those of the author and do not represent the position of the bank.",
            "The Halvor Institute takes no responsibility for the content of this report.",
            "Opinions are the author's own.",
            "All opinions are my own.",
            "The views expressed here are solely those of the authors.",
            "The ministry does not endorse the views expressed in this paper.",
            "The publisher accepts no liability for errors in the text.",
            "Views expressed by contributors are the contributors’ own.",
        ] {
            assert!(disclaims(sentence), "{sentence}");
        }
    }

    #[test]
    fn what_only_sounds_like_one_is_a_claim() {
        for sentence in [
            "Orrin takes no responsibility for the leak.",
            "The figures do not reflect the frost in May.",
            "The price does not reflect the views of buyers.",
            "The minister said the report does not reflect the views of his party.",
            "The houses are their own.",
            "The council does not share the concerns of residents.",
            "The letters are those of the mayor.",
            "The report does not state how many people died.",
            "The bank has no policy on loans.",
        ] {
            assert!(!disclaims(sentence), "{sentence}");
        }
    }
}
