//! Exports of press databases as text (Nexis, Factiva, ProQuest): many articles one after the other, each under a head
//! of labelled lines -> one record an article.

use article::{Hints, Origin, RawContent, RawDocument, RawRecord};

mod factiva;
mod labels;

/// Gives the articles of a text that a press database wrote; nothing where it is another text.
pub(crate) fn documents(origin: &Origin, text: &str) -> Option<Vec<RawDocument>> {
    let pieces = pieces(text)?;
    let are_several = pieces.len() > 1;
    let documents = (1..).zip(pieces).map(|(number, piece)| RawDocument {
        origin: Origin {
            record: are_several.then_some(number),
            ..origin.clone()
        },
        content: record(&piece).map_or_else(
            || RawContent::Text(piece.join("\n")),
            |record| RawContent::Record(Box::new(record)),
        ),
        hints: Hints::default(),
    });
    Some(documents.collect())
}

fn record(piece: &[&str]) -> Option<RawRecord> {
    factiva::record(piece).or_else(|| labels::record(piece))
}

/// What a line says of where an article begins or ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The next line begins an article.
    Start,
    /// The article ends before this line.
    End,
}

/// Returns the lines of each article. A list before the first or a footer behind the last is left out.
fn pieces(text: &str) -> Option<Vec<Vec<&str>>> {
    let has_rules = text.contains("ProQuest document ID");
    let mut pieces: Vec<Vec<&str>> = vec![Vec::new()];
    let mut marks = Vec::new();
    for line in text.lines() {
        match mark(line).or_else(|| (has_rules && is_rule(line)).then_some(Mark::Start)) {
            Some(mark) => {
                marks.push(mark);
                pieces.push(Vec::new());
            }
            None => pieces.last_mut()?.push(line),
        }
    }
    let is_sound = |piece: &Vec<&str>| record(piece).is_some() || is_long(piece);
    // A count of documents in a text of another kind begins no article; rules are around covers as well.
    let mut begun = marks.iter().zip(pieces.iter().skip(1));
    let is_export = !marks.is_empty()
        && pieces.iter().any(|piece| record(piece).is_some())
        && (has_rules || begun.all(|(mark, piece)| *mark == Mark::End || is_sound(piece)));
    if !is_export {
        return None;
    }
    let last = pieces.len() - 1;
    let is_between = |number: usize| number < last && (number > 0 || marks[0] == Mark::End);
    let kept = pieces.into_iter().enumerate().filter(|(number, piece)| {
        is_sound(piece) || is_between(*number) && piece.iter().any(|line| is_sentence(line))
    });
    Some(kept.map(|(_, piece)| piece).collect())
}

/// Returns whether a line ends a sentence of some words, as a cover and a footer have none.
fn is_sentence(line: &str) -> bool {
    const MIN_WORDS: usize = 5;
    line.trim_end().ends_with(['.', '!', '?']) && line.split_whitespace().count() >= MIN_WORDS
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 40 && line.bytes().all(|byte| byte == b'_')
}

fn mark(line: &str) -> Option<Mark> {
    let line = line.trim();
    if line.is_empty() || line.len() > 80 {
        return None;
    }
    if line == "End of Document" || is_factiva_id(line) {
        return Some(Mark::End);
    }
    is_count(line).then_some(Mark::Start)
}

/// "2 of 17 DOCUMENTS", "Document 2 of 17", "2 von 17 DOKUMENTEN".
fn is_count(line: &str) -> bool {
    let is_number = |word: &&str| word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_document = |word: &&str| {
        let word = word.to_lowercase();
        word.starts_with("document") || word.starts_with("dokument")
    };
    let of = |word: &str| ["of", "von", "sur", "de", "di"].contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = line.split_whitespace().collect();
    let [first, second, third, last] = words.as_slice() else {
        return false;
    };
    let counts = |number: &&str, middle: &str, all: &&str| is_number(number) && of(middle) && is_number(all);
    is_document(last) && counts(first, second, third) || is_document(first) && counts(second, third, last)
}

/// "Document HARBOR0020250304el340003h", with or without the tag of its line.
fn is_factiva_id(line: &str) -> bool {
    /// A name of some letters, then the date and a number.
    const SHORTEST: usize = 20;
    let line = line.strip_prefix("AN ").unwrap_or(line).trim_start();
    let Some(id) = line.strip_prefix("Document ") else {
        return false;
    };
    let n_digits = id.bytes().filter(u8::is_ascii_digit).count();
    id.len() >= SHORTEST && n_digits >= 8 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns whether lines are more than a cover or a footer.
fn is_long(lines: &[&str]) -> bool {
    const MIN_BYTES: usize = 1_000;
    lines.iter().map(|line| line.trim().len()).sum::<usize>() >= MIN_BYTES
}

/// Returns the paragraphs of lines: those between blank lines, where a line that was broken for its width is joined
/// with the next.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    /// A line that is shorter was ended by its author.
    const WIDTH: usize = 50;
    let mut paragraphs = Vec::new();
    let mut is_open = false;
    for line in lines {
        let text = line.trim();
        if text.is_empty() {
            is_open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if is_open => {
                let last: &mut String = last;
                last.push(' ');
                last.push_str(text);
            }
            _ => paragraphs.push(text.to_owned()),
        }
        is_open = line.trim_end().chars().count() >= WIDTH;
    }
    paragraphs
}

/// Returns whether a line says whose the text is.
fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    let starts = [
        "Copyright ",
        "(c) ",
        "(C) ",
        "©",
        "All Rights Reserved",
        "All rights reserved",
    ];
    starts.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests;
