//! Fuzzes mails and mailboxes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::check("input.eml", bytes);
    dateline_fuzz::check("input.mbox", bytes);
});
