//! Classifies lines by their words and look: prose, short lines, and the many kinds of furniture.

use std::sync::LazyLock;

use regex::Regex;

use super::credit;
use super::line::{Line, Mark};
use crate::caption;
use crate::phrases::{self, Phrase};
use crate::source;
use crate::wording::{count_letters, is_unspaced, letters};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paragraph.
    Prose,
    /// A short sentence.
    Sentence,
    /// A short line that is no sentence: a headline, a subhead, a menu item, a name.
    Short,
    /// A short line of a list that the story announces.
    Item,
    /// A button, label or prompt.
    Widget,
    /// Announces links to other articles on the lines after it.
    RelatedMarker,
    /// A link to another article, with its label on the same line.
    Related,
    /// Heads a module after the story.
    Tail,
    /// A legal notice.
    Footer,
    /// The caption or credit of a picture.
    Caption,
    /// Gives a date, an author or a source.
    Credit,
    /// Credits agencies or staff under the story.
    Closing,
}

impl Kind {
    /// Returns whether a line of this kind can be part of the story.
    pub(crate) fn is_story(self) -> bool {
        matches!(self, Self::Prose | Self::Sentence | Self::Short | Self::Item)
    }
}

/// A line of a paragraph has at least this many words, or a sentence's end and [`SENTENCE_WORDS`].
const PROSE_WORDS: usize = 25;
/// See [`PROSE_WORDS`].
const SENTENCE_WORDS: usize = 10;
/// Prompts and notices longer than this are taken for paragraphs that happen to hold their words.
const PROMPT_WORDS: usize = 45;

/// Returns what a line is.
pub(crate) fn classify(line: &Line) -> Kind {
    *line.kind.get_or_init(|| told(line))
}

fn told(line: &Line) -> Kind {
    let n_words = line.n_words;
    if is_bare_number(&line.text) || phrases::is(Phrase::Widget, &line.key) && !is_also_marker(&line.key) {
        return Kind::Widget;
    }
    if is_time(&line.text) || is_share_row(&line.key) || is_post(&line.text) || is_reposted(&line.key) {
        return Kind::Widget;
    }
    let heads_links = phrases::is(Phrase::RelatedMarker, &line.key);
    if heads_links && !phrases::is(Phrase::Tail, &line.key) {
        return Kind::RelatedMarker;
    }
    if heads_links || phrases::is(Phrase::Tail, &line.key) || n_words <= 6 && starts_module(line) {
        return Kind::Tail;
    }
    if is_footer(line) {
        return Kind::Footer;
    }
    if caption::is_caption(&line.text, &line.key, line.n_words) {
        return Kind::Caption;
    }
    if is_related(line) {
        return Kind::Related;
    }
    if let Some(kind) = credit_kind(line) {
        return kind;
    }
    if is_prompt(line) || is_link_list(&line.text) {
        return Kind::Widget;
    }
    if is_eastern_headline(line) {
        return Kind::Short;
    }
    if n_words >= PROSE_WORDS || line.is_sentence && n_words >= SENTENCE_WORDS {
        return Kind::Prose;
    }
    if line.is_sentence && n_words >= 3 {
        Kind::Sentence
    } else {
        Kind::Short
    }
}

/// Returns whether a line of a script without spaces has no stop, as headlines and cut teasers have none.
fn is_eastern_headline(line: &Line) -> bool {
    /// Words from which it is a paragraph all the same.
    const MANY_WORDS: usize = 60;
    line.n_words < MANY_WORDS
        && line
            .text
            .contains(|letter| matches!(letter, '\u{3040}'..='\u{9fff}'))
        && !line.text.contains(['。', '！', '？', '」', '”'])
}

/// Some markers, such as "next article", are also buttons; then what follows them is a headline all the same.
fn is_also_marker(key: &str) -> bool {
    phrases::is(Phrase::RelatedMarker, key)
}

fn is_bare_number(text: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\d\s.,:/+x×%°|()\[\]-]+(?:min|h|s|m|k|K|M)?$").expect("the pattern is fixed")
    });
    NUMBER.is_match(text) && !text.contains("19") && !text.contains("20") || text.chars().count() == 1
}

/// "Today, 08:31", "2 hours ago" and "1時間前" are the times of teasers.
fn is_time(text: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:(?-i:",
            letters!(),
            r"){3,12},? )?(?:(?-i:",
            letters!(),
            r"){2,4} )?\d{1,2}[:.]\d{2}(?: ?(?:uhr|h|min\.?|[ap]\.?m\.?))?$",
            r"|^\d{1,2} ?(?:[hmd]|hrs?|mins?|hours?|minutes?|days?|weeks?|months?|years?)\.? ago$|^vor \d+ (?-i:",
            letters!(),
            r")+$",
            r"|^\d+(?:分|時間|日|か月|小时|小時|分钟|天)前$|^(?:duration|dauer|länge) \d+:\d{2}$"
        ))
        .expect("the pattern is fixed")
    });
    TIME.is_match(text)
}

