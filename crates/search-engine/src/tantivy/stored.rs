//! An article as the index stores it: a line of names, a line of evidence, a line of its other fields, then its text as
//! it is, so that whoever shows a hit reads no more than a hit shows.
//!
//! The words of a mention stand in the article's own texts, so a name is stored as where its mentions begin and how
//! long they are: a fifth less than an article with whole mentions takes.

use std::borrow::Cow;
use std::fmt;

use article::{ArticleRecord, Entity, EntityKind, EvidenceMap, Mention, TextField};
use memchr::{memchr, memchr_iter};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::SearchError;
use crate::highlight::text_of;

/// An entity: the place of its kind in [`EntityKind::ALL`], its key, its name, and for each mention how far it begins
/// behind the beginning of the one before and how long it is, in Unicode scalar values of all texts in a row.
///
/// Empty words are those that most entities have: the key is the name in small letters, the name is the words of the
/// first mention.
type StoredName = (usize, String, String, Vec<usize>);

/// An entity as it is read for its key and name: words are taken from where they stand, and of the places of its
/// mentions only the first two numbers are kept.
#[derive(Deserialize)]
struct BriefName<'a>(
    usize,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    FirstMention,
);

/// What names an entity of a stored article.
pub(super) struct Named {
    /// Its kind.
    pub(super) kind: EntityKind,
    /// What joins its spellings.
    pub(super) key: String,
    /// The article's own name for it.
    pub(super) name: String,
}

/// Returns what the index stores of an article.
pub(super) fn to_stored(mut record: ArticleRecord) -> Result<String, SearchError> {
    let names: Option<Vec<StoredName>> = {
        let texts = Texts::of(&record);
        record
            .entities
            .iter()
            .map(|entity| stored_name(entity, &texts))
            .collect()
    };
    // An entity that does not keep to the rules, of a caller of the library, leaves the whole list in the article.
    if names.is_some() {
        record.entities.clear();
    }
    let text = std::mem::take(&mut record.text);
    let evidence = std::mem::take(&mut record.evidence);
    let lines = [
        serde_json::to_string(&names.unwrap_or_default()),
        serde_json::to_string(&evidence),
        serde_json::to_string(&record),
        Ok(text),
    ];
    let lines: Result<Vec<String>, serde_json::Error> = lines.into_iter().collect();
    let lines = lines.map_err(|error| SearchError::Engine(error.to_string()))?;
    Ok(lines.join("\n"))
}

/// Returns the article that is stored so.
pub(super) fn from_stored(stored: &str) -> Result<ArticleRecord, SearchError> {
    let lines = Lines::of(stored)?;
    let names: Vec<StoredName> = serde_json::from_str(lines.names).map_err(damaged)?;
    let evidence: EvidenceMap = serde_json::from_str(lines.evidence).map_err(damaged)?;
    let mut record = ArticleRecord {
        evidence,
        ..lines.record()?
    };
    if !names.is_empty() {
        let texts = Texts::of(&record);
        let entities = names.into_iter().map(|name| entity(name, &texts));
        record.entities = entities
            .collect::<Option<_>>()
            .ok_or_else(|| damaged("a name lies outside the texts"))?;
    }
    Ok(record)
}

/// Returns the article that is stored so, without its entities and its evidence: for those who look at its words only.
pub(super) fn texts_of_stored(stored: &str) -> Result<ArticleRecord, SearchError> {
    Lines::of(stored)?.record()
}

/// Returns what names the first entities of an article that is stored so, whose texts these are, at most so many, and
/// how many entities it has.
pub(super) fn names_of_stored(
    stored: &str,
    record: &ArticleRecord,
    limit: usize,
) -> Result<(Vec<Named>, usize), SearchError> {
    let names = Lines::of(stored)?.names;
    let texts = Texts::of(record);
    let named = each_name(names).take(limit).map(|name| {
        BriefName::of(name)?
            .named(&texts)
            .ok_or_else(|| damaged("a name lies outside the texts"))
    });
    Ok((named.collect::<Result<_, _>>()?, n_names(names)))
}

/// The parts of a stored article.
struct Lines<'a> {
    names: &'a str,
    evidence: &'a str,
    fields: &'a str,
    text: &'a str,
}

impl<'a> Lines<'a> {
    fn of(stored: &'a str) -> Result<Self, SearchError> {
        let mut lines = stored.splitn(4, '\n');
        let mut next = || lines.next().ok_or_else(|| damaged("a part of it is missing"));
        Ok(Self {
            names: next()?,
            evidence: next()?,
            fields: next()?,
            text: next()?,
        })
    }

    fn record(&self) -> Result<ArticleRecord, SearchError> {
        let fields: ArticleRecord = serde_json::from_str(self.fields).map_err(damaged)?;
        Ok(ArticleRecord {
            text: self.text.to_owned(),
            ..fields
        })
    }
}

