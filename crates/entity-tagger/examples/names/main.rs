//! Trains the model of names and scores the tagger: `names train OUT FILE[:SHARE]...`, `names score FILE
//! [--language CODE] [--model MODEL] [--predictions OUT] [--errors]
//! [--headings]`. Files are labelled as `labelled` says.
//!
//! A share below 1 takes that part of a file's documents. Deterministic: the same files give the same bytes.

mod augment;
mod crf;
mod labelled;
mod score;
mod train;

use article::Language;
use score::Output;

const USAGE: &str = "usage: names train OUT FILE[:SHARE]... | names score FILE [--language CODE] [--model MODEL] [--predictions OUT] [--errors] [--headings]";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", out, files @ ..] if !files.is_empty() => train::train(out, files),
        ["score", file, options @ ..] => score::score(file, &output(options)?),
        _ => Err(USAGE.into()),
    }
}

fn output(options: &[&str]) -> Result<Output, Box<dyn std::error::Error>> {
    match options {
        [] => Ok(Output::default()),
        ["--errors", rest @ ..] => Ok(Output {
            errors: true,
            ..output(rest)?
        }),
        ["--headings", rest @ ..] => Ok(Output {
            headings: true,
            ..output(rest)?
        }),
        ["--language", code, rest @ ..] => Ok(Output {
            language: Some(Language::from_code(code).ok_or("a language is a code such as de")?),
            ..output(rest)?
        }),
        ["--model", path, rest @ ..] => {
            entity_tagger::training::use_model(std::fs::read(path)?);
            output(rest)
        }
        ["--predictions", path, rest @ ..] => Ok(Output {
            predictions: Some((*path).to_owned()),
            ..output(rest)?
        }),
        _ => Err(USAGE.into()),
    }
}
