//! The tree -> a plain sentence that tells what is searched.

use jiff::civil::Date;

use crate::language_name::english_name;
use crate::{MAX_KEY_WORDS, Near, Order, Phrase, PhraseForm, Query, Reach, Scope, Word, WordForm};

/// Longest explanation, in Unicode scalar values: a line or two of the page.
const MAX_EXPLAINED_CHARS: usize = 400;
/// Longest explanation of one part of a query: a few words.
const MAX_PART_CHARS: usize = 60;

/// Returns what a tree asks for, such as `articles with both words, in any inflection`.
pub(crate) fn explain(tree: &Query) -> String {
    explain_telling(tree, |_| true)
}

/// Returns what a tree asks for where of the words typed side by side only some are telling: others, such as `the` in
/// an English archive, force no match.
pub fn explain_telling(tree: &Query, is_telling: impl Fn(&Query) -> bool) -> String {
    let (subject, parts) = match tree {
        Query::All => ("all articles", Vec::new()),
        Query::And(parts) if parts.first() == Some(&Query::All) => {
            ("all articles", parts[1..].iter().collect())
        }
        Query::And(parts) => ("articles", parts.iter().collect()),
        part => ("articles", vec![part]),
    };
    let mut explained = subject.to_owned();
    let fragments = fragments(&parts, is_telling);
    // Exclusions come last, and the note belongs to what is wanted.
    let is_wanted = |fragment: &Fragment| fragment.is_inflected && !fragment.is_excluded;
    let note = fragments.iter().rposition(is_wanted);
    let note = note.or_else(|| fragments.iter().rposition(|fragment| fragment.is_inflected));
    for (place, fragment) in fragments.iter().enumerate() {
        explained.push_str(if place == 0 { " " } else { ", " });
        explained.push_str(&fragment.text);
        if note == Some(place) {
            explained.push_str(", in any inflection");
        }
    }
    shortened(explained, MAX_EXPLAINED_CHARS)
}

/// Returns what one part of a query asks for, such as `the phrase “night ferry”` or `without “strike”`.
pub(crate) fn explain_part(part: &Query) -> String {
    let explained = match part {
        Query::All => "every article".to_owned(),
        Query::Not(excluded) => match noun(excluded) {
            Some(noun) => format!("without {noun}"),
            None => exclusion(excluded),
        },
        part => noun(part).unwrap_or_else(|| fragment(part)),
    };
    shortened(explained, MAX_PART_CHARS)
}

/// What one part of a query says of articles.
struct Fragment {
    text: String,
    is_inflected: bool,
    is_excluded: bool,
}

/// Returns what each part says; plain words are counted rather than named.
fn fragments(parts: &[&Query], is_telling: impl Fn(&Query) -> bool) -> Vec<Fragment> {
    let n_words = parts.iter().filter(|part| is_plain_word(part)).count();
    let mut fragments = Vec::new();
    if n_words > 1 {
        fragments.push(Fragment {
            text: words(n_words),
            is_inflected: true,
            is_excluded: false,
        });
    }
    for part in parts.iter().filter(|part| n_words <= 1 || !is_plain_word(part)) {
        let (text, is_inflected) = match part {
            Query::Words(parts) => {
                let telling: Vec<&Query> = parts.iter().filter(|part| is_telling(part)).collect();
                let is_inflected = telling.iter().any(|part| is_inflected(part));
                (side_by_side(parts.len(), &telling), is_inflected)
            }
            part => (fragment(part), is_inflected(part)),
        };
        fragments.push(Fragment {
            text,
            is_inflected,
            is_excluded: matches!(part, Query::Not(_)),
        });
    }
    fragments
}

/// Returns what parts side by side say, so many of which these are telling: few are all wanted, of many any.
fn side_by_side(n_parts: usize, telling: &[&Query]) -> String {
    let are_words = telling.iter().all(|part| is_plain_word(part));
    let are_all = telling.len() == n_parts;
    match telling {
        [part] => fragment(part),
        _ if telling.len() > MAX_KEY_WORDS => {
            let what = if are_words { "words" } else { "parts" };
            let some = if are_all {
                String::new()
            } else {
                format!("{} of ", telling.len())
            };
            format!("that say most about {some}these {n_parts} {what}")
        }
        _ if are_words && are_all => words(telling.len()),
        _ => {
            let nouns: Option<Vec<String>> = telling.iter().map(|part| enclosed_noun(part)).collect();
            match nouns {
                Some(nouns) => format!("with {}", joined(nouns, "and")),
                None => joined(telling.iter().map(|part| enclosed(part)).collect(), "and"),
            }
        }
    }
}

