//! Finds what stands between quotation marks, of whatever country and keyboard.

/// Marks that open and close in pairs and may stand inside one another.
const PAIRS: [(char, char); 4] = [('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉')];

/// Single marks, which are apostrophes as well.
const SINGLE_PAIRS: [(char, char); 4] = [('\'', '\''), ('‘', '’'), ('‚', '‘'), ('’', '’')];

/// A quotation in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Where its words start.
    pub(crate) start: usize,
    /// Where its words end.
    pub(crate) end: usize,
    /// What follows its closing mark.
    pub(crate) next: usize,
    /// Whether it has a closing mark.
    pub(crate) is_closed: bool,
}

/// Returns whether a double quotation mark stands here, or one of the paired marks of East Asia.
pub(crate) fn is_mark(text: &[char], at: usize) -> bool {
    match text.get(at) {
        // Hebrew writes its abbreviations with such a mark between the last two letters.
        Some('"' | '”') if at > 0 && is_hebrew(text.get(at - 1)) && is_hebrew(text.get(at + 1)) => false,
        Some(mark) => is_double(*mark) || PAIRS.iter().any(|(open, close)| mark == open || mark == close),
        None => false,
    }
}

/// Returns the quotation whose opening mark stands at `at`.
pub(crate) fn quotation(text: &[char], at: usize) -> Option<Quotation> {
    let mark = *text.get(at)?;
    if let Some((_, close)) = SINGLE_PAIRS.iter().find(|(open, _)| *open == mark) {
        return single(text, at, *close);
    }
    if !is_mark(text, at) || PAIRS.iter().any(|(_, close)| *close == mark) {
        return None;
    }
    let close = PAIRS
        .iter()
        .find(|(open, _)| *open == mark)
        .map(|(_, close)| *close);
    let closes = |at: &usize| match close {
        Some(close) => text[*at] == close,
        // Which double mark opens and which one closes differs by country: „…“, “…”, »…«, «…», ”…”.
        None => is_double(text[*at]) && is_mark(text, *at),
    };
    let end = (at + 1..text.len()).find(closes);
    Some(Quotation {
        start: at + 1,
        end: end.unwrap_or(text.len()),
        next: end.map_or(text.len(), |end| end + 1),
        is_closed: end.is_some(),
    })
}

/// Single marks quote only where they stand around several words; else they are apostrophes.
fn single(text: &[char], at: usize, close: char) -> Option<Quotation> {
    let is_word = |at: usize| text.get(at).is_some_and(|c| c.is_alphanumeric());
    let closes = |end: &usize| text[*end] == close && text[end - 1] != ' ' && !is_word(end + 1);
    let end = (at + 2..text.len()).find(closes)?;
    let is_phrase = is_word(at + 1) && text[at + 1..end].contains(&' ');
    is_phrase.then_some(Quotation {
        start: at + 1,
        end,
        next: end + 1,
        is_closed: true,
    })
}

fn is_double(mark: char) -> bool {
    matches!(
        mark,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '〝' | '〞' | '〟' | '❝' | '❞'
    )
}

fn is_hebrew(character: Option<&char>) -> bool {
    character.is_some_and(|c| matches!(c, '\u{5d0}'..='\u{5ea}'))
}
