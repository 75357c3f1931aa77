//! Damaged inputs: the sample files with bytes changed, lost, repeated and mixed. Nothing may panic, whatever a file
//! holds. `DATELINE_MUTATIONS=1000000 cargo test --release -p indexer mutations` tries as many a form.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use article_reader::SourceFile;

/// Files a form in a run of all tests; chosen so that it stays within seconds.
const FEW: usize = 150;
/// Larger samples are cut, so that many are tried.
const LARGEST: usize = 30_000;

#[test]
fn mutations_of_the_samples_never_panic() {
    let wanted = std::env::var("DATELINE_MUTATIONS").ok();
    let n_inputs = wanted.and_then(|number| number.parse().ok()).unwrap_or(FEW);
    let folder = tempfile::tempdir().unwrap();
    for (form, samples) in samples() {
        let mut random = Random(0x0da7_e11e);
        for number in 0..n_inputs {
            let first = &samples[number % samples.len()];
            let second = &samples[random.below(samples.len())];
            let bytes = mutated(first, second, &mut random);
            read_whole(&folder.path().join(format!("input.{form}")), &bytes);
        }
    }
}

/// Returns the contents of the sample files by the ending of their names.
fn samples() -> BTreeMap<String, Vec<Vec<u8>>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut samples: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let walk = article_reader::walk(&corpus).unwrap();
    for file in walk.files {
        let form = file.relative.split('.').skip(1).collect::<Vec<_>>().join(".");
        let mut bytes = fs::read(&file.path).unwrap();
        bytes.truncate(LARGEST);
        if !bytes.is_empty() {
            samples.entry(form).or_default().push(bytes);
        }
    }
    // Forms without a sample file of their own are read from the bytes of another.
    for (form, like) in [
        ("csv", "jsonl"),
        ("rss", "html"),
        ("warc", "html"),
        ("eml", "txt"),
        ("mbox", "txt"),
        ("tar", "txt"),
        ("zip", "html"),
    ] {
        if let Some(bytes) = samples.get(like).cloned() {
            samples.entry(form.to_owned()).or_insert(bytes);
        }
    }
    samples
}

/// Reads a file of these bytes and understands every document in it.
fn read_whole(path: &PathBuf, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let file = SourceFile {
        root: path.clone(),
        path: path.clone(),
        relative: path.file_name().unwrap().to_string_lossy().into_owned(),
        size: bytes.len() as u64,
        modified_ns: 0,
        settings: std::sync::Arc::default(),
    };
    let mut n_found = 0;
    article_reader::read(&file, &mut |found| {
        n_found += 1;
        if let Ok(document) = found {
            let _ = article_extractor::extract(&document);
        }
    });
    assert!(
        n_found > 0,
        "{} bytes gave neither a document nor a reason",
        bytes.len()
    );
}

/// Returns a sample with a few changes: bits, lost and repeated stretches, telling bytes, a stretch of another sample.
fn mutated(first: &[u8], second: &[u8], random: &mut Random) -> Vec<u8> {
    const TELLING: [&[u8]; 14] = [
        b"<",
        b">",
        b"\"",
        b"{",
        b"[",
        b"]}",
        b"<div>",
        b"</p>",
        b"\\u",
        b"\0",
        b"\xff\xfe",
        b"\n\n",
        b"&#x",
        b"-->",
    ];
    let mut bytes = first.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(64)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let stretch = bytes[at..end].to_vec();
                let many = stretch.repeat(1 + random.below(20));
                bytes.splice(at..at, many);
            }
            3 => bytes.truncate(at.max(1)),
            4 => {
                let from = random.below(second.len());
                let to = (from + random.below(400)).min(second.len());
                bytes.splice(at..at, second[from..to].iter().copied());
            }
            _ => {
                let telling = TELLING[random.below(TELLING.len())];
                bytes.splice(at..at, telling.repeat(1 + random.below(30)));
            }
        }
    }
    bytes
}

/// The same numbers in every run (SplitMix64; Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}
