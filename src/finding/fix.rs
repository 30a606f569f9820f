//! What would mend a finding, as bytes to write in place of others.
//!
//! Goes in: findings, some with a [`Fix`], and the texts. Comes out: for each file its new text. Nothing outside the
//! edits changes, not a byte.

use std::collections::HashSet;
use std::ops::Range;

use super::Finding;
use crate::source::{FileId, Sources, Span};

/// Whether a fix may be written without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// What is published stays what its author meant.
    Safe,
    /// It changes what is said or what it rests on; somebody should read it.
    Unsafe,
}

impl Safety {
    /// The word used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }

    /// The flags that write such a fix.
    pub fn flags(self) -> &'static str {
        match self {
            Safety::Safe => "--fix",
            Safety::Unsafe => "--fix --unsafe-fixes",
        }
    }
}

/// Bytes to write in place of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// One way to mend a finding. All edits are in one file, in order, and share no byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, in lower case, without a full stop: "write `customer`".
    pub title: String,
    /// What it writes.
    pub edits: Vec<Edit>,
    /// Whether it may be written unseen.
    pub safety: Safety,
}

impl Fix {
    /// A fix that may be written unseen.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), edits, safety: Safety::Safe }
    }

    /// A fix that somebody should read.
    pub fn risky(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), edits, safety: Safety::Unsafe }
    }

    /// The file and the bytes from its first edit to its last.
    fn extent(&self) -> Option<(FileId, Range<u32>)> {
        let start = self.edits.iter().map(|e| e.span.start).min()?;
        let end = self.edits.iter().map(|e| e.span.end).max()?;
        Some((self.edits.first()?.span.file, start..end))
    }
}

/// A text with edits in it. They must be in order, share no byte and stand on character boundaries.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.range().start]);
        out.push_str(&edit.text);
        at = edit.span.range().end;
    }
    out.push_str(&text[at..]);
    out
}

/// A file that would change.
#[derive(Clone, Debug)]
pub struct Mended {
    /// Which.
    pub file: FileId,
    /// Its new text.
    pub text: String,
    /// How many findings that mends.
    pub findings: usize,
}

/// Carries out every fix up to `most`, file by file. Of two that touch each other the first is carried out; the other
/// may be offered again when the file is read anew. Files in `spared` are left alone.
pub fn mend<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    most: Safety,
    spared: &HashSet<FileId>,
    sources: &Sources,
) -> Vec<Mended> {
    let fixes = findings.into_iter().filter_map(|f| f.fix.as_ref()).filter(|fix| fix.safety <= most);
    let mut placed: Vec<(FileId, Range<u32>, &Fix)> = fixes
        .filter_map(|fix| fix.extent().map(|(file, range)| (file, range, fix)))
        .filter(|(file, ..)| !spared.contains(file))
        .collect();
    placed.sort_by_key(|(file, range, _)| (*file, range.start, range.end));
    let mut mended = Vec::new();
    for group in placed.chunk_by(|a, b| a.0 == b.0) {
        let mut taken: Vec<(&Fix, u32)> = Vec::new();
        let mut findings = 0;
        for (_, range, fix) in group {
            let same = taken.iter().any(|(other, _)| other == fix);
            let free = taken.last().is_none_or(|(_, end)| *end <= range.start);
            if same || free {
                findings += 1;
            }
            if free && !same {
                taken.push((fix, range.end));
            }
        }
        let source = sources.whole(group[0].0);
        let text = apply(&source.text, taken.iter().flat_map(|(fix, _)| &fix.edits));
        if text != *source.text {
            mended.push(Mended { file: source.id, text, findings });
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(file: FileId, range: Range<usize>, text: &str) -> Edit {
        Edit { span: Span::new(file, range), text: text.to_owned() }
    }

    fn finding(fix: Fix) -> Finding {
        Finding::new("unknown-field", fix.edits[0].span, "m").fix(Some(fix))
    }

    #[test]
    fn of_two_that_touch_the_first_is_carried_out_and_one_said_twice_counts_twice() {
        let mut sources = Sources::default();
        let file = sources.insert("a.md", "0123456789");
        let wide = Fix::safe("a", vec![edit(file, 2..2, "["), edit(file, 5..5, "]")]);
        let inner = Fix::safe("b", vec![edit(file, 3..4, "x")]);
        let behind = Fix::safe("c", vec![edit(file, 5..6, "")]);
        let found = [finding(behind.clone()), finding(inner), finding(wide), finding(behind)];
        let mended = mend(&found, Safety::Safe, &HashSet::new(), &sources);
        assert_eq!(mended.len(), 1);
        assert_eq!((mended[0].text.as_str(), mended[0].findings), ("01[234]6789", 3));
    }

    #[test]
    fn what_somebody_should_read_is_not_written_unseen() {
        let mut sources = Sources::default();
        let file = sources.insert("a.md", "0123456789");
        let found = [finding(Fix::risky("a", vec![edit(file, 0..1, "x")]))];
        assert!(mend(&found, Safety::Safe, &HashSet::new(), &sources).is_empty());
        assert!(mend(&found, Safety::Unsafe, &HashSet::from([file]), &sources).is_empty());
        assert_eq!(mend(&found, Safety::Unsafe, &HashSet::new(), &sources)[0].text, "x123456789");
    }
}
