//! Fuzzes one JSON record a line.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::check("input.jsonl", bytes);
});
