//! What words say: whether anything at all, and whether two texts speak of the same thing.

use std::collections::BTreeSet;

/// Words that stand where words are still to come.
const PLACEHOLDERS: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "todo",
    "fixme",
    "xx",
    "xxx",
    "xxxx",
    "placeholder",
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consectetur",
    "adipiscing",
    "elit",
];

/// Whether a word is too common to show that two texts speak of the same thing.
fn is_common(word: &str) -> bool {
    is_grammar(word) || is_counting(word) || is_praise(word)
}

/// Words that stand in any sentence.
#[rustfmt::skip] // One word a line would be hundreds of lines.
fn is_grammar(word: &str) -> bool {
    matches!(
        word,
        "about" | "after" | "again" | "all" | "also" | "always" | "and" | "any" | "are" | "because" | "been"
        | "before" | "being" | "both" | "but" | "can" | "cannot" | "could" | "did" | "does" | "doing" |
        "done" | "down" | "each" | "else" | "even" | "ever" | "every" | "everyone" | "everything" | "few" |
        "for" | "from" | "get" | "gets" | "getting" | "goes" | "going" | "gone" | "got" | "had" | "has" |
        "have" | "having" | "her" | "here" | "his" | "how" | "into" | "its" | "just" | "made" | "make" |
        "many" | "may" | "might" | "more" | "most" | "much" | "must" | "never" | "not" | "nothing" | "now" |
        "off" | "one" | "ones" | "only" | "other" | "our" | "out" | "over" | "own" | "said" | "same" | "say"
        | "see" | "she" | "should" | "since" | "some" | "somebody" | "someone" | "something" | "still" |
        "such" | "than" | "that" | "the" | "their" | "them" | "then" | "there" | "these" | "they" | "thing"
        | "things" | "this" | "those" | "too" | "two" | "under" | "until" | "upon" | "use" | "used" |
        "using" | "very" | "was" | "way" | "well" | "went" | "were" | "what" | "when" | "where" | "which" |
        "while" | "who" | "whole" | "why" | "will" | "with" | "within" | "without" | "would" | "yes" | "yet"
        | "you" | "your"
    )
}

/// Words that say how something is counted, and so stand in the metric of any record: "time spent …".
#[rustfmt::skip] // One word a line would be hundreds of lines.
fn is_counting(word: &str) -> bool {
    matches!(
        word,
        "average" | "cost" | "costs" | "count" | "day" | "days" | "hour" | "hours" | "mean" | "median" |
        "minute" | "minutes" | "month" | "months" | "number" | "per" | "percent" | "quarter" | "rate" |
        "second" | "seconds" | "share" | "spend" | "spent" | "sum" | "take" | "taken" | "takes" | "time" |
        "times" | "total" | "value" | "week" | "weekly" | "weeks" | "year" | "years"
    )
}

/// Words that stand in any quote.
#[rustfmt::skip] // One word a line would be hundreds of lines.
fn is_praise(word: &str) -> bool {
    matches!(
        word,
        "amazing" | "awesome" | "best" | "better" | "brilliant" | "company" | "easy" | "excellent" |
        "fantastic" | "good" | "great" | "happy" | "helpful" | "incredible" | "love" | "loved" | "nice" |
        "perfect" | "product" | "service" | "software" | "support" | "team" | "thank" | "thanks" | "tool" |
        "wonderful" | "work" | "worked" | "working" | "works"
    )
}

/// Whether a text says anything once placeholders and what stands in brackets (`[customer]`) are left out. Judged word
/// by word, not by the worst word: so a text never says more because a part of it was cut.
pub(super) fn says_something(text: &str) -> bool {
    let is_placeholder = |word: &str| PLACEHOLDERS.iter().any(|known| known.eq_ignore_ascii_case(word));
    if !text.contains(['[', ']', '<', '>', '{', '}']) {
        return written_words(text).any(|word| !is_placeholder(word));
    }
    let mut depth = 0usize;
    let outside: String = text
        .chars()
        .map(|c| match c {
            '[' | '<' | '{' => {
                depth += 1;
                ' '
            }
            ']' | '>' | '}' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            _ if depth > 0 => ' ',
            _ => c,
        })
        .collect();
    written_words(&outside).any(|word| !is_placeholder(word))
}

