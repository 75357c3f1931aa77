//! Keeps pages away from the tree builder that it would take too long for.

use super::lines::next_tag;

/// Building a tree is quadratic in its depth: 100 kB of nested elements took 7 s. No real page is this deep.
const DEEPEST: usize = 512;
/// Larger pages are data, not articles; reading them as lines is linear.
const LARGEST: usize = 5 * 1024 * 1024;

/// Elements without content, and those that a following one of their kind closes.
const NOT_NESTING: [&str; 31] = [
    "", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup",
    "html", "body", "head", "path",
];

/// Returns whether a tree can be built of the page in reasonable time.
pub(super) fn allows(html: &str) -> bool {
    html.len() <= LARGEST && depth(html) <= DEEPEST
}

/// Returns the greatest number of elements open at once, counting those that are never closed.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(tag) = next_tag(&rest[at..]) else {
            rest = &rest[at + 1..];
            continue;
        };
        let is_empty = html[..html.len() - tag.rest.len()].ends_with("/>");
        rest = tag.rest;
        if NOT_NESTING.contains(&tag.name.as_str()) || is_empty {
            continue;
        }
        depth = if tag.closes {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        deepest = deepest.max(depth);
        if !tag.closes && matches!(tag.name.as_str(), "script" | "style") {
            rest = rest.find("</").map_or("", |end| &rest[end..]);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_open() {
        for (html, expected) in [
            ("<div><p>a<p>b</div>", 1),
            ("<div><div><b>a</b></div></div>", 3),
            ("<script>if (a<b) '<div><div>'</script><div>a</div>", 1),
            ("a < b", 0),
            ("<div/><div/>", 0),
        ] {
            assert_eq!(depth(html), expected, "{html}");
        }
        assert!(!allows(&"<div>".repeat(600)));
        assert!(allows(&"<p>".repeat(6000)));
    }
}
