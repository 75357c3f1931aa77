//! An article as the index stores it: a line of names, then its JSON without them.
//!
//! The words of a mention stand in the article's own texts, so a name is stored as where its mentions begin and how
//! long they are: a fifth less than an article with whole mentions takes.

use article::{ArticleRecord, Entity, EntityKind, Mention, TextField};

use crate::SearchError;
use crate::highlight::text_of;

/// An entity: the place of its kind in [`EntityKind::ALL`], its key, its name, and for each mention how far it begins
/// behind the beginning of the one before and how long it is, in Unicode scalar values of all texts in a row.
///
/// Empty words are those that most entities have: the key is the name in small letters, the name is the words of the
/// first mention.
type StoredName = (usize, String, String, Vec<usize>);

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
    let json = |error: serde_json::Error| SearchError::Engine(error.to_string());
    let mut stored = serde_json::to_string(&names.unwrap_or_default()).map_err(json)?;
    stored.push('\n');
    stored.push_str(&serde_json::to_string(&record).map_err(json)?);
    Ok(stored)
}

/// Returns the article that is stored so.
pub(super) fn from_stored(stored: &str) -> Result<ArticleRecord, SearchError> {
    let (names, _) = parts(stored)?;
    let names: Vec<StoredName> = serde_json::from_str(names).map_err(damaged)?;
    let mut record = texts_of_stored(stored)?;
    if !names.is_empty() {
        let texts = Texts::of(&record);
        let entities = names.into_iter().map(|name| entity(name, &texts));
        record.entities = entities
            .collect::<Option<_>>()
            .ok_or_else(|| damaged("a name lies outside the texts"))?;
    }
    Ok(record)
}

/// Returns the article that is stored so, without its entities: for those who look at its words only.
pub(super) fn texts_of_stored(stored: &str) -> Result<ArticleRecord, SearchError> {
    serde_json::from_str(parts(stored)?.1).map_err(damaged)
}

fn parts(stored: &str) -> Result<(&str, &str), SearchError> {
    stored.split_once('\n').ok_or_else(|| damaged("it has no names"))
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
        mentions.push(texts.mention(last, pair[1])?);
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

/// The texts of an article as one row, a place between each two.
struct Texts<'a>(Vec<Part<'a>>);

struct Part<'a> {
    field: TextField,
    text: &'a str,
    /// Where it starts in the row.
    start: usize,
    /// Where each of its scalar values starts, and where the last ends, in bytes; nothing where they are bytes.
    offsets: Option<Vec<usize>>,
}

impl<'a> Texts<'a> {
    fn of(record: &'a ArticleRecord) -> Self {
        let mut start = 0;
        let parts = TextField::ALL.map(|field| {
            let part = Part::new(field, text_of(record, field), start);
            start += part.length() + 1;
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

    /// Returns the mention that begins here in the row.
    fn mention(&self, at: usize, length: usize) -> Option<Mention> {
        let part = self.0.iter().rfind(|part| part.start <= at)?;
        let start = at - part.start;
        let end = start.checked_add(length)?;
        Some(Mention {
            field: part.field,
            start,
            end,
            text: part.words(start, end)?.to_owned(),
        })
    }
}

impl<'a> Part<'a> {
    fn new(field: TextField, text: &'a str, start: usize) -> Self {
        let ends = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
        Self {
            field,
            text,
            start,
            offsets: (!text.is_ascii()).then(|| ends().collect()),
        }
    }

    fn length(&self) -> usize {
        self.offsets
            .as_ref()
            .map_or(self.text.len(), |offsets| offsets.len() - 1)
    }

    fn words(&self, start: usize, end: usize) -> Option<&'a str> {
        match &self.offsets {
            Some(offsets) => self.text.get(*offsets.get(start)?..*offsets.get(end)?),
            None => self.text.get(start..end),
        }
    }
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
        assert_eq!(texts_of_stored(&stored).unwrap().text, text);
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
        fn damage_is_an_error(stored in ".{0,40}", numbers in prop::collection::vec(any::<usize>(), 0..6)) {
            let names = serde_json::to_string(&[(numbers.len(), "", "", &numbers)]).unwrap();
            let whole = to_stored(record("ä", "A story.", Vec::new())).unwrap();
            let json = whole.split_once('\n').unwrap().1;
            prop_assert!(from_stored(&stored).is_err());
            if let Ok(article) = from_stored(&format!("{names}\n{json}")) {
                let mentions = article.entities.iter().flat_map(|entity| &entity.mentions);
                prop_assert!(mentions.into_iter().all(|mention| mention.end <= 8));
            }
        }
    }
}
