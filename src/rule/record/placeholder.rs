//! `placeholder`: words that stand for words still to be written.

use std::ops::Range;

use crate::evidence::{Kind, Record};
use crate::finding::{Finding, Level};
use crate::rule::Cx;
use crate::source::Span;
use crate::study::{Document, Study};
use crate::written::Text;

/// Signs of unfinished work wherever they stand, in capitals.
const SIGNS: &[&str] = &["TBD", "TBA", "TBC", "TKTK", "FIXME", "XXX", "XXXX", "XXXXX"];
/// Whole texts that say nothing, in lower case.
const WHOLE: &[&str] =
    &["tbd", "tba", "tbc", "tk", "todo", "to do", "fixme", "xx", "xxx", "placeholder", "...", "…", "?", "??", "???"];
/// Units behind an `XX` that stands for a number.
const UNITS: &[&str] = &[
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "minute",
    "minutes",
    "percent",
    "per",
    "people",
    "users",
    "customers",
    "times",
    "points",
];
/// Bytes of the longest bracket that is read.
const LONGEST: usize = 60;
/// Words of a bracket that is to be filled in.
const BRACKET: &[&str] = &[
    "amount",
    "city",
    "client",
    "company",
    "customer",
    "date",
    "figure",
    "here",
    "industry",
    "insert",
    "job",
    "link",
    "logo",
    "metric",
    "n",
    "name",
    "number",
    "outcome",
    "percent",
    "percentage",
    "person",
    "problem",
    "product",
    "quote",
    "result",
    "role",
    "source",
    "speaker",
    "tbd",
    "team",
    "text",
    "title",
    "todo",
    "url",
    "vendor",
    "x",
    "xx",
    "xxx",
    "your",
];

pub(super) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    let mut found: Vec<(Span, String)> = Vec::new();
    for prose in document.prose() {
        for at in placeholders(&prose.text) {
            found.push((prose.span_of(at.clone()), prose.text[at].to_owned()));
        }
    }
    let mut draft = matches!(document, Document::Page(page) if page.draft);
    if let Document::Study(study) = document {
        draft = study.meta.draft;
        for text in texts(study) {
            for at in placeholders(&text.value) {
                found.push((text.span_of(at.clone()), text.value[at].to_owned()));
            }
        }
    }
    for (span, words) in found {
        let finding = Finding::new("placeholder", span, format!("`{}` is a placeholder", words.trim()))
            .help("write what is meant, or delete it");
        cx.report(if draft { finding.level(Level::Note) } else { finding });
    }
}

/// The texts of a study that are printed or counted, other than prose.
fn texts(study: &Study) -> Vec<&Text> {
    let meta = &study.meta;
    let c = &meta.customer;
    let mut texts: Vec<&Text> =
        [&c.name, &c.public_as, &c.industry, &c.size, &c.region, &meta.problem.tag, &meta.product]
            .into_iter()
            .flatten()
            .collect();
    for quote in &meta.quotes {
        texts.extend([&quote.by, &quote.role, &quote.asked].into_iter().flatten());
    }
    if let Some(consent) = &meta.consent {
        texts.extend([&consent.by, &consent.basis, &consent.wording, &consent.record].into_iter().flatten());
    }
    texts.extend(meta.disclosure.incentive.iter());
    texts.extend(meta.typical.iter().filter_map(|t| t.basis.as_ref()));
    texts.extend(meta.tags.iter().chain(&meta.alternatives));
    texts.extend(meta.evidence.iter().flat_map(record_texts));
    texts
}

fn record_texts(record: &Record) -> Vec<&Text> {
    let own = [&record.states, &record.file].into_iter().flatten();
    let sample = record.measurement().and_then(|m| m.sample.as_ref());
    let sampled = sample.into_iter().flat_map(|sample| [&sample.words, &sample.of]).flatten();
    let of_kind: Vec<&Option<Text>> = match &record.kind {
        Some(Kind::Measurement(m)) => vec![&m.metric, &m.unit, &m.method, &m.also_changed],
        Some(Kind::Usage(u)) => vec![&u.metric, &u.unit],
        Some(Kind::Commitment(c)) => vec![&c.record],
        Some(Kind::Interview(i)) => vec![&i.with, &i.by, &i.notes],
        Some(Kind::Advocacy(a)) => vec![&a.to],
        Some(Kind::Document(d)) => vec![&d.title, &d.issuer, &d.unit],
        Some(Kind::Public(p)) => vec![&p.url, &p.publisher, &p.unit],
        Some(Kind::Certification(c)) => vec![&c.scheme, &c.issuer, &c.scope],
        None => Vec::new(),
    };
    own.chain(sampled).chain(of_kind.into_iter().flatten()).collect()
}

