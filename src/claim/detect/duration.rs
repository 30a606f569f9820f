//! Lengths of time in digits: how long something takes now, how soon it was reached, how much was saved.

use super::frame::Frame;
use super::{Reader, words};
use crate::claim::exact::Exact;
use crate::claim::measure::differs;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Place, Section};

pub(super) fn duration(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let start = quantity.span.start;
    let end = quantity.span.end;
    let before = tokens.before(start, 1);
    // How long something has lasted, or when it was, is no effect.
    let emphatic = matches!(tokens.at(start), "just" | "only" | "within" | "under" | "less")
        && matches!(tokens.at(quantity.span.end), "after" | "since");
    if emphatic {
        return Some(Change::To);
    }
    let near = |test: fn(&str) -> bool| reader.near(start, start.saturating_sub(14)..start, test);
    let now = near(|w| matches!(w, "now" | "only" | "just"))
        || reader.near(start, quantity.span.end..quantity.span.end + 3, |w| matches!(w, "now" | "today"));
    // "After only three months of work": so soon.
    if before == "after" && one_of!(tokens.at(start), "only" "just") {
        return Some(Change::To);
    }
    // "now we release every two weeks"
    let ships = |w: &str| {
        words::inflects(w, &["releas", "deploy", "deliver", "updat", "publish"]) || matches!(w, "ship" | "ships")
    };
    if before == "every" && now && reader.near(start, start.saturating_sub(6)..start, ships) {
        return Some(Change::To);
    }
    // "in the space of a week"
    if before == "of" && one_of!(tokens.before(start, 2), "space" "span") && tokens.before(start, 4) == "in" {
        return Some(Change::To);
    }
    // "a 1-month period" is what was looked at.
    if one_of!(tokens.at(end), "timeframe" "period" "window" "pilot" "trial" "test" "project" "sprint" "study" "contract")
    {
        return None;
    }
    // "after a 30-minute migration"
    let hyphen = (quantity.core.start..end).any(|i| tokens.at(i) == "-" && tokens.glued(i));
    if hyphen
        && one_of!(tokens.at(end), "migration" "setup" "rollout" "onboarding" "installation" "integration" "turnaround")
    {
        return Some(Change::To);
    }
    // "after one year, 80% of it ran there": so soon was the share reached.
    let soon = before == "after" && tokens.at(end) == ",";
    let share = |q: &&Quantity| matches!(q.unit.dimension, Dimension::Percent | Dimension::Factor);
    if soon
        && reader.quantities.iter().filter(share).any(|q| q.span.start > end && reader.together(start, q.span.start))
    {
        return Some(Change::To);
    }
    // "Twenty minutes from commit to production", said as a sentence
    let first = tokens.sentence_of(start).start;
    let begins = start == first || start == first + 1 && tokens.at(first) == "\"";
    if begins && frame.change.is_none() && tokens.at(end) == "from" && (end + 1..end + 5).any(|i| tokens.at(i) == "to")
    {
        return Some(Change::To);
    }
    // A tile: "47 minutes per run"
    if begins
        && frame.change.is_none()
        && quantity.unit.per.is_some()
        && tokens.sentence_of(start).len() < end - start + 4
    {
        return Some(Change::To);
    }
    // "The first ward was connected after nine days."
    let there = |w: &str| words::completed(w) || one_of!(w, "connected" "live" "running" "ready" "done");
    if before == "after" && reader.near(start, start.saturating_sub(3)..start, there) {
        return Some(Change::To);
    }
    // "after four months every service was there"
    if before == "after" && one_of!(tokens.at(end + usize::from(tokens.at(end) == ",")), "every" "all" "each") {
        return Some(Change::To);
    }
    // "response times average 2.8 seconds"
    let named = one_of!(before, "times" "time" "latency" "latencies");
    if quantity.statistic.is_some() && named {
        return Some(Change::To);
    }
    // "is delivered 11 minutes after downlink"
    if tokens.at(end) == "after"
        && brief(quantity)
        && reader.near(start, start.saturating_sub(3)..start, words::arrives)
    {
        return Some(Change::To);
    }
    // "has been up for 400 days"
    if before == "for" && tokens.before(start, 2) == "up" {
        return Some(Change::To);
    }
    // "You can try it in 15 minutes": said to anybody.
    let you = |w: &str| one_of!(w, "you" "anyone" "anybody" "readers");
    let learn = |w: &str| one_of!(w, "try" "started" "learn" "read" "explains" "explain" "sign" "install");
    if before == "in"
        && reader.near(start, start.saturating_sub(8)..start, you)
        && reader.near(start, start.saturating_sub(8)..start, learn)
    {
        return None;
    }
    // "in production for 9 months without a problem"
    if before == "for" && tokens.at(end) == "without" {
        return Some(Change::To);
    }
    let lasted = one_of!(before, "for" "over" "last" "past" "next" "first" "during" "after" "every" "each"
        "previous" "another");
    // "it is a matter of a few hours"
    if reader.near(start, start.saturating_sub(3)..start, |w| w == "matter") {
        return Some(Change::To);
    }
    // "with under 10 ms of latency"
    let bound = matches!(quantity.approx, Approx::Under | Approx::AtMost) || one_of!(tokens.at(start), "only" "just");
    if bound && reader.near(start, end..end + 2, |w| one_of!(w, "latency" "lag" "delay" "response" "overhead")) {
        return Some(Change::To);
    }
    // "keeps a year of metrics"
    let keeps = |w: &str| words::inflects(w, &["keep", "stor", "retain", "hold"]);
    if tokens.at(end) == "of" && reader.near(start, start.saturating_sub(4)..start, keeps) {
        return Some(Change::To);
    }
    let within = matches!(tokens.at(start), "within") || before == "within";
    // "is now at most five minutes old"
    let fresh =
        tokens.at(end) == "old" && now && matches!(quantity.approx, Approx::Under | Approx::AtMost | Approx::Plain);
    if fresh && tokens.before(start, 1) != "a" {
        return Some(Change::To);
    }
    let ago = matches!(tokens.at(quantity.span.end), "ago" | "old" | "later" | "earlier" | "of" | "into" | "after")
        && frame.change.is_none()
        // "in just six weeks of work"
        && !(before == "in" && one_of!(tokens.at(start), "just" "only" "under"))
        && !within;
    if lasted && !matches!(frame.change, Some(Change::Saved)) || ago {
        return None;
    }
    // "saved them 5 hours" and "fell 5 hours" are amounts; "improved, so that it runs in 5 hours" is none.
    let verb = tokens.at(frame.span.start);
    let saves =
        frame.change == Some(Change::Saved) && !words::inflects(verb, &["improv", "optimiz", "optimis", "enhanc"]);
    let differs = quantity.core.clone().skip(1).any(|i| differs(tokens.at(i)));
    let amount = saves
        || differs
        || frame.span.start + 1 == start
        || matches!(before, "by" | "to")
        || frame.span.end > quantity.span.end;
    if let Some(change) = frame.change.filter(|c| amount && (*c != Change::Up || before == "by")) {
        return Some(change);
    }
    // "within 15 minutes", "in just 15 minutes": said to be short. "in 15 minutes" must be what one can do now.
    let bound = !matches!(quantity.approx, Approx::About | Approx::Over)
        && (quantity.approx != Approx::UpTo || tokens.at(start) == "as");
    let hedged = start < quantity.core.start && bound;
    // "it took us only 9 minutes"
    let spent =
        one_of!(before, "us" "them" "me" "you") && one_of!(tokens.before(start, 2), "took" "takes" "take") && hedged;
    // "it took the team no more than ten minutes"
    let spent = spent
        || hedged
            && !before.ends_with(',')
            && reader.near(start, start.saturating_sub(5)..start, |w| w == "took")
            && !matches!(quantity.approx, Approx::AtLeast);
    // Years are long, whoever reaches something within them.
    let years = tokens.at(quantity.core.end - 1).starts_with("year");
    let short = !years && (tokens.at(start) == "within" || before == "within")
        || spent
        || matches!(before, "in" | "takes" | "take" | "took" | "under") && hedged;
    let takes = (start.saturating_sub(5)..start).any(|i| matches!(tokens.at(i), "takes" | "take" | "needs" | "taking"));
    let able = near(|w| one_of!(w, "can" "now" "able" "productive" "itself" "payback" "paid" "ready" "live" "done"));
    // "in about 100 days we were able to"
    let able = able || reader.near(start, end..end + 6, |w| w == "able");
    // "builds finish in 8 minutes"
    let finishes = |w: &str| {
        one_of!(w, "finish" "finishes" "complete" "completes" "run" "runs" "load" "loads" "start" "starts" "deploy"
            "deploys" "build" "builds" "return" "returns" "receive" "receives" "get" "gets" "respond" "responds")
    };
    let runs = before == "in" && reader.near(start, start.saturating_sub(10)..start, finishes);
    // "is now less than 10 minutes", "stays below 20 ms"
    let payback = one_of!(before, "is" "was" "of" ":") && near(|w| matches!(w, "payback"));
    let state = one_of!(before, "is" "are" "was" "were" "now" "stays" "stay" "stayed" "remains" "averages" "averaged" "maintained" "kept" "held");
    let past = one_of!(before, "was" "were") && reader.cx.place != Place::List;
    let results = reader.cx.section == Section::Results && !past;
    // "serves them at less than ten milliseconds"
    let rate = before == "at" && quantity.approx == Approx::Under;
    // "keeps the lead time for all of them under 20 minutes"
    let keeps =
        |w: &str| one_of!(w, "keep" "keeps" "keeping" "kept" "stay" "stays" "stayed" "bring" "brings" "brought");
    let rate = rate || quantity.approx == Approx::Under && reader.near(start, start.saturating_sub(10)..start, keeps);
    let bounded = rate || state && (results || matches!(quantity.approx, Approx::Under | Approx::AtMost));
    // "rebuilt the product in six months": how long it took to reach the end.
    let reached = before == "in" && reader.near(start, start.saturating_sub(8)..start, words::completed);
    // "up and running in six weeks", "set it up in two days"
    let up = before == "in" && one_of!(tokens.before(start, 2), "up" "running" "live");
    let reached = reached || up;
    // A tile of the results: "6 weeks to go live".
    let tile = start == 0 && reader.cx.place == Place::List && reader.cx.section == Section::Results;
    // "Intake takes 5 minutes", said of the product or among the results; "on the new desk it takes 5 minutes".
    let new = |w: &str| matches!(w, "new" | "with" | "using" | "via" | "thanks");
    let present = (start.saturating_sub(3)..start).any(|i| one_of!(tokens.at(i), "takes" "take" "needs" "requires"));
    let present = present
        && (results
            || reader.cx.place.is_headline()
            || reader.names_subject(start)
            || reader.near(start, 0..start, new)
            || quantity.unit.dimension == Dimension::Time && one_of!(before, "takes" "take") && brief(quantity));
    // "answers come in 3 seconds": so short a time is named to say how fast.
    let quick = before == "in"
        && matches!(reader.tokens.at(quantity.core.end - 1), w if one_of!(w, "ms" "milliseconds" "seconds" "s" "minutes" "min" "mins" "hours"));
    // "the small page translates into a 3-second first visit": said to follow from it.
    let follows =
        near(|w| one_of!(w, "translates" "translated" "translating" "resulted" "resulting" "yields" "yielded"));
    let claimed = tile
        || follows
        || level(reader, quantity)
        || payback
        || reached
        || short
        || bounded
        || runs
        || takes && now
        || present
        || quick
        || before == "in" && (able || reader.cx.place.is_headline());
    claimed.then_some(Change::To)
}

/// Less than a day: what takes so long in the present is done by what is there now.
fn brief(quantity: &Quantity) -> bool {
    let day = Exact::int(86_400);
    quantity.high.value.times(quantity.unit.size).is_some_and(|seconds| seconds < day)
}

/// "p99 latency sits at 35 ms", "our response time is 12 ms": what is measured of a system, in the present.
fn level(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let before = tokens.before(start, 1);
    let sits = one_of!(before, "is" "are" ":" "of")
        || before == "at"
            && one_of!(tokens.before(start, 2), "sits" "sit" "stands" "stand" "stays" "stay" "hovers" "is" "are" "remains");
    let measured = |w: &str| one_of!(w, "latency" "latencies" "response" "p99" "p95" "p90" "p50" "median" "recovery" "mttr" "lcp" "ttfb" "fcp");
    // "Total migration time: 1 week"
    let label = before == ":" && (start.saturating_sub(5)..start).any(|i| one_of!(tokens.at(i), "time" "duration"));
    if label {
        return true;
    }
    sits && reader.near(start, start.saturating_sub(7)..start, measured)
}
