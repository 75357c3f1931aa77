//! A table of labels held and not held: a row an article, a column a field, the wrong ones told below.

use serde_json::{Value, json};

use crate::table;

/// What is wanted of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// As many as there are.
    All,
    /// None at all.
    None,
}

/// A column and the share of its labels that must hold.
pub(crate) type Floor = (&'static str, f64);

/// One label and what became of it.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// A field with one right value.
    Field {
        is_right: bool,
        expected: String,
        found: String,
    },
    /// Lines, sentences or names of which all or none are wanted; `faults` are those that are not as wanted.
    Count {
        n: usize,
        of: usize,
        wanted: Wanted,
        faults: Vec<String>,
    },
}

impl Verdict {
    /// Judges a field, empty where it has no value.
    pub(crate) fn field(is_right: bool, expected: Option<&str>, found: Option<&str>) -> Self {
        let shown = |value: Option<&str>| value.unwrap_or("nothing").to_owned();
        Self::Field {
            is_right,
            expected: shown(expected),
            found: shown(found),
        }
    }

    /// Counts those of a list that are there, of which all are wanted.
    pub(crate) fn all_there<T: AsRef<str>>(list: &[T], is_there: impl Fn(&str) -> bool) -> Self {
        let missing = list
            .iter()
            .map(AsRef::as_ref)
            .filter(|item| !is_there(item))
            .map(str::to_owned);
        Self::counted(Wanted::All, list.len(), missing.collect())
    }

    /// Counts those of a list that are there, of which none are wanted.
    pub(crate) fn none_there<T: AsRef<str>>(list: &[T], is_there: impl Fn(&str) -> bool) -> Self {
        let kept = list
            .iter()
            .map(AsRef::as_ref)
            .filter(|item| is_there(item))
            .map(str::to_owned);
        Self::counted(Wanted::None, list.len(), kept.collect())
    }

    /// Counts `of` items, of which those in `faults` are not as wanted.
    pub(crate) fn counted(wanted: Wanted, of: usize, faults: Vec<String>) -> Self {
        let n = match wanted {
            Wanted::All => of - faults.len(),
            Wanted::None => faults.len(),
        };
        Self::Count {
            n,
            of,
            wanted,
            faults,
        }
    }

    fn is_perfect(&self) -> bool {
        match self {
            Self::Field { is_right, .. } => *is_right,
            Self::Count { faults, .. } => faults.is_empty(),
        }
    }

    fn cell(&self) -> String {
        match self {
            Self::Field { is_right: true, .. } => "right".into(),
            Self::Field { is_right: false, .. } => "WRONG".into(),
            Self::Count { n, of, .. } => format!("{n}/{of}"),
        }
    }

    fn explanation(&self) -> String {
        match self {
            Self::Field { expected, found, .. } => {
                format!("found {}, expected {}", short(found), short(expected))
            }
            Self::Count { faults, wanted, .. } => {
                let word = if *wanted == Wanted::All { "missing" } else { "kept" };
                format!(
                    "{word}: {}",
                    faults
                        .iter()
                        .map(|fault| short(fault))
                        .collect::<Vec<_>>()
                        .join(" | ")
                )
            }
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Field {
                is_right,
                expected,
                found,
            } => {
                json!({"right": is_right, "expected": expected, "found": found})
            }
            Self::Count {
                n,
                of,
                faults,
                wanted,
            } => {
                let word = if *wanted == Wanted::All { "missing" } else { "kept" };
                json!({"n": n, "of": of, word: faults})
            }
        }
    }
}

/// The verdicts of one article, by column.
pub(crate) struct ArticleScore {
    pub(crate) name: String,
    pub(crate) verdicts: Vec<(&'static str, Verdict)>,
}

/// The verdicts of a set of articles.
pub(crate) struct Scorecard {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) articles: Vec<ArticleScore>,
}

impl Scorecard {
    /// Returns the table with its totals, then each label that does not hold.
    pub(crate) fn render(&self) -> String {
        let heading = std::iter::once("article")
            .chain(self.columns.iter().copied())
            .map(str::to_owned);
        let mut rows: Vec<Vec<String>> = vec![heading.collect()];
        for article in &self.articles {
            let cells = self
                .columns
                .iter()
                .map(|column| article.verdict(column).map_or("-".into(), Verdict::cell));
            rows.push(std::iter::once(article.name.clone()).chain(cells).collect());
        }
        let totals = self.columns.iter().map(|column| {
            let (n, of) = self.total(column);
            format!("{n}/{of}")
        });
        rows.push(std::iter::once("total".to_owned()).chain(totals).collect());
        let mut text = table::render(&rows);
        let wrong = self.imperfect(&self.columns);
        if !wrong.is_empty() {
            text.push_str(&format!(
                "\n{} labels do not hold:\n  {}\n",
                wrong.len(),
                wrong.join("\n  ")
            ));
        }
        text
    }