/// The bytes of every placeholder in a text.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let trimmed = text.trim().trim_end_matches(['.', '!', ':']);
    let whole = if trimmed.is_empty() { text.trim() } else { trimmed };
    let is_whole = || match whole.is_ascii() {
        true => WHOLE.iter().any(|sign| sign.eq_ignore_ascii_case(whole)),
        false => WHOLE.contains(&whole.to_lowercase().as_str()),
    };
    if whole.len() < 12 && is_whole() {
        let start = text.len() - text.trim_start().len();
        return std::iter::once(start..start + whole.len()).collect();
    }
    // Nothing below can match without one of these.
    let bytes = text.as_bytes();
    let word = |at: usize| matches!(bytes[at..], [b'T', b'B' | b'K' | b'O', ..] | [b'F', b'I', ..]);
    let some = memchr::memchr3(b'X', b'[', b'{', bytes).is_some()
        || memchr::memchr2_iter(b'T', b'F', bytes).any(word)
        || memchr::memchr_iter(b'm', bytes).any(|at| bytes[..at].ends_with(b"ore"));
    if !some {
        return Vec::new();
    }
    let mut found = brackets(text);
    let words = words(text);
    for (n, word) in words.iter().enumerate() {
        let at = &text[word.clone()];
        let range = match at {
            _ if SIGNS.contains(&at) => Some(word.clone()),
            "TODO" if text[word.end..].starts_with(':') => Some(word.clone()),
            _ if at.eq_ignore_ascii_case("lorem") => {
                let next = words.get(n + 1).filter(|w| text[(*w).clone()].eq_ignore_ascii_case("ipsum"));
                next.map(|next| word.start..next.end)
            }
            _ if at.bytes().all(|b| b == b'X') => number(text, word, words.get(n + 1)),
            _ => None,
        };
        found.extend(range.filter(|r| !found.iter().any(|f| f.start < r.end && r.start < f.end)));
    }
    found.sort_by_key(|range| range.start);
    found
}

/// `XX%`, `$XX`, `XX hours`: an X or several that stand for a number.
fn number(text: &str, word: &Range<usize>, next: Option<&Range<usize>>) -> Option<Range<usize>> {
    let before = text[..word.start].chars().next_back();
    let after = &text[word.end..];
    let spaced = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if spaced.starts_with('%') && (word.len() > 1 || after.starts_with('%')) {
        return Some(word.start..text.len() - spaced.len() + 1);
    }
    if word.len() < 2 {
        return None;
    }
    if let Some(sign @ ('$' | '€' | '£')) = before {
        return Some(word.start - sign.len_utf8()..word.end);
    }
    let next =
        next.filter(|next| UNITS.contains(&&text[(*next).clone()]) && text[word.end..next.start].trim().is_empty());
    next.map(|next| word.start..next.end)
}

/// `[customer name]`, `{{ company }}`: brackets around nothing but words of a form.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let of_form = |word: &str| BRACKET.contains(&word.to_lowercase().trim_end_matches(['%', '…', '.', ':']));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '{']).map(|next| at + next) {
        let (sign, close) = if text[open..].starts_with('[') { ('[', ']') } else { ('{', '}') };
        let inner_at = text.len() - text[open..].trim_start_matches(sign).len();
        at = inner_at;
        let near = &text[inner_at..text.floor_char_boundary(text.len().min(inner_at + LONGEST))];
        let Some(inner) = near.find(close).map(|end| &near[..end]) else { continue };
        if !inner.trim().is_empty() && inner.split_whitespace().all(of_form) {
            let end = inner_at + inner.len();
            let closed = text[end..].len() - text[end..].trim_start_matches(close).len();
            at = end + closed;
            found.push(open..at);
        }
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '_', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn placeholders_are_found_whole() {
        for (text, expected) in [
            ("fell by XX% in X% of cases", vec!["XX%", "X%"]),
            ("fell by XX % and saved $XX", vec!["XX %", "$XX"]),
            ("took XX hours", vec!["XX hours"]),
            ("tbd.", vec!["tbd"]),
            (" TBD ", vec!["TBD"]),
            ("…", vec!["…"]),
            ("by [customer name] and {{ company }}", vec!["[customer name]", "{{ company }}"]),
            ("[Insert quote here]", vec!["[Insert quote here]"]),
            ("[XX%]", vec!["[XX%]"]),
            ("Lorem ipsum dolor", vec!["Lorem ipsum"]),
            ("the price is TBD for now", vec!["TBD"]),
            ("TODO: ask Ana", vec!["TODO"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn real_words_are_left_alone() {
        for text in [
            "XXL shirts and the XX century",
            "a TODO list of theirs",
            "[The clinic] said [sic] so",
            "[…] we left on time",
            "[1] and [a][b]",
            "Generation X people",
            "X people came, Xeno%",
            "Lorem is a village",
            "a tba-like thing",
            "100% of TBDs",
            "",
            "{}[]",
            "…é[",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
