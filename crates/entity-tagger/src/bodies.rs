//! Bodies of states: words such as `General Staff` and the country beside or inside them name one body, whichever way
//! they are put: `Russia's General Staff`, `General Staff of the Russian Armed Forces`. The table is
//! `data/state-bodies.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Country, Entry, Flags, LEXICON, Rank};
use crate::spelling::{phrase_hash, word_hash};
use crate::tokens::{Shape, Token, word_hashes};

/// Words of the longest name of a country that is looked for before a body.
const MAX_COUNTRY_WORDS: usize = 4;

static BODIES: LazyLock<Bodies> = LazyLock::new(Bodies::read);

/// The bodies that states have, by their words and the country.
#[derive(Default)]
struct Bodies {
    /// Countries by the hash of the words for what is theirs: `Russian`, `South Korean`.
    demonyms: FxHashMap<u64, Country>,
    names: FxHashSet<u64>,
    /// Names of ministries.
    ministries: FxHashSet<u64>,
    of_countries: FxHashMap<(u64, Country), &'static Entry>,
    the: u64,
    of: u64,
}

/// Words that name a body of some state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Body(u64);

impl Body {
    /// Returns the body of this country.
    pub(crate) fn of(self, country: Country) -> Option<&'static Entry> {
        BODIES.of_countries.get(&(self.0, country)).copied()
    }

    /// Returns whether it is a ministry.
    pub(crate) fn is_ministry(self) -> bool {
        BODIES.ministries.contains(&self.0)
    }
}

/// Returns the body that a name means, and whose it is where the name or a word beside it says so.
pub(crate) fn body(tokens: &[Token], mut range: Range<usize>) -> Option<(Body, Option<Country>)> {
    // The model parts "Supreme Court of" from the country behind it.
    let last = tokens[range.clone()].last();
    if range.len() > 1 && last.is_some_and(|last| last.hash == BODIES.of) {
        range.end -= 1;
    }
    let words = &tokens[range.clone()];
    if !words.iter().any(|word| word.has(Flags::ORGANISATION)) && words.len() > 1 {
        return None;
    }
    let bodies = &*BODIES;
    if let Some((country, own)) = bodies.country_inside(words) {
        let before = bodies.without_of(&words[..own.start], words.len() > own.end);
        let name = bodies.name(before.iter().chain(&words[own.end..]));
        return bodies
            .names
            .contains(&name)
            .then_some((Body(name), Some(country)));
    }
    let name = bodies.name(words.iter());
    let is_known = bodies.names.contains(&name);
    is_known.then(|| (Body(name), bodies.country_beside(tokens, range)))
}

/// Returns the countries by the hash of the words for what is theirs.
fn demonyms(rows: &[Vec<&str>]) -> FxHashMap<u64, Country> {
    let mut demonyms = FxHashMap::default();
    for row in rows {
        if let ["demonym", code, forms] = row[..]
            && let Some(country) = Country::new(code)
        {
            let hash = |form| word_hashes(form).into_iter().fold(0, phrase_hash);
            demonyms.extend(forms.split('|').map(|form| (hash(form), country)));
        }
    }
    demonyms
}

impl Bodies {
    fn read() -> Self {
        let lines = include_str!("../data/state-bodies.tsv").lines();
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        let mut bodies = Self {
            the: word_hash("the"),
            of: word_hash("of"),
            demonyms: demonyms(&rows),
            ..Self::default()
        };
        for row in &rows {
            if let ["own", code, name, forms] = row[..]
                && let Some(country) = Country::new(code)
            {
                bodies.add(country, LEXICON.body(name), forms.split('|'));
            }
        }
        let with_article: Vec<Country> = rows
            .iter()
            .filter(|row| row.len() > 1 && row[0] == "article")
            .flat_map(|row| row[1].split(' ').filter_map(Country::new))
            .collect();
        let countries: FxHashSet<Country> = bodies.demonyms.values().copied().collect();
        for row in &rows {
            let ["body", name, forms] = row[..] else { continue };
            if name.starts_with("Ministry ") {
                let forms = forms.split('|').chain([name]);
                let names: Vec<u64> = forms.map(|form| bodies.name_of(form)).collect();
                bodies.ministries.extend(names);
            }
            for country in &countries {
                let Some(of) = LEXICON.country_name(*country) else {
                    continue;
                };
                let article = if with_article.contains(country) {
                    "the "
                } else {
                    ""
                };
                let entry = LEXICON.body(&format!("{name} of {article}{of}"));
                bodies.add(*country, entry, forms.split('|').chain([name]));
            }
        }
        bodies
    }

