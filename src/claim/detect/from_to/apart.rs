//! Two values apart from each other, each said to be of its time: "It took 21 days. Now it is 8.", "14 before, 3 after".

use super::super::mood::{Mood, marks_now};
use super::super::{Found, Reader, words};
use super::beside::vague_before;
use super::ends::{comparable, frequency};
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form, Section};

/// How many tokens may stand between two values that carry labels.
const APART: usize = 14;

/// The time a value is said to be of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Past,
    Present,
}

/// "It used to take 21 days. Now it takes 8.", "5 minutes now, 3 hours before": two figures of one kind, one of the time
/// before.
pub(super) fn turned(reader: &Reader<'_>, first: &Quantity, second: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    let sentences = tokens.sentence(second.core.start)? - tokens.sentence(first.core.start)?;
    if sentences > 1 || !comparable(first, second) {
        return None;
    }
    let pair = |after: &Quantity, before: &Quantity, whole: bool| {
        let heart = after.span.clone();
        let span = if whole { first.span.start..second.span.end } else { heart.clone() };
        let (figure, before) = (Some(after.clone()), Some(before.clone()));
        Found { span, heart, form: Form::FromTo, figure, before, change: Change::Unstated, rank: 0 }
    };
    if second.span.start < first.span.end + APART && !grows(reader, first, second) {
        match (label(tokens, first), label(tokens, second)) {
            (Some(Time::Past), Some(Time::Present)) => return Some(pair(second, first, sentences == 0)),
            (Some(Time::Present), Some(Time::Past)) => return Some(pair(first, second, sentences == 0)),
            // "5 minutes (3 hours before)"
            (None, Some(Time::Past)) if tokens.before(second.span.start, 1) == "(" => {
                return Some(pair(first, second, true));
            }
            _ => {}
        }
    }
    let count = first.unit.dimension == Dimension::Count;
    if !first.has_unit() || count && !dwindled(reader, first, second) {
        return None;
    }
    // "It is 15 minutes. Now it's four.": what "now" opens a sentence against.
    let turns =
        sentences == 1 && first.unit.is_time() && tokens.at(tokens.sentence_of(second.span.start).start) == "now";
    let was = |q: &Quantity| turns || took(tokens, q) || reader.mood(&q.span) == Mood::Before;
    // "What took 15 minutes was reduced to four"
    let fell = sentences == 0
        && took(tokens, first)
        && tokens.before(second.span.start, 1) != "by"
        && (second.span.start.saturating_sub(4)..second.span.start).any(|i| {
            words::change(tokens.at(i)) == Some(Change::Down) && tokens.at(i + 1) == "to" && tokens.at(i) != "down"
        });
    let is = |q: &Quantity| {
        let new = |w: &str| w == "new";
        let ready = one_of!(tokens.before(q.span.start, 1), "in" "takes" "take" "within")
            // "The old desk needed 40 minutes, the new one needs 7."
            || one_of!(tokens.before(q.span.start, 1), "needs" "need" "has" "uses")
                && reader.near(q.span.start, q.span.start.saturating_sub(4)..q.span.start, new)
            || tokens.before(q.span.start, 1) == "it's" && q.unit.is_time()
            || what(tokens, first)
                && reader.near(q.span.start, q.span.start.saturating_sub(2)..q.span.start, |w| one_of!(w, "is" "are"));
        let ready = ready || fell;
        (ready && sentences == 0 || marks_now(tokens, q.span.start)) && reader.mood(&q.span) != Mood::Plan
    };
    if was(first) && is(second) {
        return Some(pair(second, first, fell));
    }
    // "It takes five minutes, where it once took three hours."
    let once = |i: usize| one_of!(tokens.at(i), "once" "before" "previously" "formerly" "used" "originally");
    let back = took(tokens, second) && (second.span.start.saturating_sub(5)..second.span.start).any(once)
        || reader.mood(&second.span) == Mood::Before && sentences == 0;
    let now = reader.near(
        first.span.start,
        first.span.start.saturating_sub(4)..first.span.start,
        |w| one_of!(w, "takes" "take" "now" "today" "needs"),
    );
    (back && now && reader.mood(&first.span) == Mood::Fact).then(|| pair(first, second, false))
}

/// "We had two racks. Now it is one.": a count of the same that became less, since more may be a company's growth.
fn dwindled(reader: &Reader<'_>, first: &Quantity, second: &Quantity) -> bool {
    let start = second.span.start;
    let now = |w: &str| one_of!(w, "now" "today");
    let same = !second.has_unit() || second.unit.head() == first.unit.head();
    same && first.low.value > second.low.value && reader.near(start, start.saturating_sub(4)..start, now)
}