fn is_plain_word(query: &Query) -> bool {
    matches!(
        query,
        Query::Word(Word {
            scope: Scope::Anywhere,
            form: WordForm::Inflected,
            ..
        })
    )
}

fn is_inflected(query: &Query) -> bool {
    match query {
        Query::Word(word) => word.form == WordForm::Inflected,
        Query::Phrase(phrase) => phrase.form == PhraseForm::Inflected,
        Query::Near(near) => near.parts.iter().any(is_inflected),
        Query::AtLeast { part, .. } => is_inflected(part),
        Query::And(parts) | Query::Or(parts) | Query::Words(parts) => parts.iter().any(is_inflected),
        Query::Not(part) => is_inflected(part),
        _ => false,
    }
}

fn words(n_words: usize) -> String {
    const NUMBERS: [&str; 8] = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match n_words {
        2 => "with both words".to_owned(),
        n => match NUMBERS.get(n - 3) {
            Some(number) => format!("with all {number} words"),
            None => format!("with all {n} words"),
        },
    }
}

/// Returns what follows "articles".
fn fragment(query: &Query) -> String {
    if let Query::And(parts) = query
        && parts.iter().all(is_plain_word)
    {
        return words(parts.len());
    }
    if is_plain_word(query)
        && let Some(noun) = noun(query)
    {
        return format!("with the word {noun}");
    }
    if let Some(noun) = noun(query) {
        return format!("with {noun}");
    }
    match query {
        Query::Published { from, to } => days(*from, *to),
        Query::Not(excluded) => exclusion(excluded),
        Query::Or(parts) => alternatives(parts),
        Query::And(parts) | Query::Words(parts) => joined(parts.iter().map(enclosed).collect(), "and"),
        Query::All => "of any kind".to_owned(),
        leaf => named(leaf)
            .map(|(verb, name)| format!("{verb} {name}"))
            .unwrap_or_default(),
    }
}

fn enclosed(query: &Query) -> String {
    match query {
        Query::And(_) | Query::Or(_) | Query::Words(_) => format!("({})", fragment(query)),
        part => fragment(part),
    }
}

fn alternatives(parts: &[Query]) -> String {
    let named: Option<Vec<_>> = parts.iter().map(named).collect();
    match named {
        Some(named) if named.iter().all(|(verb, _)| *verb == named[0].0) => {
            let names = named.iter().map(|(_, name)| name.clone()).collect();
            format!("{} {}", named[0].0, joined(names, "or"))
        }
        _ => joined(parts.iter().map(enclosed).collect(), "or"),
    }
}

fn exclusion(excluded: &Query) -> String {
    match (excluded, noun(excluded)) {
        (part, Some(noun)) if is_plain_word(part) => format!("without the word {noun}"),
        (Query::And(_) | Query::Words(_), Some(noun)) => format!("without {noun} together"),
        (_, Some(noun)) => format!("without {noun}"),
        (part, None) => format!("not {}", enclosed(part)),
    }
}

/// Returns words, phrases and what is made of them as something that an article can have.
fn noun(query: &Query) -> Option<String> {
    Some(match query {
        Query::Word(word) => word_noun(word),
        Query::Phrase(Phrase { text, scope, form }) => {
            let exactly = if *form == PhraseForm::Exact {
                "exactly "
            } else {
                ""
            };
            format!("{exactly}the phrase “{text}”{}", place(*scope))
        }
        Query::Near(near) => near_noun(near)?,
        Query::AtLeast { count, part } => format!("{} at least {count} times", enclosed_noun(part)?),
        Query::And(parts) | Query::Words(parts) => joined(nouns(parts)?, "and"),
        Query::Or(parts) => joined(nouns(parts)?, "or"),
        _ => return None,
    })
}

fn word_noun(word: &Word) -> String {
    let Word { text, scope, form } = word;
    let place = place(*scope);
    match form {
        WordForm::Inflected => format!("“{text}”{place}"),
        WordForm::Exact => format!("exactly “{text}”{place}"),
        WordForm::Prefix => format!("a word that starts with “{text}”{place}"),
        WordForm::Wildcard => format!("a word like “{text}”{place}"),
        WordForm::Fuzzy(1) => format!("“{text}” or a word one letter from it{place}"),
        WordForm::Fuzzy(distance) => format!("“{text}” or a word up to {distance} letters from it{place}"),
    }
}

