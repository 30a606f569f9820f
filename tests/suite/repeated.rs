//! The stamp "Repeated ×N".

use proofmark::config::Policy;
use proofmark::ladder::{Alike, climb, repeated};
use proofmark::study::Study;

use crate::ladder::{GROWN, day, demo, read, vault};
use crate::project::TODAY;

#[test]
fn the_demo_repeats_two_results() {
    let checked = demo();
    let published: Vec<_> = checked.published().collect();
    let repetition = repeated(&published, checked.today);
    let slugs = |at: usize| repetition.others(at).map(|other| published[other].0.slug.as_str()).collect::<Vec<_>>();
    let stamped: Vec<_> = (0..published.len())
        .filter(|&at| repetition.times(at) > 1)
        .map(|at| (published[at].0.slug.as_str(), repetition.times(at), slugs(at)))
        .collect();
    assert_eq!(
        stamped,
        [
            ("brackwater", 2, vec!["hollin-bridge"]),
            ("hollin-bridge", 2, vec!["brackwater"]),
            ("kestrel-row", 3, vec!["marram", "ottermouth"]),
            ("marram", 3, vec!["kestrel-row", "ottermouth"]),
            ("ottermouth", 3, vec!["kestrel-row", "marram"]),
        ]
    );
    let group = |slug: &str| repetition.group(published.iter().position(|(s, _)| s.slug == slug).unwrap()).unwrap();
    assert_eq!(group("marram").alike, Alike::Industry("health".into()));
    assert_eq!(
        (group("marram").tag.as_str(), group("marram").metric.as_str()),
        ("double-entry", "time spent retyping")
    );
    assert_eq!(group("brackwater").alike, Alike::Size("11-50".into()));
}

/// For each text how often its result is repeated.
fn times(texts: &[String]) -> Vec<usize> {
    let studies: Vec<Study> = texts.iter().map(|text| read(text)).collect();
    let placed: Vec<_> = studies.iter().map(|s| climb(s, &vault(), &Policy::default(), day(TODAY))).collect();
    let pairs: Vec<_> = studies.iter().zip(&placed).collect();
    let repetition = repeated(&pairs, day(TODAY));
    (0..pairs.len()).map(|at| repetition.times(at)).collect()
}

#[test]
fn everything_named_must_be_shared() {
    let but = |from: &str, to: &str| {
        assert!(GROWN.contains(from), "{from}");
        GROWN.replace(from, to)
    };
    let higher = but("better: lower", "better: higher").replace("after: 2.5", "after: 25");
    for (what, other, expected) in [
        ("a twin", GROWN.to_owned(), 2),
        ("spelled otherwise", but("time spent retyping", "Time  spent Retyping"), 2),
        ("another industry, the same size", but("industry: health", "industry: law"), 2),
        ("another size, the same industry", but("size: 51-200", "size: 1-10"), 2),
        ("neither", but("industry: health, size: 51-200", "industry: law, size: 1-10"), 1),
        ("another problem", but("tag: double-entry", "tag: waiting"), 1),
        ("no tag", but("  tag: double-entry\n", ""), 1),
        ("another metric", but("time spent retyping", "forms retyping"), 1),
        ("the other direction", higher, 1),
        ("below love", but("  call:", "  # call:"), 1),
    ] {
        assert_eq!(times(&[GROWN.to_owned(), other]), [expected, expected], "{what}");
    }
    assert_eq!(times(&[GROWN.to_owned()]), [1]);
}

#[test]
fn the_largest_group_counts_and_all_in_it_are_alike() {
    let of = |industry: &str, size: &str| {
        GROWN.replace("industry: health, size: 51-200", &format!("industry: {industry}, size: {size}"))
    };
    // The first shares its industry with the second and its size with the third and fourth.
    let texts = [of("health", "a"), of("health", "b"), of("law", "a"), of("trade", "a")];
    assert_eq!(times(&texts), [3, 2, 3, 3]);
}

#[test]
fn without_a_metric_the_id_stands_for_it() {
    let bare = GROWN.replace("    metric: time spent retyping\n", "");
    assert_eq!(times(&[bare.clone(), bare.clone()]), [2, 2]);
    assert_eq!(times(&[bare, GROWN.to_owned()]), [1, 1]);
}

#[test]
fn ten_thousand_of_one_kind_are_one_group() {
    let study = read(GROWN);
    let standing = climb(&study, &vault(), &Policy::default(), day(TODAY));
    let grouped = |count: usize| {
        let many = vec![(&study, &standing); count];
        let started = std::time::Instant::now();
        let repetition = repeated(&many, day(TODAY));
        assert_eq!((repetition.times(0), repetition.times(count - 1)), (count, count));
        started.elapsed()
    };
    let least = std::time::Duration::from_millis(10);
    let mut pairs = (0..3).map(|_| (grouped(1_250), grouped(10_000)));
    assert!(pairs.any(|(part, whole)| whole < part.max(least) * 32), "by index, not by pairs");
}
