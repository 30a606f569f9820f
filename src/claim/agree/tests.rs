//! The worked cases of the decision table, units, and what must hold for every record.

mod cases;
mod laws;

use super::*;
use crate::claim::{Context, Place, detect};

/// The one claim of a text, read as an outcome.
#[track_caller]
fn claim(text: &str) -> Claim {
    let cx = Context { place: Place::Outcome, ..Context::default() };
    let mut claims = detect(text, &cx);
    assert_eq!(claims.len(), 1, "one claim in {text:?}: {claims:?}");
    claims.remove(0)
}

fn x(text: &str) -> Option<Exact> {
    Some(Exact::parse(text).expect("a number"))
}

/// What is expected of a verdict; the number it carries aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Agrees,
    Weaker,
    Disagrees,
    InFavour,
    WrongDirection,
    Unit,
    Points,
    Factor,
    Impossible,
    UpTo,
    Statistic,
    Unjudged,
}

fn kind(outcome: &Outcome) -> Is {
    match outcome {
        Outcome::Agrees => Is::Agrees,
        Outcome::Weaker => Is::Weaker,
        Outcome::Disagrees => Is::Disagrees,
        Outcome::RoundedInFavour(_) => Is::InFavour,
        Outcome::WrongDirection => Is::WrongDirection,
        Outcome::UnitMismatch => Is::Unit,
        Outcome::PercentOrPoints => Is::Points,
        Outcome::FactorOrPercent => Is::Factor,
        Outcome::ImpossiblePercentage(_) => Is::Impossible,
        Outcome::UpTo => Is::UpTo,
        Outcome::OtherStatistic => Is::Statistic,
        Outcome::CannotJudge(_) => Is::Unjudged,
    }
}

/// Judges every text against the record; reports all failures at once.
#[track_caller]
fn check(figures: &Figures<'_>, cases: &[(&str, Is)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let verdict = judge(&claim(text), figures);
        if kind(&verdict.outcome) != *expected {
            wrong.push_str(&format!("{text}: expected {expected:?}, got {verdict:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
