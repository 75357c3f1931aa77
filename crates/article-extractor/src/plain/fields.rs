//! Fields of plain text: who wrote it, who published it and when, from the lines around the story and its first words.

use std::ops::Range;

use article::EvidenceFrom;

use super::bare;
use super::credit::{self, DateRole};
use super::dating::{self, dated};
use super::kind::Kind;
use super::line::{Line, Mark};
use super::outline::Outline;
use super::slash::SlashHeader;
use super::{Page, publisher};
use crate::agencies::{agencies_in, agency};
use crate::byline::{self, Byline};
use crate::caption::credit_of;
use crate::dateline;
use crate::dates::find_weekday;
use crate::draft::{Draft, Found, offer};
use crate::elsewhere;
use crate::given_names;
use crate::phrases::{self, Phrase};
use crate::source;
use crate::wording::count_words;

/// Where the parts of a page stand, as places of lines.
pub(crate) struct Header {
    /// The first line after the headline, or of the story where there is none.
    pub(crate) start: usize,
    /// The story from its first paragraph.
    pub(crate) region: Range<usize>,
    /// The headline.
    pub(crate) title: Option<usize>,
    /// The name that stood after the headline.
    pub(crate) site: Option<String>,
    /// Whether the text is a story and little else.
    pub(crate) is_bare: bool,
}

impl Header {
    /// A header without a site's name.
    pub(crate) fn new(start: usize, region: Range<usize>, title: Option<usize>) -> Self {
        Self {
            start,
            region,
            title,
            site: None,
            is_bare: false,
        }
    }

    /// Returns the lines that can hold date and author: from a few above the headline to a few into the story.
    fn credit_zone(&self, n_lines: usize) -> Range<usize> {
        let top = self
            .title
            .unwrap_or(self.region.start)
            .min(self.region.start)
            .saturating_sub(4);
        top..(self.region.start + 6).min(n_lines)
    }
}

/// Standfirsts are longer than a label; shorter lines between headline and story are none.
pub(super) const STANDFIRST_WORDS: usize = 6;

/// Words of a line above the story of a bare text that is no label.
const FEWEST_WORDS: usize = 3;

/// Returns whether a line above or of the story is text and no name, label or slug of the header.
pub(super) fn is_text(lines: &[Line], kinds: &[Kind], outline: &Outline, place: usize) -> bool {
    let line = &lines[place];
    if place < outline.region.start + 5
        && line.mark == Mark::None
        && kinds[place] != Kind::Item
        && byline::people_only(&line.text).is_some()
    {
        return false;
    }
    place >= outline.region.start
        || line.n_words >= STANDFIRST_WORDS && line.mark != Mark::Bullet
        || outline.is_bare
            && line.n_words >= FEWEST_WORDS
            && !bare::is_label(line)
            && !bare::is_name(line)
            && !bare::is_loud(line)
}

/// Takes the first line for the standfirst where credits part it from the story, or its look does.
pub(super) fn standfirst(page: &Page<'_>, header: &Header, picked: &[usize], draft: &mut Draft) {
    let (Some(title), [first, second, ..]) = (header.title, picked) else {
        return;
    };
    let line = &page.lines[*first];
    let is_credit = |place: usize| {
        page.kinds[place] == Kind::Credit || byline::people_only(&page.lines[place].text).is_some()
    };
    if *first < title || *second < *first || (title + 1..*first).any(is_credit) || line.n_words > 70 {
        return;
    }
    let parted = (*first + 1..*second).any(is_credit);
    let looks_so = page.kinds[*first] != Kind::Prose && line.n_words >= STANDFIRST_WORDS;
    if parted || looks_so && *first == title + 1 {
        let confidence = if parted { 0.8 } else { 0.6 };
        offer(
            &mut draft.standfirst,
            Some(Found::new(
                line.text.clone(),
                EvidenceFrom::Body,
                &line.text,
                confidence,
            )),
        );
    }
}

