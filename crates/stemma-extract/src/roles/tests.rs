use super::*;
use crate::parse;

/// Holder, role, whose, and the days: on, from, to.
fn check(text: &str, expected: &[(&str, &str, &str, [&str; 3])]) {
    let text = format!("---\ndate: 2023-03-20\n---\n{text}\n");
    let parsed = parse("a.md", text.clone(), None).value;
    let found = offices(&parsed);
    for one in &found {
        assert_eq!(one.quote.span.slice(&text), Some(one.quote.text.as_str()));
    }
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let told: Vec<_> = found
        .iter()
        // With whom somebody is told has checks of its own.
        .filter(|one| one.cue != "near")
        .map(|one| {
            (
                one.holder.clone(),
                one.role.clone(),
                one.organization.clone().unwrap_or_default(),
                [date(one.on), date(one.from), date(one.to)],
            )
        })
        .collect();
    let own = |text: &str| text.to_owned();
    let wanted: Vec<_> =
        expected.iter().map(|(holder, role, of, days)| (own(holder), own(role), own(of), days.map(own))).collect();
    assert_eq!(told, wanted, "{text}");
}

const NOW: [&str; 3] = ["2023-03-20", "", ""];
const NO_DAY: [&str; 3] = ["", "", ""];
const FORMER: [&str; 3] = ["", "", "2023-03-20"];

#[test]
fn an_office_beside_a_name_is_held_on_the_day_of_the_document() {
    for (text, holder, role, of) in [
        ("Veyra's rotating chairman Erik Lund opened a plant.", "Erik Lund", "rotating chairman", "Veyra"),
        ("Kelso mayor Ruth Ames said that it is dry.", "Ruth Ames", "mayor", "Kelso"),
        ("Kelso Mayor Ruth Ames said that it is dry.", "Ruth Ames", "mayor", "Kelso"),
        ("“It is dry,” said Kelso mayor Ruth Ames.", "Ruth Ames", "mayor", "Kelso"),
        ("Ruth Ames, the mayor of Kelso, said that it is dry.", "Ruth Ames", "mayor", "Kelso"),
        ("The mayor of Kelso, Ruth Ames, said that it is dry.", "Ruth Ames", "mayor", "Kelso"),
        ("Erik Lund, Veyra's chairman, left.", "Erik Lund", "chairman", "Veyra"),
        ("Erik Lund (chief executive of Nordbahn) left.", "Erik Lund", "chief executive", "Nordbahn"),
        (
            "It fell, said Jan Vik, chief executive of the Halm Dyke Authority.",
            "Jan Vik",
            "chief executive",
            "Halm Dyke Authority",
        ),
        ("Sudria's transport minister, Anna Holm, left.", "Anna Holm", "transport minister", "Sudria"),
        ("Anna Holm, the minister of transport of Sudria, left.", "Anna Holm", "minister of transport", "Sudria"),
        ("Transport Minister Anna Holm left.", "Anna Holm", "transport minister", ""),
        ("The ministry heard Veyra spokesman Jan Vik.", "Jan Vik", "spokesman", "Veyra"),
        ("Erik Lund, a farmer from Halm, sold his mill.", "Erik Lund", "farmer", ""),
        ("Acting Kelso mayor Ruth Ames opened a bridge.", "Ruth Ames", "acting mayor", "Kelso"),
        ("Ruth Ames is the mayor of Kelso.", "Ruth Ames", "mayor", "Kelso"),
        ("Erik Lund, another author of the study, left.", "Erik Lund", "author of study", ""),
        ("Mayor Hill left.", "Hill", "mayor", ""),
        ("Kelso deputy mayor Jan Vik left.", "Jan Vik", "deputy mayor", "Kelso"),
    ] {
        check(text, &[(holder, role, of, NOW)]);
    }
}

#[test]
fn a_former_office_has_ended_and_a_then_office_has_no_day() {
    for text in [
        "Former Kelso mayor Ruth Ames opened a bridge.",
        "Ruth Ames, former mayor of Kelso, opened a bridge.",
        "Kelso's former mayor, Ruth Ames, opened a bridge.",
        "Kelso ex-mayor Ruth Ames opened a bridge.",
        "The former mayor of Kelso, Ruth Ames, opened a bridge.",
    ] {
        check(text, &[("Ruth Ames", "mayor", "Kelso", FORMER)]);
    }
    check(
        "The then transport minister of Norland, Anna Holm, left.",
        &[("Anna Holm", "transport minister", "Norland", NO_DAY)],
    );
    check("In 1987 Kelso mayor Ruth Ames opened a bridge.", &[("Ruth Ames", "mayor", "Kelso", NO_DAY)]);
}

