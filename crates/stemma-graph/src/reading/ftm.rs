//! FollowTheMoney entities, one JSON object a line: who owns, directs, employs, pays or is a member of whom.
//! (<https://followthemoney.tech>; relations are entities of their own that name both ends by id.)

use std::collections::BTreeMap;

use serde_json::Value;
use stemma_core::control::{Control, Share};
use stemma_core::date::PartialDate;
use stemma_core::document::Problem;
use stemma_core::name::ActorKey;
use stemma_core::problems::{DATES_OUT_OF_ORDER, ITSELF, UNKNOWN_ID, of_controls};
use stemma_extract::problems::TABLE_ROW;

/// Relations that make one voice of two: the schema, who is controlled, who controls, and how.
const RELATIONS: &[(&str, &str, &str, &str)] = &[
    ("Ownership", "asset", "owner", "owner"),
    ("Directorship", "organization", "director", "director"),
    ("Employment", "employee", "employer", "employer"),
    ("Membership", "member", "organization", "member"),
    ("Payment", "beneficiary", "payer", "payer"),
    ("Representation", "agent", "client", "client"),
];

/// Whether a text is a list of entities.
pub(super) fn is_it(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let parsed: Option<Value> = first.and_then(|line| serde_json::from_str(line).ok());
    parsed.is_some_and(|entity| entity.get("schema").is_some_and(Value::is_string) && has_properties(&entity))
}

/// Who controls whom, and what could not be read. Entities that say nothing of control are passed over.
pub(super) fn read(text: &str) -> (Vec<Control>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut wrong = |line: usize, code: &'static str, message: String| {
        problems.push(Problem { span: None, code, message: format!("line {line}: {message}") });
    };
    let mut entities: Vec<(usize, Value)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(entity) if has_properties(&entity) => entities.push((number + 1, entity)),
            Ok(_) => wrong(number + 1, TABLE_ROW, "no entity with `schema` and `properties`".to_owned()),
            Err(error) => wrong(number + 1, TABLE_ROW, error.to_string()),
        }
    }
    let names: BTreeMap<&str, &str> =
        entities.iter().filter_map(|(_, entity)| Some((entity.get("id")?.as_str()?, value(entity, "name")?))).collect();
    let mut controls = Vec::new();
    for (line, entity) in &entities {
        let schema = entity.get("schema").and_then(Value::as_str).unwrap_or_default();
        let Some((_, actor, controller, how)) = RELATIONS.iter().find(|(name, ..)| *name == schema) else { continue };
        match control(entity, (actor, controller), how, &names) {
            Ok(control) => controls.push(control),
            Err((code, message)) => wrong(*line, code, message),
        }
    }
    let overlaps = of_controls(&controls);
    problems.extend(overlaps.into_iter().map(|p| Problem { span: None, code: p.code, message: p.message }));
    (controls, problems)
}

fn control(
    entity: &Value,
    (actor, controller): (&str, &str),
    how: &str,
    names: &BTreeMap<&str, &str>,
) -> Result<Control, (&'static str, String)> {
    let named = |end: &str| {
        let id = value(entity, end).ok_or_else(|| (TABLE_ROW, format!("no `{end}`")))?;
        let name = names
            .get(id)
            .ok_or_else(|| (UNKNOWN_ID, format!("`{end}` is `{id}`, and no entity here has that id and a name")))?;
        Ok((*name).to_owned())
    };
    let date = |key: &str| match value(entity, key) {
        None => Ok(None),
        Some(text) => PartialDate::parse(text).map(Some).ok_or((TABLE_ROW, format!("`{text}` in `{key}` is no date"))),
    };
    // What is not a plain percentage ("majority") is as good as unknown, and then it counts.
    let share = value(entity, "percentage").and_then(Share::parse);
    let (actor, controller) = (named(actor)?, named(controller)?);
    let (from, to) = (date("startDate")?, date("endDate")?);
    if ActorKey::of(&actor) == ActorKey::of(&controller) {
        return Err((ITSELF, format!("`{actor}` cannot control itself")));
    }
    if from.zip(to).is_some_and(|(from, to)| to.is_before(from)) {
        return Err((DATES_OUT_OF_ORDER, "`endDate` is before `startDate`".to_owned()));
    }
    Ok(Control { actor, controller, how: how.to_owned(), share, from, to })
}

fn has_properties(entity: &Value) -> bool {
    entity.get("properties").is_some_and(Value::is_object)
}

/// The first value of a property.
fn value<'e>(entity: &'e Value, key: &str) -> Option<&'e str> {
    match entity.get("properties")?.get(key)? {
        Value::Array(values) => values.first()?.as_str(),
        Value::String(text) => Some(text),
        _ => None,
    }
}
