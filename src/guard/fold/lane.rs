//! Where folded letters go: alone, or each with its place in the file.

/// Takes letters, each with its place in the file.
pub(in crate::guard) trait Lane {
    /// Takes one.
    fn push(&mut self, byte: u8, at: usize);
    /// Takes a row of printed ASCII as small letters; the first stands at `at`.
    fn extend(&mut self, bytes: &[u8], at: usize);
    /// Takes all of another, and leaves it empty. Returns where that begins.
    fn take(&mut self, other: &mut Self) -> usize;
}

impl Lane for Vec<u8> {
    #[inline]
    fn push(&mut self, byte: u8, _: usize) {
        Vec::push(self, byte);
    }
    fn extend(&mut self, bytes: &[u8], _: usize) {
        let from = self.len();
        self.extend_from_slice(bytes);
        self[from..].make_ascii_lowercase();
    }
    fn take(&mut self, other: &mut Self) -> usize {
        let at = self.len();
        self.append(other);
        at
    }
}

/// Letters and where they stand.
#[derive(Debug, Default)]
pub(in crate::guard) struct Placed {
    pub(in crate::guard) bytes: Vec<u8>,
    pub(in crate::guard) places: Vec<usize>,
}

impl Lane for Placed {
    fn push(&mut self, byte: u8, at: usize) {
        self.bytes.push(byte);
        self.places.push(at);
    }
    fn extend(&mut self, bytes: &[u8], at: usize) {
        Lane::extend(&mut self.bytes, bytes, at);
        self.places.extend(at..at + bytes.len());
    }
    fn take(&mut self, other: &mut Self) -> usize {
        let at = self.bytes.len();
        self.bytes.append(&mut other.bytes);
        self.places.append(&mut other.places);
        at
    }
}
