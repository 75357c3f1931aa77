//! Firms: the legal forms that end their names, the codes under which exchanges list them, and people that are firms
//! by what the rest of the article calls them.

use std::ops::Range;
use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::FxHashSet;

use crate::lexicon::{Entry, Flags, LEXICON, Rank, Reader};
use crate::mentions::Found;
use crate::spelling::word_hash;
use crate::text::Text;
use crate::tokens::{Elision, Shape, Token, tokens, word_hashes};

/// Words that end a company's name without telling it from another.
pub(crate) const LEGAL_FORMS: [&str; 23] = [
    "inc",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "lp",
    "co",
    "cos",
    "company",
    "companies",
    "gmbh",
    "ag",
    "sa",
    "nv",
    "bv",
    "spa",
    "srl",
    "ab",
    "asa",
    "oyj",
];

static LEGAL_HASHES: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| LEGAL_FORMS.iter().map(|form| word_hash(form)).collect());

/// Those that people are called as well, unless all their letters are capitals: Estácio de Sá is no company.
const ALSO_SURNAMES: [&str; 6] = ["sa", "ag", "ab", "nv", "bv", "lp"];

/// Returns whether a word with a capital is a legal form.
pub(crate) fn is_legal_form(word: &Token) -> bool {
    let is_surname = || ALSO_SURNAMES.iter().any(|form| word.hash == word_hash(form));
    word.is_capitalised()
        && LEGAL_HASHES.contains(&word.hash)
        && (word.shape == Shape::Upper || !is_surname())
}

/// Returns the thing that a name means without its legal forms, and without the country before an American body.
pub(crate) fn entry(words: &[Token]) -> Option<&'static Entry> {
    let stem = without_legal_forms(words);
    // What is short for a body is no firm: BCE Inc. is not the European Central Bank.
    if let ([acronym], true) = (stem, stem.len() < words.len())
        && acronym.shape == Shape::Upper
    {
        return None;
    }
    let of_america = || {
        let (country, body) = stem
            .split_first()
            .filter(|(country, _)| country.hash == word_hash("us"))?;
        let is_country = country.shape != Shape::Lower && !body.is_empty();
        LEXICON
            .entry(body)
            .filter(|entry| is_country && entry.rank == Rank::Organisation)
    };
    LEXICON.entry(stem).or_else(of_america)
}

/// Returns the words of a name that ends with a legal form, as hashes without it; nothing for other names.
fn stem(name: &str) -> Option<Vec<u64>> {
    let last = name.rsplit(char::is_whitespace).next()?;
    if !LEGAL_HASHES.contains(&word_hash(last)) {
        return None;
    }
    let words = tokens(name, Elision::Keeps, Reader::English);
    let stem = without_legal_forms(&words);
    let hashes = stem.iter().map(|word| word.hash).filter(|&hash| hash != 0);
    (stem.len() < words.len()).then(|| hashes.collect())
}

/// Returns the words of a name without the legal forms at its end, and without the marks and the `and` before them.
pub(crate) fn without_legal_forms(words: &[Token]) -> &[Token] {
    let mut rest = words;
    while let Some(kept) = rest.iter().rposition(is_legal_form) {
        if kept == 0 || rest[kept + 1..].iter().any(|word| word.hash != 0) {
            break;
        }
        rest = &rest[..kept];
    }
    if rest.len() == words.len() {
        return words;
    }
    let is_joint = |word: &Token| word.hash == 0 || word.hash == word_hash("and");
    let kept = rest.iter().rposition(|word| !is_joint(word));
    kept.map_or(words, |last| &rest[..=last])
}

/// Returns whether a name ends with a legal form.
pub(crate) fn has_legal_form(name: &str) -> bool {
    stem(name).is_some()
}

/// Gives legal forms that stand apart back to the firm before them, as `Brenner & Co. Inc` has two; elsewhere they
/// name nothing.
pub(crate) fn with_legal_forms(
    names: Vec<(Range<usize>, EntityKind)>,
    tokens: &[Token],
) -> Vec<(Range<usize>, EntityKind)> {
    let mut whole: Vec<(Range<usize>, EntityKind)> = Vec::with_capacity(names.len());
    for (range, kind) in names {
        let is_form = tokens[range.clone()]
            .iter()
            .all(|word| word.hash == 0 || is_legal_form(word));
        if !is_form {
            whole.push((range, kind));
        } else if let Some((before, kind)) = whole.last_mut()
            && *kind != EntityKind::Place
            && tokens[before.end..range.start]
                .iter()
                .all(|mark| matches!(mark.shape, Shape::Mark('.' | ',')))
        {
            before.end = range.end;
            *kind = EntityKind::Organisation;
        }
    }
    whole
}

/// Returns a name without the codes at its ends under which exchanges list a firm, as in `Norrvik Bank (NVB.L)`;
/// nothing where it is no more than one.
pub(crate) fn without_codes(range: Range<usize>, text: &Text<'_>) -> Option<Range<usize>> {
    let mut range = range;
    let is_loose = |token: &Token| token.hash == 0 || is_in_code(token, &text.text);
    if !text.tokens[range.clone()]
        .iter()
        .any(|token| is_in_code(token, &text.text))
    {
        return Some(range);
    }
    while !range.is_empty() && is_loose(&text.tokens[range.end - 1]) {
        range.end -= 1;
    }
    while !range.is_empty() && is_loose(&text.tokens[range.start]) {
        range.start += 1;
    }
    (!range.is_empty()).then_some(range)
}

/// Characters of the longest code.
const LONGEST_CODE: usize = 12;

