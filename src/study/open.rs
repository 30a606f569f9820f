//! A file's two parts: front matter as a tree, body as bytes. What is no text stops here.

use std::ops::Range;

use super::split;
use crate::finding::Finding;
use crate::source::{Source, Span};
use crate::written::{Node, Value, parse_yaml};

/// The two parts of a file, the first as a tree.
pub(super) struct Opened {
    pub(super) front: Option<Node>,
    pub(super) body: Range<usize>,
    /// A mistake in the front matter hid what stands behind it.
    pub(super) broken: bool,
    /// There is no front matter that could be read.
    pub(super) unreadable: bool,
}

pub(super) fn open(source: &Source, findings: &mut Vec<Finding>) -> Opened {
    let before = findings.len();
    let text = &*source.text;
    let unreadable = Opened { front: None, body: text.len()..text.len(), broken: true, unreadable: true };
    if let Some(at) = conflict(text) {
        findings.push(
            Finding::new("unreadable-file", Span::new(source.id, at), "a merge conflict is not resolved")
                .help("keep one side and delete the `<<<<<<<`, `=======` and `>>>>>>>` lines"),
        );
        return unreadable;
    }
    if let Some(at) = text.find('\r').filter(|_| !text.contains('\n')) {
        findings.push(
            Finding::new("unreadable-file", Span::new(source.id, at..at + 1), "the lines end with CR alone")
                .note("no editor has written such files for twenty years, and to us all of it is one line")
                .help("save the file with LF or CRLF line ends"),
        );
        return unreadable;
    }
    findings.extend(control(source));
    let parts = split(text);
    if parts.unclosed {
        let dashes = text.find("---").unwrap_or(0);
        findings.push(
            Finding::new(
                "invalid-yaml",
                Span::new(source.id, dashes..dashes + 3),
                "the front matter is opened but not closed",
            )
            .help("put a line of three dashes `---` below the last key"),
        );
        return Opened { body: parts.body, ..unreadable };
    }
    let front = match parts.front.clone() {
        Some(range) => parse_yaml(source, range, findings).filter(|node| !matches!(node.value, Value::Null)),
        None => None,
    };
    let syntax = findings[before..].iter().any(|f| f.rule == "invalid-yaml" && f.own_level.is_none());
    Opened { front, body: parts.body, broken: syntax, unreadable: false }
}

/// Drops what is only the shadow of a syntax error at the same place: a `[` that needs quotes is also a list where text
/// should be, and a record that was cut off is also of no known kind.
pub(super) fn said_once(findings: &mut Vec<Finding>, before: usize) {
    const SHADOWS: &[&str] = &["wrong-type", "invalid-yaml", "incomplete-evidence"];
    // What is not closed reaches to where the parser gave up.
    let reach = |f: &Finding| match f.message.ends_with("is not closed") {
        true => Span { end: u32::MAX, ..f.span },
        false => f.span,
    };
    let causes: Vec<(&str, Span)> = findings[before..]
        .iter()
        .filter(|f| matches!(f.rule, "invalid-yaml" | "unreadable-file") && f.own_level.is_none())
        .map(|f| (f.rule, reach(f)))
        .collect();
    let mut at = 0;
    findings.retain(|f| {
        at += 1;
        if at <= before || !SHADOWS.contains(&f.rule) {
            return true;
        }
        !causes.iter().any(|(rule, span)| match f.rule {
            "invalid-yaml" => span.contains(f.span) && (*span != reach(f) || *rule != f.rule),
            "incomplete-evidence" => *rule == "invalid-yaml" && f.span.start < span.start,
            _ => span.start <= f.span.end && f.span.start <= span.end,
        })
    });
}

/// So many bytes are looked at in one go.
const BLOCK: usize = 64;

/// The first character that no page and no feed can carry, or that turns words around before a reviewer's eyes.
fn control(source: &Source) -> Option<Finding> {
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
            || matches!(c, '\u{202d}' | '\u{202e}' | '\u{fffe}' | '\u{ffff}')
    };
    // The first bytes of all such characters; of the letters beside them few begin with these.
    let first = |b: &u8| matches!(b, 0..=8 | 11 | 12 | 14..=31 | 0x7f | 0xc2 | 0xe2 | 0xef);
    let text = &*source.text;
    // Nearly all blocks of a text hold none.
    let block = |(n, block): (usize, &[u8])| block.iter().fold(false, |any, b| any | first(b)).then_some(n * BLOCK);
    let blocks = text.as_bytes().chunks(BLOCK).enumerate().filter_map(block);
    let mut suspects = blocks.flat_map(|at| (at..text.len().min(at + BLOCK)).filter(|at| first(&text.as_bytes()[*at])));
    let (at, c) = suspects.find_map(|at| text[at..].chars().next().filter(|c| forbidden(*c)).map(|c| (at, c)))?;
    let span = Span::new(source.id, at..at + c.len_utf8());
    let code = format!("U+{:04X}", u32::from(c));
    Some(match c {
        '\0' => Finding::new("unreadable-file", span, "a NUL byte stands here: this is no text")
            .help("save the file as text, or delete the byte"),
        '\u{202d}' | '\u{202e}' => {
            Finding::new("unreadable-file", span, format!("an invisible character turns words around, {code}"))
                .note("a reader would see another order than what is written and checked")
                .help("delete it")
        }
        _ => Finding::new("unreadable-file", span, format!("a control character stands here, {code}"))
            .help("delete it; it may have come with a pasted text"),
    })
}

/// The first line of a merge conflict: an opening and a closing marker must both be there.
fn conflict(text: &str) -> Option<Range<usize>> {
    let line = |marker: &str| {
        memchr::memmem::find_iter(text.as_bytes(), marker).find(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n')
    };
    let start = line("<<<<<<< ")?;
    line(">>>>>>> ")?;
    Some(start..start + text[start..].lines().next().map_or(0, str::len))
}
