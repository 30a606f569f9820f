//! `proof.lock`: what stands in for private files, told when it changes, and merged by git as it is.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::{err, out, run};
use crate::project::{Project, briefs};

const CARD: &str = "problem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

/// A study whose figures come from a file of its own.
fn study(project: &Project, name: &str) {
    let record = format!(
        "evidence:\n  retyping: {{unit: hours a week, before: 10, after: 3, better: lower, source: customer-system, collected: 2026-06-02, file: {name}/weeks.csv, data: {{column: hours, statistic: mean, by: phase}}}}\n  call: {{with: Ana Ruiz, date: 2026-06-03, by: Ida, notes: {name}}}\n"
    );
    project.file(&format!("content/studies/{name}.md"), format!("---\ncustomer: {name} Clinic\n{CARD}{record}---\n"));
    project.file(&format!("content/evidence/{name}/weeks.csv"), ROWS);
    project.file(&format!("content/interviews/{name}.md"), "notes");
}

const ROWS: &str = "phase,hours\nbefore,9\nbefore,11\nafter,2\nafter,4\n";

fn locked() -> Project {
    let project = Project::new();
    study(&project, "mill");
    let output = run(project.root(), &["lock"]);
    assert_eq!(out(&output).lines().last(), Some("Locked 2 files: 2 added"), "{}", err(&output));
    project
}

fn lock(project: &Project) -> String {
    fs::read_to_string(project.root().join("proof.lock")).unwrap()
}

/// What `check` finds about evidence and the lock.
fn found(project: &Project) -> Vec<String> {
    let checked = project.check();
    let wanted = ["missing-evidence-file", "changed-evidence", "evidence-data-mismatch", "unreadable-file"];
    briefs(&checked).into_iter().filter(|brief| wanted.iter().any(|rule| brief.starts_with(rule))).collect()
}

#[test]
fn locking_twice_changes_nothing_and_the_order_of_lines_means_nothing() {
    let project = locked();
    let before = lock(&project);
    assert_eq!(out(&run(project.root(), &["lock"])), "Locked 2 files: nothing changed\n");
    assert_eq!(lock(&project), before);
    let (head, lines) = before.split_once("version 1\n").unwrap();
    let turned: Vec<&str> = lines.lines().rev().collect();
    project.file("proof.lock", format!("{head}{}\nversion 1\n", turned.join("\n")));
    assert_eq!(found(&project), [""; 0]);
    assert_eq!(run(project.root(), &["lock"]).status.code(), Some(0));
    assert_eq!(lock(&project), before);
}

#[test]
fn a_chart_and_its_words_stay_when_the_file_is_not_here() {
    let project = Project::new();
    let record = "{unit: hours a week, better: lower, source: customer-system, collected: 2026-06-02, file: a.csv, data: {column: hours, statistic: mean, by: phase, date: week}}";
    project.file(
        "content/studies/a.md",
        format!("---\ncustomer: Ashgrove\n{CARD}evidence:\n  typing: {record}\n---\n\nIt fell [from 10 to 3 hours a week](evidence:typing).\n"),
    );
    let rows = "week,phase,hours\n2026-01-05,before,9\n2026-01-12,before,11\n2026-05-04,after,2\n2026-05-11,after,3\n2026-05-11,after,4\n";
    project.file("content/evidence/a.csv", rows);
    assert_eq!(run(project.root(), &["lock"]).status.code(), Some(0));
    let page = || {
        assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
        fs::read_to_string(project.root().join("public/studies/a/index.html")).unwrap()
    };
    let with = page();
    fs::remove_file(project.root().join("content/evidence/a.csv")).unwrap();
    let without = page();
    assert!(with.contains("class=\"series\"") && with.contains("2026-05-11"), "{with}");
    let (fresh, kept) = (
        "Computed from the file on record whenever this page is made.",
        "The file was not at hand when this page was made: these are the figures kept from its last reading.",
    );
    assert!(with.contains(fresh) && !with.contains(kept));
    assert_eq!(without, with.replace(fresh, kept), "and nothing else is another");
    // What is drawn is one line, and a change of it is told in a few words.
    project.file("content/evidence/a.csv", rows.replace("2026-05-04", "2026-05-03"));
    let told = out(&run(project.root(), &["lock", "--check"]));
    assert!(told.contains("series: other points  ("), "{told}");
}

