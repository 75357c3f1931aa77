//! States of America: their courts, parliaments and departments, which are neither those of the country nor of a country
//! of the same name. The names are in `data/state-bodies.tsv`.

use article::EntityKind;

use crate::lexicon::{Country, Entry, LEXICON, Rank};
use crate::mentions::Found;
use crate::spelling::word_hash;
use crate::tokens::word_hashes;

/// The country of the states.
pub(crate) const AMERICA: Country = Country::of_letters(*b"US");

/// The country that has the name of a state.
const NAMESAKE: Country = Country::of_letters(*b"GE");
const GEORGIA: &str = "Georgia";
/// The name to show for the state.
const STATE_OF_GEORGIA: &str = "Georgia (U.S. state)";

/// A thing of the gazetteer.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Other forms, with `|` between.
    pub(crate) forms: &'static str,
    pub(crate) kind: EntityKind,
    pub(crate) rank: Rank,
}

/// Returns the bodies of the states, and the state that the list of regions cannot have.
pub(crate) fn rows() -> impl Iterator<Item = Row> {
    let lines = || include_str!("../data/state-bodies.tsv").lines();
    let list = move |kind: &'static str| {
        let row = move |line: &'static str| line.split_once('\t').filter(|(row, _)| *row == kind);
        lines().filter_map(row).flat_map(|(_, names)| names.split('|'))
    };
    let bodies =
        list("american-state").flat_map(move |state| list("american-body").map(move |body| row(state, body)));
    let georgia = Row {
        name: STATE_OF_GEORGIA,
        forms: "State of Georgia",
        kind: EntityKind::Place,
        rank: Rank::Region,
    };
    bodies.chain([georgia])
}

fn row(state: &str, body: &str) -> Row {
    let mut forms = format!("{state} State {body}");
    // Behind `of` and in the possessive the country Georgia may be meant.
    if state != GEORGIA {
        forms.push_str(&format!("|{body} of {state}|{state}'s {body}"));
    }
    Row {
        name: Box::leak(format!("{state} {body}").into()),
        forms: Box::leak(forms.into()),
        kind: EntityKind::Organisation,
        rank: Rank::Organisation,
    }
}

/// Gives Georgia and its bodies to the state where the article names other American places, or bodies of states, and no
/// town of the country. The capital does not count: it is in reports from everywhere.
pub(crate) fn settle_georgia(found: &mut [Found]) {
    let entry_in =
        |found: &Found, country: Country| found.entry.filter(|entry| entry.country == Some(country));
    let is_country =
        |found: &Found| entry_in(found, NAMESAKE).is_some_and(|entry| entry.rank == Rank::Country);
    let is_of_country = |found: &Found| found.body.is_some() && found.entry.is_some_and(is_of_georgia);
    if !found
        .iter()
        .any(|found| is_country(found) || is_of_country(found))
    {
        return;
    }
    let is_local = |entry: &Entry| entry.rank != Rank::Country && !entry.name.starts_with("Washington, D");
    let is_american = found
        .iter()
        .any(|found| entry_in(found, AMERICA).is_some_and(is_local));
    let is_foreign = found
        .iter()
        .any(|found| entry_in(found, NAMESAKE).is_some_and(is_local));
    if !is_american || is_foreign {
        return;
    }
    for found in found.iter_mut() {
        let state = if is_country(found) {
            LEXICON.known(&word_hashes(STATE_OF_GEORGIA))
        } else if is_of_country(found) {
            found.entry.and_then(of_state)
        } else {
            None
        };
        found.entry = state.or(found.entry);
    }
}

fn is_of_georgia(entry: &Entry) -> bool {
    entry.kind == EntityKind::Organisation && entry.name.ends_with(" of Georgia")
}

/// Returns the body of the state for that of the country.
fn of_state(entry: &Entry) -> Option<&'static Entry> {
    let body = entry.name.strip_suffix(" of Georgia")?;
    let hashes: Vec<u64> = [word_hash(GEORGIA)]
        .into_iter()
        .chain(word_hashes(body))
        .collect();
    LEXICON.known(&hashes)
}
