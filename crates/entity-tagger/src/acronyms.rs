//! Acronyms that an article explains: in brackets, or by naming nothing else that they could be short for.

use std::borrow::Cow;

use article::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::mentions::Found;
use crate::merge::Form;

/// Letters of the shortest acronym that is trusted where it is not spelled out: two stand for too much, as not every
/// University of Norrvik is the UN.
const SHORTEST: usize = 3;

/// Returns, for each acronym that the article explains, the form it stands for. `form_of` has the form of each mention.
pub(crate) fn explained(found: &[Found], form_of: &[usize], forms: &[Form]) -> FxHashMap<usize, usize> {
    let mut links = in_brackets(found, form_of, forms);
    let names = by_initials(forms);
    let is_known_acronym = |form: &Form| form.canonical.is_some() && letters(&form.text).is_some();
    let told: FxHashSet<&str> = forms
        .iter()
        .filter(|form| !is_known_acronym(form))
        .filter_map(|form| form.canonical)
        .collect();
    for (index, form) in forms
        .iter()
        .enumerate()
        .filter(|(_, form)| is_known_acronym(form))
    {
        if form.kind != EntityKind::Organisation || form.canonical.is_some_and(|name| told.contains(name)) {
            continue;
        }
        let long = letters(&form.text).and_then(|letters| names.get(&letters).copied().flatten());
        let is_alike = |long: &usize| {
            form.canonical
                .is_some_and(|known| share_a_word(known, &forms[*long].text))
        };
        if let Some(long) = long.filter(is_alike) {
            links.entry(index).or_insert(long);
        }
    }
    links
}

/// Returns the acronyms in brackets behind their long forms, `European Union (EU)`, and the other way round.
fn in_brackets(found: &[Found], form_of: &[usize], forms: &[Form]) -> FxHashMap<usize, usize> {
    let mut links = FxHashMap::default();
    for index in 1..found.len() {
        let (before, here) = (form_of[index - 1], form_of[index]);
        if !found[index].explains_previous || !stand_together(&found[index - 1], &found[index], 2) {
            continue;
        }
        let are_bodies = [before, here]
            .iter()
            .all(|form| forms[*form].kind == EntityKind::Organisation);
        let (text, acronym) = (&forms[before].text, &forms[here].text);
        if is_acronym_of(acronym, text, are_bodies)
            || are_bodies && is_acronym_of(acronym, &with_place(found, index - 1), are_bodies)
        {
            links.insert(here, before);
        } else if is_acronym_of(text, acronym, are_bodies) {
            links.insert(before, here);
        }
    }
    links
}

/// Returns whether one mention stands right behind another, with no more characters between them.
fn stand_together(before: &Found, behind: &Found, most: usize) -> bool {
    let (before, behind) = (&before.mention, &behind.mention);
    before.field == behind.field && behind.start.saturating_sub(before.end) <= most
}

/// Returns the name of a body with the place before it, which may be part of it: the London School of Economics is
/// called LSE.
fn with_place(found: &[Found], body: usize) -> Cow<'_, str> {
    /// Characters of ` and `.
    const BETWEEN: usize = 5;
    let name = found[body].mention.text.as_str();
    let place = body.checked_sub(1).map(|before| &found[before]);
    match place.filter(|place| place.kind == EntityKind::Place) {
        Some(place) if stand_together(place, &found[body], BETWEEN) => {
            Cow::Owned(format!("{} {name}", place.mention.text))
        }
        _ => Cow::Borrowed(name),
    }
}

/// Returns whether capitals stand for the first letters of these words, or for some of those of a body: the England
/// and Wales Cricket Board is the ECB.
fn is_acronym_of(acronym: &str, words: &str, are_bodies: bool) -> bool {
    let (Some(letters), Some(initials)) = (letters(acronym), Initials::of(words)) else {
        return false;
    };
    initials.capitals == letters || initials.all == letters || are_bodies && initials.include(&letters)
}

/// Returns the bodies that no list knows by the capitals that stand for them; nothing where they stand for several.
fn by_initials(forms: &[Form]) -> FxHashMap<String, Option<usize>> {
    let mut names: FxHashMap<String, Option<usize>> = FxHashMap::default();
    let is_unknown = |form: &Form| form.kind == EntityKind::Organisation && form.canonical.is_none();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| is_unknown(form)) {
        let Some(Initials { capitals, all }) = Initials::of(&form.text) else {
            continue;
        };
        for initials in [capitals, all] {
            if initials.len() >= SHORTEST {
                let first = names.entry(initials).or_insert(Some(index));
                *first = first.filter(|first| forms[*first].key == form.key);
            }
        }
    }
    names
}

/// Returns whether two names have a word in common, without which the letters fit by chance: the ICC may be the
/// International Cricket Council, and the NHS of a town's report is not its Norrvik High School.
fn share_a_word(known: &str, name: &str) -> bool {
    let is_telling = |word: &&str| word.starts_with(char::is_uppercase);
    let words = || known.split_whitespace().filter(is_telling);
    name.split_whitespace()
        .any(|word| words().any(|known| known == word))
}

/// Returns the letters of an acronym, or nothing where the name is none.
fn letters(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|char| char.is_alphanumeric()).collect();
    let is_acronym = letters.chars().nth(1).is_some() && !letters.chars().any(char::is_lowercase);
    (is_acronym && !name.contains(char::is_whitespace)).then_some(letters)
}

/// The first letters of several words.
struct Initials {
    /// Those of words with a capital.
    capitals: String,
    /// Those of all words, as capitals.
    all: String,
}

impl Initials {
    fn of(name: &str) -> Option<Self> {
        let words: Vec<char> = name
            .split(|char: char| !char.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .collect();
        let capitals = words.iter().copied().filter(|char| char.is_uppercase());
        (words.len() > 1).then(|| Self {
            capitals: capitals.collect(),
            all: words.iter().flat_map(|char| char.to_uppercase()).collect(),
        })
    }

    /// Returns whether an acronym begins as the words do and leaves some of their capitals out.
    fn include(&self, acronym: &str) -> bool {
        if acronym.chars().count() < SHORTEST {
            return false;
        }
        let mut capitals = self.capitals.chars();
        let begins_alike = self.capitals.chars().next() == acronym.chars().next();
        begins_alike
            && acronym
                .chars()
                .all(|letter| capitals.any(|capital| capital == letter))
    }
}
