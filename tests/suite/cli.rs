//! The command line: transcripts that are also the manual, and what a transcript cannot say.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::project::Project;

/// Noon of the tests' day, in UTC.
const EPOCH: &str = "1795262400";

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("SOURCE_DATE_EPOCH", EPOCH)
        .env("GITHUB_STEP_SUMMARY", "")
        .env("GITHUB_WORKSPACE", "")
        .env("NO_COLOR", "1")
        .case("tests/suite/cli/*.md");
}

pub fn proofmark(cwd: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    command.args(args).current_dir(cwd).stdin(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", EPOCH).env_remove("GITHUB_STEP_SUMMARY").env_remove("GITHUB_WORKSPACE");
    command
}

pub fn run(cwd: &Path, args: &[&str]) -> Output {
    proofmark(cwd, args).output().unwrap()
}

#[track_caller]
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A study with one error, at 6:1.
const BROKEN: &str = "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\ncustmer: x\n---\n";

#[test]
fn paths_are_shown_from_where_one_stands() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN).file("content/pages/old/b.md", "---\ntitel: x\n---\n");
    let seen = |folder: &str| out(&run(&project.root().join(folder), &["check", "--format", "short"]));
    let here = seen("");
    assert!(here.contains("content/studies/a.md:6:1: error[unknown-field]"), "{here}");
    let beside = seen("content/studies");
    assert!(beside.contains("\na.md:6:1: error[unknown-field]"), "{beside}");
    assert!(beside.contains("../pages/old/b.md:2:1: error[unknown-field]"), "{beside}");
}

