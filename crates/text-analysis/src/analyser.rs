//! [`Analyser`]: the terms that a text in one language gives, with their positions and places.

use article::Language;

use crate::folding::fold;
use crate::own_terms::own_term;
use crate::stemmer::{Beginning, Stemmer, kept_beginning, stemmer_code};
use crate::term_cache::TermCache;
use crate::tokens::each_word;

/// A term of a text: the folded stem of a word, its position among words, and where the word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The term: what the index holds. A stem has the code of its language behind a slash (`par/pt`), because what
    /// languages have in common as a stem need not be one word.
    pub term: &'a str,
    /// Position among the words of the text, from 0; a new paragraph leaves a gap.
    pub position: usize,
    /// Start of the word, in bytes.
    pub start: usize,
    /// End of the word (exclusive), in bytes.
    pub end: usize,
}

/// Positions left free between paragraphs, so that no phrase spans two.
pub const PARAGRAPH_GAP: usize = 8;

/// Turns texts of one language into terms. It remembers the terms of words it has seen: a stem costs about ten
/// times a look-up, and a few thousand words make up most of any text.
pub struct Analyser {
    language: Option<Language>,
    stemmer: Option<Stemmer>,
    drops_elision: bool,
    drops_ending: bool,
    cache: TermCache,
}

impl Analyser {
    /// Returns an analyser for a language; words of an unknown language, or of one without a stemmer, are
    /// their own stems.
    pub fn new(language: Option<&Language>) -> Self {
        let code = language.map(Language::code).unwrap_or_default();
        Self {
            language: language.cloned(),
            stemmer: Stemmer::of(code),
            drops_elision: matches!(code, "fr" | "it" | "ca" | "oc"),
            drops_ending: matches!(code, "tr" | "az"),
            cache: TermCache::default(),
        }
    }

