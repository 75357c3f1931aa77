//! What a page says of its publisher: the name that its statements agree on, spelled as it is written for people.

use std::collections::HashSet;
use std::ops::Range;

use article::EvidenceFrom;

use super::metadata::Metadata;
use crate::agencies::agency;
use crate::byline;
use crate::draft::{Draft, Found, offer};
use crate::given_names;
use crate::source;
use crate::wording::{count_words, is_capitalised, same_words, squeeze, word_key};

/// A name that the page gives its publisher.
struct Statement<'a> {
    name: String,
    from: EvidenceFrom,
    /// The words that it was read in.
    text: &'a str,
    confidence: f32,
}

impl Metadata {
    /// Offers the publisher that the page's address belongs to, and what the page calls it.
    pub(super) fn offer_source(&self, draft: &mut Draft) {
        let mut put = |name: String, from, text: &str, confidence| {
            offer(&mut draft.source, Some(Found::new(name, from, text, confidence)));
        };
        let label = self.url().and_then(source::label_of).unwrap_or_default();
        let statements = self.publishers(&label);
        let spellings = self.spellings(&statements);
        if let Some(url) = self.url() {
            // Publishers of one house copy each other's pages with the first one's address; the name on the page counts.
            let elsewhere = self.site_names().into_iter().any(source::is_known);
            if let Some(name) = source::of_address(url) {
                put(name, EvidenceFrom::Url, url, if elsewhere { 0.92 } else { 0.97 });
            }
            if let Some(name) = source::name_of_domain(url) {
                put(best_spelling(&name, &spellings), EvidenceFrom::Url, url, 0.4);
            }
        }
        for statement in &statements {
            let sure = statement.confidence + agreement(statement, &statements, &label);
            let name = best_spelling(&statement.name, &spellings);
            put(name, statement.from, statement.text, sure);
        }
    }

    /// Offers what the title element has beside the headline: the part that stands as a block of its own is the headline,
    /// another one at either end is the source. Pages that state nothing else tell it there.
    pub(super) fn offer_titled<'a>(&self, texts: impl Iterator<Item = &'a str>, draft: &mut Draft) {
        let title = self.title.as_deref().map(squeeze).unwrap_or_default();
        let sure = draft
            .source
            .as_ref()
            .map_or(0.0, |found| found.evidence.confidence);
        if title.len() > LONGEST_TITLE || sure > 0.6 {
            return;
        }
        let shown: HashSet<String> = texts
            .filter(|text| text.len() <= title.len())
            .map(word_key)
            .collect();
        let label = self.url().and_then(source::label_of).unwrap_or_default();
        let put = |name: String, sure: f32, draft: &mut Draft| {
            let found = Found::new(name, EvidenceFrom::Element, &title, sure);
            offer(&mut draft.source, Some(found));
        };
        if let Some(name) = known_end(&title) {
            put(name, KNOWN_END, draft);
        }
        let Some((headline, ends)) = headline_and_ends(&title, &shown) else {
            return;
        };
        let told = ends
            .iter()
            .find_map(|end| Some((told_by_title(end, &label)?, *end)));
        let Some(((name, sure), site)) = told else {
            let is_titled = |found: &Found<String>| same_words(&found.value, headline);
            if draft.title.as_ref().is_some_and(is_titled)
                && let Some(name) = only_other(&title, headline)
            {
                put(name, ONLY_OTHER, draft);
            }
            return;
        };
        put(name, sure, draft);
        let is_weak = draft.title.as_ref().is_none_or(|found| {
            let holds_headline = || word_key(&found.value).contains(&word_key(headline));
            found.evidence.from == EvidenceFrom::Element
                && !same_words(&found.value, headline)
                && (same_words(&found.value, site) || holds_headline())
        });
        if is_weak {
            let found = Found::new(headline.to_owned(), EvidenceFrom::Element, &title, 0.8);
            draft.title = Some(found);
        }
    }

    /// Returns the names that the page states for its publisher, with what each is worth alone. `label` is what the
    /// page's address calls it.
    fn publishers(&self, label: &str) -> Vec<Statement<'_>> {
        let application = self.meta(&[
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
            "cre",
        ]);
        let stated = [
            (self.linked.publisher.as_deref(), EvidenceFrom::JsonLd, 0.9),
            (self.meta(&["og:site_name"]), EvidenceFrom::MetaTag, 0.88),
            (application, EvidenceFrom::MetaTag, 0.7),
        ];
        let stated = stated.into_iter().filter_map(|(text, from, worth)| {
            let text = text?;
            let bare = without_tagline(text, label);
            let is_known = source::is_known(bare);
            let is_address = source::is_address(bare) && !is_known;
            let told = (is_address && bare == bare.to_lowercase()).then(|| source::named_by_address(bare));
            (count_words(bare) <= MOST_WORDS).then(|| Statement {
                name: told.flatten().unwrap_or_else(|| source::canonical(bare)),
                from,
                text,
                confidence: worth + if is_known { 0.05 } else { -doubt(bare) },
            })
        });
        stated.filter(|statement| !statement.name.is_empty()).collect()
    }

    /// Returns all ways in which the page may write the name of its publisher.
    fn spellings<'a>(&'a self, statements: &'a [Statement<'_>]) -> Vec<&'a str> {
        const SIGNS: [&str; 5] = [" | ", " - ", " – ", " — ", " › "];
        let title = self.title.as_deref().unwrap_or_default();
        let ends = SIGNS.iter().flat_map(|sign| {
            let last = title.rsplit_once(sign).map(|(_, name)| name);
            let first = title.split_once(sign).map(|(name, _)| name);
            last.into_iter().chain(first)
        });
        let stated = statements.iter().map(|statement| statement.name.as_str());
        stated.chain(self.site_names()).chain(ends).collect()
    }
}

