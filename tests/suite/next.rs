//! The way to the next rung: what it asks for, when it holds, and that what it says to paste is what was missing.

use std::process::{Command, Output};

use proofmark::config::Policy;
use proofmark::finding::Finding;
use proofmark::ladder::next::{Paste, Way, When, table, tell, way};
use proofmark::ladder::{LeftOut, Predicate, Rung, climb};
use proofmark::source::Sources;
use proofmark::study::{self, Names, Study};

use crate::ladder::{GROWN, day, vault};
use crate::project::{Project, TODAY, brief};

fn read(text: &str) -> (Sources, Study, Vec<Finding>) {
    let mut sources = Sources::default();
    let id = sources.insert("content/studies/northwind.md", text);
    let mut findings = Vec::new();
    let study = study::parse(sources.get(id), "northwind", &Names::default(), &mut findings);
    (sources, study, findings)
}

fn way_on(text: &str, today: &str) -> Way {
    let (sources, study, _) = read(text);
    way(&study, sources.get(study.file), &vault(), &Policy::default(), day(today))
}

fn way_of(text: &str) -> Way {
    way_on(text, TODAY)
}

/// The example with texts replaced.
#[track_caller]
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GROWN.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` must stand once");
        text.replace(from, to)
    })
}

/// The example without the lines that hold these texts.
fn without(parts: &[&str]) -> String {
    GROWN
        .lines()
        .filter(|line| !parts.iter().any(|part| line.contains(part)))
        .fold(String::new(), |all, l| all + l + "\n")
}

const SMALLEST: &str = "---\ncustomer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n";

/// Does with a text what a person does who reads the place and pastes the lines there.
#[track_caller]
fn pasted(text: &str, paste: &Paste) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines.iter().skip(1).position(|line| *line == "---").unwrap() + 1;
    let deep = |line: &str| line.len() - line.trim_start().len();
    // The block that starts at a line goes on while lines are deeper.
    let block = |start: usize| {
        let more = lines[start + 1..end].iter().take_while(|line| deep(line) > deep(lines[start])).count();
        start..start + 1 + more
    };
    let find = |prefix: &str| lines.iter().position(|line| line.starts_with(prefix)).unwrap();
    let item = |key: &str, n: usize| {
        let list = block(find(&format!("{key}:")));
        let starts: Vec<usize> = list.clone().filter(|at| lines[*at].starts_with("  - ")).collect();
        starts[n - 1]..starts.get(n).copied().unwrap_or(list.end)
    };
    let words: Vec<&str> = paste.place.split('`').collect();
    let range = match (words[0], words.get(1)) {
        ("into the front matter", None) => end..end,
        ("under ", Some(key)) => find(&format!("{key}:")) + 1..find(&format!("{key}:")) + 1,
        ("instead of ", Some(key)) => block(find(&format!("{key}:"))),
        ("instead of the record ", Some(id)) => block(find(&format!("  {id}:"))),
        (place, Some(key)) if place.starts_with("instead of item ") => {
            item(key, place.split(' ').nth(3).unwrap().parse().unwrap())
        }
        (place, _) => panic!("where is `{place}`?"),
    };
    let mut out: Vec<&str> = lines[..range.start].to_vec();
    out.extend(paste.yaml.lines());
    out.extend(&lines[range.end..]);
    out.join("\n") + "\n"
}