#[test]
fn a_change_has_its_day() {
    let on = "2021-05-03";
    for (text, days) in [
        ("Tom Hill became mayor of Kelso on 3 May 2021.", [on, on, ""]),
        ("Tom Hill was appointed mayor of Kelso on 3 May 2021.", [on, on, ""]),
        ("Tom Hill was elected as the mayor of Kelso in 2021.", ["2021", "2021", ""]),
        ("Tom Hill resigned as mayor of Kelso on 3 May 2021.", [on, "", on]),
        ("Tom Hill stepped down as mayor of Kelso.", ["", "", "2023-03-20"]),
        ("Tom Hill became mayor of Kelso.", NO_DAY),
        ("Tom Hill was mayor of Kelso until 2021.", ["2021", "", "2021"]),
        ("Tom Hill was mayor of Kelso from 2009 to 2015.", ["2009", "2009", "2015"]),
        ("Tom Hill has served as mayor of Kelso since 2021.", ["", "2021", ""]),
        ("Tom Hill, who has been mayor of Kelso since 2021, left.", ["", "2021", ""]),
    ] {
        check(text, &[("Tom Hill", "mayor", "Kelso", days)]);
    }
    let (came, left) = (("Tom Hill", "mayor", "Kelso", [on, on, ""]), ("Ruth Ames", "mayor", "Kelso", [on, "", on]));
    check("Tom Hill succeeded Ruth Ames as mayor of Kelso on 3 May 2021.", &[came, left]);
}

#[test]
fn what_only_looks_like_an_office_is_left() {
    for text in [
        "Ruth Ames is not the mayor of Kelso.",
        "Ruth Ames was never mayor of Kelso.",
        "Ruth Ames was appointed by the mayor of Kelso.",
        "Ruth Ames could become mayor of Kelso.",
        "Had Ruth Ames become mayor of Kelso, the bridge would be open.",
        "If Ruth Ames became mayor of Kelso, the bridge would be open.",
        "Ruth Ames, a candidate for mayor of Kelso, opened a bridge.",
        "The wife of the mayor of Kelso, Ruth Ames, opened a bridge.",
        "A friend of the mayor of Kelso, Ruth Ames, opened a bridge.",
        "The mayor of Kelso told Ruth Ames that the bridge is open.",
        "The mayor of Kelso, Orrin Foundry and Ruth Ames left.",
        "Ruth Ames, who knows the mayor of Kelso, left.",
        "The mayor and Ruth Ames left.",
        "Was Ruth Ames mayor of Kelso?",
    ] {
        check(text, &[]);
    }
}

#[test]
fn hostile_text_states_nothing_and_ends() {
    for text in [
        "mayor",
        "mayor of",
        "mayor of , ,",
        "Ruth Ames, mayor",
        &"mayor of ".repeat(3000),
        &"Ruth Ames, the ".repeat(3000),
    ] {
        let parsed = parse("a.md", text.to_owned(), None).value;
        assert!(offices(&parsed).len() <= 1, "{text}");
    }
}

#[test]
fn an_office_at_the_head_of_a_firm_is_that_of_whom_the_sentence_is_about() {
    for (text, holder, role, of) in [
        (
            "Orrin Motors has sold out, chief executive Vikram Desh said.",
            "Vikram Desh",
            "chief executive",
            "Orrin Motors",
        ),
        ("The Orrin Bank will not need help, its chairman Urs Aesch told it.", "Urs Aesch", "chairman", "Orrin Bank"),
    ] {
        check(text, &[(holder, role, of, NOW)]);
    }
    // A minister speaks of others, a person has no founder, and who was chairman elsewhere is of no firm here.
    check("Orrin Motors has sold out, minister Vikram Desh said.", &[("Vikram Desh", "minister", "", NOW)]);
    check("Ida Lund has left, founder Vikram Desh said.", &[("Vikram Desh", "founder", "", NOW)]);
}

#[test]
fn the_body_of_an_office_may_be_told_by_its_sort() {
    check("It leaked, the club's coach Erik Lund said.", &[("Erik Lund", "coach", "club", NOW)]);
    check(
        "It leaked, Erik Lund, the federation's team doctor, said.",
        &[("Erik Lund", "team doctor", "federation", NOW)],
    );
    check("It leaked, the company's founder Erik Lund said.", &[("Erik Lund", "founder", "", NOW)]);
}
