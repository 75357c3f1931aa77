//! Fuzzes records and lists of JSON, and JSON Feed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::check("input.json", bytes);
});