/// Fills in what is to be filled in.
fn filled(yaml: &str) -> String {
    let answer = |line: &str| {
        let key = line.trim_start_matches([' ', '-']).split(':').next().unwrap();
        match key {
            "relationship" | "incentive" => "none",
            "by" | "with" => "Ana Ruiz",
            "role" => "Head nurse",
            "date" if line.contains("yes") || line.contains("say so") => "2026-11-20",
            "date" => "2026-08-11",
            "record" => "a letter",
            "cost" | "urgent_because" => "eleven hours a week",
            "limits" => "Walk-in patients still use paper forms.",
            "notes" => "2026-06-03-northwind",
            "text" => "Nobody is retyping the weekend.",
            "explains" => "retyping",
            "metric" => "time spent retyping",
            "unit" => "hours a week",
            "before" => "11",
            "after" => "2.5",
            "better" => "lower",
            "statistic" => "mean",
            "sample" if line.contains("answers") => "30",
            "sample" => "4 weeks each side",
            "source" => "customer-system",
            "collected" => "2026-06-02",
            "event" => "paid",
            "cleared" => "2026-03-20",
            "since" => "2026-03-09",
            "as_of" => "2026-11-20",
            "active" => "true",
            "act" => "referral",
            "to" => "a clinic nearby",
            "customer" | "problem" | "outcome" | "quote" => "Nurses typed every form twice",
            other => panic!("no answer to `{other}`"),
        }
    };
    yaml.lines()
        .map(|line| if line.contains("TBD") { line.replacen("TBD", answer(line), 1) } else { line.into() } + "\n")
        .collect()
}

/// Texts in which one predicate of the next rung is missing, in every way in which `next` says something else.
fn flawed() -> Vec<(Predicate, String)> {
    use Predicate::*;
    let quick = |quote: &str| {
        let start = GROWN.find("quote:\n").unwrap();
        let end = GROWN.find("evidence:\n").unwrap();
        format!("{}quote: {quote}\n{}", &GROWN[..start], &GROWN[end..])
    };
    let listed = quick("[Good people., \"I go home — Ana Ruiz\"]");
    let items = quick("\n  - text: Good people.\n  - text: \"We, nurses: home.\"\n    role: Nurse")
        .replace("quote: \n", "quotes:\n");
    let bracketed = SMALLEST.replace(
        "quote: I go home on time on Mondays.",
        "quote: \"Nobody is retyping. — Ana Ruiz, Nurse\"\nevidence: {paid: {event: paid}, \"on\": {event: contract, date: 2026-01-01}}",
    );
    let problem = |to: &str| {
        let start = GROWN.find("problem:\n").unwrap();
        let end = GROWN.find("outcome:").unwrap();
        format!("{}problem: {to}\n{}", &GROWN[..start], &GROWN[end..])
    };
    let praise = "Great team, wonderful product.";
    let words = "I go home on time on Mondays, because nobody is retyping the weekend.";
    vec![
        (Declared, without(&["disclosure:"])),
        (Declared, with(&[("relationship: none, ", "")])),
        (Declared, with(&[("incentive: none", "incentive: TBD")])),
        (Consented, without(&["consent:"])),
        (Consented, with(&[("consent: {by: Ana Ruiz, date: 2026-06-10,", "consent: {")])),
        (Consented, with(&[(" until: 2027-06-10,", "")])),
        (Consented, with(&[("until: 2027-06-10", "until: 2026-07-01")])),
        (Consented, with(&[("[web, name, role, print, logo]", "[web, logo]")])),
        (Voice, with(&[("  by: Ana Ruiz\n", "")])),
        (Voice, with(&[("  role: Head nurse\n", "")])),
        (Voice, quick("\"It says: nobody is # retyping.\"")),
        (Voice, quick("\"Nobody is retyping. — Ana Ruiz\"")),
        (Voice, quick("Nobody is retyping, said nobody.")),
        (Voice, quick(">-\n  Nobody is retyping\n  the weekend.")),
        (Voice, items),
        (Pain, problem("Nurses typed every intake form twice.")),
        (Pain, problem("{text: \"Nurses typed, twice.\", tag: double-entry}")),
        (Limits, without(&["limits:"])),
        (Limits, with(&[("Walk-in patients still fill in paper forms.", "Walk-ins use paper.")])),
        (Explains, with(&[("  explains: retyping\n", "")])),
        (Explains, with(&[(words, praise)])),
        (Explains, with(&[(words, praise), ("  explains: retyping\n", "")])),
        (Heard, without(&["call:"])),
        (Heard, with(&[("with: Ana Ruiz", "with: two nurses")])),
        (Heard, with(&[(", notes: 2026-06-03-northwind", "")])),
        (Heard, with(&[("date: 2026-06-03, by: Ida", "date: 2026-03-01, by: Ida")])),
        (
            Measured,
            with(&[("    unit: hours a week\n", ""), ("    better: lower\n", ""), ("    statistic: mean\n", "")]),
        ),
        (
            Measured,
            with(&[
                ("    sample: 4 weeks each side\n", ""),
                ("    period: {before", "    period: {before: 2026-13-01, after"),
                (": 2026-01-05/2026-02-01, after", ""),
            ]),
        ),
        (Measured, with(&[("source: customer-system", "source: vendor-estimate")])),
        (Measured, with(&[("    better: lower", "    better: higher")])),
        (Independent, with(&[("source: customer-system", "source: customer-estimate")])),
        (Independent, with(&[("source: customer-system", "source: survey")])),
        (Committed, without(&["paid:"])),
        (Committed, with(&[(" cleared: 2026-03-20,", "")])),
        (Committed, with(&[(" event: paid,", "")])),
        (Used, with(&[("as_of: 2026-11-02, active: true", "as_of: 2026-04-02, active: true")])),
        (Used, with(&[(" active: true,", "")])),
        (Used, with(&[("as_of: 2026-11-02, ", "")])),
        (Committed, bracketed.replace(", \"on\": {event: contract, date: 2026-01-01}", "")),
        (Committed, bracketed.replace("contract, date: 2026-01-01", "renewed")),
        (Explains, quick("[\"Great. — Ana Ruiz, Head nurse\"]")),
        (Declared, bracketed),
        (Outward, without(&["told:"])),
        (Outward, with(&[("date: 2026-08-11", "date: 2026-03-01")])),
        (Outward, with(&[("act: referral, ", "")])),
        (Outward, with(&[("act: referral,", "act: talk, paid: true,")])),
        (Card, SMALLEST.replace("quote: I go home on time on Mondays.\n", "")),
        (Card, SMALLEST.replace("customer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\n", "")),
    ]
    .into_iter()
    .chain([(Voice, listed)])
    .collect()
}

