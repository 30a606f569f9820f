//! A build that would change nothing does nothing; anything that could change something makes it run.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::project::Project;

const STUDY: &str = "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n\nThey asked us for less paper.\n";

fn build(root: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    command.current_dir(root).args(["--today", "2026-11-21", "build", "--timings"]).args(more);
    command.env_remove("GITHUB_WORKSPACE");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// What `--timings` says where there is nothing to do.
const NOTHING: &str = "nothing changed since the last build";

/// Whether a build read and rendered anything.
fn ran(root: &Path, more: &[&str]) -> bool {
    let said = String::from_utf8(build(root, more).stderr).unwrap();
    assert_ne!(said.contains("render"), said.contains(NOTHING), "{said}");
    said.contains("render")
}

#[test]
#[cfg(unix)]
fn a_build_runs_again_only_when_something_could_be_another() {
    let project = Project::new();
    let root = project.root();
    let study = root.join("content/studies/a.md");
    project.file("content/studies/a.md", STUDY);
    // Files that were just written are not trusted: a later change could have the same time.
    assert!(ran(root, &[]) && ran(root, &[]));
    std::thread::sleep(Duration::from_millis(2100));
    let first = build(root, &[]);
    let second = build(root, &[]);
    let without_steps = |output: &Output| {
        let text = String::from_utf8(output.stderr.clone()).unwrap();
        text.lines()
            .filter(|line| !line.ends_with('%') && !line.contains(NOTHING))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(!String::from_utf8_lossy(&second.stderr).contains("render"), "nothing has changed");
    assert_eq!(without_steps(&first), without_steps(&second), "the same is said");
    assert!(String::from_utf8_lossy(&second.stdout).contains("0 files written"));

    assert!(ran(root, &["--no-cache"]));
    assert!(!ran(root, &[]));
    let page = root.join("public/studies/a/index.html");
    let whole = fs::read(&page).unwrap();
    fs::write(&page, vec![b'x'; whole.len()]).unwrap();
    assert!(ran(root, &[]), "a page was changed by somebody else");
    assert_eq!(fs::read(&page).unwrap(), whole, "and is whole again");
    assert!(!ran(root, &[]));
    fs::remove_file(&page).unwrap();
    assert!(ran(root, &[]), "a page is gone");
    assert!(ran(root, &["--base-url", "https://other.example"]), "another address");
    assert!(ran(root, &[]), "and back");
    assert!(!ran(root, &[]));

    // As many bytes, and the time set back: the system still knows.
    let time = fs::metadata(&study).unwrap().modified().unwrap();
    fs::write(&study, STUDY.replace("less paper", "more paper")).unwrap();
    File::options().write(true).open(&study).unwrap().set_modified(time).unwrap();
    assert!(ran(root, &[]));
    assert!(fs::read_to_string(&page).unwrap().contains("more paper"));
    project.file("content/studies/b.md", STUDY.replace("Ashgrove", "Birchwood"));
    assert!(ran(root, &[]), "a new study");
    assert!(root.join("public/studies/b/index.html").exists());
}
