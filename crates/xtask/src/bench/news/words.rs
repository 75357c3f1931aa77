//! Words of the invented news: small English ones, so that the language is known, and content words by Zipf's law.

use crate::bench::draw::{Draw, push_word};

/// How many words of a hundred are small ones.
const SMALL: usize = 42;
/// How many content words of a hundred are those of the event.
const TOPICAL: usize = 14;

/// Small words, the frequent ones first.
const SMALL_WORDS: [&str; 48] = [
    "the", "of", "to", "and", "in", "a", "for", "that", "on", "was", "with", "as", "by", "is", "at", "from",
    "it", "had", "has", "have", "be", "were", "an", "after", "which", "its", "he", "his", "but", "are",
    "would", "not", "this", "they", "their", "been", "will", "who", "one", "she", "more", "about", "than",
    "when", "over", "before", "while", "because",
];

/// Endings of content words, so that stems have work.
const ENDINGS: [&str; 12] = ["", "", "", "", "", "", "", "s", "s", "ed", "ed", "ing"];

/// The words that an event is told in, as ranks.
pub(super) type Topic = [usize; 12];

/// Draws what an event is about: neither the most frequent words nor those that nobody looks for.
pub(super) fn topic(draw: &mut Draw) -> Topic {
    std::array::from_fn(|_| 400 + content_rank(draw))
}

/// Writes so many words, with spaces between them.
pub(super) fn push_words(text: &mut String, n_words: usize, topic: &Topic, draw: &mut Draw) {
    for place in 0..n_words {
        if place > 0 {
            text.push_str(if draw.happens(4) { ", " } else { " " });
        }
        if draw.happens(SMALL) {
            text.push_str(SMALL_WORDS[draw.rank(2, 4, 0).min(SMALL_WORDS.len() - 1)]);
        } else {
            push_content(text, topic, draw);
        }
    }
}

/// Writes a content word in one of its forms.
pub(super) fn push_content(text: &mut String, topic: &Topic, draw: &mut Draw) {
    let rank = if draw.happens(TOPICAL) {
        topic[draw.below(topic.len())]
    } else {
        content_rank(draw)
    };
    push_word(text, rank);
    text.push_str(ENDINGS[draw.below(ENDINGS.len())]);
}

/// Exponent 1 for the first 7,650 words and 1.7 beyond, as in large collections of news: ten times as much text has
/// four times as many words.
fn content_rank(draw: &mut Draw) -> usize {
    draw.rank(30, 8, 616)
}
