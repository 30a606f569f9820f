//! Figures recomputed from a file, as facts of the lock and back, without loss: they stand in for a file that is not
//! here.

use std::collections::{BTreeMap, BTreeSet};

use super::series;
use crate::claim::Exact;
use crate::evidence::{Changes, Data, Interval, Measurement, Recomputed, Rows, Side, Statistic};
use crate::source::Sources;
use crate::written::Choice;

/// The fact that holds what is drawn.
const SERIES: &str = "series";

/// What is asked of a file, in words: the `data` table as it is written, and what of its record decides the answer.
/// Another question is another fact.
pub fn asked(m: &Measurement, data: &Data, sources: &Sources) -> String {
    let table = sources.words(data.span).split_whitespace().collect::<Vec<_>>().join(" ");
    // One that was taken over with the figures stands where the table stands.
    let stated = m.statistic.as_ref().filter(|statistic| statistic.span != data.span);
    let statistic = stated.filter(|_| data.statistic.is_none()).map(|s| s.value.word());
    let better = m.better.as_ref().map(|better| better.value.word());
    [Some(table.as_str()), statistic, better].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Recomputed figures as facts: name and value.
pub fn facts(figures: &Recomputed) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    if let Some(changes) = figures.changes {
        facts.insert("changes".to_owned(), format!("{}/{}", changes.cases, changes.tenth.exactly()));
    }
    if let Some(series) = &figures.series {
        facts.insert(SERIES.to_owned(), series::fact(series));
    }
    let mut add = |name: String, value: String| facts.insert(name, value);
    add("statistic".to_owned(), figures.statistic.word().to_owned());
    let Rows { all, outside, blank, neither } = figures.rows;
    add("rows".to_owned(), format!("{all}/{outside}/{blank}/{neither}"));
    for (name, side) in [("before", &figures.before), ("after", &figures.after), ("all", &figures.whole)] {
        let Some(side) = side else { continue };
        add(name.to_owned(), side.value.exactly());
        add(format!("{name}-rows"), side.rows.to_string());
        let more =
            [("of", side.of), ("part", side.part), ("least", side.least), ("most", side.most), ("tenth", side.tenth)];
        for (what, value) in more.into_iter().filter_map(|(what, value)| Some((what, value?))) {
            add(format!("{name}-{what}"), value.exactly());
        }
        if let Some(days) = side.days {
            add(format!("{name}-days"), format!("{}/{}", days.first, days.last));
        }
    }
    facts
}

/// The figures that facts tell; `None` when one is missing or cannot be read.
pub fn figures(facts: &BTreeMap<&str, &str>) -> Option<Recomputed> {
    let rows: Vec<u64> = facts.get("rows")?.split('/').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [all, outside, blank, neither] = rows[..] else { return None };
    let side = |name: &str| -> Option<Option<Side>> {
        let Some(value) = facts.get(name) else { return Some(None) };
        let get = |what: &str| facts.get(format!("{name}-{what}").as_str()).copied();
        let number = |what: &str| get(what).map_or(Some(None), |text| Exact::parse_exactly(text).map(Some));
        Some(Some(Side {
            value: Exact::parse_exactly(value)?,
            rows: get("rows")?.parse().ok()?,
            of: number("of")?,
            part: number("part")?,
            least: number("least")?,
            most: number("most")?,
            tenth: number("tenth")?,
            days: match get("days") {
                Some(days) => {
                    let (first, last) = days.split_once('/')?;
                    Some(Interval { first: first.parse().ok()?, last: last.parse().ok()? })
                }
                None => None,
            },
        }))
    };
    Some(Recomputed {
        statistic: Statistic::ALL.iter().find(|(word, _)| facts.get("statistic") == Some(word))?.1,
        before: side("before")?,
        after: side("after")?,
        whole: side("all")?,
        rows: Rows { all, outside, blank, neither },
        series: facts.get(SERIES).and_then(|fact| series::of_fact(fact)),
        changes: match facts.get("changes") {
            Some(fact) => {
                let (cases, tenth) = fact.split_once('/')?;
                Some(Changes { cases: cases.parse().ok()?, tenth: Exact::parse_exactly(tenth)? })
            }
            None => None,
        },
        is_locked: true,
    })
}

/// How two answers to one question differ, a line for each figure: `after: 2.5 → 2.4`.
pub fn differences(before: &Recomputed, now: &Recomputed) -> Vec<String> {
    let (before, now) = (facts(before), facts(now));
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let shown =
        |facts: &BTreeMap<String, String>, name: &str| facts.get(name).map_or("none", String::as_str).to_owned();
    let differ = names.into_iter().filter(|name| before.get(*name) != now.get(*name));
    differ.map(|name| told(name, &shown(&before, name), &shown(&now, name))).collect()
}

/// `after: 2.5 → 2.4`; of what is drawn only that it changed, since it is long.
pub fn told(name: &str, before: &str, now: &str) -> String {
    match name {
        SERIES => format!("{SERIES}: other points"),
        _ => format!("{name}: {before} → {now}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Point, Series, Step};

    #[test]
    fn figures_come_back_as_they_were() {
        let exact = |text| Exact::parse_exactly(text).unwrap();
        let side = |value, of| Side {
            value: exact(value),
            rows: 3,
            of,
            part: None,
            least: Some(exact("-0.25")),
            most: Some(exact("1/3")),
            tenth: None,
            days: Some(Interval { first: "2026-01-05".parse().unwrap(), last: "2026-02-01".parse().unwrap() }),
        };
        let before = Recomputed {
            statistic: Statistic::P90,
            before: Some(side("8/3", None)),
            after: Some(side("1234567.5", Some(exact("400")))),
            whole: None,
            rows: Rows { all: 9, outside: 1, blank: 2, neither: 0 },
            series: Some(Series {
                step: Step::Week,
                points: vec![
                    Point { day: "2026-01-05".parse().unwrap(), after: Some(false), value: exact("8/3"), rows: 2 },
                    Point { day: "2026-01-05".parse().unwrap(), after: Some(true), value: exact("-2.5"), rows: 1 },
                ],
                change: Some("2026-01-07".parse().unwrap()),
                is_written: true,
            }),
            changes: Some(Changes { cases: 12, tenth: exact("57.5") }),
            is_locked: true,
        };
        let facts = facts(&before);
        let read: BTreeMap<&str, &str> = facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(figures(&read), Some(before));
        assert!(facts.values().all(|value| !value.contains([' ', ','])), "{facts:?}");
        let without: BTreeMap<&str, &str> =
            read.iter().filter(|(n, _)| **n != "before-rows").map(|(a, b)| (*a, *b)).collect();
        assert_eq!(figures(&without), None);
    }
}
