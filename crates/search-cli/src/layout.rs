//! Sets running text into lines: words by display width, matches marked by style or by brackets.

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::clean::clean;

/// A space at which no line ends; printed as a plain one, since people copy what they see.
pub(crate) const NO_BREAK: char = '\u{a0}';

/// How matches are told from the words around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Bold and coloured.
    Styled,
    /// In brackets, without any escape code.
    Bracketed,
}

/// What a run of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Running text.
    Text,
    /// A headline.
    Headline,
    /// What stands back: sources, dates, labels.
    Aside,
    /// What was searched for.
    Match,
}

impl Role {
    fn style(self) -> Style {
        match self {
            Self::Text => Style::new(),
            Self::Headline => Style::new().bold(),
            Self::Aside => Style::new().dimmed(),
            Self::Match => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        }
    }
}

/// Text of one role.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) role: Role,
}

impl Run {
    /// Returns a run of this text, made safe to print.
    pub(crate) fn new(text: &str, role: Role) -> Self {
        Self {
            text: clean(text).into_owned(),
            role,
        }
    }
}

/// What stands before the lines of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Indent {
    /// Before the first line.
    pub(crate) first: String,
    /// Before the others.
    pub(crate) rest: String,
}

impl Indent {
    /// Returns the same indent for all lines.
    pub(crate) fn even(n_columns: usize) -> Self {
        Self {
            first: " ".repeat(n_columns),
            rest: " ".repeat(n_columns),
        }
    }
}

/// Returns runs of text as one paragraph of lines no wider than `width`, each with its line end.
pub(crate) fn paragraph(runs: &[Run], indent: &Indent, width: usize, marks: Marks) -> String {
    let mut lines = Lines::new(indent, width, marks);
    for word in words(runs, marks) {
        lines.push(&word);
    }
    lines.finish()
}

/// A word: its parts, which may differ in role (`[guarantee]s`).
type Word = Vec<Run>;

fn words(runs: &[Run], marks: Marks) -> Vec<Word> {
    let mut words: Vec<Word> = vec![Vec::new()];
    for run in runs {
        let bracketed = marks == Marks::Bracketed && run.role == Role::Match && !run.text.trim().is_empty();
        let text = if bracketed {
            format!("[{}]", run.text)
        } else {
            run.text.clone()
        };
        for (n_part, part) in text.split(' ').enumerate() {
            if n_part > 0 {
                words.push(Vec::new());
            }
            if let (false, Some(word)) = (part.is_empty(), words.last_mut()) {
                word.push(Run {
                    text: part.to_owned(),
                    role: run.role,
                });
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

struct Lines<'a> {
    done: String,
    line: String,
    /// Width of the line so far, without escape codes.
    n_columns: usize,
    /// Whether the line holds nothing but its indent.
    is_empty: bool,
    /// The role whose style is switched on.
    open: Option<Role>,
    indent: &'a Indent,
    width: usize,
    marks: Marks,
}

impl<'a> Lines<'a> {
    fn new(indent: &'a Indent, width: usize, marks: Marks) -> Self {
        let line = indent.first.clone();
        let n_columns = line.width();
        Self {
            done: String::new(),
            line,
            n_columns,
            is_empty: true,
            open: None,
            indent,
            width,
            marks,
        }
    }

    fn push(&mut self, word: &Word) {
        let n_columns: usize = word.iter().map(|part| part.text.width()).sum();
        let fits_a_line = n_columns + self.indent.rest.width() <= self.width;
        let space = usize::from(!self.is_empty);
        // A word that fits on no line, as in scripts without spaces, goes on where it is and is broken at the edge.
        let wanted = if fits_a_line { n_columns } else { 2 };
        if !self.is_empty && self.n_columns + space + wanted > self.width {
            self.end_line();
        }
        if !self.is_empty {
            self.space(word.first().map(|part| part.role));
        }
        for part in word {
            for grapheme in part.text.graphemes(true) {
                let n_columns = grapheme.width();
                if !self.is_empty && self.n_columns + n_columns > self.width {
                    self.end_line();
                }
                self.style(Some(part.role));
                self.line.push_str(if grapheme.starts_with(NO_BREAK) {
                    " "
                } else {
                    grapheme
                });
                self.n_columns += n_columns;
                self.is_empty = false;
            }
        }
    }

    /// Writes a space, in the style of what is around it where that is the same on both sides.
    fn space(&mut self, next: Option<Role>) {
        if next != self.open {
            self.style(None);
        }
        self.line.push(' ');
        self.n_columns += 1;
    }

    /// Switches to the style of a role.
    fn style(&mut self, role: Option<Role>) {
        if role == self.open {
            return;
        }
        if self.marks == Marks::Styled {
            let [before, after] = [self.open, role].map(|role| role.unwrap_or(Role::Text).style());
            self.line.push_str(&format!("{before:#}{after}"));
        }
        self.open = role;
    }

    fn end_line(&mut self) {
        self.style(None);
        self.done.push_str(self.line.trim_end());
        self.done.push('\n');
        self.line.clone_from(&self.indent.rest);
        self.n_columns = self.line.width();
        self.is_empty = true;
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &[(&str, Role)], width: usize, marks: Marks, expected: &str) {
        let runs: Vec<Run> = text.iter().map(|(text, role)| Run::new(text, *role)).collect();
        assert_eq!(paragraph(&runs, &Indent::even(2), width, marks), expected);
    }

    #[test]
    fn words_are_wrapped_by_what_they_take_on_screen() {
        let bracketed = Marks::Bracketed;
        check(
            &[("one two three", Role::Text)],
            9,
            bracketed,
            "  one two\n  three\n",
        );
        check(
            &[("東京 tower 駅", Role::Text)],
            12,
            bracketed,
            "  東京 tower\n  駅\n",
        );
        check(
            &[("東京都千代田区", Role::Text)],
            10,
            bracketed,
            "  東京都千\n  代田区\n",
        );
        check(&[("", Role::Text)], 9, bracketed, "\n");
        check(
            &[("one two\u{a0}three", Role::Text)],
            13,
            bracketed,
            "  one\n  two three\n",
        );
        check(&[("a  b\n c", Role::Text)], 9, bracketed, "  a b c\n");
    }

    #[test]
    fn matches_are_marked() {
        let text = [
            ("a ", Role::Text),
            ("safe harbour", Role::Match),
            ("s, then", Role::Text),
        ];
        check(&text, 40, Marks::Bracketed, "  a [safe harbour]s, then\n");
        let styled = "  a \u{1b}[1m\u{1b}[31msafe harbour\u{1b}[0ms, then\n";
        check(&text, 40, Marks::Styled, styled);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in ".{0,80}", width in 6_usize..40) {
            let lines = paragraph(&[Run::new(&text, Role::Text)], &Indent::even(2), width, Marks::Bracketed);
            for line in lines.lines() {
                prop_assert!(line.width() <= width, "{line:?} is wider than {width}");
            }
            let letters = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines), letters(&clean(&text)));
        }
    }
}
