//! Lengths of time that no number stands for: "in a day", "within seconds", "sub-second", "a matter of hours", "saves weeks".

use std::ops::Range;

use super::mood::Mood;
use super::{Found, Reader, worded, words};
use crate::claim::lexicon::{Opens, openings};
use crate::claim::unit::{self, Unit};
use crate::claim::{Approx, Change, Form};

/// Every such length of the text that is claimed.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let one = |i| {
        in_one(reader, i)
            .or_else(|| below_one(reader, i))
            .or_else(|| saved(reader, i))
            .or_else(|| matter(reader, i))
            .or_else(|| takes(reader, i))
    };
    openings(reader.tokens, Opens::LENGTH, one)
}

/// Whether one of the readers below may begin with `word`.
pub(super) fn opens(word: &str) -> bool {
    one_of!(word, "in" "within" "sub" "matter" "order" "taking" "take" "takes") || saves(word)
}

/// A unit of time written out at token `i`.
fn written(reader: &Reader<'_>, i: usize) -> Option<Unit> {
    let noun = reader.tokens.at(i);
    let unit = unit::of_word(noun).filter(|u| u.is_time() && (noun.len() > 3 || noun == "day"))?;
    Some(Unit { noun: noun.to_owned(), ..unit })
}

/// The claim of one `unit`, or some of them, at `span`.
fn length(reader: &Reader<'_>, span: Range<usize>, unit: Unit, approx: Approx, change: Change) -> Option<Found> {
    let vague = approx == Approx::Plain && unit.noun.ends_with('s');
    let mut figure = worded(reader.tokens, span.clone(), 1, 1, unit.dimension)?;
    (figure.low.vague, figure.approx, figure.unit) = (vague, approx, unit);
    let fact = reader.mood(&span) == Mood::Fact && !reader.introduces(span.start);
    let figure = Some(figure);
    fact.then_some(Found { heart: span.clone(), span, form: Form::Duration, figure, before: None, change, rank: 4 })
}

/// "in a year" in a headline, "can book within minutes", "was launched in a week".
fn in_one(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !matches!(tokens.at(i), "in" | "within") {
        return None;
    }
    let at = i + 1 + usize::from(matches!(tokens.at(i + 1), "just" | "only" | "under" | "about" | "mere"));
    let article = matches!(tokens.at(at), "a" | "an");
    let noun = at + usize::from(article);
    // "was built in an afternoon"
    let idiom = article && one_of!(tokens.at(noun), "afternoon" "morning" "evening" "weekend");
    if idiom
        && reader.near(i, i.saturating_sub(6)..i, |w| {
            words::completed(w) || matches!(w, "can" | "done" | "ready" | "running" | "live")
        })
    {
        let span = i..noun + 1;
        return (reader.mood(&span) == Mood::Fact)
            .then(|| Found { rank: 4, ..Found::phrase(span, Form::VagueEndpoints) });
    }
    let unit = written(reader, noun)?;
    let plural = !article && unit.noun.ends_with('s');
    let able = reader.near(i, i.saturating_sub(10)..i, |w| matches!(w, "can" | "now" | "able") || words::completed(w));
    let headline = article && reader.cx.place.is_headline();
    // "in mere hours", "in just days": said to be short.
    let mere = plural && one_of!(tokens.at(i + 1), "mere" "just" "only");
    let claimed = mere || headline || (article || plural) && able || plural && quick(reader, i, noun);
    claimed.then(|| length(reader, i..noun + 1, unit, Approx::Plain, Change::To)).flatten()
}

/// "adds capacity within seconds", "rolls back in minutes": units so short are named to say how fast. What is given,
/// measured or set "in seconds" has them for its unit.
fn quick(reader: &Reader<'_>, i: usize, noun: usize) -> bool {
    let short = one_of!(reader.tokens.at(noun), "milliseconds" "seconds" "minutes");
    let unit = |w: &str| {
        one_of!(w, "measured" "given" "expressed" "time" "timestamp" "value" "values" "duration" "interval" "specified"
            "shown" "reported" "counted" "set")
    };
    short && !reader.near(i, i.saturating_sub(3)..i, unit)
}

/// "sub-second": under one of the unit.
fn below_one(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if tokens.at(i) != "sub" || tokens.at(i + 1) != "-" {
        return None;
    }
    length(reader, i..i + 3, written(reader, i + 2)?, Approx::Under, Change::To)
}

/// "a matter of hours", "on the order of seconds".
fn matter(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !matches!(tokens.at(i), "matter" | "order") || tokens.at(i + 1) != "of" {
        return None;
    }
    let unit = written(reader, i + 2).filter(|u| u.noun.ends_with('s'))?;
    length(reader, i..i + 3, unit, Approx::Plain, Change::To)
}

/// "reports now take minutes".
fn takes(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let only = tokens.at(i) == "taking" && one_of!(tokens.before(i, 1), "only" "just" "now");
    let now =
        only || matches!(tokens.at(i), "take" | "takes") && reader.near(i, i.saturating_sub(5)..i, |w| w == "now");
    let at = i + 1 + usize::from(matches!(tokens.at(i + 1), "just" | "only" | "mere"));
    // "takes an afternoon": so short a time is named to say how fast.
    let idiom = one_of!(tokens.at(at), "a" "an")
        && one_of!(tokens.at(at + 1), "afternoon" "morning" "moment" "minute" "second" "heartbeat");
    if idiom && one_of!(tokens.at(i), "take" "takes" "taking") {
        let span = i..at + 2;
        return (reader.mood(&span) == Mood::Fact)
            .then(|| Found { rank: 4, ..Found::phrase(span, Form::VagueEndpoints) });
    }
    let unit = written(reader, at).filter(|u| now && u.noun.ends_with('s'))?;
    length(reader, i..at + 1, unit, Approx::Plain, Change::To)
}

fn saves(word: &str) -> bool {
    words::inflects(word, &["sav", "shav", "reclaim"])
}

/// "saves hours", "shaved seconds off", "save us weeks": time gained, though nobody says how much.
fn saved(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !saves(tokens.at(i)) {
        return None;
    }
    let between = |j: &usize| one_of!(tokens.at(*j), "us" "them" "me" "you" "everyone" "many" "countless" "several" "literally" "up" "to");
    let at = (i + 1..i + 5).find(|j| !between(j))?;
    let unit = written(reader, at).filter(|u| u.noun.ends_with('s') && !tokens.capital(at))?;
    let heart = at..at + 1;
    length(reader, i..at + 1, unit, Approx::Plain, Change::Saved).map(|found| Found { heart, ..found })
}
