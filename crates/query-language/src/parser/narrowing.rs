//! Conditions, and what has a plus, at the ends of a level that has alternatives -> what narrows all of these.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::{Content, Demand, Operand, Sequence};
use crate::Query;
use crate::parts::{Found, Joint};
use crate::warnings::{Span, Warnings};

/// An operand of a level, with what joins it to the one before it.
pub(super) struct Joined {
    pub(super) operand: Operand,
    pub(super) joint: Joint,
    pub(super) span: Span,
    /// Whether an exclusion stands right behind it, to which an OR that follows belongs.
    pub(super) is_closed: bool,
}

/// Where the conditions stand that narrow all alternatives of a level.
#[derive(Clone, Default)]
pub(super) struct Narrowing {
    /// Those before the first alternative.
    pub(super) leading: Option<Span>,
    /// Those behind the last one.
    pub(super) trailing: Option<Span>,
    /// Those between alternatives, which narrow what stands beside them alone where others have none.
    pub(super) between: Vec<Span>,
}

impl Narrowing {
    /// Tells what narrows more than what stands beside it.
    pub(super) fn warn(&self, warnings: &mut Warnings) {
        let ends = [
            (self.leading, "behind it narrows the first"),
            (self.trailing, "before it narrows the last"),
        ];
        for (span, place) in ends {
            if let Some(span) = span {
                let message = format!("this narrows all that OR joins; AND {place} alone");
                warnings.add(span, message);
            }
        }
        for span in &self.between {
            let message = "this narrows what stands beside it alone, not what OR joins to that; at the end it narrows all";
            warnings.add(*span, message);
        }
    }

    /// Tells the parts of the level which of them are about all.
    pub(super) fn join(&self, parts: &mut [Found]) {
        if let Some(leading) = self.leading {
            let start = parts.partition_point(|part| part.span.start < leading.end);
            let behind = parts[start..].iter();
            let n_before_or = behind.take_while(|part| part.joint != Joint::Or).count();
            let first = &mut parts[start..start + n_before_or];
            // Where nothing but exclusions begins the alternatives, without the last of them OR would join the condition.
            let beside = first.iter().position(|part| part.joint == Joint::Beside);
            if let Some(place) = beside.or(n_before_or.checked_sub(1)) {
                first[place].joint = Joint::First;
            }
        }
        if let Some(trailing) = self.trailing {
            let beside = parts.iter_mut().filter(|part| part.joint == Joint::Beside);
            let behind = beside.filter(|part| part.span.start >= trailing.start);
            behind.for_each(|part| part.joint = Joint::Apart);
        }
    }
}

/// Takes out of the alternatives of a level what narrows all of them: conditions at its beginning and its end that
/// stand there with neither AND nor OR. Where an alternative has such conditions of its own, nothing does.
pub(super) fn taken_out(alternatives: &mut [Vec<Joined>]) -> (Vec<Operand>, Narrowing) {
    let [first, .., last] = alternatives else {
        return Default::default();
    };
    let mut taken: Vec<Joined> = first.drain(..n_leading(first)).collect();
    let trailing = last.split_off(last.len() - n_trailing(last));
    let narrowing = Narrowing {
        leading: span(&taken),
        trailing: span(&trailing),
        between: Vec::new(),
    };
    let is_twice = !kinds_of(&taken).is_disjoint(&kinds_of(&trailing));
    let n_leading = taken.len();
    taken.extend(trailing);
    let kinds = kinds_of(&taken);
    if is_twice
        || alternatives
            .iter()
            .any(|alternative| has_own(alternative, &kinds))
    {
        let trailing = taken.split_off(n_leading);
        if let [first, .., last] = alternatives {
            first.splice(..0, taken);
            last.extend(trailing);
        }
        let narrowing = Narrowing {
            between: between(alternatives),
            ..Narrowing::default()
        };
        return (Vec::new(), narrowing);
    }
    let operands = taken.into_iter().map(|joined| joined.operand);
    (operands.collect(), narrowing)
}

