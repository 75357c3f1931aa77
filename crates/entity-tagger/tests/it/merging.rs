//! Mentions -> entities: what becomes one thing within an article, and what stays apart.

use crate::{article, entities};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = entities(&entity_tagger::tag(&article("", "en", text)));
    assert_eq!(
        found, expected,
        "help: the entities of {text:?}; see src/merge.rs"
    );
}

#[test]
fn a_surname_joins_the_one_full_name() {
    check(
        "President Donald Trump spoke. Later Trump left, and Mr Trump's plane took off.",
        &["person:Donald Trump=Donald Trump|Trump"],
    );
    check(
        "Minister Ursula von der Leyen spoke. Critics of Mrs von der Leyen left.",
        &["person:Ursula von der Leyen=Ursula von der Leyen|von der Leyen"],
    );
    check(
        "President Bashar al-Assad spoke. Later Mr Assad left.",
        &["person:Bashar al-Assad=Assad|Bashar al-Assad"],
    );
    check(
        "Edgar J. Whitlow spoke. Edgar Whitlow left.",
        &["person:Edgar J. Whitlow=Edgar J. Whitlow|Edgar Whitlow"],
    );
}

#[test]
fn spellings_in_one_article_are_one() {
    check(
        "President Volodymyr Zelensky spoke. Later Mr Zelenskyy left, and Mr Zelenskiy's aide stayed.",
        &["person:Volodymyr Zelenskyy=Volodymyr Zelensky|Zelenskiy|Zelenskyy"],
    );
    check(
        "The United States said the U.S. and the US agree: USA first.",
        &["place:United States=U.S.|US|USA|United States"],
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    check(
        "Minister Anna Hansen and Olof Hansen arrived. Then Hansen spoke.",
        &[
            "person:Anna Hansen=Anna Hansen",
            "person:Hansen=Hansen",
            "person:Olof Hansen=Olof Hansen",
        ],
    );
    check(
        "Minister Anna Hansen met Minister Olof Hanson.",
        &["person:Anna Hansen=Anna Hansen", "person:Olof Hanson=Olof Hanson"],
    );
}

#[test]
fn a_bare_surname_is_the_well_known_one_whoever_comes_first() {
    for text in [
        "President Donald Trump and Melania Trump arrived. Then Mr Trump spoke.",
        "Melania Trump and Barron Trump greeted President Donald Trump. Then Mr Trump spoke.",
    ] {
        let found = entities(&entity_tagger::tag(&article("", "en", text)));
        assert!(
            found.contains(&"person:Donald Trump=Donald Trump|Trump".to_owned()),
            "{found:?}"
        );
    }
}

#[test]
fn a_known_person_has_one_name() {
    check(
        "President Donald J. Trump spoke. Moammar Gadhafi left, and Rust Umerov stayed.",
        &[
            "person:Donald Trump=Donald J. Trump",
            "person:Muammar Gaddafi=Moammar Gadhafi",
            "person:Rustem Umerov=Rust Umerov",
        ],
    );
}

#[test]
fn an_acronym_joins_its_long_form() {
    check(
        "The Northern Fisheries Council (NFC) met. The NFC agreed.",
        &["organisation:Northern Fisheries Council=NFC|Northern Fisheries Council"],
    );
    check(
        "The European Union met. The EU agreed.",
        &["organisation:European Union=EU|European Union"],
    );
}

#[test]
fn regions_and_towns_stay_apart() {
    check(
        "Fighting in the Kharkov region reached Kharkiv.",
        &["place:Kharkiv Oblast=Kharkov region", "place:Kharkiv=Kharkiv"],
    );
}

#[test]
fn the_most_mentioned_come_first() {
    let found = entity_tagger::tag(&article(
        "",
        "en",
        "In Geneva they spoke of Moscow. Moscow agreed; Geneva and Moscow met.",
    ));
    let names: Vec<&str> = found.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Moscow", "Geneva"]);
}
