//! Finds the publisher of a page of plain text: its name stands after the headline, in copyright lines, in addresses
//! and again and again in the furniture around the story.

use std::collections::BTreeMap;
use std::ops::Range;

use article::EvidenceFrom;

use super::bare;
use super::fields::Header;
use super::kind::Kind;
use super::{Known, Page};
use crate::agencies::agency;
use crate::byline;
use crate::draft::{Draft, Found, offer};
use crate::phrases::{self, Phrase};
use crate::source;
use crate::title::{same_headline, split_site};
use crate::wording::{count_words, is_capitalised, same_words, title_case, word_key};
use text_analysis::fold;

/// Offers the source of a page.
pub(super) fn find(page: &Page<'_>, header: &Header, known: Known<'_>, draft: &mut Draft) {
    if let Some(name) = known.source {
        offer(
            &mut draft.source,
            found(&source::canonical(name), EvidenceFrom::Record, name, 0.95),
        );
        return;
    }
    let title = draft.title.as_ref().map(|found| found.value.clone());
    if let Some(name) = header.site.as_deref().and_then(source::plausible) {
        offer(
            &mut draft.source,
            found(&name, EvidenceFrom::Heading, &name, 0.75),
        );
    }
    masthead(page, header, draft);
    let mut named = Named::default();
    for place in furniture(page, header) {
        let text = page.lines[place].text.as_str();
        if title
            .as_deref()
            .is_some_and(|title| text.len() > title.len() && same_headline(title, text))
        {
            let site = split_site(text, &[]).1.and_then(|name| source::plausible(&name));
            offer(
                &mut draft.source,
                site.and_then(|name| found(&name, EvidenceFrom::Heading, text, 0.75)),
            );
        }
        if let Some(name) = source::of_copyright(text) {
            let sure = source::is_known(&name) || source::sounds_like_press(&name);
            offer(
                &mut draft.source,
                found(&name, EvidenceFrom::Footer, text, if sure { 0.72 } else { 0.5 }),
            );
        }
        named.count(text);
    }
    let spelled = |label: &str| {
        let lines = || furniture(page, header).map(|place| page.lines[place].text.as_str());
        // "The Province" before "Province" where the address has the article.
        let exact = lines().find_map(|line| spelled_in(line, |name| name == label));
        exact.or_else(|| lines().find_map(|line| spelled_in(line, |name| source::are_alike(name, label))))
    };
    offer(&mut draft.source, named.own_site(spelled));
    offer(&mut draft.source, named.best());
}

/// Offers the known publisher that stands on a line of its own beside a credit or a name.
pub(super) fn beside_credit(page: &Page<'_>, place: usize, draft: &mut Draft) -> bool {
    let text = page.lines[place].text.as_str();
    let Some(name) = bare::publisher_of(text) else {
        return false;
    };
    let is_credit = |place: usize| {
        let line = page.lines.get(place);
        page.kinds.get(place) == Some(&Kind::Credit)
            || line.is_some_and(|line| byline::people_only(&line.text).is_some())
    };
    let is_beside = is_credit(place + 1) || place > 0 && is_credit(place - 1);
    if is_beside && agency(name).is_none() {
        let found = Found::new(source::canonical(name), EvidenceFrom::CreditLine, text, 0.8);
        offer(&mut draft.source, Some(found));
    }
    is_beside
}

/// Takes the address that stands alone on a line above the story, or on one of the last lines.
pub(super) fn address(page: &Page<'_>, header: &Header, draft: &mut Draft) {
    /// Lines above a story; those of a page are more.
    const MOST_ABOVE: usize = 12;
    /// Lines at the end in which the address can stand.
    const MOST_BELOW: usize = 3;
    let addresses = |places: Range<usize>| {
        let texts = places.map(|place| page.lines[place].text.as_str());
        let mut found: Vec<&str> = texts.filter(|text| bare::is_address(text)).collect();
        found.dedup();
        found
    };
    let n_lines = page.lines.len();
    let above = if header.region.start <= MOST_ABOVE {
        0..header.region.start
    } else {
        0..0
    };
    let below = header.region.end.max(n_lines.saturating_sub(MOST_BELOW))..n_lines;
    for (places, confidence) in [(above, 0.8), (below, 0.6)] {
        if let [address] = addresses(places)[..] {
            let found = Found::new(address.to_owned(), EvidenceFrom::Body, address, confidence);
            offer(&mut draft.url, Some(found));
        }
    }
}

