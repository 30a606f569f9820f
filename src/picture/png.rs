//! PNG: a row of chunks (W3C PNG, third edition, section 5).

use super::{Trouble, be, exif};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that change how the picture looks; text, times, Exif and unknown ones go.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"cICP", b"mDCV", b"cLLI", b"hIST", b"acTL", b"fcTL", b"fdAT",
];

/// Keeps the chunks that show the picture, and which way is up.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let cut = Trouble::Unreadable("this PNG is cut off");
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let mut at = SIGNATURE.len();
    loop {
        let length = be(bytes, at, 4).ok_or(cut)?;
        let name = bytes.get(at + 4..at + 8).ok_or(cut)?;
        let end = at.checked_add(length).and_then(|n| n.checked_add(12)).ok_or(cut)?;
        let chunk = bytes.get(at..end).ok_or(cut)?;
        if at == SIGNATURE.len() && name != b"IHDR" {
            return Err(Trouble::Unreadable("this PNG does not start with its header"));
        }
        if name == b"eXIf" {
            if let Some(way) = exif::orientation(&chunk[8..8 + length]) {
                write(&mut out, b"eXIf", &exif::only(way));
            }
        } else if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend_from_slice(chunk);
        }
        at = end;
        if name == b"IEND" {
            return Ok(out);
        }
    }
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    out.extend((body.len() as u32).to_be_bytes());
    let from = out.len();
    out.extend(name);
    out.extend_from_slice(body);
    let sum = checksum(&out[from..]);
    out.extend(sum.to_be_bytes());
}

/// CRC-32 as PNG uses it, annex D. Only written over some thirty bytes, so it needs no table.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ c >> 1 } else { c >> 1 })
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = SIGNATURE.to_vec();
        write(&mut out, b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
        chunks.iter().for_each(|(name, body)| write(&mut out, name, body));
        write(&mut out, b"IEND", b"");
        out
    }

    pub(in crate::picture) fn picture() -> Vec<u8> {
        png(&[(b"sRGB", b"\0"), (b"IDAT", b"\x08\xd7\x63\x60\0\0\0\x02\0\x01")])
    }

    #[test]
    fn text_times_and_exif_go_and_the_way_up_stays() {
        let dirty = [
            png(&[
                (b"tEXt", b"Author\0CANARY"),
                (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0CANARY"),
                (b"zTXt", b"CANARY\0\0"),
                (b"tIME", b"CANARY!"),
                (b"eXIf", &[exif::only(3).as_slice(), b"CANARY"].concat()),
                (b"caNv", b"CANARY"),
                (b"iCCP", b"profile\0\0x"),
                (b"IDAT", b"x"),
            ]),
            b"CANARY".to_vec(),
        ]
        .concat();
        let clean = clean(&dirty).unwrap();
        assert_eq!(clean, png(&[(b"eXIf", &exif::only(3)), (b"iCCP", b"profile\0\0x"), (b"IDAT", b"x")]));
    }

    #[test]
    fn sums_are_those_of_the_standard() {
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }
}
