//! Pictures without what their makers did not mean to publish: place, camera, author, comments, earlier versions.
//!
//! Goes in: the bytes of a file. Comes out: the same picture without metadata, or why that cannot be told. Pixels are
//! never decoded: the file is walked part by part, and only parts that a browser needs to show the picture are kept,
//! the colour profile and the way up among them. What stands behind the end of the picture is dropped too.

mod exif;
mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

/// Why a picture cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is cut off, or not what it says it is; the words say where.
    Unreadable(&'static str),
    /// It holds metadata, or may, that we cannot take out; the words say what it is.
    Unknown(&'static str),
}

/// How a picture starts, and what takes its metadata out.
type Clean = fn(&[u8]) -> Result<Vec<u8>, Trouble>;

/// Endings of file names that promise a picture which can hold metadata.
const ENDINGS: &[&str] = &[
    "jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp", "png", "apng", "webp", "gif", "svg", "avif", "heic", "heif", "jxl",
    "tif", "tiff", "jp2", "psd",
];

/// Whether a file of this name is a picture that can hold metadata.
pub fn is_picture(name: &str) -> bool {
    ENDINGS.contains(&ending(name).as_str())
}

/// The picture without metadata. `name` is used for its ending only: where the bytes say what they are, they decide.
pub fn clean(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    match of_bytes(bytes) {
        Some(clean) => clean(bytes),
        None => match ending(name).as_str() {
            "svg" => svg::clean(bytes),
            "tif" | "tiff" => Err(Trouble::Unknown("a TIFF")),
            "jp2" => Err(Trouble::Unknown("a JPEG 2000")),
            "psd" => Err(Trouble::Unknown("a Photoshop file")),
            _ => Err(Trouble::Unreadable("its first bytes are those of no picture")),
        },
    }
}

fn of_bytes(bytes: &[u8]) -> Option<Clean> {
    if bytes.starts_with(b"\xff\xd8") {
        Some(jpeg::clean)
    } else if bytes.starts_with(png::SIGNATURE) {
        Some(png::clean)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(gif::clean)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(webp::clean)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        Some(|bytes| unless_described(bytes, "an AVIF or HEIC"))
    } else if bytes.starts_with(b"\xff\x0a") || bytes.starts_with(b"\0\0\0\x0cJXL ") {
        Some(|bytes| unless_described(bytes, "a JPEG XL"))
    } else {
        None
    }
}

/// A file of boxes that we do not take apart: kept whole, unless a box of it announces metadata.
fn unless_described(bytes: &[u8], what: &'static str) -> Result<Vec<u8>, Trouble> {
    let announced = [b"Exif".as_slice(), b"rdf+xml", b"xmpmeta", b"xml ", b"brob", b"uuid"];
    let described = announced.iter().any(|name| memchr::memmem::find(bytes, name).is_some());
    if described { Err(Trouble::Unknown(what)) } else { Ok(bytes.to_vec()) }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// A number of two or four bytes, the most significant first.
fn be(bytes: &[u8], at: usize, len: usize) -> Option<usize> {
    Some(bytes.get(at..at.checked_add(len)?)?.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)))
}

/// The same, the least significant first.
fn le(bytes: &[u8], at: usize, len: usize) -> Option<usize> {
    Some(bytes.get(at..at.checked_add(len)?)?.iter().rev().fold(0, |n, byte| n << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_picture_is_and_the_name_only_what_it_should_be() {
        assert!(is_picture("a/b.JPG") && is_picture("x.svg"));
        assert!(!is_picture("a.pdf") && !is_picture("svg") && !is_picture("favicon.ico"));
        assert_eq!(clean("a.jpg", b"no picture"), Err(Trouble::Unreadable("its first bytes are those of no picture")));
        assert_eq!(clean("a.tif", b"II*\0"), Err(Trouble::Unknown("a TIFF")));
        let avif = b"\0\0\0\x18ftypavif";
        assert_eq!(clean("a.avif", avif).as_deref(), Ok(&avif[..]));
        let described = [avif.as_slice(), b"infe Exif"].concat();
        assert_eq!(clean("a.avif", &described), Err(Trouble::Unknown("an AVIF or HEIC")));
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
        assert_eq!(clean("a.png", gif).as_deref(), Ok(&gif[..]));
    }

    /// Whatever is cut off or turned round is refused or kept, and nothing panics.
    #[test]
    fn cut_off_pictures_are_refused() {
        for whole in [jpeg::tests::picture(), png::tests::picture(), webp::tests::picture(), gif::tests::picture()] {
            assert!(clean("x", &whole).is_ok());
            for end in 0..whole.len() - 1 {
                assert!(clean("x", &whole[..end]).is_err(), "{end} of {:?}", &whole[..whole.len().min(12)]);
            }
            for at in 0..whole.len() {
                let mut turned = whole.clone();
                turned[at] ^= 0xff;
                let _ = clean("x", &turned);
            }
        }
    }
}
