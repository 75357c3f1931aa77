//! The fields of a record by their names: those that settings map, then those that publishers and tools use.

use std::collections::BTreeMap;

use article::{RecordField, folded_field};
use serde_json::Value;

use super::values::{first, story};
use crate::settings::FieldMap;

/// The names under which a record holds more about itself; it counts where the record has no such field of its own.
const MORE_NAMES: [&str; 6] = ["metadata", "meta", "attributes", "fields", "thread", "embedded"];
/// A text is taken for a beginning where it is shorter and another one is twice as long.
const SHORT_TEXT: usize = 300;

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

    /// Returns the text: that of the surest name, or a longer one of which it is but the beginning.
    pub(super) fn story(&self) -> Option<String> {
        let mut texts = self.values(RecordField::Text, story);
        let text = texts.next()?;
        if text.len() >= SHORT_TEXT {
            return Some(text);
        }
        let beginning = text.trim_end_matches(['.', '…', ' ']);
        let whole = texts.find(|other| other.len() >= text.len() * 2 && other.starts_with(beginning));
        Some(whole.unwrap_or(text))
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
        mapped.chain(known).chain(self.more(field)).filter_map(read)
    }

    /// Returns what the objects that say more about the record have of a field.
    fn more(&self, field: RecordField) -> impl Iterator<Item = &Value> {
        let objects = MORE_NAMES
            .iter()
            .filter_map(|name| self.by_name.get(*name)?.as_object());
        // The id and the name there may be those of anything.
        let names = field
            .names()
            .iter()
            .filter(move |name| field != RecordField::Id && **name != "name");
        objects.flat_map(move |object| {
            names.clone().filter_map(|wanted| {
                let (_, value) = object.iter().find(|(name, _)| folded_field(name) == **wanted)?;
                Some(value)
            })
        })
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

/// Returns a text as one line.
pub(super) fn one_line(text: &str) -> String {
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
