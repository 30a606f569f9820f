//! The lines a finding stands in, cut where its words begin and end, for a browser to draw.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::finding::Finding;
use crate::source::{FileId, Source, Sources, Span};

/// Words that go over more lines than this are underlined in their first lines only.
const MOST_LINES: usize = 6;
/// A line is cut to so many characters on each side of the words.
const REACH: usize = 160;

/// Lines of one file.
#[derive(Debug, Serialize)]
pub(super) struct Excerpt {
    path: String,
    line: usize,
    column: usize,
    lines: Vec<Line>,
}

/// One line.
#[derive(Debug, Serialize)]
struct Line {
    number: usize,
    pieces: Vec<Piece>,
    /// What is to be said below it.
    labels: Vec<String>,
}

/// Words of a line that look alike.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    /// 0: around it. 1: another place that matters. 2: what is wrong.
    mark: u8,
}

struct Mark<'a> {
    span: Span,
    label: &'a str,
    mark: u8,
}

/// An excerpt of each file a finding speaks of, its own first.
pub(super) fn of(finding: &Finding, sources: &Sources) -> Vec<Excerpt> {
    let own = Mark { span: finding.span, label: &finding.label, mark: 2 };
    let others = finding.related.iter().map(|r| Mark { span: r.span, label: &r.label, mark: 1 });
    let marks: Vec<Mark<'_>> = std::iter::once(own).chain(others).collect();
    let mut files: Vec<FileId> = Vec::new();
    for mark in &marks {
        if !files.contains(&mark.span.file) {
            files.push(mark.span.file);
        }
    }
    files
        .into_iter()
        .map(|file| {
            let here: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.span.file == file).collect();
            excerpt(sources.get(file), &here)
        })
        .collect()
}

fn excerpt(source: &Source, marks: &[&Mark<'_>]) -> Excerpt {
    let last = source.line(source.text.len());
    let mut numbers = BTreeSet::new();
    for mark in marks {
        let (from, to) = lines_of(source, mark.span);
        numbers.extend(from.saturating_sub(1).max(1)..=(to + 1).min(last));
    }
    let (line, column) = marks.first().map_or((1, 1), |mark| source.line_column(mark.span.start));
    let lines = numbers.into_iter().map(|number| drawn(source, number, marks)).collect();
    Excerpt { path: source.path.to_string(), line, column, lines }
}

/// First and last line of the words, as far as they are drawn.
fn lines_of(source: &Source, span: Span) -> (usize, usize) {
    let first = source.line((span.start as usize).min(source.text.len()));
    let end = (span.end as usize).min(source.text.len()).max(span.start as usize + 1) - 1;
    (first, source.line(end).clamp(first, first + MOST_LINES - 1))
}

fn drawn(source: &Source, number: usize, marks: &[&Mark<'_>]) -> Line {
    let start = source.line_start(number);
    let text = source.text[start..].split(['\n', '\r']).next().unwrap_or("");
    let mut pieces: Vec<(usize, usize, u8)> = Vec::new();
    let mut labels = Vec::new();
    for mark in marks {
        let (from, to) = lines_of(source, mark.span);
        if !(from..=to).contains(&number) {
            continue;
        }
        let range = mark.span.range();
        let from_byte = text.floor_char_boundary(range.start.saturating_sub(start).min(text.len()));
        let to_byte = text.ceil_char_boundary(range.end.saturating_sub(start).min(text.len()));
        if from_byte < to_byte {
            pieces.push((from_byte, to_byte, mark.mark));
        }
        if number == from && !mark.label.is_empty() {
            labels.push(mark.label.to_owned());
        }
    }
    Line { number, pieces: cut(text, &pieces), labels }
}

/// The line in pieces, where each byte bears the gravest of its marks.
fn cut(text: &str, marks: &[(usize, usize, u8)]) -> Vec<Piece> {
    let (near, far) = window(text, marks);
    let mut edges: BTreeSet<usize> = [near, far].into();
    edges.extend(marks.iter().flat_map(|(from, to, _)| [*from, *to]).filter(|at| (near..far).contains(at)));
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    if near > 0 {
        pieces.push(Piece { text: "…".to_owned(), mark: 0 });
    }
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let mark = marks.iter().filter(|(f, t, _)| *f <= from && to <= *t).map(|m| m.2).max().unwrap_or(0);
        pieces.push(Piece { text: text[from..to].to_owned(), mark });
    }
    if far < text.len() {
        pieces.push(Piece { text: "…".to_owned(), mark: 0 });
    }
    pieces
}

/// The part of a long line that is shown.
fn window(text: &str, marks: &[(usize, usize, u8)]) -> (usize, usize) {
    let from = marks.iter().map(|m| m.0).min().unwrap_or(0);
    let to = marks.iter().map(|m| m.1).max().unwrap_or(0).min(from + 8 * REACH);
    (text.floor_char_boundary(from.saturating_sub(REACH)), text.ceil_char_boundary((to + REACH).min(text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, words: &str) -> Vec<Line> {
        let mut sources = Sources::default();
        let file = sources.insert("a.md", text);
        let at = text.find(words).unwrap();
        let finding = Finding::new("hearsay", Span::new(file, at..at + words.len()), "x").label("here");
        of(&finding, &sources).remove(0).lines
    }

    #[test]
    fn the_words_stand_out_among_their_neighbours() {
        let lines = shown("one\ntwo thrée four\r\nfive\nsix", "thrée");
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 2, 3]);
        let pieces: Vec<(&str, u8)> = lines[1].pieces.iter().map(|p| (p.text.as_str(), p.mark)).collect();
        assert_eq!(pieces, [("two ", 0), ("thrée", 2), (" four", 0)]);
        assert_eq!(lines[1].labels, ["here"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("{}saved 5%{}", "é ".repeat(4000), " ñ".repeat(4000));
        let lines = shown(&text, "saved 5%");
        let whole: String = lines[0].pieces.iter().map(|p| p.text.as_str()).collect();
        assert!(whole.chars().count() < 400 && whole.starts_with('…') && whole.ends_with('…'), "{whole}");
        assert!(lines[0].pieces.contains(&Piece { text: "saved 5%".to_owned(), mark: 2 }));
    }

    #[test]
    fn words_over_lines_and_words_that_are_missing_are_drawn() {
        let lines = shown("a\nb c\nd e\nf", "c\nd");
        let marked =
            |line: &Line| line.pieces.iter().filter(|p| p.mark == 2).map(|p| p.text.clone()).collect::<String>();
        assert_eq!(lines.iter().map(marked).collect::<Vec<_>>(), ["", "c", "d", ""]);
        assert_eq!(shown("", "").len(), 1);
        assert_eq!(shown("\u{feff}---\n", "").len(), 2);
    }
}