fn damaged(detail: impl ToString) -> SearchError {
    SearchError::Damaged {
        path: "a stored article".into(),
        detail: detail.to_string(),
    }
}

/// Returns how an entity is stored; nothing where that would not give it back.
fn stored_name(entity: &Entity, texts: &Texts<'_>) -> Option<StoredName> {
    let mut last = 0;
    let mut numbers = Vec::with_capacity(2 * entity.mentions.len());
    for mention in &entity.mentions {
        if texts.words(mention.field, mention.start, mention.end)? != mention.text {
            return None;
        }
        let start = texts.start(mention.field) + mention.start;
        numbers.extend([start.checked_sub(last)?, mention.end - mention.start]);
        last = start;
    }
    let first = entity.mentions.first()?;
    let name = unless(&entity.name, &first.text)?;
    let key = unless(&entity.key, &entity.name.to_lowercase())?;
    Some((entity.kind as usize, key, name, numbers))
}

/// Returns the words, but none for the usual ones; nothing for none, which would come back as the usual ones.
fn unless(words: &str, usual: &str) -> Option<String> {
    let stored = if words == usual { "" } else { words };
    (!words.is_empty()).then(|| stored.to_owned())
}

fn entity((kind, key, name, numbers): StoredName, texts: &Texts<'_>) -> Option<Entity> {
    let mut last = 0_usize;
    let mut mentions = Vec::with_capacity(numbers.len() / 2);
    for pair in numbers.chunks_exact(2) {
        last = last.checked_add(pair[0])?;
        let place = texts.place(last, pair[1])?;
        mentions.push(Mention {
            field: place.field,
            start: place.start,
            end: place.end,
            text: place.words.to_owned(),
        });
    }
    let name = if name.is_empty() {
        mentions.first()?.text.clone()
    } else {
        name
    };
    Some(Entity {
        kind: *EntityKind::ALL.get(kind)?,
        key: if key.is_empty() { name.to_lowercase() } else { key },
        name,
        mentions,
    })
}

impl<'a> BriefName<'a> {
    fn of(stored: &'a str) -> Result<Self, SearchError> {
        match Self::of_plain(stored) {
            Some(name) => Ok(name),
            None => serde_json::from_str(stored).map_err(damaged),
        }
    }

    /// Reads a name as [`to_stored`] writes most: without escaped letters. Nothing for any other.
    fn of_plain(stored: &'a str) -> Option<Self> {
        let mut rest = Rest(stored);
        rest.pass("[")?;
        let kind = rest.number()?;
        rest.pass(",\"")?;
        let key = rest.words()?;
        rest.pass(",\"")?;
        let name = rest.words()?;
        rest.pass(",[")?;
        let start = rest.number()?;
        rest.pass(",")?;
        let length = rest.number()?;
        let mention = FirstMention(Some([start, length]));
        Some(Self(kind, Cow::from(key), Cow::from(name), mention))
    }

    fn named(self, texts: &Texts<'_>) -> Option<Named> {
        let Self(kind, key, name, FirstMention(first)) = self;
        let name = if name.is_empty() {
            let [start, length] = first?;
            Cow::from(texts.place(start, length)?.words)
        } else {
            name
        };
        Some(Named {
            kind: *EntityKind::ALL.get(kind)?,
            key: if key.is_empty() {
                name.to_lowercase()
            } else {
                key.into_owned()
            },
            name: name.into_owned(),
        })
    }
}

/// Strings of a name, before its numbers.
const STRINGS: usize = 2;

/// Parts a list of names without reading them: an article has up to a thousand names, of which a hit shows six.
fn each_name(names: &str) -> impl Iterator<Item = &str> {
    let bytes = names.as_bytes();
    let behind = |mark: u8, from: usize| Some(from + memchr(mark, bytes.get(from..)?)? + 1);
    let mut at = 1;
    std::iter::from_fn(move || {
        let inside = behind(b'[', at)?;
        at = inside;
        for _ in 0..STRINGS {
            at = behind(b'"', at)?;
            at += string_length(bytes.get(at..)?);
        }
        // The ends of its numbers and of the name: no mark stands among numbers.
        at = behind(b']', at)?;
        at = behind(b']', at)?;
        names.get(inside - 1..at)
    })
}

/// Returns how many names a list has, without parting it where that can be seen from its quotation marks.
fn n_names(names: &str) -> usize {
    let bytes = names.as_bytes();
    match memchr(b'\\', bytes) {
        None => memchr_iter(b'"', bytes).count() / (2 * STRINGS),
        Some(_) => each_name(names).count(),
    }
}

