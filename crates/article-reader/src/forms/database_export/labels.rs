//! An article of Nexis or ProQuest: bare lines (headline, source, date), labelled ones ("BYLINE: Ana Reis") and the
//! text between them -> a record.

use article::{Extent, PARAGRAPH_BREAK, RawRecord};

use super::known_labels::{Label, labelled};
use super::{ends_sentence, is_copyright, paragraphs};

/// Fewer labels are those of any text.
const MIN_LABELS: usize = 2;

/// Returns the record that the lines are; nothing where they are labelled otherwise.
pub(super) fn record(lines: &[&str]) -> Option<RawRecord> {
    let paragraphs = paragraphs_of(lines);
    let mut reading = Reading {
        has_opened_text: opens_text(&paragraphs),
        ..Reading::default()
    };
    for (paragraph, may_end_text) in paragraphs.iter().zip(may_end_text(&paragraphs)) {
        reading.paragraph(paragraph, may_end_text);
    }
    reading.finish()
}

/// Returns the lines between blank ones, those of each paragraph together.
fn paragraphs_of<'l, 'a>(lines: &'l [&'a str]) -> Vec<&'l [&'a str]> {
    lines
        .split(|line| line.trim().is_empty())
        .filter(|lines| !lines.is_empty())
        .collect()
}

/// Returns whether a label opens the text, so that what stands before it without a label is none of it.
fn opens_text(paragraphs: &[&[&str]]) -> bool {
    let opens = |line: &&str| labelled(line).is_some_and(|(label, _)| label == Label::Text);
    paragraphs.iter().any(|lines| lines.first().is_some_and(opens))
}

/// Returns for each paragraph whether the text may end before it, for it is labelled and what follows is no text. Texts
/// have labels of their own ("Country: …"), behind which their sentences go on.
fn may_end_text(paragraphs: &[&[&str]]) -> Vec<bool> {
    /// So many labels in a row are those of the database, whatever follows.
    const SURE: usize = 3;
    let mut is_in_captions = false;
    let kinds: Vec<(Option<Label>, bool)> = paragraphs
        .iter()
        .map(|lines| {
            let label = lines
                .first()
                .and_then(|line| labelled(line))
                .map(|(label, _)| label);
            is_in_captions = label.map_or(is_in_captions, |label| label == Label::Captions);
            (label, !is_in_captions && is_prose(lines))
        })
        .collect();
    let mut n_labels = SURE;
    let mut may_end = vec![false; paragraphs.len()];
    for (at, (label, is_prose)) in kinds.iter().enumerate().rev() {
        match label {
            Some(label) => {
                n_labels += 1;
                may_end[at] = n_labels >= SURE && (*label == Label::Captions || !is_prose);
            }
            None if *is_prose => n_labels = 0,
            None => {}
        }
    }
    may_end
}

/// Returns whether a paragraph ends a sentence of some words, and says not whose the text is.
fn is_prose(lines: &[&str]) -> bool {
    let is_legal = |line: &str| {
        let line = line.to_lowercase();
        line.contains("copyright") || line.contains("rights reserved")
    };
    let n_words = lines.iter().map(|line| line.split_whitespace().count()).sum();
    lines.last().is_some_and(|line| ends_sentence(line, n_words)) && !lines.iter().any(|line| is_legal(line))
}

/// Which part of an article a line is in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Head,
    Text,
    Tail,
}

/// An article that is being read.
#[derive(Default)]
struct Reading<'a> {
    /// Whether a label opens the text.
    has_opened_text: bool,
    part: Part,
    /// The lines before the first label.
    bare: Vec<&'a str>,
    fields: Vec<(Label, String)>,
    /// Whether the next line belongs to the last field.
    is_in_field: bool,
    story: Vec<&'a str>,
}

