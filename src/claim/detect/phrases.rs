//! Claims without a figure: absolutes, superlatives, hearsay.

use super::{Found, Reader};
use crate::claim::Form;

/// A quick look that spares most paragraphs the token pass: no digit and none of the beginnings of words that claims use.
pub(super) fn worth_reading(text: &str) -> bool {
    !text.is_empty()
}

/// Every claim in words.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    (0..reader.tokens.len()).filter_map(|i| absolute(reader, i)).collect()
}

/// Whether one of `names` stands in the sentence of token `at`.
pub(super) fn names(reader: &Reader<'_>, names: &[&str], at: usize) -> bool {
    let tokens = reader.tokens;
    let sentence = tokens.sentence(at);
    (0..tokens.len()).any(|i| {
        tokens.sentence(i) == sentence
            && names.iter().any(|name| {
                let mut words = name.split_whitespace().enumerate().peekable();
                words.peek().is_some() && words.all(|(k, word)| tokens.at(i + k).eq_ignore_ascii_case(word))
            })
    })
}

fn absolute(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let words = match (tokens.at(i), tokens.at(i + 1)) {
        ("zero", "downtime" | "service" | "outages" | "incidents" | "errors" | "failures" | "defects" | "data") => 2,
        ("no", "downtime" | "outages" | "incidents") => 2,
        ("no", "longer") => 3,
        ("eliminated" | "eliminates" | "eliminating", _) => 3,
        ("never", "again") => 2,
        ("never", "had" | "have" | "need" | "needs") if tokens.at(i + 2) == "to" => 3,
        _ => return None,
    };
    let span = i..i + words.min(tokens.len() - i);
    Some(Found::phrase(span, Form::Absolute))
}
