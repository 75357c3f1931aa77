//! [`BlockWords`]: where the words of the leaves of a pattern stand in the articles of a block.

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::article_places::{has_any, open};
use super::frame::Frame;
use super::place_set::PlaceSet;
use super::term_places::TermPlaces;
use super::word_terms::{LeafTerms, WordTerms, WrittenTerms, other_forms};
use crate::tantivy::phrase::WordLists;
use crate::tantivy::schema::Fields;

/// The words of leaves, and what was read of them for a block of articles.
pub(super) struct BlockWords {
    terms: TermPlaces,
    leaves: Vec<BlockLeaf>,
    /// Whether it matters how words are written.
    are_written: bool,
}

/// The sequences of words of a leaf, and how long each of them is.
struct BlockLeaf {
    sequences: Vec<Vec<BlockWord>>,
    length: u32,
}

/// A word: the number of its stem among the terms, and how it is written.
struct BlockWord {
    stem: usize,
    written: Option<BlockForms>,
}

/// Where a stem is written in one way.
struct BlockForms {
    form: usize,
    others: Vec<usize>,
    word: Option<SegmentPostings>,
    rivals: Vec<Option<SegmentPostings>>,
    /// What is known of each article of the block.
    kinds: Vec<FormKind>,
}

/// Where the places of a form are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormKind {
    /// By themselves.
    Told,
    /// They are those of the stem that no other form has.
    Rest,
    /// The same, but the word may have another stem there.
    Unsure,
    /// There are none.
    Absent,
}

impl BlockWords {
    /// Opens the lists of a segment.
    pub(super) fn open(
        reader: &SegmentReader,
        leaves: &[LeafTerms],
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let mut terms = TermPlaces::default();
        let mut opener = Opener {
            reader,
            text: WordLists::open(reader, fields.text)?,
            form: WordLists::open(reader, fields.form)?,
            terms: &mut terms,
        };
        let leaves = leaves.iter().map(|leaf| opener.leaf(leaf));
        let leaves = leaves.collect::<tantivy::Result<Vec<BlockLeaf>>>()?;
        let mut words = leaves.iter().flat_map(|leaf| &leaf.sequences).flatten();
        Ok(Self {
            are_written: words.any(|word| word.written.is_some()),
            leaves,
            terms,
        })
    }

    /// Looks up a block of articles, which come in order, behind those of the last block.
    pub(super) fn find(&mut self, articles: &[DocId]) {
        self.terms.find(articles);
        let sequences = self.leaves.iter_mut().flat_map(|leaf| &mut leaf.sequences);
        for word in sequences.flatten() {
            if let Some(forms) = &mut word.written {
                forms.load(&self.terms, word.stem, articles);
            }
        }
    }

    /// Reads where the words stand in articles that were looked up: in those that are wanted.
    pub(super) fn read(&mut self, is_wanted: impl Fn(usize) -> bool) {
        self.terms.read(is_wanted);
    }

    /// Tells whether the only leaf is in an article for certain where its stems are one after another there: each of
    /// them is written in one way only, and so is no other sequence.
    pub(super) fn is_plain(&self, article: usize) -> bool {
        let sequences = self.leaves.iter().flat_map(|leaf| &leaf.sequences);
        let mut standing = sequences.filter(|sequence| self.may_stand(sequence, article));
        let (Some(sequence), None) = (standing.next(), standing.next()) else {
            return false;
        };
        sequence.iter().all(|word| match &word.written {
            Some(forms) => {
                let mut others = forms.others.iter();
                forms.kinds[article] == FormKind::Rest && others.all(|other| !self.terms.has(*other, article))
            }
            None => true,
        })
    }

    /// Returns the last position of a word in an article.
    pub(super) fn last(&self, article: usize) -> u32 {
        self.terms.last(article)
    }

    /// Tells whether words may have another stem in an article than that under which they are looked for.
    pub(super) fn are_unsure(&self, article: usize) -> bool {
        let is_unsure = |word: &BlockWord| {
            let kinds = word.written.as_ref().map(|forms| &forms.kinds);
            kinds.is_some_and(|kinds| kinds[article] == FormKind::Unsure)
        };
        let mut sequences = self.leaves.iter().flat_map(|leaf| &leaf.sequences);
        self.are_written
            && sequences.any(|sequence| self.may_stand(sequence, article) && sequence.iter().any(is_unsure))
    }

