//! What a document is written to publish: its file with everything blanked that is for nobody's eyes, or that is printed
//! otherwise.
//!
//! The bytes keep their places, so that what is found here can be underlined in the file.

use std::ops::Range;

use memchr::memmem;

use crate::evidence::{Kind, Record};
use crate::source::{Source, Span};
use crate::study::{Document, Study, split};
use crate::written::Text;

/// The document's bytes without what is private in it and without comments.
pub(super) fn of(document: &Document<'_>, source: &Source) -> Vec<u8> {
    let mut bytes = source.text.as_bytes().to_vec();
    let parts = split(&source.text);
    if let Some(front) = &parts.front {
        yaml_comments(&source.text, front.clone()).into_iter().for_each(|range| blank(&mut bytes, range));
    }
    html_comments(&source.text, parts.body).into_iter().for_each(|range| blank(&mut bytes, range));
    targets(document, source).for_each(|range| blank(&mut bytes, range));
    match document {
        Document::Study(study) => private(study).for_each(|span| blank(&mut bytes, span.range())),
        Document::Page(page) => page.extra.iter().for_each(|node| blank(&mut bytes, node.span.range())),
    }
    bytes
}

/// Keeps line ends, so that what stood around is not joined.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    let end = range.end.min(bytes.len());
    bytes[range.start.min(end)..end].iter_mut().for_each(|b| *b = b'\n');
}

/// Targets of links that are printed otherwise or not at all: files beside the document, anchors, records, numbers to
/// dial. Addresses are printed as they are.
fn targets<'a>(document: &'a Document<'_>, source: &'a Source) -> impl Iterator<Item = Range<usize>> + 'a {
    let in_body = document.body().links.iter().map(|link| (link.span, link.target.as_str()));
    let prose = document.prose().into_iter().flat_map(|prose| prose.links.iter().chain(&prose.images));
    let all = in_body.chain(prose.map(|link| (link.span, link.target.as_str())));
    let is_web = |target: &str| target.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    let printed = move |target: &str| target.starts_with('/') || is_web(target);
    all.filter(move |(_, target)| !target.is_empty() && !printed(target)).filter_map(|(span, target)| {
        let start = span.start as usize + source.words(span).rfind(target)?;
        Some(start..start + target.len())
    })
}

/// Every value that is not printed: what is private, old addresses, names of pictures.
fn private(study: &Study) -> impl Iterator<Item = Span> {
    let meta = &study.meta;
    let customer = &meta.customer;
    let hidden = [&customer.name, &customer.url, &customer.logo].into_iter().flatten();
    let hidden = hidden.filter(|_| customer.is_anonymous()).map(|t| t.span);
    let consent = meta.consent.iter().map(|consent| consent.span);
    let records = meta.evidence.iter().flat_map(of_record).map(|t| t.span);
    let renamed = meta.aliases.iter().chain(meta.quotes.iter().filter_map(|quote| quote.photo.as_ref()));
    let renamed = renamed.map(|t| t.span);
    let tables =
        meta.evidence.iter().filter_map(Record::measurement).filter_map(|m| m.data.as_ref()).map(|data| data.span);
    hidden.chain(consent).chain(records).chain(renamed).chain(tables).chain(meta.extra.iter().map(|node| node.span))
}

/// The private values of a record.
pub(super) fn of_record(record: &Record) -> impl Iterator<Item = &Text> {
    let of_kind = match &record.kind {
        Some(Kind::Commitment(c)) => [&c.record, &None, &None],
        Some(Kind::Interview(i)) => [&i.with, &i.by, &i.notes],
        Some(Kind::Advocacy(a)) => [&a.to, &None, &None],
        _ => [&None; 3],
    };
    std::iter::once(&record.file).chain(of_kind).flatten()
}

/// `# …` in YAML, but not inside of quotes.
fn yaml_comments(text: &str, front: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if memchr::memchr(b'#', &text.as_bytes()[front.clone()]).is_none() {
        return found;
    }
    let mut start = front.start;
    for line in text[front].split_inclusive('\n') {
        let mut quote = None;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (Some(open), _) if open == c => quote = None,
                (None, '"' | '\'') if matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':') => quote = Some(c),
                (None, '#') if before.is_whitespace() => {
                    found.push(start + at..start + line.trim_end().len());
                    break;
                }
                _ => {}
            }
            before = c;
        }
        start += line.len();
    }
    found
}

/// Comments of a body, but not those addressed to us: the reason for an allowance is published.
fn html_comments(text: &str, body: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = body.start;
    while let Some(start) = memmem::find(&text.as_bytes()[at..body.end], b"<!--").map(|n| at + n) {
        let end = text[start..body.end].find("-->").map_or(body.end, |n| start + n + 3);
        if !text[start + 4..end].trim_start().starts_with("proofmark:") {
            found.push(start..end);
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_both_kinds_are_found() {
        let text = "a: b # one\n# two\nc: \"d # e\" # three\nf: it's # four\ng: h#i\n";
        let words: Vec<&str> = yaml_comments(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["# one", "# two", "# three", "# four"]);
        let text = "a <!-- b --> c <!-- proofmark: allow(x) d --> <!-- e";
        let words: Vec<&str> = html_comments(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["<!-- b -->", "<!-- e"]);
    }
}
