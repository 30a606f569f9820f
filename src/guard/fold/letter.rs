//! One character of a file as plain small letters, however it is written: beyond ASCII, as an entity, in percent, escaped.

use super::{Format, Lane};
use crate::foreign::character;

/// One character, however it is written; returns where the next begins.
#[inline]
pub(super) fn one<L: Lane>(input: &[u8], at: usize, format: Format, lane: &mut L) -> usize {
    match input[at] {
        b'&' => entity(input, at, lane),
        b'%' => percent(input, at, lane),
        b'\\' if format == Format::Json => escape(input, at, lane),
        b'\\' if format == Format::Script => script_escape(input, at, lane),
        b'\\' if format == Format::Style => style_escape(input, at, lane),
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

/// `\4b ` of style sheets: up to six digits and one blank. A line end that is escaped is none.
fn style_escape<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let rest = &input[at + 1..];
    let digits = rest.iter().take(6).take_while(|b| b.is_ascii_hexdigit()).count();
    let blank = |from: usize| match &rest[from..] {
        [b'\r', b'\n', ..] => 2,
        [b' ' | b'\t' | b'\n' | b'\r' | b'\x0c', ..] => 1,
        _ => 0,
    };
    if digits == 0 {
        let line_end = if matches!(rest, [b'\n' | b'\r' | b'\x0c', ..]) { blank(0) } else { 0 };
        return at + 1 + line_end;
    }
    letter(hex(&rest[..digits]).unwrap_or(' '), at, lane);
    at + 1 + digits + blank(digits)
}

/// The character of a code in hexadecimal digits.
fn hex(digits: &[u8]) -> Option<char> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().and_then(char::from_u32)
}

/// `\x41`, `\u0041` and `\u{41}` of scripts. Any other stays as it is: it may stand in a path.
fn script_escape<L: Lane>(input: &[u8], at: usize, lane: &mut L) -> usize {
    let coded = match &input[at + 1..] {
        [b'x', a, b, ..] => hex(&[*a, *b]).map(|c| (c, 4)),
        [b'u', b'{', digits @ ..] => {
            let length = digits.iter().take(16).position(|b| *b == b'}');
            length.and_then(|length| Some((hex(&digits[..length])?, length + 4)))
        }
        [b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(|b| b.is_ascii_hexdigit()) => {
            return escape(input, at, lane);
        }
        _ => None,
    };
    match coded {
        Some((c, length)) => {
            letter(c, at, lane);
            at + length
        }
        None => {
            lane.push(b'\\', at);
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