/// Takes over what a slash header says.
pub(super) fn from_slash(header: SlashHeader, draft: &mut Draft) {
    let text = header.text.as_str();
    let found = |value: String| Some(Found::new(value, EvidenceFrom::CreditLine, text, 0.9));
    offer(&mut draft.title, header.title.clone().and_then(found));
    offer(
        &mut draft.source,
        header.source.as_deref().map(source::canonical).and_then(found),
    );
    offer(&mut draft.dateline, header.place.clone().and_then(found));
    offer(&mut draft.standfirst, found(header.rest.clone()));
    if !header.people.is_empty() {
        offer(
            &mut draft.byline,
            Some(Found::new(
                header.people.clone(),
                EvidenceFrom::CreditLine,
                text,
                0.9,
            )),
        );
    }
}

/// Reads dates, authors and source from the credit lines around the headline.
pub(super) fn credits(page: &Page<'_>, header: &Header, draft: &mut Draft) {
    let zone = header.credit_zone(page.lines.len());
    for place in zone.clone() {
        let line = &page.lines[place];
        let is_above = header.title.is_some_and(|title| place < title);
        if !is_above && place <= header.region.start {
            dating::age(page, place, draft);
        }
        if page.kinds[place] == Kind::Credit {
            let trust = if is_above { 0.7 } else { 1.0 };
            if place < header.region.start || !is_linked(page, place, header.region.start) {
                credit_line(page, place, trust, draft);
            }
        } else if header
            .title
            .is_some_and(|title| (title + 1..=header.region.start).contains(&place))
            && publisher::beside_credit(page, place, draft)
        {
            continue;
        } else if page.kinds[place] == Kind::Short && !is_above && header.title != Some(place) {
            let is_credit =
                |place: Option<usize>| place.and_then(|place| page.kinds.get(place)) == Some(&Kind::Credit);
            let before_date = is_credit(Some(place + 1));
            let before_publisher = page
                .lines
                .get(place + 1)
                .is_some_and(|next| bare::is_publisher(&next.text));
            let next_to_date = before_date || before_publisher || is_credit(place.checked_sub(1));
            let after_label = place > 0 && phrases::is(Phrase::BylineStart, &page.lines[place - 1].key);
            let under_title =
                header.title.is_some_and(|title| place <= title + 2) && place < header.region.start + 2;
            let above_story = place <= header.region.start && page.kinds.get(place + 1) == Some(&Kind::Prose);
            let confidence = match (after_label, next_to_date, under_title, above_story) {
                (true, ..) => 0.85,
                (_, true, ..) => 0.75,
                (_, _, true, _) => 0.65,
                (.., true) => 0.6,
                _ => continue,
            };
            // Names in a list are links, unless the list ends in the date.
            let has_fitting_mark = line.mark == Mark::None || line.mark == Mark::Bullet && before_date;
            // A guest is told about under the story, and a name between headline and date is no label.
            let is_guest = before_date && under_title && given_names::begins_with_one(&line.text);
            let is_name =
                has_fitting_mark && (after_label || is_guest || !story_speaks_of(&line.text, draft));
            if next_to_date && is_name {
                offer_byline(byline::eastern_name(&line.text), &line.text, confidence, draft);
            }
            let named = byline::people_only(&line.text).or_else(|| byline::of_one_name(&line.text));
            offer_byline(named.filter(|_| is_name), &line.text, confidence, draft);
        }
    }
    if header.title.is_none() {
        dating::labelled_above(page, zone.start, draft);
    }
    // A name alone under the last paragraph signs the story.
    if let Some(line) = page.lines.get(header.region.end)
        && page.kinds[header.region.end] == Kind::Short
        && line.mark == Mark::None
        && !story_speaks_of(&line.text, draft)
    {
        offer_byline(byline::people_only(&line.text), &line.text, 0.55, draft);
    }
    if let Some(paragraph) = draft.paragraphs.last().cloned() {
        offer_byline(byline::signature(&paragraph), &paragraph, 0.6, draft);
    }
    let end = (header.region.end + 12).min(page.lines.len());
    for place in header.region.end.saturating_sub(2)..end {
        let text = page.lines[place].text.as_str();
        let is_open = draft.byline.is_none();
        offer_byline(
            byline::from_editor_line(text).filter(|_| is_open),
            text,
            0.7,
            draft,
        );
        if page.kinds[place] == Kind::Closing {
            let text = page.lines[place].text.as_str();
            offer_byline(byline::from_closing(text), text, 0.6, draft);
        }
    }
    let below = header.region.end..end;
    for place in below.filter(|place| page.kinds[*place] == Kind::Credit) {
        if credit::read(&page.lines[place].text, page.order)
            .dates
            .iter()
            .any(|(role, _)| *role == DateRole::Published)
        {
            credit_line(page, place, 0.7, draft);
        }
    }
}

