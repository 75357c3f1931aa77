//! How much of its article the text of an item is: the element that it stands in tells, and how it ends.

use article::Extent;

/// Letters from which an element for the whole text is believed where there is no summary to compare it with.
const MIN_CONTENT: usize = 150;
/// The same where the summary is no shorter.
const MIN_REPEATED_CONTENT: usize = 600;
/// Letters from which a description is the whole text: summaries of several feeds reach 1,000.
const MIN_DESCRIPTION: usize = 1_500;
/// What ends a text that goes on elsewhere.
const CUT_ENDS: [&str; 7] = ["…", "...", "[…]", "[...]", "[&#8230;]", "&#8230;", "&hellip;"];
/// The words of a link to the rest.
const MORE_WORDS: [&str; 25] = [
    "read more",
    "continue reading",
    "read the rest",
    "read the full story",
    "read the full article",
    "read on",
    "full story",
    "keep reading",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "lire plus",
    "en savoir plus",
    "leer más",
    "seguir leyendo",
    "leia mais",
    "ler mais",
    "continue lendo",
    "leggi tutto",
    "continua a leggere",
    "lees verder",
    "lees meer",
    "läs mer",
    "czytaj dalej",
    "читать далее",
];

/// Returns the text of an item, its standfirst, and how much of the article the text is.
pub(super) fn texts(
    content: Option<String>,
    summary: Option<String>,
) -> (Option<String>, Option<String>, Extent) {
    let size = |text: &Option<String>| text.as_deref().map_or(0, n_letters);
    let (content_size, summary_size) = (size(&content), size(&summary));
    if content_size > 0 && content_size >= summary_size {
        let fewest = match summary_size {
            0 => MIN_CONTENT,
            size if size < content_size => 0,
            _ => MIN_REPEATED_CONTENT,
        };
        let is_full = content_size >= fewest && !is_cut(content.as_deref());
        let summary = summary.filter(|_| summary_size > 0 && content_size >= 2 * summary_size);
        return (content, summary, extent(is_full));
    }
    let is_full = summary_size >= MIN_DESCRIPTION && !is_cut(summary.as_deref());
    (summary.or(content), None, extent(is_full))
}

fn extent(is_full: bool) -> Extent {
    if is_full { Extent::Full } else { Extent::Summary }
}

/// Returns how many letters of a fragment of HTML are seen.
fn n_letters(html: &str) -> usize {
    let mut is_in_tag = false;
    let seen = html.chars().filter(|letter| {
        let was_in_tag = is_in_tag;
        is_in_tag = *letter == '<' || is_in_tag && *letter != '>';
        !was_in_tag && !is_in_tag && letter.is_alphanumeric()
    });
    seen.count()
}

/// Returns whether a fragment of HTML ends as a text does that goes on elsewhere.
fn is_cut(html: Option<&str>) -> bool {
    let mut text = html.unwrap_or_default().trim_end();
    while let Some(inner) = text.strip_suffix('>') {
        text = inner[..inner.rfind('<').unwrap_or(0)].trim_end();
    }
    let is_dotted = CUT_ENDS.iter().any(|end| text.ends_with(end));
    is_dotted || ends_with_link_to_more(html.unwrap_or_default())
}

/// Returns whether a fragment of HTML ends with a link to the rest, or with a sentence that was one.
fn ends_with_link_to_more(html: &str) -> bool {
    /// Bytes of the longest link with its address and the headline in it.
    const LONGEST: usize = 1_000;
    let end = &html[html.ceil_char_boundary(html.len().saturating_sub(LONGEST))..];
    let last_link = || {
        let (link, after) = end.rsplit_once("<a")?.1.split_once("</a>")?;
        seen(after).is_empty().then(|| seen(&format!("<a{link}")))
    };
    let is_link = last_link().is_some_and(|link| {
        let mut rests = MORE_WORDS.iter().filter_map(|words| link.strip_prefix(words));
        rests.any(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let text = seen(end);
    let sentence = text
        .rsplit(['.', '!', '?', '…', '[', '('])
        .next()
        .unwrap_or_default();
    is_link || MORE_WORDS.contains(&sentence.trim())
}

/// Returns the text of a fragment of HTML in small letters, without signs and arrows around it.
fn seen(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_inside = false;
    for sign in html.replace("<p", ".<p").chars() {
        match sign {
            '<' | '&' => is_inside = true,
            '>' | ';' if is_inside => is_inside = false,
            sign if !is_inside => text.extend(sign.to_lowercase()),
            _ => {}
        }
    }
    text.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned()
}
