//! A data file that records' figures are taken from: no order of its rows changes them.
#![no_main]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use proofmark::evidence::Survey;
use proofmark::source::Sources;
use proofmark::study::{Names, Study, parse};
use proofmark_fuzz::{CARD, alone};

const RECORDS: &str = "evidence:
  a: {kind: measurement, unit: hours, better: lower, file: w.csv, data: {column: hours, statistic: mean, by: phase}}
  b: {kind: measurement, unit: hours, better: lower, file: w.csv, data: {column: hours, statistic: median, date: day, change: 2026-03-01, each: case}}
  c: {kind: measurement, unit: hours, file: w.csv, data: {column: hours, statistic: p90, where: {hours: 2..9}}}
  d: {kind: measurement, unit: \"%\", file: w.csv, data: {column: done, statistic: share, is: [yes]}}
  e: {kind: measurement, unit: hours, file: w.csv, data: {column: hours, statistic: rate, of: n, per: 1000, decimal: comma}}
";

static STUDY: LazyLock<Study> = LazyLock::new(|| {
    let mut sources = Sources::default();
    let file = sources.insert("content/studies/a.md", format!("{CARD}{RECORDS}---\nx\n"));
    let mut found = Vec::new();
    let study = parse(sources.get(file), "a", &Names::default(), &mut found);
    assert!(found.is_empty(), "{found:?}");
    study
});

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/evidence")).unwrap();
    folder
});

fn survey(root: &Path, bytes: &[u8]) -> Survey {
    std::fs::write(root.join("content/evidence/w.csv"), bytes).unwrap();
    let records = STUDY.meta.evidence.iter().map(|record| (STUDY.file, record));
    Survey::take(root, records, &BTreeSet::from(["w.csv".to_owned()]))
}

/// The rows in the opposite order, where each is a line.
fn turned(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains(['"', '\r']) && text.ends_with('\n'))?;
    let (header, rows) = text.split_once('\n')?;
    let rows: Vec<&str> = rows.lines().rev().collect();
    Some(format!("{header}\n{}\n", rows.join("\n")).into_bytes())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    alone();
    let once = survey(FOLDER.path(), bytes);
    let Some(turned) = turned(bytes) else { return };
    let again = survey(FOLDER.path(), &turned);
    for record in &STUDY.meta.evidence {
        let id = record.id.value.as_str();
        if let (Some(Ok(one)), Some(other)) = (once.figures(STUDY.file, id), again.figures(STUDY.file, id)) {
            assert_eq!(Ok(one), other, "{id}");
        }
    }
});
