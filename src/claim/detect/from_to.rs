//! A value before and a value after: "from 21 days to 8", "8 days instead of 21", "21 days. Now it is 8."

use std::ops::Range;

use super::mood::{Mood, marks_now};
use super::{Found, Reader, words};
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::{self, Dimension};
use crate::claim::{Approx, Change, Form, Section};

/// Every pair of values in the text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for i in 0..reader.tokens.len() {
        match reader.tokens.at(i) {
            "from" => found.extend(from(reader, i)),
            "down" | "up" | "instead" | "rather" | "compared" | "versus" | "vs" | "opposed" | "against" => {
                found.extend(against(reader, i));
            }
            "but" => found.extend(only(reader, i)),
            "than" => found.extend(outdone(reader, i)),
            "not" if reader.tokens.before(i, 1) == "," => found.extend(contrast(reader, i)),
            "→" | "⟶" | "➔" | "➜" | "⇒" => found.extend(arrow(reader, i, i + 1)),
            "-" | "=" if reader.tokens.at(i + 1) == ">" && reader.tokens.glued(i + 1) => {
                found.extend(arrow(reader, i, i + 2))
            }
            "took" => found.extend(took_takes(reader, i)),
            "was" | "were" | "previously" | "formerly" | "before" => found.extend(aside(reader, i)),
            _ => {}
        }
    }
    for pair in reader.quantities.windows(2) {
        found.extend(turned(reader, &pair[0], &pair[1]));
    }
    found
}

/// One end of a from–to: a figure, or a unit of time without one.
struct End<'a> {
    quantity: Option<&'a Quantity>,
    next: usize,
}

/// Reads an end at `i`, small words before it allowed.
fn end<'a>(reader: &'a Reader<'_>, i: usize) -> Option<End<'a>> {
    let tokens = reader.tokens;
    for at in i..i + 5 {
        if let Some(quantity) = reader.quantity_at(at).filter(|q| !q.low.vague || q.has_unit()) {
            let vague = quantity.low.vague;
            return Some(End { quantity: Some(quantity).filter(|_| !vague), next: quantity.span.end });
        }
        if unit::of_word(tokens.at(at)).is_some_and(|u| u.is_time()) && tokens.at(at).len() > 2 {
            return Some(End { quantity: None, next: at + 1 });
        }
        let worded = tokens.phrase(at, "same - day") || tokens.phrase(at, "real - time");
        if worded
            || frequency(tokens.at(at))
            || matches!(tokens.at(at), "instant" | "instantly" | "immediately" | "overnight" | "zero" | "nothing")
        {
            return Some(End { quantity: None, next: at + if worded { 3 } else { 1 } });
        }
        if !filler(tokens.at(at)) {
            return None;
        }
    }
    None
}

/// How often, in one word: "from quarterly to weekly".
fn frequency(word: &str) -> bool {
    one_of!(word, "hourly" "daily" "weekly" "biweekly" "fortnightly" "monthly" "quarterly" "yearly" "annual" "annually")
}

/// "took weeks of effort here but just days there": two lengths of time, the second said to be short.
fn only(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !one_of!(tokens.at(i + 1), "just" "only" "now" "mere") {
        return None;
    }
    let second = end(reader, i + 2)?;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let given =
        k.checked_sub(1).and_then(|k| reader.quantities.get(k)).filter(|q| q.unit.is_time() && i - q.span.end <= 10);
    let named = (i.saturating_sub(10)..i).rev().find(|&j| is_long(tokens, j));
    let first = given.map(|q| q.span.start).or(named).filter(|&j| reader.together(i, j))?;
    let timed = second.quantity.map_or_else(|| is_long(tokens, second.next - 1), |q| q.unit.is_time());
    let form = if given.is_some() && second.quantity.is_some() { Form::FromTo } else { Form::VagueEndpoints };
    let plan = reader.mood(&(first..second.next)) == Mood::Plan;
    (timed && !plan).then(|| Found {
        figure: second.quantity.cloned(),
        before: given.cloned(),
        rank: 0,
        ..Found::phrase(first..second.next, form)
    })
}

