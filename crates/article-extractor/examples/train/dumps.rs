//! Pages of HTML as the plain texts that people make of them.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

use article_extractor::PageBlocks;

use crate::labels::Page;

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
    /// Returns two of the styles, by the page's id.
    pub(crate) fn two_of(page: &Page) -> [Self; 2] {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let first = (hasher.hash_one(&page.id) % 4) as usize;
        let step = 1 + (hasher.hash_one((&page.id, "second")) % 3) as usize;
        [STYLES[first], STYLES[(first + step) % 4]]
    }
}

/// Returns a page as a plain text.
pub(crate) fn dump(blocks: &PageBlocks, style: Style) -> String {
    let mut text = String::new();
    for (lines, is_item, level) in blocks.forms() {
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

/// Writes a folder of texts with their labels, each page in the first of its styles.
pub(crate) fn write(pages: &[Page], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(out.join("txt"))?;
    let mut labels = String::new();
    for page in pages {
        let [style, _] = Style::two_of(page);
        let text = dump(&PageBlocks::read(&page.raw), style);
        std::fs::write(out.join(format!("txt/{}.txt", page.id)), text)?;
        labels.push_str(&page.gold);
        labels.push('\n');
    }
    std::fs::write(out.join("gold.jsonl"), labels)?;
    Ok(())
}
