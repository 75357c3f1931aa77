//! The `structure` field: where the parts, paragraphs and sentences of an article begin in the `text` field.
//!
//! A beginning is a position of one of five terms that every article may have: about twenty bytes an article, and
//! read like the positions of any word.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use super::tokenizers::placed;
use crate::analysis::Terms;
use crate::places::{Layout, Part};

/// Positions that the engine leaves free between two values of a field.
const VALUE_GAP: usize = 1;
/// Bytes of a term above which the engine leaves it out.
const MAX_TERM_BYTES: usize = u16::MAX as usize - 5;

/// Where the headline stands once more.
pub(super) const TITLE_AGAIN: &str = "h";
/// Where the standfirst begins.
pub(super) const STANDFIRST: &str = "f";
/// Where the story begins.
pub(super) const STORY: &str = "t";
/// Where a paragraph begins that is not the first of its part.
pub(super) const PARAGRAPH: &str = "p";
/// Where a sentence begins that is not the first of its paragraph.
pub(super) const SENTENCE: &str = "s";

/// The beginnings of an article, put together as its parts are added to the `text` field.
#[derive(Default)]
pub(super) struct Structure {
    beginnings: Vec<(&'static str, usize)>,
    /// Where the next part begins.
    next: usize,
}

impl Structure {
    /// Returns where the next part begins.
    pub(super) fn next(&self) -> usize {
        self.next
    }

    /// Adds the headline, which stands so often in the field.
    pub(super) fn add_title(&mut self, text: &str, terms: &Terms, times: usize) {
        self.add(Part::Title, text, terms);
        for _ in 1..times {
            self.add(Part::TitleAgain, "", terms);
        }
    }

    /// Adds a part.
    pub(super) fn add(&mut self, part: Part, text: &str, terms: &Terms) {
        let start = self.next;
        match part {
            Part::Title => {}
            Part::TitleAgain => self.beginnings.push((TITLE_AGAIN, start)),
            Part::Standfirst => self.beginnings.push((STANDFIRST, start)),
            Part::Story => self.beginnings.push((STORY, start)),
        }
        if part != Part::TitleAgain {
            let layout = Layout::of_text(
                part,
                text,
                terms.iter().map(|token| (token.position, token.start)),
            );
            let absolute = |position: u32| start + position as usize;
            let paragraphs = layout.paragraphs.into_iter().map(absolute);
            self.beginnings
                .extend(paragraphs.map(|position| (PARAGRAPH, position)));
            let sentences = layout.sentences.into_iter().map(absolute);
            self.beginnings
                .extend(sentences.map(|position| (SENTENCE, position)));
        }
        let words = terms.iter().filter(|token| token.term.len() <= MAX_TERM_BYTES);
        let length = words.map(|token| token.position + 1).max().unwrap_or(0);
        self.next = start + length + VALUE_GAP;
    }

    /// Returns the value of the field.
    pub(super) fn value(self) -> String {
        placed(self.beginnings)
    }
}

/// Reads the layouts of the articles of a segment, in their order.
pub(super) struct Layouts {
    postings: [Option<SegmentPostings>; 5],
    positions: Vec<u32>,
}

impl Layouts {
    /// Opens the field of a segment.
    pub(super) fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        let index = reader.inverted_index(field)?;
        let open = |term| {
            let term = Term::from_field_text(field, term);
            index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
        };
        Ok(Self {
            postings: [
                open(TITLE_AGAIN)?,
                open(STANDFIRST)?,
                open(STORY)?,
                open(PARAGRAPH)?,
                open(SENTENCE)?,
            ],
            positions: Vec::new(),
        })
    }

    /// Returns the layout of an article, which is none before the last that was asked for.
    pub(super) fn layout(&mut self, document: DocId) -> Layout {
        let [again, standfirst, story, paragraphs, sentences] = &mut self.postings;
        let mut layout = Layout::default();
        let mut parts = Vec::new();
        for (part, postings) in [
            (Part::TitleAgain, again),
            (Part::Standfirst, standfirst),
            (Part::Story, story),
        ] {
            read(postings, document, &mut self.positions);
            parts.extend(self.positions.iter().map(|start| (*start, part)));
        }
        if parts
            .first()
            .is_none_or(|(start, part)| *part == Part::TitleAgain || *start > 0)
        {
            parts.insert(0, (0, Part::Title));
        }
        layout.parts = parts;
        read(paragraphs, document, &mut layout.paragraphs);
        read(sentences, document, &mut layout.sentences);
        layout
    }
}

/// Tells whether an article, which is none before the last that was asked for, has a term.
pub(super) fn has(postings: &mut SegmentPostings, document: DocId) -> bool {
    if postings.doc() < document {
        postings.seek(document);
    }
    postings.doc() == document
}

/// Reads the positions of a term in an article.
pub(super) fn read(postings: &mut Option<SegmentPostings>, document: DocId, positions: &mut Vec<u32>) {
    positions.clear();
    if let Some(postings) = postings
        && has(postings, document)
    {
        postings.positions(positions);
    }
}
