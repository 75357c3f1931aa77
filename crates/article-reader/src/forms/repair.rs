//! Mends JSON that common programs write and the standard forbids: bare `NaN`, half of a surrogate pair,
//! and raw control characters inside strings.

/// Returns the text with what can be mended mended. Sound JSON comes back as it is.
pub(crate) fn repair(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        mend_outside(&rest[..start], &mut mended);
        mended.push('"');
        rest = mend_string(&rest[start + 1..], &mut mended);
    }
    mend_outside(rest, &mut mended);
    mended
}

/// Python writes a missing number as `NaN`.
fn mend_outside(json: &str, mended: &mut String) {
    let json = json
        .replace("-Infinity", "null")
        .replace("Infinity", "null")
        .replace("NaN", "null");
    mended.push_str(&json);
}

/// Mends a string up to and with its closing quote and returns what follows it.
fn mend_string<'a>(json: &'a str, mended: &mut String) -> &'a str {
    let mut rest = json;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        match character {
            '"' => {
                mended.push('"');
                return &rest[1..];
            }
            '\\' => match surrogate_escape(rest) {
                Some(Surrogate::Pair) => length = 12,
                Some(Surrogate::Half) => {
                    mended.push_str("\\ufffd");
                    rest = &rest[6..];
                    continue;
                }
                None => length += rest[1..].chars().next().map_or(0, char::len_utf8),
            },
            character if character.is_ascii_control() => {
                mended.push_str(&format!("\\u{:04x}", u32::from(character)));
                rest = &rest[length..];
                continue;
            }
            _ => {}
        }
        mended.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    rest
}

enum Surrogate {
    Pair,
    Half,
}

/// Returns what surrogate the text starts with, as an escape such as `\ud83d`.
fn surrogate_escape(json: &str) -> Option<Surrogate> {
    let first = escaped_unit(json)?;
    if !(0xd800..=0xdfff).contains(&first) {
        return None;
    }
    let second = escaped_unit(&json[6..]);
    let is_pair = first < 0xdc00 && second.is_some_and(|unit| (0xdc00..=0xdfff).contains(&unit));
    Some(if is_pair { Surrogate::Pair } else { Surrogate::Half })
}

fn escaped_unit(json: &str) -> Option<u32> {
    let digits = json.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_get_wrong_is_mended() {
        let cases = [
            (r#"{"a": NaN, "b": -Infinity}"#, r#"{"a": null, "b": null}"#),
            (r#"{"a": "NaN \"Infinity\""}"#, r#"{"a": "NaN \"Infinity\""}"#),
            (r#"["\ud83d\ude00"]"#, r#"["\ud83d\ude00"]"#),
            (r#"["cut \ud83d"]"#, r#"["cut \ufffd"]"#),
            (r#"["\ude00é\ud83d\u0041"]"#, r#"["\ufffdé\ufffd\u0041"]"#),
            (r#"["\\ud83d"]"#, r#"["\\ud83d"]"#),
            (
                "[\"two\nlines\tand a tab\"]",
                r#"["two\u000alines\u0009and a tab"]"#,
            ),
            (r#"["never ends \"#, r#"["never ends \"#),
            (r#"["\u12"#, r#"["\u12"#),
            ("", ""),
        ];
        for (json, expected) in cases {
            assert_eq!(repair(json), expected, "{json}");
        }
    }
}
