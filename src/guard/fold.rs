//! The words of a file in plain small letters, whatever its format: what a reader, a search engine or a program can put
//! together again from it.
//!
//! Goes in: bytes and their format. Comes out: one row of ASCII. Tags inside a word leave it whole (`No<em>rth</em>wind`),
//! tags between blocks become a line end, entities and `%40` become what they stand for, accents go. What is not read
//! as running text (attributes, comments, targets of links) stands behind the running text.

use crate::foreign::character;

/// How words are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// HTML, XML, SVG.
    Markup,
    /// Markdown, with or without front matter.
    Markdown,
    /// JSON: `\u0041` is a letter.
    Json,
    /// Styles and scripts, in which digits and slashes are no words.
    Code,
    /// Anything else that is text.
    Plain,
}

impl Format {
    /// By the name's ending; `None` for what is not read as text.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        Some(match ending.as_str() {
            "html" | "htm" | "xhtml" | "xml" | "svg" | "atom" | "rss" | "xsl" | "kml" | "gpx" | "opf" => Self::Markup,
            "md" | "markdown" | "mdx" => Self::Markdown,
            "json" | "jsonl" | "ndjson" | "webmanifest" | "geojson" | "jsonld" | "map" => Self::Json,
            "css" | "js" | "mjs" | "cjs" | "ts" | "scss" | "less" => Self::Code,
            "txt" | "text" | "csv" | "tsv" | "vtt" | "srt" | "yml" | "yaml" | "toml" | "ini" | "log" | "ics"
            | "vcf" | "eml" | "mbox" | "sql" | "tex" | "rst" | "adoc" | "org" | "conf" | "sh" | "py" => Self::Plain,
            // CNAME, _redirects, .htaccess.
            _ if !name.trim_start_matches('.').contains('.') => Self::Plain,
            _ => return None,
        })
    }
}

/// Takes letters, each with its place in the file.
pub(super) trait Lane {
    /// Takes one.
    fn push(&mut self, byte: u8, at: usize);
    /// Takes a row of printed ASCII as small letters; the first stands at `at`.
    fn extend(&mut self, bytes: &[u8], at: usize);
    /// Takes all of another, and leaves it empty. Returns where that begins.
    fn take(&mut self, other: &mut Self) -> usize;
}

impl Lane for Vec<u8> {
    #[inline]
    fn push(&mut self, byte: u8, _: usize) {
        Vec::push(self, byte);
    }
    fn extend(&mut self, bytes: &[u8], _: usize) {
        let from = self.len();
        self.extend_from_slice(bytes);
        self[from..].make_ascii_lowercase();
    }
    fn take(&mut self, other: &mut Self) -> usize {
        let at = self.len();
        self.append(other);
        at
    }
}

/// Letters and where they stand.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) bytes: Vec<u8>,
    pub(super) places: Vec<usize>,
}

impl Lane for Placed {
    fn push(&mut self, byte: u8, at: usize) {
        self.bytes.push(byte);
        self.places.push(at);
    }
    fn extend(&mut self, bytes: &[u8], at: usize) {
        Lane::extend(&mut self.bytes, bytes, at);
        self.places.extend(at..at + bytes.len());
    }
    fn take(&mut self, other: &mut Self) -> usize {
        let at = self.bytes.len();
        self.bytes.append(&mut other.bytes);
        self.places.append(&mut other.places);
        at
    }
}

/// Tags that may stand inside a word.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"data", b"del", b"dfn", b"em", b"font", b"i", b"ins",
    b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strong", b"sub", b"time", b"tspan", b"u", b"var",
    b"wbr",
];

/// Writes the running text of `input` to `words`, the rest behind it. Both buffers are emptied first by the caller.
/// Returns where the rest begins.
pub(super) fn fold<L: Lane>(input: &[u8], format: Format, words: &mut L, aside: &mut L) -> usize {
    let tags = matches!(format, Format::Markup | Format::Markdown);
    let blocks = matches!(format, Format::Markdown | Format::Plain);
    let mut at = 0;
    while let Some(&byte) = input.get(at) {
        at = match byte {
            b'<' if tags => tag(input, at, format, words, aside),
            b'*' if format == Format::Markdown => at + 1,
            b']' if format == Format::Markdown && input.get(at + 1) == Some(&b'(') => target(input, at, format, aside),
            b'\n' if blocks && is_blank_line(&input[at + 1..]) => {
                words.push(b'\n', at);
                at + 1
            }
            _ => some(input, at, format, words),
        };
    }
    words.push(b'\n', input.len());
    words.take(aside)
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

/// One character, however it is written; returns where the next begins.
#[inline]
fn one<L: Lane>(input: &[u8], at: usize, format: Format, lane: &mut L) -> usize {
    match input[at] {
        b'&' if format != Format::Code => entity(input, at, lane),
        b'%' => percent(input, at, lane),
        b'\\' if format == Format::Json => escape(input, at, lane),
        byte if byte < 0x80 => {
            lane.push(small(byte), at);
            at + 1
        }
        _ => wide(input, at, lane),
    }
}

#[inline]
fn small(byte: u8) -> u8 {
    if byte <= b' ' || byte == 0x7f { b' ' } else { byte.to_ascii_lowercase() }
}

/// A character beyond ASCII.
fn wide<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let end = (at + 4).min(input.len());
    let text = match std::str::from_utf8(&input[at..end]) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&input[at..at + error.valid_up_to()]).unwrap_or(""),
    };
    match text.chars().next() {
        Some(c) => {
            letter(c, at, lane);
            at + c.len_utf8()
        }
        None => {
            lane.push(b' ', at);
            at + 1
        }
    }
}

