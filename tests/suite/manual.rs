//! The pages under `docs/`: every example of a study or of settings is read as one, and every key they name is a key.

use std::fs;
use std::path::Path;

use crate::project::Project;

/// The pages, by name.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

/// The fenced blocks of a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    page.split(open.as_str()).skip(1).map(|rest| &rest[..rest.find("```").unwrap()]).collect()
}

/// Errors of a project, each with its words.
fn errors(project: &Project) -> Vec<String> {
    let checked = project.check();
    let errors = checked.findings.iter().filter(|f| f.level == proofmark::finding::Level::Error);
    errors.map(|f| format!("{}: {} at `{}`", f.rule, f.message, checked.sources.words(f.span))).collect()
}

#[test]
fn the_examples_of_the_manual_are_read_without_an_error() {
    let mut seen = 0;
    for (name, page) in pages() {
        for study in blocks(&page, "yaml").into_iter().filter(|block| block.starts_with("---")) {
            let project = Project::of_example(study);
            if let Some(rows) = blocks(&page, "csv").first() {
                project.file("content/evidence/northwind/weeks.csv", rows);
            }
            assert_eq!(errors(&project), Vec::<String>::new(), "{name}: {study}");
            seen += 1;
        }
        for settings in blocks(&page, "toml") {
            let project = Project::new();
            project.file("site.toml", settings);
            assert_eq!(errors(&project), Vec::<String>::new(), "{name}: {settings}");
            seen += 1;
        }
    }
    assert!(seen > 3, "only {seen} examples were found");
}

/// The words between backticks.
fn ticked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The rows of the tables of a section, cell by cell.
fn rows<'a>(page: &'a str, section: &str) -> Vec<Vec<&'a str>> {
    let from = page.find(&format!("\n## {section}\n")).unwrap() + 4;
    let end = page[from..].find("\n## ").map_or(page.len(), |at| from + at);
    let lines = page[from..end].lines().filter(|line| line.starts_with("| `"));
    lines.map(|line| line.trim_matches('|').split(" | ").collect()).collect()
}

/// Keys of a study that nothing reads.
fn unknown(front: &str) -> Vec<String> {
    let card = "customer: A\nproblem: B.\noutcome: C.\nquote: D.\n";
    let kept: String = card
        .lines()
        .filter(|line| !front.starts_with(line.split(':').next().unwrap()))
        .map(|line| format!("{line}\n"))
        .collect();
    let project = Project::of_example(&format!("---\n{kept}{front}\n---\n"));
    let found = project.check().findings;
    found.into_iter().filter(|f| f.rule == "unknown-field").map(|f| format!("{front}: {}", f.message)).collect()
}

#[test]
fn every_key_the_manual_names_is_a_key() {
    let (_, page) = pages().into_iter().find(|(name, _)| name == "studies.md").unwrap();
    let mut seen = 0;
    for row in rows(&page, "Keys") {
        for key in ticked(row[0]) {
            assert_eq!(unknown(&format!("{key}: x")), Vec::<String>::new());
            let inner = ticked(row[1]).into_iter().filter(|inner| *inner != "extra" && *inner != "quotes");
            for inner in inner.filter(|_| !matches!(key, "title" | "date" | "updated" | "evidence")) {
                let table = format!("{{{inner}: x}}");
                let value = if matches!(key, "allow" | "quotes") { format!("[{table}]") } else { table };
                let value = if matches!(key, "tags" | "aliases" | "alternatives") { "x".to_owned() } else { value };
                assert_eq!(unknown(&format!("{key}: {value}")), Vec::<String>::new());
                seen += 1;
            }
        }
    }
    for row in rows(&page, "Evidence") {
        for key in ticked(row[1]) {
            let record = format!("evidence: {{r: {{kind: {}, {key}: x}}}}", ticked(row[0])[0]);
            assert_eq!(unknown(&record), Vec::<String>::new());
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} keys were found");
    assert_eq!(unknown("customr: x").len(), 1, "the test cannot tell a key from a wrong one");
}

#[test]
fn every_key_and_statistic_of_data_the_manual_names_is_one() {
    let (_, page) = pages().into_iter().find(|(name, _)| name == "data.md").unwrap();
    let keys = rows(&page, "Keys of `data`").into_iter().flat_map(|cells| ticked(cells[0]));
    let lines: Vec<String> = keys.map(|key| format!("data: {{{key}: mean}}")).collect();
    assert!(lines.len() > 10, "{lines:?}");
    let statistics = rows(&page, "Statistics").into_iter().flat_map(|cells| ticked(cells[0]));
    let lines = lines.into_iter().chain(statistics.map(|name| format!("data: {{statistic: {name}}}")));
    for line in lines {
        let project = Project::of_example(&format!("---\nevidence:\n  r: {{kind: measurement, {line}}}\n---\n"));
        let found = project.check().findings;
        let strange: Vec<String> = found
            .into_iter()
            .filter(|f| f.rule == "unknown-field" || f.message.ends_with("no `statistic`"))
            .map(|f| f.message.clone())
            .collect();
        assert_eq!(strange, [""; 0], "{line}");
    }
}