    /// Calls `sink` for every term of the text, in order.
    pub fn analyse(&mut self, text: &str, mut sink: impl FnMut(Token<'_>)) {
        let mut position = 0;
        let mut previous_end = 0;
        each_word(text, |word| {
            if position > 0 && has_paragraph_break(&text[previous_end..word.start]) {
                position += PARAGRAPH_GAP;
            }
            previous_end = word.end;
            let term = self.term(word.text);
            if term.is_empty() {
                return;
            }
            sink(Token {
                term,
                position,
                start: word.start,
                end: word.end,
            });
            position += 1;
        });
    }

    /// Returns the terms of a text.
    pub fn terms(&mut self, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        self.analyse(text, |token| terms.push(token.term.to_owned()));
        terms
    }

    fn code(&self) -> &str {
        self.language.as_ref().map(Language::code).unwrap_or_default()
    }

    /// Returns how much of the beginning of words the terms keep.
    pub(crate) fn kept(&self) -> Beginning {
        kept_beginning(self.code())
    }

    /// Returns the term of one word: folded, without its article or possessive, and stemmed.
    pub(crate) fn term(&mut self, word: &str) -> &str {
        let place = self.cache.find(word).unwrap_or_else(|| {
            let term = self.stem(&self.letters(word));
            self.cache.insert(word, term)
        });
        self.cache.get(place)
    }

    fn letters(&self, word: &str) -> String {
        let folded = fold(word);
        if let Some((_, after)) = folded
            .split_once('\'')
            .filter(|(article, after)| self.drops_elision && !after.is_empty() && is_elided_article(article))
        {
            return after.to_owned();
        }
        if let Some(name) = before_ending(&folded).filter(|_| self.drops_ending) {
            return name.to_owned();
        }
        let is_initials = folded.contains('.') && !folded.bytes().any(|byte| byte.is_ascii_digit());
        if is_initials {
            folded.replace('.', "")
        } else {
            folded
        }
    }

    fn stem(&self, letters: &str) -> String {
        let Some(stemmer) = &self.stemmer else {
            return letters.to_owned();
        };
        let mut term = match own_term(self.code(), letters) {
            Some(term) => term.to_owned(),
            None => stemmer.stem(letters),
        };
        if !term.is_empty() {
            term.push(LANGUAGE_START);
            term.push_str(stemmer_code(self.code()));
        }
        term
    }
}

/// What stands between a stem and the code of its language; no word holds it.
const LANGUAGE_START: char = '/';

/// Returns the stem of a term, without its language.
pub fn stem_of(term: &str) -> &str {
    term.split_once(LANGUAGE_START).map_or(term, |(stem, _)| stem)
}

/// Tells whether a paragraph ends between two words; most are apart by a space.
pub(crate) fn has_paragraph_break(between: &str) -> bool {
    let wanted = article::PARAGRAPH_BREAK.as_bytes();
    between
        .as_bytes()
        .windows(wanted.len())
        .any(|bytes| bytes == wanted)
}

/// Tells whether this is an article or pronoun that French, Italian or Catalan write with an apostrophe.
fn is_elided_article(letters: &str) -> bool {
    const LONGER: [&str; 13] = [
        "qu", "dell", "nell", "sull", "all", "dall", "gl", "un", "quell", "jusqu", "lorsqu", "puisqu",
        "quoiqu",
    ];
    letters.chars().count() == 1 || LONGER.contains(&letters)
}

/// Returns the name before an ending that Turkish writes behind an apostrophe (`Ankara'da`); nothing where the apostrophe
/// is part of a word, as in `O'Brien` and `Kur'an`.
fn before_ending(letters: &str) -> Option<&str> {
    let (name, ending) = letters.rsplit_once('\'')?;
    // The endings that begin so are this one letter.
    let is_dative = matches!(ending, "a" | "e");
    let is_ending = is_dative || !ending.is_empty() && !ending.starts_with(['a', 'e']);
    (is_ending && name.chars().nth(1).is_some()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(code: &str, text: &str, expected: &str) {
        let terms = Analyser::new(Language::from_code(code).as_ref()).terms(text);
        let stems: Vec<&str> = terms.iter().map(|term| stem_of(term)).collect();
        assert_eq!(stems.join(" "), expected, "{code}: {text}");
    }

    #[test]
    fn gives_folded_stems() {
        check("en", "Security guarantees", "secur guarante");
        check(
            "en",
            "international interns, internal news",
            "international intern internal news",
        );
        check(
            "en",
            "a United university unit in the universe",
            "a unite university unit in the universe",
        );
        check("en", "Organisations organized organs", "organiz organiz organ");
        check(
            "en",
            "added ads even in the evening",
            "add ad even in the evening",
        );
        check("en", "the U.S. and the US", "the us and the us");
        check("en", "Trump’s envoys", "trump envoy");
        check(
            "de",
            "Sicherheitsgarantien für Städte",
            "sicherheitsgaranti fur stadt",
        );
        check(
            "tr",
            "Ankara Ankara'da ANKARA’YA İzmir'e O'Brien O'Brien'ın Kur'an Kur'an'ı",
            "ankar ankar ankar izmir o'brien o'brien kur'a kur'a",
        );
        check("az", "NATO'nun", "nato");
        check("en", "Ankara'da", "ankara'da");
        check("fr", "l’élection d’une présidente", "elect une president");
        check("es", "las garantías", "las garanti");
        check("ru", "гарантии гарантий", "гарант гарант");
        check("uk", "столиця столиці", "столиц столиц");
        check("pl", "gwarancja gwarancje", "gwarancj gwarancj");
        check("id", "membaca bacaan", "baca baca");
        check("fa", "کتاب کتاب‌ها", "کتاب کتاب");
        check("ko", "대통령의 KBS는", "대 통 령 의 kbs 는");
        check("ja", "ｻｯｶｰ サッカー", "サ ッ カ ー サ ッ カ ー");
        check("he", "צה”ל צה״ל", "צה\"ל צה\"ל");
        check("zh", "安全保障", "安 全 保 障");
        check("", "Running dogs", "running dogs");
    }

    #[test]
    fn stems_are_of_one_language() {
        let term = |code: &str, word: &str| {
            Analyser::new(Language::from_code(code).as_ref())
                .terms(word)
                .concat()
        };
        assert_eq!(term("pt", "Paris"), "par/pt");
        assert_ne!(term("de", "Biden"), term("en", "bid"));
        assert_eq!(term("pt", "para"), "para/pt");
        assert_eq!(term("nb", "havner"), term("nn", "havner"));
        assert_eq!(term("zh", "港"), term("ja", "港"));
        assert_eq!(term("", "port"), "port");
    }

    #[test]
    fn paragraphs_are_apart() {
        let mut positions = Vec::new();
        Analyser::new(None).analyse("one two\n\nthree", |token| positions.push(token.position));
        assert_eq!(positions, [0, 1, 2 + PARAGRAPH_GAP]);
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_in_range(text in "\\PC{0,80}", code in "en|fr|el|ru|ar|zh|tr|uk|pl|cs|fa|hi|id|sr|lt|et|hy|ca|yi|ne|eu|ga|eo") {
            let mut analyser = Analyser::new(Language::from_code(&code).as_ref());
            let (mut last_end, mut last_position) = (0, None);
            analyser.analyse(&text, |token| {
                assert!(token.start >= last_end && token.end <= text.len());
                assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                assert!(last_position < Some(token.position));
                (last_end, last_position) = (token.end, Some(token.position));
            });
        }

        #[test]
        fn greek_never_panics(word in "[α-ωά-ώ]{1,24}") {
            Analyser::new(Language::from_code("el").as_ref()).terms(&word);
        }
    }
}
