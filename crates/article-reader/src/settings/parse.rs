//! The text of a settings file -> [`Settings`], over those of the folder above. What is wrong is told with its line and
//! left out; the rest counts.

use std::collections::BTreeMap;
use std::ops::Range;

use article::{Defaults, Language, RecordField, Setting};
use jiff::tz::{Offset, TimeZone};
use toml::de::{DeTable, DeValue};

use super::Settings;
use super::languages::is_language;

/// The keys of `[defaults]`.
const DEFAULTS: &str = "source, language, time_zone";

/// What is wrong with a value, in words that say what to do.
type Problem = String;

/// Returns the settings that a file makes of those above it, and what is wrong in the file.
pub(crate) fn parse(text: &str, relative: &str, above: &Settings) -> (Settings, Vec<Problem>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            // The parser's message may go on with the line in question.
            let message = error.message().lines().next().unwrap_or_default();
            let problem = format!("{message}; nothing of this file counts until that is mended");
            return (
                above.clone(),
                vec![with_line(text, &error.span().unwrap_or(0..0), &problem)],
            );
        }
    };
    let (mut fields, mut defaults) = (above.fields.clone(), (*above.defaults).clone());
    let mut problems = Vec::new();
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        let told = match (name, value.get_ref()) {
            ("fields", DeValue::Table(table)) => {
                each(text, table, |key, value| set_field(&mut fields.0, key, value))
            }
            ("defaults", DeValue::Table(table)) => each(text, table, |key, value| {
                set_default(&mut defaults, relative, key, value)
            }),
            ("fields" | "defaults", _) => {
                let problem = format!("{name} is a table; write [{name}] and its keys below it");
                vec![with_line(text, &key.span(), &problem)]
            }
            _ => {
                let problem = format!(
                    "unknown key {}; keys stand below [fields] or [defaults]",
                    shown(name)
                );
                vec![with_line(text, &key.span(), &problem)]
            }
        };
        problems.extend(told);
    }
    (Settings::new(fields, defaults), problems)
}

/// Takes every key of a table and returns what is wrong with those that are refused.
fn each(
    text: &str,
    table: &DeTable<'_>,
    mut take: impl FnMut(&str, &DeValue<'_>) -> Result<(), Problem>,
) -> Vec<Problem> {
    let told = table.iter().filter_map(|(key, value)| {
        let problem = take(key.get_ref(), value.get_ref()).err()?;
        Some(with_line(text, &key.span(), &problem))
    });
    told.collect()
}

fn with_line(text: &str, span: &Range<usize>, problem: &str) -> Problem {
    let before = &text[..text.floor_char_boundary(span.start)];
    format!("line {}: {problem}", 1 + before.matches('\n').count())
}

fn set_field(
    fields: &mut BTreeMap<RecordField, Vec<String>>,
    key: &str,
    value: &DeValue<'_>,
) -> Result<(), Problem> {
    let Some(field) = RecordField::ALL.into_iter().find(|field| field.key() == key) else {
        let keys = RecordField::ALL.map(RecordField::key).join(", ");
        return Err(format!(
            "unknown key {} in [fields]; the keys are {keys}",
            shown(key)
        ));
    };
    let names = match value {
        DeValue::String(name) => Some(vec![name.trim().to_owned()]),
        DeValue::Array(names) => names
            .iter()
            .map(|name| name.get_ref().as_str().map(|name| name.trim().to_owned()))
            .collect(),
        _ => None,
    };
    let Some(mut names) = names else {
        return Err(format!(
            "{key} is a name or a list of names; write {key} = \"name\" or {key} = [\"name\", \"other.name\"]"
        ));
    };
    names.retain(|name| !name.is_empty());
    // An empty name takes back what a folder above says.
    if names.is_empty() {
        fields.remove(&field);
    } else {
        fields.insert(field, names);
    }
    Ok(())
}

fn set_default(
    defaults: &mut Defaults,
    relative: &str,
    key: &str,
    value: &DeValue<'_>,
) -> Result<(), Problem> {
    if !DEFAULTS.split(", ").any(|known| known == key) {
        return Err(format!(
            "unknown key {} in [defaults]; the keys are {DEFAULTS}",
            shown(key)
        ));
    }
    let Some(value) = value.as_str().map(str::trim) else {
        return Err(format!("{key} is a text; write it in quotes: {key} = \"…\""));
    };
    let written = format!("{relative}: {key} = {value:?}");
    match key {
        "source" => {
            let value = value.to_owned();
            defaults.source = (!value.is_empty()).then_some(Setting { value, written });
        }
        "language" => defaults.language = setting(value, written, language)?,
        _ => defaults.time_zone = setting(value, written, time_zone)?,
    }
    Ok(())
}

/// Returns the setting that a text gives; an empty one takes back what a folder above says.
fn setting<T>(
    text: &str,
    written: String,
    read: fn(&str) -> Result<T, Problem>,
) -> Result<Option<Setting<T>>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(|value| Some(Setting { value, written }))
}

fn language(text: &str) -> Result<Language, Problem> {
    let language = Language::from_code(text).filter(|language| is_language(language.code()));
    language.ok_or_else(|| {
        format!(
            "unknown language {}; write its ISO 639 code, such as \"de\"",
            shown(text)
        )
    })
}

fn time_zone(text: &str) -> Result<TimeZone, Problem> {
    if let Some(offset) = offset(text) {
        return Ok(TimeZone::fixed(offset));
    }
    // The database is part of the program: what a zone is must not depend on the machine.
    let zone = TimeZone::get(text).ok().filter(|zone| !zone.is_unknown());
    zone.ok_or_else(|| {
        format!(
            "unknown time zone {}; write a name such as \"Europe/Berlin\" or an offset such as \"+02:00\"",
            shown(text)
        )
    })
}

/// Reads `+02:00`, `+0200` or `+02`.
fn offset(text: &str) -> Option<Offset> {
    /// The clocks that are furthest from UTC are 14 hours ahead.
    const FURTHEST_HOUR: i32 = 14;
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '\u{2212}'])?),
    };
    let digits = rest.replacen(':', "", 1);
    let is_offset = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_offset {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .filter(|rest| !rest.is_empty())
        .map_or(Some(0), |rest| rest.parse().ok())?;
    if hours > FURTHEST_HOUR || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// Returns a text in quotes as far as a row of a report has room for it.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("{start:?}{more}")
}
