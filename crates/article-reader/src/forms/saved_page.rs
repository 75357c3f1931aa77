//! Pages that a browser saved -> hints: the address they came from, and when.

use article::Hints;
use jiff::Zoned;
use jiff::fmt::strtime;

/// Lines and bytes of a page in which its first comment stands.
const HEAD: (usize, usize) = (20, 4_096);

/// Returns what a browser or SingleFile noted in the first comment of a page of HTML.
pub(crate) fn hints(html: &str) -> Hints {
    let head = &html[..html.floor_char_boundary(HEAD.1)];
    let mut hints = Hints::default();
    let mut is_single_file = false;
    for line in head.lines().take(HEAD.0) {
        let line = line.trim();
        is_single_file |= line.contains("Page saved with SingleFile");
        if let Some((_, rest)) = line.split_once("<!-- saved from url=(")
            && let Some((_, address)) = rest.split_once(')')
        {
            hints.url = address_of(address);
        } else if let Some(address) = line.strip_prefix("url:").filter(|_| is_single_file) {
            hints.url = address_of(address);
        } else if let Some(time) = line.strip_prefix("saved date:").filter(|_| is_single_file) {
            hints.fetched = rfc_3339(time);
        }
    }
    hints
}

/// Returns the address that a text begins with; a file of the reader's own disk is none.
pub(crate) fn address_of(text: &str) -> Option<String> {
    let address = text.split("-->").next()?.split_whitespace().next()?;
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    is_web.then(|| address.to_owned())
}

/// Reads "Tue Mar 04 2025 10:11:12 GMT+0100 (Central European Standard Time)".
fn rfc_3339(time: &str) -> Option<String> {
    let time = time.split(" (").next()?.trim();
    let parsed = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", time).ok()?;
    let time: Zoned = parsed.to_zoned().ok()?;
    Some(time.timestamp().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_comment_tells_where_a_page_came_from() {
        let saved =
            "<!DOCTYPE html>\n<!-- saved from url=(0027)https://post.example/storm -->\n<html><p>Rain";
        let bare = "<!-- saved from url=(0014)about:internet --><html>";
        let single_file = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://post.example/storm \n \
            saved date: Tue Mar 04 2025 10:11:12 GMT+0100 (Central European Standard Time)\n--><p>Rain";
        let late = format!("<html>{}\n{saved}", "x".repeat(5_000));
        for (page, url, fetched) in [
            (saved, Some("https://post.example/storm"), None),
            (
                "<!-- saved from url=(0027)https://post.example/storm--><html>",
                Some("https://post.example/storm"),
                None,
            ),
            (
                single_file,
                Some("https://post.example/storm"),
                Some("2025-03-04T09:11:12Z"),
            ),
            (bare, None, None),
            (late.as_str(), None, None),
            ("<html>\nurl: https://post.example/", None, None),
            ("<!-- saved from url=(", None, None),
            ("", None, None),
        ] {
            let found = hints(page);
            assert_eq!(
                (found.url.as_deref(), found.fetched.as_deref()),
                (url, fetched),
                "{page}"
            );
        }
    }
}
