//! Claims of any text: as words, and as each kind of file that `claims` reads.
#![no_main]

use proofmark::claim::{Context, detect};
use proofmark::foreign::{self, Kind};
use proofmark::source::Sources;
use proofmark::study::Names;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for claim in detect(text, &Context::default()) {
        assert!(text.get(claim.range.clone()).is_some_and(|words| !words.is_empty()), "{claim:?}");
    }
    let mut sources = Sources::default();
    let file = sources.insert("a", text);
    for kind in [Kind::Markdown, Kind::Mdx, Kind::Html, Kind::Yaml] {
        let claims = foreign::claims(sources.get(file), kind, &Names::default());
        proofmark_fuzz::claims_stand(&sources, &claims);
    }
});
