//! Fixes: what they write, and that nothing else changes.

use std::collections::{BTreeSet, HashSet};
use std::fs;

use proofmark::finding::{Finding, Safety, apply, mend};
use proofmark::pipeline::Checked;
use proofmark::rule;

use crate::project::{Project, briefs};

const PATH: &str = "content/studies/example.md";

/// A study with a record of 11 hours a week before and 2.5 after: 77 % less.
fn study(front: &str, body: &str) -> String {
    format!(
        "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\n{front}evidence:\n  retyping: {{before: 11, after: 2.5, unit: hours a week, better: lower, source: customer-system, collected: 2026-06-02}}\n---\n{body}"
    )
}

/// The text of the example after one run of the fixes up to `most`, and the project as it is checked then.
#[track_caller]
fn mended(example: &str, most: Safety) -> (String, Checked) {
    let project = Project::of_example(example);
    let before = project.check();
    for file in mend(&before.findings, most, &HashSet::new(), &before.sources) {
        fs::write(project.root().join(&*before.sources.get(file.file).path), file.text).unwrap();
    }
    (fs::read_to_string(project.root().join(PATH)).unwrap_or_default(), project.check())
}

#[track_caller]
fn becomes(example: &str, most: Safety, expected: &str) {
    let (text, after) = mended(example, most);
    assert_eq!(text, expected, "{:#?}", briefs(&after));
}

