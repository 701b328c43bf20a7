//! Interviews whose questions stand in paragraphs of their own, without "Q:": what is between them is the answers.

use stemma_core::span::Span;

use crate::text::{Block, BlockKind, Text};

/// How many questions an interview has at least.
const FEWEST: usize = 2;
/// A longer paragraph that ends with a question is somebody's musing.
const LONGEST_QUESTION: usize = 400;

/// Whether the text asks one question after the other, and says before the first that it is a conversation, or asks "you" what
/// is answered by "I" and "we".
pub(crate) fn is_interview(text: &Text) -> bool {
    let blocks = &text.blocks;
    let Some(first) = blocks.iter().position(|block| is_question(&text.text, block)) else { return false };
    let is_answer = |next: &Block| is_prose(next) && !is_question(&text.text, next);
    let pairs: Vec<(&Block, &Block)> = blocks
        .get(first..)
        .unwrap_or_default()
        .windows(2)
        .filter_map(|two| match two {
            [asked, next] if is_question(&text.text, asked) && is_answer(next) => Some((asked, next)),
            _ => None,
        })
        .collect();
    let turns = |(asked, next): &(&Block, &Block)| {
        has(&text.text, asked, &["you", "your", "You", "Your"]) && speaks(&text.text, next)
    };
    pairs.len() >= FEWEST && (is_announced(text) || pairs.iter().any(turns))
}

/// Whether somebody speaks of themselves in a block.
pub(crate) fn speaks(text: &str, block: &Block) -> bool {
    has(text, block, &["I", "We", "we", "My", "my", "Our", "our", "me", "us"])
}

fn has(text: &str, block: &Block, listed: &[&str]) -> bool {
    let words = block.span.slice(text).unwrap_or_default();
    words.split(|c: char| !c.is_alphanumeric()).any(|word| listed.contains(&word))
}

/// Whether the text says before its first question that it is a conversation.
pub(crate) fn is_announced(text: &Text) -> bool {
    let before = text.blocks.iter().take_while(|block| !is_question(&text.text, block));
    let before = before.filter_map(|block| block.span.slice(&text.text));
    text.metadata.title.as_deref().into_iter().chain(before).any(announces)
}

/// Whether a block asks and does nothing else.
pub(crate) fn is_question(text: &str, block: &Block) -> bool {
    let words = block.span.slice(text).unwrap_or_default().trim_end_matches(['*', '_', ' ']);
    let may_ask = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading);
    let is_spoken = words.starts_with(['"', '“', '‘', '\'']);
    may_ask && !is_spoken && words.ends_with('?') && words.len() <= LONGEST_QUESTION
}

/// Whether a block tells of the conversation from outside, after which nobody answers: a heading, a note of the editors', or
/// whoever is named in it does not speak of themselves.
pub(crate) fn ends_it(text: &str, block: &Block, interviewee: Option<&str>) -> bool {
    let words = block.span.slice(text).unwrap_or_default();
    let last = interviewee.and_then(|name| name.rsplit(' ').next());
    let is_named = last.is_some_and(|last| has(text, block, &[last])) && !speaks(text, block);
    let low = words.to_lowercase();
    let is_note = ["edited", "condensed", "shortened"].iter().any(|done| low.contains(done))
        && ["interview", "conversation", "length", "clarity", "answers"].iter().any(|what| low.contains(what));
    block.kind == BlockKind::Heading || is_named || is_note
}

/// The answer that a block is, without the marks at its ends.
pub(crate) fn answer_span(text: &str, block: &Block) -> Option<Span> {
    let span = super::without_marks(text, block.span);
    (is_prose(block) && !span.is_empty()).then_some(span)
}

const fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListEntry | BlockKind::BlockQuote)
}

/// "We spoke to", "in an interview", "Q&A": words that say that somebody was asked.
fn announces(words: &str) -> bool {
    const WORDS: &[&str] =
        &["interview", "q&a", "conversation with", "in conversation", "questions to", "questions for"];
    let low = words.to_lowercase();
    let talks = ["spoke", "speaks", "talked", "talks", "sat down", "sits down", "spoken", "chatted"];
    WORDS.iter().any(|word| low.contains(word))
        || talks.iter().any(|verb| [" to ", " with "].iter().any(|to| low.contains(&format!("{verb}{to}"))))
}

