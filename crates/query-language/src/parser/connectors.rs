//! Connectors between operands, and what stands behind them.

use super::{Content, Parser, Place, Prefix, Sequence, size};
use crate::connector::Connector;
use crate::leaf::{self, Manner};
use crate::lexer::{Token, TokenKind};
use crate::warnings::Span;
use crate::{MAX_CLAUSES, MAX_PATTERNS, Order, PhraseForm, Query, Reach, nearness, simplify};

impl Parser<'_> {
    /// Takes a connector that nothing stands before for a word, where it can be one.
    pub(super) fn lone_connector(&mut self) -> Vec<Content> {
        let Some(Token {
            kind: TokenKind::Near(_, word),
            span,
        }) = self.peek()
        else {
            return Vec::new();
        };
        let span = *span;
        let Some(word) = word.clone() else {
            self.at += 1;
            self.nothing_to_join(span);
            return Vec::new();
        };
        self.at += 1;
        let message = format!("{word} has nothing to join here, so it is searched as a word");
        self.warnings.add(span, message);
        let words = leaf::words(&word, span, Manner::default(), self.warnings);
        self.counted(words, span)
    }

    /// Parses the connectors that follow an operand, each with what stands behind it.
    pub(super) fn near(&mut self, mut content: Vec<Content>, place: Place) -> Vec<Content> {
        while let Some(left) = content.pop() {
            let is = |at: usize, kind: TokenKind| self.tokens.get(at).is_some_and(|token| token.kind == kind);
            let is_and = is(self.at, TokenKind::And) && is(self.at + 1, TokenKind::Not);
            let is_excluded = is_and || is(self.at, TokenKind::Not);
            let at = self.at + usize::from(is_excluded) + usize::from(is_and);
            let Some((connector, span)) = self.connector(at) else {
                content.push(left);
                break;
            };
            let before = self.at;
            self.at = at + 1;
            let right = self.side(place);
            let mut right = right.into_iter();
            let Some(first) = right.next() else {
                self.at = before;
                content.push(left);
                if !is_excluded {
                    content.extend(self.lone_connector());
                }
                break;
            };
            let joined = self.joined(left, first, connector, is_excluded, span);
            content.extend(joined.map(Content::Leaf));
            content.extend(right);
        }
        content
    }

    fn connector(&self, at: usize) -> Option<(Connector, Span)> {
        match self.tokens.get(at) {
            Some(Token {
                kind: TokenKind::Near(connector, _),
                span,
            }) => Some((*connector, *span)),
            _ => None,
        }
    }

    /// Parses what stands behind a connector, with the field and the sign of exactness before it.
    fn side(&mut self, place: Place) -> Vec<Content> {
        let mut prefix = Prefix::at(place);
        while let Some(token) = self.tokens.get(self.at) {
            match &token.kind {
                TokenKind::Field(field) => prefix.field = Some(*field),
                TokenKind::Exact => prefix.form = PhraseForm::Exact,
                TokenKind::UnknownField(name) => self.unknown_field(name, token.span, &mut prefix),
                _ => break,
            }
            self.at += 1;
        }
        let content = self.content(&prefix, place);
        prefix.words.into_iter().chain(content).collect()
    }

    fn joined(
        &mut self,
        left: Content,
        right: Content,
        connector: Connector,
        is_excluded: bool,
        span: Span,
    ) -> Option<Query> {
        let left = nearness::side(left, span, self.warnings);
        let right = nearness::side(right, span, self.warnings);
        let (Some(left), Some(right)) = (left.clone(), right.clone()) else {
            return left.or(right);
        };
        if !is_excluded {
            return Some(nearness::near(left, right, connector, span, self.warnings));
        }
        let (n_leaves, n_patterns) = size(&left);
        let is_room = self.n_leaves + n_leaves <= MAX_CLAUSES && self.n_patterns + n_patterns <= MAX_PATTERNS;
        let can_be_near = left.has_places() && right.has_places();
        if !is_room || !can_be_near {
            let message = "this cannot be told, so articles that have what follows anywhere are left out";
            self.warnings.add(span, message);
            return Some(nearness::both(left, Query::Not(Box::new(right))));
        }
        self.n_leaves += n_leaves;
        self.n_patterns += n_patterns;
        let message = "articles in which these are near each other anywhere are left out";
        self.warnings.add(span, message);
        let near = nearness::near(left.clone(), right, connector, span, self.warnings);
        Some(nearness::both(left, Query::Not(Box::new(near))))
    }

    /// Joins all that a group with `~5` behind it asks for, as some services write nearness.
    pub(super) fn stretched(&mut self, sequence: Sequence, distance: usize, span: Span) -> Content {
        let group = Content::Group(sequence);
        let parts = match simplify::query_of(group.clone()) {
            Some(Query::And(parts)) if parts.iter().all(Query::has_places) => parts,
            _ => {
                self.warnings.add(
                    span,
                    "~ needs words or alternatives that AND joins and was left out",
                );
                return group;
            }
        };
        let connector = Connector {
            reach: Reach::Words(distance),
            order: Order::Any,
        };
        let near = parts
            .into_iter()
            .reduce(|left, right| nearness::near(left, right, connector, span, self.warnings));
        near.map_or(group, Content::Leaf)
    }

    pub(super) fn at_least(&mut self, count: usize, span: Span, content: Vec<Content>) -> Vec<Content> {
        let mut counted = Vec::new();
        for content in content {
            if let Some(part) = nearness::side(content, span, self.warnings) {
                let query = nearness::at_least(count, part, span, self.warnings);
                counted.push(Content::Leaf(query));
            }
        }
        counted
    }
}
