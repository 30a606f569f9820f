//! The `evidence` map → records. Where `kind` is missing it is inferred from the fields that decide it.

use super::*;
use crate::finding::Finding;
use crate::written::{Fields, Value, nearest};

/// The kinds and the fields that give each away, most telling first.
const KINDS: &[(&str, &[&str])] = &[
    ("measurement", &["before", "after", "data", "better", "statistic"]),
    ("usage", &["since", "as_of", "active"]),
    ("commitment", &["event", "cleared"]),
    ("advocacy", &["act"]),
    ("interview", &["with", "notes"]),
    ("certification", &["scheme"]),
    ("public", &["url", "publisher", "seen"]),
    ("document", &["title", "issuer"]),
];

/// Reads all records of a study.
pub fn records(map: &mut Fields<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for entry in map.all() {
        let (id, span) = (entry.key.clone(), entry.node.span);
        if matches!(entry.node.value, Value::Null) {
            let message = format!("the record `{}` is empty", id.value);
            map.report(
                Finding::new("incomplete-evidence", id.span, message).help(
                    "write what it rests on, or delete the line; `proofmark explain incomplete-evidence` shows how",
                ),
            );
            records.push(Record { id, span, kind: None, file: None, states: None, filled: Vec::new() });
            continue;
        }
        records.push(match map.inner(&entry.node, "a record") {
            Some(fields) => record(id, span, fields),
            // Kept, so that what is bound to it is not called unknown too.
            None => Record { id, span, kind: None, file: None, states: None, filled: Vec::new() },
        });
    }
    records
}

fn record(id: Text, span: Span, mut fields: Fields<'_>) -> Record {
    let file = fields.words("file");
    let states = fields.words("states");
    let kind = kind_of(&mut fields, &id).and_then(|name| kind(name, &mut fields));
    let filled = fields.filled();
    // Without a kind every field would look unknown.
    if kind.is_some() {
        fields.finish();
    }
    Record { id, span, kind, file, states, filled }
}

fn kind_of(fields: &mut Fields<'_>, id: &Text) -> Option<&'static str> {
    let names = || KINDS.iter().map(|(name, _)| *name);
    let list = || names().collect::<Vec<_>>().join(", ");
    if let Some(written) = fields.text("kind") {
        let word = written.trimmed().to_owned();
        let known = names().find(|name| *name == word);
        if known.is_none() {
            let finding = Finding::new("wrong-type", written.span, format!("`{word}` is no kind of evidence"));
            let finding = match nearest(&word, names()) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding,
            };
            fields.report(finding.help(format!("`kind` is one of {}", list())));
        }
        return known;
    }
    let has = |key: &str| fields.key_span(key).is_some();
    let inferred = KINDS.iter().find(|(_, keys)| keys.iter().any(|k| has(k))).map(|(name, _)| *name);
    let inferred = inferred.or((has("value") && has("unit")).then_some("measurement"));
    if inferred.is_none() {
        let finding = Finding::new(
            "incomplete-evidence",
            id.span,
            format!("what kind of evidence `{}` is cannot be told", id.value),
        );
        fields.report(finding.help(format!("add `kind:`, one of {}", list())));
    }
    inferred
}

fn kind(name: &str, f: &mut Fields<'_>) -> Option<Kind> {
    Some(match name {
        "measurement" => Kind::Measurement(Box::new(measurement(f))),
        "usage" => Kind::Usage(Box::new(Usage {
            since: f.date("since"),
            as_of: f.date("as_of"),
            active: f.bool("active"),
            source: f.choice("source"),
            metric: f.words("metric"),
            value: number(f, "value"),
            unit: f.words("unit"),
        })),
        "commitment" => Kind::Commitment(Box::new(Commitment {
            event: f.choice("event"),
            date: f.date("date"),
            cleared: f.date("cleared"),
            record: f.words("record"),
        })),
        "interview" => Kind::Interview(Box::new(Interview {
            with: f.words("with"),
            date: f.date("date"),
            by: f.words("by"),
            notes: f.words("notes"),
        })),
        "advocacy" => Kind::Advocacy(Box::new(Advocacy {
            act: f.choice("act"),
            date: f.date("date"),
            to: f.words("to"),
            paid: f.bool("paid"),
        })),
        "document" => Kind::Document(Box::new(Document {
            title: f.words("title"),
            issuer: f.words("issuer"),
            date: f.date("date"),
            value: number(f, "value"),
            unit: f.words("unit"),
        })),
        "public" => Kind::Public(Box::new(Public {
            url: f.words("url"),
            publisher: f.words("publisher"),
            seen: f.date("seen"),
            value: number(f, "value"),
            unit: f.words("unit"),
        })),
        "certification" => Kind::Certification(Box::new(Certification {
            scheme: f.words("scheme"),
            issuer: f.words("issuer"),
            until: f.date("until"),
            scope: f.words("scope"),
        })),
        _ => return None,
    })
}

