//! Values of JSON -> texts, lines and people: programs write each as a string, a list or an object.

use serde_json::{Map, Value};

use crate::charset;

/// The names under which an object holds the value that it stands for: a publisher's name, the rendered text
/// of a content system, the values of document stores.
const INNER_NAMES: [&str; 9] = [
    "name",
    "rendered",
    "text",
    "value",
    "$date",
    "$oid",
    "$numberLong",
    "@value",
    "#text",
];
/// The same of headlines and publishers only: among the parts of a text a title is a picture's.
const TITLE_NAMES: [&str; 3] = ["title", "main", "basic"];
/// The names under which an object holds an address.
const LINK_NAMES: [&str; 3] = ["@id", "href", "url"];
/// The names under which an object holds the text of an article or of a part of one.
const STORY_NAMES: [&str; 19] = [
    "rendered",
    "text",
    "value",
    "processed",
    "@value",
    "#text",
    "content",
    "body",
    "html",
    "bodyHtml",
    "innerHTML",
    "blocks",
    "content_elements",
    "children",
    "paragraphs",
    "sections",
    "items",
    "root",
    "data",
];
/// The names under which editors tell what a part of a text is.
const KIND_NAMES: [&str; 4] = ["type", "nodeType", "_type", "blockName"];
/// What editors call a part of a text whose own parts are pieces of a sentence, such as a link.
const PARAGRAPHS: [&str; 4] = ["paragraph", "heading", "block", "listitem"];
/// What they call a part that is no text, though words may stand in it: captions, links to other articles.
const NO_STORIES: [&str; 19] = [
    "image",
    "picture",
    "photo",
    "figure",
    "caption",
    "gallery",
    "slideshow",
    "video",
    "audio",
    "embed",
    "oembed_response",
    "ad",
    "advert",
    "advertisement",
    "interstitial_link",
    "link_list",
    "related",
    "newsletter",
    "divider",
];
/// What some services give in the place of a text, in small letters.
const NO_TEXTS: [&str; 4] = [
    "[removed]",
    "[deleted]",
    "only available in paid plans",
    "only available in professional and corporate plans",
];
/// The names under which an object holds the name of a person.
const PEOPLE_NAMES: [&str; 2] = ["name", "original"];

/// Returns a value as text; a list gives its items as paragraphs.
pub(super) fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => charset::clean(text),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().filter_map(plain).collect();
            items.join(article::PARAGRAPH_BREAK)
        }
        Value::Object(object) => inner(object).find_map(plain)?,
        Value::Null | Value::Bool(_) => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns a value as the text of an article, however its parts are wrapped.
pub(super) fn story(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(parts) => {
            let parts = parts.iter().filter(|part| !is_no_story(part));
            as_paragraphs(&parts.filter_map(story).collect::<Vec<_>>())
        }
        Value::Object(object) => {
            let is_paragraph = kind(value).is_some_and(|kind| PARAGRAPHS.contains(&kind.as_str()));
            let mut inner = STORY_NAMES
                .iter()
                .filter_map(|name| Some((*name, object.get(*name)?)));
            inner.find_map(|(name, inner)| match inner {
                Value::Array(pieces) if is_paragraph || name == "children" && are_pieces(pieces) => {
                    Some(sentence(inner))
                }
                inner => story(inner),
            })?
        }
        Value::String(text) if NO_TEXTS.contains(&text.trim().to_lowercase().as_str()) => return None,
        value => return plain(value),
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the parts of a text as its paragraphs. Where one of them has tags the whole is read as HTML, in which a blank
/// line parts nothing, so that each of the others is a paragraph there, too.
fn as_paragraphs(parts: &[String]) -> String {
    const BLOCKS: [&str; 9] = [
        "<p",
        "<h",
        "<ul",
        "<ol",
        "<li",
        "<div",
        "<blockquote",
        "<table",
        "<figure",
    ];
    let text = parts.join(article::PARAGRAPH_BREAK);
    let mut tags = text.match_indices('<').map(|(start, _)| &text[start + 1..]);
    let is_html = tags.any(|tag| tag.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '/'));
    let is_whole = |part: &str| BLOCKS.iter().any(|block| part.trim_start().starts_with(block));
    if !is_html || parts.iter().all(|part| is_whole(part)) {
        return text;
    }
    let paragraphs = parts.iter().flat_map(|part| match is_whole(part) {
        true => vec![part.clone()],
        false => part
            .split(article::PARAGRAPH_BREAK)
            .map(|text| format!("<p>{text}</p>"))
            .collect(),
    });
    paragraphs.collect::<Vec<_>>().join(article::PARAGRAPH_BREAK)
}

