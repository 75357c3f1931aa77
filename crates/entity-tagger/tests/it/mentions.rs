//! Text -> mentions: what is a name, where it ends, and of what kind it is.

use crate::{article, mentions};

#[track_caller]
fn check(language: &str, text: &str, expected: &[&str]) {
    let found = mentions(&entity_tagger::tag(&article("", language, text)));
    assert_eq!(
        found, expected,
        "help: the mentions of {text:?}; see src/named.rs and src/model for English, src/rules for other languages"
    );
}

#[test]
fn titles_are_cues_and_no_part_of_names() {
    check(
        "en",
        "On Monday President Anna Kowalska met Dr. Peter Lindqvist.",
        &["person:Anna Kowalska", "person:Peter Lindqvist"],
    );
    check(
        "en",
        "The envoy, Sen. Mary Whitcombe, spoke first.",
        &["person:Mary Whitcombe"],
    );
    check(
        "en",
        "Talks with Prime Minister Viktor Sandor went on.",
        &["person:Viktor Sandor"],
    );
    check(
        "en",
        "It was signed by Secretary of State Helen Marsh.",
        &["person:Helen Marsh"],
    );
    check(
        "en",
        "A spokesman, Dmitry Orlovsky, declined to comment.",
        &["person:Dmitry Orlovsky"],
    );
    check("en", "The Prime Minister spoke to the President.", &[]);
    check(
        "en",
        "The Prime Minister left.\n\nMr Chairman, said Carl Berger, I agree.",
        &["person:Carl Berger"],
    );
}

#[test]
fn names_keep_their_small_words_and_hyphens() {
    check(
        "en",
        "They met Ursula von der Leyen and Jean-Claude Juncker.",
        &["person:Ursula von der Leyen", "person:Jean-Claude Juncker"],
    );
    check(
        "en",
        "Supporters of Kim Jong-un and Bashar al-Assad cheered.",
        &["person:Kim Jong-un", "person:Bashar al-Assad"],
    );
    check(
        "en",
        "A photo by J. Mansour showed Miguel de la Cruz.",
        &["person:J. Mansour", "person:Miguel de la Cruz"],
    );
    check(
        "en",
        "Lawyers for Sean O'Brien and Conor O’Malley agreed.",
        &["person:Sean O'Brien", "person:Conor O’Malley"],
    );
}

#[test]
fn bodies_end_or_open_with_their_cue() {
    check(
        "en",
        "He left the Ministry of Foreign Affairs for Harrow Steel Ltd last year.",
        &[
            "organisation:Ministry of Foreign Affairs",
            "organisation:Harrow Steel Ltd",
        ],
    );
    check(
        "en",
        "A study by the University of Warwick was praised.",
        &["organisation:University of Warwick"],
    );
    check(
        "en",
        "Shares of Brenner & Sohn rose.",
        &["organisation:Brenner & Sohn"],
    );
    check(
        "en",
        "He is chief of the General Staff of the Ruritanian Armed Forces.",
        &["organisation:General Staff of the Ruritanian Armed Forces"],
    );
    check(
        "en",
        "The alliance, NATO, said the EU would pay.",
        &["organisation:NATO", "organisation:EU"],
    );
}

#[test]
fn places_end_with_their_cue_or_stand_in_the_gazetteer() {
    check(
        "en",
        "Flights from Vnukovo International Airport to Geneva were late.",
        &["place:Vnukovo International Airport", "place:Geneva"],
    );
    check(
        "en",
        "Fighting in the Kharkov region went on near Kupiansk.",
        &["place:Kharkov region", "place:Kupiansk"],
    );
    check(
        "en",
        "The factory in Cergy, France, will grow.",
        &["place:Cergy", "place:France"],
    );
    check(
        "en",
        "It rained in Washington, D.C., and in New York.",
        &["place:Washington, D.C.", "place:New York"],
    );
    check("en", "A village in southern Italy was hit.", &["place:Italy"]);
}

#[test]
fn peoples_and_calendars_are_no_names() {
    check(
        "en",
        "Russian and Ukrainian officials met on Tuesday in December.",
        &[],
    );
    check("en", "South Korean troops and a French general arrived.", &[]);
    check("en", "Tell us what you think of it.", &[]);
    check("en", "The CEO said GDP fell.", &[]);
    check("en", "The World Cup and World War II were compared.", &[]);
}

#[test]
fn an_opening_capital_is_judged_by_the_rest() {
    check(
        "en",
        "Officials agreed. Yesterday rain fell. However, nobody came.",
        &[],
    );
    check(
        "en",
        "Talks began with Mr Ostrander. Ostrander said little.",
        &["person:Ostrander", "person:Ostrander"],
    );
    check(
        "en",
        "Moscow agreed. Bill Hartley did not.",
        &["place:Moscow", "person:Bill Hartley"],
    );
    check("en", "Apple trees bloom. The apple trees are old.", &[]);
}

