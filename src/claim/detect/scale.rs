//! Numbers of things and amounts of data that the product carries, and shares in "k of n".

use super::mood::Mood;
use super::{Found, Reader, words};
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form, Place, Section};

/// Every count of the text that claims a load, an adoption or an output.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut claimed: Vec<bool> =
        reader.quantities.iter().map(|q| counts(reader, q) && stands(reader, q) && carried(reader, q)).collect();
    // "4,000 pods, 200 nodes and 80,000 builds a day": what holds for one holds for its neighbours.
    for k in 1..claimed.len() {
        let (left, right) = (&reader.quantities[k - 1], &reader.quantities[k]);
        if claimed[k - 1] != claimed[k] && listed(reader, left, right) {
            let other = if claimed[k] { left } else { right };
            let joins = counts(reader, other) && stands(reader, other);
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
                change: Change::Unstated,
                rank: 3,
            }
        })
        .collect()
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
    (quantity.unit.is_data() || quantity.unit.dimension == Dimension::Count || quantity.of.is_some())
        && !quantity.low.fraction
}

/// Whether nothing speaks against it: small numbers describe, settings and plans are no results.
fn stands(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    large(reader, quantity)
        && !settings(reader, quantity)
        && !tried(reader, quantity)
        && reader.mood(&quantity.span) == Mood::Fact
}

/// Whether two counts stand in one enumeration.
fn listed(reader: &Reader<'_>, left: &Quantity, right: &Quantity) -> bool {
    let between = left.span.end..right.span.start;
    between.len() <= 3
        && !between.is_empty()
        && between.clone().all(|i| matches!(reader.tokens.at(i), "," | "and" | "or" | "&" | "with"))
}

/// Two teams and three steps describe; ten and more count. "only five people" says that few were enough, and a rate is an
/// output however small, except how many times something runs.
fn large(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let several = quantity.low.value > Exact::ONE;
    let few = several && matches!(reader.tokens.at(quantity.span.start), "only" | "just");
    let rate = several && quantity.unit.per.is_some() && quantity.unit.noun != "times";
    quantity.of.is_some()
        || quantity.unit.is_data()
        || few
        || rate
        || changed(reader, quantity)
        || quantity.low.value >= Exact::int(10)
}

/// How large a trial was: "the pilot covered 20 clinics".
fn tried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let start = quantity.span.start;
    (start.saturating_sub(6)..start).any(|i| {
        reader.together(i, start)
            && matches!(reader.tokens.at(i), "pilot" | "trial" | "workshop" | "interviewed" | "surveyed" | "attended")
    })
}

/// Hardware and settings: "16 GB of RAM", "8 cores", "90 seconds timeout".
fn settings(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    (quantity.core.start..quantity.span.end + 3).any(|i| {
        one_of!(tokens.at(i), "ram" "cores" "core" "vcpus" "vcpu" "cpus" "gpus" "timeout" "threshold" "limit"
            "limits" "bits" "bit" "characters" "bytes" "chars")
    })
}

/// Whether the words around say that the product carries it.
fn carried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let near = |from: usize, to: usize, test: &dyn Fn(&str) -> bool| {
        (from..to).any(|i| reader.together(i, quantity.core.start) && test(tokens.at(i)))
    };
    let (start, end) = (quantity.span.start, quantity.span.end);
    let left = start.saturating_sub(8);
    let head = quantity.unit.noun.rsplit(' ').next().unwrap_or("");
    if head.is_empty() && quantity.of.is_none() && !quantity.unit.is_data() {
        return changed(reader, quantity);
    }
    let rate = quantity.unit.per.is_some();
    let headline = reader.cx.place.is_headline();
    let results = reader.cx.section == Section::Results || headline;
    // After an article it is a noun: "the store", "each release".
    let verb = |i: usize| {
        let noun = matches!(
            tokens.before(i, 1),
            "the" | "a" | "an" | "each" | "every" | "this" | "per" | "our" | "their" | "its"
        );
        reader.together(i, start) && !noun && words::carries(tokens.at(i))
    };
    let carries = (left..start).any(verb) || (end..end + 5).any(verb);
    let named = super::phrases::names(reader, reader.cx.subjects, start);
    let takes_up = |i: usize| reader.together(i, start) && words::adopts(tokens.at(i), tokens.at(i + 1));
    // "six out of ten patients" is a share; "two of the founders" a part.
    if quantity.of.is_some() && (quantity.core.clone()).any(|i| tokens.at(i) == "out" || tokens.at(i) == "in") {
        return true;
    }
    // "60 teams running it"
    let running = tokens.at(end).ends_with("ing") && words::carries(tokens.at(end));
    let adopted = running || (end..end + 3).any(takes_up) || (start.saturating_sub(4)..start).any(takes_up);
    // "saved 15 engineers"; but "added 15 offices" is growth.
    let spared = matches!(tokens.before(start, 1), "saved" | "saves" | "saving" | "freed");
    if spared || changed(reader, quantity) && !words::company_noun(head) {
        return true;
    }
    if matches!(tokens.at(start), "only" | "just") {
        return results || near(left, end + 4, &|w| matches!(w, "now" | "took" | "takes" | "needs" | "need"));
    }
    // "a 35-person team"
    if quantity.unit.noun.starts_with("person") || quantity.unit.noun.starts_with("strong") {
        return false;
    }
    // People and places are the company's own unless they took the product up.
    let load = quantity.unit.noun.split(' ').any(|w| matches!(w, "concurrent" | "simultaneous" | "parallel"));
    if words::company_noun(head) && !rate && !load {
        let served = words::colleagues(head)
            && near(start.saturating_sub(3), start, &|w| words::carries(w) && !words::inflects(w, &["manag"]));
        // "100 Kestrel developers": named after what they use.
        let after_product =
            words::colleagues(head) && (quantity.core.start + 1..quantity.core.end).any(|i| tokens.capital(i));
        return adopted || served || after_product || named && carries || headline && carries;
    }
    // "thousands of servers" tells how large a company is; "billions of requests a day" what is carried.
    if quantity.low.vague && !rate {
        return named && carries;
    }
    let item = reader.cx.section == Section::Results && reader.cx.place == Place::List;
    // "the cluster has 500 nodes", "300 applications in production"
    let present = results || near(left, end + 4, &|w| matches!(w, "now" | "today" | "currently" | "production"));
    let owns = (words::load_noun(head) || words::load_noun(&format!("{head}s")))
        && near(left, start, &|w| matches!(w, "has" | "have" | "with" | "are" | "of"));
    carries || rate || item || owns && present || results && named
}

/// "cut 12 defects", "down by 30 tickets", "hundreds of scripts have been deleted": it is the object of a change.
fn changed(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let (start, end) = (quantity.span.start, quantity.span.end);
    let removes = |i: usize| {
        one_of!(tokens.at(i), "eliminated" "prevented" "removed" "retired" "deleted" "decommissioned" "replaced"
            "migrated" "automated" "saved" "avoided")
    };
    let verb = |i: usize| words::change(tokens.at(i)).is_some() || removes(i);
    let direct =
        start > 0 && verb(start - 1) && !matches!(tokens.at(start - 1), "up" | "down" | "free" | "growth" | "grow");
    let by = (tokens.before(start, 1) == "by" || tokens.before(start, 1) == "to" && quantity.of.is_some())
        && (start.saturating_sub(8)..start).any(|i| reader.together(i, start) && verb(i));
    let passive = (end..end + 7)
        .take_while(|&i| reader.together(i, start))
        .any(|i| removes(i) && matches!(tokens.before(i, 1), "was" | "were" | "been" | "are" | "is"));
    direct || by || passive
}
