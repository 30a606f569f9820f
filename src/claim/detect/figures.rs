//! Percent, points, factors, money and durations under a verb or comparative of change.

use super::duration::duration;
use super::frame::{Frame, frame};
use super::mood::{Mood, marks_now};
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

/// "lost 30% of the orders": how it was. "lost only 2%", "now lose 2%" are results.
fn lost(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let few = |w: &str| one_of!(w, "only" "just" "now" "today");
    let small = matches!(quantity.approx, Approx::Under | Approx::AtMost)
        || reader.near(start, start.saturating_sub(4)..start + 1, few);
    !small && reader.near(start, start.saturating_sub(3)..start, words::loses) && !marks_now(tokens, start)
}

/// "90% of their sales come through the site": where a company's trade comes from, unless it does so now.
fn comes_from(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, end) = (reader.tokens, quantity.span.end);
    let trade = |i: usize| one_of!(tokens.at(i), "sales" "revenue" "traffic" "customers" "users" "orders" "visits" "visitors" "business");
    // "75% of visitors came back" is a result.
    let come = |i: usize| {
        one_of!(tokens.at(i), "come" "comes" "coming" "came" "originates" "stems")
            && one_of!(tokens.at(i + 1), "from" "through" "via" "by" "over")
    };
    let near = |i: &usize| reader.together(*i, end - 1);
    let now = tokens.sentence_of(end - 1).any(|i| one_of!(tokens.at(i), "now" "today"));
    let traded = (end + 1..end + 5).take_while(near).find(|&i| trade(i));
    !now && traded.is_some_and(|i| (i + 1..i + 4).take_while(near).any(come))
}

/// "12% of companies test their backups": a share of people or businesses at large, whom nobody's word makes one's own.
fn anybodys(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, end) = (reader.tokens, quantity.span.end);
    let head = (end + 1..end + 3).find(|&i| {
        one_of!(tokens.at(i), "companies" "businesses" "organizations" "organisations" "enterprises" "households" "consumers"
            "adults" "people" "firms" "americans" "europeans" "banks" "shoppers" "marketers" "children" "women" "men" "visits" "startups" "projects" "executives" "leaders")
    });
    let own = |w: &str| one_of!(w, "our" "we" "now" "today" "us" "these" "since");
    let theirs = one_of!(tokens.at(end + 1), "their" "its" "the" "his" "her");
    let result = reader.cx.section == Section::Results || reader.cx.place.is_headline();
    // "8% of consumers who tap on it": of those who met the product.
    let whom = |i: usize| one_of!(tokens.at(i + 1), "who" "that" "in" "at" "on" "whose" "from");
    if result || theirs || reader.names_subject(end) {
        return false;
    }
    head.is_some_and(|i| !whom(i) && (i == end + 1 || !tokens.at(end + 1).ends_with('s')))
        && !tokens.sentence_of(end).take_while(|&i| i < end + 6).any(|i| own(tokens.at(i)))
}

/// "40% of builds failed", "one in ten requests timed out": a share that did badly is how it was, unless it is said to be
/// small or to be so now.
pub(super) fn went_wrong(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start, end) = (reader.tokens, quantity.span.start, quantity.span.end);
    let bad = |i: usize| {
        words::loses(tokens.at(i))
            || one_of!(tokens.at(i), "late" "timed" "crashed" "broke" "broken" "rejected" "overdue" "abandoned" "dropped" "fail"
                "stuck" "unused" "idle" "wrong" "overspent" "cancelled" "canceled" "manually")
            || tokens.phrase(i, "by hand")
            || tokens.phrase(i, "on paper")
    };
    let few = |w: &str| one_of!(w, "only" "just" "now" "today" "since");
    let small = matches!(quantity.approx, Approx::Under | Approx::AtMost)
        || tokens.sentence_of(start).take_while(|&i| i < end + 8).any(|i| few(tokens.at(i)));
    // "a 50% failure rate": nobody tells of it but as it was, unless it is small.
    let rate = |i: usize| {
        one_of!(tokens.at(i), "failure" "error" "rejection" "bounce" "churn" "abandonment" "attrition")
            && tokens.at(i + 1) == "rate"
    };
    let rated = quantity.low.value >= crate::claim::Exact::int(10) && (end..end + 3).any(rate);
    let near = |i: &usize| {
        reader.together(*i, start) && (tokens.is_word(*i) && !one_of!(tokens.at(*i), "and" "but" "that" "which"))
    };
    !small && !marks_now(tokens, start) && (rated || (end..end + 6).take_while(near).any(bad))
}

/// The verb of a company's own growth.
fn grows(word: &str) -> bool {
    matches!(word, "grow" | "grows" | "growing" | "grew" | "grown")
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
    if next == "of" && frame.change.is_none() && (anybodys(reader, quantity) || comes_from(reader, quantity)) {
        return None;
    }
    let before = tokens.before(quantity.span.start, 1);
    // "after 80% of the disk is used": when something is done; "May 2025: 100% of the wards": when it was.
    let dated = reader.cx.place == Place::List && super::super::guard::dated(tokens, 0) && next == "of";
    if next == "of" && one_of!(before, "after" "once" "when" "until" "at" "if") || dated {
        return None;
    }
    // "was at 24%", "hovered around 8%": how it stood, unless among results.
    let stood = before == "at" && one_of!(tokens.before(quantity.span.start, 2), "was" "were" "stood" "sat")
        || one_of!(before, "hovered" "lingered" "hovering");
    if stood && frame.change.is_none() && !result {
        return None;
    }
    if frame.change.is_none() && (is_limit(reader, quantity) || asked_for(reader, quantity)) {
        return None;
    }
    // "spend 50% of our time" tells how people work, "20% of the budget went to training" too.
    let budget = (quantity.span.end..quantity.span.end + 4)
        .any(|i| one_of!(tokens.at(i), "time" "budget" "budgets" "day" "days" "week" "hours"));
    let spent = (quantity.span.start.saturating_sub(4)..quantity.span.start)
        .chain(quantity.span.end..quantity.span.end + 6)
        .any(|i| matches!(tokens.at(i), "spend" | "spent" | "spending" | "spends" | "went" | "goes"));
    if budget && spent && frame.change.is_none() {
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

/// "scale out at 60 percent CPU": from where on something is done.
fn is_limit(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let acts =
        |w: &str| words::inflects(w, &["scal", "trigger", "alert", "warn", "kick", "throttl", "cap", "limit", "fir"]);
    tokens.before(start, 1) == "at" && reader.near(start, start.saturating_sub(4)..start, acts)
}

/// "contracts that require 99.95% availability": what somebody else asks for.
fn asked_for(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let asks =
        one_of!(tokens.before(start, 1), "require" "requires" "demand" "demands" "mandates" "stipulates" "stipulate");
    asks && one_of!(tokens.before(start, 2), "that" "which" "who" "contracts" "contract" "regulations" "law" "standard")
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

fn money(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
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
    let earned = near(|w| one_of!(w, "generated" "earned" "won" "booked" "collected" "brought" "unlocked"));
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