#[test]
fn a_heading_is_read_with_the_names_of_the_body() {
    let article = article(
        "Envoy Witkam Meets Leaders Over New Plan",
        "en",
        "The envoy Steve Witkam met leaders in Geneva over a plan.",
    );
    let found = mentions(&entity_tagger::tag(&article));
    assert_eq!(found, ["person:Witkam", "person:Steve Witkam", "place:Geneva"]);
}

#[test]
fn a_line_of_capitals_is_read_with_the_names_of_the_body() {
    let article = article(
        "MARLOWE VISITS GENEVA FOR TALKS",
        "en",
        "Minister Ann Marlowe went to Geneva.",
    );
    let found = mentions(&entity_tagger::tag(&article));
    assert_eq!(
        found,
        [
            "person:MARLOWE",
            "place:GENEVA",
            "person:Ann Marlowe",
            "place:Geneva"
        ]
    );
}

#[test]
fn people_are_parted_by_what_belongs_to_no_name() {
    check(
        "en",
        "Peter Whitlow c Simon Harker b James Norton 12 Thomas Perrin was out.",
        &[
            "person:Peter Whitlow",
            "person:Simon Harker",
            "person:James Norton",
            "person:Thomas Perrin",
        ],
    );
    check(
        "en",
        "Prime Minister Somchai Klan-o-phet met Jose Marin y Robledo.",
        &["person:Somchai Klan-o-phet", "person:Jose Marin y Robledo"],
    );
}

#[test]
fn german_nouns_are_no_names() {
    check(
        "de",
        "Der Außenminister Johann Weber sprach am Dienstag in Genf mit der NATO über die Lage in der Ukraine.",
        &[
            "person:Johann Weber",
            "place:Genf",
            "organisation:NATO",
            "place:Ukraine",
        ],
    );
    check(
        "de",
        "Die Regierung will den Haushalt und die Steuern senken.",
        &[],
    );
    check(
        "de",
        "US-Präsident Harold Finch lobte die EU.",
        &["place:US", "person:Harold Finch", "organisation:EU"],
    );
}

#[test]
fn german_words_that_are_names_elsewhere_are_no_names() {
    for text in [
        "Man weiß noch nicht, ob der Mann in diesem Winter kommt.",
        "Die Namen der Kinder kennt in der Kita und im Kanton jeder, und das Gerät auch.",
        "Ein neues Bild: Jeder Titel ist eine große Chance für den Verein, in jedem Fall.",
        "Die Corona-Pandemie traf viele Länder, und das Essen kam am 11. August zum Ende.",
        "Der Computer hat ein TV und KI an Bord, sagte die Frau.",
    ] {
        check("de", text, &[]);
    }
}

#[test]
fn german_names_that_are_words_too_are_told_by_what_stands_beside_them() {
    check(
        "de",
        "Der Autor Thomas Bauer las in Essen, und „Bild“ schrieb, Bauer sei gut.",
        &[
            "person:Thomas Bauer",
            "place:Essen",
            "organisation:Bild",
            "person:Bauer",
        ],
    );
    check(
        "de",
        "Eine Sprecherin von Flixbus lobte Bundeskanzlerin Hanna Winter.",
        &["person:Hanna Winter"],
    );
    check(
        "de",
        "An der Universität Berlin lehrte Hans-Peter Kruse.",
        &["organisation:Universität Berlin", "person:Hans-Peter Kruse"],
    );
}

#[test]
fn german_names_have_their_small_words() {
    for (name, place) in [
        ("Ursula von der Leyen", "Brüssel"),
        ("Baschar al-Assad", "Damaskus"),
        ("Mohammed bin Salman", "Riad"),
        ("Richard von Weizsäcker", "Bonn"),
        ("Charles de Gaulle", "Paris"),
    ] {
        check(
            "de",
            &format!("Am Montag sprach {name} in {place} über die Lage."),
            &[&format!("person:{name}"), &format!("place:{place}")],
        );
    }
    check(
        "de",
        "Am Montag sah Anna den Brief. Peter zu Hause war müde.",
        &["person:Anna", "person:Peter"],
    );
}

#[test]
fn names_with_an_apostrophe_are_known() {
    for (language, text, place) in [
        ("en", "Talks in Côte d'Ivoire went on.", "Côte d'Ivoire"),
        ("fr", "Le président de la Côte d’Ivoire a parlé.", "Côte d’Ivoire"),
        ("it", "Il ministro è arrivato a L'Aquila lunedì.", "L'Aquila"),
    ] {
        check(language, text, &[&format!("place:{place}")]);
    }
}

