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
    assert!(errors.iter().any(|e| e.contains("template-error") && e.contains("study.html:1:")), "{errors:?}");
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
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("study.html:1:1 ") && errors[0].contains("larger than 64 MiB"), "{errors:?}");
}

#[test]
fn variables_of_any_size_are_stopped() {
    let doubled = "{% for i in range(end=60) %}\n{% set_global a = a ~ a %}{% endfor %}{{ a }}";
    let long = "{% set a = \"0123456789\" %}".to_owned() + doubled;
    let nested = "{% set a = [1, 2] %}".to_owned() + &doubled.replace("a ~ a", "[a, a]");
    let replaced =
        "{% set a = \"xxxxxxxxxx\" %}".to_owned() + &"\n{% set a = a | replace(from=\"x\", to=a) %}".repeat(4);
    let gathered =
        "{% set a = \"0123456789\" %}".to_owned() + &"\n{% set a -%} {{ a }}{{ a }} {%- endset %}".repeat(40);
    let deep = "{% set a = [] %}{% for i in range(end=40000) %}\n{% set_global a = [a] %}{% endfor %}x".to_owned();
    for template in [long, nested, replaced, gathered, deep] {
        let errors = errors_with_template(&template, &[]);
        assert_eq!(errors.len(), 1, "{template} {errors:?}");
        assert!(errors[0].contains("the variable holds more than 16 MiB"), "{template} {errors:?}");
        assert!(errors[0].contains("study.html:") && !errors[0].contains("study.html:1:1 "), "{template} {errors:?}");
    }
}

#[test]
fn what_a_template_sets_is_as_before() {
    let child = "{% extends \"default/study.html\" %}{% block main %}{% set b %}x{% endset %}\
        {% set c | upper -%} y {%- endset %}{% for i in range(end=3) %}{% set_global b = b ~ i -%}  {% endfor %}\
        {% if b == \"x012\" and c == \"Y\" %}{{ good.one }}{% endif %}{% endblock %}";
    let errors = errors_with_template(child, &[]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("good"), "{errors:?}");
}

#[test]
fn what_a_template_of_ones_own_may_do_is_as_before() {
    let template = "{% extends \"default/study.html\" %}{% block main %}{% for i in range(end=3) -%}\n  {{ i }}{% endfor %}\
        {{ nothing.there }}{% endblock %}";
    let errors = errors_with_template(template, &[]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("study.html:2:25 \"nothing"), "{errors:?}");
}

#[test]
fn of_many_allowances_that_nothing_needs_some_are_deleted_at_once() {
    let project = Project::new();
    let comments = "<!-- proofmark: allow(hearsay) x -->\n\nWords.\n\n".repeat(100);
    project.file("content/studies/a.md", format!("{CARD}{comments}"));
    let checked = project.check();
    let unused: Vec<_> = checked.findings.iter().filter(|f| f.rule == "unused-allowance").collect();
    assert_eq!((unused.len(), unused.iter().filter(|f| f.fix.is_some()).count()), (100, 64));
}

#[test]
fn a_site_toml_that_is_too_large_is_said_to_be_and_not_to_lack_anything() {
    let project = Project::new();
    project.file("content/studies/a.md", CARD).file("site.toml", "x".repeat(3 << 20));
    let checked = project.check();
    let errors: Vec<&str> =
        checked.findings.iter().filter(|f| f.level == Level::Error).map(|f| f.message.as_str()).collect();
    assert_eq!(errors, ["3 MB are too many: a text is at most 1 MB"]);
}

#[test]
fn a_drawing_that_is_too_large_is_said_to_be() {
    let project = Project::new();
    let words = "word ".repeat(4 << 20);
    project.file("content/studies/a/index.md", format!("{CARD}![words](logo.svg)\n"));
    project.file(
        "content/studies/a/logo.svg",
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{words}</text></svg>"),
    );
    let checked = project.check();
    let found = checked.findings.iter().find(|f| f.rule == "unreadable-file").map(|f| f.message.as_str());
    assert_eq!(found, Some("`content/studies/a/logo.svg` is larger than 16 MB, and is not published"));
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
