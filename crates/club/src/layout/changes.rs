//! The differences of a layout from the one it follows, attribute by attribute: elements are found again by their ids, so that what was not
//! changed goes on to follow the parent, wherever it stands.

use certificates::Layout;
use serde_json::{Map, Value, json};

use super::usable::UnusableLayout;

/// Lists whose members have an id.
const LISTS: [&str; 2] = ["elements", "paragraphs"];

/// Differences as a JSON merge patch (RFC 7386) of the layout with its lists written as objects by id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Changes(Value);

impl Changes {
    /// Reads stored differences.
    pub(super) fn read(stored: &str) -> Result<Changes, serde_json::Error> {
        Ok(Changes(serde_json::from_str(stored)?))
    }

    /// What turns the parent into the child.
    pub(super) fn between(parent: &Layout, child: &Layout) -> Result<Changes, serde_json::Error> {
        let (parent, child) = (by_id(serde_json::to_value(parent)?), by_id(serde_json::to_value(child)?));
        Ok(Changes(difference(&parent, &child).unwrap_or_else(|| json!({}))))
    }

    /// The parent with these differences; the result is checked by whoever uses it.
    pub(super) fn apply(&self, parent: &Layout) -> Result<Layout, UnusableLayout> {
        let parent = by_id(serde_json::to_value(parent)?);
        let mut child = parent.clone();
        merge(&mut child, &self.0);
        Ok(serde_json::from_value(in_order(child, &parent))?)
    }

    /// As it is stored.
    pub(super) fn to_json(&self) -> String {
        self.0.to_string()
    }
}

fn id(member: &Value) -> String {
    member.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Lists become `{"order": […], "by_id": {…}}`.
fn by_id(value: Value) -> Value {
    let Value::Object(object) = value else { return value };
    let rewritten = object.into_iter().map(|(key, value)| match value {
        Value::Array(members) if LISTS.contains(&key.as_str()) => {
            let order: Vec<String> = members.iter().map(id).collect();
            let members: Map<String, Value> =
                members.into_iter().map(|member| (id(&member), by_id(member))).collect();
            (key, json!({ "order": order, "by_id": members }))
        }
        value => (key, value),
    });
    Value::Object(rewritten.collect())
}

/// The way back: members in the order that is asked for; one that the order does not know stands behind its neighbour in the parent.
fn in_order(value: Value, parent: &Value) -> Value {
    let Value::Object(object) = value else { return value };
    let rewritten = object.into_iter().map(|(key, value)| {
        let above = parent.get(&key).unwrap_or(&Value::Null);
        match value {
            Value::Object(mut list) if LISTS.contains(&key.as_str()) => {
                let Some(Value::Object(mut members)) = list.remove("by_id") else { return (key, json!([])) };
                let of_parent = order(above);
                let mut names = order(&Value::Object(list));
                for (place, name) in
                    of_parent.iter().enumerate().filter(|(_, name)| members.contains_key(*name))
                {
                    if !names.contains(name) {
                        let before = of_parent.iter().take(place).rev();
                        let behind =
                            before.filter_map(|one| names.iter().position(|name| name == one)).next();
                        names.insert(behind.map_or(0, |place| place + 1), name.clone());
                    }
                }
                let listed = names.iter().filter_map(|name| {
                    let above =
                        above.get("by_id").and_then(|members| members.get(name)).unwrap_or(&Value::Null);
                    Some(in_order(members.remove(name)?, above))
                });
                (key, Value::Array(listed.collect()))
            }
            value => (key, value),
        }
    });
    Value::Object(rewritten.collect())
}

fn order(list: &Value) -> Vec<String> {
    let names = list.get("order").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The merge patch from one value to another, none where they are equal.
fn difference(from: &Value, to: &Value) -> Option<Value> {
    if from == to {
        return None;
    }
    let (Value::Object(from), Value::Object(to)) = (from, to) else { return Some(to.clone()) };
    let mut patch = Map::new();
    for key in from.keys().filter(|key| !to.contains_key(*key)) {
        patch.insert(key.clone(), Value::Null);
    }
    for (key, value) in to {
        let change = match from.get(key) {
            None => Some(value.clone()),
            Some(before) if key == "order" => changed_order(before, value, to),
            Some(before) => difference(before, value),
        };
        if let Some(change) = change {
            patch.insert(key.clone(), change);
        }
    }
    (!patch.is_empty()).then_some(Value::Object(patch))
}

/// An order is a change only where it is more than the parent's without what was removed.
fn changed_order(before: &Value, after: &Value, list: &Map<String, Value>) -> Option<Value> {
    let stays = |name: &&Value| {
        list.get("by_id").is_some_and(|members| name.as_str().is_some_and(|name| members.get(name).is_some()))
    };
    let left: Vec<&Value> = before.as_array().into_iter().flatten().filter(stays).collect();
    let wanted: Vec<&Value> = after.as_array().into_iter().flatten().collect();
    (left != wanted).then(|| after.clone())
}

/// RFC 7386.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Value::Object(target) = target else { return };
    for (key, change) in patch {
        if change.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), change);
        }
    }
}
