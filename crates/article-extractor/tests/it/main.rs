//! Tests of `extract` as its users see it: documents of each form in, articles out.

mod dates;
mod fields;
mod furniture;
mod html;
mod page_dates;
mod plain;
mod properties;
mod records;

use article::{Article, Origin, RawContent, RawDocument, Rejection};

/// Extracts the article of a document with this content.
fn extract(content: RawContent) -> Result<Article, Rejection> {
    let origin = Origin {
        path: "folder/file".to_owned(),
        ..Origin::default()
    };
    article_extractor::extract(&RawDocument {
        origin,
        content,
        hints: article::Hints::default(),
    })
}

/// Extracts the article of a document with this content and with something known from around it.
fn article_from(content: RawContent, hints: article::Hints) -> Article {
    let document = RawDocument {
        origin: Origin::default(),
        content,
        hints,
    };
    article_extractor::extract(&document).unwrap_or_else(|rejection| panic!("{rejection:?}"))
}

/// Extracts the article of plain text that has one.
fn article_of(text: &str) -> Article {
    extract(RawContent::Text(text.to_owned())).unwrap_or_else(|rejection| panic!("{rejection:?} for {text}"))
}

/// Three paragraphs about a bridge, enough for a story.
const STORY: &str = "The old bridge over the Lenne will be closed to lorries from next month, the council decided after a long debate.\n\n\
    Engineers had found cracks in two of its seven piers and warned that the bridge would not carry heavy traffic for another winter.\n\n\
    The mayor said that a new bridge would cost about twelve million and could not be built before the end of the decade.";
