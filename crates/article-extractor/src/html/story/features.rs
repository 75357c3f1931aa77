//! Blocks -> numbers: what each block's words, elements, container and neighbours say of it, as the model of the
//! story reads it. The order of the numbers is part of the model: a change asks for training anew.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::blocks::Block;
use super::containers::Containers;
use super::places::{N_FAMILIES, NOWHERE, Place, TELLING};
use crate::html::tree::{Name, Tree};
use crate::numbers::{Looks, N_PHRASES, flag, ln, phrases_of, signed_ln};
use crate::wording::phrase_key;

/// What a page states of its article, as texts to recognise blocks by.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    /// Letters and digits of its titles.
    pub(super) titles: Vec<String>,
    /// Letters and digits of its descriptions.
    pub(super) descriptions: Vec<String>,
    /// Letters and digits of the story that its JSON-LD holds, empty where it holds none.
    pub(super) body: String,
    /// The same as it stands there.
    pub(super) body_text: String,
}

/// Returns letters and digits of a text in lower case.
pub(super) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            bare.push(letter.to_ascii_lowercase());
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            bare.extend(letter.to_lowercase());
        }
    }
    bare
}

/// Words of a text beyond this many are not compared with stated texts.
const COMPARED_CHARS: usize = 80;

/// Returns the numbers of every block of a page.
pub(super) fn features(
    tree: &Tree<'_>,
    places: &[Place],
    blocks: &[Block],
    stated: &Stated,
    page: &Page,
) -> Vec<Vec<f32>> {
    let containers = Containers::of(tree, blocks);
    let own: Vec<Own> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| Own::of(block, at, page, stated))
        .collect();
    let mut rows = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let mut row = Vec::with_capacity(160);
        words_of(block, &own[at], &mut row);
        elements_of(tree, &places[block.inner], block, &mut row);
        containers.features(tree, block, &mut row);
        page.features(tree, at, block, &mut row);
        neighbours(at, blocks, &own, &mut row);
        rows.push(row);
    }
    rows
}

/// Which of a row's numbers tells that the page's description begins as the block does.
pub(super) const IS_DESCRIPTION: usize = 32;

/// What the words of one block say.
struct Own {
    phrases: [bool; N_PHRASES],
    is_title: bool,
    is_description: bool,
    in_body: bool,
}

impl Own {
    fn of(block: &Block, at: usize, page: &Page, stated: &Stated) -> Self {
        /// Longer texts are no labels.
        const LABEL_WORDS: usize = 30;
        let key = if block.n_words <= LABEL_WORDS {
            phrase_key(&block.text)
        } else {
            String::new()
        };
        let bare = &page.bare[at];
        let long_enough = bare.len() >= 12;
        Self {
            phrases: phrases_of(&key),
            is_title: long_enough
                && stated.titles.iter().any(|title| {
                    title.starts_with(bare.as_str()) || bare.starts_with(title.as_str()) && title.len() >= 12
                }),
            is_description: bare.len() >= 25 && stated.descriptions.iter().any(|text| same_start(text, bare)),
            in_body: bare.len() >= 8 && stated.body.contains(bare.as_str()),
        }
    }
}

fn same_start(first: &str, second: &str) -> bool {
    let n = first.len().min(second.len()).min(60);
    n >= 25 && first.get(..n).zip(second.get(..n)).is_some_and(|(a, b)| a == b)
}

fn words_of(block: &Block, own: &Own, row: &mut Vec<f32>) {
    let Looks { sizes, signs } = Looks::of(&block.text, block.n_words, block.is_sentence);
    row.extend(sizes);
    row.extend([
        block.link_density(),
        block.n_links as f32,
        block.strong_chars as f32 / block.n_chars.max(1) as f32,
    ]);
    row.extend(signs);
    row.extend(own.phrases.map(flag));
    row.extend([flag(own.is_title), flag(own.is_description), flag(own.in_body)]);
}

fn elements_of(tree: &Tree<'_>, place: &Place, block: &Block, row: &mut Vec<f32>) {
    let element = &tree.elements[block.element];
    let kind = match element.name {
        Name::P => 1,
        Name::H1 => 2,
        Name::H2 => 3,
        Name::H3 => 4,
        Name::H4 | Name::H5 | Name::H6 => 5,
        Name::Li => 6,
        Name::Td | Name::Th => 7,
        Name::Blockquote => 8,
        Name::Figcaption | Name::Caption => 9,
        Name::Div => 10,
        Name::Section | Name::Article | Name::Main => 11,
        Name::Dd | Name::Dt => 12,
        Name::Pre => 13,
        Name::Button | Name::Legend | Name::Summary => 14,
        _ => 0,
    };
    let is = |kinds: &[i32]| flag(kinds.contains(&kind));
    row.extend([
        is(&[1]),
        is(&[2]),
        is(&[3, 4, 5]),
        kind as f32,
        is(&[6]),
        is(&[10]),
        element.depth as f32,
    ]);
    row.extend((0..TELLING.len()).map(|bit| flag(place.within >> bit & 1 == 1)));
    row.extend(place.steps.map(f32::from));
    debug_assert!(place.steps.len() == N_FAMILIES && place.steps.iter().all(|steps| *steps <= NOWHERE));
}

/// What the page as a whole says of its blocks.
pub(super) struct Page {
    bare: Vec<String>,
    n_long: f32,
    has_article: bool,
    has_body: bool,
    title_at: Option<usize>,
    first_long: usize,
    last_long: usize,
    words_before: Vec<usize>,
    signatures: Vec<u64>,
    alike: HashMap<u64, Alike>,
    first_of: HashMap<String, usize>,
}

