//! Which quantities and phrases of a text claim an effect.

mod figures;

use super::quantity::read_all;
use super::token::Tokens;
use super::{Claim, Context, Section};

/// Finds the claims of `text`, one block of visible words: sorted, not overlapping, their ranges within `text`.
pub fn detect(text: &str, cx: &Context<'_>) -> Vec<Claim> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && text.len() < 4 {
        return Vec::new();
    }
    let tokens = Tokens::new(text);
    let quantities = read_all(&tokens);
    let mut claims = figures::find(&tokens, &quantities, cx);
    claims.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    let mut end = 0;
    claims.retain(|c| {
        let keep = c.range.start >= end && !c.range.is_empty();
        if keep {
            end = c.range.end;
        }
        keep
    });
    claims
}

/// See [`Section::of_heading`].
pub(super) fn section(heading: &str) -> Section {
    let tokens = Tokens::new(heading);
    let any = |list: &[&str]| (0..tokens.len()).any(|i| list.contains(&tokens.at(i)));
    if any(&[
        "result",
        "results",
        "impact",
        "outcome",
        "outcomes",
        "benefit",
        "benefits",
        "achievements",
        "gains",
        "wins",
    ]) {
        Section::Results
    } else if any(&["goal", "goals", "future", "plans", "roadmap", "next", "objectives", "requirements"]) {
        Section::Goals
    } else if any(&["challenge", "challenges", "problem", "problems", "about", "background", "company", "before"]) {
        Section::Background
    } else {
        Section::Other
    }
}
