//! The second step: the mentions of one thing become one entity.
//!
//! Links are made within the article only: a known thing by its gazetteer name, an acronym to the long form
//! beside it, a surname to the one full name that ends with it. A link goes from a short form to a full one and
//! never further, so nothing is merged by a chain.

use std::borrow::Cow;

use article::{Entity, EntityKind};
use rustc_hash::FxHashMap;

use crate::acronyms;
use crate::firms::{has_legal_form, may_stand_for_firm};
use crate::full_names::{FullNames, is_ruler};
use crate::key::{is_initials, is_throne, name_key, person_words};
use crate::mentions::Found;
use crate::persons::known_person;
use crate::rules::is_roman;
use crate::spelling::word_hash;
use crate::writing::Writing;

/// One way in which the article writes a name, for one kind.
pub(crate) struct Form {
    /// What it names.
    pub(crate) kind: EntityKind,
    /// The key of its own words.
    pub(crate) key: String,
    /// The words of a person's name, each in the spelling that it has alone.
    pub(crate) words: Vec<String>,
    /// The canonical name, where the gazetteer knows the thing.
    pub(crate) canonical: Option<&'static str>,
    /// The name as written, with the title without which it says too little.
    pub(crate) text: String,
    /// The title that stands before it somewhere and is no part of the name.
    pub(crate) title: Option<String>,
    /// The numbers of its mentions, in reading order.
    pub(crate) places: Vec<usize>,
    in_heading: bool,
}

/// Returns one entity for each thing, those mentioned most often first.
pub(crate) fn entities(found: Vec<Found>, writing: Writing) -> Vec<Entity> {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_text: FxHashMap<(EntityKind, Option<&str>, Cow<'_, str>), usize> = FxHashMap::default();
    let mut form_of: Vec<usize> = Vec::with_capacity(found.len());
    for (place, mention) in found.iter().enumerate() {
        let name = mention.entry.map(|entry| entry.name);
        let text = (mention.kind, name, written(mention));
        let index = *by_text.entry(text).or_insert_with_key(|(_, _, text)| {
            forms.push(form(mention, text));
            forms.len() - 1
        });
        let form = &mut forms[index];
        form.places.push(place);
        form.in_heading &= mention.in_heading;
        if form.title.is_none() {
            form.title.clone_from(&mention.title);
        }
        form_of.push(index);
    }
    let acronyms = acronyms::explained(&found, &form_of, &forms);
    let keys = keys(&forms, &acronyms, writing);
    // What the article explains is no longer what the lists take it for.
    for (&short, &long) in &acronyms {
        if forms[short].kind == forms[long].kind {
            forms[short].canonical = None;
        }
    }
    group(found, &form_of, &forms, &keys)
}

fn form(found: &Found, text: &str) -> Form {
    let name = found.entry.map_or(text, |entry| entry.name);
    Form {
        kind: found.kind,
        key: name_key(found.kind, name),
        words: if found.kind == EntityKind::Person {
            person_words(name)
        } else {
            Vec::new()
        },
        canonical: found.entry.map(|entry| entry.name),
        text: text.to_owned(),
        title: None,
        places: Vec::new(),
        in_heading: true,
    }
}

/// Returns a name as it is written, that of a ruler without a number with the title: `Elizabeth` alone may be anybody.
fn written(found: &Found) -> Cow<'_, str> {
    let name = found.mention.text.as_str();
    let mut words = name.split_whitespace();
    match &found.title {
        Some(title) if words.clone().count() == 1 => Cow::Owned(format!("{title} {name}")),
        _ => match (words.next(), words.next_back()) {
            (Some(title), Some(number)) if words.next().is_some() && is_throne(title) && is_roman(number) => {
                Cow::Borrowed(name[name.find(title).map_or(0, |start| start + title.len())..].trim_start())
            }
            _ => Cow::Borrowed(name),
        },
    }
}

/// Returns the key of the entity of each form.
fn keys(forms: &[Form], acronyms: &FxHashMap<usize, usize>, writing: Writing) -> Vec<String> {
    let names = FullNames::of(forms, writing);
    let firms = firms(forms);
    let resolve = |(index, form): (usize, &Form)| match acronyms.get(&index) {
        Some(&long) if forms[long].kind == form.kind => forms[long].key.clone(),
        _ if form.kind == EntityKind::Person => names.full(form).to_owned(),
        _ if form.kind == EntityKind::Organisation && form.canonical.is_none() => {
            let firm = firms.get(form.key.as_str()).copied().flatten();
            firm.unwrap_or(&form.key).to_owned()
        }
        _ => form.key.clone(),
    };
    forms.iter().enumerate().map(resolve).collect()
}

/// Returns the keys of known bodies, and of firms whose legal form the article gives, by the first word of several,
/// which may stand for all; nothing where it may stand for two.
fn firms(forms: &[Form]) -> FxHashMap<&str, Option<&str>> {
    let mut firms: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for form in forms {
        let first = form.key.split_once(' ').map(|(first, _)| first);
        if let Some(first) = first.filter(|first| may_stand_for_firm(word_hash(first)))
            && form.kind == EntityKind::Organisation
            && (form.canonical.is_some() || has_legal_form(&form.text))
        {
            let owner = firms.entry(first).or_insert(Some(&form.key));
            *owner = owner.filter(|owner| *owner == form.key);
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
        if fullness(&forms[form], &keys[form]) > fullness(&forms[best[index]], &keys[form]) {
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

/// Returns how well a form serves as the name to show. Initials in a row tell no more than one, and that or a title less
/// than a given name, and another case of the name less than the first, whose key the entity has.
fn fullness(form: &Form, key: &str) -> (bool, bool, usize, bool, bool, usize) {
    let words = || form.text.split_whitespace();
    let after = words().skip(1).map(is_initials);
    let n_in_a_row = words()
        .map(is_initials)
        .zip(after)
        .filter(|pair| *pair == (true, true));
    let n_words = words().count() - n_in_a_row.count();
    let has_small = form.text.chars().any(char::is_lowercase);
    (
        form.canonical.is_some(),
        has_small && (!form.in_heading || n_words > 1),
        n_words,
        !is_ruler(form) && !words().next().is_some_and(is_initials),
        form.key == key,
        form.places.len(),
    )
}

/// Returns the name to show: canonical where known, else as written, on one line.
fn shown_name(form: &Form) -> String {
    match form.canonical {
        Some(name) => name.to_owned(),
        None => form.text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
