//! Tells pages that are no article: lists of links, walls in front of an article, and pages that hold nothing yet.

use super::PageBlocks;
use crate::no_article;
use crate::phrases::{self, Phrase};
use crate::wording::{count_words, phrase_key};

/// Returns why a page is no article, or nothing where it may be one.
///
/// `paragraphs` is its story as far as one was found, `title` its headline; `says_article` is whether the page itself says
/// that it is one.
pub(super) fn not_article(
    page: &PageBlocks,
    judged: &[f32],
    paragraphs: &[String],
    title: Option<&str>,
    says_article: bool,
) -> Option<&'static str> {
    /// Fewer words on all of a page are a shell that a script fills.
    const SHELL_WORDS: usize = 20;
    /// A wall lets a few sentences through.
    const WALL_WORDS: usize = 60;
    /// Linked headlines from which a page with the title of a list is one.
    const LISTED: usize = 3;
    let n_story: usize = paragraphs.iter().map(|text| count_words(text)).sum();
    let n_page = page.n_words();
    if page.asks_for_password() && n_story < WALL_WORDS && n_page < 4 * WALL_WORDS {
        return Some("a login page");
    }
    let is_prompt = |text: &String| no_article::prompt(&phrase_key(text)).is_some();
    if n_page < SHELL_WORDS && (1..SHELL_WORDS).contains(&n_story) && !paragraphs.iter().any(is_prompt) {
        return Some("an empty shell that a script would fill");
    }
    let is_listed =
        title.is_some_and(|title| phrases::start_of(Phrase::ListStart, &phrase_key(title)).is_some());
    if !says_article && is_listed && page.linked_headlines().iter().filter(|is| **is).count() >= LISTED {
        return Some("a list of what a search found");
    }
    if !says_article && is_index(page, judged, n_story) {
        return Some("a list of links to articles");
    }
    None
}

/// A page that lists articles has many linked headlines and, if anything, a teaser under each.
fn is_index(page: &PageBlocks, judged: &[f32], n_story: usize) -> bool {
    /// Fewer linked headlines stand under many an article.
    const HEADLINES: usize = 12;
    /// Fewer texts between headlines are an article's own.
    const FEWEST_TEASERS: usize = 4;
    /// A text of fewer words is no story.
    const FEWEST_WORDS: usize = 25;
    /// Fewer that have a teaser each, with no text beside them.
    const TEASED: usize = 6;
    let headlines = page.linked_headlines();
    let n_headlines = headlines.iter().filter(|is| **is).count();
    if n_headlines < TEASED {
        return false;
    }
    let story: Vec<usize> = (0..headlines.len())
        .filter(|at| judged[*at] >= 0.5 && !headlines[*at])
        .collect();
    let under_headline = |at: &&usize| headlines[at.saturating_sub(2)..**at].iter().any(|is| *is);
    let n_teasers = story.iter().filter(under_headline).count();
    if n_headlines < HEADLINES {
        return n_teasers >= TEASED && n_teasers == story.len();
    }
    n_story < FEWEST_WORDS || n_teasers >= FEWEST_TEASERS && n_teasers * 5 >= story.len() * 4
}