/// Returns the words for where something must stand.
fn place(scope: Scope) -> &'static str {
    match scope {
        Scope::Anywhere => "",
        Scope::Title => " in the headline",
        Scope::Lead => " in the lead",
        Scope::Opening => " in the headline or the lead",
        Scope::Body => " in the text",
    }
}

fn near_noun(near: &Near) -> Option<String> {
    let nouns = nouns(&near.parts)?;
    let in_order = match near.order {
        Order::Any => "",
        Order::Typed => " in this order",
    };
    Some(match near.reach {
        Reach::Stretch(distance) => {
            format!(
                "{} with at most {distance} words between them",
                joined(nouns, "and")
            )
        }
        Reach::Sentence => format!("{} in one sentence{in_order}", joined(nouns, "and")),
        Reach::Paragraph => format!("{} in one paragraph{in_order}", joined(nouns, "and")),
        Reach::Words(1) if near.order == Order::Typed => nouns.join(" right before "),
        Reach::Words(distance) => {
            let words = if distance == 1 { "word" } else { "words" };
            let connector = match near.order {
                Order::Any => format!(" within {distance} {words} of "),
                Order::Typed => format!(" at most {distance} {words} before "),
            };
            nouns.join(&connector)
        }
    })
}

fn nouns(parts: &[Query]) -> Option<Vec<String>> {
    parts.iter().map(enclosed_noun).collect()
}

fn enclosed_noun(part: &Query) -> Option<String> {
    let is_composed = matches!(
        part,
        Query::And(_) | Query::Or(_) | Query::Words(_) | Query::Near(_)
    );
    let noun = noun(part)?;
    Some(if is_composed { format!("({noun})") } else { noun })
}

/// Returns a filter as its verb and the name that it asks for.
fn named(query: &Query) -> Option<(String, String)> {
    let quoted = |name: &str| format!("“{name}”");
    Some(match query {
        Query::Entity { kind, name } => (format!("naming the {kind}"), quoted(name)),
        Query::Source(name) => ("from the source".to_owned(), quoted(name)),
        Query::Agency(name) => ("crediting the agency".to_owned(), quoted(name)),
        Query::Byline(name) => ("by".to_owned(), quoted(name)),
        Query::Url(address) => ("with the address".to_owned(), quoted(address)),
        Query::Language(code) if code == "unknown" => ("in".to_owned(), "an unknown language".to_owned()),
        Query::Language(code) => ("in".to_owned(), english_name(code).to_owned()),
        _ => return None,
    })
}

fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(first), Some(last)) if first == last => format!("of {}", day(first)),
        (Some(first), Some(last)) if first.first_of_year() == first && last == first.last_of_year() => {
            format!("of {}", first.year())
        }
        (Some(first), Some(last)) if first.first_of_month() == first && last == first.last_of_month() => {
            format!("of {}", first.strftime("%B %Y"))
        }
        (Some(first), Some(last)) if first.year() == last.year() => {
            format!("from {} to {}", first.strftime("%-d %B"), day(last))
        }
        (Some(first), Some(last)) => format!("from {} to {}", day(first), day(last)),
        (Some(first), None) => format!("from {}", day(first)),
        (None, Some(last)) => format!("until {}", day(last)),
        (None, None) => "of any day".to_owned(),
    }
}

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Joins parts as a sentence does: `a, b or c`.
fn joined(mut parts: Vec<String>, conjunction: &str) -> String {
    let Some(last) = parts.pop() else {
        return String::new();
    };
    if parts.is_empty() {
        last
    } else {
        format!("{} {conjunction} {last}", parts.join(", "))
    }
}

