//! Makes text from articles safe to print: nothing in it may steer the terminal or turn the line around.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns the text on one line, without control characters and without what overrides the direction of writing.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|char| is_break(char) || steers(char)) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|char| is_break(*char) || !steers(*char));
    Cow::Owned(kept.map(|char| if is_break(char) { ' ' } else { char }).collect())
}

/// Returns JSON that means the same, with the characters that steer a terminal written as escapes.
pub(crate) fn escape_controls(json: &str) -> Cow<'_, str> {
    if !json.chars().any(steers) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for char in json.chars() {
        if steers(char) {
            // All of them are in the basic plane, so one escape does.
            write!(escaped, "\\u{:04x}", u32::from(char)).expect("a string takes every write");
        } else {
            escaped.push(char);
        }
    }
    Cow::Owned(escaped)
}

fn is_break(char: char) -> bool {
    matches!(
        char,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn steers(char: char) -> bool {
    let overrides_direction = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    char.is_control() || overrides_direction || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_the_terminal_goes() {
        for (text, expected) in [
            ("plain", "plain"),
            ("two\nlines\tand a tab", "two lines and a tab"),
            ("\u{1b}[31mred\u{1b}]0;title\u{7}", "[31mred]0;title"),
            ("left \u{202e}right\u{202c} \u{2066}x\u{2069}", "left right x"),
            ("nul\0 c1\u{9b}2J", "nul c12J"),
            ("Київ 東京 👩‍🚀", "Київ 東京 👩‍🚀"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{202e}b\u{9b}c\u{1b}d é";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_controls(&json);
        assert!(!escaped.chars().any(steers));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(steers));
        }
    }
}
