//! Tests of the tagger through its public API: what is found, what is merged, what is kept apart, what it bears.

mod keys;
mod limits;
mod mentions;
mod merging;

use article::{Article, Entity, Language, PARAGRAPH_BREAK, TextField};

/// Returns an article with this headline, language and story.
pub(crate) fn article(title: &str, language: &str, text: &str) -> Article {
    let paragraphs = text.split(PARAGRAPH_BREAK).map(str::to_owned).collect();
    Article {
        title: (!title.is_empty()).then(|| title.to_owned()),
        language: Language::from_code(language),
        ..Article::of_paragraphs("test", paragraphs)
    }
}

/// Returns each mention as `kind:text`, in reading order.
pub(crate) fn mentions(entities: &[Entity]) -> Vec<String> {
    let mut mentions: Vec<(TextField, usize, String)> = Vec::new();
    for entity in entities {
        for mention in &entity.mentions {
            mentions.push((
                mention.field,
                mention.start,
                format!("{}:{}", entity.kind, mention.text),
            ));
        }
    }
    mentions.sort();
    mentions.into_iter().map(|(_, _, text)| text).collect()
}

/// Returns each entity as `kind:name=surface|surface`, surfaces in alphabetical order, entities too.
pub(crate) fn entities(entities: &[Entity]) -> Vec<String> {
    let row = |entity: &Entity| {
        let mut surfaces: Vec<&str> = entity
            .mentions
            .iter()
            .map(|mention| mention.text.as_str())
            .collect();
        surfaces.sort_unstable();
        surfaces.dedup();
        format!("{}:{}={}", entity.kind, entity.name, surfaces.join("|"))
    };
    let mut rows: Vec<String> = entities.iter().map(row).collect();
    rows.sort();
    rows
}