/// Sums over blocks with one signature.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    n: f32,
    words: f32,
    links: f32,
    long: f32,
}

impl Page {
    /// Returns the make of each block.
    pub(super) fn signatures(&self) -> &[u64] {
        &self.signatures
    }

    /// Returns the block that holds the headline.
    pub(super) fn title_at(&self) -> Option<usize> {
        self.title_at
    }

    /// Looks over all blocks.
    pub(super) fn of(tree: &Tree<'_>, blocks: &[Block], stated: &Stated) -> Self {
        let bare: Vec<String> = blocks
            .iter()
            .map(|block| {
                bare(
                    block
                        .text
                        .get(
                            ..block
                                .text
                                .char_indices()
                                .nth(COMPARED_CHARS)
                                .map_or(block.text.len(), |(at, _)| at),
                        )
                        .unwrap_or_default(),
                )
            })
            .collect();
        let signatures: Vec<u64> = blocks.iter().map(|block| signature(tree, block)).collect();
        let mut alike: HashMap<u64, Alike> = HashMap::new();
        let mut first_of = HashMap::new();
        let mut words_before = Vec::with_capacity(blocks.len());
        let mut n_words = 0;
        for (at, block) in blocks.iter().enumerate() {
            let sums = alike.entry(signatures[at]).or_default();
            sums.n += 1.0;
            sums.words += block.n_words as f32;
            sums.links += block.link_density();
            sums.long += flag(block.is_long());
            first_of.entry(bare[at].clone()).or_insert(at);
            words_before.push(n_words);
            n_words += block.n_words;
        }
        let headings = || {
            blocks
                .iter()
                .enumerate()
                .filter(|(_, block)| tree.elements[block.element].name == Name::H1)
        };
        let is_title = |at: usize| {
            bare[at].len() >= 12
                && stated
                    .titles
                    .iter()
                    .any(|title| title.starts_with(bare[at].as_str()))
        };
        let title_at = headings()
            .map(|(at, _)| at)
            .find(|at| is_title(*at))
            .or_else(|| headings().map(|(at, _)| at).next())
            .or_else(|| (0..blocks.len()).find(|at| is_title(*at)));
        let long = |block: &Block| block.is_long();
        Self {
            n_long: blocks.iter().filter(|block| block.is_long()).count() as f32,
            has_article: tree.elements.iter().any(|element| element.name == Name::Article),
            has_body: !stated.body.is_empty(),
            title_at,
            first_long: blocks.iter().position(long).unwrap_or(0),
            last_long: blocks.iter().rposition(long).unwrap_or(0),
            bare,
            words_before,
            signatures,
            alike,
            first_of,
        }
    }

    fn features(&self, tree: &Tree<'_>, at: usize, block: &Block, row: &mut Vec<f32>) {
        let n = self.bare.len().max(1) as f32;
        let alike = self.alike.get(&self.signatures[at]).copied().unwrap_or_default();
        let from_title = self
            .title_at
            .map_or(-50.0, |title| signed_ln(at as f32 - title as f32));
        let total = self.words_before.last().copied().unwrap_or(0).max(1) as f32;
        let twin = self.first_of.get(&self.bare[at]).copied().unwrap_or(at);
        row.extend([
            at as f32 / n,
            ln(self.bare.len()),
            self.words_before[at] as f32 / total,
            from_title,
            signed_ln(at as f32 - self.first_long as f32),
            signed_ln(at as f32 - self.last_long as f32),
            self.n_long.ln_1p(),
            flag(self.has_article),
            flag(self.has_body),
            alike.n.ln_1p(),
            alike.words / alike.n.max(1.0),
            alike.links / alike.n.max(1.0),
            alike.long / alike.n.max(1.0),
            flag(twin < at),
            flag(tree.elements[block.inner].name == Name::A),
        ]);
    }
}

/// Blocks of one kind of element and class, in containers of one class, are of one make.
fn signature(tree: &Tree<'_>, block: &Block) -> u64 {
    let element = &tree.elements[block.element];
    let parent = &tree.elements[element.parent];
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let class = "class";
    hasher.hash_one((
        (element.name, element.attribute(class)),
        (parent.name, parent.attribute(class)),
    ))
}

/// What stands next to a block.
fn neighbours(at: usize, blocks: &[Block], own: &[Own], row: &mut Vec<f32>) {
    for step in [-2_isize, -1, 1, 2] {
        let other = at.checked_add_signed(step).filter(|other| *other < blocks.len());
        match other {
            Some(other) => {
                let (block, words) = (&blocks[other], &own[other]);
                row.extend([
                    ln(block.n_words),
                    block.link_density(),
                    flag(block.is_sentence),
                    flag(block.element == blocks[at].element),
                    flag(words.phrases[2] || words.phrases[4]) - flag(words.is_title),
                ]);
            }
            None => row.extend([-1.0; 5]),
        }
    }
    let gap = |long: Option<usize>| ln(long.unwrap_or(99));
    row.push(gap(blocks[at + 1..].iter().position(Block::is_long)));
    row.push(gap(blocks[..at].iter().rev().position(Block::is_long)));
    let words_in = |part: &[Block]| {
        part.iter()
            .filter(|block| block.is_long())
            .map(|block| block.n_words)
            .sum::<usize>()
    };
    row.push(ln(words_in(&blocks[at.saturating_sub(6)..at])));
    row.push(ln(words_in(&blocks[at + 1..(at + 7).min(blocks.len())])));
}
