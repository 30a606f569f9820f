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
    let mut excerpts = excerpt::Excerpts::default();
    for findings in report.findings.chunks(DRAWN) {
        let place_only = excerpts.place_only(findings, &report.texts);
        let drawn = |(finding, place_only): (&&Finding, &bool)| {
            let texts = excerpt::texts(finding, &report.texts);
            renderer.render(&[excerpt::drawn(finding, &texts, &report.places, *place_only)])
        };
        let drawn: Vec<String> = findings.par_iter().zip(&place_only).map(drawn).collect();
        for finding in drawn {
            writeln!(out, "{finding}\n")?;
        }
    }
    summary::write(report, out)
}
