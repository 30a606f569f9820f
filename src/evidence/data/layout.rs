//! What the first bytes of a data file say of the rest: is it a table, what separates its cells, how are they named.

/// The marks that separate cells, the more usual first.
const MARKS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The mark that stands most often in the first line, outside of quotes; the comma where none does. Or why there is no
/// table, and what to do.
pub(super) fn delimiter(head: &[u8]) -> Result<u8, (&'static str, &'static str)> {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err(("is UTF-16", "save it as CSV in UTF-8"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(("is a spreadsheet, or another packed file", "export the sheet as CSV"));
    }
    if head.contains(&0) {
        return Err(("is no text", "export the data as CSV"));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(("is empty", "put a line with the names of the columns first, and a row below for each reading"));
    }
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep=")) {
        return Err(("begins with a line for a spreadsheet, `sep=`", "delete that line: the mark is found without it"));
    }
    let mut counts = [0usize; MARKS.len()];
    let mut quoted = false;
    for byte in text.iter().skip_while(|byte| byte.is_ascii_whitespace()) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = MARKS.iter().position(|mark| mark == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    Ok(counts.iter().position(|count| *count == most && most > 0).map_or(b',', |at| MARKS[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_what_separates() {
        for (head, expected) in [
            (&b"a,b;c,d\n1;2;3;4;5\n"[..], b','),
            (b"a;b;c,d\n", b';'),
            (b"a\tb\n", b'\t'),
            (b"\"a;b;c\",d\n", b','),
            (b"alone\n1\n", b','),
            (b"\xef\xbb\xbf\na|b", b'|'),
        ] {
            assert_eq!(delimiter(head), Ok(expected), "{}", String::from_utf8_lossy(head));
        }
        for head in [&b""[..], b"\xef\xbb\xbf\r\n", b"\xff\xfea\0", b"PK\x03\x04zip", b"a,b\n\0\0", b"sep=;\na;b\n"] {
            assert!(delimiter(head).is_err(), "{}", String::from_utf8_lossy(head));
        }
    }
}
