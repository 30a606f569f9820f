//! What changed since it was approved, word by word.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use super::Placed;
use crate::lock::{Approval, Term, TermKind};

/// Words kept on both sides of a change.
const AROUND: usize = 4;

/// Less alike than this, two texts are one that went and one that came.
const ALIKE: f32 = 0.4;

/// One thing that is not as it was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Altered<'a> {
    /// Said otherwise.
    Changed {
        /// As approved.
        before: &'a Term,
        /// As it is now.
        now: &'a Placed,
    },
    /// Nobody approved it.
    Added(&'a Placed),
    /// Approved, and no longer said.
    Gone(&'a Term),
}

/// Compares what is said now with what was approved. Empty when nothing changed. What an approval of its edition did not
/// hold is not compared with it.
pub fn altered<'a>(approval: &'a Approval, now: &'a [Placed]) -> Vec<Altered<'a>> {
    let approved = &approval.texts;
    let now: Vec<&Placed> =
        now.iter().filter(|p| p.edition <= approval.edition || approved.contains(&p.term)).collect();
    let mut changes = Vec::new();
    for kind in TermKind::ALL {
        let said: BTreeSet<&Term> = now.iter().map(|placed| &placed.term).collect();
        let mut gone: Vec<&Term> = approved.iter().filter(|t| t.kind == kind && !said.contains(t)).collect();
        for &placed in now.iter().filter(|p| p.term.kind == kind && !approved.contains(&p.term)) {
            let likeness = |term: &Term| TextDiff::from_words(&term.words, &placed.term.words).ratio();
            let best = gone.iter().enumerate().map(|(at, term)| (at, likeness(term)));
            let best = best.max_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, ratio)| *ratio >= ALIKE);
            changes.push(match best {
                Some((at, _)) => Altered::Changed { before: gone.remove(at), now: placed },
                None => Altered::Added(placed),
            });
        }
        changes.extend(gone.into_iter().map(Altered::Gone));
    }
    changes
}

/// The change from one text to another, word by word, in the manner of `git diff --word-diff`: `go [-home-]{+away+} on
/// time`. What is the same on both sides is cut to a few words.
pub fn word_diff(before: &str, now: &str) -> String {
    let diff = TextDiff::from_words(before, now);
    let mut parts: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match parts.last_mut() {
            Some((tag, words)) if *tag == change.tag() => words.push_str(change.value()),
            // Blanks between two changed words belong to the change.
            _ => parts.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = parts.len().saturating_sub(1);
    let mut out = String::new();
    for (at, (tag, words)) in parts.iter().enumerate() {
        match tag {
            ChangeTag::Equal => out.push_str(&shortened(words, at == 0, at == last)),
            ChangeTag::Delete => out.push_str(&format!("[-{words}-]")),
            ChangeTag::Insert => out.push_str(&format!("{{+{words}+}}")),
        }
    }
    out
}

/// A stretch that did not change, cut at its far ends, or in its middle when changes stand on both sides.
fn shortened(words: &str, first: bool, last: bool) -> String {
    let all: Vec<&str> = words.split_inclusive(' ').collect();
    let join = |part: &[&str]| part.concat();
    match (first, last) {
        (true, false) if all.len() > 2 * AROUND => format!("… {}", join(&all[all.len() - AROUND..])),
        (false, true) if all.len() > 2 * AROUND => format!("{} …", join(&all[..AROUND]).trim_end()),
        (false, false) if all.len() > 3 * AROUND => {
            format!("{} … {}", join(&all[..AROUND]).trim_end(), join(&all[all.len() - AROUND..]))
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_shown_with_its_neighbours() {
        assert_eq!(word_diff("I go home on time", "I go away on time"), "I go [-home-]{+away+} on time");
        assert_eq!(word_diff("a b", "a b c"), "a [-b-]{+b c+}".replace("[-b-]{+b c+}", "b{+ c+}"));
        let long = "one two three four five six seven eight nine ten eleven twelve";
        let diff = word_diff(&format!("{long} old {long}"), &format!("{long} new {long}"));
        assert_eq!(diff, "… nine ten eleven twelve [-old-]{+new+} one two three …");
    }
}
