//! Corruptions: bits of the files of an index are flipped, blocks zeroed, files cut short and removed. The check of all
//! files must notice each, and searches must answer as they do on the whole index, or refuse.

use std::path::{Path, PathBuf};
use std::process::Output;

use anyhow::{Result, bail, ensure};

use super::archive::Archive;
use super::limited;
use super::subject::{Built, Subject, Whole, difference, talk_of};
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::bench::draw::Draw;
use crate::tree;

/// Files of the archive.
const FILES: usize = 60;
/// Bytes that are zeroed at once.
const BLOCK: usize = 4_096;
/// Each so many trials, an update of the damaged index is tried.
const UPDATE_EVERY: usize = 5;

/// Runs this many corruptions: half of them on an index of one generation, half where an older one is kept.
pub(super) fn run(scene: &Scene<'_>, n_corruptions: usize) -> Result<Outcome> {
    let mut draw = draw(scene, Kind::Corruptions);
    let mut archive = Archive::new(&scene.folder.join("corruptions"), FILES, Draw::new(scene.seed))?;
    // So that there are corrections to damage as well.
    tree::write(&archive.folder.join("aliases.tsv"), b"hide\tplace\tReport\n")?;
    // What is rebuilt twice has an older generation with the same articles.
    let wholes = [("one", [].as_slice()), ("two", ["--fresh"].as_slice())].map(|(name, options)| {
        let subject = Subject {
            programs: scene.programs,
            index: scene.folder.join(format!("corruptions-{name}")),
        };
        (subject, options)
    });
    for n_edited in [0, 10, 0] {
        archive.edit(n_edited)?;
        for (subject, options) in &wholes {
            build(subject, &archive, options)?;
        }
    }
    let queries = write_queries(scene, &mut archive)?;
    let mut tally = Tally::new("damaged file", n_corruptions, scene);
    let mut counts = Counts::default();
    for trial in 0..n_corruptions {
        let (whole, _) = &wholes[trial % wholes.len()];
        let damaged = Subject {
            programs: scene.programs,
            index: scene.folder.join("corrupted"),
        };
        let _ = std::fs::remove_dir_all(&damaged.index);
        tree::copy(&whole.index, &damaged.index)?;
        let deed = damage(&damaged.index, &mut draw)?;
        let outcome =
            check(&damaged, whole, &queries, &mut counts).and_then(|()| match trial % UPDATE_EVERY {
                0 => check_update(&damaged, &archive),
                _ => Ok(()),
            });
        tally.count(&damaged.index, outcome.map_err(|error| error.context(deed)))?;
    }
    tally.note = format!(
        "{} noticed by verify, {} searches refused, {} answered right, {} of them by the older generation",
        counts.noticed, counts.refused, counts.answered, counts.older
    );
    Ok(Outcome::Tried(tally))
}

#[derive(Default)]
struct Counts {
    noticed: usize,
    refused: usize,
    answered: usize,
    older: usize,
}

fn build(subject: &Subject<'_>, archive: &Archive, options: &[&str]) -> Result<()> {
    match subject.build(&archive.folder, options)? {
        Built::Acknowledged => Ok(()),
        Built::Refused(talk) => bail!("the index to damage cannot be built: {talk}"),
    }
}

/// Writes searches of every kind that the index answers from its files: words, phrases, prefixes, fields, everything.
fn write_queries(scene: &Scene<'_>, archive: &mut Archive) -> Result<PathBuf> {
    let mut queries = vec!["*".to_owned(), "title:report".to_owned(), "lang:en".to_owned()];
    for _ in 0..6 {
        let (one, other) = (archive.word(), archive.word());
        queries.extend([
            one.clone(),
            format!("\"{one} {other}\""),
            format!("{one} AND {other}"),
            format!("{one} -{other}"),
            format!("{}*", &one[..4]),
        ]);
    }
    let path = scene.folder.join("queries");
    tree::write(&path, queries.join("\n").as_bytes())?;
    Ok(path)
}

