//! Figures recomputed from data files: what they come to, and what is said of files that give none.

use std::fmt::Write as _;

use proofmark::evidence::{Recomputed, Step};
use proofmark::pipeline::Checked;
use proptest::prelude::*;

use crate::project::{Project, briefs};

/// A project with one study whose only record is computed from `csv`.
fn project(record: &str, csv: impl AsRef<[u8]>) -> Project {
    let project = Project::new();
    let head = "customer: Ashgrove\nproblem: They typed.\noutcome: They stopped.\nquote: It is quiet.\n";
    let fixed = "source: customer-system, collected: 2026-06-02, file: ashgrove/rows.csv";
    project.file("content/studies/ashgrove.md", format!("---\n{head}evidence:\n  r: {{{fixed}, {record}}}\n---\n"));
    project.file("content/evidence/ashgrove/rows.csv", csv);
    project
}

fn figures(checked: &Checked) -> Option<&Recomputed> {
    let study = &checked.corpus.studies[0];
    checked.survey.figures(study.file, "r")?.ok()
}

/// The figures: `before → after`, or the single one.
fn computed(record: &str, csv: impl AsRef<[u8]>) -> String {
    let checked = project(record, csv).check();
    let Some(found) = figures(&checked) else { return format!("nothing: {}", said(&checked).join("; ")) };
    let value = |side: &Option<proofmark::evidence::Side>| side.as_ref().map(|s| s.value.to_string());
    match (value(&found.before), value(&found.after), value(&found.whole)) {
        (Some(before), Some(after), None) => format!("{before} → {after}"),
        (None, None, Some(whole)) => whole,
        other => format!("{other:?}"),
    }
}

/// Errors and notes about the data, each with the words they stand at.
fn said(checked: &Checked) -> Vec<String> {
    let of_data = [
        "unreadable-data",
        "evidence-data-mismatch",
        "rows-left-out",
        "incomplete-evidence",
        "wrong-type",
        "unknown-field",
    ];
    let found = checked.findings.iter().filter(|f| of_data.contains(&f.rule));
    found.map(|f| format!("{} [{}]", f.message, checked.sources.words(f.span))).collect()
}

#[track_caller]
fn refused(record: &str, csv: impl AsRef<[u8]>, expected: &str) {
    let checked = project(record, csv).check();
    let said = said(&checked);
    assert!(said.iter().any(|message| message.contains(expected)), "{record}\n{said:#?}");
    assert!(figures(&checked).is_none(), "{record}: figures all the same");
}

const HOURS: &str = "unit: hours a week, better: lower";

#[test]
fn each_statistic_of_ten_values() {
    let csv = "v\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
    for (statistic, expected) in [
        ("mean", "5.5"),
        ("median", "5.5"),
        ("min", "1"),
        ("max", "10"),
        ("sum", "55"),
        ("count", "10"),
        ("p90", "9.1"),
        ("p95", "9.55"),
    ] {
        assert_eq!(computed(&format!("{HOURS}, data: {{column: v, statistic: {statistic}}}"), csv), expected);
    }
}

#[test]
fn shares_and_rates() {
    let csv = "phase,done,all,ok\nbefore,29,56,yes\nbefore,28,47,no\nafter,3,4,Yes\nafter,1,4,yes\n";
    let percent = "unit: percent, statistic: share";
    assert_eq!(computed(&format!("{percent}, data: {{column: done, of: all, by: phase}}"), csv), "55.34 → 50");
    assert_eq!(computed(&format!("{percent}, data: {{column: ok, is: \"yes\", by: phase}}"), csv), "50 → 50");
    refused(
        &format!("{percent}, data: {{column: ok, is: yes, by: phase}}"),
        csv,
        "`Yes` in column `ok`, line 4 of ashgrove/rows.csv, is `yes` but for the case of its letters",
    );
    assert_eq!(computed(&format!("{percent}, data: {{column: ok, is: [yes, Yes], by: phase}}"), csv), "50 → 100");
    let rate = "unit: faults per 1000 orders, statistic: rate";
    assert_eq!(computed(&format!("{rate}, data: {{column: done, of: all, per: 1000}}"), csv), "549.55");
    refused(&format!("{percent}, data: {{column: ok, by: phase}}"), csv, "a share of what is not said");
    refused("unit: hours, statistic: share, data: {column: ok, is: yes}", csv, "a share is computed in percent");
    refused("unit: faults, statistic: rate, data: {column: ok}", csv, "a rate of what is not said");
    refused("unit: faults, statistic: mean, data: {column: done, of: all}", csv, "`of` means nothing to `mean`");
}

