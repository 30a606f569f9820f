//! A study judged as `check` judges it, and its fixes carried out until there are none.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    proofmark_fuzz::alone();
    if text.starts_with("---") {
        proofmark_fuzz::text(text);
    } else {
        proofmark_fuzz::text(&format!("---\n{text}\n---\nThe body.\n"));
    }
});
