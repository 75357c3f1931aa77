//! The measured corpus: corpus/ copied again and again, each article of each copy made a distinct one.
//! What exactly is generated is told in benches/README.md.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::vary;
use crate::eval::each_article;
use crate::hashing::{self, Stamp};
use crate::programs::Programs;
use crate::{tree, workspace};

/// Changes when what is generated changes, so that an older corpus is made anew.
const VERSION: u32 = 2;

/// Returns the folder of a corpus of this many articles, generated unless it is there already.
pub(crate) fn corpus(programs: &Programs, folder: &Path, n_articles: usize) -> Result<PathBuf> {
    let samples = workspace::root().join("corpus");
    let name = format!("corpus-{n_articles}");
    let target = folder.join(&name);
    let hash = format!("{}-{VERSION}", hashing::hash_of_folder(&samples, &[])?);
    let stamp = Stamp::new(&format!("bench-{name}"), hash)?;
    if stamp.is_current() && target.is_dir() {
        return Ok(target);
    }
    eprintln!("generating {n_articles} articles");
    if target.exists() {
        std::fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    write_copies(
        &samples,
        &target,
        n_articles,
        &articles_by_file(programs, &samples)?,
    )?;
    stamp.set()?;
    Ok(target)
}

/// Returns how many articles each file gives; a rejected file is not in the map.
fn articles_by_file(programs: &Programs, samples: &Path) -> Result<HashMap<String, usize>> {
    let mut counted = HashMap::new();
    each_article(programs, samples, |article| {
        let file = article
            .path
            .split(['#', '!'])
            .next()
            .unwrap_or_default()
            .to_owned();
        *counted.entry(file).or_default() += 1;
    })?;
    ensure!(!counted.is_empty(), "the indexer extracts nothing from corpus/");
    Ok(counted)
}

/// Writes whole copies until there are enough articles; the last copy ends with the file that completes them.
fn write_copies(
    samples: &Path,
    target: &Path,
    wanted: usize,
    counted: &HashMap<String, usize>,
) -> Result<()> {
    let files = tree::files(samples)?;
    let mut n_articles = 0;
    for copy in 0.. {
        for file in &files {
            if n_articles >= wanted {
                return Ok(());
            }
            let relative = file
                .strip_prefix(samples)
                .expect("the file was found below the folder");
            let content = vary::vary(relative, &std::fs::read(file)?, copy);
            // A hundred copies a folder, as archives have them by month, rather than thousands side by side.
            let place = target.join(format!("{:04}/{copy:06}", copy / 100)).join(relative);
            tree::write(&place, &content)?;
            n_articles += counted.get(&name_of(relative)).copied().unwrap_or(0);
        }
    }
    Ok(())
}

/// Returns a relative path as the indexer prints it.
fn name_of(relative: &Path) -> String {
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_as_many_articles_as_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let (samples, target) = (folder.path().join("samples"), folder.path().join("target"));
        tree::write(&samples.join("a.txt"), b"A long enough line of a story.").unwrap();
        tree::write(&samples.join("b/broken.bin"), &[0, 159]).unwrap();
        let counted = HashMap::from([("a.txt".to_owned(), 1)]);
        write_copies(&samples, &target, 3, &counted).unwrap();
        let files = tree::files(&target).unwrap();
        assert_eq!(
            files.len(),
            5,
            "three articles, and the broken file of each full copy: {files:?}"
        );
        let contents: Vec<_> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
        assert_ne!(contents[0], contents[2]);
        assert_eq!(contents[1], contents[3]);
    }
}