#[test]
fn sides_by_name_or_by_day() {
    let csv = "day,phase,v\n2026-01-05,old,10\n2026-02-02,old,12\n2026-03-02,new,4\n2026-03-09T10:00,new,2\n";
    let of = |data: &str| computed(&format!("{HOURS}, data: {{column: v, statistic: mean, {data}}}"), csv);
    assert_eq!(of("by: phase, before: old, after: [new, newer]"), "11 → 3");
    assert_eq!(of("date: day, change: 2026-03-02"), "11 → 3");
    assert_eq!(of("by: day, change: 2026-02-01"), "10 → 6");
    assert_eq!(of("where: {day: 2026-02-01..2026-03-02}, date: day, change: 2026-03-02"), "12 → 4");
    assert_eq!(of("where: {v: ..4}"), "3");
    assert_eq!(of("where: {v: [10, 12.0]}"), "11");
    assert_eq!(of("where: {phase: new, v: 3..}"), "4");
    refused(
        &format!("{HOURS}, data: {{column: v, statistic: mean, by: phase}}"),
        csv,
        "no row of ashgrove/rows.csv can be used",
    );
    refused(
        &format!("{HOURS}, data: {{column: v, statistic: mean, by: phase, before: old}}"),
        csv,
        "is of the side after",
    );
    refused(
        &format!("{HOURS}, data: {{column: v, statistic: mean, change: 2026-03-02}}"),
        csv,
        "needs a column of days",
    );
    refused(&format!("{HOURS}, data: {{column: v, statistic: mean, before: old}}"), csv, "none is named");
}

#[test]
fn numbers_as_exports_write_them() {
    let mean =
        |data: &str, csv: &str| computed(&format!("unit: minutes, data: {{column: v, statistic: mean{data}}}"), csv);
    assert_eq!(mean("", "\u{feff}v,w\r\n\"1,200\",\"a\nb\"\r\n1 000.5,\"x \"\"y\"\"\"\r\n"), "1,100.25");
    assert_eq!(mean("", "v\n1.5e2\n-50\n"), "50");
    assert_eq!(mean("", "v\n12 min\n 13min \n"), "12.5");
    assert_eq!(mean(", decimal: comma", "w;v\na;1.200,5\nb;0,5\n"), "600.5");
    assert_eq!(mean("", "w\tv\na\t2\nb\t3\n"), "2.5");
    assert_eq!(mean("", "w|v\n1|2\n"), "2");
    assert_eq!(mean("", "v\n0.1\n0.2\n0.30000000000000004\n"), "0.2");
    let refused =
        |csv: &str, expected: &str| refused("unit: minutes, data: {column: v, statistic: mean}", csv, expected);
    refused("v\n1\nn/a\n", "`n/a` in column `v`, line 3 of ashgrove/rows.csv, is no number");
    refused("v\n12 min\n0.5 h\n", "units are mixed in ashgrove/rows.csv: `12 min` in line 2, `0.5 h` in line 3");
    refused("v\n12 h\n13 h\n", "`12 h` in line 2 of ashgrove/rows.csv is not in `minutes`");
    refused("v;w\n1,5;a\n", "has a comma where a point is expected");
    refused("v;w\n1,500;a\n", "may be a thousand or a fraction");
    refused(
        "v\n1.234.567\n",
        "`1.234.567` in column `v`, line 2 of ashgrove/rows.csv, has points between its thousands",
    );
    refused("v\n(1 200)\n", "`(1 200)` in column `v`, line 2 of ashgrove/rows.csv, is no number");
    refused("v\n1e99\n", "has more digits than can be computed with");
}

