//! `wrong-customer`: the name of another study's customer where this study's own should stand.
//!
//! A part of a study (title, outcome, a speaker's role, the body) that names another customer and never its own was copied.
//! Names are looked up by their first word, so the work grows with the words, not with words times studies.

use std::collections::HashSet;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Finding;
use crate::rule::{Cx, Look, Wanted};
use crate::source::{FileId, Span};
use crate::study::{self, Prose, Study, mark};
use crate::written::Text;

/// Shorter names are too often words.
const SHORTEST: usize = 4;
/// Endings of a name that prose leaves out.
const LEGAL_FORMS: &[&str] = &[
    "Ltd", "Limited", "Inc", "LLC", "GmbH", "AG", "SA", "SAS", "BV", "NV", "AB", "AS", "Oy", "plc", "PLC", "Co", "Corp",
];
/// First words that do not stand for the whole name.
const WEAK: &[&str] =
    &["The", "New", "First", "City", "North", "South", "East", "West", "Royal", "National", "Saint", "University"];

/// A customer, and the study whose it is by its place in the corpus.
struct Name {
    words: Vec<String>,
    study: usize,
}

/// Customers by the first word of their name.
type Index = FxHashMap<String, Vec<Name>>;

/// What a name here may be compared with.
pub(super) fn face(study: &Study) -> impl Hash {
    let customer = &study.meta.customer;
    (study.path.clone(), customer.name.as_ref().map(|name| name.value.clone()), customer.is_anonymous())
}

pub(super) fn prepare(cx: &Cx<'_>) -> Arc<Look> {
    let index = index(cx);
    let firsts: FxHashSet<u32> = index.keys().map(|first| mark(first)).collect();
    Arc::new(move |cx, wanted| check(cx, wanted, &index, &firsts))
}

/// The customers who may be named.
fn index(cx: &Cx<'_>) -> Index {
    let ours: Vec<Vec<&str>> =
        cx.config.names.subjects.iter().map(|name| words(name).map(|(_, w)| w).collect()).collect();
    let mut index = Index::default();
    let mut known: HashSet<Vec<&str>> = HashSet::new();
    for (at, study) in cx.corpus.studies.iter().enumerate() {
        let customer = &study.meta.customer;
        // The real name of an anonymous customer is printed nowhere, so it is no name to point at.
        let Some(written) = customer.name.as_ref().filter(|_| !customer.is_anonymous()) else { continue };
        let words = name_words(&written.value);
        if written.trimmed().chars().filter(|c| c.is_alphabetic()).count() < SHORTEST || ours.contains(&words) {
            continue;
        }
        let Some(first) = words.first().copied() else { continue };
        if !known.contains(&words) {
            let name = Name { words: words.iter().map(|word| (*word).to_owned()).collect(), study: at };
            index.entry(first.to_owned()).or_default().push(name);
            known.insert(words);
        }
    }
    index
}

fn check(cx: &Cx<'_>, wanted: &Wanted<'_>, index: &Index, firsts: &FxHashSet<u32>) -> Vec<(FileId, Vec<Finding>)> {
    // A body whose words with a capital begin nobody's name is not read.
    let may_name = |study: &Study| {
        let gist = study.body.gist.as_ref();
        gist.is_none_or(|gist| gist.capitals.iter().any(|word| firsts.contains(word)))
    };
    let look = |study: &Arc<Study>| match may_name(study) {
        true => in_study(&study::whole(study, cx.sources, &cx.config.names), true, index, cx),
        false => in_study(study, false, index, cx),
    };
    let wanted = cx.corpus.studies.par_iter().filter(|study| wanted(study.file));
    wanted.map(|study| (study.file, look(study))).collect()
}

/// Marks of the words by which a study's body might name another customer; none where it names its own. Words of a link
/// are none of them: whoever links means the other.
pub(in crate::rule) fn capitals(study: &Study) -> Vec<u32> {
    let own = own(study);
    let mut capitals = Vec::new();
    for block in &study.body.prose {
        if own.is_empty() || mentions(&block.text, &own, &Index::default()).is_none() {
            return Vec::new();
        }
        let capital = |(at, word): &(usize, &str)| word.starts_with(char::is_uppercase) && !is_linked(block, *at);
        capitals.extend(words(&block.text).filter(capital).map(|(_, word)| mark(word)));
    }
    capitals.sort_unstable();
    capitals.dedup();
    capitals.shrink_to_fit();
    capitals
}

/// The names of a study's own customer.
fn own(study: &Study) -> Vec<Vec<&str>> {
    let customer = &study.meta.customer;
    let names = [&customer.name, &customer.public_as].into_iter().flatten();
    names.map(|name| name_words(&name.value)).filter(|words| !words.is_empty()).collect()
}

