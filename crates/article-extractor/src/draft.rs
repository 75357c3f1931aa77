//! [`Draft`]: an article in the making, where each field keeps the best evidence offered for it.

use std::time::SystemTime;

use article::{
    Article, ArticleId, Evidence, EvidenceFrom, EvidenceMap, Extent, Field, Hints, Language, Published,
    RawContent, RawDocument, Rejection,
};
use jiff::civil::Date;

use crate::byline;
use crate::caption;
use crate::dates::{DayOrder, parse_date, was_there};
use crate::furniture::Furniture;
use crate::title::without_source;
use crate::wording::{same_words, squeeze};
use crate::{defaults, source};

/// What is known of a document from around it that its own words are read by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around<'a> {
    /// The address.
    pub(crate) address: Option<&'a str>,
    /// When it was fetched.
    pub(crate) fetched: Option<Published>,
    /// When its file was last changed, as RFC 3339; few documents ask.
    pub(crate) modified: Option<&'a str>,
    /// The day on which it is read: what is dated later is no news yet.
    pub(crate) today: Option<Date>,
    /// A date of the same file that tells the order of its own.
    pub(crate) telling_date: Option<&'a str>,
    /// The furniture that it shares with its neighbours.
    pub(crate) furniture: Option<&'a Furniture>,
    /// Whether a headline is known that stands before any in the text: the subject of a mail.
    pub(crate) is_titled: bool,
}

impl<'a> Around<'a> {
    /// Returns what the hints of a document say.
    pub(crate) fn of(hints: &'a Hints) -> Self {
        Self {
            address: hints.url.as_deref(),
            fetched: hints.fetched.as_deref().and_then(time),
            modified: hints.modified.as_deref(),
            today: None,
            telling_date: hints.telling_date.as_deref(),
            furniture: None,
            is_titled: hints.subject.is_some(),
        }
    }

    /// Returns when its file was last changed.
    pub(crate) fn modified(&self) -> Option<Published> {
        self.modified.and_then(time)
    }

    /// Returns words that a date was read from, with the time of fetching that it was worked out by.
    pub(crate) fn with_fetch(&self, text: &str) -> String {
        with_time(text, "fetched", self.fetched.as_ref())
    }

    /// Returns the same with the time of the file's last change.
    pub(crate) fn with_change(&self, text: &str) -> String {
        with_time(text, "file changed", self.modified().as_ref())
    }

    /// Returns the same as it is read at this time.
    pub(crate) fn read_at(self, clock: Option<SystemTime>) -> Self {
        /// A clock that was never set shows an earlier day.
        const FIRST: Date = jiff::civil::date(2026, 1, 1);
        let moment = clock.and_then(|clock| jiff::Timestamp::try_from(clock).ok());
        let day = moment.map(|moment| jiff::tz::Offset::UTC.to_datetime(moment).date());
        Self {
            today: day.filter(|day| *day >= FIRST),
            ..self
        }
    }

    /// Returns the same beside neighbours that have this furniture.
    pub(crate) fn among(self, furniture: &'a Furniture) -> Self {
        Self {
            furniture: Some(furniture).filter(|furniture| !furniture.is_empty()),
            ..self
        }
    }
}

/// Reads a time that a program wrote.
fn time(text: &str) -> Option<Published> {
    parse_date(text, DayOrder::DayFirst)
}

fn with_time(text: &str, what: &str, time: Option<&Published>) -> String {
    match time {
        Some(time) => format!("{text} ({what} {time})"),
        None => text.to_owned(),
    }
}

/// A value with the evidence for it.
#[derive(Clone, Debug)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) evidence: Evidence,
}

impl<T> Found<T> {
    /// A value read from these words.
    pub(crate) fn new(value: T, from: EvidenceFrom, text: &str, confidence: f32) -> Self {
        Self {
            value,
            evidence: Evidence::new(from, text, confidence),
        }
    }
}

/// Puts a finding into its slot unless what is there is as sure.
pub(crate) fn offer<T>(slot: &mut Option<Found<T>>, found: Option<Found<T>>) {
    let Some(found) = found else {
        return;
    };
    let better = slot
        .as_ref()
        .is_none_or(|known| known.evidence.confidence < found.evidence.confidence);
    if better {
        *slot = Some(found);
    }
}

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<Found<String>>,
    pub(crate) standfirst: Option<Found<String>>,
    pub(crate) byline: Option<Found<Vec<String>>>,
    pub(crate) source: Option<Found<String>>,
    pub(crate) agencies: Option<Found<Vec<String>>>,
    pub(crate) dateline: Option<Found<String>>,
    pub(crate) published: Option<Found<Published>>,
    pub(crate) updated: Option<Found<Published>>,
    pub(crate) language: Option<Found<Language>>,
    pub(crate) section: Option<Found<String>>,
    pub(crate) url: Option<Found<String>>,
    pub(crate) paragraphs: Vec<String>,
    /// The captions of its pictures.
    pub(crate) captions: Vec<String>,
    /// Why the page is no article, where it shows that.
    pub(crate) not_article: Option<&'static str>,
}

