//! The index on disk: generations, locks, and what is damaged or made by another version.

use std::fs;
use std::path::{Path, PathBuf};

use article::ArticleId;
use query_language::Query;
use search_engine::{
    ArticleStore, BuildLock, EmbeddedEngine, EmbeddedStore, Generation, SearchEngine, SearchError,
    create_generation, current_generation, discard, lock, publish, roll_back, verify,
};

use crate::articles::{draft, request, sorted_keys, word};
use crate::index::{Embedded, MEMORY, new_embedded};

/// Returns an index with two articles.
fn two_articles() -> Embedded {
    let index = new_embedded();
    index
        .store
        .put(draft("a", "alpha tide").title("One").done())
        .unwrap();
    index
        .store
        .put(draft("b", "beta tide").source("Post").done())
        .unwrap();
    index.store.commit().unwrap();
    index.engine.refresh().unwrap();
    index
}

fn open_error(index: &Path) -> SearchError {
    match EmbeddedEngine::open(index) {
        Ok(_) => panic!("{} must not open", index.display()),
        Err(error) => error,
    }
}

#[test]
fn a_folder_without_an_index_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("not there")] {
        let error = open_error(&path);
        assert!(matches!(error, SearchError::NoIndex { .. }), "{error}");
        assert!(error.hint().contains("indexer build"));
        assert!(matches!(verify(&path), Err(SearchError::NoIndex { .. })));
    }
    // A build that has not come to its end is no index yet.
    let lock = lock(folder.path()).unwrap();
    create_generation(folder.path(), &lock).unwrap();
    assert!(matches!(open_error(folder.path()), SearchError::NoIndex { .. }));
}

#[test]
fn an_index_of_another_version_says_so() {
    let index = two_articles();
    let format = current_generation(index.folder.path())
        .unwrap()
        .folder
        .join("format");
    let ours: u32 = fs::read_to_string(&format).unwrap().trim().parse().unwrap();
    fs::write(&format, format!("{}\n", ours + 1)).unwrap();
    let error = open_error(index.folder.path());
    assert!(
        matches!(error, SearchError::OtherVersion { found, expected, .. } if (found, expected) == (ours + 1, ours)),
        "{error}"
    );
    // Who reads already goes on reading.
    assert!(index.engine.refresh().is_err());
    assert_eq!(index.engine.search(&request(word("tide"))).unwrap().total, 2);
    for broken in ["", "one", "-1", "\u{0}"] {
        fs::write(&format, broken).unwrap();
        assert!(
            matches!(open_error(index.folder.path()), SearchError::Damaged { .. }),
            "{broken:?}"
        );
    }
    fs::remove_file(&format).unwrap();
    assert!(matches!(
        open_error(index.folder.path()),
        SearchError::Damaged { .. }
    ));
}

#[test]
fn a_damaged_pointer_says_so() {
    let index = two_articles();
    let pointer = index.folder.path().join("current");
    let whole = fs::read(&pointer).unwrap();
    for broken in [
        "",
        "generation-",
        "generation-x",
        "generation-0099",
        "../elsewhere",
        "generation-00011",
    ] {
        fs::write(&pointer, broken).unwrap();
        let error = open_error(index.folder.path());
        assert!(
            matches!(error, SearchError::Damaged { .. }),
            "{broken:?}: {error}"
        );
    }
    fs::write(&pointer, [0xff, 0xfe]).unwrap();
    let error = open_error(index.folder.path());
    assert!(matches!(error, SearchError::Damaged { .. }), "{error}");
    fs::write(&pointer, whole).unwrap();
    assert!(EmbeddedEngine::open(index.folder.path()).is_ok());
}

#[test]
fn only_one_builds_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = lock(folder.path()).unwrap();
    assert!(matches!(lock(folder.path()), Err(SearchError::Locked { .. })));
    let generation = create_generation(folder.path(), &first).unwrap();
    drop(first);
    let _second = lock(folder.path()).unwrap();
    // A second store of one generation is refused as well.
    let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
    assert!(matches!(
        EmbeddedStore::open(&generation, MEMORY),
        Err(SearchError::Locked { .. })
    ));
    store.close().unwrap();
    assert!(
        EmbeddedStore::open(&generation, 0).is_ok(),
        "too little memory is taken as enough"
    );
}