#[test]
fn files_that_are_no_table() {
    let refused =
        |csv: &[u8], expected: &str| refused("unit: minutes, data: {column: v, statistic: mean}", csv, expected);
    refused(b"", "ashgrove/rows.csv is empty");
    refused(b"\xef\xbb\xbf\r\n", "ashgrove/rows.csv is empty");
    refused(b"v\n", "has no row below its first line");
    refused(b"V\n1\n", "has no column `v` [v]");
    refused(b"v,v\n1,2\n", "two columns of ashgrove/rows.csv are called `v`, number 1 and 2");
    refused(b"v,w\n1,2\n3\n", "line 3 of ashgrove/rows.csv has 1 cell, its first line 2");
    refused(b"v,w\n1,2\n3,4,5\n", "line 3 of ashgrove/rows.csv has 3 cells, its first line 2");
    refused(b"v\n1\n\xa3 2\n", "line 3 of ashgrove/rows.csv, is not UTF-8");
    refused(b"v\n1\n\"1\"2\n", "`\"1\"2` in line 3 of ashgrove/rows.csv has something beside its quotation marks");
    refused(b"sep=;\nv;w\n1;2\n", "begins with a line for a spreadsheet, `sep=`");
    refused(b",w\n1,2\n", "has no column `v`");
    refused(b"\xff\xfev\0\n\0", "is UTF-16");
    refused(b"PK\x03\x04sheet", "is a spreadsheet");
    refused(b"v\n1\0\n", "is no text");
    let endless = [b"v\n\"1\n".as_slice(), &b"x\n".repeat(3 << 20)].concat();
    refused(&endless, "the row of ashgrove/rows.csv that begins in line 2 does not end within 4 MB");
}

#[test]
fn units_are_one_in_each_column() {
    let share = "unit: percent, statistic: share, data: {column: done, of: all}";
    assert_eq!(computed(share, "done,all\n£5,£10\n£1,£2\n"), "50");
    assert_eq!(computed(share, "done,all\n€5,5 EUR\n€1,10 eur\n"), "40");
    refused(share, "done,all\n£5,£10\n€1,£2\n", "units are mixed in ashgrove/rows.csv: `£5` in line 2, `€1` in line 3");
    refused(share, "done,all\n£5,£10\n£1,2\n", "units are mixed in ashgrove/rows.csv: `£10` in line 2, `2` in line 3");
    refused(
        share,
        "done,all\n5 min,1 h\n",
        "a share is of one unit: `5 min` in line 2 of ashgrove/rows.csv is a part of `1 h`",
    );
    let rate = |unit: &str| format!("unit: {unit}, statistic: rate, data: {{column: spent, of: orders}}");
    assert_eq!(computed(&rate("GBP per order"), "spent,orders\n£5,2\n£1,2\n"), "1.5");
    assert_eq!(computed(&rate("orders per hour"), "spent,orders\n6,2 h\n"), "3");
    refused(
        &rate("GBP per order"),
        "spent,orders\n€5,2\n",
        "`€5` in line 2 of ashgrove/rows.csv is not in `GBP per order`",
    );
    refused(&rate("GBP per order"), "spent,orders\n£5,2\n$5,2\n", "`£5` in line 2, `$5` in line 3");
    refused(
        &rate("orders per day"),
        "spent,orders\n6,2 h\n",
        "`2 h` in line 2 of ashgrove/rows.csv is not what `orders per day`",
    );
    refused(share, "done,all\n5,2\n", "5 is no part of 2: a share of 250% of ashgrove/rows.csv is none");
    refused(share, "done,all\n-5,2\n", "-5 is no part of 2");
    refused(share, "done,all\n0,0\n", "the figure of 1 row of ashgrove/rows.csv cannot be computed");
    assert_eq!(computed("unit: forms, data: {column: v, statistic: sum}", "v\n1 form\n2 forms\n"), "3");
    let where_ = "unit: minutes, data: {column: v, statistic: sum, where: {size: 5..60}}";
    assert_eq!(computed(where_, "v,size\n1,5 kg\n2,60 kg\n4,61 kg\n"), "3");
    refused(
        where_,
        "v,size\n1,5 kg\n2,6 g\n",
        "units are mixed in ashgrove/rows.csv: `5 kg` in line 2, `6 g` in line 3",
    );
}

