//! Pages of HTML as the plain texts that people make of them.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

use article_extractor::PageBlocks;

use crate::labels::{Page, key, tokens};

/// How a program writes the blocks of a page.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    /// One line each.
    Lines,
    /// With a blank line between any two.
    Spaced,
    /// With a sign before the items of lists, and blank lines between the others.
    Listed,
    /// As Markdown, with headings.
    Marked,
}

const STYLES: [Style; 4] = [Style::Lines, Style::Spaced, Style::Listed, Style::Marked];

impl Style {
    /// Returns three of the styles, by the page's id.
    pub(crate) fn three_of(page: &Page) -> [Self; 3] {
        let first = chance(page, "style", 4);
        let step = 1 + chance(page, "step", 3);
        [0, step, 2 * step + 1].map(|by| STYLES[(first + by) % 4])
    }
}

/// Returns a number below `bound` that depends on the page alone.
fn chance(page: &Page, what: &str, bound: u64) -> usize {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    (hasher.hash_one((&page.id, what)) % bound) as usize
}

/// Returns which blocks of a page a person keeps who leaves out most of its menus: those around headline and story,
/// and some of the others; all where neither is known.
pub(crate) fn copied(page: &Page, blocks: &PageBlocks) -> Vec<bool> {
    /// Blocks above and below that are kept, one less at the most.
    const AROUND: u64 = 10;
    /// One in so many of the others is kept.
    const OTHERS: u64 = 6;
    let texts: Vec<&str> = blocks.texts().collect();
    let labels = page.labels(&texts);
    let is_story = |at: &usize| labels[*at].0 > 0.5 && tokens(texts[*at]).len() >= 8;
    let (Some(first), Some(last)) = ((0..texts.len()).find(is_story), (0..texts.len()).rfind(is_story))
    else {
        return vec![true; texts.len()];
    };
    let title = page.title.as_deref().map(key);
    let headline = (0..first).rfind(|at| title.as_ref().is_some_and(|title| key(texts[*at]) == *title));
    let from = headline
        .unwrap_or(first)
        .saturating_sub(chance(page, "above", AROUND));
    let to = last + 1 + chance(page, "below", AROUND);
    let is_near = |at: usize| at == 0 || (from..to).contains(&at);
    let is_kept = |(at, text): (usize, &&str)| is_near(at) || chance(page, text, OTHERS) == 0;
    texts.iter().enumerate().map(is_kept).collect()
}

/// Returns the blocks of a page that are kept as a plain text.
pub(crate) fn dump(blocks: &PageBlocks, is_kept: &[bool], style: Style) -> String {
    let mut text = String::new();
    let kept = blocks.forms().zip(is_kept).filter(|(_, is_kept)| **is_kept);
    for ((lines, is_item, level), _) in kept {
        let block = lines.join("\n");
        match style {
            Style::Lines => text.push_str(&format!("{block}\n")),
            Style::Spaced => text.push_str(&format!("{}\n\n", lines.join("\n\n"))),
            _ if is_item => text.push_str(&format!("  * {block}\n")),
            Style::Marked if level > 0 => {
                text.push_str(&format!("\n{} {block}\n\n", "#".repeat(usize::from(level))));
            }
            Style::Listed | Style::Marked => text.push_str(&format!("\n{block}\n\n")),
        }
    }
    text
}

/// Keeps all blocks of a page.
pub(crate) fn all(blocks: &PageBlocks) -> Vec<bool> {
    vec![true; blocks.texts().count()]
}

/// Writes a folder of texts with their labels, each page in the first of its styles.
pub(crate) fn write(pages: &[Page], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(out.join("txt"))?;
    let mut labels = String::new();
    for page in pages {
        let [style, ..] = Style::three_of(page);
        let blocks = PageBlocks::read(&page.raw);
        let text = dump(&blocks, &all(&blocks), style);
        std::fs::write(out.join(format!("txt/{}.txt", page.id)), text)?;
        labels.push_str(&page.gold);
        labels.push('\n');
    }
    std::fs::write(out.join("gold.jsonl"), labels)?;
    Ok(())
}