/// "did more in a week than in the last four months": as much in the shorter time, or more.
fn outdone(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let (after, before) = (reader.quantities.get(k.checked_sub(1)?)?, reader.quantities.get(k)?);
    let past = one_of!(tokens.before(before.span.start, 1), "last" "past" "previous" "prior");
    // "more than 5" has the word inside.
    let near = before.span.start > i
        && before.span.start - i <= 8
        && i - after.span.end <= 6
        && reader.together(after.span.start, before.span.start);
    let more = reader.near(i, after.span.start.saturating_sub(4)..i, |w| one_of!(w, "more" "faster" "further"));
    let found = || Found {
        figure: Some(after.clone()),
        before: Some(before.clone()),
        rank: 0,
        ..Found::phrase(after.span.start..before.span.end, Form::FromTo)
    };
    (past && near && more && after.unit.is_time() && before.unit.is_time()).then(found)
}

/// A plural unit of time at token `i`, without a number.
fn is_long(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i).len() > 3 && tokens.at(i).ends_with('s') && unit::of_word(tokens.at(i)).is_some_and(|u| u.is_time())
}

/// "in minutes, not weeks", "in 5 minutes, not 3 hours".
fn contrast(reader: &Reader<'_>, i: usize) -> Option<Found> {
    pair_before(reader, i - 1, i + 1, Change::Unstated).or_else(|| vague_before(reader, i - 1, i + 1))
}

/// Words between "from" or "to" and the figure: what is done so often is a gerund ("from deploying once a month").
fn filler(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing")
        || matches!(
            word,
            "every"
                | "just"
                | "only"
                | "a"
                | "an"
                | "the"
                | "mere"
                | "matter"
                | "of"
                | "as"
                | "little"
                | "less"
                | "than"
                | "under"
                | "about"
                | "around"
                | "over"
                | "more"
                | "few"
                | "next"
                | "full"
                | "whole"
                | "several"
                | "multiple"
                | "many"
                | "up"
                | "roughly"
                | "nearly"
                | "almost"
                | "once"
                | "some"
                | "couple"
                | "approximately"
                | "within"
                | "low"
                | "single"
                | "an average"
                | "average"
                | "well"
                | "below"
                | "~"
                | "being"
        )
}

fn from(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let first = end(reader, i + 1)?;
    let to = (first.next..first.next + 8).find(|&j| tokens.at(j) == "to" && reader.together(i, j))?;
    if (first.next..to).any(|j| matches!(tokens.at(j), "," | ";" | "from")) {
        return None;
    }
    let (verb, change) = governing(tokens, i);
    // "reduced nodes from 10+ to dynamic ones": the first end is a figure, the second something else.
    let words = || {
        let known = verb.is_some()
            && first
                .quantity
                .is_some_and(|q| !matches!(q.unit.dimension, Dimension::Bare) || q.approx != Approx::Plain);
        (known && tokens.is_word(to + 1)).then_some(End { quantity: None, next: to + 2 })
    };
    let second = end(reader, to + 1).or_else(words)?;
    if ranges(tokens.before(i, 1)) || ranges(tokens.before(i, 2)) {
        return None;
    }
    // "from 3 to 2" needs a verb, else it may be a setting or a score.
    let bare = [first.quantity, second.quantity].into_iter().flatten().all(|q| !q.has_unit());
    let known = first.quantity.is_some() || second.quantity.is_some();
    if known && bare && verb.is_none() {
        return None;
    }
    let span = verb.unwrap_or(i)..second.next;
    if reader.mood(&(i..second.next)) == Mood::Plan || wished(tokens, i) || grew(reader, i, &first, &second) {
        return None;
    }
    // Under "Challenge" only what is now is a result.
    if reader.cx.section == Section::Background && !marks_now(tokens, i) {
        return None;
    }
    let form = if first.quantity.is_some() && second.quantity.is_some() { Form::FromTo } else { Form::VagueEndpoints };
    Some(Found {
        heart: i..second.next,
        span,
        form,
        figure: second.quantity.cloned(),
        before: first.quantity.cloned(),
        change: change.filter(|c| matches!(c, Change::Down | Change::Up)).unwrap_or(Change::Unstated),
        rank: 0,
    })
}

