//! The story of a page: the `trafilatura` crate finds it, our own pass takes out what it should not have kept and
//! puts back what it missed.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::lines;
use crate::plain::{Kind, Line, Mark, classify};
use crate::title::same_headline;
use crate::wording::{count_words, word_key};

/// Returns the lines of the story as the extractor finds them, none where it finds nothing.
pub(super) fn extract(html: &str) -> Vec<Line> {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true);
    // The extractor is not ours: should it panic on a page, the page is read as lines instead.
    let result = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    match result {
        Ok(Ok(found)) => lines::read(&found.content_html),
        _ => Vec::new(),
    }
}

/// Returns the paragraphs of extracted lines without captions, links to other articles, prompts and the headline.
pub(super) fn clean(lines: &[Line], title: Option<&str>) -> Vec<String> {
    let kinds: Vec<Kind> = lines.iter().map(classify).collect();
    let mut paragraphs: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    let mut place = 0;
    while place < lines.len() {
        let line = &lines[place];
        let kind = kinds[place];
        place += 1;
        let at_edge = paragraphs.len() < 2 || place + 3 >= lines.len();
        match kind {
            Kind::Caption | Kind::Related | Kind::Footer => continue,
            Kind::Widget if line.mark == Mark::None || line.n_words <= 4 => continue,
            Kind::Credit | Kind::Closing if at_edge => continue,
            Kind::RelatedMarker => {
                // The link itself follows, as an item or as a short line.
                while place < lines.len() && kinds[place] == Kind::Short && lines[place].mark == Mark::Bullet
                {
                    place += 1;
                }
                continue;
            }
            Kind::Tail if place + 4 >= lines.len() => continue,
            _ => {}
        }
        let repeats_title =
            title.is_some_and(|title| same_headline(title, &line.text)) && paragraphs.len() < 3;
        let is_new = line.n_words < 12 || seen.insert(word_key(&line.text));
        if !repeats_title && is_new {
            paragraphs.push(line.text.clone());
        }
    }
    let n_hanging = lines.iter().rev().take_while(|line| is_hanging(line)).count();
    let last: Vec<String> = lines[lines.len() - n_hanging..]
        .iter()
        .map(|line| line.text.clone())
        .collect();
    while paragraphs.len() > 1
        && paragraphs
            .last()
            .is_some_and(|paragraph| last.contains(paragraph))
    {
        paragraphs.pop();
    }
    paragraphs
}

/// A heading with nothing under it heads a module that the extractor emptied.
fn is_hanging(line: &Line) -> bool {
    line.is_heading() || line.mark == Mark::None && line.n_words <= 3 && !line.is_sentence
}

/// Puts the standfirst before the story where the page shows it and the extractor left it out.
///
/// A description counts as shown where a line of the page has just its words above the story's first paragraph.
pub(super) fn standfirst<'a>(
    visible: &[Line],
    paragraphs: &mut Vec<String>,
    descriptions: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let first = word_key(paragraphs.first()?);
    let shown: Vec<String> = visible.iter().map(|line| word_key(&line.text)).collect();
    let story = shown
        .iter()
        .position(|line| *line == first)
        .unwrap_or(shown.len());
    for description in descriptions {
        let key = word_key(description);
        if count_words(description) < 5 {
            continue;
        }
        // Descriptions are often cut; the line on the page is whole.
        let start = cut_key(&key);
        let Some(place) = shown[..story.min(shown.len())]
            .iter()
            .position(|line| line.starts_with(start))
        else {
            if first.starts_with(start) && paragraphs.len() > 2 && first.len() < key.len() + 20 {
                return paragraphs.first().cloned();
            }
            continue;
        };
        let text = visible[place].text.clone();
        let held = paragraphs
            .iter()
            .any(|paragraph| word_key(paragraph).contains(start));
        if !held {
            paragraphs.insert(0, text.clone());
        }
        return Some(text);
    }
    None
}

/// Returns the key without its last word, which a cut may have broken.
fn cut_key(key: &str) -> &str {
    if key.len() < 60 {
        return key;
    }
    key.rsplit_once(' ').map_or(key, |(start, _)| start)
}
