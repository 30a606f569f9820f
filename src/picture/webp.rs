//! WebP: a RIFF file of chunks (RFC 9649).

use super::{Trouble, exif, le};

/// Chunks that show the picture.
const KEPT: &[&[u8; 4]] = &[b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Bits of the extended header that announce Exif and XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// Keeps the chunks that show the picture, and which way is up.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let cut = Trouble::Unreadable("this WebP is cut off");
    let end = le(bytes, 4, 4).and_then(|n| n.checked_add(8)).filter(|end| *end <= bytes.len()).ok_or(cut)?;
    let bytes = &bytes[..end];
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut at, mut header, mut way_up, mut shows) = (12, None, None, false);
    while at < end {
        let name = bytes.get(at..at + 4).ok_or(cut)?;
        let length = le(bytes, at + 4, 4).ok_or(cut)?;
        let body = at.checked_add(8).and_then(|from| bytes.get(from..from.checked_add(length)?)).ok_or(cut)?;
        if name == b"VP8X" && length > 0 {
            header = Some(out.len() + 8);
        }
        shows |= matches!(name, b"VP8 " | b"VP8L" | b"ANMF");
        if name == b"EXIF" {
            // Some programs write the head that JPEG needs.
            way_up = exif::orientation(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
        } else if KEPT.iter().any(|kept| kept.as_slice() == name) {
            write(&mut out, name, body);
        }
        at += 8 + length + length % 2;
    }
    if !shows {
        return Err(Trouble::Unreadable("this WebP holds no picture"));
    }
    if let Some(at) = header {
        out[at] &= !(EXIF | XMP);
        if let Some(way) = way_up {
            out[at] |= EXIF;
            write(&mut out, b"EXIF", &exif::only(way));
        }
    }
    let size = (out.len() - 8) as u32;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(out)
}

fn write(out: &mut Vec<u8>, name: &[u8], body: &[u8]) {
    out.extend_from_slice(name);
    out.extend((body.len() as u32).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
        chunks.iter().for_each(|(name, body)| write(&mut out, *name, body));
        let size = (out.len() - 8) as u32;
        out[4..8].copy_from_slice(&size.to_le_bytes());
        out
    }

    pub(in crate::picture) fn picture() -> Vec<u8> {
        webp(&[(b"VP8L", b"\x2f\0\0\0\0\x07")])
    }

    #[test]
    fn exif_and_xmp_go_with_the_bits_that_announce_them() {
        let way_up = exif::only(8);
        let header = |bits: u8| [&[bits][..], b"\0\0\0\0\0\0\0\0\0"].concat();
        let dirty = webp(&[
            (b"VP8X", &header(0x10 | EXIF | XMP)),
            (b"ICCP", b"profile"),
            (b"VP8L", b"odd"),
            (b"EXIF", &[b"Exif\0\0".as_slice(), &exif::only(8), b"CANARY"].concat()),
            (b"XMP ", b"<x>CANARY</x>"),
            (b"CNRY", b"CANARY"),
        ]);
        let dirty = [dirty.as_slice(), b"CANARY"].concat();
        let kept = [(b"VP8X", &header(0x10 | EXIF)[..]), (b"ICCP", b"profile"), (b"VP8L", b"odd")];
        let kept: Vec<(&[u8; 4], &[u8])> = kept.into_iter().chain([(b"EXIF", &way_up[..])]).collect();
        assert_eq!(clean(&dirty).unwrap(), webp(&kept));
        let upright = webp(&[(b"VP8X", &header(EXIF)), (b"VP8L", b"even"), (b"EXIF", b"CANARY")]);
        assert_eq!(clean(&upright).unwrap(), webp(&[(b"VP8X", &header(0)), (b"VP8L", b"even")]));
    }
}
