//! A project's own templates over the embedded ones.

use super::{Built, studies};
use crate::project::briefs;

#[test]
fn a_template_is_replaced_by_path_and_may_extend_what_it_replaces() {
    let project = studies(1, "");
    project.file(
        "themes/ledger/templates/study.html",
        "{% extends \"default/study.html\" %}{% block main %}<p>Mine: {{ study.title_text }}</p>{{ super() }}{% endblock %}",
    );
    project.file("themes/ledger/templates/404.html", "<h1>{{ page.title }} at {{ site.title }}</h1>");
    project.file("themes/ledger/static/ledger.css", "body { color: red }");
    project.file("themes/ledger/static/mine.css", "i { color: red }");
    project.file("themes/other/templates/home.html", "not this theme");
    let built = Built::clean(&project);
    let study = built.page("studies/s1/index.html");
    assert!(study.contains("<p>Mine: Ashgrove 1 Clinic: Intake now takes one pass</p>"), "{study}");
    assert!(study.contains("I go home on time on Mondays."), "the rest is the embedded one's");
    assert_eq!(built.page("404.html"), "<h1>Nothing here at Proof</h1>");
    let (name, style) = built.files.iter().find(|(path, _)| path.starts_with("ledger.")).expect("a style sheet");
    assert!(style.starts_with("body{color:red}:where(:root){--accent:"), "{style}");
    assert!(study.contains(&format!("href=\"/{name}\"")), "under a name that changes with it");
    assert!(!built.files.contains_key("ledger.css"));
    assert_eq!(built.page("mine.css"), "copy of themes/ledger/static/mine.css");
    assert!(built.page("index.html").contains("<!doctype html>"));
}

#[test]
fn a_mistake_in_a_template_is_found_at_its_place() {
    for (template, place) in [
        ("<h1>\n{{ page.title }\n</h1>", "2:15"),
        ("{{ page.title | shout }}", ":"),
        ("{% extends \"nowhere.html\" %}", "1:1"),
        ("<p>{{ page.title }}</p>\n<p>{{ page.titel }}</p>", "2:12"),
        ("<p>{{ study.title }}</p>", "1:7"),
    ] {
        let project = studies(2, "");
        project.file("themes/ledger/templates/home.html", template);
        let found = briefs(&project.check()).join("\n");
        assert!(
            found.contains(&format!("template-error themes/ledger/templates/home.html:{place}"))
                || place == ":" && found.contains("template-error themes/ledger/templates/home.html:1:"),
            "{template}\n{found}"
        );
    }
}

#[test]
fn a_template_that_breaks_on_one_study_names_it() {
    let project = studies(2, "");
    project.file("content/studies/s2.md", format!("---\n{}extra: {{colour: red}}\n---\n", super::CARD));
    project.file("themes/ledger/templates/study.html", "{{ study.extra.colour.name.deeper }}");
    let checked = project.check();
    let finding = checked.findings.iter().find(|f| f.rule == "template-error").unwrap();
    let names = finding.related.iter().map(|r| checked.sources.get(r.span.file).path.to_string()).collect::<Vec<_>>();
    assert_eq!(names.len(), 1, "{finding:?}");
    assert!(finding.notes.iter().any(|n| n.contains("studies/s")), "{finding:?}");
}

#[test]
fn a_broken_link_of_a_template_is_found_once_at_the_template() {
    let project = studies(3, "");
    project.file(
        "themes/ledger/templates/study.html",
        "{% extends \"default/study.html\" %}{% block main %}<a href=\"{{ site.root }}contact/\">x</a><a href=\"#nowhere\">y</a><img src=\"/gone.png\" alt=\"\"><a href=\"/studies/s1/#gone\">z</a>{% endblock %}",
    );
    let found: Vec<String> = briefs(&project.check()).into_iter().filter(|f| f.starts_with("broken-link")).collect();
    let template = "broken-link themes/ledger/templates/study.html:1:";
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.iter().all(|f| f.starts_with(template)), "{found:#?}");
}

#[test]
fn every_template_that_cannot_be_read_is_found_in_one_run() {
    let project = studies(1, "");
    project.file("themes/ledger/templates/study.html", "{{ study.title");
    project.file("themes/ledger/templates/404.html", "{% if page.title %}");
    project.file("themes/ledger/templates/brief.html", "{{ study.title_text }}");
    let found = briefs(&project.check()).join("\n");
    for name in ["study", "404"] {
        assert!(found.contains(&format!("template-error themes/ledger/templates/{name}.html:1:")), "{found}");
    }
    assert!(!found.contains("brief.html"), "{found}");
}

#[test]
fn a_fault_on_every_page_is_told_once_with_how_many() {
    let project = studies(3, "");
    project.file("themes/ledger/templates/study.html", "<h1>\n{{ study.nothing.here }}</h1>");
    let checked = project.check();
    let faults: Vec<_> = checked.findings.iter().filter(|f| f.rule == "template-error").collect();
    assert_eq!(faults.len(), 1, "{:#?}", briefs(&checked));
    assert!(faults[0].notes.iter().any(|n| n == "and on 2 other pages"), "{:?}", faults[0]);
}

#[test]
fn a_mistake_in_an_included_template_names_who_called_it_and_for_which_study() {
    let project = studies(1, "");
    project.file("themes/ledger/templates/parts/mine.html", "<p>{{ study.no_such.thing }}</p>");
    project.file(
        "themes/ledger/templates/study.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{% include \"parts/mine.html\" %}\n{% endblock main %}",
    );
    let checked = project.check();
    let finding = checked.findings.iter().find(|f| f.rule == "template-error").unwrap();
    let path = |span| checked.sources.get(span).path.to_string();
    assert_eq!(path(finding.span.file), "themes/ledger/templates/parts/mine.html");
    let related: Vec<(String, &str)> =
        finding.related.iter().map(|r| (path(r.span.file), checked.sources.words(r.span))).collect();
    let expected = [
        ("themes/ledger/templates/study.html".to_owned(), "\"parts/mine.html\""),
        ("content/studies/s1.md".to_owned(), ""),
    ];
    assert_eq!(related, expected);
}