/// Damages a file of the current generation, or the pointer to it, and returns in words how.
fn damage(index: &Path, draw: &mut Draw) -> Result<String> {
    let pointer = std::fs::read_to_string(index.join("current"))?;
    let current = index.join(pointer.lines().next().unwrap_or_default());
    let mut files = tree::files(&current)?;
    files.push(index.join("current"));
    // Locks hold nothing.
    files.retain(|file| file.extension().is_none_or(|extension| extension != "lock"));
    loop {
        let Some(file) = draw.pick(&files).cloned() else {
            bail!("the index has no files");
        };
        let name = file.strip_prefix(index)?.display().to_string();
        let before = std::fs::read(&file)?;
        if before.is_empty() {
            continue;
        }
        let mut bytes = before.clone();
        let place = draw.below(bytes.len());
        match draw.below(4) {
            // That a list of files has no digest is told as a build that was cut off, and is no damage; an index without
            // its register is whole.
            3 if !name.ends_with("manifest.digest") && !name.ends_with("register") => {
                std::fs::remove_file(&file)?;
                return Ok(format!("{name} removed"));
            }
            2 => bytes.truncate(place),
            1 => {
                let start = place - place % BLOCK;
                let end = bytes.len().min(start + BLOCK);
                bytes[start..end].fill(0);
            }
            _ => bytes[place] ^= 1 << draw.below(8),
        }
        if bytes != before {
            std::fs::write(&file, &bytes)?;
            return Ok(format!(
                "{name} damaged at {place}, {} bytes of {}",
                bytes.len(),
                before.len()
            ));
        }
    }
}

/// Checks that a damage is noticed and that nothing wrong is answered.
fn check(damaged: &Subject<'_>, whole: &Subject<'_>, queries: &Path, counts: &mut Counts) -> Result<()> {
    let verified = damaged.verify()?;
    talk_of(&verified)?;
    ensure!(verified.status.code() == Some(2), "verify does not notice it");
    counts.noticed += 1;
    let (expected, _) = answers(&search(whole, queries)?)?;
    let output = search(damaged, queries)?;
    let talk = talk_of(&output)?;
    let (found, refused) = answers(&output)?;
    let mut both = expected.iter().zip(&found);
    if let Some((expected, found)) = both.find(|(expected, found)| expected != found) {
        bail!("a wrong answer: {found:.200} instead of {expected:.200}");
    }
    // A damage behind the first block of a file is met by a query, and then that query is refused.
    if refused || !output.status.success() {
        ensure!(
            talk.contains("error: ") || talk.contains("is damaged") || refused,
            "refused without a word: {talk}"
        );
        counts.refused += 1;
    } else {
        ensure!(found.len() == expected.len(), "answers are missing: {talk}");
        counts.answered += 1;
        counts.older += usize::from(talk.contains("an older one, answers instead"));
    }
    if let Ok(Some(listed)) = damaged.listing() {
        let all = whole.listing()?.unwrap_or_default();
        ensure!(listed == all, "a wrong listing: {}", difference(&listed, &all));
    }
    Ok(())
}

fn search(subject: &Subject<'_>, queries: &Path) -> Result<Output> {
    let mut command = subject.programs.search();
    command
        .arg("--batch")
        .arg(queries)
        .arg("--index")
        .arg(&subject.index);
    limited::output(&mut command)
}

/// Returns the total and the articles of each answer until the first that is refused, and whether one is.
fn answers(output: &Output) -> Result<(Vec<String>, bool)> {
    let mut answers = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let answer: serde_json::Value = serde_json::from_str(line)?;
        let Some(hits) = answer["hits"].as_array() else {
            return Ok((answers, true));
        };
        let keys: Vec<String> = hits
            .iter()
            .map(|hit| format!("{} {}", hit["key"], hit["title"]))
            .collect();
        answers.push(format!("{} {}", answer["total"], keys.join(" ")));
    }
    Ok((answers, false))
}

/// Checks that an update of a damaged index says so, or mends it.
fn check_update(damaged: &Subject<'_>, archive: &Archive) -> Result<()> {
    match damaged.build(&archive.folder, &[])? {
        Built::Refused(_) => Ok(()),
        Built::Acknowledged => match damaged.check_whole() {
            Ok(Whole::Yes) => {
                let listed = damaged.listing()?.unwrap_or_default();
                let expected = archive.listing();
                ensure!(
                    listed == expected,
                    "after an update: {}",
                    difference(&listed, &expected)
                );
                Ok(())
            }
            // It stays damaged, and the check says so.
            _ => Ok(()),
        },
    }
}
