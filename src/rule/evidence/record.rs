//! One record by itself: `incomplete-evidence`, `missing-evidence-file`, `changed-evidence`, `stale-evidence`, `tiny-sample`,
//! `vendor-measured`.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::evidence::{Holder, Interval, Kind, Measurement, Record, Statistic};
use crate::finding::{Finding, Level};
use crate::lock::{self, Locked};
use crate::rule::Cx;
use crate::source::Spanned;
use crate::study::Study;
use crate::written::{Choice, Text};

/// Fewer readings are an anecdote.
const TINY: u64 = 5;
/// A shorter period is one good week.
const SHORT: i32 = 14;

/// Looks at a record. Of a study that could not be read to its end nothing is called incomplete.
pub(super) fn check(record: &Record, broken: bool, cx: &mut Cx<'_>) {
    if !broken {
        incomplete(record, cx);
    }
    stale(record, cx);
    if let Some(m) = record.measurement() {
        tiny(m, cx);
        vendor(m, cx);
    }
}

/// What each kind must say, and a line to write for it.
fn required(record: &Record) -> Vec<(&'static str, &'static str)> {
    let has = |key: &str| record.filled.contains(&key);
    const SOURCE: (&str, &str) = ("source", "source: customer-system");
    match &record.kind {
        Some(Kind::Measurement(_)) => {
            let mut keys = vec![("unit", "unit: hours a week")];
            if !has("data") && !has("value") {
                keys.extend([("before", "before: 11"), ("after", "after: 2.5")]);
            }
            keys.extend([SOURCE, ("collected", "collected: 2026-06-02")]);
            keys
        }
        Some(Kind::Usage(_)) => {
            let mut keys =
                vec![("since", "since: 2026-03-09"), ("as_of", "as_of: 2026-11-02"), ("active", "active: true")];
            keys.push(("source", "source: telemetry"));
            if has("value") {
                keys.push(("metric", "metric: forms received a week"));
            }
            keys
        }
        Some(Kind::Commitment(c)) => {
            let mut keys = vec![("event", "event: paid"), ("date", "date: 2026-03-02")];
            if c.event.as_ref().is_none_or(|event| event.value.is_money()) {
                keys.push(("cleared", "cleared: 2026-03-20"));
            }
            keys
        }
        Some(Kind::Interview(_)) => vec![("with", "with: Ana Ruiz"), ("date", "date: 2026-06-03"), ("by", "by: Ida")],
        Some(Kind::Advocacy(_)) => vec![("act", "act: referral"), ("date", "date: 2026-08-11")],
        Some(Kind::Document(_)) => vec![
            ("title", "title: Annual report"),
            ("issuer", "issuer: Northwind Clinic"),
            ("date", "date: 2026-03-02"),
            ("file", "file: northwind/report.pdf"),
        ],
        Some(Kind::Public(_)) => vec![
            ("url", "url: https://register.example/entry"),
            ("publisher", "publisher: The register"),
            ("seen", "seen: 2026-06-02"),
        ],
        Some(Kind::Certification(_)) => vec![
            ("scheme", "scheme: ISO 27001"),
            ("issuer", "issuer: The certifier"),
            ("until", "until: 2027-12-31"),
            ("scope", "scope: hosting"),
        ],
        None => Vec::new(),
    }
}

fn incomplete(record: &Record, cx: &mut Cx<'_>) {
    let missing: Vec<_> = required(record).into_iter().filter(|(key, _)| !record.filled.contains(key)).collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|(key, _)| format!("`{key}`")).collect();
    let lines: Vec<&str> = missing.iter().map(|(_, line)| *line).collect();
    let what = format!("the {} `{}` lacks {}", record.kind_name(), record.id.value, list(&names));
    let mut finding = Finding::new("incomplete-evidence", record.id.span, what)
        .help(format!("add what is true, in the manner of `{}`", lines.join(", ")));
    if missing.iter().any(|(key, _)| *key == "source") {
        let words: Vec<&str> = Holder::ALL.iter().map(|(word, _)| *word).collect();
        finding = finding.help(format!("`source` is one of {}", words.join(", ")));
    }
    cx.report(finding);
}

