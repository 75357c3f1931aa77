//! Labelled pages: what of a page's blocks is story, by the text or the segments of its label.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::Read;
use std::path::Path;

use serde_json::Value;

/// A page with its label.
pub(crate) struct Page {
    pub(crate) id: String,
    /// The page as it stands in its folder.
    pub(crate) raw: String,
    /// Whether that is plain text and not HTML.
    pub(crate) is_text: bool,
    /// The line of the label.
    pub(crate) gold: String,
    pub(crate) title: Option<String>,
    pub(crate) set: String,
    pub(crate) publisher: String,
    pub(crate) text: Option<String>,
    pub(crate) with: Vec<String>,
    pub(crate) without: Vec<String>,
}

/// Reads the pages of a folder.
pub(crate) fn read(folder: &Path) -> Result<Vec<Page>, Box<dyn std::error::Error>> {
    let mut pages = Vec::new();
    for line in std::fs::read_to_string(folder.join("gold.jsonl"))?.lines() {
        let label: Value = serde_json::from_str(line)?;
        let text = |key: &str| label[key].as_str().map(str::to_owned);
        let list = |key: &str| {
            let items = label[key].as_array().into_iter().flatten();
            items
                .filter_map(|item| Some(squeeze(item.as_str()?)))
                .collect::<Vec<_>>()
        };
        let id = text("id").ok_or("a label without an id")?;
        let plain = folder.join(format!("txt/{id}.txt"));
        let is_text = plain.exists();
        let bytes = match is_text {
            true => std::fs::read(plain)?,
            false => unpacked(&folder.join(format!("html/{id}.html.gz")))?,
        };
        let host = text("domain")
            .or_else(|| text("url"))
            .unwrap_or_else(|| id.clone());
        pages.push(Page {
            raw: String::from_utf8_lossy(&bytes).into_owned(),
            is_text,
            gold: line.to_owned(),
            title: text("title"),
            id,
            set: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            publisher: publisher(&host),
            text: text("text"),
            with: list("with"),
            without: list("without"),
        });
    }
    Ok(pages)
}

fn unpacked(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(File::open(file)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the host without what stands before its last two names.
fn publisher(address: &str) -> String {
    let host = address
        .split("://")
        .last()
        .unwrap_or_default()
        .split('/')
        .next()
        .unwrap_or_default();
    let names: Vec<&str> = host.rsplit('.').take(2).collect();
    names.join(".")
}

pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns letters and digits of a text in lower case.
pub(crate) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns the words of a text as the metric of the sets has them.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect()
}

impl Page {
    /// Returns in which of so many folds the publisher is.
    pub(crate) fn fold(&self, n_folds: usize) -> usize {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        (hasher.hash_one(&self.publisher) % n_folds as u64) as usize
    }

    /// Returns label and weight of each block: a page's weights sum to about one, and a block without a label weighs nothing.
    pub(crate) fn labels(&self, blocks: &[&str]) -> Vec<(f32, f32)> {
        match &self.text {
            Some(text) => by_text(text, blocks),
            None => blocks.iter().map(|block| self.by_segments(block)).collect(),
        }
    }

    fn by_segments(&self, block: &str) -> (f32, f32) {
        let block = squeeze(block);
        let n_segments = (self.with.len() + self.without.len()).max(1) as f32;
        let meets = |segment: &String| {
            block.contains(segment.as_str()) || block.len() > 20 && segment.contains(&block)
        };
        if self.with.iter().any(meets) {
            (1.0, 0.7 / n_segments)
        } else if self.without.iter().any(meets) {
            (0.0, 0.7 / n_segments)
        } else {
            (0.0, 0.0)
        }
    }
}

/// A block is story where most of its word sequences are the label's.
fn by_text(text: &str, blocks: &[&str]) -> Vec<(f32, f32)> {
    let wanted = tokens(text);
    let shingles: Vec<HashSet<&[&str]>> = (1..=4).map(|n| wanted.windows(n).collect()).collect();
    let label = |block: &str| {
        let words = tokens(block);
        let n = words.len().min(4);
        if n == 0 {
            return (0.0, 0.0);
        }
        let all = words.len() - n + 1;
        let found = words
            .windows(n)
            .filter(|shingle| shingles[n - 1].contains(*shingle))
            .count();
        let share = found as f32 / all as f32;
        (
            f32::from(u8::from(share >= 0.5)),
            (words.len() as f32 / wanted.len().max(40) as f32).min(0.5),
        )
    };
    blocks.iter().map(|block| label(block)).collect()
}
