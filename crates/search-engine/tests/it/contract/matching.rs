//! Which articles a query tree finds.

use article::EntityKind;
use query_language::{Phrase, PhraseForm, Query, Scope, Word, WordForm};

use super::{check_found, contract};
use crate::articles::{all, draft, not, person, phrase, prefix, title_word, word, words};
use crate::index::{NewIndex, filled};

contract! {
    finds_inflections_across_languages keeps_the_stems_of_languages_apart leaves_phrases_out folds_letters_and_quotes
    finds_phrases finds_words_inside_words joins_with_and_or_not keeps_to_the_title expands_prefixes
    finds_entities_by_any_spelling finds_by_what_is_known
    answers_without_articles takes_odd_trees
}

fn finds_inflections_across_languages(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("en", "The ministers guaranteed supplies to Rotterdam.").language("en"),
            draft("de", "Die Minister sprachen in Rotterdam über Garantien.").language("de"),
            draft("fr", "Les garanties ont été signées à Rotterdam.").language("fr"),
            draft("uk", "Міністри зустрілися в Роттердамі.").language("uk"),
            draft("ja", "大臣はロッテルダムで会談した。").language("ja"),
            draft("unknown", "rotterdam harbour"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (word("guarantees"), &["en"]),
            (word("Garantie"), &["de", "fr"]),
            (word("garantie"), &["de", "fr"]),
            (word("minister"), &["de", "en"]),
            (word("Rotterdam"), &["de", "en", "fr", "unknown"]),
            (word("міністри"), &["uk"]),
            (word("会談"), &["ja"]),
            (word("談会"), &[]),
            (word("lighthouse"), &[]),
        ],
    );
}

fn keeps_the_stems_of_languages_apart(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("bid", "The bid was refused.").language("en"),
            draft("biden", "Biden sprach in Bremen.").language("de"),
            draft("para", "Un plan para el puerto.").language("es"),
            draft("paris", "Paris se tait.").language("fr"),
            draft("parís", "Viaje a París.").language("es"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (word("bidding"), &["bid"]),
            (word("Biden"), &["biden"]),
            (word("Paris"), &["paris", "parís"]),
            (word("para"), &["para"]),
            (phrase("Biden sprach"), &["biden"]),
            (phrase("bidding sprach"), &[]),
        ],
    );
}

fn folds_letters_and_quotes(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("plain", "An etude in Istanbul, and O'Hara's don't"),
            draft("accents", "An Étude in İstanbul, and O’Hara’s don’t"),
            draft("apart", "An E\u{301}tude in I\u{307}stanbul, and O‘Hara don‘t"),
            draft(
                "wide",
                "Ａｎ ｅｔｕｄｅ ｉｎ ＩＳＴＡＮＢＵＬ, and O＇Hara don＇t",
            ),
        ]),
    );
    let every: &[&str] = &["accents", "apart", "plain", "wide"];
    check_found(
        index.engine(),
        &[
            (word("etude"), every),
            (word("ÉTUDE"), every),
            (word("e\u{301}tude"), every),
            (word("istanbul"), every),
            (word("İstanbul"), every),
            (phrase("étude in ｉｓｔａｎｂｕｌ"), every),
        ],
    );
    for quoted in ["o'hara", "O’Hara", "O‘HARA", "don't", "don’t"] {
        check_found(index.engine(), &[(word(quoted), every)]);
    }
}

