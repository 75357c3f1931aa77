//! Packing with and without dictionaries, dictionaries as an archive grows, and damage.

use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

/// Returns a generation in a folder of its own.
fn generation() -> (TempDir, Generation) {
    let folder = tempfile::tempdir().unwrap();
    let generation = Generation {
        number: 1,
        folder: folder.path().to_owned(),
    };
    create_dictionaries(&generation).unwrap();
    (folder, generation)
}

/// Returns an article of made-up words, which articles share.
fn article(number: usize) -> String {
    let mut seed = number as u64 + 1;
    let mut words = String::new();
    for _ in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let word = (seed >> 33) % 5_000;
        words.push_str(&format!("{:x} ", word * word * 7_919));
    }
    words
}

/// Returns articles enough for a first dictionary, packed.
fn packed_until_dictionary(packer: &Packer) -> Vec<Vec<u8>> {
    let packed = (0..900).map(|number| packer.packed(&article(number)).unwrap());
    packed.collect()
}

#[test]
fn an_archive_that_grows_gets_a_dictionary() {
    let (_folder, generation) = generation();
    let packer = Packer::open(&generation).unwrap();
    let all = packed_until_dictionary(&packer);
    let dictionaries = Dictionaries::read(&generation, None).unwrap();
    assert_eq!(dictionaries.all.len(), 1);
    for (number, packed) in all.iter().enumerate() {
        assert_eq!(dictionaries.unpacked(packed).unwrap(), article(number));
    }
    let (first, last) = (all[0].len(), all[all.len() - 1].len());
    assert!(last * 10 < first * 9, "{first} bytes without, {last} with it");
    let again = Packer::open(&generation).unwrap();
    assert_eq!(again.packed(&article(899)).unwrap(), all[899]);
}

#[test]
fn a_later_dictionary_leaves_older_articles_readable() {
    let (_folder, generation) = generation();
    let packer = Packer::open(&generation).unwrap();
    let all = packed_until_dictionary(&packer);
    assert!(!packer.wants_dictionary());
    packer.add_bytes(8 << 20);
    assert!(packer.wants_dictionary());
    let before = Dictionaries::read(&generation, None).unwrap();
    packer
        .train_on((900..2_000).map(|number| Ok(article(number))))
        .unwrap();
    assert!(!packer.wants_dictionary());
    let after = Dictionaries::read(&generation, Some(&before)).unwrap();
    assert_eq!((before.all.len(), after.all.len()), (1, 2));
    let newer = packer.packed(&article(0)).unwrap();
    for packed in [&all[0], &all[899]] {
        assert_eq!(after.unpacked(packed).unwrap(), before.unpacked(packed).unwrap());
    }
    assert_eq!(after.unpacked(&newer).unwrap(), article(0));
    assert!(matches!(
        before.unpacked(&newer),
        Err(SearchError::Damaged { .. })
    ));
    let same = Dictionaries::read(&generation, Some(&after)).unwrap();
    assert!(
        Arc::ptr_eq(&same, &after),
        "what did not change is not read again"
    );
}

#[test]
fn a_damaged_file_is_named() {
    let (_folder, generation) = generation();
    packed_until_dictionary(&Packer::open(&generation).unwrap());
    let path = generation.folder.join(FILE);
    let whole = fs::read(&path).unwrap();
    for at in [0, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(!is_whole(&generation));
        for error in [
            Dictionaries::read(&generation, None).map(|_| ()).unwrap_err(),
            Packer::open(&generation).map(|_| ()).unwrap_err(),
        ] {
            assert!(matches!(error, SearchError::Damaged { .. }));
            assert!(error.to_string().contains(FILE), "{error}");
        }
    }
    fs::remove_file(&path).unwrap();
    let error = Dictionaries::read(&generation, None).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
}

#[test]
fn long_articles_leave_room_for_others_in_the_sample() {
    let (_folder, generation) = generation();
    let packer = Packer::open(&generation).unwrap();
    let articles = (0..300).map(|number| Ok(article(number).repeat(40)));
    packer.train_on(articles).unwrap();
    assert_eq!(Dictionaries::read(&generation, None).unwrap().all.len(), 1);
}

proptest! {
    #[test]
    fn what_is_packed_comes_back(article in "(\\PC|\n){0,300}") {
        let packed = packed(&article, None).unwrap();
        prop_assert_eq!(Dictionaries::default().unpacked(&packed).unwrap(), article);
    }

    #[test]
    fn damage_is_an_error_and_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..60), at in 0_usize..400, change in 1_u8..,
    ) {
        let nothing = Dictionaries::default();
        prop_assert!(nothing.unpacked(&bytes).is_err());
        let whole = packed(&article(1), None).unwrap();
        let mut changed = whole.clone();
        changed[at] ^= change;
        let _ = nothing.unpacked(&changed);
        prop_assert!(nothing.unpacked(&whole[..at]).is_err());
        prop_assert!(file::decoded(&bytes).is_none());
    }
}