    /// Returns the columns in which a smaller share of the labels holds than must, one sentence each.
    pub(crate) fn below(&self, floors: &[Floor]) -> Vec<String> {
        let mut sentences = Vec::new();
        for (column, floor) in floors {
            let (n_held, of) = self.held(column);
            let share = n_held as f64 / of.max(1) as f64;
            if share < *floor {
                sentences.push(format!("{column} {share:.3}, at least {floor} wanted"));
            }
        }
        sentences
    }

    /// Returns how many labels of a column hold, of how many.
    fn held(&self, column: &str) -> (usize, usize) {
        let verdicts = self.articles.iter().filter_map(|article| article.verdict(column));
        verdicts.fold((0, 0), |(n, of), verdict| match verdict {
            Verdict::Field { is_right, .. } => (n + usize::from(*is_right), of + 1),
            Verdict::Count { of: all, faults, .. } => (n + all - faults.len(), of + all),
        })
    }

    /// Returns what does not hold in these columns, one sentence each.
    fn imperfect(&self, columns: &[&str]) -> Vec<String> {
        let mut sentences = Vec::new();
        for article in &self.articles {
            for (column, verdict) in &article.verdicts {
                if columns.contains(column) && !verdict.is_perfect() {
                    sentences.push(format!("{} {column}: {}", article.name, verdict.explanation()));
                }
            }
        }
        sentences
    }

    /// Returns everything as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let articles: Vec<Value> = self
            .articles
            .iter()
            .map(|article| {
                let fields: serde_json::Map<String, Value> = article
                    .verdicts
                    .iter()
                    .map(|(column, verdict)| ((*column).into(), verdict.to_json()))
                    .collect();
                json!({"article": article.name, "fields": fields})
            })
            .collect();
        let totals: serde_json::Map<String, Value> = self
            .columns
            .iter()
            .map(|column| {
                let (n, of) = self.total(column);
                ((*column).into(), json!({"n": n, "of": of}))
            })
            .collect();
        json!({"articles": articles, "totals": totals})
    }

    /// Returns how many fields are right, or the sum of the counts, of a column.
    fn total(&self, column: &str) -> (usize, usize) {
        let verdicts = self.articles.iter().filter_map(|article| article.verdict(column));
        verdicts.fold((0, 0), |(n, of), verdict| match verdict {
            Verdict::Field { is_right, .. } => (n + usize::from(*is_right), of + 1),
            Verdict::Count { n: more, of: all, .. } => (n + more, of + all),
        })
    }
}

impl ArticleScore {
    fn verdict(&self, wanted: &str) -> Option<&Verdict> {
        self.verdicts
            .iter()
            .find(|(column, _)| *column == wanted)
            .map(|(_, verdict)| verdict)
    }
}

/// Returns the start of a text, in quotes.
fn short(text: &str) -> String {
    const LONGEST: usize = 70;
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    format!("“{}…”", text.chars().take(LONGEST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_totals_and_what_is_wrong() {
        let card = Scorecard {
            columns: vec!["title", "junk"],
            articles: vec![
                ArticleScore {
                    name: "a".into(),
                    verdicts: vec![
                        ("title", Verdict::field(false, Some("X"), None)),
                        (
                            "junk",
                            Verdict::none_there(&["share", "menu"], |line| line == "menu"),
                        ),
                    ],
                },
                ArticleScore {
                    name: "b".into(),
                    verdicts: vec![("title", Verdict::field(true, None, None))],
                },
            ],
        };
        let text = card.render();
        assert!(text.contains("total      1/2   1/2"), "{text}");
        assert_eq!(
            card.imperfect(&["title"]),
            ["a title: found “nothing”, expected “X”"]
        );
        assert_eq!(card.imperfect(&["junk"]), ["a junk: kept: “menu”"]);
        assert_eq!(card.below(&[("title", 0.5), ("junk", 0.5)]), [""; 0]);
        assert_eq!(
            card.below(&[("title", 0.6), ("gone", 0.0)]),
            ["title 0.500, at least 0.6 wanted"]
        );
        assert_eq!(card.to_json()["totals"]["title"], json!({"n": 1, "of": 2}));
    }
}
