//! Tokens -> operands, by precedence: NOT binds before AND, AND before OR, and words side by side are AND
//! where an operator stands beside them, else they are words that the search may widen. What is excluded without an
//! operator before it is excluded from the whole of its parentheses.

mod connectors;
mod level;
mod narrowing;

use level::{Level, any_wanted, joint};

use crate::calendar::Calendar;
use crate::field::{Field, KNOWN_FIELDS};
use crate::leaf::{self, Manner};
use crate::lexer::{Token, TokenKind};
use crate::parts::{Found, Joint};
use crate::simplify;
use crate::warnings::{Span, Warnings};
use crate::{MAX_CLAUSES, MAX_PATTERNS, PhraseForm, Query, Scope, WordForm};

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

/// What tokens were parsed to.
pub(crate) struct Parsed {
    /// The whole.
    pub(crate) sequence: Sequence,
    /// The operands of its top level, each as it was typed.
    pub(crate) parts: Vec<Found>,
}

/// Parses tokens, with parentheses down to a depth; deeper ones are passed over.
pub(crate) fn parse_tokens(
    tokens: &[Token],
    max_depth: usize,
    calendar: Calendar,
    warnings: &mut Warnings,
) -> Parsed {
    let mut parser = Parser {
        tokens,
        max_depth,
        calendar,
        warnings,
        at: 0,
        n_leaves: 0,
        n_patterns: 0,
        has_left_out: false,
        n_passed_over: 0,
        parts: Vec::new(),
    };
    let sequence = parser.sequence(Place::default());
    Parsed {
        sequence,
        parts: parser.parts,
    }
}

/// Where in a query an operand stands.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: usize,
    /// The field that binds it, from before its parentheses.
    field: Option<Field>,
    /// Whether its words must stand as they are written, by what is before its parentheses.
    form: PhraseForm,
}

