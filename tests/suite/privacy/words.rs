//! Words of private files, and words that are no secret.

use proofmark::finding::Level;

use super::Output;
use crate::project::{Project, briefs};

const STUDY: &str =
    "customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\n";

/// What is found in a page beside a study, with these notes of an interview.
fn on_page(front: &str, notes: &str, page: &str) -> Vec<String> {
    let project = Project::new();
    project
        .file("content/studies/a.md", format!("---\n{STUDY}{front}---\nThe story of one morning in March.\n"))
        .file("content/interviews/a.md", notes)
        .file("content/pages/p.md", format!("---\ntitle: About us\n---\n{page}\n"));
    let output = Output::of(&project);
    let told = output.checked.findings.iter().filter(|f| f.rule == "private-in-output");
    told.map(|f| output.checked.sources.words(f.span).to_owned()).collect()
}

const QUOTE: &str = "quote: \"We lost a Thursday every week to the same three pages. — Ana Ruiz, Head nurse\"\nconsent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print]}\n";
const NOTES: &str = "# Ana Ruiz\n\n\"We lost a Thursday every week to the same three pages.\" Then she said that the\nhead of the clinic keeps the paper forms in a drawer in case we fail.\nTicket SUP-4471. Her colleague Bo Lind disagrees.\n";

#[test]
fn sentences_identifiers_and_names_of_private_files_are_found() {
    for (page, words) in [
        (
            "They say the head of the clinic keeps the paper forms in a drawer.",
            "the head of the clinic keeps the paper forms in a drawer",
        ),
        (
            "The Head of the *Clinic* keeps the paper forms, somewhere.",
            "The Head of the *Clinic* keeps the paper forms",
        ),
        ("It was SUP-4471.", "SUP-4471"),
        ("See sup_4471 there.", "sup_4471"),
    ] {
        assert_eq!(on_page(QUOTE, NOTES, page), [words], "{page}");
    }
}

#[test]
fn what_the_study_publishes_is_no_secret() {
    for page in [
        "We lost a Thursday every week to the same three pages, says Ana Ruiz.",
        "The head of the clinic keeps the forms.",
        "In March 2026, on a Thursday, the nurses of the clinic typed every form twice at 09:30.",
        "Bo said so, and Lind too.",
        "Four hundred and seventy-one tickets: 4471 in all.",
    ] {
        assert_eq!(on_page(QUOTE, NOTES, page), [""; 0], "{page}");
    }
}

#[test]
fn who_is_not_to_be_named_is_not_named() {
    let consent = |scope: &str| {
        format!(
            "quote: I go home on time on Mondays.\nconsent: {{by: Dilys Kerr, date: 2026-06-10, until: 2027-06-10, scope: [{scope}]}}\n"
        )
    };
    assert_eq!(on_page(&consent("web, print"), "", "Thanks to Dilys Kerr."), ["Dilys Kerr"]);
    assert_eq!(on_page(&consent("web, print"), "", "Thanks to Dilys, and to Kerr & Sons."), [""; 0]);
    let interview = "quote: I go home on time on Mondays.\nevidence: {call: {kind: interview, with: Bo Lind and Ana Ruiz, date: 2026-06-03, by: Ida}}\n";
    assert_eq!(on_page(interview, "", "We spoke with Bo Lind."), ["Bo Lind"]);
    assert_eq!(on_page(interview, "", "Ida spoke with them."), [""; 0]);
}

#[test]
fn a_finding_can_be_allowed_with_a_reason() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{STUDY}quote: I go home on time on Mondays.\n---\n")).file(
        "content/pages/p.md",
        "---\ntitle: Imprint\n---\n<!-- proofmark: allow(private-in-output) our own number -->\nRing 0131 496 0123.\n",
    );
    let output = Output::of(&project);
    assert_eq!(output.checked.count().errors, 0, "{:#?}", briefs(&output.checked));
    assert!(output.told("private-in-output").is_empty() && output.told("unused-allowance").is_empty());
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{STUDY}quote: I go home on time on Mondays.\n---\n"));
    let site = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project
        .file("site.toml", site.replace("title = \"Proof\"", "title = \"Proof\"\ntagline = \"Ring 0131 496 0123.\""));
    let output = Output::of(&project);
    assert_eq!(output.told("private-in-output"), [""; 0], "the publisher's own number");
}