/// The words beside a value that say when it was so: "14 before", "Now: 3", "is now 5 minutes".
fn label(tokens: &Tokens, q: &Quantity) -> Option<Time> {
    let (start, end) = (q.span.start, q.span.end);
    let stops =
        |i: usize| tokens.at(i).is_empty() || one_of!(tokens.at(i), "." "," ";" ")" "|" "—" "–" "and" "but" "to");
    match tokens.at(end) {
        "before" | "previously" | "formerly" | "originally" => return Some(Time::Past),
        // "six weeks after the start" says when.
        "after" | "afterwards" if stops(end + 1) => return Some(Time::Present),
        "now" | "today" => return Some(Time::Present),
        _ => {}
    }
    let colon = usize::from(one_of!(tokens.before(start, 1), ":" "," "="));
    // "is now just", "was about": bounds belong to the value; an article may stand between.
    let article = usize::from(one_of!(tokens.before(start, 1), "a" "an"));
    match tokens.before(start, 1 + colon.max(article)) {
        "before" | "previously" | "formerly" | "originally" | "then" if colon == 1 => Some(Time::Past),
        "was" | "were" | "had" if colon == 0 => Some(Time::Past),
        "after" if colon == 1 => Some(Time::Present),
        "now" | "today" | "currently" => Some(Time::Present),
        _ => None,
    }
}

/// "We had 4 clinics and now 30": the company's own growth, unless they are parts of a system or come at a rate; so is what
/// is told as the problem.
fn grows(reader: &Reader<'_>, first: &Quantity, second: &Quantity) -> bool {
    let head = first.unit.head();
    let own = first.unit.dimension == Dimension::Count && first.unit.per.is_none() && !words::load_noun(head);
    own && first.low.value < second.low.value
        || reader.cx.section == Section::Background && reader.mood(&second.span) != Mood::Fact
}

/// "What was a 3-hour job is a 5-minute one": "what" sets the two against each other.
fn what(tokens: &Tokens, first: &Quantity) -> bool {
    (first.span.start.saturating_sub(6)..first.span.start).any(|i| tokens.at(i) == "what")
}

/// "Where we once released monthly, we now release daily": how often, the one said of then, the other of now.
pub(super) fn rhythm(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let j = (i.saturating_sub(APART)..i).rev().find(|&j| frequency(tokens.at(j)) && reader.together(i, j))?;
    let then = |w: &str| one_of!(w, "once" "used" "previously" "formerly" "before" "was" "were");
    let now = |w: &str| one_of!(w, "now" "today" "currently");
    let said = |at: usize, from: usize, test: fn(&str) -> bool| reader.near(at, from..at + 2, test);
    let first = j.saturating_sub(6);
    let told = said(j, first, then) && said(i, j + 1, now) || said(j, first, now) && said(i, j + 1, then);
    (told && tokens.at(i) != tokens.at(j)).then(|| Found { rank: 0, ..Found::phrase(j..i + 1, Form::VagueEndpoints) })
}

/// "took hours now takes seconds".
pub(super) fn took_takes(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let j = (i + 2..i + 8).find(|&j| matches!(tokens.at(j), "takes" | "take") && reader.together(i, j))?;
    vague_before(reader, i + 2, j + 1).map(|found| Found { span: i..j + 2, heart: i..j + 2, ..found })
}

/// "What used to take two weeks now takes an afternoon", "what four people did is now done by one": behind the "now" at `i`
/// stands one of something, before it the figure of the time before.
pub(super) fn now_one(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let one = (i + 1..i + 6).find(|&j| reader.together(i, j) && one_of!(tokens.at(j), "one" "single" "an" "a"))?;
    // "now one of the best" ranks.
    let short = matches!(tokens.at(one), "one" | "single") && tokens.at(one + 1) != "of"
        || one_of!(tokens.at(one + 1), "single" "click" "afternoon" "morning" "evening" "weekend" "moment" "button" "few" "couple" "matter");
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let before = k.checked_sub(1).and_then(|k| reader.quantities.get(k))?;
    let past = |w: &str| one_of!(w, "once" "used" "previously" "formerly" "took" "needed" "required" "were" "had" "did" "before");
    let told = reader.near(i, before.span.start.saturating_sub(8)..i, past);
    let near = reader.together(before.span.start, i) && i - before.span.end <= 8;
    let (span, before) = (before.span.start..one + 2, Some(before.clone()));
    (short && told && near).then(|| Found { before, rank: 0, ..Found::phrase(span, Form::VagueEndpoints) })
}

/// Whether a verb in the past says how long something took.
fn took(tokens: &Tokens, q: &Quantity) -> bool {
    let start = q.span.start;
    let near = |i: usize| one_of!(tokens.at(i), "took" "needed" "spent" "cost" "required" "waited" "lasted");
    (start.saturating_sub(4)..start).any(near)
        || what(tokens, q) && (start.saturating_sub(3)..start).any(|i| one_of!(tokens.at(i), "was" "were"))
}