#[test]
fn what_is_to_be_pasted_is_what_was_missing() {
    for (predicate, text) in flawed() {
        let way = way_of(&text);
        let step = way.steps.iter().find(|step| step.predicate == predicate);
        let step = step.unwrap_or_else(|| panic!("{predicate:?} is not asked for in\n{text}\n{way:#?}"));
        let Some(paste) = &step.paste else { panic!("nothing to paste: {step:#?}") };
        let (_, _, before) = read(&text);
        let after = pasted(&text, &Paste { yaml: filled(&paste.yaml), ..paste.clone() });
        let (_, study, findings) = read(&after);
        let new: Vec<&Finding> = findings.iter().filter(|f| !before.iter().any(|b| b.message == f.message)).collect();
        assert!(new.is_empty(), "{predicate:?}: {new:#?} in\n{after}");
        let standing = climb(&study, &vault(), &Policy::default(), day(TODAY));
        assert!(standing.holds.contains(&predicate), "{predicate:?} still missing: {}\n{after}", tell(&way));
    }
}

#[test]
fn what_is_not_filled_in_is_refused() {
    for (predicate, text) in flawed() {
        let way = way_of(&text);
        let step = way.steps.iter().find(|step| step.predicate == predicate).unwrap();
        let paste = step.paste.as_ref().unwrap();
        for line in paste.yaml.lines().filter(|line| line.contains("TBD")) {
            // Everything answered but this one.
            let yaml: String =
                paste.yaml.lines().map(|l| if l == line { format!("{l}\n") } else { filled(l) }).collect();
            let project = Project::new();
            project.file("content/studies/northwind.md", pasted(&text, &Paste { yaml, ..paste.clone() }));
            let checked = project.check();
            let tbd = checked.findings.iter().any(|f| {
                let words = checked.sources.words(f.span);
                f.level == proofmark::finding::Level::Error && words.contains("TBD")
            });
            let all: Vec<_> = checked.findings.iter().map(|f| brief(&checked, f)).collect();
            assert!(tbd, "`{line}` passes: {all:#?}");
        }
    }
}