fn finds_phrases(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("next", "A security guarantee was given.").language("en"),
            draft("inflected", "They spoke of securities guaranteed.").language("en"),
            draft("apart", "The security of a guarantee.").language("en"),
            draft("turned", "A guarantee, security.").language("en"),
            draft(
                "paragraphs",
                "It is about security\n\nGuarantee is what they want",
            )
            .language("en"),
            draft("sentences", "It is about security. Guarantee it.").language("en"),
            draft("fields", "guarantee it")
                .title("On security")
                .language("en"),
            draft("twice", "tit for tat for tit for tat").language("en"),
            draft("hyphen", "a security-guarantee, so-called").language("en"),
        ]),
    );
    let title = |text: &str| {
        Query::Phrase(Phrase {
            text: text.into(),
            scope: Scope::Title,
            form: PhraseForm::Inflected,
        })
    };
    check_found(
        index.engine(),
        &[
            (
                phrase("security guarantee"),
                &["hyphen", "inflected", "next", "sentences"],
            ),
            (phrase("guarantee security"), &["turned"]),
            (phrase("tat for tit"), &["twice"]),
            (phrase("tit for tit"), &[]),
            (phrase("tit for tat for tit for tat"), &["twice"]),
            (
                phrase("security"),
                &[
                    "apart",
                    "fields",
                    "hyphen",
                    "inflected",
                    "next",
                    "paragraphs",
                    "sentences",
                    "turned",
                ],
            ),
            (title("on security"), &["fields"]),
            (title("security guarantee"), &[]),
            (word("so-called"), &["hyphen"]),
            (word("called-so"), &[]),
        ],
    );
}

fn finds_words_inside_words(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("ko", "대통령의 선거가 끝났다. KBS는 대통령 선거를 보도했다.").language("ko"),
            draft("ja", "サッカーワールドカップでドナルド・トランプが話した。").language("ja"),
            draft("half", "ｻｯｶｰとｺﾛﾅｳｲﾙｽ").language("ja"),
            draft("tr", "Erdoğan'ın Ankara’da O'Brien ile görüşmesi").language("tr"),
            draft("fi", "EU:n ja USA:n johtajat").language("fi"),
            draft("en", "Live:Updates on the EU in Ankara").language("en"),
            draft("he", "ג'ורג' בצה\"ל אמר ח״כ").language("he"),
            draft("print", "ג׳ורג׳ בצה״ל אמר ח\"כ").language("he"),
            draft("hi", "फ़िल्म का बाज़ार").language("hi"),
            draft("plain", "फिल्म का बाजार").language("hi"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (word("대통령"), &["ko"]),
            (word("통령이"), &[]),
            (word("선거"), &["ko"]),
            (phrase("대통령 선거"), &["ko"]),
            (word("KBS"), &["ko"]),
            (prefix("대통"), &["ko"]),
            (word("サッカー"), &["half", "ja"]),
            (word("ワールドカップ"), &["ja"]),
            (word("トランプ"), &["ja"]),
            (word("ドナルドトランプ"), &["ja"]),
            (word("コロナ"), &["half"]),
            (word("ウイルス"), &["half"]),
            (word("ｳｲﾙｽ"), &["half"]),
            (word("Erdoğan"), &["tr"]),
            (word("Ankara"), &["en", "tr"]),
            (word("O'Brien"), &["tr"]),
            (word("EU"), &["en", "fi"]),
            (word("USA"), &["fi"]),
            (word("updates"), &["en"]),
            (word("ג'ורג'"), &["he", "print"]),
            (word("בצה”ל"), &["he", "print"]),
            (word("ח״כ"), &["he", "print"]),
            (word("फिल्म"), &["hi", "plain"]),
            (word("बाज़ार"), &["hi", "plain"]),
        ],
    );
}

