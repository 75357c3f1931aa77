//! Joins the lines of text that was wrapped at a fixed width, so that a line is a paragraph again.

use std::borrow::Cow;

/// Widths at which mail programs, terminals and wire services wrap.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
/// Shorter texts do not show whether they are wrapped.
const FEWEST_LINES: usize = 8;

/// Returns the text with the lines of each block joined where it is wrapped, else the text itself.
pub(crate) fn joined(text: &str) -> Cow<'_, str> {
    let Some(width) = width(text) else {
        return Cow::Borrowed(text);
    };
    let mut result = String::with_capacity(text.len());
    let mut is_open = false;
    for line in text.lines() {
        let bare = line.trim();
        let starts_item = bare.starts_with(['*', '-', '•', '#', '|']);
        if is_open && !bare.is_empty() && !starts_item {
            result.push(' ');
        } else {
            result.push('\n');
        }
        result.push_str(bare);
        // A line well short of the width ends its paragraph even without a blank line after it.
        is_open = line.chars().count() + SLACK >= width;
    }
    Cow::Owned(result)
}

/// The longest word that may not have fitted on a line.
const SLACK: usize = 16;

/// Returns the width at which a text is wrapped: most lines come close to it and none goes beyond.
fn width(text: &str) -> Option<usize> {
    let lengths: Vec<usize> = text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .filter(|length| *length > 0)
        .collect();
    let longest = lengths.iter().copied().max()?;
    if lengths.len() < FEWEST_LINES || !WIDTHS.contains(&longest) {
        return None;
    }
    let n_full = lengths
        .iter()
        .filter(|length| **length + SLACK >= longest)
        .count();
    // Sentences cut by a wrap do not end with their line.
    let n_cut = text
        .lines()
        .filter(|line| {
            line.trim_end()
                .ends_with(|last: char| last.is_lowercase() || last == ',')
        })
        .count();
    (n_full * 2 >= lengths.len() && n_cut * 5 >= lengths.len() * 2).then_some(longest)
}
