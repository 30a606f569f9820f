//! The one thing of Exif that a browser needs: which way is up.

use super::{be, le};

/// The tag of the orientation in the first directory (Exif 2.32, table 4).
const ORIENTATION: usize = 0x0112;

/// The orientation, 2 to 8; `None` when it is upright, absent or cannot be read.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let read = match tiff.get(..4)? {
        b"II*\0" => le,
        b"MM\0*" => be,
        _ => return None,
    };
    let directory = read(tiff, 4, 4)?;
    let entries = read(tiff, directory, 2)?;
    let entry = |n: usize| directory.checked_add(2 + n * 12);
    let at = (0..entries).filter_map(entry).find(|at| read(tiff, *at, 2) == Some(ORIENTATION))?;
    let value = read(tiff, at.checked_add(8)?, 2)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// Exif that says nothing but the orientation.
pub(super) fn only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    tiff.extend([0; 6]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_up_is_read_in_both_byte_orders() {
        assert_eq!(orientation(&only(6)), Some(6));
        let mut little = b"II*\0\x08\0\0\0\x02\0".to_vec();
        little.extend(b"\x0f\x01\x02\0\x04\0\0\0Cam\0");
        little.extend(b"\x12\x01\x03\0\x01\0\0\0\x08\0\0\0");
        assert_eq!(orientation(&little), Some(8));
    }

    #[test]
    fn upright_and_broken_are_nothing() {
        assert_eq!(orientation(&only(1)), None);
        for broken in [&b""[..], b"II*\0", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"XX*\0\0\0\0\0"] {
            assert_eq!(orientation(broken), None);
        }
    }
}
