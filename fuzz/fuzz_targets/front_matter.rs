//! The front matter of a study, and the whole file as it is.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    proofmark_fuzz::text(&format!("---\n{text}\n---\nThe body.\n"));
    proofmark_fuzz::text(text);
});
