//! Figures of random files: the same for any order of the rows, and the same as those of a second implementation in another
//! language, `tests/reference/figures.py`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proofmark::claim::Exact;
use proofmark::evidence::{Recomputed, Side};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::project::Project;

/// Every statistic, and what it needs beside a column of values.
const STATISTICS: [&str; 11] =
    ["mean", "median", "min", "max", "sum", "count", "share", "share of", "rate", "p90", "p95"];

/// Numbers without end from a seed (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// A file and what is asked of it.
struct Case {
    header: String,
    rows: Vec<String>,
    /// The `data` table.
    data: String,
    unit: &'static str,
    /// The same for the second implementation.
    told: Value,
}

/// How a file writes its numbers.
struct Style {
    mark: char,
    decimal: char,
    groups: &'static str,
    unit: &'static str,
}

impl Style {
    fn number(&self, digits: i64, scale: u32, dice: &mut Dice) -> String {
        let power = 10i64.pow(scale);
        let (whole, rest) = ((digits.abs() / power).to_string(), digits.abs() % power);
        let mut text = if digits < 0 { "-".to_owned() } else { String::new() };
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                text += self.groups;
            }
            text.push(digit);
        }
        if scale > 0 {
            text += &format!("{}{rest:0width$}", self.decimal, width = scale as usize);
        }
        if dice.one_in(9) {
            text.push(' ');
        }
        text + self.unit
    }

    fn cell(&self, text: &str, dice: &mut Dice) -> String {
        let needs = text.contains([self.mark, '"', '\n', '\r']);
        if needs || dice.one_in(12) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }
}

