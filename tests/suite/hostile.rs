//! Content that means harm: what it gives is a finding at its place, and never a hang, a crash or a page in which it works.

use proofmark::finding::Level;

use crate::project::Project;

const CARD: &str = "---\ncustomer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\n\
    outcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n\nThe body.\n";

/// The errors of a project with this template in place of the study's page.
fn errors_with_template(template: &str, others: &[(String, String)]) -> Vec<String> {
    let project = Project::new();
    project.file("content/studies/a.md", CARD);
    let before = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", format!("theme = \"mine\"\n{before}"));
    project.file("themes/mine/templates/study.html", template);
    for (name, text) in others {
        project.file(&format!("themes/mine/templates/{name}"), text);
    }
    let checked = project.check();
    let brief = |finding| crate::project::brief(&checked, finding);
    let errors = checked.findings.iter().filter(|f| f.level == Level::Error);
    errors.map(|f| format!("{} — {}", brief(f), f.message)).collect()
}

#[test]
fn templates_without_an_end_are_stopped() {
    let loops = "{% set all = range(end=100000) %}\n{% for a in all %}{% for b in all %}{% endfor %}{% endfor %}";
    let errors = errors_with_template(loops, &[]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("study.html:2:") && errors[0].contains("does not come to an end"), "{errors:?}");

    let calls = "{% component more(n: integer) %}{% if n < 19 %}{% for i in range(end=10) %}{{ <more n={n + 1} /> }}\
        {% endfor %}{% endif %}{% endcomponent more %}{{ <more n={0} /> }}";
    let errors = errors_with_template(calls, &[]);
    assert!(errors.iter().any(|e| e.contains("template-error")), "{errors:?}");
}

#[test]
fn templates_that_include_each_other_in_a_long_row_are_stopped() {
    let one = |i: usize| (format!("part-{i}.html"), format!("{{% include \"part-{}.html\" %}}", i + 1).repeat(10));
    let mut parts: Vec<_> = (0..40).map(one).collect();
    parts.push(("part-40.html".to_owned(), "the end".to_owned()));
    let errors = errors_with_template("{% include \"part-0.html\" %}", &parts);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("include each other 42 deep"), "{errors:?}");
}

#[test]
fn a_page_of_any_size_is_stopped() {
    let words = "words ".repeat(10_000);
    let errors = errors_with_template(&format!("{{% for i in range(end=100000) %}}{words}{{% endfor %}}"), &[]);
    assert!(errors.iter().any(|e| e.contains("larger than 64 MiB")), "{errors:?}");
}

#[test]
fn what_a_template_of_ones_own_may_do_is_as_before() {
    let template = "{% extends \"default/study.html\" %}{% block main %}{% for i in range(end=3) -%}\n  {{ i }}{% endfor %}\
        {{ nothing.there }}{% endblock %}";
    let errors = errors_with_template(template, &[]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("study.html:2:25 \"nothing"), "{errors:?}");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_what_they_seem_are_refused() {
    let project = Project::new();
    project.file("content/studies/a.md", CARD);
    for name in ["static/a\\b", "static/a/b", "static/\u{202e}gpj.exe", "static/line\nend"] {
        project.file(name, "x");
    }
    let checked = project.check();
    let errors: Vec<String> =
        checked.findings.iter().filter(|f| f.rule == "unreadable-file").map(|f| f.message.clone()).collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(
        ["backslash", "U+202E", "U+000A"].iter().all(|words| errors.iter().any(|e| e.contains(words))),
        "{errors:?}"
    );
}