#[test]
fn what_is_nearly_a_word_is_not_passed_over() {
    let by = |more: &str| format!("{HOURS}, data: {{column: v, statistic: mean, by: phase{more}}}");
    let csv = "phase,v\nbefore,10\nBefore,30\nafter,2\n";
    refused(&by(""), csv, "`Before` in column `phase`, line 3 of ashgrove/rows.csv, is `before` but for the case");
    assert_eq!(computed(&by(", before: [before, Before]"), csv), "20 → 2");
    assert_eq!(computed(&by(", before: \"before\""), csv), "10 → 2");
    let of = |is: &str| format!("unit: minutes, data: {{column: v, statistic: sum, where: {{size: {is}}}}}");
    refused(
        &of("12"),
        "v,size\n1,12 GB\n",
        "`12 GB` in column `size`, line 2 of ashgrove/rows.csv, is `12` with a unit",
    );
    assert_eq!(computed(&of("12 GB"), "v,size\n1,12.0 GB\n2,13 GB\n"), "1");
    refused(&of("12.5"), "v,size\n1,\"12,5\"\n", "has a comma where a point is expected");
    refused(&of("1234"), "v;size\n1;1.234\n", "may be a thousand or a fraction");
    refused(
        &of("2026-03-02"),
        "v,size\n1,02/03/2026\n",
        "`02/03/2026` in column `size`, line 2 of ashgrove/rows.csv, is no day",
    );
    assert_eq!(computed(&of("2026-03-02"), "v,size\n1,2026-03-02T10:00\n2,2026-03-03\n"), "1");
    assert_eq!(computed(&of("[2026-03, 2026-05-01]"), "v,size\n1,2026-03-02\n2,2026-04-03\n4,2026-05-01\n"), "5");
    let comma = "unit: minutes, data: {column: v, statistic: sum, decimal: comma, where: {size: 2.5}}";
    assert_eq!(computed(comma, "v;size\n1,5;2,50\n2;25\n"), "1.5");
}

#[test]
fn a_range_that_is_none_is_told_at_once() {
    for (range, help) in [
        ("60..5", "it ends before it begins"),
        ("2026-06-30..2026-01-01", "it ends before it begins"),
        ("2026-06-30/2026-01-01", "it ends before it begins"),
        ("a..b", "its ends are numbers with a point or days"),
        ("5..2026-01-01", "its ends are numbers with a point or days"),
    ] {
        let record = format!("unit: minutes, data: {{column: v, statistic: sum, where: {{v: {range}}}}}");
        let checked = project(&record, "v\n1\n").check();
        let finding = checked.findings.iter().find(|finding| finding.rule == "wrong-type").expect(range);
        assert_eq!(finding.message, format!("`{range}` is no range"));
        assert!(finding.help[0].starts_with(help), "{:?}", finding.help);
        assert_eq!(checked.sources.words(finding.span), range);
    }
    assert_eq!(
        computed("unit: minutes, data: {column: v, statistic: sum, where: {w: \"a..b\"}}", "v,w\n1,a..b\n2,c\n"),
        "1"
    );
}

#[test]
fn a_time_of_day_that_is_none() {
    let record = "unit: minutes, data: {column: v, statistic: sum, date: day, change: 2026-02-01}";
    let csv = |time: &str| format!("day,v\n2026-01-30{time},1\n2026-02-01T09:00,2\n");
    assert_eq!(computed(record, csv("T23:59:59+02:00")), "1 → 2");
    refused(
        record,
        csv("T25:99"),
        "`2026-01-30T25:99` in column `day`, line 2 of ashgrove/rows.csv, has a time of day that is none",
    );
}

#[test]
fn mistakes_in_the_table_itself() {
    let csv = "v\n1\n";
    refused("unit: minutes, data: {column: v}", csv, "how the rows become one figure is not said");
    refused("unit: minutes, data: {statistic: mean}", csv, "which column holds the values is not said");
    refused(
        "unit: minutes, statistic: mean, data: {column: v, statistic: median}",
        csv,
        "`statistic` is median here and mean",
    );
    let checked = project("unit: minutes, data: {column: v, statistic: medain}", csv).check();
    let finding = checked.findings.iter().find(|f| f.rule == "wrong-type").expect("a finding");
    assert_eq!(
        (finding.message.as_str(), finding.label.as_str()),
        ("`medain` is no `statistic`", "did you mean `median`?")
    );
    let checked =
        project("unit: minutes, data: {column: v, statistic: mean, datum: d, where: {v: {a: 1}}}", csv).check();
    let said = said(&checked);
    assert!(
        said.iter().any(|m| m.contains("has no key `datum`")) && said.iter().any(|m| m.contains("what `v` must be")),
        "{said:?}"
    );
    let project = Project::new();
    project.file(
        "content/studies/a.md",
        "---\ncustomer: A\nevidence:\n  r: {unit: h, source: invoice, collected: 2026-06-02, data: {column: v, statistic: mean}}\n---\n",
    );
    let said = project.check().findings.into_iter().map(|f| f.message.clone()).collect::<Vec<_>>().join("\n");
    assert!(said.contains("`data` says how figures follow from a file, and no file is named"), "{said}");
}

