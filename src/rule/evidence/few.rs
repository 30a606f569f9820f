//! `percent-of-few`: a percentage of so few that one more or less is a leap.

use crate::claim::Form;
use crate::finding::Finding;
use crate::rule::Cx;
use crate::study::{Document, Prose, Stated};

/// Below this a percentage says less than the count, whatever stands beside it.
const NEVER: u64 = 5;
/// Small numbers as words, from zero.
const WORDS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

pub(super) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    for stated in document.claims() {
        let Some(claim) = stated.claim.as_ref().filter(|c| c.form == Form::Percent) else { continue };
        let Some((_, record)) = stated.bound.as_ref().and_then(|b| cx.corpus.resolve(document, b)) else { continue };
        let Some(sample) = record.measurement().and_then(|m| m.sample.as_ref()) else { continue };
        let Some(n) = sample.n else { continue };
        let enough = u64::from(cx.config.policy.percent_min_n);
        if n >= enough || (n >= NEVER && block_of(document, stated).is_some_and(|p| shows(&p.text, n))) {
            continue;
        }
        let of = sample.of.as_ref().map_or(String::new(), |of| format!(" {}", of.trimmed()));
        let finding = Finding::new("percent-of-few", stated.span, format!("a percentage of only {n}{of}"))
            .related(sample.span, "the sample");
        let _ = claim;
        cx.report(if n < NEVER {
            finding
                .note(format!("below {NEVER}, one more or less moves the figure by a fifth or more"))
                .help("write the values before and after, or how many of how many")
        } else {
            finding
                .note(format!("below {enough}, a reader takes a percentage for more than it is"))
                .help(format!("say how many beside it: `of {n}{of}`"))
        });
    }
}

/// The block of words a claim stands in.
fn block_of<'a>(document: &Document<'a>, stated: &Stated) -> Option<&'a Prose> {
    document.prose().into_iter().find(|prose| prose.span.contains(stated.span) && prose.text.contains(&stated.words))
}

/// Whether a text says `n`, in digits or as a word.
fn shows(text: &str, n: u64) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.parse() == Ok(n) || WORDS.get(n as usize).is_some_and(|name| word.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::shows;

    #[test]
    fn a_number_is_seen_in_digits_and_words() {
        assert!(shows("77% of the 12 clinics", 12));
        assert!(shows("Twelve clinics, of which 77%", 12));
        assert!(shows("(n=12)", 12));
        assert!(!shows("77% of 120 clinics", 12));
        assert!(!shows("112", 12));
    }
}
