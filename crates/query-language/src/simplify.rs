//! Operands -> the tree: decides what may widen and what must match, flattens, and gives every exclusion
//! something to exclude from.

use crate::parser::{Content, Demand, Operand, Sequence};
use crate::{Query, Scope};

/// Returns the tree of a whole query.
pub(crate) fn tree(sequence: Sequence) -> Query {
    let query = match sequence {
        Sequence::SideBySide(operands) => side_by_side(operands),
        Sequence::Alternatives(alternatives) => either(alternatives),
    };
    match query {
        Some(query) => grounded(query, Above::Other),
        None => Query::All,
    }
}

/// Returns how many nodes stand above one another at the deepest place of a tree.
pub(crate) fn depth(query: &Query) -> usize {
    match query {
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => {
            1 + parts.iter().map(depth).max().unwrap_or(0)
        }
        Query::Near(near) => 1 + near.parts.iter().map(depth).max().unwrap_or(0),
        Query::Not(part) | Query::AtLeast { part, .. } => 1 + depth(part),
        _ => 1,
    }
}

/// Returns the tree of operands typed side by side: words may widen; filters, `+` and `-` are strict.
fn side_by_side(operands: Vec<Operand>) -> Option<Query> {
    let mut parts = Parts::default();
    operands.into_iter().for_each(|operand| parts.add(operand));
    let words = if parts.words.len() > 1 {
        Some(Query::Words(parts.words))
    } else {
        parts.words.pop()
    };
    all(words.into_iter().chain(parts.strict).collect())
}

/// What stands side by side, by what it demands.
#[derive(Default)]
struct Parts {
    words: Vec<Query>,
    strict: Vec<Query>,
}

impl Parts {
    fn add(&mut self, operand: Operand) {
        if let Operand {
            demand: Demand::Wanted,
            content: Content::Group(Sequence::SideBySide(operands)),
        } = operand
        {
            // Parentheses around nothing but words side by side change nothing.
            operands.into_iter().for_each(|operand| self.add(operand));
            return;
        }
        let is_wanted = operand.demand == Demand::Wanted;
        match strict(operand) {
            Some(query) if is_wanted && has_words(&query) => self.words.push(query),
            query => self.strict.extend(query),
        }
    }
}

/// Returns whether a tree asks for words of the text, rather than for what is known about an article.
fn has_words(query: &Query) -> bool {
    match query {
        Query::Word(word) => word.scope == Scope::Anywhere,
        Query::Phrase(phrase) => phrase.scope == Scope::Anywhere,
        Query::Near(near) => near.parts.iter().any(has_words),
        Query::AtLeast { part, .. } => has_words(part),
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => parts.iter().any(has_words),
        _ => false,
    }
}

/// Returns the tree of one operand, with nothing in it that may widen.
fn strict(operand: Operand) -> Option<Query> {
    let query = match operand.content {
        Content::Leaf(query) => query,
        Content::Group(Sequence::SideBySide(operands)) => demanded(operands)?,
        Content::Group(Sequence::Alternatives(alternatives)) => either(alternatives)?,
    };
    Some(match (operand.demand, query) {
        (Demand::Excluded, Query::Not(excluded)) => *excluded,
        (Demand::Excluded, query) => Query::Not(Box::new(query)),
        (Demand::Wanted | Demand::Required, query) => query,
    })
}

/// Returns what operands demand together, with nothing in it that may widen.
pub(crate) fn demanded(operands: Vec<Operand>) -> Option<Query> {
    all(operands.into_iter().filter_map(strict).collect())
}

/// Returns the tree of a leaf or a group, with nothing in it that may widen.
pub(crate) fn query_of(content: Content) -> Option<Query> {
    strict(Operand {
        demand: Demand::Wanted,
        content,
    })
}

fn either(alternatives: Vec<Vec<Operand>>) -> Option<Query> {
    let mut parts = Vec::new();
    for query in alternatives.into_iter().filter_map(demanded) {
        match query {
            Query::Or(inner) => parts.extend(inner),
            query => parts.push(query),
        }
    }
    if parts.len() > 1 {
        Some(Query::Or(parts))
    } else {
        parts.pop()
    }
}

/// Joins parts that must all match; exclusions go last.
pub(crate) fn all(queries: Vec<Query>) -> Option<Query> {
    let (mut parts, mut excluded) = (Vec::new(), Vec::new());
    for query in queries {
        let inner = match query {
            Query::And(inner) => inner,
            query => vec![query],
        };
        let (inner_excluded, inner): (Vec<_>, Vec<_>) =
            inner.into_iter().partition(|part| matches!(part, Query::Not(_)));
        parts.extend(inner);
        excluded.extend(inner_excluded);
    }
    // Every article is in all of them, so it says nothing beside another part.
    if parts.iter().any(|part| *part != Query::All) {
        parts.retain(|part| *part != Query::All);
    } else {
        parts.truncate(1);
    }
    parts.append(&mut excluded);
    if parts.len() > 1 {
        Some(Query::And(parts))
    } else {
        parts.pop()
    }
}

/// What a node stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// An AND that has something to exclude from.
    And,
    /// Anything else.
    Other,
}

/// Makes every exclusion part of an AND that also has something to exclude from.
fn grounded(query: Query, above: Above) -> Query {
    let each = |parts: Vec<Query>, above| parts.into_iter().map(|part| grounded(part, above)).collect();
    match query {
        Query::Not(excluded) => {
            let excluded = Query::Not(Box::new(grounded(*excluded, Above::Other)));
            if above == Above::And {
                excluded
            } else {
                Query::And(vec![Query::All, excluded])
            }
        }
        Query::And(mut parts) => {
            if parts.iter().all(|part| matches!(part, Query::Not(_))) {
                parts.insert(0, Query::All);
            }
            Query::And(each(parts, Above::And))
        }
        Query::Or(parts) => Query::Or(each(parts, Above::Other)),
        Query::Words(parts) => Query::Words(each(parts, Above::Other)),
        leaf => leaf,
    }
}
