//! What is evaluated window by window finds and scores what the engine's own combinations do.

use proptest::prelude::*;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EnableScoring, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Schema, TEXT};
use tantivy::{
    DocAddress, DocId, DocSet, Index, IndexWriter, Score, Searcher, TERMINATED, TantivyDocument, Term,
};

use super::window::WIDTH;
use super::*;

/// Words of the articles: the number of each is divisible by the numbers of its words.
const WORDS: [DocId; 8] = [1, 2, 3, 7, 50, 64, 1_000, 4_096];

#[derive(Clone, Debug)]
enum Tree {
    Word(usize, bool),
    Everything,
    All(Vec<Tree>, Vec<Tree>, Vec<Tree>),
    Some(Vec<Tree>, usize),
    Times(Box<Tree>, u8),
    /// A query of the engine's own.
    Foreign(Box<Tree>),
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        8 => (0..=WORDS.len(), any::<bool>()).prop_map(|(word, scored)| Tree::Word(word, scored)),
        1 => Just(Tree::Everything),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let some = |range| prop::collection::vec(inner.clone(), range);
        prop_oneof![
            (some(1..4), some(0..3), some(0..2)).prop_map(|(must, may, not)| Tree::All(must, may, not)),
            (some(1..5), 1..4_usize).prop_map(|(parts, least)| Tree::Some(parts, least)),
            (inner.clone(), 1..5_u8).prop_map(|(part, factor)| Tree::Times(Box::new(part), factor)),
            inner.clone().prop_map(|part| Tree::Foreign(Box::new(part))),
        ]
    })
}

/// An index of two segments with some articles removed.
struct Archive {
    searcher: Searcher,
    text: Field,
}

impl Archive {
    fn new() -> Self {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        let half = WIDTH as DocId * 5 / 4;
        for number in 0..2 * half {
            let mut article = TantivyDocument::new();
            let words = WORDS.iter().filter(|word| number % **word == 0);
            let words = words.map(|word| format!("w{word} ").repeat(1 + (number % 3) as usize));
            article.add_text(text, words.collect::<String>());
            writer.add_document(article).unwrap();
            if number == half {
                writer.commit().unwrap();
            }
        }
        writer.delete_term(Term::from_field_text(text, "w64"));
        writer.commit().unwrap();
        Self {
            searcher: index.reader().unwrap().searcher(),
            text,
        }
    }

    fn term(&self, word: usize) -> Term {
        let word = WORDS
            .get(word)
            .map_or("none".to_owned(), |word| format!("w{word}"));
        Term::from_field_text(self.text, &word)
    }

    fn clause(&self, tree: &Tree) -> Clause {
        let all = |trees: &[Tree]| trees.iter().map(|tree| self.clause(tree)).collect();
        match tree {
            Tree::Word(word, true) => scored_term(self.term(*word)),
            Tree::Word(word, false) => unscored_term(self.term(*word)),
            Tree::Everything => everything(),
            Tree::All(must, may, not) => combined(all(must), all(may), all(not)),
            Tree::Some(parts, least) => at_least(*least, all(parts)),
            Tree::Times(part, factor) => weighted(self.clause(part), (*factor).into()),
            Tree::Foreign(part) => self.reference(part),
        }
    }

    /// Returns the same of the engine's own queries.
    fn reference(&self, tree: &Tree) -> Clause {
        let occurring = |trees: &[Tree], occur: Occur| -> Vec<(Occur, Clause)> {
            trees.iter().map(|tree| (occur, self.reference(tree))).collect()
        };
        let zero = |query: Clause| Box::new(ConstScoreQuery::new(query, 0.0));
        match tree {
            Tree::Word(word, true) => {
                Box::new(TermQuery::new(self.term(*word), IndexRecordOption::WithFreqs))
            }
            Tree::Word(word, false) => zero(Box::new(TermQuery::new(
                self.term(*word),
                IndexRecordOption::Basic,
            ))),
            Tree::Everything => zero(Box::new(AllQuery)),
            Tree::All(must, may, not) => {
                let mut clauses = occurring(must, Occur::Must);
                clauses.extend(occurring(may, Occur::Should));
                clauses.extend(occurring(not, Occur::MustNot));
                Box::new(BooleanQuery::new(clauses))
            }
            Tree::Some(parts, least) => {
                let parts = parts.iter().map(|part| self.reference(part)).collect();
                Box::new(BooleanQuery::union_with_minimum_required_clauses(parts, *least))
            }
            Tree::Times(part, factor) => Box::new(BoostQuery::new(self.reference(part), (*factor).into())),
            Tree::Foreign(part) => self.reference(part),
        }
    }

