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
fn the_parts_of_a_compound_surname_are_the_one_who_has_it() {
    check(
        "The writer Gabriel García Márquez died in Mexico City. García Márquez was 87. Márquez wrote novels.",
        &[
            "person:Gabriel García Márquez=Gabriel García Márquez|García Márquez|Márquez",
            "place:Mexico City=Mexico City",
        ],
    );
    check(
        "President Enrique Peña Nieto spoke on Monday. Peña Nieto left. Then Mr. Peña smiled.",
        &["person:Enrique Peña Nieto=Enrique Peña Nieto|Peña|Peña Nieto"],
    );
    check(
        "Minister Rosena Allin-Khan spoke on Monday. Mayor Sadiq Khan agreed. Mr Khan left.",
        &[
            "person:Rosena Allin-Khan=Rosena Allin-Khan",
            "person:Sadiq Khan=Khan|Sadiq Khan",
        ],
    );
}

#[test]
fn a_surname_joins_initials_where_nobody_has_it_in_full() {
    check(
        "The author J. K. Rowling spoke in Edinburgh. Rowling said she would write on.",
        &[
            "person:J. K. Rowling=J. K. Rowling|Rowling",
            "place:Edinburgh=Edinburgh",
        ],
    );
    check(
        "Minister T. Norrvikson spoke on Monday. Norrvikson said so.",
        &["person:T. Norrvikson=Norrvikson|T. Norrvikson"],
    );
    check(
        "Minister Olof Hansen met the lawyer K. Hansen. Then Hansen spoke.",
        &[
            "person:K. Hansen=K. Hansen",
            "person:Olof Hansen=Hansen|Olof Hansen",
        ],
    );
    check(
        "Former President George H. W. Bush spoke on Monday. His son, George W. Bush, left.",
        &[
            "person:George H. W. Bush=George H. W. Bush",
            "person:George W. Bush=George W. Bush",
        ],
    );
    let found = |text: &str| entities(&entity_tagger::tag(&article("", "ru", text)));
    for lawyer in ["Ю. Горшенин", "Ю. А. Горшенин", "В. Горшенин"] {
        let text = format!(
            "Министр Юрий Горшенин выступил в Москве. Адвокат {lawyer} ушёл. Горшенин сказал, что останется."
        );
        let people = found(&text);
        let minister = people
            .iter()
            .find(|person| person.starts_with("person:Юрий Горшенин="));
        assert!(
            minister.is_some_and(|person| person.contains("=Горшенин|")),
            "{people:?}"
        );
    }
}

#[test]
fn a_name_the_other_way_round_is_the_same() {
    check(
        "The writer Murakami Haruki spoke in Tokyo. Haruki Murakami left. Murakami smiled.",
        &[
            "person:Murakami Haruki=Haruki Murakami|Murakami|Murakami Haruki",
            "place:Tokyo=Tokyo",
        ],
    );
}

