//! Excerpts with the exact words underlined.

use std::io::{self, Write};

use annotate_snippets::Renderer;

use super::{Report, excerpt, summary};

/// How wide excerpts are where nobody's terminal says otherwise.
const WIDTH: usize = 120;
/// Below this an excerpt shows too little to be recognised.
const NARROWEST: usize = 60;

/// Writes all findings, a blank line behind each, and the summary.
pub(super) fn write(report: &Report<'_>, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(width.unwrap_or(WIDTH).max(NARROWEST));
    let mut excerpts = excerpt::Excerpts::default();
    for finding in &report.findings {
        let group = excerpts.of(finding, report.sources, &report.places);
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    summary::write(report, out)
}