/// Returns whether a word is part of the code of a listed firm (its letters, a full stop, those of the exchange:
/// `NVB.L`). A single letter before the full stop is an initial, unless brackets hold nothing else.
fn is_in_code(token: &Token, text: &str) -> bool {
    let is_edge = |char: char| char.is_whitespace() || "()[]<>,;:\"“”'’/".contains(char);
    let before = text[..token.start]
        .chars()
        .rev()
        .take(LONGEST_CODE)
        .take_while(|&char| !is_edge(char));
    let after = text[token.end..]
        .chars()
        .take(LONGEST_CODE)
        .take_while(|&char| !is_edge(char));
    let start = token.start - before.map(char::len_utf8).sum::<usize>();
    let end = token.end + after.map(char::len_utf8).sum::<usize>();
    let Some((firm, exchange)) = text[start..end].split_once('.') else {
        return false;
    };
    let firm_is_code = firm.len() + exchange.len() < LONGEST_CODE
        && firm.starts_with(|char: char| char.is_ascii_uppercase() || char.is_ascii_digit())
        && firm
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && firm.bytes().rev().skip(1).all(|byte| !byte.is_ascii_lowercase());
    let exchange_is_code =
        matches!(exchange.len(), 1 | 2) && exchange.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_bracketed =
        || text[..start].trim_end().ends_with('(') && text[end..].trim_start().starts_with([')', ':', ',']);
    firm_is_code && exchange_is_code && (firm.len() > 1 || is_bracketed())
}

/// Returns whether one word may stand for the firm whose name it opens: `Brenner` for Brenner Maschinenbau AG, and no
/// `General`, `German` or `Paris`.
pub(crate) fn may_stand_for_firm(word: u64) -> bool {
    let others = Flags::STOP
        .union(Flags::COMMON)
        .union(Flags::DEMONYM)
        .union(Flags::CALENDAR)
        .union(Flags::ORGANISATION);
    !LEXICON.word(word).intersects(others)
        && LEXICON
            .known(&[word])
            .is_none_or(|entry| entry.rank == Rank::Organisation)
}

/// What an article calls its firms and its people.
#[derive(Default)]
struct Called {
    /// Names of firms and known bodies.
    firms: FxHashSet<Vec<u64>>,
    /// Words that open the name of a firm and may stand for it.
    openers: FxHashSet<u64>,
    /// Words of the full names of people.
    people: FxHashSet<u64>,
}

/// Makes firms of the people that the article elsewhere calls a firm, `Whitlow` beside `Whitlow Inc.`, unless it names
/// somebody Whitlow as well, and of those whose name only a body has.
pub(crate) fn settle(found: &mut [Found]) {
    let mut called = Called::default();
    for found in found.iter_mut().filter(|found| found.kind != EntityKind::Place) {
        called.add_firm(found);
    }
    let people = found.iter_mut().filter(|found| found.kind == EntityKind::Person);
    let people: Vec<(&mut Found, Vec<u64>)> = people
        .map(|found| {
            let words = word_hashes(&found.mention.text);
            (found, words)
        })
        .collect();
    people.iter().for_each(|(_, words)| called.add_person(words));
    for (found, words) in people {
        if called.as_firm(&words) || is_body(&words) && !called.as_people(&words) {
            found.kind = EntityKind::Organisation;
            found.entry = LEXICON.known(&words).filter(|entry| entry.kind == found.kind);
        }
    }
}

impl Called {
    /// Adds what is a firm or body, whatever it was taken for where it has a legal form.
    fn add_firm(&mut self, found: &mut Found) {
        let words = match stem(&found.mention.text) {
            Some(stem) => {
                found.kind = EntityKind::Organisation;
                stem
            }
            None if found.kind == EntityKind::Organisation && found.entry.is_some() => {
                word_hashes(&found.mention.text)
            }
            None => return,
        };
        if let [first, second, ..] = words[..]
            && may_stand_for_firm(first)
            && !is_person(first, second)
        {
            self.openers.insert(first);
        }
        self.firms.insert(words);
    }

    fn add_person(&mut self, words: &[u64]) {
        if words.len() > 1 && !is_body(words) && !self.firms.contains(words) {
            self.people.extend(words);
        }
    }

    fn as_people(&self, words: &[u64]) -> bool {
        words.len() == 1 && self.people.contains(&words[0])
    }

    fn as_firm(&self, words: &[u64]) -> bool {
        let opens = words.len() == 1 && self.openers.contains(&words[0]);
        !self.as_people(words) && (opens || self.firms.contains(words))
    }
}

/// Returns whether a firm is named after a person in full, so that the first word is a given name.
fn is_person(first: u64, second: u64) -> bool {
    LEXICON.word(first).intersects(Flags::GIVEN) && LEXICON.word(second).intersects(Flags::FAMILY)
}

/// Returns whether words name a body: a well-known one that is no name of people, or what ends as bodies do.
fn is_body(words: &[u64]) -> bool {
    let people = Flags::GIVEN.union(Flags::FAMILY).union(Flags::SURNAME);
    let may_be_people = |word: u64| LEXICON.word(word).intersects(people);
    let is_known = LEXICON
        .known(words)
        .is_some_and(|entry| entry.rank == Rank::Organisation);
    match words {
        [] => false,
        [word] => is_known && !may_be_people(*word),
        [.., last] => {
            is_known || LEXICON.word(*last).intersects(Flags::ORGANISATION) && !may_be_people(*last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_told_from_surnames() {
        for (name, stem_words) in [
            ("Norrvik SA", Some(1)),
            ("Norrvik Bank Co. Inc.", Some(2)),
            ("Brenner & Co", Some(1)),
            ("Brenner and Company", Some(1)),
            ("Estácio de Sá", None),
            ("Inc.", None),
            ("Company of Norrvik", None),
            ("", None),
        ] {
            assert_eq!(stem(name).map(|words| words.len()), stem_words, "{name:?}");
        }
    }
}