#[test]
fn an_office_of_something_is_no_person_of_that_name() {
    check(
        "nl",
        "De minister van Justitie sprak in Rotterdam met premier Jan de Vries.",
        &["organisation:Justitie", "place:Rotterdam", "person:Jan de Vries"],
    );
}

#[test]
fn turkish_names_end_at_the_apostrophe() {
    check(
        "tr",
        "Heyet dün Ankara'dan Türkiye'nin kuzeyine gitti.",
        &["place:Ankara", "place:Türkiye"],
    );
}

#[test]
fn a_word_for_a_kind_of_thing_is_no_small_town() {
    check("de", "Die Union und die University stimmten zu.", &[]);
}

#[test]
fn polish_names_of_countries_are_read_in_all_cases() {
    check(
        "pl",
        "Premier Wielkiej Brytanii poleciał do Stanów Zjednoczonych, a Rosja i Polska czekały na decyzję Unii Europejskiej.",
        &[
            "place:Wielkiej Brytanii",
            "place:Stanów Zjednoczonych",
            "place:Rosja",
            "place:Polska",
            "organisation:Unii Europejskiej",
        ],
    );
}

#[test]
fn german_offices_are_cues_in_every_case() {
    check(
        "de",
        "Er traf den Präsidenten Wolodymyr Selenskyj.",
        &["person:Wolodymyr Selenskyj"],
    );
    check("de", "Der CDU-Chef sprach.", &["organisation:CDU"]);
}

#[test]
fn a_surname_is_known_in_another_spelling() {
    check(
        "en",
        "President Volodymyr Zelensky spoke. Zelenskyy then left.",
        &["person:Volodymyr Zelensky", "person:Zelenskyy"],
    );
}

#[test]
fn other_languages_use_the_same_machinery() {
    check(
        "fr",
        "Le président Paul Mercier a rencontré à Genève le ministre de l'Ukraine.",
        &["person:Paul Mercier", "place:Genève", "place:Ukraine"],
    );
    check(
        "es",
        "El presidente Luis Herrera viajó a Estados Unidos con la ONU.",
        &["person:Luis Herrera", "place:Estados Unidos", "organisation:ONU"],
    );
    check(
        "pt",
        "O ministro João da Silva esteve em Lisboa.",
        &["person:João da Silva", "place:Lisboa"],
    );
    check(
        "it",
        "Il ministro Marco Bianchi è arrivato a Roma.",
        &["person:Marco Bianchi", "place:Roma"],
    );
    check(
        "nl",
        "Minister Jan de Vries sprak in Amsterdam.",
        &["person:Jan de Vries", "place:Amsterdam"],
    );
    check(
        "ru",
        "Министр Сергей Лавров прибыл в Москву.",
        &["person:Сергей Лавров", "place:Москву"],
    );
    check(
        "uk",
        "Президент Володимир Зеленський прибув до США.",
        &["person:Володимир Зеленський", "place:США"],
    );
}

#[test]
fn scripts_without_case_use_the_gazetteer() {
    check(
        "zh",
        "美国和俄罗斯在莫斯科会谈。",
        &["place:美国", "place:俄罗斯", "place:莫斯科"],
    );
    // Maryland is not Mali, and what stands in other words is no name.
    check(
        "zh",
        "马里兰州打通堵点，百公里加速更快，中非合作论坛在北京举行。",
        &["place:北京"],
    );
    check(
        "ar",
        "زار الوزير روسيا وأوكرانيا.",
        &["place:روسيا", "place:أوكرانيا"],
    );
}

#[test]
fn lists_clubs_and_genitives_of_other_languages_are_read() {
    check(
        "es",
        "El club fichó a Anna Morales y Pedro Castillo en Madrid.",
        &["person:Anna Morales", "person:Pedro Castillo", "place:Madrid"],
    );
    check(
        "de",
        "Der Verein FC Norrvik spielte im Sommer in Tunesien, und Tunesiens Minister kam.",
        &["organisation:FC Norrvik", "place:Tunesien", "place:Tunesiens"],
    );
    check(
        "ru",
        "В XIX веке столица Франции росла, и во Францию ехали из Хорватии.",
        &["place:Франции", "place:Францию", "place:Хорватии"],
    );
    check("pt", "A Copa do Norte termina em Lisboa.", &["place:Lisboa"]);
}

#[test]
fn an_article_before_a_name_is_no_part_of_it() {
    for text in [
        "Envoys of the UN met the EU in Geneva.",
        "The UN and the EU met in Geneva.",
    ] {
        check(
            "en",
            text,
            &["organisation:UN", "organisation:EU", "place:Geneva"],
        );
    }
    check("en", "He lived in The Hague.", &["place:The Hague"]);
}

