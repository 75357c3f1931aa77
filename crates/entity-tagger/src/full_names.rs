//! The full names of an article's persons, and which of them a short form stands for.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::cyrillic;
use crate::merge::Form;
use crate::persons::known_person;

/// The full names of the article's persons by what may stand for them.
#[derive(Default)]
pub(crate) struct FullNames {
    /// Keys of names with a middle name, by those without it.
    by_outer: FxHashMap<(String, String), Owner>,
    /// Keys of names in Cyrillic, by the stems that all cases share: that of the shortest, which is the first case.
    by_stems: FxHashMap<String, (usize, String)>,
    by_ending: FxHashMap<String, Owner>,
    by_initial: FxHashMap<String, Owner>,
    by_given: FxHashMap<String, Owner>,
}

/// Who a short form may stand for. A relative of somebody well known is called by the full name, and the
/// well-known one by the surname: that one owns it, whoever else has it.
pub(crate) struct Owner {
    /// The key of the full name.
    pub(crate) full: String,
    /// Whether others may own it as well.
    pub(crate) is_shared: bool,
}

impl FullNames {
    /// Endings of more words than this are not looked for.
    const MAX_WORDS: usize = 6;
    /// What stands behind a family name, which is said without it the next time.
    const GENERATIONS: [&'static str; 5] = ["jr", "sr", "ii", "iii", "iv"];

    /// Returns the full names among the forms of an article's names.
    pub(crate) fn of(forms: &[Form]) -> Self {
        let mut names = Self::default();
        for form in forms {
            if let [given, _, .., surname] = &form.words[..] {
                claim(&mut names.by_outer, (given.clone(), surname.clone()), &form.key);
            }
        }
        for form in forms.iter().filter(|form| cyrillic::is_written_in(&form.text)) {
            let new = (form.text.len(), form.key.clone());
            let first = names
                .by_stems
                .entry(form.words.join(" "))
                .or_insert_with(|| new.clone());
            if new.0 < first.0 {
                *first = new;
            }
        }
        for form in forms {
            let [given, .., surname] = &form.words[..] else {
                continue;
            };
            if given.len() == 1 || form.words.len() > Self::MAX_WORDS {
                continue;
            }
            let key = names
                .with_middle_name(form)
                .unwrap_or(names.first_case(form))
                .to_owned();
            for start in 1..form.words.len() {
                claim(&mut names.by_ending, form.words[start..].join(" "), &key);
            }
            if let [_, middle @ .., generation] = &form.words[..]
                && Self::GENERATIONS.contains(&generation.as_str())
            {
                for start in 0..middle.len() {
                    claim(&mut names.by_ending, middle[start..].join(" "), &key);
                }
            }
            claim(
                &mut names.by_initial,
                format!("{} {surname}", first_letter(given)),
                &key,
            );
            claim(&mut names.by_given, given.clone(), &key);
        }
        names
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
        let [given, surname] = &form.words[..] else {
            return None;
        };
        let owner = self.by_outer.get(&(given.clone(), surname.clone()))?;
        let is_known = known_person(&form.key).is_some();
        (!owner.is_shared && !is_known).then_some(owner.full.as_str())
    }

    /// Returns the key of the one full name that a person's key may be short for, else the key itself.
    pub(crate) fn full(&self, form: &Form) -> String {
        let short = form.words.join(" ");
        let owner = match &form.words[..] {
            [] => None,
            [_] => self.by_ending.get(&short).or_else(|| self.by_given.get(&short)),
            [initial, ..] if initial.len() == 1 => self.by_initial.get(&short),
            _ => self.by_ending.get(&short),
        };
        if let Some(full) = self.with_middle_name(form) {
            return full.to_owned();
        }
        match owner {
            Some(owner) if !owner.is_shared => owner.full.clone(),
            _ => self.first_case(form).to_owned(),
        }
    }
}

fn first_letter(word: &str) -> &str {
    word.chars()
        .next()
        .map_or("", |letter| &word[..letter.len_utf8()])
}

/// Notes that a short form may stand for the full name with this key.
pub(crate) fn claim<K: Eq + Hash>(owners: &mut FxHashMap<K, Owner>, short: K, full: &str) {
    let new = || Owner {
        full: full.to_owned(),
        is_shared: false,
    };
    let is_known = |full: &str| known_person(full).is_some();
    match owners.entry(short) {
        Entry::Vacant(place) => {
            place.insert(new());
        }
        Entry::Occupied(mut place) if place.get().full != full => {
            match is_known(full).cmp(&is_known(&place.get().full)) {
                Ordering::Less => {}
                Ordering::Equal => place.get_mut().is_shared = true,
                Ordering::Greater => {
                    place.insert(new());
                }
            }
        }
        Entry::Occupied(_) => {}
    }
}
