//! A customer who is not to be named, in every spelling; and words that only look like it.

use proofmark::finding::Level;

use super::Output;
use crate::project::{Project, briefs};

fn project(front: &str, body: &str) -> Project {
    let project = Project::new();
    project.file(
        "content/studies/lettings.md",
        format!(
            "---\ncustomer: {{name: Gorsebank Residential Ltd, public_as: A lettings agency, url: \"https://www.gorsebank-homes.co.uk\", industry: housing}}\nproblem: Papers came by post.\noutcome: They are sent once.\nquote: I go home on time on Mondays.\n{front}---\n{body}"
        ),
    );
    project
}

fn found(front: &str, body: &str) -> Vec<String> {
    let output = Output::of(&project(front, body));
    let told = output.checked.findings.iter().filter(|f| f.rule == "unmasked-customer" && f.level == Level::Error);
    told.map(|f| output.checked.sources.words(f.span).to_owned()).collect()
}

#[test]
fn every_spelling_in_the_story_is_underlined() {
    for (body, words) in [
        ("At Gorsebank they say so.", "Gorsebank"),
        ("At GORSEBANK they say so.", "GORSEBANK"),
        ("gorsebank's desk", "gorsebank"),
        ("Gorse*bank*", "Gorse*bank"),
        ("**Gorse**bank", "Gorse**bank"),
        ("Gorse-bank", "Gorse-bank"),
        ("Gorse bank", "Gorse bank"),
        ("Gorse&shy;bank", "Gorse&shy;bank"),
        ("Gorse\u{200b}bank", "Gorse\u{200b}bank"),
        ("G&#111;rsebank", "G&#111;rsebank"),
        ("the Gorsebankers", "Gorsebank"),
        ("[x](https://x.example/gorsebank)", "gorsebank"),
        ("[x](https://x.example/g%6Frsebank)", "g%6Frsebank"),
        ("`gorsebank`", "gorsebank"),
        ("![The hall of Gorsebank](https://x.example/a.png)", "Gorsebank"),
        ("see gorsebank-homes.co.uk", "gorsebank-homes.co.uk"),
        ("GorsebankResidential", "GorsebankResidential"),
        ("Görsebänk", "Görsebänk"),
        ("| a |\n|---|\n| Gorsebank |", "Gorsebank"),
        ("    gorsebank --help", "gorsebank"),
    ] {
        let told = found("", body);
        assert!(told.iter().any(|told| told == words), "{body}: {told:?}");
    }
}

#[test]
fn every_field_that_is_printed_is_looked_at() {
    for front in [
        "tags: [gorsebank]\n",
        "title: Gorsebank asks once\n",
        "limits: Not for the Gorsebank house.\n",
        "alternatives: [leave Gorsebank]\n",
        "evidence: {x: {kind: measurement, metric: Gorsebank hours, unit: hours, before: 3, after: 2, better: lower, source: customer-system, collected: 2026-06-02}}\n",
        "evidence: {x: {kind: document, title: A paper, issuer: Gorsebank, date: 2026-06-02}}\n",
        "evidence: {gorsebank: {kind: measurement, unit: hours, before: 3, after: 2, better: lower, source: customer-system, collected: 2026-06-02}}\n",
        "disclosure: {relationship: none, incentive: lunch at Gorsebank}\n",
        "typical: {text: We cannot say., basis: Gorsebank alone}\n",
        "hesitation: \"Gorsebank\\u0027s landlord\"\n",
    ] {
        let told = found(front, "");
        assert!(!told.is_empty() && told.iter().all(|t| t.to_lowercase().contains("gorsebank")), "{front}: {told:?}");
    }
    assert_eq!(found("extra: {x: gorsebank}\n# gorsebank\n", "<!-- gorsebank -->"), [""; 0], "it is not printed");
}

#[test]
fn what_is_said_in_public_anyway_gives_nobody_away() {
    for body in [
        "A residential agency by a bank of gorse.",
        "The homes of the lettings agency. Housing.",
        "Gorse banks are yellow in May.",
        "They are Limited by law, Ltd.",
    ] {
        assert_eq!(found("", body), [""; 0], "{body}");
    }
}

#[test]
fn another_document_may_not_say_it_either() {
    let project = project("", "");
    project.file("content/pages/about.md", "---\ntitle: About\n---\nAmong them Gorsebank.\n");
    let output = Output::of(&project);
    assert!(
        briefs(&output.checked).contains(&"unmasked-customer content/pages/about.md:4:12 \"Gorsebank\"".to_owned())
    );
    let told = output.told("private-in-output");
    assert!(told.is_empty(), "told once: {told:?}");
}

#[test]
fn it_can_be_neither_allowed_nor_turned_down() {
    let project = project("", "<!-- proofmark: allow(unmasked-customer) everybody knows -->\nAt Gorsebank.\n");
    project.settings("[rules]\nunmasked-customer = \"off\"\nprivate-in-output = \"note\"\n");
    let output = Output::of(&project);
    assert_eq!(output.told("unmasked-customer").len(), 1, "{:#?}", output.checked.findings);
    assert_eq!(output.told("unexplained-allowance"), ["`unmasked-customer` cannot be allowed"]);
    assert_eq!(output.told("invalid-config").len(), 2);
}

#[test]
fn addresses_that_name_them_are_told() {
    let project = Project::new();
    let text = "---\ncustomer: {name: Gorsebank Residential, public_as: A lettings agency, logo: mark.svg}\nproblem: Papers came by post.\noutcome: They are sent once.\nquote: I go home on time on Mondays.\naliases: [/clients/gorsebank/, /clients/agency/]\n---\n![Their mark](mark.svg)\n";
    project.file("content/studies/gorsebank/index.md", text).file("content/studies/gorsebank/mark.svg", "<svg/>");
    let output = Output::of(&project);
    let told: Vec<(Level, &str)> = output
        .checked
        .findings
        .iter()
        .filter(|f| f.rule == "unmasked-customer")
        .map(|f| (f.level, f.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Level::Note, "the name of this folder gives away a customer who is not to be named"),
            (Level::Warning, "`/clients/gorsebank/` gives away a customer who is not to be named"),
            (Level::Error, "this is the logo of a customer who is not to be named"),
        ]
    );
    let help = &output.checked.findings.iter().find(|f| f.rule == "unmasked-customer").unwrap().help;
    assert_eq!(help, &["rename the folder to `a-lettings-agency`"]);
}

#[test]
fn a_copied_file_may_not_carry_the_name_either() {
    for (path, leaks) in [("static/gorsebank.txt", true), ("static/gorsebank/b.bin", true), ("static/plan.txt", false)]
    {
        let project = project("", "");
        project.file(path, "Opening hours.\n");
        let output = Output::of(&project);
        assert_eq!(output.checked.findings.iter().any(|f| f.level == Level::Error), leaks, "{path}");
    }
}
