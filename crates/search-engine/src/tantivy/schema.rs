//! The index fields: every name and option, in one place.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use text_analysis::ANALYSIS_VERSION;

use super::tokenizers::PLACED;
use crate::FacetField;

/// Number of the index format: of this schema, of the document layout and of the text analysis.
pub(crate) const FORMAT: u32 = 213 + ANALYSIS_VERSION;

/// Every field of the index.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// Article id; exact.
    pub(crate) id: Field,
    /// Stems of the headline, with positions.
    pub(crate) title: Field,
    /// Stems of the headline, as often as it weighs more than the story, of the standfirst and of the story, with
    /// positions: one list of matches for each word, and scores as BM25F has them.
    pub(crate) text: Field,
    /// Where the parts, paragraphs and sentences of `text` begin, by position: one term for each kind of beginning.
    pub(crate) structure: Field,
    /// Where words stand as they are written, in articles that have several forms of their stem: all but the
    /// commonest.
    pub(crate) form: Field,
    /// Every word of the authors' names, folded, with positions; names are apart.
    pub(crate) byline: Field,
    /// The host of the address and what it ends in, its parts, and the words of the path.
    pub(crate) url: Field,
    /// Every word of the article as it is written, folded, and what follows an apostrophe: for prefixes and
    /// suggestions.
    pub(crate) word: Field,
    /// Every word of the headline as it is written, folded.
    pub(crate) title_word: Field,
    /// Words that the article writes with a hyphen, without it, and where it stands: see [`super::hyphens`].
    pub(crate) hyphen: Field,
    /// Every way in which the article writes the name of an entity: kind, key and the words.
    pub(crate) spelling: Field,
    /// Days from 1970-01-01 to the publication; a column.
    pub(crate) published_day: Field,
    /// Seconds from 1970-01-01 to the publication by the publisher's clock; a column that orders articles.
    pub(crate) published_at: Field,
    /// Start of the article id as a number; a column that puts equals in an order which no rebuild changes.
    pub(crate) id_start: Field,
    /// The last 16 bits of the id; a column.
    pub(crate) id_end: Field,
    /// Sketch of the story, several numbers: articles that share most of them have the same story; a column.
    pub(crate) story: Field,
    /// The first numbers of the sketch, by which such articles are found.
    pub(crate) story_start: Field,
    /// The article, as [`super::stored`] writes it and [`super::packing`] packs it; stored.
    pub(crate) record: Field,
    /// One column a facet, in the order of [`FacetField::ALL`].
    facets: [Field; FacetField::ALL.len()],
}

impl Fields {
    /// Returns the field of a facet.
    pub(crate) fn facet(&self, facet: FacetField) -> Field {
        self.facets[facet.index()]
    }
}

/// Returns the schema of the index and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::new();
    let fields = Fields {
        id: builder.add_text_field("id", exact()),
        title: builder.add_text_field("title", stems()),
        text: builder.add_text_field("text", stems()),
        structure: builder.add_text_field("structure", places()),
        form: builder.add_text_field("form", places()),
        byline: builder.add_text_field("byline", places()),
        url: builder.add_text_field("url", exact()),
        word: builder.add_text_field("word", terms(PLACED)),
        title_word: builder.add_text_field("title_word", terms(PLACED)),
        hyphen: builder.add_text_field("hyphen", exact()),
        spelling: builder.add_text_field("spelling", exact()),
        // A column alone: an indexed date costs 16 MB of dictionary for a million articles.
        published_day: builder.add_i64_field("published_day", NumericOptions::default().set_fast()),
        published_at: builder.add_i64_field("published_at", NumericOptions::default().set_fast()),
        id_start: builder.add_u64_field("id_start", FAST),
        id_end: builder.add_u64_field("id_end", FAST),
        story: builder.add_u64_field("story", FAST),
        story_start: builder.add_u64_field("story_start", INDEXED),
        record: builder.add_bytes_field("record", STORED),
        facets: FacetField::ALL.map(|facet| builder.add_text_field(facet.name(), exact().set_fast("raw"))),
    };
    (builder.build(), fields)
}

fn stems() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(PLACED)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn places() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(PLACED)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn exact() -> TextOptions {
    terms("raw")
}

fn terms(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}
