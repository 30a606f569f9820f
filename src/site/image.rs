//! How large a picture is, from its first bytes.

/// Width and height in pixels of a PNG, GIF, JPEG, WebP or SVG; `None` for anything else or a cut-off head.
pub(crate) fn size(head: &[u8]) -> Option<(u32, u32)> {
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((be32(head, 16)?, be32(head, 20)?));
    }
    if head.starts_with(b"GIF8") {
        return Some((le16(head, 6)?, le16(head, 8)?));
    }
    if head.starts_with(b"\xff\xd8") {
        return jpeg(head);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return webp(head);
    }
    svg(std::str::from_utf8(head).unwrap_or_else(|e| std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or("")))
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

/// Walks the segments to the frame header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let (lead, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if lead != 0xff {
            return None;
        }
        match marker {
            0xff => at += 1,
            // All frame headers; C4, C8 and CC are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?));
            }
            _ => at += 2 + be16(bytes, at + 2)? as usize,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => {
            let three = |at: usize| Some(le16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16);
            Some((three(24)? + 1, three(27)? + 1))
        }
        b"VP8 " => Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(bytes.get(21..25)?.try_into().ok()?);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

/// `width` and `height` of the root, else those of its `viewBox`.
fn svg(text: &str) -> Option<(u32, u32)> {
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let number = |name| {
        let value = attribute(root, name)?.trim_end_matches("px");
        value.parse::<f64>().ok().filter(|v| *v >= 1.0 && *v < 1e6).map(|v| v.round() as u32)
    };
    if let (Some(width), Some(height)) = (number("width"), number("height")) {
        return Some((width, height));
    }
    let sides: Vec<f64> = attribute(root, "viewBox")?
        .split([' ', ',', '\t', '\n'])
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    match sides[..] {
        [_, _, width, height] if width >= 1.0 && height >= 1.0 && width.max(height) < 1e6 => {
            Some((width.round() as u32, height.round() as u32))
        }
        _ => None,
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back()?;
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &rest[1..];
        before.is_whitespace().then(|| value.find(quote).map(|end| &value[..end])).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_five_formats() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 1, 64, 0, 0, 0, 200]);
        assert_eq!(size(&png), Some((320, 200)));
        assert_eq!(size(b"GIF89a\x40\x01\xc8\0"), Some((320, 200)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 64];
        assert_eq!(size(&jpeg), Some((320, 200)));
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        webp.extend([63, 1, 0, 199, 0, 0]);
        assert_eq!(size(&webp), Some((320, 200)));
        assert_eq!(size(b"<?xml?><svg stroke-width='3' viewBox=\"0 0 320 200\">"), Some((320, 200)));
        assert_eq!(size(b"<svg width='12px' height=\"7.6\" viewBox='0 0 1 1'>"), Some((12, 8)));
    }

    #[test]
    fn cut_off_heads_are_none() {
        for head in [
            &b""[..],
            b"\x89PNG\r\n\x1a\n\0\0",
            b"\xff\xd8\xff\xe0",
            b"\xff\xd8\xff",
            b"GIF8",
            b"RIFF1234WEBP",
            b"<svg",
            b"\xff\xfe",
        ] {
            assert_eq!(size(head), None, "{head:?}");
        }
    }
}
