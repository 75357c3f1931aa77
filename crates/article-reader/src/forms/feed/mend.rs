//! Sets right what is certain in XML that breaks the rules: an `&` that opens no reference, a `<` that opens no tag, and
//! tags of HTML in a text, which many programs forget to escape.

/// Elements of HTML that stand in stories; none of them is one of a feed.
const HTML_NAMES: [&str; 37] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// Returns XML with what can be mended mended; what is sound comes back as it is, but for tags of HTML.
pub(super) fn mend(xml: &str) -> String {
    // There the story is made of elements.
    let is_xhtml = xml.contains("xhtml");
    let mut mended = String::with_capacity(xml.len() + xml.len() / 16);
    let mut rest = xml;
    while let Some(at) = rest.find(['&', '<']) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if let Some(tag) = rest.strip_prefix('<') {
            markup_length(rest).filter(|_| is_xhtml || !is_html_tag(tag))
        } else {
            reference_length(rest)
        };
        match length {
            Some(length) => mended.push_str(&rest[..length]),
            None if rest.starts_with('&') => mended.push_str("&amp;"),
            None => mended.push_str("&lt;"),
        }
        rest = &rest[length.unwrap_or(1)..];
    }
    mended.push_str(rest);
    mended
}

/// Returns how long the reference is that a text opens with, if it is one of XML. Names that only HTML knows are none:
/// they come out as they are written, for the reader of HTML.
fn reference_length(text: &str) -> Option<usize> {
    const NAMES: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let is_number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
            .is_some_and(|letter| letter != '\0')
    };
    let is_sound = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix('x') {
            Some(digits) => is_number(digits, 16),
            None => is_number(number, 10),
        },
        None => NAMES.contains(&name),
    };
    is_sound.then_some(end + 1)
}

/// Returns how long the tag, comment or section is that a text opens with.
fn markup_length(text: &str) -> Option<usize> {
    for (start, end) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
        if text.starts_with(start) {
            return Some(text.find(end)? + end.len());
        }
    }
    let tag = text[1..].trim_start_matches('/');
    let is_name = tag.starts_with(|letter: char| letter.is_alphabetic() || "_!".contains(letter));
    let end = text[1..].find(['<', '>']).filter(|_| is_name)? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

/// Returns whether a tag, without the sign before it, is one of HTML.
fn is_html_tag(tag: &str) -> bool {
    let tag = tag.trim_start_matches('/');
    let end = tag.find(|letter: char| !(letter.is_alphanumeric() || letter == ':' || letter == '-'));
    let name = &tag[..end.unwrap_or(tag.len())];
    HTML_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_is_mended() {
        for (xml, expected) in [
            ("<title>Wind & rain</title>", "<title>Wind &amp; rain</title>"),
            (
                "<t>A&B &nbsp; &#8217; &#x27; &amp; &#0; &;</t>",
                "<t>A&amp;B &amp;nbsp; &#8217; &#x27; &amp; &amp;#0; &amp;;</t>",
            ),
            ("<t>1 < 2, <3, a <b</t>", "<t>1 &lt; 2, &lt;3, a &lt;b</t>"),
            (
                "<t>Rain<br>fell <B>all</B> day</t>",
                "<t>Rain&lt;br>fell &lt;B>all&lt;/B> day</t>",
            ),
            (
                "<t><![CDATA[a & b < c<br>]]></t>",
                "<t><![CDATA[a & b < c<br>]]></t>",
            ),
            ("<!-- & < --><?x & ?><image/>", "<!-- & < --><?x & ?><image/>"),
            (
                "<div type=\"xhtml\"><p>a & b</p></div>",
                "<div type=\"xhtml\"><p>a &amp; b</p></div>",
            ),
            ("<t>é&", "<t>é&amp;"),
            ("", ""),
        ] {
            assert_eq!(mend(xml), expected, "{xml}");
        }
    }
}