/// Returns how long a string of JSON is that begins before these bytes, with the mark that ends it.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'"' => break,
            _ => {}
        }
    }
    at
}

/// What is left to read of a name.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn pass(&mut self, mark: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    fn number(&mut self) -> Option<usize> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        number.parse().ok()
    }

    /// Reads up to the mark that ends a string; nothing where a letter is escaped.
    fn words(&mut self) -> Option<&'a str> {
        let is_mark = |byte: u8| matches!(byte, b'"' | b'\\');
        let end = self.0.bytes().position(is_mark)?;
        let (words, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix('"')?;
        Some(words)
    }
}

/// The first two of a list of numbers, where it has two.
struct FirstMention(Option<[usize; 2]>);

impl<'de> Deserialize<'de> for FirstMention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(FirstTwo)
    }
}

struct FirstTwo;

impl<'de> Visitor<'de> for FirstTwo {
    type Value = FirstMention;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<FirstMention, A::Error> {
        let first: Option<usize> = numbers.next_element()?;
        let second: Option<usize> = numbers.next_element()?;
        while numbers.next_element::<IgnoredAny>()?.is_some() {}
        Ok(FirstMention(
            first.zip(second).map(|(first, second)| [first, second]),
        ))
    }
}

/// The texts of an article as one row, a place between each two.
struct Texts<'a>(Vec<Part<'a>>);

struct Part<'a> {
    field: TextField,
    text: &'a str,
    /// Where it starts in the row.
    start: usize,
    /// How many scalar values begin before each block of bytes; nothing where they are bytes.
    before: Option<Vec<usize>>,
    /// Its length in scalar values.
    length: usize,
}

/// Bytes of a text that are counted at once.
const BLOCK: usize = 64;

impl<'a> Texts<'a> {
    fn of(record: &'a ArticleRecord) -> Self {
        let mut start = 0;
        let parts = TextField::ALL.map(|field| {
            let part = Part::new(field, text_of(record, field), start);
            start += part.length + 1;
            part
        });
        Self(parts.into())
    }

    fn start(&self, field: TextField) -> usize {
        self.0[field as usize].start
    }

    fn words(&self, field: TextField, start: usize, end: usize) -> Option<&'a str> {
        self.0[field as usize].words(start, end)
    }

    /// Returns what stands at a place of the row.
    fn place(&self, at: usize, length: usize) -> Option<Place<'a>> {
        let part = self.0.iter().rfind(|part| part.start <= at)?;
        let start = at - part.start;
        let end = start.checked_add(length)?;
        Some(Place {
            field: part.field,
            start,
            end,
            words: part.words(start, end)?,
        })
    }
}

/// Words of a text and where they stand, in scalar values.
struct Place<'a> {
    field: TextField,
    start: usize,
    end: usize,
    words: &'a str,
}

impl<'a> Part<'a> {
    fn new(field: TextField, text: &'a str, start: usize) -> Self {
        if text.is_ascii() {
            return Self {
                field,
                text,
                start,
                before: None,
                length: text.len(),
            };
        }
        let mut length = 0;
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(length);
            length += block.iter().filter(|byte| begins_scalar(**byte)).count();
        }
        Self {
            field,
            text,
            start,
            before: Some(before),
            length,
        }
    }

    fn words(&self, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    /// Returns where a scalar value begins, or the text ends.
    fn byte(&self, number: usize) -> Option<usize> {
        if number >= self.length {
            return (number == self.length).then_some(self.text.len());
        }
        let Some(before) = &self.before else {
            return Some(number);
        };
        let block = before
            .partition_point(|before| *before <= number)
            .checked_sub(1)?;
        let bytes = self.text.as_bytes().iter().enumerate().skip(block * BLOCK);
        let mut beginnings = bytes.filter(|(_, byte)| begins_scalar(**byte));
        beginnings.nth(number - before[block]).map(|(at, _)| at)
    }
}

