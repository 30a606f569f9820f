//! Words of a folded text, and what stands for them: a number for a word, for an identifier of several parts, and for
//! eight words in a row.

/// So many words in a row are somebody's sentence and no coincidence.
const RUN: usize = 8;

/// So many of them must be different words of letters: rows of figures are alike in many tables.
const WORDS: usize = 5;

/// A word or a figure.
#[derive(Debug, Default)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) hash: u64,
    pub(super) digits: usize,
}

impl Token {
    /// The one that starts at `start`. Its hash is FNV-1a.
    #[inline]
    pub(super) fn read(text: &[u8], start: usize) -> Self {
        let mut token = Token { start, end: start, hash: BASIS, digits: 0 };
        while let Some(byte) = text.get(token.end).filter(|b| b.is_ascii_alphanumeric()) {
            token.hash = (token.hash ^ u64::from(*byte)).wrapping_mul(PRIME);
            token.digits += usize::from(byte.is_ascii_digit());
            token.end += 1;
        }
        token
    }

    /// The hash of this number with the letters before it, as in `INV-2231`; `None` where they do not belong together.
    pub(super) fn behind(&self, before: &Token, text: &[u8]) -> Option<u64> {
        let letters = before.end - before.start;
        // One sign between them, or a blank and `#`.
        let between = &text[before.end..self.start];
        let close = before.end > 0 && (between.len() == 1 && between != b"\n" || between == b" #");
        let fits = close && (1..=6).contains(&letters) && before.digits == 0 && self.digits == self.end - self.start;
        fits.then(|| before.hash.rotate_left(17) ^ self.hash.wrapping_mul(POWER))
    }
}

/// The last words, newest first, while one sign stands between each of them and the next.
#[derive(Debug, Default)]
pub(super) struct Lately {
    /// Where each starts and ends, and how many digits it has.
    last: [(usize, usize, usize); 3],
}

impl Lately {
    /// Tells the hash of a word with one, two and three before it, and where the first of them starts; then keeps it.
    #[inline]
    pub(super) fn joined(&mut self, token: &Token, text: &[u8], mut tell: impl FnMut(u64, usize)) {
        let (mut from, mut digits) = (token.start, token.digits);
        for (start, end, of_it) in self.last {
            let close = end > 0 && from == end + 1 && matches!(text[end], b'-' | b'_' | b'/' | b'.' | b' ');
            if !close || token.end - start > LONGEST_ID {
                break;
            }
            (from, digits) = (start, digits + of_it);
            if digits > 2 {
                tell(joined(&text[from..token.end]), from);
            }
        }
        self.last = [(token.start, token.end, token.digits), self.last[0], self.last[1]];
    }
}

/// No identifier is longer, in bytes.
const LONGEST_ID: usize = 40;

/// The hash of letters and digits without the signs between them: that of one word.
pub(super) fn joined(text: &[u8]) -> u64 {
    let letters = text.iter().filter(|b| b.is_ascii_alphanumeric());
    letters.fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// Where FNV-1a begins, and what it multiplies by.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Multiplies a word's place in a run.
const POWER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The last words, hashed together.
#[derive(Debug, Default)]
pub(super) struct Run {
    ring: [(u64, usize, bool); RUN],
    count: usize,
    sum: u64,
}

impl Run {
    /// Adds a word; the hash of the last eight and where they start, when there are so many.
    #[inline]
    pub(super) fn push(&mut self, token: &Token) -> Option<(u64, usize)> {
        let slot = self.count % RUN;
        let old = self.ring[slot].0;
        self.ring[slot] = (token.hash, token.start, token.digits < token.end - token.start);
        self.sum = self.sum.wrapping_mul(POWER).wrapping_add(token.hash).wrapping_sub(old.wrapping_mul(OLDEST));
        self.count += 1;
        (self.count >= RUN).then(|| (self.sum, self.ring[self.count % RUN].1))
    }

    /// Whether the run says something: not the same words or figures over and over.
    pub(super) fn speaks(&self) -> bool {
        let words = |upto: usize| self.ring[..upto].iter().filter(|(.., letters)| *letters).map(|(hash, ..)| *hash);
        let first = |at: usize| self.ring[at].2 && !words(at).any(|hash| hash == self.ring[at].0);
        (0..RUN).filter(|at| first(*at)).count() >= WORDS
    }
}

/// `POWER` to the eighth: what the oldest word was multiplied by when it leaves.
const OLDEST: u64 = {
    let two = POWER.wrapping_mul(POWER);
    let four = two.wrapping_mul(two);
    four.wrapping_mul(four)
};

/// Every run of a folded text that says something.
pub(super) fn runs(text: &[u8], mut tell: impl FnMut(u64)) {
    let mut run = Run::default();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii_alphanumeric() {
            let token = Token::read(text, at);
            at = token.end;
            if let Some((hash, _)) = run.push(&token)
                && run.speaks()
            {
                tell(hash);
            }
        } else {
            if byte == b'\n' {
                run = Run::default();
            }
            at += 1;
        }
    }
}

/// Every word of a folded text that could be an identifier, alone and with the letters before it.
pub(super) fn ids(text: &[u8], mut tell: impl FnMut(u64)) {
    let mut before = Token::default();
    let mut lately = Lately::default();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let token = Token::read(text, at);
        at = token.end;
        lately.joined(&token, text, |hash, _| tell(hash));
        if token.digits > 2 {
            tell(token.hash);
            token.behind(&before, text).into_iter().for_each(&mut tell);
        }
        before = token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut all = Vec::new();
        runs(text.as_bytes(), |hash| all.push(hash));
        all
    }

    #[test]
    fn a_run_is_the_same_wherever_it_stands() {
        let run = "we paid the third invoice late because of easter";
        let all = hashes(run);
        assert_eq!(all.len(), 2);
        assert_eq!(hashes(&format!("before that, {run}"))[2..], all[..]);
        assert!(hashes("one two three four five six seven").is_empty(), "seven words");
        assert!(hashes("week 1 2 3 4 5 6 7 8 9 of the 10 11").is_empty(), "figures");
        assert!(hashes("no no no no no no no no no no").is_empty(), "the same word");
        assert!(hashes("one two three four\nfive six seven eight").is_empty(), "two blocks");
    }
}