#[test]
fn a_new_generation_takes_over_and_old_searches_end_on_the_old() {
    let index = two_articles();
    let folder = index.folder.path();
    assert!(!index.engine.refresh().unwrap(), "nothing is new");
    let lock = lock(folder).unwrap();
    let next = create_generation(folder, &lock).unwrap();
    let store = EmbeddedStore::open(&next, MEMORY).unwrap();
    store.put(draft("c", "gamma tide").done()).unwrap();
    store.commit().unwrap();
    assert!(!index.engine.refresh().unwrap(), "it is not published");
    publish(folder, &next, &lock).unwrap();
    let old = index.engine.search(&request(Query::All)).unwrap();
    assert_eq!(sorted_keys(&old), ["a", "b"], "nobody has looked yet");
    assert!(index.engine.refresh().unwrap());
    let new = index.engine.search(&request(Query::All)).unwrap();
    assert_eq!(sorted_keys(&new), ["c"]);
    assert!(old.index.generation.starts_with("1.") && new.index.generation.starts_with("2."));

    // The one before stays for whoever still reads it; the one before that goes.
    let third = create_generation(folder, &lock).unwrap();
    EmbeddedStore::open(&third, MEMORY).unwrap().commit().unwrap();
    publish(folder, &third, &lock).unwrap();
    let kept: Vec<bool> = (1..=3)
        .map(|n| folder.join(format!("generation-{n:04}")).exists())
        .collect();
    assert_eq!(kept, [false, true, true]);
    assert_eq!(
        index.engine.search(&request(Query::All)).unwrap().total,
        1,
        "files that are gone are still read"
    );

    let failed = create_generation(folder, &lock).unwrap();
    discard(&failed, &lock).unwrap();
    assert!(!failed.folder.exists());
    assert_eq!(current_generation(folder).unwrap(), third);
}

#[test]
fn a_generation_goes_while_threads_of_its_build_still_write() {
    let folder = tempfile::tempdir().unwrap();
    let lock = lock(folder.path()).unwrap();
    let failed = create_generation(folder.path(), &lock).unwrap();
    let written = failed.folder.clone();
    let writer = std::thread::spawn(move || {
        for number in 0..20_000 {
            // Where the folder is gone nothing can be written any more.
            let _ = fs::write(written.join(number.to_string()), "");
        }
    });
    discard(&failed, &lock).unwrap();
    writer.join().unwrap();
    assert!(!failed.folder.exists());
}

#[test]
fn a_generation_that_vanishes_is_an_error_and_searches_go_on() {
    let index = two_articles();
    let folder = index.folder.path();
    let lock = lock(folder).unwrap();
    let next = create_generation(folder, &lock).unwrap();
    publish(folder, &next, &lock).unwrap();
    fs::remove_dir_all(&next.folder).unwrap();
    assert!(matches!(index.engine.refresh(), Err(SearchError::Damaged { .. })));
    assert_eq!(index.engine.search(&request(word("tide"))).unwrap().total, 2);
}

#[test]
fn an_index_that_was_made_anew_under_the_same_number_is_seen() {
    let index = two_articles();
    let folder = index.folder.path().to_owned();
    let generation = current_generation(&folder).unwrap();
    index.store.close().unwrap();
    fs::remove_dir_all(&generation.folder).unwrap();
    let lock = lock(&folder).unwrap();
    let again = create_generation(&folder, &lock).unwrap();
    assert_eq!(again, generation);
    let store = EmbeddedStore::open(&again, MEMORY).unwrap();
    // As many commits and articles as before, so that the numbers are the same.
    store.commit().unwrap();
    store.put(draft("c", "gamma").done()).unwrap();
    store.put(draft("d", "delta").done()).unwrap();
    store.commit().unwrap();
    assert!(index.engine.refresh().unwrap());
    let results = index.engine.search(&request(Query::All)).unwrap();
    assert_eq!(sorted_keys(&results), ["c", "d"]);
}

/// Returns the files of the engine in the current generation.
fn segment_files(index: &Path) -> Vec<PathBuf> {
    let folder = current_generation(index).unwrap().folder.join("segments");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| !path.ends_with("meta.json")).collect();
    // Locks, and the list of files that may be deleted, hold nothing of an article.
    files.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
    files.sort();
    files
}

