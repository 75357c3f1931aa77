//! An article of Nexis or ProQuest: bare lines (headline, source, date), labelled ones ("BYLINE: Ana Reis") and the
//! text between them -> a record.

use article::{PARAGRAPH_BREAK, RawRecord};

use super::{is_copyright, paragraphs};

/// What a label announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Title,
    Byline,
    Published,
    Source,
    Section,
    Language,
    Standfirst,
    Text,
    /// What is no field of ours, before the text.
    Before,
    /// The same behind the text, which ends there.
    Behind,
}

const LABELS: [(&str, Label); 43] = [
    ("headline", Label::Title),
    ("title", Label::Title),
    ("byline", Label::Byline),
    ("author", Label::Byline),
    ("authors", Label::Byline),
    ("publication date", Label::Published),
    ("publication title", Label::Source),
    ("section", Label::Section),
    ("language of publication", Label::Language),
    ("highlight", Label::Standfirst),
    ("abstract", Label::Standfirst),
    ("body", Label::Text),
    ("full text", Label::Text),
    ("length", Label::Before),
    ("dateline", Label::Before),
    ("publication info", Label::Before),
    ("series", Label::Before),
    ("distribution", Label::Before),
    ("links", Label::Before),
    ("load-date", Label::Behind),
    ("language", Label::Behind),
    ("graphic", Label::Behind),
    ("publication-type", Label::Behind),
    ("publication type", Label::Behind),
    ("document-type", Label::Behind),
    ("journal code", Label::Behind),
    ("subject", Label::Behind),
    ("company", Label::Behind),
    ("organization", Label::Behind),
    ("person", Label::Behind),
    ("city", Label::Behind),
    ("country", Label::Behind),
    ("geographic", Label::Behind),
    ("industry", Label::Behind),
    ("classification", Label::Behind),
    ("pages", Label::Behind),
    ("publication year", Label::Behind),
    ("publisher", Label::Behind),
    ("issn", Label::Behind),
    ("proquest document id", Label::Behind),
    ("document url", Label::Behind),
    ("copyright", Label::Behind),
    ("last updated", Label::Behind),
];
/// Fewer labels are those of any text.
const MIN_LABELS: usize = 2;

/// Returns the record that the lines are; nothing where they are labelled otherwise.
pub(super) fn record(lines: &[&str]) -> Option<RawRecord> {
    let mut reading = Reading::default();
    let mut after_blank = true;
    for line in lines {
        reading.line(line, after_blank);
        after_blank = line.trim().is_empty();
    }
    reading.finish()
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
    part: Part,
    /// The lines before the first label.
    bare: Vec<&'a str>,
    fields: Vec<(Label, String)>,
    /// Whether the next line belongs to the last field.
    is_in_field: bool,
    story: Vec<&'a str>,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a str, after_blank: bool) {
        if line.trim().is_empty() {
            self.is_in_field = false;
            self.bare.push(line);
            self.story.push(line);
            return;
        }
        let label = labelled(line)
            .filter(|(label, _)| self.part != Part::Text || after_blank && *label == Label::Behind);
        match label {
            Some((Label::Text, rest)) => {
                self.part = Part::Text;
                self.story = vec![rest];
                self.fields.push((Label::Text, String::new()));
                self.is_in_field = false;
            }
            Some((label, rest)) => {
                self.fields.push((label, rest.to_owned()));
                self.is_in_field = true;
                if self.part == Part::Text {
                    self.part = Part::Tail;
                }
            }
            None => self.unlabelled(line, after_blank),
        }
    }

    fn unlabelled(&mut self, line: &'a str, after_blank: bool) {
        if self.is_in_field {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            return;
        }
        match self.part {
            Part::Head if self.fields.is_empty() => self.bare.push(line),
            Part::Head => {
                self.part = Part::Text;
                self.story = vec![line];
            }
            Part::Text if after_blank && is_copyright(line) => self.part = Part::Tail,
            Part::Text => self.story.push(line),
            Part::Tail => {}
        }
    }

    fn finish(self) -> Option<RawRecord> {
        let field = |wanted: Label| {
            let (_, value) = self.fields.iter().find(|(label, _)| *label == wanted)?;
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            (!value.is_empty()).then_some(value)
        };
        let story = paragraphs(&self.story);
        if self.fields.len() < MIN_LABELS || story.is_empty() {
            return None;
        }
        let bare = paragraphs(&self.bare);
        let bare: Vec<&str> = bare
            .iter()
            .map(String::as_str)
            .filter(|line| !is_copyright(line))
            .collect();
        let head = Head::of(&bare);
        let section = field(Label::Section);
        let section = section.map(|section| section.split(';').next().unwrap_or_default().to_owned());
        Some(RawRecord {
            title: Some(field(Label::Title).or_else(|| head.title.map(str::to_owned))?),
            byline: field(Label::Byline).map_or_else(Vec::new, |names| in_order(&names)),
            published: field(Label::Published).or_else(|| head.date.map(str::to_owned)),
            source: field(Label::Source).or_else(|| head.source.map(without_place)),
            section,
            language: field(Label::Language),
            standfirst: field(Label::Standfirst),
            text: Some(story.join(PARAGRAPH_BREAK)),
            ..RawRecord::default()
        })
    }
}

fn labelled(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    // Nexis writes some labels alone on their lines.
    let (name, rest) = line.split_once(':').unwrap_or((line, ""));
    let is_alone = !line.contains(':');
    let name = name.to_lowercase();
    let (_, label) = LABELS.iter().find(|(known, _)| *known == name)?;
    let may_be_alone = matches!(name.as_str(), "body" | "full text" | "graphic" | "classification");
    (!is_alone || may_be_alone).then(|| (*label, rest.trim()))
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

/// "March 4, 2025 Tuesday", "4 mars 2025": a day beside the name of a month and before a year.
fn is_date(line: &str) -> bool {
    const MAX_WORDS: usize = 9;
    let words: Vec<&str> = line
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_year = |word: &str| {
        word.len() == 4
            && word
                .parse::<u16>()
                .is_ok_and(|year| (1_700..2_200).contains(&year))
    };
    let is_day = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
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

/// ProQuest writes "Reis, Ana; Vik, Jon".
fn in_order(names: &str) -> Vec<String> {
    let turned = |name: &str| match name.split_once(", ") {
        Some((last, first)) if !first.contains([',', ' ']) || names.contains(';') => {
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
