//! The fix that ties a claim to the one record that says the same.

use crate::claim::{Place, sentence_at};
use crate::evidence::Record;
use crate::finding::{Edit, Fix};
use crate::ladder::share_content;
use crate::rule::Cx;
use crate::rule::reread::{number_of, others_stay, place_of, reread, same_words};
use crate::source::Span;
use crate::study::{Prose, Stated, Study};

/// Puts the words into a link to `record`, where the sentence speaks of what the record measures: equal figures alone may
/// be chance. In front matter, with quotes around the value where YAML asks for them.
pub(super) fn fix(stated: &Stated, study: &Study, record: &Record, cx: &Cx<'_>) -> Option<Fix> {
    let id = record.id.value.as_str();
    let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !plain || matches!(stated.place, Place::Caption | Place::Attribute | Place::Tagline) {
        return None;
    }
    let (block, range) = place_of(stated, study)?;
    if !share_content(&record.metric(), &block.text[sentence_at(&block.text, range.start)]) {
        return None;
    }
    let edits = ways(stated.span, id, block, cx).into_iter().find(|edits| ties(stated, study, id, edits, cx))?;
    Some(Fix::risky(format!("bind it to `{id}`"), edits))
}

/// The link by itself, around emphasis that the words begin or end within, and with either kind of quotes around a front
/// matter value.
fn ways(words: Span, id: &str, block: &Prose, cx: &Cx<'_>) -> Vec<Vec<Edit>> {
    let put = |at: u32, text: String| Edit { span: Span { file: words.file, start: at, end: at }, text };
    let link = |start: u32, end: u32| [put(start, "[".to_owned()), put(end, format!("](evidence:{id})"))];
    let source = &cx.sources.get(words.file).text;
    let marks = |text: &str, backwards: bool| {
        let is_mark = |c: char| matches!(c, '*' | '_' | '~');
        let rest = if backwards { text.trim_end_matches(is_mark) } else { text.trim_start_matches(is_mark) };
        (text.len() - rest.len()) as u32
    };
    let before = words.start - marks(&source[..words.start as usize], true);
    let after = words.end + marks(&source[words.end as usize..], false);
    let mut ways: Vec<Vec<Edit>> = Vec::new();
    for (start, end) in [(words.start, words.end), (before, words.end), (words.start, after), (before, after)] {
        let way = link(start, end).to_vec();
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    let front = !block.markdown.is_empty();
    let written = cx.sources.words(block.span);
    for (quote, special) in [('"', ['"', '\\']), ('\'', ['\'', '\''])] {
        if front && !written.contains(special) {
            let (open, close) = (put(block.span.start, quote.into()), put(block.span.end, quote.into()));
            ways.push([open].into_iter().chain(link(words.start, words.end)).chain([close]).collect());
        }
    }
    ways
}

/// Whether the edits tie this claim to the record and change nothing else that is read.
fn ties(stated: &Stated, study: &Study, id: &str, edits: &[Edit], cx: &Cx<'_>) -> bool {
    let Some((new, number)) = reread(study, edits, cx).zip(number_of(stated, study)) else { return false };
    let tied = new.claims[number].bound.as_ref().is_some_and(|b| b.study.is_none() && b.id == id);
    let all_stay = new.prose().zip(study.prose()).all(|(a, b)| same_words(&a.text, &b.text));
    tied && all_stay && same_words(&new.claims[number].words, &stated.words) && others_stay(study, &new, number)
}
