//! Names of fields, and what binds their values: `title:`, `hd=`, `HEADLINE(`, `date>=`, `date(geq`, `date:[`.

use super::{Lexer, TokenKind};
use crate::field::{Field, Filter};
use crate::habits::is_bare_operator;
use crate::quotation::is_mark;

/// How other programs compare with a date, and the sign of each.
const COMPARISONS: [(&str, &str); 9] = [
    (">=", ">="),
    ("<=", "<="),
    (">", ">"),
    ("<", "<"),
    ("=", ""),
    ("geq", ">="),
    ("leq", "<="),
    ("aft", ">"),
    ("bef", "<"),
];

/// The same in words of English, which before a bare number, as in "the date is 2025", stay such.
const SPOKEN_COMPARISONS: [(&str, &str); 3] = [("is", ""), ("after", ">"), ("before", "<")];

/// Most characters of a bare number.
const BARE_NUMBER_CHARS: usize = 4;

/// Fewest letters of a name that only a sign tells to be one: `x=5` and `f(x)` are formulas.
const MIN_NAME_LETTERS: usize = 2;

/// A comparison with a date: its sign, how many characters lead to its date, and how many the date has.
struct Comparison {
    sign: &'static str,
    lead: usize,
    value: usize,
}

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
        if !self.is_value(length + 1) {
            return None;
        }
        Some(Field::of_short(&name).map_or(TokenKind::UnknownField(name), TokenKind::Field))
    }

    /// Returns the field that an equals sign makes of the characters before it, as Factiva has it.
    fn before_equals(&mut self, length: usize) -> Option<TokenKind> {
        let name = self.letters(length).filter(|_| self.is_value(length + 1))?;
        let field = Field::of(&name).or_else(|| Field::before_equals(&name));
        if field.is_none() && length < MIN_NAME_LETTERS {
            return None;
        }
        self.is_for_database = true;
        Some(field.map_or(TokenKind::UnknownField(name), TokenKind::Field))
    }

    /// Returns the field that `<` or `>` makes of the characters before it: only dates are compared here.
    fn before_comparison(&mut self, length: usize) -> Option<TokenKind> {
        let name = self.letters(length)?;
        if let Some(field) = date_field(&name) {
            self.comparison(length)?;
            self.is_for_database = true;
            return Some(TokenKind::Field(field));
        }
        let is_unknown = Field::of(&name).is_none() && length >= MIN_NAME_LETTERS;
        (is_unknown && self.is_value(length)).then_some(TokenKind::UnknownField(name))
    }

    /// Returns the field that a parenthesis makes of the characters before it, as Nexis has it.
    fn before_parenthesis(&mut self, length: usize) -> Option<TokenKind> {
        /// As in "the headline(s) of the day" and "Organisation(en)".
        const ENDINGS: [&str; 7] = ["s", "S", "n", "en", "in", "innen", "ies"];
        let inside = &self.text[self.at + length + 1..];
        let inside: String = inside.iter().take_while(|c| **c != ')').collect();
        let is_ending = |name: &String| {
            let is_language = matches!(Field::of(name), Some(Field::Filter(Filter::Language)));
            ENDINGS.contains(&inside.as_str()) && !is_language
        };
        let name = self.letters(length).filter(|name| !is_ending(name))?;
        if let Some(field) = Field::of(&name) {
            self.is_for_database = true;
            return Some(TokenKind::Field(field));
        }
        let is_name = length >= MIN_NAME_LETTERS && !is_bare_operator(&name.to_ascii_uppercase());
        is_name.then_some(TokenKind::UnknownField(name))
    }

    /// Returns the field of dates that a word is where a comparison with a date follows it, as in
    /// `date geq 2025-08-03`.
    pub(super) fn compared(&self, word: &str) -> Option<Field> {
        let field = date_field(word)?;
        let start = self.at + word.chars().count();
        let spaces = self.text[start..].iter().take_while(|c| **c == ' ').count();
        self.comparison(start + spaces - self.at).map(|_| field)
    }

    /// Reads a comparison or a span in brackets where a field of dates binds it, as one word.
    pub(super) fn date_value(&mut self) -> bool {
        if let Some(length) = self.bracketed().filter(|_| self.is_in_date_field()) {
            let span = self.text[self.at..self.at + length].iter().collect();
            self.push(TokenKind::Word(span), length);
            return true;
        }
        let comparison = self.comparison(0).filter(|_| self.is_in_date_field());
        let Some(Comparison { sign, lead, value }) = comparison else {
            return false;
        };
        let start = self.at + lead;
        let date: String = self.text[start..start + value].iter().collect();
        self.push(TokenKind::Word(format!("{sign}{date}")), lead + value);
        true
    }

    /// Returns the comparison with a date that stands so many characters ahead.
    fn comparison(&self, ahead: usize) -> Option<Comparison> {
        let text = self.text.get(self.at + ahead..)?;
        let starts = |word: &str| {
            let is_here = text.len() >= word.len()
                && text
                    .iter()
                    .zip(word.chars())
                    .all(|(own, other)| own.to_ascii_lowercase() == other);
            let is_whole = !word.ends_with(char::is_alphabetic) || text.get(word.len()) == Some(&' ');
            is_here && is_whole
        };
        let of = |(word, sign): &(&str, &'static str)| {
            let lead = word.len() + text[word.len()..].iter().take_while(|c| **c == ' ').count();
            let value = text[lead..].iter().take_while(|c| !matches!(c, ' ' | '(' | ')'));
            Comparison {
                sign,
                lead,
                value: value.count(),
            }
        };
        let is_date = |found: &Comparison| text.get(found.lead).is_some_and(char::is_ascii_digit);
        let plain = COMPARISONS.iter().find(|(word, _)| starts(word)).map(of);
        plain.filter(is_date).or_else(|| {
            let spoken = SPOKEN_COMPARISONS.iter().find(|(word, _)| starts(word))?;
            // "published after 18-month inquiry" compares nothing.
            let is_plain = |found: &Comparison| {
                let value = &text[found.lead..found.lead + found.value];
                value
                    .iter()
                    .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | ':' | 'T'))
            };
            Some(of(spoken)).filter(|found| is_plain(found) && found.value > BARE_NUMBER_CHARS)
        })
    }

    /// Returns how many characters a span in brackets has, such as `[2025-08-01 TO 2025-08-03]`.
    fn bracketed(&self) -> Option<usize> {
        if !matches!(self.character(0), Some('[' | '{')) {
            return None;
        }
        let end = self.text[self.at..].iter().position(|c| matches!(c, ']' | '}'))?;
        Some(end + 1)
    }

    /// Tells whether a field of dates binds what stands here, right before it or before its parentheses.
    fn is_in_date_field(&self) -> bool {
        let is_dates =
            |kind: &TokenKind| matches!(kind, TokenKind::Field(Field::Filter(filter)) if filter.is_date());
        if self.tokens.last().is_some_and(|token| is_dates(&token.kind)) {
            return true;
        }
        let mut depth = 0;
        for (place, token) in self.tokens.iter().enumerate().rev() {
            match token.kind {
                TokenKind::Close => depth += 1,
                TokenKind::Open if depth == 0 => {
                    let before = place.checked_sub(1).map(|before| &self.tokens[before].kind);
                    return before.is_some_and(is_dates);
                }
                TokenKind::Open => depth -= 1,
                _ => {}
            }
        }
        false
    }

    /// Returns the name that so many characters are; lower lines stand in names that other programs give.
    fn letters(&self, length: usize) -> Option<String> {
        let name = &self.text[self.at..self.at + length];
        let is_name = name.iter().any(char::is_ascii_alphabetic)
            && name.iter().all(|c| c.is_ascii_alphabetic() || *c == '_');
        is_name.then(|| name.iter().collect())
    }

    /// Tells whether the value of a field begins so many characters ahead.
    fn is_value(&self, ahead: usize) -> bool {
        match self.character(ahead) {
            Some('[' | '{' | '<' | '>') => self
                .character(ahead + 1)
                .is_some_and(|next| next.is_alphanumeric() || matches!(next, '=' | '*')),
            Some(next) => next.is_alphanumeric() || next == '(' || is_mark(self.text, self.at + ahead),
            None => false,
        }
    }
}

/// Returns the field of days of publication that a name is.
fn date_field(name: &str) -> Option<Field> {
    let field = Field::of(name).or_else(|| Field::of_short(name))?;
    (field == Field::Filter(Filter::Date)).then_some(field)
}
