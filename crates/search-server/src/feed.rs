//! `GET /api/feed`: the newest matches of any search as an Atom feed (RFC 4287); `GET /opensearch.xml`: how a browser
//! adds Dateline as a search engine (OpenSearch 1.1).

use article::Published;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::response::IntoResponse;
use search_engine::{Hit, SearchResults, Sort};

use crate::App;
use crate::error::ApiError;
use crate::gate::OUTDATED;
use crate::markup::escaped;
use crate::parameters::{Given, Parameter};
use crate::search;

/// Articles of a feed: what readers fetch at a time.
const ENTRIES: usize = 50;
/// Names of the parameters that order a search, which a feed does not take: it is always the newest.
const NOT_TAKEN: [&str; 2] = ["sort", "half_life"];
/// The date of an article without one: Atom demands some date.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// Returns what a feed can be given: what narrows a search.
pub(crate) fn parameters() -> Vec<Parameter> {
    let mut parameters = search::narrowing_parameters();
    parameters.retain(|parameter| !NOT_TAKEN.contains(&parameter.name));
    parameters
}

/// Answers with the newest articles that a search finds.
pub(crate) async fn feed(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<impl IntoResponse, ApiError> {
    let raw = raw.unwrap_or_default();
    let accepted = parameters();
    let mut request = search::narrowed(&Given::read(&raw, &accepted)?)?;
    request.sort = Sort::Newest;
    request.limit = ENTRIES;
    request.facet_values = 0;
    let results = app.gate.search(request).await?;
    let feed = atom(&results, &base(&headers), &raw);
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed))
}

/// Answers with the description of Dateline as a search engine.
pub(crate) async fn description(headers: HeaderMap) -> impl IntoResponse {
    let base = escaped(&base(&headers));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>Dateline</ShortName>\n\
         <Description>Full-text search over a news archive</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{base}/?q={{searchTerms}}\"/>\n\
         <Url type=\"application/atom+xml\" template=\"{base}/api/feed?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n"
    );
    ([(CONTENT_TYPE, "application/opensearchdescription+xml")], text)
}

/// Returns the address under which the client reached this server; the guard has checked the host.
fn base(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}

fn atom(results: &SearchResults, base: &str, raw: &str) -> String {
    let (base, search) = (escaped(base), escaped(raw));
    let updated = moment(newest(&results.hits));
    let what = escaped(&results.query.explained);
    // Other warnings are about what was typed, which is as it was when the feed was chosen.
    let mut warnings = results.query.warnings.iter();
    let is_outdated = warnings.any(|warning| warning.message == OUTDATED);
    let subtitle = match is_outdated {
        true => format!("<subtitle>{}</subtitle>\n", escaped(OUTDATED)),
        false => String::new(),
    };
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>Dateline: {what}</title>\n{subtitle}\
         <id>{base}/api/feed?{search}</id>\n\
         <link rel=\"self\" href=\"{base}/api/feed?{search}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/?{search}\"/>\n\
         <updated>{updated}</updated>\n"
    );
    for hit in &results.hits {
        text.push_str(&entry(hit, &base));
    }
    text.push_str("</feed>\n");
    text
}

/// Returns when the newest was published; it need not come first where others say more about the query.
fn newest(hits: &[Hit]) -> Option<&str> {
    let published = hits.iter().filter_map(|hit| hit.published.as_deref());
    published.max_by_key(|published| Some(published.parse::<Published>().ok()?.local()))
}

fn entry(hit: &Hit, base: &str) -> String {
    let title = escaped(hit.title.as_deref().unwrap_or(&hit.lead));
    let author = escaped(hit.source.as_deref().unwrap_or("source unknown"));
    let passages: Vec<String> = hit
        .snippets
        .iter()
        .map(|pieces| pieces.iter().map(|piece| piece.text.as_str()).collect())
        .collect();
    // Readers of feeds follow it, so that it may lead into the web alone.
    let is_web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    let original = hit.url.as_deref().filter(is_web).map_or(String::new(), |url| {
        format!("<link rel=\"via\" href=\"{}\"/>\n", escaped(url))
    });
    format!(
        "<entry>\n<title>{title}</title>\n<id>urn:dateline:{id}</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/?article={id}\"/>\n{original}\
         <updated>{updated}</updated>\n<author><name>{author}</name></author>\n\
         <summary>{summary}</summary>\n</entry>\n",
        id = hit.id,
        updated = moment(hit.published.as_deref()),
        summary = escaped(&passages.join(" … ")),
    )
}

/// Returns the moment of publication (RFC 3339): at the start of its day, month or year where no more is known.
fn moment(published: Option<&str>) -> String {
    match published {
        Some(published) if published.contains('T') => escaped(published),
        Some(published) => {
            let missing = match published.split('-').count() {
                1 => "-01-01",
                2 => "-01",
                _ => "",
            };
            format!("{}{missing}T00:00:00Z", escaped(published))
        }
        None => UNDATED.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_whole_however_little_is_known() {
        for (published, expected) in [
            (Some("2025-12-02T10:30:00+01:00"), "2025-12-02T10:30:00+01:00"),
            (Some("2025-12-02"), "2025-12-02T00:00:00Z"),
            (Some("2025-12"), "2025-12-01T00:00:00Z"),
            (Some("1912"), "1912-01-01T00:00:00Z"),
            (None, UNDATED),
        ] {
            assert_eq!(moment(published), expected);
        }
    }
}