impl<'a> Reading<'a> {
    fn paragraph(&mut self, lines: &[&'a str], may_end_text: bool) {
        let is_legal = lines.first().is_some_and(|line| is_copyright(line));
        if self.part == Part::Text && (may_end_text || is_legal) {
            self.part = Part::Tail;
        }
        for line in lines {
            self.line(line);
        }
        self.is_in_field = false;
        for part in [&mut self.bare, &mut self.story] {
            part.push("");
        }
    }

    fn line(&mut self, line: &'a str) {
        match labelled(line).filter(|_| self.part != Part::Text) {
            Some((Label::Text, rest)) => {
                self.part = Part::Text;
                self.story = vec![rest];
                self.fields.push((Label::Text, String::new()));
                self.is_in_field = false;
            }
            Some((label, rest)) => {
                self.fields.push((label, rest.to_owned()));
                self.is_in_field = true;
            }
            None => self.unlabelled(line),
        }
    }

    fn unlabelled(&mut self, line: &'a str) {
        if self.is_in_field {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            return;
        }
        match self.part {
            Part::Head if self.fields.is_empty() => self.bare.push(line),
            Part::Head if !self.has_opened_text => {
                self.part = Part::Text;
                self.story = vec![line];
            }
            Part::Text => self.story.push(line),
            Part::Head | Part::Tail => {}
        }
    }

    fn finish(self) -> Option<RawRecord> {
        let field = |wanted: Label| {
            let (_, value) = self.fields.iter().find(|(label, _)| *label == wanted)?;
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            (!value.is_empty()).then_some(value)
        };
        let first = |wanted: Label| Some(field(wanted)?.split(';').next()?.trim_end().to_owned());
        let source = first(Label::Source);
        let (text, extent) = match (
            paragraphs(&self.story).join(PARAGRAPH_BREAK),
            field(Label::Standfirst),
        ) {
            // ProQuest has only abstracts of some articles.
            (_, Some(summary)) if source.is_some() && !self.has_opened_text => (summary, Extent::Summary),
            (text, _) => (text, Extent::Full),
        };
        if self.fields.len() < MIN_LABELS || text.is_empty() {
            return None;
        }
        let bare = paragraphs(&self.bare);
        let bare: Vec<&str> = bare
            .iter()
            .map(String::as_str)
            .filter(|line| !is_copyright(line))
            .collect();
        let head = Head::of(&bare);
        // ProQuest names the source by a label, and its authors as "Reis, Ana; Vik, Jon".
        let order = if source.is_some() {
            Order::Turned
        } else {
            Order::Told
        };
        let title = field(Label::Title).or_else(|| head.title.map(str::to_owned))?;
        Some(RawRecord {
            title: Some(without_edition(&title).to_owned()),
            byline: field(Label::Byline).map_or_else(Vec::new, |names| people(&names, order)),
            published: field(Label::Published).or_else(|| head.date.map(str::to_owned)),
            source: source.or_else(|| head.source.map(without_place)),
            section: first(Label::Section),
            language: first(Label::Language),
            standfirst: field(Label::Standfirst).filter(|_| extent.is_full()),
            text: Some(text),
            extent,
            ..RawRecord::default()
        })
    }
}

/// What the bare lines at the start say: source, date, edition and headline, or headline, source and date.
#[derive(Default)]
struct Head<'a> {
    title: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<&'a str>,
}

impl<'a> Head<'a> {
    fn of(bare: &[&'a str]) -> Self {
        let cover = bare.iter().rposition(|line| is_of_cover(line));
        let bare = &bare[cover.map_or(0, |at| at + 1)..];
        let Some(at) = (1..bare.len()).find(|at| is_date(bare[*at])) else {
            return Self {
                title: bare.first().copied(),
                ..Self::default()
            };
        };
        let is_edition = |line: &&&str| line.to_lowercase().contains("edition") && line.len() < 40;
        let behind = bare[at + 1..].iter().rfind(|line| !is_edition(line));
        Self {
            title: behind.or_else(|| bare[..at - 1].first()).copied(),
            source: Some(bare[at - 1]),
            date: Some(bare[at]),
        }
    }
}

/// Returns whether a line is one of those that Nexis writes of each document in the list before the first.
fn is_of_cover(line: &str) -> bool {
    const STARTS: [&str; 5] = [
        "Client/Matter:",
        "Search Terms:",
        "Search Type:",
        "Narrowed by:",
        "Content Type",
    ];
    STARTS.iter().any(|start| line.starts_with(start)) || line.ends_with("-None-")
}

/// "March 4, 2025 Tuesday", "4 mars 2025", "4 de marzo de 2025": a day beside the name of a month and before a year.
fn is_date(line: &str) -> bool {
    const MAX_WORDS: usize = 9;
    let words: Vec<&str> = line
        .split([' ', ',', '.'])
        .filter(|word| !matches!(*word, "" | "de" | "del"))
        .collect();
    let is_year = |word: &str| {
        word.len() == 4
            && word
                .parse::<u16>()
                .is_ok_and(|year| (1_700..2_200).contains(&year))
    };
    let is_day = |word: &str| {
        let word = word.strip_suffix("er").unwrap_or(word);
        word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_month = |word: &str| word.chars().all(char::is_alphabetic);
    words.len() <= MAX_WORDS
        && words.windows(3).any(|words| match words {
            [first, second, year] => {
                is_year(year) && (is_day(first) && is_month(second) || is_month(first) && is_day(second))
            }
            _ => false,
        })
}

/// "The Harbour Post (Tarnwick)" is The Harbour Post.
fn without_place(source: &str) -> String {
    let place = source.rfind(" (").filter(|_| source.ends_with(')'));
    source[..place.unwrap_or(source.len())].to_owned()
}

/// "Ferry stays: [Final Edition]" is "Ferry stays".
fn without_edition(title: &str) -> &str {
    let edition = title.rfind(": [").filter(|_| title.ends_with(']'));
    &title[..edition.unwrap_or(title.len())]
}

/// How a database writes the parts of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// "Ana Reis", behind which a place or an agency may stand.
    Told,
    /// "Reis, Ana".
    Turned,
}

fn people(names: &str, order: Order) -> Vec<String> {
    let turned = |name: &str| match name.split_once(", ") {
        Some((last, first)) if order == Order::Turned || !last.contains(' ') && !first.contains(',') => {
            format!("{first} {last}")
        }
        _ => name.to_owned(),
    };
    names
        .split(';')
        .map(|name| turned(name.trim()))
        .filter(|name| !name.is_empty())
        .collect()
}