/// `a`, `a and b`, `a, b and c`.
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Each private file that a study names must be there, or locked; and where it is both, the same.
pub(super) fn files(study: &Study, cx: &mut Cx<'_>) {
    for (path, text, record) in study.private_files() {
        let is_notes = path.starts_with("interviews/");
        let (folder, suffix) = if is_notes { ("content/interviews", ".md") } else { ("content/evidence", "") };
        let (vault, lock) = (cx.vault, cx.lock);
        let there = if is_notes { &vault.interviews } else { &vault.evidence };
        let name = text.trimmed();
        let is_there = there.contains(if is_notes { name.trim_end_matches(".md") } else { name });
        match lock.files.get(&path) {
            Some(locked) if is_there => changed(&path, text, record, study, locked, cx),
            Some(locked) => cx.report(
                Finding::new("missing-evidence-file", text.span, format!("content/{path} is not here; it is locked"))
                    .level(Level::Note)
                    .note(format!(
                        "its hash and figures in proof.lock stand in for it: sha256 {}",
                        short(&locked.sha256)
                    )),
            ),
            None if is_there => {}
            None => missing(text, folder, suffix, there, cx),
        }
    }
}

/// A file that differs from the one that was locked.
fn changed(path: &str, text: &Text, record: Option<&Record>, study: &Study, locked: &Locked, cx: &mut Cx<'_>) {
    let Some((sha256, size)) = cx.present.get(path) else { return };
    let (before, now) = (short(&locked.sha256), short(sha256));
    if *sha256 == locked.sha256 && *size == locked.size {
        return;
    }
    let what = format!("content/{path} is not the file that was locked: {before}, now {now}");
    let mut finding = Finding::new("changed-evidence", text.span, what);
    if let Some(line) = locked.line {
        finding = finding.related(line, "locked here");
    }
    let data = record.and_then(|r| Some((r, r.measurement()?))).and_then(|(r, m)| Some((r, m, m.data.as_ref()?)));
    if let Some((record, m, data)) = data
        && let Some(Ok(figures)) = cx.survey.figures(study.file, &record.id.value)
        && let Some(before) = cx.lock.figures(path, &lock::asked(m, data, cx.sources))
    {
        for line in lock::differences(&before, figures) {
            finding = finding.note(line);
        }
    }
    cx.report(
        finding
            .help("if this is meant, run `proofmark lock`, which shows the change, and commit proof.lock")
            .help("if not, bring back the file that was locked"),
    );
}

