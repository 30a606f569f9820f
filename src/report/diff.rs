//! A change of a file as lines that go and come, for people and for `patch`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

use super::Places;

/// Writes the unified diff between two texts of the file at `path` from the root. Lines are written as they are, so that
/// the diff can be applied.
pub fn unified(path: &str, before: &str, after: &str, places: &Places, out: &mut dyn Write) -> io::Result<()> {
    let shown = places.show(path);
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(3).header(&shown, &shown).to_string();
    for line in text.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let words = line.trim_end_matches(['\r', '\n']);
        write!(out, "{style}{words}{style:#}{}", &line[words.len()..])?;
    }
    Ok(())
}