impl Draft {
    /// Takes over every field of another draft that is surer there, and its story where this one has none.
    pub(crate) fn absorb(&mut self, other: Self) {
        offer(&mut self.title, other.title);
        offer(&mut self.standfirst, other.standfirst);
        offer(&mut self.byline, other.byline);
        offer(&mut self.source, other.source);
        offer(&mut self.agencies, other.agencies);
        offer(&mut self.dateline, other.dateline);
        offer(&mut self.published, other.published);
        offer(&mut self.updated, other.updated);
        offer(&mut self.language, other.language);
        offer(&mut self.section, other.section);
        offer(&mut self.url, other.url);
        if self.paragraphs.is_empty() {
            self.paragraphs = other.paragraphs;
        }
        if self.captions.is_empty() {
            self.captions = other.captions;
        }
    }

    /// Fills what the document does not say from what is known around it. Dates after it was fetched or read are dropped
    /// first.
    pub(crate) fn fill_from(&mut self, hints: &Hints, around: Around<'_>) {
        /// Headers of a mail or a crawl are not the article's own words.
        const AROUND: f32 = 0.5;
        let found = |text: &Option<String>| {
            let text = squeeze(text.as_deref()?);
            (!text.is_empty()).then(|| Found::new(text.clone(), EvidenceFrom::Record, &text, AROUND))
        };
        let fetched = around.fetched.map(|fetched| fetched.date());
        if let Some(latest) = fetched.or(around.today) {
            let is_later = |found: &mut Found<Published>| !was_there(found.value.date(), latest);
            self.published.take_if(is_later);
            self.updated.take_if(is_later);
        }
        self.url = self.url.take().or_else(|| found(&hints.url));
        let title = found(&hints.subject).or_else(|| self.title.take());
        self.title = title.or_else(|| found(&hints.title));
        self.source = self.source.take().or_else(|| {
            let name = found(&hints.source)?;
            Some(Found {
                value: source::canonical(&name.value),
                ..name
            })
        });
        self.published = self.published.take().or_else(|| {
            let text = hints.published.as_deref()?;
            let date = parse_date(text, DayOrder::DayFirst)?;
            Some(Found::new(date, EvidenceFrom::Record, text, AROUND))
        });
        defaults::fill(self, &hints.defaults);
    }

    /// Takes out what is no person, and takes the name that opens the story where nothing else names an author.
    fn settle_byline(&mut self) {
        let source = self.source.as_ref().map(|found| found.value.as_str());
        if let Some(found) = &mut self.byline {
            found.value.retain(|name| !byline::is_account(name, source));
        }
        self.byline.take_if(|found| found.value.is_empty());
        let opening = self.paragraphs.first().filter(|_| self.byline.is_none());
        if let Some((people, text)) = opening.and_then(|text| Some((byline::opening_name(text)?, text)))
            && !self
                .title
                .as_ref()
                .is_some_and(|title| same_words(&title.value, text))
        {
            self.byline = Some(Found::new(people, EvidenceFrom::Body, text, 0.5));
        }
    }

    /// Returns the article, or a rejection where there is no story.
    pub(crate) fn finish(mut self, document: &RawDocument) -> Result<Article, Rejection> {
        self.settle_byline();
        if self.paragraphs.is_empty() {
            return Err(Rejection::new(&document.origin, "no text"));
        }
        let key = document.key();
        let mut evidence = EvidenceMap::new();
        let source = settle(self.source, Field::Source, &mut evidence);
        let title = settle(self.title, Field::Title, &mut evidence);
        let title = match &source {
            Some(source) => title.map(|title| without_source(&title, source)),
            None => title,
        };
        let standfirst = settle(self.standfirst, Field::Standfirst, &mut evidence);
        let agencies = settle(self.agencies, Field::Agencies, &mut evidence).unwrap_or_default();
        Ok(Article {
            id: ArticleId::from_key(&key),
            key,
            origin: document.origin.clone(),
            url: settle(self.url, Field::Url, &mut evidence),
            title,
            standfirst,
            byline: settle(self.byline, Field::Byline, &mut evidence).unwrap_or_default(),
            source,
            agencies,
            dateline: settle(self.dateline, Field::Dateline, &mut evidence),
            published: settle(self.published, Field::Published, &mut evidence),
            updated: settle(self.updated, Field::Updated, &mut evidence),
            language: settle(self.language, Field::Language, &mut evidence),
            section: settle(self.section, Field::Section, &mut evidence),
            extent: match &document.content {
                RawContent::Record(record) => record.extent,
                _ => Extent::Full,
            },
            captions: caption::beside(self.captions, &self.paragraphs),
            paragraphs: self.paragraphs,
            evidence,
        })
    }
}

fn settle<T>(slot: Option<Found<T>>, field: Field, evidence: &mut EvidenceMap) -> Option<T> {
    let found = slot?;
    evidence.insert(field, found.evidence);
    Some(found.value)
}