fn in_study(study: &Study, with_body: bool, index: &Index, cx: &Cx<'_>) -> Vec<Finding> {
    let meta = &study.meta;
    let own = own(study);
    // Without a customer of its own there is no other's.
    if own.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut part = |prose: &[&Prose], roles: &[&Text]| found.extend(in_part(prose, roles, &own, study, index, cx));
    for one in [&meta.title, &meta.outcome].into_iter().flatten() {
        part(&[one], &[]);
    }
    // A speaker may name another customer, and does so when one told the other; their role may not.
    for role in meta.quotes.iter().filter_map(|quote| quote.role.as_ref()) {
        part(&[], &[role]);
    }
    let body: Vec<&Prose> = study.body.prose.iter().filter(|_| with_body).collect();
    part(&body, &[]);
    found
}

/// The first mention of each foreign name in a part that does not name its own customer.
fn in_part(
    prose: &[&Prose],
    texts: &[&Text],
    own: &[Vec<&str>],
    study: &Study,
    index: &Index,
    cx: &Cx<'_>,
) -> Vec<Finding> {
    let mut foreign: Vec<(&Name, Span)> = Vec::new();
    for block in prose {
        match mentions(&block.text, own, index) {
            None => return Vec::new(),
            Some(names) => {
                let unlinked = names.into_iter().filter(|(_, range)| !is_linked(block, range.start));
                foreign.extend(unlinked.map(|(name, range)| (name, block.span_of(range))));
            }
        }
    }
    for text in texts {
        match mentions(&text.value, own, index) {
            None => return Vec::new(),
            Some(names) => foreign.extend(names.into_iter().map(|(name, range)| (name, text.span_of(range)))),
        }
    }
    let mut told: Vec<&Vec<String>> = Vec::new();
    let mut found = Vec::new();
    for (name, span) in foreign {
        if told.contains(&&name.words) {
            continue;
        }
        told.push(&name.words);
        let ours = study.meta.customer.public_name().map_or("", |name| name.trimmed());
        let other = &cx.corpus.studies[name.study];
        let written = other.meta.customer.name.as_ref().map_or(other.top(), |name| name.span);
        found.push(
            Finding::new(
                "wrong-customer",
                span,
                format!("this is a study of {ours}, but here stands {}", name.words.join(" ")),
            )
            .related(written, "the customer of another study")
            .help(format!("write {ours}, or link the name to `{}` if the other customer is meant", other.path)),
        );
    }
    found
}

/// Whether the word at a byte belongs to a link that leads somewhere, and not to a record.
fn is_linked(block: &Prose, at: usize) -> bool {
    block.links.iter().any(|link| link.range.contains(&at) && !link.target.starts_with("evidence:"))
}

/// Foreign names in a text, or `None` when it names its own customer.
fn mentions<'i>(text: &str, own: &[Vec<&str>], index: &'i Index) -> Option<Vec<(&'i Name, Range<usize>)>> {
    let first = |word: &str| own.iter().any(|name| name[0] == word) || index.contains_key(word);
    let mut found = Vec::new();
    // Most texts hold no word that a name begins with.
    if !words(text).any(|(_, word)| word.starts_with(char::is_uppercase) && first(word)) {
        return Some(found);
    }
    let all: Vec<(usize, &str)> = words(text).collect();
    for (n, (at, word)) in all.iter().enumerate() {
        if !word.starts_with(char::is_uppercase) {
            continue;
        }
        let here = &all[n..];
        if own.iter().any(|name| stands(name, here) || (stands(&name[..1], here) && stands_for(name[0]))) {
            return None;
        }
        let Some(names) = index.get::<str>(word) else { continue };
        // The longest name that stands here: "Birch Dental" before "Birch".
        if let Some(name) = names.iter().filter(|name| stands(&name.words, here)).max_by_key(|name| name.words.len()) {
            let (last_at, last) = all[n + name.words.len() - 1];
            found.push((name, *at..last_at + last.len()));
        }
    }
    Some(found)
}

/// Whether a text begins with these words.
fn stands(name: &[impl AsRef<str>], here: &[(usize, &str)]) -> bool {
    name.len() <= here.len() && name.iter().zip(here).all(|(word, (_, other))| word.as_ref() == *other)
}

/// Whether the first word of a name is used for the whole.
fn stands_for(first: &str) -> bool {
    first.chars().count() >= SHORTEST && !WEAK.contains(&first)
}

/// A name without its legal form.
fn name_words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = words(name).map(|(_, word)| word).collect();
    while words.len() > 1 && words.last().is_some_and(|last| LEGAL_FORMS.contains(last)) {
        words.pop();
    }
    words
}

/// Words and where they start; an apostrophe ends one, so that "Northwind's" is "Northwind".
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(in_word)?;
        at = start + text[start..].find(|c| !in_word(c)).unwrap_or(text.len() - start);
        Some((start, &text[start..at]))
    })
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_legal_form() {
        assert_eq!(name_words("Birchwood Dental Co. Ltd."), ["Birchwood", "Dental"]);
        assert_eq!(name_words("AG"), ["AG"]);
        assert_eq!(
            words("Zoë's A-B").map(|(at, w)| (at, w.to_owned())).collect::<Vec<_>>(),
            [(0, "Zoë".to_owned()), (5, "s".to_owned()), (7, "A".to_owned()), (9, "B".to_owned())]
        );
    }
}
