//! Markdown as it comes out.

use super::{Built, CARD};
use crate::project::{Project, briefs};

const MEASURED: &str = "title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"
customer: Ashgrove Clinic
problem: Nurses typed every form twice.
outcome: \"Retyping fell [from 11 hours a week to 2.5](evidence:retyping).\"
quote:
  text: \"We went [from 11 hours a week to 2.5](evidence:retyping), and I *go home*.\"
  by: Ana Ruiz
evidence:
  daily: {kind: usage, since: 2026-03-09, as_of: 2026-11-02, active: true, source: telemetry, metric: forms, value: 40, unit: forms a week}
  retyping: {kind: measurement, metric: time spent retyping, unit: hours a week, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02}
consent: {by: Ana Ruiz, date: 2026-06-01, scope: [web, name, role, print]}
";

/// The page of one study with this body.
#[track_caller]
fn page(body: &str) -> String {
    let project = Project::new();
    project.settings("[rules]\nunsafe-link = \"off\"\n");
    project.file("content/studies/a.md", format!("---\n{CARD}---\n{body}"));
    Built::clean(&project).page("studies/a/index.html").to_owned()
}

#[test]
fn claims_lead_to_their_notes_and_notes_back() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{MEASURED}---\nThey send [40 forms a week](evidence:daily).\n"));
    let built = Built::clean(&project);
    let page = built.page("studies/a/index.html");
    // The title comes first, so what it rests on is note 1, whatever the order of the records.
    assert!(page.contains(
        "<h1>Ashgrove <span class=\"claim\">cut retyping by 77%</span><sup class=\"claim-note\"><a id=\"claim-1\" href=\"#how-retyping\" aria-label=\"note 1, how we know\">1</a></sup></h1>"
    ), "{page}");
    assert!(page.contains("href=\"#how-daily\" aria-label=\"note 2, how we know\">2</a>"), "{page}");
    for anchor in ["how-retyping", "how-daily"] {
        assert_eq!(page.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    for claim in 1..=4 {
        assert_eq!(page.matches(&format!("id=\"claim-{claim}\"")).count(), 1, "{claim}");
        assert_eq!(page.matches(&format!("href=\"#claim-{claim}\"")).count(), 1, "{claim}");
    }
    assert!(page.contains("<title>Ashgrove cut retyping by 77%"), "no markup in the title of the window");
    assert!(page.contains("and I <em>go home</em>."));
    let brief = built.page("studies/a/brief/index.html");
    assert!(brief.contains("href=\"/studies/a/#how-retyping\""), "the brief leads to the study's notes");
    assert!(!brief.contains("id=\"claim-"), "{brief}");
}

#[test]
fn another_pages_claim_leads_to_the_studys_note() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{MEASURED}---\n"));
    project.file(
        "content/pages/about.md",
        "---\ntitle: About\n---\nIt [fell from 11 hours a week to 2.5](evidence:a/retyping).\n",
    );
    let built = Built::clean(&project);
    assert!(built.page("about/index.html").contains("href=\"/studies/a/#how-retyping\""));
}

#[test]
fn raw_html_and_comments_are_left_out() {
    let page = page(
        "Before <b onclick=\"x()\">bold</b> after.\n\n<script>alert(1)</script>\n\n<!-- proofmark: allow(hearsay) secret reason -->\n\n<!-- a note to self -->\n\nEnd.\n",
    );
    assert!(page.contains("<p>Before bold after.</p>"), "{page}");
    for gone in ["alert", "onclick", "bold</b>", "note to self", "secret reason"] {
        assert!(!page.contains(gone), "{gone}");
    }
    assert!(page.contains("<p>End.</p>"));
}

#[test]
fn nothing_is_printed_unescaped() {
    let project = Project::new();
    let evil = "<img src=x onerror=alert(1)>\\\"'&";
    project.file(
        "content/studies/a.md",
        format!(
            "---\ntitle: \"T {evil}\"\ncustomer: {{name: \"N {evil}\", industry: \"I {evil}\", about: \"A {evil}\"}}\nproblem: \"P {evil}\"\noutcome: \"O {evil}\"\nquote: {{text: \"Q {evil}\", by: \"B {evil}\", role: \"R {evil}\", asked: \"W {evil}\"}}\nalternatives: [\"L {evil}\"]\n---\n## H `{0}` {{#x onclick=alert(1) .y}}\n\n| `{0}` |\n|---|\n| \\<img src=x onerror=alert(1)> |\n\n[l](https://a.example/\"onclick=\"alert(1))\n\n![\"><img src=x onerror=alert(1)>](/favicon.svg \"t\\\"><img src=x onerror=alert(1)>\")\n",
            "<img src=x onerror=alert(1)>"
        ),
    );
    let built = Built::despite_errors(&project);
    for (path, html) in built.html() {
        assert!(!html.contains("<img src=x"), "{path}: {html}");
        assert!(!html.contains("\"onclick") && !html.contains(" onclick="), "{path}");
    }
    assert!(!built.page("atom.xml").contains("<img"));
}

