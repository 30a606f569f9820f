//! Exact order statistics of any number of values in bounded memory.
//!
//! Values are counted in sorted bins, one for each distinct value. When there are more than [`WIDEST`] bins, neighbours
//! are put together, so that a bin holds the values between its ends. A rank that falls into such a bin is found in a
//! second reading, in which only the values of that bin are counted. So up to 131,072 distinct values take one reading,
//! and any number takes a few, with the same result.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use crate::claim::Exact;

/// Bins that are kept, of 48 bytes each.
const WIDEST: usize = 1 << 17;
/// Values that wait to be sorted into the bins.
const WAITING: usize = 1 << 16;
/// Values seen last, of 32 bytes each: of a few hundred distinct ones nearly none has to wait.
const RECENT: usize = 1 << 11;

/// A number has more digits than can be computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Values from `low` to `high`, both at the scale of the whole.
#[derive(Clone, Copy, Debug)]
struct Bin {
    low: i128,
    high: i128,
    count: u64,
}

/// Values being counted.
#[derive(Clone, Debug)]
pub(super) struct Ranks {
    scale: u8,
    bins: Vec<Bin>,
    /// Values, and how often each.
    waiting: Vec<(i128, u64)>,
    /// Values seen last, each in the place its digits decide; none for the small.
    recent: Vec<(i128, u64)>,
    widest: usize,
    wait: usize,
    /// Bins whose values are counted again, by number, with the values below them.
    open: Vec<(usize, Ranks)>,
    /// All that is wanted is known.
    done: bool,
}

impl Ranks {
    /// Nothing counted yet.
    pub(super) fn new() -> Ranks {
        Ranks { recent: vec![(0, 0); RECENT], ..Ranks::sized(WIDEST, WAITING) }
    }

    /// For one of many: sorts early, so that little waits.
    pub(super) fn small() -> Ranks {
        Ranks::sized(WIDEST, 256)
    }

    fn sized(widest: usize, wait: usize) -> Ranks {
        let (bins, waiting, recent, open) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Ranks { scale: 0, bins, waiting, recent, widest, wait, open, done: false }
    }

    /// Counts a value; in a later reading, only if it is in a bin that is open.
    pub(super) fn add(&mut self, value: Decimal) -> Result<(), TooLong> {
        if self.done {
            return Ok(());
        }
        if value.scale > self.scale {
            self.rescale(value.scale)?;
        }
        let digits = value.at(self.scale).ok_or(TooLong)?;
        if self.open.is_empty() {
            self.wait(digits);
            return Ok(());
        }
        for (at, inner) in &mut self.open {
            let bin = self.bins[*at];
            if (bin.low..=bin.high).contains(&digits) {
                inner.add(Decimal { digits, scale: self.scale })?;
            }
        }
        Ok(())
    }

    fn wait(&mut self, digits: i128) {
        // Multiplied by 2^64 over the golden ratio, so that neighbours lie apart (Knuth, vol. 3, 6.4).
        let place = (digits as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - RECENT.trailing_zeros());
        let value = match self.recent.get_mut(place as usize) {
            Some((last, count)) if *last == digits && *count > 0 => {
                *count += 1;
                return;
            }
            Some(place) => std::mem::replace(place, (digits, 1)),
            None => (digits, 1),
        };
        if value.1 > 0 {
            self.waiting.push(value);
        }
        if self.waiting.len() >= self.wait {
            self.settle();
        }
    }

    /// Lets those seen last wait with the others.
    fn flush(&mut self) {
        for place in &mut self.recent {
            if place.1 > 0 {
                self.waiting.push(std::mem::take(place));
            }
        }
    }

    fn rescale(&mut self, scale: u8) -> Result<(), TooLong> {
        self.flush();
        let factor = 10i128.checked_pow(u32::from(scale - self.scale)).ok_or(TooLong)?;
        let ends = self.bins.iter_mut().flat_map(|bin| [&mut bin.low, &mut bin.high]);
        for digits in ends.chain(self.waiting.iter_mut().map(|(digits, _)| digits)) {
            *digits = digits.checked_mul(factor).ok_or(TooLong)?;
        }
        self.scale = scale;
        Ok(())
    }