/// A company that grew from 50 to 200 people did not do so by the product's doing.
fn grew(reader: &Reader<'_>, from: usize, first: &End<'_>, second: &End<'_>) -> bool {
    let before = (reader.tokens.before(from, 1), reader.tokens.before(from, 2));
    // "grew in value from …": what the company is worth.
    if one_of!(before.0, "value" "valuation" "headcount") || one_of!(before.1, "value" "valuation") {
        return true;
    }
    [first, second].into_iter().filter_map(|end| end.quantity).any(|q| {
        let noun = q.unit.noun.rsplit(' ').next().unwrap_or("");
        // From ten on call to two is no growth.
        let grows = match (first.quantity, second.quantity) {
            (Some(one), Some(other)) => one.low.value < other.low.value,
            _ => true,
        };
        grows
            && one_of!(noun, "employees" "people" "members" "engineers" "developers" "staff" "offices" "countries")
            && reader.cx.place != crate::claim::Place::Outcome
    })
}

/// "1.2 hours (was 24 hours)", "96% (previously 60%)".
fn aside(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !matches!(tokens.before(i, 1), "(" | "," | "[") {
        return None;
    }
    let colon = usize::from(tokens.at(i + 1) == ":");
    pair_before(reader, i, i + 1 + colon, Change::Unstated)
}

/// A figure shortly before token `i` and its value before the change at token `j`.
fn pair_before(reader: &Reader<'_>, i: usize, j: usize, change: Change) -> Option<Found> {
    let second = end(reader, j)?;
    let before = second.quantity?;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let after = reader.quantities.get(k.checked_sub(1)?)?;
    let near = i - after.span.end <= 6 && reader.together(after.core.start, i);
    if !near || !comparable(after, before) || reader.mood(&after.span) == Mood::Plan {
        return None;
    }
    let span = after.span.start..second.next;
    let (figure, before) = (Some(after.clone()), Some(before.clone()));
    Some(Found { heart: span.clone(), span, form: Form::FromTo, figure, before, change, rank: 0 })
}

/// Whether a bare "to reduce … from" opens the sentence or the item: a wish, as in a list of goals.
fn wished(tokens: &Tokens, i: usize) -> bool {
    (i.saturating_sub(8)..i).any(|j| {
        let starts = j == 0 || tokens.sentence(j - 1) != tokens.sentence(j);
        starts && tokens.sentence(j) == tokens.sentence(i) && tokens.at(j) == "to"
    })
}

/// The verb of change that governs "from" at `i`.
fn governing(tokens: &Tokens, i: usize) -> (Option<usize>, Option<Change>) {
    for j in (i.saturating_sub(9)..i).rev() {
        if tokens.sentence(j) != tokens.sentence(i) {
            break;
        }
        let word = tokens.at(j);
        if let Some(change) = words::change(word) {
            return (Some(j), Some(change));
        }
        if one_of!(word, "went" "goes" "going" "go" "gone" "moved" "move" "moving" "changed" "brought" "took" "taken" "scaled" "halving" "halved" "doubling" "doubled" "tripling" "tripled" "cutting")
        {
            return (Some(j), None);
        }
    }
    (None, None)
}

/// Words that make a from–to a range: "ranging from 3 to 5 days".
fn ranges(word: &str) -> bool {
    one_of!(word, "ranging" "range" "ranges" "ranged" "vary" "varies" "varying" "anywhere" "spans" "span"
        "spanning" "open" "hours" "everything" "anything" "scale")
}

/// "8 days instead of 21", "8 days, down from 21", "1 day compared to 5 days", "21 days down to 8".
fn against(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (words, change) = match (tokens.at(i), tokens.at(i + 1)) {
        ("down", "from") => (2, Change::Down),
        ("up", "from") => (2, Change::Up),
        ("instead", "of") | ("rather", "than") | ("opposed", "to") | ("compared", "to" | "with") => {
            (2, Change::Unstated)
        }
        ("versus" | "vs" | "against", next) => (1 + usize::from(next == "."), Change::Unstated),
        ("down", "to") => {
            let found = arrow(reader, i, i + 2)?;
            return Some(Found { change: Change::Down, ..found });
        }
        _ => return None,
    };
    pair_before(reader, i, i + words, change)
        .or_else(|| vague_before(reader, i, i + words))
        .or_else(|| half_vague(reader, i, i + words))
}

