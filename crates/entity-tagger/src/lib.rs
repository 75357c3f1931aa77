//! Finds the people, organisations and places of an article: [`Article`] -> [`Entity`] list.
//!
//! Two steps: mentions are found in each field (words written as names, their cues, the article's vote), then
//! the mentions of one thing become one entity. [`name_key`] joins its spellings across articles.

mod caseless;
mod classify;
mod key;
mod lexicon;
mod lines;
mod mentions;
mod merge;
mod runs;
mod spelling;
mod split;
mod tokens;
mod usage;
mod writing;

use article::{Article, Entity};

pub use key::name_key;

/// Version of the entities that this crate gives. Raise it with every change of what it gives, so that indexes
/// read their files again.
pub const VERSION: u32 = 1;

/// Returns the people, organisations and places that the article names, those named most often first.
///
/// The answer depends on the article alone. Offsets are Unicode scalar values of [`Article::field`].
pub fn tag(article: &Article) -> Vec<Entity> {
    let mentions = mentions::find(article);
    merge::entities(mentions)
}