    /// Adds a body under its forms; what the country has under one of them already stays.
    fn add<'a>(&mut self, country: Country, entry: &'static Entry, forms: impl Iterator<Item = &'a str>) {
        for form in forms.filter(|form| !form.is_empty()) {
            let name = self.name_of(form);
            self.names.insert(name);
            self.of_countries.entry((name, country)).or_insert(entry);
        }
    }

    /// Returns the hash of a name, articles left out.
    fn name_of(&self, form: &str) -> u64 {
        let words = word_hashes(form).into_iter().filter(|word| *word != self.the);
        words.fold(0, phrase_hash)
    }

    /// Returns the hash of the words of a name, articles and possessives left out.
    fn name<'a>(&self, words: impl Iterator<Item = &'a Token>) -> u64 {
        words
            .filter(|word| word.is_word() && word.hash != self.the)
            .fold(0, |name, word| phrase_hash(name, word.hash))
    }

    /// Returns the words before a country without the `of` or `of the` that leads to it, where nothing follows it.
    fn without_of<'a>(&self, words: &'a [Token], goes_on: bool) -> &'a [Token] {
        let before = match words {
            [before @ .., the] if the.hash == self.the => before,
            _ => words,
        };
        match before {
            [before @ .., of] if of.hash == self.of && !goes_on => before,
            _ => words,
        }
    }

    /// Returns the country that some of the words name, and which of them.
    fn country_inside(&self, words: &[Token]) -> Option<(Country, Range<usize>)> {
        let mut start = 0;
        while start < words.len() {
            let (length, country) = self.place_at(&words[start..]).unwrap_or((1, None));
            if let Some(country) = country {
                return Some((country, start..start + length));
            }
            start += length;
        }
        None
    }

    /// Returns how many of the words name a country from the first on, and which; without one where they name another
    /// place, which may have the name of a country in its own: New Mexico, Northern Ireland.
    fn place_at(&self, words: &[Token]) -> Option<(usize, Option<Country>)> {
        let first = words.first().filter(|first| first.is_capitalised())?;
        let one = phrase_hash(0, first.hash);
        let two = words.get(1).map(|second| phrase_hash(one, second.hash));
        if let Some(country) = two.and_then(|two| self.demonyms.get(&two)) {
            return Some((2, Some(*country)));
        }
        if let Some((length, entry)) = LEXICON.longest(words) {
            if entry.rank == Rank::Country {
                return Some((length, entry.country));
            }
            if entry.kind == EntityKind::Place && length > 1 {
                return Some((length, None));
            }
        }
        self.demonyms.get(&one).map(|country| (1, Some(*country)))
    }

    /// Returns the country right before a name, as in `Ukraine's Security Council`, or behind it after `of`.
    fn country_beside(&self, tokens: &[Token], range: Range<usize>) -> Option<Country> {
        self.country_before(tokens, range.start).or_else(|| {
            let behind = &tokens[range.end..tokens.len().min(range.end + 2 + MAX_COUNTRY_WORDS)];
            let n_in_line = behind.iter().take_while(|word| !word.opens_line).count();
            let country = match &behind[..n_in_line] {
                [of, the, country @ ..] if of.hash == self.of && the.hash == self.the => country,
                [of, country @ ..] if of.hash == self.of => country,
                _ => return None,
            };
            self.place_at(country)?.1
        })
    }

    /// Returns the country whose name, with or without a possessive, ends in this line where a name starts.
    fn country_before(&self, tokens: &[Token], name: usize) -> Option<Country> {
        let is_possessive = |end: &usize| tokens[*end].shape == Shape::Possessive;
        let end = name.checked_sub(1).filter(is_possessive).unwrap_or(name);
        let first = end.saturating_sub(MAX_COUNTRY_WORDS);
        let line = (first..=name).rev().find(|&index| tokens[index].opens_line);
        let mut start = line.unwrap_or(first);
        while start < end {
            let (length, country) = self.place_at(&tokens[start..end]).unwrap_or((1, None));
            start += length;
            if start == end {
                return country;
            }
        }
        None
    }
}
