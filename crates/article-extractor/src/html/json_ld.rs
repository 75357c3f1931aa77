//! JSON-LD: finds the article among the objects of a page and reads its fields.

use std::collections::HashMap;

use serde_json::Value;

use crate::title::same_headline;

/// What a JSON-LD article says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkedArticle {
    pub(super) headline: Option<String>,
    /// What it states as another headline.
    pub(super) alternative: Option<String>,
    pub(super) authors: Vec<String>,
    /// Those of them that are stated as people.
    pub(super) people: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,

    /// Whether its type is one of news.
    pub(super) is_news: bool,
}

/// Objects inside objects deeper than this are not looked at.
const DEEPEST: usize = 12;

/// Returns the article of the JSON-LD scripts of a page, the first of news before one of another kind.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Option<LinkedArticle> {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let (mut found, mut named) = (Vec::new(), Named::new());
    for value in &values {
        collect(value, 0, &mut found);
        collect_named(value, &mut named);
    }
    let best = found.iter().min_by_key(|(_, rank)| *rank)?;
    let mut article = if best.1 == PAGE {
        LinkedArticle::default()
    } else {
        fields(best.0, &named)
    };
    article.is_news = best.1 == 0;
    for (other, rank) in &found {
        let other = fields(other, &named);
        if *rank == PAGE {
            // The page's name and publisher are the site's business; its days are the article's.
            article.published = article.published.take().or(other.published);
            article.modified = article.modified.take().or(other.modified);
        } else if is_of_one(&article, &other) {
            complete(&mut article, other);
        }
    }
    Some(article)
}

/// Tells whether two objects can be of one article: others of the page are told by another headline.
fn is_of_one(article: &LinkedArticle, other: &LinkedArticle) -> bool {
    let headlines = article.headline.as_deref().zip(other.headline.as_deref());
    headlines.is_none_or(|(one, another)| same_headline(one, another))
}

/// Parses a script; raw line breaks inside strings, which many pages have, are taken for spaces.
fn parse(script: &str) -> Option<Value> {
    let bare = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim();
    let bare = bare
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        let cleaned: String = bare
            .chars()
            .map(|sign| if sign.is_control() { ' ' } else { sign })
            .collect();
        serde_json::from_str(&cleaned).ok()
    })
}

fn collect<'a>(value: &'a Value, depth: usize, found: &mut Vec<(&'a Value, usize)>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, found)),
        Value::Object(fields) => {
            if let Some(rank) = rank(value) {
                found.push((value, rank));
            }
            for name in [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "item",
                "itemListElement",
            ] {
                if let Some(inner) = fields.get(name) {
                    // A list of teasers is no article of this page.
                    let is_list = name.starts_with("item");
                    collect(inner, depth + if is_list { DEEPEST } else { 1 }, found);
                }
            }
        }
        _ => {}
    }
}

/// The names of objects by their ids: an article may say of its author and publisher no more than the id.
type Named<'a> = HashMap<&'a str, &'a Value>;

/// Finds the objects of a script that have an id and a name, beside each other as in a graph.
fn collect_named<'a>(value: &'a Value, named: &mut Named<'a>) {
    let objects = match value.get("@graph").unwrap_or(value) {
        Value::Array(objects) => objects.as_slice(),
        object => std::slice::from_ref(object),
    };
    for object in objects {
        if let (Some(id), Some(name)) = (object.get("@id").and_then(Value::as_str), object.get("name")) {
            named.entry(id).or_insert(name);
        }
    }
}

/// The rank of an object that describes the page and not its article.
const PAGE: usize = 2;

/// Returns how well an object's type fits an article: 0 for news, nothing for what says nothing of one.
fn rank(value: &Value) -> Option<usize> {
    let types: Vec<&str> = match value.get("@type")? {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let ranks = types.iter().filter_map(|name| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        match name {
            "NewsArticle"
            | "ReportageNewsArticle"
            | "AnalysisNewsArticle"
            | "OpinionNewsArticle"
            | "BackgroundNewsArticle"
            | "ReviewNewsArticle"
            | "LiveBlogPosting" => Some(0),
            "Article" | "BlogPosting" | "Report" | "ScholarlyArticle" | "TechArticle"
            | "SocialMediaPosting" => Some(1),
            "WebPage" | "ItemPage" | "FAQPage" | "MedicalWebPage" | "Recipe" | "CreativeWork" => Some(PAGE),
            _ => None,
        }
    });
    ranks.min()
}

fn fields(value: &Value, named: &Named<'_>) -> LinkedArticle {
    let text = |name: &str| value.get(name).and_then(first_text);
    let url = text("url").or_else(|| {
        value
            .get("mainEntityOfPage")
            .and_then(|page| text_of(page).or_else(|| page.get("@id").and_then(first_text)))
    });
    let (mut authors, mut people) = (Vec::new(), Vec::new());
    for name in ["author", "creator"] {
        if let (true, Some(stated)) = (authors.is_empty(), value.get(name)) {
            names(stated, named, 0, &mut authors);
            people_of(stated, &mut people);
        }
    }
    let mut publishers = Vec::new();
    if let Some(publisher) = value.get("publisher") {
        names(publisher, named, 0, &mut publishers);
    }
    LinkedArticle {
        headline: text("headline").or_else(|| text("name")),
        alternative: text("alternativeHeadline"),
        authors,
        people,
        publisher: publishers.into_iter().next(),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        section: text("articleSection"),
        language: text("inLanguage"),
        url: url.filter(|url| url.starts_with("http")),

        is_news: false,
    }
}

fn complete(article: &mut LinkedArticle, other: LinkedArticle) {
    if article.authors.is_empty() {
        article.authors = other.authors;
        article.people = other.people;
    }
    article.publisher = article.publisher.take().or(other.publisher);
    article.published = article.published.take().or(other.published);
    article.headline = article.headline.take().or(other.headline);
}

fn text_of(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| html_escape::decode_html_entities(text).into_owned())
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(fields) => fields
            .get("name")
            .or_else(|| fields.get("@value"))
            .and_then(text_of),
        _ => text_of(value),
    }
}

/// Gathers the names of the objects of a list that are people.
fn people_of(value: &Value, found: &mut Vec<String>) {
    let objects = match value {
        Value::Array(objects) => objects.as_slice(),
        object => std::slice::from_ref(object),
    };
    let is_person = |object: &&Value| object.get("@type").and_then(Value::as_str) == Some("Person");
    let names = objects
        .iter()
        .filter(is_person)
        .filter_map(|object| text_of(object.get("name")?));
    found.extend(names);
}

fn names(value: &Value, named: &Named<'_>, depth: usize, found: &mut Vec<String>) {
    match value {
        Value::Array(items) if depth < DEEPEST => {
            items.iter().for_each(|item| names(item, named, depth + 1, found));
        }
        Value::Object(fields) if depth < DEEPEST => {
            let by_id = || named.get(fields.get("@id")?.as_str()?).copied();
            if let Some(name) = fields.get("name").or_else(by_id) {
                names(name, named, depth + 1, found);
            }
        }
        _ => found.extend(text_of(value)),
    }
}
