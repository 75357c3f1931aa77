//! Days as other programs ask for them -> a field and one value: `date from 20080101 to 20080331`, `pd=2008-2010`,
//! `date(geq (1/1/2008) and leq (12/31/2008))`, `date aft 1/1/2008`, `date:[2008 TO 2009]`.

use jiff::civil::Date;

use super::{Lexer, TokenKind};
use crate::calendar::Calendar;
use crate::date_span::{days, has_form_of_date};
use crate::field::{Field, Filter, date_name};
use crate::lexer::phrases::{Pieces, sign_of};

const DATES: TokenKind = TokenKind::Field(Field::Filter(Filter::Date));

/// How a field of dates and its value are bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// `:`
    Colon,
    /// `=`
    Equals,
    /// A parenthesis.
    Parenthesis,
    /// Words or a sign that compares.
    Words,
}

/// What is asked of days, as one value, and what tells that it was meant so.
struct Form {
    value: String,
    /// Where it ends.
    end: usize,
    /// Whether no sentence would say it so: it compares by a sign or a word of Nexis, or names a day in figures.
    is_technical: bool,
    /// Whether it has a word that compares, or two ends.
    is_composed: bool,
    has_digits: bool,
}

impl Lexer<'_> {
    /// Reads a field of dates with what other programs ask of it.
    pub(super) fn date_form(&mut self) -> bool {
        let Some(name) = date_name(&self.text[self.at..]) else {
            return false;
        };
        let behind = self.at + name;
        let spaces = self.n_spaces(behind);
        let (bond, from) = match self.text.get(behind + spaces) {
            Some('(') => (Bond::Parenthesis, behind + spaces),
            Some(':') if spaces == 0 => (Bond::Colon, behind + 1),
            Some('=') => (Bond::Equals, behind + spaces + 1),
            _ => (Bond::Words, behind),
        };
        let inner = from + self.n_spaces(from);
        if self.text.get(inner) == Some(&'(') {
            return self.date_group(name, inner, bond);
        }
        let form = form(self.text, from).filter(|form| match bond {
            // "Published: 3 May 2024" is a line of a page.
            Bond::Colon if inner > from && !self.is_named_date(name) => false,
            Bond::Colon => form.is_composed || self.text[inner..form.end].contains(&' '),
            Bond::Equals => true,
            Bond::Parenthesis => false,
            Bond::Words => form.is_composed && (form.is_technical || self.stands_apart(form)),
        });
        match form {
            Some(form) => self.push_dates(name, form.value, form.end, bond),
            None => self.date_name_alone(name, bond),
        }
    }

    /// Reads what stands in parentheses, which may have others inside, as Nexis writes them.
    fn date_group(&mut self, name: usize, open: usize, bond: Bond) -> bool {
        let Some(length) = group_length(&self.text[open..]) else {
            return false;
        };
        let end = open + length;
        let inner: Vec<char> = self.text[open..end]
            .iter()
            .map(|c| if matches!(c, '(' | ')') { ' ' } else { *c })
            .collect();
        let form = form(&inner, 0).filter(|form| {
            let is_all = inner[form.end..].iter().all(|character| *character == ' ');
            is_all && (form.is_composed || bond != Bond::Colon)
        });
        // A word before parentheses is one of a sentence where nothing but a space is between them.
        let is_bound = bond != Bond::Parenthesis || open == self.at + name;
        match form.filter(|form| is_bound || form.is_technical) {
            Some(form) => self.push_dates(name, form.value, end, bond),
            None => false,
        }
    }

    fn push_dates(&mut self, name: usize, value: String, end: usize, bond: Bond) -> bool {
        self.is_for_database |= bond != Bond::Colon;
        self.push(DATES, name);
        self.at += self.n_spaces(self.at);
        self.push(TokenKind::Word(value), end - self.at);
        true
    }

    /// Takes the name of a field right before its value, which has a form of this language.
    fn date_name_alone(&mut self, name: usize, bond: Bond) -> bool {
        let is_bound = match bond {
            Bond::Colon | Bond::Equals => {
                matches!(self.character(name), Some(':' | '=')) && self.is_value(name + 1)
            }
            _ => false,
        };
        if is_bound {
            self.is_for_database |= bond == Bond::Equals;
            self.push(DATES, name + 1);
        }
        is_bound
    }

    /// Tells whether a form in words stands between operators or at an end, where "the date is 2025" does not.
    fn stands_apart(&self, form: &Form) -> bool {
        let is_joint = |word: &str| {
            ["and", "or", "not"]
                .iter()
                .any(|joint| word.eq_ignore_ascii_case(joint))
        };
        let is_before = match self.tokens.last().map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => is_joint(word),
            Some(kind) => matches!(
                kind,
                TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Open | TokenKind::Plus
            ),
            None => true,
        };
        let next = Pieces::new(self.text, form.end).next();
        form.has_digits && is_before && next.is_none_or(|piece| is_joint(&piece.text))
    }

    fn is_named_date(&self, length: usize) -> bool {
        let name = &self.text[self.at..self.at + length];
        name.iter().map(char::to_ascii_lowercase).eq("date".chars())
    }

    fn n_spaces(&self, from: usize) -> usize {
        self.text[from..].iter().take_while(|c| **c == ' ').count()
    }

    /// Reads a comparison or a span in brackets where a field of dates binds it, as one word.
    pub(super) fn date_value(&mut self) -> bool {
        if !matches!(self.character(0), Some('[' | '{' | '<' | '>')) || !self.is_in_date_field() {
            return false;
        }
        if let Some(length) = self.bracketed() {
            let span = self.text[self.at..self.at + length].iter().collect();
            self.push(TokenKind::Word(span), length);
            return true;
        }
        let Some(form) = form(self.text, self.at).filter(|form| form.is_composed) else {
            return false;
        };
        let length = form.end - self.at;
        self.push(TokenKind::Word(form.value), length);
        true
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
}

