//! Lengths of time in digits: how long something takes now, how soon it was reached, how much was saved.

mod soon;
mod takes;

use super::frame::Frame;
use super::{Reader, words};
use crate::claim::exact::Exact;
use crate::claim::measure::differs;
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::{Approx, Change};

/// What the length of time `quantity` claims, if anything. The order counts: how long something lasted is told by words that
/// may also say how soon it was there, so the narrower question comes first.
pub(super) fn duration(reader: &Reader<'_>, quantity: &Quantity, frame: &Frame) -> Option<Change> {
    let length = Length::of(reader, quantity, frame);
    if length.is_emphatic() || length.is_rhythm() {
        return Some(Change::To);
    }
    if length.is_window() {
        return None;
    }
    if length.is_soon() || length.is_told() || length.is_up() {
        return Some(Change::To);
    }
    if length.sums_up() {
        return Some(Change::Saved);
    }
    if length.is_for_anybody() {
        return None;
    }
    if length.is_kept() {
        return Some(Change::To);
    }
    if length.has_lasted() {
        return None;
    }
    length.difference().or_else(|| length.takes().then_some(Change::To))
}

/// A length of time with what stands around it.
struct Length<'a> {
    reader: &'a Reader<'a>,
    tokens: &'a Tokens,
    quantity: &'a Quantity,
    frame: &'a Frame,
    /// The first token, and the one behind the last.
    start: usize,
    end: usize,
    /// The word before.
    before: &'a str,
    /// Whether it is said to be so now, or to be little.
    now: bool,
}

