//! Every rule, by its own examples and by marked fixtures.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proofmark::finding::Finding;
use proofmark::pipeline::Checked;
use proofmark::rule;
use proofmark::source::Sources;

use crate::project::{Project, briefs};

#[test]
fn names_are_unique_and_kebab_case_and_of_one_family() {
    let names: Vec<&str> = rule::all().map(|r| r.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name is taken twice: {names:?}");
    for name in &names {
        let kebab = name.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "{name} is not kebab-case");
    }
    for family in rule::RULES {
        let names: Vec<&str> = family.iter().map(|r| r.name).collect();
        assert!(family.iter().all(|r| r.family == family[0].family), "{names:?} are of two families");
    }
}

#[test]
fn every_rule_says_what_why_and_how() {
    for rule in rule::all() {
        for (what, text) in [("summary", rule.summary), ("why", rule.why), ("fix", rule.fix)] {
            assert!(text.len() > 10, "{}: {what} is missing", rule.name);
        }
        assert!(!rule.summary.ends_with('.'), "{}: the summary is no sentence", rule.name);
        assert!(rule.why.ends_with(['.', '!']), "{}: why is a sentence", rule.name);
        assert!(rule.fix.ends_with('.'), "{}: fix is a sentence", rule.name);
        assert!(!rule.bad.is_empty() && !rule.good.is_empty(), "{}: examples are missing", rule.name);
    }
}

#[test]
fn every_bad_example_is_flagged() {
    let mut failed = Vec::new();
    for rule in rule::all() {
        for (n, example) in rule.bad.iter().enumerate() {
            let checked = Project::of_example(example).check();
            if !checked.findings.iter().any(|f| f.rule == rule.name) {
                failed.push(format!("{} bad {n}:\n{example}\nfound {:#?}", rule.name, briefs(&checked)));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn no_good_example_is_flagged() {
    let mut failed = Vec::new();
    for rule in rule::all() {
        for (n, example) in rule.good.iter().enumerate() {
            let checked = Project::of_example(example).check();
            if checked.findings.iter().any(|f| f.rule == rule.name) {
                failed.push(format!("{} good {n}:\n{example}\nfound {:#?}", rule.name, briefs(&checked)));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_finding_of_every_example_has_its_words_and_its_rule() {
    for rule in rule::all() {
        for example in rule.bad.iter().chain(rule.good) {
            let checked = Project::of_example(example).check();
            for finding in &checked.findings {
                well_made(&checked, finding);
            }
        }
    }
}

/// Invariant 5: a span is a byte range of a whole file, on characters; empty only where something is missing.
#[track_caller]
pub fn pointed(sources: &Sources, finding: &Finding) {
    let related = finding.related.iter().map(|r| r.span);
    for span in std::iter::once(finding.span).chain(related) {
        let source = sources.get(span.file);
        let words = source.text.get(span.range());
        assert!(words.is_some(), "{finding:#?} lies outside {} or splits a character", source.path);
    }
    let about_absence = ["missing-field", "invalid-config", "unreadable-file", "invalid-yaml", "coverage-unstated"];
    if finding.span.range().is_empty() {
        let source = sources.get(finding.span.file);
        let at_edge = finding.span.start == 0 || finding.span.range().end == source.text.len();
        assert!(at_edge || about_absence.contains(&finding.rule), "{finding:#?} points at nothing");
    }
}

/// A finding a reader can use: it points at words, belongs to a rule and speaks in one voice.
#[track_caller]
pub fn well_made(checked: &Checked, finding: &Finding) {
    pointed(&checked.sources, finding);
    assert!(rule::find(finding.rule).is_some(), "no rule {}", finding.rule);
    assert!(
        !finding.message.is_empty() && !finding.message.ends_with('.'),
        "{}: a message has no full stop",
        finding.message
    );
    let starts = finding.message.chars().next().is_some_and(|c| !c.is_uppercase());
    let name = finding.message.split_whitespace().next().unwrap_or_default();
    assert!(starts || name.chars().skip(1).any(char::is_uppercase), "{}: lower case", finding.message);
}

/// The mark that expects `rule` on its line, in YAML and in Markdown.
fn marked(line: &str, rule: &str) -> bool {
    line.trim_end().ends_with(&format!("# ~ {rule}")) || line.contains(&format!("<!-- ~ {rule} -->"))
}

#[test]
fn marked_fixtures_are_flagged_on_exactly_the_marked_lines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/rules");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap().path();
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(rule::find(&name).is_some(), "{} is no rule", entry.display());
        for fixture in fs::read_dir(&entry).unwrap() {
            let fixture = fixture.unwrap().path();
            fixture_agrees(&fixture, &name);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

fn fixture_agrees(fixture: &Path, rule: &str) {
    let text = fs::read_to_string(fixture).unwrap();
    let checked = Project::of_example(&text).check();
    let mut expected = BTreeSet::new();
    for path in ["content/studies/example.md"].into_iter().chain(text.lines().filter_map(|l| l.strip_prefix("=== "))) {
        let Some(source) = checked.sources.at(path.trim()) else { continue };
        let lines = source.text.lines().enumerate().filter(|(_, line)| marked(line, rule));
        expected.extend(lines.map(|(n, _)| format!("{path}:{}", n + 1)));
    }
    let found: BTreeSet<String> = checked
        .findings
        .iter()
        .filter(|f| f.rule == rule)
        .map(|f| format!("{}:{}", checked.sources.get(f.span.file).path, checked.sources.line_column(f.span).0))
        .collect();
    assert_eq!(expected, found, "{}\n{:#?}", fixture.display(), briefs(&checked));
}
