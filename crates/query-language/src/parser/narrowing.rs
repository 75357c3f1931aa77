//! Conditions at the ends of a level that has alternatives -> what narrows all of these.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::{Content, Operand, Sequence};
use crate::Query;
use crate::parts::{Found, Joint};
use crate::warnings::{Span, Warnings};

/// An operand of a level, with what joins it to the one before it.
pub(super) struct Joined {
    pub(super) operand: Operand,
    pub(super) joint: Joint,
    pub(super) span: Span,
}

/// Where the conditions stand that narrow all alternatives of a level.
#[derive(Clone, Copy, Default)]
pub(super) struct Narrowing {
    /// Those before the first alternative.
    pub(super) leading: Option<Span>,
    /// Those behind the last one.
    pub(super) trailing: Option<Span>,
}

impl Narrowing {
    /// Tells what narrows more than what stands beside it.
    pub(super) fn warn(self, warnings: &mut Warnings) {
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
    }

    /// Tells the parts of the level which of them are about all.
    pub(super) fn join(self, parts: &mut [Found]) {
        let mut beside = parts.iter_mut().filter(|part| part.joint == Joint::Beside);
        if let Some(leading) = self.leading
            && let Some(first) = beside.find(|part| part.span.start >= leading.end)
        {
            first.joint = Joint::First;
        }
        if let Some(trailing) = self.trailing {
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
        return Default::default();
    }
    let operands = taken.into_iter().map(|joined| joined.operand);
    (operands.collect(), narrowing)
}

/// Returns how many conditions stand at the beginning, with something behind them that no operator joins.
fn n_leading(first: &[Joined]) -> usize {
    let n_conditions = first.iter().take_while(|joined| narrows(joined)).count();
    match first.get(n_conditions) {
        Some(next) if next.joint == Joint::Beside => n_conditions,
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

/// Tells whether an operand asks for nothing but what is known about an article.
fn is_condition(operand: &Operand) -> bool {
    leaves(operand).into_iter().all(is_filter)
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
