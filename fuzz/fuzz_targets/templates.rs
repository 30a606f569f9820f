//! A template of the project in place of the study's page.
#![no_main]

use std::sync::LazyLock;

use proofmark_fuzz::{CARD, SITE, project};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for name in ["content/studies", "themes/mine/templates"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("site.toml"), format!("theme = \"mine\"\n{SITE}")).unwrap();
    std::fs::write(folder.path().join("content/studies/a.md"), format!("{CARD}---\nThe body.\n")).unwrap();
    folder
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    std::fs::write(FOLDER.path().join("themes/mine/templates/study.html"), text).unwrap();
    project(FOLDER.path(), true);
});
