//! Fuzzes plain text and Markdown.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::check("input.txt", bytes);
    dateline_fuzz::check("input.md", bytes);
});
