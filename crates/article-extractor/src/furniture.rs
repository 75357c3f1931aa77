//! Pages of plain text -> [`Furniture`]: the lines that stand on so many of them that they belong to the site and not
//! to a story, even where they read like one, and the years that the pages are of. HTML needs none of it: there the
//! elements tell.

use std::collections::{BTreeMap, HashMap, HashSet};

use article::{RawContent, RawDocument};

use crate::dates::{DayOrder, WrittenDate, find_dates, parse_date};
use crate::plain::{Line, split};
use crate::record;

/// Different articles that a line must stand in.
const FEWEST_PAGES: usize = 5;
/// Words from which a line can be part of a story; shorter ones are menus, labels and names.
const TELLING_WORDS: usize = 8;
/// Words that no other article has, without which a page tells nothing about its furniture.
const OWN_WORDS: usize = 30;
/// Short lines that must stand on about the same pages: a menu. A paragraph that several stories share has none.
const COMPANIONS: usize = 3;
/// Pages from which a line that all but a tenth of them have needs no companions.
const MANY_PAGES: usize = 10;
/// Lines of a page that are looked at.
const MAX_LINES: usize = 3_000;

/// Lines and letters of a page in which it is dated.
const DATED: (usize, usize) = (12, 120);

/// The lines that are furniture wherever they stand, learned from pages of one source or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Furniture {
    lines: HashSet<String>,
    /// How many of the pages are of a year.
    pub(crate) years: BTreeMap<i16, usize>,
}

/// What is learned from one page.
#[derive(Clone, Debug)]
pub struct SampledPage {
    /// Its lines, each once.
    lines: BTreeMap<String, SampledLine>,
    /// The year of the date that stands at its top.
    year: Option<i16>,
}

#[derive(Clone, Copy, Debug)]
struct SampledLine {
    n_words: usize,
    is_sentence: bool,
}

impl SampledLine {
    /// Returns whether a story could have the line.
    fn is_telling(self) -> bool {
        self.n_words >= TELLING_WORDS
    }
}

impl SampledPage {
    /// Returns what can be learned from a document; nothing where it is no plain text.
    pub fn of(document: &RawDocument) -> Option<Self> {
        let lines = match &document.content {
            RawContent::Text(text) | RawContent::Markdown(text) => split(text),
            RawContent::Record(record) => record::lines_of(record.text.as_deref()?),
            RawContent::Html(_) => return None,
        };
        let sampled = |line: Line| {
            let Line {
                key,
                n_words,
                is_sentence,
                ..
            } = line;
            (key, SampledLine { n_words, is_sentence })
        };
        let year = match &document.content {
            RawContent::Record(record) => record.published.as_deref().and_then(year_of_field),
            _ => year_at_top(&lines),
        };
        let lines = lines.into_iter().take(MAX_LINES);
        Some(Self {
            lines: lines.filter(|line| !line.key.is_empty()).map(sampled).collect(),
            year,
        })
    }

    fn telling(&self) -> impl Iterator<Item = (&str, usize)> {
        let telling = self.lines.iter().filter(|(_, line)| line.is_telling());
        telling.map(|(key, line)| (key.as_str(), line.n_words))
    }
}

impl Furniture {
    /// Learns from pages: what stands on five or more with different stories, and there with the same menu.
    pub fn learn(pages: &[SampledPage]) -> Self {
        let mut years = BTreeMap::new();
        for year in pages.iter().filter_map(|page| page.year) {
            *years.entry(year).or_default() += 1;
        }
        let pages = different_stories(pages);
        let mut places: BTreeMap<&str, (SampledLine, Places)> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            for (key, line) in &page.lines {
                let (_, places) = places
                    .entry(key)
                    .or_insert_with(|| (*line, Places::none_of(pages.len())));
                places.add(number);
            }
        }
        places.retain(|_, (_, places)| places.count() >= FEWEST_PAGES);
        let labels: Vec<(&str, &Places)> = places
            .iter()
            .filter(|(_, (line, _))| !line.is_telling() && !line.is_sentence)
            .map(|(key, (_, places))| (*key, places))
            .collect();
        let is_everywhere =
            |places: &Places| pages.len() >= MANY_PAGES && places.count() * 10 >= pages.len() * 9;
        let has_menu = |key: &str, places: &Places| {
            let companions = labels
                .iter()
                .filter(|(label, other)| *label != key && places.is_like(other));
            companions.take(COMPANIONS).count() == COMPANIONS
        };
        let furniture = places
            .iter()
            .filter(|(key, (_, places))| is_everywhere(places) || has_menu(key, places));
        Self {
            lines: furniture.map(|(key, _)| (*key).to_owned()).collect(),
            years,
        }
    }

    /// Returns whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.years.is_empty()
    }

    /// Returns whether a line is furniture.
    pub(crate) fn holds(&self, line: &Line) -> bool {
        self.lines.contains(&line.key)
    }
}

fn year_of_field(text: &str) -> Option<i16> {
    Some(parse_date(text, DayOrder::DayFirst)?.date().year())
}

/// Returns the year of the first full date of the short lines that a page begins with.
fn year_at_top(lines: &[Line]) -> Option<i16> {
    let top = lines
        .iter()
        .take(DATED.0)
        .filter(|line| line.text.len() <= DATED.1);
    let mut dates = top.flat_map(|line| find_dates(&line.text, DayOrder::DayFirst));
    dates.find(WrittenDate::is_full)?.year
}

/// Returns the pages that tell a story of their own, each story once: what several versions of one story, or copies
/// of it, share is the story and no furniture.
fn different_stories<'a>(pages: &'a [SampledPage]) -> Vec<&'a SampledPage> {
    let mut n_pages: HashMap<&str, usize> = HashMap::new();
    for key in pages.iter().flat_map(|page| page.lines.keys()) {
        *n_pages.entry(key).or_default() += 1;
    }
    let mut told: HashSet<&str> = HashSet::new();
    let mut is_new_story = |page: &'a SampledPage| {
        let n_words: usize = page.telling().map(|(_, n_words)| n_words).sum();
        let own: Vec<(&str, usize)> = page
            .telling()
            .filter(|(key, _)| n_pages[key] < FEWEST_PAGES)
            .collect();
        let n_own_words: usize = own.iter().map(|(_, n_words)| n_words).sum();
        if n_own_words < OWN_WORDS || n_own_words * 2 < n_words {
            return false;
        }
        let n_told = own.iter().filter(|(key, _)| told.contains(key)).count();
        let is_copy = n_told * 2 > own.len();
        told.extend(own.iter().map(|(key, _)| *key));
        !is_copy
    };
    pages.iter().filter(|page| is_new_story(page)).collect()
}

/// The pages that a line stands on, a bit a page.
struct Places(Vec<u64>);

impl Places {
    fn none_of(n_pages: usize) -> Self {
        Self(vec![0; n_pages.div_ceil(64)])
    }

    fn add(&mut self, page: usize) {
        self.0[page / 64] |= 1 << (page % 64);
    }

    fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns whether at least half of the pages that have one of two lines have both.
    fn is_like(&self, other: &Self) -> bool {
        let pairs = || self.0.iter().zip(&other.0);
        let both: u32 = pairs().map(|(one, other)| (one & other).count_ones()).sum();
        let any: u32 = pairs().map(|(one, other)| (one | other).count_ones()).sum();
        both * 2 >= any
    }
}
