//! In which order a lineage is drawn: one row a witness, the earliest first; whoever has no date stands before the first
//! that took from them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::date::PartialDate;
use crate::independence::Lineage;
use crate::trace::Step;

/// The row of one witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The witness.
    pub witness: &'a str,
    /// When it was published; `None` of what is not held or bears no date.
    pub date: Option<PartialDate>,
    /// The day by which it has spoken: its own, or that of the first that took from it.
    pub by: Option<PartialDate>,
}

/// The rows of a lineage with these steps; `date` says when a witness was published.
pub fn rows<'a>(lineage: &'a Lineage, steps: &'a [Step], date: impl Fn(&str) -> Option<PartialDate>) -> Vec<Row<'a>> {
    let witnesses = || lineage.witnesses.keys().map(String::as_str);
    // With the number of steps from whoever has that date.
    let mut by: BTreeMap<&str, (PartialDate, usize)> =
        witnesses().filter_map(|witness| Some((witness, (date(witness)?, 0)))).collect();
    let mut grown = true;
    while grown {
        grown = false;
        for step in steps.iter().filter(|step| date(&step.to).is_none()) {
            let Some((day, distance)) = by.get(step.from.as_str()).copied() else { continue };
            if by.get(step.to.as_str()).is_none_or(|(earlier, _)| day < *earlier) {
                by.insert(&step.to, (day, distance + 1));
                grown = true;
            }
        }
    }
    let mut rows: Vec<(Row<'a>, usize)> = witnesses()
        .map(|witness| {
            let known = by.get(witness).copied();
            let row = Row { witness, date: date(witness), by: known.map(|(day, _)| day) };
            (row, known.map_or(0, |(_, distance)| distance))
        })
        .collect();
    rows.sort_by_key(|(row, distance)| (row.by, Reverse(*distance), row.witness));
    rows.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use crate::independence::Witness;

    #[test]
    fn whoever_has_no_date_stands_before_the_first_that_took_from_them() {
        let names = ["a post", "b paper", "c brochure", "d wire", "e lost"];
        let witnesses = names.map(|name| (name.to_owned(), Witness::new(name)));
        let lineage = Lineage { witnesses: witnesses.into(), ..Lineage::default() };
        let step = |from: &str, to: &str| Step {
            from: from.to_owned(),
            to: to.to_owned(),
            assertion: Id::of("assertion", &[from, to]),
        };
        // The brochure goes to the post by two ways, and the paper cites the wire, which cites the paper.
        let steps = [
            step("a post", "c brochure"),
            step("b paper", "d wire"),
            step("d wire", "c brochure"),
            step("d wire", "d wire"),
        ];
        let date = |witness: &str| match witness {
            "a post" => Some(PartialDate::year(2026)),
            "b paper" => Some(PartialDate::year(2025)),
            _ => None,
        };
        let drawn: Vec<&str> = rows(&lineage, &steps, date).iter().map(|row| row.witness).collect();
        assert_eq!(drawn, ["e lost", "c brochure", "d wire", "b paper", "a post"]);
    }
}
