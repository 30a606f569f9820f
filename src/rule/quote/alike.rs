//! `quote-in-two-wordings`: one sentence of one speaker, told in two ways.
//!
//! Two quotations are alike when the words they share in one order are at least 60% of all their words. A part of a
//! quotation, word for word, is the same wording.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use crate::finding::Finding;
use crate::rule::Cx;
use crate::rule::wording::ticked;
use crate::source::Sources;
use crate::study::{Document, Said, Study, quotations};

/// Quotations of fewer words are too short to tell.
const SHORTEST: usize = 5;

/// A pair of words found in more quotations than this tells nothing about two of them.
const COMMON: usize = 24;

/// Compares the quotations of one document with each other.
pub(super) fn inside(said: &[Said], cx: &mut Cx<'_>) {
    let words: Vec<Vec<String>> = said.iter().map(|s| words_of(&s.words)).collect();
    let mut told = None;
    for (later, earlier) in pairs(&words) {
        let different = match (&said[later].by, &said[earlier].by) {
            (Some(a), Some(b)) => !a.is_empty() && !b.is_empty() && !a.eq_ignore_ascii_case(b),
            _ => false,
        };
        if told != Some(later) && !different && alike(&words[later], &words[earlier]) {
            told = Some(later);
            cx.report(finding(&said[later], &said[earlier]));
        }
    }
}

/// Whose speakers a study quotes with what.
pub(super) fn face(study: &Study, sources: &Sources) -> impl Hash {
    let said = quotations(&Document::Study(study), sources).into_iter().map(|said| (said.words, said.by));
    (study.meta.customer.name.as_ref().map(|name| name.value.clone()), said.collect::<Vec<_>>())
}

/// Compares what one speaker of one customer says in different studies. A name alone is no person: two customers may
/// each have an Ana Ruiz.
pub(in crate::rule) fn across(cx: &mut Cx<'_>) {
    let name = |study: &Study| study.meta.customer.name.as_ref().map(|n| n.trimmed().to_lowercase());
    let mut told_of: BTreeMap<String, usize> = BTreeMap::new();
    for customer in cx.corpus.studies.iter().filter_map(|study| name(study)) {
        *told_of.entry(customer).or_default() += 1;
    }
    let mut speakers: BTreeMap<(String, String), Vec<(usize, Said)>> = BTreeMap::new();
    for (at, study) in cx.corpus.studies.iter().enumerate() {
        let Some(customer) = name(study).filter(|customer| told_of.get(customer).is_some_and(|n| *n > 1)) else {
            continue;
        };
        for said in quotations(&Document::Study(study), cx.sources) {
            let Some(by) = said.by.as_ref().filter(|by| !by.is_empty()) else { continue };
            let key = (by.to_lowercase(), customer.clone());
            speakers.entry(key).or_default().push((at, said));
        }
    }
    for spoken in speakers.values().filter(|s| s.iter().any(|(at, _)| *at != s[0].0)) {
        let words: Vec<Vec<String>> = spoken.iter().map(|(_, s)| words_of(&s.words)).collect();
        let mut told = None;
        for (later, earlier) in pairs(&words) {
            if told != Some(later) && spoken[later].0 != spoken[earlier].0 && alike(&words[later], &words[earlier]) {
                told = Some(later);
                cx.report(finding(&spoken[later].1, &spoken[earlier].1));
            }
        }
    }
}

fn finding(later: &Said, earlier: &Said) -> Finding {
    let message = format!("{} is quoted in other words elsewhere", ticked(&later.words));
    Finding::new("quote-in-two-wordings", later.span, message)
        .related(earlier.span, "almost the same sentence")
        .note("quotation marks promise the exact words, and both cannot be exact")
        .help("look up what was said and approved, and print that in both places")
}

/// Pairs worth comparing, the later first: those that share two neighbouring words. Quotations that are 60% alike do,
/// unless every second word was changed. Looking up shared pairs keeps this linear in the number of quotations.
fn pairs(words: &[Vec<String>]) -> BTreeSet<(usize, usize)> {
    let mut seen: BTreeMap<[&str; 2], Vec<usize>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for (at, words) in words.iter().enumerate().filter(|(_, w)| w.len() >= SHORTEST) {
        for two in words.windows(2) {
            let others = seen.entry([two[0].as_str(), two[1].as_str()]).or_default();
            if others.last() != Some(&at) && others.len() < COMMON {
                pairs.extend(others.iter().map(|&other| (at, other)));
                others.push(at);
            }
        }
    }
    pairs
}

/// Words in lower case, without punctuation.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|w| w.trim_matches(['\'', '’']).replace('’', "'").to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// At least 0.60 alike, not equal, and neither a part of the other.
fn alike(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let part = long.windows(short.len().max(1)).any(|window| window == short);
    // 2 × shared ÷ all ≥ 3 ÷ 5. The shared are at most the shorter, which rules most pairs out at once.
    let enough = |shared: usize| shared * 10 >= (a.len() + b.len()) * 3;
    !part && enough(short.len()) && enough(shared(short, long))
}

/// The length of the longest common subsequence of words.
fn shared(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_alike(a: &str, b: &str) -> bool {
        alike(&words_of(a), &words_of(b))
    }

    #[test]
    fn small_changes_are_found_and_parts_are_not() {
        let whole = "I go home on time on Mondays, because nobody is retyping the weekend.";
        assert!(are_alike(whole, "I always go home on time on Mondays because nobody retypes the weekend!"));
        assert!(!are_alike(whole, "I go home on time on Mondays"));
        assert!(!are_alike(whole, "I go home on time on Mondays, because nobody is retyping the weekend"));
        assert!(!are_alike(whole, "The tin has biscuits in it again, and the notes have a place of their own."));
    }

    #[test]
    fn ten_thousand_quotations_of_one_pattern_are_compared_in_few_pairs() {
        let words: Vec<Vec<String>> =
            (0..10_000).map(|n| words_of(&format!("we stopped arguing about number {n} last year"))).collect();
        assert!(pairs(&words).len() < 10_000 * COMMON);
    }
}
