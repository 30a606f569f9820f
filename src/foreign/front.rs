//! Where the front matter of a foreign file ends: dashes for YAML, plus signs for TOML.

use std::ops::Range;

use super::Kind;
use crate::study;

/// What the front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Yaml,
    Toml,
}

/// The two parts of a file.
pub(super) struct Parts {
    pub(super) syntax: Option<Syntax>,
    pub(super) front: Range<usize>,
    pub(super) body: Range<usize>,
}

/// Splits a file. A YAML file is front matter alone; front matter that is not closed is a body.
pub(super) fn split(text: &str, kind: Kind) -> Parts {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let end = text.len()..text.len();
    if kind == Kind::Yaml {
        return Parts { syntax: Some(Syntax::Yaml), front: start..text.len(), body: end };
    }
    if let Some(rest) = text[start..].strip_prefix("+++\n").or_else(|| text[start..].strip_prefix("+++\r\n"))
        && let Some(close) = rest.find("\n+++")
    {
        let from = text.len() - rest.len();
        return Parts {
            syntax: Some(Syntax::Toml),
            front: from..from + close + 1,
            body: from + close + "\n+++".len()..text.len(),
        };
    }
    let parts = study::split(text);
    match parts.front {
        Some(front) if !parts.unclosed => Parts { syntax: Some(Syntax::Yaml), front, body: parts.body },
        _ => Parts { syntax: None, front: start..start, body: start..text.len() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fences_are_known_and_an_open_one_hides_nothing() {
        let of = |text: &'static str| {
            let parts = split(text, Kind::Markdown);
            (parts.syntax, &text[parts.front], &text[parts.body])
        };
        assert_eq!(of("---\na: 1\n---\nb"), (Some(Syntax::Yaml), "a: 1\n", "b"));
        assert_eq!(of("+++\na = 1\n+++\nb"), (Some(Syntax::Toml), "a = 1\n", "\nb"));
        assert_eq!(of("---\nsaved 3 hours\n"), (None, "", "---\nsaved 3 hours\n"));
    }
}
