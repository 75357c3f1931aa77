//! [`Verified`]: candidates that the index finds by words, of which those stay that have the words where they must
//! stand: near each other, in a part of the article, so often, or as they are written.
//!
//! Places are checked on positions of the index. What these cannot tell, because a word must be like a pattern, is
//! checked on the stored text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::postings::SegmentPostings;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

use super::document::packed_article;
use super::packing::Dictionaries;
use super::schema::Fields;
use super::snapshot::Snapshot;
use super::stored::texts_of_stored;
use super::structure::{Layouts, read};
use super::written::{form_start, form_term};
use crate::highlight::{Pattern, Wanted};
use crate::places::Place;

/// Candidates between two looks at the clock.
const CANDIDATES_A_LOOK: u32 = 64;
/// Blocks of stored articles that a scorer keeps: candidates come in the order in which articles are stored.
const STORE_BLOCKS: usize = 1;
/// How much more a candidate costs than a match of words.
const COST: u64 = 20;

/// When to stop looking, and whether that was before the end.
#[derive(Debug)]
pub(super) struct Clock {
    deadline: Instant,
    is_late: AtomicBool,
}

impl Clock {
    /// Returns a clock that stops at a deadline.
    pub(super) fn new(deadline: Instant) -> Arc<Self> {
        Arc::new(Self {
            deadline,
            is_late: AtomicBool::new(false),
        })
    }

    /// Tells whether something was not looked at because the deadline had passed.
    pub(super) fn is_late(&self) -> bool {
        self.is_late.load(Ordering::Relaxed)
    }

    /// Tells whether the deadline has passed; who asks leaves something out then.
    pub(super) fn has_passed(&self) -> bool {
        let has_passed = Instant::now() > self.deadline;
        if has_passed {
            self.is_late.store(true, Ordering::Relaxed);
        }
        has_passed
    }
}

/// What candidates are checked for.
#[derive(Debug)]
struct Check {
    pattern: Pattern,
    /// What it looks at in a stored article.
    wanted: Wanted,
    /// The sequences of words of each leaf; nothing where positions tell nothing of some leaf.
    leaves: Option<Vec<Vec<Vec<WordTerms>>>>,
    fields: Fields,
    dictionaries: Arc<Dictionaries>,
    clock: Arc<Clock>,
}

/// The terms that tell where a word is.
#[derive(Debug)]
struct WordTerms {
    stem: Term,
    written: Option<WrittenTerms>,
}

/// The terms that tell where a stem is written in one way.
#[derive(Debug)]
struct WrittenTerms {
    /// The places of this form, in articles where another form of the stem is commoner.
    form: Term,
    /// What the terms of all forms of the stem begin with.
    forms: Term,
    /// The word: where it is and is not told, it is at every place of the stem that no other form has.
    word: Term,
    /// Its stems in other languages: an article that has one of them as well may have the word under that.
    rivals: Vec<Term>,
}

impl WordTerms {
    fn new(fields: &Fields, stem: &str, written: Option<&String>, rivals: &[&str]) -> Self {
        let written = written.map(|word| WrittenTerms {
            forms: Term::from_field_text(fields.form, &form_start(stem)),
            form: Term::from_field_text(fields.form, &form_term(stem, word)),
            word: Term::from_field_text(fields.word, word),
            rivals: rivals
                .iter()
                .filter(|rival| **rival != stem)
                .map(|rival| Term::from_field_text(fields.text, rival))
                .collect(),
        });
        Self {
            stem: Term::from_field_text(fields.text, stem),
            written,
        }
    }
}

/// A query whose matches are those of another that also have a pattern.
pub(super) struct Verified {
    candidates: Box<dyn Query>,
    check: Arc<Check>,
}

impl Verified {
    /// Returns the candidates that have a pattern.
    pub(super) fn new(
        candidates: Box<dyn Query>,
        pattern: Pattern,
        snapshot: &Snapshot,
        clock: &Arc<Clock>,
    ) -> Self {
        let fields = &snapshot.fields;
        let leaves = pattern.forms.iter().map(|form| {
            let written = form.written();
            let is_whole =
                |sequence: &&Vec<String>| written.is_none_or(|words| words.len() == sequence.len());
            let all = form.sequences()?;
            let words = |sequence: &Vec<String>| {
                let word = |(at, stem): (usize, &String)| {
                    let rivals: Vec<&str> = all
                        .iter()
                        .filter_map(|other| other.get(at))
                        .map(String::as_str)
                        .collect();
                    WordTerms::new(fields, stem, written.map(|words| &words[at]), &rivals)
                };
                sequence.iter().enumerate().map(word).collect()
            };
            let sequences = all.iter().filter(is_whole);
            Some(sequences.map(words).collect())
        });
        let check = Check {
            leaves: leaves.collect(),
            wanted: Wanted::all_words([&pattern]),
            pattern,
            fields: fields.clone(),
            dictionaries: Arc::clone(&snapshot.dictionaries),
            clock: clock.clone(),
        };
        Self {
            candidates,
            check: Arc::new(check),
        }
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verified({:?}, {:?})", self.candidates, self.check.pattern)
    }
}

