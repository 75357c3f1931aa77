//! The page in plain HTML, for as long as its script is not there: a search form, and the first results or an article.
//!
//! It stands in `index.html` where the page is mounted, and goes when the page has an answer. It fails by saying less: without
//! an answer there is the form alone.

use std::fmt::Write as _;
use std::time::Duration;

use article::{ArticleId, ArticleRecord, Precision};
use form_urlencoded::Serializer;
use search_engine::{Hit, Piece, SearchRequest, SearchResults};
use tokio::time::timeout;

use crate::App;
use crate::markup::escaped;
use crate::parameters::Given;
use crate::search;

/// Where the plain page goes in `index.html`.
pub(crate) const PLACE: &str = "<!--plain-->";

/// The script asks for itself: longer than this nobody waits for its forerunner.
const PATIENCE: Duration = Duration::from_millis(250);

/// What the address of the page asks for.
struct Asked {
    /// The query and filters, without an article.
    pairs: Vec<(String, String)>,
    article: Option<ArticleId>,
}

/// Returns the plain page for a query string.
pub(crate) async fn page(app: &App, raw: &str) -> String {
    let asked = Asked::read(raw);
    let content = match timeout(PATIENCE, content(app, &asked)).await {
        Ok(Some(content)) => content,
        _ => String::new(),
    };
    format!(
        "<div class=\"page plain\">{}<main>{content}</main></div>",
        asked.form()
    )
}

async fn content(app: &App, asked: &Asked) -> Option<String> {
    if let Some(id) = asked.article {
        let view = app
            .gate
            .ask(move |engine| engine.article(id, None))
            .await
            .ok()??;
        return Some(story(&view.article));
    }
    let request = asked.request()?;
    let results = app.gate.search(request).await.ok()?;
    Some(list(&results, asked))
}

