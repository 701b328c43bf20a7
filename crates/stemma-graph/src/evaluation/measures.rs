//! Quantities and dates: those that people marked, and those of what was read.

use std::collections::BTreeMap;

use serde_json::Value;
use stemma_core::span::CodePoints;
use stemma_core::statement::{Decimal, Statement};
use stemma_exchange::wire::MeasureRecord;

use super::Place;

/// Quantities or dates of a document, each in its place, in one spelling of their value.
pub(super) type Measures = BTreeMap<Place, String>;

/// How many were marked, read and right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    marked: usize,
    read: usize,
    right: usize,
}

/// The marks under `key`: `quantities` or `dates`, in the form that `stemma extract` prints.
pub(super) fn marked(record: &Value, key: &str) -> Measures {
    let at = |mark: &Value, key: &str| mark[key].as_u64().and_then(|at| usize::try_from(at).ok());
    let read = |mark: &Value| {
        let place = (at(mark, "start")?, at(mark, "end")?);
        Some((place, mark["edtf"].as_str().map_or_else(|| quantity_marked(mark), str::to_owned)))
    };
    record[key].as_array().into_iter().flatten().filter_map(read).collect()
}

fn quantity_marked(mark: &Value) -> String {
    let bound = |key: &str| mark[key].as_number().and_then(|number| Decimal::parse(&number.to_string()));
    quantity(bound("low"), bound("high"), mark["unit"].as_str().unwrap_or_default(), mark["approximate"] == true)
}

fn quantity(low: Option<Decimal>, high: Option<Decimal>, unit: &str, approximate: bool) -> String {
    let bound = |value: Option<Decimal>| value.map_or_else(|| "open".to_owned(), |value| value.to_string());
    format!("{} to {} {unit}{}", bound(low), bound(high), if approximate { ", about" } else { "" })
}

/// The quantities and the dates of statements, each once.
pub(super) fn read(points: &CodePoints, statements: &[Statement]) -> (Measures, Measures) {
    let quantities = statements.iter().flat_map(|statement| &statement.quantities);
    let quantities =
        quantities.map(|q| (points.span(q.quote.span), quantity(q.low, q.high, &q.unit, q.approximate))).collect();
    let dates = statements.iter().flat_map(|statement| &statement.dates);
    (quantities, dates.map(|date| (points.span(date.quote.span), date.edtf.clone())).collect())
}

impl Count {
    /// Counts those of a document. One is right when it has the value of a mark that it overlaps.
    pub(super) fn add(&mut self, read: &Measures, marked: &Measures) {
        self.read += read.len();
        self.marked += marked.len();
        let mut open: Vec<(&Place, &String)> = marked.iter().collect();
        for (place, value) in read {
            let is = |(at, wanted): &(&Place, &String)| at.0 < place.1 && place.0 < at.1 && *wanted == value;
            if let Some(found) = open.iter().position(is) {
                open.remove(found);
                self.right += 1;
            }
        }
    }

    /// The figures; nothing, where nothing was marked.
    pub(super) fn record(self) -> Option<MeasureRecord> {
        let share = |of: usize| super::Share { right: self.right, of }.value();
        let (precision, recall) = (share(self.read), share(self.marked));
        let f1 = super::mean(precision, recall);
        (self.marked > 0).then_some(MeasureRecord { marked: self.marked, read: self.read, precision, recall, f1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_right_by_its_place_and_value_and_counts_once() {
        let marks = serde_json::json!({"quantities": [
            {"start": 3, "end": 12, "low": 2_000_000, "high": null, "unit": "dies", "approximate": false},
            {"start": 20, "end": 25, "low": 1.5, "high": 1.5, "unit": "%", "approximate": true},
        ], "dates": [{"start": 30, "end": 34, "edtf": "2026"}]});
        let marked_ones = marked(&marks, "quantities");
        let values: Vec<&str> = marked_ones.values().map(String::as_str).collect();
        assert_eq!(values, ["2000000 to open dies", "1.5 to 1.5 %, about"]);
        assert_eq!(marked(&marks, "dates"), Measures::from([((30, 34), "2026".to_owned())]));
        let read = |place, value: &str| (place, value.to_owned());
        let all = Measures::from([
            read((0, 11), "2000000 to open dies"),
            read((11, 12), "2000000 to open dies"),
            read((20, 25), "1.5 to 1.5 %"),
        ]);
        let mut count = Count::default();
        count.add(&all, &marked_ones);
        assert_eq!(count, Count { marked: 2, read: 3, right: 1 });
        assert_eq!(count.record().and_then(|record| record.recall), Some(0.5));
        assert_eq!(Count::default().record(), None);
    }
}
