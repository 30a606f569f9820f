//! The problem beside a record: what was so before is told there in words and measured here, and both stand on one page
//! and in one brief.

use std::ops::Range;

use crate::claim::{only_commensurable, sentence_at};
use crate::evidence::Record;
use crate::finding::{Finding, Level};
use crate::ladder::share_content;
use crate::rule::Cx;
use crate::rule::wording::ticked;
use crate::study::{Document, Prose};

/// Compares the problem and its cost with the records that have a value before. Nothing ties them, so it warns only, and
/// only where the clause speaks of what one record measured and the text gives one figure in its unit.
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
    let near = |clause: &str| share_content(&metric, clause);
    if fits || !near(clause_at(&block.text, quantity.range.clone())) || !block.links.is_empty() {
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

/// The words between two marks around a figure: "the clinic opens 40 hours a week" of a sentence that goes on.
fn clause_at(text: &str, figure: Range<usize>) -> &str {
    let sentence = sentence_at(text, figure.start);
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')');
    let before = text.get(sentence.start..figure.start).unwrap_or_default();
    let after = text.get(figure.end..sentence.end).unwrap_or_default();
    let start = before.rfind(is_mark).map_or(figure.start - before.len(), |at| sentence.start + at);
    let end = figure.end + after.find(is_mark).unwrap_or(after.len());
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::clause_at;

    #[test]
    fn a_clause_ends_where_the_sentence_turns() {
        let text = "It rained. The clinic opens 4,000 hours, retyping took 11 of them.";
        let at = text.find("4,000").unwrap_or_default();
        assert_eq!(clause_at(text, at..at + 11), "The clinic opens 4,000 hours");
    }
}
