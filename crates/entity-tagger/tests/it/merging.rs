//! Mentions -> entities: what becomes one thing within an article, and what stays apart.

use article::TextField;

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
        "President Ferdinand Marcos Jr. arrived. Later Mr Marcos left.",
        &["person:Ferdinand Marcos Jr.=Ferdinand Marcos Jr|Marcos"],
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
fn a_name_without_its_middle_name_is_the_one_with_it() {
    check(
        "Minister Edgar Allan Whitlow spoke. Edgar Whitlow left, and Whitlow's aide stayed.",
        &["person:Edgar Allan Whitlow=Edgar Allan Whitlow|Edgar Whitlow|Whitlow"],
    );
    check(
        "Minister Anna Maria Hansen met Anna Lena Hansen. Then Anna Hansen spoke.",
        &[
            "person:Anna Hansen=Anna Hansen",
            "person:Anna Lena Hansen=Anna Lena Hansen",
            "person:Anna Maria Hansen=Anna Maria Hansen",
        ],
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

#[test]
fn a_town_is_the_one_of_the_region_that_is_named() {
    check(
        "The army took Krasnoarmeysk in the Donetsk region, officials in Ukraine said. Krasnoarmeysk had a station.",
        &[
            "place:Donetsk Oblast=Donetsk region",
            "place:Pokrovsk=Krasnoarmeysk",
            "place:Ukraine=Ukraine",
        ],
    );
    check(
        "A fair opened in Krasnoarmeysk, an hour from Moscow, officials in Russia said.",
        &[
            "place:Krasnoarmeysk=Krasnoarmeysk",
            "place:Moscow=Moscow",
            "place:Russia=Russia",
        ],
    );
}

#[test]
fn a_body_of_a_state_has_one_name_however_its_country_is_put() {
    check(
        "Chief of the General Staff of the Russian Armed Forces Ivan Orlov spoke. Officers of Russia's General Staff agreed with Orlov.",
        &[
            "organisation:General Staff of the Armed Forces of Russia=General Staff|General Staff of the Russian Armed Forces",
            "person:Ivan Orlov=Ivan Orlov|Orlov",
            "place:Russia=Russia",
        ],
    );
    check(
        "The Ukrainian Defense Ministry spoke. Later the Defense Ministry said no more.",
        &["organisation:Ministry of Defence of Ukraine=Defense Ministry"],
    );
    check(
        "The Israeli Foreign Ministry protested, and the Iranian Foreign Ministry answered.",
        &[
            "organisation:Ministry of Foreign Affairs of Iran=Foreign Ministry",
            "organisation:Ministry of Foreign Affairs of Israel=Foreign Ministry",
        ],
    );
}

#[test]
fn a_body_without_a_country_stays_what_it_is() {
    check(
        "The Foreign Ministry spoke, and the United Nations Security Council met.",
        &[
            "organisation:Foreign Ministry=Foreign Ministry",
            "organisation:United Nations Security Council=United Nations Security Council",
        ],
    );
}

#[test]
fn an_airport_has_its_full_name() {
    for text in [
        "The plane left Vnukovo Airport.",
        "The plane left Vnukovo airport.",
    ] {
        let found = entities(&entity_tagger::tag(&article("", "en", text)));
        assert!(
            found[0].starts_with("place:Vnukovo International Airport="),
            "help: {found:?}; see data/airports.tsv"
        );
    }
}

#[test]
fn a_person_in_a_caption_is_one_of_the_article() {
    let mut pictured = article(
        "",
        "en",
        "The fair opened on Friday. President Donald Trump stayed away.",
    );
    pictured.captions = vec![
        "Mr Trump waves in Dublin.".into(),
        "Minister Anna Lindqvist visits Geneva on Monday.".into(),
    ];
    let found = entity_tagger::tag(&pictured);
    assert_eq!(
        entities(&found),
        [
            "person:Anna Lindqvist=Anna Lindqvist",
            "person:Donald Trump=Donald Trump|Trump",
            "place:Dublin=Dublin",
            "place:Geneva=Geneva",
        ]
    );
    let captions = pictured.field(TextField::Captions);
    let n_in_captions = found
        .iter()
        .flat_map(|entity| &entity.mentions)
        .filter(|mention| mention.field == TextField::Captions)
        .inspect(|mention| {
            let shown: String = captions
                .chars()
                .skip(mention.start)
                .take(mention.end - mention.start)
                .collect();
            assert_eq!(shown, mention.text);
        });
    assert_eq!(n_in_captions.count(), 4);
}

#[test]
fn cases_of_a_name_in_cyrillic_are_one() {
    let found = |text: &str| entities(&entity_tagger::tag(&article("", "ru", text)));
    assert_eq!(
        found(
            "Президент Владимир Путин прибыл в Москву. Встреча с президентом Владимиром Путиным прошла в Москве."
        ),
        [
            "person:Vladimir Putin=Владимир Путин|Владимиром Путиным",
            "place:Moscow=Москве|Москву",
        ]
    );
    assert_eq!(
        found("Министр Ирина Горчакова уехала. Речь министра Ирины Горчаковой ждали, и Горчакову встретили."),
        ["person:Ирина Горчакова=Горчакову|Ирина Горчакова|Ирины Горчаковой"]
    );
}

#[test]
fn a_firm_is_one_with_and_without_its_legal_form() {
    check(
        "Shares of Brenner Maschinenbau AG rose. Brenner Maschinenbau said that orders were up. Brenner is in Ulm.",
        &[
            "organisation:Brenner Maschinenbau AG=Brenner|Brenner Maschinenbau|Brenner Maschinenbau AG",
            "place:Ulm=Ulm",
        ],
    );
    check(
        "Exxon Mobil Corp. and Merrill Lynch & Co. Inc. said so. Exxon fell, and Merrill Lynch rose.",
        &[
            "organisation:ExxonMobil=Exxon|Exxon Mobil Corp",
            "organisation:Merrill Lynch=Merrill Lynch|Merrill Lynch & Co. Inc",
        ],
    );
}

#[test]
fn a_firm_is_nobody_unless_somebody_has_its_name() {
    check(
        "Profit at Whitlow Inc. fell, the company said. Whitlow blamed the weather, and Whitlow shares lost a tenth.",
        &["organisation:Whitlow Inc=Whitlow|Whitlow Inc"],
    );
    let both = entities(&entity_tagger::tag(&article(
        "",
        "en",
        "Whitlow Inc. chairman Edgar Whitlow resigned. Mr Whitlow said he was tired.",
    )));
    assert!(
        both.contains(&"person:Edgar Whitlow=Edgar Whitlow|Whitlow".to_owned()),
        "{both:?}"
    );
}

#[test]
fn the_code_of_a_listed_firm_names_nothing() {
    check(
        "Norrvik Bank Corp (NVBK.L) and Motorola Inc. ( MOT.N ) fell; Airbus EAD.PA rose, and Ford Motor Co. (F.N) too.",
        &[
            "organisation:Airbus=Airbus",
            "organisation:Ford Motor=Ford Motor Co.",
            "organisation:Motorola=Motorola Inc.",
            "organisation:Norrvik Bank Corp=Norrvik Bank Corp",
        ],
    );
}

#[test]
fn what_is_short_for_a_body_is_no_firm() {
    for (a, b, same) in [
        ("Dow Jones & Co", "Dow Jones", true),
        ("Brenner & Co. KG", "Brenner", false),
        ("Brenner and Company", "Brenner", true),
        ("BCE Inc.", "European Central Bank", false),
        ("BCE", "European Central Bank", true),
        ("UBS AG", "UBS", true),
        ("U.S. Food and Drug Administration", "FDA", true),
        ("Wal-Mart Stores Inc.", "Walmart", true),
    ] {
        let key = |name| entity_tagger::name_key(article::EntityKind::Organisation, name);
        assert_eq!(key(a) == key(b), same, "{a} and {b}: {} and {}", key(a), key(b));
    }
}

#[test]
fn a_word_behind_a_hyphen_may_be_small_in_a_known_name() {
    check(
        "Observers of the Organization for Security and Co-operation in Europe arrived in Vienna on Monday.",
        &[
            "organisation:OSCE=Organization for Security and Co-operation in Europe",
            "place:Vienna=Vienna",
        ],
    );
}
