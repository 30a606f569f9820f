//! What a word may open: looked up once for each different word, so that the finders pass by all others.
//!
//! Most words begin neither a quantity nor a claim in words, and most words of a text were seen before. Each finder says
//! in a function of its own which words it begins with (`opens`), and takes its tokens from [`openings`]; debug builds try
//! the others too, so that a finder that learns a word which its `opens` does not know fails in the tests.

use std::cell::RefCell;
use std::ops::Range;

use super::token::Tokens;
use super::{detect, quantity};

/// A set of things that may begin with a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opens(u8);

impl Opens {
    /// A number, or the currency before one.
    pub(super) const QUANTITY: Opens = Opens(1);
    /// A length of time in words.
    pub(super) const LENGTH: Opens = Opens(2);
    /// A claim in words.
    pub(super) const PHRASE: Opens = Opens(4);
    /// A value before and one after.
    pub(super) const PAIR: Opens = Opens(16);
    /// A moment in words, which may end such a pair.
    pub(super) const MOMENT: Opens = Opens(32);
    /// A multiplier in words.
    pub(super) const MULTIPLE: Opens = Opens(8);

    /// Whether `what` is among them.
    #[inline]
    pub(super) fn holds(self, what: Opens) -> bool {
        self.0 & what.0 != 0
    }

    /// These, if `so`.
    pub(super) fn when(self, so: bool) -> Opens {
        if so { self } else { Opens::default() }
    }

    /// These and the others.
    pub(super) fn and(self, other: Opens) -> Opens {
        Opens(self.0 | other.0)
    }

    fn looked_up(word: &str) -> Opens {
        Opens::QUANTITY.when(quantity::opens(word)).and(detect::opens(word))
    }
}

/// The tokens of a text that may open `what`, each given to `read`, in order.
pub(super) fn openings<T>(tokens: &Tokens, what: Opens, read: impl Fn(usize) -> Option<T>) -> Vec<T> {
    let one = |i: usize| {
        if tokens.opens(i, what) {
            return read(i);
        }
        debug_assert!(read(i).is_none(), "`opens` does not know {:?}", tokens.at(i));
        None
    };
    (0..tokens.len()).filter_map(one).collect()
}

/// Words of more bytes are looked up each time; they are few.
const LONGEST: usize = 16;
/// How many words a thread remembers; a word that falls on another's place takes it.
const PLACES: usize = 1 << 12;

thread_local! {
    /// The words seen last, each as its bytes in one number, with what they open. Nothing depends on what is in it.
    static SEEN: RefCell<Vec<(u128, Opens)>> = RefCell::new(vec![(0, Opens(0)); PLACES]);
}

/// Says of each of the words of `text` what it may open: each by its range in `text`, and whether it stands in digits.
pub(super) fn look_up(text: &str, words: impl Iterator<Item = (Range<usize>, bool)>, mut tell: impl FnMut(Opens)) {
    SEEN.with_borrow_mut(|seen| {
        for (range, digits) in words {
            let opens = remembered(seen, text, range);
            tell(if digits { opens.and(Opens::QUANTITY) } else { opens });
        }
    });
}

fn remembered(seen: &mut [(u128, Opens)], text: &str, range: Range<usize>) -> Opens {
    let Some(key) = key(text.as_bytes(), &range) else { return Opens::looked_up(&text[range]) };
    // Fibonacci hashing: the high bits of a product with 2^64 over the golden ratio.
    let folded = (key as u64) ^ (key >> 64) as u64;
    let place = (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize;
    let slot = &mut seen[place];
    if slot.0 != key {
        *slot = (key, Opens::looked_up(&text[range]));
    }
    slot.1
}

/// The bytes of a word in one number; `None` for a long one.
fn key(text: &[u8], range: &Range<usize>) -> Option<u128> {
    let length = range.len();
    // In most cases enough stands behind a word to take sixteen bytes at once.
    if let Some(bytes) = text.get(range.start..range.start + LONGEST).filter(|_| length < LONGEST) {
        let bytes: [u8; LONGEST] = bytes.try_into().ok()?;
        return Some(u128::from_le_bytes(bytes) & ((1 << (8 * length)) - 1));
    }
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..length)?.copy_from_slice(&text[range.clone()]);
    Some(u128::from_le_bytes(bytes))
}
