//! Slash headers: "Headline/ Outlet/ PLACE/ A. Name/ Morning Edition/ First sentence …" on one line.

use crate::byline::is_person;
use crate::wording::{count_words, is_capitalised, phrase_key, title_case};

/// What a slash header says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SlashHeader {
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) people: Vec<String>,
    /// What follows the header on its line.
    pub(crate) rest: String,
    /// The header as it stands.
    pub(crate) text: String,
}

/// Fewer parts are a headline with a slash in it.
const FEWEST_PARTS: usize = 3;

/// Reads the slash header at the start of a line.
pub(crate) fn read(line: &str) -> Option<SlashHeader> {
    let mut parts: Vec<&str> = line.split("/ ").map(str::trim).collect();
    let rest = parts.pop()?;
    let (title, labels) = parts.split_first()?;
    let place = is_shouted(title).then(|| title_case(title));
    let can_be_title = (3..=30).contains(&count_words(title));
    let fits = parts.len() >= FEWEST_PARTS && labels.iter().all(|label| is_label(label));
    if !fits || !(can_be_title || place.is_some()) {
        return None;
    }
    let title = place.is_none().then(|| (*title).to_owned());
    let text = line[..line.len() - rest.len()].trim_end();
    let mut header = SlashHeader {
        title,
        place,
        rest: rest.to_owned(),
        text: text.to_owned(),
        ..SlashHeader::default()
    };
    for label in labels {
        sort_label(label, &mut header);
    }
    Some(header)
}

fn is_label(label: &str) -> bool {
    (1..=5).contains(&count_words(label)) && is_capitalised(label)
}

/// Returns whether a part is written in capitals, as places are.
fn is_shouted(part: &str) -> bool {
    let letters: Vec<char> = part.chars().filter(|letter| letter.is_alphabetic()).collect();
    letters.len() >= 3 && letters.iter().all(|letter| letter.is_uppercase()) && count_words(part) <= 4
}

/// The outlet comes first, the place is in capitals, an edition says so, and what looks like a person is one.
fn sort_label(label: &str, header: &mut SlashHeader) {
    let in_capitals = is_shouted(label);
    let names_edition = ["edition", "ausgabe", "edicion", "update", "newsroom"];
    if phrase_key(label)
        .split(' ')
        .any(|word| names_edition.contains(&word))
    {
        return;
    }
    if header.place.is_none() && in_capitals && header.source.is_some() {
        header.place = Some(title_case(label));
    } else if header.source.is_none() && !is_person(label) {
        header.source = Some(label.to_owned());
    } else if header.place.is_none() && in_capitals {
        header.place = Some(title_case(label));
    } else if is_person(label) {
        header.people.push(label.to_owned());
    }
}
