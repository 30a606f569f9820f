//! The baseline: findings that are known and passed over, and nothing else.

use std::fs;
use std::process::Command;

use proofmark::finding::Level;
use proofmark::pipeline::{self, Checked, Options};
use proofmark::rule::Baseline;

use crate::project::{Project, TODAY, briefs, options};

const PATH: &str = "content/studies/example.md";

fn study(body: &str) -> String {
    format!(
        "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\nconsent: {{by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print]}}\nevidence:\n  retyping: {{before: 11, after: 2.5, unit: hours a week}}\n  waiting: {{before: 40, after: 30, unit: minutes}}\n---\n{body}"
    )
}

fn check(project: &Project, baseline: &str) -> Checked {
    let baseline = Some(Baseline::parse(baseline, "known.txt").unwrap());
    pipeline::check(project.root(), &Options { baseline, ..options() }).unwrap()
}

/// The text of a baseline made of all that is found.
fn made(project: &Project) -> String {
    let baseline = Some(Baseline::default());
    let checked = pipeline::check(project.root(), &Options { baseline, ..options() }).unwrap();
    checked.baseline.unwrap().renewed(false, TODAY.parse().unwrap()).text
}

fn count(checked: &Checked) -> (usize, usize, usize) {
    let baseline = checked.baseline.as_ref().unwrap();
    (checked.findings.len(), baseline.known(), baseline.stale())
}

#[test]
fn what_is_known_stays_known_wherever_it_moves() {
    let body = "\nIntake cut errors by 62%.\n\nIt also cut [absences by 40%](evidence:retyping).\n";
    let project = Project::of_example(&study(body));
    let baseline = made(&project);
    let (_, known, _) = count(&check(&project, &baseline));
    assert!(known >= 2, "{baseline}");
    assert_eq!(count(&check(&project, &baseline)), (0, known, 0), "{:#?}", briefs(&check(&project, &baseline)));

    let moved = study(&body.replace("\nIntake", "\nA new start.\n\n## And a heading\n\nIntake"));
    project.file(PATH, moved.replace("customer:", "# a remark\ncustomer:").replace("cut errors\nby", "cut errors by"));
    assert_eq!(count(&check(&project, &baseline)), (0, known, 0));
}

#[test]
fn what_is_new_is_reported_also_where_it_reads_like_something_known() {
    let body = "\nIntake cut errors by 62%.\n";
    let project = Project::of_example(&study(body));
    let baseline = made(&project);
    let (_, known, _) = count(&check(&project, &baseline));
    let after = |text: String| {
        project.file(PATH, text);
        let checked = check(&project, &baseline);
        (briefs(&checked), count(&checked))
    };
    // The same words a second time.
    let (found, counts) = after(study(&format!("{body}\nIntake cut errors by 62%.\n")));
    assert_eq!(counts, (1, known, 0), "{found:#?}");
    // Another figure: the old entry stands for nothing now.
    let (found, counts) = after(study("\nIntake cut errors by 63%.\n"));
    assert_eq!(counts, (1, known - 1, 1), "{found:#?}");
    // The same words, on another record and so wrong for another reason.
    let (found, counts) = after(study("\nIntake [cut errors by 62%](evidence:waiting).\n"));
    assert!(counts.2 > 0 && found.iter().any(|f| f.contains("62%")), "{found:#?}");
    // The same words in another file.
    let (found, counts) = after(study(body));
    assert_eq!(counts.0, 0, "{found:#?}");
    project.file("content/studies/other.md", study(body));
    let others = check(&project, &baseline);
    assert!(others.findings.iter().any(|f| f.rule == "unsupported-claim"), "{:#?}", briefs(&others));
}