    fn found(&self, query: &dyn Query) -> Vec<(DocAddress, Score)> {
        let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
        let weight = query.weight(scoring).unwrap();
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let mut scorer = weight.scorer(reader, 1.0).unwrap();
            while scorer.doc() != TERMINATED {
                found.push((DocAddress::new(segment, scorer.doc()), scorer.score()));
                scorer.advance();
            }
        }
        found
    }

    fn found_by_windows(&self, clause: Clause) -> Vec<(DocAddress, Score)> {
        let scoring = EnableScoring::enabled_from_searcher(&self.searcher);
        let weight = Matching::of(clause).weighed(scoring).unwrap();
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let middle = (reader.max_doc() / 2).next_multiple_of(64);
            for stretch in [0..middle, middle..reader.max_doc()] {
                if let Some(windows) = weight.windows(reader, 1.0).unwrap() {
                    windows.each_window(stretch, |window| {
                        check_high(window);
                        window.each_match(|document, score| {
                            found.push((DocAddress::new(segment, document), score));
                        });
                        true
                    });
                }
            }
        }
        found
    }
}

/// Checks that the matches of a window with a high score are those of all.
fn check_high(window: &Window) {
    let (mut all, mut high) = (Vec::new(), Vec::new());
    window.each_match(|document, score| all.push((document, score)));
    let least = all.iter().map(|(_, score)| score).sum::<Score>() / all.len() as Score;
    window.each_at_least(least, |document, score| high.push((document, score)));
    all.retain(|(_, score)| *score >= least);
    assert_eq!(all, high);
}

fn check(found: &[(DocAddress, Score)], expected: &[(DocAddress, Score)]) -> Result<(), TestCaseError> {
    let articles = |found: &[(DocAddress, Score)]| found.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    prop_assert_eq!(articles(found), articles(expected));
    for ((at, score), (_, expected)) in found.iter().zip(expected) {
        prop_assert!(
            (score - expected).abs() <= 1e-4 * expected.abs(),
            "{at:?}: {score}, not {expected}"
        );
    }
    Ok(())
}

#[test]
fn finds_and_scores_what_the_engine_does() {
    let archive = Archive::new();
    let mut runner = proptest::test_runner::TestRunner::default();
    let checked = runner.run(&trees(), |tree| {
        let expected = archive.found(archive.reference(&tree).as_ref());
        check(&archive.found_by_windows(archive.clause(&tree)), &expected)?;
        check(&archive.found(archive.clause(&tree).as_ref()), &expected)
    });
    checked.unwrap();
}

#[test]
fn is_sought_in_as_the_engine_seeks() {
    let archive = Archive::new();
    let mut runner = proptest::test_runner::TestRunner::default();
    let targets = prop::collection::vec(0..WIDTH as DocId * 2, 1..20);
    let checked = runner.run(&(trees(), targets), |(tree, mut targets)| {
        targets.sort_unstable();
        let clause = archive.clause(&tree);
        let scoring = EnableScoring::enabled_from_searcher(&archive.searcher);
        let weight = clause.weight(scoring).unwrap();
        let mut scorer = weight.scorer(archive.searcher.segment_reader(0), 1.0).unwrap();
        let all = archive.found(clause.as_ref());
        let here = all.iter().filter(|(at, _)| at.segment_ord == 0);
        let here: Vec<DocId> = here.map(|(at, _)| at.doc_id).collect();
        for target in targets {
            if target >= scorer.doc() {
                let expected = here.iter().find(|document| **document >= target);
                prop_assert_eq!(scorer.seek(target), expected.copied().unwrap_or(TERMINATED));
            }
        }
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn an_exclusion_may_be_a_phrase() {
    let archive = Archive::new();
    let phrase = PhraseQuery::new(vec![archive.term(0), archive.term(1)]);
    let excluding = |excluded| combined(vec![scored_term(archive.term(2))], Vec::new(), vec![excluded]);
    let found = archive.found(excluding(Box::new(phrase)).as_ref());
    assert!(!found.is_empty());
    assert_eq!(
        found,
        archive.found(excluding(unscored_term(archive.term(1))).as_ref())
    );
}
