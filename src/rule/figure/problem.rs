//! The problem beside a record: what was so before is told there in words and measured here, and both stand on one page
//! and in one brief.

use crate::claim::{only_commensurable, sentence_at};
use crate::evidence::Record;
use crate::finding::{Finding, Level};
use crate::ladder::share_content;
use crate::rule::Cx;
use crate::rule::wording::ticked;
use crate::study::{Document, Prose};

/// Compares the problem and its cost with the records that have a value before. Nothing ties them, so it warns only, and
/// only where the sentence speaks of what one record measured and gives one figure in its unit.
pub(in crate::rule) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    let Document::Study(study) = document else { return };
    for block in [&study.meta.problem.text, &study.meta.problem.cost].into_iter().flatten() {
        let mut records = study.meta.evidence.iter().filter_map(|record| stray(block, record));
        if let (Some(finding), None) = (records.next(), records.next()) {
            cx.report(finding);
        }
    }
}

/// What a block says of a record's metric and the record does not; `None` also where words are tied, and judged for that.
fn stray(block: &Prose, record: &Record) -> Option<Finding> {
    let before = record.measurement()?.before.as_ref()?;
    let metric = record.metric();
    let (quantity, fits) = only_commensurable(&block.text, &record.figures(&metric)?)?;
    let near = share_content(&metric, &block.text[sentence_at(&block.text, quantity.range.start)]);
    if fits || !near || !block.links.is_empty() {
        return None;
    }
    let id = record.id.value.as_str();
    let unit = record.measurement()?.unit.as_ref().map_or("", |unit| unit.trimmed());
    let words = ticked(block.text.get(quantity.range.clone())?);
    let what = format!("{words} in the problem, and {} {unit} before in the record `{id}`", before.value);
    let finding = Finding::new("figure-drift", block.span_of(quantity.range), what)
        .level(Level::Warning)
        .related(before.span, "the other figure")
        .note("both are shown on the page and in the brief")
        .help(format!("write the record's figure, and tie it: `[…](evidence:{id})`; or say what else this counts"));
    Some(finding)
}