    /// Sorts what waits into the bins.
    pub(super) fn settle(&mut self) {
        for (_, inner) in &mut self.open {
            inner.settle();
        }
        self.flush();
        if self.waiting.is_empty() {
            return;
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable();
        self.merge(waiting.iter().map(|(digits, count)| Bin { low: *digits, high: *digits, count: *count }));
        waiting.clear();
        self.waiting = waiting;
    }

    /// Adds sorted single values.
    fn merge(&mut self, values: impl Iterator<Item = Bin>) {
        let old = std::mem::take(&mut self.bins);
        let mut bins: Vec<Bin> = Vec::with_capacity(old.len() + 16);
        let mut old = old.into_iter().peekable();
        for value in values {
            while let Some(bin) = old.next_if(|bin| bin.low <= value.low) {
                bins.push(bin);
            }
            match bins.last_mut().filter(|bin| value.low <= bin.high) {
                Some(bin) => bin.count += value.count,
                None => bins.push(value),
            }
        }
        bins.extend(old);
        if bins.len() > self.widest {
            thin(&mut bins, self.widest);
        }
        self.bins = bins;
    }

    /// Adds the values of another, both of them settled and with one bin for each value.
    pub(super) fn absorb(&mut self, other: &Ranks) -> Result<(), TooLong> {
        if other.scale > self.scale {
            self.rescale(other.scale)?;
        }
        let factor = 10i128.checked_pow(u32::from(self.scale - other.scale)).ok_or(TooLong)?;
        let scaled = |bin: &Bin| bin.low.checked_mul(factor).map(|low| Bin { low, high: low, count: bin.count });
        let values: Vec<Bin> = other.bins.iter().map(scaled).collect::<Option<_>>().ok_or(TooLong)?;
        self.merge(values.into_iter());
        Ok(())
    }

    /// How many bins there are.
    pub(super) fn width(&self) -> usize {
        self.bins.len()
    }

    /// Opens the bins in which these ranks lie, counted from 0, for another reading; `false` when none is needed.
    pub(super) fn narrow(&mut self, ranks: &[u64]) -> bool {
        self.settle();
        let mut wide: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for (at, below, rank) in ranks.iter().filter_map(|rank| self.holder(*rank).map(|(at, b)| (at, b, *rank))) {
            if self.bins[at].low < self.bins[at].high {
                wide.entry(at).or_default().push(rank - below);
            }
        }
        // What is known is not counted again.
        self.open.iter_mut().for_each(|(_, inner)| inner.done = true);
        self.done = true;
        for (at, ranks) in wide {
            if let Some((_, inner)) = self.open.iter_mut().find(|(open, _)| *open == at) {
                self.done &= !inner.narrow(&ranks);
            } else {
                self.open.push((at, Ranks::sized((self.widest / 4).max(8), self.wait)));
                self.done = false;
            }
        }
        !self.done
    }

    /// The bin that holds a rank, and how many values are below the bin.
    fn holder(&self, rank: u64) -> Option<(usize, u64)> {
        let mut below = 0;
        for (at, bin) in self.bins.iter().enumerate() {
            if rank < below + bin.count {
                return Some((at, below));
            }
            below += bin.count;
        }
        None
    }

    /// The value at a rank, counted from 0; `None` when it needs another reading.
    pub(super) fn value(&self, rank: u64) -> Option<Exact> {
        let (at, below) = self.holder(rank)?;
        let bin = &self.bins[at];
        if bin.low == bin.high {
            return Decimal { digits: bin.low, scale: self.scale }.exact();
        }
        self.open.iter().find(|(open, _)| *open == at)?.1.value(rank - below)
    }

    /// The quantile `part` of `n` settled values; see [`ranks_of`].
    pub(super) fn quantile(&self, part: Exact, n: u64) -> Option<Exact> {
        let (first, weight) = place(part, n)?;
        let low = self.value(first)?;
        if weight.is_zero() {
            return Some(low);
        }
        low.plus(self.value(first + 1)?.minus(low)?.times(weight)?)
    }
}

/// Puts neighbours together until about half of `widest` bins are left, none of them with more than its share of the
/// values unless a single value has: sorted input must not end in one large bin.
fn thin(bins: &mut Vec<Bin>, widest: usize) {
    let all: u64 = bins.iter().map(|bin| bin.count).sum();
    let share = (all.saturating_mul(4) / widest as u64).max(2);
    bins.dedup_by(|next, last| {
        let joined = last.count + next.count <= share;
        if joined {
            last.high = next.high;
            last.count += next.count;
        }
        joined
    });
}

/// The ranks, counted from 0, that decide the quantile `part` of `n` values: the definition 7 of Hyndman and Fan (1996),
/// which spreadsheets call inclusive: between the two values around (n − 1) × part, in proportion.
pub(super) fn ranks_of(part: Exact, n: u64) -> Vec<u64> {
    match place(part, n) {
        Some((first, weight)) if weight.is_zero() => vec![first],
        Some((first, _)) => vec![first, first + 1],
        None => Vec::new(),
    }
}

/// The lower rank, and how far it is to the upper.
fn place(part: Exact, n: u64) -> Option<(u64, Exact)> {
    let place = Exact::ratio(i128::from(n.checked_sub(1)?), 1)?.times(part)?;
    let first = place.floor();
    Some((u64::try_from(first).ok()?, place.minus(Exact::ratio(first, 1)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn half() -> Exact {
        Exact::ratio(1, 2).unwrap()
    }

    fn decimal(digits: i64, scale: u8) -> Decimal {
        Decimal { digits: digits.into(), scale }
    }

    /// Reads the values as often as it takes.
    fn quantile(values: &[Decimal], part: Exact, widest: usize) -> (Option<Exact>, usize) {
        let mut ranks = Ranks { recent: vec![(0, 0); RECENT], ..Ranks::sized(widest, 4) };
        let n = values.len() as u64;
        let mut readings = 0;
        loop {
            readings += 1;
            for value in values {
                ranks.add(*value).unwrap();
            }
            if !ranks.narrow(&ranks_of(part, n)) {
                return (ranks.quantile(part, n), readings);
            }
        }
    }

    #[test]
    fn the_ninth_decile_of_ten_lies_between_the_ninth_and_the_last() {
        let values: Vec<Decimal> = (1..=10).map(|v| decimal(v, 0)).collect();
        let of = |part: Exact| quantile(&values, part, 64).0.unwrap().to_string();
        assert_eq!(of(half()), "5.5");
        assert_eq!(of(Exact::ratio(9, 10).unwrap()), "9.1");
        assert_eq!(of(Exact::ONE), "10");
        assert_eq!(quantile(&[], half(), 64).0, None);
    }

    #[test]
    fn sorted_values_need_no_more_readings() {
        let values: Vec<Decimal> = (0..20_000).map(|v| decimal(v, 0)).collect();
        let (middle, readings) = quantile(&values, half(), 256);
        assert_eq!(middle.unwrap().to_string(), "9,999.5");
        assert!((2..=4).contains(&readings), "{readings} readings");
    }

    #[test]
    fn more_values_than_bins_are_read_again_and_come_out_the_same() {
        let values: Vec<Decimal> = (0..5000).map(|v| decimal(v * 7919 % 5003, 1)).collect();
        let (many, one) = quantile(&values, half(), 1 << 14);
        let (few, several) = quantile(&values, half(), 512);
        assert_eq!(many, few);
        assert_eq!(one, 1);
        assert!((2..=3).contains(&several), "{several} readings");
    }

    proptest! {
        #[test]
        fn any_order_and_any_width_give_what_sorting_gives(
            mut values in prop::collection::vec((-500i64..500, 0u8..3), 1..80),
            percent in 0i64..=100,
        ) {
            let part = Exact::ratio(percent.into(), 100).unwrap();
            let decimals: Vec<Decimal> = values.iter().map(|(d, s)| decimal(*d, *s)).collect();
            let narrow = quantile(&decimals, part, 8).0.unwrap();
            prop_assert_eq!(narrow, quantile(&decimals, part, 1 << 10).0.unwrap());
            values.sort_by_key(|(d, s)| d * 10i64.pow(u32::from(2 - s)));
            let sorted: Vec<Exact> = values.iter().map(|(d, s)| decimal(*d, *s).exact().unwrap()).collect();
            let place = Exact::int(values.len() as i64 - 1).times(part).unwrap();
            let low = place.floor() as usize;
            let high = (low + 1).min(sorted.len() - 1);
            let weight = place.minus(Exact::int(low as i64)).unwrap();
            let expected = sorted[low].plus(sorted[high].minus(sorted[low]).unwrap().times(weight).unwrap()).unwrap();
            prop_assert_eq!(narrow, expected);
        }
    }
}
