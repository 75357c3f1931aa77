//! Damaged inputs: samples of every form with bytes changed, lost, repeated and mixed. Nothing may panic, and every
//! input is a document or a reason. `cargo xtask fuzz --inputs 100000` tries as many a form, and watches the memory.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::samples::{Samples, of_form};

/// Inputs a form in a run of all tests, all from whole articles; chosen so that it stays within seconds.
const FEW: usize = 150;
/// Of the inputs beyond those one in so many is from whole articles, and the others from short ones.
const WHOLE: usize = 32;
/// Documents of an input that are understood: a row that is repeated thirty times says nothing new.
const UNDERSTOOD: usize = 3;
/// An input that takes longer is kept to be looked at.
const SLOW: Duration = Duration::from_millis(500);

/// One test a form, so that they run side by side and the memory of each is its own.
macro_rules! forms {
    ($($test:ident: $ending:literal,)*) => {
        $(
            #[test]
            fn $test() {
                try_form($ending);
            }
        )*
    };
}

forms! {
    text: "txt",
    markdown: "md",
    html: "html",
    json: "json",
    json_lines: "jsonl",
    csv: "csv",
    tsv: "tsv",
    feed: "rss",
    crawl: "warc",
    mail: "eml",
    mailbox: "mbox",
    zip: "zip",
    tar: "tar",
    packed_tar: "tar.gz",
    packed_text: "txt.gz",
    packed_html: "html.gz",
    packed_json_lines: "jsonl.zst",
    without_an_ending: "bare",
}

/// What the inputs of a form came to.
#[derive(Default)]
struct Tally {
    documents: usize,
    articles: usize,
    rejections: usize,
    slowest: (Duration, Vec<u8>),
}

fn try_form(ending: &str) {
    let wanted = std::env::var("DATELINE_MUTATIONS").ok();
    let n_inputs = wanted.and_then(|number| number.parse().ok()).unwrap_or(FEW);
    let Samples { plain, short, pack } = of_form(ending);
    let mut random = Random(0x0da7_e11e);
    let mut tally = Tally::default();
    for number in 0..n_inputs {
        let is_whole = number < FEW || number % WHOLE == 0;
        let samples = if is_whole { &plain } else { &short };
        let first = &samples[random.below(samples.len())];
        let second = &samples[random.below(samples.len())];
        let bytes = match pack {
            None => mutated(first, second, &mut random),
            // What is damaged before it is packed reaches the form inside; what is damaged after, the unpacking.
            Some(pack) if number % 2 == 0 => pack(&mutated(first, second, &mut random)),
            Some(pack) => mutated(&pack(first), &pack(second), &mut random),
        };
        tally.add(ending, number, bytes);
    }
    let (time, input) = &tally.slowest;
    if *time > SLOW {
        keep(&format!("slow.{ending}"), input);
    }
    let summary = serde_json::json!({
        "inputs": n_inputs,
        "documents": tally.documents,
        "articles": tally.articles,
        "rejections": tally.rejections,
        "slowest_ms": time.as_secs_f64() * 1_000.0,
        "slowest_bytes": input.len(),
    });
    println!("\n{summary}");
}

impl Tally {
    /// Reads a file of these bytes and understands the first documents in it.
    fn add(&mut self, ending: &str, number: usize, bytes: Vec<u8>) {
        let started = Instant::now();
        let n_before = self.documents + self.rejections;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            article_reader::read_bytes(&name_of(ending), &bytes, &mut |found| match found {
                Ok(document) => {
                    self.documents += 1;
                    let is_understood = self.documents + self.rejections <= n_before + UNDERSTOOD;
                    self.articles +=
                        usize::from(is_understood && article_extractor::extract(&document).is_ok());
                }
                Err(_) => self.rejections += 1,
            });
        }));
        if let Err(panic) = outcome {
            keep(&format!("panic-{number}.{ending}"), &bytes);
            resume_unwind(panic);
        }
        if self.documents + self.rejections == n_before {
            let path = keep(&format!("silent-{number}.{ending}"), &bytes);
            panic!("{path} gave neither a document nor a reason");
        }
        let time = started.elapsed();
        if time > self.slowest.0 {
            self.slowest = (time, bytes);
        }
    }
}

/// Returns the name under which an input is read.
pub(crate) fn name_of(ending: &str) -> String {
    if ending == "bare" {
        "input".to_owned()
    } else {
        format!("input.{ending}")
    }
}

/// Writes an input where it outlives the test, and returns its path.
fn keep(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    let path = path.display().to_string();
    eprintln!("kept: {path} ({} bytes)", bytes.len());
    path
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
