//! What stands behind words: notes that every page finds, marks where nothing does, and gaps where a study is not shown.

use super::{Built, CARD};
use crate::project::{Project, briefs};

/// A study with a measured result, tied in its outcome.
fn measured(customer: &str, more: &str) -> String {
    format!(
        "---\ncustomer: {customer}\nproblem: Nurses typed every form twice.\noutcome: \"Retyping fell [from 11 hours a week to 2.5](evidence:typing).\"\nquote: {{text: I go home on time., by: Ana Ruiz, role: Head nurse}}\nevidence:\n  faxes: {{kind: measurement, metric: faxes, unit: faxes a week, before: 40, after: 4, better: lower, source: customer-system, collected: 2026-06-02}}\n  typing: {{kind: measurement, metric: time spent retyping, unit: hours a week, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02}}\nconsent: {{by: Ana Ruiz, date: 2026-06-01, scope: [web, name, role, print]}}\n{more}---\n"
    )
}

#[test]
fn every_page_finds_the_note_of_an_anonymous_customer() {
    let project = Project::new();
    let named = "{name: Quagga Dental, public_as: A clinic in the north}";
    project.file("content/studies/m.md", measured(named, "weight: 1\n"));
    project.file("content/studies/b.md", format!("---\n{CARD}---\n"));
    project.file(
        "content/pages/about.md",
        "---\ntitle: About\n---\nFaxes [fell from 40 to 4 a week](evidence:m/faxes).\n",
    );
    let built = Built::clean(&project);
    let study = built.page("studies/m/index.html");
    // The outcome is cited first, so its note is number 1, though its record comes second.
    let home = built.page("index.html");
    let note = "<a href=\"/studies/m/#how-2\" aria-label=\"note 1, how we know\">1</a>";
    assert!(home.contains(note), "{home}");
    assert!(study.contains("href=\"#how-2\" aria-label=\"note 1, how we know\">1</a>"), "{study}");
    assert!(study.contains("<li id=\"how-2\"><span class=\"n\" aria-hidden=\"true\">1</span>"), "{study}");
    assert!(built.page("about/index.html").contains("href=\"/studies/m/#how-1\""));
}

#[test]
fn records_that_are_written_alike_keep_their_notes_apart() {
    let project = Project::new();
    let text = measured("Ashgrove Clinic", "").replace("  faxes:", "  daily use:").replace("typing:", "daily-use:");
    let text = text.replace("evidence:typing", "evidence:daily-use") + "## How daily use\n\nIt went on.\n";
    project.file("content/studies/a.md", text);
    let built = Built::clean(&project);
    let page = built.page("studies/a/index.html");
    for anchor in ["how-daily-use", "how-daily-use-2", "how-daily-use-3"] {
        assert_eq!(page.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor} in {page}");
    }
}

#[test]
fn words_that_rest_on_a_study_that_is_not_shown_are_not_published() {
    let gone = [
        (
            "consent: {by: Ana Ruiz, date: 2026-06-01, withdrawn: 2026-11-01, scope: [web, name, role, print]}",
            "withdrawn",
        ),
        ("consent: {by: Ana Ruiz, date: 2025-01-01, until: 2026-01-01, scope: [web, name, role, print]}", "expired"),
    ];
    for (consent, why) in gone {
        let project = Project::new();
        let kept = "consent: {by: Ana Ruiz, date: 2026-06-01, scope: [web, name, role, print]}";
        project.file("content/studies/m.md", measured("Mossfield Dental", "").replace(kept, consent));
        project.file(
            "content/studies/b.md",
            format!("---\n{}title: \"Faxes [fell from 40 to 4 a week](evidence:m/faxes)\"\n---\nThere [the faxes fell from 40 to 4](evidence:m/faxes), they say.\n", CARD),
        );
        project.file(
            "content/pages/about.md",
            "---\ntitle: About\n---\nFaxes [fell from 40 to 4 a week](evidence:m/faxes).\n",
        );
        let built = Built::despite_errors(&project);
        for (path, html) in built.files.iter() {
            assert!(!html.contains("40 to 4"), "{why}: {path}: {html}");
        }
        let page = built.page("studies/b/index.html");
        assert!(page.contains("There <span class=\"withheld\">[not published]</span>, they say."), "{page}");
        assert!(page.contains("<title>Faxes [not published]"), "{page}");
        assert!(built.page("about/index.html").contains("Faxes <span class=\"withheld\">[not published]</span>."));
    }
}

