//! The nouns of Dateline: what a file holds, what an article is, and what is known about it.
//!
//! Data only: no input or output, no other crate of ours. Every other crate speaks in these types:
//! [`RawDocument`] -> [`Article`] -> [`EnrichedArticle`] -> [`ArticleRecord`] (the JSON that is stored and shown).

mod defaults;
mod entity;
mod evidence;
mod id;
mod published;
mod raw;
mod record;
mod record_field;
mod story;

pub use defaults::{Defaults, Setting};
pub use entity::{Entity, EntityKind, Mention, TextField};
pub use evidence::{Evidence, EvidenceFrom, EvidenceMap, Field};
pub use id::{ArticleId, ID_BYTES};
pub use published::{Precision, Published};
pub use raw::{Extent, Hints, Origin, RawContent, RawDocument, RawRecord, Rejection};
pub use record::ArticleRecord;
pub use record_field::{RecordField, folded_field};
pub use story::{Article, EnrichedArticle, Language, PARAGRAPH_BREAK};
