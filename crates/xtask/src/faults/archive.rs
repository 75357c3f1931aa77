//! [`Archive`]: a folder of made-up articles that is edited from trial to trial, and what an index of it must list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::bench::draw::Draw;
use crate::tree;

/// The articles that are there: key to title. The title says which edition of the article it is.
pub(super) type Listing = BTreeMap<String, String>;

/// Words of an article.
const WORDS: usize = 120;
/// From so many files on, more go than come.
const MANY: usize = 90;

/// A folder of articles: files of JSON lines with a few records each.
pub(super) struct Archive {
    /// Where it is.
    pub(super) folder: PathBuf,
    files: BTreeMap<usize, BTreeMap<usize, usize>>,
    next: usize,
    draw: Draw,
}

impl Archive {
    /// Makes a folder with this many files of five articles.
    pub(super) fn new(folder: &Path, n_files: usize, draw: Draw) -> Result<Self> {
        let mut archive = Self {
            folder: folder.to_owned(),
            files: BTreeMap::new(),
            next: 0,
            draw,
        };
        std::fs::create_dir_all(folder)?;
        for _ in 0..n_files {
            archive.add_file(5)?;
        }
        Ok(archive)
    }

    /// Returns what an index of the folder lists.
    pub(super) fn listing(&self) -> Listing {
        let records = self.files.values().flatten();
        records
            .map(|(number, edition)| (number.to_string(), title(*number, *edition)))
            .collect()
    }

    /// Returns a word that some of the articles have.
    pub(super) fn word(&mut self) -> String {
        word(&mut self.draw)
    }

    /// Changes this many files: some are new, some gone, and in some a record is new, changed or gone.
    pub(super) fn edit(&mut self, n_files: usize) -> Result<()> {
        for _ in 0..n_files {
            let numbers: Vec<usize> = self.files.keys().copied().collect();
            let deed = match self.draw.below(10) {
                0 | 1 if self.files.len() >= MANY => 2,
                deed => deed,
            };
            let Some(file) = self.draw.pick(&numbers).copied().filter(|_| deed > 1) else {
                let n_records = 1 + self.draw.below(8);
                self.add_file(n_records)?;
                continue;
            };
            if deed == 2 {
                self.files.remove(&file);
                std::fs::remove_file(self.path(file))?;
                continue;
            }
            self.edit_record(file, deed);
            self.write(file)?;
        }
        Ok(())
    }

    /// Adds a file with this many articles.
    pub(super) fn add_file(&mut self, n_records: usize) -> Result<()> {
        let file = self.next;
        self.files
            .insert(file, (file..file + n_records).map(|number| (number, 1)).collect());
        self.next += n_records;
        self.write(file)
    }

    fn edit_record(&mut self, file: usize, deed: usize) {
        let records = self.files.entry(file).or_default();
        let numbers: Vec<usize> = records.keys().copied().collect();
        match self.draw.pick(&numbers) {
            Some(number) if deed < 8 => *records.entry(*number).or_default() += 1,
            Some(number) if deed == 8 => {
                records.remove(number);
            }
            _ => {
                records.insert(self.next, 1);
                self.next += 1;
            }
        }
    }

    fn path(&self, file: usize) -> PathBuf {
        self.folder.join(format!("{:02}/{file}.jsonl", file % 7))
    }

    fn write(&mut self, file: usize) -> Result<()> {
        let mut lines = String::new();
        for (number, edition) in &self.files[&file] {
            // The same words for the same edition, whenever it is written.
            let mut draw = Draw::new((number * 1_000 + edition) as u64);
            let words: Vec<String> = (0..WORDS).map(|_| word(&mut draw)).collect();
            let record = serde_json::json!({
                "id": number.to_string(),
                "title": title(*number, *edition),
                "text": format!("{}.", words.join(" ")),
            });
            lines.push_str(&format!("{record}\n"));
        }
        tree::write(&self.path(file), lines.as_bytes())
    }
}

/// Returns a word out of a few hundred.
fn word(draw: &mut Draw) -> String {
    Draw::new(draw.below(400) as u64).word()
}

fn title(number: usize, edition: usize) -> String {
    format!("Report {number} in edition {edition}")
}