#[test]
fn a_quotation_mark_without_its_pair_is_refused() {
    let record = format!("{HOURS}, data: {{column: v, statistic: median, by: phase}}");
    let open = "phase,v,note\nbefore,11,ok\nafter,2,ok\nbefore,13,\"a\nafter,4,x\nafter,6,x\n";
    refused(&record, open, "line 4 of ashgrove/rows.csv opens a quotation mark that is not closed");
    let closed = "phase,v,note\nbefore,11,\"a\nb \"\"c\"\"\"\nafter,2,ok\n";
    assert_eq!(computed(&record, closed), "11 → 2");
}

#[test]
fn a_letter_behind_a_number_is_no_unit_that_begins_with_it() {
    let of = |unit: &str| format!("unit: {unit}, better: lower, data: {{column: v, statistic: mean, by: phase}}");
    refused(&of("messages"), "phase,v\nbefore,12M\nafter,13M\n", "is not in `messages`");
    refused(&of("kilometres"), "phase,v\nbefore,5k\nafter,4k\n", "is not in `kilometres`");
    assert_eq!(computed(&of("forms a week"), "phase,v\nbefore,5 forms\nafter,4 forms\n"), "5 → 4");
}

#[test]
fn a_stated_value_may_be_rounded_and_may_not_flatter() {
    let csv = "phase,v\nbefore,13.47\nafter,2.64\n";
    let said = |stated: &str| {
        let record = format!("{HOURS}, {stated}, data: {{column: v, statistic: mean, by: phase}}");
        said(&project(&record, csv).check())
    };
    assert_eq!(said("before: 13.5, after: 2.6"), [""; 0]);
    assert_eq!(said("before: 13, after: 3"), [""; 0]);
    assert_eq!(said("before: 14"), ["`before: 14` is not what ashgrove/rows.csv says: 13.47 hours a week [14]"]);
    assert_eq!(said("after: 2.5"), ["`after: 2.5` is not what ashgrove/rows.csv says: 2.64 hours a week [2.5]"]);
    let flat = "phase,v\nbefore,13\nafter,2.4\n";
    let record = format!("{HOURS}, after: 2, data: {{column: v, statistic: mean, by: phase}}");
    let checked = project(&record, flat).check();
    assert_eq!(super::data::said(&checked), ["`after: 2` is rounded in your favour, by 16.7% of 2.4 [2]"]);
    assert_eq!(said("value: 7"), ["`value` is stated, and nothing in the file is computed for it [7]"]);
}

#[test]
fn what_is_left_out_is_taken_from_the_file() {
    let csv = "day,phase,v\n2026-01-05,before,10\n2026-02-02,before,\n2026-02-03,before,12\n2026-05-04,after,2\n";
    let checked = project(&format!("{HOURS}, data: {{column: v, statistic: mean, by: phase, date: day}}"), csv).check();
    let record = &checked.corpus.studies[0].meta.evidence[0];
    let m = record.measurement().unwrap();
    let value = |v: &Option<proofmark::source::Spanned<proofmark::claim::Exact>>| v.as_ref().unwrap().value.to_string();
    assert_eq!((value(&m.before), value(&m.after)), ("11".to_owned(), "2".to_owned()));
    assert_eq!(m.sample.as_ref().unwrap().n, Some(1));
    let period = m.period.as_ref().unwrap();
    assert_eq!(period.before.as_ref().unwrap().value.last.to_string(), "2026-02-03");
    assert!(m.statistic.is_some());
    assert_eq!(
        said(&checked),
        [format!(
            "1 of 4 rows of ashgrove/rows.csv are left out [{}]",
            "{column: v, statistic: mean, by: phase, date: day}"
        )]
    );
    let series = figures(&checked).unwrap().series.as_ref().unwrap();
    assert_eq!((series.step, series.points.len()), (Step::Date, 3));
    assert_eq!(series.change.unwrap().to_string(), "2026-05-04");
}