impl Clone for Verified {
    fn clone(&self) -> Self {
        Self {
            candidates: self.candidates.box_clone(),
            check: self.check.clone(),
        }
    }
}

impl Query for Verified {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(VerifiedWeight {
            candidates: self.candidates.weight(scoring)?,
            check: self.check.clone(),
        }))
    }
}

struct VerifiedWeight {
    candidates: Box<dyn Weight>,
    check: Arc<Check>,
}

impl Weight for VerifiedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let places = match &self.check.leaves {
            Some(leaves) => Some(Places::open(reader, leaves, &self.check.fields)?),
            None => None,
        };
        let store = reader.get_store_reader(STORE_BLOCKS)?;
        let mut scorer = VerifiedScorer {
            candidates: self.candidates.scorer(reader, boost)?,
            check: self.check.clone(),
            places,
            store,
            n_seen: 0,
            is_over: false,
        };
        scorer.pass_over_unfit();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.candidates.explain(reader, document)
    }
}

struct VerifiedScorer {
    candidates: Box<dyn Scorer>,
    check: Arc<Check>,
    places: Option<Places>,
    store: StoreReader,
    n_seen: u32,
    /// Whether the deadline passed.
    is_over: bool,
}

impl VerifiedScorer {
    /// Goes on to the first candidate from here on that has the pattern.
    fn pass_over_unfit(&mut self) -> DocId {
        while self.doc() != TERMINATED && !self.fits(self.candidates.doc()) {
            if !self.is_over {
                self.candidates.advance();
            }
        }
        self.doc()
    }

    /// Tells whether an article, which is none before the last that was asked for, has the pattern.
    fn fits(&mut self, document: DocId) -> bool {
        let is_look = self.places.is_none() || self.n_seen.is_multiple_of(CANDIDATES_A_LOOK);
        self.n_seen = self.n_seen.wrapping_add(1);
        if is_look && self.check.clock.has_passed() {
            self.is_over = true;
            return false;
        }
        match &mut self.places {
            Some(places) => {
                let have = places.have(&self.check.pattern, document);
                have && (!places.is_unsure || has_in_text(&self.store, &self.check, document))
            }
            None => has_in_text(&self.store, &self.check, document),
        }
    }
}

/// Looks for a pattern in a stored article. One that cannot be read is not found.
fn has_in_text(store: &StoreReader, check: &Check, document: DocId) -> bool {
    let packed = packed_article(store, document).ok();
    let stored = packed.and_then(|packed| check.dictionaries.unpacked(&packed).ok());
    let article = stored.and_then(|stored| texts_of_stored(&stored).ok());
    article.is_some_and(|article| check.pattern.is_in(&article, &check.wanted))
}

impl DocSet for VerifiedScorer {
    fn advance(&mut self) -> DocId {
        if self.doc() == TERMINATED {
            return TERMINATED;
        }
        self.candidates.advance();
        self.pass_over_unfit()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.candidates.seek(target);
        self.pass_over_unfit()
    }

    /// Checks a candidate only where it is the very one that is asked for.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.is_over || target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        match self.candidates.seek_danger(target) {
            SeekDangerResult::Found if self.fits(target) => SeekDangerResult::Found,
            SeekDangerResult::Found if self.is_over => SeekDangerResult::SeekLowerBound(TERMINATED),
            SeekDangerResult::Found => SeekDangerResult::SeekLowerBound(target + 1),
            bound => bound,
        }
    }

    fn doc(&self) -> DocId {
        if self.is_over {
            TERMINATED
        } else {
            self.candidates.doc()
        }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost().saturating_mul(COST)
    }
}

impl Scorer for VerifiedScorer {
    fn score(&mut self) -> Score {
        self.candidates.score()
    }
}

/// Reads where the leaves of a pattern stand in the articles of a segment, in their order.
struct Places {
    /// The places of each word of each sequence of each leaf.
    leaves: Vec<Vec<Vec<WordPlaces>>>,
    layouts: Layouts,
    /// Whether the article may have a word under its stem in another language.
    is_unsure: bool,
}

impl Places {
    fn open(
        reader: &SegmentReader,
        leaves: &[Vec<Vec<WordTerms>>],
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let sequence = |words: &Vec<WordTerms>| {
            let words = words.iter().map(|word| WordPlaces::open(reader, word));
            words.collect::<tantivy::Result<Vec<_>>>()
        };
        let leaf = |sequences: &Vec<Vec<WordTerms>>| sequences.iter().map(sequence).collect();
        Ok(Self {
            leaves: leaves.iter().map(leaf).collect::<tantivy::Result<_>>()?,
            layouts: Layouts::open(reader, fields.structure)?,
            is_unsure: false,
        })
    }

