//! Phrases against tantivy's own: the same articles with the same scores, however they are asked for.

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TEXT};
use tantivy::{DocSet, Index, Searcher, SeekDangerResult, TERMINATED, TantivyDocument, Term};

use super::PhraseSearch;
use crate::tantivy::verified::Clock;

/// Few words, so that phrases are common; the first are the commonest.
const WORDS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// The segments of an index: the words of each article, and whether it is deleted later.
type Segments = Vec<Vec<(Vec<usize>, bool)>>;

/// A match: its segment, its number there, and the bits of its score.
type Found = (usize, u32, u32);

/// A clock that does not stop before the test ends.
fn slow() -> Arc<Clock> {
    Clock::new(Instant::now() + Duration::from_secs(3_600))
}

/// What scores are multiplied by.
const BOOST: f32 = 1.5;

/// An index of these articles and the field of their words.
struct Made {
    searcher: Searcher,
    field: Field,
}

impl Made {
    fn of(segments: &Segments) -> Self {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT);
        let mark = schema.add_text_field("mark", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        for articles in segments {
            for (words, is_deleted) in articles {
                let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                let mut document = TantivyDocument::default();
                document.add_text(field, words.join(" "));
                document.add_text(mark, if *is_deleted { "gone" } else { "stays" });
                writer.add_document(document).unwrap();
            }
            writer.commit().unwrap();
        }
        writer.delete_term(Term::from_field_text(mark, "gone"));
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        Self { searcher, field }
    }

    fn term(&self, word: usize) -> Term {
        Term::from_field_text(self.field, WORDS[word])
    }

    fn terms(&self, phrase: &[usize]) -> Vec<Term> {
        phrase.iter().map(|word| self.term(*word)).collect()
    }

    /// Returns every match of a query.
    fn matches(&self, query: &dyn Query) -> Vec<Found> {
        let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
        let weight = query.weight(scoring).unwrap();
        let mut matches = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let mut scorer = weight.scorer(reader, BOOST).unwrap();
            while scorer.doc() != TERMINATED {
                matches.push((segment, scorer.doc(), scorer.score().to_bits()));
                scorer.advance();
            }
        }
        matches
    }

    /// Seeks these articles one after another and returns where each seek ends.
    fn sought(&self, query: &dyn Query, leaps: &[u32]) -> Vec<(u32, u32)> {
        let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
        let weight = query.weight(scoring).unwrap();
        let mut ends = Vec::new();
        for reader in self.searcher.segment_readers() {
            let mut scorer = weight.scorer(reader, BOOST).unwrap();
            for (number, leap) in leaps.iter().enumerate() {
                if scorer.doc() == TERMINATED {
                    break;
                }
                match number % 3 {
                    0 => scorer.advance(),
                    _ => scorer.seek(scorer.doc() + leap),
                };
                let is_end = scorer.doc() == TERMINATED;
                ends.push((scorer.doc(), if is_end { 0 } else { scorer.score().to_bits() }));
            }
        }
        ends
    }

    /// Asks for articles so far apart, whatever each answer is, and returns which are matches and which were asked for.
    fn asked(&self, query: &dyn Query, leaps: &[u32]) -> (Vec<Found>, Vec<(usize, u32)>) {
        let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
        let weight = query.weight(scoring).unwrap();
        let (mut found, mut asked) = (Vec::new(), Vec::new());
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let mut target = 0;
            let (mut answer, mut scorer) = weight.scorer_danger(reader, target, BOOST).unwrap();
            for leap in leaps {
                asked.push((segment, target));
                match answer {
                    SeekDangerResult::Found => {
                        assert_eq!(scorer.doc(), target);
                        found.push((segment, target, scorer.score().to_bits()));
                    }
                    SeekDangerResult::SeekLowerBound(bound) => {
                        assert!(bound > target, "{bound} is not after {target}");
                    }
                }
                target += leap;
                answer = scorer.seek_danger(target);
            }
        }
        (found, asked)
    }

    fn check(&self, phrase: &[usize], leaps: &[u32]) -> Result<(), TestCaseError> {
        let own = PhraseSearch::new(self.terms(phrase), &slow());
        let theirs = PhraseQuery::new(self.terms(phrase));
        let expected = self.matches(&theirs);
        prop_assert_eq!(&self.matches(&own), &expected);
        prop_assert_eq!(self.sought(&own, leaps), self.sought(&theirs, leaps));
        let (found, asked) = self.asked(&own, leaps);
        let is_asked = |(segment, document, _): &&Found| asked.contains(&(*segment, *document));
        prop_assert_eq!(
            found,
            expected.iter().filter(is_asked).copied().collect::<Vec<_>>()
        );
        let joint = |phrase: &dyn Query, occur| {
            let word = TermQuery::new(self.term(0), IndexRecordOption::WithFreqs);
            let clauses = vec![
                (Occur::Must, phrase.box_clone()),
                (occur, Box::new(word) as Box<dyn Query>),
            ];
            self.matches(&BooleanQuery::new(clauses))
        };
        for occur in [Occur::Must, Occur::Should] {
            prop_assert_eq!(joint(&own, occur), joint(&theirs, occur));
        }
        for (segment, document, score) in expected {
            let reader = self.searcher.segment_reader(segment as u32);
            let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
            let weight = own.weight(scoring).unwrap();
            let explained = weight.explain(reader, document).unwrap();
            let plain = theirs.weight(scoring).unwrap().explain(reader, document).unwrap();
            prop_assert_eq!(explained.value(), plain.value(), "{}", score);
        }
        Ok(())
    }
}

