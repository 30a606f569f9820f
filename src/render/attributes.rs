//! The attributes of a finished page, read in place.
//!
//! Goes in: HTML as a template wrote it. Comes out: the name and the place of the value of every attribute of a start
//! tag, in order. It follows the HTML standard as far as it decides what an attribute is: comments, raw text, all ways to
//! quote; but not as far as a comment within a script. What stands in `<noscript>` counts: somebody reads it.
//!
//! Every page is read here, so it is our own; it is tested against a tokenizer that follows the whole standard.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::{Token, Tokenizer};
use memchr::{memchr, memmem};

/// Calls `each` with the name, as written, and the value's bytes in `html`, without quotes.
pub(super) fn attributes(html: &[u8], mut each: impl FnMut(&[u8], Range<usize>)) {
    let mut at = 0;
    while let Some(next) = memchr(b'<', html.get(at..).unwrap_or_default()) {
        let open = at + next + 1;
        at = match html.get(open) {
            Some(b'!') if html[open..].starts_with(b"!--") => comment_end(html, open + 3),
            Some(b'!' | b'?') => after(html, open, b'>'),
            Some(b'/') => match html.get(open + 1) {
                Some(byte) if byte.is_ascii_alphabetic() => tag_end(html, open + 1, |_, _| {}),
                Some(_) => after(html, open + 1, b'>'),
                None => html.len(),
            },
            Some(byte) if byte.is_ascii_alphabetic() => {
                let end = tag_end(html, open, &mut each);
                raw_text_end(html, name_at(html, open), end)
            }
            _ => open,
        };
    }
}

/// The value with its references read and its bytes made text.
pub(super) fn value(raw: &[u8]) -> Cow<'_, str> {
    if !raw.iter().any(|byte| matches!(byte, b'&' | b'\r' | 0)) {
        return String::from_utf8_lossy(raw);
    }
    let tag = format!("<a a=\"{}\">", String::from_utf8_lossy(raw).replace('"', "&quot;"));
    let tags = Tokenizer::new(tag.as_str()).flatten().filter_map(|token| match token {
        Token::StartTag(tag) => Some(tag.attributes),
        _ => None,
    });
    match tags.flatten().next() {
        Some((_, value)) => Cow::Owned(String::from_utf8_lossy(&value.value).into_owned()),
        None => String::from_utf8_lossy(raw),
    }
}

/// The place behind the next `byte`, or the end.
fn after(html: &[u8], from: usize, byte: u8) -> usize {
    memchr(byte, &html[from..]).map_or(html.len(), |at| from + at + 1)
}

/// The place behind a comment whose `<!--` ends at `from`.
fn comment_end(html: &[u8], from: usize) -> usize {
    let rest = &html[from..];
    for short in [b">".as_slice(), b"->"] {
        if rest.starts_with(short) {
            return from + short.len();
        }
    }
    let mut at = 0;
    while let Some(dashes) = memmem::find(&rest[at..], b"--") {
        at += dashes;
        let behind = &rest[at + 2..];
        if behind.starts_with(b">") {
            return from + at + 3;
        }
        if behind.starts_with(b"!>") {
            return from + at + 4;
        }
        at += 1;
    }
    html.len()
}

fn name_at(html: &[u8], start: usize) -> &[u8] {
    &html[start..position(html, start, |byte| is(byte, SPACE | END))]
}

/// The place behind the `>` of the tag whose name starts at `start`; the end when there is none.
fn tag_end(html: &[u8], start: usize, mut each: impl FnMut(&[u8], Range<usize>)) -> usize {
    let mut at = start + name_at(html, start).len();
    loop {
        match html.get(at) {
            None => return html.len(),
            Some(b'>') => return at + 1,
            Some(&byte) if is(byte, SPACE) || byte == b'/' => at += 1,
            Some(_) => at = attribute(html, at, &mut each),
        }
    }
}

/// Reads one attribute, whose name starts at `start`, and gives the place behind it.
fn attribute(html: &[u8], start: usize, each: &mut impl FnMut(&[u8], Range<usize>)) -> usize {
    // A `=` at the very start belongs to the name.
    let name_end = position(html, start + 1, |byte| is(byte, SPACE | END | EQUALS));
    let equals = position(html, name_end, |byte| !is(byte, SPACE));
    if html.get(equals) != Some(&b'=') {
        return name_end;
    }
    let first = position(html, equals + 1, |byte| !is(byte, SPACE));
    let (value, end) = match html.get(first) {
        None | Some(b'>') => return first,
        Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &html[first + 1..]) {
            Some(length) => (first + 1..first + 1 + length, first + length + 2),
            None => return html.len(),
        },
        Some(_) => {
            let end = position(html, first, |byte| is(byte, SPACE) || byte == b'>');
            (first..end, end)
        }
    };
    each(&html[start..name_end], value);
    end
}

#[inline]
fn position(html: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let rest = html.get(from..).unwrap_or_default();
    rest.iter().position(|&byte| wanted(byte)).map_or(html.len(), |at| from + at)
}

