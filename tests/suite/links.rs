//! Links, images and addresses, as people write and mistype them.

use proofmark::finding::{Finding, Level};
use proofmark::pipeline::Checked;

use crate::project::{Project, briefs};

fn study(front: &str, body: &str) -> String {
    format!(
        "---\n{front}customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n{body}"
    )
}

fn of<'a>(checked: &'a Checked, rule: &str) -> Vec<&'a Finding> {
    checked.findings.iter().filter(|f| f.rule == rule).collect()
}

/// A study in its own folder, a second, a page, a static file; then the links of `body`.
fn site(body: &str) -> Checked {
    let project = Project::of_example(&study("", body));
    project
        .file(
            "content/studies/birchwood/index.md",
            study("", "## What changed\n\n## What *changed*\n\n## Für alle {#all}\n"),
        )
        .file(
            "content/studies/elmtree.md",
            study("", "").replace("Ashgrove Clinic", "{name: Elmtree Clinic, public_as: A clinic in Wales}"),
        )
        .file("content/studies/birchwood/two bars.svg", "<svg/>")
        .file("content/studies/bars.svg", "<svg/>")
        .file("content/pages/about.md", "---\ntitle: About\naliases: [/who-we-are/]\n---\nWe make forms.\n")
        .file("static/files/terms.pdf", "x");
    project.check()
}

#[test]
fn what_is_there_may_be_linked() {
    for link in [
        "birchwood/index.md",
        "./birchwood/index.md#what-changed",
        "birchwood/index.md#what-changed-2",
        "birchwood/index.md#all",
        "../pages/about.md",
        "/",
        "/studies/birchwood/",
        "/studies/birchwood/brief/",
        "/studies/a-clinic-in-wales/",
        "/about/",
        "/who-we-are/",
        "/how-we-know/",
        "/references/",
        "/files/terms.pdf",
        "/atom.xml",
        "https://proof.example/about/",
        "https://elsewhere.example/nothing",
        "bars.svg",
        "birchwood/two%20bars.svg",
        "#here",
    ] {
        let checked = site(&format!("## Here\n\nA [link]({link}).\n"));
        assert!(of(&checked, "broken-link").is_empty(), "{link}: {:#?}", of(&checked, "broken-link"));
    }
}

#[test]
fn what_is_not_there_is_said_once_with_a_way_out() {
    for (link, says) in [
        ("birchwod/index.md", "did you mean `content/studies/birchwood/index.md`?"),
        ("birchwood.md", "the file is `content/studies/birchwood/index.md`"),
        ("about.md", "the file is `content/pages/about.md`"),
        ("birchwood/", "link to the Markdown file itself: `content/studies/birchwood/index.md`"),
        ("birchwood/index.md#what-chnged", "did you mean `#what-changed`?"),
        ("#elsewhere-entirely", "its anchors are `#here`"),
        ("bar.svg", "did you mean `content/studies/bars.svg`?"),
        ("/how-we-no/", "link to another study or page by its file"),
        ("/about", "write `/about/`"),
        ("/studies/nobody/", "link to another study or page by its file"),
        ("/files/term.pdf", ""),
    ] {
        let checked = site(&format!("## Here\n\nA [link]({link}).\n"));
        let found = of(&checked, "broken-link");
        assert_eq!(found.len(), 1, "{link}: {found:#?}");
        assert_eq!(found[0].level, Level::Error);
        assert_eq!(checked.sources.words(found[0].span), format!("[link]({link})"));
        let said = format!("{} {}", found[0].label, found[0].help.join(" "));
        assert!(said.contains(says), "{link}: {said}");
    }
}

