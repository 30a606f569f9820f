//! A project of one text, built: the parts of it are said in `src/whole.rs`.
#![no_main]

use std::sync::LazyLock;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

libfuzzer_sys::fuzz_target!(|text: &str| {
    proofmark_fuzz::alone();
    let own_templates = proofmark_fuzz::parts(FOLDER.path(), text);
    proofmark_fuzz::project(FOLDER.path(), own_templates);
});