/// "in 10 minutes rather than the next day", "instant vs a 4-hour lag": one end is a figure.
fn half_vague(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let second = end(reader, j)?;
    let (span, figure, before) = if let Some(before) = second.quantity.filter(|q| q.unit.is_time()) {
        let done = one_of!(tokens.before(i, 1), "instant" "instantly" "immediate" "immediately" "automated" "automatic" "time");
        let real = tokens.before(i, 1) != "time" || i >= 3 && tokens.phrase(i - 3, "real - time");
        (done && real).then(|| (i - 1..second.next, None, Some(before.clone())))?
    } else {
        let k = reader.quantities.partition_point(|q| q.span.end <= i);
        let after = reader.quantities.get(k.checked_sub(1)?).filter(|q| q.unit.is_time() && q.span.end == i)?;
        (after.span.start..second.next, Some(after.clone()), None)
    };
    let fact = reader.mood(&span) != Mood::Plan;
    fact.then_some(Found {
        heart: span.clone(),
        span,
        form: Form::VagueEndpoints,
        figure,
        before,
        change: Change::Unstated,
        rank: 0,
    })
}

/// "45 min → 12 min": here the later figure is the one after.
fn arrow(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let mut found = pair_before(reader, i, j, Change::Unstated)?;
    std::mem::swap(&mut found.figure, &mut found.before);
    Some(found)
}

/// "in days rather than months", "what took hours now takes seconds": two units of time and no number.
fn vague_before(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let time = |at: usize| is_long(tokens, at);
    // "weekly instead of monthly"
    let often = i > 0 && frequency(tokens.at(i - 1)) && frequency(tokens.at(j));
    let whole = often || i > 0 && time(i - 1) && time(j) && reader.quantity_at(j).is_none();
    let vague = |span: Range<usize>| Found { rank: 0, ..Found::phrase(span, Form::VagueEndpoints) };
    (whole && reader.mood(&(i - 1..j + 1)) != Mood::Plan).then(|| vague(i - 1..j + 1))
}

/// "took hours now takes seconds".
fn took_takes(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let j = (i + 2..i + 8).find(|&j| matches!(tokens.at(j), "takes" | "take") && reader.together(i, j))?;
    vague_before(reader, i + 2, j + 1).map(|found| Found { span: i..j + 2, heart: i..j + 2, ..found })
}

/// "It used to take 21 days. Now it takes 8." Two figures of one dimension, the first said to be of the time before.
fn turned(reader: &Reader<'_>, first: &Quantity, second: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    let next_sentence = tokens.sentence(second.core.start)? - tokens.sentence(first.core.start)?;
    if next_sentence > 1 || !comparable(first, second) || !first.has_unit() || first.unit.dimension == Dimension::Count
    {
        return None;
    }
    let past = took(tokens, &first.span) || reader.mood(&first.span) == Mood::Before && next_sentence <= 1;
    let ready = matches!(tokens.before(second.span.start, 1), "in" | "takes" | "take" | "within");
    let present = (ready && next_sentence == 0 || marks_now(tokens, second.span.start))
        && reader.mood(&second.span) != Mood::Plan;
    if !past || !present {
        return None;
    }
    Some(Found {
        span: second.span.clone(),
        heart: second.span.clone(),
        form: Form::FromTo,
        figure: Some(second.clone()),
        before: Some(first.clone()),
        change: Change::Unstated,
        rank: 0,
    })
}

/// Whether a verb in the past says how long something took.
fn took(tokens: &Tokens, span: &Range<usize>) -> bool {
    (span.start.saturating_sub(4)..span.start)
        .any(|i| matches!(tokens.at(i), "took" | "needed" | "spent" | "cost" | "required" | "waited"))
}

/// Whether two ends measure the same kind of thing.
fn comparable(one: &Quantity, other: &Quantity) -> bool {
    let (a, b) = (one.unit.dimension, other.unit.dimension);
    let time = one.unit.is_time() && other.unit.is_time();
    a == b || time || a == Dimension::Bare || b == Dimension::Bare
}
