use super::*;
use crate::claim::{Context, detect};

fn claim(text: &str) -> Claim {
    let mut claims = detect(text, &Context::default());
    assert_eq!(claims.len(), 1, "one claim in {text:?}: {claims:?}");
    claims.remove(0)
}

fn x(text: &str) -> Option<Exact> {
    Some(Exact::parse(text).expect("a number"))
}

/// Worked cases of a wait that fell from 21 days to 8: 61.905 % less, 2.625 times as fast.
#[test]
fn twenty_one_days_to_eight() {
    let days =
        Figures { before: x("21"), after: x("8"), unit: "days", better: Some(Better::Lower), ..Figures::default() };
    for (text, expected) in [
        ("cut onboarding by 62%", Outcome::Agrees),
        ("cut onboarding by 61.9%", Outcome::Agrees),
        ("cut onboarding by 61%", Outcome::Weaker),
        ("cut onboarding by 63%", Outcome::Disagrees),
        ("cut onboarding by 60%", Outcome::Weaker),
        ("cut onboarding by about 60%", Outcome::Agrees),
        ("cut onboarding by about 65%", Outcome::Agrees),
        ("cut onboarding by over 60%", Outcome::Agrees),
        ("cut onboarding by over 62%", Outcome::Disagrees),
        ("cut onboarding by nearly 62%", Outcome::Agrees),
        ("cut onboarding by nearly 65%", Outcome::Disagrees),
        ("cut onboarding by at least 62%", Outcome::Disagrees),
        ("onboarding is 2.6x faster", Outcome::Agrees),
        ("onboarding is 2.5x faster", Outcome::Weaker),
        ("onboarding is more than 2x faster", Outcome::Agrees),
        ("onboarding is 162% faster", Outcome::Agrees),
        ("onboarding is 62% faster", Outcome::FactorOrPercent),
        ("onboarding fell from 21 days to 8", Outcome::Agrees),
        ("onboarding fell from 3 weeks to 8 days", Outcome::Agrees),
        ("onboarding fell from 21 days to 7", Outcome::Disagrees),
    ] {
        assert_eq!(judge(&claim(text), &days).outcome, expected, "{text}");
    }
    let verdict = judge(&claim("onboarding is 3x faster"), &days);
    assert!(matches!(verdict.outcome, Outcome::RoundedInFavour(by) if by.decimal(1) == "14.3"), "{verdict:?}");
    assert!(verdict.holds.contains(&"2.6x".to_owned()), "{verdict:?}");
    let verdict = judge(&claim("cut onboarding by 63%"), &days);
    assert_eq!(verdict.holds, ["62%", "61.9%", "over 60%", "from 21 days to 8"].map(str::to_owned));
}