    fn have(&mut self, pattern: &Pattern, document: DocId) -> bool {
        self.is_unsure = false;
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for sequences in &mut self.leaves {
            let mut places = Vec::new();
            for sequence in sequences {
                let length = sequence.len() as u32;
                let starts = starts(sequence, document);
                self.is_unsure |= sequence.iter().any(|word| word.is_unsure);
                places.extend(starts.into_iter().map(|start| Place {
                    start,
                    end: start + length,
                }));
            }
            places.sort_unstable();
            places.dedup();
            leaves.push(places);
        }
        let layout = self.layouts.layout(document);
        pattern.sought.places(&leaves, &layout).len() >= pattern.count
    }
}

/// Returns where a sequence of words begins in an article.
fn starts(sequence: &mut [WordPlaces], document: DocId) -> Vec<u32> {
    let mut starts = Vec::new();
    for (offset, word) in (0..).zip(sequence) {
        let positions = word.positions(document);
        if offset == 0 {
            starts.extend_from_slice(positions);
        } else {
            starts.retain(|start: &u32| positions.binary_search(&(start + offset)).is_ok());
        }
        if starts.is_empty() {
            break;
        }
    }
    starts
}

/// Reads where a word stands in the articles of a segment, in their order.
struct WordPlaces {
    stem: Option<SegmentPostings>,
    written: Option<WrittenPlaces>,
    positions: Vec<u32>,
    is_unsure: bool,
}

struct WrittenPlaces {
    form: Option<SegmentPostings>,
    others: Vec<Option<SegmentPostings>>,
    rivals: Vec<Option<SegmentPostings>>,
    word: Option<SegmentPostings>,
    /// The positions of another form.
    taken: Vec<u32>,
}

impl WordPlaces {
    fn open(reader: &SegmentReader, word: &WordTerms) -> tantivy::Result<Self> {
        let written = |terms: &WrittenTerms| WrittenPlaces::open(reader, terms);
        Ok(Self {
            stem: open(reader, &word.stem, IndexRecordOption::WithFreqsAndPositions)?,
            written: word.written.as_ref().map(written).transpose()?,
            positions: Vec::new(),
            is_unsure: false,
        })
    }

    /// Returns the positions of the word in an article, in order.
    fn positions(&mut self, document: DocId) -> &[u32] {
        let Some(written) = &mut self.written else {
            read(&mut self.stem, document, &mut self.positions);
            return &self.positions;
        };
        self.is_unsure = false;
        read(&mut written.form, document, &mut self.positions);
        if self.positions.is_empty() && has(&mut written.word, document) {
            let is_rival = |rival: &mut Option<SegmentPostings>| has(rival, document);
            self.is_unsure = written.rivals.iter_mut().any(is_rival);
            read(&mut self.stem, document, &mut self.positions);
            for other in &mut written.others {
                read(other, document, &mut written.taken);
                let taken = &written.taken;
                self.positions
                    .retain(|position| taken.binary_search(position).is_err());
            }
        }
        &self.positions
    }
}

impl WrittenPlaces {
    fn open(reader: &SegmentReader, terms: &WrittenTerms) -> tantivy::Result<Self> {
        let index = reader.inverted_index(terms.form.field())?;
        let start = terms.forms.serialized_value_bytes();
        let mut forms = index.terms().range().ge(start).into_stream()?;
        let mut others = Vec::new();
        while let Some((form, info)) = forms.next() {
            if !form.starts_with(start) {
                break;
            }
            if form != terms.form.serialized_value_bytes() {
                let option = IndexRecordOption::WithFreqsAndPositions;
                others.push(Some(index.read_postings_from_terminfo(info, option)?));
            }
        }
        let rivals = terms
            .rivals
            .iter()
            .map(|rival| open(reader, rival, IndexRecordOption::Basic));
        Ok(Self {
            form: open(reader, &terms.form, IndexRecordOption::WithFreqsAndPositions)?,
            others,
            rivals: rivals.collect::<tantivy::Result<_>>()?,
            word: open(reader, &terms.word, IndexRecordOption::Basic)?,
            taken: Vec::new(),
        })
    }
}

fn open(
    reader: &SegmentReader,
    term: &Term,
    option: IndexRecordOption,
) -> tantivy::Result<Option<SegmentPostings>> {
    let index = reader.inverted_index(term.field())?;
    Ok(index.read_postings(term, option)?)
}

/// Tells whether an article has a term.
fn has(postings: &mut Option<SegmentPostings>, document: DocId) -> bool {
    let Some(postings) = postings else { return false };
    if postings.doc() < document {
        postings.seek(document);
    }
    postings.doc() == document
}
