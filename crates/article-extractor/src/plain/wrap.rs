//! Joins the lines of text that was wrapped at a fixed width, so that a line is a paragraph again. The width is that of
//! the lines inside of blocks: headings, captions and addresses that were not wrapped do not count.

use std::borrow::Cow;

use super::bare::is_address;
use crate::byline;
use crate::wording::{ends_sentence, is_unspaced};

/// Characters of the lines that may be wrapped: longer ones are paragraphs, shorter ones menus and names.
const LENGTHS: std::ops::RangeInclusive<usize> = 30..=130;
/// By how much the lines of one text differ: the longest word that may not have fitted, and more where a program
/// counted letters in its own way.
const SLACK: usize = 16;
/// Words without case say nothing about where sentences begin, so that more lines have to be full.
const FEWEST_CASELESS: usize = 3;

/// Returns the text with the lines of each block joined where it is wrapped, else the text itself.
pub(crate) fn joined(text: &str) -> Cow<'_, str> {
    let Some(wrap) = Wrap::of(text) else {
        return Cow::Borrowed(text);
    };
    let mut result = String::with_capacity(text.len());
    let mut before = "";
    for line in text.lines() {
        let bare = line.trim();
        if wrap.runs_on(before, line) {
            let is_unspaced = |letter: Option<char>| letter.is_some_and(is_unspaced);
            let has_space =
                !is_unspaced(before.trim_end().chars().next_back()) || !is_unspaced(bare.chars().next());
            result.push_str(if has_space { " " } else { "" });
        } else {
            result.push('\n');
        }
        result.push_str(bare);
        before = line;
    }
    Cow::Owned(result)
}

/// Two lines of one block.
struct Pair {
    n_chars: usize,
    /// Characters that the first line would have with the next word.
    n_with_next: usize,
    is_cut: bool,
    is_caseless: bool,
}

impl Pair {
    fn of(line: &str, next: &str) -> Self {
        let (line, next) = (line.trim_end(), next.trim_start());
        let n_chars = line.chars().count();
        let last = line.chars().next_back().unwrap_or(' ');
        let first = next.chars().next().unwrap_or(' ');
        let is_caseless =
            |letter: char| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase();
        let caseless = is_caseless(last) && is_caseless(first);
        Self {
            n_chars,
            n_with_next: n_chars + n_first_word(next) + 1,
            is_cut: caseless || line.ends_with(',') || first.is_lowercase() && !ends_sentence(line),
            is_caseless: caseless,
        }
    }

    /// Returns whether a program that fills lines would have put the next word on the first line.
    fn fits(&self, width: usize) -> bool {
        self.n_with_next <= width
    }
}

/// Returns the characters of what a program moves to the next line at once.
fn n_first_word(text: &str) -> usize {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if is_unspaced(first) => 1,
        _ => text.chars().take_while(|letter| !letter.is_whitespace()).count(),
    }
}

/// How a text is wrapped.
struct Wrap {
    width: usize,
    /// How far from the width a full line may end where the next word says nothing.
    slack: usize,
}

impl Wrap {
    /// Returns how a text is wrapped: half of the lines inside of blocks come close to one width, and sentences go on
    /// behind them.
    fn of(text: &str) -> Option<Self> {
        let mut pairs: Vec<Pair> = Vec::new();
        let mut before = "";
        for line in text.lines() {
            if !before.trim().is_empty()
                && !line.trim().is_empty()
                && !is_address(before.trim())
                && !is_address(line.trim())
            {
                pairs.push(Pair::of(before, line));
            }
            before = line;
        }
        pairs.retain(|pair| pair.n_chars >= *LENGTHS.start());
        let near = busiest(&pairs)?;
        let full: Vec<&Pair> = pairs.iter().filter(|pair| near.contains(&pair.n_chars)).collect();
        let cut: Vec<&Pair> = full.iter().copied().filter(|pair| pair.is_cut).collect();
        if full.len() * 2 < pairs.len() || cut.len() * 3 < full.len() {
            return None;
        }
        let width = cut.iter().map(|pair| pair.n_chars).max()?;
        let n_tight = cut.iter().filter(|pair| !pair.fits(width)).count();
        let is_tight = n_tight * 10 >= cut.len() * 9;
        let n_caseless = cut.iter().filter(|pair| pair.is_caseless).count();
        if n_caseless * 2 > cut.len() && !(is_tight && cut.len() >= FEWEST_CASELESS) {
            return None;
        }
        let slack = if is_tight { 0 } else { SLACK };
        Some(Self { width, slack })
    }

    /// Returns whether a line goes on with the next.
    fn runs_on(&self, line: &str, next: &str) -> bool {
        let (bare, next_bare) = (line.trim(), next.trim());
        if bare.is_empty() || next_bare.is_empty() || self.is_unwrapped(bare) || self.is_unwrapped(next_bare)
        {
            return false;
        }
        let indent = |line: &str| line.len() - line.trim_start().len();
        let starts_block = next_bare.starts_with(['*', '-', '•', '#', '|'])
            || bare.starts_with('#')
            || indent(next) > indent(line);
        if starts_block
            || is_address(bare)
            || is_address(next_bare)
            || self.is_byline(next_bare)
            || self.is_byline(bare)
        {
            return false;
        }
        let pair = Pair::of(line, next);
        let is_full = !pair.fits(self.width) || pair.n_chars + self.slack >= self.width;
        is_full || pair.is_cut && !pair.is_caseless
    }

    /// Returns whether a line names an author and is not the middle of a sentence that goes on with "by".
    fn is_byline(&self, line: &str) -> bool {
        let is_apart = line.starts_with(char::is_uppercase) || line.chars().count() * 2 < self.width;
        is_apart && !line.ends_with('.') && byline::from_line(line).is_some()
    }

    /// Returns whether a line was left as long as it is. An address is long because nothing in it can be cut.
    fn is_unwrapped(&self, line: &str) -> bool {
        line.contains(' ') && line.chars().count() > self.width + SLACK
    }
}

/// Returns the lengths, [`SLACK`] apart, that most of the cut lines have.
fn busiest(pairs: &[Pair]) -> Option<std::ops::RangeInclusive<usize>> {
    let mut n_cut = vec![0_usize; LENGTHS.end() + 1];
    for pair in pairs.iter().filter(|pair| pair.is_cut) {
        if let Some(n_cut) = n_cut.get_mut(pair.n_chars) {
            *n_cut += 1;
        }
    }
    let windows = LENGTHS.map(|end| end.saturating_sub(SLACK)..=end);
    let most = windows.max_by_key(|window| n_cut[window.clone()].iter().sum::<usize>())?;
    n_cut[most.clone()].iter().any(|n_cut| *n_cut > 0).then_some(most)
}
