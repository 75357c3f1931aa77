//! Connectors of nearness, as the news databases and Google write them: `NEAR/5`, `w/5`, `pre/3`, `adj5`, `/s`, `w/p`.

use crate::{Order, Reach};

/// What a connector asks of what stands on both sides of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Connector {
    pub(crate) reach: Reach,
    pub(crate) order: Order,
}

/// How far `NEAR` reaches where it names no number: about half a sentence.
const BARE_NEAR: usize = 10;

/// Returns the connector that a run of characters is. Bare words are connectors in capitals only, and `SAME` only
/// where something else is in small letters: `near` and `same` are words that news is full of.
pub(crate) fn connector(text: &str, is_mixed: bool) -> Option<Connector> {
    let words = |distance, order| Connector {
        reach: Reach::Words(distance),
        order,
    };
    match text {
        "NEAR" => return Some(words(BARE_NEAR, Order::Any)),
        "ONEAR" => return Some(words(BARE_NEAR, Order::Typed)),
        "ADJ" => return Some(words(1, Order::Typed)),
        "SAME" if is_mixed => {
            return Some(Connector {
                reach: Reach::Paragraph,
                order: Order::Any,
            });
        }
        "SENTENCE" | "PARAGRAPH" if is_mixed => {
            let reach = if text == "SENTENCE" {
                Reach::Sentence
            } else {
                Reach::Paragraph
            };
            let order = Order::Any;
            return Some(Connector { reach, order });
        }
        _ => {}
    }
    let lower = text.to_ascii_lowercase();
    // Bing writes near:5.
    let colon = lower.strip_prefix("near:").map(|distance| ("near", distance));
    let Some((name, distance)) = lower.split_once('/').or(colon) else {
        let start = lower.find(|c: char| c.is_ascii_digit())?;
        let order = match &lower[..start] {
            "near" => Order::Any,
            "adj" | "onear" => Order::Typed,
            _ => return None,
        };
        return Some(words(number(&lower[start..])?, order));
    };
    // Brandwatch's NEAR/5f looks forward.
    let (name, distance) = match distance.strip_suffix('f') {
        Some(distance) if name == "near" => ("onear", distance),
        _ => (name, distance),
    };
    let order = match name {
        "" | "w" | "near" | "n" | "within" => Order::Any,
        "pre" | "p" | "adj" | "onear" => Order::Typed,
        _ => return None,
    };
    let reach = match distance {
        "s" | "sent" | "sentence" => Reach::Sentence,
        "p" | "para" | "paragraph" => Reach::Paragraph,
        // Factiva once wrote /n5/.
        _ if name.is_empty() && distance.ends_with('/') => {
            Reach::Words(number(distance.strip_prefix('n')?.trim_end_matches('/'))?)
        }
        _ => Reach::Words(number(distance)?),
    };
    Some(Connector { reach, order })
}

/// Returns the connector that `AROUND(5)` or, where something else is in small letters, `AROUND 5` is, and how many
/// characters it has: its first word has so many.
pub(crate) fn around(text: &[char], word: usize, is_mixed: bool) -> Option<(Connector, usize)> {
    if !text[..word].iter().copied().eq("AROUND".chars()) {
        return None;
    }
    let spaces = text[word..].iter().take_while(|c| **c == ' ').count();
    let is_open = text.get(word + spaces) == Some(&'(');
    let start = word + spaces + usize::from(is_open);
    let digits: String = text[start..].iter().take_while(|c| c.is_ascii_digit()).collect();
    let distance = number(&digits)?;
    let end = start + digits.len();
    let is_whole = match text.get(end) {
        Some(')') if is_open => true,
        None | Some(' ') => is_mixed && !is_open,
        _ => false,
    };
    let connector = Connector {
        reach: Reach::Words(distance),
        order: Order::Any,
    };
    is_whole.then_some((connector, end + usize::from(is_open)))
}

/// Returns whether a run of characters joins as AND does: Nexis asks so for the same part of an article.
pub(crate) fn is_segment(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "w/seg" | "w/doc" | "/seg")
}

/// Returns the count of `atleast3`, which is `atl3` as well.
pub(crate) fn at_least(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let digits = lower
        .strip_prefix("atleast")
        .or_else(|| lower.strip_prefix("atl"))?;
    number(digits.strip_prefix('/').unwrap_or(digits))
}

/// Returns a number, however many digits it has; the limits are below what does not fit.
pub(crate) fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}