fn joins_with_and_or_not(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("ab", "alpha beta"),
            draft("bc", "beta gamma"),
            draft("c", "gamma"),
            draft("d", "delta"),
        ]),
    );
    let (a, b, c) = (|| word("alpha"), || word("beta"), || word("gamma"));
    check_found(
        index.engine(),
        &[
            (Query::And(vec![a(), b()]), &["ab"]),
            (Query::Or(vec![a(), c()]), &["ab", "bc", "c"]),
            (not(b()), &["c", "d"]),
            (not(not(b())), &["ab", "bc"]),
            (Query::And(vec![b(), not(a())]), &["bc"]),
            (Query::And(vec![not(a()), not(c())]), &["d"]),
            (Query::Or(vec![not(b()), a()]), &["ab", "c", "d"]),
            (
                not(Query::And(vec![b(), not(Query::Or(vec![a(), c()]))])),
                &["ab", "bc", "c", "d"],
            ),
            (
                Query::And(vec![
                    Query::Or(vec![a(), c()]),
                    Query::Or(vec![b(), word("delta")]),
                ]),
                &["ab", "bc"],
            ),
            (not(Query::All), &[]),
            (Query::And(vec![Query::All, c()]), &["bc", "c"]),
        ],
    );
}

/// tantivy's exclusion broke a rule of its phrases: the search panicked.
fn leaves_phrases_out(new: NewIndex) {
    let texts = [
        "tide",
        "tide of a calm sea",
        "tide in calm of a sea",
        "tide, calm sea",
        "tide",
        "calm sea",
        "sea calm tide",
    ];
    let drafts = texts
        .iter()
        .enumerate()
        .map(|(number, text)| draft(&number.to_string(), text));
    let index = filled(new, all(drafts));
    let calm_sea = || not(phrase("calm sea"));
    check_found(
        index.engine(),
        &[
            (Query::And(vec![word("tide"), calm_sea()]), &["0", "2", "4", "6"]),
            (
                Query::And(vec![word("tide"), calm_sea(), not(phrase("sea calm"))]),
                &["0", "2", "4"],
            ),
            (Query::And(vec![phrase("tide in"), calm_sea()]), &["2"]),
            (
                Query::And(vec![word("tide"), not(phrase("never there"))]),
                &["0", "1", "2", "3", "4", "6"],
            ),
            (
                Query::Words(vec![phrase("calm sea"), phrase("tide of")]),
                &["1", "3", "5"],
            ),
            (
                not(Query::And(vec![word("sea"), phrase("calm sea")])),
                &["0", "2", "4", "6"],
            ),
        ],
    );
}

fn keeps_to_the_title(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("title", "nothing").title("Ceasefire talks").language("en"),
            draft("text", "The ceasefire holds").title("Talks").language("en"),
            draft("standfirst", "nothing")
                .standfirst("Ceasefire")
                .language("en"),
        ]),
    );
    let title_prefix = Query::Word(Word {
        text: "cease".into(),
        scope: Scope::Title,
        form: WordForm::Prefix,
    });
    check_found(
        index.engine(),
        &[
            (title_word("ceasefires"), &["title"]),
            (word("ceasefires"), &["standfirst", "text", "title"]),
            (title_prefix, &["title"]),
            (prefix("cease"), &["standfirst", "text", "title"]),
        ],
    );
}

fn expands_prefixes(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("security", "On Security").language("en"),
            draft("securing", "securing peace").language("en"),
            draft("secular", "secular state").language("en"),
            draft("elision", "L’élection de l'été").language("fr"),
            draft("mail", "an e-mailed note").language("en"),
            draft("mailman", "the mailman").language("en"),
            draft("apart", "They mailed an e and a mail, or mailing e").language("en"),
            draft("paragraphs", "the letter e\n\nMailing lists").language("en"),
            draft("name", "Mr. O'Brien").language("en"),
            draft("han", "安全保障").language("zh"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (prefix("securi"), &["securing", "security"]),
            (prefix("SECUR"), &["securing", "security"]),
            (prefix("sécul"), &["secular"]),
            (prefix("security"), &["security"]),
            (prefix("securityx"), &[]),
            (prefix("élect"), &["elision"]),
            (prefix("l'élect"), &["elision"]),
            (prefix("bri"), &["name"]),
            (prefix("o'b"), &["name"]),
            (prefix("e-mail"), &["mail"]),
            (prefix("安"), &["han"]),
            (prefix("—"), &[]),
        ],
    );
}

