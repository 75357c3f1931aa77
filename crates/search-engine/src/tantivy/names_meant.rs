//! The people, organisations and places that a word of a query may name: they rank above what shares its stem alone
//! (`Wells` and `well`), and are found in articles of another script (`Путин` and `Putin`).

use article::{EntityKind, Language};
use tantivy::query::ConstScoreQuery;
use text_analysis::{fold, is_stop_word, stem_of};

use super::closeness::rarity;
use super::facet_table::ValueId;
use super::matching::{any_of, combined};
use super::snapshot::Snapshot;
use super::spellings::folded;
use super::translate::{Clause, having};
use crate::FacetField;
use crate::analysis::terms_of;

/// A word that more values have is a common given name: to look at each would take longer than the search.
const MAX_VALUES: usize = 1_000;

/// Values of the facet of a kind.
pub(super) type Named = (EntityKind, Vec<ValueId>);

/// Adds to the articles that have a word or phrase those that write such a name in another script.
pub(super) fn or_in_other_scripts(snapshot: &Snapshot, text: &str, found: Clause) -> Clause {
    let elsewhere = in_other_scripts(snapshot, text);
    if elsewhere.is_empty() {
        return found;
    }
    any_of(vec![found, naming(snapshot, &elsewhere)])
}

/// Ranks articles that name somebody so first, where a word is written as a name is and shares its stem with others.
pub(super) fn names_first(snapshot: &Snapshot, text: &str, found: Clause) -> Clause {
    if !is_unclear(snapshot, text) {
        return found;
    }
    let meant = values(snapshot, text, |kind, number| {
        is_named_so(snapshot, kind, number, text)
    });
    if meant.is_empty() {
        return found;
    }
    combined(vec![found], vec![naming(snapshot, &meant)], Vec::new())
}

/// Returns the values that a text names and that articles write in another script: people by any of their names,
/// others by the whole.
pub(super) fn in_other_scripts(snapshot: &Snapshot, text: &str) -> Vec<Named> {
    if !snapshot.has_several_scripts() {
        return Vec::new();
    }
    values(snapshot, text, |kind, number| {
        let value = snapshot.facet(FacetField::Entity(kind)).value(number);
        let is_meant = kind == EntityKind::Person || is_named_so(snapshot, kind, number, text);
        is_meant
            && value
                .spellings()
                .any(|(_, name)| is_latin(name) != is_latin(text))
    })
}

/// Returns the values that have every word of a text and are as is asked for.
fn values(snapshot: &Snapshot, text: &str, is_wanted: impl Fn(EntityKind, ValueId) -> bool) -> Vec<Named> {
    let of_kind = |kind: EntityKind| {
        let mut values = snapshot.facet(FacetField::Entity(kind)).with_words(text);
        if values.len() > MAX_VALUES {
            values.clear();
        }
        values.retain(|number| is_wanted(kind, *number));
        (kind, values)
    };
    EntityKind::ALL
        .map(of_kind)
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .collect()
}

/// Articles that name these, scored as if each were a word.
fn naming(snapshot: &Snapshot, named: &[Named]) -> Clause {
    let of_kind = |(kind, values): &Named| -> Clause {
        let facet = FacetField::Entity(*kind);
        let counts = values
            .iter()
            .map(|number| snapshot.facet(facet).value(*number).count() as u64);
        let score = rarity(snapshot, counts.sum::<u64>().min(snapshot.searcher.num_docs()));
        Box::new(ConstScoreQuery::new(having(snapshot, facet, values), score))
    };
    any_of(named.iter().map(of_kind).collect())
}

/// Tells whether the text is the whole of a name, its initials, or the family name of somebody.
fn is_named_so(snapshot: &Snapshot, kind: EntityKind, number: ValueId, text: &str) -> bool {
    let initials = text;
    let text = folded(text);
    let value = snapshot.facet(FacetField::Entity(kind)).value(number);
    value.spellings().any(|(_, name)| {
        let words = name.split_whitespace().filter_map(|word| word.chars().next());
        if words.filter(|letter| letter.is_uppercase()).eq(initials.chars()) {
            return true;
        }
        let name = folded(name);
        let before = name.strip_suffix(&text);
        before.is_some_and(|before| before.is_empty() || kind == EntityKind::Person && before.ends_with(' '))
    })
}

/// Tells whether a word is written as a name is while its stem is that of other words, or it is a small word.
fn is_unclear(snapshot: &Snapshot, text: &str) -> bool {
    let is_capital = text.starts_with(char::is_uppercase) && !text.contains(' ');
    let is_another = |language: &Language| {
        let is_whole = |term: &String| stem_of(term) == fold(text);
        is_stop_word(text, language) || !terms_of(text, Some(language)).iter().all(is_whole)
    };
    is_capital && snapshot.languages().any(|language| is_another(&language))
}

/// Tells whether all letters are of the Latin script.
fn is_latin(text: &str) -> bool {
    let is_other = |c: char| c.is_alphabetic() && !matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    !text.contains(is_other)
}
