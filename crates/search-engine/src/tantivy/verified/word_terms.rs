//! [`WordTerms`]: the terms of the index that tell where a word of a pattern stands.

use tantivy::{SegmentReader, Term};

use crate::highlight::{Pattern, PatternForm};
use crate::tantivy::schema::Fields;
use crate::tantivy::written::{form_start, form_term};

/// The words of a leaf of a pattern: of each sequence one after another.
pub(super) type LeafTerms = Vec<Vec<WordTerms>>;

/// The terms that tell where a word is.
#[derive(Debug)]
pub(super) struct WordTerms {
    /// Its stem.
    pub(super) stem: Term,
    /// How it is written, where that matters.
    pub(super) written: Option<WrittenTerms>,
}

/// The terms that tell where a stem is written in one way.
#[derive(Debug)]
pub(super) struct WrittenTerms {
    /// The places of this form, in articles where another form of the stem is commoner.
    pub(super) form: Term,
    /// What the terms of all forms of the stem begin with.
    pub(super) forms: Term,
    /// The word: where it is and is not told, it is at every place of the stem that no other form has.
    pub(super) word: Term,
    /// Its stems in other languages: an article that has one of them as well may have the word under that.
    pub(super) rivals: Vec<Term>,
}

impl WordTerms {
    fn new(fields: &Fields, stem: &str, written: Option<&String>, rivals: &[&str]) -> Self {
        let written = written.map(|word| WrittenTerms {
            forms: Term::from_field_text(fields.form, &form_start(stem)),
            form: Term::from_field_text(fields.form, &form_term(stem, word)),
            word: Term::from_field_text(fields.word, word),
            rivals: rivals
                .iter()
                .filter(|rival| **rival != stem)
                .map(|rival| Term::from_field_text(fields.text, rival))
                .collect(),
        });
        Self {
            stem: Term::from_field_text(fields.text, stem),
            written,
        }
    }
}

/// Returns the terms of each leaf of a pattern; nothing where positions tell nothing of some leaf.
pub(super) fn leaf_terms(pattern: &Pattern, fields: &Fields) -> Option<Vec<LeafTerms>> {
    pattern.forms.iter().map(|form| terms_of(form, fields)).collect()
}

fn terms_of(form: &PatternForm, fields: &Fields) -> Option<LeafTerms> {
    let written = form.written();
    let is_whole = |sequence: &&Vec<String>| written.is_none_or(|words| words.len() == sequence.len());
    let all = form.sequences()?;
    let words = |sequence: &Vec<String>| {
        let word = |(at, stem): (usize, &String)| {
            let others = all.iter().filter_map(|other| other.get(at));
            let rivals: Vec<&str> = others.map(String::as_str).collect();
            WordTerms::new(fields, stem, written.map(|words| &words[at]), &rivals)
        };
        sequence.iter().enumerate().map(word).collect()
    };
    Some(all.iter().filter(is_whole).map(words).collect())
}

/// Returns the terms of the other forms of a stem in a segment.
pub(super) fn other_forms(reader: &SegmentReader, terms: &WrittenTerms) -> tantivy::Result<Vec<Term>> {
    let field = terms.form.field();
    let start = terms.forms.serialized_value_bytes();
    let index = reader.inverted_index(field)?;
    let mut forms = index.terms().range().ge(start).into_stream()?;
    let mut others = Vec::new();
    while let Some((form, _)) = forms.next() {
        if !form.starts_with(start) {
            break;
        }
        if form != terms.form.serialized_value_bytes()
            && let Ok(form) = std::str::from_utf8(form)
        {
            others.push(Term::from_field_text(field, form));
        }
    }
    Ok(others)
}
