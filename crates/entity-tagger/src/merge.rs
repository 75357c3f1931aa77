//! The second step: the mentions of one thing become one entity.
//!
//! Links are made within the article only: a known thing by its gazetteer name, an acronym to the long form
//! beside it, a surname to the one full name that ends with it. A link goes from a short form to a full one and
//! never further, so nothing is merged by a chain.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use article::{Entity, EntityKind};
use rustc_hash::FxHashMap;

use crate::cyrillic;
use crate::firms::{has_legal_form, may_stand_for_firm};
use crate::key::{name_key, person_words};
use crate::mentions::Found;
use crate::persons::known_person;
use crate::spelling::word_hash;

/// One way in which the article writes a name, for one kind.
struct Form {
    kind: EntityKind,
    key: String,
    /// The words of a person's name, each in the spelling that it has alone.
    words: Vec<String>,
    /// The canonical name, where the gazetteer knows the thing.
    canonical: Option<&'static str>,
    /// The name as written most fully.
    text: String,
    count: usize,
    in_heading: bool,
}

/// Returns one entity for each thing, those mentioned most often first.
pub(crate) fn entities(found: Vec<Found>) -> Vec<Entity> {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_text: FxHashMap<(EntityKind, Option<&str>, String), usize> = FxHashMap::default();
    let mut form_of: Vec<usize> = Vec::with_capacity(found.len());
    for mention in &found {
        let name = mention.entry.map(|entry| entry.name);
        let text = (mention.kind, name, mention.mention.text.clone());
        let index = *by_text.entry(text).or_insert_with(|| {
            forms.push(form(mention));
            forms.len() - 1
        });
        forms[index].count += 1;
        forms[index].in_heading &= mention.in_heading;
        form_of.push(index);
    }
    let acronyms = acronyms(&found, &form_of, &forms);
    let keys = keys(&forms, &acronyms);
    group(found, &form_of, &forms, &keys)
}

fn form(found: &Found) -> Form {
    let name = found
        .entry
        .map_or(found.mention.text.as_str(), |entry| entry.name);
    Form {
        kind: found.kind,
        key: name_key(found.kind, name),
        words: if found.kind == EntityKind::Person {
            person_words(name)
        } else {
            Vec::new()
        },
        canonical: found.entry.map(|entry| entry.name),
        text: found.mention.text.clone(),
        count: 0,
        in_heading: true,
    }
}

/// Returns, for each acronym that the article explains, the form it stands for: `European Union (EU)`.
fn acronyms(found: &[Found], form_of: &[usize], forms: &[Form]) -> FxHashMap<usize, usize> {
    let mut links = FxHashMap::default();
    for index in 1..found.len() {
        let (before, here) = (form_of[index - 1], form_of[index]);
        if !found[index].explains_previous || found[index - 1].mention.field != found[index].mention.field {
            continue;
        }
        let gap = found[index].mention.start - found[index - 1].mention.end;
        if gap > 2 {
            continue;
        }
        if is_acronym_of(&forms[here].text, &forms[before].text) {
            links.insert(here, before);
        } else if is_acronym_of(&forms[before].text, &forms[here].text) {
            links.insert(before, here);
        }
    }
    links
}

/// Returns whether capitals stand for the first letters of these words, small words left out or not.
fn is_acronym_of(acronym: &str, words: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|char| char.is_alphanumeric()).collect();
    let is_acronym = letters.len() >= 2 && letters.iter().all(|char| !char.is_lowercase());
    let words: Vec<char> = words
        .split(|char: char| !char.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .collect();
    if !is_acronym || words.len() < 2 {
        return false;
    }
    let capitals = words.iter().filter(|char| char.is_uppercase()).copied();
    let all = words.iter().flat_map(|char| char.to_uppercase());
    capitals.eq(letters.iter().copied()) || all.eq(letters.iter().copied())
}

/// Returns the key of the entity of each form.
fn keys(forms: &[Form], acronyms: &FxHashMap<usize, usize>) -> Vec<String> {
    let names = FullNames::of(forms);
    let firms = firms(forms);
    let resolve = |(index, form): (usize, &Form)| match acronyms.get(&index) {
        Some(&long) if forms[long].kind == form.kind => forms[long].key.clone(),
        _ if form.kind == EntityKind::Person => names.full(form),
        _ if form.kind == EntityKind::Organisation && form.canonical.is_none() => {
            let firm = firms.get(&form.key).filter(|owner| !owner.is_shared);
            firm.map_or(&form.key, |owner| &owner.full).clone()
        }
        _ => form.key.clone(),
    };
    forms.iter().enumerate().map(resolve).collect()
}

/// Returns the keys of known bodies, and of firms whose legal form the article gives, by the first word of several,
/// which may stand for all.
fn firms(forms: &[Form]) -> FxHashMap<String, Owner> {
    let mut firms = FxHashMap::default();
    for form in forms {
        let first = form.key.split_once(' ').map(|(first, _)| first);
        if let Some(first) = first.filter(|first| may_stand_for_firm(word_hash(first)))
            && form.kind == EntityKind::Organisation
            && (form.canonical.is_some() || has_legal_form(&form.text))
        {
            claim(&mut firms, first.to_owned(), &form.key);
        }
    }
    firms
}

/// The full names of the article's persons by what may stand for them.
#[derive(Default)]
struct FullNames {
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
struct Owner {
    full: String,
    /// Whether others may own it as well.
    is_shared: bool,
}

impl FullNames {
    /// Endings of more words than this are not looked for.
    const MAX_WORDS: usize = 6;
    /// What stands behind a family name, which is said without it the next time.
    const GENERATIONS: [&'static str; 5] = ["jr", "sr", "ii", "iii", "iv"];

    fn of(forms: &[Form]) -> Self {
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
    fn full(&self, form: &Form) -> String {
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

fn claim<K: Eq + Hash>(owners: &mut FxHashMap<K, Owner>, short: K, full: &str) {
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

/// Returns the entities: the mentions by kind and key, each with the best name among its forms.
fn group(found: Vec<Found>, form_of: &[usize], forms: &[Form], keys: &[String]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut best: Vec<usize> = Vec::new();
    let mut by_key: FxHashMap<(EntityKind, &str), usize> = FxHashMap::default();
    for (found, &form) in found.into_iter().zip(form_of) {
        let kind = found.kind;
        let index = *by_key.entry((kind, &keys[form])).or_insert_with(|| {
            best.push(form);
            entities.push(Entity {
                kind,
                key: keys[form].clone(),
                name: String::new(),
                mentions: Vec::new(),
            });
            entities.len() - 1
        });
        if fullness(&forms[form]) > fullness(&forms[best[index]]) {
            best[index] = form;
        }
        entities[index].mentions.push(found.mention);
    }
    for (entity, &form) in entities.iter_mut().zip(&best) {
        let known = known_person(&entity.key).filter(|_| entity.kind == EntityKind::Person);
        entity.name = known.map_or_else(|| shown_name(&forms[form]), str::to_owned);
    }
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.mentions.len()));
    entities
}

/// Returns how well a form serves as the name to show.
fn fullness(form: &Form) -> (bool, bool, usize, usize) {
    let n_words = form.text.split_whitespace().count();
    let has_small = form.text.chars().any(char::is_lowercase);
    (
        form.canonical.is_some(),
        has_small && (!form.in_heading || n_words > 1),
        n_words,
        form.count,
    )
}

/// Returns the name to show: canonical where known, else as written, on one line.
fn shown_name(form: &Form) -> String {
    match form.canonical {
        Some(name) => name.to_owned(),
        None => form.text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
