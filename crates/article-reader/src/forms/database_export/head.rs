//! The head of an article of Nexis, Factiva or ProQuest: bare lines (headline, source, date) and labelled ones
//! ("BYLINE: Ana Reis") -> a record.

use article::{PARAGRAPH_BREAK, RawRecord};

use super::paragraphs;

/// What a label announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Title,
    Byline,
    Published,
    Source,
    Section,
    Language,
    Standfirst,
    Text,
    /// Something about the article that is no field, in its head.
    Head,
    /// The same behind the text, which ends there.
    Tail,
}

const LABELS: [(&str, Label); 44] = [
    ("headline", Label::Title),
    ("title", Label::Title),
    ("byline", Label::Byline),
    ("author", Label::Byline),
    ("authors", Label::Byline),
    ("publication date", Label::Published),
    ("publication title", Label::Source),
    ("section", Label::Section),
    ("language of publication", Label::Language),
    ("highlight", Label::Standfirst),
    ("abstract", Label::Standfirst),
    ("body", Label::Text),
    ("full text", Label::Text),
    ("length", Label::Head),
    ("dateline", Label::Head),
    ("publication info", Label::Head),
    ("series", Label::Head),
    ("distribution", Label::Head),
    ("links", Label::Head),
    ("load-date", Label::Tail),
    ("language", Label::Tail),
    ("graphic", Label::Tail),
    ("publication-type", Label::Tail),
    ("publication type", Label::Tail),
    ("document-type", Label::Tail),
    ("journal code", Label::Tail),
    ("subject", Label::Tail),
    ("company", Label::Tail),
    ("organization", Label::Tail),
    ("person", Label::Tail),
    ("city", Label::Tail),
    ("country", Label::Tail),
    ("geographic", Label::Tail),
    ("industry", Label::Tail),
    ("classification", Label::Tail),
    ("pages", Label::Tail),
    ("publication year", Label::Tail),
    ("publisher", Label::Tail),
    ("issn", Label::Tail),
    ("proquest document id", Label::Tail),
    ("document url", Label::Tail),
    ("copyright", Label::Tail),
    ("last updated", Label::Tail),
    ("database", Label::Tail),
];

/// Where in an article a line stands.
#[derive(PartialEq, Eq)]
enum Part {
    Head,
    Text,
    Tail,
}

/// Returns the record that the lines of an article are; nothing where they have no such head.
pub(super) fn record(lines: &[&str]) -> Option<RawRecord> {
    let mut record = RawRecord::default();
    let (mut bare, mut story, mut n_labels, mut part) = (Vec::new(), Vec::new(), 0, Part::Head);
    for block in lines.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()) {
        let mut labelled = block.iter().position(|line| labelled(line).is_some()).unwrap_or(block.len());
        if labelled == 0 && part == Part::Text {
            let is_tail = labelled_as(block[0]).is_some_and(|(label, _)| label == Label::Tail);
            labelled = if is_tail { 0 } else { block.len() };
        }
        let (unlabelled, labelled) = block.split_at(labelled);
        if !unlabelled.is_empty() {
            part = add_block(unlabelled, part, n_labels, &mut bare, &mut story);
        }
        for field in fields(labelled) {
            n_labels += 1;
            part = add_field(field, &mut record, &mut story, part);
        }
    }
    let text: Vec<String> = story.iter().flat_map(|block: &Vec<&str>| paragraphs(block)).collect();
    let is_bare = n_labels < 2;
    add_bare(&bare, is_bare, &mut record)?;
    record.text = Some(text.join(PARAGRAPH_BREAK)).filter(|text| !text.is_empty());
    (record.text.is_some() && record.title.is_some()).then_some(record)
}
