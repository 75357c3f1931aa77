//! What a page states of its article: titles, descriptions and, in JSON-LD, at times the whole story.

use super::features::{Stated, bare};
use crate::html::tree::{Name, Tree};

/// Reads the head's titles and descriptions and the story of JSON-LD.
pub(super) fn stated(tree: &Tree<'_>) -> Stated {
    let mut stated = Stated::default();
    for (at, element) in tree.elements.iter().enumerate() {
        match element.name {
            Name::Title if stated.titles.is_empty() => stated.titles.push(bare(&tree.text(at))),
            Name::Meta => {
                let name = element
                    .attribute("property")
                    .or_else(|| element.attribute("name"));
                let (Some(name), Some(content)) = (name, element.attribute("content")) else {
                    continue;
                };
                match name.as_ref() {
                    "og:title" | "twitter:title" => stated.titles.push(bare(&content)),
                    "description" | "og:description" | "twitter:description" => {
                        stated.descriptions.push(bare(&content));
                    }
                    _ => {}
                }
            }
            Name::Script => {
                let is_linked_data = element
                    .attribute("type")
                    .is_some_and(|kind| kind.contains("ld+json"));
                if is_linked_data && let Some(body) = article_body(&tree.raw_text(at)) {
                    stated.body.push_str(&bare(&body));
                    stated.body_text = body;
                }
            }
            _ => {}
        }
    }
    stated.titles.retain(|title| !title.is_empty());
    stated
}

/// Returns the string after the key "articleBody", as text where it is HTML.
fn article_body(json: &str) -> Option<String> {
    let after = &json[json.find("\"articleBody\"")? + "\"articleBody\"".len()..];
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let body: String = serde_json::Deserializer::from_str(value)
        .into_iter()
        .next()?
        .ok()?;
    if !body.contains('<') {
        return Some(html_escape::decode_html_entities(&body).into_owned());
    }
    let tree = crate::html::tree::parse(&body);
    Some(tree.text(0))
}
