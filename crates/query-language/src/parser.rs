//! Tokens -> operands, by precedence: NOT binds before AND, AND before OR, and words side by side are AND
//! where an operator stands beside them, else they are words that the search may widen.

use jiff::civil::Date;

use crate::field::{Field, KNOWN_FIELDS};
use crate::leaf;
use crate::lexer::{Token, TokenKind};
use crate::warnings::{Span, Warnings};
use crate::{MAX_CLAUSES, Query, Scope};

/// What an operand asks of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// It is wanted, like any word.
    Wanted,
    /// It must match: `+`.
    Required,
    /// It must not match: `-` or NOT.
    Excluded,
}

/// One thing that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    pub(crate) demand: Demand,
    pub(crate) content: Content,
}

/// What an operand holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A leaf.
    Leaf(Query),
    /// A sequence of its own, from parentheses.
    Group(Sequence),
}

/// Operands between two parentheses, or those of the whole query.
#[derive(Clone, Debug)]
pub(crate) enum Sequence {
    /// Side by side, without an operator between them.
    SideBySide(Vec<Operand>),
    /// The alternatives of OR, each the operands that AND joins.
    Alternatives(Vec<Vec<Operand>>),
}

/// Parses tokens, with parentheses down to a depth; deeper ones are passed over.
pub(crate) fn parse_tokens(
    tokens: &[Token],
    max_depth: usize,
    today: Option<Date>,
    warnings: &mut Warnings,
) -> Sequence {
    let mut parser = Parser {
        tokens,
        max_depth,
        today,
        warnings,
        at: 0,
        n_leaves: 0,
        n_passed_over: 0,
    };
    parser.sequence(Place {
        depth: 0,
        field: None,
    })
}

/// Where in a query an operand stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// The field that binds it, from before its parentheses.
    field: Option<Field>,
}

