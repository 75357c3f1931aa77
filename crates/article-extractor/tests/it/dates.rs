//! Dates in the languages of the news: written ones, those of other calendars, those without a year, and times that
//! count back from when a document was fetched.

use article::{EvidenceFrom, Field, Hints, Origin, Precision, Published, RawContent, RawDocument, RawRecord};
use article_extractor::dates::{
    DayOrder, YearEvidence, day_order, find_dates, find_relative, find_weekday, parse_date, resolve_year,
};
use article_extractor::{Furniture, SampledPage, extract_among};
use jiff::civil::Weekday;

use crate::{STORY, article_from};

/// Checks the first full date of a sentence.
fn check(text: &str, expected: &str) {
    let dates = find_dates(text, DayOrder::DayFirst);
    let date = dates.iter().find_map(|date| date.published());
    let date = date.map(|date| date.coarsened(Precision::Day).to_string());
    assert_eq!(
        date.as_deref(),
        Some(expected),
        "{text}: help: the words are in data/months.txt, the forms in src/dates/forms.rs"
    );
}

#[test]
fn dates_in_languages_with_latin_letters() {
    for (text, expected) in [
        ("On from 28 April-12 May 2024", "2024-05-12"),
        ("From 28 Nov-2 Dec 2025", "2025-12-02"),
        ("10-Feb-19", "2019-02-10"),
        (
            "The ferry sank on the 2nd of December 2025 off the coast.",
            "2025-12-02",
        ),
        ("Posted Sept. 9, 2024 by the desk", "2024-09-09"),
        ("Filed 02/Dec/2025 at noon", "2025-12-02"),
        ("Am Montag, den 3. März 2025, tagte der Rat.", "2025-03-03"),
        ("Stand: 7. Jänner 2025", "2025-01-07"),
        ("Publié le mardi 2 déc. 2025 à 8 h", "2025-12-02"),
        ("Le 1er févr. 2024, la mairie a fermé.", "2024-02-01"),
        ("Publicado el 9 de sept. de 2024", "2024-09-09"),
        ("Madrid, 2 de diciembre del 2025", "2025-12-02"),
        ("Publicado em 3 de março de 2025", "2025-03-03"),
        ("Lisboa, 5 out. 2024", "2024-10-05"),
        ("Pubblicato il 4 gennaio 2025 alle 10", "2025-01-04"),
        ("Roma, 6 ott 2024", "2024-10-06"),
        ("Geplaatst op woensdag 5 maart 2025", "2025-03-05"),
        ("Bijgewerkt 5 mrt. 2025", "2025-03-05"),
        ("Opublikowano 15 października 2024 r.", "2024-10-15"),
        ("Warszawa, 3 paź 2024", "2024-10-03"),
        ("Praha, 14. února 2025", "2025-02-14"),
        ("Vydáno 9. září 2024 v poledne", "2024-09-09"),
        ("Ankara, 3 Şubat 2025 Pazartesi", "2025-02-03"),
        ("Yayın: 21 Ağu 2024", "2024-08-21"),
        ("București, 17 iunie 2024", "2024-06-17"),
        ("Megjelent: 2025. december 2., kedd", "2025-12-02"),
        ("A híd 2024. március 15-én nyílt meg.", "2024-03-15"),
        ("Frissítve: 2025. 12. 02.", "2025-12-02"),
        ("Publicerad den 3 maj 2025 klockan tio", "2025-05-03"),
        ("Offentliggjort 4. oktober 2024", "2024-10-04"),
        ("Publisert 5. desember 2024", "2024-12-05"),
        ("Julkaistu 2. joulukuuta 2025", "2025-12-02"),
        ("Silta avattiin toukokuun 3. päivänä 2024.", "2024-05-03"),
        ("Diterbitkan pada 17 Agustus 2024", "2024-08-17"),
        ("Jakarta, Selasa (2/12/2025)", "2025-12-02"),
        ("Hà Nội, ngày 2 tháng 12 năm 2025", "2025-12-02"),
        ("Thứ Ba, 2 tháng 12, 2025", "2025-12-02"),
        ("Zagreb, 3. kolovoza 2024.", "2024-08-03"),
        ("Bratislava, 8. mája 2025", "2025-05-08"),
        ("Barcelona, 12 de gener de 2025", "2025-01-12"),
        ("Tallinn, 6. jaanuar 2025", "2025-01-06"),
        ("Vilnius, 2025 m. gruodžio 2 d.", "2025-12-02"),
        ("Filed 02-Dec-25 by the desk", "2025-12-02"),
        // What stands before a date is no day of it.
        ("Updated 10:15 Dec 2, 2025", "2025-12-02"),
        ("Issue 12 March 4, 2025", "2025-03-04"),
    ] {
        check(text, expected);
    }
}

