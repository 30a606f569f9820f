//! Whose names a file repeats: what was adopted, the subject of its superlatives, and who adopted it.
//!
//! Nobody says so in a file that was not written for us. A name is taken for a product when it stands behind words of use
//! ("with Intake", "moved to Intake") at least twice and oftener than where a customer's name stands: "at Ashgrove",
//! "Ashgrove is a group of …", "How Ashgrove …", "Case study: Ashgrove". A wrong guess costs little: a name alone makes no
//! claim; it lets a superlative count, or keeps a company's own size from counting.

use std::collections::BTreeMap;

use crate::claim::Place;
use crate::study::Prose;

/// How often a name stands where each kind of name does.
#[derive(Default)]
struct Uses {
    used: usize,
    at_home: usize,
}

/// A name seen less often in its part says nothing.
const OFTEN: usize = 2;

/// Names of products, and of customers, that the blocks repeat.
pub(super) fn guess(blocks: &[Prose]) -> (Vec<String>, Vec<String>) {
    let mut seen: BTreeMap<String, Uses> = BTreeMap::new();
    for block in blocks {
        note(&block.text, block.place, &mut seen);
    }
    let most = seen.values().map(|uses| uses.used).max().unwrap_or(0);
    let (mut products, mut customers) = (Vec::new(), Vec::new());
    for (name, uses) in seen {
        if uses.used >= OFTEN && uses.used > uses.at_home && uses.used * 3 >= most {
            products.push(name);
        } else if uses.at_home >= OFTEN && uses.at_home > uses.used {
            customers.push(name);
        }
    }
    (products, customers)
}

fn note(text: &str, place: Place, seen: &mut BTreeMap<String, Uses>) {
    let headline = place.is_headline();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    while at < words.len() {
        if !is_name(words[at]) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && end < at + 3 && is_name(words[end]) && !ends(words[end - 1]) {
            end += 1;
        }
        let before = if at > 0 { words[at - 1] } else { "" };
        let after = words.get(end).copied().unwrap_or("");
        let name = words[at..end].join(" ");
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        let described = matches!(after, "is" | "was") && words.get(end + 1).is_some_and(|w| is_article(w))
            || words[end - 1].ends_with(',') && (is_article(after) || after == "which");
        let told = headline
            && (matches!(before, "How" | "About" | "Study:" | "study:" | "STUDY:") || matches!(after, "Case" | "case"));
        // "Ashgrove's wards open sooner": a headline begins with whose story it is.
        let owner = headline && at == 0 && (words[end - 1].ends_with("'s") || words[end - 1].ends_with("’s"));
        // A title that is a name and nothing else says whose story it is.
        let alone = place == Place::Title && at == 0 && end == words.len();
        let told = told || owner || alone;
        let used = of_use(before);
        let at_home = usize::from(before == "at") + usize::from(described) + 2 * usize::from(told);
        if used || at_home > 0 {
            let uses = seen.entry(name.to_owned()).or_default();
            uses.used += usize::from(used);
            uses.at_home += at_home;
        }
        at = end;
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "one")
}

/// Words behind which stands what is used.
fn of_use(word: &str) -> bool {
    matches!(
        word,
        "with"
            | "using"
            | "on"
            | "to"
            | "use"
            | "uses"
            | "used"
            | "adopted"
            | "adopting"
            | "adopt"
            | "chose"
            | "choose"
            | "choosing"
            | "selected"
            | "deployed"
            | "deploying"
            | "via"
    )
}

/// A word with a capital that is no month, weekday or small word at the beginning of a sentence.
fn is_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = matches!(
        bare,
        "The" | "It" | "We" | "They" | "This" | "In" | "With" | "At" | "How" | "About" | "Case" | "A" | "An"
    );
    let calendar = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let dated = calendar.iter().any(|m| bare.starts_with(m)) || bare.ends_with("day");
    bare.len() > 1 && bare.starts_with(char::is_uppercase) && !dated && !small
}

/// Whether nothing after this word belongs to the same name.
fn ends(word: &str) -> bool {
    word.ends_with(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Section;
    use crate::source::{Sources, Span};

    fn of(text: &str) -> (Vec<String>, Vec<String>) {
        let mut prose = Prose::new(Place::Body, Section::Other, Span::new(Sources::default().insert("a.md", ""), 0..0));
        prose.push_exact(text, 0);
        guess(&[prose])
    }

    #[test]
    fn what_is_used_is_told_from_who_uses_it() {
        let (products, customers) = of("The team at Ashgrove Clinics works with Intake. Since March all forms run on \
            Intake’s server. Nurses at Ashgrove Clinics met on Monday, with Ana.");
        assert_eq!(products, ["Intake"]);
        assert_eq!(customers, ["Ashgrove Clinics"]);
    }

    #[test]
    fn a_name_seen_once_is_nobody() {
        assert_eq!(of("They work with Intake. Ana is at Ashgrove."), (Vec::new(), Vec::new()));
    }
}
