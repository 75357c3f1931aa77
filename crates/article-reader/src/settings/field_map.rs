//! [`FieldMap`]: which field of a file stands for which field of an article, and how its value is found in a record.

use std::collections::BTreeMap;

use article::{RecordField, folded_field};
use serde_json::Value;

/// The fields that settings map: for each the names to look under, the first that gives a value counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldMap(pub(crate) BTreeMap<RecordField, Vec<String>>);

impl FieldMap {
    /// Returns the values that a record has for each mapped field, in the order of the names.
    pub(crate) fn values(&self, record: &[(String, Value)]) -> BTreeMap<RecordField, Vec<Value>> {
        let mut values = BTreeMap::new();
        for (field, names) in &self.0 {
            let found = names.iter().filter_map(|name| value_of(record, name));
            values.insert(*field, found.collect());
        }
        values
    }

    /// Returns whether a field of the file is mapped as a whole: then it is what the settings say and nothing else.
    pub(crate) fn claims(&self, folded_name: &str) -> bool {
        self.paths().any(|(_, path)| folded_field(path) == folded_name)
    }

    /// Returns whether a field of this name is one of an article's.
    pub(crate) fn is_known_name(&self, name: &str) -> bool {
        let name = folded_field(name);
        let is_listed = || RecordField::ALL.iter().any(|field| is_name_of(*field, &name));
        self.paths().any(|(_, path)| starts_with(path, &name)) || is_listed()
    }

    /// Returns whether the field of this name may hold the text of an article.
    pub(crate) fn is_text_name(&self, name: &str) -> bool {
        self.may_hold(RecordField::Text, name)
    }

    /// Returns whether the field of this name may hold that field of an article.
    pub(crate) fn may_hold(&self, wanted: RecordField, name: &str) -> bool {
        let name = folded_field(name);
        let is_mapped = self
            .paths()
            .any(|(field, path)| field == wanted && starts_with(path, &name));
        is_mapped || is_name_of(wanted, &name) && !self.claims(&name)
    }

    fn paths(&self) -> impl Iterator<Item = (RecordField, &str)> {
        self.0
            .iter()
            .flat_map(|(field, paths)| paths.iter().map(|path| (*field, path.as_str())))
    }
}

fn is_name_of(field: RecordField, folded_name: &str) -> bool {
    field.names().contains(&folded_name)
}

/// Returns whether a path is this name or leads into the field of this name.
fn starts_with(path: &str, folded_name: &str) -> bool {
    let first = path.split_once('.').map_or(path, |(first, _)| first);
    folded_field(path) == folded_name || folded_field(first) == folded_name
}

fn value_of(record: &[(String, Value)], path: &str) -> Option<Value> {
    // A dump of a search engine wraps each record, and what is inside counts more.
    let wrapped = record.iter().find_map(|(name, value)| match value {
        Value::Object(inner) if name == "_source" => at(inner.iter(), path),
        _ => None,
    });
    wrapped.or_else(|| at(record.iter().map(|(name, value)| (name, value)), path))
}

/// Returns the value at a path: a field of that whole name, else what its first part leads to.
fn at<'a>(fields: impl Iterator<Item = (&'a String, &'a Value)> + Clone, path: &str) -> Option<Value> {
    if let Some(value) = named(fields.clone(), path) {
        return Some(value.clone());
    }
    let (first, rest) = path.split_once('.')?;
    inside(named(fields, first)?, rest)
}

/// Returns the field of a name as it is spelled, else as it would be folded.
fn named<'a>(fields: impl Iterator<Item = (&'a String, &'a Value)> + Clone, name: &str) -> Option<&'a Value> {
    let exact = fields.clone().find(|(given, _)| *given == name);
    let wanted = folded_field(name);
    let (_, value) = exact.or_else(|| fields.clone().find(|(given, _)| folded_field(given) == wanted))?;
    Some(value)
}

/// Follows a path into a value; a list gives what each of its items has, or the one item whose number is asked for.
fn inside(value: &Value, path: &str) -> Option<Value> {
    match value {
        Value::Object(fields) => at(fields.iter(), path),
        Value::Array(items) => {
            let (first, rest) = path
                .split_once('.')
                .map_or((path, None), |(first, rest)| (first, Some(rest)));
            if let Ok(number) = first.parse::<usize>() {
                let item = items.get(number)?;
                return rest.map_or_else(|| Some(item.clone()), |rest| inside(item, rest));
            }
            let found: Vec<Value> = items.iter().filter_map(|item| inside(item, path)).collect();
            (!found.is_empty()).then_some(Value::Array(found))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(record: &Value, path: &str, expected: Option<Value>) {
        let fields: Vec<(String, Value)> = record.as_object().unwrap().clone().into_iter().collect();
        assert_eq!(value_of(&fields, path), expected, "{path} in {record}");
    }

    #[test]
    fn paths_lead_into_records() {
        let record = json!({
            "Hl": "Rain", "meta.when": "flat", "meta": {"when": "nested", "by": [{"name": "Ana"}, {"name": "Jon"}, {}]},
            "_hl": "other", "parts": ["a", {"b": "c"}], "deep": {"x.y": 1},
        });
        let cases = [
            ("Hl", Some(json!("Rain"))),
            ("_hl", Some(json!("other"))),
            ("HL", Some(json!("Rain"))),
            ("meta.when", Some(json!("flat"))),
            ("meta.by.name", Some(json!(["Ana", "Jon"]))),
            ("META.By.1.Name", Some(json!("Jon"))),
            ("parts.0", Some(json!("a"))),
            ("parts.1.b", Some(json!("c"))),
            ("parts.7", None),
            ("deep.x.y", Some(json!(1))),
            ("Hl.x", None),
            ("nothing", None),
            ("", None),
            (".", None),
        ];
        for (path, expected) in cases {
            check(&record, path, expected);
        }
        check(
            &json!({"hl": "outer", "_source": {"hl": "inner"}}),
            "hl",
            Some(json!("inner")),
        );
    }

    #[test]
    fn a_mapped_name_is_known_and_taken() {
        let map = FieldMap(BTreeMap::from([
            (RecordField::Text, vec!["story.html".to_owned()]),
            (RecordField::Section, vec!["Body".to_owned()]),
        ]));
        assert!(map.is_text_name("Story") && map.is_text_name("story.html") && map.is_text_name("content"));
        assert!(
            !map.is_text_name("body"),
            "the settings say that it is the section"
        );
        assert!(map.is_known_name("story") && map.is_known_name("body") && !map.is_known_name("hl"));
    }
}