#[test]
fn words_that_open_a_sentence_are_no_names() {
    for (language, text) in [
        (
            "es",
            "Quizá el plan cambie. Zona de obras. Fuentes cercanas lo niegan.",
        ),
        (
            "it",
            "Forse domani si vota. Zona rossa in centro. Tifosi in festa.",
        ),
        (
            "pl",
            "Strażacy walczyli do rana. Dziś sąd ogłosi wyrok. Mieszkańcy czekali.",
        ),
        (
            "tr",
            "Belki yarın karar çıkar. Toplantı sürüyor. Taraftarlar sevindi.",
        ),
        ("nl", "Misschien lukt het. Inwoners van het dorp wachten."),
    ] {
        check(language, text, &[]);
    }
    check(
        "es",
        "Carlos Fuentes habló en Madrid. Fuentes dijo que volverá.",
        &["person:Carlos Fuentes", "place:Madrid", "person:Fuentes"],
    );
}

#[test]
fn german_words_between_names_are_no_part_of_them() {
    check(
        "de",
        "Am Montag wurde Peter gesehen, als Peter da Flugblätter verteilte.",
        &["person:Peter", "person:Peter"],
    );
    check(
        "de",
        "Am Montag sprach Leonardo da Costa.",
        &["person:Leonardo da Costa"],
    );
    check(
        "de",
        "Bundespräsident Alexander Van der Bellen traf Arbeitsministerin Lindqvist und Kanzler Christian Stocker.",
        &[
            "person:Alexander Van der Bellen",
            "person:Lindqvist",
            "person:Christian Stocker",
        ],
    );
}

#[test]
fn dutch_names_end_before_their_body() {
    check(
        "nl",
        "Gisteren sprak Rob Lindeman van D66 met Geert Visser van de PVV. Inwoners van Groningen wachten op Mark van der Berg.",
        &[
            "person:Rob Lindeman",
            "organisation:D66",
            "person:Geert Visser",
            "organisation:PVV",
            "place:Groningen",
            "person:Mark van der Berg",
        ],
    );
}

#[test]
fn turkish_titles_and_places_stand_around_names() {
    check(
        "tr",
        "Dışişleri Bakanı Hakan Demir Ankara'da konuştu. Demir'in sözleri tartışıldı.",
        &["person:Hakan Demir", "place:Ankara", "person:Demir"],
    );
    check(
        "tr",
        "Ekrem İmamoğlu'nun davası sürüyor.",
        &["person:Ekrem İmamoğlu"],
    );
}

#[test]
fn a_person_is_no_place_of_the_given_name() {
    check(
        "es",
        "Ayer Santiago Herrera habló en Teruel.",
        &["person:Santiago Herrera", "place:Teruel"],
    );
    check(
        "it",
        "La Juventus di Marco Bianchi vince a Roma.",
        &["organisation:Juventus", "person:Marco Bianchi", "place:Roma"],
    );
}

#[test]
fn an_office_before_a_person_is_no_part_of_the_name() {
    check(
        "en",
        "On Monday House Speaker Mary Lindqvist met Foreign Minister Olof Hansen in Geneva.",
        &["person:Mary Lindqvist", "person:Olof Hansen", "place:Geneva"],
    );
    check(
        "it",
        "Il sindaco ha parlato con Fabio Bianchi della Protezione Civile.",
        &["person:Fabio Bianchi"],
    );
    check(
        "de",
        "Am Montag floh Jan Marsek aus Bonn.",
        &["person:Jan Marsek", "place:Bonn"],
    );
}

#[test]
fn a_known_body_behind_another_name_is_a_name_of_its_own() {
    check(
        "pl",
        "Według Tuska Unia Europejska pomoże Ukrainie, mówił Donald Tusk.",
        &[
            "person:Tuska",
            "organisation:Unia Europejska",
            "place:Ukrainie",
            "person:Donald Tusk",
        ],
    );
    check(
        "es",
        "Ayer ganó el Club Atlético Boca Juniors en Rosario.",
        &["organisation:Club Atlético Boca Juniors", "place:Rosario"],
    );
}

#[test]
fn known_people_are_read_in_scripts_without_case() {
    check(
        "zh",
        "李强调工作重要。普京会见习近平。",
        &["person:普京", "person:习近平"],
    );
    check(
        "ar",
        "وقال ماكرون في القاهرة.",
        &["person:ماكرون", "place:القاهرة"],
    );
    check(
        "ja",
        "NHKによると、トランプ大統領は東京で会談した。インドネシアはアジアにある。",
        &[
            "organisation:NHK",
            "person:トランプ",
            "place:東京",
            "place:インドネシア",
        ],
    );
}
