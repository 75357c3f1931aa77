//! The words of a phrase that asks for something, one by one: `date geq "2008-01-01"`, `length > 500`.

/// Signs and words that compare, each as the sign that it stands for, and whether no sentence has it.
const COMPARISONS: [(&str, &str, bool); 22] = [
    (">=", ">=", true),
    ("<=", "<=", true),
    ("=>", ">=", true),
    ("=<", "<=", true),
    ("≥", ">=", true),
    ("≤", "<=", true),
    (">", ">", true),
    ("<", "<", true),
    ("=", "", true),
    ("geq", ">=", true),
    ("leq", "<=", true),
    ("gtr", ">", true),
    ("lss", "<", true),
    ("aft", ">", true),
    ("bef", "<", true),
    ("is", "", false),
    ("on", "", false),
    ("equals", "", false),
    ("since", ">=", false),
    ("until", "<=", false),
    ("after", ">", false),
    ("before", "<", false),
];

/// Returns the sign that a word in small letters compares by, and whether no sentence has that word.
pub(super) fn sign_of(word: &str) -> Option<(&'static str, bool)> {
    let found = COMPARISONS.iter().find(|(name, ..)| *name == word);
    found.map(|(_, sign, is_technical)| (*sign, *is_technical))
}

/// A word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
}

/// The words and signs from a place on, without the quotation marks around them; none from a parenthesis on.
#[derive(Clone)]
pub(super) struct Pieces<'a> {
    text: &'a [char],
    /// Where the next one begins.
    pub(super) at: usize,
    /// Whether the last one stands behind a quotation mark.
    is_quoted: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a [char], at: usize) -> Self {
        Self {
            text,
            at,
            is_quoted: false,
        }
    }

    pub(super) fn peek(&self) -> Option<Piece> {
        self.clone().next()
    }

    pub(super) fn next(&mut self) -> Option<Piece> {
        /// Longer ones are neither dates nor numbers.
        const MAX_CHARS: usize = 40;
        let mut start = self.at;
        while matches!(self.text.get(start), Some(' ')) {
            start += 1;
        }
        if self.text.get(start).is_some_and(|c| is_quotation_mark(*c)) {
            self.is_quoted = true;
            start += 1;
        }
        let rest = self.text.get(start..)?;
        let is_sign = |c: &char| matches!(c, '<' | '>' | '=' | '≤' | '≥');
        let n_signs = rest.iter().take_while(|c| is_sign(c)).count();
        let is_end = |c: &char| is_sign(c) || is_quotation_mark(*c) || matches!(c, ' ' | '(' | ')');
        let length = match n_signs {
            0 => rest.iter().take_while(|c| !is_end(c)).count(),
            n_signs => n_signs,
        };
        if length == 0 || length > MAX_CHARS {
            return None;
        }
        self.at = start + length;
        Some(Piece {
            text: rest[..length].iter().collect(),
        })
    }

    /// Passes over the mark that ends the quotation in which the last word stands.
    pub(super) fn close_quotation(&mut self) {
        if self.is_quoted && self.text.get(self.at).is_some_and(|c| is_quotation_mark(*c)) {
            self.at += 1;
        }
        self.is_quoted = false;
    }
}

fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '\'' | '‘' | '’' | '«' | '»')
}
