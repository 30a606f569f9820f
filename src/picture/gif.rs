//! GIF: blocks of sub-blocks (GIF89a specification).

use super::Trouble;

const CUT: Trouble = Trouble::Unreadable("this GIF is cut off");

/// Application extensions that make an animation loop; any other holds metadata.
const LOOPS: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// Keeps images and their timing; drops comments, plain text and metadata.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let flags = *bytes.get(10).ok_or(CUT)?;
    let mut at = 13 + colours(flags);
    let mut out = bytes.get(..at).ok_or(CUT)?.to_vec();
    loop {
        let from = at;
        match *bytes.get(at).ok_or(CUT)? {
            0x3b => {
                out.push(0x3b);
                return Ok(out);
            }
            0x2c => {
                let flags = *bytes.get(at + 9).ok_or(CUT)?;
                // The descriptor, its colours and the size of a code.
                at = sub_blocks(bytes, at + 11 + colours(flags))?;
                out.extend_from_slice(&bytes[from..at]);
            }
            0x21 => {
                let label = *bytes.get(at + 1).ok_or(CUT)?;
                at = sub_blocks(bytes, at + 2)?;
                let loops = label == 0xff && bytes.get(from + 3..from + 14).is_some_and(|name| LOOPS.contains(&name));
                if label == 0xf9 || loops {
                    out.extend_from_slice(&bytes[from..at]);
                }
            }
            _ => return Err(Trouble::Unreadable("this GIF is damaged: a block does not start where it should")),
        }
    }
}

/// Bytes of a colour table.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Behind the sub-blocks that start at `at`.
fn sub_blocks(bytes: &[u8], mut at: usize) -> Result<usize, Trouble> {
    loop {
        let size = usize::from(*bytes.get(at).ok_or(CUT)?);
        at += 1 + size;
        if size == 0 {
            return Ok(at);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const HEAD: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    const LOOP: &[u8] = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    const IMAGE: &[u8] = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";

    pub(in crate::picture) fn picture() -> Vec<u8> {
        [HEAD, LOOP, IMAGE, b";"].concat()
    }

    #[test]
    fn comments_text_and_metadata_go() {
        let text = [b"\x21\x01\x0c".as_slice(), &[0; 12], b"\x06CANARY\0"].concat();
        let dirty =
            [HEAD, LOOP, b"\x21\xfe\x06CANARY\0", b"\x21\xff\x0bXMP DataXMP\x06CANARY\0", &text, IMAGE, b";CANARY"]
                .concat();
        assert_eq!(clean(&dirty).unwrap(), picture());
    }
}
