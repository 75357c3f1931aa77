//! What other services write before words and groups that is no field: `raw:`, `EXACT(`, `plural(`, `allintitle:`,
//! comments, and a dash that a word processor made of a minus.

use super::{Lexer, TokenKind};
use crate::Scope;
use crate::field::{Field, Filter};
use crate::warnings::{Span, Warnings};

/// Names right before a parenthesis that ask for words as they are written, and whether they ask for capitals.
const FORMS: [(&str, bool); 6] = [
    ("exact", false),
    ("singular", false),
    ("plural", false),
    ("caps", true),
    ("allcaps", true),
    ("nocaps", true),
];

/// Names that ask for words anywhere in an article, with the sign behind them.
const ANYWHERE: [&str; 5] = ["noft(", "all(", "all=", "ts=", "tx="];

impl Lexer<'_> {
    /// Reads what is no field, word or sign of this language.
    pub(super) fn command(&mut self, warnings: &mut Warnings) -> bool {
        match self.character(0) {
            Some('<') => self.comment(warnings),
            Some('–') => self.dash(warnings),
            _ if self.is_name() => self.form(warnings) || self.anywhere() || self.all_behind(),
            _ => false,
        }
    }

    /// Tells whether letters with a sign behind them stand here, as a name of a field or a command has it.
    fn is_name(&self) -> bool {
        /// As `allintitle` has.
        const MAX_CHARS: usize = 10;
        let letters = self.text[self.at..].iter().take(MAX_CHARS + 1);
        let length = letters.take_while(|c| c.is_ascii_alphabetic()).count();
        length > 0 && matches!(self.character(length), Some(':' | '(' | '='))
    }

    fn starts(&self, word: &str) -> bool {
        let own = self.text[self.at..].iter().take(word.len());
        own.map(char::to_ascii_lowercase).eq(word.chars())
    }

    /// Passes over a comment of Brandwatch.
    fn comment(&mut self, warnings: &mut Warnings) -> bool {
        let end = self.text[self.at..]
            .windows(3)
            .position(|window| window == ['>'; 3]);
        let Some(end) = end.filter(|_| self.starts("<<<")) else {
            return false;
        };
        let length = end + 3;
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        warnings.add(span, "this is taken for a comment and was left out");
        self.push(TokenKind::LeftOut, length);
        true
    }

    /// Reads `raw:"Apple"` and `plural(rights)`.
    fn form(&mut self, warnings: &mut Warnings) -> bool {
        if self.starts("raw:") && self.is_value(4) {
            self.push(TokenKind::Exact, 4);
            return true;
        }
        let found = FORMS.iter().find(|(name, _)| {
            let rest = self.text.get(self.at + name.len()..).unwrap_or_default();
            let inside: String = rest.iter().skip(1).take_while(|c| **c != ')').collect();
            self.starts(name) && rest.first() == Some(&'(') && !super::fields::is_ending(&inside)
        });
        let Some((name, asks_for_capitals)) = found else {
            return false;
        };
        self.push(TokenKind::Exact, name.len());
        self.is_for_database = true;
        if *asks_for_capitals {
            let span = self.tokens[self.tokens.len() - 1].span;
            warnings.add(span, "capitals make no difference here");
        }
        true
    }

    fn anywhere(&mut self) -> bool {
        let Some(name) = ANYWHERE.iter().find(|name| self.starts(name)) else {
            return false;
        };
        let is_group = name.ends_with('(');
        let is_bound = is_group || self.is_value(name.len());
        if is_bound {
            self.at += name.len() - usize::from(is_group);
            self.is_for_database = true;
        }
        is_bound
    }

    /// Reads `allintitle:`, which binds all that follows.
    fn all_behind(&mut self) -> bool {
        let fields = [
            ("allintitle:", Field::Text(Scope::Title)),
            ("allintext:", Field::Text(Scope::Body)),
            ("allinurl:", Field::Filter(Filter::Url)),
        ];
        let Some((name, field)) = fields.into_iter().find(|(name, _)| self.starts(name)) else {
            return false;
        };
        self.push(TokenKind::Field(field), name.len());
        self.push(TokenKind::Open, 0);
        self.n_open += 1;
        true
    }

    /// Reads a dash with a space before it and none behind: word processors make it of a minus.
    fn dash(&mut self, warnings: &mut Warnings) -> bool {
        let is_behind = |text: &[char]| matches!(text.last(), Some(' ' | '('));
        let opens = |c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '(');
        let is_sign = self.character(0) == Some('–')
            && is_behind(&self.text[..self.at])
            && self.character(1).is_some_and(opens);
        let rest = &self.text[(self.at + 1).min(self.text.len())..];
        if !is_sign || rest.contains(&'–') && !rest.windows(2).any(|pair| pair[0] == ' ' && pair[1] == '–')
        {
            return false;
        }
        self.push(TokenKind::Not, 1);
        let span = self.tokens[self.tokens.len() - 1].span;
        warnings.add(
            span,
            "this dash is taken for a minus, so what follows is left out",
        );
        true
    }
}