/// Returns the pieces of a sentence as one text; each keeps its blanks.
fn sentence(piece: &Value) -> String {
    match piece {
        Value::String(text) => charset::clean(text),
        Value::Array(pieces) => pieces.iter().map(sentence).collect(),
        Value::Object(_) if is_no_story(piece) => String::new(),
        Value::Object(object) => {
            let mut inner = STORY_NAMES.iter().filter_map(|name| object.get(*name));
            inner.next().map(sentence).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Returns whether parts of a text are pieces of a sentence: words that say nothing of what they are.
fn are_pieces(parts: &[Value]) -> bool {
    let is_piece = |part: &Value| part.get("text").is_some() && kind(part).is_none();
    parts.iter().all(is_piece)
}

/// Returns what an editor says that a part of a text is, without the name of the editor's own kind ("core/paragraph")
/// and the rank of a heading.
fn kind(part: &Value) -> Option<String> {
    let kind = KIND_NAMES.iter().find_map(|name| part.get(*name)?.as_str())?;
    let kind = kind.rsplit('/').next().unwrap_or_default().to_lowercase();
    Some(match kind.starts_with("heading") {
        true => "heading".to_owned(),
        false => kind,
    })
}

fn is_no_story(part: &Value) -> bool {
    kind(part).is_some_and(|kind| NO_STORIES.contains(&kind.as_str()))
}

/// Returns a value as the name of a section, which is no number of one.
pub(super) fn section(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(section),
        value => first(value).filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit())),
    }
}

/// Returns a value as an address, which an object may hold beside other things.
pub(super) fn link(value: &Value) -> Option<String> {
    let held = |object: &Map<String, Value>| {
        let mut links = LINK_NAMES.iter().filter_map(|name| object.get(*name));
        links.find_map(plain)
    };
    match value {
        Value::Array(items) => items.iter().find_map(link),
        Value::Object(object) => plain(value).or_else(|| held(object)),
        value => plain(value),
    }
}

/// Returns what an object stands for.
pub(super) fn inner(object: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    INNER_NAMES.iter().filter_map(|name| object.get(*name))
}

/// Returns a value as text; a list gives its first item, an object what it is called.
pub(super) fn first(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first),
        Value::Object(object) => plain(value).or_else(|| {
            let mut titles = TITLE_NAMES.iter().filter_map(|name| object.get(*name));
            titles.find_map(plain)
        }),
        value => plain(value),
    }
}

/// Returns the names of people.
pub(super) fn people(value: &Value) -> Option<Vec<String>> {
    let people: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(people).flatten().collect(),
        Value::Object(object) => return PEOPLE_NAMES.iter().find_map(|name| people(object.get(*name)?)),
        // The number of an account is nobody's name.
        Value::Number(_) => return None,
        value => plain(value).map(|text| listed(&text).unwrap_or_else(|| vec![text]))?,
    };
    (!people.is_empty()).then_some(people)
}

/// Returns the items of a list that is written as text, in the spelling of JSON or of Python: tables have no lists.
fn listed(text: &str) -> Option<Vec<String>> {
    let is_list = text.starts_with('[') && text.ends_with(']');
    if !is_list {
        return None;
    }
    let items: Result<Vec<String>, _> = serde_json::from_str(text);
    let items = items.unwrap_or_else(|_| {
        let items = text[1..text.len() - 1].split(',');
        items
            .map(|item| item.trim().trim_matches(['\'', '"']).to_owned())
            .collect()
    });
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}
