//! How long functions are: the lines from `fn` to the closing brace, tests apart.

use super::{Finding, TrackedFile, rules, source};

/// More lines than this are too many for one screen.
pub(crate) const LONG: usize = 50;

/// No function may have more lines than this.
const LONGEST: usize = 100;

/// How many functions there are and how many are long.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths {
    /// All functions outside tests.
    pub(crate) n_functions: usize,
    /// Those over [`LONG`] lines.
    pub(crate) n_long: usize,
}

impl Lengths {
    /// Returns which part of all functions is long.
    pub(crate) fn share_of_long(&self) -> f64 {
        if self.n_functions == 0 {
            0.0
        } else {
            self.n_long as f64 / self.n_functions as f64
        }
    }
}

/// Counts the functions of all Rust files.
pub(crate) fn lengths(files: &[TrackedFile]) -> Lengths {
    let mut lengths = Lengths::default();
    for file in files.iter().filter(|file| rules::is_product_code(file)) {
        for function in functions(&source::parts(&file.text).code) {
            lengths.n_functions += 1;
            lengths.n_long += usize::from(function.n_lines > LONG);
        }
    }
    lengths
}

/// Finds the functions of one file that are too long.
pub(crate) fn check(file: &TrackedFile, code: &str) -> Vec<Finding> {
    let too_long = functions(code)
        .into_iter()
        .filter(|function| function.n_lines > LONGEST);
    too_long
        .map(|function| {
            let what = format!(
                "function of {} lines, at most {LONGEST} allowed",
                function.n_lines
            );
            file.finding(function.line, what)
        })
        .collect()
}

struct Function {
    /// From 1.
    line: usize,
    n_lines: usize,
}

/// Returns the functions with a body that stand outside tests.
fn functions(code: &str) -> Vec<Function> {
    let lines: Vec<&str> = code.lines().collect();
    let in_tests = source::test_lines(code);
    let starts = (0..lines.len()).filter(|at| !in_tests[*at] && opens_function(lines[*at]));
    starts
        .filter_map(|start| {
            let end = source::item_end(&lines, start);
            lines[end].contains('}').then_some(Function {
                line: start + 1,
                n_lines: end - start + 1,
            })
        })
        .collect()
}

fn opens_function(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(at) = words.iter().position(|word| *word == "fn") else {
        return false;
    };
    let is_modifier = |word: &&str| {
        matches!(*word, "const" | "async" | "unsafe" | "extern" | "default") || word.starts_with("pub")
    };
    // `pub(in crate::a)` is two words; what remains must be nothing but modifiers.
    words[..at]
        .iter()
        .all(|word| is_modifier(word) || word.ends_with(')'))
        && words.len() > at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_start_of_a_function() {
        for (line, expected) in [
            ("fn f() {", true),
            ("    pub(crate) async fn f<T>(", true),
            ("pub(in crate::a) const fn f() {}", true),
            ("let f: fn (u8) = g;", false),
            ("type F = fn(u8);", false),
            ("function()", false),
        ] {
            assert_eq!(opens_function(line), expected, "{line}");
        }
    }

    #[test]
    fn measures_functions_outside_tests() {
        let body = "    x();\n".repeat(60);
        let code = format!(
            "fn a() {{\n{body}}}\nfn b() {{}}\ntrait T {{\n fn c();\n}}\n#[cfg(test)]\nmod tests {{\n fn d() {{}}\n}}\n"
        );
        let found: Vec<usize> = functions(&code).iter().map(|function| function.n_lines).collect();
        assert_eq!(found, [62, 1]);
    }

    #[test]
    fn refuses_a_function_over_a_hundred_lines() {
        let text = format!("//! A.\nfn a() {{\n{}}}\n", "    x();\n".repeat(99));
        let file = TrackedFile {
            path: "crates/a/src/lib.rs".into(),
            text,
        };
        let found = check(&file, &source::parts(&file.text).code);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("101 lines"), "{}", found[0]);
    }
}
