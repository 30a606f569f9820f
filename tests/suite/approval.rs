//! What a customer approved stays as they approved it, and they are asked with a file that needs no other.

use std::fs;

use crate::cli::{err, out, run};
use crate::project::{Project, briefs};

const GROWN: &str = include_str!("ladder/grown.md");

/// What the first edition wrote of it.
const OLD: &str = include_str!("ladder/approved-first-edition.lock");

/// The grown example with its private files, approved.
fn approved() -> Project {
    let project = asked();
    let output = run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz", "--on", "2026-06-12"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(altered(&project), [""; 0]);
    project
}

fn asked() -> Project {
    let project = Project::new();
    project.file("content/studies/northwind/index.md", GROWN);
    project.file("content/studies/northwind/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    project.file("content/evidence/northwind/weeks.csv", "phase,hours\nbefore,11\nafter,2.5\n");
    project.file("content/evidence/northwind/approval.eml", "yes");
    project.file("content/interviews/2026-06-03-northwind.md", "notes");
    project
}

fn text(project: &Project) -> String {
    fs::read_to_string(project.root().join("content/studies/northwind/index.md")).unwrap()
}

/// Changes the study; what is changed must stand in it.
#[track_caller]
fn change(project: &Project, from: &str, to: &str) {
    let before = text(project);
    assert!(before.contains(from), "{from}");
    project.file("content/studies/northwind/index.md", before.replace(from, to));
}

/// What `check` says about what was approved, and how it differs.
fn altered(project: &Project) -> Vec<String> {
    let checked = project.check();
    let of = checked.findings.iter().filter(|finding| finding.rule.starts_with("altered-"));
    of.map(|finding| format!("{} {}", finding.rule, finding.notes.join("; "))).collect()
}

/// Only this is said, with the words that differ.
#[track_caller]
fn one_is_altered(project: &Project, rule: &str, difference: &str) {
    let found = altered(project);
    assert_eq!(found.len(), 1, "{difference}: {found:?}");
    assert!(found[0].starts_with(rule) && found[0].contains(difference), "{}", found[0]);
}

#[test]
fn one_word_one_figure_and_a_role_are_told_with_their_difference() {
    for (from, to, rule, difference) in [
        (
            "I go home on time on Mondays",
            "I go home early on Mondays",
            "altered-quote",
            "I go home [-on time-]{+early+} on Mondays",
        ),
        ("role: Head nurse", "role: Matron", "altered-quote", "Ana Ruiz, [-Head nurse-]{+Matron+}"),
        ("after: 2.5", "after: 2.4", "altered-figures", "before 11, after [-2.5-]{+2.4+} hours a week"),
        (
            "Walk-in patients still fill",
            "Some patients still fill",
            "altered-figures",
            "[-Walk-in-]{+Some+} patients still fill",
        ),
    ] {
        let project = approved();
        change(&project, from, to);
        if from.starts_with("after") {
            project.file("content/evidence/northwind/weeks.csv", "phase,hours\nbefore,11\nafter,2.4\n");
        }
        one_is_altered(&project, rule, difference);
        let again = run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz"]);
        assert_eq!(again.status.code(), Some(0), "{}", err(&again));
        assert!(err(&again).contains("  changed "), "{}", err(&again));
        assert_eq!(altered(&project), [""; 0]);
    }
}

#[test]
fn what_comes_and_what_goes_is_told() {
    let project = approved();
    change(&project, "\n---\n\n", "\n---\n\n> Nobody types on the weekend any more.\n>\n> — Bo Hill, Porter\n\n");
    let found = project.check();
    let found: Vec<String> = briefs(&found).into_iter().filter(|brief| brief.starts_with("altered")).collect();
    assert_eq!(found.len(), 2, "a quotation and a name: {found:?}");
    let project = approved();
    change(&project, "limits: Walk-in patients still fill in paper forms.\n", "");
    assert_eq!(altered(&project).len(), 1);
}

#[test]
fn layout_and_typography_are_not_approved() {
    let project = approved();
    change(&project, "I go home on time on Mondays, because", "I go home\n    on time on Mondays,\u{a0}because");
    change(&project, "tag: double-entry", "tag: typing-twice");
    change(&project, "date: 2026-06-12", "date: 2026-06-12\nweight: 3\ntags: [forms]");
    assert_eq!(altered(&project), [""; 0]);
}

#[test]
fn another_picture_is_another_approval() {
    let project = approved();
    change(&project, "logo: logo.svg", "logo: other.svg");
    project.file("content/studies/northwind/other.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(altered(&project).len(), 1);
}

#[test]
fn what_stands_around_the_figures_is_approved_too() {
    for (from, to, rule, difference) in [
        ("asked: What changed in your week?", "asked: What did you love?", "altered-quote", "What"),
        (
            "method: export of the weekly timesheets",
            "method: export of the monthly timesheets",
            "altered-figures",
            "method: export of the [-weekly-]{+monthly+} timesheets",
        ),
        (
            "A second scanner was bought",
            "A third scanner was bought",
            "altered-figures",
            "A [-second-]{+third+} scanner",
        ),
        ("sample: 4 weeks each side", "sample: 5 weeks each side", "altered-figures", "sample: [-4-]{+5+} weeks"),
        ("region: Europe", "region: Leith", "altered-figures", "region: [-Europe-]{+Leith+}"),
        ("median drop was 52%", "median drop was 51%", "altered-figures", "median drop was [-52%.-]{+51%.+}"),
        ("basis: 6 of 9 clinics", "basis: 6 of 8 clinics", "altered-figures", "[-9-]{+8+}"),
        ("their_hours: 14", "their_hours: 4", "altered-figures", "effort: [-14-]{+4+} hours of their people"),
        (
            "alternatives: [carry on as we are",
            "alternatives: [carry on as before",
            "altered-figures",
            "carry on as [-we are-]{+before+}",
        ),
    ] {
        let project = approved();
        change(&project, from, to);
        one_is_altered(&project, rule, difference);
    }
}

#[test]
fn a_sentence_that_names_them_is_approved_and_prose_elsewhere_is_not() {
    let body = "\n---\n\nThe rooms are light. Northwind is a calm place, says Ruiz.\n\n";
    let project = asked();
    change(&project, "\n---\n\n", body);
    assert_eq!(run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz"]).status.code(), Some(0));
    change(&project, "The rooms are light.", "The rooms are bright, and there is tea.");
    assert_eq!(altered(&project), [""; 0]);
    change(&project, "is a calm place", "is a chaotic place");
    let found = altered(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("Northwind is a [-calm-]{+chaotic+} place"), "{found:?}");
}

#[test]
fn other_bytes_are_another_picture() {
    let project = asked();
    project.file("content/studies/northwind/room.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    change(&project, "\n---\n\n", "\n---\n\n![A room](room.svg)\n\n");
    assert_eq!(run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz"]).status.code(), Some(0));
    assert_eq!(altered(&project), [""; 0]);
    for (name, what) in [("logo.svg", "logo: sha256 "), ("room.svg", "image: sha256 ")] {
        let path = format!("content/studies/northwind/{name}");
        let before = fs::read(project.root().join(&path)).unwrap();
        project.file(&path, "<svg xmlns=\"http://www.w3.org/2000/svg\"><path/></svg>");
        let found = altered(&project);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("altered-quote") && found[0].contains(what), "{}", found[0]);
        project.file(&path, before);
        assert_eq!(altered(&project), [""; 0]);
    }
}

/// A lock that was written before details were part of an approval.
#[test]
fn an_older_approval_holds_what_it_held_and_says_what_to_run() {
    let project = asked();
    project.file("proof.lock", OLD);
    change(&project, "asked: What changed in your week?", "asked: What did you love?");
    let found = project.check();
    let told: Vec<_> = found.findings.iter().filter(|finding| finding.rule.starts_with("altered-")).collect();
    assert_eq!(told.len(), 1, "{:#?}", briefs(&found));
    assert_eq!(told[0].level, proofmark::finding::Level::Note);
    assert!(told[0].message.contains("recorded without questions, details and pictures"), "{}", told[0].message);
    assert!(told[0].help[0].contains("`proofmark approve northwind --by NAME` records all of it"));
    change(&project, "I go home on time", "I go home early");
    assert_eq!(project.check().findings.iter().filter(|f| f.rule == "altered-quote").count(), 2);
    change(&project, "I go home early", "I go home on time");
    assert_eq!(run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz"]).status.code(), Some(0));
    assert_eq!(altered(&project), [""; 0]);
    // A renamed study keeps an approval of either edition.
    for lock in [fs::read_to_string(project.root().join("proof.lock")).unwrap(), OLD.to_owned()] {
        let other = asked();
        if lock != OLD {
            change(&other, "asked: What changed in your week?", "asked: What did you love?");
        }
        other.file("proof.lock", lock);
        let studies = other.root().join("content/studies");
        fs::rename(studies.join("northwind"), studies.join("north")).unwrap();
        let output = run(other.root(), &["lock"]);
        assert!(out(&output).contains("north"), "{}{}", out(&output), err(&output));
        assert!(fs::read_to_string(other.root().join("proof.lock")).unwrap().contains("\napproved north by "));
    }
}

#[test]
fn what_was_approved_cannot_be_waved_through() {
    let project = approved();
    change(&project, "I go home on time", "I go home early");
    let comment = "<!-- proofmark: allow(altered-quote) she will not mind -->\n";
    let before = text(&project);
    project.file("content/studies/northwind/index.md", before.replace("\n---\n\n", &format!("\n---\n\n{comment}\n")));
    assert_eq!(altered(&project).len(), 1);
    let known = project.root().join("known.txt");
    let args = ["check", "--baseline", "known.txt", "--write-baseline", "--format", "short"];
    let output = run(project.root(), &args);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("error[altered-quote]"), "{}", out(&output));
    assert!(!fs::read_to_string(known).unwrap().contains("altered-quote"));
}

#[test]
fn a_study_with_an_error_is_neither_shown_nor_approved() {
    let project = asked();
    change(&project, "after: 2.5", "after: 5");
    for args in [&["approve", "northwind", "--by", "Ana Ruiz"][..], &["approve", "northwind", "--request"]] {
        let output = run(project.root(), args);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains("error[evidence-data-mismatch]"), "{}", err(&output));
        assert!(!project.root().join("proof.lock").exists() && !project.root().join("approve-northwind.html").exists());
    }
}

#[test]
fn an_edited_lock_is_no_approval() {
    let project = approved();
    let lock = fs::read_to_string(project.root().join("proof.lock")).unwrap();
    project.file("proof.lock", lock.replace("I go home on time", "I go home early"));
    let checked = project.check();
    let messages: Vec<&str> = checked.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(messages.contains(&"the texts of `northwind` here are not those that were approved"), "{messages:?}");
    // What the finding says helps, and only for this study.
    assert_eq!(run(project.root(), &["lock"]).status.code(), Some(1));
    assert_eq!(run(project.root(), &["approve", "northwind", "--by", "Ana Ruiz"]).status.code(), Some(0));
    assert_eq!(altered(&project), [""; 0]);
    assert!(!project.check().findings.iter().any(|f| f.rule == "unreadable-file"));
}

#[test]
fn the_request_needs_no_other_file_and_shows_every_term() {
    let project = asked();
    // Before they have agreed there is no consent, and it may still be a draft.
    let consent = text(&project).lines().find(|line| line.starts_with("consent:")).unwrap().to_owned();
    change(&project, &consent, "draft: true");
    let output = run(project.root(), &["approve", "northwind", "--request"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let page = fs::read_to_string(project.root().join("approve-northwind.html")).unwrap();
    for there in [
        "May Ledgerline Ltd publish this about Northwind Clinic?",
        "https://proof.example/studies/northwind/",
        "for 12 months from the day on which you agree",
        "your organisation’s logo",
        "mailto:proof@ledgerline.example",
        "<li>I go home on time on Mondays, because nobody is retyping the weekend.</li>",
        "<li>Ana Ruiz, Head nurse</li>",
        "<li>time spent retyping: before 11, after 2.5 hours a week</li>",
        "data:image/svg+xml;base64,",
    ] {
        assert!(page.contains(there), "{there}");
    }
    for gone in [
        "<script",
        "<link",
        "noindex, nofollow draft",
        "http-equiv=\"refresh\"",
        "src=\"l",
        "invoice 2231",
        "approval.eml",
    ] {
        assert!(!page.contains(gone), "{gone}");
    }
    let loaded = page.split(['"', '(']).filter(|part| part.starts_with("http://") || part.starts_with("//"));
    assert_eq!(loaded.filter(|part| !part.starts_with("http://www.w3.org/")).collect::<Vec<_>>(), [""; 0]);
    // By its first words it is known again: by `due`, by `withdraw`, and by who may write over it.
    assert!(page.starts_with("<!doctype html>\n<!-- proofmark: a request for approval -->\n"), "{}", &page[..80]);
    // It may be written again, and nothing else may be written over.
    assert_eq!(run(project.root(), &["approve", "northwind", "--request"]).status.code(), Some(0));
    project.file("mine.html", "mine");
    let refused = run(project.root(), &["approve", "northwind", "--request", "--output", "mine.html"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(project.root().join("mine.html")).unwrap(), "mine");
    let printed = run(project.root(), &["approve", "northwind", "--request", "--output", "-"]);
    assert_eq!(out(&printed), page);
}

#[test]
fn an_anonymous_customer_is_asked_under_the_public_name() {
    let project = asked();
    change(&project, "name: Northwind Clinic,", "name: Northwind Clinic, public_as: A regional clinic,");
    change(&project, "Northwind [cut", "A clinic [cut");
    let output = run(project.root(), &["approve", "northwind", "--request", "--output", "-"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let page = out(&output);
    assert!(page.contains("publish this about A regional clinic?"));
    assert!(!page.contains("Northwind") && !page.contains("northwind"), "the real name");
}
