//! Findings as people and machines read them.
//!
//! Goes in: findings, settled and sorted, and the texts they stand in. Comes out: bytes on a stream. Knows no rule.

pub mod claims;
mod diff;
mod excerpt;
mod figure;
mod github;
mod json;
mod places;
mod pretty;
mod sarif;
mod scope;
mod short;
mod summary;

pub use diff::unified;
pub use places::Places;
pub use scope::Scope;
pub use summary::{fixed, found};

use std::io::{self, Write};

use clap::ValueEnum;

use crate::finding::{Count, Finding};
use crate::ladder::LeftOut;
use crate::pipeline::Checked;
use crate::source::{Quotes, Span};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The words underlined in an excerpt, with the reason and a fix.
    Pretty,
    /// One line each: `path:line:column: level[rule] message`.
    Short,
    /// One object, one finding on a line, for programs.
    Json,
    /// A SARIF 2.1.0 log, for code scanning and editors.
    Sarif,
    /// Annotations of a pull request on GitHub, the worst first.
    Github,
}

/// What one run has to say.
#[derive(Debug)]
pub struct Report<'a> {
    texts: Quotes<'a>,
    findings: Vec<&'a Finding>,
    /// Path and reason of each study that is not published.
    left_out: Vec<(&'a str, &'a LeftOut)>,
    studies: usize,
    pages: usize,
    /// Findings in files that were not asked for; `None` when all were.
    elsewhere: Option<Count>,
    /// What was mended before this run.
    fixed: Option<Fixed>,
    /// Findings that the baseline knows, and its entries that stand for nothing; `None` without one.
    baseline: Option<(usize, usize)>,
    places: Places,
    quiet: bool,
}

/// What fixes did, or would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Findings that are answered.
    pub findings: usize,
    /// Findings there were.
    pub of: usize,
    /// Files that are written.
    pub files: usize,
}

impl<'a> Report<'a> {
    /// The part of a run that `scope` covers.
    pub fn new(checked: &'a Checked, scope: &Scope, places: Places, quiet: bool) -> Self {
        let path = |span: Span| &*checked.sources.get(span.file).path;
        let (findings, others): (Vec<&Finding>, Vec<&Finding>) =
            checked.findings.iter().partition(|f| scope.covers(path(f.span)));
        let studies = checked.corpus.studies.iter().zip(&checked.placed).filter(|(s, _)| scope.covers(&s.path));
        let left_out = studies.clone().filter_map(|(s, placed)| Some((&*s.path, placed.left_out.as_ref()?)));
        Self {
            texts: Quotes::of(&checked.sources),
            findings,
            left_out: left_out.collect(),
            studies: studies.count(),
            pages: checked.corpus.pages.iter().filter(|p| scope.covers(&p.path)).count(),
            elsewhere: (!scope.is_whole()).then(|| count(&others)),
            fixed: None,
            baseline: checked.baseline.as_ref().map(|b| (b.known(), b.stale())),
            places,
            quiet,
        }
    }

    /// Tells what was mended before this run.
    pub fn after(mut self, fixed: Fixed) -> Self {
        self.fixed = Some(fixed);
        self
    }

    /// Shows of the findings only those that are wanted.
    pub fn only(mut self, wanted: impl Fn(&Finding) -> bool) -> Self {
        self.findings.retain(|finding| wanted(finding));
        self
    }

    /// How many findings of each level are shown.
    pub fn shown(&self) -> Count {
        count(&self.findings)
    }

    /// Writes the report. `width` is that of the terminal, if there is one.
    pub fn write(&self, format: Format, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Pretty => pretty::write(self, width, out),
            Format::Short => short::write(self, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
        }
    }

    /// The report as a page of Markdown, for GitHub's summary of a step.
    pub fn markdown(&self) -> String {
        github::markdown(self)
    }

    /// Where a finding stands.
    fn place(&self, span: Span) -> Place {
        let source = self.texts.get(span.file);
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end);
        Place { path: self.places.show(&source.path), line, column, end_line, end_column }
    }
}

/// A span as people count: all from 1, columns in characters, the end one past the last.
struct Place {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn count(findings: &[&Finding]) -> Count {
    let of = |level| findings.iter().filter(|f| f.level == level).count();
    use crate::finding::Level;
    Count { errors: of(Level::Error), warnings: of(Level::Warning), notes: of(Level::Note) }
}

/// Text from a file, made harmless for a terminal: control characters are shown, not obeyed.
fn harmless(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text)
}
