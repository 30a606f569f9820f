//! What is to be deleted when an allowance allows nothing.
//!
//! Goes in: the allowance and the rules it need not name. Comes out: a fix that takes out these, or all of it; none where
//! more would change than the allowance, such as two lists that only the comment keeps apart.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::finding::{Edit, Fix, apply};
use crate::source::{Source, Span};
use crate::study::{Allow, options};

/// Deletes the rules at `unused` from `allow`. `list` holds all allowances in the file's front matter, each with whether
/// it is unused; all that are go at once. `body` is where the Markdown begins.
pub(super) fn fix(
    allow: &Allow,
    unused: &[Span],
    list: &[(&Allow, bool)],
    body: usize,
    source: &Source,
) -> Option<Fix> {
    let text = &*source.text;
    let edit = |range: Range<usize>| Edit { span: Span::new(source.id, range), text: String::new() };
    if !allow.comment {
        let edits = in_list(allow, list, text)?.into_iter().map(edit).collect();
        return Some(Fix::safe("delete the allowance", edits));
    }
    if unused.len() < allow.rules.len() {
        let names: Vec<(Range<usize>, bool)> =
            allow.rules.iter().map(|(_, span)| (span.range(), unused.contains(span))).collect();
        let edits = with_commas(&names, text)?.into_iter().map(edit).collect();
        return Some(Fix::safe("take what is not needed out of the allowance", edits));
    }
    let edit = edit(comment(allow, text));
    let same = published(&text[body..]) == published(&apply(text, [&edit])[body..]);
    same.then(|| Fix::safe("delete the allowance", vec![edit]))
}

/// The bytes of a comment: with its line where it has one to itself, and then with the blank line behind it where one
/// before it is enough.
fn comment(allow: &Allow, text: &str) -> Range<usize> {
    let words = &text[allow.span.range()];
    let start = allow.span.range().start + words.len() - words.trim_start().len();
    let end = start + words.trim().len();
    let (from, to) = lines(text, start..end);
    if !alone(text, start..end) {
        let goes_on = text[end..].starts_with(|c: char| !c.is_whitespace());
        let before = text[from..start].trim_end_matches([' ', '\t']).len();
        return if goes_on { start..end } else { from + before..end };
    }
    let inside = allow.covers != allow.span && allow.covers.contains(allow.span);
    let blank_before = text[..from].lines().next_back().is_none_or(|line| line.trim().is_empty());
    let (_, next) = lines(text, to..to);
    let blank_after = text[to..next].trim().is_empty();
    match (inside, blank_before, blank_after) {
        (false, true, true) => from..next,
        // Without the comment the two would be one paragraph.
        (false, false, false) => start..end,
        _ => from..to,
    }
}

/// What a reader sees of a body, as far as it can be compared: everything but HTML and blanks.
fn published(body: &str) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Text(words) => seen.extend(words.split_whitespace()),
            Event::SoftBreak => {}
            other => seen.push_str(&format!("{other:?}")),
        }
    }
    seen
}

/// The bytes of every unused allowance in front matter: with the whole `allow:` when none is left.
fn in_list(allow: &Allow, list: &[(&Allow, bool)], text: &str) -> Option<Vec<Range<usize>>> {
    let entry = allow.list?.entry.range();
    let items: Vec<(Range<usize>, bool)> = list.iter().map(|(allow, idle)| (allow.span.range(), *idle)).collect();
    let first = items.first()?.0.start;
    let flow = text[entry.start..first].trim_end().ends_with('[');
    let remark = text[entry.start..first].contains('#')
        || items.windows(2).any(|pair| text.get(pair[0].0.end..pair[1].0.start).is_none_or(|gap| gap.contains('#')));
    if items.len() == allow.list?.items && items.iter().all(|(_, idle)| *idle) && !remark {
        let closed = if flow { entry.end + closing(&text[entry.end..])? } else { entry.end };
        if alone(text, entry.start..closed) {
            let (from, to) = lines(text, entry.start..closed);
            return Some(std::iter::once(from..to).collect());
        }
    }
    if flow {
        return with_commas(&items, text);
    }
    let gone = items.into_iter().filter(|(_, idle)| *idle);
    gone.map(|(range, _)| {
        let (from, to) = lines(text, range.clone());
        let own = text[from..range.start].trim() == "-" && text[range.end..to].trim().is_empty();
        own.then_some(from..to)
    })
    .collect()
}

/// How many bytes the end of a list in brackets takes.
fn closing(rest: &str) -> Option<usize> {
    let inside = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
    rest[inside..].starts_with(']').then_some(inside + 1)
}

/// Items of a list with commas, those that go together with one comma each.
fn with_commas(items: &[(Range<usize>, bool)], text: &str) -> Option<Vec<Range<usize>>> {
    let mut kept = false;
    let mut gone = Vec::new();
    for (at, (range, goes)) in items.iter().enumerate() {
        if !goes {
            kept = true;
            continue;
        }
        let (before, after) = (at.checked_sub(1).map(|at| &items[at].0), items.get(at + 1).map(|item| &item.0));
        let (gone_too, gap) = match (before, after) {
            (Some(before), _) if kept => (before.end..range.end, before.end..range.start),
            (_, Some(after)) => (range.start..after.start, range.end..after.start),
            (Some(before), None) => (range.clone(), before.end..range.start),
            (None, None) => (range.clone(), 0..0),
        };
        let gap = text.get(gap)?.trim();
        if !matches!(gap, "," | "") {
            return None;
        }
        gone.push(gone_too);
    }
    Some(gone)
}

/// The lines a range stands in, from the first byte of the first to behind the end of the last.
fn lines(text: &str, range: Range<usize>) -> (usize, usize) {
    let from = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    (from, to)
}

/// Whether nothing else stands in these lines.
fn alone(text: &str, range: Range<usize>) -> bool {
    let (from, to) = lines(text, range.clone());
    let mark = text[from..range.start].trim_start_matches('\u{feff}');
    mark.trim().is_empty() && text[range.end..to].trim().is_empty()
}
