//! The surname of somebody private, where it points at them alone.
//!
//! `Mrs Kerrigan` gives Dilys Kerrigan away as her whole name does; `Baker`, `Smith` and `London` give nobody away.

use super::needle::squashed;
use super::words;

/// Shorter ones are too often something else.
const SHORTEST: usize = 5;

/// The surnames of a whole name: both of one that is written with a hyphen. None where it tells nobody apart.
pub(super) fn of(name: &str) -> impl Iterator<Item = String> + '_ {
    let several = name.split_whitespace().nth(1).is_some();
    let last = name.split_whitespace().next_back().filter(|last| several && last.starts_with(char::is_uppercase));
    last.into_iter().flat_map(|last| last.split(['-', '\u{2010}', '\u{2011}'])).filter_map(|part| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let key = squashed(part);
        let common = words::is_common(&key) || words::is_surname_of_many(&key) || words::is_word(&key);
        (key.len() >= SHORTEST && !common && !words::begins_sentence(part)).then(|| part.to_owned())
    })
}

/// Words in notes of an interview behind which somebody is named.
const CUES: &[&str] = &[
    "attendees:",
    "interview with ",
    "interviewee:",
    "met ",
    "mr ",
    "mr. ",
    "mrs ",
    "mrs. ",
    "miss ",
    "ms ",
    "ms. ",
    "dr ",
    "dr. ",
    "participants:",
    "present:",
    "prof. ",
    "professor ",
    "speaker:",
    "spoke to ",
    "spoke with ",
    "talked to ",
    "talked with ",
    "with:",
];

/// Names that stand behind one of these words, each with the word before it where that is all of its first name.
pub(super) fn spoken_of(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        let small = line.to_ascii_lowercase();
        for cue in CUES {
            let begins = |at: &usize| !small[..*at].ends_with(|c: char| c.is_alphanumeric());
            for at in small.match_indices(cue).map(|(at, _)| at).filter(begins) {
                let row: Vec<&str> = line[at + cue.len()..].split_whitespace().scan(false, in_name).take(3).collect();
                match row[..] {
                    [] => {}
                    // `Mrs Kerrigan`: the word of respect stands for the first name.
                    [one] if cue.starts_with(['m', 'd', 'p']) && *cue != "met " => names.push(format!("M {one}")),
                    _ => names.push(row.join(" ")),
                }
            }
        }
    }
    names
}

/// Words of a name, up to the first that ends with a sign or is none.
fn in_name<'a>(ended: &mut bool, word: &'a str) -> Option<&'a str> {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    if *ended || !bare.starts_with(char::is_uppercase) || bare.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    *ended = bare.len() < word.len();
    Some(bare.trim_end_matches("'s").trim_end_matches("’s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_that_point_at_one_person_are_told_from_words() {
        let of = |name| of(name).collect::<Vec<_>>();
        assert_eq!(of("Dilys Kerrigan"), ["Kerrigan"]);
        assert_eq!(of("Dr Ana Lindqvist-Abara"), ["Lindqvist", "Abara"]);
        for nobody in ["Kerrigan", "Ana Smith", "Bo Lind", "Joan Baker", "Head Office", "Ana of kerrigan", "The May"] {
            assert_eq!(of(nobody), [""; 0], "{nobody}");
        }
    }

    #[test]
    fn people_in_notes_are_told_from_products() {
        assert_eq!(
            spoken_of("Interview with Dilys Kerrigan, who said that Mrs Abara's desk"),
            ["Dilys Kerrigan", "M Abara"]
        );
        assert_eq!(spoken_of("Present: Bo Lindqvist"), ["Bo Lindqvist"]);
        assert_eq!(spoken_of("They work with Google Sheets. Next Steps: more. We met on Monday."), [""; 0]);
    }
}
