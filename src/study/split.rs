//! Where front matter ends and the body begins.

use std::ops::Range;

use memchr::memmem;

/// The two parts of a file, as byte ranges of the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two `---` lines, without them; `None` when the file has no front matter.
    pub front: Option<Range<usize>>,
    /// The Markdown after it.
    pub body: Range<usize>,
    /// The opening `---` has no closing one.
    pub unclosed: bool,
}

/// Splits a file. A byte-order mark, CRLF and blanks behind the dashes are tolerated; `---` further down is Markdown.
pub fn split(text: &str) -> Parts {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Parts { front: None, body: start..text.len(), unclosed: false };
    let Some(front_start) = fence(text, start) else { return whole };
    let mut at = front_start;
    while at < text.len() {
        if let Some(after) = fence(text, at) {
            return Parts { front: Some(front_start..at), body: after..text.len(), unclosed: false };
        }
        // The next line that may be one.
        at = memmem::find(&text.as_bytes()[at..], b"\n---").map_or(text.len(), |n| at + n + 1);
    }
    Parts { front: Some(front_start..text.len()), body: text.len()..text.len(), unclosed: true }
}

/// The byte after a `---` line that starts at `at`.
fn fence(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix("---")?;
    let end = rest.find('\n').unwrap_or(rest.len());
    rest[..end].trim().is_empty().then(|| (at + 3 + end + 1).min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let parts = split(text);
        (parts.front.map(|r| &text[r]), &text[parts.body])
    }

    #[test]
    fn the_usual_shapes() {
        assert_eq!(parts("---\na: 1\n---\nbody"), (Some("a: 1\n"), "body"));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n---\r\nbody"), (Some("a: 1\r\n"), "body"));
        assert_eq!(parts("---  \na: 1\n--- \n"), (Some("a: 1\n"), ""));
        assert_eq!(parts("---\n---\nbody"), (Some(""), "body"));
        assert_eq!(parts("body\n\n---\n\nmore"), (None, "body\n\n---\n\nmore"));
        assert_eq!(parts("---\na: 1\n---"), (Some("a: 1\n"), ""));
        assert_eq!(parts(""), (None, ""));
    }

    #[test]
    fn dashes_inside_values_do_not_close() {
        assert_eq!(parts("---\na: x --- y\nb: ---z\n---\n"), (Some("a: x --- y\nb: ---z\n"), ""));
    }

    #[test]
    fn a_missing_end_is_told() {
        assert!(split("---\na: 1\n").unclosed);
    }
}