#[test]
fn dates_in_other_scripts() {
    for (text, expected) in [
        ("Москва, 2 декабря 2025 года", "2025-12-02"),
        ("Обновлено: 5 нояб. 2024", "2024-11-05"),
        ("Дата публикации 02.12.2025г.", "2025-12-02"),
        ("Київ, 14 лютого 2025 року", "2025-02-14"),
        ("Оновлено 3 лист. 2024", "2024-11-03"),
        ("София, 7 декември 2024 г.", "2024-12-07"),
        ("Αθήνα, Τρίτη 2 Δεκεμβρίου 2025", "2025-12-02"),
        ("ΑΘΗΝΑ, 9 ΜΑΪΟΥ 2024", "2024-05-09"),
        ("Δημοσιεύτηκε 4 Ιαν. 2025", "2025-01-04"),
        ("نشر في ٢ ديسمبر ٢٠٢٥", "2025-12-02"),
        ("بيروت، 2 كانون الأول 2025", "2025-12-02"),
        ("دمشق، ٥ كانون الثاني/يناير ٢٠٢٥", "2025-01-05"),
        ("عمّان، 9 تشرين الثاني 2024", "2024-11-09"),
        ("تونس، 3 أوت 2024", "2024-08-03"),
        ("٢/١٢/٢٠٢٥", "2025-12-02"),
        ("تهران، ۲ دسامبر ۲۰۲۵", "2025-12-02"),
        ("تاریخ انتشار: ۱۱ آذر ۱۴۰۴", "2025-12-02"),
        ("۱۱ آذرماه ۱۴۰۴", "2025-12-02"),
        ("۱۱ آذر\u{200c}ماه ۱۴۰۴", "2025-12-02"),
        ("۱۴۰۳/۱۲/۳۰", "2025-03-20"),
        ("نئی دہلی، 5 اکتوبر 2024", "2024-10-05"),
        ("नई दिल्ली, 2 दिसंबर 2025", "2025-12-02"),
        ("प्रकाशित: ०३ फ़रवरी २०२५", "2025-02-03"),
        ("ঢাকা, ৫ মার্চ ২০২৫", "2025-03-05"),
        ("ירושלים, 4 באוגוסט 2024", "2024-08-04"),
        ("发布于2025年12月2日 08:20", "2025-12-02"),
        ("二〇二五年十二月二十一日", "2025-12-21"),
        ("中華民國114年12月2日", "2025-12-02"),
        ("公開日：２０２５年１２月２日（火）", "2025-12-02"),
        ("令和7年12月2日に発表した。", "2025-12-02"),
        ("平成元年5月1日", "1989-05-01"),
        ("입력 2025년 12월 2일 오후", "2025-12-02"),
        ("등록 2025. 12. 2. 14:30", "2025-12-02"),
        ("กรุงเทพฯ วันที่ 2 ธันวาคม 2568", "2025-12-02"),
        ("เผยแพร่ 5 ม.ค. 68 เวลา", "2025-01-05"),
        ("๒ ธันวาคม พ.ศ. ๒๕๖๘", "2025-12-02"),
        ("02/12/2568", "2025-12-02"),
    ] {
        check(text, expected);
    }
}

#[test]
fn numbers_and_words_that_are_no_dates() {
    for text in [
        "The council sold 12 may trees in 3 lots.",
        "Version 1.2.3 costs 1404 crowns.",
        "ไม่มีวันที่ 2568",
        "第31月99日",
        "۱۴۰۴/۱۳/۰۱",
        "Sie zahlten 2.12. und mehr.",
        "Stand: 02.12. 14:05 Uhr",
        "Vydáno 2. 12. 19:30",
        "He was born in 2025. December 2 is cold.",
        "30 اسفند 1404",
    ] {
        let dates = find_dates(text, DayOrder::DayFirst);
        let full = dates.iter().find_map(|date| date.published());
        assert_eq!(full, None, "{text}: {dates:?}");
    }
}

