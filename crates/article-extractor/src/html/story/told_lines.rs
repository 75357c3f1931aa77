//! Lines of furniture that stand in the story as it was judged: the headline once more, who wrote and when, buttons,
//! prompts, notices and addresses.

use std::slice;
use std::sync::LazyLock;

use regex::Regex;

use super::features::bare;
use super::{LEAST, PageBlocks};
use crate::byline;
use crate::dates::DayOrder;
use crate::no_article;
use crate::phrases::{self, Phrase};
use crate::plain::{Kind, Line, Mark, classify_among, read_credit};
use crate::wording::pattern;

/// Blocks at the start of a story that may be its byline, its date or its headline.
const CREDITS: usize = 4;

impl PageBlocks {
    /// Takes out of the story the lines that are furniture by their words, unless it has hardly any others: what stands
    /// between its paragraphs has to say more clearly what it is than what stands above the first or below the last.
    pub(super) fn leave_out_lines(&self, judged: &mut [f32]) {
        /// Lines below the headline that may be a row of buttons.
        const HEAD: usize = 12;
        /// With fewer words left the page is a wall or an error, which the lines tell.
        const FEWEST_WORDS: usize = 13;
        let story: Vec<usize> = (0..self.blocks.len()).filter(|at| judged[*at] >= LEAST).collect();
        let told: Vec<Option<Told<'_>>> = story.iter().map(|at| self.told(*at)).collect();
        let is_prose = |told: &Option<Told<'_>>| {
            told.as_ref()
                .is_none_or(|told| told.kind == Kind::Prose && !told.is_button())
        };
        let first = told.iter().position(is_prose).unwrap_or(told.len()).min(HEAD);
        let is_around = |told: &&Option<Told<'_>>| told.as_ref().is_some_and(Told::is_around);
        let last = told.len() - told.iter().rev().take_while(is_around).count();
        let is_left_out = |place: usize| {
            let said = told[place].as_ref();
            place >= last
                || said.is_some_and(|told| told.is_furniture() || place < first && told.is_around())
                || place < CREDITS && said.is_some_and(Told::is_credit)
                || place < CREDITS.max(first) && self.is_headline(story[place])
        };
        let (out, kept): (Vec<usize>, Vec<usize>) = (0..story.len()).partition(|place| is_left_out(*place));
        let n_kept: usize = kept.iter().map(|place| self.blocks[story[*place]].n_words).sum();
        if n_kept >= FEWEST_WORDS {
            out.into_iter().for_each(|place| judged[story[place]] = 0.0);
        }
    }

    /// Returns a block that is short enough to be furniture, with what its words make of it.
    fn told(&self, at: usize) -> Option<Told<'_>> {
        /// A longer block is a paragraph.
        const MOST_WORDS: usize = 45;
        if self.blocks[at].n_words > MOST_WORDS {
            return None;
        }
        let line = self.line(at)?;
        let kind = classify_among(slice::from_ref(line), None)[0];
        Some(Told { line, kind })
    }

    /// Returns whether a block is the headline once more.
    fn is_headline(&self, at: usize) -> bool {
        /// A longer block is text that a page takes for its title.
        const MOST_WORDS: usize = 30;
        let text = bare(&self.blocks[at].text);
        let heading = self.title_at.map(|at| bare(&self.blocks[at].text));
        self.blocks[at].n_words <= MOST_WORDS
            && self.title_at != Some(at)
            && (heading.as_ref() == Some(&text) || self.stated.titles.contains(&text))
    }
}

/// A short block with what its words make of it.
struct Told<'a> {
    line: &'a Line,
    kind: Kind,
}

