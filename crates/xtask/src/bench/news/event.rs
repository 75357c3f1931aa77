//! An event in the invented news: a burst of articles of many sources within days, some of them copies.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use serde::Serialize;

use super::cast::{Cast, name};
use super::words::{Topic, push_content, push_words, topic};
use crate::bench::draw::Draw;

/// The first day, and how many days there are: eleven years.
const FIRST_DAY: Date = date(2015, 1, 1);
const DAYS: usize = 4_018;
/// Articles of the largest event.
const MAX_ARTICLES: usize = 250;
/// Of a hundred articles that follow the first of an event, so many are copies of it.
const COPIED: usize = 10;
/// Deciles of the length of texts in bytes, as of news: half are below 2.4 kB, the mean is 2.9 kB.
const LENGTHS: [usize; 11] = [
    300, 800, 1_200, 1_600, 2_000, 2_400, 2_800, 3_300, 4_000, 5_500, 11_000,
];

/// An article as a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    id: String,
    title: String,
    published_at: String,
    source: String,
    author: String,
    url: String,
    pub(super) text: String,
}

/// An event that articles are drawn from.
pub(super) struct Event {
    /// Articles that are left.
    pub(super) left: usize,
    topic: Topic,
    cast: Cast,
    day: usize,
    /// How many days it is told.
    spread: usize,
    first: Option<String>,
}

impl Event {
    /// Draws an event: most have an article or two, few have hundreds.
    pub(super) fn new(draw: &mut Draw) -> Self {
        let left = 1 + draw.rank(1, 3, 500).min(MAX_ARTICLES - 1);
        Self {
            left,
            topic: topic(draw),
            cast: Cast::new(draw),
            day: draw.below(DAYS),
            spread: 1 + left.min(20),
            first: None,
        }
    }

    /// Draws the next article.
    pub(super) fn article(&mut self, id: String, draw: &mut Draw) -> Line {
        self.left -= 1;
        let source = name(3 + draw.rank(4, 6, 550));
        let later = draw.below(self.spread).min(draw.below(self.spread));
        let days: Span = ((self.day + later).min(DAYS - 1) as i64).days();
        let day = FIRST_DAY.saturating_add(days);
        let (hour, minute) = (draw.below(24), draw.below(60));
        Line {
            title: self.headline(draw),
            published_at: format!("{day}T{hour:02}:{minute:02}:00Z"),
            author: format!("By {} {}", name(draw.below(40)), name(draw.rank(30, 4, 0))),
            url: format!("https://{}.example/{day}/{id}", source.to_lowercase()),
            source: format!("The {source} {}", ["Courier", "Post", "Times"][source.len() % 3]),
            text: self.text(draw),
            id,
        }
    }

    fn headline(&self, draw: &mut Draw) -> String {
        let mut title = String::new();
        self.cast.push_headline(&mut title, draw);
        for _ in 0..4 + draw.below(4) {
            title.push(' ');
            push_content(&mut title, &self.topic, draw);
        }
        title
    }

    fn text(&mut self, draw: &mut Draw) -> String {
        match &self.first {
            Some(first) if draw.happens(COPIED) => {
                // Half of the copies lack the last paragraph.
                let whole = first.len();
                let cut = first.rfind("\n\n").filter(|_| draw.happens(50)).unwrap_or(whole);
                first[..cut].to_owned()
            }
            _ => {
                let text = self.new_text(draw);
                self.first.get_or_insert_with(|| text.clone());
                text
            }
        }
    }

    fn new_text(&self, draw: &mut Draw) -> String {
        let decile = draw.below(LENGTHS.len() - 1);
        let length = LENGTHS[decile] + draw.below(LENGTHS[decile + 1] - LENGTHS[decile]);
        let mut text = format!("{}: ", self.cast.place().to_uppercase());
        while text.len() < length {
            for _ in 0..1 + draw.below(4) {
                self.push_sentence(&mut text, draw);
                text.push(' ');
            }
            text.pop();
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn push_sentence(&self, text: &mut String, draw: &mut Draw) {
        let start = text.len();
        if draw.happens(45) {
            self.cast.push_subject(text, draw);
        }
        push_words(text, 6 + draw.below(22), &self.topic, draw);
        text.push('.');
        if let Some(first) = text.get_mut(start..=start) {
            first.make_ascii_uppercase();
        }
    }
}
