//! A picture, cleaned: what comes out is clean.
#![no_main]

use proofmark::picture::clean;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for name in ["a.png", "a.svg"] {
        if let Ok(once) = clean(name, bytes) {
            assert_eq!(clean(name, &once).as_ref(), Ok(&once));
        }
    }
});