/// Behind the text of an element that holds no tags; `from` when the element named `name` is not one.
fn raw_text_end(html: &[u8], name: &[u8], from: usize) -> usize {
    const RAW: &[&[u8]] = &[b"script", b"style", b"title", b"textarea", b"iframe", b"xmp", b"noembed", b"noframes"];
    // Few names begin as these do, and are as long.
    if name.len() < 3 || !matches!(name[0] | 0x20, b's' | b't' | b'i' | b'x' | b'n' | b'p') {
        return from;
    }
    if name.eq_ignore_ascii_case(b"plaintext") {
        return html.len();
    }
    if !RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
        return from;
    }
    let mut at = from;
    while let Some(next) = memmem::find(&html[at..], b"</") {
        at += next;
        let rest = &html[at + 2..];
        if rest.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name))
            && rest.get(name.len()).is_some_and(|&byte| is(byte, SPACE | END))
        {
            return at;
        }
        at += 2;
    }
    html.len()
}

/// What a byte is in a tag: a blank, the end of a tag or of its name, or the sign before a value.
const SPACE: u8 = 1;
const END: u8 = 2;
const EQUALS: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    table[b' ' as usize] = SPACE;
    table[b'\t' as usize] = SPACE;
    table[b'\n' as usize] = SPACE;
    table[b'\r' as usize] = SPACE;
    table[0x0c] = SPACE;
    table[b'/' as usize] = END;
    table[b'>' as usize] = END;
    table[b'=' as usize] = EQUALS;
    table
};

#[inline]
fn is(byte: u8, class: u8) -> bool {
    CLASS[usize::from(byte)] & class != 0
}

#[cfg(test)]
mod tests {
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use proptest::prelude::*;

    use super::*;

    fn ours(html: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        attributes(html.as_bytes(), |name, at| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            found.push((name, value(&html.as_bytes()[at]).into_owned()));
        });
        found
    }

    /// What a tokenizer that follows the whole standard makes of it.
    fn theirs(html: &str) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (mut found, mut name_so_far, mut starts) = (Vec::new(), String::new(), false);
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
            match event {
                CallbackEvent::OpenStartTag { .. } => starts = true,
                CallbackEvent::CloseStartTag { .. } | CallbackEvent::EndTag { .. } => starts = false,
                CallbackEvent::AttributeName { name } => name_so_far = text(name),
                CallbackEvent::AttributeValue { value } if starts => found.push((name_so_far.clone(), text(value))),
                _ => {}
            }
            None
        });
        emitter.naively_switch_states(true);
        for _ in Tokenizer::new_with_emitter(html, emitter) {}
        found
    }

    #[track_caller]
    fn agree(html: &str) {
        let filled = |all: Vec<(String, String)>| all.into_iter().filter(|(_, value)| !value.is_empty());
        assert_eq!(filled(ours(html)).collect::<Vec<_>>(), filled(theirs(html)).collect::<Vec<_>>(), "{html}");
    }

    #[test]
    fn names_and_values_are_found_however_they_are_written() {
        for html in [
            r#"<a href="/x">x</a>"#,
            "<a href='/x' ID = y data-z>x</a>",
            "<a\nhref=/x/y/>x</a><br/><img src=a>",
            r#"<a href="?a=1&amp;b=2&copy=3" title='"&quot;'>"#,
            "<a =b=c d = e f= g>",
            r#"</p id="no"><p id="yes">"#,
            r#"<!-- <a href="x"> --><!--><a id="1"><!---><a id="2"><!-- -- --!><a id="3">"#,
            r#"<!doctype html "x>y"><a id="1"><?php <a id="2"> ?><a id="3">"#,
            r#"<xmp>"<a id=1>"</script ><a id="2"><STYLE><a id=3></sty</style><a id="4">"#,
            r#"<title><a id="1"></title><textarea><a id="2"></textarea><a id="3">"#,
            r#"<plaintext><a id="1"></plaintext>"#,
            "a < b <3 <a id=1> </ x id=2> </> <a id=3>",
            r#"<a id="1"b="2"><svg:a id="4"/>"#,
        ] {
            agree(html);
        }
    }

    proptest! {
        #[test]
        fn random_pages_are_read_as_the_standard_says(pieces in prop::collection::vec(piece(), 0..40)) {
            // Closed, whatever was left open: in a tag that does not end both may stop where they like.
            let html = pieces.concat() + "\"'>-->\"'></title></style></xmp><a>";
            agree(&html);
        }
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "<a ",
            "<b",
            "<p>",
            "</p",
            "</p ",
            ">",
            "/>",
            "<",
            "/",
            " a=\"",
            " a='",
            " a=",
            "a",
            "\"",
            "'",
            "=",
            " ",
            "\n",
            "\t",
            "x",
            "/x/",
            "#y",
            "&amp;",
            "&lt",
            "&#x2F;",
            "&",
            "é",
            "<!-- ",
            "-->",
            "--!>",
            "<!",
            "<?",
            "</title>",
            "<title>",
            "<style>",
            "</style>",
            "<xmp>",
            "</xmp>",
            "<textarea>",
            "</textarea >",
            "-",
            "!",
            "\r\n",
        ])
    }
}
