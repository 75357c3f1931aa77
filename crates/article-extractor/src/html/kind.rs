//! Tells pages that are no article: lists of links, walls in front of an article, and pages that hold nothing yet.

use super::PageBlocks;
use crate::wording::count_words;

/// Returns why a page is no article, or nothing where it may be one.
///
/// `paragraphs` is its story as far as one was found; `says_article` is whether the page itself says that it is one.
pub(super) fn not_article(
    page: &PageBlocks,
    judged: &[f32],
    paragraphs: &[String],
    says_article: bool,
) -> Option<&'static str> {
    /// Fewer words on all of a page are a shell that a script fills.
    const SHELL_WORDS: usize = 20;
    /// A wall lets a few sentences through.
    const WALL_WORDS: usize = 60;
    let n_story: usize = paragraphs.iter().map(|text| count_words(text)).sum();
    let n_page = page.n_words();
    if page.asks_for_password() && n_story < WALL_WORDS && n_page < 4 * WALL_WORDS {
        return Some("a login page");
    }
    if n_page < SHELL_WORDS && (1..SHELL_WORDS).contains(&n_story) {
        return Some("an empty shell that a script would fill");
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
    let headlines = page.linked_headlines();
    if headlines.iter().filter(|is| **is).count() < HEADLINES {
        return false;
    }
    let story: Vec<usize> = (0..headlines.len())
        .filter(|at| judged[*at] >= 0.5 && !headlines[*at])
        .collect();
    let under_headline = |at: &&usize| headlines[at.saturating_sub(2)..**at].iter().any(|is| *is);
    let n_teasers = story.iter().filter(under_headline).count();
    n_story < FEWEST_WORDS || n_teasers >= FEWEST_TEASERS && n_teasers * 5 >= story.len() * 4
}
