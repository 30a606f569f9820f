//! The `data` table of a record.

use super::{Condition, Data, Mark, Test};
use crate::evidence::number;
use crate::finding::Finding;
use crate::source::Spanned;
use crate::written::{Choice, Fields, Value};

impl Choice for Mark {
    const ALL: &'static [(&'static str, Self)] = &[("point", Mark::Point), ("comma", Mark::Comma)];
}

/// Reads it, if it is there.
pub(in crate::evidence) fn data(record: &mut Fields<'_>) -> Option<Data> {
    let mut table = record.table("data", "a data table")?;
    let span = table.span;
    let conditions = conditions(&mut table);
    let data = Data {
        span,
        column: table.words("column"),
        statistic: table.choice("statistic"),
        is: table.texts("is"),
        of: table.words("of"),
        per: number(&mut table, "per"),
        by: table.words("by"),
        before: table.texts("before"),
        after: table.texts("after"),
        date: table.words("date"),
        change: table.date("change"),
        each: table.words("each"),
        conditions,
        draw: table.bool("draw"),
        decimal: table.choice("decimal"),
    };
    let per = data.per.as_ref().filter(|per| per.value <= crate::claim::Exact::ZERO).map(|per: &Spanned<_>| per.span);
    if let Some(span) = per {
        table.report(Finding::new("wrong-type", span, "`per` is a number above zero").help("write it as `per: 1000`"));
    }
    table.finish();
    Some(data)
}

fn conditions(table: &mut Fields<'_>) -> Vec<Condition> {
    let Some(node) = table.node("where") else { return Vec::new() };
    let Some(mut inner) = table.inner(node, "`where`") else { return Vec::new() };
    let mut conditions = Vec::new();
    for entry in inner.all() {
        let column = entry.key.clone();
        let test = match &entry.node.value {
            Value::Scalar(text) => match Test::of(text) {
                Ok(test) => Some(test),
                Err(why) => {
                    let what = format!("`{}` is no range", text.trimmed());
                    inner.report(Finding::new("wrong-type", text.span, what).help(why));
                    continue;
                }
            },
            Value::List(items) => items
                .iter()
                .map(|item| match &item.value {
                    Value::Scalar(text) => Some(text.clone()),
                    _ => None,
                })
                .collect::<Option<Vec<_>>>()
                .filter(|items| !items.is_empty())
                .map(Test::Is),
            Value::Null | Value::Map(_) => None,
        };
        match test {
            Some(test) => conditions.push(Condition { column, test }),
            None => inner.report(
                Finding::new("wrong-type", column.span, format!("what `{}` must be is not said", column.trimmed()))
                    .help("write a value, a list of values, or a range such as `5..60` or `2026-01-01..2026-06-30`"),
            ),
        }
    }
    conditions
}