/// Returns whether a line of the story is the date of a link that a marker above it announces.
fn is_linked(page: &Page<'_>, place: usize, start: usize) -> bool {
    let before = (start..place).rev().map(|place| page.kinds[place]);
    let mut links = before.skip_while(|kind| {
        !matches!(
            kind,
            Kind::Prose | Kind::RelatedMarker | Kind::Tail | Kind::Footer
        )
    });
    links.next().is_some_and(|kind| kind != Kind::Prose)
}

/// Reads the date that the page gives its article away from the headline.
pub(super) fn dated_elsewhere(page: &Page<'_>, draft: &mut Draft) {
    let texts: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
    let entry = elsewhere::in_entry(texts.iter().copied(), page.order);
    let title = draft.title.as_ref().map(|found| found.value.as_str());
    let listed = title.and_then(|title| elsewhere::listed(&texts, title, page.order));
    offer(&mut draft.published, entry);
    offer(&mut draft.published, listed);
}

/// Returns whether the story has words of a line in small letters, or its last word again and again: then the line
/// is a label or the name of someone written about, and no byline.
fn story_speaks_of(text: &str, draft: &Draft) -> bool {
    /// An author may be named once, at the end.
    const TIMES: usize = 2;
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let Some(last) = words.last() else {
        return false;
    };
    let story = || {
        draft
            .paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.split(|letter: char| !letter.is_alphanumeric()))
    };
    let has_small = story().any(|word| {
        word.chars().all(char::is_lowercase) && words.iter().any(|name| name.to_lowercase() == word)
    });
    has_small || story().filter(|word| word == last).count() >= TIMES
}

fn credit_line(page: &Page<'_>, place: usize, trust: f32, draft: &mut Draft) {
    let text = page.lines[place].text.as_str();
    offer_byline(byline::from_line(text), text, 0.9 * trust, draft);
    let mut credit = credit::read(text, page.order);
    // A label may have a line of its own.
    let above = place.checked_sub(1).map(|above| page.lines[above].key.as_str());
    if let (Some((role @ DateRole::Unlabelled, date)), Some(label)) =
        (credit.dates.first_mut(), above.and_then(credit::whole_label))
        && date.start == 0
    {
        *role = label;
    }
    dating::credited(page, &credit, text, trust, draft);
    for piece in &credit.pieces {
        offer_byline(byline::from_line(piece), text, 0.88 * trust, draft);
        // "Updated 6 May 2024, 9.12 pm - HARROW BAY" tells from where.
        let is_loud = !piece.chars().any(char::is_lowercase) && !text.starts_with(piece.as_str());
        let is_name = !is_loud || credit.dates.is_empty() || given_names::begins_with_one(piece);
        offer_byline(
            byline::people_only(piece).filter(|_| is_name),
            text,
            0.8 * trust,
            draft,
        );
        let is_byline = byline::from_line(piece).is_some() || byline::opens_byline(piece);
        let parts = || piece.split(", ");
        let is_paper = |part: &&str| source::is_known(part) && agency(part).is_none();
        let name = match is_byline {
            true => parts().skip(1).find(is_paper).map(source::canonical),
            false => parts().find_map(source::in_credit),
        };
        // "Source: …" on a reprint names whoever had it first.
        let labelled = piece.contains([':', '：']);
        let confidence = match &name {
            Some(name) if labelled && agency(name).is_some() => 0.5,
            _ if labelled => 0.6,
            _ => 0.88,
        };
        let found = name.map(|name| Found::new(name, EvidenceFrom::CreditLine, text, confidence * trust));
        offer(&mut draft.source, found);
    }
}

