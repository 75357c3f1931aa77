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
mod furniture;
mod given_names;
mod head;
mod html;
mod language;
mod markdown;
mod phrases;
mod plain;
mod record;
pub mod source;
mod telling_words;
pub mod title;
mod wording;

pub use furniture::{Furniture, SampledPage};
pub use html::PageBlocks;

use article::{Article, RawContent, RawDocument, Rejection};

/// Version of the articles that this crate gives. Raise it with every change of what it gives, so that indexes
/// read their files again.
pub const VERSION: u32 = 14;

/// Returns the article of a document, or why there is none: "no text" or "no article".
pub fn extract(document: &RawDocument) -> Result<Article, Rejection> {
    extract_among(document, &Furniture::default())
}

/// The same as [`extract`], for a document of whose neighbours it is known what furniture they share.
pub fn extract_among(document: &RawDocument, furniture: &Furniture) -> Result<Article, Rejection> {
    let around = draft::Around::of(&document.hints).among(furniture);
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
    draft.fill_from(&document.hints, around.fetched);
    if let Some(reason) = not_an_article(&draft) {
        return Err(Rejection::new(&document.origin, "no article").with_detail(reason));
    }
    draft.finish(document)
}

/// Returns the words by which a page says that it is an error or a wall and no article.
fn not_an_article(draft: &draft::Draft) -> Option<String> {
    /// A longer text that mentions an error is about one.
    const MOST_WORDS: usize = 80;
    let n_words: usize = draft
        .paragraphs
        .iter()
        .map(|paragraph| wording::count_words(paragraph))
        .sum();
    if let Some(reason) = draft.not_article {
        return Some(reason.to_owned());
    }
    if n_words > MOST_WORDS {
        return None;
    }
    let title = draft.title.iter().map(|found| found.value.as_str());
    let mut texts = title.chain(draft.paragraphs.iter().map(String::as_str));
    let says_so = |text: &&str| {
        let key = wording::phrase_key(text);
        let start = phrases::start_of(phrases::Phrase::NoArticle, &key);
        // One word begins headlines as well, such as those of errors and of the Forbidden City.
        start.is_some_and(|start| start == key || start.contains(' ') && start != "not found")
    };
    texts.find(says_so).map(str::to_owned)
}