#[test]
fn links_of_front_matter_pictures_and_logos_are_looked_at() {
    let front = "title: \"As [they](nobody.md) do\"\nlimits: \"See [this page about limits](/nowhere/) for more.\"\n";
    let text = study(front, "![Bars](nothing.svg)\n")
        .replace("customer: Ashgrove Clinic", "customer: {name: Ashgrove Clinic, logo: mark.svg}");
    let checked = Project::of_example(&text).check();
    let words: Vec<&str> = of(&checked, "broken-link").iter().map(|f| checked.sources.words(f.span)).collect();
    assert_eq!(words, ["[they](nobody.md)", "[this page about limits](/nowhere/)", "mark.svg", "![Bars](nothing.svg)"]);
}

#[test]
fn a_link_to_what_is_left_out_says_why() {
    for (front, level, why) in [
        ("draft: true\n", Level::Error, "it is a draft"),
        ("date: 2027-01-01\n", Level::Error, "it is to be published on 2027-01-01"),
        (
            "consent: {by: A B, date: 2025-01-01, until: 2026-01-01, scope: [web]}\n",
            Level::Warning,
            "its consent ended on 2026-01-01",
        ),
        (
            "consent: {by: A B, date: 2025-01-01, withdrawn: 2026-01-01, scope: [web]}\n",
            Level::Warning,
            "its consent was withdrawn",
        ),
    ] {
        for link in ["other.md", "/studies/other/"] {
            let project = Project::of_example(&study("", &format!("A [link]({link}).\n")));
            project.file("content/studies/other.md", study(front, ""));
            let checked = project.check();
            let found = of(&checked, "broken-link");
            assert_eq!(found.len(), 1, "{link} {front} {:#?}", briefs(&checked));
            assert_eq!(found[0].level, level, "{link} {front}");
            assert!(found[0].notes.join(" ").contains(why), "{:?}", found[0].notes);
        }
    }
}

#[test]
fn words_that_rest_on_what_is_left_out_say_why() {
    const RECORD: &str = "evidence:\n  faxes: {before: 80, after: 60, unit: faxes a week, better: lower, source: customer-system, collected: 2026-06-02}\n";
    const WORDS: &str = "Faxes fell [from 80 a week to 60](evidence:other/faxes).\n";
    for (front, expected, why) in [
        ("", None, ""),
        ("draft: true\n", Some(Level::Error), "it is a draft"),
        ("date: 2027-01-01\n", Some(Level::Error), "it is to be published on 2027-01-01"),
        (
            "consent: {by: A B, date: 2025-01-01, scope: [web]}\n",
            Some(Level::Warning),
            "its consent ended on 2025-12-31",
        ),
        ("consent: {by: A B, date: 2026-01-01, withdrawn: 2026-11-01}\n", Some(Level::Warning), "was withdrawn"),
    ] {
        let page = format!("---\ntitle: About\n---\n{WORDS}");
        for (path, text) in [("content/studies/example.md", study("", WORDS)), ("content/pages/about.md", page)] {
            let project = Project::new();
            project.file(path, text).file("content/studies/other.md", study(&format!("{front}{RECORD}"), ""));
            let checked = project.check();
            let found = of(&checked, "unknown-evidence");
            let levels: Vec<Level> = found.iter().map(|f| f.level).collect();
            assert_eq!(levels, Vec::from_iter(expected), "{path} {front} {:#?}", briefs(&checked));
            assert!(found.iter().all(|f| f.notes.join(" ").contains(why)), "{found:?}");
        }
    }
    // What is not published either rests on nothing in public.
    let project = Project::of_example(&study("draft: true\n", WORDS));
    project.file("content/studies/other.md", study(&format!("draft: true\n{RECORD}"), ""));
    assert!(of(&project.check(), "unknown-evidence").is_empty());
}