#[test]
fn a_claim_is_held_against_the_file() {
    let csv = "phase,v\nbefore,10\nbefore,12\nbefore,11\nbefore,11\nbefore,11\nafter,2\nafter,3\nafter,2.5\nafter,2\nafter,3\n";
    let of = |title: &str| {
        let project = project(&format!("{HOURS}, data: {{column: v, statistic: mean, by: phase}}"), csv);
        let path = project.root().join("content/studies/ashgrove.md");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replacen("---\n", &format!("---\ntitle: \"Ashgrove {title}\"\n"), 1)).unwrap();
        project.check().findings.into_iter().map(|f| f.rule).collect::<Vec<_>>()
    };
    assert!(!of("[cut typing from 11 hours a week to 2.5](evidence:r)").contains(&"figure-disagrees"));
    assert!(of("[cut typing from 11 hours a week to 1](evidence:r)").contains(&"figure-disagrees"));
}

#[test]
fn up_to_needs_one_in_ten() {
    let rows: String = (1..=20).map(|v| format!("{}\n", v * 3)).collect();
    let of = |claim: &str| {
        let record = "unit: hours, metric: time saved, better: higher, data: {column: saved, statistic: median}";
        let project = project(record, format!("saved\n{rows}"));
        let path = project.root().join("content/studies/ashgrove.md");
        let text = std::fs::read_to_string(&path).unwrap();
        let outcome = format!("outcome: \"Each team saved [{claim}](evidence:r).\"");
        std::fs::write(&path, text.replace("outcome: They stopped.", &outcome)).unwrap();
        let found = project.check().findings.into_iter().map(|f| f.rule);
        found.filter(|rule| ["up-to", "figure-disagrees", "unit-mismatch"].contains(rule)).collect::<Vec<_>>()
    };
    // The two best of twenty reach 57 hours.
    assert_eq!(of("up to 57 hours"), [""; 0]);
    assert_eq!(of("up to 3,420 minutes"), [""; 0]);
    assert_eq!(of("up to 60 hours"), ["figure-disagrees"]);
    assert_eq!(of("up to 3,500 minutes"), ["figure-disagrees"]);
}

/// What is found wrong with `claim`, bound to a record over `csv`.
fn judged(claim: &str, record: &str, csv: &str) -> Vec<&'static str> {
    let project = project(record, csv);
    let path = project.root().join("content/studies/ashgrove.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let outcome = format!("outcome: \"[{claim}](evidence:r).\"");
    std::fs::write(&path, text.replace("outcome: They stopped.", &outcome)).unwrap();
    let found = project.check().findings.into_iter().map(|f| f.rule);
    found.filter(|rule| ["up-to", "figure-disagrees", "unit-mismatch", "incomplete-evidence"].contains(rule)).collect()
}

#[test]
fn up_to_a_percentage_of_a_column_of_percentages() {
    let csv = (1..=20).fold("complete\n".to_owned(), |csv, v| csv + &format!("{}%\n", v * 3));
    for statistic in ["max", "median"] {
        let record = format!(
            "unit: percent, metric: forms complete, better: higher, data: {{column: complete, statistic: {statistic}}}"
        );
        let of = |claim: &str| judged(claim, &record, &csv);
        assert_eq!(of("At Ashgrove up to 57% of forms arrive complete"), [""; 0], "{statistic}");
        assert_eq!(of("At Ashgrove up to 60% of forms arrive complete"), ["figure-disagrees"], "{statistic}");
    }
}

