//! The body of a study, judged and rendered.
#![no_main]

use std::sync::LazyLock;

use proofmark_fuzz::{CARD, SITE, project, text};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/studies")).unwrap();
    std::fs::write(folder.path().join("site.toml"), SITE).unwrap();
    folder
});

libfuzzer_sys::fuzz_target!(|body: &str| {
    let study = format!(
        "{CARD}evidence:\n  a: {{kind: measurement, metric: m, unit: hours, before: 11, after: 2.5}}\n---\n{body}"
    );
    text(&study);
    std::fs::write(FOLDER.path().join("content/studies/a.md"), study).unwrap();
    project(FOLDER.path(), false);
});
