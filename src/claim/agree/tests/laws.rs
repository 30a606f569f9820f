use super::*;
use proptest::prelude::*;

fn number(value: i64) -> Option<Exact> {
    Some(Exact::int(value))
}

fn days(before: i64, after: i64) -> Figures<'static> {
    Figures {
        before: number(before),
        after: number(after),
        unit: "days",
        better: Some(Better::Lower),
        ..Figures::default()
    }
}

/// A reduction and its exact percentage.
fn drop() -> impl Strategy<Value = (i64, i64)> {
    (2i64..5_000, 1i64..5_000).prop_filter("it fell", |(before, after)| after < before)
}

fn reduction(before: i64, after: i64) -> Exact {
    Exact::ratio(((before - after) * 100).into(), before.into()).expect("fits")
}

/// By how many percent `printed` flatters `exact`.
fn flatters(printed: Exact, exact: Exact) -> Exact {
    printed.minus(exact).and_then(|d| d.over(exact)).and_then(|d| d.times(Exact::HUNDRED)).expect("fits")
}

proptest! {
    /// A figure printed from the record by honest rounding agrees at every precision that does not flatter beyond the cap.
    #[test]
    fn honest_rounding_agrees((before, after) in drop(), places in 0u32..4) {
        let exact = reduction(before, after);
        let printed = exact.round_to(Exact::pow10(-(places as i32)).expect("fits")).expect("fits");
        let text = format!("cut it by {}%", printed.decimal(places));
        // A printed 40.0 is read as 40: fewer digits, a wider interval.
        let outcome = judge(&claim(&text), &days(before, after)).outcome;
        if flatters(printed, exact) <= Exact::int(5) {
            prop_assert_eq!(outcome, Outcome::Agrees, "{}", text);
        } else {
            prop_assert!(matches!(outcome, Outcome::RoundedInFavour(_)), "{} {:?}", text, outcome);
        }
    }

    /// The same measurement in another unit of time gets the same verdict.
    #[test]
    fn another_unit_changes_no_verdict((before, after) in drop(), claimed in 1i64..100) {
        let hours = Figures { before: number(before * 24), after: number(after * 24), unit: "hours", ..days(before, after) };
        for text in [
            format!("cut it by {claimed}%"),
            format!("it is {claimed}x faster"),
            format!("saved {claimed} days"),
            format!("fell from {before} days to {claimed}"),
            format!("cut it by more than {claimed}%"),
        ] {
            let claim = claim(&text);
            prop_assert_eq!(judge(&claim, &days(before, after)).outcome, judge(&claim, &hours).outcome, "{}", text);
        }
    }

    /// Whatever the hedge, a claim more than a tenth beyond the record in the good direction never agrees; without one,
    /// more than a twentieth.
    #[test]
    fn no_claim_flatters((before, after) in drop(), claimed in 1i64..100, hedge in prop::sample::select(vec![
        "", "about ", "nearly ", "just over ", "over ", "at least ", "exactly ", "almost ",
    ])) {
        let exact = reduction(before, after);
        let cap = if hedge == "about " { 10 } else { 5 };
        let by = flatters(Exact::int(claimed), exact);
        let outcome = judge(&claim(&format!("cut it by {hedge}{claimed}%")), &days(before, after)).outcome;
        if by > Exact::int(cap) {
            prop_assert!(!outcome.holds(), "{}{}% of {}: {:?}", hedge, claimed, exact, outcome);
        }
    }

    /// Every wording offered holds when it is written instead.
    #[test]
    fn what_is_offered_holds((before, after) in drop(), claimed in 1i64..100) {
        let record = days(before, after);
        let verdict = judge(&claim(&format!("cut it by {claimed}%")), &record);
        prop_assert_eq!(verdict.holds.is_empty(), verdict.outcome == Outcome::Agrees);
        for wording in &verdict.holds {
            let text = match wording.strip_suffix('x') {
                Some(_) => format!("it is {wording} faster"),
                None if wording.starts_with("from") => format!("it fell {wording}"),
                None => format!("cut it by {wording}"),
            };
            let outcome = judge(&claim(&text), &record).outcome;
            prop_assert!(outcome.holds(), "{} of {}: {:?}", text, verdict.inputs, outcome);
        }
    }

    /// No record and no claim breaks the arithmetic.
    #[test]
    fn any_record_is_judged(before in any::<i128>(), after in any::<i128>(), den in any::<i128>(), text in prop::sample::select(vec![
        "cut it by 62%", "3x faster", "saved 12 days", "fell from 21 days to 8", "rose 4 percentage points", "saved about 3 months", "4 of 5 clinics run on it",
    ])) {
        let record = Figures {
            before: Exact::ratio(before, den),
            after: Exact::ratio(after, den),
            unit: "days",
            n: Some(7),
            ..Figures::default()
        };
        let verdict = judge(&claim(text), &record);
        prop_assert!(verdict.inputs.len() < 400);
    }
}
