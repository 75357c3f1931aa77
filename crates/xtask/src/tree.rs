//! Folders as wholes: list, copy and weigh what is in them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Returns every file below a folder, sorted by path.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            match entry.file_type()? {
                kind if kind.is_dir() => waiting.push(entry.path()),
                kind if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies every file below one folder into another.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(
            file.strip_prefix(from)
                .expect("the file was found below the folder"),
        );
        write(&target, &std::fs::read(&file)?)?;
    }
    Ok(())
}

/// Writes a file and makes the folders above it.
pub(crate) fn write(file: &Path, content: &[u8]) -> Result<()> {
    let cannot_write = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(cannot_write)?;
    }
    std::fs::write(file, content).with_context(cannot_write)
}

/// Returns how many bytes the files below a folder take.
pub(crate) fn size(folder: &Path) -> Result<u64> {
    let mut total = 0;
    for file in files(folder)? {
        total += std::fs::metadata(&file)?.len();
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_weighs_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        write(&from.join("b/c.txt"), b"four").unwrap();
        write(&from.join("a.txt"), b"one").unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(files(&to).unwrap(), [to.join("a.txt"), to.join("b/c.txt")]);
        assert_eq!(size(&to).unwrap(), 7);
    }
}
