//! What templates see, through a template that prints it.

use super::{Built, CARD};
use crate::project::Project;

const GROWN: &str = "title: \"Ashgrove [takes 40 forms a week](evidence:daily)\"
date: 2026-07-14
product: Intake
customer: {name: Ashgrove Clinic, industry: health, size: 51-200, region: Europe, adopter: pioneer}
problem: {text: Nurses typed every form twice., cost: 11 hours a week, tag: double-entry}
outcome: \"Retyping fell [from 11 hours a week to 2.5](evidence:retyping).\"
quote: {text: I go home on time., by: Ana Ruiz, role: Head nurse, asked: What changed?, date: 2026-06-03, explains: retyping}
evidence:
  credit: {kind: measurement, metric: credit, unit: GBP a month, before: 310, after: 940, better: higher, source: invoice, collected: 2026-06-02}
  retyping: {kind: measurement, metric: time spent retyping, unit: hours a week, before: 11, after: 2.5, better: lower, statistic: mean, sample: {n: 46, of: weeks}, source: customer-system, collected: 2026-06-02, also_changed: A scanner was bought.}
  share: {kind: measurement, metric: complete, unit: percent, before: 58, after: 80, better: higher, source: customer-system, collected: 2026-06-02}
  more: {kind: measurement, metric: calls, unit: calls, before: 9, after: 3, better: lower, source: customer-system, collected: 2026-06-02}
  daily: {kind: usage, since: 2026-03-09, as_of: 2026-11-02, active: true, source: telemetry, metric: forms, value: 40, unit: forms a week}
consent: {by: Ana Ruiz, date: 2026-06-10, scope: [web, name, role, print, reference]}
disclosure: {relationship: investor, incentive: a free year}
limits: Walk-in patients still fill in paper forms.
effort: {their_hours: 14, days_to_first_value: 9}
reference: {open: true, kinds: [call, email], max_per_quarter: 1, used: [2026-10-06]}
extra: {colour: red, n: 3}
";

/// What a template of the study's page prints.
#[track_caller]
fn shown(study: &str, template: &str) -> String {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{study}---\n"));
    project.file("themes/ledger/templates/study.html", template);
    project.file("themes/ledger/templates/home.html", "-");
    // These templates print no notes, so claims lead nowhere.
    project.settings("[rules]\nbroken-link = \"off\"\n");
    Built::clean(&project).page("studies/a/index.html").to_owned()
}

#[test]
fn the_headline_is_bound_in_the_title_then_in_the_outcome_then_first_measured() {
    let template = "{{ study.headline.id }}: {% for r in study.results %}{{ r.id }} {% endfor %}";
    assert_eq!(shown(GROWN, template), "daily: daily credit retyping ");
    let without_title = GROWN.lines().skip(1).collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(shown(&without_title, template), "retyping: retyping credit share ");
    let unbound =
        without_title.replace("\"Retyping fell [from 11 hours a week to 2.5](evidence:retyping).\"", "Retyping fell.");
    assert_eq!(shown(&unbound, template), "credit: credit retyping share ");
    assert_eq!(
        shown(CARD, "{% if study.headline %}some{% else %}none{% endif %} {{ study.results | length }}"),
        "none 0"
    );
}

#[test]
fn figures_are_words_with_their_units() {
    let template = "{% for r in study.results %}{{ r.before }}→{{ r.after }} {{ r.unit_after }}, {{ r.before_length }}:{{ r.after_length }} {{ r.statistic }} {{ r.sample }}; {% endfor %}";
    assert_eq!(
        shown(GROWN, template),
        "→40 forms a week, :100  ; £310→£940 a month, 33:100  ; 11→2.5 hours a week, 100:22.7 Mean 46 weeks; "
    );
}