#[test]
fn it_shrinks_by_itself_and_grows_only_when_told_to() {
    let project = Project::of_example(&study("\nIntake cut errors by 62%.\n\nIt cut absences by 40%.\n"));
    let baseline = made(&project);
    let entries = |text: &str| text.lines().filter(|l| !l.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    project.file(PATH, study("\nIntake cut errors by 62%.\n\nIt cut absences by 41%.\n"));
    let checked = check(&project, &baseline);
    let renew = |grow| checked.baseline.as_ref().unwrap().renewed(grow, "2027-01-01".parse().unwrap());
    let (small, large) = (renew(false), renew(true));
    assert_eq!((small.dropped, small.refused), (1, 1));
    assert!(entries(&small.text).iter().all(|line| entries(&baseline).contains(line)), "{}", small.text);
    assert_eq!(entries(&small.text).len(), entries(&baseline).len() - 1);
    assert_eq!((large.dropped, large.refused), (1, 0));
    assert_eq!(large.text.matches("2027-01-01").count(), 1, "what was known keeps its day: {}", large.text);
    // Nothing to do, nothing to write.
    let again = check(&project, &large.text);
    assert_eq!(again.baseline.unwrap().renewed(false, TODAY.parse().unwrap()).text, large.text);
}

#[test]
fn two_baselines_can_be_merged_by_their_lines() {
    let project = Project::of_example(&study("\nIntake cut errors by 62%.\n"));
    let one = made(&project);
    project.file("content/studies/other.md", study("\nIt cut absences by 40%.\n"));
    let both = made(&project);
    assert_eq!(count(&check(&project, &format!("{both}{one}"))).0, 0, "entries may stand twice, in any order");
    let torn = format!("<<<<<<< ours\n{both}");
    let refused = Baseline::parse(&torn, "known.txt").unwrap_err().to_string();
    assert!(refused.starts_with("known.txt:1 is no entry"), "{refused}");
}

#[test]
fn the_customers_word_and_broken_files_are_nothing_to_get_used_to() {
    let text = "---\ncustomer: Ashgrove Clinic\nproblem: Twice.\noutcome: Once.\nquote: {text: I go home on time on Mondays., by: Ana Ruiz}\n---\n";
    let project = Project::of_example(text);
    project.file("content/studies/torn.md", "---\ncustomer: [\n---\n");
    let checked = check(&project, &made(&project));
    let mut left: Vec<&str> = checked.findings.iter().map(|f| f.rule).collect();
    left.dedup();
    assert_eq!(left, ["missing-consent", "invalid-yaml"], "{:#?}", briefs(&checked));
}

#[test]
fn a_known_claim_is_marked_on_its_page_and_the_build_goes_on() {
    let project = Project::of_example(&study("\nIntake cut errors by 62%.\n"));
    assert!(project.check().findings.iter().any(|f| f.level == Level::Error));
    let baseline = made(&project);
    assert_eq!(check(&project, &baseline).count().errors, 0);
    project.file("known.txt", &baseline);
    let build = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
        command.args(["build", "--today", TODAY]).args(more).current_dir(project.root());
        command.output().unwrap().status.code()
    };
    assert_eq!(build(&[]), Some(1));
    assert_eq!(build(&["--baseline", "known.txt"]), Some(0));
    let page = fs::read_to_string(project.root().join("public/studies/example/index.html")).unwrap();
    assert!(page.contains(&format!("known since {TODAY}, not yet backed")), "{page}");
    assert_eq!(page.matches("<span class=\"unbacked\">").count(), 1, "{page}");
}

/// What is private is nothing to get used to, whoever it belongs to.
#[test]
fn no_baseline_takes_in_what_is_private() {
    let project = Project::of_example(&study(""));
    project
        .file(
            "content/pages/p.md",
            "---\ntitle: P\n---\nRing 0131 496 0123. A goat ate the first invoice on the way to us.\n",
        )
        .file("content/interviews/a.md", "A goat ate the first invoice on the way to us.\n");
    let private = |checked: &Checked| checked.findings.iter().filter(|f| f.rule == "private-in-output").count();
    assert_eq!(private(&project.check()), 2);
    let baseline = made(&project);
    assert_eq!(private(&check(&project, &baseline)), 2);
}
