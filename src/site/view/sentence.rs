//! Words that stand in a row with others: each must end like a sentence, and only once.

use super::Html;

/// Adds a full stop where the visible words do not end with a mark of their own. Notes stand behind the mark.
pub(super) fn ended(html: Html) -> Html {
    if is_ended(&html.0) { html } else { Html(html.0 + ".") }
}

/// The same for plain words.
pub(super) fn ended_text(words: String) -> String {
    if is_ended(&words) { words } else { words + "." }
}

/// The first sentence: up to a mark that a capital follows. A name's initial ends none.
pub(super) fn first(words: &str) -> &str {
    let ends = words.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')).map(|(at, c)| at + c.len_utf8());
    ends.into_iter()
        .find(|&end| {
            let (before, after) = words.split_at(end);
            let last = before.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or("");
            let initial = last.chars().count() < 3 && last.starts_with(char::is_uppercase);
            let next = after.trim_start().chars().next();
            !initial
                && after.starts_with(char::is_whitespace)
                && next.is_none_or(|c| c.is_uppercase() || "“\"".contains(c))
        })
        .map_or(words, |end| &words[..end])
        .trim()
}

fn is_ended(html: &str) -> bool {
    let mut rest = html.trim_end();
    // Behind the last words: the numbers of notes, and tags that close.
    while rest.ends_with('>') {
        let from = if rest.ends_with("</sup>") { rest.rfind("<sup") } else { rest.rfind('<') };
        let Some(from) = from else { break };
        rest = rest[..from].trim_end();
    }
    let words = rest.trim_end_matches(['"', '\'', ')', ']', '\u{201d}', '\u{2019}', '»']);
    words.is_empty() || words.ends_with(['.', '?', '!', '…', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        ended(Html(html.to_owned())).0
    }

    #[test]
    fn the_first_sentence_ends_at_a_mark_before_a_capital() {
        for (words, sentence) in [
            ("One thing. Then another.", "One thing."),
            ("It took 3.5 days. No more", "It took 3.5 days."),
            ("Mr. J. Smith typed it. Twice.", "Mr. J. Smith typed it."),
            ("Why twice? Nobody knew.", "Why twice?"),
            ("No end at all", "No end at all"),
            ("A. b. c. d", "A. b. c. d"),
            ("", ""),
        ] {
            assert_eq!(first(words), sentence);
        }
    }

    #[test]
    fn a_full_stop_is_added_once() {
        assert_eq!(shown("Much money"), "Much money.");
        for whole in ["Is it good?", "Much money.", "“So it is!”", "<em>So it is.</em>", ""] {
            assert_eq!(shown(whole), whole);
        }
    }

    #[test]
    fn notes_stand_behind_the_end() {
        let noted = "It <span>fell.</span><sup class=\"n\"><a href=\"#x\">1</a></sup>";
        assert_eq!(shown(noted), noted);
        assert_eq!(shown("It <span>fell</span><sup>1</sup>"), "It <span>fell</span><sup>1</sup>.");
    }
}
