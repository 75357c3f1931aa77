//! [`Candidates`]: articles that may have a phrase. Word by word those are left out that do not have it.

use tantivy::DocId;

use super::occurrences::{AT_ONCE, BLOCK, Occurrences, Span};

/// Articles are dense where there is one among so many.
const DENSE: usize = 4;
/// Bits of a word of a set.
const BITS: u32 = u64::BITS;

/// Which positions of an article are taken, by their last bits.
struct Taken<const WORDS: usize>([u64; WORDS]);

/// What may be beyond the end of a list is taken as well: it rarely matters, and most articles are done with so.
type RoughlyTaken = Taken<16>;
/// Of articles of up to so many positions it tells all.
type ExactlyTaken = Taken<32>;

impl<const WORDS: usize> Taken<WORDS> {
    const POSITIONS: u32 = WORDS as u32 * BITS;
    const NONE: Self = Self([0; WORDS]);

    #[inline]
    fn take(&mut self, end: u32) {
        self.0[(end / BITS) as usize % WORDS] |= 1 << (end % BITS);
    }

    /// Returns a number whose last bit tells whether a position is taken.
    #[inline]
    fn has(&self, end: u32) -> u64 {
        self.0[(end / BITS) as usize % WORDS] >> (end % BITS)
    }
}

impl RoughlyTaken {
    /// Takes the end of each step.
    #[inline]
    fn of(steps: &[u32]) -> Self {
        let (mut taken, mut end) = (Self::NONE, 0_u32);
        for steps in steps.as_chunks::<AT_ONCE>().0 {
            for step in steps {
                end = end.wrapping_add(*step);
                taken.take(end);
            }
        }
        taken
    }

    /// Tells whether a step may end at one that is taken.
    #[inline]
    fn may_have(&self, distance: u32, steps: &[u32]) -> bool {
        let (mut end, mut hits) = (distance, 0);
        for steps in steps.as_chunks::<AT_ONCE>().0 {
            for step in steps {
                end = end.wrapping_add(*step);
                hits |= self.has(end);
            }
        }
        hits & 1 != 0
    }
}

impl ExactlyTaken {
    /// Takes the end of each of so many steps; returns the last of them as well.
    #[inline]
    fn of_first(steps: &[u32], length: usize) -> (Self, u32) {
        let mut taken = Self::NONE;
        let last = each_end(0, steps, length, |end, _| taken.take(end));
        (taken, last)
    }

    /// Returns how many of so many steps end at one that is taken, and where the last of them ends.
    #[inline]
    fn count(&self, distance: u32, steps: &[u32], length: usize) -> (u32, u32) {
        let mut count = 0;
        let last = each_end(distance, steps, length, |end, is_first| {
            count += self.has(end) as u32 & is_first;
        });
        (count, last)
    }
}

/// Visits where each of so many steps ends, with a one, and where the last does a few times more, with a nought.
/// Returns the last.
///
/// Steps are taken four at a time: how long a list is cannot be foretold, and guessing wrong costs as much as a dozen
/// positions.
#[inline]
fn each_end(start: u32, steps: &[u32], length: usize, mut visit: impl FnMut(u32, u32)) -> u32 {
    let Some((last, full)) = steps.as_chunks::<AT_ONCE>().0.split_last() else {
        return start;
    };
    let mut end = start;
    for steps in full {
        for step in steps {
            end = end.wrapping_add(*step);
            visit(end, 1);
        }
    }
    let n_last = length - full.len() * AT_ONCE;
    for (place, step) in last.iter().enumerate() {
        let is_first = u32::from(place < n_last);
        end = end.wrapping_add(step & is_first.wrapping_neg());
        visit(end, is_first);
    }
    end
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

/// What is known of a phrase behind one of its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Where it may end: there are further words.
    Ends,
    /// How often it is there.
    Count,
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
        let mut word = second;
        for next in others {
            self.keep_continued(word, Kept::Ends);
            self.keep_common(&mut next.occurrences);
            word = next;
        }
        self.keep_continued(word, Kept::Count);
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
    fn keep_continued(&mut self, word: &mut PhraseWord, what: Kept) {
        word.occurrences.read(&mut self.spans, &mut self.steps);
        let mut spans = self.spans.iter();
        let (ends, steps) = (&mut self.ends, &self.steps);
        self.articles.retain_mut(|article| {
            let span = spans.next().expect("each article has a span");
            let full_steps = &steps[span.full_range()];
            let taken = RoughlyTaken::of(&ends[article.ends.full_range()]);
            if !taken.may_have(word.distance, full_steps) {
                return false;
            }
            let n_ends = article.ends.length as usize;
            let counted = match what {
                Kept::Ends => None,
                Kept::Count => count_ends(
                    (&ends[article.ends.full_range()], n_ends),
                    word.distance,
                    (full_steps, span.length as usize),
                ),
            };
            article.ends.length = counted.unwrap_or_else(|| {
                let ends = &mut ends[article.ends.range()];
                keep_ends(ends, word.distance, &steps[span.range()])
            });
            article.ends.length > 0
        });
    }
}

/// Returns at how many of so many ends of a phrase a word stands as well; nothing where the article is too long.
#[inline]
fn count_ends(
    (ends, n_ends): (&[u32], usize),
    distance: u32,
    (steps, n_steps): (&[u32], usize),
) -> Option<u32> {
    let (taken, last_end) = ExactlyTaken::of_first(ends, n_ends);
    let (count, last) = taken.count(distance, steps, n_steps);
    (last_end.max(last) < ExactlyTaken::POSITIONS).then_some(count)
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
