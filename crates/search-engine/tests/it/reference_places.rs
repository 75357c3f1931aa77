//! Where words, phrases and what stands near each other are in an article, found by looking at every word for
//! every word.

use std::collections::BTreeSet;

use article::{EnrichedArticle, Language, TextField};
use query_language::{Near, Order, PhraseForm, Query, Reach, Scope, WordForm};
use text_analysis::{Analyser, fold, sentences, words};

use crate::reference::forms;

/// A field and the numbers of the first and the last word in it.
pub(crate) type Spot = (usize, usize, usize);

/// An article, word by word.
pub(crate) struct ReferencePlaces {
    fields: Vec<Vec<Seen>>,
    languages: BTreeSet<Option<Language>>,
}

/// A word of an article.
struct Seen {
    term: String,
    forms: Vec<String>,
    position: usize,
    /// Start and end in Unicode scalar values.
    range: (usize, usize),
    paragraph: usize,
    sentence: usize,
}

impl ReferencePlaces {
    pub(crate) fn new(
        article: &EnrichedArticle,
        languages: impl IntoIterator<Item = Option<Language>>,
    ) -> Self {
        let mut languages: BTreeSet<_> = languages.into_iter().collect();
        languages.insert(None);
        let own = article.article.language.clone();
        let fields = TextField::SEARCHED.map(|field| seen(&article.article.field(field), own.as_ref()));
        Self {
            fields: fields.into(),
            languages,
        }
    }

    /// Returns where a query is; for what is near each other, where its parts are.
    pub(crate) fn of(&self, query: &Query) -> BTreeSet<Spot> {
        match query {
            Query::Word(word) => {
                let wanted: Vec<String> = words(&word.text).map(|word| fold(word.text)).collect();
                let spots = match word.form {
                    WordForm::Inflected => self.stems(&word.text),
                    WordForm::Exact => self.exact(&word.text, &wanted),
                    WordForm::Prefix => self.row(wanted.len(), |seen| {
                        let (last, before) = wanted.split_last().unwrap();
                        before
                            .iter()
                            .zip(seen)
                            .all(|(wanted, seen)| seen.forms.contains(wanted))
                            && seen[before.len()].forms.iter().any(|form| form.starts_with(last))
                    }),
                    WordForm::Wildcard => {
                        let shape: Vec<char> = fold(&word.text).chars().collect();
                        self.row(1, |seen| {
                            let mut forms = seen[0].forms.iter().map(|form| form.chars().collect::<Vec<_>>());
                            forms.any(|form| is_like(&shape, &form))
                        })
                    }
                    WordForm::Fuzzy(most) => self.row(1, |seen| {
                        seen[0].forms.iter().any(|form| {
                            form.chars().next() == wanted[0].chars().next()
                                && n_changes(&wanted[0], form) <= usize::from(most)
                        })
                    }),
                };
                self.within(word.scope, spots)
            }
            Query::Phrase(phrase) => {
                let wanted: Vec<String> = words(&phrase.text).map(|word| fold(word.text)).collect();
                let spots = match phrase.form {
                    PhraseForm::Inflected => self.stems(&phrase.text),
                    PhraseForm::Exact => self.exact(&phrase.text, &wanted),
                };
                self.within(phrase.scope, spots)
            }
            Query::Or(parts) => parts.iter().flat_map(|part| self.of(part)).collect(),
            Query::Near(near) => match near.reach {
                Reach::Stretch(distance) => self.stretch(&near.parts, distance),
                _ => self.near(near),
            },
            _ => BTreeSet::new(),
        }
    }

    /// Returns the words of each field that are not under these spots, and those that are, each as its start and
    /// end in Unicode scalar values.
    pub(crate) fn words_beside_and_under(
        &self,
        spots: &BTreeSet<Spot>,
    ) -> [Vec<(TextField, usize, usize)>; 2] {
        let [mut beside, mut under] = [Vec::new(), Vec::new()];
        for (number, seen) in self.fields.iter().enumerate() {
            for (at, word) in seen.iter().enumerate() {
                let is_under = |spot: &Spot| spot.0 == number && spot.1 <= at && at <= spot.2;
                let list = if spots.iter().any(is_under) {
                    &mut under
                } else {
                    &mut beside
                };
                list.push((TextField::SEARCHED[number], word.range.0, word.range.1));
            }
        }
        [beside, under]
    }

    fn sequences(&self, text: &str) -> BTreeSet<Vec<String>> {
        let terms = self
            .languages
            .iter()
            .map(|language| Analyser::new(language.as_ref()).terms(text));
        terms.filter(|terms| !terms.is_empty()).collect()
    }

    fn stems(&self, text: &str) -> BTreeSet<Spot> {
        let sequences = self.sequences(text).into_iter();
        sequences
            .flat_map(|sequence| {
                self.row(sequence.len(), |seen| {
                    seen.iter().zip(&sequence).all(|(seen, term)| seen.term == *term)
                })
            })
            .collect()
    }

    fn exact(&self, text: &str, wanted: &[String]) -> BTreeSet<Spot> {
        let written = self.row(wanted.len(), |seen| {
            seen.iter()
                .zip(wanted)
                .all(|(seen, wanted)| seen.forms.contains(wanted))
        });
        let stems = self.stems(text);
        let starts = |spot: &Spot| stems.iter().any(|other| (other.0, other.1) == (spot.0, spot.1));
        written.into_iter().filter(starts).collect()
    }

