//! Conditions of other services that mean nothing in an archive of articles, such as codes of industries and counts of
//! followers: left out with a warning, because their names are no words to look for.

use super::dates::group_length;
use super::fields::exact_suffix;
use super::phrases::{Pieces, sign_of};
use super::{Lexer, TokenKind};
use crate::quotation::quotation;
use crate::warnings::{Span, Warnings};

/// A condition: its names, what binds its values, what it is about, and what of this language comes close.
type Condition = (&'static str, &'static str, &'static str, &'static str);

/// The conditions. A value stands right behind `=`, `:` or parentheses; `<` stands for all that compares with a
/// number, with spaces around it or not.
const CONDITIONS: [Condition; 22] = [
    // Factiva.
    ("re", "=", "a code of a region", "place:"),
    ("in ns gc ipc ipd de ric", "=", "a code of a subject", ""),
    ("co fds", "=", "a code of a company", "org:"),
    ("pe", "=", "a code of a person", "person:"),
    ("rst sc", "=", "a code of a source", "source:"),
    ("an rf upd cx ct cy", "=", "the record of an article", ""),
    ("art clm ed pg se vol", "=", "the place in a newspaper", ""),
    // Nexis and ProQuest.
    (
        "length words wc word_count wordcount word-count",
        "<=:(",
        "the length of an article",
        "",
    ),
    (
        "section page edition column series graphic dateline",
        "=(",
        "the place in a newspaper",
        "",
    ),
    (
        "subject terms industry ticker su at subt",
        "=(",
        "index terms",
        "",
    ),
    (
        "cite copyright correction document-type publication-type pub-type doc-type source-type stype dtype rtype type",
        "(",
        "the record of an article",
        "",
    ),
    // Search engines.
    (
        "filetype ext contains imagesize feed hasfeed",
        ":",
        "a kind of file",
        "",
    ),
    (
        "cache related inanchor allinanchor ip prefer",
        ":",
        "a page of the web",
        "",
    ),
    (
        "loc location country city region continent sourcecountry",
        ":",
        "a place of origin",
        "place:",
    ),
    // Social media and what monitors them.
    (
        "from to list retweets_of",
        ":",
        "an account",
        "byline: or source:",
    ),
    (
        "min_faves min_retweets min_replies followers reach likes retweets engagement",
        "<=:",
        "a count of readers",
        "",
    ),
    (
        "filter is has within since_id max_id since_time until_time conversation_id in_reply_to_tweet_id quoted_tweet_id",
        ":",
        "a kind of post",
        "",
    ),
    (
        "authorgender authorverified engagementtype contentsource contenttype sourcetype pagetype sourcerank at_mentions",
        ":",
        "a kind of post",
        "",
    ),
    ("links hashtags sentiment", ":", "a kind of post", ""),
    // Lucene.
    (
        "_exists_ _missing_ _index _type _id _score",
        ":",
        "a record of a database",
        "",
    ),
    (
        "category type status section topic tag tags",
        ":",
        "a record of a database",
        "",
    ),
    ("score rank id size", "<", "a record of a database", ""),
];

impl Lexer<'_> {
    /// Passes over a condition that means nothing here.
    pub(super) fn condition(&mut self, warnings: &mut Warnings) -> bool {
        let Some((condition, length)) = self.found_condition() else {
            return false;
        };
        let (_, _, about, instead) = condition;
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        let typed: String = self.text[span.start..span.end].iter().collect();
        let hint = if instead.is_empty() {
            String::new()
        } else {
            format!("; try {instead}")
        };
        let message = format!("“{typed}” asks for {about} and means nothing here, so it was left out{hint}");
        warnings.add(span, message);
        self.is_for_database |= !typed.contains(':');
        self.push(TokenKind::LeftOut, length);
        true
    }

    /// Returns the condition that stands here, and how many characters it has.
    fn found_condition(&self) -> Option<(Condition, usize)> {
        /// As `in_reply_to_tweet_id` has.
        const MAX_NAME_CHARS: usize = 24;
        let rest = &self.text[self.at..];
        let is_name = |c: &char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
        let name: String = rest
            .iter()
            .take(MAX_NAME_CHARS)
            .take_while(|c| is_name(c))
            .collect();
        let suffix = &rest[name.len()..];
        let suffix = &suffix[..suffix.iter().position(|c| *c == '(').unwrap_or(0)];
        let end = name.len()
            + if exact_suffix(suffix) == suffix.len() {
                suffix.len()
            } else {
                0
            };
        let bond = rest[end..].iter().find(|c| **c != ' ')?;
        // All other characters begin a word, and of words only `geq` and its like compare.
        let is_sign = matches!(
            bond,
            '<' | '>' | '=' | '≥' | '≤' | ':' | '(' | 'g' | 'G' | 'l' | 'L'
        );
        let name = (is_sign && !name.is_empty()).then(|| name.to_ascii_lowercase())?;
        let mut named = CONDITIONS
            .into_iter()
            .filter(|(names, ..)| names.split(' ').any(|other| other == name));
        named.find_map(|condition| {
            let (_, bonds, ..) = condition;
            let length = match bond {
                '<' | '>' | '=' | '≥' | '≤' if bonds.contains('<') => self.compared(end),
                _ => None,
            };
            let length = length.or_else(|| {
                let is_right_behind = rest.get(end) == Some(bond) && bonds.contains(*bond);
                is_right_behind.then(|| self.bound(end, *bond)).flatten()
            });
            let by_word = || bonds.contains('<').then(|| self.compared(end)).flatten();
            Some((condition, length.or_else(by_word)?))
        })
    }

    /// Returns where a comparison with a number ends whose sign stands behind so many characters.
    fn compared(&self, name: usize) -> Option<usize> {
        let mut pieces = Pieces::new(self.text, self.at + name);
        let mut end = None;
        while let Some((_, true)) = pieces
            .next()
            .and_then(|piece| sign_of(&piece.text.to_lowercase()))
        {
            pieces
                .next()
                .filter(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit()))?;
            end = Some(pieces.at - self.at);
            if pieces
                .peek()
                .is_some_and(|piece| piece.text.eq_ignore_ascii_case("and"))
            {
                pieces.next();
            }
        }
        end
    }

    /// Returns where the value ends that a sign binds which stands behind so many characters.
    fn bound(&self, name: usize, bond: char) -> Option<usize> {
        let start = name + usize::from(bond != '(');
        let value = &self.text[self.at + start..];
        let is_end = |c: &char| matches!(c, ' ' | '(' | ')' | '|');
        let length = match value.first()? {
            '(' => group_length(value)?,
            '[' | '{' => value.iter().position(|c| matches!(c, ']' | '}'))? + 1,
            _ => match quotation(self.text, self.at + start) {
                Some(quotation) => quotation.next - self.at - start,
                None => value.iter().take_while(|c| !is_end(c)).count(),
            },
        };
        let is_value = value[..length].iter().any(|c| c.is_alphanumeric() || *c == '*');
        (is_value && !self.is_ending(start, length)).then_some(start + length)
    }

    /// Tells whether parentheses hold the ending of a word, as in "section(s)".
    fn is_ending(&self, start: usize, length: usize) -> bool {
        let value: String = self.text[self.at + start..self.at + start + length]
            .iter()
            .collect();
        let inner = value.strip_prefix('(').and_then(|value| value.strip_suffix(')'));
        inner.is_some_and(super::fields::is_ending)
    }
}