struct Parser<'a> {
    tokens: &'a [Token],
    max_depth: usize,
    today: Option<Date>,
    warnings: &'a mut Warnings,
    at: usize,
    n_leaves: usize,
    /// Opening parentheses beyond the depth limit whose partners are to be passed over as well.
    n_passed_over: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sequence(&mut self, place: Place) -> Sequence {
        let mut alternatives = vec![Vec::new()];
        let mut is_explicit = false;
        let mut operator: Option<&Token> = None;
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Close if place.depth > 0 && self.n_passed_over == 0 => break,
                TokenKind::Close => self.stray_close(token.span),
                TokenKind::And | TokenKind::Or => {
                    let is_first = alternatives.iter().all(Vec::is_empty);
                    // Of two in a row the last one counts: what stood between them may have been left out.
                    if let Some(useless) = if is_first {
                        Some(token)
                    } else {
                        operator.replace(token)
                    } {
                        self.nothing_to_join(useless.span);
                    }
                    self.at += 1;
                }
                _ => {
                    let operands = self.operands(place);
                    if operands.is_empty() {
                        continue;
                    }
                    if let Some(operator) = operator.take() {
                        is_explicit = true;
                        if operator.kind == TokenKind::Or {
                            alternatives.push(Vec::new());
                        }
                    }
                    let last = alternatives.last_mut().expect("there is one from the start");
                    last.extend(operands);
                }
            }
        }
        if let Some(operator) = operator {
            self.nothing_to_join(operator.span);
        }
        match alternatives.pop() {
            Some(operands) if !is_explicit => Sequence::SideBySide(operands),
            last => Sequence::Alternatives(alternatives.into_iter().chain(last).collect()),
        }
    }

    /// Passes over a closing parenthesis that ends no group.
    fn stray_close(&mut self, span: Span) {
        if self.n_passed_over > 0 {
            self.n_passed_over -= 1;
        } else {
            self.warnings
                .add(span, "this parenthesis closes nothing and was left out");
        }
        self.at += 1;
    }

    fn nothing_to_join(&mut self, span: Span) {
        self.warnings
            .add(span, "this operator has nothing to join here and was left out");
    }

    /// Parses one operand with the signs and the field before it; several where one run of characters holds
    /// several words, none where nothing is left of it.
    fn operands(&mut self, place: Place) -> Vec<Operand> {
        let mut prefix = Prefix {
            demand: Demand::Wanted,
            field: place.field,
            words: Vec::new(),
        };
        let start = self.at;
        while let Some(token) = self.tokens.get(self.at) {
            match &token.kind {
                TokenKind::Not if prefix.demand == Demand::Excluded => prefix.demand = Demand::Wanted,
                TokenKind::Not => prefix.demand = Demand::Excluded,
                TokenKind::Plus if prefix.demand == Demand::Wanted => prefix.demand = Demand::Required,
                TokenKind::Plus => {}
                TokenKind::Field(field) => prefix.field = Some(*field),
                TokenKind::UnknownField(name) => self.unknown_field(name, token.span, &mut prefix),
                TokenKind::Open if place.depth + 1 > self.max_depth => {
                    let message = format!("parentheses deeper than {} were passed over", self.max_depth);
                    if self.n_passed_over == 0 {
                        self.warnings.add(token.span, message);
                    }
                    self.n_passed_over += 1;
                }
                _ => break,
            }
            self.at += 1;
        }
        let content = match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Open) => self.group(Place {
                depth: place.depth + 1,
                field: prefix.field,
            }),
            Some(TokenKind::Word(_) | TokenKind::Phrase(_)) => self.term(prefix.field, place.field.is_some()),
            _ => {
                self.nothing_after(start);
                Vec::new()
            }
        };
        prefix.apply(content)
    }

    fn unknown_field(&mut self, name: &str, span: Span, prefix: &mut Prefix) {
        let message =
            format!("there is no field “{name}”, so it is searched as a word; fields are {KNOWN_FIELDS}");
        self.warnings.add(span, message);
        let words = leaf::words(name, span, Scope::Anywhere, self.warnings);
        prefix.words.extend(self.counted(words, span));
        prefix.field = None;
    }

    /// Warns about signs and fields that nothing follows.
    fn nothing_after(&mut self, start: usize) {
        let before = &self.tokens[start..self.at];
        for token in before {
            let message = match token.kind {
                TokenKind::Field(_) => "this field has no value and was left out",
                TokenKind::Not | TokenKind::Plus => "nothing follows this sign, so it was left out",
                _ => continue,
            };
            self.warnings.add(token.span, message);
        }
    }

    /// Parses what stands between parentheses.
    fn group(&mut self, place: Place) -> Vec<Content> {
        let open = self.tokens[self.at].span;
        self.at += 1;
        let sequence = self.sequence(place);
        match self.peek().map(|token| token.span) {
            Some(close) => {
                self.at += 1;
                if sequence.is_empty() {
                    self.warnings
                        .add(open.to(close), "there is nothing between these parentheses");
                }
            }
            None => self
                .warnings
                .add(open, "this parenthesis has no partner, so it closes at the end"),
        }
        if sequence.is_empty() {
            return Vec::new();
        }
        // An article has one language and one date: values side by side can only mean any of them.
        let sequence = match (place.field, sequence) {
            (Some(Field::Filter(filter)), Sequence::SideBySide(operands)) if filter.has_one_value() => {
                Sequence::Alternatives(operands.into_iter().map(|operand| vec![operand]).collect())
            }
            (_, sequence) => sequence,
        };
        vec![Content::Group(sequence)]
    }

    /// Parses a word or a quotation.
    fn term(&mut self, field: Option<Field>, is_in_group: bool) -> Vec<Content> {
        let token = &self.tokens[self.at];
        self.at += 1;
        let leaves = match (field, &token.kind) {
            (None | Some(Field::Title), TokenKind::Word(text)) => {
                leaf::words(text, token.span, scope(field), self.warnings)
            }
            (None | Some(Field::Title), TokenKind::Phrase(text)) => {
                leaf::phrase(text, token.span, scope(field), self.warnings)
            }
            (Some(Field::Filter(filter)), TokenKind::Word(text)) if is_in_group && filter.is_name() => {
                let (name, span) = self.name(text, token.span);
                leaf::filter(filter, &name, span, self.today, self.warnings)
                    .into_iter()
                    .collect()
            }
            (Some(Field::Filter(filter)), TokenKind::Word(text) | TokenKind::Phrase(text)) => {
                leaf::filter(filter, text, token.span, self.today, self.warnings)
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        };
        self.counted(leaves, token.span)
    }

    /// Joins the words that stand side by side in the parentheses of a name.
    fn name(&mut self, first: &str, mut span: Span) -> (String, Span) {
        let mut name = first.to_owned();
        while let Some(Token {
            kind: TokenKind::Word(text),
            span: next,
        }) = self.tokens.get(self.at)
        {
            name.push(' ');
            name.push_str(text);
            span = span.to(*next);
            self.at += 1;
        }
        (name, span)
    }

    fn counted(&mut self, leaves: Vec<Query>, span: Span) -> Vec<Content> {
        let n_free = MAX_CLAUSES - self.n_leaves;
        if leaves.len() > n_free {
            self.warnings.add(
                span,
                format!("a query has at most {MAX_CLAUSES} parts; the rest was left out"),
            );
        }
        let kept: Vec<Content> = leaves.into_iter().take(n_free).map(Content::Leaf).collect();
        self.n_leaves += kept.len();
        kept
    }
}

/// The signs and the field before an operand.
struct Prefix {
    demand: Demand,
    field: Option<Field>,
    /// Names with a colon that are no field.
    words: Vec<Content>,
}

impl Prefix {
    fn apply(self, content: Vec<Content>) -> Vec<Operand> {
        let mut contents = self.words;
        contents.extend(content);
        let wanted = |content| Operand {
            demand: Demand::Wanted,
            content,
        };
        match self.demand {
            Demand::Wanted => contents.into_iter().map(wanted).collect(),
            demand if contents.len() <= 1 => contents
                .into_iter()
                .map(|content| Operand { demand, content })
                .collect(),
            demand => {
                let group = Sequence::SideBySide(contents.into_iter().map(wanted).collect());
                vec![Operand {
                    demand,
                    content: Content::Group(group),
                }]
            }
        }
    }
}

impl Sequence {
    fn is_empty(&self) -> bool {
        match self {
            Self::SideBySide(operands) => operands.is_empty(),
            Self::Alternatives(alternatives) => alternatives.iter().all(Vec::is_empty),
        }
    }
}

fn scope(field: Option<Field>) -> Scope {
    match field {
        Some(Field::Title) => Scope::Title,
        _ => Scope::Anywhere,
    }
}
