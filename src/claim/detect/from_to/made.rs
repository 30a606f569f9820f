//! One value made into another: "turned a 3-hour job into a 5-minute one", "reduced 21 days to 8", "replaced 12 tools with
//! one", "weeks became days".

use std::ops::Range;

use super::super::mood::{Mood, marks_now};
use super::super::{Found, Reader, words};
use super::ends::{End, comparable, end, is_long};
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form, Section};

/// How far before its preposition a verb is looked for.
const REACH: usize = 12;
/// How many words may name what the first value is of: "a 3-hour job into".
const NAMED: usize = 4;

/// The pair whose second value the preposition at `i` opens.
pub(super) fn made(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let second = end(reader, i + 1)?;
    let within = |j: &usize| reader.together(*j, i) && !one_of!(tokens.at(*j), ";" ":" "from");
    let verb = (i.saturating_sub(REACH)..i).rev().take_while(within).find(|&j| makes(tokens.at(j), tokens.at(i)))?;
    let change = words::change(tokens.at(verb)).filter(|c| *c == Change::Down).unwrap_or(Change::Unstated);
    let first = object(reader, verb, i).or_else(|| subject(reader, verb, i))?;
    pair(reader, first, second, verb, change)
}

/// "What took hours became minutes", "a job of 3 hours became one of 5 minutes": lengths of time only, as anything becomes
/// something.
pub(super) fn became(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let next = i + 1 + 2 * usize::from(tokens.phrase(i + 1, "one of"));
    let second = end(reader, next)?;
    let time = |e: &End<'_>| e.quantity.map_or_else(|| is_long(tokens, e.next - 1), |q| q.unit.is_time());
    let first =
        (i.saturating_sub(NAMED + 1)..i).rev().find_map(|j| at(reader, j)).filter(|first| first.end.next <= i)?;
    (time(&second) && time(&first.end)).then(|| pair(reader, first, second, i, Change::Unstated)).flatten()
}

/// The first value of a pair and where it begins.
struct First<'a> {
    end: End<'a>,
    start: usize,
}

/// The value or the length of time at token `j`.
fn at<'a>(reader: &'a Reader<'_>, j: usize) -> Option<First<'a>> {
    match reader.quantity_at(j) {
        Some(q) => Some(First { start: q.span.start, end: End { quantity: Some(q), next: q.span.end } }),
        None if is_long(reader.tokens, j) && !measured(reader, j) => {
            Some(First { start: j, end: End { quantity: None, next: j + 1 } })
        }
        None => None,
    }
}

/// Whether token `j` belongs to a figure.
pub(super) fn measured(reader: &Reader<'_>, j: usize) -> bool {
    let k = reader.quantities.partition_point(|q| q.span.end <= j);
    reader.quantities.get(k).is_some_and(|q| q.span.contains(&j))
}

/// "turned a 3-hour job into": the value stands right behind the verb, but for an article and the like.
fn object<'a>(reader: &'a Reader<'_>, verb: usize, i: usize) -> Option<First<'a>> {
    let tokens = reader.tokens;
    let small = |j: usize| one_of!(tokens.at(j), "a" "an" "the" "our" "their" "its" "these" "those" "all" "some" "what" "was" "as" "nearly" "over");
    let first = (verb + 1..verb + 5).take_while(|&j| j == verb + 1 || small(j - 1)).find_map(|j| at(reader, j))?;
    let named = first.end.next..i;
    let plain =
        |j: usize| tokens.is_word(j) && !one_of!(tokens.at(j), "by" "in" "to" "into" "and" "or" "for" "on" "at");
    (named.len() <= NAMED && named.clone().all(plain)).then_some(first)
}

/// "40 servers were consolidated to": the verb is passive and stands between the value and the preposition.
fn subject<'a>(reader: &'a Reader<'_>, verb: usize, i: usize) -> Option<First<'a>> {
    let tokens = reader.tokens;
    let passive =
        |j: usize| one_of!(tokens.at(j), "was" "were" "is" "are" "been" "being" "have" "has" "had" "got" "now" "then");
    let begins = (verb.saturating_sub(3)..verb).find(|&j| (j..verb).all(passive))?;
    let k = reader.quantities.partition_point(|q| q.span.end <= begins);
    let q = reader.quantities.get(k.checked_sub(1)?).filter(|q| q.span.end == begins && i == verb + 1)?;
    Some(First { start: q.span.start, end: End { quantity: Some(q), next: q.span.end } })
}

/// Verbs that make less, fewer or something else of what they name, each with its prepositions.
fn makes(word: &str, preposition: &str) -> bool {
    const INTO: &[&str] =
        &["turn", "transform", "convert", "consolidat", "condens", "collaps", "merg", "combin", "roll"];
    const WITH: &[&str] = &["replac"];
    const FOR: &[&str] = &["swap", "trad", "exchang"];
    let less = words::change(word) == Some(Change::Down) && word != "down";
    match preposition {
        "into" => less || words::inflects(word, INTO),
        "to" => less || words::inflects(word, &["consolidat", "condens", "bring"]) || word == "brought",
        "with" | "by" => words::inflects(word, WITH),
        "for" => words::inflects(word, FOR),
        _ => false,
    }
}

fn pair(reader: &Reader<'_>, first: First<'_>, second: End<'_>, verb: usize, change: Change) -> Option<Found> {
    let share = |d: Dimension| matches!(d, Dimension::Percent | Dimension::Points | Dimension::Factor);
    let (before, after) = (first.end.quantity, second.quantity);
    let alike = match (before, after) {
        (Some(one), Some(other)) => {
            // "turned 40% into 12 clinics" is no pair.
            let (a, b) = (one.unit.dimension, other.unit.dimension);
            let grown = a == Dimension::Count && one.low.value <= other.low.value;
            !grown
                && comparable(one, other)
                && (a == b || !share(a) && !share(b))
                && (one.has_unit() || other.has_unit())
        }
        (None, None) => is_long(reader.tokens, second.next - 1),
        // "turned weeks into 5 minutes"
        (None, Some(one)) | (Some(one), None) => one.unit.is_time(),
    };
    let whole: Range<usize> = first.start.min(verb)..second.next;
    let told = reader.cx.section != Section::Background || marks_now(reader.tokens, whole.start);
    if !alike || !told || reader.mood(&whole) == Mood::Plan {
        return None;
    }
    let form = if before.is_some() && after.is_some() { Form::FromTo } else { Form::VagueEndpoints };
    let (figure, before) = (after.cloned(), before.cloned());
    Some(Found { heart: first.start..second.next, span: whole, form, figure, before, change, rank: 0 })
}
