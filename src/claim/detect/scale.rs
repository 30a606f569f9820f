//! Numbers of things and amounts of data that the product carries, and shares in "k of n".

mod alone;
mod idle;

use super::carried::{carried, is_host, is_site};
use super::frame::frame;
use super::mood::Mood;
use super::{Found, Reader, words};
use crate::claim::exact::Exact;
use crate::claim::measure::differs;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Form, Section};
pub(super) use alone::{clicks, keeps, set_free, stands_alone};
use alone::{fell_to, team};
use idle::{abstracts, is_length, is_physical, settings, suffered, tried};

/// Every count of the text that claims a load, an adoption or an output.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut claimed: Vec<bool> =
        reader.quantities.iter().map(|q| counts(reader, q) && stands(reader, q) && carried(reader, q)).collect();
    // "4,000 pods, 200 nodes and 80,000 builds a day": what holds for one holds for its neighbours.
    for k in 1..claimed.len() {
        let (left, right) = (&reader.quantities[k - 1], &reader.quantities[k]);
        if claimed[k - 1] != claimed[k] && listed(reader, left, right) {
            let other = if claimed[k] { left } else { right };
            // "50 million messages a day on two servers": few of them is the point.
            let few = spread(reader, left, right) && reader.mood(&other.span) == Mood::Fact;
            let joins = counts(reader, other) && (few || stands(reader, other));
            (claimed[k - 1], claimed[k]) = (claimed[k - 1] || joins, claimed[k] || joins);
        }
    }
    let found = reader.quantities.iter().zip(claimed).filter(|(_, claimed)| *claimed);
    found
        .map(|(quantity, _)| {
            let form = if quantity.of.is_some() { Form::Ratio } else { Form::Scale };
            let span = quantity.span.clone();
            Found {
                heart: span.clone(),
                span,
                form,
                figure: Some(quantity.clone()),
                before: None,
                change: difference(reader, quantity),
                rank: 3,
            }
        })
        .collect()
}

/// Whether the number says by how much it changed, and not how much there is: "28 fewer servers", "cut servers by 28".
fn difference(reader: &Reader<'_>, quantity: &Quantity) -> Change {
    if quantity.of.is_some() {
        return Change::Unstated;
    }
    // Inside the quantity; the "more" of "more than 300" stands before its number.
    let inside = quantity.core.clone().map(|i| reader.tokens.at(i)).find_map(|word| match word {
        "fewer" | "less" => Some(Change::Less),
        "more" | "additional" | "extra" => Some(Change::Up),
        _ => None,
    });
    let told = frame(reader.tokens, quantity).change;
    inside
        .or(told.filter(|change| matches!(change, Change::Down | Change::Less | Change::Up | Change::Saved)))
        .unwrap_or(Change::Unstated)
}

/// Whether it is a number of things, an amount of data, or so many of so many.
fn counts(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    // "cut the pages by 30,000": what is counted stands before.
    let bare = !quantity.has_unit()
        && quantity.low.value >= Exact::int(10)
        && reader.tokens.before(quantity.span.start, 1) == "by";
    if bare && changed(reader, quantity) {
        return true;
    }
    if stands_alone(reader, quantity) {
        return true;
    }
    // "downloaded 4,000 times": so many times is how often, and no factor.
    let often = quantity.unit.noun == "times" && quantity.low.value >= Exact::HUNDRED;
    if often
        && !reader.near(quantity.span.start, quantity.span.end..quantity.span.end + 2, |w| {
            words::compared(w).is_some() || w == "as"
        })
    {
        return true;
    }
    if quantity.low.value.is_zero() {
        return false; // "zero-downtime upgrades" is read elsewhere
    }
    // Ten of ten is a grade.
    if quantity.of == Some(quantity.low.value) && quantity.unit.noun.is_empty() {
        return false;
    }
    (quantity.unit.is_data() || quantity.unit.dimension == Dimension::Count || quantity.of.is_some())
        && !quantity.low.fraction
}

/// Whether nothing speaks against it: small numbers describe, settings and plans are no results.
fn stands(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    // "went up by a million hits" in a surge
    let surged = || reader.surges(quantity.span.start) && changed(reader, quantity);
    large(reader, quantity)
        && !reader.introduces(quantity.span.start)
        && (!abstracts(quantity) || changed(reader, quantity))
        && (!is_physical(quantity) || changed(reader, quantity) || reader.cx.section == Section::Results)
        && (!is_length(quantity) || changed(reader, quantity))
        && !surged()
        && !settings(reader, quantity)
        && !tried(reader, quantity)
        && !super::figures::went_wrong(reader, quantity)
        && !suffered(reader, quantity)
        && reader.mood(&quantity.span) == Mood::Fact
}

/// "5,000 pods running across 13 regions": the second count says over what the first is spread.
fn spread(reader: &Reader<'_>, left: &Quantity, right: &Quantity) -> bool {
    let between = left.span.end..right.span.start;
    let head = right.unit.head();
    (1..=3).contains(&between.len())
        && between.clone().any(|i| matches!(reader.tokens.at(i), "across" | "on" | "over" | "in"))
        && between
            .clone()
            .all(|i| one_of!(reader.tokens.at(i), "across" "on" "over" "in" "running" "spread" "deployed"))
        && (is_site(head)
            || is_host(head)
            || one_of!(head, "clusters" "environments" "namespaces" "tenants" "instances"))
}

