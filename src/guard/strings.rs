//! The words of a file that is no text: what stands in it as plain letters, one byte or two bytes each.
//!
//! Goes in: bytes. Comes out: rows of printable characters, one a line. What is packed or drawn in the file stays unseen,
//! and the caller says so.

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// Bits that are left over at the end are nobody's business.
const STANDARD_NO_PAD: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone),
);

/// Shorter rows are chance.
const SHORTEST: usize = 6;

/// In so long a row a shape, such as that of an address, is no chance either.
pub(super) const LONG: usize = 24;

/// Endings of files that hold no words of anybody: letters, icons, programs.
const WORDLESS: &[&str] = &["woff", "woff2", "ttf", "otf", "eot", "ico", "cur", "bmp", "wasm"];

/// Whether a file of this name has nothing to hide behind.
pub(super) fn is_wordless(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    WORDLESS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// What is written as Base64 in a `data:` address, in the order of the file.
pub(super) fn packed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    memchr::memmem::find_iter(bytes, b"base64,").filter_map(|at| {
        let rest = &bytes[at + b"base64,".len()..];
        let is_letter = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
        let letters = rest.iter().take_while(is_letter).map(|b| match b {
            b'-' => b'+',
            b'_' => b'/',
            b => *b,
        });
        let mut letters: Vec<u8> = letters.collect();
        // One letter alone is no byte.
        letters.truncate(letters.len() - usize::from(letters.len() % 4 == 1));
        STANDARD_NO_PAD.decode(letters).ok().filter(|unpacked| unpacked.len() >= SHORTEST)
    })
}

/// Every row of printable characters in `bytes`.
pub(super) fn of(bytes: &[u8]) -> Vec<u8> {
    let mut out = String::new();
    rows(bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars().map(Some).chain([None])), &mut out);
    // Letters of two bytes, from both first bytes and in both orders.
    for from in [0, 1] {
        for high in [0, 1] {
            let pairs = bytes.get(from..).unwrap_or_default().chunks_exact(2);
            rows(pairs.map(|pair| (pair[high] == 0).then_some(char::from(pair[1 - high]))), &mut out);
        }
    }
    out.into_bytes()
}

fn rows(letters: impl Iterator<Item = Option<char>>, out: &mut String) {
    let mut from = out.len();
    for letter in letters.chain([None]) {
        match letter.filter(|c| !c.is_control() || *c == '\t') {
            Some(c) => out.push(c),
            None => {
                if out[from..].bytes().filter(u8::is_ascii).count() < SHORTEST {
                    out.truncate(from);
                } else {
                    out.push_str("\n\n");
                }
                from = out.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_and_of_two_bytes_are_found() {
        let wide: Vec<u8> = "Dilys Kerr".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Dilys Kerr".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let accents = of("\u{1}Zo\u{eb} M\u{e4}rz\u{2}".as_bytes());
        assert_eq!(String::from_utf8_lossy(&accents), "Zo\u{eb} M\u{e4}rz\n\n");
        for hidden in [b"Dilys Kerr".as_slice(), &wide, &big] {
            for before in [b"\x01\x02".as_slice(), b"\x01"] {
                let text = of(&[before, hidden, b"\x03"].concat());
                assert!(String::from_utf8_lossy(&text).contains("Dilys Kerr"), "{hidden:?}");
            }
        }
        assert_eq!(of(b"\x01abc\x02defgh\x03"), b"");
        assert!(is_wordless("a/b.WOFF2") && !is_wordless("a.pdf"));
    }
}
