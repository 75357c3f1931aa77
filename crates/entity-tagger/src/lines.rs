//! How each line of a text is capitalised: sentences, headings In Title Case, and LINES OF CAPITALS.

use crate::lexicon::Flags;
use crate::tokens::{Shape, Token};

/// How a line is capitalised, which is how far a capital tells a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    /// Names have capitals, other words do not.
    Sentence,
    /// Most words have a capital.
    Title,
    /// All letters are capitals.
    Capitals,
}

/// Returns the lines of a text as ranges of tokens, each with its casing.
pub(crate) fn lines(tokens: &[Token]) -> Vec<(std::ops::Range<usize>, Casing)> {
    let mut starts: Vec<usize> = (0..tokens.len())
        .filter(|&index| tokens[index].opens_line)
        .collect();
    starts.push(tokens.len());
    starts
        .windows(2)
        .map(|pair| (pair[0]..pair[1], casing(&tokens[pair[0]..pair[1]])))
        .collect()
}

fn casing(line: &[Token]) -> Casing {
    /// A line of fewer words is too short to judge.
    const MIN_WORDS: usize = 3;
    let words = || {
        line.iter()
            .filter(|token| token.is_word() && token.shape != Shape::Number)
    };
    let n_words = words().count();
    let n_upper = words().filter(|word| word.shape == Shape::Upper).count();
    if n_words >= MIN_WORDS && n_upper * 10 >= n_words * 7 {
        return Casing::Capitals;
    }
    let ends_as_sentence = line.last().is_some_and(|last| last.is_mark('.'));
    // Small words stay small in a heading; that ordinary words have capitals is what tells it from names.
    let ordinary = || words().filter(|word| !word.opens && word.has(Flags::COMMON) && !word.has(Flags::STOP));
    let n_ordinary = ordinary().count();
    let n_capital = ordinary().filter(|word| word.is_capitalised()).count();
    let n_large = words().filter(|word| !word.has(Flags::STOP)).count();
    let n_large_capital = words()
        .filter(|word| !word.has(Flags::STOP) && word.is_capitalised())
        .count();
    let is_title = !ends_as_sentence
        && n_words >= MIN_WORDS
        && n_ordinary > 0
        && n_capital * 10 >= n_ordinary * 7
        && n_large_capital * 4 >= n_large * 3;
    if is_title { Casing::Title } else { Casing::Sentence }
}
