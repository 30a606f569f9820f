//! Words cut to a length: a brief is one sheet, whatever the study holds.

use super::Html;

/// What stands where words were cut.
const CUT: &str = " …";

/// A word this long counts for two, because it takes the room of two.
const LONG: usize = 14;

/// How much room words take: one each, a very long one more.
pub(super) fn room(html: &str) -> usize {
    let mut total = 0;
    for part in html.split('<') {
        let text = part.split_once('>').map_or(part, |(_, after)| after);
        total += text.split_whitespace().map(weight).sum::<usize>();
    }
    total
}

fn weight(word: &str) -> usize {
    word.chars().count().div_ceil(LONG).max(1)
}

/// HTML of ours with room for `most` words: cut behind its last whole sentence, else behind a word. Tags stay closed.
pub(super) fn cut(html: &mut Html, most: usize) -> bool {
    if room(&html.0) <= most {
        return false;
    }
    let (mut used, mut at) = (0, 0);
    let mut open: Vec<&str> = Vec::new();
    // Behind the last whole sentence, and behind the last whole word: the place, and how many tags are open there.
    let (mut sentence, mut word): (Option<(usize, usize)>, (usize, usize)) = (None, (0, 0));
    let text = html.0.as_str();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            track(&rest[..end], &mut open);
            at += end;
        } else {
            let blank = rest.len() - rest.trim_start().len();
            let end = rest[blank..].find(|c: char| c.is_whitespace() || c == '<').map_or(rest.len(), |end| end + blank);
            let piece = &rest[blank..end];
            used += if piece.is_empty() { 0 } else { weight(piece) };
            if used > most {
                break;
            }
            at += end;
        }
        // The number of a note belongs to the words before it.
        if !note_follows(&text[at..]) && !open.contains(&"sup") {
            word = (at, open.len());
            if text[..at].ends_with(['.', '?', '!']) || text[..at].ends_with("</sup>") && ends_before_sup(&text[..at]) {
                sentence = Some(word);
            }
        }
    }
    let (at, depth) = sentence.unwrap_or(word);
    let mut kept = text[..at].trim_end().to_owned();
    open_at(text, at).into_iter().take(depth).rev().for_each(|name| kept.push_str(&format!("</{name}>")));
    kept.push_str(CUT);
    html.0 = kept;
    true
}

/// Plain words with room for `most`.
pub(super) fn cut_text(words: &mut String, most: usize) -> bool {
    if room(words) <= most {
        return false;
    }
    let mut used = 0;
    let mut kept = String::new();
    for word in words.split_whitespace() {
        used += weight(word);
        if used > most {
            if kept.is_empty() {
                kept = word.chars().take(most * LONG).collect();
            }
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    *words = kept + CUT;
    true
}

/// Whether the number of a note stands here, behind tags that close.
fn note_follows(mut rest: &str) -> bool {
    while let Some(end) = rest.strip_prefix("</").and_then(|inside| inside.find('>')) {
        rest = &rest[end + 3..];
    }
    rest.starts_with("<sup")
}

fn ends_before_sup(html: &str) -> bool {
    html.rfind("<sup").is_some_and(|at| html[..at].trim_end().ends_with(['.', '?', '!']))
}

fn track<'a>(tag: &'a str, open: &mut Vec<&'a str>) {
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    match inside.strip_prefix('/') {
        Some(_) => drop(open.pop()),
        None => open.push(inside.split(|c: char| c.is_whitespace()).next().unwrap_or(inside)),
    }
}

/// The tags that are open at a place, outermost first.
fn open_at(html: &str, at: usize) -> Vec<&str> {
    let mut open = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..at].find('<') {
        let start = from + start;
        let Some(end) = html[start..at].find('>') else { break };
        track(&html[start..start + end + 1], &mut open);
        from = start + end + 1;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str, most: usize) -> String {
        let mut html = Html(html.to_owned());
        cut(&mut html, most);
        html.0
    }

    #[test]
    fn words_are_cut_behind_a_sentence_else_a_word() {
        assert_eq!(shown("One two three.", 3), "One two three.");
        assert_eq!(shown("One two. Three four five.", 4), "One two. …");
        assert_eq!(shown("One two three four", 2), "One two …");
        assert_eq!(shown("A <em>b c d</em> e", 2), "A <em>b</em> …");
        assert_eq!(shown("<em>b c <strong>d e</strong></em> f", 3), "<em>b c <strong>d</strong></em> …");
        let noted = "It <span id=\"x\">fell by half</span><sup><a href=\"#n\">1</a></sup>. Then it rose again.";
        assert_eq!(shown(noted, 6), noted.replace(" Then it rose again.", " …"));
        assert_eq!(shown(noted, 4), "It <span id=\"x\">fell by</span> …", "no figure without its note");
    }

    #[test]
    fn long_words_take_more_room() {
        assert_eq!(room("a bb <b>cc</b> d"), 4);
        assert_eq!(room(&"x".repeat(140)), 10);
        let mut words = "y".repeat(200);
        assert!(cut_text(&mut words, 2));
        assert_eq!(words, format!("{} …", "y".repeat(28)));
        assert_eq!(shown(&"z".repeat(100), 2), " …");
    }
}