/// What is to hold by itself on a day holds on it, and not on the day before.
#[test]
fn waiting_ends_on_the_day_that_is_told() {
    for (text, predicate, date) in [
        (with(&[("cleared: 2026-03-20", "cleared: 2026-11-12")]), Predicate::Committed, "2026-11-26"),
        (with(&[("cleared: 2026-03-20", "cleared: 2026-11-30")]), Predicate::Committed, "2026-12-14"),
        (with(&[("as_of: 2026-11-02", "as_of: 2026-12-02")]), Predicate::Used, "2026-12-02"),
        (with(&[("collected: 2026-06-02", "collected: 2026-12-03")]), Predicate::Measured, "2026-12-03"),
        (with(&[("date: 2026-06-03, by: Ida", "date: 2026-12-04, by: Ida")]), Predicate::Heard, "2026-12-04"),
        (with(&[("date: 2026-08-11", "date: 2026-12-05")]), Predicate::Outward, "2026-12-05"),
        (with(&[("date: 2026-06-10, until", "date: 2026-12-06, until")]), Predicate::Consented, "2026-12-06"),
    ] {
        let way = way_of(&text);
        let step = way.steps.iter().find(|step| step.predicate == predicate).unwrap();
        assert_eq!((step.when, &step.paste), (When::HoldsFrom(day(date)), &None), "{predicate:?}");
        let (_, study, _) = read(&text);
        let holds = |today| climb(&study, &vault(), &Policy::default(), today).holds.contains(&predicate);
        assert!(holds(day(date)) && !holds(day(date).yesterday().unwrap()), "{predicate:?}");
    }
    let young = with(&[
        ("since: 2026-03-09, as_of: 2026-11-02", "since: 2026-09-14, as_of: 2026-11-09"),
        ("date: 2026-06-03, by", "date: 2026-10-03, by"),
    ]);
    assert_eq!(way_of(&young).steps[0].when, When::NotBefore(day("2026-12-13")));
}

#[test]
fn the_cheapest_step_comes_first() {
    let order: Vec<Predicate> = way_of(SMALLEST).steps.iter().map(|step| step.predicate).collect();
    use Predicate::*;
    assert_eq!(order, [Declared, Consented, Voice, Committed]);
    let bare = without(&["call:", "told:", "daily:", "urgent", "  cost:", "explains:", "statistic: mean\n"]);
    let order: Vec<Predicate> = way_of(&bare).steps.iter().map(|step| step.predicate).collect();
    assert_eq!(order, [Pain, Explains, Heard, Used]);
}

#[test]
fn one_step_may_lead_up_several_rungs() {
    let way = way_of(&without(&["disclosure:"]));
    assert_eq!((way.rung, way.after), (Rung::Like, Some(Rung::HellYes)));
    let capped = with(&[("relationship: none, incentive: none", "incentive: a gift")]);
    assert_eq!(way_of(&capped).after, Some(Rung::Love), "no further than the cap");
}

#[test]
fn it_says_until_when_the_rung_lasts() {
    let way = way_of(GROWN);
    assert_eq!((way.rung, way.after, way.lasts_to), (Rung::HellYes, None, Some(day("2027-06-09"))));
    let next = way_on(GROWN, "2027-06-10");
    assert_eq!((next.rung, next.lasts_to), (Rung::Love, Some(day("2027-06-10"))), "consent ends");
    assert_eq!(way_of(SMALLEST).lasts_to, None);
    let old = way_on(&with(&[("until: 2027-06-10", "until: 2040-06-10")]), "2027-12-15");
    assert_eq!(old.steps[0].predicate, Predicate::Fresher);
    assert!(old.steps[0].missing.contains("2026-06-10") && old.steps[0].missing.contains("12 months"));
}