/// Returns where conditions stand beside something else in an alternative, unless each alternative has one.
fn between(alternatives: &[Vec<Joined>]) -> Vec<Span> {
    let has_none =
        |alternative: &Vec<Joined>| !alternative.iter().any(|joined| is_condition(&joined.operand));
    if !alternatives.iter().any(has_none) {
        return Vec::new();
    }
    let beside = alternatives.iter();
    beside
        .filter_map(|alternative| place_beside(alternative))
        .collect()
}

/// Returns where the first condition of an alternative stands that no operator joins to something else beside it.
fn place_beside(alternative: &[Joined]) -> Option<Span> {
    let pairs = alternative
        .windows(2)
        .filter(|pair| pair[1].joint == Joint::Beside);
    let mut mixed = pairs.map(|pair| {
        let mut conditions = pair.iter().filter(|joined| is_condition(&joined.operand));
        (conditions.next(), conditions.next())
    });
    mixed.find_map(|pair| match pair {
        (Some(condition), None) => Some(condition.span),
        _ => None,
    })
}

/// Returns how many conditions stand at the beginning, with something behind them that no operator joins.
fn n_leading(first: &[Joined]) -> usize {
    let n_conditions = first.iter().take_while(|joined| narrows(joined)).count();
    match first.get(n_conditions) {
        Some(next) if next.joint == Joint::Beside => n_conditions,
        None if first.last().is_some_and(|last| last.is_closed) => n_conditions,
        _ => 0,
    }
}

/// Returns how many conditions stand at the end.
fn n_trailing(last: &[Joined]) -> usize {
    last.iter().rev().take_while(|joined| narrows(joined)).count()
}

fn narrows(joined: &Joined) -> bool {
    joined.joint == Joint::Beside && is_condition(&joined.operand)
}

/// Tells whether an alternative has conditions beside other things, or of these kinds.
fn has_own(alternative: &[Joined], kinds: &HashSet<Kind>) -> bool {
    let is_mixed = alternative.len() > 1 && alternative.iter().any(|joined| is_condition(&joined.operand));
    is_mixed || !kinds_of(alternative).is_disjoint(kinds)
}

fn span(joined: &[Joined]) -> Option<Span> {
    Some(joined.first()?.span.to(joined.last()?.span))
}

/// What a condition asks about: the source, the language, the day.
type Kind = Discriminant<Query>;

fn kinds_of(joined: &[Joined]) -> HashSet<Kind> {
    let leaves = joined.iter().flat_map(|joined| leaves(&joined.operand));
    leaves.filter(|leaf| is_filter(leaf)).map(discriminant).collect()
}

/// Tells whether an operand must match whatever else does, or asks for nothing but what is known about an article.
fn is_condition(operand: &Operand) -> bool {
    operand.demand == Demand::Required || leaves(operand).into_iter().all(is_filter)
}

fn is_filter(leaf: &Query) -> bool {
    matches!(
        leaf,
        Query::Source(_)
            | Query::Agency(_)
            | Query::Byline(_)
            | Query::Url(_)
            | Query::Entity { .. }
            | Query::Language(_)
            | Query::Published { .. }
    )
}

/// Returns the leaves of an operand.
fn leaves(operand: &Operand) -> Vec<&Query> {
    match &operand.content {
        Content::Leaf(query) => leaves_of(query),
        Content::Group(Sequence::SideBySide(operands)) => operands.iter().flat_map(leaves).collect(),
        Content::Group(Sequence::Alternatives(alternatives)) => {
            alternatives.iter().flatten().flat_map(leaves).collect()
        }
    }
}

fn leaves_of(query: &Query) -> Vec<&Query> {
    match query {
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => {
            parts.iter().flat_map(leaves_of).collect()
        }
        Query::Not(part) => leaves_of(part),
        leaf => vec![leaf],
    }
}
