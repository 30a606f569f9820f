//! A data file that a record's figures are taken from.
#![no_main]

use std::sync::LazyLock;

use proofmark_fuzz::{CARD, SITE, project};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for name in ["content/studies", "content/evidence"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("site.toml"), SITE).unwrap();
    let record = "evidence:\n  a: {kind: measurement, metric: m, unit: hours, before: 11, after: 2.5, better: lower, \
        statistic: mean, file: weeks.csv, data: {column: hours, statistic: mean, by: phase}}\n";
    std::fs::write(folder.path().join("content/studies/a.md"), format!("{CARD}{record}---\nx\n")).unwrap();
    folder
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    std::fs::write(FOLDER.path().join("content/evidence/weeks.csv"), bytes).unwrap();
    project(FOLDER.path(), false);
});
