//! The words of a file in plain small letters, whatever its format: what a reader, a search engine or a program can put
//! together again from it.
//!
//! Goes in: bytes and their format. Comes out: one row of ASCII. Tags inside a word leave it whole (`No<em>rth</em>wind`),
//! tags between blocks become a line end, entities and `%40` become what they stand for, accents go. What is not read
//! as running text (attributes, comments, targets of links) stands behind the running text.

mod format;
mod lane;
mod letter;

pub(super) use format::Format;
pub(super) use lane::{Lane, Placed};
use letter::one;

/// Whether a tag of this name may stand inside a word.
fn is_inline(name: &[u8]) -> bool {
    let mut small = [0; 6];
    let Some(small) = small.get_mut(..name.len()) else { return false };
    small.copy_from_slice(name);
    small.make_ascii_lowercase();
    matches!(
        &*small,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"cite"
            | b"code"
            | b"data"
            | b"del"
            | b"dfn"
            | b"em"
            | b"font"
            | b"i"
            | b"ins"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strong"
            | b"sub"
            | b"time"
            | b"tspan"
            | b"u"
            | b"var"
            | b"wbr"
    )
}

/// Writes the running text of `input` to `words`, the rest behind it. Both buffers are emptied first by the caller.
/// Returns where the rest begins.
pub(super) fn fold<L: Lane>(input: &[u8], format: Format, words: &mut L, aside: &mut L) -> usize {
    let tags = matches!(format, Format::Markup | Format::Markdown);
    let blocks = matches!(format, Format::Markdown | Format::Plain);
    let mut at = 0;
    // What is written in another way in a part of the file, and where that ends.
    let (mut within, mut until) = (format, 0);
    while let Some(&byte) = input.get(at) {
        let written = if at < until { within } else { format };
        at = match byte {
            b'<' if tags => {
                // A style sheet in the words of a script is none.
                if at >= until
                    && let Some((code, length)) = code(&input[at..])
                {
                    (within, until) = (code, at + length);
                }
                tag(input, at, written, words, aside)
            }
            b'*' if format == Format::Markdown => at + 1,
            b']' if format == Format::Markdown && input.get(at + 1) == Some(&b'(') => target(input, at, format, aside),
            b'\n' if blocks && is_blank_line(&input[at + 1..]) => {
                words.push(b'\n', at);
                at + 1
            }
            _ => some(input, at, written, words),
        };
    }
    words.push(b'\n', input.len());
    words.take(aside)
}

/// Whether a style sheet or a script begins here, how it is written, and where it ends. What stands in a script is read
/// as markup all the same, since it may hold some.
#[inline]
fn code(rest: &[u8]) -> Option<(Format, usize)> {
    let begins = |name: &[u8]| {
        rest.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && !rest.get(name.len() + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    let (format, name): (_, &[u8]) = match rest.get(1..3)? {
        [b's' | b'S', b't' | b'T'] if begins(b"style") => (Format::Style, b"</style"),
        [b's' | b'S', b'c' | b'C'] if begins(b"script") => (Format::Script, b"</script"),
        _ => return None,
    };
    let end = memchr::memchr_iter(b'<', rest)
        .find(|at| rest.get(*at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
    Some((format, end.unwrap_or(rest.len())))
}

fn is_blank_line(rest: &[u8]) -> bool {
    rest.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r')) == Some(&b'\n')
}

/// A row of characters that stand for themselves in every format, or one character; returns where the next begins.
#[inline]
fn some<L: Lane>(input: &[u8], at: usize, format: Format, lane: &mut L) -> usize {
    let itself = |b: &&u8| ITSELF[usize::from(**b)];
    let row = input[at..].iter().take_while(itself).count();
    if row == 0 {
        return one(input, at, format, lane);
    }
    lane.extend(&input[at..at + row], at);
    at + row
}

/// Whether a byte is a printed letter, and begins nothing else in any format.
const ITSELF: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        table[byte as usize] = !matches!(byte, b'<' | b'*' | b']' | b'&' | b'%' | b'\\');
        byte += 1;
    }
    table
};

/// `](target "title")`: behind the running text.
fn target<L: Lane>(input: &[u8], at: usize, format: Format, aside: &mut L) -> usize {
    let line = memchr::memchr(b'\n', &input[at..]).map_or(input.len(), |n| at + n);
    let mut depth = 0;
    let end = input[at..line].iter().position(|b| {
        depth += i32::from(*b == b'(') - i32::from(*b == b')');
        *b == b')' && depth == 0
    });
    let end = end.map_or(line, |n| at + n + 1);
    let mut next = at + 1;
    while next < end {
        next = some(&input[..end], next, format, aside);
    }
    aside.push(b'\n', at);
    end
}

/// A tag, a comment, an instruction, or a `<` that is none; returns where reading goes on.
fn tag<L: Lane>(input: &[u8], at: usize, format: Format, words: &mut L, aside: &mut L) -> usize {
    let rest = &input[at..];
    if rest.starts_with(b"<![CDATA[") {
        return at + 9;
    }
    if rest.starts_with(b"<!--") {
        let end = memchr::memmem::find(&rest[4..], b"-->").map(|n| at + n + 4);
        inside(input, at + 4..end.unwrap_or(input.len()), format, aside);
        return end.map_or(input.len(), |end| end + 3);
    }
    let name = rest[1..].strip_prefix(b"/").unwrap_or(&rest[1..]);
    let length = name.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-')).count();
    let end = tag_end(rest);
    let Some(end) = end.filter(|_| length > 0 || matches!(rest.get(1), Some(b'!' | b'?'))) else {
        words.push(b'<', at);
        return at + 1;
    };
    let name = &name[..length];
    let from = at + 1 + usize::from(rest.get(1) == Some(&b'/'));
    // `<ana@clinic.example>` is no tag: all of it counts.
    let attributes = match input[from + length] {
        b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>' => from + length,
        _ => from,
    };
    if attributes + 1 < at + end {
        inside(input, attributes..at + end - 1, format, aside);
    }
    match name {
        b"br" | b"sup" | b"img" => words.push(b' ', at),
        _ if is_inline(name) => {}
        _ => words.push(b'\n', at),
    }
    at + end
}

/// Behind the `>` that ends a tag.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &rest[at..])?;
        match rest[at] {
            b'>' => return Some(at + 1),
            // An apostrophe inside a word quotes nothing.
            quote if rest[at - 1] == b'=' || rest[at - 1] == b' ' => {
                at += 1 + memchr::memchr(quote, &rest[at + 1..])? + 1;
            }
            _ => at += 1,
        }
    }
}

