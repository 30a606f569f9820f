//! `site.toml`, alone and with a study.
#![no_main]

use std::sync::LazyLock;

use proofmark_fuzz::{CARD, project};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/studies")).unwrap();
    std::fs::write(folder.path().join("content/studies/a.md"), format!("{CARD}---\nThe body.\n")).unwrap();
    folder
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    std::fs::write(FOLDER.path().join("site.toml"), text).unwrap();
    project(FOLDER.path(), false);
});