impl<'a> Length<'a> {
    fn of(reader: &'a Reader<'a>, quantity: &'a Quantity, frame: &'a Frame) -> Length<'a> {
        let (tokens, start, end) = (reader.tokens, quantity.span.start, quantity.span.end);
        let now = reader.near(start, start.saturating_sub(14)..start, |w| matches!(w, "now" | "only" | "just"))
            || reader.near(start, end..end + 3, |w| matches!(w, "now" | "today"));
        Length { reader, tokens, quantity, frame, start, end, before: tokens.before(start, 1), now }
    }

    /// Whether one of the `back` words before it, in its sentence, passes `test`.
    fn behind(&self, back: usize, test: impl Fn(&str) -> bool) -> bool {
        self.reader.near(self.start, self.start.saturating_sub(back)..self.start, test)
    }

    /// The word right behind it.
    fn next(&self) -> &'a str {
        self.tokens.at(self.end)
    }

    /// "now we release every two weeks"
    fn is_rhythm(&self) -> bool {
        let ships = |w: &str| {
            words::inflects(w, &["releas", "deploy", "deliver", "updat", "publish"]) || matches!(w, "ship" | "ships")
        };
        self.before == "every" && self.now && self.behind(6, ships)
    }

    /// "a 1-month period" is what was looked at.
    fn is_window(&self) -> bool {
        one_of!(self.next(), "timeframe" "period" "window" "pilot" "trial" "test" "project" "sprint" "study" "contract")
    }

    /// A sentence, a tile or a figure that is nothing but a length of time.
    fn is_told(&self) -> bool {
        let (tokens, start, end) = (self.tokens, self.start, self.end);
        // "Twenty minutes from commit to production", said as a sentence
        let first = tokens.sentence_of(start).start;
        let begins = start == first || start == first + 1 && tokens.at(first) == "\"";
        let plain = begins && self.frame.change.is_none();
        let from_to = self.next() == "from" && (end + 1..end + 5).any(|i| tokens.at(i) == "to");
        // A tile: "47 minutes per run"
        let tile = || self.quantity.unit.per.is_some() && tokens.sentence_of(start).len() < end - start + 4;
        // "response times average 2.8 seconds"
        let named = one_of!(self.before, "times" "time" "latency" "latencies");
        plain && (from_to || tile()) || self.quantity.statistic.is_some() && named
    }

    /// "adds up to 16 hours a month", "works out at 12 minutes per order", "three weeks ahead of schedule".
    fn sums_up(&self) -> bool {
        let (tokens, start) = (self.tokens, self.start);
        let sums = match self.before {
            "to" => {
                one_of!(tokens.before(start, 2), "amounts" "amounted" "equates" "equated" "equals")
                    || tokens.before(start, 2) == "up" && one_of!(tokens.before(start, 3), "adds" "added" "add")
            }
            "at" => tokens.before(start, 2) == "out" && one_of!(tokens.before(start, 3), "works" "worked"),
            _ => false,
        };
        let ahead = tokens.phrase(self.end, "ahead of")
            && one_of!(tokens.at(self.end + 2), "schedule" "plan" "time" "target" "deadline");
        sums || ahead
    }

    /// "has been up for 400 days"
    fn is_up(&self) -> bool {
        self.before == "for" && self.tokens.before(self.start, 2) == "up"
    }

    /// "You can try it in 15 minutes": said to anybody.
    fn is_for_anybody(&self) -> bool {
        let you = |w: &str| one_of!(w, "you" "anyone" "anybody" "readers");
        let learn = |w: &str| one_of!(w, "try" "started" "learn" "read" "explains" "explain" "sign" "install");
        self.before == "in" && self.behind(8, you) && self.behind(8, learn)
    }

    /// "for 9 months without a problem", "with under 10 ms of latency", "keeps a year of metrics": so long, or so short, is
    /// what is praised.
    fn is_kept(&self) -> bool {
        let approx = self.quantity.approx;
        // "in production for 9 months without a problem"
        let flawless = self.before == "for" && self.next() == "without";
        // "it is a matter of a few hours"
        let matter = self.behind(3, |w| w == "matter");
        // "with under 10 ms of latency"
        let bound =
            matches!(approx, Approx::Under | Approx::AtMost) || one_of!(self.tokens.at(self.start), "only" "just");
        let slow = |w: &str| one_of!(w, "latency" "lag" "delay" "response" "overhead" "downtime");
        // "Downtime was limited to 15 minutes."
        let limited = self.before == "to"
            && one_of!(self.tokens.before(self.start, 2), "limited" "kept" "held")
            && self.behind(6, |w| one_of!(w, "downtime" "interruption" "outage"));
        // "keeps a year of metrics"
        let keeps = |w: &str| words::inflects(w, &["keep", "stor", "retain", "hold"]);
        // "is now at most five minutes old"
        let fresh = self.next() == "old"
            && self.now
            && matches!(approx, Approx::Under | Approx::AtMost | Approx::Plain)
            && self.before != "a";
        flawless
            || limited
            || matter
            || bound && self.reader.near(self.start, self.end..self.end + 2, slow)
            || self.next() == "of" && self.behind(4, keeps)
            || fresh
    }

    /// How long something has lasted, or when it was, is no effect.
    fn has_lasted(&self) -> bool {
        let change = self.frame.change;
        let lasted = one_of!(self.before, "for" "over" "last" "past" "next" "first" "during" "after" "every" "each"
            "previous" "another");
        let ago = matches!(self.next(), "ago" | "old" | "later" | "earlier" | "of" | "into" | "after")
            && change.is_none()
            // "in just six weeks of work"
            && !(self.before == "in" && one_of!(self.tokens.at(self.start), "just" "only" "under"))
            && !self.is_within();
        lasted && !matches!(change, Some(Change::Saved)) || ago
    }

    fn is_within(&self) -> bool {
        self.tokens.at(self.start) == "within" || self.before == "within"
    }

    /// "saved them 5 hours" and "fell 5 hours" are amounts; "improved, so that it runs in 5 hours" is none.
    fn difference(&self) -> Option<Change> {
        let frame = self.frame;
        let verb = self.tokens.at(frame.span.start);
        // "gained a full day": time, and not more of it.
        if frame.span.start + 1 == self.start && words::inflects(verb, &["gain"]) {
            return Some(Change::Saved);
        }
        let saves =
            frame.change == Some(Change::Saved) && !words::inflects(verb, &["improv", "optimiz", "optimis", "enhanc"]);
        let amount = saves
            || self.quantity.core.clone().skip(1).any(|i| differs(self.tokens.at(i)))
            || frame.span.start + 1 == self.start
            || matches!(self.before, "by" | "to")
            || frame.span.end > self.end;
        frame.change.filter(|c| amount && (*c != Change::Up || self.before == "by" || self.before == "up"))
    }

    /// Less than a day: what takes so long in the present is done by what is there now.
    fn is_brief(&self) -> bool {
        let day = Exact::int(86_400);
        self.quantity.high.value.times(self.quantity.unit.size).is_some_and(|seconds| seconds < day)
    }
}
