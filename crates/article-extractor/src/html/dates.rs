//! The dates of a page: JSON-LD, meta tags, marked elements and its address.

use article::{EvidenceFrom, Precision, Published};

use super::metadata::Metadata;
use super::printed::has_folders;
use crate::dates::{DayOrder, date_of_address, find_relative, is_european_summer, parse_date, sharpest};
use crate::draft::{Around, Draft, Found, offer};
use crate::plain::{DateRole, read_credit};

impl Metadata {
    /// Offers the dates that the page states, the surest first.
    pub(super) fn offer_dates(&self, draft: &mut Draft, order: DayOrder, around: Around<'_>) {
        const PUBLISHED: [&str; 28] = [
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "og:published_time",
            "article:published",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "rnews:datepublished",
            "article.published",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "citation_publication_date",
            "citation_online_date",
            "dcterms.issued",
            "prism.publicationdate",
            "publication_date",
            "publicationdate",
            "publisheddate",
            "originalpublicationdate",
        ];
        const UPDATED: [&str; 8] = [
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "lastmod",
            "last-modified",
            "dcterms.modified",
            "revised",
            "dateupdate",
        ];
        let read = |text: &str| Some(self.at_midnight(parse_date(text, order)?));
        if let Some((text, date)) = self
            .linked
            .published
            .as_deref()
            .and_then(|text| Some((text, read(text)?)))
        {
            let date = self
                .meta(&PUBLISHED)
                .and_then(read)
                .map_or(date, |other| sharpest(date, other));
            offer(
                &mut draft.published,
                Some(Found::new(date, EvidenceFrom::JsonLd, text, 0.97)),
            );
        }
        let meta = self
            .meta(&PUBLISHED)
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::MetaTag, text, 0.95)));
        offer(&mut draft.published, meta);
        let modified = self
            .linked
            .modified
            .as_deref()
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::JsonLd, text, 0.95)));
        let tag = self
            .meta(&UPDATED)
            .and_then(|text| Some(Found::new(read(text)?, EvidenceFrom::MetaTag, text, 0.9)));
        offer(&mut draft.updated, modified.or(tag));
        let change = self.changed.first().and_then(|text| Some((text, read(text)?)));
        let change = change.map(|(text, date)| Found::new(date, EvidenceFrom::Element, text, 0.8));
        offer(&mut draft.updated, change);
        let marked = self
            .times
            .iter()
            .find(|(_, marked)| *marked)
            .or(self.times.first());
        if let Some((text, marked)) = marked {
            let confidence = if *marked { 0.9 } else { 0.62 };
            offer(
                &mut draft.published,
                read(text).map(|date| Found::new(date, EvidenceFrom::Element, text, confidence)),
            );
        }
        self.offer_classed(draft, order, marked.and_then(|(time, _)| read(time)));
        self.offer_beside_author(draft, order);
        self.offer_age(draft, around);
        if let Some(url) = self.url() {
            let found = date_of_address(url).map(|date| {
                let confidence = if has_folders(url, &date) { 0.72 } else { 0.66 };
                Found::new(date, EvidenceFrom::Url, url, confidence)
            });
            offer(&mut draft.published, found);
        }
    }

    /// Returns a moment as the midnight that it is where the page is read: a day without a time of day, set by a clock
    /// one or two hours ahead of UTC and stated in UTC, is 23 or 22 o'clock of the day before.
    fn at_midnight(&self, date: Published) -> Published {
        /// Languages that are read by the clocks of Central Europe, and hardly elsewhere.
        const CENTRAL: [&str; 12] = [
            "de", "it", "nl", "pl", "cs", "sk", "hu", "da", "sv", "no", "hr", "sl",
        ];
        let stated = date.to_string();
        let hours = [("T23:00:00Z", 1), ("T22:00:00Z", 2)];
        let ahead = hours.iter().find(|(clock, _)| stated.ends_with(clock));
        let (Some((_, hours)), Some(language)) = (ahead, self.language()) else {
            return date;
        };
        // In winter 22 o'clock is 23 there, a time like any other.
        let is_midnight = *hours == 1 || is_european_summer(date.date());
        let next = date.date().tomorrow();
        match (next, jiff::tz::Offset::from_hours(*hours)) {
            (Ok(next), Ok(offset)) if is_midnight && CENTRAL.contains(&language.code()) => {
                Published::second(next.to_datetime(jiff::civil::Time::midnight()), offset)
            }
            _ => date,
        }
    }

    /// Offers the dates of elements whose class says that they hold one. The element that a reader sees is seldom the
    /// one that knows the time of day, which `timed` may do.
    fn offer_classed(&self, draft: &mut Draft, order: DayOrder, timed: Option<Published>) {
        /// So many dates in a row are those of other things.
        const LIST: usize = 4;
        let is_list = self.dated.len() >= LIST;
        for (text, is_near) in &self.dated {
            let date = parse_date(text, order).filter(|date| date.precision() >= Precision::Day);
            let Some(date) = date else {
                continue;
            };
            let role = read_credit(text, order).dates.first().map(|(role, _)| *role);
            let found =
                |date: Published, confidence| Some(Found::new(date, EvidenceFrom::Element, text, confidence));
            match role {
                Some(DateRole::Other) => continue,
                Some(DateRole::Updated) => offer(&mut draft.updated, found(date, 0.8)),
                _ if *is_near || role == Some(DateRole::Published) => {
                    let date = timed.map_or(date, |timed| sharpest(date, timed));
                    offer(&mut draft.published, found(date, 0.64));
                    return;
                }
                _ if is_list => continue,
                _ => {
                    offer(&mut draft.published, found(date, 0.6));
                    return;
                }
            }
        }
    }

    /// Offers the date that stands beside the author's name.
    fn offer_beside_author(&self, draft: &mut Draft, order: DayOrder) {
        let Some(text) = self.authors.first().map(|named| named.text.as_str()) else {
            return;
        };
        let credit = read_credit(text, order);
        for (role, date) in credit.dates.iter().filter(|(_, date)| date.is_full()) {
            let found = |sure| Some(Found::new(date.published()?, EvidenceFrom::Element, text, sure));
            match role {
                DateRole::Other => {}
                DateRole::Updated => offer(&mut draft.updated, found(0.8)),
                DateRole::Published | DateRole::Unlabelled => offer(&mut draft.published, found(0.605)),
            }
        }
    }

    /// Offers the date that an age such as "3 hours ago" tells beside the time of fetching.
    fn offer_age(&self, draft: &mut Draft, around: Around<'_>) {
        let Some(fetched) = &around.fetched else {
            return;
        };
        let found = self.dated.iter().find_map(|(text, _)| {
            let date = find_relative(text)?.before(fetched)?;
            let words = around.with_fetch(text);
            Some(Found::new(date, EvidenceFrom::Inferred, &words, 0.5))
        });
        offer(&mut draft.published, found);
    }
}