/// Returns the words of a line that are a name which fits when run together.
fn spelled_in(line: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    /// Words of the longest name.
    const LONGEST: usize = 5;
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut runs = (1..=LONGEST)
        .flat_map(|n| words.windows(n))
        .map(|run| run.join(" "));
    runs.find_map(|run| {
        let name = run.trim_matches(|sign: char| !sign.is_alphanumeric());
        let begins = name.starts_with(char::is_uppercase) && !name.contains('.');
        (begins && fits(&source::joined(name))).then(|| name.to_owned())
    })
}

/// The name over a page stands in its first lines, alone or at the head of a path such as "Name / World / Asia".
fn masthead(page: &Page<'_>, header: &Header, draft: &mut Draft) {
    /// Lines that a masthead can be, from the top.
    const REACH: usize = 3;
    let above = header.title.unwrap_or(header.region.start).min(REACH);
    for line in &page.lines[..above] {
        let name = line
            .text
            .split(['/', '»', '›', '>', '|'])
            .next()
            .unwrap_or_default()
            .trim();
        let n_words = count_words(name);
        let letters: Vec<char> = name.chars().filter(|letter| letter.is_alphabetic()).collect();
        let is_shouted =
            letters.iter().all(|letter| letter.is_uppercase()) && line.text == name && n_words >= 2;
        let telling = source::sounds_like_press(name) && is_capitalised(name);
        if !(1..=5).contains(&n_words)
            || line.is_sentence
            || !(is_shouted || telling)
            || n_words == 1 && !name.contains('-')
            || phrases::is(Phrase::Widget, &line.key)
            || source::is_menu(name)
            || byline::opens_byline(&line.text)
            || phrases::start_of(Phrase::WidgetStart, &line.key).is_some()
        {
            continue;
        }
        let again = page
            .lines
            .iter()
            .filter(|other| is_footer_with(&other.text, name))
            .count();
        let confidence = if again > 0 {
            0.8
        } else if telling {
            0.7
        } else if header.site.as_deref().is_some_and(|site| same_words(site, name)) {
            0.5
        } else {
            // Capitals alone are those of buttons as well.
            continue;
        };
        let Some(name) = source::plausible(&title_case(name)) else {
            continue;
        };
        offer(
            &mut draft.source,
            found(&name, EvidenceFrom::Heading, &line.text, confidence),
        );
    }
}

fn is_footer_with(text: &str, name: &str) -> bool {
    let is_legal = text.contains('©') || fold(text).contains("copyright") || text.contains("(c)");
    is_legal && word_key(text).contains(&word_key(name))
}

fn found(name: &str, from: EvidenceFrom, text: &str, confidence: f32) -> Option<Found<String>> {
    Some(Found::new(name.to_owned(), from, text, confidence))
}

/// Returns the lines that are not the story.
fn furniture<'a>(page: &'a Page<'_>, header: &'a Header) -> impl Iterator<Item = usize> + 'a {
    let story = header.start..header.region.end;
    (0..page.lines.len()).filter(move |place| {
        let is_label = matches!(
            page.kinds[*place],
            Kind::Widget | Kind::Footer | Kind::Credit | Kind::Closing
        );
        header.title != Some(*place) && (!story.contains(place) || is_label)
    })
}

/// How often the furniture names a publication, with one line that does.
#[derive(Default)]
struct Named {
    known: BTreeMap<String, (usize, String)>,
    unknown: BTreeMap<String, (usize, String)>,
    /// Addresses of sites that are not in the table.
    sites: BTreeMap<String, (usize, String)>,
}

