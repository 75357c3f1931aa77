//! Structured records -> draft: what the record states counts first; its text is read as HTML or plain text.

use std::sync::LazyLock;

use article::{EvidenceFrom, Language, RawRecord};
use regex::Regex;
use text_analysis::language_from_name;

use crate::byline;
use crate::dates::{
    DayOrder, YearEvidence, day_order, find_dates, find_relative, order_told, parse_date_before, resolve_year,
};
use crate::draft::{Around, Draft, Found, offer};
use crate::html;
use crate::language;
use crate::plain::{self, Kind, Known, Line, classify_among, is_reposted};
use crate::source;
use crate::title::{same_headline, split_site};
use crate::wording::{count_words, squeeze};

/// Reads a record.
pub(crate) fn read(record: &RawRecord, around: Around<'_>) -> Draft {
    let mut draft = Draft::default();
    let stated = record.language.as_deref().and_then(language_named);
    let text = record
        .text
        .as_deref()
        .or(record.standfirst.as_deref())
        .unwrap_or_default();
    let address = record.url.as_deref().or(around.address);
    let named = record.language.as_deref();
    let code = named.filter(|code| Language::from_code(code).is_some());
    offer_fields(record, &mut draft);

    let title = draft.title.as_ref().map(|found| found.value.clone());
    let source = draft.source.as_ref().map(|found| found.value.clone());
    let known = Known {
        title: title.as_deref(),
        source: source.as_deref(),
        around: Around { address, ..around },
    };
    let lines = lines_of(text);
    let kinds = classify_among(&lines, around.furniture);
    let read = plain::read_classified(&lines, kinds.clone(), known);
    draft.paragraphs = story(&lines, &kinds, &read, title.as_deref());
    let detected_code = read.language.as_ref().map(|found| found.value.code());
    let code = code.or(stated.as_ref().map(Language::code)).or(detected_code);
    let order = order_of_dates(record, around).unwrap_or_else(|| day_order(text, code, address));
    offer_dates(record, order, around, &mut draft);
    offer_age(record, around, &mut draft);
    offer_without_year(record, order, known.around, &mut draft);
    let stated = stated.map(|code| Found::new(code.clone(), EvidenceFrom::Record, code.code(), 0.9));
    let detected = if draft.paragraphs == read.paragraphs {
        read.language.clone()
    } else {
        language::detect(&draft.paragraphs.join("\n"))
    };
    draft.language = language::settle(stated, detected);
    draft.absorb(Draft {
        language: None,
        ..read
    });
    draft
}

fn language_named(name: &str) -> Option<Language> {
    language_from_name(name).or_else(|| Language::from_code(name))
}

/// Returns the text of a field that may be HTML, as feeds and content systems give it, as one line.
fn line_of(field: &str) -> String {
    static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});").expect("the pattern is fixed")
    });
    let has_entity = field.contains('&') && ENTITY.is_match(field);
    if !is_html(field) && !has_entity {
        return squeeze(field);
    }
    let lines = html::lines(field);
    let lines = lines.iter().filter(|line| !is_reposted(&line.key));
    let texts: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
    squeeze(&texts.join(" "))
}

/// Returns the lines of the text of a record, plain or HTML.
pub(crate) fn lines_of(text: &str) -> Vec<Line> {
    if is_html(text) {
        html::lines(text)
    } else {
        plain::split(text)
    }
}

fn is_html(text: &str) -> bool {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</?(?:p|br|div|h[1-6]|li|ul|ol|span|a|strong|em|b|i|blockquote|figure|table|html|body)\b[^<>]*>").expect("the pattern is fixed")
    });
    text.contains('<') && TAG.is_match(text)
}

/// A record's text is mostly the story alone: only lines that are surely furniture are left out. A text that is a
/// whole page, menus and all, shows it by many such lines and is read as one.
fn story(lines: &[Line], kinds: &[Kind], read: &Draft, title: Option<&str>) -> Vec<String> {
    let is_furniture = |line: &Line, kind: Kind| {
        // Numbers have no key: they are the figures of a list as often as the counts of a button.
        matches!(
            kind,
            Kind::Widget | Kind::Tail | Kind::Footer | Kind::RelatedMarker
        ) && !line.key.is_empty()
    };
    let with_kinds = || lines.iter().zip(kinds.iter().copied());
    let n_furniture = with_kinds()
        .filter(|(line, kind)| is_furniture(line, *kind))
        .count();
    let n_labels = with_kinds()
        .filter(|(line, kind)| line.n_words <= 3 && *kind != Kind::Item)
        .count();
    let is_page = n_furniture >= 3 || n_furniture > 0 && n_labels * 2 > lines.len();
    if is_page && !read.paragraphs.is_empty() {
        return read.paragraphs.clone();
    }
    let is_kept = |line: &Line, kind: Kind| {
        let repeats = title.is_some_and(|title| same_headline(title, &line.text));
        !repeats
            && !matches!(
                kind,
                Kind::Widget | Kind::Footer | Kind::Caption | Kind::Related | Kind::RelatedMarker
            )
    };
    let kept = lines
        .iter()
        .zip(kinds)
        .filter(|(line, kind)| is_kept(line, **kind));
    kept.map(|(line, _)| line.text.clone()).collect()
}

