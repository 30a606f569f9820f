//! JPEG: a row of segments, and scans that run up to the next one (ITU-T T.81, annex B).

use super::{Trouble, be, exif};

const CUT: Trouble = Trouble::Unreadable("this JPEG is cut off");

/// Keeps what is needed to decode: tables, frames, scans, the JFIF and Adobe heads, the colour profile. Drops every other
/// application segment (Exif, XMP, IPTC, maker's notes), comments, and what stands behind the end.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&bytes[..2]);
    let mut at = 2;
    let mut way_up = None;
    loop {
        let marker = marker(bytes, &mut at)?;
        if marker == 0xd9 {
            out.extend([0xff, marker]);
            return Ok(out);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            out.extend([0xff, marker]);
            continue;
        }
        let length = be(bytes, at, 2).filter(|n| *n >= 2).ok_or(CUT)?;
        let body = bytes.get(at + 2..at + length).ok_or(CUT)?;
        let whole = &bytes[at..at + length];
        at += length;
        if marker == 0xe1 && body.starts_with(b"Exif\0\0") {
            way_up = way_up.or(exif::orientation(&body[6..]));
            continue;
        }
        if !is_kept(marker, body) {
            continue;
        }
        // The way up stands before the picture, and behind the JFIF head, which must come first.
        if marker < 0xe0
            && let Some(way) = way_up.take()
        {
            segment(&mut out, 0xe1, &[b"Exif\0\0".as_slice(), &exif::only(way)].concat());
        }
        out.extend([0xff, marker]);
        out.extend_from_slice(whole);
        if marker == 0xda {
            let end = scan_end(bytes, at).ok_or(CUT)?;
            out.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
}

/// The next marker; `at` is moved behind it. It may be filled up with 0xff.
fn marker(bytes: &[u8], at: &mut usize) -> Result<u8, Trouble> {
    if *bytes.get(*at).ok_or(CUT)? != 0xff {
        return Err(Trouble::Unreadable("this JPEG is damaged: a segment does not start where it should"));
    }
    while *bytes.get(*at).ok_or(CUT)? == 0xff {
        *at += 1;
    }
    *at += 1;
    Ok(bytes[*at - 1])
}

fn is_kept(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Where the entropy-coded data that starts at `from` ends: at the next marker that is none of its own.
fn scan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xff, marker]);
    out.extend(((body.len() + 2) as u16).to_be_bytes());
    out.extend_from_slice(body);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn jpeg(segments: &[(u8, &[u8])], behind: &[u8]) -> Vec<u8> {
        let mut out = b"\xff\xd8".to_vec();
        segments.iter().for_each(|(marker, body)| segment(&mut out, *marker, body));
        segment(&mut out, 0xda, b"\x01\x01\0\0\x3f\0");
        out.extend(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9");
        out.extend(behind);
        out
    }

    pub(in crate::picture) fn picture() -> Vec<u8> {
        jpeg(&[(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), (0xdb, &[7; 65])], b"")
    }

    #[test]
    fn only_what_shows_the_picture_is_kept() {
        let exif = [b"Exif\0\0".as_slice(), &exif::only(6), b"CANARY-GPS"].concat();
        let dirty = jpeg(
            &[
                (0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
                (0xe1, &exif),
                (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>CANARY-XMP"),
                (0xe2, b"ICC_PROFILE\0\x01\x01profile"),
                (0xe2, b"MPF\0CANARY-MPF"),
                (0xed, b"Photoshop 3.0\08BIM CANARY-IPTC"),
                (0xfe, b"CANARY-COMMENT"),
                (0xee, b"Adobe\0\x64\0\0\0\0\x01"),
                (0xdb, &[7; 65]),
            ],
            b"CANARY-BEHIND",
        );
        let clean = clean(&dirty).unwrap();
        assert!(!clean.windows(6).any(|w| w == b"CANARY"));
        let holds = |words: &[u8]| clean.windows(words.len()).any(|w| w == words);
        assert!(holds(b"ICC_PROFILE\0\x01\x01profile") && holds(b"Adobe\0") && holds(b"JFIF\0"));
        assert!(holds(&exif::only(6)), "the way up is kept");
        assert!(clean.ends_with(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"));
        assert_eq!(super::clean(&clean).unwrap(), clean, "clean stays as it is");
    }

    #[test]
    fn what_is_clean_stays_byte_for_byte() {
        assert_eq!(clean(&picture()).unwrap(), picture());
    }
}
