//! Plain text -> draft: a page as a person saves or scrapes it, menus, share lines, captions and footers around the story.

mod bare;
mod credit;
mod dating;
mod fields;
mod headline;
mod judged;
mod kind;
mod line;
mod list;
mod outline;
mod publisher;
mod region;
mod shared;
mod slash;
mod story;
mod wrap;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use article::EvidenceFrom;

pub use judged::TextLines;

pub(crate) use credit::{Credit, DateRole, read as read_credit, whole_label};
pub(crate) use kind::{Kind, is_related, is_reposted, related_label};
pub(crate) use line::{Line, Mark, split};
pub(crate) use shared::classify_among;

use crate::byline;
use crate::caption;
use crate::dates::{self, DayOrder, YearEvidence};
use crate::draft::{Around, Draft, Found, offer};
use crate::language;
use crate::title::same_headline;
use fields::Header;
use outline::{Outline, headline_of};

/// What is known of a document before its lines are read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known<'a> {
    /// The headline.
    pub(crate) title: Option<&'a str>,
    /// The source.
    pub(crate) source: Option<&'a str>,
    /// What is known from around it.
    pub(crate) around: Around<'a>,
}

impl<'a> Known<'a> {
    /// What is known of a document that states nothing itself.
    pub(crate) fn around(around: Around<'a>) -> Self {
        Self {
            around,
            ..Self::default()
        }
    }
}

/// Lines with their kinds, and what the whole document tells about its dates.
pub(crate) struct Page<'a> {
    pub(crate) lines: &'a [Line],
    pub(crate) kinds: Vec<Kind>,
    pub(crate) order: DayOrder,
    /// Whether nothing but a guess by the language stands behind the order.
    pub(crate) is_order_open: bool,
    /// The story, and the whole document.
    texts: [&'a str; 2],
    around: Around<'a>,
    years: OnceCell<YearEvidence>,
    weekday: OnceCell<Option<jiff::civil::Weekday>>,
}

impl Page<'_> {
    /// Returns what the document tells of the year of a date without one; few have such a date.
    pub(crate) fn years(&self) -> &YearEvidence {
        self.years
            .get_or_init(|| YearEvidence::of(self.texts[1]).around(&self.around))
    }

    /// Returns the first weekday that the story names.
    pub(crate) fn weekday(&self) -> Option<jiff::civil::Weekday> {
        *self.weekday.get_or_init(|| dates::find_weekday(self.texts[0]))
    }
}

/// Reads a page of lines.
pub(crate) fn read(lines: &[Line], known: Known<'_>) -> Draft {
    let kinds = without_repeated(classify_among(lines, known.around.furniture), lines);
    let Some(outline) = Outline::of(lines, &kinds, known) else {
        return Draft::default();
    };
    let outline = match judged::judge(lines, &kinds, &outline) {
        Some(judged) => outline.corrected(&judged, lines, &kinds, known),
        None => outline,
    };
    read_outlined(lines, kinds, outline, known)
}

/// Reads a document of lines whose kinds [`classify_among`] gave.
pub(crate) fn read_classified(lines: &[Line], kinds: Vec<Kind>, known: Known<'_>) -> Draft {
    let kinds = without_repeated(kinds, lines);
    match Outline::of(lines, &kinds, known) {
        Some(outline) => read_outlined(lines, kinds, outline, known),
        None => Draft::default(),
    }
}

/// Reads a document of which it is known where its headline and its story stand.
fn read_outlined(lines: &[Line], kinds: Vec<Kind>, outline: Outline, known: Known<'_>) -> Draft {
    let mut draft = Draft::default();
    let (body, whole) = (text_of(&lines[outline.region.clone()]), text_of(lines));
    draft.language = language::detect(&body);
    let code = draft.language.as_ref().map(|found| found.value.code().to_owned());
    let page = Page {
        lines,
        kinds,
        order: dates::day_order(&whole, code.as_deref(), known.around.address),
        is_order_open: dates::is_order_open(&whole, code.as_deref(), known.around.address),
        texts: [&body, &whole],
        around: known.around,
        years: OnceCell::new(),
        weekday: OnceCell::new(),
    };
    let mut header = Header::new(
        outline.start,
        outline.region.clone(),
        outline.title.map(|(place, _)| place),
    );
    header.is_bare = outline.is_bare;
    if let Some((place, confidence)) = outline.title {
        take_title(&lines[place], confidence, &mut header, &mut draft);
    }
    story_and_fields(&page, header, outline.picked, known, &mut draft);
    draft
}

