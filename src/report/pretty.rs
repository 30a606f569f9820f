//! Excerpts with the exact words underlined.

use std::io::{self, Write};

use annotate_snippets::Renderer;
use rayon::prelude::*;

use super::{Report, excerpt, summary};
use crate::finding::Finding;

/// How wide excerpts are where nobody's terminal says otherwise.
const WIDTH: usize = 120;
/// Below this an excerpt shows too little to be recognised.
const NARROWEST: usize = 60;
/// So many findings are drawn before they are written: enough to keep all processors busy.
const DRAWN: usize = 1024;

/// Writes all findings, a blank line behind each, and the summary.
pub(super) fn write(report: &Report<'_>, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(width.unwrap_or(WIDTH).max(NARROWEST));
    let without_line = excerpt::without_line(&report.findings, report.sources);
    let drawn = |finding: &&Finding, without_line: &bool| {
        renderer.render(&[excerpt::drawn(finding, report.sources, &report.places, *without_line)])
    };
    for (findings, without_line) in report.findings.chunks(DRAWN).zip(without_line.chunks(DRAWN)) {
        let drawn: Vec<String> = findings.par_iter().zip(without_line).map(|(f, w)| drawn(f, w)).collect();
        for finding in drawn {
            writeln!(out, "{finding}\n")?;
        }
    }
    summary::write(report, out)
}