/// How many words a text has.
pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The stems of the words that carry meaning.
pub(super) fn content(text: &str) -> BTreeSet<String> {
    words(text)
        .filter(|word| word.chars().count() > 2 && word.chars().any(char::is_alphabetic))
        .filter(|word| !is_common(word))
        .map(|word| stem(&word))
        .collect()
}

/// Whether two texts share a word that carries meaning, in whatever form.
pub(crate) fn share_content(one: &str, other: &str) -> bool {
    !content(one).is_disjoint(&content(other))
}

/// Words in lower case. An apostrophe ends one, so that `week's` is `week`.
fn words(text: &str) -> impl Iterator<Item = String> {
    written_words(text).map(str::to_lowercase)
}

/// The same as they are written.
fn written_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Takes off the endings of plural, past and -ing, so that `retyped`, `retypes`, `retyping` and `retype` are one.
/// Crude on purpose: a wrong join costs little, since a reader sees quote and result side by side.
fn stem(word: &str) -> String {
    let cut = |suffix: &str, least: usize| {
        word.strip_suffix(suffix).filter(|rest| rest.chars().count() >= least && rest.contains(is_vowel))
    };
    if let Some(rest) = cut("ies", 2).or(cut("ied", 2)).or(cut("y", 2)) {
        return format!("{rest}i");
    }
    let base = match cut("ing", 2).or(cut("ed", 2)) {
        Some(rest) => undoubled(rest),
        None if ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) => &word[..word.len() - 2],
        None if word.ends_with("ss") || word.ends_with("us") => word,
        None => cut("s", 3).unwrap_or(word),
    };
    base.strip_suffix('e').filter(|rest| rest.chars().count() >= 3).unwrap_or(base).to_owned()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// `stopp` to `stop`; not `bill`, `pass`, `buzz`, which end so by themselves.
fn undoubled(word: &str) -> &str {
    let mut back = word.chars().rev();
    match (back.next(), back.next()) {
        (Some(a), Some(b)) if a == b && !is_vowel(a) && !matches!(a, 'l' | 's' | 'z') => {
            &word[..word.len() - a.len_utf8()]
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for forms in [
            &["retyping", "retyped", "retypes", "retype"][..],
            &["matching", "matched", "matches", "match"],
            &["delivery", "deliveries"],
            &["invoice", "invoices", "invoiced", "invoicing"],
            &["stopped", "stopping", "stops", "stop"],
            &["bill", "bills", "billing", "billed"],
            &["process", "processes", "processing"],
            &["glaze", "glazes"],
            &["copy", "copies", "copied"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn short_words_and_other_words_stay_apart() {
        assert_eq!(stem("string"), "string");
        assert_eq!(stem("bed"), "bed");
        assert_ne!(stem("form"), stem("inform"));
        assert_ne!(stem("status"), stem("stat"));
        assert_ne!(stem("paper"), stem("pap"));
        assert_eq!(stem("übergänge"), "übergäng");
    }

    #[test]
    fn only_words_that_carry_meaning_count() {
        let of = |text| content(text).into_iter().collect::<Vec<_>>();
        assert_eq!(of("time spent retyping"), ["retyp"]);
        assert_eq!(of("Great team, wonderful product, we love it every time!"), Vec::<String>::new());
        assert_eq!(of("The week's 12 forms"), ["form"]);
    }

    #[test]
    fn placeholders_say_nothing() {
        for text in [
            "",
            "  ",
            "TBD",
            "todo",
            "…",
            "XX%",
            "[customer]",
            "[customer name]",
            "Lorem ipsum dolor",
            "<name>",
            "tbd TBD",
        ] {
            assert!(!says_something(text), "{text}");
        }
        for text in ["Ana Ruiz", "11", "TBD by the ward in May", "[Ana] Ruiz"] {
            assert!(says_something(text), "{text}");
        }
    }

    #[test]
    fn words_are_counted_without_dashes() {
        assert_eq!(word_count("Walk-in patients still use paper."), 5);
        assert_eq!(word_count("not yet — for us"), 4);
    }
}
