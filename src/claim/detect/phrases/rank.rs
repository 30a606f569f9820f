//! Superlatives: what is said to be first, best or without a rival, and of whom.

use super::super::{Found, Reader, words};
use super::phrase;
use crate::claim::{Form, Place, Section};

/// "unmatched", "no alternative", "#1"; the plain superlatives are left to [`extreme`].
pub(super) fn superlative(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (word, next) = (tokens.at(i), tokens.at(i + 1));
    let length = match word {
        "best" if tokens.phrase(i, "best - in - class") => 5,
        "best" if tokens.phrase(i, "best in class") => 3,
        "second" if tokens.phrase(i, "second to none") => 3,
        "all" if tokens.phrase(i, "all - time") => 4,
        "record" if next == "time" => (tokens.before(i, 1) == "in").then_some(2)?,
        "record"
            if one_of!(next, "low" "lows" "high" "highs" "sales" "revenue" "profits" "growth" "number" "numbers" "levels"
            "speed" "year" "quarter" "month" "season") =>
        {
            2
        }
        // "faster than ever", "more patients than ever"
        "than" if next == "ever" => 2,
        "like" if tokens.phrase(i, "like no other") => 3,
        "unlike" if next == "any" => 2,
        "nobody" | "none" if next == "else" => 2,
        "one" if next == "else" && tokens.before(i, 1) == "no" => 2,
        "no" if alternative(next) => 2,
        "no" if next == "other" && words::product_noun(tokens.at(i + 2)) => 3,
        // "in a way no other kind of tool could match"
        "no" | "other" => rival(reader, i)?,
        "nothing" if next == "else" => {
            matches!(tokens.at(i + 2), "comes" | "came" | "compares" | "like").then_some(3)?
        }
        _ => return praise(reader, i).or_else(|| extreme(reader, i)),
    };
    phrase(reader, i, i + length, Form::Superlative)
}

/// "industry-leading", "unmatched", "number one": words that praise anybody, and claim something only of a result, of
/// vendor or product, or of a product's kind.
fn praise(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let next = tokens.at(i + 1);
    let length = match tokens.at(i) {
        "unsurpassed" | "unequalled" | "unequaled" | "unmatched" | "unrivalled" | "unrivaled" | "unparalleled"
        | "unprecedented" | "unbeatable" => 1,
        "industry" | "market" | "record" | "world" if next == "-" => {
            matches!(tokens.at(i + 2), "leading" | "beating" | "breaking").then_some(3)?
        }
        "#" if next == "1" && tokens.glued(i + 1) => 2,
        "number" if next == "one" => 2,
        _ => return None,
    };
    let product = (i + 1..i + 5).any(|j| words::product_noun(tokens.at(j)));
    let meant = product
        || reader.cx.place == Place::Outcome
        || reader.cx.section == Section::Results
        || reader.names_subject(i)
        || reader.names_likely(i);
    let idle = matches!(tokens.at(i + length), "reason" | "priority" | "concern" | "goal" | "problem" | "cause");
    (meant && !idle).then(|| phrase(reader, i, i + length, Form::Superlative)).flatten()
}

/// How many words "no … tool could match" has: a kind of product, and what none of it does.
fn rival(reader: &Reader<'_>, i: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let product = |j: usize| {
        let word = tokens.at(j);
        words::product_noun(word) || word.strip_suffix('s').is_some_and(words::product_noun)
    };
    let kind = (i + 1..i + 6).find(|&j| product(j))?;
    let plain = (i + 1..kind).all(|j| tokens.is_word(j) || tokens.at(j) == "-");
    // "other tools can't match"
    if tokens.at(i) == "other" {
        let cannot = one_of!(tokens.at(kind + 1), "can't" "cannot" "couldn't" "don't");
        let match_it = one_of!(tokens.at(kind + 2), "match" "compete" "offer" "deliver" "beat");
        return (plain && cannot && match_it).then_some(kind + 3 - i);
    }
    let can = one_of!(tokens.at(kind + 1), "could" "can" "comes" "came" "matches" "matched" "offers" "offered");
    let does =
        one_of!(tokens.at(kind + 2), "match" "compete" "rival" "equal" "beat" "offer" "close" "compare" "deliver");
    (plain && can && (does || !tokens.at(kind + 1).starts_with('c'))).then_some(kind + 1 - i)
}

/// "There is no alternative", "no other tool".
fn alternative(next: &str) -> bool {
    one_of!(next, "alternative" "alternatives" "equal" "match" "substitute" "competitor" "competition")
}

