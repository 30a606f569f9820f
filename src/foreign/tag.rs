//! One tag of HTML or of a component: its name and its attributes, with their bytes.

use std::ops::Range;

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// As written; empty for the fragments `<>` and `</>` of components.
    pub(super) name: String,
    /// Names as written, and the bytes of the values without quotes.
    pub(super) attributes: Vec<(String, Range<usize>)>,
    pub(super) closing: bool,
    pub(super) self_closing: bool,
    /// One past the `>`.
    pub(super) end: usize,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn value<'a>(&self, text: &'a str, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, range)| &text[range.clone()])
    }
}

/// Reads the tag that begins at byte `start` of `text`, a `<`. `None` when it is none: the `<` is a character then. A
/// `<` inside, outside of quotes, ends the attempt, so a text full of open tags is not read again and again.
pub(super) fn read(text: &str, start: usize) -> Option<Tag> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    let closing = bytes.get(at) == Some(&b'/');
    at += usize::from(closing);
    let named = at;
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.');
    while at < bytes.len() && is_name(bytes[at]) {
        at += 1;
    }
    let name = text[named..at].to_owned();
    let first = name.bytes().next();
    if !first.map_or(bytes.get(at) == Some(&b'>'), |b| b.is_ascii_alphabetic()) || text[at..].starts_with("//") {
        return None;
    }
    let mut tag = Tag { name, attributes: Vec::new(), closing, self_closing: false, end: 0 };
    loop {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        match *bytes.get(at)? {
            b'>' => {
                tag.end = at + 1;
                return Some(tag);
            }
            b'/' => {
                tag.self_closing = bytes.get(at + 1) == Some(&b'>');
                at += 1;
            }
            b'<' => return None,
            _ => at = attribute(text, at, &mut tag)?,
        }
    }
}

/// Reads a name and perhaps a value; one past it.
fn attribute(text: &str, start: usize, tag: &mut Tag) -> Option<usize> {
    let bytes = text.as_bytes();
    let stops = |b: u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/' | b'<');
    let mut at = start + 1;
    while at < bytes.len() && !stops(bytes[at]) {
        at += 1;
    }
    let name = text.get(start..at)?.to_owned();
    let spaces = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    if bytes.get(at + spaces) != Some(&b'=') {
        return Some(at);
    }
    at += spaces + 1;
    at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let quote = *bytes.get(at)?;
    let (value, end) = if matches!(quote, b'"' | b'\'') {
        let length = bytes[at + 1..].iter().position(|b| *b == quote)?;
        (at + 1..at + 1 + length, at + length + 2)
    } else {
        let rest = &bytes[at..];
        let ends = |i: &usize| rest[*i].is_ascii_whitespace() || rest[*i] == b'>' || rest[*i..].starts_with(b"/>");
        let length = (0..rest.len()).find(ends)?;
        (at..at + length, at + length)
    };
    tag.attributes.push((name, value));
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_keep_their_bytes() {
        let text = "x <img alt='Saved > 4 hours' title = \"a\nb\" hidden src=/a.png />";
        let tag = read(text, 2).unwrap();
        assert_eq!((tag.name.as_str(), tag.end, tag.self_closing), ("img", text.len(), true));
        assert_eq!(tag.value(text, "ALT"), Some("Saved > 4 hours"));
        assert_eq!(tag.value(text, "title"), Some("a\nb"));
        assert_eq!(tag.value(text, "src"), Some("/a.png"));
        assert_eq!(tag.value(text, "hidden"), None);
    }

    #[test]
    fn what_is_no_tag_is_a_character() {
        for text in ["< 3", "<3", "<", "<a", "<a b", "<a b=", "<a b=\"c", "<https://a.example>", "<a <b>", "</", "<é>"]
        {
            assert_eq!(read(text, 0), None, "{text}");
        }
        assert!(read("<>", 0).is_some_and(|t| t.name.is_empty()));
        assert!(read("</>", 0).is_some_and(|t| t.closing));
    }
}
