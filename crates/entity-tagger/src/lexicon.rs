//! The lexicon: what is known of words and phrases before an article is read, from the tables in `data/`.

use std::collections::hash_map::Entry as MapEntry;
use std::sync::LazyLock;

use article::EntityKind;
use rustc_hash::FxHashMap;

use crate::cyrillic;
pub(crate) use crate::flags::{Flags, Reader};
use crate::spelling::{phrase_hash, word_hash};
use crate::states;
use crate::tokens::{Elision, Shape, Token, phrase_hashes};

/// The tables, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// Words of the longest phrase that is looked up.
const MAX_PHRASE_WORDS: usize = 8;

/// How well known a thing of the gazetteer is, which is how far its bare name is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// A city by its size: from 1 (15,000 people) to 6 (three million).
    City(u8),
    /// A region, sea, river or continent.
    Region,
    /// A country.
    Country,
    /// A body.
    Organisation,
}

impl Rank {
    /// Returns whether it is a town whose name more often means something else.
    pub(crate) fn is_small_town(self) -> bool {
        matches!(self, Self::City(1 | 2))
    }
}

/// A country by its ISO 3166-1 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Country([u8; 2]);

impl Country {
    /// Returns the country with a code of these letters.
    pub(crate) const fn of_letters(code: [u8; 2]) -> Self {
        Self(code)
    }

    /// Returns the country with this code of two letters.
    pub(crate) fn new(code: &str) -> Option<Self> {
        code.as_bytes().try_into().ok().map(Self)
    }
}

/// A thing of the gazetteer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The name to show.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) kind: EntityKind,
    /// How well known it is.
    pub(crate) rank: Rank,
    /// The country that it is, or is in.
    pub(crate) country: Option<Country>,
    /// Whether one of its forms names a place in another country as well.
    pub(crate) has_namesakes: bool,
}

/// One written form of a thing.
#[derive(Clone, Copy, Debug)]
struct Form {
    entry: u32,
    /// Whether it is an acronym, which counts only in capitals.
    capitals_only: bool,
}

/// What is known of words and phrases.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: FxHashMap<u64, Flags>,
    phrases: FxHashMap<u64, Form>,
    /// Places by a form that names a larger one in another country.
    namesakes: FxHashMap<u64, Vec<u32>>,
    entries: Vec<Entry>,
    the: u64,
}

