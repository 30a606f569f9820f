//! One planted leak for each private field: a template of the project prints it, and the build fails.

use proofmark::finding::Level;

use super::Output;
use super::pictures::jpeg;
use crate::project::Project;

const STUDY: &str = "---
customer: {name: Okapi Lettings Housing Ltd, public_as: A lettings agency, url: \"https://www.okapi-homes.example\"}
problem: Papers came by post.
outcome: They are sent once.
quote: I go home on time on Mondays.
consent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web, role, print], record: okapi/approval.eml, wording: You may say that we bought it and how much time it saved us., basis: our contract of the ninth of March about all references to us}
evidence:
  opening_time: {kind: measurement, metric: time of opening, unit: hours, better: lower, source: customer-system, collected: 2026-06-02, file: okapi/opening-rows.csv, data: {column: desk_hours, statistic: mean, by: phase}}
  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice PO-44871}
  call: {kind: interview, with: Bo Lindqvist, date: 2026-06-03, by: Ida, notes: 2026-06-03-okapi}
  told: {kind: advocacy, act: referral, date: 2026-08-11, to: Morven Tait of the agency next door}
extra: {planted: WORDS}
---
";

/// Each private place of a project, and words of it.
const PRIVATE: &[(&str, &str)] = &[
    ("the customer's real name", "Okapi Lettings Housing"),
    ("a telling word of it", "Okapi"),
    ("its initials", "OLH"),
    ("their domain", "okapi-homes.example"),
    ("who agreed", "Dilys Kerrigan"),
    ("their surname", "Mrs Kerrigan"),
    ("the consent's record", "okapi/approval.eml"),
    ("the words they agreed to", "You may say that we bought it and how much time it saved us."),
    ("the ground", "our contract of the ninth of March about all references to us"),
    ("the mail itself", "we read all of it aloud at the desk and were content"),
    ("a name in the mail", "Joan Abernathy"),
    ("an address in the mail", "joan@okapi-homes.example"),
    ("a record of payment", "invoice PO-44871"),
    ("its number", "PO-44871"),
    ("the file of a record", "okapi/opening-rows.csv"),
    ("a column of it", "desk_hours"),
    ("a person in a table", "Wilma Oddsdottir"),
    ("an account in a table", "48213577"),
    ("who was interviewed", "Bo Lindqvist"),
    ("the notes' name", "2026-06-03-okapi"),
    ("words of the notes", "nobody should ever hear of the flood in the archive room"),
    ("a ticket in the notes", "7781-ab-22"),
    ("whom they told", "Morven Tait of the agency next door"),
    ("an e-mail address", "somebody@clinic.example"),
    ("one for people", "somebody (at) clinic (dot) example"),
    ("a telephone number", "+44 131 496 0123"),
    ("a path of this machine", "/home/ida/proof/rows.csv"),
    ("a path of another", "C:\\\\Users\\\\ida\\\\rows.csv"),
    ("words of a draft", "they will open a second house by the harbour in the spring"),
];

fn project(template: &str, words: &str) -> Project {
    let project = Project::new();
    project
        .file("content/studies/agency.md", STUDY.replace("WORDS", &format!("\"{words}\"")))
        .file("content/studies/later.md", "---\ncustomer: Ash\ndraft: true\n---\nWe hear that they will open a second house by the harbour in the spring.\n")
        .file("content/evidence/okapi/approval.eml", "From: Joan Abernathy <joan@okapi-homes.example>\n\nYes: we read all of it aloud at the desk and were content.\n")
        .file("content/evidence/okapi/opening-rows.csv", "phase,desk_hours\nbefore,11\nbefore,13\nafter,2\nafter,3\n")
        .file("content/evidence/okapi/people.csv", "employee,account\nWilma Oddsdottir,48213577\n")
        .file("content/interviews/2026-06-03-okapi.md", "He said that nobody should ever hear of the flood in the archive room. Ticket 7781-ab-22.\n")
        .file("themes/ledger/templates/study.html", format!("{{% extends \"default/study.html\" %}}{{% block main %}}{template}{{{{ super() }}}}{{% endblock main %}}"));
    project
}

fn errors(project: &Project) -> Vec<String> {
    let checked = Output::of(project).checked;
    let is_private = |rule: &str| ["private-in-output", "unmasked-customer"].contains(&rule);
    let errors = checked.findings.iter().filter(|f| f.level == Level::Error);
    let (private, others): (Vec<_>, Vec<_>) = errors.partition(|f| is_private(f.rule));
    assert!(others.is_empty(), "{others:#?}");
    private.iter().map(|f| f.message.clone()).collect()
}

/// Whether the words are nowhere in the output: an address is taken out of what a page is given.
fn is_absent(project: &Project, words: &str) -> bool {
    let files = Output::of(project).files;
    !files.is_empty() && !files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
}

#[test]
fn a_template_that_prints_nothing_private_builds() {
    assert_eq!(errors(&project("<p>{{ study.extra.planted }}</p>", "Opening hours")), [""; 0]);
}

#[test]
fn every_private_field_is_found_when_a_template_prints_it() {
    for (what, words) in PRIVATE {
        let project = project("<p>{{ study.extra.planted }}</p>", words);
        let absent = || words.contains('@') && is_absent(&project, words);
        assert!(!errors(&project).is_empty() || absent(), "{what}: {words}");
    }
}

#[test]
fn every_private_field_is_found_where_nobody_sees_it() {
    for (n, (what, words)) in PRIVATE.iter().enumerate() {
        let template = [
            "<p data-note=\"{{ study.extra.planted }}\">x</p>",
            "<!-- {{ study.extra.planted }} -->",
            "<script type=\"application/json\">{{ study.extra.planted | safe }}</script>",
            "<template><p hidden title='{{ study.extra.planted }}'></p></template>",
            "<svg><desc>{{ study.extra.planted }}</desc></svg>",
        ][n % 5];
        let project = project(template, words);
        let absent = || words.contains('@') && is_absent(&project, words);
        assert!(!errors(&project).is_empty() || absent(), "{what}: {words} in {template}");
    }
}

/// Words that the template says itself are no less private, but for those that a page of our own may say.
#[test]
fn a_template_that_spells_it_out_is_found_too() {
    let ours = ["words of a draft", "whom they told", "the words they agreed to", "the ground"];
    for (what, words) in PRIVATE.iter().filter(|(what, _)| !ours.contains(what)) {
        let words = words.replace("\\\\", "\\");
        assert!(!errors(&project(&format!("<p>{words}</p>"), "x")).is_empty(), "{what}: {words}");
    }
}

/// Metadata goes; a picture that a template packs into the page is looked into.
#[test]
fn a_picture_in_a_page_is_looked_into() {
    use base64::Engine;
    let picture = jpeg("Dilys Kerrigan", "made at Okapi", "");
    let packed = base64::engine::general_purpose::STANDARD.encode(&picture);
    let found = errors(&project(&format!("<img alt=\"\" src=\"data:image/jpeg;base64,{packed}\">"), "x"));
    assert!(!found.is_empty());
    let beside = project("", "x");
    beside.file("static/desk.jpg", &picture);
    assert_eq!(errors(&beside), [""; 0]);
    let output = Output::of(&beside);
    assert!(!String::from_utf8_lossy(&output.files["desk.jpg"]).contains("Kerrigan"));
}
