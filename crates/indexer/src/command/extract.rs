//! `indexer extract`: prints what is read from files as JSON, one article a line.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;

use article::{ArticleRecord, EnrichedArticle, Rejection};
use article_reader::{SourceFile, walk};
use indexer::{ALIASES, IndexError, extract};
use same_file::Handle;

use super::{ExtractArguments, printable};
use crate::{DONE, PARTLY};

/// Runs the command and returns its exit status.
pub(crate) fn run(arguments: &ExtractArguments) -> anyhow::Result<u8> {
    let mut printer = Printer {
        output: BufWriter::new(io::stdout().lock()),
        n_rejected: 0,
        failure: None,
    };
    for root in &arguments.paths {
        let mut walk = walk(root).map_err(IndexError::from)?;
        if root.is_dir() {
            walk.files.retain(|file| file.relative != ALIASES);
        }
        // `indexer extract . > articles.jsonl` would read what it writes, without end.
        if let Some((output, size)) = output() {
            // Few files have the size that it has now, and only these are opened.
            let is_output = |file: &SourceFile| {
                file.size == size && Handle::from_path(&file.path).is_ok_and(|it| it == output)
            };
            walk.files.retain(|file| !is_output(file));
        }
        for rejection in walk.rejected {
            printer.reject(&rejection);
        }
        extract(&walk.files, line_of, |result| printer.print(result))?;
        if printer.failure.is_some() {
            break;
        }
    }
    match printer.failure.map_or_else(|| printer.output.flush(), Err) {
        // Whoever reads has enough: `indexer extract … | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(DONE),
        written => written?,
    }
    Ok(if printer.n_rejected > 0 { PARTLY } else { DONE })
}

/// Returns where the output goes, with the size that it has now.
fn output() -> Option<(Handle, u64)> {
    let output = Handle::stdout().ok()?;
    let size = output.as_file().metadata().ok()?.len();
    Some((output, size))
}

fn line_of(article: EnrichedArticle) -> Result<String, Rejection> {
    let origin = article.article.origin.clone();
    serde_json::to_string(&ArticleRecord::from(article))
        .map_err(|error| Rejection::new(&origin, "no JSON").with_detail(error))
}

/// Prints articles to the output and rejections to stderr, until the output fails.
struct Printer<W> {
    output: W,
    n_rejected: usize,
    failure: Option<io::Error>,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, result: Result<String, Rejection>) -> ControlFlow<()> {
        match result {
            Ok(line) => self.failure = writeln!(self.output, "{line}").err(),
            Err(rejection) => self.reject(&rejection),
        }
        match self.failure {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    }

    fn reject(&mut self, rejection: &Rejection) {
        self.n_rejected += 1;
        let detail = rejection.detail.as_ref();
        let detail = detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        let line = format!("{}: {}{detail}", rejection.origin, rejection.reason);
        eprintln!("rejected: {}", printable(&line));
    }
}
