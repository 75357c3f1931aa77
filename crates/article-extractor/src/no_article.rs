//! Tells documents that hold no article, by their words: error pages, walls in front of an article, questions for consent
//! and shells that a script would fill.

use crate::draft::Draft;
use crate::phrases::{self, Phrase};
use crate::wording::{count_words, phrase_key};

/// The kinds of prompts that stand where an article would, and what a page of nothing else is.
const PROMPTS: [(Phrase, &str); 4] = [
    (Phrase::ErrorPart, "an error page"),
    (Phrase::ConsentPart, "a question for consent"),
    (Phrase::WallPart, "a wall in front of an article"),
    (Phrase::ScriptPart, "an empty shell that a script would fill"),
];

/// Returns the words by which a document says that it is an error page or a wall and no article, or what it is.
pub(crate) fn reason(draft: &Draft) -> Option<String> {
    /// A longer text that mentions an error is about one.
    const MOST_WORDS: usize = 80;
    /// Words of a headline beside those that say it: a code, and the name of the site.
    const MOST_BESIDE: usize = 5;
    if let Some(reason) = draft.not_article {
        return Some(reason.to_owned());
    }
    if let Some(reason) = prompt_alone(&draft.paragraphs) {
        return Some(reason.to_owned());
    }
    let n_words: usize = draft.paragraphs.iter().map(|text| count_words(text)).sum();
    if n_words > MOST_WORDS {
        return None;
    }
    let title = draft.title.iter().map(|found| found.value.as_str());
    // "Page not found: why the council's site was down" is the headline of a report.
    let title = title.filter(|title| {
        let start = says_so(title);
        start.is_some_and(|n_words| count_words(title) <= n_words + MOST_BESIDE)
    });
    let texts = draft.paragraphs.iter().map(String::as_str);
    let found = title.chain(texts.filter(|text| says_so(text).is_some())).next();
    found.map(str::to_owned)
}

/// Returns how many words at the start of a text say that there is no article.
fn says_so(text: &str) -> Option<usize> {
    let key = phrase_key(text);
    let start = phrases::start_of(Phrase::NoArticle, &key)?;
    // One word begins headlines as well, such as those of errors and of the Forbidden City.
    let is_said = start == key || start.contains(' ') && start != "not found";
    is_said.then(|| count_words(start))
}

/// Returns what a text of prompts with hardly a word beside them is.
fn prompt_alone(paragraphs: &[String]) -> Option<&'static str> {
    /// More words are a report about walls.
    const MOST_WORDS: usize = 200;
    /// Words of a greeting, a code or a button beside the prompts.
    const MOST_BESIDE: usize = 12;
    let (mut n_words, mut n_beside, mut reason) = (0, 0, None);
    for paragraph in paragraphs {
        let n = count_words(paragraph);
        let prompt = prompt(&phrase_key(paragraph));
        n_words += n;
        n_beside += if prompt.is_none() { n } else { 0 };
        if n_words > MOST_WORDS || n_beside > MOST_BESIDE {
            return None;
        }
        reason = reason.or(prompt);
    }
    reason
}

/// Returns what a page is that holds nothing but a prompt like this one, given the key of its text.
pub(crate) fn prompt(key: &str) -> Option<&'static str> {
    let found = PROMPTS.iter().find(|(phrase, _)| phrases::within(*phrase, key));
    found.map(|(_, reason)| *reason)
}
