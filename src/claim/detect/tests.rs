//! Sentences with the claims that stand in them, and near misses with none. All invented.

mod claims;
mod counted;
mod frames;
mod further;
mod near_misses;
mod others;
mod pairs;
mod ranges;
mod sizes;
mod time;
mod wider;

use super::*;

/// A text as it stands in the body of a study of the product Intake by Ferrostar for Ashgrove Clinics.
fn body<'a>() -> Context<'a> {
    Context { subjects: &["Intake", "Ferrostar"], customer: &["Ashgrove"], ..Context::default() }
}

fn found(text: &str, cx: &Context<'_>) -> Vec<(String, &'static str)> {
    detect(text, cx).into_iter().map(|c| (text[c.range].to_owned(), c.form.name())).collect()
}

/// Compares everything found in each text; reports all failures at once.
#[track_caller]
fn check(cx: &Context<'_>, cases: &[(&str, &[(&str, &str)])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let got = found(text, cx);
        let got: Vec<(&str, &str)> = got.iter().map(|(words, form)| (words.as_str(), *form)).collect();
        if got != *expected {
            wrong.push_str(&format!("{text}\n  expected {expected:?}\n  found    {got:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn bound_words_are_read_as_claims() {
    for (words, form, value) in [
        ("50 microservices", Form::Scale, "50"),
        ("3 hours", Form::Duration, "3"),
        ("€40", Form::Money, "40"),
        ("cut retyping by 77%", Form::Percent, "77"),
        ("from 11 hours a week to 2.5", Form::FromTo, "2.5"),
        ("two of three clinics", Form::Ratio, "2"),
    ] {
        let claim = read_claim(words).unwrap_or_else(|| panic!("a claim in {words:?}"));
        assert_eq!(
            (claim.form, claim.figure.map(|f| f.low.value.to_string())),
            (form, Some(value.to_owned())),
            "{words}"
        );
    }
    assert_eq!(read_claim("the best tool ever").map(|c| c.form), Some(Form::Superlative));
    assert_eq!(read_claim("our clinics"), None);
}

#[test]
fn names_are_cut_like_the_text() {
    let cx = Context { subjects: &["T-Form 2", "Ben & Ida's", ""], ..Context::default() };
    for text in ["T-Form 2 is the best choice.", "Ben & Ida’s is the fastest kitchen."] {
        let claims = detect(text, &cx);
        assert!(claims.iter().any(|c| c.form == Form::Superlative && c.subject), "{text}: {claims:?}");
    }
    assert!(detect("T-Shirts are the best choice.", &cx).is_empty());
}
