//! Links between our own Markdown files: the file must be there, and the heading where one is named.

use std::collections::{BTreeSet, HashMap};

use super::{Finding, TrackedFile};

/// The sample articles are other people's texts by design; their links lead nowhere.
const ARTICLES: &str = "corpus/";

/// Finds the links that lead nowhere.
pub(crate) fn check(files: &[TrackedFile]) -> Vec<Finding> {
    let places = Places::new(files);
    let mut findings = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.has_extension("md") && !file.path.starts_with(ARTICLES))
    {
        for (line, target) in links(&file.text) {
            if let Some(what) = places.problem(&file.path, target) {
                findings.push(file.finding(line, what));
            }
        }
    }
    findings
}

/// Everything that a link may lead to.
struct Places<'a> {
    paths: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
    headings: HashMap<&'a str, BTreeSet<String>>,
}

impl<'a> Places<'a> {
    fn new(files: &'a [TrackedFile]) -> Self {
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let above = |path: &'a str| path.match_indices('/').map(move |(at, _)| &path[..at]);
        let folders = paths.iter().flat_map(|path| above(path)).collect();
        let documents = files.iter().filter(|file| file.has_extension("md"));
        let headings = documents
            .map(|file| (file.path.as_str(), headings(&file.text)))
            .collect();
        Self {
            paths,
            folders,
            headings,
        }
    }

    /// Returns what is wrong with a link of this file.
    fn problem(&self, from: &str, target: &str) -> Option<String> {
        if target.contains("://") || target.starts_with("mailto:") {
            return None;
        }
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        let path = if file.is_empty() {
            from.to_owned()
        } else {
            resolve(from, file)
        };
        if !self.paths.contains(path.as_str()) && !self.folders.contains(path.as_str()) && !path.is_empty() {
            return Some(format!("link to {target}: there is no {path}"));
        }
        let known = self.headings.get(path.as_str())?;
        let is_missing = !heading.is_empty() && !known.contains(heading);
        is_missing.then(|| format!("link to {target}: {path} has no such heading"))
    }
}

/// Returns the path from the root of a link in a file.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns the targets of inline links with their lines, those in code apart.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in prose_lines(text) {
        for (at, _) in line.match_indices("](") {
            let target = &line[at + 2..];
            let is_code = line[..at].matches('`').count() % 2 == 1;
            if let (false, Some(end)) = (is_code, target.find([')', ' '])) {
                found.push((number, &target[..end]));
            }
        }
    }
    found
}

/// Returns the anchors of the headings, made as the usual renderers make them.
fn headings(text: &str) -> BTreeSet<String> {
    let lines = prose_lines(text).filter(|(_, line)| line.starts_with('#'));
    lines
        .map(|(_, line)| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

fn anchor(heading: &str) -> String {
    let kept = |character: char| match character {
        ' ' => Some('-'),
        character if character.is_alphanumeric() || "-_".contains(character) => Some(character),
        _ => None,
    };
    heading.to_lowercase().chars().filter_map(kept).collect()
}

/// Returns the numbered lines outside code fences.
fn prose_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(link: &str) -> Vec<String> {
        let file = |path: &str, text: String| TrackedFile {
            path: path.into(),
            text,
        };
        let files = [
            file("docs/A.md", format!("# One\n{link}\n")),
            file("docs/B.md", "## Two `x` and 3\n```\n# no heading\n```\n".into()),
            file("web/src/app.ts", String::new()),
            file("corpus/note.md", "[gone](nowhere.md)\n".into()),
        ];
        check(&files).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn follows_links() {
        for link in [
            "[b](B.md)",
            "[b](./B.md#two-x-and-3)",
            "[here](#one)",
            "[up](../web/src/app.ts) and [folder](../web/src)",
            "[root](../)",
            "[out](https://example.org/x.md)",
            "`[code](gone.md)`",
        ] {
            assert_eq!(problems(link), [""; 0], "{link}");
        }
    }

    #[test]
    fn finds_links_that_lead_nowhere() {
        for (link, expected) in [
            ("[c](C.md)", "docs/A.md:2: link to C.md: there is no docs/C.md"),
            (
                "[b](B.md#three)",
                "docs/A.md:2: link to B.md#three: docs/B.md has no such heading",
            ),
            (
                "[b](B.md#no-heading)",
                "docs/A.md:2: link to B.md#no-heading: docs/B.md has no such heading",
            ),
            (
                "[a](#two)",
                "docs/A.md:2: link to #two: docs/A.md has no such heading",
            ),
        ] {
            assert_eq!(problems(link), [expected]);
        }
    }
}
