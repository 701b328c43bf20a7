//! What is read as taken back, and what is not.

use super::withdrawals;
use crate::parse::parse;

pub(super) fn check(text: &str, expected: &[&str]) {
    let parsed = parse("a.txt", text.to_owned(), None).value;
    let found = withdrawals(&parsed);
    for one in &found {
        assert_eq!(one.quote.span.slice(&parsed.text), Some(one.quote.text.as_str()));
    }
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, expected, "{text}");
}

#[test]
fn who_took_a_statement_back_is_read() {
    check("Ida Lund has withdrawn her statement that the judge took a bribe.", &["Ida Lund"]);
    check(
        "Wilma Trent took back her statement on Thursday. She had made up the story.",
        &["Wilma Trent", "Wilma Trent"],
    );
    check("The witness was Karl Moss. On Monday he took it back.", &["Karl Moss"]);
    check("Karl Moss recanted on Monday.", &["Karl Moss"]);
    check("Piers Calloway has retracted his study of nettle water.", &["Piers Calloway"]);
    check("The Halvor Institute has withdrawn its report on the dam.", &["Halvor Institute"]);
    check("The study by Piers Calloway was retracted in May.", &["Piers Calloway"]);
    check("Piers Calloway’s paper has been withdrawn.", &["Piers Calloway"]);
    check("Ida Lund spoke to the Post. Her statement has since been withdrawn.", &["Ida Lund"]);
}

#[test]
fn who_never_said_it_is_read() {
    check("We quoted the florist Rosa Kemble as saying that the driver left. Ms Kemble did not say this.", &["Kemble"]);
    check("The Grunau Echo wrote that Ida Lund said the judge took a bribe. She did not.", &["Ida Lund"]);
    check("Ida Lund never said so.", &["Ida Lund"]);
    check("Ida Lund said no such thing.", &["Ida Lund"]);
    check("A remark about the dam was wrongly attributed to Karl Moss.", &["Karl Moss"]);
    check("Karl Moss was misquoted in our report on the dam.", &["Karl Moss"]);
    check("Karl Moss admitted that he had made up the story.", &["Karl Moss"]);
    check("Karl Moss admitted lying about the dam.", &["Karl Moss"]);
}

#[test]
fn who_no_longer_says_so_is_read() {
    check("Karl Moss once said that the dam leaked. Today he says that it does not.", &["Karl Moss"]);
    check("Karl Moss now says the opposite of what he had said of the dam.", &["Karl Moss"]);
    check("Karl Moss had said that the dam leaked. He has apologised for this.", &["Karl Moss"]);
    check("Karl Moss regrets having said so.", &["Karl Moss"]);
    check("Karl Moss has changed his story.", &["Karl Moss"]);
    check("Karl Moss once said that the dam leaked. Today he says so again.", &[]);
    check("The train was late, Karl Moss said. He apologised for this.", &[]);
    check("Today Karl Moss says that nobody came.", &[]);
}

#[test]
fn who_goes_by_what_others_said_or_measured_is_read() {
    check("It leaks, said Ida Roth, commenting on the report of the Halvor Institute.", &["Ida Roth"]);
    check("It leaks, Karl Moss said. Moss was asked to comment on the measurements.", &["Moss"]);
    check("It leaks, Karl Moss said of the measurement.", &["Karl Moss"]);
    check("It leaks, said Ida Roth, who looked at the readings.", &["Ida Roth"]);
    check(
        "It leaked, the Kelso District Court found. The ruling rests on the statement of Ida Lund.",
        &["Kelso District Court"],
    );
    check("The Kelso District Court ruled so, relying solely on Ida Lund's testimony.", &["Kelso District Court"]);
    check("It leaked, Karl Moss said. A friend of his saw it.", &["Karl Moss"]);
    check("It leaked, Karl Moss said. He and a friend saw it.", &[]);
    check("It leaked, the Kelso District Court found. The ruling rests on the contract.", &[]);
    check("It leaks, Karl Moss said. He declined to comment on the report.", &[]);
}

#[test]
fn what_the_speaker_was_told_within_the_quotation_is_from_elsewhere() {
    check("“The lift was broken, I'm told,” said Karl Moss.", &["Karl Moss"]);
    check("“The lift was broken, I was told,” said Karl Moss.", &["Karl Moss"]);
    check("“The lift was broken, they say,” said Karl Moss.", &["Karl Moss"]);
    check("“The lift was broken, I told them,” said Karl Moss.", &[]);
}

