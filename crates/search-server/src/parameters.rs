//! [`Parameter`] says what a path can be given, for the reader here and for the OpenAPI document alike;
//! [`Given`] holds what a request gave.

use std::str::FromStr;

use article::{Precision, Published};
use jiff::civil::Date;
use query_language::{MAX_CHARS, ParsedQuery};

use crate::error::ApiError;

/// A parameter of the query string.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// What values it takes.
    pub(crate) kind: ParameterKind,
    /// What it does.
    pub(crate) about: &'static str,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    /// Any text.
    Text,
    /// Any text, several times.
    Values,
    /// A day, month or year.
    Date,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number.
    Number {
        /// What it is when not given.
        default: usize,
        /// The most it may be.
        max: usize,
    },
    /// `true` or `false`.
    Flag,
}

/// The query.
pub(crate) const QUERY: Parameter = Parameter {
    name: "q",
    kind: ParameterKind::Text,
    about: "the query, as in docs/QUERY.md",
};

/// Which end of a month or year a date stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edge {
    /// Its first day.
    First,
    /// Its last day.
    Last,
}

/// What a request gave. A parameter with an empty value counts as not given.
pub(crate) struct Given<'a> {
    accepted: &'a [Parameter],
    /// Names and values, none of them blank.
    pairs: Vec<(String, String)>,
}

impl<'a> Given<'a> {
    /// Reads a query string, and refuses what the path does not have.
    pub(crate) fn read(raw: &str, accepted: &'a [Parameter]) -> Result<Self, ApiError> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            let Some(parameter) = accepted.iter().find(|parameter| parameter.name == name) else {
                let known: Vec<&str> = accepted.iter().map(|parameter| parameter.name).collect();
                return Err(ApiError::unknown_parameter(&name, &known.join(", ")));
            };
            if value.trim().is_empty() {
                continue;
            }
            let repeated = pairs.iter().any(|(known, _)| *known == name);
            if repeated && parameter.kind != ParameterKind::Values {
                return Err(ApiError::repeated_parameter(&name));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { accepted, pairs })
    }

    /// Returns every value of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.pairs.iter().filter(move |(known, _)| known == name);
        values.map(|(_, value)| value.trim())
    }

    /// Returns the name of every parameter that has a value.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the value of a parameter.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Returns a number, within its limit.
    pub(crate) fn number(&self, name: &str) -> Result<usize, ApiError> {
        let kind = self
            .accepted
            .iter()
            .find(|parameter| parameter.name == name)
            .map(|parameter| parameter.kind);
        let Some(ParameterKind::Number { default, max }) = kind else {
            unreachable!("{name} is not declared as a number");
        };
        let Some(text) = self.one(name) else {
            return Ok(default);
        };
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ApiError::bad_parameter(
                name,
                text,
                "it is a whole number, such as 10",
            ));
        }
        // Digits that do not fit are a number over any limit.
        match text.parse() {
            Ok(number) if number <= max => Ok(number),
            _ => Err(ApiError::over_limit(name, max)),
        }
    }

    /// Returns whether a flag is set.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, ApiError> {
        match self.one(name) {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(other) => Err(ApiError::bad_parameter(name, other, "it is true or false")),
        }
    }

    /// Returns one of the words that a parameter takes, or what it is when not given.
    pub(crate) fn choice<T>(&self, name: &str) -> Result<T, ApiError>
    where
        T: Default + FromStr<Err = &'static str>,
    {
        Ok(self.parsed(name)?.unwrap_or_default())
    }

    /// Returns what a parameter says, where it is given.
    pub(crate) fn parsed<T>(&self, name: &str) -> Result<Option<T>, ApiError>
    where
        T: FromStr<Err = &'static str>,
    {
        let Some(text) = self.one(name) else {
            return Ok(None);
        };
        let read = text.parse();
        read.map(Some)
            .map_err(|expected| ApiError::bad_parameter(name, text, expected))
    }

    /// Returns the first or last day of a date.
    pub(crate) fn day(&self, name: &str, edge: Edge) -> Result<Option<Date>, ApiError> {
        const EXPECTED: &str = "a date is YYYY-MM-DD, YYYY-MM or YYYY, such as 2025-12-03";
        let Some(text) = self.one(name) else {
            return Ok(None);
        };
        let date: Option<Published> = text.parse().ok();
        let date = date.filter(|date| date.precision() != Precision::Second);
        let date = date.ok_or_else(|| ApiError::bad_parameter(name, text, EXPECTED))?;
        Ok(Some(match edge {
            Edge::First => date.date(),
            Edge::Last => date.last_date(),
        }))
    }
}

/// Parses a query that is within its limit.
pub(crate) fn parse_query(text: Option<&str>) -> Result<ParsedQuery, ApiError> {
    let text = text.unwrap_or_default();
    check_length(text)?;
    Ok(query_language::parse(text, Some(jiff::Zoned::now().date())))
}

/// Refuses a query that is over its limit.
pub(crate) fn check_length(text: &str) -> Result<(), ApiError> {
    let n_chars = text.chars().count();
    if n_chars > MAX_CHARS {
        Err(ApiError::long_query(n_chars))
    } else {
        Ok(())
    }
}
