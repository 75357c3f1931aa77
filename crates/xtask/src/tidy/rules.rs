//! The rules that look at one file at a time.

use std::path::Path;

use super::{Finding, TrackedFile, functions, source};

/// More lines than this, tests apart, are too many for one file (house style, rule 2).
const LONGEST_FILE: usize = 500;

/// A component of the page stays under this many lines (house style, rule 31).
const COMPONENT_LIMIT: usize = 150;

/// Marks of unfinished work, looked for in comments.
const UNFINISHED: [&str; 3] = ["TODO", "FIXME", "XXX"];

/// Macros of unfinished work, looked for in code.
const UNFINISHED_MACROS: [&str; 3] = ["dbg!", "todo!", "unimplemented!"];

/// Folders of the machines that this was written on, in two parts so that this file passes its own rule.
const MACHINE_FOLDERS: [(&str, &str); 2] = [("/wo", "rk/"), ("/ro", "ot/")];

/// Checks one file against every rule for its kind.
pub(crate) fn check(file: &TrackedFile) -> Vec<Finding> {
    let mut findings = machine_paths(file);
    if file.has_extension("rs") {
        findings.extend(rust(file));
    }
    if file.has_extension("svelte") {
        findings.extend(component(file));
    }
    if ["svelte", "ts", "mjs", "css"]
        .iter()
        .any(|extension| file.has_extension(extension))
    {
        findings.extend(unfinished(file, &file.text));
    }
    if file.path.ends_with("package-lock.json") {
        findings.extend(registry_addresses(file));
    }
    findings
}

/// Returns whether this is Rust that ships or builds, not a file of tests.
pub(crate) fn is_product_code(file: &TrackedFile) -> bool {
    let path = Path::new(&file.path);
    let in_test_folder = path.components().any(|part| part.as_os_str() == "tests");
    file.has_extension("rs") && !in_test_folder && !path.ends_with("tests.rs")
}

fn rust(file: &TrackedFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.text.starts_with("//!") {
        findings.push(file.finding(1, "a file opens with `//!`: what it is and what goes in and out"));
    }
    let parts = source::parts(&file.text);
    findings.extend(unfinished(file, &parts.comments));
    if !is_product_code(file) {
        return findings;
    }
    findings.extend(unwraps_and_macros(file, &parts.code));
    findings.extend(functions::check(file, &parts.code));
    let n_lines = source::test_lines(&parts.code)
        .iter()
        .filter(|in_tests| !**in_tests)
        .count();
    if n_lines > LONGEST_FILE {
        let what = format!("file of {n_lines} lines without its tests, at most {LONGEST_FILE} allowed");
        findings.push(file.finding(1, what));
    }
    findings
}

fn unwraps_and_macros(file: &TrackedFile, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let in_tests = source::test_lines(code);
    for (number, line) in (1..).zip(code.lines()) {
        if in_tests[number - 1] {
            continue;
        }
        if line.contains(".unwrap()") {
            findings.push(file.finding(
                number,
                "unwrap() outside tests; say why it cannot fail with expect()",
            ));
        }
        for name in UNFINISHED_MACROS.iter().filter(|name| has_word(line, name)) {
            findings.push(file.finding(number, format!("{name} in code that ships")));
        }
    }
    findings
}

fn unfinished(file: &TrackedFile, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for mark in UNFINISHED.iter().filter(|mark| has_word(line, mark)) {
            findings.push(file.finding(number, format!("{mark}: do it now or open an issue")));
        }
    }
    findings
}

fn component(file: &TrackedFile) -> Vec<Finding> {
    let n_lines = file.text.lines().count();
    if n_lines < COMPONENT_LIMIT {
        return Vec::new();
    }
    vec![file.finding(
        1,
        format!("component of {n_lines} lines, it must stay under {COMPONENT_LIMIT}"),
    )]
}

