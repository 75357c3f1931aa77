//! The second step: the mentions of one thing become one entity.
//!
//! Links are made within the article only: a known thing by its gazetteer name, an acronym to the long form
//! beside it, a surname to the one full name that ends with it. A link goes from a short form to a full one and
//! never further, so nothing is merged by a chain.

use article::{Entity, EntityKind};
use rustc_hash::FxHashMap;

use crate::firms::{has_legal_form, may_stand_for_firm};
use crate::full_names::{FullNames, Owner, claim};
use crate::key::{name_key, person_words};
use crate::mentions::Found;
use crate::persons::known_person;
use crate::spelling::word_hash;

/// One way in which the article writes a name, for one kind.
pub(crate) struct Form {
    /// What it names.
    pub(crate) kind: EntityKind,
    /// The key of its own words.
    pub(crate) key: String,
    /// The words of a person's name, each in the spelling that it has alone.
    pub(crate) words: Vec<String>,
    /// The canonical name, where the gazetteer knows the thing.
    canonical: Option<&'static str>,
    /// The name as written most fully.
    pub(crate) text: String,
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
