//! The fields of a record by their names: those that settings map, then those that publishers and tools use.

use std::collections::BTreeMap;

use article::{RecordField, folded_field};
use serde_json::Value;

use super::values::first;
use crate::settings::FieldMap;

/// The fields of a record.
pub(super) struct Fields<'a> {
    /// All of them by their folded names.
    by_name: BTreeMap<String, Value>,
    /// The values of those that settings map.
    mapped: BTreeMap<RecordField, Vec<Value>>,
    map: &'a FieldMap,
}

impl<'a> Fields<'a> {
    /// Returns the fields that names and values are.
    pub(super) fn new(pairs: impl IntoIterator<Item = (String, Value)>, map: &'a FieldMap) -> Self {
        if *map == FieldMap::default() {
            return Self {
                by_name: by_name(pairs),
                mapped: BTreeMap::new(),
                map,
            };
        }
        let pairs: Vec<(String, Value)> = pairs.into_iter().collect();
        Self {
            mapped: map.values(&pairs),
            by_name: by_name(pairs),
            map,
        }
    }

    /// Returns what the names of a field give, those of the settings first.
    pub(super) fn values<T>(
        &self,
        field: RecordField,
        read: fn(&Value) -> Option<T>,
    ) -> impl Iterator<Item = T> {
        let mapped = self.mapped.get(&field).into_iter().flatten();
        let known = field.names().iter().filter(|name| !self.map.claims(name));
        let known = known.filter_map(|name| self.by_name.get(*name));
        mapped.chain(known).filter_map(read)
    }

    /// Returns the value of the first name of a field that gives one.
    pub(super) fn find<T>(&self, field: RecordField, read: fn(&Value) -> Option<T>) -> Option<T> {
        self.values(field, read).next()
    }

    /// Returns the value as one line.
    pub(super) fn line(&self, field: RecordField) -> Option<String> {
        self.find(field, first).map(|text| one_line(&text))
    }

    /// Returns the source, by its name where one of the names has it rather than an address.
    pub(super) fn source(&self) -> Option<String> {
        let mut sources: Vec<String> = self.values(RecordField::Source, first).collect();
        let named = sources.iter().position(|source| !is_address(source));
        (!sources.is_empty()).then(|| one_line(&sources.swap_remove(named.unwrap_or(0))))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the address of a page that a value is.
pub(super) fn address(value: &Value) -> Option<String> {
    let text = first(value).filter(|text| is_address(text))?;
    let (_, path) = text.split_once("://")?.1.split_once('/')?;
    (!path.is_empty()).then_some(text)
}

fn is_address(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
}

fn by_name(pairs: impl IntoIterator<Item = (String, Value)>) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (name, value) in pairs {
        match value {
            // A dump of a search engine wraps each record, and what is inside counts more.
            Value::Object(inner) if name == "_source" => {
                fields.extend(
                    inner
                        .into_iter()
                        .map(|(name, value)| (folded_field(&name), value)),
                );
            }
            value => {
                fields.entry(folded_field(&name)).or_insert(value);
            }
        }
    }
    fields
}
