//! Joins what stands on the two sides of a connector, and counts what `atleast3` asks for, where that has places
//! in the text; else the most likely meaning, with a warning.

use crate::connector::Connector;
use crate::leaf::bounded_distance;
use crate::parser::{Content, Demand, Sequence};
use crate::simplify::{self, depth};
use crate::warnings::{Span, Warnings};
use crate::{MAX_AT_LEAST, MAX_PHRASE_WORDS, Near, Phrase, PhraseForm, Query, Reach, Word, WordForm};

/// Deepest nesting of what stands near each other.
pub(crate) const MAX_NEAR_DEPTH: usize = 6;

/// Returns what a connector makes of its two sides.
pub(crate) fn near(
    left: Query,
    right: Query,
    connector: Connector,
    span: Span,
    warnings: &mut Warnings,
) -> Query {
    let Connector { mut reach, order } = connector;
    if let Reach::Words(distance) = &mut reach {
        if *distance == 0 {
            warnings.add(
                span,
                "two words cannot be 0 apart, so words side by side are searched",
            );
        }
        *distance = bounded_distance(*distance, span, warnings).max(1);
    }
    if !left.has_places() || !right.has_places() {
        let message = "only words, phrases and alternatives of them can be near each other, so both sides must match \
            anywhere";
        warnings.add(span, message);
        return both(left, right);
    }
    let near = match left {
        Query::Near(mut near) if near.reach == reach && near.order == order => {
            near.parts.push(right);
            near
        }
        left => Near {
            parts: vec![left, right],
            reach,
            order,
        },
    };
    let near = Query::Near(near);
    if depth(&near) <= MAX_NEAR_DEPTH {
        return near;
    }
    let message = format!(
        "what is near each other nests at most {MAX_NEAR_DEPTH} deep; beyond it all must match anywhere"
    );
    warnings.add(span, message);
    let Query::Near(near) = near else { return near };
    Query::And(near.parts)
}

/// Returns what must match on both sides.
pub(crate) fn both(left: Query, right: Query) -> Query {
    simplify::all(vec![left, right]).unwrap_or(Query::All)
}

/// Returns what an article must have this often.
pub(crate) fn at_least(count: usize, part: Query, span: Span, warnings: &mut Warnings) -> Query {
    if count == 0 || count > MAX_AT_LEAST {
        let message = format!("atleast takes a number from 1 to {MAX_AT_LEAST}, so the nearest is searched");
        warnings.add(span, message);
    }
    let count = count.clamp(1, MAX_AT_LEAST);
    match part {
        part if !part.has_places() => {
            let message = "atleast counts words, phrases and alternatives of them; here it was left out";
            warnings.add(span, message);
            part
        }
        part if count == 1 => part,
        part => {
            if matches!(part, Query::Near(_)) {
                let message =
                    "atleast counts each word of what is near each other, so that one place counts twice";
                warnings.add(span, message);
            }
            let part = Box::new(part);
            Query::AtLeast { count, part }
        }
    }
}

/// Returns the query of one side of a connector. Words side by side in parentheses are a phrase there, as they are
/// in the databases that have connectors.
pub(crate) fn side(content: Content, span: Span, warnings: &mut Warnings) -> Option<Query> {
    if let Content::Group(Sequence::SideBySide(operands)) = &content
        && operands.len() > 1
        && operands.len() <= MAX_PHRASE_WORDS
    {
        let words = operands
            .iter()
            .map(|operand| match (&operand.content, operand.demand) {
                (Content::Leaf(Query::Word(word)), Demand::Wanted) => Some(word),
                _ => None,
            });
        if let Some(phrase) = words.collect::<Option<Vec<_>>>().and_then(|words| phrase(&words)) {
            warnings.add(
                span,
                "words side by side are a phrase here; OR between them looks for any of them",
            );
            return Some(phrase);
        }
    }
    simplify::query_of(content)
}

/// Returns the phrase that words of one form are.
fn phrase(words: &[&Word]) -> Option<Query> {
    let first = words.first()?;
    let form = match first.form {
        WordForm::Inflected => PhraseForm::Inflected,
        WordForm::Exact => PhraseForm::Exact,
        _ => return None,
    };
    let is_alike = |word: &&Word| word.form == first.form && word.scope == first.scope;
    let text = words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    words.iter().all(is_alike).then_some(Query::Phrase(Phrase {
        text,
        scope: first.scope,
        form,
    }))
}