/// The text with each pair's first words, which must stand there once, replaced by its second.
fn with(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

#[test]
fn a_mistyped_key_is_corrected_and_every_other_byte_stays() {
    let text = "\u{feff}---\r\ncustomer: {name: Ashgrove Clinic,   industri: health} \t\r\n\"problm\": 'x''s'  # why\r\noutcom: >-\r\n  Intake   \r\n  once.\r\n---\r\n\r\nText  \r\nmore.";
    let expected = with(text, &[("industri", "industry"), ("\"problm\"", "problem"), ("outcom:", "outcome:")]);
    becomes(text, Safety::Safe, &expected);
}

#[test]
fn a_key_that_could_mean_two_things_is_left() {
    for text in [
        // The key is there already.
        "---\ncustomer: A\ncustmer: B\n---\n",
        // Two could mean it.
        "---\ncustmer: A\ncustomr: B\n---\n",
        // As near to `title` as to nothing else, but set by hand.
        "---\ncustomer: A\nrung: 3\n---\n",
    ] {
        becomes(text, Safety::Unsafe, text);
    }
}

#[test]
fn a_mistyped_setting_is_corrected() {
    let text = "title = \"Proof\"  \r\npublsher = \"Ledgerline Ltd\"\r\nbase_url = \"https://proof.example\"\r\n[covrage]\r\ncustomers = 12";
    let project = Project::new();
    project.file("site.toml", text);
    let checked = project.check();
    let mended = mend(&checked.findings, Safety::Safe, &HashSet::new(), &checked.sources);
    // A table may be written in several places; renaming one header would part it.
    assert_eq!(mended[0].text, with(text, &[("publsher", "publisher")]), "{:#?}", briefs(&checked));
}

#[test]
fn an_idle_allowance_goes_with_its_line() {
    let allow = "<!-- proofmark: allow(raw-html) shown so -->";
    let idle = study("", &format!("\nOne.\n\n{allow}\n\nTwo.\n"));
    becomes(&idle, Safety::Safe, &study("", "\nOne.\n\nTwo.\n"));
    let top = study("", &format!("{allow}\n\nTwo.\n"));
    becomes(&top, Safety::Safe, &study("", "\nTwo.\n"));
    let last = study("", &format!("\nOne.\n\n{allow}"));
    becomes(&last, Safety::Safe, &study("", "\nOne.\n\n"));
    let crlf = study("", &format!("\nOne.\n\n{allow}\n\nTwo.\n")).replace('\n', "\r\n");
    becomes(&crlf, Safety::Safe, &study("", "\nOne.\n\nTwo.\n").replace('\n', "\r\n"));
}

#[test]
fn an_idle_allowance_leaves_what_it_kept_apart() {
    let allow = "<!-- proofmark: allow(raw-html) shown so -->";
    let paragraphs = study("", &format!("\nOne.\n{allow}\nTwo.\n"));
    becomes(&paragraphs, Safety::Safe, &study("", "\nOne.\n\nTwo.\n"));
    // Two lists would become one.
    let lists = study("", &format!("\n- One.\n\n{allow}\n\n- Two.\n"));
    becomes(&lists, Safety::Safe, &lists);
}

#[test]
fn an_idle_allowance_inside_a_line_goes_with_one_blank() {
    let inline = study(
        "",
        "\nOne <!-- proofmark: allow(raw-html) shown so --> two.  \nThree <!-- proofmark: allow(raw-html) so --> \nfour.\n",
    );
    becomes(&inline, Safety::Safe, &study("", "\nOne two.  \nThree \nfour.\n"));
    let quote = study("", "\n> <!-- proofmark: allow(raw-html) shown so -->\n> Words.\n");
    becomes(&quote, Safety::Safe, &study("", "\n>\n> Words.\n"));
}

#[test]
fn only_the_rules_that_are_idle_are_taken_out_of_an_allowance() {
    let allow =
        |names: &str| study("", &format!("\n<!-- proofmark: allow({names}) shown so -->\n\nIt is <b>fast</b>.\n"));
    becomes(&allow("hearsay, raw-html, up-to"), Safety::Safe, &allow("raw-html"));
    becomes(&allow("raw-html,hearsay ,  up-to"), Safety::Safe, &allow("raw-html"));
    becomes(&allow("hearsay,up-to, raw-html"), Safety::Safe, &allow("raw-html"));
    // A name that is a part of another one.
    becomes(&allow("raw-html, quote-in-two-wordings"), Safety::Safe, &allow("raw-html"));
}

#[test]
fn an_idle_allowance_in_front_matter_goes() {
    let flow = |list: &str| study(list, "\nIt is <b>fast</b>.\n");
    let (used, idle) = ("{rule: raw-html, reason: so}", "{rule: hearsay, reason: so}");
    becomes(&flow(&format!("allow: [{idle}]\n")), Safety::Safe, &flow(""));
    becomes(&flow(&format!("allow: [{idle},\n  {idle}, ]\n")), Safety::Safe, &flow(""));
    becomes(&flow(&format!("allow: [{idle}, {used}, {idle}]\n")), Safety::Safe, &flow(&format!("allow: [{used}]\n")));
    let block = |items: &str| study(&format!("allow:\n{items}"), "\nIt is <b>fast</b>.\n");
    let used = "  - rule: raw-html\n    reason: so\n";
    let idle = "  - rule: hearsay\n    reason: >-\n      so it\n      was\n";
    becomes(&block(&format!("{used}{idle}")), Safety::Safe, &block(used));
    becomes(&block(&format!("{idle}{used}")), Safety::Safe, &block(used));
    becomes(&block(idle), Safety::Safe, &flow(""));
    // Somebody's remark is not ours to delete.
    let remark = block(&format!("  # heard on the call\n{idle}"));
    becomes(&remark, Safety::Safe, &block("  # heard on the call\n"));
}

#[test]
fn a_claim_is_bound_where_one_record_says_the_same_of_the_same() {
    let body = "\nIntake **cut retyping by 77%** within a quarter.\n";
    let bound = "\nIntake **[cut retyping by 77%](evidence:retyping)** within a quarter.\n";
    becomes(&study("", body), Safety::Safe, &study("", body));
    becomes(&study("", body), Safety::Unsafe, &study("", bound));
    // Emphasis that ends within the words goes into the link.
    becomes(
        &study("", "\n- **77%** less retyping\n"),
        Safety::Unsafe,
        &study("", "\n- [**77%** less](evidence:retyping) retyping\n"),
    );
    // The figure is the record's, but the sentence speaks of something else.
    let other = "\nNurses retyped less.\n\nIntake cut absences by 77%.\n";
    becomes(&study("", other), Safety::Unsafe, &study("", other));
    // Words that are linked already, and words of an image.
    for body in ["\n[It cut retyping by 77%](https://x.example).\n", "\n![It cut retyping by 77%](a.png)\n"] {
        let (text, _) = mended(&study("", body), Safety::Unsafe);
        assert_eq!(text, study("", body));
    }
}

#[test]
fn a_claim_two_records_agree_with_is_left() {
    let text = study("", "\nIt cut retyping by 77%.\n");
    let two = text.replace("---\n\nIt", "  again: {before: 11, after: 2.5, unit: hours a week}\n---\n\nIt");
    assert_ne!(text, two);
    becomes(&two, Safety::Unsafe, &two);
}

#[test]
fn a_claim_in_front_matter_is_bound_in_every_kind_of_quotes() {
    let bound = "[cut retyping by 77%](evidence:retyping)";
    for (written, expected) in [
        ("Intake cut retyping by 77%", format!("Intake {bound}")),
        (">\n  Intake cut retyping by 77%\n  at last", format!(">\n  Intake {bound}\n  at last")),
        ("|\n  Intake cut retyping by 77%\n  at last", format!("|\n  Intake {bound}\n  at last")),
        ("\"Intake cut retyping by 77%: \\\"done\\\"\"", format!("\"Intake {bound}: \\\"done\\\"\"")),
        ("'It''s how Intake cut retyping by 77%'", format!("'It''s how Intake {bound}'")),
        (
            ">-\n  Intake cut\n  retyping by 77%\n  at last",
            ">-\n  Intake [cut\n  retyping by 77%](evidence:retyping)\n  at last".into(),
        ),
    ] {
        let (before, after) =
            (study(&format!("outcome: {written}\n"), ""), study(&format!("outcome: {expected}\n"), ""));
        becomes(&before, Safety::Unsafe, &after);
        let (text, checked) = mended(&before, Safety::Unsafe);
        assert_eq!(text, after);
        assert!(checked.findings.iter().all(|f| f.rule != "unsupported-claim"), "{:#?}", briefs(&checked));
    }
}

#[test]
fn a_value_that_would_begin_with_a_bracket_is_put_in_quotes() {
    let outcome = |value: &str| study(&format!("outcome: {value}\n"), "");
    let starts = mended(&outcome("77% less retyping, and it's quiet"), Safety::Unsafe).0;
    assert_eq!(starts, outcome("\"[77% less](evidence:retyping) retyping, and it's quiet\""));
    let quoted = mended(&outcome("77% less retyping, or \"peace\""), Safety::Unsafe).0;
    assert_eq!(quoted, outcome("'[77% less](evidence:retyping) retyping, or \"peace\"'"));
    // Both kinds of quotes stand in it: left to a person.
    let both = outcome("77% less retyping, it's \"peace\"");
    becomes(&both, Safety::Unsafe, &both);
    let flow = study("outcome: {text: Intake cut retyping by 77%}\n", "");
    becomes(
        &flow,
        Safety::Unsafe,
        &study("outcome: {text: \"Intake [cut retyping by 77%](evidence:retyping)\"}\n", ""),
    );
}

#[test]
fn the_computed_figure_is_written_over_a_wrong_one() {
    let body = |words: &str| study("", &format!("\nIntake [{words}](evidence:retyping) within a quarter.\n"));
    for (wrong, right) in [
        ("cut retyping by **nearly 87%**", "cut retyping by **77%**"),
        ("cut retyping by 77.2727%", "cut retyping by 77%"),
        ("cut 80 % of all retyping", "cut 77 % of all retyping"),
        ("cut retyping by about 87%", "cut retyping by about 77%"),
        ("saved 9 hrs/week of retyping", "saved 8.5 hrs/week of retyping"),
        ("cut retyping from 12 hours a week to 2.5", "cut retyping from 11 hours a week to 2.5"),
        ("cut retyping by eighty-seven percent", "cut retyping by eighty-seven percent"),
        ("From 12 hours a week to 2.5", "from 11 hours a week to 2.5"),
    ] {
        becomes(&body(wrong), Safety::Safe, &body(wrong));
        becomes(&body(wrong), Safety::Unsafe, &body(right));
    }
    // What somebody said is not ours to change, nor a claim that is modest.
    let said = study("", "\n> We [cut retyping by 87%](evidence:retyping), said Ana.\n");
    becomes(&said, Safety::Unsafe, &said);
    let modest = body("cut retyping by over 70%");
    becomes(&modest, Safety::Unsafe, &modest);
}

/// The rules' own examples are many kinds of trouble at once.
fn examples() -> impl Iterator<Item = &'static str> {
    rule::all().flat_map(|rule| rule.bad.iter().chain(rule.good)).copied()
}