/// Everything in `range` goes aside, as a block of its own.
fn inside<L: Lane>(input: &[u8], range: std::ops::Range<usize>, format: Format, aside: &mut L) {
    let mut at = range.start;
    while at < range.end {
        at = some(&input[..range.end], at, format, aside);
    }
    aside.push(b'\n', range.end.saturating_sub(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, format: Format) -> String {
        let (mut words, mut aside) = (Vec::new(), Vec::new());
        fold(text.as_bytes(), format, &mut words, &mut aside);
        String::from_utf8(words).unwrap()
    }

    #[test]
    fn a_word_is_whole_however_it_is_written() {
        for (written, format) in [
            ("North<em>wind</em>", Format::Markup),
            ("<b>N</b>orth<wbr>w&#105;nd", Format::Markup),
            ("Nörthwïnd", Format::Plain),
            ("North\u{ad}w\u{200b}ind", Format::Markup),
            ("North&shy;wind", Format::Markup),
            ("%4eorth%77ind", Format::Markup),
            ("N%C3%B6rthwind", Format::Plain),
            ("\\u004eorthwind", Format::Json),
            ("North*wind*", Format::Markdown),
            ("\\u004eorth\\x77\\u{69}nd", Format::Script),
            ("\\4eorthwind", Format::Style),
            ("\\4e orth\\000077ind", Format::Style),
            ("\\4E\r\northw\\\nind", Format::Style),
            ("\\Northw\\ind", Format::Style),
            ("<style>\\4e orthwind</style>", Format::Markup),
            ("<script>N&ouml;rthwind</script>", Format::Markup),
            ("<SCRIPT>North\\u0077ind</SCRIPT>", Format::Markup),
            ("Ｎorthwind", Format::Plain),
            ("Northw&amp;#105;nd", Format::Markup),
            ("Northw&iacute;nd", Format::Markup),
        ] {
            assert_eq!(folded(written, format).trim(), "northwind", "{written}");
        }
    }

    #[test]
    fn blocks_attributes_and_comments_stand_apart() {
        let html = "<p title=\"A &lt; B\">one</p><td>two<!-- three --><a href='x>y'>four</a>";
        assert_eq!(folded(html, Format::Markup), "\none\n\ntwofour\n title=\"a < b\"\n three \n href='x>y'\n");
        let text = "[saved](evidence:hours \"T\") a day\n\nnext <ana@x.example>";
        assert_eq!(folded(text, Format::Markdown), "[saved a day\n next \n\n(evidence:hours \"t\")\nana@x.example\n");
    }

    #[test]
    fn what_is_no_escape_is_kept() {
        assert_eq!(folded("a < b & c; 100% &nosuch; 5%zz", Format::Markup).trim(), "a < b & c; 100% &nosuch; 5%zz");
        assert_eq!(folded("C:\\Users", Format::Plain).trim(), "c:\\users");
        assert_eq!(folded("<script>C:\\Users</script>", Format::Markup).trim(), "c:\\users");
        assert_eq!(folded("<style>a</style>\\4eo", Format::Markup).trim(), "a\n\\4eo");
        assert_eq!(folded("C:\\\\Users\\n", Format::Json).trim(), "c:\\users");
        let _ = folded("<", Format::Markup);
        let _ = folded("<a", Format::Markup);
        let _ = folded("<!--", Format::Markup);
        let _ = folded("](", Format::Markdown);
        let _ = folded("<a b='", Format::Markup);
        let _ = folded("&", Format::Markup);
        let _ = folded("%", Format::Plain);
        let _ = folded("\\", Format::Json);
        for torn in ["\\", "\\x", "\\x4", "\\u", "\\u{", "\\u{110000}", "\\ffffff", "\\\u{e9}", "<style", "<script>"] {
            let _ = [Format::Json, Format::Script, Format::Style, Format::Markup].map(|format| folded(torn, format));
        }
    }

    #[test]
    fn each_letter_knows_its_place() {
        let text = "é <b>x</b>&amp;y";
        let (mut words, mut aside) = (Placed::default(), Placed::default());
        fold(text.as_bytes(), Format::Markup, &mut words, &mut aside);
        assert_eq!(words.bytes, b"e x&y\n");
        assert_eq!(words.places, [0, 2, 6, 11, 16, 17]);
    }
}