#[test]
fn a_changed_file_is_an_error_until_it_is_locked_and_the_figures_are_shown() {
    let project = locked();
    project.file("content/evidence/mill/weeks.csv", ROWS.replace("after,4", "after,5"));
    let checked = project.check();
    let finding = checked.findings.iter().find(|f| f.rule == "changed-evidence").unwrap();
    assert!(finding.notes.contains(&"after: 3 → 3.5".to_owned()), "{:?}", finding.notes);
    assert!(checked.count().errors > 0);
    for flag in ["--check", "--diff"] {
        let before = lock(&project);
        let output = run(project.root(), &["lock", flag]);
        assert_eq!(output.status.code(), Some(1));
        assert!(out(&output).contains("after"), "{}", out(&output));
        assert_eq!(lock(&project), before, "{flag} wrote");
    }
    let output = run(project.root(), &["lock"]);
    assert!(
        out(&output).contains("after: 3 → 3.5") && out(&output).contains("Locked 2 files: 1 changed"),
        "{}",
        out(&output)
    );
    assert!(!found(&project).iter().any(|brief| brief.starts_with("changed-evidence")));
    assert_eq!(run(project.root(), &["lock", "--check"]).status.code(), Some(0));
}

#[test]
fn a_locked_file_may_be_absent_and_its_figures_stand() {
    let project = locked();
    fs::remove_dir_all(project.root().join("content/evidence")).unwrap();
    fs::remove_dir_all(project.root().join("content/interviews")).unwrap();
    let checked = project.check();
    let levels: Vec<&str> =
        checked.findings.iter().filter(|f| f.rule == "missing-evidence-file").map(|f| f.level.name()).collect();
    assert_eq!(levels, ["note", "note"]);
    let file = checked.corpus.study("mill").unwrap().file;
    let figures = checked.survey.figures(file, "retyping").unwrap().unwrap();
    assert_eq!(figures.after.as_ref().unwrap().value.to_string(), "3");
    assert_eq!(figures.rows.used(), 4);
    assert!(checked.vault.has_notes("mill"));
    // Nothing is dropped because it is not here.
    let before = lock(&project);
    assert_eq!(run(project.root(), &["lock", "--check"]).status.code(), Some(0));
    assert_eq!(run(project.root(), &["lock"]).status.code(), Some(0));
    assert_eq!(lock(&project), before);
}

#[test]
fn what_no_record_names_is_dropped_but_not_while_a_study_cannot_be_read() {
    let project = locked();
    study(&project, "dale");
    assert_eq!(run(project.root(), &["lock"]).status.code(), Some(0));
    let text = fs::read_to_string(project.root().join("content/studies/dale.md")).unwrap();
    project.file("content/studies/dale.md", text.replace("evidence:\n", "evidence: [\n"));
    let output = run(project.root(), &["lock"]);
    assert!(err(&output).contains("nothing is dropped before it is mended"), "{}", err(&output));
    assert!(lock(&project).contains("evidence/dale/weeks.csv"));
    fs::remove_file(project.root().join("content/studies/dale.md")).unwrap();
    let output = run(project.root(), &["lock"]);
    assert!(out(&output).contains("dropped  evidence/dale/weeks.csv: no record names it"), "{}", out(&output));
    assert!(!lock(&project).contains("dale"));
}

#[test]
fn an_approval_follows_its_study_to_another_name() {
    let project = locked();
    assert_eq!(run(project.root(), &["approve", "mill", "--by", "Ana Ruiz"]).status.code(), Some(0));
    let at = |name: &str| project.root().join(format!("content/studies/{name}.md"));
    fs::rename(at("mill"), at("water-mill")).unwrap();
    let output = run(project.root(), &["lock"]);
    assert!(out(&output).contains("what was approved as mill is water-mill now"), "{}", out(&output));
    let text = fs::read_to_string(at("water-mill")).unwrap();
    fs::write(at("water-mill"), text.replace("on time on Mondays", "early on Mondays")).unwrap();
    assert!(project.check().findings.iter().any(|f| f.rule == "altered-quote"));
}

