//! The front matter of a study and of a page, and a whole file as it is.
#![no_main]

use proofmark::study::{Names, parse, parse_page};
use proofmark_fuzz::{claims_stand, twice};

fn read(text: &str) {
    let names = Names::default();
    twice("content/studies/a.md", text, |sources, found| {
        let source = sources.iter().next().unwrap();
        claims_stand(sources, &parse(source, "a", &names, found).claims);
        claims_stand(sources, &parse_page(source, "a", &names, found).claims);
    });
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    if text.starts_with("---") {
        read(text);
    } else {
        read(&format!("---\n{text}\n---\nThe body.\n"));
    }
});
