//! Percent: of what, of whom, and when it only tells how things stood.

use super::super::frame::Frame;
use super::super::mood::marks_now;
use super::super::{Reader, words};
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::{Approx, Change, Place, Section};

pub(super) fn percent(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
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
    let dated = reader.cx.place == Place::List && crate::claim::guard::dated(tokens, 0) && next == "of";
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
    // "The sample rate is 10%."
    let set = |w: &str| one_of!(w, "sample" "sampling" "threshold" "quota");
    if reader.near(start, start.saturating_sub(4)..start, set) {
        return true;
    }
    tokens.before(start, 1) == "at" && reader.near(start, start.saturating_sub(4)..start, acts)
}

/// "contracts that require 99.95% availability": what somebody else asks for.
fn asked_for(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let asks =
        one_of!(tokens.before(start, 1), "require" "requires" "demand" "demands" "mandates" "stipulates" "stipulate");
    asks && one_of!(tokens.before(start, 2), "that" "which" "who" "contracts" "contract" "regulations" "law" "standard")
}

/// "lost 30% of the orders": how it was. "lost only 2%", "now lose 2%" are results.
pub(super) fn lost(reader: &Reader<'_>, quantity: &Quantity) -> bool {
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
pub(in crate::claim::detect) fn went_wrong(reader: &Reader<'_>, quantity: &Quantity) -> bool {
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

/// The end of "of all incoming invoices" after a share: up to the first plural of a few words.
pub(super) fn whole(tokens: &Tokens, of: usize) -> usize {
    let plural = |i: usize| tokens.at(i).len() > 3 && tokens.at(i).ends_with('s');
    let inside = |i: &usize| tokens.is_word(*i) && (*i == of || tokens.at(*i) != "of");
    (of..of + 6).take_while(inside).find(|&i| i > of && plural(i)).map_or(of, |i| i + 1)
}