fn offer_byline(byline: Option<Byline>, text: &str, confidence: f32, draft: &mut Draft) {
    let Some(byline) = byline else {
        return;
    };
    if !byline.people.is_empty() {
        offer(
            &mut draft.byline,
            Some(Found::new(
                byline.people,
                EvidenceFrom::CreditLine,
                text,
                confidence,
            )),
        );
    }
    if !byline.agencies.is_empty() {
        offer(
            &mut draft.agencies,
            Some(Found::new(
                byline.agencies,
                EvidenceFrom::CreditLine,
                text,
                confidence,
            )),
        );
    }
}

/// Reads the dateline of the first paragraph that has one; returns the name in it that is no agency's.
pub(super) fn dateline(page: &Page<'_>, draft: &mut Draft) -> Option<String> {
    let leads: Vec<String> = draft.paragraphs.iter().take(4).cloned().collect();
    let (dateline, lead) = leads
        .iter()
        .find_map(|lead| Some((dateline::read(lead, page.order)?, lead)))?;
    let text = dateline.text.clone();
    let credited = dateline.source.clone();
    let found =
        |value: String, confidence| Some(Found::new(value, EvidenceFrom::Dateline, &text, confidence));
    offer(
        &mut draft.dateline,
        dateline.place.and_then(|place| found(place, 0.9)),
    );
    offer(
        &mut draft.source,
        dateline
            .source
            .and_then(|name| found(source::canonical(&name), 0.68)),
    );
    if !dateline.agencies.is_empty() {
        offer(
            &mut draft.agencies,
            Some(Found::new(dateline.agencies, EvidenceFrom::Dateline, &text, 0.9)),
        );
    }
    if !dateline.people.is_empty() {
        offer(
            &mut draft.byline,
            Some(Found::new(dateline.people, EvidenceFrom::Dateline, &text, 0.85)),
        );
    }
    if let Some(date) = dateline.date {
        let dated = dated(page, &date, find_weekday(lead));
        offer(
            &mut draft.published,
            dated.map(|dated| {
                let (from, confidence) = dated.stands_in(EvidenceFrom::Dateline, 0.8, 0.65);
                Found::new(dated.value, from, &dated.words(page, &text), confidence)
            }),
        );
    }
    credited
}

/// Gathers the agencies that credits, captions and the last lines of the story name.
pub(super) fn agencies(page: &Page<'_>, header: &Header, draft: &Draft) -> Option<Found<Vec<String>>> {
    let mut names: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut confidence: f32 = 0.0;
    if let Some(found) = &draft.agencies {
        names.clone_from(&found.value);
        text.clone_from(&found.evidence.text);
        confidence = found.evidence.confidence;
    }
    let end = (header.region.end + 6).min(page.lines.len());
    let start = header.title.unwrap_or(header.region.start.saturating_sub(3));
    let credited = (start.min(header.region.start)..end).filter_map(|place| {
        let line = page.lines[place].text.as_str();
        match page.kinds[place] {
            Kind::Closing => Some((line, 0.85)),
            Kind::Caption => Some((credit_of(line), 0.5)),
            _ => None,
        }
    });
    let signed = draft.paragraphs.last().and_then(|paragraph| signed(paragraph));
    for (credit, trust) in credited.chain(signed.map(|sign| (sign, 0.85))) {
        for name in agencies_in(credit) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
                if trust > confidence {
                    confidence = trust;
                    credit.clone_into(&mut text);
                }
            }
        }
    }
    let is_source = |name: &String| draft.source.as_ref().is_some_and(|source| source.value == *name);
    names.retain(|name| !is_source(name));
    // A little more than what the first of them was offered with, so that the whole list replaces it.
    (!names.is_empty()).then(|| Found::new(names, EvidenceFrom::CreditLine, &text, confidence + 0.01))
}

/// Returns what the brackets at the end of a story say, as in "… (FR mit dpa)".
fn signed(paragraph: &str) -> Option<&str> {
    /// Words of the longest signature.
    const MOST_WORDS: usize = 5;
    let (before, inside) = paragraph.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let is_apart = before
        .trim_end()
        .ends_with(['.', '!', '?', '"', '”', '“', '»', '…']);
    (is_apart && count_words(inside) <= MOST_WORDS).then_some(inside)
}