#[test]
fn words_of_a_study_that_is_left_out_are_not_printed_elsewhere() {
    let project = Project::new();
    let said = "the auditors came in the same week as the flood";
    project
        .file(
            "content/studies/a.md",
            format!("---\n{STUDY}quote: I go home on time on Mondays.\nextra: {{more: {said}}}\n---\n"),
        )
        .file(
            "content/studies/b.md",
            format!(
                "---\n{}quote: I go home on time on Mondays.\ndraft: true\n---\nBut {said}.\n",
                STUDY.replace("Ash", "Birch")
            ),
        )
        .file(
            "themes/ledger/templates/study.html",
            "{% extends \"default/study.html\" %}{% block main %}{{ study.extra.more }}{% endblock main %}",
        );
    let output = Output::of(&project);
    assert_eq!(
        output.told("private-in-output"),
        [format!("10 words in a row are those of what is not published: `{said}`")]
    );
}

#[test]
fn a_mail_that_quotes_the_page_makes_it_no_secret() {
    let project = Project::new();
    let eml = "From: Ana Ruiz <ana@clinic.example>\n\nI agree.\n\n> Rungs from the top: what each of them asks for, in one line each\n";
    project
        .file("content/studies/a.md", format!("---\n{STUDY}quote: I go home on time on Mondays.\n---\n"))
        .file("content/evidence/a/approval.eml", eml)
        .file(
            "content/pages/p.md",
            "---\ntitle: About\n---\nRungs from the top: what each of them asks for, in one line each.\n",
        );
    assert_eq!(Output::of(&project).told("private-in-output"), [""; 0]);
}

#[test]
fn an_address_that_is_not_printed_is_told_with_the_way_out() {
    let project = Project::new();
    let text = "Write to ana@clinic.example, or to proof@ledgerline.example.\n\nAlso ana (at) clinic.example\n";
    project
        .file("content/studies/a.md", format!("---\n{STUDY}quote: I go home on time on Mondays.\n---\n"))
        .file("content/pages/p.md", format!("---\ntitle: About\n---\n{text}"));
    let output = Output::of(&project);
    let told: Vec<(Level, &str)> = output
        .checked
        .findings
        .iter()
        .filter(|f| f.rule == "private-in-output")
        .map(|f| (f.level, output.checked.sources.words(f.span)))
        .collect();
    assert_eq!(told, [(Level::Warning, "ana@clinic.example"), (Level::Error, "ana (at) clinic")]);
    let finding = output.checked.findings.iter().find(|f| f.rule == "private-in-output").unwrap();
    assert_eq!(finding.help, ["write `proof@ledgerline.example`, the site's `contact`, or take it out"]);
}

#[test]
fn no_comment_and_no_override_lets_somebody_be_named() {
    let project = Project::new();
    let front = "quote: I go home on time on Mondays.\nconsent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web]}\nevidence:\n  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: blue folder on the third shelf}\n  call: {kind: interview, with: Bo Lindqvist, date: 2026-06-03, by: Ida}\n";
    let comment = "<!-- proofmark: allow(private-in-output) they will not mind -->\n";
    let page = |front: &str, before: &str| {
        format!(
            "---\ntitle: Thanks\n{front}---\n{before}Thanks to Dilys Kerrigan and Bo Lindqvist; see the blue folder on the third shelf.\n"
        )
    };
    project
        .file("content/studies/a.md", format!("---\n{STUDY}{front}---\n"))
        .file("content/pages/p.md", page("", comment))
        .settings("[[overrides]]\npaths = [\"pages/**\"]\nrules = { private-in-output = \"off\" }\n");
    let output = Output::of(&project);
    let told: Vec<(Level, &str)> = output
        .checked
        .findings
        .iter()
        .filter(|f| f.rule == "private-in-output" || f.rule == "unused-allowance")
        .map(|f| (f.level, output.checked.sources.words(f.span)))
        .collect();
    let expected =
        ["Dilys Kerrigan", "Bo Lindqvist", "blue folder on the third shelf"].map(|words| (Level::Error, words));
    assert_eq!(told, expected);
    let notes = &output.checked.findings.iter().find(|f| f.rule == "private-in-output").unwrap().notes;
    assert_eq!(notes, &["a comment cannot allow this; `allow` in the front matter can, when they have agreed"]);
    project
        .file("content/pages/p.md", page("allow: [{rule: private-in-output, reason: they agreed on the phone}]\n", ""));
    assert_eq!(Output::of(&project).told("private-in-output"), [""; 0]);
}