struct Parser<'a> {
    tokens: &'a [Token],
    max_depth: usize,
    calendar: Calendar,
    warnings: &'a mut Warnings,
    at: usize,
    n_leaves: usize,
    n_patterns: usize,
    /// Whether the last operand was left out, as a warning tells.
    has_left_out: bool,
    /// Opening parentheses beyond the depth limit whose partners are to be passed over as well.
    n_passed_over: usize,
    /// The operands of the top level so far.
    parts: Vec<Found>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sequence(&mut self, place: Place) -> Sequence {
        let mut level = Level::default();
        let mut operator: Option<&Token> = None;
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Close if place.depth > 0 && self.n_passed_over == 0 => break,
                TokenKind::Close => self.stray_close(token.span),
                TokenKind::Stretch(_) => {
                    self.warnings
                        .add(token.span, "~ has no words before it and was left out");
                    self.at += 1;
                }
                TokenKind::And | TokenKind::Or => {
                    // Of two in a row the last one counts: what stood between them may have been left out.
                    if let Some(useless) = if level.has_begun {
                        operator.replace(token)
                    } else {
                        Some(token)
                    } {
                        self.nothing_to_join(useless.span);
                    }
                    self.at += 1;
                }
                _ => {
                    let (start, n_warnings) = (self.at, self.warnings.count());
                    let operands = self.operands(place);
                    // Whatever stands there, the text goes on behind it.
                    self.at = self.at.max(start + 1);
                    // What was left out with a warning still is what the operator before it joins.
                    let is_told = self.has_left_out || self.warnings.count() > n_warnings;
                    if operands.is_empty() && !is_told {
                        continue;
                    }
                    let joint = joint(operator.take(), &operands);
                    let span = self.tokens[start].span.to(self.tokens[self.at - 1].span);
                    if operands.is_empty() {
                        level.skip(joint, span);
                        continue;
                    }
                    if place.depth == 0 {
                        self.remember(span, joint, &operands);
                    }
                    level.add(operands, joint, span);
                }
            }
        }
        if let Some(operator) = operator {
            self.nothing_to_join(operator.span);
        }
        let (sequence, narrowing) = level.sequence();
        narrowing.warn(self.warnings);
        if place.depth == 0 {
            narrowing.join(&mut self.parts);
        }
        sequence
    }

    /// Remembers operands as a part of the top level.
    fn remember(&mut self, span: Span, joint: Joint, operands: &[Operand]) {
        if let Some(query) = simplify::demanded(operands.to_vec()) {
            self.parts.push(Found { span, joint, query });
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
        let mut prefix = Prefix::at(place);
        let start = self.at;
        self.has_left_out = false;
        while let Some(token) = self.tokens.get(self.at) {
            match &token.kind {
                TokenKind::Not if prefix.demand == Demand::Excluded => prefix.demand = Demand::Wanted,
                TokenKind::Not => prefix.demand = Demand::Excluded,
                TokenKind::Plus if prefix.demand == Demand::Wanted => prefix.demand = Demand::Required,
                TokenKind::Plus => {}
                TokenKind::Field(field) => prefix.field = Some(*field),
                TokenKind::Exact => prefix.form = PhraseForm::Exact,
                TokenKind::AtLeast(count) => prefix.at_least = Some((*count, token.span)),
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
        let before = self.at;
        let mut content = self.content(&prefix, place);
        if before == start && self.at == start {
            content = self.lone_connector();
        } else if self.at == before {
            self.nothing_after(start);
        }
        if let Some((count, span)) = prefix.at_least {
            content = self.at_least(count, span, content);
        }
        let content = self.near(content, place);
        prefix.apply(content)
    }

    /// Parses a group, a word or a quotation; nothing where something else stands here.
    fn content(&mut self, prefix: &Prefix, place: Place) -> Vec<Content> {
        match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Open) if place.depth < self.max_depth => self.group(Place {
                depth: place.depth + 1,
                field: prefix.field,
                form: prefix.form,
            }),
            Some(TokenKind::Word(_) | TokenKind::Phrase(_)) => {
                let is_in_its_group = prefix.field.is_some() && prefix.field == place.field;
                self.term(prefix, is_in_its_group)
            }
            Some(TokenKind::LeftOut) => {
                self.at += 1;
                self.has_left_out = true;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn unknown_field(&mut self, name: &str, span: Span, prefix: &mut Prefix) {
        let message =
            format!("there is no field “{name}”, so it is searched as a word; fields are {KNOWN_FIELDS}");
        self.warnings.add(span, message);
        let words = leaf::words(name, span, Manner::default(), self.warnings);
        prefix.words.extend(self.counted(words, span));
        prefix.field = None;
    }

    /// Warns about signs and fields that nothing follows.
    fn nothing_after(&mut self, start: usize) {
        let before = &self.tokens[start..self.at];
        for token in before {
            let message = match token.kind {
                TokenKind::Field(_) => "this field has no value and was left out",
                TokenKind::Not | TokenKind::Plus | TokenKind::Exact | TokenKind::AtLeast(_) => {
                    "nothing follows this sign, so it was left out"
                }
                _ => continue,
            };
            self.warnings.add(token.span, message);
        }
    }

    /// Parses what stands between parentheses.
    fn group(&mut self, place: Place) -> Vec<Content> {
        let open = self.tokens[self.at].span;
        let n_warnings = self.warnings.count();
        self.at += 1;
        let sequence = self.sequence(place);
        match self.peek().map(|token| token.span) {
            Some(close) => {
                self.at += 1;
                let is_told = self.warnings.count() > n_warnings || self.has_left_out;
                if sequence.is_empty() && !is_told {
                    self.warnings
                        .add(open.to(close), "there is nothing between these parentheses");
                }
            }
            None => self
                .warnings
                .add(open, "this parenthesis has no partner, so it closes at the end"),
        }
        let stretch = self.peek().and_then(|token| match token.kind {
            TokenKind::Stretch(distance) => Some((distance, token.span)),
            _ => None,
        });
        self.at += usize::from(stretch.is_some());
        if sequence.is_empty() {
            return Vec::new();
        }
        if let Some((distance, span)) = stretch {
            return vec![self.stretched(sequence, distance, span)];
        }
        let sequence = match (place.field, sequence) {
            (Some(Field::Filter(filter)), Sequence::SideBySide(operands)) if filter.has_one_value() => {
                any_wanted(operands)
            }
            (_, sequence) => sequence,
        };
        vec![Content::Group(sequence)]
    }

    /// Parses a word or a quotation.
    fn term(&mut self, prefix: &Prefix, is_in_group: bool) -> Vec<Content> {
        let token = &self.tokens[self.at];
        self.at += 1;
        let distance = match self.peek() {
            Some(Token {
                kind: TokenKind::Stretch(distance),
                ..
            }) => Some(*distance),
            _ => None,
        };
        self.at += usize::from(distance.is_some());
        let field = prefix.field;
        let manner = Manner {
            scope: scope(field),
            form: prefix.form,
        };
        let leaves = match (field, &token.kind) {
            (None | Some(Field::Text(_)), TokenKind::Word(text)) => {
                leaf::words(text, token.span, manner, self.warnings)
            }
            (None | Some(Field::Text(_)), TokenKind::Phrase(text)) => match distance {
                Some(distance) => leaf::stretch(text, distance, token.span, manner, self.warnings),
                None => leaf::phrase(text, token.span, manner, self.warnings),
            },
            (Some(Field::Filter(filter)), TokenKind::Word(text)) if is_in_group && filter.is_name() => {
                let (name, span) = self.name(text, token.span);
                leaf::filter(filter, &name, span, self.calendar, self.warnings)
                    .into_iter()
                    .collect()
            }
            (Some(Field::Filter(filter)), TokenKind::Word(text) | TokenKind::Phrase(text)) => {
                leaf::filter(filter, text, token.span, self.calendar, self.warnings)
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

    /// Counts leaves against the limits, and leaves out those that are beyond them.
    fn counted(&mut self, leaves: Vec<Query>, span: Span) -> Vec<Content> {
        let mut kept = Vec::new();
        for leaf in leaves {
            let (n_leaves, n_patterns) = size(&leaf);
            if self.n_leaves + n_leaves > MAX_CLAUSES {
                let message = format!("a query has at most {MAX_CLAUSES} parts; the rest was left out");
                self.warnings.add(span, message);
            } else if self.n_patterns + n_patterns > MAX_PATTERNS {
                let message =
                    format!("a query has at most {MAX_PATTERNS} words with *, ? or ~; the rest was left out");
                self.warnings.add(span, message);
            } else {
                self.n_leaves += n_leaves;
                self.n_patterns += n_patterns;
                kept.push(Content::Leaf(leaf));
            }
        }
        kept
    }
}

/// Returns how many leaves stand here, and how many of them stand for many words of the archive.
fn size(query: &Query) -> (usize, usize) {
    let sum = |parts: &[Query]| {
        let sizes = parts.iter().map(size);
        sizes.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
    };
    match query {
        Query::Near(near) => sum(&near.parts),
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => sum(parts),
        Query::Not(part) | Query::AtLeast { part, .. } => size(part),
        Query::Word(word) => {
            let is_one = matches!(word.form, WordForm::Inflected | WordForm::Exact);
            (1, usize::from(!is_one))
        }
        _ => (1, 0),
    }
}

/// The signs and the field before an operand.
struct Prefix {
    demand: Demand,
    field: Option<Field>,
    form: PhraseForm,
    /// How often it must stand in an article, and where that is asked.
    at_least: Option<(usize, Span)>,
    /// Names with a colon that are no field.
    words: Vec<Content>,
}

impl Prefix {
    /// Returns what binds an operand before any sign of its own.
    fn at(place: Place) -> Self {
        Self {
            demand: Demand::Wanted,
            field: place.field,
            form: place.form,
            at_least: None,
            words: Vec::new(),
        }
    }

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
        Some(Field::Text(scope)) => scope,
        _ => Scope::Anywhere,
    }
}
