use super::*;
use proptest::prelude::*;

/// Every claim lies on character boundaries of the text given, in order, apart from its neighbours, and is no passage.
fn sound(text: &str) -> Result<(), TestCaseError> {
    for place in [Place::Body, Place::Title] {
        let cx = Context { place, ..body() };
        let mut end = 0;
        for claim in detect(text, &cx) {
            prop_assert!(text.get(claim.range.clone()).is_some_and(|words| !words.is_empty()));
            prop_assert!(claim.range.start >= end);
            prop_assert!(claim.range.len() <= LONGEST);
            end = claim.range.end;
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        sound(&text)?;
    }

    /// Words and signs of the grammar in any order reach deeper than random letters.
    #[test]
    fn any_order_of_the_grammars_words_is_read(words in prop::collection::vec(prop::sample::select(vec![
        "from", "to", "down", "up", "by", "cut", "saved", "62%", "3x", "$2", "million", "half", "a", "of", "5", "-", "–", "½", "1/2",
        "twenty", "hundred", "and", "hours", "days", "week", "per", "/", "(", "was", "no", "longer", "zero", "never", "\u{a0}", "\u{200b}",
        "99999999999999999999999999999999999999999", "0.000000000000000000000000000000000000001", "trillion", "times", "orders of magnitude",
        "more than", "~", "+", "Intake", "é", "×", ".", "Now", "the", "least", "at", "between", "dozens", "k", "USD", "10m", "'", "\u{2019}s",
    ]), 0..40), blank in prop::sample::select(vec!["", " "])) {
        sound(&words.join(blank))?;
    }
}

#[test]
fn ranges_point_into_the_original() {
    for (text, words) in [
        ("They cut it by 6\u{200b}2\u{a0}%.", "cut it by 6\u{200b}2\u{a0}%"),
        ("\u{feff}Ü: retyping fell by 1\u{202f}000\u{a0}hours — ok", "fell by 1\u{202f}000\u{a0}hours"),
        ("“It’s 3× faster”", "3× faster"),
        ("costs fell by −5 %", "fell by −5 %"),
    ] {
        let found: Vec<&str> = detect(text, &body()).into_iter().map(|c| &text[c.range]).collect();
        assert_eq!(found, [words], "{text}");
    }
}

/// A figure that alone is longer than a claim may be is told by its first digits.
#[test]
fn endless_figures_are_cut() {
    let text = format!("They cut it by {}%.", "9".repeat(3 * LONGEST));
    let found = detect(&text, &body());
    assert_eq!(found.iter().map(|c| c.range.len()).collect::<Vec<_>>(), [LONGEST]);
    sound(&text).unwrap();
}

/// Long texts without a stop, and words that build numbers out of numbers, neither overflow nor take long.
#[test]
fn endless_texts_are_read() {
    for part in [
        "one hundred ",
        "5% ",
        "from 3 to ",
        "a half a ",
        "hundreds of ",
        "1/2",
        "cut by 4 ",
        "no longer ",
        "12,",
        "two hundred and ",
    ] {
        let text = part.repeat(1_000);
        let claims = detect(&text, &body());
        assert!(claims.iter().all(|c| text.get(c.range.clone()).is_some()), "{part}");
    }
}
