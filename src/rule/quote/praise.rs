//! `empty-praise`: words of liking without a sign of use.

/// Words that praise whatever they are said of.
const PRAISE: &[&str] = &[
    "amazing",
    "awesome",
    "brilliant",
    "delighted",
    "excellent",
    "excited",
    "exceptional",
    "fabulous",
    "fantastic",
    "great",
    "impressed",
    "impressive",
    "incredible",
    "love",
    "loved",
    "lovely",
    "outstanding",
    "perfect",
    "phenomenal",
    "recommend",
    "remarkable",
    "superb",
    "terrific",
    "thrilled",
    "wonderful",
    "stunning",
];

/// The same in several words.
const PHRASES: &[&str] = &[
    "game changer",
    "game-changer",
    "life saver",
    "lifesaver",
    "life changing",
    "five stars",
    "5 stars",
    "top notch",
    "top-notch",
    "couldn't be happier",
    "could not be happier",
    "just works",
    "can't live without",
    "pleasure to work",
    "a joy to",
    "best decision",
    "hats off",
    "thumbs up",
    "blown away",
    "exceeded our expectations",
];

/// Words of a time, a cause, a contrast: somebody tells what happens.
const CONCRETE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "weekend",
    "weekends",
    "morning",
    "mornings",
    "afternoon",
    "evening",
    "evenings",
    "night",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "hour",
    "hours",
    "minute",
    "minutes",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "because",
    "instead",
    "before",
    "until",
    "used",
    "without",
    "longer",
    "twice",
    "half",
    "when",
    "whenever",
];

/// The longest sentence that can be nothing but praise.
const LONGEST: usize = 25;

/// The praising words, when there is nothing else.
pub(super) fn only(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let concrete = lower.contains(|c: char| c.is_ascii_digit()) && !lower.contains("5 stars")
        || words.iter().any(|w| CONCRETE.contains(w));
    if words.len() > LONGEST || concrete {
        return None;
    }
    let phrase = PHRASES.iter().find(|p| lower.contains(**p)).copied();
    phrase.or_else(|| PRAISE.iter().find(|p| words.contains(p)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn praise_with_a_sign_of_use_is_not_empty() {
        assert_eq!(only("We love it! Simply amazing."), Some("amazing"));
        assert_eq!(only("A real game changer for our team."), Some("game changer"));
        assert_eq!(only("I love that I go home on time on Mondays."), None);
        assert_eq!(only("The great thing is that two forms became one when we moved."), None);
        assert_eq!(only("I read the list with my first cup of tea."), None);
    }
}
