//! The invented news that is measured: JSON lines of any number of articles, the same on every machine. What they are
//! like is told in benches/README.md.

mod cast;
mod event;
mod words;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};

use super::draw::Draw;
use crate::hashing::Stamp;
use crate::tree;
use event::Event;

/// Changes when what is generated changes, so that an older corpus is made anew.
const VERSION: u32 = 1;
/// Articles of a file. Each file has draws of its own, so that a small archive is the beginning of a large one.
const IN_FILE: usize = 1_000;
/// Files of a folder.
const IN_FOLDER: usize = 20;

/// Returns the folder of an archive of this many articles, generated unless it is there already, and the bytes of
/// their texts.
pub(crate) fn corpus(folder: &Path, n_articles: usize) -> Result<(PathBuf, u64)> {
    let name = format!("news-{n_articles}");
    let target = folder.join(&name);
    let weight = folder.join(format!("{name}.bytes"));
    let stamp = Stamp::new(&format!("bench-{name}"), VERSION.to_string())?;
    if stamp.is_current() && target.is_dir() {
        let known = std::fs::read_to_string(&weight).ok();
        if let Some(text_bytes) = known.and_then(|bytes| bytes.trim().parse().ok()) {
            return Ok((target, text_bytes));
        }
    }
    eprintln!("inventing {n_articles} articles");
    if target.exists() {
        std::fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    let text_bytes = write_files(&target, n_articles)?;
    tree::write(&weight, text_bytes.to_string().as_bytes())?;
    stamp.set()?;
    Ok((target, text_bytes))
}

/// Returns the folder within an archive that is like all others.
pub(crate) fn part(corpus: &Path) -> PathBuf {
    corpus.join(folder_name(0))
}

/// Writes the files and returns the bytes of all texts.
fn write_files(target: &Path, n_articles: usize) -> Result<u64> {
    let n_files = n_articles.div_ceil(IN_FILE);
    let next = AtomicUsize::new(0);
    let write_some = || -> Result<u64> {
        let mut text_bytes = 0;
        loop {
            let file = next.fetch_add(1, Ordering::Relaxed);
            if file >= n_files {
                return Ok(text_bytes);
            }
            text_bytes += write_file(target, file, IN_FILE.min(n_articles - file * IN_FILE))?;
        }
    };
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let writing: Vec<_> = (0..n_threads).map(|_| scope.spawn(write_some)).collect();
        let ends = writing.into_iter().map(|writing| writing.join());
        ends.map(|end| end.expect("writing ends in a value")).sum()
    })
}

fn write_file(target: &Path, file: usize, n_articles: usize) -> Result<u64> {
    let folder = target.join(folder_name(file));
    let path = folder.join(format!("{file:05}.jsonl"));
    let cannot_write = || format!("cannot write {}", path.display());
    std::fs::create_dir_all(&folder).with_context(cannot_write)?;
    let mut out = BufWriter::new(File::create(&path).with_context(cannot_write)?);
    let mut draw = Draw::new(0xDA7E_0000 + file as u64);
    let mut event = Event::new(&mut draw);
    let mut text_bytes = 0;
    for number in 0..n_articles {
        if event.left == 0 {
            event = Event::new(&mut draw);
        }
        let article = event.article(format!("{:08}", file * IN_FILE + number), &mut draw);
        text_bytes += article.text.len() as u64;
        serde_json::to_writer(&mut out, &article).with_context(cannot_write)?;
        out.write_all(b"\n").with_context(cannot_write)?;
    }
    out.flush().with_context(cannot_write)?;
    Ok(text_bytes)
}

fn folder_name(file: usize) -> String {
    format!("{:04}", file / IN_FOLDER)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_small_archive_is_the_beginning_of_a_large_one() {
        let folder = tempfile::tempdir().unwrap();
        let (small, large) = (folder.path().join("small"), folder.path().join("large"));
        write_files(&small, 1_000).unwrap();
        write_files(&large, 1_200).unwrap();
        let read = |target: &Path| std::fs::read_to_string(target.join("0000/00000.jsonl")).unwrap();
        assert_eq!(read(&small), read(&large));
        assert_eq!(tree::files(&large).unwrap().len(), 2);
    }

    #[test]
    fn is_like_news() {
        let mut draw = Draw::new(1);
        let (mut texts, mut copies, mut words) = (HashSet::new(), 0, HashSet::new());
        let (mut bytes, mut n_events) = (0, 0);
        while n_events < 200 {
            let mut event = Event::new(&mut draw);
            n_events += 1;
            while event.left > 0 {
                let text = event.article("1".into(), &mut draw).text;
                bytes += text.len();
                words.extend(text.split([' ', '\n', ',', '.']).map(str::to_owned));
                copies += usize::from(!texts.insert(text));
            }
        }
        let n_articles = texts.len() + copies;
        assert!(
            (300..3_000).contains(&n_articles),
            "{n_articles} articles of 200 events"
        );
        assert!(
            (2_000..4_500).contains(&(bytes / n_articles)),
            "{}",
            bytes / n_articles
        );
        assert!(
            copies > 0 && words.len() > 10_000,
            "{copies} copies, {} words",
            words.len()
        );
    }
}
