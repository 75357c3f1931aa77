//! The files of a folder -> what furniture they share: learned from a sample of the neighbours of the files that are
//! read, so that one new file costs a look at some of its neighbours and no reading of all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article_extractor::{Furniture, SampledPage};
use article_reader::{SourceFile, read_head};
use rayon::prelude::*;

/// Files that a folder must hold, those in folders below it among them, to be a sample of its own; where there are
/// fewer, the folder above is asked.
const FEWEST_FILES: usize = 20;
/// Documents of a sample: enough for sites that are a hundredth of their folder, few enough for a moment.
const MAX_DOCUMENTS: usize = 512;
/// Bytes that are read of a file of one document, and for each document of a file of many.
const ONE_DOCUMENT: u64 = 256 << 10;
/// See [`ONE_DOCUMENT`].
const EACH_DOCUMENT: u64 = 64 << 10;
/// Bytes that are read of any file.
const MAX_BYTES: u64 = 8 << 20;

/// What was learned of folders, with the files that it was learned from: while they are as they were, so is what they
/// tell.
#[derive(Default)]
pub(crate) struct Learned(HashMap<(PathBuf, String), (Vec<SourceFile>, Arc<Furniture>)>);

impl Learned {
    fn of(&mut self, root: &Path, folder: &str, sample: &[&SourceFile]) -> Arc<Furniture> {
        let place = (root.to_owned(), folder.to_owned());
        if let Some((files, furniture)) = self.0.get(&place)
            && files.iter().eq(sample.iter().copied())
        {
            return Arc::clone(furniture);
        }
        let furniture = Arc::new(learn(sample));
        let files = sample.iter().copied().cloned().collect();
        self.0.insert(place, (files, Arc::clone(&furniture)));
        furniture
    }
}

/// The files that a run knows of, those that are read and those that are as they were, by the folders they are in.
pub(crate) struct Neighbours<'a> {
    roots: HashMap<&'a Path, Folders<'a>>,
}

/// The files of one root that may hold plain text.
#[derive(Default)]
struct Folders<'a> {
    files: Vec<&'a SourceFile>,
    /// How many of them are in a folder or below it.
    n_files: HashMap<&'a str, usize>,
}

impl<'a> Neighbours<'a> {
    /// Sorts files into their folders.
    pub(crate) fn of(files: impl Iterator<Item = &'a SourceFile>) -> Self {
        let mut roots: HashMap<&Path, Folders<'_>> = HashMap::new();
        for file in files.filter(|file| file.may_hold_plain_text()) {
            let folders = roots.entry(file.root.as_path()).or_default();
            folders.files.push(file);
            for folder in folders_above(&file.relative) {
                *folders.n_files.entry(folder).or_default() += 1;
            }
        }
        Self { roots }
    }

    /// Returns the furniture around each of these files, in their order, and remembers it.
    pub(crate) fn furniture_of<'b>(
        &self,
        files: impl Iterator<Item = &'b SourceFile>,
        known: &mut Learned,
    ) -> Vec<Arc<Furniture>> {
        let mut learned: HashMap<(&'b Path, &'b str), Arc<Furniture>> = HashMap::new();
        let nothing = Arc::new(Furniture::default());
        let mut furniture_of = |file: &'b SourceFile| {
            let (true, Some(folders)) = (file.may_hold_plain_text(), self.roots.get(file.root.as_path()))
            else {
                return Arc::clone(&nothing);
            };
            let folder = folders.sampled_for(&file.relative);
            let place = (file.root.as_path(), folder);
            let furniture = learned
                .entry(place)
                .or_insert_with(|| known.of(&file.root, folder, &folders.sample(folder)));
            Arc::clone(furniture)
        };
        files.map(&mut furniture_of).collect()
    }
}