#[test]
fn verify_finds_every_flipped_bit() {
    let index = two_articles();
    index.store.remove(ArticleId::from_key("a")).unwrap();
    index.store.put(draft("c", "gamma tide").done()).unwrap();
    index.store.commit().unwrap();
    let path = index.folder.path().to_owned();
    let whole = verify(&path).unwrap();
    assert_eq!(
        (whole.generation, whole.articles, whole.damaged),
        (1, 2, Vec::new())
    );
    index.store.close().unwrap();
    assert!(segment_files(&path).len() > 5, "there are files to damage");
    for file in segment_files(&path) {
        let bytes = fs::read(&file).unwrap();
        for place in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[place] ^= 4;
            fs::write(&file, flipped).unwrap();
            let is_found = verify(&path).is_ok_and(|found| {
                found.damaged == [file.file_name().unwrap().to_str().unwrap()] && found.articles == 0
            });
            assert!(is_found, "{} at {place} of {}", file.display(), bytes.len());
        }
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        assert!(
            !verify(&path).unwrap().damaged.is_empty(),
            "{} cut short",
            file.display()
        );
        fs::write(&file, &bytes).unwrap();
    }
    assert!(verify(&path).unwrap().damaged.is_empty());
    for file in segment_files(&path) {
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let is_whole = verify(&path).is_ok_and(|found| found.damaged.is_empty());
        assert!(!is_whole, "{} is gone", file.display());
        fs::write(&file, &bytes).unwrap();
    }
}

/// Returns every file of an index but the locks.
fn all_files(index: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![index.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => waiting.push(path),
                false => files.push(path),
            }
        }
    }
    files.retain(|path| path.extension().is_none_or(|extension| extension != "lock"));
    files.sort();
    files
}

/// Asks an index for all that its files hold; nothing where it refuses.
fn answers(index: &Path) -> Option<String> {
    let engine = EmbeddedEngine::open(index).ok()?;
    let found = engine.search(&request(word("tide"))).ok()?;
    let phrase = engine
        .search(&request(crate::articles::phrase("alpha tide")))
        .ok()?;
    let typed = engine.suggest("al", 5).ok()?;
    let related = engine.related(ArticleId::from_key("a"), 5).ok()??;
    let whole: Vec<_> = engine
        .matches(&request(Query::All))
        .ok()?
        .collect::<Result<_, _>>()
        .ok()?;
    Some(format!(
        "{:?} {} {typed:?} {:?} {whole:?} {:?}",
        sorted_keys(&found),
        phrase.total,
        sorted_keys(&related),
        found.facets.as_ref().map(|facets| &facets.values)
    ))
}

