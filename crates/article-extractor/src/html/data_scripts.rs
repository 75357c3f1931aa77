//! The day of publication in the data that a page carries for its own scripts, where nothing else of the page states it.

use std::sync::LazyLock;

use article::{EvidenceFrom, Published};
use regex::Regex;

use super::marks::attribute_holds;
use super::tree::{Name, Tree};
use crate::dates::{DayOrder, parse_date};
use crate::draft::Found;

/// Returns the one moment that data scripts call that of publication; where they name two, neither can be told to be
/// this page's.
pub(super) fn published(tree: &Tree<'_>) -> Option<Found<Published>> {
    static STATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"(?i)"(?:date_?published|published_?(?:date|at|on)?|(?:first_?)?publish_?(?:date|time))""#,
            r#"\s*:\s*"([^"]{8,40})""#
        ))
        .expect("the pattern is fixed")
    });
    let mut found: Option<(Published, &str)> = None;
    let scripts = (0..tree.elements.len()).filter(|place| {
        let element = &tree.elements[*place];
        element.name == Name::Script && attribute_holds(element, "type", "application/json")
    });
    for text in scripts.flat_map(|place| tree.raw_texts(place)) {
        for captures in STATED.captures_iter(text) {
            let stated = captures.get(1).map_or("", |value| value.as_str());
            let Some(date) = parse_date(stated, DayOrder::DayFirst) else {
                continue;
            };
            match &found {
                Some((known, _)) if known.date() != date.date() => return None,
                Some(_) => {}
                None => found = Some((date, stated)),
            }
        }
    }
    found.map(|(date, text)| Found::new(date, EvidenceFrom::Element, text, 0.5))
}