/// Whether two counts stand in one enumeration.
fn listed(reader: &Reader<'_>, left: &Quantity, right: &Quantity) -> bool {
    let between = left.span.end..right.span.start;
    if spread(reader, left, right) {
        return true;
    }
    between.len() <= 3
        && !between.is_empty()
        && between.clone().all(|i| matches!(reader.tokens.at(i), "," | "and" | "or" | "&" | "with"))
}

/// Two teams and three steps describe; ten and more count. "only five people" says that few were enough, and a rate is an
/// output however small, except how many times something runs.
fn large(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let several = quantity.low.value > Exact::ONE;
    // One is few only of people: "just one person".
    let person = one_of!(quantity.unit.noun.as_str(), "person" "engineer" "developer" "administrator" "nurse" "clerk");
    let start = quantity.span.start;
    let spare = one_of!(reader.tokens.before(start, 2), "only" "just") && reader.tokens.before(start, 1).len() > 3;
    let below = matches!(quantity.approx, Approx::Under | Approx::AtMost) && words::people(quantity.unit.head());
    let few = (several || person) && (spare || below || matches!(reader.tokens.at(start), "only" | "just"));
    let rate = several && quantity.unit.per.is_some() && quantity.unit.noun != "times";
    // "we deploy several times a day"
    let ships =
        |w: &str| words::inflects(w, &["releas", "deploy", "updat", "publish"]) || matches!(w, "ship" | "ships");
    let often = quantity.low.vague
        && quantity.unit.noun == "times"
        && reader.near(start, start.saturating_sub(5)..start, ships);
    // "runs on two small machines"
    let head = quantity.unit.head();
    let hosts = several
        && super::carried::is_host(head)
        && reader.tokens.before(start, 1) == "on"
        && reader.near(start, start.saturating_sub(4)..start, |w| one_of!(w, "runs" "run" "running" "ran"));
    // "two administrators looking after all of it"
    let keepers = several && keeps(reader, quantity);
    hosts
        || keepers
        || clicks(reader, quantity)
        || quantity.of.is_some()
        || quantity.unit.noun == "nines"
        || several
            && matches!(reader.tokens.before(start, 1), "across" | "in")
            && is_site(&quantity.unit.noun)
            // "We store each file in three regions": how it is set up.
            && !reader.near(start, start.saturating_sub(4)..start, |w| matches!(w, "each" | "every"))
        || quantity.unit.is_data()
        || few
        || rate
        || often
        || team(reader, quantity)
        || fell_to(reader, quantity)
        || changed(reader, quantity)
        || quantity.low.value >= Exact::int(10)
}

/// "cut 12 defects", "down by 30 tickets", "hundreds of scripts have been deleted": it is the object of a change.
pub(super) fn changed(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let (start, end) = (quantity.span.start, quantity.span.end);
    const ROOTS: &[&str] = &[
        "eliminat",
        "prevent",
        "remov",
        "retir",
        "delet",
        "decommission",
        "replac",
        "migrat",
        "automat",
        "sav",
        "avoid",
        "deprecat",
        "archiv",
    ];
    let removes = |i: usize| words::inflects(tokens.at(i), ROOTS);
    let verb = |i: usize| words::change(tokens.at(i)).is_some() || removes(i);
    // "retire all 14 servers"
    let all = usize::from(one_of!(tokens.before(start, 1), "all" "our" "their" "its" "the"));
    let removed = all == 1 && start > 1 && removes(start - 2);
    let rid = removed || tokens.before(start, 1) == "of" && tokens.before(start, 2) == "rid";
    // "shut down three data centres", "turned off 120 servers"
    let closed = match tokens.before(start, 1) {
        "down" => one_of!(tokens.before(start, 2), "shut" "shutting" "closed"),
        "off" => one_of!(tokens.before(start, 2), "turned" "turning" "switched" "switching"),
        _ => false,
    };
    // "12 tonnes lower"
    let compared = matches!(words::compared(tokens.at(end)), Some(Change::Less));
    // "28 fewer servers"; "28,000 more sign-ups" where something led to them.
    let differs = quantity.core.clone().skip(1).map(|i| tokens.at(i)).find(|w| differs(w));
    let led = |i: usize| {
        one_of!(tokens.at(i), "lead" "leads" "led" "meant" "means" "brought" "won")
            || words::inflects(tokens.at(i), &["result", "generat", "gain", "produc", "translat"])
    };
    let compared = compared
        || differs.is_some_and(|w| {
            // "a road, one less travelled" counts nothing.
            one_of!(w, "fewer" "less") && quantity.low.value > Exact::ONE
                || (start.saturating_sub(4)..start).any(|i| reader.together(i, start) && led(i))
        });
    // "avoided hiring two administrators"
    let spared =
        tokens.before(start, 1).ends_with("ing") && words::inflects(tokens.before(start, 2), &["avoid", "sav"]);
    let direct = rid
        || spared
        || set_free(reader, quantity)
        || compared
        || closed
        || start > 0 && verb(start - 1) && !matches!(tokens.at(start - 1), "up" | "down" | "free" | "growth" | "grow");
    let by = (tokens.before(start, 1) == "by" || tokens.before(start, 1) == "to" && quantity.of.is_some())
        && (start.saturating_sub(8)..start).any(|i| reader.together(i, start) && verb(i));
    let many = quantity.low.vague || quantity.low.value >= Exact::int(10);
    let passive = many
        && (end..end + 7)
            .take_while(|&i| reader.together(i, start))
            .any(|i| removes(i) && matches!(tokens.before(i, 1), "was" | "were" | "been" | "are" | "is"));
    direct || by || passive
}