#[test]
fn unsafe_links_keep_their_words_only() {
    let project = Project::new();
    project.file(
        "content/studies/a.md",
        format!("---\n{CARD}---\n[one](javascript:alert(1)) [two](data:text/html,x) [three](<java\tscript:alert(1)>) [four](mailto:ana@clinic.example) [five](tel:+4412345) [six](<\\\\evil.example>) [seven](mailto:proof@ledgerline.example) [eight](https://a.example/)\n"),
    );
    project.settings("[rules]\nunsafe-link = \"off\"\nbroken-link = \"off\"\n");
    let page = Built::clean(&project).page("studies/a/index.html").to_owned();
    for gone in ["javascript", "data:", "script:", "clinic.example", "tel:", "evil.example"] {
        assert!(!page.contains(gone), "{gone}");
    }
    for word in ["one", "two", "three", "four", "five", "six"] {
        assert!(page.contains(word), "{word}");
    }
    assert!(page.contains("<a href=\"mailto:proof@ledgerline.example\">seven</a>"));
    assert!(page.contains("<a href=\"https://a.example/\" rel=\"noopener\">eight</a>"));
}

#[test]
fn the_title_is_the_only_first_heading() {
    let page = page("# One\n\n## Two {#second}\n\n# One\n\nA [link](#second) and [another](#one-2).\n");
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.contains("<h2 id=\"one\">One</h2>") && page.contains("<h3 id=\"second\">Two</h3>"), "{page}");
    assert!(page.contains("<h2 id=\"one-2\">One</h2>"));
}

#[test]
fn tables_scroll_footnotes_have_letters_and_pictures_are_figures() {
    let page =
        page("A[^x] b[^y] c[^x].\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n[^x]: First.\n[^y]: Second.\n\n~~gone~~\n");
    assert!(page.contains("<div class=\"table-scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>"));
    assert!(page.contains("<th scope=\"col\" class=\"right\">a</th>") && page.contains("<td class=\"right\">1</td>"));
    assert!(page.contains("id=\"fnref-a\" href=\"#fn-a\"") && page.contains("id=\"fnref-a-2\" href=\"#fn-a\""));
    assert!(page.contains("<li id=\"fn-b\"><p>Second.</p> <a href=\"#fnref-b\""), "{page}");
    assert!(page.contains("<del>gone</del>"));
}

#[test]
fn a_picture_elsewhere_is_a_link_and_no_request() {
    let page = page("![A chart](https://cdn.example/chart.png)\n");
    assert!(!page.contains("<img src=\"https:"), "{page}");
    assert!(page.contains("<a href=\"https://cdn.example/chart.png\" rel=\"noopener\">A chart</a>"));
}

#[test]
fn links_between_files_become_addresses() {
    let project = Project::new();
    project.file(
        "content/studies/a/index.md",
        format!("---\n{CARD}---\n## What changed\n\n[b](../b.md#its-part) [page](../../pages/about.md)\n"),
    );
    project.file(
        "content/studies/b.md",
        format!("---\n{}---\n## Its part\n\n[a](a/index.md#what-changed)\n", CARD.replace("Ashgrove", "Bell")),
    );
    project.file("content/pages/about.md", "---\ntitle: About\n---\n[a](../studies/a/index.md)\n");
    let built = Built::clean(&project);
    let a = built.page("studies/a/index.html");
    assert!(a.contains("href=\"/studies/b/#its-part\"") && a.contains("href=\"/about/\""));
    assert!(built.page("studies/b/index.html").contains("href=\"/studies/a/#what-changed\""));
    assert!(built.page("about/index.html").contains("href=\"/studies/a/\""));
}

#[test]
fn a_link_to_what_is_left_out_keeps_its_words() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{CARD}---\nSee [the other one](b.md).\n"));
    project.file("content/studies/b.md", format!("---\n{CARD}draft: true\n---\n"));
    project.settings("[rules]\nbroken-link = \"off\"\n");
    assert!(Built::clean(&project).page("studies/a/index.html").contains("See the other one."));
}

#[test]
fn what_was_allowed_says_so_on_its_page() {
    let project = Project::new();
    project.file(
        "content/studies/a.md",
        format!("---\n{CARD}---\n<!-- proofmark: allow(unsupported-claim) the clinic's own count, not on file -->\nRetyping fell by 40% in May, and calls fell by 30% in June.\n"),
    );
    let built = Built::clean(&project);
    assert!(!built.checked.allowed.is_empty(), "{:#?}", briefs(&built.checked));
    let page = built.page("studies/a/index.html");
    assert_eq!(page.matches("<span class=\"unbacked\">").count(), 2, "{page}");
    assert!(page.contains("id=\"not_backed\"") && page.contains("the clinic&#39;s own count, not on file"), "{page}");
}
