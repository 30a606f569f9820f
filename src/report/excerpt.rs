//! A finding and the lines it stands in, ready to be drawn.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Origin, Snippet};
use rayon::prelude::*;

use super::{Places, harmless};
use crate::finding::{Finding, Level};
use crate::source::{FileId, Quoted, Quotes, Source, Span};

/// Words that go over more lines than this are underlined in their first line only.
const MOST_LINES: usize = 4;

/// A line of more bytes than this is drawn for its first findings only: each drawing reads it whole.
const LONG_LINE: usize = 16 * 1024;
/// For how many.
const ON_LONG_LINES: usize = 20;

/// Knows how many findings on long lines were told.
#[derive(Default)]
pub(super) struct Excerpts {
    on_long_lines: usize,
}

impl Excerpts {
    /// Whether the place of each of the next findings is enough.
    pub(super) fn place_only(&mut self, findings: &[&Finding], texts: &Quotes<'_>) -> Vec<bool> {
        let long: Vec<bool> = findings.par_iter().map(|finding| is_on_long_line(finding, texts)).collect();
        let one = |long: bool| {
            self.on_long_lines += usize::from(long);
            long && self.on_long_lines > ON_LONG_LINES
        };
        long.into_iter().map(one).collect()
    }
}

/// The files of a finding and of the places it points at, each once.
pub(super) fn texts<'a>(finding: &Finding, texts: &Quotes<'a>) -> Vec<Quoted<'a>> {
    let mut files: Vec<FileId> = Vec::new();
    for span in std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span)) {
        if !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    files.into_iter().map(|file| texts.get(file)).collect()
}

fn is_on_long_line(finding: &Finding, texts: &Quotes<'_>) -> bool {
    let source = texts.get(finding.span.file);
    if source.text.len() <= LONG_LINE {
        return false;
    }
    let line = source.line(finding.span.start as usize);
    source.text[source.line_start(line)..].find('\n').unwrap_or(source.text.len()) > LONG_LINE
}

/// Title, excerpt, other places, notes and help; of the excerpt its place only, where that is enough.
pub(super) fn drawn<'a>(finding: &'a Finding, texts: &'a [Quoted<'_>], places: &Places, place_only: bool) -> Group<'a> {
    let level = match finding.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Note => Drawn::NOTE,
    };
    let mut marks = vec![Mark { span: finding.span, label: &finding.label, kind: AnnotationKind::Primary }];
    let others = finding.related.iter();
    marks.extend(others.map(|r| Mark { span: r.span, label: &r.label, kind: AnnotationKind::Context }));
    let title = level.primary_title(finding.message.as_str()).id(finding.rule);
    let mut group = Group::with_title(title);
    for source in texts {
        let here: Vec<&Mark<'_>> = marks.iter().filter(|m| m.span.file == source.id).collect();
        let path = harmless(&places.show(&source.path));
        group = match here.first() {
            Some(mark) if place_only => {
                let (line, column) = source.line_column(mark.span.start);
                group.element(Origin::path(path).line(line).char_column(column))
            }
            _ => group.element(snippet(source, &here).path(path)),
        };
    }
    for note in &finding.notes {
        group = group.element(Drawn::NOTE.message(harmless(note)));
    }
    for help in &finding.help {
        group = group.element(Drawn::HELP.message(harmless(help)));
    }
    if let Some(fix) = &finding.fix {
        let fixable = format!("{} ({})", fix.title, fix.safety.flags());
        group = group.element(Drawn::HELP.with_name("fix").message(harmless(&fixable)));
    }
    group
}

/// Words to underline.
struct Mark<'a> {
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
}

/// The lines around the marks of one file. Lines between them that hold no mark are folded away when drawn.
fn snippet<'a>(source: &'a Source, marks: &[&Mark<'a>]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &*source.text;
    let ranges: Vec<Range<usize>> = marks.iter().map(|m| drawable(text, m.span.range())).collect();
    let first = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let last = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let line = source.line(first);
    // Behind a byte-order mark, which has no width.
    let start = source.line_start(line).max(mark_len(text));
    let end = last + text[last..].find('\n').unwrap_or(text.len() - last);
    let annotations = marks.iter().zip(ranges).map(|(mark, range)| {
        let label = (!mark.label.is_empty()).then_some(mark.label);
        mark.kind.span(range.start - start..range.end - start).label(label)
    });
    Snippet::source(text[start..end].trim_end_matches('\r')).line_start(line).annotations(annotations)
}

/// The range cut to what can be drawn: whole characters, behind the byte-order mark, few lines, no line end.
fn drawable(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len())).max(mark_len(text));
    let mut end = text.ceil_char_boundary(range.end.min(text.len())).max(start);
    if text[start..end].lines().count() > MOST_LINES {
        end = start + text[start..end].find('\n').unwrap_or(end - start);
    }
    let kept = text[start..end].trim_end_matches(['\r', '\n']).len();
    start..start + kept
}

/// How many bytes a byte-order mark takes, if there is one.
fn mark_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
