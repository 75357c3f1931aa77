//! The model of story and headline of plain texts: pages of HTML as texts, and texts with labels of their own.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use article_extractor::{PageBlocks, TextLines};

use crate::boosting::{self, Columns, Settings};
use crate::dumps::{self, Style};
use crate::folds::Rows;
use crate::labels::{Page, key, tokens};
use crate::scores;

const STORY: Settings = Settings {
    n_trees: 150,
    depth: 5,
    rate: 0.06,
    seed: 1,
};
const HEADLINE: Settings = Settings {
    n_trees: 150,
    depth: 5,
    rate: 0.06,
    seed: 3,
};
/// What each page weighs: as the texts are that people have, as a page of news, and as any page of the web.
const WEIGHTS: [f32; 3] = [2.0, 1.0, 0.5];
/// What a line that is no headline weighs beside one that is, if it is as long as a headline.
const OTHER: f32 = 0.1;

/// A page as a plain text.
struct Text<'a> {
    page: &'a Page,
    lines: TextLines,
    weight: f32,
}

/// Trains the model and writes it.
pub(crate) fn train(pages: &[Page], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let texts: Vec<Text<'_>> = pages.iter().flat_map(texts_of).collect();
    let rows = Rows::of(texts.iter().map(|text| (text.page, text.story_labels())));
    print_story("rules", &texts, |number| {
        texts[number].lines.story_by_rules().join(" ")
    });
    let columns = Columns::of(texts.iter().flat_map(|text| text.lines.story_rows()));
    let judged = rows.per_page(&rows.out_of_fold(&columns, STORY));
    print_story("model", &texts, |number| {
        texts[number].lines.story(&judged[number]).join(" ")
    });

    print_headlines("rules", &texts, |number| texts[number].lines.headline_by_rules());
    let headline_rows: Vec<Vec<Vec<f32>>> = texts
        .iter()
        .zip(&judged)
        .map(|(text, judged)| text.lines.headline_rows(judged))
        .collect();
    let labels = texts
        .iter()
        .zip(&headline_rows)
        .map(|(text, rows)| (text.page, text.headline_labels(rows.len())));
    let headlines = Rows::of(labels);
    let headline_columns = Columns::of(headline_rows.iter().flatten());
    let probabilities = headlines.per_page(&headlines.out_of_fold(&headline_columns, HEADLINE));
    print_headlines("model", &texts, |number| {
        texts[number].lines.headline(probabilities.get(number)?)
    });

    let mut bytes = Vec::new();
    for (rows, columns, settings) in [
        (&rows, &columns, STORY),
        (&headlines, &headline_columns, HEADLINE),
    ] {
        boosting::train(columns, &rows.label, &rows.weight, &rows.labelled(), settings)
            .write(columns, &mut bytes);
    }
    std::fs::write(out, &bytes)?;
    eprintln!("{} bytes", bytes.len());
    Ok(())
}

/// Returns a page as the texts that are made of it: whole in two styles, and in a third without most of its menus; none that is nothing but a story.
fn texts_of(page: &Page) -> Vec<Text<'_>> {
    let text = |raw: &str, weight: f32| Text {
        page,
        lines: TextLines::read(raw),
        weight,
    };
    let [as_people_have, news, web] = WEIGHTS;
    let texts = if page.is_text {
        vec![text(&page.raw, as_people_have)]
    } else {
        let blocks = PageBlocks::read(&page.raw);
        let all = dumps::all(&blocks);
        let kept = match page.text {
            Some(_) => vec![all.clone(), all, dumps::copied(page, &blocks)],
            None => vec![all.clone(), all],
        };
        let weight = if page.text.is_some() { news } else { web };
        let styles = kept.into_iter().zip(Style::three_of(page));
        let texts = styles.map(|(kept, style)| text(&dumps::dump(&blocks, &kept, style), weight));
        texts.collect()
    };
    texts
        .into_iter()
        .filter(|text| !text.lines.story_rows().is_empty())
        .collect()
}

impl Text<'_> {
    fn story_labels(&self) -> Vec<(f32, f32)> {
        /// Shorter lines stand in a story by chance.
        const FEWEST_TOKENS: usize = 4;
        let texts: Vec<&str> = self.lines.texts().collect();
        let paragraphs: HashSet<String> = self
            .page
            .text
            .iter()
            .flat_map(|text| text.lines())
            .map(key)
            .collect();
        let labels = self.page.labels(&texts).into_iter().zip(texts);
        let labels = labels.map(|((label, weight), text)| {
            let by_chance = self.page.text.is_some()
                && tokens(text).len() < FEWEST_TOKENS
                && !paragraphs.contains(&key(text));
            (if by_chance { 0.0 } else { label }, weight * self.weight)
        });
        labels.collect()
    }

    /// Returns the labels of the first lines: nothing where the page has no such headline.
    fn headline_labels(&self, n_lines: usize) -> Vec<(f32, f32)> {
        /// Words of a headline.
        const WORDS: std::ops::Range<usize> = 3..40;
        /// What a line weighs that is too short or too long, beside others.
        const UNLIKELY: f32 = 0.05;
        let is_headline = self.headlines(n_lines);
        let n_headlines = is_headline.iter().filter(|is| **is).count() as f32;
        let labels = is_headline
            .into_iter()
            .zip(self.lines.texts())
            .map(
                |(is_headline, text)| match WORDS.contains(&text.split(' ').count()) {
                    _ if n_headlines == 0.0 => (0.0, 0.0),
                    _ if is_headline => (1.0, 1.0 / n_headlines),
                    true => (0.0, OTHER),
                    false => (0.0, OTHER * UNLIKELY),
                },
            );
        labels.collect()
    }

    /// Returns which of the first lines are the headline, or nearly so where none is.
    fn headlines(&self, n_lines: usize) -> Vec<bool> {
        /// Letters of the shortest headline that may differ from its label, and by how many more or fewer.
        const NEARLY: (usize, usize) = (15, 30);
        let Some(title) = &self.page.title else {
            return vec![false; n_lines];
        };
        let title = key(title);
        let keys: Vec<String> = self.lines.texts().take(n_lines).map(key).collect();
        let equal: Vec<bool> = keys.iter().map(|key| *key == title).collect();
        if equal.contains(&true) {
            return equal;
        }
        let is_near = |key: &String| {
            key.len() > NEARLY.0
                && (key.starts_with(&title) || title.starts_with(key.as_str()))
                && key.len().abs_diff(title.len()) < NEARLY.1
        };
        keys.iter().map(is_near).collect()
    }
}

fn print_story(name: &str, texts: &[Text<'_>], story: impl Fn(usize) -> String) {
    scores::print(
        name,
        texts
            .iter()
            .enumerate()
            .map(|(number, text)| (text.page, story(number))),
    );
}

/// Prints in how many texts of each set the line that was found is the headline, and in how many one of them is.
fn print_headlines(name: &str, texts: &[Text<'_>], found: impl Fn(usize) -> Option<usize>) {
    let mut sets: BTreeMap<&str, [f32; 3]> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        let Some(title) = text.page.title.as_deref().map(key) else {
            continue;
        };
        let sums = sets.entry(&text.page.set).or_default();
        let keys: Vec<String> = text.lines.texts().map(key).collect();
        sums[0] += 1.0;
        sums[1] += f32::from(u8::from(found(number).is_some_and(|place| keys[place] == title)));
        sums[2] += f32::from(u8::from(keys.contains(&title)));
    }
    for (set, [n, right, there]) in sets {
        println!(
            "{name} {set}: headlines {:.4} of {:.4} that a line has",
            right / n,
            there / n
        );
    }
}
