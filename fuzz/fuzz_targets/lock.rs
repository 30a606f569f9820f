//! `proof.lock`, read; what is written of it is read as the same.
#![no_main]

use proofmark::lock;
use proofmark::source::Sources;
use proofmark_fuzz::twice;

libfuzzer_sys::fuzz_target!(|text: &str| {
    twice(lock::PATH, text, |sources, found| {
        let written = lock::parse(sources.iter().next().unwrap(), found).text();
        if found.is_empty() {
            let mut again = Sources::default();
            let file = again.insert(lock::PATH, written.as_str());
            assert_eq!(lock::parse(again.get(file), found).text(), written);
            assert!(found.is_empty(), "{found:?} in {written}");
        }
    });
});