/// Returns what a name is worth more because the address or another statement has it too.
fn agreement(statement: &Statement<'_>, all: &[Statement<'_>], label: &str) -> f32 {
    const EACH: f32 = 0.03;
    let key = source::joined(&statement.name);
    let same = |other: &&Statement<'_>| source::are_alike(&source::joined(&other.name), &key);
    let n_same = all.iter().filter(same).count().saturating_sub(1);
    let in_address = source::are_alike(label, &key);
    EACH * (n_same + usize::from(in_address)) as f32
}

/// Words of the longest name.
const MOST_WORDS: usize = 8;

/// Returns the name without what praises or explains it, such as "Valley Herald - News from the valley".
fn without_tagline<'a>(text: &'a str, label: &str) -> &'a str {
    if source::is_known(text) {
        return text;
    }
    let text = text.split(" | ").next().unwrap_or(text);
    let text = text
        .split_once(" (")
        .filter(|(name, _)| count_words(name) >= 2)
        .map_or(text, |(name, _)| name);
    let parts = || {
        [" - ", " – ", " — ", ": "]
            .iter()
            .find_map(|sign| text.split_once(sign))
    };
    let is_word = |part: &str| part.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    let Some((first, second)) = parts().filter(|(first, second)| is_word(first) && is_word(second)) else {
        return text;
    };
    let is_address = |part: &str| source::are_alike(&source::joined(part), label);
    let is_shorter = count_words(second) < count_words(first);
    if is_address(second) || is_shorter && !is_address(first) {
        second
    } else {
        first
    }
}

/// What stands between the parts of a title element.
const PART_SIGNS: [&str; 8] = [" | ", " - ", " – ", " — ", " » ", " › ", " :: ", " · "];

/// Bytes of the longest title that is taken apart, far more than headline, sections and site.
const LONGEST_TITLE: usize = 600;

/// Returns the headline of a title, and the parts at its ends that may be the site's: of the runs of parts that stand as a
/// block on the page the one of most words, since links to topics do too. Where another part has more words than that, it
/// is the headline in other words.
fn headline_and_ends<'a>(title: &'a str, shown: &HashSet<String>) -> Option<(&'a str, Vec<&'a str>)> {
    /// Parts of the longest title: headline, sections and site.
    const MOST_PARTS: usize = 8;
    let parts = parts(title);
    if !(2..=MOST_PARTS).contains(&parts.len()) {
        return None;
    }
    let is_cut = |part: &str| part.ends_with('…') || part.ends_with("...");
    let is_shown = |part: &str| count_words(part) >= 3 && !is_cut(part) && shown.contains(&word_key(part));
    let runs = (0..parts.len()).flat_map(|from| (from..parts.len()).map(move |to| (from, to)));
    let (headline, from, to) = runs
        .filter(|(from, to)| to - from + 1 < parts.len())
        .map(|(from, to)| (title[parts[from].start..parts[to].end].trim(), from, to))
        .filter(|(text, ..)| is_shown(text))
        .max_by_key(|(text, from, _)| (count_words(text), std::cmp::Reverse(*from)))?;
    let part = |place: usize| title[parts[place].clone()].trim();
    let outside = || (0..from).chain(to + 1..parts.len());
    let longest = outside().map(|place| count_words(part(place))).max()?;
    let last = parts.len() - 1;
    let ends = [last, 0]
        .into_iter()
        .filter(|end| outside().any(|place| place == *end));
    (longest <= count_words(headline)).then(|| (headline, ends.map(part).collect()))
}

/// Returns where the parts of a title stand.
fn parts(title: &str) -> Vec<Range<usize>> {
    let signs = PART_SIGNS.iter().flat_map(|sign| title.match_indices(sign));
    let mut cuts: Vec<(usize, usize)> = signs.map(|(at, sign)| (at, at + sign.len())).collect();
    cuts.sort_unstable();
    let mut start = 0;
    let mut parts = Vec::new();
    for (before, after) in cuts {
        if before >= start {
            parts.push(start..before);
            start = after;
        }
    }
    parts.push(start..title.len());
    parts
}

/// Letters of an address from which a name that holds them is its own: "Harrow Bay Post-Gazette" of postgazette.example.
const LONG_LABEL: usize = 6;

