//! For whom a figure is claimed: customers in general, or nobody yet.

use super::Reader;
use crate::claim::quantity::Quantity;

/// Whether a plural population is said to reach the figure: "customers save 40%". A possessor ("their customers") makes it
/// the population of the one studied.
pub(super) fn generalised(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let start = quantity.span.start;
    (start.saturating_sub(9)..start).any(|i| {
        let population = one_of!(tokens.at(i), "customers" "users" "clients" "companies" "businesses"
            "organizations" "organisations" "enterprises" "teams" "clinics" "shops" "people");
        let owned = one_of!(tokens.before(i, 1), "their" "its" "his" "her" "the" "these" "those" "of" "with" "for"
            "to" "by")
            || tokens.before(i, 1) == "our" && reader.cx.quoted;
        population
            && !owned
            && reader.together(i, start)
            && states(tokens.at(i + 1 + usize::from(adverb(tokens.at(i + 1)))))
    })
}

/// Verbs in the present with which a general result is told.
fn states(verb: &str) -> bool {
    one_of!(verb, "save" "see" "cut" "reduce" "report" "gain" "get" "achieve" "experience" "enjoy" "reach" "spend"
        "grow" "increase" "improve" "find" "realize" "realise" "finish" "ship" "deploy" "earn" "need" "recover")
}

fn adverb(word: &str) -> bool {
    matches!(word, "typically" | "usually" | "often" | "now" | "routinely" | "can" | "regularly")
}

/// Whether the product, or somebody in general, will reach the figure: "Intake will save you 40%", "you will save 30%",
/// "teams can expect to save 30%". What the one studied plans for itself ("we will …") is a goal, not a promise.
pub(super) fn promised(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let start = quantity.span.start;
    let modal = (start.saturating_sub(8)..start).rev().find(|&i| reader.together(i, start) && promises(reader, i));
    let Some(modal) = modal else { return false };
    let subject = if tokens.at(modal) == "expect" { 2 } else { 1 };
    let theirs = one_of!(tokens.before(modal, subject + 1), "their" "its" "his" "her");
    let subject = tokens.before(modal, subject);
    let own = theirs || one_of!(subject, "we" "they" "he" "she" "i" "team" "company" "who" "which");
    let anybody = |word: &str| one_of!(word, "you" "your" "you'll" "customers" "users" "clients" "teams" "companies");
    let you = anybody(subject) || (modal..start).any(|i| anybody(tokens.at(i)));
    let named = reader.names_subject(start);
    !own && (you || named || reader.cx.place.is_headline()) && reader.cx.section != crate::claim::Section::Goals
}

fn promises(reader: &Reader<'_>, i: usize) -> bool {
    let tokens = reader.tokens;
    match tokens.at(i) {
        "will" | "guaranteed" | "guarantees" | "you'll" => true,
        "expect" => matches!(tokens.before(i, 1), "can" | "should" | "may" | "will"),
        _ => false,
    }
}
