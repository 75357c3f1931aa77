//! Text as markup holds it: the one way by which words of articles get into XML and HTML.

/// Returns a text as XML and HTML hold it, between tags and in quotes; characters that XML forbids are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter < ' ' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        assert_eq!(
            escaped("<b a=\"1\">&\u{0}\u{1b}\u{ffff}x\ny</b>"),
            "&lt;b a=&quot;1&quot;&gt;&amp;x y&lt;/b&gt;"
        );
    }
}
