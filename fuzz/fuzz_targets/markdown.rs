//! The body of a study: read, and as HTML in which nothing runs.
#![no_main]

use proofmark::site::body_alone;
use proofmark::study::{Names, parse};
use proofmark_fuzz::{CARD, claims_stand, inert, twice};

libfuzzer_sys::fuzz_target!(|body: &str| {
    let study = format!(
        "{CARD}evidence:\n  a: {{kind: measurement, metric: m, unit: hours, before: 11, after: 2.5}}\n---\n{body}"
    );
    let mut pages = Vec::new();
    twice("content/studies/a.md", &study, |sources, found| {
        let source = sources.iter().next().unwrap();
        let study = parse(source, "a", &Names::default(), found);
        claims_stand(sources, &study.claims);
        pages.push(body_alone(source, &study));
    });
    assert_eq!(pages[0], pages[1]);
    inert("a", pages[0].as_bytes());
});
