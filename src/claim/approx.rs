//! Words that hedge or bound a number: about, over, up to, nearly, at least, on average.

use super::token::Tokens;

/// How a number is hedged. See [`crate::claim::judge`] for the test each one changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approx {
    /// No word: the printed digits count.
    Plain,
    /// "exactly", "precisely".
    Exactly,
    /// "about", "roughly", "~".
    About,
    /// "nearly", "almost", "just under": a little below.
    Nearly,
    /// "just over", "slightly more than".
    JustOver,
    /// "over", "more than": above, the number itself excluded.
    Over,
    /// "at least", "50+", "or more".
    AtLeast,
    /// "under", "less than": below, the number itself excluded.
    Under,
    /// "at most", "within", "or less".
    AtMost,
    /// "up to", "as much as": the best case, not the usual one.
    UpTo,
}

/// Phrases before a number, longest first where one ends in another. More than 60, as it is every bound and hedge of the
/// grammar in each of its spellings; the class is closed.
const BEFORE: &[(&str, Approx)] = &[
    ("just a little over", Approx::JustOver),
    ("a little over", Approx::JustOver),
    ("a little under", Approx::Nearly),
    ("slightly more than", Approx::JustOver),
    ("slightly over", Approx::JustOver),
    ("slightly less than", Approx::Nearly),
    ("slightly under", Approx::Nearly),
    ("just over", Approx::JustOver),
    ("just under", Approx::Nearly),
    ("just about", Approx::Nearly),
    ("just", Approx::Plain),
    ("only", Approx::Plain),
    ("close to", Approx::Nearly),
    ("approaching", Approx::Nearly),
    ("nearly", Approx::Nearly),
    ("near", Approx::Nearly),
    ("almost", Approx::Nearly),
    ("well over", Approx::Over),
    ("no less than", Approx::AtLeast),
    ("no fewer than", Approx::AtLeast),
    ("not less than", Approx::AtLeast),
    ("no more than", Approx::AtMost),
    ("not more than", Approx::AtMost),
    ("more than", Approx::Over),
    ("greater than", Approx::Over),
    ("higher than", Approx::Over),
    ("in excess of", Approx::Over),
    ("upwards of", Approx::AtLeast),
    ("upward of", Approx::AtLeast),
    ("exceeding", Approx::Over),
    ("exceeds", Approx::Over),
    ("exceeded", Approx::Over),
    ("topped", Approx::Over),
    ("topping", Approx::Over),
    ("over", Approx::Over),
    ("above", Approx::Over),
    ("beyond", Approx::Over),
    (">", Approx::Over),
    ("at least", Approx::AtLeast),
    ("≥", Approx::AtLeast),
    ("less than", Approx::Under),
    ("fewer than", Approx::Under),
    ("lower than", Approx::Under),
    ("under", Approx::Under),
    ("below", Approx::Under),
    ("sub -", Approx::Under),
    ("<", Approx::Under),
    ("at most", Approx::AtMost),
    ("within", Approx::AtMost),
    ("≤", Approx::AtMost),
    ("up to", Approx::UpTo),
    ("as much as", Approx::UpTo),
    ("as many as", Approx::UpTo),
    ("as high as", Approx::UpTo),
    ("as few as", Approx::UpTo),
    ("as little as", Approx::UpTo),
    ("as low as", Approx::UpTo),
    ("anywhere up to", Approx::UpTo),
    ("exactly", Approx::Exactly),
    ("precisely", Approx::Exactly),
    ("about", Approx::About),
    ("around", Approx::About),
    ("roughly", Approx::About),
    ("approximately", Approx::About),
    ("approx", Approx::About),
    ("approx .", Approx::About),
    ("circa", Approx::About),
    ("estimated", Approx::About),
    ("some", Approx::About),
    ("probably", Approx::About),
    ("maybe", Approx::About),
    ("perhaps", Approx::About),
    ("all of", Approx::Plain),
    ("a mere", Approx::Plain),
    ("barely", Approx::About),
    ("a scant", Approx::About),
    ("something like", Approx::About),
    ("somewhere around", Approx::About),
    ("somewhere between", Approx::About),
    ("in the region of", Approx::About),
    ("in the neighborhood of", Approx::About),
    ("in the order of", Approx::About),
    ("~", Approx::About),
];

/// Phrases that name a statistic.
const STATISTIC: &[(&str, &str)] = &[
    ("on average", "average"),
    ("an average of", "average"),
    ("an average", "average"),
    ("by an average of", "average"),
    ("average of", "average"),
    ("averaging", "average"),
    ("averages", "average"),
    ("average", "average"),
    ("averaged", "average"),
    ("a mean of", "average"),
    ("a median of", "median"),
    ("median of", "median"),
    ("typically", "typical"),
    ("usually", "typical"),
];

/// The approximators that end just before token `i`: what they say, where they begin, the statistic they name.
pub(super) fn before(tokens: &Tokens, i: usize) -> (Approx, usize, Option<&'static str>) {
    let mut start = i;
    let (mut approx, mut statistic) = (Approx::Plain, None);
    // Several may stand together: "on average about", "well over".
    for _ in 0..3 {
        if let Some((found, begin)) = ending(tokens, start, BEFORE) {
            // "up to about 70%" is an "up to"; "adding up to 70%", "gone up to 80%" are none.
            let sums = found == Approx::UpTo
                && one_of!(tokens.before(begin, 1), "add" "adds" "added" "adding" "gone" "went" "goes" "moved");
            if sums {
                break;
            }
            if approx == Approx::Plain || found == Approx::UpTo {
                approx = found;
            }
            start = begin;
        } else if let Some((found, begin)) = ending(tokens, start, STATISTIC) {
            statistic = Some(found);
            start = begin;
        } else {
            break;
        }
    }
    (approx, start, statistic)
}

/// The longest phrase of `list` that ends just before `i`.
fn ending<T: Copy>(tokens: &Tokens, i: usize, list: &[(&str, T)]) -> Option<(T, usize)> {
    let last = tokens.before(i, 1);
    if last.is_empty() {
        return None;
    }
    let mut best: Option<(T, usize)> = None;
    let end = last.as_bytes().last();
    for &(phrase, meaning) in list {
        if phrase.as_bytes().last() != end || !phrase.ends_with(last) {
            continue;
        }
        let words = phrase.split(' ').count();
        let Some(start) = i.checked_sub(words) else {
            continue;
        };
        // The head of an arrow bounds nothing, and two tildes strike out.
        if last == ">" && tokens.before(i, 2) == "-" || last == "~" && tokens.before(i, 2) == "~" {
            continue;
        }
        if tokens.phrase(start, phrase) && best.is_none_or(|(_, at)| start < at) {
            best = Some((meaning, start));
        }
    }
    best
}

/// Signs and words after a quantity: "50+", "or more", "or so".
pub(super) fn after(tokens: &Tokens, i: usize) -> Option<(Approx, usize)> {
    if tokens.at(i) == "+" && tokens.glued(i) {
        return Some((Approx::AtLeast, i + 1));
    }
    let (meaning, words) = match (tokens.at(i), tokens.at(i + 1)) {
        ("or", "more" | "greater" | "higher" | "above") => (Approx::AtLeast, 2),
        ("or", "less" | "fewer" | "lower" | "below") => (Approx::AtMost, 2),
        ("and", "more" | "up" | "above") => (Approx::AtLeast, 2),
        ("or", "so") => (Approx::About, 2),
        ("plus", _) => (Approx::AtLeast, 1),
        _ => return None,
    };
    Some((meaning, i + words))
}