/// Tells whether a byte of UTF-8 begins a scalar value.
fn begins_scalar(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use article::ArticleId;
    use proptest::prelude::*;

    use super::*;

    fn mention(field: TextField, words: &str, text: &str) -> Mention {
        let at = text.find(words).unwrap();
        let start = text[..at].chars().count();
        Mention {
            field,
            start,
            end: start + words.chars().count(),
            text: words.to_owned(),
        }
    }

    fn record(title: &str, text: &str, entities: Vec<Entity>) -> ArticleRecord {
        let json = serde_json::json!({
            "id": ArticleId::from_key("a"), "key": "a", "path": "a.txt", "title": title, "byline": [],
            "agencies": [], "text": text, "entities": entities, "evidence": {},
        });
        serde_json::from_value(json).unwrap()
    }

    fn mayor(title: &str, text: &str) -> Entity {
        Entity {
            kind: EntityKind::Person,
            key: "zoe aberg".into(),
            name: "Zoé Åberg".into(),
            mentions: vec![
                mention(TextField::Title, "Åberg", title),
                mention(TextField::Text, "Zoé Åberg", text),
                mention(TextField::Text, "mayor", text),
            ],
        }
    }

    #[test]
    fn names_are_stored_as_places() {
        let (title, text) = ("Åberg wins “Höga” vote", "Voters chose Zoé Åberg, the mayor.");
        let record = record(title, text, vec![mayor(title, text)]);
        let stored = to_stored(record.clone()).unwrap();
        let names = stored.lines().next().unwrap();
        assert_eq!(names, r#"[[0,"zoe aberg","Zoé Åberg",[0,5,37,9,15,5]]]"#);
        assert_eq!(from_stored(&stored).unwrap(), record);
        let texts = texts_of_stored(&stored).unwrap();
        assert_eq!(texts.text, text);
        let named = &names_of_stored(&stored, &texts, 6).unwrap().0[0];
        assert_eq!((&*named.key, &*named.name), ("zoe aberg", "Zoé Åberg"));
    }

    #[test]
    fn usual_words_take_no_room() {
        let text = "A storm hit Port Ellis.";
        let place = Entity {
            kind: EntityKind::Place,
            key: "port ellis".into(),
            name: "Port Ellis".into(),
            mentions: vec![mention(TextField::Text, "Port Ellis", text)],
        };
        let record = record("", text, vec![place]);
        let stored = to_stored(record.clone()).unwrap();
        assert!(stored.starts_with(r#"[[2,"","",[14,10]]]"#), "{stored}");
        assert_eq!(from_stored(&stored).unwrap(), record);
        let named = &names_of_stored(&stored, &record, 6).unwrap().0[0];
        assert_eq!(names_of_stored(&stored, &record, 0).unwrap().1, 1);
        assert_eq!((&*named.key, &*named.name), ("port ellis", "Port Ellis"));
    }

    #[test]
    fn an_odd_entity_comes_back_as_it_was() {
        let text = "Zoé Åberg, the mayor";
        let odd = |change: fn(&mut Entity)| {
            let mut entity = mayor("Åberg", text);
            change(&mut entity);
            let record = record("Åberg", text, vec![entity]);
            assert_eq!(from_stored(&to_stored(record.clone()).unwrap()).unwrap(), record);
        };
        odd(|entity| entity.key.clear());
        odd(|entity| entity.name.clear());
        odd(|entity| entity.mentions.clear());
        odd(|entity| entity.mentions.reverse());
        odd(|entity| entity.mentions[0].text = "other words".into());
        odd(|entity| entity.mentions[2].end = 1_000);
        odd(|entity| entity.mentions[1].end = 0);
    }

    proptest! {
        #[test]
        fn places_are_those_of_a_slow_count(text in "([a-c]|é|\\PC){0,200}", start in 0_usize..220, length in 0_usize..9) {
            let slow: Option<String> = {
                let letters: Vec<char> = text.chars().collect();
                letters.get(start..start + length).map(|letters| letters.iter().collect())
            };
            let part = Part::new(TextField::Text, &text, 0);
            prop_assert_eq!(part.words(start, start + length), slow.as_deref());
        }

        #[test]
        fn names_are_parted_and_counted(words in prop::collection::vec("[a-c\\[\\],\"\\\\]{0,4}|[a-z ]{0,400}", 0..9)) {
            let names: Vec<StoredName> = words.iter().map(|word| (0, word.clone(), word.clone(), vec![1, 2])).collect();
            let stored = serde_json::to_string(&names).unwrap();
            prop_assert_eq!(n_names(&stored), names.len());
            let each: Vec<StoredName> = each_name(&stored).map(|name| serde_json::from_str(name).unwrap()).collect();
            prop_assert_eq!(each, names);
        }

        #[test]
        fn damage_is_an_error(stored in ".{0,40}", numbers in prop::collection::vec(any::<usize>(), 0..6)) {
            let names = serde_json::to_string(&[(numbers.len(), "", "", &numbers)]).unwrap();
            let whole = to_stored(record("ä", "A story.", Vec::new())).unwrap();
            let rest = whole.split_once('\n').unwrap().1;
            prop_assert!(from_stored(&stored).is_err());
            let changed = format!("{names}\n{rest}");
            let _ = names_of_stored(&changed, &texts_of_stored(&changed).unwrap(), 6);
            if let Ok(article) = from_stored(&changed) {
                let mentions = article.entities.iter().flat_map(|entity| &entity.mentions);
                prop_assert!(mentions.into_iter().all(|mention| mention.end <= 8));
            }
        }
    }
}
