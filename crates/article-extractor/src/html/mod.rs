//! HTML -> draft: what the page states, the story that its blocks hold, and the lines around it for what neither tells.

mod authors;
mod data_scripts;
mod dates;
mod headline;
mod json_ld;
mod kind;
mod marks;
mod metadata;
mod name;
mod printed;
mod publisher;
mod story;
mod tree;

use article::EvidenceFrom;

pub use self::story::PageBlocks;
pub(crate) use self::story::lines;

use self::story::Reach;
use crate::dates::{DayOrder, day_order, parse_date};
use crate::draft::{Around, Draft, Found, offer};
use crate::elsewhere;
use crate::given_names;
use crate::language;
use crate::plain::{self, Known, classify_among};
use crate::wording::count_words;

/// Reads a page or a fragment.
pub(crate) fn read(html: &str, around: Around<'_>) -> Draft {
    let tree = tree::parse(html);
    let blocks = PageBlocks::of(&tree);
    let judged = blocks.judge();
    let ends = blocks.lines(&judged, Reach::Ends);
    let mut metadata = metadata::read(&tree, blocks.heading());
    if let Some(address) = around.address {
        metadata.fetched_from(address);
    }

    let mut draft = Draft::default();
    let texts: Vec<&str> = ends.iter().map(|line| line.text.as_str()).collect();
    let shown = texts.join("\n");
    let code = metadata.language_code().map(str::to_owned);
    let code = code.or_else(|| Some(language::detect(&shown)?.value.code().to_owned()));
    let order = day_order(&shown, code.as_deref(), metadata.url());
    metadata.offer_to(&mut draft, order, around);
    metadata.offer_titled(blocks.texts(), &mut draft);
    let title = draft.title.as_ref().map(|found| found.value.clone());
    let printed = printed::read(&blocks.near(&judged, title.as_deref()), order);
    printed::offer_printed(&printed, &mut draft);

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
    let seen = plain::read_classified(&lines, classify_among(&lines, known.around.furniture), known);
    draft.paragraphs = story_or_lines(blocks.story(&judged), &seen);
    draft.captions = blocks.captions(&judged);
    draft.not_article = kind::not_article(
        &blocks,
        &judged,
        &draft.paragraphs,
        title.as_deref(),
        metadata.is_article(),
    );
    let described = |text: &str| Found::new(text.to_owned(), EvidenceFrom::MetaTag, text, 0.85);
    offer(&mut draft.standfirst, blocks.described().map(described));

    let detected = language::detect(&draft.paragraphs.join("\n"));
    draft.language = language::settle(draft.language.take(), detected);
    settle_date(&printed, &metadata, &seen, order, &mut draft);
    offer_elsewhere(&blocks, title.as_deref(), order, &mut draft);
    draft.absorb(less_sure(seen));
    if draft.published.is_none() {
        draft.published = data_scripts::published(&tree);
    }
    draft
}

/// Weighs what the page states of its day against what it shows.
fn settle_date(
    printed: &[printed::Printed<'_>],
    metadata: &metadata::Metadata,
    seen: &Draft,
    order: DayOrder,
    draft: &mut Draft,
) {
    let times = metadata.times.iter().map(|(text, _)| text).chain(&metadata.aside);
    printed::settle_order(printed, times.map(String::as_str), metadata.url(), draft);
    let near = metadata.dated.iter().filter(|(_, is_near)| *is_near);
    let dated: Vec<&str> = near.map(|(text, _)| text.as_str()).collect();
    let shown = printed::Shown {
        printed,
        dated: &dated,
        order,
        address: metadata.url(),
    };
    printed::prefer_printed(shown, seen, draft);
    if metadata.is_standing_page() {
        let times = metadata.times.iter().chain(&metadata.dated);
        let shown = times.filter_map(|(text, _)| parse_date(text, order));
        printed::drop_unshown(printed, shown, draft);
    }
}

/// Offers the date that the page gives its article away from the headline, where nothing tells it better.
fn offer_elsewhere(blocks: &PageBlocks, title: Option<&str>, order: DayOrder, draft: &mut Draft) {
    /// More than what is told away from the headline.
    const SURE: f32 = 0.6;
    let is_sure = |found: &Found<_>| found.evidence.confidence >= SURE;
    if draft.published.as_ref().is_some_and(is_sure) {
        return;
    }
    let texts: Vec<&str> = blocks.texts().collect();
    let entry = elsewhere::in_entry(texts.iter().copied(), order);
    let listed = title.and_then(|title| elsewhere::listed(&texts, title, order));
    offer(&mut draft.published, entry);
    offer(&mut draft.published, listed);
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

/// What the lines of a page suggest counts less than what the page states.
fn less_sure(mut draft: Draft) -> Draft {
    const LINES: f32 = 0.72;
    /// Of names that are less sure, without a label or a date beside them, one in four was an author's.
    const LEAST_BYLINE: f32 = 0.7;
    /// Of those under a headline or above the story that begin with a given name, most were.
    const LEAST_NAME: f32 = 0.6;
    // What a page dates in no other way than by a picture it does not date.
    let is_caption = |found: &mut Found<_>| found.evidence.from == EvidenceFrom::Caption;
    draft.published.take_if(is_caption);
    if let Some(published) = &mut draft.published {
        published.evidence.confidence *= LINES;
    }
    // A bare name that stands alone on a page is a label more often than an author.
    draft.byline.take_if(|byline| {
        let is_named = byline.value.iter().all(|name| given_names::begins_with_one(name));
        byline.evidence.confidence < if is_named { LEAST_NAME } else { LEAST_BYLINE }
    });
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
