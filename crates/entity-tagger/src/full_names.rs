//! The full names of an article's persons, and which of them a short form stands for.

use std::cmp::Reverse;

use article::EntityKind;
use rustc_hash::FxHashMap;

use crate::cyrillic;
use crate::key::{is_initials, is_throne, person_words, spelled_key};
use crate::lexicon::{Flags, LEXICON};
use crate::merge::Form;
use crate::persons::known_person;
use crate::polish;
use crate::rules::is_roman;
use crate::spelling::word_hash;
use crate::writing::Writing;

/// The full names of the article's persons by what may stand for them.
#[derive(Default)]
pub(crate) struct FullNames {
    /// Names with a middle name, by the first and last word.
    by_outer: FxHashMap<String, Owners>,
    /// Keys of names in Cyrillic, by the stems that all cases share: that of the shortest, which is the first case.
    by_stems: FxHashMap<String, (usize, String)>,
    /// Names of two words, by these.
    by_pair: FxHashMap<String, Pair>,
    /// Names by several of their words, `García Márquez`, and by a title and the given name.
    by_part: FxHashMap<String, Owners>,
    by_ending: FxHashMap<String, Owners>,
    /// Names whose given name is known by initials only: those in full own the ending before them.
    by_ending_of_initials: FxHashMap<String, Owners>,
    by_initial: FxHashMap<String, Owners>,
    by_given: FxHashMap<String, Owners>,
    /// Where each word stands alone, by the numbers of mentions, in ascending order.
    said_alone: FxHashMap<String, Vec<usize>>,
    /// Names whose cases are those of Polish, by their words; empty in other languages.
    in_first_case: FxHashMap<String, String>,
    polish_cases: bool,
}

impl FullNames {
    /// Endings of more words than this are not looked for.
    const MAX_WORDS: usize = 6;

    /// Returns the full names among the forms of an article's names.
    pub(crate) fn of(forms: &[Form], writing: Writing) -> Self {
        let mut names = Self {
            polish_cases: writing.polish_cases,
            ..Self::default()
        };
        for form in forms {
            names.add_whole(form);
        }
        let is_full = |form: &&Form| form.words.len() > 1 && form.words.len() <= Self::MAX_WORDS;
        let mut full: Vec<&Form> = forms.iter().filter(is_full).collect();
        if writing.polish_cases {
            names.add_first_cases(&full);
        }
        // The longest first, so that a part of a part is one of the whole.
        full.sort_by_key(|form| Reverse(form.words.len()));
        for form in full.iter().filter(|form| !is_initialled(form)) {
            names.add_parts(form);
        }
        let (rulers, others): (Vec<&Form>, Vec<&Form>) = full.into_iter().partition(|form| is_ruler(form));
        for form in others.into_iter().chain(rulers) {
            names.add_short(form);
        }
        for places in names.said_alone.values_mut() {
            places.sort_unstable();
        }
        names
    }

    /// Adds the keys of the names in the first case for those in others, which the article or the table of persons has.
    fn add_first_cases(&mut self, full: &[&Form]) {
        let people = || full.iter().filter(|form| form.kind == EntityKind::Person);
        let keys: FxHashMap<String, &str> = people()
            .map(|form| (form.words.join(" "), form.key.as_str()))
            .collect();
        for form in people().filter(|form| known_person(&form.key).is_none()) {
            let first = polish::names(&form.words).into_iter().find_map(|words| {
                let name = words.join(" ");
                let known = || known_person(&spelled_key(&name)).map(spelled_key);
                keys.get(&name).map(|key| (*key).to_owned()).or_else(known)
            });
            if let Some(key) = first {
                self.in_first_case.insert(form.words.join(" "), key);
            }
        }
    }

    /// Adds what tells whether a form is a full name itself.
    fn add_whole(&mut self, form: &Form) {
        match &form.words[..] {
            [] => return,
            [word] => {
                let places = self.said_alone.entry(word.clone()).or_default();
                places.extend_from_slice(&form.places);
            }
            [given, _, .., surname] => {
                claim(&mut self.by_outer, format!("{given} {surname}"), &form.key, form);
            }
            [_, _] => {
                let pair = self.by_pair.entry(form.words.join(" "));
                pair.or_insert_with(|| Pair::of(form));
            }
        }
        if cyrillic::is_written_in(&form.text) {
            let new = (form.text.len(), form.key.clone());
            let stems = self.by_stems.entry(form.words.join(" "));
            let first = stems.or_insert_with(|| new.clone());
            if new.0 < first.0 {
                *first = new;
            }
        }
    }