impl Told<'_> {
    /// Returns whether it is furniture wherever it stands: an advertisement, a button of several words, a prompt to
    /// subscribe, a link behind its label, or the credit of a picture.
    fn is_furniture(&self) -> bool {
        /// Words of the longest credit of a picture that says nothing of it.
        const CREDIT_WORDS: usize = 8;
        /// Words of the shortest prompt; shorter lines are headings.
        const PROMPT_WORDS: usize = 8;
        let key = self.line.key.as_str();
        match self.kind {
            _ if self.line.mark == Mark::Bullet => false,
            Kind::Widget => {
                is_advertisement(key)
                    || key.contains(' ') && self.is_label()
                    || self.line.n_words >= PROMPT_WORDS && is_subscription(key)
            }
            Kind::Related => true,
            Kind::Caption => {
                self.line.n_words <= CREDIT_WORDS && phrases::start_of(Phrase::CaptionStart, key).is_some()
            }
            _ => false,
        }
    }

    fn is_label(&self) -> bool {
        phrases::is(Phrase::Widget, &self.line.key)
    }

    /// Returns whether it is a button, or what a newsletter says of itself.
    fn is_button(&self) -> bool {
        self.kind == Kind::Widget && self.is_label() || phrases::within(Phrase::MailPart, &self.line.key)
    }

    /// Returns whether it says nothing but who wrote, or when.
    fn is_credit(&self) -> bool {
        /// Words of the longest credit that ends in a full stop.
        const SENTENCE_WORDS: usize = 10;
        let is_sentence = self.line.is_sentence && self.line.n_words > SENTENCE_WORDS;
        if self.kind != Kind::Credit || self.line.mark == Mark::Bullet || is_sentence {
            return false;
        }
        let credit = read_credit(&self.line.text, DayOrder::DayFirst);
        let is_day = credit.n_words() == 0 && credit.dates.iter().any(|(_, date)| date.is_full());
        is_day
            || credit.is_labelled() && credit.n_words() <= 3
            || byline::from_line(&self.line.text).is_some()
    }

    /// Returns whether it belongs above or below a story: a button, a notice, an address, or a prompt for those who have no access.
    fn is_around(&self) -> bool {
        let key = &self.line.key;
        if self.is_button() {
            return true;
        }
        match self.kind {
            Kind::Footer => phrases::within(Phrase::FooterPart, key) || self.line.text.starts_with('©'),
            Kind::Widget => is_subscription(key),
            Kind::Credit => false,
            _ => no_article::prompt(key).is_some() || is_address(self.line),
        }
    }
}

/// Returns whether a line, by its key, says that an advertisement follows.
fn is_advertisement(key: &str) -> bool {
    const WORDS: [&str; 16] = [
        "advertisement",
        "anzeige",
        "werbung",
        "publicite",
        "publicidad",
        "publicidade",
        "pubblicita",
        "reklama",
        "reklame",
        "reklam",
        "annons",
        "annonse",
        "advertentie",
        "реклама",
        "広告",
        "广告",
    ];
    WORDS.contains(&key)
}

/// Returns whether a prompt, by its key, asks for a subscription.
fn is_subscription(key: &str) -> bool {
    const WORDS: [&str; 14] = [
        "newsletter",
        "newsletters",
        "inbox",
        "subscribe",
        "unsubscribe",
        "abonnieren",
        "abonnez",
        "suscribete",
        "boletin",
        "iscriviti",
        "abbonati",
        "assine",
        "nieuwsbrief",
        "posteingang",
    ];
    key.split(' ').any(|word| WORDS.contains(&word))
}

/// Returns whether a line is the postal address of a house: a number, a code and commas, and no sentence.
fn is_address(line: &Line) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|,) ?\d{1,5}[a-z]? \p{Lu}|\p{L} \d{1,4}[a-z]?,"));
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(?:\d{4,6}|\d{5}-\d{4}|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2})\b")
    });
    /// Words of the longest address.
    const MOST_WORDS: usize = 18;
    let text = line.text.as_str();
    line.n_words <= MOST_WORDS
        && text.matches(", ").count() >= 2
        && !line.is_sentence
        && NUMBER.is_match(text)
        && CODE.is_match(text)
}
