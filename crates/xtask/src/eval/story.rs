//! Labels about the story's text, for the shared articles and for our own: lines that must be there or must not.

use std::collections::BTreeSet;

use super::extracted::Extracted;
use super::folding::squeeze;

/// What an extracted story is searched for.
pub(crate) struct Story {
    whole: String,
    paragraphs: BTreeSet<String>,
}

impl Story {
    /// Returns the story of an article. Headline and standfirst count as kept, wherever the extractor put them.
    pub(crate) fn new(article: &Extracted) -> Self {
        let paragraphs = article.text.split("\n\n").map(squeeze).collect();
        let fields = [
            article.title.as_deref(),
            article.standfirst.as_deref(),
            Some(article.text.as_str()),
        ];
        let whole = fields
            .into_iter()
            .flatten()
            .map(squeeze)
            .collect::<Vec<_>>()
            .join("\n");
        Self { whole, paragraphs }
    }

    /// Returns whether this line is a paragraph of the story.
    pub(crate) fn has_paragraph(&self, line: &str) -> bool {
        self.paragraphs.contains(&squeeze(line))
    }

    /// Returns whether this line stands in the story. Its list mark, and its dateline where one is given, need not.
    pub(crate) fn has_line(&self, line: &str, dateline: Option<&str>) -> bool {
        let line = squeeze(line);
        let told = dateline.map(squeeze).and_then(|dateline| {
            line.split_once(dateline.as_str())
                .map(|(_, story)| story.trim().to_owned())
        });
        let bare = told.unwrap_or(line);
        let bare = bare.trim_start_matches(['•', '-', '–', '*', '·', ' ']);
        self.whole.contains(bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lines_and_paragraphs() {
        let story = Story::new(&Extracted {
            title: Some("Storm nears".into()),
            text: "The storm came.\n\nIt  went.\n\nCalm".into(),
            ..Extracted::default()
        });
        assert!(story.has_paragraph("It went.") && !story.has_paragraph("It"));
        for (line, dateline, expected) in [
            (
                "ROME, May 2 (Wire) — The storm came.",
                Some("ROME, May 2 (Wire) —"),
                true,
            ),
            ("ROME — The storm came.", None, false),
            ("  • Calm", None, true),
            ("Storm nears", None, true),
            ("The storm came. It went.", None, true),
            ("The storm went.", None, false),
        ] {
            assert_eq!(story.has_line(line, dateline), expected, "{line}");
        }
    }
}