/// Any character as plain letters.
fn letter<L: Lane>(c: char, at: usize, lane: &mut L) {
    if c.is_ascii() {
        return lane.push(small(c as u8), at);
    }
    match c {
        // Nobody sees these, and they hide a word from a search.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{34f}' => {}
        _ => match deunicode::deunicode_char(c) {
            Some(plain) => plain.bytes().for_each(|b| lane.push(small(b), at)),
            None => lane.push(b' ', at),
        },
    }
}

/// `&amp;`, `&#64;`, `&commat;`; one that is written twice over is read to its end.
fn entity<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let end = (at + 36).min(input.len());
    let Some(length) = input[at..end].iter().position(|b| *b == b';') else {
        lane.push(b'&', at);
        return at + 1;
    };
    let behind = at + length + 1;
    let c = match &input[at + 1..at + length] {
        b"amp" => {
            // `&amp;#64;`: what stands behind may be an entity for whoever reads this as HTML once more.
            let mut again = vec![b'&'];
            again.extend_from_slice(&input[behind..(behind + 12).min(input.len())]);
            if again.len() > 1 && again[1] != b' ' && again.contains(&b';') {
                let mut one = Vec::new();
                let read = entity(&again, 0, &mut one);
                if read > 1 {
                    one.iter().for_each(|b| lane.push(*b, at));
                    return behind + read - 1;
                }
            }
            '&'
        }
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"nbsp" => ' ',
        name => match numbered(name) {
            Some(c) => c,
            None => {
                let named = std::str::from_utf8(&input[at..behind]).ok().and_then(character);
                let Some((words, _)) = named else {
                    lane.push(b'&', at);
                    return at + 1;
                };
                words.chars().for_each(|c| letter(c, at, lane));
                return behind;
            }
        },
    };
    letter(c, at, lane);
    behind
}

/// `#64` and `#x40`.
fn numbered(name: &[u8]) -> Option<char> {
    let digits = std::str::from_utf8(name.strip_prefix(b"#")?).ok()?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// `%40`, and `%C3%A9`.
fn percent<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let hex = |at: usize| {
        let digits = input.get(at..at + 3).filter(|d| d[0] == b'%')?;
        u8::from_str_radix(std::str::from_utf8(&digits[1..]).ok()?, 16).ok()
    };
    let mut bytes = Vec::new();
    let mut end = at;
    while let Some(byte) = hex(end)
        && bytes.len() < 4
        && (bytes.is_empty() || byte >= 0x80)
    {
        bytes.push(byte);
        end += 3;
        if byte < 0x80 || std::str::from_utf8(&bytes).is_ok() {
            break;
        }
    }
    match std::str::from_utf8(&bytes).ok().and_then(|s| s.chars().next()) {
        Some(c) => {
            letter(c, at, lane);
            end
        }
        None => {
            lane.push(b'%', at);
            at + 1
        }
    }
}

/// `\u0041`, `\n`, `\/`.
fn escape<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let code = |from: usize| {
        let digits = input.get(from..from + 6)?.strip_prefix(b"\\u")?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    if let Some(high) = code(at) {
        if let Some(low) = code(at + 6).filter(|_| (0xd800..0xdc00).contains(&high)) {
            let whole = 0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
            letter(char::from_u32(whole).unwrap_or(' '), at, lane);
            return at + 12;
        }
        letter(char::from_u32(high).unwrap_or(' '), at, lane);
        return at + 6;
    }
    match input.get(at + 1) {
        Some(b'n' | b'r' | b't' | b'b' | b'f') => lane.push(b' ', at),
        Some(byte) if *byte < 0x80 => lane.push(small(*byte), at),
        _ => {
            lane.push(b'\\', at);
            return at + 1;
        }
    }
    at + 2
}

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
    let lower = |b: &[u8]| b.iter().map(u8::to_ascii_lowercase).eq(name.iter().map(u8::to_ascii_lowercase));
    match name {
        b"br" | b"sup" | b"img" => words.push(b' ', at),
        _ if INLINE.iter().any(|inline| inline.len() == length && lower(inline)) => {}
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
        assert_eq!(folded("C:\\\\Users\\n", Format::Json).trim(), "c:\\users");
        let _ = folded("<", Format::Markup);
        let _ = folded("<a", Format::Markup);
        let _ = folded("<!--", Format::Markup);
        let _ = folded("](", Format::Markdown);
        let _ = folded("<a b='", Format::Markup);
        let _ = folded("&", Format::Markup);
        let _ = folded("%", Format::Plain);
        let _ = folded("\\", Format::Json);
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
