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
fn no_address_but_the_contact_comes_through_anywhere() {
    let project = Project::new();
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    let settings = settings
        .replace("title = \"Proof\"", "title = \"Proof mail@x.example\"\ntagline = \"Ask mail@x.example\"")
        .replace("Ledgerline Ltd", "Ledgerline mail@x.example");
    project.file("site.toml", settings);
    let study = r##"---
title: "Title mail@x.example"
customer: {name: "Ashgrove mail@x.example", url: "https://mail@x.example/", industry: "retail mail@x.example", about: "They write to mail&#64;x.example."}
problem: {text: "Orders went to mail@x.example", tag: "mail@x.example", cost: "*mail@x.example*"}
outcome: "Orders to ma_il\\@x.example_ arrive."
quote: {text: "Write to mail@x.example.", by: "mail@x.example", role: "mail@x.example", asked: "mail@x.example?", explains: "sent@x.example"}
evidence:
  sent@x.example: {kind: measurement, metric: "mail@x.example", unit: "orders mail@x.example", before: 1, after: 2, better: higher, statistic: mean, sample: "4 weeks mail@x.example", source: customer-system, collected: 2026-06-02, method: "mail@x.example", also_changed: "mail@x.example"}
  seen: {kind: public, publisher: "mail@x.example", url: "https://x.example/?q=mail@x.example", seen: 2026-06-02, states: "mail@x.example"}
  talk: {kind: interview, with: "mail@x.example", date: 2026-06-02, notes: talk}
consent: {by: "mail@x.example", date: 2026-10-01, until: 2027-10-01, scope: [web, name, role, print, reference]}
disclosure: {relationship: none, incentive: "lunch with mail@x.example"}
limits: "mail@x.example"
hesitation: "mail@x.example"
alternatives: ["mail@x.example"]
typical: {text: "mail@x.example", basis: "mail@x.example"}
tags: ["mail@x.example"]
reference: {open: true, kinds: ["mail@x.example"]}
extra: {mail: mail@x.example, more: ["mail@x.example"]}
---
## Heading mail@x.example

Text mail@x.example, <mail@x.example>, [l](mailto:mail@x.example), `mail@x.example` and mail&#64;x.example or mail\@x.example.

    code mail@x.example

[q](https://x.example/?q=mail@x.example "t mail@x.example") [h](https://x.example/?q=mail%40x.example) [ok](https://x.example/ "t mail@x.example")
[cc](mailto:proof@ledgerline.example?cc=mail@x.example) <https://x.example/?q=mail%40x.example> ![alt mail@x.example](https://x.example/a.png "mail@x.example")

![alt mail@x.example](/favicon.svg "mail@x.example")

[contact](mailto:proof@ledgerline.example)
"##;
    project.file("content/studies/a.md", study);
    project.file("content/studies/b.md", study.replace("Ashgrove", "Bell").replace("Title", "Other title"));
    project.file(
        "themes/ledger/templates/study.html",
        "{{ study.extra.mail }} {{ study.extra.more[0] }} {{ <whole_study study={study} site={site} /> }}",
    );
    let built = Built::despite_errors(&project);
    assert!(built.page("studies/a/index.html").contains("<a href=\"mailto:proof@ledgerline.example\">contact</a>"));
    for (path, text) in built.files.iter().filter(|(_, text)| !text.starts_with("copy of")) {
        for private in ["mail@", "mail%40", "@x.example", "mail-x-example", "%40x.example"] {
            let at = text.find(private).map(|at| &text[at.saturating_sub(60)..(at + 60).min(text.len())]);
            let in_address = path.starts_with("by/") || at.is_some_and(|at| at.contains("/by/"));
            assert!(at.is_none() || in_address, "{private} in {path}: {at:?}");
        }
    }
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