fn offer_fields(record: &RawRecord, draft: &mut Draft) {
    let text = |field: &Option<String>| field.as_deref().map(line_of).filter(|text| !text.is_empty());
    let found = |value: String, confidence| {
        let text = value.clone();
        Some(Found::new(value, EvidenceFrom::Record, &text, confidence))
    };
    let names: Vec<&str> = record.source.as_deref().into_iter().collect();
    offer(
        &mut draft.title,
        text(&record.title).and_then(|title| found(split_site(&title, &names).0, 0.97)),
    );
    offer(
        &mut draft.standfirst,
        text(&record.standfirst)
            .filter(|text| count_words(text) > 1)
            .and_then(|text| found(text, 0.95)),
    );
    offer(
        &mut draft.source,
        text(&record.source).and_then(|name| found(source::canonical(&name), 0.97)),
    );
    offer(
        &mut draft.section,
        text(&record.section).and_then(|section| found(section, 0.95)),
    );
    if let Some(title) = text(&record.feed) {
        offer(&mut draft.source, source_of_feed(&title));
    }
    if let Some(url) = record.url.as_deref().map(squeeze).filter(|url| !url.is_empty()) {
        let name = source::of_address(&url);
        offer(
            &mut draft.source,
            name.map(|name| Found::new(name, EvidenceFrom::Url, &url, 0.9)),
        );
        offer(&mut draft.url, found(url, 0.97));
    }
    offer_byline(record, draft);
}

/// Returns the order of day and month that the dates of a record, or another date of its file, tell.
fn order_of_dates(record: &RawRecord, around: Around<'_>) -> Option<DayOrder> {
    let own = [&record.published, &record.updated].into_iter().flatten();
    let told = own.map(String::as_str).chain(around.telling_date);
    told.filter_map(order_told).next()
}

fn offer_dates(record: &RawRecord, order: DayOrder, around: Around<'_>, draft: &mut Draft) {
    for (field, slot) in [
        (&record.published, &mut draft.published),
        (&record.updated, &mut draft.updated),
    ] {
        let date = field
            .as_deref()
            .and_then(|text| Some((parse_date_before(text, order, around.fetched.as_ref())?, text)));
        offer(
            slot,
            date.map(|(date, text)| Found::new(date, EvidenceFrom::Record, text, 0.97)),
        );
    }
}

/// Offers the date that an age such as "3 hours ago" in the field of the date tells beside the time of fetching.
fn offer_age(record: &RawRecord, around: Around<'_>, draft: &mut Draft) {
    let (Some(text), Some(fetched)) = (&record.published, &around.fetched) else {
        return;
    };
    let date = find_relative(text).and_then(|age| age.before(fetched));
    let words = around.with_fetch(text);
    offer(
        &mut draft.published,
        date.map(|date| Found::new(date, EvidenceFrom::Inferred, &words, 0.6)),
    );
}

/// Offers the date of a field that has no year, such as "Monday, 3 March", where something else tells the year.
fn offer_without_year(record: &RawRecord, order: DayOrder, around: Around<'_>, draft: &mut Draft) {
    let (Some(stated), None) = (&record.published, &draft.published) else {
        return;
    };
    let dates = find_dates(stated, order);
    let Some(date) = dates
        .iter()
        .find(|date| date.day.is_some() && date.year.is_none())
    else {
        return;
    };
    let evidence = YearEvidence::of(record.text.as_deref().unwrap_or_default()).around(&around);
    let found = resolve_year(date, None, &evidence).and_then(|(year, from)| {
        let words = from.words(stated, &around);
        Some(Found::new(
            date.in_year(year)?,
            EvidenceFrom::Inferred,
            &words,
            from.confidence(0.6),
        ))
    });
    offer(&mut draft.published, found);
}

/// Returns the publisher that a feed's title names: "Harbour Post - World" and "World | Harbour Post" do.
fn source_of_feed(title: &str) -> Option<Found<String>> {
    static SEPARATOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+[-–—|»>·]\s+|:\s+").expect("the pattern is fixed"));
    let mut parts = SEPARATOR.split(title);
    let known = SEPARATOR.split(title).find(|part| source::is_known(part));
    let (name, confidence) = match known {
        Some(name) => (name, 0.93),
        None => (parts.next()?, 0.6),
    };
    let name = source::plausible(name)?;
    Some(Found::new(name, EvidenceFrom::Record, title, confidence))
}

fn offer_byline(record: &RawRecord, draft: &mut Draft) {
    let stated = record.byline.join(", ");
    let byline = byline::from_names(&stated);
    if !byline.people.is_empty() {
        offer(
            &mut draft.byline,
            Some(Found::new(byline.people, EvidenceFrom::Record, &stated, 0.97)),
        );
    }
    if !byline.agencies.is_empty() {
        offer(
            &mut draft.agencies,
            Some(Found::new(byline.agencies, EvidenceFrom::Record, &stated, 0.95)),
        );
    }
}