    /// Adds the several words that may stand for a full name.
    fn add_parts(&mut self, form: &Form) {
        let key = self.key_of_full(form).to_owned();
        let words = &form.words[..];
        let mut add = |part: String| claim(&mut self.by_part, part, &key, form);
        if let Some(title) = &form.title {
            add(format!("{} {}", title.to_lowercase(), words[0]));
        }
        for start in endings(form).filter(|start| start + 1 < words.len()) {
            add(words[start..].join(" "));
        }
        let Some(before) = without_generation(words) else {
            return;
        };
        // "King Charles" is Charles III; elsewhere somebody without the number may be the father.
        let is_ruler = is_ruler(form) || form.title.is_some();
        for start in usize::from(!is_ruler)..before.len() - 1 {
            add(before[start..].join(" "));
        }
    }

    /// Adds the single words that may stand for a full name, and its initial.
    fn add_short(&mut self, form: &Form) {
        let key = self.key_of_full(form).to_owned();
        let [given, .., surname] = &form.words[..] else {
            return;
        };
        let is_initialled = is_initialled(form);
        let without_generation = without_generation(&form.words).and_then(|before| before.last());
        let last = Some(surname).filter(|_| endings(form).end == form.words.len());
        for end in last.into_iter().chain(without_generation) {
            let owners = if is_initialled {
                &mut self.by_ending_of_initials
            } else {
                &mut self.by_ending
            };
            claim(owners, end.clone(), &key, form);
        }
        if !is_initialled {
            claim(&mut self.by_initial, with_initial(given, surname), &key, form);
            claim(&mut self.by_given, given.clone(), &key, form);
        }
    }

    /// Returns the key of the full name that a person's name may be short for, else its own.
    pub(crate) fn full<'a>(&'a self, form: &'a Form) -> &'a str {
        let short = form.words.join(" ");
        let owners = match &form.words[..] {
            [] => None,
            [word] => self.owners_of_word(word).or_else(|| {
                let firsts = polish::nominatives(word)
                    .into_iter()
                    .filter(|_| self.polish_cases);
                firsts.filter_map(|first| self.owners_of_word(&first)).next()
            }),
            [given, .., surname] if is_initialled(form) => self.by_initial.get(&with_initial(given, surname)),
            _ => return self.key_of_full(form),
        };
        owners
            .and_then(|owners| self.owner(&short, owners))
            .unwrap_or_else(|| self.first_case(form))
    }

    /// Returns who may be called by this word alone.
    fn owners_of_word(&self, word: &str) -> Option<&Owners> {
        self.by_ending
            .get(word)
            .or_else(|| self.by_ending_of_initials.get(word))
            .or_else(|| self.by_given.get(word))
    }

    /// Returns the key of the full name that several words are, in whichever case.
    fn key_of_full<'a>(&'a self, form: &'a Form) -> &'a str {
        let first = self.in_first_case.get(&form.words.join(" "));
        first.map_or_else(|| self.whole(form), String::as_str)
    }

    /// Returns the key of the full name that several words are: of a longer one, of the same the other way round, or
    /// their own.
    fn whole<'a>(&'a self, form: &'a Form) -> &'a str {
        let part = || {
            let words = form.words.join(" ");
            self.owner(&words, self.by_part.get(&words)?)
        };
        self.with_middle_name(form)
            .or_else(part)
            .or_else(|| self.turned(form))
            .or_else(|| self.with_family_name(form))
            .unwrap_or_else(|| self.first_case(form))
    }

    /// Returns the key of a name, of one in Cyrillic that of its first case in the article.
    fn first_case<'a>(&'a self, form: &'a Form) -> &'a str {
        let is_other = || cyrillic::is_written_in(&form.text);
        let first = is_other()
            .then(|| self.by_stems.get(&form.words.join(" ")))
            .flatten();
        first.map_or(form.key.as_str(), |(_, key)| key.as_str())
    }

    /// Returns the key of the one longer name that a given name and surname are, as `Edgar Whitlow` is Edgar Allan
    /// Whitlow.
    fn with_middle_name(&self, form: &Form) -> Option<&str> {
        let [_, _] = &form.words[..] else {
            return None;
        };
        let words = form.words.join(" ");
        let owners = self.by_outer.get(&words)?;
        let is_known = known_person(&form.key).is_some();
        self.owner(&words, owners).filter(|_| !is_known)
    }

    /// Returns the key of a name of two words that stands the other way round, as `Kishida Fumio` does beside Fumio
    /// Kishida.
    fn turned(&self, form: &Form) -> Option<&str> {
        let [first, second] = &form.words[..] else {
            return None;
        };
        let here = self.by_pair.get(&form.words.join(" "))?;
        let there = self.by_pair.get(&format!("{second} {first}"))?;
        (there.rank > here.rank).then_some(there.key.as_str())
    }

