//! RawDocument -> Article: what of a document is story and what is furniture, and what its headline, authors,
//! source and dates are. Pure: no input or output, and no document makes it panic.

mod agencies;
pub mod byline;
mod caption;
pub mod dateline;
pub mod dates;
mod defaults;
mod draft;
mod elsewhere;
mod forest;
mod furniture;
mod given_names;
mod head;
mod html;
mod language;
mod markdown;
mod no_article;
mod numbers;
mod phrases;
mod plain;
mod record;
pub mod source;
mod telling_words;
pub mod title;
mod wording;

pub use furniture::{Furniture, SampledPage};
pub use html::PageBlocks;
pub use plain::TextLines;

use std::time::SystemTime;

use article::{Article, RawContent, RawDocument, Rejection};

/// Version of the articles that this crate gives. Raise it with every change of what it gives, so that indexes
/// read their files again.
pub const VERSION: u32 = 15;

/// Returns the article of a document, or why there is none: "no text" or "no article".
pub fn extract(document: &RawDocument) -> Result<Article, Rejection> {
    extract_among(document, &Furniture::default(), None)
}

/// The same as [`extract`], for a document of whose neighbours it is known what furniture they share, and which is read
/// at the time of `clock`: what says to be of a later day says when something will be.
pub fn extract_among(
    document: &RawDocument,
    furniture: &Furniture,
    clock: Option<SystemTime>,
) -> Result<Article, Rejection> {
    let around = draft::Around::of(&document.hints).among(furniture).read_at(clock);
    let mut draft = match &document.content {
        RawContent::Text(text) => {
            let head = head::labelled(text);
            let body = head.as_ref().map_or(text.as_str(), |head| head.rest);
            head::read(head.as_ref(), &plain::split(body), around)
        }
        RawContent::Markdown(text) => markdown::read(text, around),
        RawContent::Html(html) => html::read(html, around),
        RawContent::Record(record) => record::read(record, around),
    };
    draft.fill_from(&document.hints, around);
    if let Some(reason) = no_article::reason(&draft) {
        return Err(Rejection::new(&document.origin, "no article").with_detail(reason));
    }
    draft.finish(document)
}