/// Returns the publisher that a part of a title names, and how sure that is: a name that nothing else tells is a section
/// as often, unless it sounds like a paper's or is the address's.
fn told_by_title(part: &str, label: &str) -> Option<(String, f32)> {
    if let Some(name) = named_end(part) {
        return Some((name, if source::is_known(part) { 0.85 } else { 0.6 }));
    }
    let name = source::plausible(part)?;
    let sounds_so = source::sounds_like_press(part) && count_words(part) >= 2 && !source::is_menu(part);
    let joined = source::joined(part);
    let is_within = label.len() >= LONG_LABEL && !part.contains('.');
    let is_own = source::are_alike(&joined, label)
        || is_within && (joined.starts_with(label) || joined.ends_with(label));
    (sounds_so || is_own).then_some((name, 0.6))
}

/// How sure a known name at the end of a title is where no block of the page is the headline before it.
const KNOWN_END: f32 = 0.55;

/// Returns the known publisher or agency that a title ends in, whatever parts it from the headline.
fn known_end(title: &str) -> Option<String> {
    const SIGNS: [&str; 3] = ["：", "- ", "_"];
    let last = parts(title).pop().filter(|part| part.start > 0);
    let last = last.map(|part| title[part].trim());
    let closer = SIGNS
        .iter()
        .filter_map(|sign| Some(title.rsplit_once(sign)?.1.trim()));
    last.into_iter().chain(closer).find_map(named_end)
}

/// Returns the publisher whose name or address, or the agency whose name, a part of a title is.
fn named_end(part: &str) -> Option<String> {
    if source::is_known(part) {
        return Some(source::canonical(part));
    }
    let addressed = || source::of_address(part).filter(|_| source::is_address(part));
    addressed().or_else(|| agency(part).map(str::to_owned))
}

/// How sure a name is that nothing but its place in the title tells: less than what an address does.
const ONLY_OTHER: f32 = 0.34;

/// Returns the publisher where a title is a headline and one name.
fn only_other(title: &str, headline: &str) -> Option<String> {
    let parts = parts(title);
    let texts = parts.iter().map(|part| title[part.clone()].trim());
    // "Headline - by Jane Roe - The Quay Letter".
    let mut others = texts.filter(|part| *part != headline && !byline::opens_byline(part));
    let (part, None) = (others.next()?, others.next()) else {
        return None;
    };
    let is_name = (2..=5).contains(&count_words(part))
        && count_words(part) < count_words(headline)
        && is_capitalised(part)
        && !(byline::is_person(part) && given_names::begins_with_one(part))
        && !source::is_menu(part);
    is_name.then(|| source::plausible(part)).flatten()
}

/// Returns how much less an unknown name is worth that is the company's, an address or written for programs.
fn doubt(name: &str) -> f32 {
    let is_word = !name.contains(' ') && name.is_ascii();
    if source::is_company(name) {
        0.3
    } else if is_word && name.contains('.') {
        0.25
    } else if is_word && !name.contains(|letter: char| letter.is_uppercase()) {
        0.2
    } else {
        0.0
    }
}

/// Returns the name as the page writes it best: with spaces and capitals where any of the spellings has them.
fn best_spelling(name: &str, spellings: &[&str]) -> String {
    let rank = |text: &str| {
        let letters = || text.chars().filter(|letter| letter.is_alphabetic());
        let has_capital = letters().any(char::is_uppercase);
        let is_name = has_capital && !text.contains('.');
        (is_name, text.contains(' '), letters().any(char::is_lowercase))
    };
    if source::is_known(name) {
        return name.to_owned();
    }
    let key = source::joined(name);
    let better = spellings
        .iter()
        .map(|text| text.trim())
        .filter(|text| rank(text) > rank(name) && source::are_alike(&source::joined(text), &key))
        .max_by_key(|text| rank(text));
    better.map_or_else(|| name.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_praises_them() {
        for (text, label, expected) in [
            ("Valley Herald", "valleyherald", "Valley Herald"),
            (
                "Valley Herald - News from the valley",
                "valleyherald",
                "Valley Herald",
            ),
            ("Breaking news and more - 8News", "eight", "8News"),
            ("News and views: Valley Herald", "valleyherald", "Valley Herald"),
            ("Valley Herald (VH News)", "valleyherald", "Valley Herald"),
            ("Talpost | Nachrichten", "talpost", "Talpost"),
        ] {
            assert_eq!(without_tagline(text, label), expected, "{text}");
        }
    }

    #[test]
    fn names_are_spelled_as_for_people() {
        for (name, spellings, expected) in [
            ("valleyherald", &["Valley Herald"][..], "Valley Herald"),
            (
                "VALLEYHERALD",
                &["valley herald", "Valley Herald"],
                "Valley Herald",
            ),
            ("Valleyherald", &["The Valley Herald"], "The Valley Herald"),
            ("vlr.example", &["VLR"], "VLR"),
            ("Valley Herald", &["valleyherald"], "Valley Herald"),
            ("Valley Herald", &["Hill Herald"], "Valley Herald"),
        ] {
            assert_eq!(best_spelling(name, spellings), expected, "{name}");
        }
    }
}
