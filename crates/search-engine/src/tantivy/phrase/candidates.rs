//! [`Candidates`]: articles that may have a phrase. Word by word those are left out that do not have it.

use tantivy::DocId;

use super::occurrences::{AT_ONCE, BLOCK, Occurrences, Span};

/// Articles are dense where there is one among so many.
const DENSE: usize = 4;
/// Bits of a word of a set.
const BITS: u32 = u64::BITS;

/// Which positions are taken, by their last bits: of articles of up to a thousand words it tells all.
///
/// Lists are gone through four at a time and beyond their end: what is there is rarely taken, but how long a list is
/// cannot be foretold, and guessing wrong costs as much as a dozen positions.
struct Taken([u64; Taken::WORDS]);

impl Taken {
    const WORDS: usize = 16;

    /// Returns those at the end of each step.
    #[inline]
    fn of(steps: &[u32]) -> Self {
        let mut taken = [0; Self::WORDS];
        let mut end = 0_u32;
        for steps in steps.as_chunks::<AT_ONCE>().0 {
            for step in steps {
                end = end.wrapping_add(*step);
                taken[(end / BITS) as usize % Self::WORDS] |= 1 << (end % BITS);
            }
        }
        Self(taken)
    }

    /// Tells whether one may be at the end of a step.
    #[inline]
    fn may_have(&self, distance: u32, steps: &[u32]) -> bool {
        let (mut end, mut hits) = (distance, 0);
        for steps in steps.as_chunks::<AT_ONCE>().0 {
            for step in steps {
                end = end.wrapping_add(*step);
                hits |= self.0[(end / BITS) as usize % Self::WORDS] >> (end % BITS);
            }
        }
        hits & 1 != 0
    }
}

/// A word of a phrase.
pub(super) struct PhraseWord {
    pub(super) occurrences: Occurrences,
    /// How far before the end of the phrase it stands.
    pub(super) distance: u32,
}

/// An article that may have the phrase.
#[derive(Clone, Copy)]
struct Candidate {
    document: DocId,
    /// Its place in the block of the first word.
    place: usize,
    /// Where the phrase may end in it: these of the ends.
    ends: Span,
}

/// An article that has the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) document: DocId,
    /// How often.
    pub(super) count: u32,
}

/// The articles of a block that may have a phrase, and where.
#[derive(Default)]
pub(super) struct Candidates {
    articles: Vec<Candidate>,
    /// Where the phrase may end in each: the first such position, and how far each other is from the one before it.
    ends: Vec<u32>,
    /// Where a word stands in each of them.
    spans: Vec<Span>,
    /// The positions that were read of it.
    steps: Vec<u32>,
}

impl Candidates {
    /// Looks for a phrase in so many articles from this place on in the block that its rarest word stands at; that
    /// word comes first, and there is another.
    pub(super) fn find(
        &mut self,
        words: &mut [PhraseWord],
        place: usize,
        n_articles: usize,
        found: &mut Vec<Match>,
    ) {
        let (first, others) = words.split_first_mut().expect("a phrase has words");
        let articles = &first.occurrences.articles()[place..place + n_articles];
        self.articles.clear();
        let candidate = |(place, document): (usize, &DocId)| Candidate {
            document: *document,
            place,
            ends: Span::default(),
        };
        self.articles.extend((place..).zip(articles).map(candidate));
        let (second, others) = others.split_first_mut().expect("a phrase has several words");
        self.keep_common(&mut second.occurrences);
        self.begin(first);
        self.keep_continued(second);
        for word in others {
            self.keep_common(&mut word.occurrences);
            self.keep_continued(word);
        }
        found.extend(self.articles.iter().map(|article| Match {
            document: article.document,
            count: article.ends.length,
        }));
    }

    /// Keeps the articles that have a word, and notes where its list has them.
    fn keep_common(&mut self, occurrences: &mut Occurrences) {
        self.spans.clear();
        self.spans.resize(self.articles.len(), Span::default());
        let (mut kept, mut next) = (0, 0);
        while next < self.articles.len() {
            let mut place = occurrences.seek(self.articles[next].document);
            let others = occurrences.articles();
            if place == others.len() {
                break;
            }
            let is_dense = self.is_dense(next);
            // Without a branch: which of two frequent words an article lacks cannot be foretold.
            while next < self.articles.len() && place < others.len() {
                let (article, other) = (self.articles[next], others[place]);
                self.articles[kept] = article;
                self.spans[kept] = occurrences.span(place);
                kept += usize::from(article.document == other);
                next += usize::from(article.document <= other);
                place += usize::from(other <= article.document);
                if !is_dense {
                    break;
                }
            }
        }
        self.articles.truncate(kept);
        self.spans.truncate(kept);
    }

    /// Tells whether the articles from one on are a good part of all between them.
    fn is_dense(&self, next: usize) -> bool {
        let articles = &self.articles[next..];
        let (first, last) = (articles[0].document, articles[articles.len() - 1].document);
        ((last - first) as usize) < DENSE * articles.len()
    }

    /// Reads where the first word stands.
    fn begin(&mut self, word: &mut PhraseWord) {
        let occurrences = &mut word.occurrences;
        let mut spans = [Span::default(); BLOCK];
        let spans = &mut spans[..self.articles.len()];
        for (span, article) in spans.iter_mut().zip(&self.articles) {
            *span = occurrences.span(article.place);
        }
        occurrences.read(spans, &mut self.ends);
        for (article, span) in self.articles.iter_mut().zip(spans) {
            article.ends = *span;
            self.ends[span.range()][0] += word.distance;
        }
    }

    /// Keeps the articles in which a word stands where the phrase needs it.
    fn keep_continued(&mut self, word: &mut PhraseWord) {
        word.occurrences.read(&mut self.spans, &mut self.steps);
        let mut spans = self.spans.iter();
        let (ends, steps) = (&mut self.ends, &self.steps);
        self.articles.retain_mut(|article| {
            let span = spans.next().expect("each article has a span");
            let taken = Taken::of(&ends[article.ends.full_range()]);
            if !taken.may_have(word.distance, &steps[span.full_range()]) {
                return false;
            }
            let ends = &mut ends[article.ends.range()];
            article.ends.length = keep_ends(ends, word.distance, &steps[span.range()]);
            article.ends.length > 0
        });
    }
}

/// Keeps, at the start of a list, the ends of a phrase at which a word stands as well, and returns how many.
fn keep_ends(ends: &mut [u32], distance: u32, steps: &[u32]) -> u32 {
    let (mut kept, mut last) = (0, 0);
    let (mut next, mut candidate) = (0, ends[0]);
    let mut end = distance;
    'steps: for step in steps {
        end += step;
        while candidate <= end {
            let is_kept = candidate == end;
            if is_kept {
                ends[kept] = end - last;
                last = end;
                kept += 1;
            }
            next += 1;
            match ends.get(next) {
                Some(step) => candidate += step,
                None => break 'steps,
            }
            if is_kept {
                break;
            }
        }
    }
    kept as u32
}