    /// Returns where so many words in a row are as they must be.
    fn row(&self, length: usize, is_like: impl Fn(&[Seen]) -> bool) -> BTreeSet<Spot> {
        let mut spots = BTreeSet::new();
        for (field, seen) in self.fields.iter().enumerate() {
            for (first, row) in seen.windows(length.max(1)).enumerate() {
                let is_unbroken = row[row.len() - 1].position - row[0].position == row.len() - 1;
                if length > 0 && is_unbroken && is_like(row) {
                    spots.insert((field, first, first + length - 1));
                }
            }
        }
        spots
    }

    fn within(&self, scope: Scope, spots: BTreeSet<Spot>) -> BTreeSet<Spot> {
        let is_lead = |(field, _, last): Spot| match TextField::SEARCHED[field] {
            TextField::Title => false,
            TextField::Standfirst => true,
            TextField::Captions => false,
            TextField::Text => {
                let before = &self.fields[field][..=last];
                let paragraphs: BTreeSet<usize> = before.iter().map(|seen| seen.paragraph).collect();
                paragraphs.len() <= 2 && last < 100
            }
        };
        let is_inside = |spot: &Spot| match (scope, TextField::SEARCHED[spot.0]) {
            (Scope::Anywhere, _) | (Scope::Title | Scope::Opening, TextField::Title) => true,
            (Scope::Lead | Scope::Opening, _) => is_lead(*spot),
            (Scope::Title, _) => false,
            (Scope::Body, field) => field == TextField::Text,
        };
        spots.into_iter().filter(is_inside).collect()
    }

    fn near(&self, near: &Near) -> BTreeSet<Spot> {
        let mut found = self.of(&near.parts[0]);
        for part in &near.parts[1..] {
            let right = self.of(part);
            let mut both = BTreeSet::new();
            for a in &found {
                for b in &right {
                    let forward = self.are_near(*a, *b, near.reach);
                    let backward = near.order == Order::Any && self.are_near(*b, *a, near.reach);
                    if forward || backward {
                        both.extend([*a, *b]);
                    }
                }
            }
            found = both;
        }
        found
    }

    fn are_near(&self, first: Spot, second: Spot, reach: Reach) -> bool {
        if first.0 != second.0 || first.2 >= second.1 {
            return false;
        }
        let (start, end) = (&self.fields[first.0][first.1], &self.fields[first.0][second.2]);
        match reach {
            Reach::Words(distance) => second.1 - first.2 <= distance,
            Reach::Sentence => start.sentence == end.sentence && start.paragraph == end.paragraph,
            Reach::Paragraph => start.paragraph == end.paragraph,
            Reach::Stretch(_) => unreachable!("it is looked for by itself"),
        }
    }

    fn length(&self, part: &Query) -> usize {
        match part {
            Query::Word(word) if word.form == WordForm::Exact => words(&word.text).count(),
            Query::Word(word) => self.sequences(&word.text).iter().map(Vec::len).max().unwrap_or(1),
            Query::Or(parts) => parts.iter().map(|part| self.length(part)).max().unwrap_or(1),
            _ => 1,
        }
    }

    /// Returns what tells words of one stem from others.
    fn kind(&self, part: &Query) -> String {
        match part {
            Query::Word(word) => {
                let written = (word.form == WordForm::Exact).then(|| fold(&word.text));
                format!(
                    "{written:?} {:?} {:?} {:?}",
                    word.form,
                    word.scope,
                    self.sequences(&word.text)
                )
            }
            Query::Or(parts) => parts.iter().map(|part| self.kind(part)).collect(),
            other => format!("{other:?}"),
        }
    }

    fn stretch(&self, parts: &[Query], distance: usize) -> BTreeSet<Spot> {
        let of_parts: Vec<BTreeSet<Spot>> = parts.iter().map(|part| self.of(part)).collect();
        let n_words = distance + parts.iter().map(|part| self.length(part)).sum::<usize>();
        let kind = |part: &Query| self.kind(part);
        let mut found = BTreeSet::new();
        for (field, first, _) in of_parts.iter().flatten() {
            let inside = |spot: &&Spot| spot.0 == *field && spot.1 >= *first && spot.2 < first + n_words;
            let has_all = parts.iter().zip(&of_parts).all(|(part, spots)| {
                let often = parts.iter().filter(|other| kind(other) == kind(part)).count();
                spots.iter().filter(inside).count() >= often
            });
            if has_all {
                found.extend(of_parts.iter().flatten().filter(inside).copied());
            }
        }
        found
    }
}

fn seen(text: &str, language: Option<&Language>) -> Vec<Seen> {
    let sentences = sentences(text);
    let scalars = |byte: usize| text[..byte].chars().count();
    let mut seen = Vec::new();
    Analyser::new(language).analyse(text, |token| {
        seen.push(Seen {
            term: token.term.to_owned(),
            forms: forms(&text[token.start..token.end]),
            position: token.position,
            range: (scalars(token.start), scalars(token.end)),
            paragraph: text[..token.start].matches("\n\n").count(),
            sentence: sentences
                .iter()
                .filter(|sentence| sentence.end <= token.start)
                .count(),
        });
    });
    seen
}

/// Returns how many letters must be changed, added, left out or swapped to make one word of another.
pub(crate) fn n_changes(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

/// Tells whether a word has a shape, by trying every way.
pub(crate) fn is_like(shape: &[char], word: &[char]) -> bool {
    match (shape, word) {
        ([], []) => true,
        (['*', rest @ ..], _) => is_like(rest, word) || (!word.is_empty() && is_like(shape, &word[1..])),
        (['?', rest @ ..], [_, after @ ..]) => is_like(rest, after),
        ([letter, rest @ ..], [other, after @ ..]) => letter == other && is_like(rest, after),
        _ => false,
    }
}
