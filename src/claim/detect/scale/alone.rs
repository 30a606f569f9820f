//! Counts that claim by their own words: numbers without a noun, and few that are enough.

use super::super::{Reader, words};
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;
use crate::claim::{Change, Place, Section};

/// Whether the words around a number without a noun say enough of it: "fell to twelve", "it is a dozen a day now".
pub(in crate::claim::detect) fn stands_alone(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    fell_to(reader, quantity)
        || rate_now(reader, quantity)
        || used_by(reader, quantity)
        || team(reader, quantity)
        || now_all(reader, quantity)
        || labelled(reader, quantity)
}

/// "the fleet has shrunk back to 140": a number without a noun, which what was named before fell to.
pub(super) fn fell_to(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let back = usize::from(one_of!(tokens.before(start, 2), "back" "down"));
    let verb = tokens.before(start, 2 + back);
    let fell = words::change(verb) == Some(Change::Down) && !matches!(verb, "down" | "cut");
    !quantity.has_unit()
        && !quantity.low.value.is_zero()
        && quantity.of.is_none()
        && tokens.before(start, 1) == "to"
        && fell
}

/// "I have two administrators looking after all of it": so few people keep so much.
pub(in crate::claim::detect) fn keeps(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, end) = (reader.tokens, quantity.span.end);
    let head = quantity.unit.head();
    let keep = one_of!(tokens.at(end), "maintaining" "running" "managing" "operating" "administering")
        || tokens.at(end) == "looking" && tokens.at(end + 1) == "after";
    // "a team of five engineers looking after the desk" introduces it.
    let team = tokens.before(quantity.span.start, 1) == "of";
    // "Two people maintain the whole thing."
    let whole = |i: usize| {
        one_of!(tokens.at(i), "maintain" "run" "manage" "operate" "administer" "support")
            && (tokens.phrase(i + 1, "the whole")
                || tokens.phrase(i + 1, "the entire")
                || one_of!(tokens.at(i + 1), "all" "everything" "it"))
    };
    let keep = keep || (end..end + 2).any(whole);
    words::people(head) && keep && !team && quantity.low.value < Exact::int(10)
}

/// "used by hundreds", "adopted by thousands": of people, as everybody knows.
fn used_by(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let used = one_of!(tokens.before(start, 2), "used" "adopted" "relied");
    !quantity.has_unit() && quantity.low.vague && tokens.before(start, 1) == "by" && used
}

/// "found in two clicks", "takes three clicks": so few are enough.
pub(in crate::claim::detect) fn clicks(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let led = one_of!(tokens.before(start, 1), "in" "within" "with" "takes" "take") || tokens.at(start) == "just";
    one_of!(quantity.unit.head(), "click" "clicks" "taps" "keystrokes") && led
}

/// "a team of five now runs the desk": so few are enough.
pub(super) fn team(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start, end) = (reader.tokens, quantity.span.start, quantity.span.end);
    let of = tokens.before(start, 1) == "of" && one_of!(tokens.before(start, 2), "team" "group" "crew" "staff");
    let runs = |i: usize| words::carries(tokens.at(i)) || words::carries_on(tokens.at(i), tokens.at(i + 1));
    let now = |w: &str| one_of!(w, "now" "today" "only" "just");
    // "with a team of just three"
    if of && !quantity.has_unit() && one_of!(tokens.at(start), "just" "only") && quantity.low.value < Exact::int(20) {
        return true;
    }
    of && !quantity.has_unit()
        && (end..end + 3).any(|i| reader.together(i, start) && runs(i))
        && reader.near(start, start.saturating_sub(6)..end + 3, now)
}

/// "… and today all 140", "has since reached 4,000": how many of what was named before there are now.
fn now_all(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start, end) = (reader.tokens, quantity.span.start, quantity.span.end);
    let now = tokens.before(start, 1) == "all" && one_of!(tokens.before(start, 2), "now" "today")
        || one_of!(tokens.before(start, 1), "reached" "passed" "topped")
            && one_of!(tokens.before(start, 2), "has" "have" "since" "now" "already");
    // "now 140 clinics" has a noun; "now 5.3" and "today, 12 May" count nothing.
    let stops = tokens.at(end).is_empty() || one_of!(tokens.at(end), "." "," ";" ")" "!" "and" "with");
    let whole = quantity.low.value.is_whole() && quantity.low.value >= Exact::int(10);
    now && stops && whole && !quantity.has_unit() && quantity.of.is_none() && !quantity.low.fraction
}

/// "it is a dozen a day now", "today we do 30 a day".
fn rate_now(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let now = |w: &str| matches!(w, "now" | "today");
    let start = quantity.span.start;
    let that = one_of!(reader.tokens.before(start, 1), "that's")
        || reader.tokens.before(start, 1) == "is" && one_of!(reader.tokens.before(start, 2), "that" "this");
    if that && !quantity.has_unit() && quantity.unit.per.is_some() && quantity.low.value >= Exact::int(10) {
        return true; // "That's 10,000 per day"
    }
    let rate = !quantity.has_unit() && quantity.unit.per.is_some();
    rate && reader.near(quantity.span.start, 0..quantity.span.end + 2, now)
}

/// "freed up two positions", "the equivalent of three full-time employees": so much work is done without them.
pub(in crate::claim::detect) fn set_free(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let head = quantity.unit.head();
    let post = words::people(head)
        || words::colleagues(head)
        || one_of!(head, "fte" "ftes" "positions" "roles" "salaries" "person" "employee");
    let up = tokens.before(start, 1) == "up" && words::inflects(tokens.before(start, 2), &["free"]);
    let alike = one_of!(tokens.before(start, 1), "of" "to") && tokens.before(start, 2) == "equivalent";
    post && (up || alike)
}

/// "Wards connected: 1,200", as an item of the results: a label that says what was done, and how many.
fn labelled(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start, end) = (reader.tokens, quantity.span.start, quantity.span.end);
    let item = reader.cx.place == Place::List && reader.cx.section == Section::Results;
    let done = |i: usize| tokens.at(i).ends_with("ed") || tokens.at(i) == "built";
    item && !quantity.has_unit()
        && quantity.of.is_none()
        && !quantity.low.fraction
        && quantity.low.value >= Exact::int(10)
        && tokens.before(start, 1) == ":"
        && tokens.at(end).is_empty()
        && (0..start - 1).any(done)
}
