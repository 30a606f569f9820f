//! Money: what was saved, won or is paid now, and what is only a size or a price.

use super::super::frame::Frame;
use super::super::{Reader, words};
use crate::claim::quantity::Quantity;
use crate::claim::{Approx, Change, Place, Section};

pub(super) fn money(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let tokens = reader.tokens;
    let (start, end) = (quantity.span.start, quantity.span.end);
    let near = |test: fn(&str) -> bool| reader.near(quantity.core.start, start.saturating_sub(8)..end + 8, test);
    // "worth about $4.8 million a year", "won €3 million worth of contracts"
    let yearly = quantity.unit.per.is_some() && tokens.before(start, 1) == "worth";
    let won = one_of!(tokens.before(start, 1), "won" "earned" "gained" "recovered");
    if (yearly || won) && frame.change.is_none() && !reader.introduces(start) {
        return Some(Change::Saved);
    }
    // The size of a company: what it turns over, raised, is worth. "grew revenue by" says what changed.
    let size = near(|w| {
        one_of!(w, "revenue" "revenues" "funding" "raised" "valuation" "valued" "assets" "turnover"
        "series" "ipo" "market" "sales" "worth")
    });
    let lower = matches!(frame.change, Some(Change::Down | Change::Saved | Change::Less));
    // "grew revenue by", "sales went up €2 million"
    let rose = one_of!(tokens.before(start, 1), "up" "rose" "grew" "climbed" "jumped" "increased");
    let direct = rose || tokens.before(start, 1) == "by";
    let changed = lower || frame.change.is_some() && direct;
    let size = size || (start.saturating_sub(9)..start).any(|i| tokens.phrase(i, "in value"));
    if size && !changed && !near(|w| matches!(w, "additional" | "extra" | "incremental" | "new")) {
        return None;
    }
    let cost = near(|w| {
        one_of!(w, "cost" "costs" "costing" "spend" "spending" "budget" "bill" "invoice" "invoices" "price" "savings"
        "saved" "saves" "saving" "profit" "roi")
    });
    // "made €1 million in its first year online"
    let end_first = (end..end + 3).any(|i| tokens.at(i) == "in" && tokens.at(i + 2) == "first");
    let made = end_first && one_of!(tokens.before(start, 1), "made" "earned" "took" "raised");
    let earned = made || near(|w| one_of!(w, "generated" "earned" "won" "booked" "collected" "brought" "unlocked"));
    let results = reader.cx.section == Section::Results || reader.cx.place.is_headline();
    // "runs the whole thing for $300 a month"
    let upkeep = quantity.unit.per.is_some()
        && tokens.before(start, 1) == "for"
        && near(|w| words::inflects(w, &["run", "runn", "host", "operat", "stor"]));
    // "Each outage cost $10,000"
    let trouble = |w: &str| one_of!(w, "failure" "outage" "downtime" "incident" "breach" "delay" "mistake" "error" "defect" "failures" "outages" "errors");
    let harm = one_of!(tokens.before(start, 1), "cost" "costs" "company" "us" "them")
        && reader.near(start, start.saturating_sub(7)..start, trouble);
    if frame.change.is_none() && (harm || priced(reader, quantity)) {
        return None;
    }
    // "What does it cost? $900 a month": the question says what it is.
    let sentence = tokens.sentence_of(start);
    let question =
        sentence.start.checked_sub(1).map(|last| tokens.sentence_of(last)).filter(|q| tokens.at(q.end - 1) == "?");
    let asked = question
        .is_some_and(|mut q| q.any(|i| one_of!(tokens.at(i), "cost" "pay" "save" "saved" "spend" "price" "bill")));
    // "Annual value: $40,000": an item of a list that is a label and a sum.
    let label = (start.saturating_sub(2)..start).any(|i| tokens.at(i) == ":");
    let item = reader.cx.place == Place::List && label;
    match frame.change {
        Some(change) => Some(change),
        None if earned => Some(Change::Saved),
        None if cost || upkeep || results || item || asked => Some(Change::Unstated),
        None => None,
    }
}

/// "The kit costs $39", "plans start at $99", "a budget of $2 million": a price or what is to be spent. What it costs
/// somebody now, or only, is a result.
fn priced(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let near = |w: fn(&str) -> bool| reader.near(start, start.saturating_sub(3)..start, w);
    let costs = one_of!(tokens.before(start, 1), "costs" "cost");
    let offer = near(|w| one_of!(w, "price" "priced" "plan" "plans" "starts" "start" "starting" "budget"));
    // "The budget was limited to $100,000"
    let offer = offer
        || reader.near(start, start.saturating_sub(6)..start, |w| w == "budget") && tokens.before(start, 1) == "to";
    let bounded = quantity.approx == Approx::Under || one_of!(tokens.at(start), "only" "just");
    (costs || offer) && !bounded && !reader.near(start, 0..quantity.span.end + 3, |w| one_of!(w, "now" "today"))
}