/// "fastest", "most reliable", "the only …": claimed when vendor or product is named, or when "ever" sets it above all.
fn extreme(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let word = tokens.at(i);
    let length = match word {
        "most" if tokens.before(i, 1) == "the" && !matches!(tokens.at(i + 1), "of" | "part") => 2,
        "only" if tokens.before(i, 1) == "the" => 2,
        "best" | "fastest" | "biggest" | "largest" | "highest" | "lowest" | "cheapest" | "smallest" | "easiest"
        | "safest" | "quickest" | "strongest" | "greatest" | "simplest" | "smoothest" | "leading" | "richest"
        | "widest" | "broadest" | "deepest" | "cleanest" | "lightest" | "shortest" | "finest" => 1,
        _ => return None,
    };
    // "best practices" and "at least" are no rankings; "the biggest challenge" ranks a trouble.
    let idle = one_of!(tokens.at(i + 1), "practice" "practices" "challenge" "challenges" "problem" "problems" "hurdle" "issue"
        "concern" "to" "issues" "company" "companies" "bank" "banks" "provider" "providers")
        // "the highest of any internal tool" ranks.
        || tokens.at(i + 1) == "of" && tokens.at(i + 2) != "any";
    // "the fastest we have seen" is "ever" too; "the only tool that" needs no more.
    let ever = (i + 1..i + 7).any(|j| {
        let had = matches!(tokens.at(j), "we" | "i") && tokens.at(j + 1) == "have"
            || matches!(tokens.at(j), "we've" | "i've")
            // "the fastest tool we tried"
            || one_of!(tokens.at(j), "we" "they" "i") && one_of!(tokens.at(j + 1), "tried" "tested" "evaluated" "considered");
        // "the highest availability in company history"
        let history = tokens.at(j) == "history" || tokens.phrase(j, "on record") || tokens.phrase(j, "of any") || !big(word) && tokens.phrase(j, "of the year");
        reader.together(i, j) && (had || history || matches!(tokens.at(j), "ever" | "yet"))
    });
    let only = word == "only"
        && (words::product_noun(tokens.at(i + 1)) || words::product_noun(tokens.at(i + 2)))
        && (i + 2..i + 4).any(|j| matches!(tokens.at(j), "that" | "which" | "to" | "able" | "with"));
    // What is big may be anything: a benefit, a regret, a customer.
    let sized = big(word) && !product(reader, i);
    let likely = reader.names_likely(i) && !sized && (product(reader, i) || ranked(reader, i));
    let ours = reader.names_subject(i) || likely || is_it(reader, i) || !sized && !big(word) && named_best(reader, i);
    if idle || !(ever || ours || only) || reader.names_customer(i) && !ours && !ever {
        return None;
    }
    let single = usize::from(tokens.before(i, 1) == "single");
    let article = usize::from(one_of!(tokens.before(i, 1 + single), "the" "our"));
    let start = i - single - article;
    // "It's not the fastest language"
    let denied = |w: &str| matches!(w, "not" | "never" | "hardly") || w.ends_with("n't");
    if (start.saturating_sub(3)..start).any(|j| reader.together(j, i) && denied(tokens.at(j))) {
        return None;
    }
    phrase(reader, start, i + length.max(2), Form::Superlative)
}

/// "Intake is the single biggest factor": what a name that may be a product's is said to be.
fn is_it(reader: &Reader<'_>, i: usize) -> bool {
    let tokens = reader.tokens;
    let copula = (i.saturating_sub(4)..i).rev().find(|&j| one_of!(tokens.at(j), "is" "was" "'s" "remains" "became"));
    copula.is_some_and(|j| {
        let name = j.saturating_sub(3)..j;
        (j + 1..i).all(|k| one_of!(tokens.at(k), "the" "our" "by" "far" "single" "easily" "probably"))
            && (reader.named(reader.likely.cut(), name.clone()) || reader.named(reader.subjects.cut(), name))
    })
}

/// Superlatives of size: "the biggest service" is the customer's as well as anybody's.
fn big(word: &str) -> bool {
    one_of!(word, "biggest" "largest" "highest" "greatest")
}

/// Whether a product's kind follows: "the most flexible database".
fn product(reader: &Reader<'_>, i: usize) -> bool {
    (i + 1..i + 6).any(|j| reader.together(i, j) && words::product_noun(reader.tokens.at(j)))
}

/// Whether something is said to be or to have it: "is by far the fastest", "offers the best".
fn ranked(reader: &Reader<'_>, i: usize) -> bool {
    let says = |w: &str| {
        one_of!(w, "is" "was" "are" "were" "'s" "it's" "as" "be" "being" "became" "remains" "has" "have" "had" "offers" "offered"
            "provides" "gave" "gives" "made" "makes" "proved")
    };
    reader.near(i, i.saturating_sub(4)..i, says)
}

/// "It is the best platform for us": a product's kind ranked by a copula. "one of the best" ranks nobody.
fn named_best(reader: &Reader<'_>, i: usize) -> bool {
    let tokens = reader.tokens;
    // "It was the best decision": of what was told before.
    let it = (i.saturating_sub(6)..i).any(|j| one_of!(tokens.at(j), "it" "this" "that" "it's"));
    let taken = |j: usize| it && one_of!(tokens.at(j), "decision" "choice" "move" "investment" "thing");
    let kind = (i + 1..i + 6).find(|&j| words::product_noun(tokens.at(j)) || j == i + 1 && taken(j));
    let word = |k: usize| tokens.is_word(k) || tokens.at(k) == "-";
    let plain = kind.is_some_and(|j| (i + 1..j).all(|k| word(k) && !one_of!(tokens.at(k), "of" "for" "in" "and" "to")));
    // "was by far the best": two words more.
    let far = 2 * usize::from((i.saturating_sub(4)..i.saturating_sub(1)).any(|j| tokens.phrase(j, "by far")));
    let copula = (i.saturating_sub(3 + far)..i).any(|j| one_of!(tokens.at(j), "is" "was" "'s" "it's" "as" "are"));
    plain && copula && !reader.near(i, i.saturating_sub(4)..i, |w| matches!(w, "one" | "some" | "among"))
}
