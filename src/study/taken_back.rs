//! A withdrawal in a file that could not be read to its end: looked for in the words, since the tree may stop above it.
//!
//! The key means nothing else anywhere, so it counts wherever a key may stand. To leave out a study for a day in which
//! its file is broken is the smaller mistake.

use std::ops::Range;

use super::split;

/// The first `withdrawn:` of the front matter that says something other than no.
pub(super) fn in_words(text: &str) -> Option<Range<usize>> {
    let front = split(text).front.unwrap_or(0..text.len());
    let key = "withdrawn";
    let found = text[front.clone()].match_indices(key).map(|(at, _)| front.start + at);
    found
        .map(|at| (at, at + key.len()))
        .find(|&(at, end)| is_key(text, at) && says_so(&text[end..]))
        .map(|(at, end)| at..end)
}

/// Whether a key of a block or of `{…}` starts here, and no comment.
fn is_key(text: &str, at: usize) -> bool {
    let line = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let before = text[line..at].trim_end_matches(['"', '\'']).trim_end();
    let is_comment = before.starts_with('#') || before.contains(" #");
    !is_comment && (before.is_empty() || before.ends_with(['{', ',']))
}

/// Whether a colon follows, and behind it a value that is no denial.
fn says_so(rest: &str) -> bool {
    let Some(value) = rest.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']).strip_prefix(':') else {
        return false;
    };
    let value = value.split(['\n', '\r', ',', '}']).next().unwrap_or_default();
    let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    !["", "false", "no", "null", "~"].iter().any(|no| value.eq_ignore_ascii_case(no))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_a_value_is_found_in_whatever_is_left_of_a_file() {
        for yes in [
            "---\nlimits: \"open\nconsent:\n  by: A\n  withdrawn: 2026-11-20\n---\n",
            "---\nconsent: {by: [A, withdrawn: 2026-11-20, scope: [web]}\n---\n",
            "---\r\nconsent:\r\n\t\"withdrawn\" : yes\r\n---\r\n",
            "---\nconsent: {\"withdrawn\": true}\n",
            "---\rconsent:\r  withdrawn: 2026-11-20\r---\r",
        ] {
            assert_eq!(in_words(yes).map(|at| &yes[at]), Some("withdrawn"), "{yes}");
        }
        for no in [
            "---\nconsent: {by: A, withdrawn: false}\n---\n",
            "---\nconsent:\n  withdrawn:\n  by: A\n---\n",
            "---\nconsent:\n  withdrawn: ~ # not yet\n---\n",
            "---\nconsent:\n  # withdrawn: 2026-11-20\n  by: A # , withdrawn: x\n---\n",
            "---\nlimits: The pilot was withdrawn: too slow.\n---\n",
            "---\ncustomer: A\n---\nwithdrawn: a word of the body\n",
        ] {
            assert_eq!(in_words(no), None, "{no}");
        }
    }
}
