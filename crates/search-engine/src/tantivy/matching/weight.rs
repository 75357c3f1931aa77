//! [`MatchingWeight`]: a query with the statistics of the index, which becomes nodes of a segment.

use std::sync::Arc;

use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, Score, SegmentReader, Term};

use super::common_statistics::CommonStatistics;
use super::leaf::Leaf;
use super::node::{All, Node, SomeOf};
use super::scorer::WindowScorer;
use super::term_list::{TermList, TermScoring};
use super::{Part, Scoring};
use crate::tantivy::article_set::ArticleSet;

/// A query with the statistics of the index.
pub(in crate::tantivy) struct MatchingWeight(Weighed);

/// A part of it.
enum Weighed {
    Term(Term, Option<Bm25Weight>),
    Set(ArticleSet),
    Other(Box<dyn Weight>),
    Everything,
    All {
        required: Vec<Self>,
        scored: Vec<Self>,
        excluded: Vec<Self>,
    },
    Some {
        parts: Vec<Self>,
        least: usize,
    },
    Times(Box<Self>, Score),
}

impl MatchingWeight {
    /// Weighs a query.
    pub(super) fn new(part: &Part, scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        Weighed::new(part, scoring).map(Self)
    }

    /// Returns the matches in a segment before the first is looked for; nothing where it has none for certain.
    pub(in crate::tantivy) fn windows(
        &self,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Option<WindowScorer>> {
        Ok(self.0.node(reader, boost)?.map(WindowScorer::new))
    }
}

impl Weight for MatchingWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.windows(reader, boost)? {
            Some(scorer) => Box::new(scorer.begun()),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the sum of its parts", 0.0))
    }
}

impl Weighed {
    fn new(part: &Part, scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        let all = |parts: &[Part]| {
            parts
                .iter()
                .map(|part| Self::new(part, scoring))
                .collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(match part {
            Part::Term(term, Scoring::Off) => Self::Term(term.clone(), None),
            Part::Term(term, Scoring::On) => Self::Term(term.clone(), weight(term, scoring)?),
            Part::Times(part, factor) => Self::Times(Box::new(Self::new(part, scoring)?), *factor),
            Part::Alike { part, words } => Self::alike(part, words, scoring)?,
            Part::Set(articles) => Self::Set(articles.clone()),
            Part::Other(query) => Self::Other(query.weight(scoring)?),
            Part::Everything => Self::Everything,
            Part::All {
                required,
                scored,
                excluded,
            } => Self::All {
                required: all(required)?,
                scored: all(scored)?,
                excluded: all(excluded)?,
            },
            Part::Some { parts, least } => Self::Some {
                parts: all(parts)?,
                least: *least,
            },
        })
    }

    /// Weighs a part with words that are a term in each language.
    fn alike(part: &Part, words: &[Vec<Term>], scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        let EnableScoring::Enabled {
            searcher,
            statistics_provider,
        } = scoring
        else {
            return Self::new(part, scoring);
        };
        let common = CommonStatistics::new(statistics_provider, words)?;
        Self::new(
            part,
            EnableScoring::enabled_from_statistics_provider(&common, searcher),
        )
    }

    /// Returns it for a segment; nothing where no article of it can match.
    fn node(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<Node>> {
        let those_of = |parts: &[Self]| -> tantivy::Result<Vec<Node>> {
            let nodes = parts.iter().map(|part| part.node(reader, boost));
            Ok(nodes
                .collect::<tantivy::Result<Vec<_>>>()?
                .into_iter()
                .flatten()
                .collect())
        };
        match self {
            Self::Term(term, weight) => term_node(term, weight.as_ref(), reader, boost),
            Self::Set(articles) => Ok(articles.of_segment(reader.segment_id()).cloned().map(Node::Set)),
            Self::Other(weight) => Ok(Some(Node::Leaf(Leaf::new(weight.scorer(reader, boost)?)))),
            Self::Everything => {
                let all = BitSet::with_max_value_and_full(reader.max_doc());
                Ok(Some(Node::Set(Arc::new(all))))
            }
            Self::Times(part, factor) => part.node(reader, boost * factor),
            Self::All {
                required,
                scored,
                excluded,
            } => {
                let mut nodes = those_of(required)?;
                if nodes.len() < required.len() {
                    return Ok(None);
                }
                nodes.sort_by_key(Node::cost);
                let (scored, excluded) = (those_of(scored)?, those_of(excluded)?);
                if nodes.len() == 1 && scored.is_empty() && excluded.is_empty() {
                    return Ok(nodes.pop());
                }
                Ok(Some(Node::All(Box::new(All {
                    required: nodes,
                    scored,
                    excluded,
                    n_articles: reader.max_doc(),
                    rooms: Default::default(),
                }))))
            }
            Self::Some { parts, least } => {
                let mut parts = those_of(parts)?;
                if parts.len() <= 1 && *least <= 1 {
                    return Ok(parts.pop());
                }
                Ok((parts.len() >= *least).then(|| Node::Some(Box::new(SomeOf::new(parts, *least)))))
            }
        }
    }
}

/// Returns what scores the articles that have a term; nothing where scores are not asked for.
fn weight(term: &Term, scoring: EnableScoring<'_>) -> tantivy::Result<Option<Bm25Weight>> {
    let EnableScoring::Enabled {
        statistics_provider, ..
    } = scoring
    else {
        return Ok(None);
    };
    Bm25Weight::for_terms(statistics_provider, std::slice::from_ref(term)).map(Some)
}

fn term_node(
    term: &Term,
    weight: Option<&Bm25Weight>,
    reader: &SegmentReader,
    boost: Score,
) -> tantivy::Result<Option<Node>> {
    let field = term.field();
    let option = match weight {
        Some(_) => IndexRecordOption::WithFreqs,
        None => IndexRecordOption::Basic,
    };
    let Some(blocks) = reader.inverted_index(field)?.read_block_postings(term, option)? else {
        return Ok(None);
    };
    let scoring = match weight {
        Some(weight) => Some(TermScoring {
            weight: weight.boost_by(boost),
            lengths: reader.get_fieldnorms_reader(field)?,
        }),
        None => None,
    };
    Ok(Some(Node::Term(Box::new(TermList::new(blocks, scoring)))))
}
