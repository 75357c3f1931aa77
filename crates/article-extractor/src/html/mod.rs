//! HTML -> draft: what the page states, the story that its blocks hold, and the lines around it for what neither tells.

mod dates;
mod headline;
mod json_ld;
mod kind;
mod marks;
mod metadata;
mod name;
mod story;
mod tree;

use article::{EvidenceFrom, Precision};

pub use self::story::PageBlocks;
pub(crate) use self::story::lines;

use self::story::Reach;
use crate::draft::{Around, Draft, Found, offer};
use crate::language;
use crate::plain::{self, Known};
use crate::wording::count_words;

/// Reads a page or a fragment.
pub(crate) fn read(html: &str, around: Around<'_>) -> Draft {
    let tree = tree::parse(html);
    let blocks = PageBlocks::of(&tree);
    let judged = blocks.judge();
    let ends = blocks.lines(&judged, Reach::Ends);
    let mut metadata = metadata::read(&tree);
    if let Some(address) = around.address {
        metadata.fetched_from(address);
    }

    let mut draft = Draft::default();
    let stated = metadata.language();
    let texts: Vec<&str> = ends.iter().map(|line| line.text.as_str()).collect();
    let order = crate::dates::day_order(&texts.join("\n"), stated.as_ref().map(article::Language::code));
    metadata.offer_to(&mut draft, order, around);

    let title = draft.title.as_ref().map(|found| found.value.clone());
    let known = Known {
        title: title.as_deref(),
        source: None,
        around: Around {
            address: metadata.url(),
            ..around
        },
    };
    // Where the page states everything, the middle of its story has nothing to add.
    let lines = if states_all(&draft) {
        ends
    } else {
        blocks.lines(&judged, Reach::Whole)
    };
    let seen = plain::read(&lines, known);
    draft.paragraphs = story_or_lines(blocks.story(&judged), &seen);
    draft.captions = blocks.captions(&judged);
    draft.not_article = kind::not_article(&blocks, &judged, &draft.paragraphs, metadata.is_article());
    let standfirst = blocks.described();
    offer(
        &mut draft.standfirst,
        standfirst.map(|text| Found::new(text.to_owned(), EvidenceFrom::MetaTag, text, 0.85)),
    );

    let detected = language::detect(&draft.paragraphs.join("\n"));
    let stated = draft.language.take();
    draft.language = language::settle(stated, detected);
    prefer_printed(&mut draft, &seen);
    draft.absorb(less_sure(seen));
    draft
}

fn states_all(draft: &Draft) -> bool {
    draft.title.is_some() && draft.published.is_some() && draft.source.is_some() && draft.byline.is_some()
}

/// Returns the story of the blocks, or that of the page's lines where the blocks have none to speak of.
fn story_or_lines(story: Vec<String>, seen: &Draft) -> Vec<String> {
    /// A story of fewer words is a teaser or a caption.
    const FEWEST_WORDS: usize = 40;
    let n_words = |paragraphs: &[String]| paragraphs.iter().map(|text| count_words(text)).sum::<usize>();
    let n_story = n_words(&story);
    if n_story < FEWEST_WORDS && n_words(&seen.paragraphs) > 2 * n_story {
        seen.paragraphs.clone()
    } else {
        story
    }
}

/// The day that a page prints beside its headline is the day of publication for its readers, whatever a clock in
/// another zone or a later edit left in its metadata.
fn prefer_printed(draft: &mut Draft, seen: &Draft) {
    /// Below this, the line may be about something else.
    const SURE: f32 = 0.8;
    /// Further apart, one of the two is not of this article.
    const MOST_DAYS: i32 = 31;
    let (Some(stated), Some(printed)) = (&mut draft.published, &seen.published) else {
        return;
    };
    let is_credit = printed.evidence.from == EvidenceFrom::CreditLine && printed.evidence.confidence >= SURE;
    let apart = (printed.value.days_since_epoch() - stated.value.days_since_epoch()).abs();
    if is_credit && printed.value.precision() >= Precision::Day && (1..=MOST_DAYS).contains(&apart) {
        stated.value = printed.value;
        stated.evidence = printed.evidence.clone();
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
    draft.captions.clear();
    draft
}