#[test]
fn rulers_and_popes_are_nobody_else_of_that_name() {
    check(
        "Queen Elizabeth died in 2022. Senator Elizabeth Warren spoke in Boston. Queen Elizabeth was 96.",
        &[
            "person:Elizabeth II=Elizabeth",
            "person:Elizabeth Warren=Elizabeth Warren",
            "place:Boston=Boston",
        ],
    );
    check(
        "Prince William opened a school. William Hague spoke on Monday. Prince William smiled.",
        &[
            "person:Prince William=William",
            "person:William Hague=William Hague",
        ],
    );
    check(
        "Pope Francis prayed in Rome on Monday. Connie Francis sang. Pope Francis smiled.",
        &[
            "person:Connie Francis=Connie Francis",
            "person:Pope Francis=Francis",
            "place:Rome=Rome",
        ],
    );
    check(
        "King Charles III arrived in Rome on Monday. King Charles waved. Later Charles left.",
        &["person:Charles III=Charles|Charles III", "place:Rome=Rome"],
    );
    check(
        "Saudi Crown Prince Mohammed bin Salman spoke on Monday. Prince Mohammed smiled. Prince Abdullah left.",
        &[
            "person:Mohammed bin Salman=Mohammed|Mohammed bin Salman",
            "person:Prince Abdullah=Abdullah",
        ],
    );
    check(
        "Prime Minister Sheikh Hasina resigned on Monday. Hasina left for India.",
        &["person:Sheikh Hasina=Hasina", "place:India=India"],
    );
    check(
        "King Sihanouk returned on Monday. Norodom Sihanouk is 74, and Sihanouk was cheered.",
        &["person:Norodom Sihanouk=Norodom Sihanouk|Sihanouk"],
    );
    check(
        "Francis, 40, was jailed in Leeds. Police said Francis had confessed.",
        &["person:Francis=Francis", "place:Leeds=Leeds"],
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
        "Former Vice President Al Gore spoke on Monday. Tipper Gore smiled.",
        &["person:Al Gore=Al Gore", "person:Tipper Gore=Tipper Gore"],
    );
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
fn a_surname_that_comes_before_the_well_known_one_is_not_theirs() {
    check(
        "Singer Chris Brown was arrested in London. Brown, 35, was held overnight. He was born when Gordon Brown was a minister. Police said Brown was released.",
        &[
            "person:Brown=Brown",
            "person:Chris Brown=Chris Brown",
            "person:Gordon Brown=Gordon Brown",
            "place:London=London",
        ],
    );
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
        "The International Cricket Council (ICC) met in Dubai on Monday. The ICC agreed.",
        &[
            "organisation:International Cricket Council=ICC|International Cricket Council",
            "place:Dubai=Dubai",
        ],
    );
    check(
        "The ICC banned two players on Monday. The International Cricket Council is based in Dubai.",
        &[
            "organisation:International Cricket Council=ICC|International Cricket Council",
            "place:Dubai=Dubai",
        ],
    );
    check(
        "The England and Wales Cricket Board (ECB) met on Monday. The ECB agreed.",
        &[
            "organisation:Wales Cricket Board=ECB|Wales Cricket Board",
            "place:England=England",
        ],
    );
    check(
        "A study by the London School of Economics (LSE) was praised. The LSE agreed.",
        &[
            "organisation:School of Economics=LSE|School of Economics",
            "place:London=London",
        ],
    );
    check(
        "The European Central Bank (ECB) met on Monday. The ECB kept rates.",
        &["organisation:European Central Bank=ECB|European Central Bank"],
    );
    check(
        "The ICC opened a case against a general. Judges of the International Criminal Court met the International Cricket Council.",
        &[
            "organisation:International Cricket Council=International Cricket Council",
            "organisation:International Criminal Court=ICC|International Criminal Court",
        ],
    );
    check(
        "The World Bank lent money to the UN. Officials of the University of Norrvik agreed.",
        &[
            "organisation:United Nations=UN",
            "organisation:University of Norrvik=University of Norrvik",
            "organisation:World Bank=World Bank",
        ],
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
fn a_body_has_no_country_of_another_line_or_inside_a_longer_name() {
    for text in [
        "On Monday the New Mexico Supreme Court stayed the order.",
        "Northern Ireland's Health Ministry said so on Monday.",
        "Inner Mongolia's Health Ministry said so on Monday.",
        "Talks with Iran\n\nSupreme Court judges in Warsaw ruled on Monday.",
        "- Talks with Iran\n- Supreme Court judges ruled",
        "Judges of the Supreme Court\n\nOf Iran little was heard on Monday.",
    ] {
        let found = entity_tagger::tag(&article("", "en", text));
        for body in found
            .iter()
            .filter(|body| body.kind == article::EntityKind::Organisation)
        {
            let is_of_country = ["Mexico", "Ireland", "Mongolia", "Iran"]
                .iter()
                .any(|country| body.name.ends_with(&format!(" of {country}")));
            assert!(
                !is_of_country,
                "help: {} in {text:?}; see src/bodies.rs",
                body.name
            );
        }
    }
}

#[test]
fn a_court_without_a_country_is_not_the_one_that_is_named() {
    check(
        "The Supreme Court said that it would wait. Israel's Supreme Court has ruled in its own way. The Supreme Court will hear the case in May.",
        &[
            "organisation:Supreme Court of Israel=Supreme Court",
            "organisation:Supreme Court=Supreme Court",
            "place:Israel=Israel",
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

#[test]
fn an_acronym_is_no_name_whose_letters_fit_by_chance() {
    check(
        "The NHS asked pupils to help. Newton High School sent twelve.",
        &[
            "organisation:National Health Service=NHS",
            "organisation:Newton High School=Newton High School",
        ],
    );
    check(
        "Newton High School (NHS) sent twelve pupils. The NHS was praised.",
        &["organisation:Newton High School=NHS|Newton High School"],
    );
}

#[test]
fn a_king_with_a_number_is_shown_without_the_title() {
    check(
        "King Olof VI visited Valencia on Monday. Olof VI spoke with residents. “We will rebuild,” King Olof said.",
        &["person:Olof VI=Olof|Olof VI", "place:Valencia=Valencia"],
    );
}

#[test]
fn a_state_has_bodies_of_its_own() {
    check(
        "The Georgia Supreme Court upheld the ban. The Supreme Court of Georgia was split, a judge in Atlanta said.",
        &[
            "organisation:Georgia Supreme Court=Georgia Supreme Court|Supreme Court of Georgia",
            "place:Atlanta=Atlanta",
        ],
    );
    check(
        "The Supreme Court of Georgia upheld the ban, a judge in Tbilisi said.",
        &[
            "organisation:Supreme Court of Georgia=Supreme Court of",
            "place:Georgia=Georgia",
            "place:Tbilisi=Tbilisi",
        ],
    );
    check(
        "The Texas Senate passed the bill on Monday.",
        &["organisation:Texas Senate=Texas Senate"],
    );
}

#[test]
fn two_known_bodies_in_a_list_are_two() {
    check(
        "Shares in Apple, Amazon and Goldman Sachs fell after Bank of America Corp and Wells Fargo said so.",
        &[
            "organisation:Amazon=Amazon",
            "organisation:Apple=Apple",
            "organisation:Bank of America=Bank of America Corp",
            "organisation:Goldman Sachs=Goldman Sachs",
            "organisation:Wells Fargo=Wells Fargo",
        ],
    );
}

#[test]
fn cases_of_a_polish_name_are_one() {
    let found = |text: &str| entities(&entity_tagger::tag(&article("", "pl", text)));
    assert_eq!(
        found(
            "Prezydent Donald Trump rozmawiał z Tomaszem Orlickim. Zdaniem Trumpa rozmowy były udane. Doradcy Donalda Trumpa milczą. Tomasz Orlicki wyjechał."
        ),
        [
            "person:Donald Trump=Donald Trump|Donalda Trumpa|Trumpa",
            "person:Tomasz Orlicki=Tomasz Orlicki|Tomaszem Orlickim",
        ]
    );
    assert_eq!(
        found(
            "Mecz Igi Wolskiej trwał godzinę. Trener chwalił, że Iga Wolska wygrała. Jan Nowak i Jana Nowak czekali."
        ),
        [
            "person:Iga Wolska=Iga Wolska|Igi Wolskiej",
            "person:Jan Nowak=Jan Nowak",
            "person:Jana Nowak=Jana Nowak",
        ]
    );
}
