//! HTML -> draft: what the page states, the story that the extractor finds, and the page's lines for what neither tells.

mod body;
mod guard;
mod json_ld;
pub(crate) mod lines;
mod metadata;

use article::EvidenceFrom;
use scraper::Html;

use crate::dates;
use crate::draft::{Draft, Found, offer};
use crate::language;
use crate::plain::{self, Known, Line};
use crate::wording::count_words;

/// Reads a page or a fragment.
pub(crate) fn read(html: &str) -> Draft {
    let visible = lines::read(html);
    if !guard::allows(html) {
        return plain::read(&visible, Known::default());
    }
    let page = Html::parse_document(html);
    let metadata = metadata::read(&page);
    drop(page);
    let mut draft = Draft::default();
    let stated = metadata.language();
    let whole: Vec<&str> = visible.iter().map(|line| line.text.as_str()).collect();
    let order = dates::day_order(&whole.join("\n"), stated.as_ref().map(article::Language::code));
    metadata.offer_to(&mut draft, order);

    let title = draft.title.as_ref().map(|found| found.value.clone());
    let seen = plain::read(
        &visible,
        Known {
            title: title.as_deref(),
            source: None,
        },
    );
    draft.paragraphs = story(html, &visible, &seen, title.as_deref());
    let standfirst = body::standfirst(&visible, &mut draft.paragraphs, metadata.descriptions());
    offer(
        &mut draft.standfirst,
        standfirst.map(|text| Found::new(text.clone(), EvidenceFrom::MetaTag, &text, 0.85)),
    );

    let detected = language::detect(&draft.paragraphs.join("\n"));
    let stated = draft.language.take();
    draft.language = language::settle(stated, detected);
    draft.absorb(less_sure(seen));
    draft
}

/// Returns the extractor's story, or that of the page's lines where the extractor finds nothing to speak of.
fn story(html: &str, visible: &[Line], seen: &Draft, title: Option<&str>) -> Vec<String> {
    /// A story of fewer words is a teaser or a caption.
    const FEWEST_WORDS: usize = 40;
    let extracted = body::clean(&body::extract(html), title);
    let n_words = |paragraphs: &[String]| {
        paragraphs
            .iter()
            .map(|paragraph| count_words(paragraph))
            .sum::<usize>()
    };
    let n_extracted = n_words(&extracted);
    if n_extracted >= FEWEST_WORDS || visible.is_empty() {
        return extracted;
    }
    if n_words(&seen.paragraphs) > 2 * n_extracted {
        seen.paragraphs.clone()
    } else {
        extracted
    }
}

/// What the lines of a page suggest counts less than what the page states.
fn less_sure(mut draft: Draft) -> Draft {
    const LINES: f32 = 0.72;
    if let Some(published) = &mut draft.published {
        published.evidence.confidence *= LINES;
    }
    if let Some(byline) = &mut draft.byline {
        byline.evidence.confidence *= LINES;
    }
    if let Some(source) = &mut draft.source {
        source.evidence.confidence *= LINES;
    }
    draft.language = None;
    draft
}