/// Enough of a hash to tell two apart.
fn short(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

/// A file named by a record must be there.
fn missing(text: &Text, folder: &str, suffix: &str, there: &BTreeSet<String>, cx: &mut Cx<'_>) {
    let written = text.trimmed();
    let finding =
        Finding::new("missing-evidence-file", text.span, format!("there is no file {folder}/{written}{suffix}"));
    let tidy = written.replace('\\', "/");
    let tidy = tidy.trim_start_matches("./");
    let inside = tidy.strip_prefix(folder).or_else(|| tidy.strip_prefix(folder.trim_start_matches("content/")));
    let meant = inside.unwrap_or(tidy).trim_start_matches('/');
    let meant = meant.strip_suffix(suffix).filter(|_| !suffix.is_empty()).unwrap_or(meant);
    let near = there.get(meant).or_else(|| there.iter().find(|path| path.eq_ignore_ascii_case(meant))).or_else(|| {
        // One file of that name elsewhere.
        let mut same = there.iter().filter(|path| file_name(path).eq_ignore_ascii_case(file_name(meant)));
        same.next().filter(|_| same.next().is_none())
    });
    cx.report(match near {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None if written.split(['/', '\\']).any(|part| part == "..") || written.starts_with('/') => {
            finding.help(format!("write the path from {folder}/; evidence lies nowhere else"))
        }
        None => finding.help(format!("put the file there; what lies under {folder}/ is never published")),
    });
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn stale(record: &Record, cx: &mut Cx<'_>) {
    let (name, date) = match &record.kind {
        Some(Kind::Measurement(m)) => ("collected", &m.collected),
        Some(Kind::Usage(u)) => ("known", &u.as_of),
        Some(Kind::Public(p)) => ("seen", &p.seen),
        Some(Kind::Certification(c)) => return ended(&c.until, cx),
        _ => return,
    };
    let (Some(date), months) = (date, cx.config.policy.love_months) else { return };
    if is_fresh(date.value, months, cx.today) {
        return;
    }
    cx.report(
        Finding::new("stale-evidence", date.span, format!("{name} on {}, more than {months} months ago", date.value))
            .note(format!("today is {}; what was true then may not be now", cx.today))
            .help("ask again, or say in the text when it was true"),
    );
}

fn ended(until: &Option<Spanned<Date>>, cx: &mut Cx<'_>) {
    let Some(until) = until.as_ref().filter(|until| until.value < cx.today) else { return };
    cx.report(
        Finding::new("stale-evidence", until.span, format!("this certificate ended on {}", until.value))
            .help("write the new end date, or delete the record and what is tied to it"),
    );
}

/// Less than `months` ago: `today < date + months`.
fn is_fresh(date: Date, months: u32, today: Date) -> bool {
    date.checked_add(i32::try_from(months).unwrap_or(i32::MAX).min(100_000).months()).is_ok_and(|end| today < end)
}

fn tiny(m: &Measurement, cx: &mut Cx<'_>) {
    // The lines of a bill are all there are, and no sample of them.
    let total = m.statistic.as_ref().is_some_and(|s| matches!(s.value, Statistic::Sum | Statistic::Count));
    if let Some(sample) = m.sample.as_ref().filter(|_| !total)
        && let Some(n) = sample.n.filter(|n| *n < TINY)
    {
        cx.report(
            Finding::new("tiny-sample", sample.span, format!("a sample of {n} is an anecdote"))
                .help("count more, or tell it as the story of these few"),
        );
    }
    // The days on which people were asked are no period of work.
    let asked = m.source.as_ref().is_some_and(|s| s.value == Holder::Survey);
    let Some(period) = m.period.as_ref().filter(|_| !asked) else { return };
    for interval in [&period.before, &period.after, &period.whole].into_iter().flatten() {
        let days = length(interval.value);
        if (1..SHORT).contains(&days) {
            let what = if days == 1 { "a single day".to_owned() } else { format!("a period of {days} days") };
            cx.report(
                Finding::new("tiny-sample", interval.span, format!("{what} may be a good week"))
                    .help(format!("measure at least {SHORT} days on each side; a quarter is better")),
            );
        }
    }
}

/// Days, first and last counted; less than one when they are swapped.
fn length(interval: Interval) -> i32 {
    interval.first.until(interval.last).map_or(0, |span| span.get_days()) + 1
}

fn vendor(m: &Measurement, cx: &mut Cx<'_>) {
    let Some(source) = &m.source else { return };
    let (what, help) = match source.value {
        Holder::VendorEstimate => {
            ("this figure is the publisher's own estimate", "ask the customer for a figure of theirs")
        }
        Holder::VendorSystem => (
            "this figure comes from a system the publisher runs",
            "ask the customer to confirm it from a system of theirs, and keep what they send as `file`",
        ),
        _ => return,
    };
    cx.report(
        Finding::new("vendor-measured", source.span, what)
            .note("who gains by a figure should not be the only one who can check it")
            .help(help)
            .help("if there is no other source, allow it with the reason, which the page shows"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_on_the_calendar() {
        let date = |text: &str| text.parse().unwrap();
        assert!(is_fresh(date("2024-11-22"), 24, date("2026-11-21")));
        assert!(!is_fresh(date("2024-11-21"), 24, date("2026-11-21")));
        assert!(is_fresh(date("2026-01-01"), 1, date("2026-01-31")));
        assert!(!is_fresh(date("9999-01-01"), u32::MAX, date("2026-01-31")));
    }

    #[test]
    fn both_ends_of_a_period_count() {
        let days =
            |first: &str, last: &str| length(Interval { first: first.parse().unwrap(), last: last.parse().unwrap() });
        assert_eq!(days("2026-01-01", "2026-01-14"), 14);
        assert_eq!(days("2026-02-20", "2026-03-20"), 29);
        assert_eq!(days("2026-01-01", "2026-01-01"), 1);
        assert!(days("2026-01-02", "2026-01-01") < 1);
    }
}
