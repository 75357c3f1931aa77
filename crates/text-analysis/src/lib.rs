//! Text -> language, tokens, stems and sentences. The same code serves the index, queries and the highlighter,
//! so that what is marked is what was found.

mod analyser;
mod beginnings;
mod characters;
mod folding;
mod language;
mod own_terms;
mod sentences;
mod spotting;
mod stemmer;
mod stop_words;
mod term_cache;
mod tokens;

pub use analyser::{Analyser, PARAGRAPH_GAP, Token, stem_of};
pub use folding::fold;
pub use language::{Detection, detect_language, language_from_name};
pub use sentences::{first_sentence, sentence_run_at, sentence_runs, sentences, sentences_of_run};
pub use spotting::Initials;
pub use stop_words::is_stop_word;
pub use tokens::{WordSpan, each_word, words};

/// Version of everything that decides which terms a text gives (tokens, folding, stems). It is part of the
/// index format: a change here makes every index out of date.
pub const ANALYSIS_VERSION: u32 = 3;