impl Lexicon {
    /// Returns what is known of a word.
    pub(crate) fn word(&self, hash: u64) -> Flags {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// Returns the thing that exactly these words name.
    pub(crate) fn entry(&'static self, words: &[Token]) -> Option<&'static Entry> {
        self.longest(words)
            .filter(|(length, _)| *length == words.len())
            .map(|(_, entry)| entry)
    }

    /// Returns the place that exactly these words name.
    pub(crate) fn place<'a>(&'static self, words: impl Iterator<Item = &'a Token>) -> Option<&'static Entry> {
        let phrase = self.phrase(words.map(|word| word.hash));
        let entry = &self.entries[self.phrases.get(&phrase)?.entry as usize];
        (entry.kind == EntityKind::Place).then_some(entry)
    }

    /// Returns the thing that words with these hashes name, however they are written.
    pub(crate) fn known(&'static self, words: &[u64]) -> Option<&'static Entry> {
        let phrase = self.phrase(words.iter().copied());
        let form = self.phrases.get(&phrase).filter(|form| !form.capitals_only)?;
        Some(&self.entries[form.entry as usize])
    }

    /// Returns the hash of a phrase. An article inside it says nothing: the Democratic Republic of Congo is that of the
    /// Congo.
    fn phrase(&self, words: impl Iterator<Item = u64>) -> u64 {
        let told = words
            .enumerate()
            .filter(|(index, word)| *index == 0 || *word != self.the);
        told.fold(0, |phrase, (_, word)| phrase_hash(phrase, word))
    }

    fn phrase_of(&self, name: &str) -> u64 {
        self.phrase(phrase_hashes(name, Elision::Keeps).into_iter())
    }

    /// Returns the longest phrase of the gazetteer that begins with the first of these words, and its length
    /// in tokens.
    pub(crate) fn longest(&'static self, words: &[Token]) -> Option<(usize, &'static Entry)> {
        if !words.first()?.has(Flags::PHRASE) {
            return None;
        }
        let (mut phrase, mut n_words, mut in_capitals, mut best) = (0, 0, true, None);
        for (index, word) in words.iter().enumerate() {
            let Some(hash) = word.in_phrase() else {
                if matches!(word.shape, Shape::Mark('-' | '‐' | '‑' | '.' | ',' | '&')) {
                    continue;
                }
                break;
            };
            if n_words > 0 && hash == self.the {
                continue;
            }
            phrase = phrase_hash(phrase, hash);
            if word.hash == 0 {
                continue;
            }
            n_words += 1;
            if n_words > MAX_PHRASE_WORDS {
                break;
            }
            in_capitals &= !matches!(word.shape, Shape::Capital | Shape::Lower);
            if let Some(form) = self
                .phrases
                .get(&phrase)
                .filter(|form| in_capitals || !form.capitals_only)
            {
                best = Some((index + 1, &self.entries[form.entry as usize]));
            }
        }
        best
    }

    /// Returns the region that "X region" means: X itself where it is one, else the oblast that has the name
    /// of the town X.
    pub(crate) fn region_of(&'static self, entry: &'static Entry) -> Option<&'static Entry> {
        if entry.rank == Rank::Region {
            return Some(entry);
        }
        let oblast = phrase_hash(self.phrase_of(entry.name), word_hash("Oblast"));
        let form = self.phrases.get(&oblast)?;
        Some(&self.entries[form.entry as usize])
    }

    /// Returns the other places that have this name, in countries other than that of the best known.
    pub(crate) fn namesakes(&'static self, name: &str) -> impl Iterator<Item = &'static Entry> {
        let places = self.namesakes.get(&self.phrase_of(name)).into_iter().flatten();
        places.map(|entry| &self.entries[*entry as usize])
    }

    /// Returns the name of a country.
    pub(crate) fn country_name(&self, country: Country) -> Option<&'static str> {
        let is_it = |entry: &&Entry| entry.rank == Rank::Country && entry.country == Some(country);
        self.entries.iter().find(is_it).map(|entry| entry.name)
    }

    /// Returns the body of this name, as the tables know it or a new one, for as long as the program runs.
    pub(crate) fn body(&'static self, name: &str) -> &'static Entry {
        let known = self
            .phrases
            .get(&self.phrase_of(name))
            .map(|form| &self.entries[form.entry as usize]);
        known
            .filter(|known| known.kind == EntityKind::Organisation)
            .unwrap_or_else(|| {
                Box::leak(Box::new(Entry {
                    name: Box::leak(name.into()),
                    kind: EntityKind::Organisation,
                    rank: Rank::Organisation,
                    country: None,
                    has_namesakes: false,
                }))
            })
    }

    fn read() -> Self {
        let mut lexicon = Self {
            the: word_hash("the"),
            ..Self::default()
        };
        lexicon.read_words();
        for line in include_str!("../data/organisations.tsv").lines() {
            let (name, aliases) = line.split_once('\t').unwrap_or((line, ""));
            lexicon.add(name, aliases, EntityKind::Organisation, Rank::Organisation, None);
        }
        let places = include_str!("../data/places.tsv").lines();
        for line in places.chain(include_str!("../data/airports.tsv").lines()) {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or_default();
            let country = columns.next().and_then(Country::new);
            let rank = match columns.next() {
                Some("C") => Rank::Country,
                Some("R") => Rank::Region,
                size => Rank::City(size.and_then(|size| size.parse().ok()).unwrap_or(1)),
            };
            let aliases = columns.next().unwrap_or_default();
            lexicon.add(name, aliases, EntityKind::Place, rank, country);
        }
        for state in states::rows() {
            lexicon.add(
                state.name,
                state.forms,
                state.kind,
                state.rank,
                Some(states::AMERICA),
            );
        }
        lexicon
    }

    fn read_words(&mut self) {
        for line in include_str!("../data/person-names.tsv").lines() {
            let Some((kind, names)) = line.split_once('\t') else {
                continue;
            };
            let flags = match kind {
                "given" => Flags::GIVEN,
                "family" => Flags::FAMILY,
                _ => Flags::GIVEN.union(Flags::FAMILY),
            };
            names.split(' ').for_each(|name| self.flag(name, flags));
        }
        for line in include_str!("../data/common-words.tsv").lines() {
            let Some((language, words)) = line.split_once('\t') else {
                continue;
            };
            let flags = match language {
                "en" => Flags::COMMON,
                "de" => Flags::COMMON_GERMAN,
                _ => Flags::COMMON_ELSEWHERE,
            };
            words.split(' ').for_each(|word| self.flag(word, flags));
        }
        for line in include_str!("../data/spellings.tsv")
            .lines()
            .filter(|line| !line.starts_with("other"))
        {
            line.split(['\t', ' '])
                .skip(1)
                .for_each(|name| self.flag(name, Flags::GIVEN));
        }
        for line in include_str!("../data/cue-words.tsv").lines() {
            let Some((name, words)) = line.split_once('\t') else {
                continue;
            };
            words
                .split(' ')
                .for_each(|word| self.flag(word, Flags::named(name)));
        }
    }

    fn flag(&mut self, word: &str, flags: Flags) {
        let known = self.words.entry(word_hash(word)).or_default();
        *known = known.union(flags);
    }

    /// Adds a thing under its name and its other forms. A form that is taken stays with the thing that came
    /// first: bodies before countries, regions and then cities by size.
    fn add(
        &mut self,
        name: &'static str,
        aliases: &'static str,
        kind: EntityKind,
        rank: Rank,
        country: Option<Country>,
    ) {
        let entry = u32::try_from(self.entries.len()).expect("the tables hold far fewer than 2^32 things");
        self.entries.push(Entry {
            name,
            kind,
            rank,
            country,
            has_namesakes: false,
        });
        for form in std::iter::once(name)
            .chain(aliases.split('|'))
            .filter(|form| !form.is_empty())
        {
            let words = phrase_hashes(form, Elision::Keeps);
            self.add_form(form, &words, entry, Flags::PHRASE);
            if form.contains(['\'', '’']) && !cyrillic::is_written_in(form) {
                let elided = phrase_hashes(form, Elision::Splits);
                if elided != words {
                    self.add_form(form, &elided, entry, Flags::PHRASE_ELSEWHERE);
                }
                // Many write "Workers Party" for "Workers' Party".
                let bare = without_apostrophes(form);
                self.add_form(&bare, &phrase_hashes(&bare, Elision::Keeps), entry, Flags::PHRASE);
            }
        }
    }

    /// Adds one form of a thing by its words; `first` tells in which languages they are read so.
    fn add_form(&mut self, form: &str, words: &[u64], entry: u32, first: Flags) {
        let Some(opener) = words.first() else { return };
        let has_case = form.chars().any(char::is_uppercase);
        let capitals_only = words.len() == 1 && has_case && form.chars().all(|char| !char.is_lowercase());
        let phrase = self.phrase(words.iter().copied());
        match self.phrases.entry(phrase) {
            MapEntry::Vacant(vacant) => {
                vacant.insert(Form { entry, capitals_only });
            }
            MapEntry::Occupied(taken) => {
                let Entry { rank, country, .. } = self.entries[entry as usize];
                let known = &mut self.entries[taken.get().entry as usize];
                if matches!((known.rank, rank), (Rank::City(_), Rank::City(_))) && known.country != country {
                    known.has_namesakes = true;
                    self.namesakes.entry(phrase).or_default().push(entry);
                }
            }
        }
        let flags = self.words.entry(*opener).or_default();
        *flags = flags.union(first);
    }

    /// Returns every form in a script without case, with its thing: what [`crate::caseless`] looks for.
    pub(crate) fn forms_without_case() -> impl Iterator<Item = (&'static str, &'static Entry)> {
        let organisations = include_str!("../data/organisations.tsv").lines();
        let places = include_str!("../data/places.tsv").lines();
        let lines = organisations.chain(places).zip(&LEXICON.entries);
        lines.flat_map(|(line, entry)| {
            let aliases = line.rsplit('\t').next().unwrap_or_default().split('|');
            aliases
                .filter(|form| crate::caseless::is_caseless(form))
                .map(move |form| (form, entry))
        })
    }
}

/// Returns a name of several words without the apostrophes of their possessives; what is one word stays, as Lloyds is not
/// Lloyd's.
fn without_apostrophes(form: &str) -> String {
    let mut bare = form.to_owned();
    for apostrophe in ["'", "’"] {
        bare = bare.replace(&format!("{apostrophe} "), " ");
        bare = bare.replace(&format!("{apostrophe}s "), "s ");
    }
    bare
}

/// Returns the hash of a phrase.
pub(crate) fn hash_of(words: &[Token]) -> u64 {
    words
        .iter()
        .filter(|word| word.hash != 0)
        .fold(0, |phrase, word| phrase_hash(phrase, word.hash))
}
