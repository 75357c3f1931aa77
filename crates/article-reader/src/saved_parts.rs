//! The folders in which browsers put the pictures, frames and scripts of a page that they save: `Storm_files` beside
//! `Storm.html`. What stands in them belongs to the page and is no article.

use std::collections::HashSet;

use crate::walk::Walk;

/// What browsers add to the name of the page, by their language.
const ENDINGS: [&str; 34] = [
    "_files",
    ".files",
    "-files",
    "_file",
    "-Dateien",
    "_Dateien",
    "_fichiers",
    "-fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_fitxers",
    "_fitxategiak",
    "_bestanden",
    "_filer",
    "-filer",
    "_filerne",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_súbory",
    "_datoteke",
    "_datoteki",
    "_fajlovi",
    "_elemei",
    "_fájlok",
    "_failid",
    "_fails",
    "_bylos",
    "_dosyalar",
    "_dosyaları",
    "_файлы",
    "_файли",
    "_αρχεία",
];
/// How the names of pages end.
const PAGES: [&str; 5] = [".html", ".htm", ".xhtml", ".HTML", ".HTM"];

/// Takes out of a walk what stands in a folder that belongs to a page beside it.
pub(crate) fn leave_out(walk: &mut Walk) {
    let pages: HashSet<String> = walk
        .files
        .iter()
        .filter_map(|file| page(&file.relative))
        .collect();
    if pages.is_empty() {
        return;
    }
    walk.files.retain(|file| !is_part(&file.relative, &pages));
    walk.rejected
        .retain(|rejection| !is_part(&rejection.origin.path, &pages));
}

/// Returns the path of a page without the ending of its name.
fn page(path: &str) -> Option<String> {
    let name = PAGES.iter().find_map(|ending| path.strip_suffix(ending))?;
    Some(name.to_owned())
}

/// Returns whether one of the folders above a file belongs to a page.
fn is_part(path: &str, pages: &HashSet<String>) -> bool {
    let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    folders.into_iter().any(|folder| {
        let mut names = ENDINGS.iter().filter_map(|ending| folder.strip_suffix(ending));
        names.any(|name| pages.contains(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_beside_their_page_are_parts() {
        let pages = ["a/Storm.html", "Rain.htm", "Fog"].map(|path| page(path).unwrap_or_default());
        let pages = HashSet::from(pages);
        for (path, expected) in [
            ("a/Storm_files/frame.html", true),
            ("a/Storm-Dateien/sub/menu.txt", true),
            ("Rain.files/a.css", true),
            ("Rain_fichiers", false),
            ("b/Storm_files/frame.html", false),
            ("Fog_files/frame.html", false),
            ("Rain_files_of_2024/a.txt", false),
            ("a/Storm.html", false),
        ] {
            assert_eq!(is_part(path, &pages), expected, "{path}");
        }
    }
}