#[test]
fn a_lock_that_cannot_be_read_is_told_at_its_line_and_not_written_over() {
    let project = locked();
    let sound = lock(&project);
    for (torn, expected) in [
        (sound.replace("version 1", "version 2"), "this lock has version 2, and this program reads version 1"),
        (sound.replace("version 1\n", ""), "this lock does not say its version"),
        (format!("{sound}<<<<<<< HEAD\n=======\n>>>>>>> other\n"), "a merge conflict is not resolved"),
        (format!("{sound}nonsense\n"), "this line is no fact of a lock"),
        (format!("{sound}file evidence/x.csv sha256:12 4\n"), "this line is no fact of a lock"),
        (format!("{sound}figure evidence/none.csv \"q\" after 3\n"), "this figure belongs to no locked file"),
        (sound.replace("sha256:", "sha256:\""), "this line is no fact of a lock"),
    ] {
        project.file("proof.lock", &torn);
        let checked = project.check();
        let messages: Vec<&str> = checked.findings.iter().map(|f| f.message.as_str()).collect();
        assert!(messages.contains(&expected), "{expected}: {messages:?}");
        let output = run(project.root(), &["lock"]);
        assert_eq!(output.status.code(), Some(1), "{expected}");
        assert!(err(&output).contains(expected), "{}", err(&output));
        assert_eq!(lock(&project), torn, "it was written over");
    }
    project.file("proof.lock", [0xff, 0xfe, 0x00]);
    assert_eq!(run(project.root(), &["check"]).status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_lock_that_may_not_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let project = locked();
    let path = project.root().join("proof.lock");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    project.file("content/evidence/mill/weeks.csv", ROWS.replace("after,4", "after,5"));
    let output = run(project.root(), &["lock"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("proof.lock is read-only"), "{}", err(&output));
}

fn git(folder: &Path, args: &[&str]) -> (bool, String) {
    let config = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(config).args(args).current_dir(folder).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Two people lock on two branches, and git merges.
#[test]
fn two_branches_merge() {
    for union in [false, true] {
        let project = locked();
        let root = project.root();
        if union {
            project.file(".gitattributes", "proof.lock merge=union\n");
        }
        let commit = |what: &str| {
            assert!(git(root, &["add", "-A"]).0);
            assert!(git(root, &["commit", "-qm", what]).0);
        };
        assert!(git(root, &["init", "-q", "-b", "main"]).0);
        commit("first");
        assert!(git(root, &["checkout", "-qb", "other"]).0);
        study(&project, "zoo");
        assert_eq!(run(root, &["lock"]).status.code(), Some(0));
        commit("zoo");
        assert!(git(root, &["checkout", "-q", "main"]).0);
        study(&project, "ash");
        assert_eq!(run(root, &["lock"]).status.code(), Some(0));
        commit("ash");
        // What sorts apart merges by itself.
        assert!(git(root, &["merge", "-q", "other", "-m", "both"]).0, "{}", git(root, &["diff"]).1);
        assert_eq!(found(&project), [""; 0]);
        assert_eq!(run(root, &["lock", "--check"]).status.code(), Some(0), "the merge is what a lock writes");

        // Neighbours, and one file changed on both sides.
        assert!(git(root, &["checkout", "-qb", "third"]).0);
        project.file("content/evidence/mill/weeks.csv", ROWS.replace("before,9", "before,9.5"));
        assert_eq!(run(root, &["withdraw", "zoo"]).status.code(), Some(0));
        assert_eq!(run(root, &["lock"]).status.code(), Some(0));
        commit("third");
        assert!(git(root, &["checkout", "-q", "main"]).0);
        assert_eq!(run(root, &["withdraw", "ash"]).status.code(), Some(0));
        commit("main");
        let (merged, _) = git(root, &["merge", "-q", "third", "-m", "all"]);
        assert_eq!(merged, union, "withdrawals of neighbours are added in one place");
        let checked = project.check();
        assert_eq!(checked.vault.withdrawn.len(), 2, "both count, whether the merge is settled or not");
        if !union {
            assert!(found(&project).iter().any(|brief| brief.starts_with("unreadable-file proof.lock")));
            let kept: Vec<String> = lock(&project)
                .lines()
                .filter(|l| !l.starts_with("<<<<<<<") && !l.starts_with(">>>>>>>") && *l != "=======")
                .map(str::to_owned)
                .collect();
            project.file("proof.lock", kept.join("\n") + "\n");
        }
        assert_eq!(found(&project), [""; 0]);
        let output = run(root, &["lock"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(project.check().vault.withdrawn.len(), 2);
    }
}

/// One file changed on both sides: whoever has it writes it anew, and who has not may not guess.
#[test]
fn a_file_locked_in_two_ways_is_locked_anew_where_it_is() {
    let project = locked();
    let root = project.root();
    let (first, other) = (lock(&project), ROWS.replace("before,9", "before,9.5"));
    project.file("content/evidence/mill/weeks.csv", &other);
    assert_eq!(run(root, &["lock"]).status.code(), Some(0));
    let second = lock(&project);
    let both = format!("{first}{second}");
    project.file("proof.lock", &both);
    assert!(found(&project).iter().any(|brief| brief.starts_with("unreadable-file proof.lock")));

    // Withdrawals do not wait, and nothing is lost by one.
    assert_eq!(run(root, &["withdraw", "mill"]).status.code(), Some(0));
    assert!(lock(&project).starts_with(&both), "{}", lock(&project));
    project.file("proof.lock", &both);
    fs::rename(root.join("content/evidence/mill"), root.join("away")).unwrap();
    let output = run(root, &["lock"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(err(&output).contains("is locked twice, in two ways"), "{}", err(&output));
    assert_eq!(lock(&project), both);

    fs::rename(root.join("away"), root.join("content/evidence/mill")).unwrap();
    let output = run(root, &["lock"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(lock(&project), second);
    assert_eq!(found(&project), [""; 0]);
}
