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

/// `Mrs Kerrigan` gives her away as her whole name does; a word that is written small, or that a study publishes, does not.
#[test]
fn a_surname_alone_names_somebody() {
    let signed = "quote: I go home on time on Mondays.\nconsent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web, print]}\n";
    let asked = "quote: I go home on time on Mondays.\nevidence: {call: {kind: interview, with: Bo Lindqvist, date: 2026-06-03, by: Ida}}\n";
    let notes = "Interview with Joan Abernathy. Mr. Tolliver joined us. We used Google Sheets.\n";
    for (front, page, words) in [
        (signed, "Thanks to Mrs Kerrigan.", "Kerrigan"),
        (signed, "KERRIGAN\u{2019}s desk", "KERRIGAN"),
        (signed, "Ker&shy;rigan", ""),
        (asked, "Lindqvist said so.", "Lindqvist"),
        ("", "Abernathy said so.", "Abernathy"),
        ("", "and Tolliver too", "Tolliver"),
    ] {
        let front = if front.is_empty() { "quote: I go home on time on Mondays.\n" } else { front };
        let found = on_page(front, notes, page);
        assert!(found.len() == 1 && (words.is_empty() || found == [words]), "{page}: {found:?}");
    }
    for (front, page) in [
        (signed, "a kerrigan is a knot"),
        (signed, "Dilys said so."),
        (
            "quote: \"We lost a day. \u{2014} Ana Kerrigan, Head nurse\"\nconsent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print]}\n",
            "Mrs Kerrigan said so.",
        ),
        (&signed.replace("Kerrigan", "Baker"), "Baker Street"),
        (&signed.replace("Kerrigan", "Smith"), "Smith & Sons"),
        (&asked.replace("Lindqvist", "Lindqvist-Ashgrove"), "Ashgrove Clinic is a customer."),
        ("quote: I go home on time on Mondays.\n", "Sheets of paper by Google."),
    ] {
        assert_eq!(on_page(front, notes, page), [""; 0], "{page}");
    }
}

#[test]
fn people_of_private_tables_and_mails_are_not_named_by_surname() {
    let project = Project::new();
    project
        .file("content/studies/a.md", format!("---\n{STUDY}quote: I go home on time on Mondays.\n---\n"))
        .file("content/evidence/a/rows.csv", "employee,hours\nBo Wrzesniewski,3\nAna Smith,4\n")
        .file("content/evidence/a/yes.eml", "From: Ida Halvorsen <ida@clinic.example>\n\nI agree.\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\nWrzesniewski and Halvorsen, by the Smith method.\n");
    let output = Output::of(&project);
    let told = output.checked.findings.iter().filter(|f| f.rule == "private-in-output");
    let words: Vec<&str> = told.map(|f| output.checked.sources.words(f.span)).collect();
    assert_eq!(words, ["Wrzesniewski", "Halvorsen"]);
}

#[test]
fn identifiers_of_several_parts_are_found_in_every_spelling() {
    let notes = "Ticket 7781-AB-22 of the practice, opened 12-MAR-2026.\n";
    let front = "quote: I go home on time on Mondays.\n";
    for (page, words) in [
        ("It was 7781-AB-22.", "7781-AB-22"),
        ("It was 7781-ab-22, they say.", "7781-ab-22"),
        ("It was 7781 AB 22.", "7781 AB 22"),
        ("It was 7781/AB/22.", "7781/AB/22"),
        ("It was 7781AB22.", "7781AB22"),
    ] {
        assert_eq!(on_page(front, notes, page), [words], "{page}");
    }
    for page in ["7781 of 22", "AB-22", "12-MAR-2026", "7782-AB-22"] {
        assert_eq!(on_page(front, notes, page), [""; 0], "{page}");
    }
    assert_eq!(
        on_page(
            "quote: I go home on time on Mondays.\nlimits: Only for model 7781-AB-22 of the desk.\n",
            notes,
            "Model 7781-AB-22."
        ),
        [""; 0]
    );
}

/// What one customer said is no secret when their own study prints it, and one when another's does.
#[test]
fn one_customers_words_are_not_anothers_to_publish() {
    let study = |name: &str, body: &str| {
        let record = format!(
            "quote: I go home on time on Mondays.\nevidence: {{call: {{kind: interview, with: the owner, date: 2026-06-03, by: Ida, notes: {name}-call}}}}\n"
        );
        format!("---\n{}{record}---\n{body}\n", STUDY.replace("Ashgrove", name))
    };
    let said = "the head of the clinic keeps the paper forms in a drawer";
    let found = |ash: &str, birch: &str, more: &str| {
        let project = Project::new();
        project
            .file("content/studies/a.md", study("Ash", ash))
            .file("content/studies/b.md", study("Birch", birch))
            .file("content/interviews/Ash-call.md", format!("They told us that {said}. SUP-4471.\n{more}\n"))
            .file("content/interviews/Birch-call.md", format!("Nothing new.\n{more}\n"));
        let output = Output::of(&project);
        let told = output.checked.findings.iter().filter(|f| f.rule == "private-in-output");
        told.map(|f| {
            format!("{} {}", output.checked.sources.get(f.span.file).path, output.checked.sources.words(f.span))
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(found("", &format!("Here {said}, too."), ""), [format!("content/studies/b.md {said}")]);
    assert_eq!(found("", "See SUP-4471.", ""), ["content/studies/b.md SUP-4471"]);
    assert_eq!(found(&format!("Here {said}."), &format!("Here {said}, too."), ""), [""; 0], "their own study says it");
    let asked = "How did you go about it before you had the new forms?";
    assert_eq!(found("", asked, asked), [""; 0], "the same question in both");
}

#[test]
fn names_of_private_columns_are_not_printed() {
    let record = |also: &str| {
        format!(
            "quote: I go home on time on Mondays.\nevidence:\n  waiting_days: {{kind: measurement, metric: waiting, unit: days, before: 11, after: 2, better: lower, source: customer-system, collected: 2026-06-02, file: a/rows.csv, also_changed: {also}}}\n"
        )
    };
    let found = |also: &str| {
        let project = Project::new();
        project
            .file("content/studies/a.md", format!("---\n{STUDY}{}---\n", record(also)))
            .file("content/evidence/a/rows.csv", "period,waiting_days,patient_margin_eur\nbefore,11,2\nafter,2,3\n");
        let output = Output::of(&project);
        let told = output.checked.findings.iter().filter(|f| f.rule == "private-in-output");
        told.map(|f| output.checked.sources.words(f.span).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("their patient_margin_eur grew too"), ["patient_margin_eur"]);
    assert_eq!(found("the patient margin in EUR grew too"), [""; 0]);
    assert_eq!(found("nothing but waiting_days, which is the record's own name"), [""; 0]);
}
