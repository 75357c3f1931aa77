//! The story and the headline of a plain text by a trained model: rules outline a page first, and forests of decision
//! trees read what they found beside the lines themselves, so that they correct it.

mod features;
mod headlines;

use std::ops::Range;
use std::sync::LazyLock;

use super::fields::STANDFIRST_WORDS;
use super::line::{Line, split};
use super::outline::Outline;
use super::{Kind, Known, classify_among, without_repeated};
use crate::forest::Forest;
use features::Starts;

/// A line is story from this probability on.
const LEAST: f32 = 0.5;
/// Lines of the longest text that is judged; lists of a whole site are longer.
const MOST_LINES: usize = 4_000;

/// What the model says of the lines of a page.
pub(super) struct Judged {
    /// The lines that are story.
    pub(super) story: Vec<usize>,
    /// The run of lines that holds most of them: what stands far from it is the text of a prompt or a comment.
    pub(super) run: Range<usize>,
    /// The line that looks most like the headline, and how much so.
    pub(super) headline: Option<(usize, f32)>,
}

/// Judges the lines of a page that rules have outlined; nothing of a story and little else, which the rules know best,
/// nor of very long texts.
pub(super) fn judge(lines: &[Line], kinds: &[Kind], outline: &Outline) -> Option<Judged> {
    if outline.is_bare || lines.len() > MOST_LINES {
        return None;
    }
    let (story, headline) = &*MODEL;
    let starts = features::starts(lines);
    let rows = features::features(lines, kinds, outline, &starts);
    let judged = story.probabilities(&rows);
    let run = headlines::run(lines, &judged);
    let titles = headline.probabilities(&headlines::rows(lines, &starts, &rows, &judged, run.clone()));
    Some(Judged {
        story: story_of(lines, kinds, outline, &judged),
        run,
        headline: headline_of(&titles),
    })
}

/// Returns the line that looks most like the headline, and how much so.
fn headline_of(probabilities: &[f32]) -> Option<(usize, f32)> {
    let probabilities = probabilities.iter().copied().enumerate();
    probabilities.max_by(|one, other| one.1.total_cmp(&other.1))
}

/// Returns the lines of the story, given the probability that each line is. What the model leaves open, rules settle:
/// standfirsts, short sentences and the last paragraphs of a story.
fn story_of(lines: &[Line], kinds: &[Kind], outline: &Outline, judged: &[f32]) -> Vec<usize> {
    /// What the model must give a sentence or a paragraph that rules take.
    const LEAST_BY_RULES: [f32; 2] = [0.1, 0.15];
    /// What it must give a line that rules take for a link, a button or a notice.
    const LEAST_OF_FURNITURE: f32 = 0.75;
    /// Buttons and adverts may stand between a sentence and the paragraph above it.
    const MOST_BETWEEN: usize = 2;
    let is_standfirst = |place: usize| {
        let is_below = outline.title.is_some_and(|(title, _)| title + 1 == place);
        is_below && lines[place].n_words >= STANDFIRST_WORDS
    };
    let mut story: Vec<usize> = Vec::new();
    for (place, probability) in judged.iter().enumerate() {
        let is_near = story.last().is_some_and(|last| place <= last + 1 + MOST_BETWEEN);
        let [sentence, paragraph] = LEAST_BY_RULES;
        let least = match kinds[place] {
            Kind::Related | Kind::RelatedMarker | Kind::Widget | Kind::Tail | Kind::Footer => {
                LEAST_OF_FURNITURE
            }
            _ if outline.picked.binary_search(&place).is_err() => LEAST,
            _ if is_standfirst(place) => sentence,
            Kind::Sentence if is_near => sentence,
            Kind::Prose if is_near => paragraph,
            _ => LEAST,
        };
        if *probability >= least {
            story.push(place);
        }
    }
    story
}

static MODEL: LazyLock<(Forest, Forest)> =
    LazyLock::new(|| Forest::pair(include_bytes!("../../../data/text.forest")));

/// The lines of a text with the numbers by which they are judged: what the model is trained on.
pub struct TextLines {
    lines: Vec<Line>,
    kinds: Vec<Kind>,
    starts: Vec<Starts>,
    rows: Vec<Vec<f32>>,
    outline: Option<Outline>,
}

impl TextLines {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        let lines = split(text);
        let kinds = without_repeated(classify_among(&lines, None), &lines);
        let outline = Outline::of(&lines, &kinds, Known::default()).filter(|outline| !outline.is_bare);
        let starts = features::starts(&lines);
        let rows = match &outline {
            Some(outline) => features::features(&lines, &kinds, outline, &starts),
            None => Vec::new(),
        };
        Self {
            lines,
            kinds,
            starts,
            rows,
            outline,
        }
    }

    /// Returns the text of each line that is judged: of all, or of none where rules find no story or little else.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .take(self.rows.len())
            .map(|line| line.text.as_str())
    }

    /// Returns the numbers of each line that the forest of the story reads.
    pub fn story_rows(&self) -> &[Vec<f32>] {
        &self.rows
    }

    /// Returns the numbers of each line down to the story that the forest of headlines reads, given the probability
    /// that each line is story.
    pub fn headline_rows(&self, judged: &[f32]) -> Vec<Vec<f32>> {
        let run = headlines::run(&self.lines, judged);
        headlines::rows(&self.lines, &self.starts, &self.rows, judged, run)
    }

    /// Returns the headline, given how much each line down to the story looks like it.
    pub fn headline(&self, probabilities: &[f32]) -> Option<usize> {
        headline_of(probabilities).map(|(place, _)| place)
    }

    /// Returns the lines of the story, given the probability that each line is.
    pub fn story(&self, judged: &[f32]) -> Vec<&str> {
        let Some(outline) = &self.outline else {
            return Vec::new();
        };
        let places = story_of(&self.lines, &self.kinds, outline, judged);
        places
            .into_iter()
            .map(|place| self.lines[place].text.as_str())
            .collect()
    }

    /// Returns the lines of the story as rules alone take them.
    pub fn story_by_rules(&self) -> Vec<&str> {
        let places = self.outline.iter().flat_map(|outline| &outline.picked);
        places.map(|place| self.lines[*place].text.as_str()).collect()
    }

    /// Returns the line that rules alone take for the headline.
    pub fn headline_by_rules(&self) -> Option<usize> {
        self.outline.as_ref()?.title.map(|(place, _)| place)
    }
}