const MARK: &str = "<span class=\"unbacked\">";

#[test]
fn what_was_allowed_is_marked_wherever_it_stands() {
    let project = Project::new();
    let card = CARD
        .replace("Intake now takes one pass.", "Retyping fell by 40% in May.")
        .replace("Nurses typed every form twice.", "Nurses typed 300 forms twice.");
    let front = format!(
        "title: \"Ashgrove *cut* typing by 60%\"\n{card}allow:\n  - {{rule: unsupported-claim, reason: the clinic's own count}}\n"
    );
    project.file("content/studies/a.md", format!("---\n{front}---\n"));
    project.file("content/studies/b.md", format!("---\n{CARD}---\n").replace("Ashgrove", "Bell"));
    project.file(
        "content/pages/about.md",
        "---\ntitle: About\n---\n<!-- proofmark: allow(unsupported-claim) counted by hand -->\nForms take 40% less time with Intake.\n",
    );
    let built = Built::clean(&project);
    let allowed: Vec<&str> =
        built.checked.allowed.iter().map(|a| built.checked.sources.get(a.span.file).words(a.span)).collect();
    assert!(allowed.len() >= 3, "{allowed:?} {:#?}", briefs(&built.checked));
    let note = |page: &str| format!("</span><sup class=\"unbacked-note\"><a href=\"{page}#not_backed\"");
    let study = built.page("studies/a/index.html");
    assert!(study.contains(MARK) && study.contains(&note("")) && study.contains("id=\"not_backed\""), "{study}");
    let h1 = &study[study.find("<h1>").unwrap()..study.find("</h1>").unwrap()];
    assert!(h1.contains(MARK) && h1.contains("<em><span class=\"unbacked\">cut</span>"), "{h1}");
    for path in ["studies/a/brief/index.html", "index.html"] {
        let page = built.page(path);
        assert!(page.contains(MARK) && page.contains(&note("/studies/a/")), "{path}: {page}");
    }
    let page = built.page("about/index.html");
    assert!(page.contains(MARK) && page.contains("id=\"not_backed\"") && page.contains("counted by hand"), "{page}");
}

#[test]
fn consent_ends_on_the_page_on_the_day_it_ends_for_the_gate() {
    let project = Project::new();
    project.file("content/studies/a.md", measured("Ashgrove Clinic", ""));
    let page = Built::clean(&project).page("studies/a/index.html").to_owned();
    assert!(page.contains("agreed to this text on 1 June 2026, until 31 May 2027."), "{page}");
}

#[test]
fn a_brief_ends_each_sentence_once() {
    let project = Project::new();
    let card = "title: Is it good?\ncustomer: Ashgrove Clinic\nproblem: {text: Nurses typed every form twice, cost: Much money.}\noutcome: Intake now takes one pass\nquote: I go home on time.\nhesitation: They feared the change\nalternatives: [Paper., A scanner.]\neffort: {their_hours: 14}\nlimits: Walk-in patients\ntypical: {text: It is not}\n";
    project.file("content/studies/a.md", format!("---\n{card}---\n"));
    let built = Built::clean(&project);
    let brief = built.page("studies/a/brief/index.html");
    for whole in [
        "<p class=\"outcome\">Is it good?</p>",
        "Nurses typed every form twice. What that cost: Much money. They also considered: Paper; A scanner.</p>",
        "What nearly stopped them: They feared the change.</p>",
        "<p>Walk-in patients.</p>",
        "Intake now takes one pass.",
        "Is it typical? It is not.</p>",
    ] {
        assert!(brief.contains(whole), "{whole} not in {brief}");
    }
    assert!(!brief.contains("..") || brief.replace("../", "").matches("..").count() == 0, "{brief}");
}
