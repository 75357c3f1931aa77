//! Makes a [`Register`] from the columns of an index.

use tantivy::{DocId, Searcher, SegmentReader};

use super::{FacetRegister, NOTHING, Register, Registered, TermId, WordMaker, each_facet, large_segments};
use crate::tantivy::document::key_and_name;
use crate::tantivy::facet_entry::Naming;
use crate::tantivy::facet_table::ValueId;
use crate::tantivy::schema::Fields;
use crate::tantivy::segment_values::{SegmentValues, Strings};
use crate::tantivy::spellings::each_written_in;
use crate::tantivy::texts::Texts;
use crate::{FacetField, SearchError};

impl Register {
    /// Reads the large segments of an index.
    pub(in crate::tantivy) fn make(searcher: &Searcher, fields: &Fields) -> Result<Self, SearchError> {
        let readers = searcher.segment_readers();
        let n_articles: Vec<u32> = readers.iter().map(SegmentReader::max_doc).collect();
        Self::of(searcher, fields, &large_segments(&n_articles))
    }

    fn of(searcher: &Searcher, fields: &Fields, chosen: &[usize]) -> Result<Self, SearchError> {
        let chosen: Vec<(u32, &SegmentReader)> = chosen
            .iter()
            .map(|number| (*number as u32, &searcher.segment_readers()[*number]))
            .collect();
        let mut segments: Vec<Registered> = chosen.iter().map(|(_, reader)| registered(reader)).collect();
        let facets = each_facet(|facet| {
            let (mut register, terms) = read_values(&chosen, facet)?;
            for (segment, terms) in segments.iter_mut().zip(terms) {
                segment.terms.push(terms);
            }
            register.order_names();
            register.words = words_of(&register, &chosen, facet, fields)?;
            Ok::<_, SearchError>(register)
        })?;
        Ok(Self { segments, facets })
    }
}

fn registered(reader: &SegmentReader) -> Registered {
    let is_removed = |document: &DocId| {
        let alive = reader.alive_bitset();
        alive.is_some_and(|alive| alive.is_deleted(*document))
    };
    let removed = match reader.has_deletes() {
        true => (0..reader.max_doc()).filter(is_removed).collect(),
        false => Vec::new(),
    };
    Registered {
        id: reader.segment_id(),
        removed,
        n_articles: reader.max_doc(),
        terms: Vec::new(),
    }
}

/// Returns the values of a facet, with their names in no order yet and without words, and for each segment the numbers
/// of its strings.
fn read_values(
    segments: &[(u32, &SegmentReader)],
    facet: FacetField,
) -> Result<(FacetRegister, Vec<Vec<TermId>>), SearchError> {
    let read = segments
        .iter()
        .map(|(_, reader)| SegmentValues::open(reader, facet)?.strings(reader));
    let read: Vec<Strings> = read.collect::<Result<_, _>>()?;
    let mut register = FacetRegister::default();
    let mut numbers: Vec<Vec<TermId>> = vec![Vec::new(); read.len()];
    // Each list is in order, and so is what they are joined to.
    let next_of = |segment: usize, done: usize| {
        let texts: &Texts = &read[segment].texts;
        (done < texts.len()).then(|| texts.get(done))
    };
    loop {
        let nexts = numbers
            .iter()
            .enumerate()
            .filter_map(|(segment, done)| next_of(segment, done.len()));
        let Some(text) = nexts.min() else { break };
        let mut count = 0;
        for (segment, numbers) in numbers.iter_mut().enumerate() {
            if next_of(segment, numbers.len()) == Some(text) {
                count += read[segment].counts[numbers.len()];
                numbers.push(register.n_terms() as TermId);
            }
        }
        register.push(text, count);
    }
    register.choose_names();
    Ok((register, numbers))
}

impl FacetRegister {
    /// Adds a term behind those that are there.
    fn push(&mut self, term: &str, count: u32) {
        let key = |term| key_and_name(term).0;
        let last = self.n_terms().checked_sub(1);
        let is_same = last.is_some_and(|last| key(self.terms.get(last)) == key(term));
        self.terms.push(term);
        self.counts.push(count);
        let end = self.n_terms() as TermId;
        match self.ends.last_mut().filter(|_| is_same) {
            Some(last) => *last = end,
            None => self.ends.push(end),
        }
        self.values.push(self.n_values() as ValueId - 1);
    }

    fn choose_names(&mut self) {
        let shown = |value: ValueId| {
            let mut naming = Naming::default();
            for term in self.terms_of(value) {
                naming.add(self.term(term), self.count_of(term) as usize);
            }
            let name = naming.best();
            let mut having = self.terms_of(value).filter(|term| self.count_of(*term) > 0);
            let is_shown = |term: &TermId| Some(key_and_name(self.term(*term)).1) == name;
            having.find(is_shown).unwrap_or(NOTHING)
        };
        self.shown = (0..self.n_values() as ValueId).map(shown).collect();
    }

    /// Puts the values in the order of their names, and finds those that share one.
    fn order_names(&mut self) {
        let values = 0..self.n_values() as ValueId;
        let mut by_name: Vec<ValueId> = values
            .filter(|value| self.shown[*value as usize] != NOTHING)
            .collect();
        by_name.sort_by_cached_key(|value| (self.name(*value).to_owned(), *value));
        for pair in by_name.windows(2) {
            if self.name(pair[0]) == self.name(pair[1]) {
                self.twins.extend(pair);
            }
        }
        self.twins.sort_unstable();
        self.twins.dedup();
        self.by_name = by_name;
    }
}

/// Returns the words under which values are found: those of their keys and names, and of all ways in which articles
/// write them.
fn words_of(
    register: &FacetRegister,
    segments: &[(u32, &SegmentReader)],
    facet: FacetField,
    fields: &Fields,
) -> Result<super::Words, SearchError> {
    let mut maker = WordMaker::default();
    for value in 0..register.n_values() as ValueId {
        let terms = register.terms_of(value);
        for term in terms.filter(|term| register.count_of(*term) > 0) {
            maker.add_term(value, register.term(term));
        }
    }
    if let FacetField::Entity(kind) = facet {
        // Both are in order, so that the next key is mostly that of the same value or of the one behind it.
        let mut near: ValueId = 0;
        each_written_in(segments.iter().copied(), fields.spelling, kind, None, |written| {
            let has_key = |value: &ValueId| {
                (*value as usize) < register.n_values()
                    && key_and_name(register.term(register.terms_of(*value).start)).0 == written.key
            };
            let found = (near..=near + 1).find(has_key);
            if let Some(value) = found.or_else(|| register.find(written.key)) {
                near = value;
                if register.shown[value as usize] != NOTHING && written.is_alive() {
                    maker.add(value, written.text);
                }
            }
        })?;
    }
    Ok(maker.finish())
}