/// Takes the headline from its line, and the name of the site off it.
fn take_title(line: &Line, confidence: f32, header: &mut Header, draft: &mut Draft) {
    let from = if line.is_heading() {
        EvidenceFrom::Heading
    } else {
        EvidenceFrom::Body
    };
    let (value, site) = headline_of(line);
    draft.title = Some(Found::new(value, from, &line.text, confidence));
    header.site = site;
}

fn text_of(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    texts.join("\n")
}

/// Returns the kind of each line; what a page says again and again is furniture whatever it says.
fn without_repeated(mut kinds: Vec<Kind>, lines: &[Line]) -> Vec<Kind> {
    /// A headline stands two or three times on its own page, in the path, the title and above the story.
    const TIMES: usize = 3;
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| !line.key.is_empty()) {
        *times.entry(line.key.as_str()).or_default() += 1;
    }
    let repeated = |line: &Line| {
        if line.n_words <= 4 && byline::people_only(&line.text).is_some() {
            return false;
        }
        let n_times = times.get(line.key.as_str()).copied().unwrap_or(0);
        let is_headline_long = (5..=36).contains(&line.n_words) && !line.is_sentence;
        n_times >= TIMES && line.n_words <= 20 && !is_headline_long || n_times >= 2 && line.n_words <= 3
    };
    for (kind, line) in kinds.iter_mut().zip(lines) {
        if matches!(kind, Kind::Short | Kind::Sentence) && repeated(line) && !line.is_heading() {
            *kind = Kind::Widget;
        }
    }
    kinds
}

/// Returns the captions of the pictures from the headline to the end of the story, those right before and behind it
/// among them.
fn captions(page: &Page<'_>, story: Range<usize>) -> Vec<String> {
    let is_caption = |place: &usize| page.kinds[*place] == Kind::Caption;
    let n_before = (0..story.start).rev().take_while(is_caption).count();
    let n_behind = (story.end..page.lines.len()).take_while(is_caption).count();
    let places = story.start - n_before..story.end + n_behind;
    caption::gathered(
        places
            .filter(is_caption)
            .map(|place| (place, page.lines[place].text.as_str())),
    )
}

fn story_and_fields(
    page: &Page<'_>,
    header: Header,
    picked: Vec<usize>,
    known: Known<'_>,
    draft: &mut Draft,
) {
    let mut paragraphs: Vec<String> = picked
        .iter()
        .map(|place| page.lines[*place].text.clone())
        .collect();
    if let Some(slash) = paragraphs
        .iter()
        .take(3)
        .position(|paragraph| slash::read(paragraph).is_some())
    {
        let header = slash::read(&paragraphs[slash]).expect("it was read a line above");
        paragraphs[slash] = header.rest.clone();
        fields::from_slash(header, draft);
        let title = draft.title.as_ref().map(|found| found.value.clone());
        paragraphs.retain(|paragraph| {
            title
                .as_deref()
                .is_none_or(|title| !same_headline(title, paragraph))
        });
    }
    fields::standfirst(page, &header, &picked, draft);
    draft.paragraphs = paragraphs;
    draft.captions = captions(page, header.start..header.region.end);
    fields::credits(page, &header, draft);
    publisher::address(page, &header, draft);
    fields::dated_elsewhere(page, draft);
    let credited = fields::dateline(page, draft);
    publisher::find(page, &header, known, draft);
    dating::inferred_date(page, &header, draft);
    if let (Some(credited), Some(source)) = (credited, &draft.source)
        && source.value != credited
    {
        // Where the page has a publisher of its own, the name in the dateline is that of a wire service.
        let wire = vec![credited.clone()];
        offer(
            &mut draft.agencies,
            Some(Found::new(wire, EvidenceFrom::Dateline, &credited, 0.7)),
        );
    }
    let agencies = fields::agencies(page, &header, draft);
    offer(&mut draft.agencies, agencies);
}
