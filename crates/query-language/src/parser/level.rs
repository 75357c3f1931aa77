//! The operands of one level of parentheses -> a sequence.

use super::narrowing::{Joined, Narrowing, taken_out};
use super::{Content, Demand, Operand, Sequence};
use crate::lexer::{Token, TokenKind};
use crate::parts::Joint;
use crate::warnings::Span;

/// Returns what joins operands to those before them.
pub(super) fn joint(operator: Option<&Token>, operands: &[Operand]) -> Joint {
    let is_excluded = operands.iter().all(|operand| operand.demand == Demand::Excluded);
    match operator.map(|operator| &operator.kind) {
        Some(TokenKind::Or) => Joint::Or,
        Some(_) => Joint::And,
        None if is_excluded => Joint::Apart,
        None => Joint::Beside,
    }
}

/// The operands of one level of parentheses so far.
#[derive(Default)]
pub(super) struct Level {
    /// The alternatives of OR; the last one may still grow.
    alternatives: Vec<Vec<Joined>>,
    /// What is excluded from all alternatives.
    excluded: Vec<Operand>,
    /// Whether AND or OR stands between operands.
    is_explicit: bool,
    pub(super) has_begun: bool,
}

impl Level {
    pub(super) fn add(&mut self, operands: Vec<Operand>, joint: Joint, span: Span) {
        self.has_begun = true;
        self.is_explicit |= matches!(joint, Joint::And | Joint::Or);
        if joint == Joint::Apart {
            self.excluded.extend(operands);
            if let Some(last) = self.alternatives.last_mut().and_then(|last| last.last_mut()) {
                last.is_closed = true;
            }
            return;
        }
        let joined = operands.into_iter().enumerate().map(|(place, operand)| Joined {
            operand,
            joint: if place == 0 { joint } else { Joint::Beside },
            span,
            is_closed: false,
        });
        match self.alternatives.last_mut().filter(|_| joint != Joint::Or) {
            Some(last) => last.extend(joined),
            None => self.alternatives.push(joined.collect()),
        }
    }

    /// Takes note of something that was left out: an operator behind it has it to join.
    pub(super) fn skip(&mut self, joint: Joint, span: Span) {
        let joint = if joint == Joint::Apart {
            Joint::Beside
        } else {
            joint
        };
        self.add(Vec::new(), joint, span);
    }

    /// Returns the sequence, and where what narrows all of its alternatives stands.
    pub(super) fn sequence(self) -> (Sequence, Narrowing) {
        let Self {
            mut alternatives,
            excluded,
            ..
        } = self;
        alternatives.retain(|alternative| !alternative.is_empty());
        let (mut common, narrowing) = taken_out(&mut alternatives);
        common.extend(excluded);
        let bare = |alternative: Vec<Joined>| alternative.into_iter().map(|joined| joined.operand).collect();
        let mut alternatives: Vec<Vec<Operand>> = alternatives.into_iter().map(bare).collect();
        // Where what an alternative began with was left out, there may be nothing else of it.
        alternatives.retain(|alternative| !alternative.is_empty());
        if alternatives.len() > 1 && !common.is_empty() {
            let any = Operand {
                demand: Demand::Wanted,
                content: Content::Group(Sequence::Alternatives(alternatives)),
            };
            alternatives = vec![vec![any]];
        }
        let mut last = alternatives.pop().unwrap_or_default();
        last.extend(common);
        if !self.is_explicit {
            return (Sequence::SideBySide(last), narrowing);
        }
        alternatives.push(last);
        (Sequence::Alternatives(alternatives), narrowing)
    }
}

/// Joins the values of a field of which an article has one, such as its language: side by side they can only mean any
/// of them, but none of what is excluded.
pub(super) fn any_wanted(operands: Vec<Operand>) -> Sequence {
    let (excluded, wanted): (Vec<_>, Vec<_>) = operands
        .into_iter()
        .partition(|operand| operand.demand == Demand::Excluded);
    let any = Sequence::Alternatives(wanted.into_iter().map(|operand| vec![operand]).collect());
    if excluded.is_empty() {
        return any;
    }
    let any = (!any.is_empty()).then_some(Operand {
        demand: Demand::Wanted,
        content: Content::Group(any),
    });
    Sequence::SideBySide(any.into_iter().chain(excluded).collect())
}