impl Folders<'_> {
    /// Returns the folder that a file's furniture is learned from: the nearest with enough files, or the root.
    fn sampled_for<'b>(&self, relative: &'b str) -> &'b str {
        folders_above(relative)
            .find(|folder| {
                self.n_files
                    .get(folder)
                    .is_some_and(|n_files| *n_files >= FEWEST_FILES)
            })
            .unwrap_or("")
    }

    /// Returns the files of a folder that are sampled, in their order: those whose names have the smallest hashes,
    /// so that a new file changes the sample by one file at most.
    fn sample(&self, folder: &str) -> Vec<&SourceFile> {
        let is_below = |file: &&&SourceFile| folder.is_empty() || is_in(&file.relative, folder);
        let hashed = |file: &&SourceFile| *blake3::hash(file.relative.as_bytes()).as_bytes();
        let mut sample: Vec<&SourceFile> = self.files.iter().filter(is_below).copied().collect();
        if sample.len() > MAX_DOCUMENTS {
            sample.sort_by_cached_key(hashed);
            sample.truncate(MAX_DOCUMENTS);
        }
        sample.sort_by(|one, other| one.relative.cmp(&other.relative));
        sample
    }
}

/// Returns the folders that a file is in, the nearest first and the root, which has no name, last.
fn folders_above(relative: &str) -> impl Iterator<Item = &str> {
    let above = relative
        .char_indices()
        .rev()
        .filter(|(_, character)| *character == '/');
    above.map(|(end, _)| &relative[..end]).chain([""])
}

fn is_in(relative: &str, folder: &str) -> bool {
    relative
        .strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Learns from the first documents of each file.
fn learn(files: &[&SourceFile]) -> Furniture {
    let n_documents = (MAX_DOCUMENTS / files.len().max(1)).max(1);
    let n_bytes = match n_documents {
        1 => ONE_DOCUMENT,
        many => (many as u64 * EACH_DOCUMENT).clamp(ONE_DOCUMENT, MAX_BYTES),
    };
    let sampled = |file: &&SourceFile| {
        let pages = RefCell::new(Vec::new());
        let is_wanted = || pages.borrow().len() < n_documents;
        read_head(file, n_bytes, &is_wanted, &mut |found| {
            if is_wanted() {
                let page = found.ok().as_ref().and_then(SampledPage::of);
                pages.borrow_mut().extend(page);
            }
        });
        pages.into_inner()
    };
    // Collected in the order of the files, whichever thread is first.
    let pages: Vec<Vec<SampledPage>> = files.par_iter().map(sampled).collect();
    Furniture::learn(&pages.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_folder_is_sampled_with_the_one_above() {
        let file = |relative: String| SourceFile {
            root: "archive".into(),
            path: Path::new("archive").join(&relative),
            relative,
            size: 1,
            modified_ns: 0,
            settings: Arc::default(),
        };
        let mut files: Vec<SourceFile> = (0..30).map(|n| file(format!("post/{n}.txt"))).collect();
        files.extend((0..25).map(|n| file(format!("wire/2026/11/{n}/a.txt"))));
        files.extend((0..40).map(|n| file(format!("pages/{n}.html"))));
        files.push(file("one.txt".into()));
        let neighbours = Neighbours::of(files.iter());
        let folders = &neighbours.roots[Path::new("archive")];
        for (relative, folder, n_files) in [
            ("post/3.txt", "post", 30),
            ("wire/2026/11/7/a.txt", "wire/2026/11", 25),
            ("one.txt", "", 56),
            ("posting/one.txt", "", 56),
        ] {
            assert_eq!(folders.sampled_for(relative), folder, "{relative}");
            assert_eq!(folders.sample(folder).len(), n_files, "{relative}");
        }
    }

    #[test]
    fn the_folders_of_a_file_end_with_the_root() {
        let above = |relative| folders_above(relative).collect::<Vec<_>>();
        assert_eq!(above("a/b/c.txt"), ["a/b", "a", ""]);
        assert_eq!(above("c.txt"), [""]);
    }
}