/// Returns how many characters stand from an opening parenthesis to its partner.
pub(super) fn group_length(text: &[char]) -> Option<usize> {
    /// A longer one holds more than a value, and none would be looked for twice.
    const MAX_CHARS: usize = 200;
    let mut depth = 0;
    for (at, character) in text.iter().take(MAX_CHARS).enumerate() {
        match character {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Reads what is asked of days.
fn form(text: &[char], from: usize) -> Option<Form> {
    let mut pieces = Pieces::new(text, from);
    let first = pieces.peek()?.text.to_lowercase();
    let ends: Option<&[&str]> = match first.as_str() {
        "from" => Some(&["to", "until", "through", "thru", "and", "-", "–"]),
        "between" => Some(&["and", "to", "-", "–"]),
        _ => None,
    };
    if let Some(joints) = ends {
        pieces.next();
        if let Some(form) = with_year_of_second(&mut pieces, joints) {
            return Some(form);
        }
        let first = date(&mut pieces)?;
        let Some(last) = second(&mut pieces, joints) else {
            let is_open = first.is_technical && joints.contains(&"until");
            return is_open.then(|| first.form("", "..", true, pieces.at));
        };
        return Some(first.to(&last, pieces.at));
    }
    if let Some(sign) = sign_of(&first) {
        pieces.next();
        return compared(sign, &mut pieces);
    }
    let one = date(&mut pieces)?;
    match second(&mut pieces, &["to", "until", "-", "–", "—"]) {
        Some(last) => Some(one.to(&last, pieces.at)),
        None => {
            let is_span =
                one.text.len() > 10 && one.is_technical && one.text.starts_with(|c: char| c.is_ascii_digit());
            Some(one.form("", "", is_span, pieces.at))
        }
    }
}

/// Reads the date that a word compares with, and a second comparison.
fn compared(sign: (&'static str, bool), pieces: &mut Pieces) -> Option<Form> {
    let (sign, is_technical) = sign;
    let one = date(pieces)?;
    let mut form = one.form(sign, "", true, pieces.at);
    form.is_technical |= is_technical;
    let mut ahead = pieces.clone();
    if ahead
        .peek()
        .is_some_and(|piece| piece.text.eq_ignore_ascii_case("and"))
    {
        ahead.next();
    }
    let other = ahead.next().and_then(|piece| sign_of(&piece.text.to_lowercase()));
    let is_pair = |other: &str| !sign.is_empty() && !other.is_empty() && other[..1] != sign[..1];
    if let Some((other, _)) = other.filter(|(other, _)| is_pair(other))
        && let Some(last) = date(&mut ahead)
    {
        form.value = format!("{}&{other}{}", form.value, last.text);
        form.end = ahead.at;
    }
    Some(form)
}

/// Reads the second date of a span behind the word that leads to it.
fn second(pieces: &mut Pieces, joints: &[&str]) -> Option<Day> {
    let mut ahead = pieces.clone();
    let joint = ahead.next()?.text.to_lowercase();
    let last = date(&mut ahead).filter(|_| joints.contains(&joint.as_str()))?;
    *pieces = ahead;
    Some(last)
}

/// Reads a span that names its year once, as in `from 1 January to 31 March 2008`.
fn with_year_of_second(pieces: &mut Pieces, joints: &[&str]) -> Option<Form> {
    let mut ahead = pieces.clone();
    let mut first = ahead.next()?.text;
    let mut last = second(&mut ahead, joints);
    if last.is_none() {
        ahead = pieces.clone();
        ahead.next();
        first = format!("{first} {}", ahead.next()?.text);
        last = second(&mut ahead, joints);
    }
    let last = last?;
    let (_, year) = last.text.rsplit_once(' ')?;
    let text = format!("{first} {year}");
    let is_date = year.bytes().all(|byte| byte.is_ascii_digit()) && is_spoken(&text);
    let first = Day {
        text,
        is_technical: false,
    };
    is_date.then(|| first.to(&last, ahead.at))
}

/// A date as typed.
struct Day {
    text: String,
    /// Whether it is a day in figures.
    is_technical: bool,
}

impl Day {
    fn form(&self, before: &str, behind: &str, is_composed: bool, end: usize) -> Form {
        Form {
            value: format!("{before}{}{behind}", self.text),
            end,
            is_technical: self.is_technical,
            is_composed,
            has_digits: self.text.contains(|character: char| character.is_ascii_digit()),
        }
    }

    fn to(&self, last: &Self, end: usize) -> Form {
        let mut form = self.form("", &format!("..{}", last.text), true, end);
        form.is_technical |= last.is_technical;
        form.has_digits |= last.form("", "", true, end).has_digits;
        form
    }
}

/// Reads the longest run of words that is a date, such as `1 January 2008`.
fn date(pieces: &mut Pieces) -> Option<Day> {
    /// As `past 30 days` and `March 3, 2024` have.
    const MOST_WORDS: usize = 3;
    /// More than a year has.
    const MIN_CHARS: usize = 5;
    let mut ahead = pieces.clone();
    let (mut text, mut found) = (String::new(), None);
    for _ in 0..MOST_WORDS {
        let Some(piece) = ahead.next() else { break };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
        let bare = text.trim_end_matches([',', ';']);
        let is_figure = has_form_of_date(bare);
        if is_figure || is_spoken(bare) {
            let day = Day {
                text: bare.to_owned(),
                is_technical: is_figure && bare.len() >= MIN_CHARS,
            };
            found = Some((day, ahead.clone()));
        }
    }
    let (day, behind) = found?;
    *pieces = behind;
    pieces.close_quotation();
    Some(day)
}

/// Tells whether a text says a date, whatever day today is.
fn is_spoken(text: &str) -> bool {
    let today = Date::constant(2000, 1, 1);
    let calendar = Calendar {
        today: Some(today),
        order: None,
    };
    days(&text.to_lowercase(), calendar).is_some()
}
