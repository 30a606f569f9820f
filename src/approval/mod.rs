//! What a customer approves: the words of a study that are said by them, about them or in their name.
//!
//! Goes in: a study. Comes out: its [`Term`]s with their places, how they differ from those that were approved, and the
//! fingerprints by which a study is known when its file has another name. Layout, order and typography do not count.

mod alter;
mod details;
mod request;
mod single;
mod terms;

pub use alter::{Altered, altered, word_diff};
pub use details::{Hashes, pictures};
pub use request::{Ask, MARK, is_of, request};
pub use terms::{Placed, terms};

use std::collections::BTreeSet;

use crate::lock::{Term, fingerprint};
use crate::source::Sources;
use crate::study::{Document, GAP, Study, quotations};

/// Fewer words could be anybody's.
const TELLING: usize = 4;

/// Words in the form in which they are compared: one blank between them, straight quotation marks, plain dashes. What
/// only a typesetter would notice is the same; every word, digit and capital counts.
pub fn normal(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‘' | '’' | '‚' | '′' => plain.push('\''),
            '‐' | '‑' | '–' | '—' | '−' => plain.push('-'),
            '…' => plain.push_str("..."),
            // Soft hyphens, joiners and byte-order marks are not seen; a gap stands for code or an image.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | GAP => {}
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The terms of a study without their places, as an approval of this edition holds them.
pub fn texts(study: &Study, sources: &Sources, hashes: Hashes<'_>, edition: u8) -> BTreeSet<Term> {
    let all = terms(study, sources, hashes).into_iter().filter(|placed| placed.edition <= edition);
    all.map(|placed| placed.term).collect()
}

/// Fingerprints of who speaks in a study and what they say: each quotation, and each speaker with the customer. Where
/// nobody is named, the customer alone. They stay the same when the file is renamed and the rest is rewritten.
pub fn prints(study: &Study, sources: &Sources) -> BTreeSet<String> {
    // The name the public knows: whoever guesses at another must not find it confirmed here.
    let name = study.meta.customer.public_name().map_or(String::new(), |name| loose(name.trimmed()));
    let mut prints = BTreeSet::new();
    let mut speakers = BTreeSet::new();
    for said in quotations(&Document::Study(study), sources) {
        let words = loose(&said.words);
        if words.split(' ').count() >= TELLING {
            prints.insert(fingerprint(&format!("said\t{words}")));
        }
        speakers.extend(said.by.map(|by| loose(&by)).filter(|by| !by.is_empty()));
    }
    if !name.is_empty() && speakers.is_empty() {
        prints.insert(fingerprint(&format!("customer\t{name}")));
    }
    if !name.is_empty() {
        prints.extend(speakers.iter().map(|by| fingerprint(&format!("speaker\t{by}\tof\t{name}"))));
    }
    prints
}

/// Letters and digits in lower case: for telling that two texts are the same, not that they are equal.
fn loose(words: &str) -> String {
    let words = normal(words).to_lowercase();
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reflow_is_no_change_and_a_word_is() {
        let said = "“I go home on time – on Mondays…”";
        assert_eq!(normal(said), normal("\"I go home\n  on time - on\u{a0}Mondays...\""));
        assert_ne!(normal(said), normal("“I go home on time – on mondays…”"));
        assert_eq!(normal("typ\u{ad}ed\u{feff}  once"), "typed once");
    }
}
