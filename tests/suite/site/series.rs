//! A figure over time on its page: drawn, as a table, with how it was computed, and with nothing of the file's names.

use super::Built;
use crate::project::Project;

/// A study with weekly rows on two sides; `data` are further keys of its `data` table.
fn built(data: &str) -> Built {
    let project = Project::new();
    let record = format!(
        "{{metric: time spent typing, unit: hours a week, better: lower, source: customer-system, collected: 2026-06-02, file: ash/secretive.csv, data: {{column: hrs_typed, statistic: mean, by: fase, date: wk_start{data}}}}}"
    );
    project.file(
        "content/studies/ash.md",
        format!(
            "---\ncustomer: Ash\nproblem: They typed.\noutcome: \"Typing fell [from 10.5 hours a week to 2.5](evidence:r).\"\nquote: It is quiet.\nevidence:\n  r: {record}\n---\n"
        ),
    );
    project.file(
        "content/evidence/ash/secretive.csv",
        "wk_start,fase,hrs_typed\n2026-01-05,before,10\n2026-01-12,before,11\n2026-05-04,after,2\n2026-05-11,after,3\n2026-05-18,after,\n",
    );
    Built::clean(&project)
}

#[test]
fn the_page_draws_the_figure_and_says_how_it_was_computed() {
    let built = built("");
    let page = &built.files["studies/ash/index.html"];
    assert!(
        page.contains("<figure class=\"series\">") && page.contains("<svg role=\"img\" aria-labelledby="),
        "{page}"
    );
    assert_eq!(page.matches("<circle").count(), 4, "one point for each week that has a value");
    assert!(page.contains("4 points, from 10 hours a week on 5 January 2026 to 3 hours a week on 11 May 2026."));
    assert!(page.contains("<time datetime=\"2026-05-04\">4 May 2026</time></th><td>after</td><td>2</td><td>1</td>"));
    // Beside what opens it, so that paper always has it.
    assert!(page.contains("<summary>The same as a table</summary></details>"), "{page}");
    assert!(page.contains("2 readings before, 2 after; 1 left out because they are blank or of neither side."));
    for (path, text) in &built.raw {
        for private in ["secretive", "wk_start", "fase", "hrs_typed"] {
            assert!(!text.contains(private), "{path} names {private}");
        }
        assert!(
            path == "studies/ash/index.html" || path == "index.html" || !text.contains("class=\"series\""),
            "{path}"
        );
    }
}

#[test]
fn a_record_may_keep_its_drawing_off_the_page() {
    let built = built(", draw: false");
    let page = &built.files["studies/ash/index.html"];
    assert!(!page.contains("class=\"series\"") && !page.contains("11 May 2026</time></th>"));
    assert!(page.contains("2 readings before, 2 after"), "it still says how it was computed");
}
