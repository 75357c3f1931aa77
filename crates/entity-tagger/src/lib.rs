//! Finds the people, organisations and places of an article: [`Article`] -> [`Entity`] list.
//!
//! Two steps: mentions are found in each field (English ones by a trained model, others by rules), then the
//! mentions of one thing become one entity. [`name_key`] joins its spellings across articles.

mod acronyms;
mod bodies;
mod caseless;
mod cyrillic;
mod firms;
mod flags;
mod full_names;
mod key;
mod lexicon;
mod lines;
mod mentions;
mod merge;
mod model;
mod named;
mod namesakes;
mod persons;
mod phrases;
mod polish;
mod rules;
mod scanner;
mod slavic;
mod spelling;
mod states;
mod text;
mod tokens;
mod writing;

use article::{Article, Entity};
use writing::Writing;

pub use key::{KeyFrom, key_from, name_key};

pub mod training;

/// Version of the entities that this crate gives. Raise it with every change of what it gives, so that indexes
/// read their files again.
pub const VERSION: u32 = 10;

/// Returns the people, organisations and places that the article names, those named most often first.
///
/// The answer depends on the article alone. Offsets are Unicode scalar values of [`Article::field`].
pub fn tag(article: &Article) -> Vec<Entity> {
    let writing = Writing::of(article);
    let mentions = mentions::find(article, writing);
    merge::entities(mentions, writing)
}