#[test]
fn up_to_a_percentage_of_cases_before_and_after() {
    // Of twenty clinics the first two fall by 60 %, the others by 40 %; one of them has rows on one side only.
    let mut csv = "clinic,phase,v\nlone,before,1\n".to_owned();
    for clinic in 0..20 {
        let after = if clinic < 2 { 4 } else { 6 };
        write!(csv, "c{clinic},before,9\nc{clinic},before,11\nc{clinic},after,{after}\n").unwrap();
    }
    let record = format!("{HOURS}, data: {{column: v, statistic: mean, by: phase, each: clinic}}");
    let of = |claim: &str| judged(claim, &record, &csv);
    assert_eq!(of("Ashgrove cut typing by up to 60%"), [""; 0]);
    assert_eq!(of("Ashgrove cut typing by up to 61%"), ["figure-disagrees"]);
    // How many hours each saved is not asked.
    assert_eq!(of("Ashgrove saved up to 6 hours a week"), ["up-to"]);
    assert_eq!(judged("Ashgrove cut typing by up to 60%", &record.replace(", each: clinic", ""), &csv), ["up-to"]);
    let checked = project(&record, &csv).check();
    let changes = figures(&checked).unwrap().changes.unwrap();
    assert_eq!((changes.cases, changes.tenth.to_string()), (20, "60".to_owned()));

    refused(&record.replace(", by: phase", ""), &csv, "`each` compares the rows of one case before and after");
    refused(&record.replace("better: lower", "metric: typing"), &csv, "which change of a case is the better one");
    refused(
        &record,
        "clinic,phase,v\n,before,1\n",
        "the cell in column `clinic`, line 2 of ashgrove/rows.csv, is blank",
    );
    // A case that was at zero reaches nothing.
    let zero = "clinic,phase,v\na,before,0\na,after,0\n";
    assert_eq!(figures(&project(&record, zero).check()).unwrap().changes, None);
}

/// The blocks of a kind of Markdown code, with what is in them.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let mut parts = text.split("```");
    parts.next();
    let blocks = parts.step_by(2).filter_map(|block| block.split_once('\n'));
    blocks.collect()
}

#[test]
fn the_examples_of_the_manual_come_to_what_it_says() {
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md")).unwrap();
    let blocks = blocks(&manual);
    let examples: Vec<_> =
        blocks.windows(3).filter(|of| of[0].0 == "yaml" && of[1].0 == "csv" && of[2].0 == "text").collect();
    assert_eq!(examples.len(), blocks.iter().filter(|(kind, _)| *kind == "csv").count());
    assert!(examples.len() >= 5);
    for of in examples {
        let (yaml, csv, expected) = (of[0].1, of[1].1, of[2].1.trim());
        let project = Project::new();
        let study = if yaml.starts_with("---") {
            yaml.to_owned()
        } else {
            let record = yaml.lines().fold(String::new(), |all, line| all + "\n    " + line);
            let fixed = "\n    source: customer-system\n    collected: 2026-06-02";
            format!("---\ncustomer: Northwind\nevidence:\n  r:{record}{fixed}\n---\n")
        };
        project.file("content/studies/northwind.md", &study);
        let file = study.lines().find_map(|line| line.trim().strip_prefix("file: ")).unwrap();
        project.file(&format!("content/evidence/{file}"), csv);
        let checked = project.check();
        let record = &checked.corpus.studies[0].meta.evidence[0];
        let m = record.measurement().unwrap();
        let value = |v: &Option<proofmark::source::Spanned<proofmark::claim::Exact>>| {
            v.as_ref().map_or_else(String::new, |v| v.value.to_string())
        };
        let figures = [value(&m.before), value(&m.after), value(&m.value)];
        let mut shown = figures.iter().filter(|f| !f.is_empty()).cloned().collect::<Vec<_>>().join(" → ");
        if let Some(best) = m.best.filter(|_| expected.contains("up to")) {
            shown += &format!(", up to {best}");
        }
        assert_eq!(shown, expected, "{study}\n{:?}", briefs(&checked));
    }
}

#[test]
fn a_sample_or_period_that_the_rows_do_not_hold() {
    let mut csv = "day,v\n".to_owned();
    for day in 1..=9 {
        writeln!(csv, "2026-03-0{day},5").unwrap();
    }
    let said = |stated: &str| {
        said(&project(&format!("{HOURS}, {stated}, data: {{column: v, statistic: mean, date: day}}"), &csv).check())
    };
    assert_eq!(said("sample: 9, period: 2026-03-01/2026-03-31"), [""; 0]);
    assert_eq!(said("sample: {n: 3, of: clinics}"), [""; 0]);
    assert_eq!(
        said("sample: {n: 12, of: clinics}"),
        ["a sample of 12 is not what ashgrove/rows.csv holds [{n: 12, of: clinics}]"]
    );
    assert_eq!(said("sample: 8").len(), 1);
    assert!(
        said("period: 2026-03-02/2026-03-31")[0].starts_with("rows of ashgrove/rows.csv lie outside of this period")
    );
    assert!(said("period: 2026-03-01/2026-06-30")[0].starts_with("the rows of ashgrove/rows.csv cover less"));
}