/// A row of links to networks.
fn is_share_row(key: &str) -> bool {
    const NETWORKS: [&str; 16] = [
        "facebook",
        "twitter",
        "whatsapp",
        "linkedin",
        "telegram",
        "email",
        "pinterest",
        "reddit",
        "tumblr",
        "instagram",
        "youtube",
        "mail",
        "xing",
        "messenger",
        "weibo",
        "flipboard",
    ];
    let words: Vec<&str> = key.split(' ').collect();
    let n_networks = words.iter().filter(|word| NETWORKS.contains(word)).count();
    n_networks >= 3 && n_networks * 3 >= words.len()
}

/// An embedded post of a network: it carries a handle or the address of its picture.
fn is_post(text: &str) -> bool {
    text.contains("pic.twitter.com/")
        || text.contains("https://t.co/")
        || text.starts_with('—') && text.contains("(@")
}

/// "More on …" and "Trending in …" head modules; the same words inside a sentence do not.
fn starts_module(line: &Line) -> bool {
    !line.is_sentence && phrases::start_of(Phrase::Tail, &line.key).is_some_and(|start| start.contains(' '))
}

fn is_footer(line: &Line) -> bool {
    let has_year = line.text.bytes().any(|byte| byte.is_ascii_digit());
    // Without a year it credits a picture, unless it says more.
    if line.text.starts_with('©') && (has_year || source::is_known(line.text.trim_start_matches(['©', ' '])))
        || line.text.contains("(c) 20")
        || line.text.contains("(C) 20")
    {
        return true;
    }
    // "Copyright law must change" and "Powered by the sun, the ship …" are sentences of a report.
    let is_common = |start: &str| matches!(start, "copyright" | "powered by") && !has_year;
    let is_report = |start: &str| line.is_sentence && (line.n_words > 60 || is_common(start));
    phrases::start_of(Phrase::FooterStart, &line.key).is_some_and(|start| !is_report(start))
        || phrases::within(Phrase::FooterPart, &line.key)
}

/// A link label is set off by a colon, a bar or a dash; "Related industries grew" is a sentence.
pub(crate) fn is_related(line: &Line) -> bool {
    let Some(start) = related_label(line) else {
        return false;
    };
    let n_letters = count_letters(start);
    let mut letters = 0;
    let after = line.text.char_indices().find(|(_, character)| {
        letters += usize::from(character.is_alphabetic());
        letters > n_letters || letters == n_letters && !character.is_alphabetic()
    });
    let rest = after.map_or("", |(at, _)| &line.text[at..]).trim_start();
    // "Read more – that is what many have resolved." is a sentence of its own.
    let is_dashed = rest.starts_with(['–', '—', '-']);
    is_dashed && !line.is_sentence || rest.starts_with([':', '|', '>', '→', '»', '：', '】'])
}

/// Returns the words with which a short line begins as a link to another article.
pub(crate) fn related_label(line: &Line) -> Option<&str> {
    const MOST_WORDS: usize = 30;
    (line.n_words <= MOST_WORDS)
        .then(|| phrases::start_of(Phrase::RelatedStart, &line.key))
        .flatten()
}

/// Returns whether a line, by its key, is what WordPress puts under the items of its feeds: "The post … appeared first on …".
pub(crate) fn is_reposted(key: &str) -> bool {
    const FORMS: [(&str, &str); 8] = [
        ("the post ", " appeared first on "),
        ("der beitrag ", " erschien zuerst auf "),
        ("l article ", " est apparu en premier sur "),
        ("la entrada ", " se publico primero en "),
        ("l articolo ", " proviene da "),
        ("o post ", " apareceu primeiro em "),
        ("het bericht ", " verscheen eerst op "),
        ("artykul ", " pochodzi z serwisu "),
    ];
    /// Words of the name of a site; of a report that tells where something appeared, more follow.
    const MOST_BEHIND: usize = 6;
    FORMS.iter().any(|(start, part)| {
        let behind = key.strip_prefix(start).and_then(|rest| rest.split_once(part));
        behind.is_some_and(|(_, behind)| behind.split(' ').count() <= MOST_BEHIND)
    })
}