/// A word: each half as common as the one before it.
fn word() -> impl Strategy<Value = usize> {
    any::<u8>().prop_map(|bits| (bits.leading_ones() as usize).min(WORDS.len() - 1))
}

fn segments(n_articles: usize, n_words: usize) -> impl Strategy<Value = Segments> {
    let article = (vec(word(), 0..n_words), prop::bool::weighted(0.1));
    vec(vec(article, 1..n_articles), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn phrases_are_those_of_tantivy(
        segments in segments(300, 24),
        phrases in vec(vec(word(), 2..7), 1..6),
        leaps in vec(1_u32..40, 0..60),
    ) {
        let made = Made::of(&segments);
        for phrase in phrases {
            made.check(&phrase, &leaps)?;
        }
    }

    #[test]
    fn long_articles_are_those_of_tantivy(
        segments in segments(4, 3_000),
        phrases in vec(vec(word(), 2..4), 1..4),
    ) {
        let made = Made::of(&segments);
        for phrase in phrases {
            made.check(&phrase, &[1, 1, 1])?;
        }
    }
}

/// Lists of so many articles: with and without a block that is not full, and far apart.
#[test]
fn lists_end_anywhere() {
    for n_articles in [1, 127, 128, 129, 256, 1_000] {
        for every in [1, 2, 130] {
            let article = |number| match number % every {
                0 => (vec![1, 0, 1, 2], number % 7 == 0),
                _ => (vec![0, 2, 1], false),
            };
            let made = Made::of(&vec![(0..n_articles).map(article).collect()]);
            for phrase in [[1, 0], [0, 1], [1, 2], [2, 1], [3, 0]] {
                made.check(&phrase, &[2, 5, 1, 100, 128, 1, 200]).unwrap();
            }
        }
    }
}

/// Both words are in every article, but only the last one has them in a row.
#[test]
fn looking_ends_with_the_time() {
    let mut articles = vec![(vec![1, 0], false); 20_000];
    articles.push((vec![0, 1], false));
    let made = Made::of(&vec![articles]);
    let found = |clock: &Arc<Clock>| made.matches(&PhraseSearch::new(made.terms(&[0, 1]), clock)).len();
    let (slow, late) = (slow(), Clock::new(Instant::now()));
    assert_eq!((found(&slow), slow.is_late()), (1, false));
    assert_eq!((found(&late), late.is_late()), (0, true));
}

#[test]
fn what_is_no_match_is_not_explained() {
    let made = Made::of(&vec![vec![(vec![0, 1], false), (vec![1, 0], false)]]);
    let own = PhraseSearch::new(made.terms(&[0, 1]), &slow());
    let scoring = EnableScoring::enabled_from_searcher(&made.searcher);
    let weight = own.weight(scoring).unwrap();
    let reader = made.searcher.segment_reader(0);
    assert!(weight.explain(reader, 0).is_ok());
    assert!(weight.explain(reader, 1).is_err());
}