fn case(seed: u64) -> Case {
    let dice = &mut Dice(seed | 1);
    let style = Style {
        mark: dice.of(&[",", ",", ";", "\t", "|"]).chars().next().unwrap(),
        decimal: if dice.one_in(3) { ',' } else { '.' },
        groups: "",
        unit: dice.of(&["", "", " min"]),
    };
    let other = if style.decimal == ',' { "." } else { "," };
    let style = Style { groups: dice.of(&["", "", other, "'", "\u{202f}"]), ..style };
    let statistic = dice.of(&STATISTICS);
    let (data, told, unit) = asked(statistic, &style, dice);
    let join = |cells: &[String]| cells.join(&style.mark.to_string());
    let header = join(&["day", "phase", "shop", "v", "w", "ok", "note"].map(str::to_owned));
    let rows = (0..2 + dice.below(60)).map(|_| {
        let mut date = format!("2026-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28));
        date += dice.of(&["", "", "T09:30:00Z", " 23:59"]);
        let value = dice.below(4_000_000) as i64 - 2_000_000;
        let (scale, of) = (dice.below(4) as u32, 1 + dice.below(2500) as i64);
        // A part is no more than the whole.
        let (value, scale) =
            if statistic == "share of" { (dice.below(of as u64 + 1) as i64, 0) } else { (value, scale) };
        let cells = [
            if dice.one_in(20) { String::new() } else { date },
            dice.of(&["before", "before", "after", "a \"b\", c", "pilot", ""]).to_owned(),
            dice.of(&["north", "south", "east; west"]).to_owned(),
            if dice.one_in(15) { String::new() } else { style.number(value, scale, dice) },
            if dice.one_in(25) { String::new() } else { style.number(of, 0, dice) },
            dice.of(&["yes", "yes", "no", "n/a", ""]).to_owned(),
            dice.of(&["", "two\nlines", "a, b; c\td|e", "\"", "é"]).to_owned(),
        ];
        join(&cells.map(|cell| style.cell(&cell, dice)))
    });
    Case { header, rows: rows.collect(), data, unit, told }
}

/// The question, as a `data` table and for the second implementation.
fn asked(statistic: &str, style: &Style, dice: &mut Dice) -> (String, Value, &'static str) {
    let name = statistic.split(' ').next().unwrap();
    let mut told =
        json!({ "statistic": name, "delimiter": style.mark.to_string(), "decimal": style.decimal.to_string() });
    let mut data = format!("statistic: {name}");
    let mut add = |key: &str, yaml: &str, value: Value| {
        data += &format!(", {key}: {yaml}");
        told[key] = value;
    };
    let column = if statistic == "share" { "ok" } else { "v" };
    if statistic != "count" || dice.one_in(2) {
        add("column", column, json!(column));
    }
    match statistic {
        "share" => add("is", "[\"yes\", \"n/a\"]", json!(["yes", "n/a"])),
        "share of" => add("of", "w", json!("w")),
        "rate" => {
            add("of", "w", json!("w"));
            add("per", "1000", json!("1000"));
        }
        _ => {}
    }
    match dice.below(4) {
        0 => {
            add("by", "phase", json!("phase"));
            let own = dice.one_in(2);
            let before = if own { json!(["a \"b\", c", "pilot"]) } else { json!(["before"]) };
            add("before", if own { "[\"a \\\"b\\\", c\", pilot]" } else { "before" }, before);
            add("after", "after", json!(["after"]));
        }
        1 => {
            let day = format!("2026-{:02}-11", 3 + dice.below(7));
            add("date", "day", json!("day"));
            add("change", &day, json!(day));
        }
        2 => add("date", "day", json!("day")),
        _ => {}
    }
    let conditions: [(&str, Value); 6] = [
        ("shop: north", json!({"column": "shop", "in": ["north"]})),
        ("shop: [south, \"east; west\"]", json!({"column": "shop", "in": ["south", "east; west"]})),
        ("v: -900.5..120000", json!({"column": "v", "kind": "numbers", "from": "-900.5", "to": "120000"})),
        ("w: 1200..", json!({"column": "w", "kind": "numbers", "from": "1200", "to": null})),
        (
            "day: 2026-02-11..2026-09-30",
            json!({"column": "day", "kind": "days", "from": "2026-02-11", "to": "2026-09-30"}),
        ),
        ("ok: yes", json!({"column": "ok", "in": ["yes"]})),
    ];
    let mut chosen: Vec<&(&str, Value)> = conditions.iter().filter(|_| dice.one_in(5)).collect();
    // A column is named once.
    chosen.dedup_by(|next, last| next.1["column"] == last.1["column"]);
    let yaml: Vec<&str> = chosen.iter().map(|(yaml, _)| *yaml).collect();
    told["where"] = chosen.iter().map(|(_, value)| value.clone()).collect();
    let decimal = if style.decimal == ',' { "comma" } else { "point" };
    data += &format!(", decimal: {decimal}");
    if !yaml.is_empty() {
        data += &format!(", where: {{{}}}", yaml.join(", "));
    }
    // The file's own columns are written in minutes, and a part of them in percent.
    let unit = match statistic {
        "share" | "share of" => "percent",
        "rate" => "minutes per 1000 minutes",
        "count" => "forms",
        _ => "minutes",
    };
    (data, told, unit)
}

impl Case {
    fn file(&self, dice: &mut Dice, rows: &[String]) -> String {
        let end = dice.of(&["\n", "\r\n"]);
        let mut text = if dice.one_in(3) { "\u{feff}".to_owned() } else { String::new() };
        for row in std::iter::once(&self.header).chain(rows) {
            text += row;
            text += end;
        }
        text
    }
}

/// A project with a study for each of these files, whose one record is computed from it.
fn project(cases: &[(&Case, String)]) -> Project {
    let project = Project::new();
    for (at, (case, text)) in cases.iter().enumerate() {
        let record = format!(
            "unit: {}, better: higher, source: customer-system, collected: 2026-06-02, file: {at}.csv, data: {{{}}}",
            case.unit, case.data
        );
        project.file(
            &format!("content/studies/s{at:03}.md"),
            format!("---\ncustomer: Ashgrove {at}\nevidence:\n  r: {{{record}}}\n---\n"),
        );
        project.file(&format!("content/evidence/{at}.csv"), text);
    }
    project
}

/// The figures of each study, or why there are none.
fn figures(project: &Project, n: usize) -> Vec<Result<Recomputed, String>> {
    let checked = project.check();
    let found = (0..n).map(|at| {
        let study = checked.corpus.study(&format!("s{at:03}")).unwrap();
        match checked.survey.figures(study.file, "r").expect("the file was read") {
            Ok(figures) => Ok(figures.clone()),
            Err(trouble) => Err(trouble.message.clone()),
        }
    });
    found.collect()
}

/// What the second implementation says of the files of a project; `None` where there is no Python.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn second(project: &Project, cases: &[(&Case, String)]) -> Option<Vec<Value>> {
    let told: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(at, (case, _))| {
            let mut told = case.told.clone();
            told["file"] = json!(project.root().join(format!("content/evidence/{at}.csv")));
            told
        })
        .collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/figures.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            eprintln!("skipped, since python3 cannot be run: {error}");
            return None;
        }
    };
    child.stdin.take().unwrap().write_all(json!(told).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the second implementation fails");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn side(side: &Option<Side>) -> Value {
    side.as_ref().map_or(Value::Null, |side| json!([side.value.exactly(), side.rows]))
}

