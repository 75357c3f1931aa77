//! A very small reader of Rust source: tells code, comments and literals apart and finds the test modules.
//! Source goes in, the same text with everything but one part blanked out comes out, line for line.

/// A source file's text by what it is; each has the length and the line breaks of the whole.
pub(crate) struct Parts {
    /// Code, with comments and the inside of literals blanked.
    pub(crate) code: String,
    /// Comments, with everything else blanked.
    pub(crate) comments: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Comment,
    Literal,
}

/// Splits source into its parts.
pub(crate) fn parts(source: &str) -> Parts {
    let characters: Vec<char> = source.chars().collect();
    let kinds = classify(&characters);
    let only = |wanted: Part| -> String {
        let kept = |(character, kind): (&char, &Part)| match *character {
            '\n' => '\n',
            character if *kind == wanted => character,
            _ => ' ',
        };
        characters.iter().zip(&kinds).map(kept).collect()
    };
    Parts {
        code: only(Part::Code),
        comments: only(Part::Comment),
    }
}

fn classify(characters: &[char]) -> Vec<Part> {
    let mut kinds = Vec::with_capacity(characters.len());
    while kinds.len() < characters.len() {
        let start = kinds.len();
        let rest = &characters[start..];
        let (length, part) = next_piece(rest, start.checked_sub(1).map(|before| characters[before]));
        kinds.resize(start + length.clamp(1, rest.len()), part);
    }
    kinds
}

/// Returns the length and the part of the piece at the start of `rest`.
fn next_piece(rest: &[char], before: Option<char>) -> (usize, Part) {
    let starts_word = !before.is_some_and(|before| before.is_alphanumeric() || before == '_');
    match rest {
        ['/', '/', ..] => (
            rest.iter().take_while(|character| **character != '\n').count(),
            Part::Comment,
        ),
        ['/', '*', ..] => (block_comment(rest), Part::Comment),
        ['"', ..] => (string(rest), Part::Literal),
        ['r', ..] if starts_word => raw_string(rest, 1),
        ['b' | 'c', 'r', ..] if starts_word => raw_string(rest, 2),
        ['\'', '\\', ..] => (escaped_character(rest), Part::Literal),
        ['\'', _, '\'', ..] => (3, Part::Literal),
        _ => (1, Part::Code),
    }
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Reads `r"…"` or `r#"…"#` after a prefix of this length; anything else is one character of code.
fn raw_string(rest: &[char], prefix: usize) -> (usize, Part) {
    let n_hashes = rest[prefix..]
        .iter()
        .take_while(|character| **character == '#')
        .count();
    let opening = prefix + n_hashes;
    if rest.get(opening) != Some(&'"') {
        return (1, Part::Code);
    }
    let closes = |at: &usize| {
        rest[*at] == '"'
            && rest[at + 1..]
                .iter()
                .take(n_hashes)
                .filter(|next| **next == '#')
                .count()
                == n_hashes
    };
    let end = (opening + 1..rest.len())
        .find(closes)
        .map_or(rest.len(), |at| at + 1 + n_hashes);
    (end, Part::Literal)
}

fn escaped_character(rest: &[char]) -> usize {
    let end = rest
        .iter()
        .skip(3)
        .take_while(|character| **character != '\'' && **character != '\n')
        .count();
    end + 4
}

/// Returns for each line of code whether it belongs to tests: a `#[cfg(test)]` item or a `#[test]` function.
pub(crate) fn test_lines(code: &str) -> Vec<bool> {
    let lines: Vec<&str> = code.lines().collect();
    let mut in_tests = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_start();
        if !line.starts_with("#[cfg(test)]") && !line.starts_with("#[test]") {
            at += 1;
            continue;
        }
        let end = item_end(&lines, at);
        in_tests[at..=end].fill(true);
        at = end + 1;
    }
    in_tests
}

/// Returns the last line of the item that starts at this line: where its braces close or its `;` stands.
pub(crate) fn item_end(lines: &[&str], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut brackets = 0_usize;
    for (offset, line) in lines[start..].iter().enumerate() {
        for character in line.chars() {
            match character {
                '{' => depth += 1,
                '}' if depth <= 1 => return start + offset,
                '}' => depth -= 1,
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets = brackets.saturating_sub(1),
                ';' if depth == 0 && brackets == 0 => return start + offset,
                _ => {}
            }
        }
    }
    lines.len() - 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(source: &str, code: &str) {
        let squeezed = parts(source)
            .code
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(squeezed, code, "{source}");
    }

    #[test]
    fn tells_code_from_the_rest() {
        for (source, code) in [
            ("let a = 1; // b = 2", "let a = 1;"),
            ("/* x /* y */ z */ f()", "f()"),
            (r#"f("a \" // b", c)"#, "f( , c)"),
            (r###"f(r#"a " b"#, c)"###, "f( , c)"),
            (r##"f(br"a", b"c")"##, "f( , b )"),
            ("let r = for_r#try;", "let r = for_r#try;"),
            ("r#type", "r#type"),
            ("m('\"', '\\'', '\\u{1F600}', x)", "m( , , , x)"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            ("\"never closed", ""),
        ] {
            check(source, code);
        }
    }

    #[test]
    fn finds_test_lines() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}";
        assert_eq!(
            test_lines(code),
            [false, true, true, true, true, false, true, true, false]
        );
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_lines(source in "[a-z'\"r#/*\\\\{}();\n\\[\\]é ]{0,80}") {
            let parts = parts(&source);
            prop_assert_eq!(parts.code.chars().count(), source.chars().count());
            prop_assert_eq!(parts.comments.lines().count(), source.lines().count());
            prop_assert_eq!(test_lines(&parts.code).len(), source.lines().count());
        }
    }
}
