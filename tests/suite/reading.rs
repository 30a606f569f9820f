//! Files as people save them, good and bad: read with all problems located, never a panic.

use crate::project::{Project, briefs};

const CARD: &str = "customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

#[test]
fn four_strings_are_a_study() {
    let project = Project::of_example(&format!("---\n{CARD}---\n"));
    let checked = project.check();
    assert_eq!(checked.corpus.studies.len(), 1);
    assert_eq!(checked.count().errors, 0, "{:#?}", briefs(&checked));
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let unix = format!("---\n{CARD}custmer: x\n---\n\nBody.\n");
    let project = Project::of_example(&unix);
    let windows = Project::new();
    windows.file("content/studies/example.md", format!("\u{feff}{}", unix.replace('\n', "\r\n")));
    assert_eq!(briefs(&project.check()), briefs(&windows.check()));
}

#[test]
fn all_problems_of_all_files_in_one_run() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{CARD}custmer: x\ndate: 2026-27-01\n---\n"));
    project.file("content/studies/b.md", format!("---\n{CARD}limits: [a](b)\n---\n"));
    let found = briefs(&project.check()).join("\n");
    for expected in [
        "unknown-field content/studies/a.md:6:1",
        "invalid-date content/studies/a.md:7:7",
        "invalid-yaml content/studies/b.md:6:9",
    ] {
        assert!(found.contains(expected), "{expected} not in\n{found}");
    }
}