fn registry_addresses(file: &TrackedFile) -> Vec<Finding> {
    let lines = (1..)
        .zip(file.text.lines())
        .filter(|(_, line)| line.contains("\"resolved\": \"http"));
    let what =
        "an address of a registry; help: write the lock file with omit-lockfile-registry-resolved=true";
    lines.map(|(number, _)| file.finding(number, what)).collect()
}

fn machine_paths(file: &TrackedFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        for (first, second) in MACHINE_FOLDERS {
            let folder = format!("{first}{second}");
            if starts_a_path(line, &folder) {
                findings.push(file.finding(number, format!("{folder} is a path of one machine")));
            }
        }
    }
    findings
}

/// Returns whether the folder stands in the line as the start of a path, not inside an address or another path.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|before| before.is_alphanumeric() || "._~-/}*".contains(before))
    })
}

fn has_word(line: &str, word: &str) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(|it| it.is_alphanumeric() || it == '_');
    line.match_indices(word).any(|(at, _)| {
        !is_word(line[..at].chars().next_back()) && !is_word(line[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        check(&TrackedFile {
            path: path.into(),
            text: text.into(),
        })
        .iter()
        .map(ToString::to_string)
        .collect()
    }

    #[test]
    fn accepts_what_is_in_order() {
        for (path, text) in [
            ("crates/a/src/lib.rs", "//! A.\nfn f() { g().expect(\"why\"); }\n"),
            (
                "crates/a/src/lib.rs",
                "//! A.\n#[cfg(test)]\nmod tests {\n fn f() { g().unwrap(); }\n}\n",
            ),
            (
                "crates/a/src/lib.rs",
                "//! A.\nconst T: &str = \"TODO .unwrap() todo!\";\n",
            ),
            ("crates/a/tests/it/main.rs", "//! A.\nfn f() { g().unwrap(); }\n"),
            (
                "crates/a/src/parse/tests.rs",
                "//! A.\nfn f() { g().unwrap(); }\n",
            ),
            ("web/src/App.svelte", "<p>XXXII</p>\n"),
            ("docs/A.md", "https://example.org/work/life and target/root/x\n"),
        ] {
            assert_eq!(findings(path, text), [""; 0], "{path}: {text}");
        }
    }

    #[test]
    fn finds_what_is_not() {
        let long_file = format!("//! A.\n{}", "const A: u8 = 1;\n".repeat(500));
        let component = "<p>a</p>\n".repeat(150);
        let machine = ["see /wo", "rk/main"].concat();
        for (path, text, expected) in [
            ("crates/a/src/lib.rs", "fn f() {}\n", "lib.rs:1: a file opens"),
            (
                "crates/a/src/lib.rs",
                "//! A.\nfn f() { g().unwrap(); }\n",
                "lib.rs:2: unwrap()",
            ),
            (
                "crates/a/src/lib.rs",
                "//! A.\n// TODO: later\n",
                "lib.rs:2: TODO",
            ),
            (
                "crates/a/tests/it/main.rs",
                "//! A.\n// FIXME\n",
                "main.rs:2: FIXME",
            ),
            (
                "crates/a/src/lib.rs",
                "//! A.\nfn f() { todo!() }\n",
                "lib.rs:2: todo!",
            ),
            ("crates/a/src/lib.rs", &long_file, "lib.rs:1: file of 501 lines"),
            (
                "web/src/App.svelte",
                &component,
                "App.svelte:1: component of 150 lines",
            ),
            ("web/src/a.ts", "// XXX\n", "a.ts:1: XXX"),
            (
                "web/package-lock.json",
                "{\n\"resolved\": \"https://r.example/a.tgz\"",
                "lock.json:2: an address",
            ),
            ("README.md", &machine, "README.md:1: "),
        ] {
            let found = findings(path, text);
            assert_eq!(found.len(), 1, "{path}: {found:?}");
            assert!(found[0].contains(expected), "{expected} not in {found:?}");
        }
    }
}
