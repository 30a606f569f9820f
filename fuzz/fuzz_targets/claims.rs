//! Claims of any text: as words, and as each kind of file that `claims` reads. The first byte says as which.
#![no_main]

use proofmark::claim::{Context, detect};
use proofmark::foreign::{self, Kind};
use proofmark::source::Sources;
use proofmark::study::Names;
use proofmark_fuzz::claims_stand;

fn kind(text: &str) -> Option<Kind> {
    match text.bytes().next()? {
        b'#' => Some(Kind::Markdown),
        b'<' => Some(Kind::Html),
        b'-' => Some(Kind::Yaml),
        b'{' | b'i' => Some(Kind::Mdx),
        _ => None,
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some(kind) = kind(text) else {
        for claim in detect(text, &Context::default()) {
            assert!(text.get(claim.range.clone()).is_some_and(|words| !words.is_empty()), "{claim:?}");
        }
        return;
    };
    let mut sources = Sources::default();
    let file = sources.insert("a", text);
    claims_stand(&sources, &foreign::claims(sources.get(file), kind, &Names::default()));
});