fn measurement(f: &mut Fields<'_>) -> Measurement {
    Measurement {
        metric: f.words("metric"),
        unit: f.words("unit"),
        before: number(f, "before"),
        after: number(f, "after"),
        value: number(f, "value"),
        better: f.choice("better"),
        statistic: f.choice("statistic"),
        sample: sample(f),
        period: period(f).map(Box::new),
        method: f.words("method"),
        source: f.choice("source"),
        collected: f.date("collected"),
        data: super::data::data(f).map(Box::new),
        written: None,
        computed: None,
        best: None,
        also_changed: f.words("also_changed"),
    }
}

/// An exact decimal, such as `2.5`, `-3` or `1,200`.
pub(crate) fn number(f: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Exact>> {
    let text = f.scalar(key, "a number")?;
    match Exact::parse(text.trimmed()) {
        Some(value) => Some(Spanned { value, span: text.span }),
        None => {
            let finding =
                Finding::new("wrong-type", text.span, format!("`{key}` is a number, but this is `{}`", text.trimmed()));
            let digits = text.trimmed().bytes().all(|b| b.is_ascii_digit() || b == b'.');
            f.report(match digits && text.trimmed().matches('.').count() < 2 {
                true => finding.help("this is more than can be computed with: write it in thousands or millions"),
                false => finding.help("write digits, such as 2.5; the unit goes into `unit`"),
            });
            None
        }
    }
}

fn sample(f: &mut Fields<'_>) -> Option<Sample> {
    let node = f.node("sample")?;
    if let Value::Map(_) = node.value {
        let mut table = f.inner(node, "a sample")?;
        let n = table.count("n").map(|n| u64::from(n.value));
        let of = table.words("of");
        table.finish();
        return Some(Sample { n, of, words: None, counted: None, span: node.span });
    }
    let text = f.scalar("sample", "a number, a table such as `{n: 46, of: clinics}`, or words")?;
    let n = text.trimmed().parse().ok();
    let words = n.is_none().then(|| text.clone());
    Some(Sample { n, of: None, words, counted: None, span: text.span })
}

fn period(f: &mut Fields<'_>) -> Option<Period> {
    let node = f.node("period")?;
    if let Value::Map(_) = node.value {
        let mut table = f.inner(node, "a period")?;
        let before = interval(&mut table, "before");
        let after = interval(&mut table, "after");
        table.finish();
        return Some(Period { before, after, whole: None, span: node.span });
    }
    let whole = interval(f, "period")?;
    Some(Period { before: None, after: None, span: whole.span, whole: Some(whole) })
}

fn interval(f: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Interval>> {
    let text = f.scalar(key, "a period such as 2026-01-05/2026-02-01")?;
    let words = text.trimmed();
    let (first, last) = words.split_once('/').unwrap_or((words, words));
    let read = |part: &str| crate::written::read_date(part.trim());
    match (read(first), read(last)) {
        (Ok(first), Ok(last)) => Some(Spanned { value: Interval { first, last }, span: text.span }),
        (Err(why), _) | (_, Err(why)) => {
            let finding = Finding::new("invalid-date", text.span, format!("`{words}` is no period: {why}"));
            f.report(finding.help("write the first and the last day, such as 2026-01-05/2026-02-01"));
            None
        }
    }
}
