//! Names of fields, and what binds their values: `title:`, `hd=`, `HEADLINE(`.

use super::{Lexer, TokenKind};
use crate::field::{Field, Filter};
use crate::habits::is_bare_operator;
use crate::quotation::is_mark;

/// Fewest letters of a name that only a sign tells to be one: `x=5` and `f(x)` are formulas.
const MIN_NAME_LETTERS: usize = 2;

impl Lexer<'_> {
    /// Reads the name of a field that ends `length` characters from here, with the sign behind it that makes it one.
    pub(super) fn name(&mut self, length: usize) -> bool {
        let found = match self.character(length) {
            Some(':') => self.before_colon(length).map(|kind| (kind, length + 1)),
            Some('=') => self.before_equals(length).map(|kind| (kind, length + 1)),
            Some('<' | '>') => self.before_comparison(length).map(|kind| (kind, length)),
            Some('(') => self.before_parenthesis(length).map(|kind| (kind, length)),
            _ => None,
        };
        let Some((kind, length)) = found else {
            return false;
        };
        self.push(kind, length);
        true
    }

    /// Returns the field that a colon makes of the characters before it. Addresses (`http://`) and times (`10:30`)
    /// are none, and a name that is no field needs its value right after the colon.
    fn before_colon(&self, length: usize) -> Option<TokenKind> {
        let name = self.letters(length)?;
        if self.text[self.at + length + 1..].starts_with(&['/', '/']) {
            return None;
        }
        if let Some(field) = Field::of(&name) {
            return Some(TokenKind::Field(field));
        }
        let is_connector = name.eq_ignore_ascii_case("near")
            && self
                .character(length + 1)
                .is_some_and(|next| next.is_ascii_digit());
        if !self.is_value(length + 1) || is_connector {
            return None;
        }
        Some(Field::of_short(&name).map_or(TokenKind::UnknownField(name), TokenKind::Field))
    }

    /// Returns the field that an equals sign makes of the characters before it, as Factiva has it.
    fn before_equals(&mut self, length: usize) -> Option<TokenKind> {
        // Europresse sets a space behind the sign.
        let is_spaced = length > MIN_NAME_LETTERS && self.character(length + 1) == Some(' ');
        let name = self.letters(length)?;
        let is_bound = self.is_value(length + 1)
            || is_spaced
                && Field::before_equals(&name).or(Field::of(&name)).is_some()
                && self.is_value(length + 2);
        if !is_bound {
            return None;
        }
        let field = Field::of(&name).or_else(|| Field::before_equals(&name));
        if field.is_none() && length < MIN_NAME_LETTERS {
            return None;
        }
        self.is_for_database = true;
        Some(field.map_or(TokenKind::UnknownField(name), TokenKind::Field))
    }

    /// Returns what `<` or `>` makes of the characters before it: only dates are compared here, and read elsewhere.
    fn before_comparison(&mut self, length: usize) -> Option<TokenKind> {
        let name = self.letters(length)?;
        let is_unknown = Field::of(&name).is_none() && length >= MIN_NAME_LETTERS;
        (is_unknown && self.is_value(length)).then_some(TokenKind::UnknownField(name))
    }

    /// Returns the field that a parenthesis makes of the characters before it, as Nexis has it.
    fn before_parenthesis(&mut self, length: usize) -> Option<TokenKind> {
        let inside = &self.text[self.at + length + 1..];
        let inside: String = inside.iter().take_while(|c| **c != ')').collect();
        let field = |name: &str| Field::of(name).or_else(|| Field::before_parenthesis(name));
        let is_ending = |name: &String| {
            let is_language = matches!(field(name), Some(Field::Filter(Filter::Language)));
            is_ending(&inside) && !is_language
        };
        let name = self.letters(length).filter(|name| !is_ending(name))?;
        if let Some(field) = field(&name) {
            self.is_for_database = true;
            return Some(TokenKind::Field(field));
        }
        let is_name = length >= MIN_NAME_LETTERS && !is_bare_operator(&name.to_ascii_uppercase());
        is_name.then_some(TokenKind::UnknownField(name))
    }

    /// Returns the name that so many characters are; lower lines stand in names that other programs give, and ProQuest
    /// and Elasticsearch add a word for values as they are.
    fn letters(&self, length: usize) -> Option<String> {
        let name = &self.text[self.at..self.at + length];
        let name = &name[..length - exact_suffix(name)];
        let is_name = name.iter().any(char::is_ascii_alphabetic)
            && name.iter().all(|c| c.is_ascii_alphabetic() || *c == '_');
        is_name.then(|| name.iter().collect())
    }

    /// Tells whether the value of a field begins so many characters ahead.
    pub(super) fn is_value(&self, ahead: usize) -> bool {
        match self.character(ahead) {
            Some('[' | '{' | '<' | '>') => self
                .character(ahead + 1)
                .is_some_and(|next| next.is_alphanumeric() || matches!(next, '=' | '*')),
            Some(next) => next.is_alphanumeric() || next == '(' || is_mark(self.text, self.at + ahead),
            None => false,
        }
    }
}

/// Returns how many characters at the end of a name ask for its values as they are.
pub(super) fn exact_suffix(name: &[char]) -> usize {
    let suffixes = [".exact", ".keyword", ".raw"];
    let is_end = |suffix: &&str| {
        let start = name.len().checked_sub(suffix.len());
        start.is_some_and(|start| {
            name[start..]
                .iter()
                .map(char::to_ascii_lowercase)
                .eq(suffix.chars())
        })
    };
    suffixes
        .iter()
        .find(|suffix| is_end(suffix))
        .map_or(0, |suffix| suffix.len())
}

/// Tells whether parentheses around this are inside a word, as in "the headline(s) of the day" and "Organisation(en)".
pub(super) fn is_ending(inside: &str) -> bool {
    const ENDINGS: [&str; 7] = ["s", "S", "n", "en", "in", "innen", "ies"];
    ENDINGS.contains(&inside)
}