fn finds_entities_by_any_spelling(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("y", "Olena Zoryanska spoke").person("olena zoryanska", "Olena Zoryanska"),
            draft("yy", "Olena Zoryanskaya spoke").person("olena zoryanska", "Olena Zoryanskaya"),
            draft("yj", "Zorjanska spoke")
                .person("olena zoryanska", "Olena Zoryanska")
                .written("Zorjanska"),
            draft("other", "Olena Petrenko spoke").person("olena petrenko", "Olena Petrenko"),
            draft("place", "in Olena").place("olena", "Olena"),
        ]),
    );
    let place = Query::Entity {
        kind: EntityKind::Place,
        name: "olena".into(),
    };
    check_found(
        index.engine(),
        &[
            (person("Zoryanskaya"), &["y", "yj", "yy"]),
            (person("zorjanska"), &["y", "yj", "yy"]),
            (person("zoryanska"), &["y", "yj", "yy"]),
            (person("ZORYANSKÁ olena"), &["y", "yj", "yy"]),
            (person("Olena"), &["other", "y", "yj", "yy"]),
            (person("Olena Zoryan"), &[]),
            (person("zor*"), &["y", "yj", "yy"]),
            (person("Olena P*"), &["other"]),
            (person("zor?anska"), &["y", "yj", "yy"]),
            (person("Nobody"), &[]),
            (place, &["place"]),
        ],
    );
}

fn finds_by_what_is_known(new: NewIndex) {
    let index = filled(
        new,
        all([
            draft("post", "x")
                .source("Harbour Post")
                .agency("Reuters")
                .agency("AFP")
                .language("en"),
            draft("times", "x")
                .source("Harbour Times")
                .agency("AFP")
                .language("de"),
            draft("none", "x"),
        ]),
    );
    check_found(
        index.engine(),
        &[
            (Query::Source("harbour post".into()), &["post"]),
            (Query::Source("Post Harbour".into()), &["post"]),
            (Query::Source("harbour".into()), &["post", "times"]),
            (Query::Source("Harbour Gazette".into()), &[]),
            (Query::Source("harb* p*".into()), &["post"]),
            (Query::Agency("reu*".into()), &["post"]),
            (Query::Agency("afp".into()), &["post", "times"]),
            (Query::Agency("Reuters".into()), &["post"]),
            (Query::Language("de".into()), &["times"]),
            (Query::Language("fr".into()), &[]),
            (Query::Language("unknown".into()), &["none"]),
            (Query::Source("Unknown".into()), &["none"]),
            (not(Query::Source("harbour".into())), &["none"]),
        ],
    );
}

fn answers_without_articles(new: NewIndex) {
    let index = filled(new, Vec::new());
    for tree in [
        Query::All,
        word("any"),
        words("any word"),
        prefix("an"),
        person("Any"),
        not(word("any")),
    ] {
        let results = index
            .engine()
            .search(&crate::articles::request(tree.clone()))
            .unwrap();
        assert_eq!(results.total, 0, "{tree:?}");
        let facets = results.facets.unwrap();
        assert!(facets.values.values().all(Vec::is_empty), "{tree:?}");
        assert!(facets.date.is_empty(), "{tree:?}");
    }
    assert_eq!(index.engine().status().unwrap().articles, 0);
}

/// Trees that no parser makes must not break an engine.
fn takes_odd_trees(new: NewIndex) {
    let index = filled(new, all([draft("a", "alpha"), draft("b", "beta")]));
    check_found(
        index.engine(),
        &[
            (Query::Or(Vec::new()), &[]),
            (Query::And(Vec::new()), &["a", "b"]),
            (word("…"), &[]),
            (phrase("— —"), &[]),
            (not(word("…")), &["a", "b"]),
            (person("…"), &[]),
            (Query::Words(vec![not(word("beta"))]), &["a"]),
        ],
    );
}