#[test]
fn a_fix_changes_its_edits_and_answers_its_finding() {
    let mut seen = BTreeSet::new();
    for example in examples() {
        let project = Project::of_example(example);
        let before = project.check();
        let all: Vec<String> = before.findings.iter().map(key).collect();
        for finding in &before.findings {
            let Some(fix) = &finding.fix else { continue };
            assert_eq!(rule::fixable(finding.rule), Some(fix.safety), "{}", finding.rule);
            seen.insert(finding.rule);
            let source = before.sources.get(fix.edits[0].span.file);
            let text = apply(&source.text, &fix.edits);
            project.file(&source.path, &text);
            let after: Vec<String> = project.check().findings.iter().map(key).collect();
            let count = |list: &[String]| list.iter().filter(|k| **k == key(finding)).count();
            assert!(count(&after) < count(&all), "{example}\nbecame\n{text}");
            project.file(&source.path, &*source.text);
        }
    }
    let fixable: BTreeSet<&str> = rule::all().map(|r| r.name).filter(|name| rule::fixable(name).is_some()).collect();
    assert_eq!(seen, fixable, "`rule::fixable` names what examples show");
}

/// A finding without its place, which an edit before it moves.
fn key(finding: &Finding) -> String {
    format!("{} {}", finding.rule, finding.message)
}

#[test]
fn a_second_run_finds_nothing_to_fix() {
    for example in examples() {
        let (text, after) = mended(example, Safety::Unsafe);
        let left = mend(&after.findings, Safety::Unsafe, &HashSet::new(), &after.sources);
        assert!(left.is_empty(), "{example}\nbecame\n{text}\nand would become\n{}", left[0].text);
    }
}
