//! Exports of press databases as text (Nexis, Factiva, ProQuest): many articles one after the other, each under a head
//! of labelled lines -> one record an article.

use article::{Hints, Origin, RawContent, RawDocument, RawRecord, Rejection};

mod factiva;
mod known_labels;
mod labels;

/// Returns the articles of a text that a press database wrote; nothing where it is another text.
pub(crate) fn documents(origin: &Origin, text: &str) -> Option<Vec<Result<RawDocument, Rejection>>> {
    let pieces = pieces(text)?;
    let are_several = pieces.len() > 1;
    let documents = (1..).zip(pieces).map(|(number, piece)| {
        let origin = Origin {
            record: are_several.then_some(number),
            ..origin.clone()
        };
        let content = match piece.record {
            Some(record) => RawContent::Record(Box::new(record)),
            None if piece.has_text() => RawContent::Text(piece.lines.join("\n")),
            None => return Err(Rejection::new(&origin, "no text")),
        };
        Ok(RawDocument {
            origin,
            content,
            hints: Hints::default(),
        })
    });
    Some(documents.collect())
}

/// What Nexis writes behind each article, in small letters.
const ENDS: [&str; 7] = [
    "end of document",
    "fin du document",
    "ende des dokuments",
    "fin del documento",
    "fine del documento",
    "fim do documento",
    "einde van document",
];

/// What a line says of where an article begins or ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It counts the article that begins at the next line.
    Count,
    /// It is a rule, which is around articles as around covers.
    Rule,
    /// The article ends before this line.
    End,
}

/// The lines between two marks.
struct Piece<'a> {
    /// The mark before it.
    mark: Option<Mark>,
    lines: Vec<&'a str>,
    /// What they are, where their head is a known one.
    record: Option<RawRecord>,
}

impl Piece<'_> {
    /// Returns whether it is an article rather than a cover or a footer.
    fn is_sound(&self) -> bool {
        self.record.is_some() || is_long(&self.lines)
    }

    fn has_text(&self) -> bool {
        self.is_sound() || self.lines.iter().any(|line| is_sentence(line))
    }
}

/// Returns the articles of an export. A list before the first or a footer behind the last is left out.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let pieces = parted(text);
    let begun: Vec<&Piece<'_>> = pieces
        .iter()
        .filter(|piece| piece.mark == Some(Mark::Count))
        .collect();
    let n_sound = begun.iter().filter(|piece| piece.is_sound()).count();
    // A count of documents in a text of another kind begins no article; of an export some articles may be pictures only.
    let is_export = pieces.len() > 1
        && pieces.iter().any(|piece| piece.record.is_some())
        && (n_sound == begun.len() || n_sound * 2 > begun.len());
    if !is_export {
        return None;
    }
    let last = pieces.len() - 1;
    let ends_first = pieces[1].mark == Some(Mark::End);
    let is_between = |number: usize| number < last && (number > 0 || ends_first);
    let kept = pieces.into_iter().enumerate().filter(|(number, piece)| {
        let is_told = piece.mark == Some(Mark::Count) || is_between(*number) && piece.has_text();
        piece.is_sound() || is_told
    });
    Some(kept.map(|(_, piece)| piece).collect())
}

/// Cuts a text at its marks.
fn parted(text: &str) -> Vec<Piece<'_>> {
    let has_rules = text.contains("ProQuest");
    let mut pieces: Vec<(Option<Mark>, Vec<&str>)> = vec![(None, Vec::new())];
    for line in text.lines() {
        match mark(line).or_else(|| (has_rules && is_rule(line)).then_some(Mark::Rule)) {
            Some(mark) => pieces.push((Some(mark), Vec::new())),
            None => {
                if let Some((_, lines)) = pieces.last_mut() {
                    lines.push(line);
                }
            }
        }
    }
    let piece = |(mark, lines): (Option<Mark>, Vec<_>)| Piece {
        mark,
        record: factiva::record(&lines).or_else(|| labels::record(&lines)),
        lines,
    };
    pieces.into_iter().map(piece).collect()
}

/// Returns whether a line ends a sentence of some words, as a cover and a footer have none.
fn is_sentence(line: &str) -> bool {
    ends_sentence(line, line.split_whitespace().count())
}

/// Returns whether a line ends a sentence, where so many words are enough for one.
fn ends_sentence(line: &str, n_words: usize) -> bool {
    const MIN_WORDS: usize = 5;
    let line = line.trim_end().trim_end_matches(['"', '”', '»', '’', ')']);
    n_words >= MIN_WORDS && line.ends_with(['.', '!', '?'])
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
    if ENDS.contains(&line.to_lowercase().as_str()) || is_factiva_id(line) {
        return Some(Mark::End);
    }
    is_count(line).then_some(Mark::Count)
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
    const DOCUMENT: [&str; 3] = ["Document", "Dokument", "Documento"];
    let line = line.strip_prefix("AN ").unwrap_or(line).trim_start();
    let Some((_, id)) = line.split_once(' ').filter(|(word, _)| DOCUMENT.contains(word)) else {
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
        is_open = text.chars().count() >= WIDTH;
    }
    paragraphs
}

/// Returns whether a line says whose the text is.
fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    let line = line.to_lowercase();
    let starts = [
        "copyright ",
        "(copyright ",
        "copyright:",
        "(c) ",
        "©",
        "all rights reserved",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "todos los derechos reservados",
        "todos os direitos reservados",
        "tutti i diritti riservati",
        "alle rechten voorbehouden",
    ];
    starts.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests;