fn credit_kind(line: &Line) -> Option<Kind> {
    let is_closing = phrases::start_of(Phrase::ClosingStart, &line.key);
    // "2021-02-10 Source: …" is the line under a headline: digits are no part of its key.
    if is_closing.is_some() && line.text.starts_with(char::is_numeric) && credit::is_credit(line) {
        return Some(Kind::Credit);
    }
    if let Some(start) = is_closing {
        let set_off = line.text.contains([':', '：', '-', '–']) || start.contains(' ');
        if line.n_words <= 30 && set_off && !(line.is_sentence && line.n_words > 20) {
            return Some(Kind::Closing);
        }
    }
    if line.n_words <= 6 && credit::is_agency_line(&line.text) {
        return Some(Kind::Closing);
    }
    credit::is_credit(line).then_some(Kind::Credit)
}

fn is_prompt(line: &Line) -> bool {
    if line.n_words > PROMPT_WORDS {
        return false;
    }
    let starts = phrases::start_of(Phrase::WidgetStart, &line.key);
    let starts = starts.is_some_and(|start| start.contains(' ') || line.n_words <= 12 && !line.is_sentence);
    // A report may speak of an app store; a prompt speaks to its reader.
    let is_report = line.is_sentence && line.n_words >= SENTENCE_WORDS && !speaks_to_reader(&line.key);
    let is_within = |phrase| phrases::within(phrase, &line.key);
    starts || !is_report && (is_within(Phrase::WidgetPart) || is_within(Phrase::MailPart))
}

/// Returns whether a line, by its key, speaks of its reader or of those who wrote it.
fn speaks_to_reader(key: &str) -> bool {
    const PRONOUNS: [&str; 28] = [
        "you", "your", "our", "us", "we", "my", "sie", "ihr", "ihre", "ihren", "du", "dein", "wir", "unser",
        "unseren", "vous", "votre", "nous", "nos", "tu", "su", "nuestro", "nuestra", "notre", "nostra",
        "nossa", "voce", "seu",
    ];
    key.split(' ').any(|word| PRONOUNS.contains(&word))
}

/// Several links on one line: bars or joined words with a capital inside ("WorldBusinessSport").
pub(super) fn is_link_list(text: &str) -> bool {
    if n_bars(text) >= 3 || is_eastern_menu(text) {
        return true;
    }
    let joined = n_joined(text);
    if joined < 2 {
        return false;
    }
    let is_short = text.split(' ').count() <= 8;
    (joined >= 3 || is_short) && joined * 24 > text.chars().count() && !text.contains(". ")
}

/// Counts the signs between the links of a menu.
fn n_bars(text: &str) -> usize {
    if text.is_ascii() && !text.contains('|') {
        return 0;
    }
    [" | ", " · ", " • "]
        .iter()
        .map(|bar| text.matches(bar).count())
        .sum()
}

/// Scripts without spaces between words have them between the items of a menu.
fn is_eastern_menu(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let items: Vec<&str> = text.split(' ').collect();
    let n_eastern = items.iter().filter(|item| item.chars().any(is_unspaced)).count();
    let n_letters = text.chars().filter(|letter| is_unspaced(*letter)).count();
    // Japanese headlines have spaces between their parts, which are longer than the entries of a menu.
    let is_menu =
        n_eastern >= 4 && n_eastern * 4 >= n_letters || n_eastern >= 8 && n_eastern * 10 >= n_letters;
    is_menu && !text.contains('。')
}

/// Counts the places where one long word runs into the next; "iPhone" and "McDonald" have none.
fn n_joined(text: &str) -> usize {
    /// Letters before and after the place.
    const LONG: usize = 3;
    let is_run_on = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    if text.is_ascii() && !text.as_bytes().windows(2).any(is_run_on) {
        return 0;
    }
    let letters: Vec<char> = text.chars().collect();
    let is_joint = |window: &[char]| {
        window[..LONG].iter().all(|letter| letter.is_lowercase())
            && window[LONG].is_uppercase()
            && window[LONG + 1..].iter().all(|letter| letter.is_alphabetic())
    };
    letters
        .windows(2 * LONG + 1)
        .filter(|window| is_joint(window))
        .count()
}

/// Returns how much a line speaks for the story, as a term of the sum that picks it.
pub(crate) fn weight(line: &Line, kind: Kind) -> f32 {
    match kind {
        Kind::Prose => 2.0 + (line.n_words as f32 / 20.0).min(3.0),
        Kind::Sentence => 0.5,
        Kind::Item => 0.0,
        Kind::Short if line.mark == Mark::Bullet => -0.5,
        Kind::Short if line.n_words <= 2 => -0.9,
        Kind::Short => -0.6,
        Kind::Widget | Kind::Caption | Kind::Related | Kind::Credit | Kind::RelatedMarker => -0.4,
        Kind::Closing => -1.0,
        // A heading over links can stand inside a story, and one over a module hardly ever does.
        Kind::Tail if phrases::is(Phrase::RelatedMarker, &line.key) => -1.5,
        Kind::Tail => -3.0,
        Kind::Footer => -5.0,
    }
}