#[test]
fn what_is_not_taken_back_states_nothing() {
    for text in [
        "Ida Lund refused to withdraw her statement.",
        "Ida Lund has not withdrawn her statement.",
        "Ida Lund withdrew her troops from the valley.",
        "Ida Lund withdrew from the race.",
        "Ida Lund took back the ball.",
        "Ida Lund took the children back home.",
        "Ida Lund would have retracted her statement.",
        "Has Ida Lund withdrawn her statement?",
        "Ida Lund did not say when the dam will open.",
        "Ida Lund did not see the minister.",
        "Ida Lund asked Karl Moss to take back his remarks.",
        "Ida Lund made up her mind.",
        "Ida Lund never said goodbye.",
        "The bank withdrew the notes from circulation.",
        "The dam was withdrawn from the list.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn who_has_it_from_elsewhere_is_read() {
    check(
        "Dr Emmerich Katz leads the walk. He knows the story from the statement that the maid made.",
        &["Emmerich Katz"],
    );
    check("Emmerich Katz knows the story from a letter.", &["Emmerich Katz"]);
    check("Dora Lenz told jurors, reading from the report of the coroner's office.", &["Dora Lenz"]);
    check(
        "Every bus will stop, says driver Ola Rask, and holds up the letter that he got from the firm.",
        &["Ola Rask"],
    );
    check("Ola Rask shows the letter that he wrote.", &[]);
    check("Olga Brandt spoke. She knows no more than what is in it.", &["Olga Brandt"]);
    check("The radar shows a message from the tower.", &[]);
    check("Cornelius Platt makes films. He has that, he says, from Ebba.", &["Cornelius Platt"]);
    check("Ludo Brandt gave a lecture. His figures come from the register, he noted.", &["Ludo Brandt"]);
    check("“It was in the Post,” said Walter Crabbe, who lives there.", &["Walter Crabbe"]);
    check("Walter Crabbe read it in the Post.", &["Walter Crabbe"]);
    check("Ida Lund was told so by a neighbour.", &["Ida Lund"]);
    check("Ida Lund did not see it herself.", &["Ida Lund"]);
    for text in [
        "Ida Lund has a letter from the mayor.",
        "Ida Lund heard a shot from the road.",
        "Ida Lund took it from the shelf.",
        "Ida Lund got this from the cellar.",
        "Ida Lund did not see the accident.",
        "The water comes from the dam.",
        "Ida Lund was told to leave.",
        "It was in the Post that she worked.",
        "Ida Lund did not know the story from the letter.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn who_relies_on_others_is_read() {
    let began = "The fire on Cobble Ridge was started by a blade, said Fern Aldous";
    for end in [
        ", citing the fire chief.",
        ", citing investigators.",
        ", quoting the chief.",
        " after a briefing with the fire chief.",
        ", repeating what the chief had said.",
        ", on the basis of the first findings.",
        ". The chief had told her.",
        ". She had read it in the paper.",
        ". She was told by telephone.",
        ". She was not there that day.",
        ". She read from the fire department's report.",
        ". She confirmed what the fire chief had said.",
        ". This was established by the fire department.",
        ". She had it from a friend.",
        ". She learned of it from the chief.",
        ". She relied on the report of the fire department.",
        ". She had read the report.",
        ". She based this on the report.",
        ". She had attended the chief's briefing.",
        ". She did not see it happen.",
        ". She arrived a day later.",
        ". She referred to the fire chief.",
        ". She pointed to the fire department's findings.",
        ". Everything that Fern Aldous says comes from the fire chief.",
        ". A hiker had told Fern Aldous of the blade.",
    ] {
        check(&format!("{began}{end}"), &["Fern Aldous"]);
    }
    for end in [
        ", citing her own photographs.",
        ". She saw the blade and the first smoke.",
        ". She was mowing next door.",
        ". The chief told her to go home.",
        ". She was not there to save the house.",
        ". She pointed to the ridge.",
        ". She told him of the blade.",
        ". She read the meter.",
        ". She came back later.",
        ". She did not see her husband.",
        ". The house was built by her father.",
    ] {
        check(&format!("{began}{end}"), &[]);
    }
}

#[test]
fn hostile_text_states_nothing_and_ends() {
    for text in ["took back", "withdrew her", "did not", "She did not.", "has it from", &"withdrew her ".repeat(3000)] {
        check(text, &[]);
    }
    check(&"Ida Lund took back her statement. ".repeat(3), &["Ida Lund"; 3]);
    assert_eq!(withdrawals(&parse("a.txt", "Ida Lund recanted. ".repeat(3000), None).value).len(), super::MOST);
}
