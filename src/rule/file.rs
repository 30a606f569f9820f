//! Files that cannot be read as what they should be. All are reported while reading.

use super::Rule;
use crate::finding::Level;

/// The family.
pub(super) static RULES: &[Rule] = &[Rule {
    name: "invalid-yaml",
    family: "file",
    level: Level::Error,
    summary: "front matter that is not YAML, or more than we read of it",
    why: "A key that YAML reads otherwise than its writer is published wrong, or not at all.",
    basis: None,
    fix: "Put a value that holds `: `, or starts with a sign such as `[`, into double quotes.",
    bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Slow: very slow.\noutcome: o\nquote: q\n---\n"],
    good: &["---\ncustomer: Ashgrove Clinic\nproblem: \"Slow: very slow.\"\noutcome: o\nquote: q\n---\n"],
}];
