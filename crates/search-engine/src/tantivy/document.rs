//! An article as a document of the index, and back.

use std::collections::BTreeSet;

use article::{ArticleRecord, EnrichedArticle, Entity, EntityKind, Language, Published};
use tantivy::directory::OwnedBytes;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument};

use super::address::{address_terms, name_words};
use super::hyphens::hyphenated;
use super::packing::Packer;
use super::schema::Fields;
use super::sketch::{FIRST_NUMBERS, sketch};
use super::stored::to_stored;
use super::structure::Structure;
use super::tokenizers::placed;
use super::written::Forms;
use crate::analysis::Terms;
use crate::places::Part;
use crate::{FacetField, SearchError};

/// What stands between an entity's key and its name in a facet column.
pub(super) const KEY_END: char = '\u{1f}';
/// How often a word of the headline counts, against one of the story: a headline of ten words says what the
/// article is about. On four test collections 2, 3 and 4 rank alike, and each better than 1.
pub(super) const TITLE_WEIGHT: usize = 3;

/// Returns the document of an article, packed by this packer, and about how many bytes it takes.
pub(super) fn document(
    article: EnrichedArticle,
    fields: &Fields,
    packer: &Packer,
) -> Result<(TantivyDocument, usize), SearchError> {
    let language = article.article.language.clone();
    let published = article.article.published;
    let record = ArticleRecord::from(article);
    let mut document = TantivyDocument::new();
    let (id_start, id_end) = record.id.to_numbers();
    document.add_u64(fields.id_start, id_start);
    document.add_u64(fields.id_end, id_end);
    document.add_text(fields.id, record.id.to_string());
    add_texts(&mut document, &record, language.as_ref(), fields);
    add_facets(&mut document, &record, fields);
    for author in &record.byline {
        document.add_text(fields.byline, placed(name_words(author).into_iter().zip(0..)));
    }
    for term in record.url.as_deref().map(address_terms).unwrap_or_default() {
        document.add_text(fields.url, term);
    }
    if let Some(published) = published {
        document.add_i64(fields.published_day, published.days_since_epoch().into());
        document.add_i64(fields.published_at, seconds(&published));
    }
    let sketch = sketch(&record.text);
    for number in &sketch {
        document.add_u64(fields.story, *number);
    }
    for number in sketch.iter().take(FIRST_NUMBERS) {
        document.add_u64(fields.story_start, *number);
    }
    let n_text = record.text.len();
    let packed = packer.packed(&to_stored(record)?)?;
    // Its text is there as stems and as words as they are written.
    let bytes = packed.len() + 2 * n_text;
    document.add_bytes(fields.record, &packed);
    Ok((document, bytes))
}

/// What a document stores, for [`super::packing`]: its only stored field.
pub(super) struct PackedArticle(pub(super) Vec<u8>);

impl DocumentDeserialize for PackedArticle {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        let packed = document.next_field::<Vec<u8>>()?;
        Ok(Self(packed.map(|(_, bytes)| bytes).unwrap_or_default()))
    }
}

/// Returns what a segment stores of an article, for [`super::packing`]. The engine reads the bytes of a value one by one,
/// which costs more than to unpack them: they are taken as they lie there.
pub(super) fn packed_article(store: &StoreReader, document: DocId) -> tantivy::Result<OwnedBytes> {
    let stored = store.get_document_bytes(document)?;
    match length_of_only_value(&stored) {
        Some(length) => Ok(stored.slice(stored.len() - length..stored.len())),
        None => store
            .get(document)
            .map(|PackedArticle(packed)| OwnedBytes::new(packed)),
    }
}

/// Returns the length of the value that a stored document ends with, if it has but one and that is of bytes. Before it
/// stand how many values there are, the field, the kind of value and its length.
fn length_of_only_value(stored: &[u8]) -> Option<usize> {
    const KIND_OF_BYTES: u8 = 4;
    /// Marks the last byte of a number, each of which has seven bits.
    const LAST: u8 = 0x80;
    const ONE: u8 = LAST | 1;
    const MAX_BYTES: usize = 5;
    let [ONE, _, _, _, _, KIND_OF_BYTES, rest @ ..] = stored else {
        return None;
    };
    let n_bytes = 1 + rest.iter().take(MAX_BYTES).position(|byte| byte & LAST != 0)?;
    let (number, value) = rest.split_at(n_bytes);
    let bits = |length: usize, byte: &u8| length << 7 | usize::from(byte & !LAST);
    let length = number.iter().rev().fold(0, bits);
    (length == value.len()).then_some(length)
}

/// Returns the value of an entity in its facet column: what joins spellings, then this article's name for it.
pub(super) fn entity_value(entity: &Entity) -> String {
    format!("{}{KEY_END}{}", entity.key, entity.name)
}

