//! The list of claims, for people and for programs.
//!
//! Goes in: claims in the order of their files, each with its place. Comes out: bytes on a stream.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::{figure, harmless};
use crate::claim::Claim;
use crate::finding::Level;
use crate::source::{Source, Span};

/// A claim to list.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its file.
    pub source: &'a Source,
    /// Its bytes.
    pub span: Span,
    /// Its words, on one line.
    pub words: String,
    /// What it says; `None` for bound words in which nothing could be read.
    pub claim: Option<Claim>,
    /// Whether it stands in somebody's quote.
    pub quoted: bool,
    /// The record it is bound to.
    pub evidence: Option<String>,
    /// How grave it is that it is not bound; `None` when it is.
    pub level: Option<Level>,
}

impl Row<'_> {
    fn form(&self) -> &'static str {
        self.claim.as_ref().map_or("words", |claim| claim.form.name())
    }

    fn figure(&self) -> String {
        self.claim.as_ref().map_or(String::new(), figure::of)
    }
}

/// Bytes from 0, line and column from 1, the column in characters; ends are one past the last. `text` is what stands in
/// the file between `start` and `end`, `words` the same as a reader sees it, without markup and line ends.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    text: &'a str,
    words: &'a str,
    form: &'a str,
    figure: Option<String>,
    bound: bool,
    evidence: Option<&'a str>,
    level: Option<&'a str>,
    quoted: bool,
}

/// One object on a line for each claim.
pub fn jsonl(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let (line, column) = row.source.line_column(row.span.start);
        let record = Record {
            path: &row.source.path,
            start: row.span.start,
            end: row.span.end,
            line,
            column,
            text: row.source.words(row.span),
            words: &row.words,
            form: row.form(),
            figure: Some(row.figure()).filter(|f| !f.is_empty()),
            bound: row.evidence.is_some(),
            evidence: row.evidence.as_deref(),
            level: row.level.map(Level::name),
            quoted: row.quoted,
        };
        writeln!(out, "{}", serde_json::to_string(&record)?)?;
    }
    Ok(())
}

/// A line for each claim, by file, and the count unless it should be `quiet`.
pub fn pretty(rows: &[Row<'_>], files: usize, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let bold = Style::new().bold();
    for group in rows.chunk_by(|a, b| a.source.id == b.source.id) {
        if let Some(first) = group.first() {
            writeln!(out, "{bold}{}{bold:#}", harmless(&first.source.path))?;
            lines(group, out)?;
            writeln!(out)?;
        }
    }
    if quiet {
        return Ok(());
    }
    let bound = rows.iter().filter(|row| row.evidence.is_some()).count();
    let claims = if rows.len() == 1 { "claim" } else { "claims" };
    let named = if files == 1 { "file" } else { "files" };
    writeln!(out, "{} {claims}, {bound} bound, {} unbound, in {files} {named}", rows.len(), rows.len() - bound)
}

/// The lines of one file, in columns as wide as needed.
fn lines(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<[String; 4]> = rows
        .iter()
        .map(|row| {
            let (line, column) = row.source.line_column(row.span.start);
            let state = row.level.map_or("bound", Level::name);
            [format!("{line}:{column}"), state.to_owned(), row.form().to_owned(), row.figure()]
        })
        .collect();
    let wide = |n: usize| cells.iter().map(|c| c[n].chars().count()).max().unwrap_or(0);
    let (place, state, form, figure) = (wide(0), wide(1), wide(2), wide(3));
    let dim = Style::new().dimmed();
    for (row, [at, name, shape, value]) in rows.iter().zip(&cells) {
        let colour = match row.level {
            None => AnsiColor::Green,
            Some(Level::Error) => AnsiColor::Red,
            Some(Level::Warning) => AnsiColor::Yellow,
            Some(Level::Note) => AnsiColor::Cyan,
        };
        let paint = colour.on_default();
        let to = row.evidence.as_ref().map_or(String::new(), |id| format!(" {dim}→ {}{dim:#}", harmless(id)));
        writeln!(
            out,
            "  {dim}{at:>place$}{dim:#}  {paint}{name:<state$}{paint:#}  {shape:<form$}  {}  {}{to}",
            harmless(&format!("{value:<figure$}")),
            harmless(&row.words),
        )?;
    }
    Ok(())
}