#[test]
fn a_damaged_index_answers_as_the_whole_one_or_not_at_all() {
    let index = two_articles();
    let path = index.folder.path().to_owned();
    index.store.close().unwrap();
    let expected = answers(&path);
    assert!(expected.is_some());
    let mut n_refused = 0;
    for file in all_files(&path) {
        let whole = fs::read(&file).unwrap();
        for part in 0..16 {
            let mut bytes = whole.clone();
            let place = whole.len() * part / 16;
            bytes[place] ^= 1 << (part % 8);
            fs::write(&file, bytes).unwrap();
            let is_whole = verify(&path).is_ok_and(|found| found.damaged.is_empty());
            assert!(!is_whole, "{} at {place} is not noticed", file.display());
            match answers(&path) {
                None => n_refused += 1,
                answered => assert_eq!(answered, expected, "{} at {place}", file.display()),
            }
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(n_refused > 50, "{n_refused} refused");
    assert_eq!(answers(&path), expected);
}

/// Publishes another generation, of one article, and returns it.
fn next_generation(index: &Path, lock: &BuildLock) -> Generation {
    let next = create_generation(index, lock).unwrap();
    let store = EmbeddedStore::open(&next, MEMORY).unwrap();
    store.put(draft("c", "gamma tide").done()).unwrap();
    store.commit().unwrap();
    publish(index, &next, lock).unwrap();
    store.close().unwrap();
    next
}

#[test]
fn the_previous_generation_answers_for_a_damaged_one() {
    let index = two_articles();
    let folder = index.folder.path();
    let lock = lock(folder).unwrap();
    let next = next_generation(folder, &lock);
    for extension in ["store", "term"] {
        let mut files = segment_files(folder).into_iter();
        let file = files.rfind(|file| file.extension().is_some_and(|it| it == extension));
        let file = file.unwrap();
        let whole = fs::read(&file).unwrap();
        let mut bytes = whole.clone();
        bytes[whole.len() / 3] ^= 16;
        fs::write(&file, bytes).unwrap();
        let engine = EmbeddedEngine::open(folder).unwrap();
        let found = engine.search(&request(word("tide"))).unwrap();
        assert_eq!(sorted_keys(&found), ["a", "b"], "{extension}");
        let notice = engine.notice().unwrap();
        assert!(notice.contains("generation 1, an older one, answers"), "{notice}");
        assert!(
            !engine.refresh().unwrap(),
            "it does not go back to the damaged one"
        );
        // A rebuild of the damaged one keeps the one that is whole.
        if extension == "term" {
            let third = create_generation(folder, &lock).unwrap();
            let store = EmbeddedStore::open(&third, MEMORY).unwrap();
            store.commit().unwrap();
            publish(folder, &third, &lock).unwrap();
            assert!(engine.refresh().unwrap() && engine.notice().is_none());
            assert!(!next.folder.exists() && folder.join("generation-0001").exists());
            assert_eq!(roll_back(folder, &lock).unwrap().number, 1);
            return;
        }
        fs::write(&file, whole).unwrap();
    }
}

/// Flips a bit of the largest file of the current generation that has this extension.
fn flip(index: &Path, extension: &str, place: usize) {
    let files = segment_files(index).into_iter();
    let files = files.filter(|file| file.extension().is_some_and(|it| it == extension));
    let file = files.max_by_key(|file| fs::metadata(file).unwrap().len());
    let file = file.unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[place] ^= 16;
    fs::write(&file, bytes).unwrap();
}

/// A story whose words are hard to pack.
fn story(number: usize) -> String {
    let words = (0..900).map(|place| format!("tide{} ", (number * 7_919 + place * place * 31) % 20_011));
    words.collect()
}

#[test]
fn after_a_rollback_it_is_no_older_generation_that_answers() {
    let index = two_articles();
    let folder = index.folder.path();
    let lock = lock(folder).unwrap();
    next_generation(folder, &lock);
    flip(folder, "term", 0);
    let engine = EmbeddedEngine::open(folder).unwrap();
    let found = engine.search(&request(word("tide"))).unwrap();
    assert_eq!(sorted_keys(&found), ["a", "b"]);
    assert!(engine.notice().is_some());
    assert_eq!(roll_back(folder, &lock).unwrap().number, 1);
    assert!(!engine.refresh().unwrap(), "it is what answers already");
    assert_eq!(engine.notice(), None);
}

#[test]
fn a_damage_of_the_old_generation_does_not_keep_the_new_one_away() {
    let index = new_embedded();
    let folder = index.folder.path().to_owned();
    // So many that opening their file does not read the first of them.
    for number in 0..160 {
        let draft = draft(&number.to_string(), &story(number));
        index.store.put(draft.done()).unwrap();
    }
    index.store.commit().unwrap();
    index.store.close().unwrap();
    flip(&folder, "store", 0);
    let engine = EmbeddedEngine::open(&folder).unwrap();
    let lock = lock(&folder).unwrap();
    next_generation(&folder, &lock);
    let is_damaged = |number: i32| {
        let article = engine.article(ArticleId::from_key(&number.to_string()), None);
        matches!(article, Err(SearchError::Damaged { .. }))
    };
    assert!(engine.status().is_ok(), "nobody has met the damage");
    assert!((0..160).any(is_damaged));
    assert_eq!(engine.notice(), None, "no older one answers");
    assert!(
        matches!(engine.status(), Err(SearchError::Damaged { .. })),
        "nothing answers"
    );
    assert!(engine.refresh().unwrap());
    let found = engine.search(&request(Query::All)).unwrap();
    assert_eq!(sorted_keys(&found), ["c"]);
}

#[test]
fn an_archive_that_grows_a_little_at_a_time_gets_a_dictionary() {
    let index = two_articles();
    let generation = current_generation(index.folder.path()).unwrap();
    let size = || {
        fs::metadata(generation.folder.join("dictionaries"))
            .unwrap()
            .len()
    };
    let without = size();
    index.store.close().unwrap();
    let sessions = 4;
    for session in 0..sessions {
        // The last session only begins.
        let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
        assert_eq!(size() > without, session == sessions - 1, "session {session}");
        for number in session * 80..(session + 1) * 80 {
            let text = story(number);
            store.put(draft(&number.to_string(), &text).done()).unwrap();
        }
        store.commit().unwrap();
        store.close().unwrap();
    }
    let engine = EmbeddedEngine::open(index.folder.path()).unwrap();
    for number in [0, 319] {
        let id = ArticleId::from_key(&number.to_string());
        let found = engine.article(id, None).unwrap().unwrap();
        assert!(found.article.text == story(number), "article {number}");
    }
    fs::remove_file(generation.folder.join("dictionaries")).unwrap();
    assert!(matches!(
        open_error(index.folder.path()),
        SearchError::Damaged { .. }
    ));
    assert_eq!(verify(index.folder.path()).unwrap().damaged, ["dictionaries"]);
}
