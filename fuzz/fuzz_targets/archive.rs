//! Fuzzes Zip and tar, and what is packed; the bytes tell which.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::check("input", bytes);
});
