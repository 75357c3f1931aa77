//! [`Cards`]: what hits show of articles, kept for when they are shown again. While somebody types, turns a page back or
//! chooses a facet, most of what is shown was shown a moment ago.

use std::num::NonZeroUsize;
use std::sync::Arc;

use article::{ArticleRecord, EvidenceMap};
use tantivy::DocAddress;

use super::copies::duplicates;
use super::kept::Kept;
use super::naming::{leading_values, show_values};
use super::snapshot::Snapshot;
use super::stored::{from_stored, names_of_stored, texts_of_stored};
use crate::highlight::{cut_end, opening};
use crate::{EntityName, Hit, SearchError};

/// Cards that are kept: those of four hundred pages, most of some five kilobytes.
const KEPT: NonZeroUsize = NonZeroUsize::new(4_000).expect("it is not zero");
/// Cards of longer texts are not kept, in bytes, so that all together stay below 64 MB.
const LONGEST: usize = 16_000;
/// Entities that a hit names.
const ENTITIES_A_HIT: usize = 6;
/// Characters of the opening that stands for a headline where there is none.
const LEAD_CHARS: usize = 120;

/// What hits show of an article, whatever was asked.
pub(super) struct Card {
    /// The texts in which words are marked, and the entities where names are to be marked as well.
    pub(super) record: ArticleRecord,
    /// The hit, with nothing marked.
    pub(super) hit: Hit,
}

impl Card {
    /// Returns the card of a stored article. Its entities are read whole only where their mentions decide which they
    /// are.
    pub(super) fn of_stored(
        snapshot: &Snapshot,
        address: DocAddress,
        stored: &str,
    ) -> Result<Self, SearchError> {
        let record = texts_of_stored(stored)?;
        if record.entities.is_empty() {
            let (first, n_entities) = names_of_stored(stored, &record, ENTITIES_A_HIT)?;
            if let Some(entities) = leading_values(snapshot, address, first, n_entities) {
                return Self::new(snapshot, address, record, entities);
            }
        }
        let mut record = from_stored(stored)?;
        show_values(snapshot, &mut record);
        let mut card = Self::of_whole(snapshot, address, record)?;
        // No name is marked in the texts of a card that is kept.
        card.record.entities = Vec::new();
        card.record.evidence = EvidenceMap::new();
        Ok(card)
    }

    /// Returns the card of an article whose entities are those that facets count.
    pub(super) fn of_whole(
        snapshot: &Snapshot,
        address: DocAddress,
        record: ArticleRecord,
    ) -> Result<Self, SearchError> {
        let leading = record.entities.iter().take(ENTITIES_A_HIT);
        let entities = leading.map(|entity| EntityName {
            kind: entity.kind,
            name: entity.name.clone(),
        });
        let entities = entities.collect();
        Self::new(snapshot, address, record, entities)
    }

    fn new(
        snapshot: &Snapshot,
        address: DocAddress,
        record: ArticleRecord,
        entities: Vec<EntityName>,
    ) -> Result<Self, SearchError> {
        let hit = Hit {
            lead: lead(&record),
            entities,
            duplicates: duplicates(snapshot, address)?,
            ..bare(&record)
        };
        Ok(Self { record, hit })
    }
}

/// Returns the hit for an article with nothing beside what it is.
pub(super) fn bare(record: &ArticleRecord) -> Hit {
    Hit {
        id: record.id,
        key: record.key.clone(),
        path: record.path.clone(),
        title: record.title.clone(),
        lead: String::new(),
        source: record.source.clone(),
        published: record.published.clone(),
        published_precision: record.published_precision,
        language: record.language.clone(),
        url: record.url.clone(),
        score: 0.0,
        snippets: Vec::new(),
        title_pieces: Vec::new(),
        entities: Vec::new(),
        duplicates: Vec::new(),
        explanation: None,
    }
}

fn lead(record: &ArticleRecord) -> String {
    let first: String = opening(&record.text)
        .into_iter()
        .flatten()
        .map(|piece| piece.text)
        .collect();
    let end = cut_end(&first, 0, LEAD_CHARS);
    if end == first.len() {
        first
    } else {
        format!("{}…", &first[..end])
    }
}

/// The cards of one state of the index that were shown last.
pub(super) struct Cards(Kept<DocAddress, Arc<Card>>);

impl Default for Cards {
    fn default() -> Self {
        Self(Kept::with_room(KEPT))
    }
}

impl Cards {
    /// Returns how many of these articles have no card that is kept.
    pub(super) fn n_lacking(&self, articles: impl Iterator<Item = DocAddress>) -> usize {
        self.0.n_lacking(articles)
    }

    /// Returns the card of an article: the one that is kept, or one that is made now.
    pub(super) fn get_or_make(
        &self,
        address: DocAddress,
        make: impl FnOnce() -> Result<Card, SearchError>,
    ) -> Result<Arc<Card>, SearchError> {
        let is_short = |card: &Arc<Card>| card.record.text.len() + card.record.captions.len() <= LONGEST;
        self.0.get_or_make(address, |_| make().map(Arc::new), is_short)
    }
}

#[cfg(test)]
mod tests {
    use article::ArticleId;

    use super::*;

    fn record(text: String) -> ArticleRecord {
        let json = serde_json::json!({
            "id": ArticleId::from_key("a"), "key": "a", "path": "a.txt", "byline": [], "agencies": [],
            "text": text, "entities": [], "evidence": {},
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn cards_are_made_once_unless_they_are_long() {
        let cards = Cards::default();
        let made = |number: u32, n_bytes: usize| {
            let mut is_made = false;
            let make = || {
                is_made = true;
                let record = record("x".repeat(n_bytes));
                let hit = bare(&record);
                Ok(Card { record, hit })
            };
            let card = cards.get_or_make(DocAddress::new(0, number), make).unwrap();
            assert_eq!(card.record.text.len(), n_bytes);
            is_made
        };
        for (number, n_bytes, expected) in [
            (1, 10, true),
            (1, 10, false),
            (2, LONGEST + 1, true),
            (2, LONGEST + 1, true),
        ] {
            assert_eq!(made(number, n_bytes), expected, "{number}");
        }
    }
}
