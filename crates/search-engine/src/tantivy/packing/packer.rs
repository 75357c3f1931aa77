//! [`Packer`]: packs the articles of an archive that grows, and makes a new dictionary when the archive has become
//! several times as large as it was when the last one was made.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use zstd::zstd_safe::CDict;

use super::file::{self, Trained};
use super::{LEVEL, opened, packed};
use crate::SearchError;
use crate::tantivy::generations::Generation;

/// Bytes of packed articles from which a dictionary is worth its room: those of about 500 articles.
const FIRST: u64 = 512 << 10;
/// How many times as large an archive becomes until it gets another.
const GROWTH: u64 = 8;
/// Bytes of a dictionary, at least and at most. One of 512 kB packs a twentieth better than one of 64 kB.
const SIZES: (u64, u64) = (64 << 10, 512 << 10);
/// Share of the packed articles that a dictionary takes, about twice that of its file.
const SHARE: u64 = 16;
/// Bytes of articles that a dictionary is made of, at least and at most. More take longer and give nothing.
const SAMPLE: (usize, usize) = (1 << 20, 3 << 20);
/// Bytes of one article that go into it.
const MAX_OF_ONE: usize = 32 << 10;

/// Packs articles for a generation.
pub(in crate::tantivy) struct Packer {
    generation: Generation,
    dictionary: RwLock<Option<Arc<CDict<'static>>>>,
    growth: Mutex<Growth>,
}

/// How large an archive is, and what will be the sample for its next dictionary.
struct Growth {
    /// Bytes of packed articles.
    n_bytes: u64,
    /// From how many on another dictionary is wanted.
    wanted_at: u64,
    sample: Sample,
}

/// Articles, evenly spread over those that were offered.
#[derive(Default)]
struct Sample {
    bytes: Vec<u8>,
    lengths: Vec<usize>,
    /// How many were offered.
    n_offered: usize,
    /// Every which of them is taken, as a power of two.
    thinned: u32,
}

impl Packer {
    /// Returns what packs articles for a generation.
    pub(in crate::tantivy) fn open(generation: &Generation) -> Result<Self, SearchError> {
        let (content, _) = file::read(generation)?;
        let all = file::decoded(&content).ok_or_else(|| file::damaged(generation))?;
        let mut packer = Self::without_dictionary(generation);
        if let Some(last) = all.last() {
            packer.use_from_now(&last.dictionary);
            packer
                .growth
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .wanted_at = last.at.saturating_mul(GROWTH);
        }
        Ok(packer)
    }

    /// Returns what packs articles for a generation without dictionaries.
    pub(in crate::tantivy) fn without_dictionary(generation: &Generation) -> Self {
        Self {
            generation: generation.clone(),
            dictionary: RwLock::default(),
            growth: Mutex::new(Growth {
                n_bytes: 0,
                wanted_at: FIRST,
                sample: Sample::default(),
            }),
        }
    }

    /// Counts packed articles that are there already.
    pub(in crate::tantivy) fn add_bytes(&self, n_bytes: u64) {
        self.growth.lock().unwrap_or_else(PoisonError::into_inner).n_bytes += n_bytes;
    }

    /// Tells whether the articles that are there want another dictionary.
    pub(in crate::tantivy) fn wants_dictionary(&self) -> bool {
        let growth = self.growth.lock().unwrap_or_else(PoisonError::into_inner);
        growth.n_bytes >= growth.wanted_at
    }

    /// Returns an article packed.
    pub(in crate::tantivy) fn packed(&self, article: &str) -> Result<Vec<u8>, SearchError> {
        let dictionary = self
            .dictionary
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let packed = packed(article, dictionary.as_deref())?;
        if let Some((sample, at)) = self.grown(article, packed.len()) {
            self.train(&sample, at)?;
        }
        Ok(packed)
    }

    /// Makes a dictionary of articles, which are spread over the archive.
    pub(in crate::tantivy) fn train_on(
        &self,
        articles: impl Iterator<Item = Result<String, SearchError>>,
    ) -> Result<(), SearchError> {
        let mut sample = Sample::default();
        for article in articles {
            sample.offer(&article?);
        }
        let at = {
            let mut growth = self.growth.lock().unwrap_or_else(PoisonError::into_inner);
            growth.wanted_at = growth.n_bytes * GROWTH;
            growth.n_bytes
        };
        self.train(&sample, at)
    }

    /// Counts an article. Returns what to make a dictionary of where one is wanted, to one caller only.
    fn grown(&self, article: &str, n_packed: usize) -> Option<(Sample, u64)> {
        let mut growth = self.growth.lock().unwrap_or_else(PoisonError::into_inner);
        growth.n_bytes += n_packed as u64;
        growth.sample.offer(article);
        if growth.n_bytes < growth.wanted_at || growth.sample.bytes.len() < SAMPLE.0 {
            return None;
        }
        growth.wanted_at = growth.n_bytes * GROWTH;
        Some((std::mem::take(&mut growth.sample), growth.n_bytes))
    }

    /// Makes a dictionary, writes it durably, and packs with it from then on. Where zstd finds nothing that articles
    /// have in common, all stays as it is.
    fn train(&self, sample: &Sample, at: u64) -> Result<(), SearchError> {
        let size = (at / SHARE).clamp(SIZES.0, SIZES.1) as usize;
        let Ok(dictionary) = zstd::dict::from_continuous(&sample.bytes, &sample.lengths, size) else {
            return Ok(());
        };
        let (content, _) = file::read(&self.generation)?;
        let mut all = file::decoded(&content).ok_or_else(|| file::damaged(&self.generation))?;
        let Some((id, _)) = opened(&dictionary) else {
            return Ok(());
        };
        let is_known = |trained: &Trained| opened(&trained.dictionary).is_some_and(|(known, _)| known == id);
        if all.iter().any(is_known) {
            return Ok(());
        }
        all.push(Trained { at, dictionary });
        file::write(&self.generation, &all)?;
        self.use_from_now(&all[all.len() - 1].dictionary);
        Ok(())
    }

    fn use_from_now(&self, dictionary: &[u8]) {
        let dictionary = CDict::try_create(dictionary, LEVEL).map(Arc::new);
        *self.dictionary.write().unwrap_or_else(PoisonError::into_inner) = dictionary;
    }
}

impl Sample {
    /// Takes an article where its turn has come.
    fn offer(&mut self, article: &str) {
        let is_taken = self.n_offered.is_multiple_of(1 << self.thinned);
        self.n_offered += 1;
        if !is_taken {
            return;
        }
        let length = article.len().min(MAX_OF_ONE);
        if self.bytes.len() + length > SAMPLE.1 {
            self.thin();
        }
        self.bytes.extend(&article.as_bytes()[..length]);
        self.lengths.push(length);
    }

    /// Drops every second article.
    fn thin(&mut self) {
        let all = std::mem::take(self);
        self.n_offered = all.n_offered;
        self.thinned = all.thinned + 1;
        let mut rest = all.bytes.as_slice();
        for (number, length) in all.lengths.into_iter().enumerate() {
            let (article, behind) = rest.split_at(length);
            rest = behind;
            if number.is_multiple_of(2) {
                self.bytes.extend(article);
                self.lengths.push(length);
            }
        }
    }
}