fn of_python(side: &Value) -> Value {
    let Some(value) = side[0].as_str() else { return Value::Null };
    json!([Exact::parse_exactly(value).unwrap().exactly(), side[1]])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_rows_and_a_second_implementation_give_the_same(seeds in prop::collection::vec(any::<u64>(), 40)) {
        let made: Vec<Case> = seeds.iter().map(|seed| case(*seed)).collect();
        let dice = &mut Dice(seeds[0] | 1);
        let cases: Vec<(&Case, String)> = made.iter().map(|case| (case, case.file(dice, &case.rows))).collect();
        let first = project(&cases);
        let found = figures(&first, cases.len());
        for _ in 0..2 {
            let turned = made.iter().map(|case| {
                let mut rows = case.rows.clone();
                dice.shuffle(&mut rows);
                (case, case.file(dice, &rows))
            });
            let turned: Vec<(&Case, String)> = turned.collect();
            let again = figures(&project(&turned), cases.len());
            for (at, (one, other)) in found.iter().zip(&again).enumerate() {
                prop_assert_eq!(one, other, "{}\n{}", &cases[at].0.data, &cases[at].1);
            }
        }
        let Some(theirs) = second(&first, &cases) else { return Ok(()) };
        for ((ours, theirs), (case, text)) in found.iter().zip(&theirs).zip(&cases) {
            let expected = match theirs {
                Value::Null => Value::Null,
                of => json!([of_python(&of["before"]), of_python(&of["after"]), of_python(&of["whole"]), of["rows"]]),
            };
            let told = match ours {
                Ok(of) => {
                    let rows = json!({ "all": of.rows.all, "outside": of.rows.outside, "blank": of.rows.blank, "neither": of.rows.neither });
                    if let Some(series) = &of.series {
                        let drawn: u64 = series.points.iter().map(|point| point.rows).sum();
                        prop_assert_eq!(drawn, of.rows.used(), "every row that is used is drawn");
                    }
                    json!([side(&of.before), side(&of.after), side(&of.whole), rows])
                }
                Err(why) => {
                    let is_honest = ["no row of", "cannot be computed", "is no part of"].iter().any(|words| why.contains(words));
                    prop_assert!(is_honest, "{} {}\n{}", why, case.data, text);
                    // A share above the whole is computed there, and refused here.
                    if why.contains("is no part of") {
                        continue;
                    }
                    Value::Null
                }
            };
            prop_assert_eq!(told, expected, "{}\n{}", &case.data, text);
        }
    }
}

#[test]
fn the_files_are_what_they_should_be() {
    // That the test above looks at something: most cases give figures, and every statistic has some.
    let made: Vec<Case> = (1..=200u64).map(|seed| case(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let dice = &mut Dice(7);
    let cases: Vec<(&Case, String)> = made.iter().map(|case| (case, case.file(dice, &case.rows))).collect();
    let found = figures(&project(&cases), cases.len());
    let good: Vec<&Recomputed> = found.iter().flatten().collect();
    assert!(good.len() > 120, "{} of 200", good.len());
    for statistic in STATISTICS {
        let name = statistic.split(' ').next().unwrap();
        let has = |figures: &&&Recomputed| format!("{:?}", figures.statistic).to_lowercase() == name;
        assert!(good.iter().filter(has).count() > 4, "too few {statistic}");
    }
    assert!(good.iter().filter(|figures| figures.series.is_some()).count() > 20);
    assert!(good.iter().filter(|figures| figures.before.is_some()).count() > 30);
    assert!(good.iter().filter(|figures| figures.rows.outside > 0).count() > 30);
}
