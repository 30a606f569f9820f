//! A customer takes their consent back: after the next build nothing of them is in the output, whatever else is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::{err, out, run};
use crate::project::Project;

/// A study of somebody, with words that stand nowhere else.
fn study(customer: &str, speaker: &str, said: &str, more: &str) -> String {
    format!(
        "---\ncustomer: {{name: {customer}, industry: health, size: 51-200}}\ndate: 2026-11-01\n\
         problem: {{text: Somebody at {customer} typed it twice., tag: double-entry}}\n\
         outcome: Now {customer} types it once.\n\
         quote: {{text: \"{said}\", by: {speaker}, role: Head nurse}}\n\
         consent: {{by: {speaker}, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print, reference]}}\n\
         disclosure: {{relationship: none, incentive: none}}\nreference: {{open: true, kinds: [email]}}\n{more}---\n\n\
         A paragraph about {customer}.\n"
    )
}

const SAID: &str = "The kettle was always cold before the forms were done.";

/// Four studies: one that will go, one that stays, one that an error holds at its last good state, one that names
/// nobody.
fn project() -> Project {
    let project = Project::new();
    let goes = study("Quagga Dental", "Zelda Quill", SAID, "aliases: [/clients/quagga/]\n");
    project.file("content/studies/quagga.md", goes);
    project.file("content/studies/hill.md", study("Hill Farm", "Bo Hill", "We milk first and type later now.", ""));
    project.file("content/studies/dale.md", study("Dale School", "Ann Dale", "The bell rings and nobody types.", ""));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    project
}