impl Named {
    fn count(&mut self, text: &str) {
        /// Words of a label with an address.
        const SHORT: usize = 4;
        let words = text.split([' ', '/', '|', '(', ')', ',', '<', '>']);
        for word in words.filter(|word| word.contains('.')) {
            let host = word.rsplit('@').next().unwrap_or(word);
            let is_mail = host.len() < word.len();
            let host = host.trim_matches(['.', ':', ',', '*', '_']);
            if is_mail && is_of_anyone(host) {
                continue;
            }
            if let Some(name) = source::of_address(host) {
                add(&mut self.known, name, text, 1);
            } else if is_site(host) && !is_of_anyone(host) {
                // A letter box and a line of its own tell more than a link in a sentence.
                let is_own = is_mail || count_words(text) <= SHORT;
                let host = host.to_lowercase();
                add(&mut self.sites, host, text, if is_own { 2 } else { 1 });
            }
        }
        for name in source::known_within(text) {
            add(&mut self.known, name, text, 1);
        }
        let lead = text.split(" - ").next().unwrap_or(text).trim();
        let n_words = lead.split(' ').count();
        if (2..=4).contains(&n_words)
            && source::sounds_like_press(lead)
            && is_capitalised(lead)
            && !source::is_menu(lead)
        {
            add(&mut self.unknown, lead.to_owned(), text, 1);
        }
    }

    /// Returns the publisher by the address that the furniture gives most often, surer where its name stands there too.
    fn own_site(&self, spelled: impl Fn(&str) -> Option<String>) -> Option<Found<String>> {
        let (host, (times, line)) = self.sites.iter().max_by_key(|(_, (times, _))| *times)?;
        let label = source::label_of(host)?;
        let (name, confidence) = match spelled(&label) {
            Some(name) if *times >= 2 => (name, 0.55 + 0.03 * (*times).min(3) as f32),
            None if *times >= 3 => (source::named_by_address(host)?, 0.51),
            _ => return None,
        };
        Some(Found::new(name, EvidenceFrom::Footer, line, confidence))
    }

    /// A name that the table knows needs one line more than none, another name two.
    fn best(self) -> Option<Found<String>> {
        let most =
            |names: BTreeMap<String, (usize, String)>| names.into_iter().max_by_key(|(_, (times, _))| *times);
        let known = most(self.known).map(|(name, (times, line))| {
            let confidence = 0.52 + 0.03 * times.min(4) as f32;
            Found::new(name, EvidenceFrom::Footer, &line, confidence)
        });
        known.or_else(|| {
            let (name, (times, line)) = most(self.unknown)?;
            (times >= 2).then(|| Found::new(source::canonical(&name), EvidenceFrom::Footer, &line, 0.5))
        })
    }
}

/// Returns whether a word is the address of a site and not the end of one sentence and the begin of the next.
pub(super) fn is_site(word: &str) -> bool {
    /// Letters of the shortest name.
    const SHORTEST: usize = 3;
    let is_host = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-');
    let ending = word.rsplit('.').next().unwrap_or_default();
    word.chars().all(is_host)
        && (2..=7).contains(&ending.len())
        && ending.chars().all(|letter| letter.is_ascii_lowercase())
        && source::label_of(word).is_some_and(|label| {
            label.len() >= SHORTEST && label.contains(|letter: char| letter.is_alphabetic())
        })
}

/// Returns whether an address is where anyone has a page, a letter box or an app.
fn is_of_anyone(host: &str) -> bool {
    const NAMES: [&str; 44] = [
        "facebook",
        "twitter",
        "instagram",
        "youtube",
        "linkedin",
        "pinterest",
        "tiktok",
        "whatsapp",
        "telegram",
        "threads",
        "reddit",
        "snapchat",
        "tumblr",
        "flipboard",
        "bsky",
        "mastodon",
        "vk",
        "weibo",
        "line",
        "google",
        "apple",
        "microsoft",
        "amazon",
        "spotify",
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "yahoo",
        "aol",
        "gmx",
        "web",
        "tonline",
        "mail",
        "yandex",
        "163",
        "126",
        "qq",
        "sina",
        "wordpress",
        "blogspot",
        "medium",
        "bit",
        "adobe",
    ];
    source::label_of(host).is_none_or(|label| NAMES.contains(&label.as_str()))
}

fn add(names: &mut BTreeMap<String, (usize, String)>, name: String, line: &str, times: usize) {
    let entry = names.entry(name).or_insert_with(|| (0, line.to_owned()));
    entry.0 += times;
}