#[test]
fn words_after_a_time_are_no_clock_zones() {
    for (text, expected) in [
        ("Publié le 2 décembre 2025 à 10h30 et modifié à 12h", "2025-12-02"),
        (
            "Published 2 December 2025 at 10:30 ET",
            "2025-12-02T10:30:00-05:00",
        ),
        ("Published 2 December 2025 at 10:30 gmt", "2025-12-02T10:30:00Z"),
        ("December 2, 2025 10:30 GMT+7", "2025-12-02T10:30:00+07:00"),
        ("2025-12-02 23:30:00 UTC+2", "2025-12-02T23:30:00+02:00"),
        (
            "Tue Dec 02 2025 23:30:00 GMT-0500 (EST)",
            "2025-12-02T23:30:00-05:00",
        ),
        ("2 December 2025, 10:30 (UTC +5:30)", "2025-12-02T10:30:00+05:30"),
        ("À jour le 2 juin 2025 à 10h30 CEST", "2025-06-02T10:30:00+02:00"),
    ] {
        let date = find_dates(text, DayOrder::DayFirst)[0].published();
        assert_eq!(
            date.map(|date| date.to_string()).as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn the_country_of_a_page_tells_how_it_writes_dates() {
    for (code, address, expected) in [
        (Some("en"), None, DayOrder::MonthFirst),
        (
            Some("en-US"),
            Some("https://herald.example/a"),
            DayOrder::MonthFirst,
        ),
        (Some("EN_gb"), None, DayOrder::DayFirst),
        (Some("en-Latn-AU"), None, DayOrder::DayFirst),
        // The template says en-US, whoever uses it.
        (
            Some("en-US"),
            Some("https://www.herald.example.co.uk/a"),
            DayOrder::DayFirst,
        ),
        (Some("en"), Some("https://herald.in/a"), DayOrder::DayFirst),
        (Some("de"), None, DayOrder::DayFirst),
        (None, Some("https://herald.example/a"), DayOrder::DayFirst),
    ] {
        assert_eq!(
            day_order("03/12/2025", code, address),
            expected,
            "{code:?} {address:?}"
        );
    }
    // What the text tells itself goes first.
    assert_eq!(day_order("03/31/2025", Some("en-GB"), None), DayOrder::MonthFirst);
}

#[test]
fn a_numeric_date_keeps_the_order_of_the_text() {
    for (order, expected) in [
        (DayOrder::DayFirst, "2025-04-03"),
        (DayOrder::MonthFirst, "2025-03-04"),
    ] {
        let date = parse_date("3/4/2025", order).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(expected), "{order:?}");
        let date = parse_date("3/14/2025", order).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2025-03-14"), "{order:?}");
    }
}

#[test]
fn weekdays_are_found_before_and_after_dates_and_in_stories() {
    for (text, expected) in [
        ("Dienstag (2.12.)", Weekday::Tuesday),
        ("Selasa (2/12)", Weekday::Tuesday),
        ("12月2日（火）", Weekday::Tuesday),
        ("12月2日星期二", Weekday::Tuesday),
        ("12월 2일 (화)", Weekday::Tuesday),
        ("2 декабря, вторник", Weekday::Tuesday),
    ] {
        let dates = find_dates(text, DayOrder::DayFirst);
        assert_eq!(dates.len(), 1, "{text}: {dates:?}");
        assert_eq!(
            (dates[0].day, dates[0].month, dates[0].weekday),
            (Some(2), 12, Some(expected)),
            "{text}"
        );
    }
    for (text, expected) in [
        ("Pożar wybuchł we wtorek rano.", Some(Weekday::Tuesday)),
        ("परिषद ने मंगलवार को बैठक की।", Some(Weekday::Tuesday)),
        ("شورا سه\u{200c}شنبه تشکیل جلسه داد.", Some(Weekday::Tuesday)),
        ("شورا پنج\u{200c}شنبه تشکیل جلسه داد.", Some(Weekday::Thursday)),
        ("会议于星期二举行。", Some(Weekday::Tuesday)),
        ("회의는 화요일에 열렸다.", Some(Weekday::Tuesday)),
        ("The sun sat low.", None),
    ] {
        assert_eq!(find_weekday(text), expected, "{text}");
    }
}

const FETCHED: &str = "2025-12-02T17:41:00Z";

fn fetched() -> Published {
    FETCHED.parse().expect("the test's own date")
}

#[test]
fn relative_times_count_back_from_the_fetch() {
    for (text, expected) in [
        ("3 hours ago", "2025-12-02"),
        ("20 hours ago", "2025-12-01"),
        ("Published an hour ago", "2025-12-02"),
        ("yesterday", "2025-12-01"),
        ("5 weeks ago", "2025-10-01"),
        ("4 months ago", "2025-01-01"),
        ("vor 3 Stunden", "2025-12-02"),
        ("vorgestern", "2025-11-30"),
        ("il y a 2 jours", "2025-11-30"),
        ("Hier", "2025-12-01"),
        ("hace 5 horas", "2025-12-02"),
        ("Há 3 dias", "2025-11-29"),
        ("2 giorni fa", "2025-11-30"),
        ("3 dagen geleden", "2025-11-29"),
        ("3 часа назад", "2025-12-02"),
        ("2 дні тому", "2025-11-30"),
        ("wczoraj", "2025-12-01"),
        ("před 2 dny", "2025-11-30"),
        ("3 gün önce", "2025-11-29"),
        ("πριν από 2 ημέρες", "2025-11-30"),
        ("acum 3 zile", "2025-11-29"),
        ("2 napja", "2025-11-30"),
        ("4 dagar sedan", "2025-11-28"),
        ("2 päivää sitten", "2025-11-30"),
        ("3 hari yang lalu", "2025-11-29"),
        ("2 ngày trước", "2025-11-30"),
        ("منذ ٣ أيام", "2025-11-29"),
        ("۲ روز پیش", "2025-11-30"),
        ("2 दिन पहले", "2025-11-30"),
        ("发布于2小时前", "2025-12-02"),
        ("3天前", "2025-11-29"),
        ("2日前", "2025-11-30"),
        ("3일 전", "2025-11-29"),
        ("2 วันที่แล้ว", "2025-11-30"),
    ] {
        let found = find_relative(text).unwrap_or_else(|| panic!("no time in {text}: see data/relative.txt"));
        let date = found.before(&fetched()).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn relative_times_say_no_more_than_they_know() {
    let before = |text: &str, fetched: &Published| find_relative(text).and_then(|time| time.before(fetched));
    let precision = |text: &str| before(text, &fetched()).map(|date| date.precision());
    assert_eq!(precision("3 hours ago"), Some(Precision::Day));
    assert_eq!(precision("5 weeks ago"), Some(Precision::Month));
    assert_eq!(
        precision("4 months ago"),
        Some(Precision::Year),
        "2 August, or 3 July"
    );
    assert_eq!(precision("a 2 years ago b"), None, "its days are of two years");
    // A fetch of which only the day is known cannot tell on which day three hours before it were.
    let day = Published::day(fetched().date());
    assert_eq!(before("3 hours ago", &day), None);
    assert_eq!(
        before("2 days ago", &day).map(|date| date.to_string()).as_deref(),
        Some("2025-11-30")
    );
    for text in [
        "3h",
        "14h30",
        "1.5 hours ago",
        "9999 hours ago",
        "todays",
        "hierzu",
        "ago",
    ] {
        assert_eq!(before(text, &fetched()), None, "{text}");
    }
}

/// Returns the date of a story under this line, with its precision, and what it was read from.
fn date_under(line: &str, fetched: Option<&str>) -> Option<(String, EvidenceFrom, f32)> {
    let text = format!("Council closes old bridge to lorries\n\n{line}\n\n{STORY}");
    let article = article_from(
        RawContent::Text(text),
        Hints {
            fetched: fetched.map(str::to_owned),
            ..Hints::default()
        },
    );
    let evidence = article.evidence.get(&Field::Published);
    let published = article.published?;
    evidence.map(|evidence| (published.to_string(), evidence.from, evidence.confidence))
}

#[test]
fn the_name_of_a_paper_is_no_day() {
    assert_eq!(date_under("USA TODAY", Some(FETCHED)), None);
}

#[test]
fn a_day_that_is_still_to_come_tells_no_year() {
    let year = |text: &str| {
        let date = find_dates("3 March", DayOrder::DayFirst).remove(0);
        resolve_year(&date, None, &YearEvidence::of(text)).map(|(year, _)| year)
    };
    assert_eq!(
        year("It opened on 4 June 2019. The lease runs until 31 December 2030."),
        Some(2019)
    );
    assert_eq!(year("It opened in 2019 and closed on 1 June 2021."), Some(2021));
}

#[test]
fn an_article_has_a_relative_date_only_beside_a_fetch() {
    for line in [
        "Published 3 hours ago",
        "3 hours ago",
        "Yesterday, 23:30",
        "By Ada Lind, 20 hours ago",
    ] {
        assert_eq!(date_under(line, None), None, "{line}");
        let (date, from, confidence) =
            date_under(line, Some(FETCHED)).unwrap_or_else(|| panic!("no date for {line}"));
        assert!(date.starts_with("2025-12-0"), "{line}: {date}");
        assert_eq!(from, EvidenceFrom::Inferred, "{line}");
        assert!(confidence < 0.5, "{line}: {confidence}");
    }
    let written = date_under("Published 1 December 2025, 3 hours ago", Some(FETCHED));
    assert_eq!(written.map(|(date, ..)| date).as_deref(), Some("2025-12-01"));
}

#[test]
fn a_missing_year_comes_from_the_text_before_the_fetch() {
    let date = |line: &str, fetched| date_under(line, fetched).map(|(date, ..)| date);
    assert_eq!(date("Published 28 December", None), None);
    // The last such day before the fetch.
    assert_eq!(
        date("Published 28 December", Some("2026-01-10T00:00:00Z")).as_deref(),
        Some("2025-12-28")
    );
    // 4 March is a Tuesday in 2025 and 2014, a Monday in 2024.
    assert_eq!(
        date("Published Monday, 4 March", Some(FETCHED)).as_deref(),
        Some("2024-03-04")
    );
    assert_eq!(
        date("Published Saturday, 4 March", Some("2025-01-01T00:00:00Z")).as_deref(),
        Some("2023-03-04")
    );
    // Another full date of the text counts more than the fetch.
    let text = "Published 28 May\n\nThe works began on 3 April 2019, as the council had announced in its plan for the year.";
    assert_eq!(date(text, Some(FETCHED)).as_deref(), Some("2019-05-28"));
    let (_, from, alone) = date_under("Published 28 May", Some(FETCHED)).expect("the fetch gives a year");
    let (.., beside) = date_under("Published Wednesday, 28 May", Some(FETCHED)).expect("the weekday agrees");
    assert_eq!(from, EvidenceFrom::Inferred);
    assert!(alone < beside && beside < 0.7, "{alone} {beside}");
}

#[test]
fn a_missing_year_comes_from_the_copyright_line() {
    let read = |line: &str| {
        let text = format!(
            "Council closes old bridge to lorries\n\nPublished {line}\n\n{STORY}\n\n© 1997-2024 Valley Herald"
        );
        let published = article_from(RawContent::Text(text), Hints::default()).published;
        published.map(|date| date.to_string())
    };
    assert_eq!(read("4 March").as_deref(), Some("2024-03-04"));
    // 4 March 2024 is a Monday: where the weekday says otherwise, the line is of another year.
    assert_eq!(read("Friday, 4 March"), None);
}

#[test]
fn a_missing_year_comes_from_the_neighbours() {
    let under = |line: &str| format!("Council closes old bridge to lorries\n\n{line}\n\n{STORY}");
    let document = |text: String| RawDocument {
        origin: Origin::default(),
        content: RawContent::Text(text),
        hints: Hints {
            modified: Some("2026-06-01T00:00:00Z".to_owned()),
            ..Hints::default()
        },
    };
    let read = |years: &[i16], line: &str| {
        let pages = years
            .iter()
            .map(|year| document(under(&format!("Published 9 May {year}"))));
        let sampled: Vec<_> = pages.filter_map(|page| SampledPage::of(&page)).collect();
        let article = extract_among(&document(under(line)), &Furniture::learn(&sampled), None).unwrap();
        let published = article.published.map(|date| date.to_string());
        let evidence = article.evidence.get(&Field::Published).cloned();
        (
            published,
            evidence.map(|evidence| (evidence.from, evidence.confidence < 0.5)),
        )
    };
    let inferred = |date: &str| (Some(date.to_owned()), Some((EvidenceFrom::Inferred, true)));
    // 4 March is a Monday in 2013, 2019 and 2024.
    for (years, line, expected) in [
        (
            [2012, 2013, 2014, 2014, 2016],
            "Published Monday, 4 March",
            inferred("2013-03-04"),
        ),
        ([2019; 5], "Published Monday, 4 March", inferred("2019-03-04")),
        ([2019; 5], "Published 4 March", inferred("2019-03-04")),
        // Of several years none is certain but by the time of the file, and not even so where no neighbour is as young.
        (
            [2012, 2013, 2019, 2022, 2025],
            "Published Monday, 4 March",
            inferred("2024-03-04"),
        ),
        (
            [2012, 2013, 2019, 2019, 2020],
            "Published Monday, 4 March",
            (None, None),
        ),
        ([2012, 2013, 2019, 2019, 2020], "Published 4 March", (None, None)),
        ([2010; 5], "Published Monday, 4 March", (None, None)),
    ] {
        assert_eq!(read(&years, line), expected, "{years:?} {line}");
    }
    assert_eq!(read(&[], "Published Monday, 4 March"), inferred("2024-03-04"));
    assert_eq!(read(&[], "Published 4 March"), (None, None));
}

#[test]
fn a_missing_year_of_a_record_is_worked_out() {
    let read = |published: &str, text: &str, modified: Option<&str>| {
        let record = RawRecord {
            title: Some("Council closes old bridge to lorries".to_owned()),
            text: Some(format!("{text}{STORY}")),
            published: Some(published.to_owned()),
            ..RawRecord::default()
        };
        let hints = Hints {
            modified: modified.map(str::to_owned),
            ..Hints::default()
        };
        let article = article_from(RawContent::Record(Box::new(record)), hints);
        let confidence = article
            .evidence
            .get(&Field::Published)
            .map(|evidence| evidence.confidence);
        article
            .published
            .map(|date| (date.to_string(), confidence < Some(0.61)))
    };
    let inferred = |date: &str| Some((date.to_owned(), true));
    let file = Some("2026-06-01T00:00:00Z");
    assert_eq!(read("Monday, 4 March", "", file), inferred("2024-03-04"));
    assert_eq!(
        read("4 March", "The works began on 1 February 2019. ", file),
        inferred("2019-03-04")
    );
    assert_eq!(read("4 March", "", file), None);
    assert_eq!(read("Monday, 4 March", "", None), None);
}

#[test]
fn a_missing_year_comes_from_the_address() {
    let text = format!("Council closes old bridge to lorries\n\nPublished 4 March\n\n{STORY}");
    let hints = Hints {
        url: Some("https://valley.example/2021/03/05/old-bridge".to_owned()),
        ..Hints::default()
    };
    let article = article_from(RawContent::Text(text), hints);
    assert_eq!(
        article.published.map(|date| date.to_string()).as_deref(),
        Some("2021-03-04")
    );
}

#[test]
fn a_record_can_state_a_relative_date() {
    let record = RawRecord {
        title: Some("Council closes old bridge to lorries".to_owned()),
        text: Some(STORY.to_owned()),
        published: Some("hace 2 días".to_owned()),
        ..RawRecord::default()
    };
    let read = |hints| article_from(RawContent::Record(Box::new(record.clone())), hints).published;
    assert_eq!(read(Hints::default()), None);
    let hints = Hints {
        fetched: Some(FETCHED.to_owned()),
        ..Hints::default()
    };
    assert_eq!(
        read(hints).map(|date| date.to_string()).as_deref(),
        Some("2025-11-30")
    );
}

#[test]
fn a_page_can_show_a_relative_date() {
    let paragraphs: String = STORY.split("\n\n").map(|text| format!("<p>{text}</p>")).collect();
    let page = format!(
        "<html><body><article><h1>Council closes old bridge to lorries</h1><span class=\"post-date\">vor 2 Tagen</span>{paragraphs}</article></body></html>"
    );
    let read = |hints| article_from(RawContent::Html(page.clone()), hints).published;
    assert_eq!(read(Hints::default()), None);
    let hints = Hints {
        fetched: Some(FETCHED.to_owned()),
        ..Hints::default()
    };
    assert_eq!(
        read(hints).map(|date| date.to_string()).as_deref(),
        Some("2025-11-30")
    );
}
