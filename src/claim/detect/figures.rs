//! Percent, points, factors, money and durations under a verb or comparative of change.

mod money;
mod share;

use super::duration::duration;
use super::frame::{Frame, frame};
use super::mood::{Mood, marks_now};
use super::{Found, Reader, audience, words};
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form, Place};
use money::money;
pub(super) use share::went_wrong;
use share::{lost, percent, whole};

/// Every figure of the text that claims a change or an effect.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    reader.quantities.iter().filter_map(|quantity| single(reader, quantity)).collect()
}

fn single(reader: &Reader<'_>, quantity: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    let dimension = quantity.unit.dimension;
    // Counts are for `scale`; what is said around them need not be read here.
    if dimension == Dimension::Count || dimension == Dimension::Bare && !quantity.low.vague || quantity.unit.is_data() {
        return None;
    }
    let mut frame = frame(tokens, quantity);
    let mood = reader.mood(&quantity.span);
    let promise = mood == Mood::Plan && frame.change.is_some() && audience::promised(reader, quantity);
    if mood != Mood::Fact && !promise {
        return None;
    }
    // "growing 25% a month", "a $2 billion business": the customer's own, unless it went down or was saved.
    let own = matches!(frame.change, None | Some(Change::Up)) && reader.introduces(quantity.span.start);
    // "Ashgrove has helped patients save $4 million": what its own customers got.
    let helped = |w: &str| one_of!(w, "helped" "helps" "helping");
    let theirs = |w: &str| words::people(w);
    let start = quantity.span.start;
    if reader.near(start, 0..start, helped) && reader.near(start, 0..start, theirs) && reader.is_portrait() {
        return None;
    }
    let up = frame.change == Some(Change::Up) || dimension == Dimension::Factor && frame.change.is_none();
    if frame.change == Some(Change::Up) && reader.surges(start) || up && reader.over_years(start) {
        return None;
    }
    if own && (frame.change.is_none() || grows(tokens.at(frame.span.start))) {
        return None;
    }
    // "a latency of 80 ms was too slow"
    let blamed = frame.change.is_none()
        && (quantity.unit.is_time() || matches!(dimension, Dimension::Money(_)))
        && tokens.sentence_of(quantity.span.start).any(|i| words::complains(tokens.at(i)))
        && !marks_now(tokens, quantity.span.start);
    let shared = dimension == Dimension::Percent && went_wrong(reader, quantity);
    if blamed || frame.change.is_none() && (lost(reader, quantity) || shared) {
        return None;
    }
    let (form, change) = match dimension {
        Dimension::Percent => {
            let change = percent(reader, quantity, &frame)?;
            if change == Change::Of && frame.span.end == quantity.span.end {
                frame.span.end = whole(tokens, quantity.span.end);
            }
            (Form::Percent, change)
        }
        // "rose to 8.1 on a ten-point scale": the length of the scale.
        Dimension::Points if matches!(tokens.at(quantity.span.end), "scale" | "list" | "plan" | "checklist") => {
            return None;
        }
        Dimension::Points if frame.change.is_some() => (Form::Points, frame.change?),
        // A tile: "10 pp conversion"
        Dimension::Points if quantity.span.start == 0 && reader.cx.place == Place::Outcome => {
            (Form::Points, Change::Unstated)
        }
        Dimension::Factor => (Form::Factor, factor(reader, quantity, &frame)?),
        Dimension::Money(_) => (Form::Money, money(reader, quantity, &frame)?),
        _ if quantity.unit.is_time() => (Form::Duration, duration(reader, quantity, &frame)?),
        // "saved millions": of what, everybody knows.
        Dimension::Bare if quantity.low.vague && frame.change == Some(Change::Saved) => (Form::Money, Change::Saved),
        _ => return None,
    };
    let form = match form {
        _ if promise => Form::Promise,
        _ if audience::generalised(reader, quantity) => Form::Generalised,
        form => form,
    };
    Some(Found {
        span: frame.span,
        heart: quantity.span.clone(),
        form,
        figure: Some(quantity.clone()),
        before: None,
        change,
        rank: 1,
    })
}

/// The verb of a company's own growth.
fn grows(word: &str) -> bool {
    matches!(word, "grow" | "grows" | "growing" | "grew" | "grown")
}

fn factor(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let next = tokens.at(quantity.span.end);
    // "3x per day" is a frequency; "growing 2x per year" is none.
    if quantity.unit.per.is_some() && frame.change.is_none() {
        return None;
    }
    if frame.change.is_some() {
        return frame.change;
    }
    if next == "as" {
        return Some(Change::Up);
    }
    let times = tokens.at(quantity.core.end.saturating_sub(1)) == "times";
    if times && (matches!(next, "the" | "our" | "their" | "its" | "that") || next.ends_with("'s")) {
        // "ten times the usual load" is what comes at the door.
        let borne = |w: &str| words::inflects(w, &["handl", "serv", "process", "sustain", "absorb", "support"]);
        let usual = matches!(tokens.at(quantity.span.end + 1), "usual" | "normal" | "average")
            && !reader.near(quantity.span.start, quantity.span.start.saturating_sub(6)..quantity.span.start, borne);
        return (!usual).then_some(Change::Up);
    }
    // "3 times" alone counts occasions; "4x A100" counts devices.
    let known = matches!(next, "roi" | "roas");
    let device = !known
        // In a headline every word has a capital.
        && (tokens.capital(quantity.span.end) && !reader.cx.place.is_headline()
            || tokens.kind(quantity.span.end) == Some(crate::claim::token::Kind::Name));
    (!times && !device).then_some(Change::Unstated)
}