    #[inline]
    fn may_stand(&self, sequence: &[BlockWord], article: usize) -> bool {
        sequence.iter().all(|word| self.terms.has(word.stem, article))
    }

    /// Returns how many places a leaf has in an article at most.
    pub(super) fn most_places(&self, leaf: usize, article: usize) -> u32 {
        let firsts = self.leaves[leaf]
            .sequences
            .iter()
            .filter_map(|words| words.first());
        firsts.map(|word| self.terms.count(word.stem, article)).sum()
    }

    /// Returns where a leaf begins in an article, and how many words it has.
    pub(super) fn starts<const N: usize>(
        &self,
        leaf: usize,
        article: usize,
        frame: &Frame<'_>,
    ) -> (PlaceSet<N>, u32) {
        let BlockLeaf { sequences, length } = &self.leaves[leaf];
        let mut all: Option<PlaceSet<N>> = None;
        for sequence in sequences {
            if !self.may_stand(sequence, article) {
                continue;
            }
            let mut starts = self.places(&sequence[0], article, frame);
            for (offset, word) in (1..).zip(&sequence[1..]) {
                let mut places = self.places(word, article, frame);
                frame.keep_continued(&mut places);
                places.move_down(offset);
                starts.keep(&places);
            }
            match &mut all {
                Some(all) => all.add(&starts),
                None => all = Some(starts),
            }
        }
        (all.unwrap_or(PlaceSet::EMPTY), *length)
    }

    #[inline]
    fn places<const N: usize>(&self, word: &BlockWord, article: usize, frame: &Frame<'_>) -> PlaceSet<N> {
        let of_term = |number: usize| frame.places(self.terms.steps(number, article));
        let Some(forms) = &word.written else {
            return of_term(word.stem);
        };
        match forms.kinds[article] {
            FormKind::Told => of_term(forms.form),
            FormKind::Absent => PlaceSet::EMPTY,
            FormKind::Rest | FormKind::Unsure => {
                let mut places = of_term(word.stem);
                for other in &forms.others {
                    if self.terms.has(*other, article) {
                        places.take_out(&of_term(*other));
                    }
                }
                places
            }
        }
    }
}

/// Opens the lists of words in a segment.
struct Opener<'a> {
    reader: &'a SegmentReader,
    text: WordLists,
    form: WordLists,
    terms: &'a mut TermPlaces,
}

impl Opener<'_> {
    fn leaf(&mut self, terms: &LeafTerms) -> tantivy::Result<BlockLeaf> {
        let mut sequences = Vec::with_capacity(terms.len());
        for sequence in terms {
            let words = sequence.iter().map(|word| self.word(word));
            sequences.push(words.collect::<tantivy::Result<_>>()?);
        }
        Ok(BlockLeaf {
            sequences,
            length: terms.first().map_or(1, Vec::len) as u32,
        })
    }

    fn word(&mut self, terms: &WordTerms) -> tantivy::Result<BlockWord> {
        let stem = self.terms.add(&self.text, &terms.stem)?;
        let written = terms
            .written
            .as_ref()
            .map(|terms| self.forms(terms))
            .transpose()?;
        Ok(BlockWord { stem, written })
    }

    fn forms(&mut self, terms: &WrittenTerms) -> tantivy::Result<BlockForms> {
        let list = |term| open(self.reader, term, IndexRecordOption::Basic);
        let rivals = terms.rivals.iter().map(list).collect::<tantivy::Result<_>>()?;
        let word = list(&terms.word)?;
        let others = other_forms(self.reader, terms)?;
        let others = others.iter().map(|other| self.terms.add(&self.form, other));
        Ok(BlockForms {
            others: others.collect::<tantivy::Result<_>>()?,
            form: self.terms.add(&self.form, &terms.form)?,
            word,
            rivals,
            kinds: Vec::new(),
        })
    }
}

impl BlockForms {
    fn load(&mut self, terms: &TermPlaces, stem: usize, candidates: &[DocId]) {
        self.kinds.clear();
        for (at, candidate) in candidates.iter().enumerate() {
            let is_rival = |rival: &mut Option<SegmentPostings>| has_any(rival, *candidate);
            let kind = if terms.has(self.form, at) {
                FormKind::Told
            } else if !terms.has(stem, at) || !has_any(&mut self.word, *candidate) {
                FormKind::Absent
            } else if self.rivals.iter_mut().any(is_rival) {
                FormKind::Unsure
            } else {
                FormKind::Rest
            };
            self.kinds.push(kind);
        }
    }
}
