//! What is private appears in no output.

use super::Built;
use crate::project::{Project, briefs, options};

#[test]
fn private_words_appear_in_no_output() {
    let project = Project::new();
    project.file("content/evidence/quagga/secret-rows.csv", "hours\n11\n");
    project.file("content/interviews/quagga-notes.md", "What Ana said: CANARY-NOTES\n");
    project.file(
        "content/studies/quagga-clinic/quagga-room.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>",
    );
    project.file("content/studies/quagga-clinic/logo.svg", "<svg/>");
    project.file(
        "content/studies/quagga-clinic/index.md",
        "---
customer: {name: Quagga Clinic Ltd, public_as: A clinic in the north, url: \"https://quagga.example\", industry: health, logo: logo.svg}
problem: Nurses typed every form twice.
outcome: Intake now takes one pass.
quote: {text: I go home on time. Write to nurse@hospital.example., by: A head nurse, role: Head nurse}
date: 2026-03-01
aliases: [/clients/quagga/]
evidence:
  retyping: {kind: measurement, metric: retyping, unit: hours, before: 11, after: 2, better: lower, source: customer-system, collected: 2026-06-02, file: quagga/secret-rows.csv}
  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: CANARY-INVOICE}
  call: {kind: interview, with: CANARY-WITH, date: 2026-06-03, by: CANARY-BY, notes: quagga-notes}
  told: {kind: advocacy, act: referral, date: 2026-08-11, to: CANARY-LISTENER}
consent: {by: CANARY-SIGNER, date: 2026-06-10, scope: [web, name, role, print, logo, reference], record: CANARY-RECORD, wording: CANARY-WORDING}
disclosure: {relationship: none, incentive: none}
reference: {open: true, kinds: [call]}
---
<!-- CANARY-COMMENT -->

Fewer hours: [11 to 2](evidence:retyping). Ask ana@clinic.example, or CANARY_b_*c@clinic.example. ![A room](quagga-room.svg)
",
    );
    let built = Built::of(project.root(), &options());
    assert_eq!(built.checked.count().errors, 0, "{:#?}", briefs(&built.checked));
    assert!(built.paths().contains(&"studies/a-clinic-in-the-north/index.html"), "{:?}", built.paths());
    for (path, text) in built.files.iter().filter(|(_, text)| !text.starts_with("copy of")) {
        for private in ["CANARY", "uagga", "secret-rows", "nurse@", "ana@", "a@clinic"] {
            assert!(!text.contains(private) && !path.contains(private), "{private} in {path}:\n{text}");
        }
    }
    let page = built.page("studies/a-clinic-in-the-north/index.html");
    assert!(page.contains("A clinic in the north") && page.to_lowercase().contains("a table"), "{page}");
    assert!(page.contains("href=\"#how-1\""), "anchors of an anonymous study are numbers");
}

#[test]
fn only_the_quoted_speaker_is_named_as_the_one_who_agreed() {
    let study = |by: &str| {
        let project = Project::new();
        project.file(
            "content/studies/a.md",
            format!("---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: {{text: I go home on time., by: Ana Ruiz, role: Head nurse}}\nconsent: {{by: {by}, date: 2026-06-10, scope: [web, name, role, print]}}\n---\n"),
        );
        Built::clean(&project).page("studies/a/index.html").to_owned()
    };
    assert!(study("Ana Ruiz").contains("Ana Ruiz agreed to this text on 10 June 2026, until 9 June 2027."));
    let other = study("Bo Lind");
    assert!(other.contains("The customer agreed to this text on 10 June 2026") && !other.contains("Bo Lind"));
}

#[test]
fn anonymous_studies_that_share_a_name_keep_their_addresses_apart() {
    let project = Project::new();
    for name in ["quagga", "zebu", "okapi"] {
        project.file(
            &format!("content/studies/{name}.md"),
            format!("---\ncustomer: {{name: The {name} clinic, public_as: A clinic}}\nproblem: Nurses typed every form twice.\noutcome: \"Intake takes one pass, they say, for {}.\"\nquote: I go home on time on Mondays.\n---\n", name.len()),
        );
    }
    let built = Built::clean(&project);
    let pages: Vec<&str> =
        built.own_paths().into_iter().filter(|p| !p.contains("brief") && p.starts_with("studies/")).collect();
    assert_eq!(
        pages,
        ["studies/a-clinic-2/index.html", "studies/a-clinic-3/index.html", "studies/a-clinic/index.html"]
    );
}
