//! The parts of a query at its top level, and what to take out of the text to be rid of each.

use crate::explain::explain_part;
use crate::warnings::Span;
use crate::{Cut, Query, QueryPart};

/// Most parts that are told: more than a person would take out one by one.
const MAX_PARTS: usize = 64;

/// What stands between a part and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// AND.
    And,
    /// OR, which binds less.
    Or,
    /// Nothing at all, which is as good as AND.
    Beside,
    /// Nothing at all, but it is about all, not about what stands beside it alone: it is excluded or narrows.
    Apart,
    /// Nothing at all: it begins the alternatives that what stands before it narrows.
    First,
}

/// A part as the parser meets it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Where it stands, with its signs and its field.
    pub(crate) span: Span,
    /// What joins it to the part before it.
    pub(crate) joint: Joint,
    /// What it asks for.
    pub(crate) query: Query,
}

/// Returns the parts of a query of so many characters, in the order of the text.
pub(crate) fn parts(found: &[Found], length: usize) -> Vec<QueryPart> {
    let told = found.iter().enumerate().take(MAX_PARTS);
    told.map(|(place, part)| QueryPart {
        explained: explain_part(&part.query),
        start: part.span.start,
        end: part.span.end,
        cut: cut(found, place, length),
    })
    .collect()
}

/// Returns what goes with a part: whatever stands between it and a neighbour, on the side that binds it closer, so
/// that of `a OR b AND c` without `b` there is `a OR c`.
fn cut(found: &[Found], place: usize, length: usize) -> Cut {
    let Span { start, end } = found[place].span;
    let before = place.checked_sub(1).map(|before| found[before].span.end);
    let next = found.get(place + 1);
    match (before, next) {
        (None, None) => Cut {
            start: 0,
            end: length,
        },
        (None, Some(next)) => Cut {
            start: 0,
            end: next.span.start,
        },
        (Some(before), None) => Cut {
            start: before,
            end: length,
        },
        (Some(_), Some(next)) if goes_with_next(found[place].joint, next.joint) => Cut {
            start,
            end: next.span.start,
        },
        (Some(before), Some(_)) => Cut { start: before, end },
    }
}

/// Tells whether what stands between a part and the next goes with it, not what stands before it.
fn goes_with_next(joint: Joint, next: Joint) -> bool {
    let is_close = matches!(next, Joint::And | Joint::Beside);
    joint == Joint::First || joint == Joint::Or && is_close
}
