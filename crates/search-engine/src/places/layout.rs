//! [`Layout`]: where the parts, paragraphs and sentences of an article begin.

use article::TextField;
use query_language::{Order, Reach, Scope};
use text_analysis::{PARAGRAPH_GAP, sentences};

use super::Place;

/// Paragraphs of the story that belong to its lead.
pub(crate) const LEAD_PARAGRAPHS: usize = 2;
/// Words of the story that may belong to its lead: a text without paragraphs has one too.
pub(crate) const LEAD_WORDS: u32 = 100;
/// The gap between paragraphs, as positions are counted.
pub(crate) const GAP: u32 = PARAGRAPH_GAP as u32;

/// What a stretch of positions holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The headline.
    Title,
    /// The headline once more, which only weighs: nothing is found there.
    TitleAgain,
    /// The standfirst.
    Standfirst,
    /// The story.
    Story,
}

impl From<TextField> for Part {
    fn from(field: TextField) -> Self {
        match field {
            TextField::Title => Self::Title,
            TextField::Standfirst => Self::Standfirst,
            // Captions are not searched, and so have no part of their own.
            TextField::Text | TextField::Captions => Self::Story,
        }
    }
}

/// Where the parts, paragraphs and sentences of an article begin, by the positions of their first words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Each part, in order.
    pub(crate) parts: Vec<(u32, Part)>,
    /// Each paragraph but the first of a part, in order. Positions jump by the gap there.
    pub(crate) paragraphs: Vec<u32>,
    /// Each sentence that is not the first of its paragraph, in order.
    pub(crate) sentences: Vec<u32>,
}

impl Layout {
    /// Returns the layout of one part, whose words stand at these positions and bytes.
    pub(crate) fn of_text(part: Part, text: &str, words: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut layout = Self {
            parts: vec![(0, part)],
            ..Self::default()
        };
        let sentences = sentences(text);
        let (mut sentence, mut last) = (0, None);
        for (position, byte) in words {
            let before = sentence;
            while sentences
                .get(sentence)
                .is_some_and(|sentence| sentence.end <= byte)
            {
                sentence += 1;
            }
            let jump = last.map_or(1, |last| position - last);
            last = Some(position);
            // Two paragraphs end where one between them has no words.
            for gap in (0..(jump - 1) / PARAGRAPH_GAP).rev() {
                layout.paragraphs.push((position - gap * PARAGRAPH_GAP) as u32);
            }
            if jump == 1 && sentence > before && position > 0 {
                layout.sentences.push(position as u32);
            }
        }
        layout
    }

    /// Tells whether a place is in a part of the article.
    pub(crate) fn covers(&self, scope: Scope, place: Place) -> bool {
        let Some((start, part)) = self.part(place.start) else {
            return false;
        };
        match (scope, part) {
            (_, Part::TitleAgain) => false,
            (Scope::Anywhere, _) => true,
            (Scope::Title | Scope::Opening, Part::Title) => true,
            (Scope::Lead | Scope::Opening, Part::Standfirst) => true,
            (Scope::Lead | Scope::Opening, Part::Story) => {
                let last = place.last();
                self.paragraph(last) - self.paragraph(start) < LEAD_PARAGRAPHS
                    && self.word(last) - self.word(start) < LEAD_WORDS
            }
            (Scope::Body, Part::Story) => true,
            (Scope::Title | Scope::Lead | Scope::Body, _) => false,
        }
    }

    /// Tells whether two places that do not overlap, the first of them before the other, are near each other.
    pub(super) fn is_near(&self, first: Place, second: Place, reach: Reach) -> bool {
        let is_one_part = self.part(first.start).map(|(start, _)| start)
            == self.part(second.last()).map(|(start, _)| start);
        let is_one_paragraph = || self.paragraph(first.start) == self.paragraph(second.last());
        is_one_part
            && match reach {
                Reach::Words(distance) => {
                    (self.word(second.start) - self.word(first.last())) as usize <= distance
                }
                Reach::Stretch(_) => true,
                Reach::Sentence => {
                    is_one_paragraph() && self.sentence(first.start) == self.sentence(second.last())
                }
                Reach::Paragraph => is_one_paragraph(),
            }
    }

    /// Returns how many words a stretch from one position to another has; nothing where it is in two parts.
    pub(super) fn n_words(&self, first: u32, last: u32) -> Option<usize> {
        let is_one_part = self.part(first).map(|(start, _)| start) == self.part(last).map(|(start, _)| start);
        is_one_part.then(|| (self.word(last) - self.word(first) + 1) as usize)
    }

    fn part(&self, position: u32) -> Option<(u32, Part)> {
        let behind = self.parts.partition_point(|(start, _)| *start <= position);
        self.parts.get(behind.checked_sub(1)?).copied()
    }

    fn paragraph(&self, position: u32) -> usize {
        self.paragraphs.partition_point(|start| *start <= position)
    }

    fn sentence(&self, position: u32) -> usize {
        self.sentences.partition_point(|start| *start <= position)
    }

    /// Returns the number of a word: its position without the gaps between paragraphs.
    fn word(&self, position: u32) -> u32 {
        position.saturating_sub(self.paragraph(position) as u32 * GAP)
    }
}

/// Tells whether an order allows something that was typed first to stand behind the other.
pub(crate) fn may_turn(order: Order) -> bool {
    order == Order::Any
}