impl Asked {
    fn read(raw: &str) -> Self {
        let known = search::narrowing_parameters();
        let mut asked = Self {
            pairs: Vec::new(),
            article: None,
        };
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            if name == "article" {
                asked.article = value.parse().ok();
            } else if known.iter().any(|parameter| parameter.name == name) {
                asked.pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        asked
    }

    /// Returns the search; none where the API would refuse it.
    fn request(&self) -> Option<SearchRequest> {
        let accepted = search::narrowing_parameters();
        let request = search::narrowed(&Given::read(&self.address(None), &accepted).ok()?).ok()?;
        Some(SearchRequest {
            facet_values: 0,
            ..request
        })
    }

    /// Returns the query string of these results, or of an article over them.
    fn address(&self, article: Option<ArticleId>) -> String {
        let mut address = Serializer::new(String::new());
        address.extend_pairs(&self.pairs);
        if let Some(id) = article {
            address.append_pair("article", &id.to_string());
        }
        address.finish()
    }

    fn form(&self) -> String {
        let query = self.pairs.iter().find(|(name, _)| name == "q");
        let query = escaped(query.map_or("", |(_, value)| value.as_str()));
        format!(
            "<header><h1><a href=\"./\">Dateline</a></h1>\
             <form class=\"box-place\" action=\"./\" method=\"get\" role=\"search\">\
             <input name=\"q\" type=\"search\" maxlength=\"2000\" dir=\"auto\" autocomplete=\"off\" \
             placeholder=\"Search the archive\" aria-label=\"Search the archive\" value=\"{query}\">\
             <button>Search</button></form></header>"
        )
    }
}

fn list(results: &SearchResults, asked: &Asked) -> String {
    let mut text = format!(
        "<p class=\"soft\">{} · {} of {} articles</p>",
        escaped(&results.query.explained),
        results.total,
        results.index.articles
    );
    for warning in &results.query.warnings {
        let _ = write!(text, "<p class=\"soft\">{}</p>", escaped(&warning.message));
    }
    text.push_str("<ol>");
    for hit in &results.hits {
        text.push_str(&entry(hit, asked));
    }
    text.push_str("</ol>");
    text
}

fn entry(hit: &Hit, asked: &Asked) -> String {
    let title = match hit.title_pieces.as_slice() {
        [] => escaped(&hit.lead),
        pieces => marked(pieces),
    };
    let passages: String = hit
        .snippets
        .iter()
        .map(|pieces| format!("<p dir=\"auto\">{}</p>", marked(pieces)))
        .collect();
    format!(
        "<li><p class=\"soft\">{origin}</p><h2 dir=\"auto\"><a href=\"?{address}\">{title}</a></h2>{passages}</li>",
        address = escaped(&asked.address(Some(hit.id))),
        origin = origin(
            hit.source.as_deref(),
            hit.published.as_deref(),
            hit.published_precision
        ),
    )
}

fn story(article: &ArticleRecord) -> String {
    let title = article.title.as_deref().unwrap_or("Without headline");
    let origin = origin(
        article.source.as_deref(),
        article.published.as_deref(),
        article.published_precision,
    );
    let mut text = format!(
        "<article><p class=\"soft\">{origin}</p><h2 dir=\"auto\">{}</h2>",
        escaped(title)
    );
    for paragraph in article.paragraphs() {
        write!(text, "<p dir=\"auto\">{}</p>", escaped(paragraph)).expect("a string takes any text");
    }
    text.push_str("</article>");
    text
}

/// Returns source and date, the date as far as it is known.
fn origin(source: Option<&str>, published: Option<&str>, precision: Option<Precision>) -> String {
    let letters = match precision {
        Some(Precision::Year) => 4,
        Some(Precision::Month) => 7,
        _ => 10,
    };
    let date: String = published.map_or("undated".to_owned(), |day| day.chars().take(letters).collect());
    format!(
        "{} <bdi class=\"caps\">{}</bdi>",
        escaped(&date),
        escaped(source.unwrap_or("source unknown"))
    )
}

fn marked(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| {
        let text = escaped(&piece.text);
        if piece.is_match {
            format!("<mark>{text}</mark>")
        } else {
            text
        }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What somebody might write in a headline to have it run.
    const HOSTILE: [&str; 8] = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</div><svg/onload=alert(1)>",
        "<!--plain-->--><b>",
        "javascript:alert(1)",
        "\u{202e}txt.exe\u{0}",
        "&lt;i&gt; {{7*7}} ${7*7}",
    ];

    fn hit(text: &str) -> Hit {
        let piece = json!([{"text": text, "match": true}]);
        serde_json::from_value(json!({
            "id": ArticleId::from_key("a").to_string(), "key": "a", "path": text, "title": text, "lead": text,
            "source": text, "published": "2025-12-03", "published_precision": "month", "language": "en",
            "url": text, "score": 1.0, "snippets": [piece], "title_pieces": piece, "entities": [], "duplicates": [],
        }))
        .unwrap()
    }

    #[test]
    fn nothing_from_an_article_is_markup() {
        let asked = Asked::read("q=ferry");
        let plain = entry(&hit("words"), &asked);
        let tags = |text: &str| text.matches(['<', '"']).count();
        for text in HOSTILE {
            let shown = entry(&hit(text), &asked);
            assert_eq!(tags(&shown), tags(&plain), "{shown}");
        }
    }

    #[test]
    fn nor_is_anything_of_the_address() {
        for text in HOSTILE {
            let raw = Serializer::new(String::new())
                .extend_pairs([("q", text), ("source", text), (text, text)])
                .finish();
            let asked = Asked::read(&raw);
            let tags = |text: &str| text.matches(['<', '"']).count();
            assert_eq!(
                tags(&asked.form()),
                tags(&Asked::read("").form()),
                "{}",
                asked.form()
            );
            let words = hit("words");
            assert_eq!(
                tags(&entry(&words, &asked)),
                tags(&entry(&words, &Asked::read(""))),
                "{text}"
            );
        }
    }

    #[test]
    fn reads_what_the_page_has_in_its_address() {
        let id = ArticleId::from_key("a");
        let asked = Asked::read(&format!(
            "q=night+ferry&source=A&limit=99&vs=x&about=place:B&article={id}"
        ));
        assert_eq!(asked.article, Some(id));
        assert_eq!(asked.address(None), "q=night+ferry&source=A");
        assert_eq!(asked.request().unwrap().limit, 10);
        assert!(
            Asked::read("after=soon").request().is_none(),
            "the form alone is shown"
        );
        assert!(Asked::read("q=a&q=b").request().is_none());
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_known() {
        let date = |precision| origin(Some("Post"), Some("2025-12-03T10:00:00Z"), Some(precision));
        assert!(date(Precision::Year).starts_with("2025 <"));
        assert!(date(Precision::Month).starts_with("2025-12 <"));
        assert!(date(Precision::Second).starts_with("2025-12-03 <"));
        assert!(origin(None, None, None).starts_with("undated <"));
    }
}