#[test]
fn timings_name_each_step_in_order_and_whether_it_was_taken() {
    let project = Project::new();
    let steps = |args: &[&str]| {
        let lines = err(&run(project.root(), args));
        let timed = lines.lines().filter(|line| line.ends_with('%'));
        timed.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(steps(&["build", "--quiet", "--timings"]), ["scan", "parse", "check", "plan", "render", "write"]);
    assert!(steps(&["build"]).is_empty());
    project.file("content/studies/a.md", BROKEN);
    assert_eq!(steps(&["build", "--timings"]).last().map(String::as_str), Some("render"), "nothing was written");
}

#[test]
fn a_path_is_read_from_where_one_stands() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN).file("content/studies/b.md", BROKEN);
    let output = run(&project.root().join("content/studies"), &["check", "a.md", "--format", "short", "--quiet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).lines().all(|line| line.starts_with("a.md:")), "{}", out(&output));
    let outside = run(project.root(), &["check", ".."]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(err(&outside).contains("is not in the project"), "{}", err(&outside));
}

#[test]
fn strange_lines_are_shown_as_they_are() {
    let project = Project::new();
    let long = "word ".repeat(20_000);
    project.file("content/studies/long.md", format!("{BROKEN}\n{long}<b>{long}\n"));
    project.file("content/studies/marks.md", format!("\u{feff}{}", BROKEN.replace('\n', "\r\n")));
    project.file("content/studies/tabs.md", BROKEN.replace("custmer: x", "\u{65e5}\u{672c}\tcustmer: \u{1b}[31mx"));
    let output = run(project.root(), &["check"]);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(text.lines().all(|line| line.chars().count() < 200), "a line was not cut");
    assert!(text.contains("<b>"), "the words were cut away");
    assert!(!text.contains(['\u{1b}', '\u{feff}', '\r']), "control characters reach the terminal");
    assert!(text.contains("6 | custmer: x\n"), "{text}");
}

#[test]
fn colour_comes_only_when_asked_for() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN);
    assert!(!out(&run(project.root(), &["check"])).contains('\u{1b}'));
    assert!(out(&run(project.root(), &["check", "--color", "always"])).contains("\u{1b}["));
    let asked_not_to = proofmark(project.root(), &["check", "--color", "auto"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!out(&asked_not_to).contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let project = Project::new();
    for n in 0..300 {
        project.file(&format!("content/studies/s{n}.md"), BROKEN);
    }
    let mut child =
        proofmark(project.root(), &["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output), "");
}

#[test]
fn github_gets_the_worst_first_and_ten_of_each() {
    let project = Project::new();
    for n in 0..14 {
        project.file(&format!("content/studies/s{n:02},%.md"), BROKEN);
    }
    let page = project.root().join("summary.md");
    fs::write(&page, "before\n").unwrap();
    let output =
        proofmark(project.root(), &["check", "--format", "github"]).env("GITHUB_STEP_SUMMARY", &page).output().unwrap();
    let text = out(&output);
    let lines: Vec<&str> = text.lines().collect();
    let starts = |with: &str| lines.iter().filter(|line| line.starts_with(with)).count();
    assert_eq!(starts("::error "), 10, "{text}");
    assert!(lines[0].starts_with("::error file=content/studies/s00%2C%25.md,line=6,endLine=6,col=1,endColumn=8,"));
    assert!(lines[..10].iter().all(|line| line.starts_with("::error ")), "the worst come first");
    assert!(text.contains("more than GitHub annotates"), "{text}");
    assert!(text.contains("content/studies/s13,%.md:6:1: error[unknown-field]"), "the others are in the log");
    let summary = fs::read_to_string(&page).unwrap();
    assert!(summary.starts_with("before\n### Proofmark: 1"), "{summary}");
    assert!(summary.contains("| error | `unknown-field` |"), "{summary}");
}

#[test]
fn json_is_json_whatever_the_words() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN.replace("custmer: x", "cust\"mer: \"\\u0000\""));
    let output = run(project.root(), &["check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["version"], 1);
    let errors = value["findings"].as_array().unwrap().iter().filter(|f| f["level"] == "error").count();
    assert_eq!(value["summary"]["errors"], errors);
    let text = fs::read_to_string(project.root().join("content/studies/a.md")).unwrap();
    for finding in value["findings"].as_array().unwrap().iter().filter(|f| f["path"] == "content/studies/a.md") {
        let byte = |key: &str| finding[key].as_u64().unwrap() as usize;
        assert_eq!(finding["words"], text[byte("start")..byte("end")]);
    }
}

#[test]
fn a_day_that_is_none_is_refused() {
    let project = Project::new();
    let wrong = run(project.root(), &["check", "--today", "2026-13-01"]);
    assert_eq!(wrong.status.code(), Some(2));
    let wrong = proofmark(project.root(), &["check"]).env("SOURCE_DATE_EPOCH", "yesterday").output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("SOURCE_DATE_EPOCH is `yesterday`"), "{}", err(&wrong));
}

#[test]
fn trouble_with_the_project_says_what_to_do() {
    let project = Project::new();
    let site = fs::read_to_string(project.root().join("site.toml")).unwrap();
    let told = |toml: String, args: &[&str]| {
        project.file("site.toml", toml);
        let output = run(project.root(), args);
        assert_ne!(output.status.code(), Some(0));
        format!("{}{}", out(&output), err(&output))
    };
    let theme = told(format!("theme = \"ledgr\"\n{site}"), &["check"]);
    assert!(theme.contains("nothing in themes/ledgr") && theme.contains("did you mean `ledger`?"), "{theme}");
    let theme = told(format!("theme = \"../..\"\n{site}"), &["check"]);
    assert!(theme.contains("is no name of a theme"), "{theme}");
    let output = told(format!("output = \"content\"\n{site}"), &["build"]);
    assert!(output.contains("is in the project's content"), "{output}");
    let base = told(site.clone(), &["build", "--base-url", "here"]);
    assert!(base.contains("is no web address"), "{base}");
    let day = told(site, &["check", "--today", "tomorrow"]);
    assert!(day.contains("write a day such as 2026-11-21"), "{day}");
    fs::remove_file(project.root().join("site.toml")).unwrap();
    fs::create_dir(project.root().join("site.toml")).unwrap();
    let folder = run(project.root(), &["check"]);
    assert!(err(&folder).contains("cannot read") && err(&folder).contains("site.toml"), "{}", err(&folder));
}

#[test]
fn a_withdrawn_study_goes_when_its_own_file_is_broken_above_the_line() {
    let study = |more: &str| BROKEN.replace("custmer: x\n", more);
    for broken in ["limits: \"never closed\n", "limits: [a\n", "<<<<<<< HEAD\nlimits: a\n=======\n>>>>>>> other\n"] {
        let project = Project::new();
        project.file("content/studies/goes.md", study(""));
        assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
        let page = project.root().join("public/studies/goes/index.html");
        assert!(page.exists());
        let consent = |withdrawn: &str| study(&format!("{broken}consent:\n  by: Ana Ruiz\n  withdrawn: {withdrawn}\n"));
        project.file("content/studies/goes.md", consent("false"));
        assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
        assert!(page.exists(), "{broken}");
        project.file("content/studies/goes.md", consent("2026-11-20"));
        assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
        assert!(!page.exists(), "{broken}");
    }
}

#[test]
fn an_error_leaves_the_output_and_a_withdrawn_study_goes_all_the_same() {
    let project = Project::new();
    let study = |name: &str, more: &str| BROKEN.replace("Ashgrove", name).replace("custmer: x\n", more);
    let old = "aliases: [/once/dale/]\ndate: 2026-11-01\n";
    project.file("content/studies/stays.md", study("Hill", "")).file("content/studies/goes.md", study("Dale", old));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let page = |path: &str| fs::read(project.root().join("public").join(path)).ok();
    let stays = page("studies/stays/index.html");
    assert!(page("studies/goes/index.html").is_some());

    assert!(page("once/dale/index.html").is_some() && page("atom.xml").is_some());
    let withdrawn = "date: 2026-11-01\nconsent: {by: Ana Ruiz, date: 2026-06-10, withdrawn: 2026-11-20}\n";
    project.file("content/studies/goes.md", study("Dale", withdrawn)).file("content/studies/bad.md", BROKEN);
    let output = run(project.root(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(page("studies/stays/index.html"), stays, "the last good site is kept");
    let home = String::from_utf8(page("index.html").unwrap()).unwrap();
    assert!(home.contains("Hill") && !home.contains("Dale") && !home.contains("goes"), "{home}");
    assert_eq!(page("studies/goes/index.html"), None);
    assert_eq!(page("studies/bad/index.html"), None);
    let told = err(&output);
    assert!(told.contains("removed public/studies/goes/index.html: consent was withdrawn"), "{told}");
    assert!(told.contains("warning[expired-consent]: this consent was taken back"), "{told}");
    assert!(told.contains("nothing was built: public stays as it was, without what was withdrawn"), "{told}");
    assert_eq!(page("once/dale/index.html"), None, "it leads to the study");
    assert!(!String::from_utf8(page("atom.xml").unwrap()).unwrap().contains("goes"), "it holds its words");

    fs::remove_file(project.root().join("content/studies/bad.md")).unwrap();
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    assert!(!String::from_utf8(page("index.html").unwrap()).unwrap().contains("goes"));
    assert!(page("atom.xml").is_some());
}

#[test]
fn denied_warnings_keep_a_build_from_changing_the_output() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN.replace("custmer: x\n", ""));
    let output = run(project.root(), &["build", "--deny", "warnings"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.root().join("public").exists());
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_finishes() {
    let project = Project::new();
    for n in 0..40 {
        project.file(&format!("content/studies/s{n}.md"), BROKEN.replace("custmer: x\n", ""));
    }
    for wait in [20, 60, 100, 140, 180, 220] {
        let mut child =
            proofmark(project.root(), &["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let again = out(&run(project.root(), &["build"]));
    assert!(again.contains(": 0 files written"), "{again}");
    assert!(!project.root().join(".proofmark/staging").exists());
}

/// Every day is a good day to start: the dates of the example follow it.
#[test]
fn a_new_project_checks_and_builds_on_any_day() {
    for day in ["2024-02-29", "2026-03-01", "2026-12-31", "2027-01-01"] {
        let dir = tempfile::tempdir().unwrap();
        let acme = dir.path().join("acme");
        let init = run(dir.path(), &["init", "acme", "--today", day, "--publisher", "A \"B\" & *C*", "--ci", "github"]);
        assert_eq!(init.status.code(), Some(0), "{}", err(&init));
        let check = run(&acme, &["check", "--deny", "warnings", "--today", day]);
        assert_eq!(check.status.code(), Some(0), "{day}: {}", out(&check));
        assert!(!out(&check).contains("fernhill-vets.md:"), "{day}: {}", out(&check));
        let build = run(&acme, &["build", "--today", day]);
        assert_eq!(build.status.code(), Some(0), "{}", err(&build));
        let page = fs::read_to_string(acme.join("public/studies/fernhill-vets/index.html")).unwrap();
        assert!(page.contains("Measured"), "the example stands on the rung it is written for");
        assert!(acme.join(".github/workflows/proof.yml").exists());
    }
}

#[test]
fn init_takes_no_folder_with_something_in_it_and_leaves_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("README.md"), "mine").unwrap();
    fs::write(dir.path().join(".gitignore"), "mine").unwrap();
    let output = run(dir.path(), &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(fs::read_to_string(dir.path().join(".gitignore")).unwrap(), "mine");
    assert!(err(&output).contains(".gitignore was there") && err(&output).contains("/public/"), "{}", err(&output));

    let full = tempfile::tempdir().unwrap();
    fs::write(full.path().join("thesis.doc"), "mine").unwrap();
    let output = run(full.path(), &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("it holds thesis.doc"), "{}", err(&output));
    assert_eq!(fs::read_dir(full.path()).unwrap().count(), 1);
}

#[test]
fn a_new_study_is_left_out_until_it_is_written() {
    let project = Project::new();
    let below = project.root().join("content/pages");
    fs::create_dir_all(&below).unwrap();
    let output = run(&below, &["new", "Café: the \"First\""]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), "Made ../studies/cafe-the-first.md\n");
    let folder = run(project.root(), &["new", "--folder", "Hill Farm"]);
    assert_eq!(out(&folder), "Made content/studies/hill-farm/index.md\n");
    // The same address, whether file or folder.
    assert_eq!(run(project.root(), &["new", "Hill Farm"]).status.code(), Some(2));
    assert_eq!(run(project.root(), &["new", "..."]).status.code(), Some(2));
    let checked = project.check();
    assert_eq!(checked.count().errors + checked.count().warnings, 0);
    assert_eq!(checked.published().count(), 0);
    let name = checked.corpus.study("cafe-the-first").unwrap().meta.customer.public_name().unwrap();
    assert_eq!(name.trimmed(), "Café: the \"First\"");
}

#[test]
fn drafts_are_built_to_a_folder_of_their_own_and_withdrawn_studies_are_not() {
    let project = Project::new();
    project.file("content/studies/gone.md", BROKEN.replace("custmer: x", "consent: {by: Ana, withdrawn: 2026-11-01}"));
    assert_eq!(run(project.root(), &["new", "Hill Farm"]).status.code(), Some(0));
    let output = run(project.root(), &["build", "--draft"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).trim_end().ends_with("→ public-draft"), "{}", out(&output));
    assert!(project.root().join("public-draft/studies/hill-farm/index.html").exists());
    assert!(!project.root().join("public-draft/studies/gone").exists());
    assert!(!project.root().join("public").exists());
}

#[test]
fn a_mistake_in_a_template_leaves_the_output() {
    let project = Project::new();
    project.file("content/studies/a.md", BROKEN.replace("custmer: x\n", ""));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let before = fs::read(project.root().join("public/index.html")).unwrap();
    project.file("content/studies/b.md", BROKEN.replace("custmer: x\n", ""));
    project.file("themes/ledger/templates/home.html", "{{ site.title | no_such_filter }}");
    let output = run(project.root(), &["build", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("themes/ledger/templates/home.html:1:"), "{}", err(&output));
    assert_eq!(fs::read(project.root().join("public/index.html")).unwrap(), before);
    assert!(!project.root().join("public/studies/b").exists());
}
