//! Every kind of file that is made of a study of a customer who is not to be named: each says the public name, none the other.

use proofmark::finding::{Finding, Level};

use super::Output;
use crate::project::{Project, briefs};

const STUDY: &str = "---
customer: {name: Gorsebank Lettings Housing Ltd, public_as: A lettings agency, url: \"https://www.gorsebank-homes.example\", industry: housing, size: 51-200, region: Wales, logo: gorsebank.svg, about: They let some four hundred flats.}
title: \"A lettings agency [cut opening by 8 hours](evidence:opening)\"
problem: {text: Papers came by post., cost: 11 hours a week, tag: post}
outcome: \"Opening fell [from 11 hours a week to 3](evidence:opening).\"
quote: {text: \"I go home on time on Mondays, because nobody opens the post.\", by: D. K., role: Lettings manager, photo: gorsebank-portrait.jpg, explains: problem}
product: Intake
date: 2026-06-12
aliases: [/old/agency/]
evidence:
  opening: {kind: measurement, metric: time opening post, unit: hours a week, better: lower, statistic: mean, source: customer-system, collected: 2026-06-02, file: gorsebank/rows.csv, data: {column: hours, statistic: mean, by: phase, date: day}}
  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 2231}
consent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print, photo, logo], record: gorsebank/approval.eml}
disclosure: {relationship: none, incentive: none}
limits: Walk-in tenants still fill in paper forms.
reference: {open: true, kinds: [email], max_per_quarter: 2}
---
![The post room](gorsebank-room.png)

| phase | hours |
|---|---|
| before | 11 |

Fewer hours: [11 to 3](evidence:opening).
";

fn project() -> Project {
    let project = Project::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0";
    let rows = "day,phase,hours\n2026-01-05,before,11\n2026-01-12,before,11\n2026-05-04,after,3\n2026-05-11,after,3\n";
    project
        .file("content/studies/gorsebank/index.md", STUDY.replace(", logo: gorsebank.svg", "").replace(", logo]", "]"))
        .file("content/studies/gorsebank/gorsebank-room.png", png)
        .file("content/studies/gorsebank/gorsebank-portrait.jpg", super::pictures::jpeg("", "", ""))
        .file("content/evidence/gorsebank/rows.csv", rows)
        .file("content/evidence/gorsebank/approval.eml", "I agree.\n");
    for (n, industry) in
        [("Ash", "housing"), ("Birch", "health"), ("Cherry", "health"), ("Damson", "housing"), ("Elder", "health")]
    {
        project.file(
            &format!("content/studies/{n}.md"),
            format!("---\ncustomer: {{name: {n} Flats, industry: {industry}, region: Wales}}\nproblem: {{text: Papers came by post., tag: post}}\noutcome: They are sent once.\nquote: I go home on time on Mondays.\n---\n"),
        );
    }
    project
}

#[test]
fn no_kind_of_file_names_them() {
    let output = Output::of(&project());
    assert_eq!(output.checked.count().errors, 0, "{:#?}", briefs(&output.checked));
    for (path, says) in [
        ("index.html", "A lettings agency"),
        ("studies/a-lettings-agency/index.html", "application/ld+json"),
        ("studies/a-lettings-agency/index.html", "og:title"),
        ("studies/a-lettings-agency/brief/index.html", "A lettings agency"),
        ("studies/a-lettings-agency/index.md", "A lettings agency"),
        ("studies/a-lettings-agency/proof.json", "A lettings agency"),
        ("atom.xml", "A lettings agency"),
        ("llms.txt", "A lettings agency"),
        ("sitemap.xml", "studies/a-lettings-agency/"),
        ("by/industry/housing/index.html", "A lettings agency"),
        ("references/index.html", "A lettings agency"),
    ] {
        let file = output.files.get(path).unwrap_or_else(|| panic!("{path} of {:?}", output.files.keys()));
        assert!(String::from_utf8_lossy(file).contains(says), "{path}");
    }
    let cards = output.files.iter().filter(|(path, _)| path.ends_with("card.png"));
    assert!(cards.map(|(_, drawing)| drawing).any(|drawing| String::from_utf8_lossy(drawing).contains("A lettings")));
    for (path, bytes) in &output.files {
        let letters: String = String::from_utf8_lossy(bytes).chars().filter(|c| c.is_alphanumeric()).collect();
        for (what, words) in [("path", path.as_str()), ("bytes", &letters)] {
            let small = words.to_lowercase();
            for secret in ["gorse", "kerrigan", "rowscsv", "approvaleml"] {
                assert!(!small.contains(secret), "{secret} in the {what} of {path}");
            }
        }
    }
}

#[test]
fn their_initials_give_them_away() {
    let told = |path: &str, text: &str| {
        let project = project();
        project.file(path, text);
        let output = Output::of(&project);
        let is_leak = |f: &&Finding| ["unmasked-customer", "private-in-output"].contains(&f.rule);
        let found = output.checked.findings.iter().filter(is_leak).filter(|f| f.level == Level::Error);
        found.map(|f| output.checked.sources.words(f.span).to_owned()).collect::<Vec<_>>()
    };
    let page = |words: &str| format!("---\ntitle: Thanks\n---\n{words}\n");
    for (words, found) in
        [("We thank GLH for it.", "GLH"), ("The G.L.H. way", "G.L.H"), ("A G<b>L</b>H house", "G<b>L</b>H")]
    {
        assert_eq!(told("content/pages/p.md", &page(words)), [found], "{words}");
    }
    for words in ["a glh house", "GLHS", "G L, and H", "AGLH"] {
        assert_eq!(told("content/pages/p.md", &page(words)), [""; 0], "{words}");
    }
    assert_eq!(told("static/a.js", "const GLH = 3;"), [""; 0], "no words");
    let other = "---\ncustomer: Cedar Flats\nproblem: GLH valves broke.\noutcome: They hold.\nquote: I go home on time on Mondays.\n---\n";
    assert_eq!(told("content/studies/cedar.md", other), [""; 0], "it stands for something else");
}
