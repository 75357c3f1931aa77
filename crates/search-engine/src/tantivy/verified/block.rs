//! [`BlockCheck`]: tells of a block of candidates at once which of them have a pattern, from positions read in bulk.

use tantivy::{DocId, SegmentReader, Term};

use super::block_words::BlockWords;
use super::frame::{Frame, Parts};
use super::nearness::{Placed, Plan, Unit};
use super::place_set::PlaceSet;
use super::term_places::TermPlaces;
use super::word_terms::LeafTerms;
use crate::highlight::Pattern;
use crate::tantivy::phrase::WordLists;
use crate::tantivy::schema::Fields;
use crate::tantivy::structure::{PARAGRAPH, SENTENCE, STANDFIRST, STORY, TITLE_AGAIN};

/// What is known of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has the pattern.
    Has,
    /// It lacks it.
    Lacks,
    /// It must be looked at by itself.
    Unclear,
}

/// Reads a block of candidates of a segment.
pub(super) struct BlockCheck {
    plan: Plan,
    words: BlockWords,
    structure: BlockStructure,
}

/// Where the parts, paragraphs and sentences begin: the numbers of their terms.
struct BlockStructure {
    parts: TermPlaces,
    again: usize,
    standfirst: usize,
    story: usize,
    /// Of paragraphs and sentences, of which not every article may be asked.
    marks: TermPlaces,
    paragraph: usize,
    sentence: Option<usize>,
}

/// An article of a block.
#[derive(Clone, Copy)]
struct Article {
    /// Its number in the block.
    number: usize,
    /// Its number among those whose paragraphs and sentences were read; nothing where these do not matter.
    of_marks: Option<usize>,
}

impl BlockCheck {
    /// Opens the lists of a segment; nothing where they do not tell.
    pub(super) fn open(
        reader: &SegmentReader,
        pattern: &Pattern,
        leaves: &[LeafTerms],
        fields: &Fields,
    ) -> tantivy::Result<Option<Self>> {
        let Some(plan) = Plan::new(pattern, leaves) else {
            return Ok(None);
        };
        Ok(Some(Self {
            plan,
            words: BlockWords::open(reader, leaves, fields)?,
            structure: BlockStructure::open(reader, fields, plan)?,
        }))
    }

    /// Tells which candidates have a pattern; they come in order, behind those of the last block.
    pub(super) fn check(&mut self, pattern: &Pattern, candidates: &[DocId], verdicts: &mut Vec<Verdict>) {
        verdicts.clear();
        self.words.find(candidates);
        if self.plan.is_one_leaf {
            let plain = (0..candidates.len()).map(|number| match self.words.is_plain(number) {
                true => Verdict::Has,
                false => Verdict::Unclear,
            });
            verdicts.extend(plain);
            if verdicts.iter().all(|verdict| *verdict == Verdict::Has) {
                return;
            }
        } else {
            verdicts.resize(candidates.len(), Verdict::Unclear);
        }
        self.words.read(|number| verdicts[number] == Verdict::Unclear);
        self.structure.parts.load(candidates);
        if self.plan.needs_marks() {
            self.structure.marks.load(candidates);
        }
        for (number, verdict) in verdicts.iter_mut().enumerate() {
            let of_marks = self.plan.needs_marks().then_some(number);
            if *verdict == Verdict::Unclear {
                *verdict = self.verdict(pattern, Article { number, of_marks });
            }
        }
        if self.plan.counts_words && self.plan.only_gains {
            self.check_without_gaps(pattern, candidates, verdicts);
        }
    }

    /// Looks again at those that lack a pattern as long as the gaps between paragraphs count.
    fn check_without_gaps(&mut self, pattern: &Pattern, candidates: &[DocId], verdicts: &mut [Verdict]) {
        let lacking = (0..)
            .zip(&*verdicts)
            .filter(|(_, verdict)| **verdict == Verdict::Lacks);
        let lacking: Vec<usize> = lacking.map(|(number, _)| number).collect();
        let articles: Vec<DocId> = lacking.iter().map(|number| candidates[*number]).collect();
        self.structure.marks.load(&articles);
        for (of_marks, number) in lacking.into_iter().enumerate() {
            if self.structure.marks.has(self.structure.paragraph, of_marks) {
                let of_marks = Some(of_marks);
                verdicts[number] = self.verdict(pattern, Article { number, of_marks });
            }
        }
    }

    fn verdict(&self, pattern: &Pattern, article: Article) -> Verdict {
        let Some(parts) = self.structure.parts(article.number) else {
            return Verdict::Unclear;
        };
        if self.words.are_unsure(article.number) {
            return Verdict::Unclear;
        }
        let last = self.words.last(article.number) + 2 * self.plan.spacing;
        let has = match last {
            _ if last < PlaceSet::<8>::PLACES => self.has::<8>(pattern, article, parts),
            _ if last < PlaceSet::<16>::PLACES => self.has::<16>(pattern, article, parts),
            _ if last < PlaceSet::<40>::PLACES => self.has::<40>(pattern, article, parts),
            _ => return Verdict::Unclear,
        };
        if has { Verdict::Has } else { Verdict::Lacks }
    }

    /// Tells whether an article whose places fit into a set has a pattern.
    fn has<const N: usize>(&self, pattern: &Pattern, article: Article, parts: Parts) -> bool {
        let marks = |number| match article.of_marks {
            Some(of_marks) => self.structure.marks.steps(number, of_marks),
            None => &[],
        };
        let paragraphs = marks(self.structure.paragraph);
        let gaps = (self.plan.counts_words && article.of_marks.is_some()).then_some(paragraphs);
        let mut frame = Frame::new(parts, self.plan.spacing, gaps);
        if self.plan.asks_for_lead {
            frame.find_lead();
        }
        let units = match self.plan.unit {
            Some(_) => frame.units(paragraphs, self.structure.sentence.map_or(&[], marks)),
            None => PlaceSet::EMPTY,
        };
        let placed = Placed::<N> {
            words: &self.words,
            article: article.number,
            frame: &frame,
            units: &units,
        };
        placed.have(&pattern.sought, pattern.count)
    }
}

impl BlockStructure {
    fn open(reader: &SegmentReader, fields: &Fields, plan: Plan) -> tantivy::Result<Self> {
        let lists = WordLists::open(reader, fields.structure)?;
        let term = |text| Term::from_field_text(fields.structure, text);
        let (mut parts, mut marks) = (TermPlaces::default(), TermPlaces::default());
        let sentence = match plan.unit {
            Some(Unit::Sentence) => Some(marks.add(&lists, &term(SENTENCE))?),
            _ => None,
        };
        Ok(Self {
            again: parts.add(&lists, &term(TITLE_AGAIN))?,
            standfirst: parts.add(&lists, &term(STANDFIRST))?,
            story: parts.add(&lists, &term(STORY))?,
            paragraph: marks.add(&lists, &term(PARAGRAPH))?,
            sentence,
            parts,
            marks,
        })
    }

    /// Returns where the parts of an article begin; nothing where they are not as they are written.
    fn parts(&self, article: usize) -> Option<Parts> {
        let first = |number| {
            let first = self.parts.steps(number, article).first();
            first.copied().unwrap_or(Parts::NOWHERE)
        };
        let parts = Parts {
            again: first(self.again),
            standfirst: first(self.standfirst),
            story: first(self.story),
        };
        let is_one = |number| self.parts.count(number, article) <= 1;
        (is_one(self.standfirst) && is_one(self.story) && parts.are_in_order()).then_some(parts)
    }
}
