//! Front matter, as readers of other formats write it before the text they give.

/// Lines of front matter, empty values left out; nothing, when none is left.
pub(crate) fn front(entries: impl IntoIterator<Item = (&'static str, Option<String>)>) -> String {
    let line = |(key, value): (&str, Option<String>)| {
        let value = value?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then(|| format!("{key}: {value}\n"))
    };
    let lines: String = entries.into_iter().filter_map(line).collect();
    if lines.is_empty() { lines } else { format!("---\n{lines}---\n\n") }
}

/// The day of a time in ISO 8601.
pub(crate) fn day(time: &str) -> Option<String> {
    let day: String = time.trim().chars().take(10).collect();
    let shape = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    (day.len() == 10 && shape).then_some(day)
}