#[cfg(test)]
mod tests {
    fn lines(text: &str) -> Vec<String> {
        let decoded = crate::decode(text.as_bytes()).unwrap().value;
        let found = crate::extract(&crate::parse("a", decoded, None).value).value;
        let line = |made: stemma_core::statement::Statement| {
            format!("{} | {}", made.chain.last().map_or("", |voice| voice.name.as_str()), made.sentence)
        };
        found.into_iter().map(line).collect()
    }

    #[test]
    fn what_stands_between_questions_is_answered_by_who_was_announced() {
        let text = "We spoke to Ivo Brandt, a geologist.\n\n**Is the slope safe?**\n\nIt moves 3 centimetres a year.\n\n\
                    **And the houses?**\n\nTwelve houses have to go. The mayor says that ten will do.\n";
        let expected = [
            "author | We spoke to Ivo Brandt, a geologist.",
            "Ivo Brandt | It moves 3 centimetres a year.",
            "Ivo Brandt | Twelve houses have to go. The mayor says that ten will do.",
            "mayor | Ten will do.",
        ];
        assert_eq!(lines(text), expected);
        let page = "<html><body><p>We spoke to Ivo Brandt, a geologist.</p><p><b>Is the slope safe?</b><br>It moves 3 centimetres \
                    a year.</p><p><strong>And the houses?</strong></p><p>Twelve houses have to go. The mayor says that ten will \
                    do.</p></body></html>";
        assert_eq!(lines(page), expected);
    }

    #[test]
    fn whoever_is_named_does_not_answer_any_more() {
        let text = "We spoke to Ivo Brandt, a geologist.\n\nIs the slope safe?\n\nIt moves 3 centimetres a year.\n\n\
                    Why does it?\n\nRain moves it.\n\nBrandt has worked at Halm since 2012. He has two dogs.\n";
        let found = lines(text);
        assert_eq!(
            found.get(3).map(String::as_str),
            Some("author | Brandt has worked at Halm since 2012."),
            "{found:?}"
        );
    }

    #[test]
    fn who_is_asked_as_you_answers_as_we_when_one_person_only_was_named() {
        let talk = "Does your pump leak?\n\nWe lose 14 percent.\n\nWhy?\n\nThe pipes date from 1931.\n";
        let found = lines(&format!("Lena Dorn has run the waterworks since 2012.\n\n{talk}"));
        assert_eq!(
            found.get(1..),
            Some(&["Lena Dorn | We lose 14 percent.", "Lena Dorn | The pipes date from 1931."].map(str::to_owned)[..])
        );
        let found = lines(&format!("The waterworks answer here.\n\n{talk}"));
        assert!(found.iter().all(|line| line.starts_with("author |")), "{found:?}");
    }

    #[test]
    fn what_is_put_to_somebody_without_a_question_mark_is_not_their_answer() {
        let text = "We spoke to Ivo Brandt, a geologist.\n\nIs the slope safe?\n\nIt moves.\n\nResidents complain that they \
                    cannot go back.\n\nThey are right to.\n\nAnd now?\n\nWe wait.\n\nThe office said later that it would \
                    pay. It gave no date.\n";
        let expected = [
            "author | We spoke to Ivo Brandt, a geologist.",
            "Ivo Brandt | It moves.",
            "residents | Residents cannot go back.",
            "Ivo Brandt | They are right to.",
            "Ivo Brandt | We wait.",
            "office | The office would pay.",
            "author | It gave no date.",
        ];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn questions_that_a_text_answers_itself_are_its_own() {
        let text = "The slope at Halm was closed.\n\nIs the slope safe?\n\nIt moves 3 centimetres a year.\n\n\
                    And the houses?\n\nTwelve houses have to go.\n";
        assert!(lines(text).iter().all(|line| line.starts_with("author |")));
    }
}
