//! Tests of the tagger through its public API: what is found, what is merged, what is kept apart, what it bears.

mod keys;
mod limits;
mod mentions;
mod merging;

use article::{Article, ArticleId, Entity, EvidenceMap, Language, Origin, PARAGRAPH_BREAK, TextField};

/// Returns an article with this headline, language and story.
pub(crate) fn article(title: &str, language: &str, text: &str) -> Article {
    Article {
        id: ArticleId::from_key("test"),
        key: "test".to_owned(),
        origin: Origin::default(),
        url: None,
        title: (!title.is_empty()).then(|| title.to_owned()),
        standfirst: None,
        byline: Vec::new(),
        source: None,
        agencies: Vec::new(),
        dateline: None,
        published: None,
        updated: None,
        language: Language::from_code(language),
        section: None,
        extent: article::Extent::Full,
        paragraphs: text.split(PARAGRAPH_BREAK).map(str::to_owned).collect(),
        evidence: EvidenceMap::new(),
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