#[test]
fn a_draft_holds_nothing_back() {
    let faults = "See [nothing](nowhere.md). Nurses now save 4 hours a week.\n";
    let grave = |front: &str| {
        let checked = Project::of_example(&study(front, faults)).check();
        let mut levels: Vec<(&str, Level)> = checked.findings.iter().map(|f| (f.rule, f.level)).collect();
        levels.retain(|(rule, _)| ["broken-link", "unsupported-claim", "unknown-field"].contains(rule));
        levels
    };
    let both = |level| vec![("broken-link", level), ("unsupported-claim", level)];
    assert_eq!(grave(""), both(Level::Error));
    assert_eq!(grave("draft: true\n"), both(Level::Note));
    // A mistyped key may be the one that makes it a draft, or none.
    assert_eq!(grave("draft: true\nwieght: 1\n")[0], ("unknown-field", Level::Error));
    let project = Project::new();
    project.file("content/pages/about.md", format!("---\ntitle: About\ndraft: true\n---\n{faults}"));
    assert!(project.check().findings.iter().all(|f| f.level < Level::Error), "{:#?}", briefs(&project.check()));
    // Settings make a rule graver, not a draft.
    let project = Project::of_example(&study("draft: true\n", faults));
    project.settings("[rules]\nbroken-link = \"error\"\n");
    assert_eq!(of(&project.check(), "broken-link")[0].level, Level::Note);
}

#[test]
fn a_product_is_one_of_the_sites() {
    for (product, expected) in [
        ("Intake", None),
        ("intake", Some("did you mean `Intake`?")),
        ("Intak", Some("did you mean `Intake`?")),
        ("Ledger", Some("one of Intake")),
        ("", None),
    ] {
        let checked = Project::of_example(&study(&format!("product: \"{product}\"\n"), "")).check();
        let labels: Vec<&str> = of(&checked, "wrong-type").iter().map(|f| f.label.as_str()).collect();
        assert_eq!(labels, Vec::from_iter(expected), "{product}");
    }
    let project = Project::of_example(&study("product: Intake\n", ""));
    project.file("site.toml", "publisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n");
    let checked = project.check();
    let found = of(&checked, "wrong-type");
    assert_eq!((found.len(), found[0].level), (1, Level::Warning));
}

#[test]
fn an_allowed_link_is_not_reported_by_a_later_stage() {
    let body = "<!-- proofmark: allow(broken-link) another system serves it -->\nSee [the shop](/shop/).\n";
    let checked = Project::of_example(&study("", body)).check();
    assert!(of(&checked, "broken-link").is_empty(), "{:#?}", briefs(&checked));
    assert_eq!(checked.allowed.len(), 1);
}

#[test]
fn addresses_are_taken_once() {
    for (path, expected) in [
        ("content/studies/Example.md", "already the address of"),
        ("content/studies/example/index.md", "already the address of"),
        ("content/studies/example/brief.md", "the address of the brief"),
        ("content/pages/How we know.md", "pages of its own"),
        ("content/pages/by/industry.md", "pages of its own"),
        ("content/pages/studies/example.md", "pages of its own"),
    ] {
        let project = Project::of_example(&study("", ""));
        let text = if path.contains("pages") { "---\ntitle: A\n---\nWords.\n".to_owned() } else { study("", "") };
        let checked = project.file(path, text).check();
        let found = of(&checked, "duplicate-slug");
        assert!(found.iter().any(|f| f.message.contains(expected)), "{path}: {:#?}", briefs(&checked));
    }
    let project = Project::of_example(&study("", ""));
    let checked = project.file("content/pages/example.md", "---\ntitle: A\n---\nWords.\n").check();
    assert!(of(&checked, "duplicate-slug").is_empty(), "a page and a study of one name live apart");
}

#[test]
fn an_empty_project_need_not_state_its_coverage() {
    let settings = "publisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n";
    let project = Project::new();
    assert!(of(&project.file("site.toml", settings).check(), "coverage-unstated").is_empty());
    let checked = project.file("content/studies/a.md", study("", "")).check();
    assert_eq!(of(&checked, "coverage-unstated").len(), 1);
    let part = format!("{settings}[coverage]\ncustomers = 12\nas_of = 2026-11-01\n");
    let checked = project.file("site.toml", part).check();
    assert_eq!(of(&checked, "coverage-unstated")[0].message, "`[coverage]` does not state `asked` and `agreed`");
}