    /// Returns the key of the full name of a ruler who is called by the family name: `King Sihanouk` is Norodom Sihanouk.
    fn with_family_name(&self, form: &Form) -> Option<&str> {
        let [_, name] = &form.words[..] else {
            return None;
        };
        let is_given = LEXICON.word(word_hash(name)).intersects(Flags::GIVEN);
        let owners = self.by_ending.get(name).filter(|_| is_ruler(form) && !is_given)?;
        self.owner(name, owners)
    }

    /// Returns the key of the one full name that owns a short form.
    fn owner<'a>(&'a self, short: &str, owners: &'a Owners) -> Option<&'a str> {
        let (Some(known), Some(other)) = (&owners.known, &owners.other) else {
            let claimant = owners.known.as_ref().or(owners.other.as_ref())?;
            return claimant.key();
        };
        let places = self.said_alone.get(short).map_or(&[][..], Vec::as_slice);
        let next = places[places.partition_point(|place| *place < other.first)..].first();
        let is_other = next.is_some_and(|place| *place < known.first);
        known.key().filter(|_| !is_other)
    }
}

/// Who a short form may stand for. A relative of somebody well known is called by the full name, and the
/// well-known one by the surname: that one owns it, unless the article said it before it named that one.
#[derive(Default)]
struct Owners {
    known: Option<Claimant>,
    other: Option<Claimant>,
}

/// One full name, or several of which nothing tells which is meant.
struct Claimant {
    key: String,
    is_shared: bool,
    /// The first mention.
    first: usize,
}

impl Claimant {
    fn key(&self) -> Option<&str> {
        (!self.is_shared).then_some(self.key.as_str())
    }
}

/// Notes that a short form may stand for the full name with this key, which the article writes in this form.
fn claim(owners: &mut FxHashMap<String, Owners>, short: String, key: &str, form: &Form) {
    let owners = owners.entry(short).or_default();
    let place = if known_person(key).is_some() {
        &mut owners.known
    } else {
        &mut owners.other
    };
    let first = form.places.first().copied().unwrap_or_default();
    match place {
        Some(claimant) => {
            claimant.is_shared |= claimant.key != key;
            claimant.first = claimant.first.min(first);
        }
        None => {
            *place = Some(Claimant {
                key: key.to_owned(),
                is_shared: false,
                first,
            });
        }
    }
}

/// A name of two words, and how likely it stands as its bearer's papers have it.
struct Pair {
    key: String,
    /// Whether somebody known has it, whether its first word is a given name, and how early it comes.
    rank: (bool, bool, Reverse<usize>),
}

impl Pair {
    fn of(form: &Form) -> Self {
        let is_given = |word: &String| LEXICON.word(word_hash(word)).intersects(Flags::GIVEN);
        let first = form.places.first().copied().unwrap_or_default();
        Self {
            key: form.key.clone(),
            rank: (
                known_person(&form.key).is_some(),
                form.words.first().is_some_and(is_given),
                Reverse(first),
            ),
        }
    }
}

/// Returns whether a name tells no more than initials before the family name, of somebody who is not known by them.
fn is_initialled(form: &Form) -> bool {
    let initials = form.text.split_whitespace().take_while(|word| is_initials(word));
    let n_initials = initials
        .flat_map(str::chars)
        .filter(|char| char.is_alphabetic())
        .count();
    // "J. Edgar Hoover" is told by his other name.
    let is_told_by_them = form.words.len() > 1 && form.words[0].len() == n_initials;
    is_told_by_them && known_person(&form.key).is_none()
}

/// Returns whether a name begins with the title of a ruler or of their like.
pub(crate) fn is_ruler(form: &Form) -> bool {
    form.words.first().is_some_and(|title| is_throne(title))
}

/// Returns the words of a name without what tells a son from his father and a king from another, where it has that.
fn without_generation(words: &[String]) -> Option<&[String]> {
    let (last, before) = words.split_last().filter(|(_, before)| !before.is_empty())?;
    let is_generation = matches!(last.as_str(), "jr" | "sr") || is_roman(&last.to_uppercase());
    is_generation.then_some(before)
}

/// Returns where the endings of a name begin that may stand for it: Rosena Allin-Khan is no Khan, yet Bashar al-Assad
/// is Assad.
fn endings(form: &Form) -> std::ops::Range<usize> {
    let last = form.text.split_whitespace().next_back().unwrap_or_default();
    let is_double = last.contains(['-', '‐', '‑']) && last.starts_with(char::is_uppercase);
    let n_last = if is_double { person_words(last).len() } else { 1 };
    1..(form.words.len() + 1).saturating_sub(n_last.max(1))
}

fn with_initial(given: &str, surname: &str) -> String {
    let initial = given.chars().next();
    initial.into_iter().chain([' ']).chain(surname.chars()).collect()
}