#[test]
fn what_holds_down_and_what_leaves_out_is_said() {
    let held = way_of(&with(&[("relationship: none", "relationship: investor")]));
    assert!(held.steps.is_empty() && held.held[0].why.contains("`relationship: investor`"));
    let withdrawn = way_of(&with(&[("until: 2027-06-10,", "until: 2027-06-10, withdrawn: 2026-11-01,")]));
    assert_eq!((&withdrawn.left_out, withdrawn.steps.len()), (&Some(LeftOut::Withdrawn), 0));
    assert!(tell(&withdrawn).contains("they said no"));
    let broken = way_of(&with(&[("limits:", "limits: {")]));
    assert!(broken.steps.is_empty() && tell(&broken).contains("proofmark check"));
    let anonymous = with(&[("adopter: pioneer", "public_as: A clinic"), ("  by: Ana Ruiz\n", "")]);
    assert!(way_of(&anonymous).remark.unwrap().contains("initials"));
    assert_eq!(way_of(&with(&[("adopter: pioneer", "public_as: A clinic")])).remark, None, "it costs nothing");
}

#[test]
fn one_study_in_words() {
    let text = with(&[("cleared: 2026-03-20", "cleared: 2026-11-12"), ("incentive: none", "incentive: TBD")]);
    assert_eq!(
        tell(&way_of(&text)),
        "\
northwind: Northwind Clinic

  now       Said (like)
  then      Measured (love), with 2 steps

1. State relationship and incentive
  missing   What they got for it is not said; `none` is an answer, silence is not.
  ask       “Does anybody at your company work for us, own a part of us, sell our
            product or belong to one of our families? And did you get anything for
            telling this: money, free months, a gift?”
  paste     instead of `disclosure`:

    disclosure:
      relationship: none
      incentive: TBD  # none, or what they got for it

2. Wait until the money has stayed
  missing   `paid` counts from 2026-11-12, 9 days ago; it takes 14.
  wait      holds from 2026-11-26 if nothing changes

Paste one step at a time: each shows the file as it is now.
"
    );
}

#[test]
fn all_studies_in_a_table() {
    let draft = SMALLEST.replacen("---\n", "---\ndraft: true\n", 1);
    let gift = with(&[("incentive: none", "incentive: a gift")]);
    let ways: Vec<Way> = [GROWN, SMALLEST, &draft, &gift].into_iter().map(way_of).collect();
    assert_eq!(
        table(&ways),
        "\
study      now        next    cheapest step
northwind  Passed on  –       none: the top
northwind  Said       Bought  state relationship and incentive (and 3 more)
northwind  Said       Bought  state relationship and incentive (and 3 more) [left out: it is a draft]
northwind  Measured   –       none: held by an incentive

`proofmark next STUDY` shows what to ask and what to paste.
"
    );
    assert!(table(&[]).contains("proofmark new"));
}

fn proofmark(project: &Project, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    command.args(args).args(["--today", TODAY]).current_dir(project.root()).output().unwrap()
}

#[test]
fn a_study_is_found_by_its_slug_its_file_and_its_folder() {
    let project = Project::new();
    project.file("content/studies/northwind.md", SMALLEST).file("content/studies/other/index.md", SMALLEST);
    let out = |args: &[&str]| String::from_utf8(proofmark(&project, args).stdout).unwrap();
    let northwind = out(&["next", "northwind"]);
    assert!(northwind.starts_with("northwind: Northwind Clinic\n"), "{northwind}");
    assert_eq!(out(&["next", "content/studies/northwind.md"]), northwind);
    assert!(out(&["next", "content/studies/other"]).starts_with("other:"));
    assert_eq!(out(&["next"]).lines().count(), 5);
    let unknown = proofmark(&project, &["next", "nortwind"]);
    let said = String::from_utf8(unknown.stderr).unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said.contains("no study `nortwind`") && said.contains("did you mean `northwind`?"), "{said}");
}