fn shortened(text: String, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::explain_telling;
    use crate::{Query, parse};

    #[test]
    fn queries_are_told_in_plain_english() {
        let cases = [
            ("", "all articles"),
            (
                "guarantee",
                "articles with the word “guarantee”, in any inflection",
            ),
            (
                "security guarantee",
                "articles with both words, in any inflection",
            ),
            ("a b c", "articles with all three words, in any inflection"),
            (
                "a b c d e f g h i j k",
                "articles that say most about these 11 words, in any inflection",
            ),
            (
                "a b c d \"e f\"",
                "articles that say most about these 5 parts, in any inflection",
            ),
            (
                "a AND b AND c AND d AND e",
                "articles with all five words, in any inflection",
            ),
            (
                "\"security guarantee\" after:2025-12 -lang:de",
                "articles with the phrase “security guarantee”, in any inflection, from 1 December 2025, not in German",
            ),
            (
                "envoy \"security guarantee\"",
                "articles with “envoy” and the phrase “security guarantee”, in any inflection",
            ),
            (
                "\"wom?n in charge\"",
                "articles with a word like “wom?n” right before the phrase “in charge”, in any inflection",
            ),
            (
                "\"talks * ended\"",
                "articles with “talks” at most 2 words before “ended”, in any inflection",
            ),
            (
                "port w/5 strike and not rumour",
                "articles with “port” within 5 words of “strike”, in any inflection, without the word “rumour”",
            ),
            ("secur*", "articles with a word that starts with “secur”"),
            (
                "title:talks",
                "articles with “talks” in the headline, in any inflection",
            ),
            ("rain OR sun", "articles with “rain” or “sun”, in any inflection"),
            ("rain AND sun", "articles with both words, in any inflection"),
            (
                "(rain OR sun) wind",
                "articles with (“rain” or “sun”) and “wind”, in any inflection",
            ),
            (
                "rain OR sun after:2025-12 lang:en",
                "articles with “rain” or “sun”, in any inflection, from 1 December 2025, in English",
            ),
            (
                "rain OR sun AND after:2025-12",
                "articles with the word “rain” or (with the word “sun” and from 1 December 2025), in any inflection",
            ),
            (
                "rain -sun",
                "articles with the word “rain”, in any inflection, without the word “sun”",
            ),
            ("-sun", "all articles without the word “sun”, in any inflection"),
            (
                "-\"high tide\" -lang:fr",
                "all articles without the phrase “high tide”, in any inflection, not in French",
            ),
            (
                "rain -(sun wind)",
                "articles with the word “rain”, in any inflection, without “sun” and “wind” together",
            ),
            (
                "rain -(sun OR wind)",
                "articles with the word “rain”, in any inflection, without “sun” or “wind”",
            ),
            ("person:\"Ana Reis\"", "articles naming the person “Ana Reis”"),
            (
                "org:nato place:kyiv",
                "articles naming the organisation “nato”, naming the place “kyiv”",
            ),
            (
                "source:(post OR herald)",
                "articles from the source “post” or “herald”",
            ),
            (
                "agency:ap lang:unknown",
                "articles crediting the agency “ap”, in an unknown language",
            ),
            (
                "rain OR source:post",
                "articles with the word “rain” or from the source “post”, in any inflection",
            ),
            (
                "-(rain OR source:post)",
                "all articles not (with the word “rain” or from the source “post”), in any inflection",
            ),
            ("date:2025", "articles of 2025"),
            ("date:2025-12", "articles of December 2025"),
            ("date:2025-12-02", "articles of 2 December 2025"),
            (
                "date:2025-11..2025-12",
                "articles from 1 November to 31 December 2025",
            ),
            (
                "date:2024-11..2025-12",
                "articles from 1 November 2024 to 31 December 2025",
            ),
            ("before:2025-12", "articles until 31 December 2025"),
            ("after:today", "articles from 2 December 2025"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text, Some(date(2025, 12, 2))).explained, expected, "{text}");
        }
    }

    #[test]
    fn only_telling_words_are_told() {
        let cases = [
            (
                "the strike of the harbour",
                "articles with “strike” and “harbour”, in any inflection",
            ),
            (
                "ferry of \"night boats\" lang:en",
                "articles with “ferry” and the phrase “night boats”, in any inflection, in English",
            ),
            ("the ferry", "articles with the word “ferry”, in any inflection"),
            ("the secur*", "articles with a word that starts with “secur”"),
            (
                "the a b c d e",
                "articles that say most about 5 of these 6 words, in any inflection",
            ),
        ];
        for (text, expected) in cases {
            let is_telling = |part: &Query| match part {
                Query::Word(word) => !matches!(word.text.as_str(), "the" | "of"),
                _ => true,
            };
            let explained = explain_telling(&parse(text, None).tree, is_telling);
            assert_eq!(explained, expected, "{text}");
        }
    }

    #[test]
    fn long_queries_are_told_shortly() {
        let text = "a OR ".repeat(300);
        assert!(parse(&text, None).explained.chars().count() <= 401);
    }
}
