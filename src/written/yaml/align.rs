//! From the words a scalar means to the bytes it was written with.

use granit_parser::ScalarStyle;

use crate::written::OffsetMap;

/// Lines the value up with the bytes it was written with. Where that fails the whole scalar stands for each part.
pub(super) fn align(value: &str, raw: &str, style: ScalarStyle, start: usize) -> OffsetMap {
    if value == raw {
        return OffsetMap::contiguous(start, value.len());
    }
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    // Nothing is escaped where nothing is longer than it means.
    if is_quoted && raw.len() == value.len() + 2 && raw.get(1..1 + value.len()) == Some(value) {
        return OffsetMap::contiguous(start + 1, value.len());
    }
    let mut map = OffsetMap::default();
    let bytes = raw.as_bytes();
    // The parser's span of a block scalar begins with its content.
    let mut at = usize::from(is_quoted);
    let mut rest = value;
    loop {
        // Most of it stands there as it is meant.
        let plain = same_letters(rest, &raw[at.min(raw.len())..]);
        map.push(plain, start + at..start + at + plain);
        (rest, at) = (&rest[plain..], at + plain);
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        // A folded or indented line: skip what the value has no character for.
        while at < raw.len() && !raw[at..].starts_with(c) {
            let escaped_line_end = style == ScalarStyle::DoubleQuoted && raw[at..].starts_with("\\\n");
            if escaped_line_end {
                at += 2;
            } else if bytes[at].is_ascii_whitespace() && !(c == ' ' && matches!(bytes[at], b'\n' | b'\r')) {
                at += 1;
            } else {
                break;
            }
        }
        if at >= raw.len() {
            // The final line end of a block scalar that ends with the file.
            map.push(c.len_utf8(), start + raw.len()..start + raw.len());
            continue;
        }
        let width = match bytes[at] {
            b'\\' if style == ScalarStyle::DoubleQuoted => escape_width(&raw[at..]),
            b'\'' if style == ScalarStyle::SingleQuoted => 2,
            b'\n' | b'\r' if c == ' ' => raw[at..].len() - raw[at..].trim_start().len(),
            _ if raw[at..].starts_with(c) => c.len_utf8(),
            _ => {
                let mut whole = OffsetMap::default();
                whole.push_whole(value.len(), start..start + raw.len());
                return whole;
            }
        };
        let width = width.min(raw.len() - at);
        map.push(c.len_utf8(), start + at..start + at + width);
        at += width;
    }
    map
}

/// How many bytes both begin with that mean themselves in every style.
fn same_letters(value: &str, raw: &str) -> usize {
    let plain = |(a, b): &(u8, u8)| a == b && !a.is_ascii_whitespace() && !matches!(a, b'\\' | b'\'' | b'"');
    value.floor_char_boundary(value.bytes().zip(raw.bytes()).take_while(plain).count())
}

/// Bytes of one escape sequence in a double-quoted scalar.
fn escape_width(raw: &str) -> usize {
    match raw.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        Some(_) => 1 + raw[1..].chars().next().map_or(0, char::len_utf8),
        None => 1,
    }
}
