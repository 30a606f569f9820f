//! How findings quote what was written.

use crate::study::GAP;

/// The longest stretch of the user's words in a message, in characters.
const LONGEST: usize = 60;

/// Words in backticks, on one line, cut at a word when they are long.
pub(super) fn ticked(words: &str) -> String {
    let is_clean = |word: &str| !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c == GAP || c == '`');
    if words.len() < LONGEST && words.split(' ').all(is_clean) {
        return format!("`{words}`");
    }
    let clean: String = words.chars().map(|c| if c == GAP || c == '`' { ' ' } else { c }).collect();
    let mut out = String::new();
    for word in clean.split_whitespace() {
        if !out.is_empty() && out.chars().count() + word.chars().count() >= LONGEST {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    format!("`{out}`")
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "a document", "an interview".
pub(super) fn with_article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']) && !noun.starts_with("us");
    format!("{} {noun}", if an { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_at_a_word() {
        let long = "cut the time it takes to enter a new patient into the record by about 77%";
        assert_eq!(ticked(long), "`cut the time it takes to enter a new patient into the record …`");
        assert_eq!(ticked("cut\n  by \u{fffc} 77%"), "`cut by 77%`");
    }

    #[test]
    fn articles_and_lists() {
        assert_eq!(with_article("interview"), "an interview");
        assert_eq!(with_article("usage record"), "a usage record");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
