//! `site.toml`, read.
#![no_main]

use std::sync::LazyLock;

use proofmark::{config, rule};
use proofmark_fuzz::twice;

static RULES: LazyLock<Vec<&str>> = LazyLock::new(rule::names);

libfuzzer_sys::fuzz_target!(|text: &str| {
    twice("site.toml", text, |sources, found| {
        config::read(sources.iter().next().unwrap(), &RULES, found);
    });
});