#[test]
fn a_folder_a_lost_link_and_a_file_outside_are_no_evidence() {
    for file in ["ashgrove", "../../site.toml", "/etc/hostname"] {
        let project = Project::new();
        let record = format!(
            "{{unit: h, source: invoice, collected: 2026-06-02, file: {file}, data: {{column: v, statistic: mean}}}}"
        );
        project.file("content/studies/a.md", format!("---\ncustomer: A\nevidence:\n  r: {record}\n---\n"));
        project.file("content/evidence/ashgrove/rows.csv", "v\n1\n");
        let checked = project.check();
        assert!(checked.findings.iter().any(|f| f.rule == "missing-evidence-file"), "{file}");
        assert_eq!(checked.survey.files().count(), 0, "{file}");
    }
}

#[test]
fn every_file_is_hashed_once_with_or_without_figures() {
    let project = project(&format!("{HOURS}, data: {{column: v, statistic: mean}}"), "v\nx\n");
    let checked = project.check();
    let seen = checked.survey.file("ashgrove/rows.csv").unwrap().unwrap();
    assert_eq!(seen.size, 4);
    // printf 'v\nx\n' | sha256sum
    assert_eq!(seen.sha256, "e8581e11a869c2320311ea1893f38cbd4e9ed03039f73b9d64454e778c7d892a");
}

/// A second implementation: everything in memory, in the plainest way.
fn reference(statistic: &str, values: &mut [i64]) -> (i128, i128) {
    values.sort_unstable();
    let n = values.len() as i128;
    let sum: i128 = values.iter().map(|v| i128::from(*v)).sum();
    let at = |i: i128| i128::from(values[i as usize]);
    let quantile = |num: i128, den: i128| {
        let (whole, rest) = ((n - 1) * num / den, (n - 1) * num % den);
        let next = (whole + 1).min(n - 1);
        (at(whole) * den + (at(next) - at(whole)) * rest, den)
    };
    match statistic {
        "mean" => (sum, n),
        "sum" => (sum, 1),
        "min" => (at(0), 1),
        "max" => (at(n - 1), 1),
        "count" => (n, 1),
        "median" => quantile(1, 2),
        "p90" => quantile(9, 10),
        _ => quantile(19, 20),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Values in hundredths: any order gives what the second implementation gives.
    #[test]
    fn rows_in_any_order_give_what_a_second_implementation_gives(
        values in prop::collection::vec(-99_999i64..99_999, 1..60),
        seed in any::<u64>(),
    ) {
        for statistic in ["mean", "median", "min", "max", "sum", "count", "p90", "p95"] {
            let mut rows: Vec<(i64, String)> = values.iter().enumerate().map(|(at, v)| {
                let shown = format!("{}{}.{:02}", if *v < 0 { "-" } else { "" }, v.abs() / 100, v.abs() % 100);
                ((at as u64).wrapping_mul(seed | 1).rotate_left(17) as i64, shown)
            }).collect();
            let csv = |rows: &[(i64, String)]| rows.iter().fold("v\n".to_owned(), |all, (_, v)| all + v + "\n");
            let record = format!("{HOURS}, data: {{column: v, statistic: {statistic}}}");
            let (first, kept) = (project(&record, csv(&rows)).check(), csv(&rows));
            rows.sort();
            let second = project(&record, csv(&rows)).check();
            let (one, two) = (figures(&first).unwrap(), figures(&second).unwrap());
            prop_assert_eq!(one, two, "{}", kept);
            let (num, den) = reference(statistic, &mut values.clone());
            let hundredths = if statistic == "count" { 1 } else { 100 };
            let expected = proofmark::claim::Exact::ratio(num, den * hundredths).unwrap();
            prop_assert_eq!(one.whole.as_ref().unwrap().value, expected, "{} of {}", statistic, kept);
        }
    }
}