/// Makes an error somewhere else.
fn broken(project: &Project) -> &Project {
    let path = project.root().join("content/studies/dale.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("date: 2026-11-01\n", "date: 2026-11-01\ncustmer: x\n")).unwrap();
    project
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Every file below `folder` in which one of these words stands, or whose path holds one.
fn grep(folder: &Path, words: &[&str]) -> Vec<String> {
    let holds = |path: &PathBuf| {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).to_lowercase();
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().to_lowercase();
        words.iter().any(|word| text.contains(&word.to_lowercase()) || name.contains(&word.to_lowercase()))
    };
    files(folder).into_iter().filter(holds).map(|path| path.display().to_string()).collect()
}

/// Name, slug, speaker, and words of the quotation.
const PERSON: &[&str] = &["quagga", "zelda", "quill", "kettle"];

#[track_caller]
fn nothing_remains(project: &Project) {
    assert_eq!(grep(&project.root().join("public"), PERSON), [""; 0]);
    assert_eq!(grep(&project.root().join(".proofmark"), PERSON), [""; 0]);
    let page = |path: &str| fs::read_to_string(project.root().join("public").join(path)).unwrap();
    assert!(page("index.html").contains("Hill Farm"), "the others are still there");
    assert!(page("studies/hill/index.html").contains("milk first"));
}

fn withdraw(project: &Project, study: &str) {
    let output = run(project.root(), &["withdraw", study, "--on", "2026-11-20"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn nothing_remains_after_the_next_build() {
    let project = project();
    assert!(grep(&project.root().join("public"), PERSON).len() > 8, "it was everywhere");
    withdraw(&project, "quagga");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    nothing_remains(&project);
}

#[test]
fn nothing_remains_though_another_study_has_an_error() {
    let project = project();
    withdraw(broken(&project), "quagga");
    let output = run(project.root(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("without what was withdrawn"), "{}", err(&output));
    nothing_remains(&project);
    let dale = project.root().join("public/studies/dale/index.html");
    // Its page named the other as one that is like it, and cannot be made without while it has an error.
    assert!(!dale.exists());
    let again = run(project.root(), &["build"]);
    assert!(!err(&again).contains("without what was withdrawn"), "{}", err(&again));
    nothing_remains(&project);
    let text = fs::read_to_string(project.root().join("content/studies/dale.md")).unwrap();
    project.file("content/studies/dale.md", text.replace("custmer: x\n", ""));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    nothing_remains(&project);
    assert!(dale.exists());
}

#[test]
fn what_is_new_is_not_published_by_a_build_with_an_error() {
    let project = project();
    withdraw(broken(&project), "quagga");
    project.file("content/studies/new.md", study("New Mill", "Ned Mill", "Flour everywhere and no forms.", ""));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
    nothing_remains(&project);
    assert_eq!(grep(&project.root().join("public"), &["New Mill", "studies/new"]), [""; 0]);
}

#[test]
fn nothing_remains_when_the_file_was_renamed_before_and_another_study_has_an_error() {
    for rewritten in [false, true] {
        let project = project();
        let (old, new) = (project.root().join("content/studies/quagga.md"), "content/studies/other.md");
        let text = fs::read_to_string(&old).unwrap();
        project.file(new, if rewritten { text.replace("always cold", "never hot") } else { text });
        fs::remove_file(old).unwrap();
        withdraw(broken(&project), "other");
        assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
        nothing_remains(&project);
    }
}

#[test]
fn a_folder_that_an_older_build_made_is_known_by_its_words() {
    let project = project();
    let manifest = project.root().join("public/.proofmark-manifest");
    let text = fs::read_to_string(&manifest).unwrap();
    let older: Vec<&str> = text.lines().filter(|line| !line.starts_with("# study")).collect();
    assert!(older.len() < text.lines().count());
    fs::write(&manifest, older.join("\n") + "\n").unwrap();
    fs::rename(project.root().join("content/studies/quagga.md"), project.root().join("content/studies/q.md")).unwrap();
    withdraw(broken(&project), "q");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
    nothing_remains(&project);
}

#[test]
fn it_stays_withdrawn_when_its_line_is_deleted_or_its_file_renamed() {
    let project = project();
    withdraw(&project, "quagga");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let text = fs::read_to_string(project.root().join("content/studies/quagga.md")).unwrap();
    assert!(!text.contains("withdrawn"), "the file of the writer is left alone");
    // Another name, other words around the quotation, another quotation by the same speaker: each alone is still it.
    for (path, text) in [
        ("content/studies/renamed.md", text.clone()),
        ("content/studies/renamed.md", text.replace("once", "one time").replace("double-entry", "forms")),
        ("content/studies/renamed.md", text.replace(SAID, "Something else entirely, said on Monday.")),
        ("content/studies/quagga.md", text.replace(SAID, "Other words.").replace("Zelda Quill", "Uma Other")),
    ] {
        let _ = fs::remove_file(project.root().join("content/studies/quagga.md"));
        project.file(path, text);
        let output = run(project.root(), &["build"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(
            err(&output).contains("warning[expired-consent]: the consent to this study was taken back on 2026-11-20")
        );
        nothing_remains(&project);
        let draft = run(project.root(), &["build", "--draft"]);
        assert_eq!(draft.status.code(), Some(0), "{}", err(&draft));
        assert_eq!(grep(&project.root().join("public-draft"), PERSON), [""; 0]);
        fs::remove_file(project.root().join(path)).unwrap();
    }
}

#[test]
fn the_lock_keeps_nothing_but_fingerprints() {
    let project = project();
    assert_eq!(run(project.root(), &["approve", "quagga", "--by", "Zelda Quill"]).status.code(), Some(0));
    let lock = || fs::read_to_string(project.root().join("proof.lock")).unwrap();
    assert!(lock().contains("The kettle was always cold"));
    withdraw(&project, "quagga");
    let after = lock();
    assert!(!after.to_lowercase().contains("kettle") && !after.contains("Zelda"), "{after}");
    assert!(after.contains("\nwithdrawn quagga on 2026-11-20\nwithdrawn quagga print "), "{after}");
    let twice = run(project.root(), &["withdraw", "quagga"]);
    assert_eq!(twice.status.code(), Some(0));
    assert!(err(&twice).contains("was withdrawn on 2026-11-20 already"), "{}", err(&twice));
    assert_eq!(lock(), after);
}

#[test]
fn a_baseline_that_cannot_be_read_holds_no_customer_back() {
    let project = project();
    withdraw(&project, "quagga");
    project.file("known.txt", "torn\n");
    for baseline in ["known.txt", "none.txt"] {
        let output = run(project.root(), &["build", "--baseline", baseline]);
        assert_eq!(output.status.code(), Some(2), "{}", err(&output));
        nothing_remains(&project);
    }
}

#[test]
fn a_lock_torn_by_a_merge_still_withdraws() {
    let project = project();
    withdraw(&project, "quagga");
    let lock = fs::read_to_string(project.root().join("proof.lock")).unwrap();
    let (head, lines) = lock.split_once("version 1\n").unwrap();
    let torn = format!("{head}version 1\n<<<<<<< HEAD\n=======\n{lines}>>>>>>> theirs\n");
    project.file("proof.lock", torn);
    let output = run(project.root(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("a merge conflict is not resolved"), "{}", err(&output));
    nothing_remains(&project);
    // And another can be added to it, without losing a line.
    let before = fs::read_to_string(project.root().join("proof.lock")).unwrap();
    let output = run(project.root(), &["withdraw", "dale"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let after = fs::read_to_string(project.root().join("proof.lock")).unwrap();
    assert!(after.starts_with(&before) && after.contains("withdrawn dale on"), "{after}");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
    assert_eq!(grep(&project.root().join("public"), &["Dale", "bell rings"]), [""; 0]);
}

#[test]
fn a_file_that_is_gone_can_be_withdrawn_while_it_is_approved() {
    let project = project();
    assert_eq!(run(project.root(), &["approve", "quagga", "--by", "Zelda Quill"]).status.code(), Some(0));
    fs::remove_file(project.root().join("content/studies/quagga.md")).unwrap();
    withdraw(broken(&project), "quagga");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
    assert_eq!(grep(&project.root().join("public/studies"), &["kettle"]), [""; 0]);
    let unknown = run(project.root(), &["withdraw", "quaga"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("there is no study `quaga`"), "{}", err(&unknown));
}

#[test]
fn a_second_study_of_the_same_speaker_stays() {
    let project = Project::new();
    project.file("content/studies/a.md", study("Hill Farm", "Bo Hill", "We milk first and type later now.", ""));
    project.file("content/studies/b.md", study("Hill Farm", "Bo Hill", "The second barn has no paper at all.", ""));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    withdraw(&project, "a");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let public = project.root().join("public");
    assert_eq!(grep(&public, &["milk first", "studies/a/"]), [""; 0]);
    assert!(!grep(&public, &["second barn"]).is_empty());
}

#[test]
fn only_a_later_consent_brings_a_study_back() {
    let project = project();
    withdraw(&project, "quagga");
    let refused = run(project.root(), &["approve", "quagga", "--by", "Zelda Quill"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("only a consent given since can bring it back"), "{}", err(&refused));
    let path = project.root().join("content/studies/quagga.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("date: 2026-06-10", "date: 2026-11-21")).unwrap();
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    nothing_remains(&project);
    let approved = run(project.root(), &["approve", "quagga", "--by", "Zelda Quill"]);
    assert_eq!(approved.status.code(), Some(0), "{}", err(&approved));
    assert!(err(&approved).contains("is lifted by the new consent"), "{}", err(&approved));
    let built = run(project.root(), &["build"]);
    assert!(out(&built).starts_with("Built 3 studies"), "{}", out(&built));
}

#[test]
fn words_that_somebody_wrote_elsewhere_stop_a_build_and_leave_the_output() {
    let project = project();
    let kind = "---\ntitle: Kind words\n---\n\nZelda Quill of Quagga Dental told us so.\n";
    project.file("content/pages/kind.md", kind);
    project.file("static/thanks.txt", "Thanks to Zelda Quill.\n");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    withdraw(&project, "quagga");
    let built = run(project.root(), &["build", "--format", "short"]);
    assert_eq!(built.status.code(), Some(1));
    for words in [
        "content/pages/kind.md:5:1: error[private-in-output] `Zelda Quill` is the name of somebody who took their consent back",
        "content/pages/kind.md:5:16: error[private-in-output] `Quagga Dental` is the name of somebody who took",
        "removed public/kind/index.html: it named a withdrawn study",
        "removed public/thanks.txt: it named a withdrawn study",
    ] {
        assert!((out(&built) + &err(&built)).contains(words), "{words}\n{}{}", out(&built), err(&built));
    }
    nothing_remains(&project);
    // A place of the same name is none of theirs: that is for the author to say.
    project.file("static/thanks.txt", "Thanks to all.\n");
    let other = "---\ntitle: Kind words\nallow:\n  - {rule: private-in-output, reason: the village of that name}\n---\n\n\
        By Quagga Dental Lane.\n";
    project.file("content/pages/kind.md", other);
    let built = run(project.root(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

#[test]
fn a_customer_of_whom_another_study_stays_may_be_named() {
    let project = Project::new();
    project.file("content/studies/a.md", study("Hill Farm", "Bo Hill", "We milk first and type later now.", ""));
    project.file("content/studies/b.md", study("Hill Farm", "Ann Dale", "The second barn has no paper at all.", ""));
    project.file("content/pages/kind.md", "---\ntitle: Kind words\n---\n\nHill Farm told us so, and Ann Dale did.\n");
    withdraw(&project, "a");
    let built = run(project.root(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

#[test]
fn an_earlier_draft_keeps_nothing() {
    let project = project();
    assert_eq!(run(project.root(), &["build", "--draft"]).status.code(), Some(0));
    let draft = project.root().join("public-draft");
    assert!(!grep(&draft, PERSON).is_empty());
    withdraw(&project, "quagga");
    let built = run(project.root(), &["build"]);
    assert_eq!(grep(&draft, PERSON), [""; 0], "{}", err(&built));
    assert!(err(&built).contains("of public-draft/ that showed a withdrawn study"), "{}", err(&built));
}

#[test]
fn a_copy_of_the_site_in_another_folder_keeps_nothing() {
    let project = project();
    let outside = tempfile::tempdir().unwrap();
    let elsewhere = outside.path().join("www");
    assert_eq!(run(project.root(), &["build", "--output", elsewhere.to_str().unwrap()]).status.code(), Some(0));
    fs::rename(project.root().join("public"), project.root().join("old-site")).unwrap();
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    for folder in [project.root().join("old-site"), elsewhere.clone()] {
        assert!(!grep(&folder, PERSON).is_empty());
    }
    withdraw(broken(&project), "quagga");
    let built = run(project.root(), &["build"]);
    assert_eq!(built.status.code(), Some(1));
    nothing_remains(&project);
    for folder in [project.root().join("old-site"), elsewhere] {
        assert_eq!(grep(&folder, PERSON), [""; 0], "{}", err(&built));
    }
    assert!(err(&built).contains("files of old-site/ that showed a withdrawn study"), "{}", err(&built));
}

#[test]
fn another_output_in_the_settings_leaves_no_site_behind() {
    let project = project();
    let settings = fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", settings.replace("title =", "output = \"dist\"\ntitle ="));
    withdraw(&project, "quagga");
    let built = run(project.root(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
    for folder in ["public", "dist"] {
        assert_eq!(grep(&project.root().join(folder), PERSON), [""; 0], "{folder}: {}", err(&built));
    }
}

#[test]
fn another_projects_site_is_not_touched() {
    let (ours, theirs) = (project(), project());
    let settings = |project: &Project, address: &str| {
        let text = fs::read_to_string(project.root().join("site.toml")).unwrap();
        project.file("site.toml", text.replace("https://proof.example", address));
    };
    settings(&theirs, "https://other.example");
    let out = theirs.root().join("public");
    assert_eq!(run(theirs.root(), &["build"]).status.code(), Some(0));
    let before = grep(&out, PERSON);
    withdraw(broken(&ours), "quagga");
    for more in [&["--output", out.to_str().unwrap()][..], &[]] {
        let built = run(ours.root(), &[&["build"], more].concat());
        assert_eq!(built.status.code(), Some(1));
        assert_eq!(grep(&out, PERSON), before);
    }
    nothing_remains(&ours);
}

#[test]
fn a_run_that_was_killed_between_is_finished_by_the_next() {
    let project = project();
    withdraw(broken(&project), "quagga");
    let out = project.root().join("public");
    // As it is when the manifest is new and the files are not gone yet.
    let manifest = fs::read_to_string(out.join(".proofmark-manifest")).unwrap();
    let rest: Vec<&str> = manifest.lines().filter(|line| !line.contains("studies/quagga/")).collect();
    fs::write(out.join(".proofmark-journal"), &manifest).unwrap();
    fs::write(out.join(".proofmark-manifest"), rest.join("\n") + "\n").unwrap();
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(1));
    nothing_remains(&project);
}

#[test]
fn painted_cards_and_the_file_that_was_sent_are_not_forgotten() {
    let project = project();
    let cards = project.root().join(".proofmark/cache/cards");
    let painted = files(&cards).len();
    assert_eq!(run(project.root(), &["approve", "quagga", "--request"]).status.code(), Some(0));
    assert_eq!(
        run(project.root(), &["approve", "hill", "--request", "--output", "sent-hill.html"]).status.code(),
        Some(0)
    );
    fs::create_dir(project.root().join("sent")).unwrap();
    fs::rename(project.root().join("approve-quagga.html"), project.root().join("sent/to-zelda.html")).unwrap();
    let output = run(project.root(), &["withdraw", "quagga"]);
    assert!(err(&output).contains("sent/to-zelda.html shows their words too: delete it"), "{}", err(&output));
    assert!(!err(&output).contains("sent-hill.html"), "{}", err(&output));
    assert_eq!(files(&cards).len(), 0, "of {painted}");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    nothing_remains(&project);
}

#[test]
fn a_study_that_was_renamed_before_is_withdrawn_by_the_name_it_was_published_under() {
    let project = project();
    let studies = project.root().join("content/studies");
    fs::rename(studies.join("quagga.md"), studies.join("zebra.md")).unwrap();
    let withdrawn = run(project.root(), &["withdraw", "quagga"]);
    assert!(err(&withdrawn).contains("quagga is content/studies/zebra.md now"), "{}", err(&withdrawn));
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    nothing_remains(&project);
}