/// Returns what the terms of the `spelling` field begin with for entities of a kind.
pub(super) fn spelling_start(kind: EntityKind) -> String {
    format!("{kind}{KEY_END}")
}

/// Returns the term of one way to write an entity: what [`spelling_start`] gives, its key and the words.
pub(super) fn spelling(kind: EntityKind, key: &str, written: &str) -> String {
    format!("{}{key}{KEY_END}{written}", spelling_start(kind))
}

/// Returns key and name of a facet column's value; the two are one for facets other than entities.
pub(super) fn key_and_name(value: &str) -> (&str, &str) {
    value.split_once(KEY_END).unwrap_or((value, value))
}

fn add_texts(
    document: &mut TantivyDocument,
    record: &ArticleRecord,
    language: Option<&Language>,
    fields: &Fields,
) {
    let title = record.title.as_deref().unwrap_or_default();
    let standfirst = record.standfirst.as_deref().unwrap_or_default();
    let (mut structure, mut forms) = (Structure::default(), Forms::default());
    let mut hyphens = BTreeSet::new();
    if !title.is_empty() {
        let terms = Terms::of(title, language);
        forms.add(Part::Title, structure.next(), title, &terms);
        structure.add_title(title, &terms, TITLE_WEIGHT);
        hyphens.extend(hyphenated(title, &terms));
        let stems = stems(&terms);
        for _ in 0..TITLE_WEIGHT {
            document.add_text(fields.text, &stems);
        }
        document.add_text(fields.title, stems);
    }
    for (part, text) in [(Part::Standfirst, standfirst), (Part::Story, &record.text)] {
        if !text.is_empty() {
            let terms = Terms::of(text, language);
            forms.add(part, structure.next(), text, &terms);
            structure.add(part, text, &terms);
            hyphens.extend(hyphenated(text, &terms));
            document.add_text(fields.text, stems(&terms));
        }
    }
    for word in hyphens {
        document.add_text(fields.hyphen, word);
    }
    document.add_text(fields.structure, structure.value());
    document.add_text(fields.form, forms.value(language));
    document.add_text(fields.title_word, unplaced(forms.title_words()));
    document.add_text(fields.word, unplaced(forms.words()));
}

fn stems(terms: &Terms) -> String {
    placed(terms.iter().map(|token| (token.term, token.position)))
}

/// Returns words of which it does not matter where they stand.
fn unplaced<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    placed(words.into_iter().zip(0..))
}

fn add_facets(document: &mut TantivyDocument, record: &ArticleRecord, fields: &Fields) {
    let mut add = |facet: FacetField, value: &str| document.add_text(fields.facet(facet), value);
    record
        .source
        .iter()
        .for_each(|source| add(FacetField::Source, source));
    record
        .language
        .iter()
        .for_each(|language| add(FacetField::Language, language));
    for agency in record.agencies.iter().collect::<BTreeSet<_>>() {
        add(FacetField::Agency, agency);
    }
    let mut seen = BTreeSet::new();
    let mut spellings = BTreeSet::new();
    for entity in record
        .entities
        .iter()
        .filter(|entity| seen.insert((entity.kind, &entity.key)))
    {
        add(FacetField::Entity(entity.kind), &entity_value(entity));
        spellings.extend(
            entity
                .mentions
                .iter()
                .map(|mention| spelling(entity.kind, &entity.key, &mention.text)),
        );
    }
    for spelling in spellings {
        document.add_text(fields.spelling, spelling);
    }
}

fn seconds(published: &Published) -> i64 {
    published
        .local()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(0, |moment| moment.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{STORED, Schema, TEXT};
    use tantivy::{DocAddress, Index};

    use super::*;

    #[test]
    fn a_packed_article_is_what_the_engine_reads() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let (packed, other) = (
            schema.add_bytes_field("packed", STORED),
            schema.add_text_field("other", TEXT | STORED),
        );
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 16 << 20)?;
        let lengths = [0, 1, 127, 128, 129, 16_383, 16_384, 70_000];
        for length in lengths {
            let mut document = TantivyDocument::new();
            document.add_bytes(packed, &vec![b'a'; length]);
            writer.add_document(document)?;
        }
        // More than one value, and one of another kind: only the engine knows where they are.
        let mut document = TantivyDocument::new();
        document.add_bytes(packed, b"first");
        document.add_text(other, "second");
        writer.add_document(document)?;
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let store = searcher.segment_reader(0).get_store_reader(0)?;
        for number in 0..=lengths.len() as DocId {
            let PackedArticle(expected) = searcher.doc(DocAddress::new(0, number))?;
            assert_eq!(packed_article(&store, number)?.as_slice(), expected);
            let stored = store.get_document_bytes(number)?;
            let is_alone = (number as usize) < lengths.len();
            assert_eq!(length_of_only_value(&stored).is_some(), is_alone, "{number}");
        }
        Ok(())
    }
}
