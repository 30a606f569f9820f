//! Percent, points, factors, money and durations under a verb or comparative of change.

use super::frame::{Frame, frame};
use super::mood::Mood;
use super::{Found, Reader, audience, words};
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Form, Place, Section};

/// Every figure of the text that claims a change or an effect.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    reader.quantities.iter().filter_map(|quantity| single(reader, quantity)).collect()
}

fn single(reader: &Reader<'_>, quantity: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    let mut frame = frame(tokens, quantity);
    let mood = reader.mood(&quantity.span);
    let promise = mood == Mood::Plan && frame.change.is_some() && audience::promised(reader, quantity);
    if mood != Mood::Fact && !promise {
        return None;
    }
    let dimension = quantity.unit.dimension;
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

/// The end of "of all incoming invoices" after a share: up to the first plural of a few words.
fn whole(tokens: &Tokens, of: usize) -> usize {
    let plural = |i: usize| tokens.at(i).len() > 3 && tokens.at(i).ends_with('s');
    let inside = |i: &usize| tokens.is_word(*i) && (*i == of || tokens.at(*i) != "of");
    (of..of + 6).take_while(inside).find(|&i| i > of && plural(i)).map_or(of, |i| i + 1)
}

fn percent(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let next = tokens.at(quantity.span.end);
    let all = quantity.low.value == crate::claim::Exact::HUNDRED;
    // "100% open source" is an adjective; "100% of" is a share.
    let opinion = one_of!(next, "sure" "certain" "confident" "committed" "open" "happy" "behind" "remote" "natural");
    let result = reader.cx.section == Section::Results || reader.cx.place.is_headline();
    let full = one_of!(next, "automated" "automatic" "deployed" "migrated" "containerized" "uptime" "availability" "coverage" "accuracy");
    let shared = full || matches!(next, "of" | "" | "." | "," | ")") || result && !opinion;
    if all && !shared && frame.change.is_none() {
        return None;
    }
    // "80% of the Fortune 500" is somebody else's figure.
    if (quantity.span.end..quantity.span.end + 4).any(|i| tokens.at(i) == "fortune") {
        return None;
    }
    // "spend 50% of our time" tells how people work.
    let budget = (quantity.span.end..quantity.span.end + 4).any(|i| one_of!(tokens.at(i), "time" "budget" "budgets"));
    let spent = (quantity.span.start.saturating_sub(4)..quantity.span.start)
        .any(|i| matches!(tokens.at(i), "spend" | "spent" | "spending" | "spends"));
    if budget && spent {
        return None;
    }
    // "tested with 1% of the traffic" tells how it was tried.
    let tried =
        |w: &str| one_of!(w, "tested" "testing" "canary" "experiment" "pilot" "trial" "phase" "routing" "routed");
    if next == "of"
        && reader.near(quantity.span.start, quantity.span.start.saturating_sub(6)..quantity.span.start, tried)
    {
        return None;
    }
    match frame.change {
        Some(change) => Some(change),
        None if next == "of" => Some(Change::Of),
        None => Some(Change::Unstated),
    }
}

fn factor(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let next = tokens.at(quantity.span.end);
    // "3x per day" is a frequency.
    if quantity.unit.per.is_some() {
        return None;
    }
    if frame.change.is_some() {
        return frame.change;
    }
    if next == "as" {
        return Some(Change::Up);
    }
    let times = tokens.at(quantity.core.end.saturating_sub(1)) == "times";
    if times && matches!(next, "the" | "our" | "their" | "its" | "that") {
        // "ten times the usual load" is what comes at the door.
        let borne = |w: &str| words::inflects(w, &["handl", "serv", "process", "sustain", "absorb", "support"]);
        let usual = matches!(tokens.at(quantity.span.end + 1), "usual" | "normal" | "average")
            && !reader.near(quantity.span.start, quantity.span.start.saturating_sub(6)..quantity.span.start, borne);
        return (!usual).then_some(Change::Up);
    }
    // "3 times" alone counts occasions; "4x A100" counts devices.
    let known = matches!(next, "roi" | "roas");
    let device = !known
        && (tokens.capital(quantity.span.end)
            || tokens.kind(quantity.span.end) == Some(crate::claim::token::Kind::Name));
    (!times && !device).then_some(Change::Unstated)
}

fn money(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let (start, end) = (quantity.span.start, quantity.span.end);
    let near = |test: fn(&str) -> bool| reader.near(quantity.core.start, start.saturating_sub(8)..end + 8, test);
    // The size of a company: what it turns over, raised, is worth. "grew revenue by" says what changed.
    let size = near(|w| {
        one_of!(w, "revenue" "revenues" "funding" "raised" "valuation" "valued" "assets" "turnover"
        "series" "ipo" "market" "sales" "worth")
    });
    let lower = matches!(frame.change, Some(Change::Down | Change::Saved | Change::Less));
    let changed = lower || frame.change.is_some() && tokens.before(start, 1) == "by";
    if size && !changed && !near(|w| matches!(w, "additional" | "extra" | "incremental" | "new")) {
        return None;
    }
    let cost = near(|w| {
        one_of!(w, "cost" "costs" "costing" "spend" "spending" "budget" "bill" "price" "savings"
        "saved" "saves" "saving" "profit" "roi")
    });
    let earned = near(|w| one_of!(w, "generated" "earned" "won" "booked" "collected" "brought" "unlocked"));
    let results = reader.cx.section == Section::Results || reader.cx.place.is_headline();
    // "runs the whole thing for $300 a month"
    let upkeep = quantity.unit.per.is_some()
        && tokens.before(start, 1) == "for"
        && near(|w| words::inflects(w, &["run", "runn", "host", "operat", "stor"]));
    if frame.change.is_none() && priced(reader, quantity) {
        return None;
    }
    // "Annual value: $40,000": an item of a list that is a label and a sum.
    let label = (start.saturating_sub(2)..start).any(|i| tokens.at(i) == ":");
    let item = reader.cx.place == Place::List && label;
    match frame.change {
        Some(change) => Some(change),
        None if earned => Some(Change::Saved),
        None if cost || upkeep || results || item => Some(Change::Unstated),
        None => None,
    }
}

/// "p99 latency sits at 35 ms", "our response time is 12 ms": what is measured of a system, in the present.
fn level(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let before = tokens.before(start, 1);
    let sits = one_of!(before, "is" "are" ":")
        || before == "at"
            && one_of!(tokens.before(start, 2), "sits" "sit" "stands" "stand" "stays" "stay" "hovers" "is" "are" "remains");
    let measured =
        |w: &str| one_of!(w, "latency" "latencies" "response" "p99" "p95" "p90" "p50" "median" "recovery" "mttr");
    sits && reader.near(start, start.saturating_sub(7)..start, measured)
}

/// "The kit costs $39", "plans start at $99", "a budget of $2 million": a price or what is to be spent. What it costs
/// somebody now, or only, is a result.
fn priced(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let near = |w: fn(&str) -> bool| reader.near(start, start.saturating_sub(3)..start, w);
    let costs = one_of!(tokens.before(start, 1), "costs" "cost");
    let offer = near(|w| one_of!(w, "price" "priced" "plan" "plans" "starts" "start" "starting" "budget"));
    let bounded = quantity.approx == Approx::Under || one_of!(tokens.at(start), "only" "just");
    (costs || offer) && !bounded && !reader.near(start, 0..quantity.span.end + 3, |w| one_of!(w, "now" "today"))
}

fn duration(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let start = quantity.span.start;
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
    // "now we release every two weeks"
    let ships = |w: &str| {
        words::inflects(w, &["releas", "deploy", "deliver", "updat", "publish"]) || matches!(w, "ship" | "ships")
    };
    if before == "every" && now && reader.near(start, start.saturating_sub(6)..start, ships) {
        return Some(Change::To);
    }
    let lasted = one_of!(before, "for" "over" "last" "past" "next" "first" "during" "after" "every" "each"
        "previous" "another");
    // "it is a matter of a few hours"
    if reader.near(start, start.saturating_sub(3)..start, |w| w == "matter") {
        return Some(Change::To);
    }
    // "with under 10 ms of latency"
    let end = quantity.span.end;
    let bound = matches!(quantity.approx, Approx::Under | Approx::AtMost) || one_of!(tokens.at(start), "only" "just");
    if bound && reader.near(start, end..end + 2, |w| one_of!(w, "latency" "lag" "delay" "response" "overhead")) {
        return Some(Change::To);
    }
    let ago = matches!(tokens.at(quantity.span.end), "ago" | "old" | "later" | "earlier" | "of" | "into" | "after")
        && frame.change.is_none();
    if lasted && !matches!(frame.change, Some(Change::Saved)) || ago {
        return None;
    }
    // "saved them 5 hours" and "fell 5 hours" are amounts; "improved, so that it runs in 5 hours" is none.
    let verb = tokens.at(frame.span.start);
    let saves =
        frame.change == Some(Change::Saved) && !words::inflects(verb, &["improv", "optimiz", "optimis", "enhanc"]);
    let amount =
        saves || frame.span.start + 1 == start || matches!(before, "by" | "to") || frame.span.end > quantity.span.end;
    if let Some(change) = frame.change.filter(|c| amount && (*c != Change::Up || before == "by")) {
        return Some(change);
    }
    // "within 15 minutes", "in just 15 minutes": said to be short. "in 15 minutes" must be what one can do now.
    let bound = !matches!(quantity.approx, Approx::About | Approx::Over)
        && (quantity.approx != Approx::UpTo || tokens.at(start) == "as");
    let hedged = start < quantity.core.start && bound;
    let short = tokens.at(start) == "within"
        || before == "within"
        || matches!(before, "in" | "takes" | "take" | "took" | "under") && hedged;
    let takes = (start.saturating_sub(5)..start).any(|i| matches!(tokens.at(i), "takes" | "take" | "needs" | "taking"));
    let able = near(|w| one_of!(w, "can" "now" "able" "productive" "itself" "payback" "ready" "live" "done"));
    // "builds finish in 8 minutes"
    let finishes = |w: &str| {
        one_of!(w, "finish" "finishes" "complete" "completes" "run" "runs" "load" "loads" "start" "starts" "deploy"
            "deploys" "build" "builds" "return" "returns" "receive" "receives" "get" "gets" "respond" "responds")
    };
    let runs = before == "in" && reader.near(start, start.saturating_sub(10)..start, finishes);
    // "is now less than 10 minutes", "stays below 20 ms"
    let payback = one_of!(before, "is" "was" "of" ":") && near(|w| matches!(w, "payback"));
    let state = one_of!(before, "is" "are" "was" "now" "stays" "stay" "stayed" "remains" "averages" "averaged");
    let results = reader.cx.section == Section::Results && before != "was";
    // "serves them at less than ten milliseconds"
    let rate = before == "at" && quantity.approx == Approx::Under;
    let bounded = rate || state && (results || matches!(quantity.approx, Approx::Under | Approx::AtMost));
    // "rebuilt the product in six months": how long it took to reach the end.
    let reached = before == "in" && reader.near(start, start.saturating_sub(8)..start, words::completed);
    // "up and running in six weeks", "set it up in two days"
    let up = before == "in" && one_of!(tokens.before(start, 2), "up" "running" "live");
    let reached = reached || up;
    // A tile of the results: "6 weeks to go live".
    let tile = start == 0 && reader.cx.place == Place::List && reader.cx.section == Section::Results;
    let claimed = tile
        || level(reader, quantity)
        || payback
        || reached
        || short
        || bounded
        || runs
        || takes && now
        || before == "in" && (able || reader.cx.place.is_headline());
    claimed.then_some(Change::To)
}