#[test]
fn dates_facts_and_sentences_are_made_here() {
    let template = "{{ study.date.text }} {{ study.date.iso }}|{% for f in study.facts %}{{ f.label }}={{ f.text }};{% endfor %}|{% for s in study.disclosure %}{{ s }} {% endfor %}|{% for f in study.effort %}{{ f.label }}={{ f.text }};{% endfor %}|{{ study.quote.explains }}|{{ study.extra.colour }}{{ study.extra.n + 1 }}|{{ study.rung.name }} {{ study.rung.label }} {{ study.rung.level }}";
    let page = shown(GROWN, template);
    let parts: Vec<&str> = page.split('|').collect();
    assert_eq!(parts[0], "14 July 2026 2026-07-14");
    assert_eq!(parts[1], "Industry=Health;Size=51–200 people;Region=Europe;Problem=Double entry;Product=Intake;");
    assert_eq!(
        parts[2],
        "The customer, or the person quoted, owns a part of the publisher. The customer received something for this: a free year. "
    );
    assert_eq!(parts[3], "Hours of their time=14;Days until it was of use=9;");
    assert_eq!(parts[4..6], ["time spent retyping", "red4"]);
    assert_eq!(parts[6], "like Said 1");
}

#[test]
fn silence_is_said_aloud() {
    let page = shown(CARD, "{% for s in study.disclosure %}{{ s }} {% endfor %}{{ study.consent }}");
    assert_eq!(page.matches("is not stated.").count(), 2, "{page}");
    assert!(page.ends_with("No consent to this text is recorded."));
}

#[test]
fn a_reference_rests_when_it_was_asked_often_enough() {
    let template =
        "{{ study.reference.kinds_text }}|{{ study.reference.resting_until.text }}|{{ study.reference.mailto }}";
    assert_eq!(
        shown(GROWN, template),
        "call or email|1 January 2027|mailto:proof@ledgerline.example?subject=Reference%3A%20Ashgrove%20Clinic"
    );
    assert_eq!(
        shown(&GROWN.replace("open: true", "open: false"), "{% if study.reference %}yes{% else %}no{% endif %}"),
        "no"
    );
}

#[test]
fn related_studies_share_a_problem_first_and_are_never_the_same_customer() {
    let project = Project::new();
    let study = |name: &str, tag: &str, industry: &str| {
        format!(
            "---\ncustomer: {{name: {name}, industry: {industry}}}\nproblem: {{text: Nurses typed every form twice., tag: {tag}}}\noutcome: Intake now takes one pass.\nquote: I go home on time.\n---\n"
        )
    };
    for (file, name, tag, industry) in [
        ("a", "Ashgrove", "double-entry", "health"),
        ("b", "Bell", "queues", "health"),
        ("c", "Cole", "double-entry", "retail"),
        ("d", "Ashgrove", "double-entry", "health"),
        ("e", "Elm", "stock", "retail"),
    ] {
        project.file(&format!("content/studies/{file}.md"), study(name, tag, industry));
    }
    project.file(
        "themes/ledger/templates/study.html",
        "{% for r in study.related %}{{ r.study.customer.name }} ({{ r.why }}); {% endfor %}",
    );
    let built = Built::clean(&project);
    assert_eq!(built.page("studies/a/index.html"), "Cole (the same problem); Bell (the same industry); ");
    assert_eq!(built.page("studies/e/index.html"), "Cole (the same industry); ");
}

#[test]
fn notes_hold_the_method_and_what_else_changed() {
    let template = "{% for n in study.notes %}{{ n.number }} {{ n.kind }} {{ n.title }}: {% for r in n.rows %}{{ r.label }}={{ r.value }}; {% endfor %}{{ n.also_changed }}\n{% endfor %}";
    let page = shown(GROWN, template);
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("1 usage In use: Since=9 March 2026; Known on=2 November 2026; "), "{page}");
    assert_eq!(
        lines[1],
        "2 measurement Time spent retyping: Before=11 hours a week; After=2.5 hours a week; Statistic=Mean; Sample=46 weeks; Source=A system the customer runs; Collected=2 June 2026; A scanner was bought."
    );
}

#[test]
fn the_stamp_counts_the_studies_that_show_the_same() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Built::of(root, &crate::project::options());
    let page = built.page("studies/kestrel-row/index.html");
    assert!(page.contains("Repeated ×3") && page.contains("3 customers in health had the same problem"), "{page}");
    assert!(!built.page("studies/crumb-lane/index.html").contains("Repeated ×"));
}

#[test]
fn a_free_table_is_walked_in_the_order_written() {
    let keys: String = (0..20).map(|n| format!("  key{n}: {n}\n")).collect();
    let study = format!("{CARD}extra:\n{keys}");
    let template = "{% for key, value in study.extra %}{{ key }}={{ value }} {% endfor %}";
    let written: String = (0..20).map(|n| format!("key{n}={n} ")).collect();
    assert_eq!(shown(&study, template), written);
}
