//! The change of each case: what `up to` needs where rows lie on two sides.
//!
//! Rows are gathered by case and side; the change of a case is that of its own figures, in percent of the one before.

use std::collections::BTreeMap;

use super::ranks::{Ranks, TooLong};
use super::recipe::Measure;
use super::row::Part;
use super::tally::{Reading, Tally};
use crate::claim::{Better, Exact};

/// More cases are not kept apart.
const MOST: usize = 50_000;
/// Values that are kept in order for all cases together.
const VALUES: usize = 1 << 18;

/// What the cases came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Cases with rows on both sides.
    pub cases: u64,
    /// What at least one in ten of them changed by, in percent of before, in the better direction.
    pub tenth: Exact,
}

/// Rows by case.
#[derive(Clone, Debug, Default)]
pub(super) struct Cases {
    places: BTreeMap<Vec<u8>, usize>,
    sides: Vec<[Tally; 2]>,
    values: usize,
}

/// There are more cases, or values, than are kept.
pub(super) struct TooMany;

impl Cases {
    pub(super) fn add(
        &mut self,
        case: &[u8],
        part: Part,
        reading: Reading,
        measure: &Measure,
    ) -> Result<Result<(), TooMany>, TooLong> {
        let at = match self.places.get(case) {
            Some(at) => *at,
            None => {
                let tally = || Tally::new(measure.quantile().map(|_| Ranks::small()));
                self.sides.push([tally(), tally()]);
                self.places.insert(case.to_owned(), self.sides.len() - 1);
                self.sides.len() - 1
            }
        };
        let tally = &mut self.sides[at][usize::from(part == Part::After)];
        let before = tally.ranks.as_ref().map_or(0, Ranks::width);
        tally.add(reading, measure.is_summed(), None)?;
        self.values += tally.ranks.as_ref().map_or(0, Ranks::width) - before;
        Ok(if self.sides.len() > MOST || self.values > VALUES { Err(TooMany) } else { Ok(()) })
    }

    /// The changes; `None` where no case has both sides, or the way that is better is not said.
    pub(super) fn changes(mut self, measure: &Measure, better: Option<Better>) -> Option<Changes> {
        for tally in self.sides.iter_mut().flatten() {
            tally.ranks.iter_mut().for_each(Ranks::settle);
        }
        let whole = self.sides.iter().filter(|[before, after]| before.rows > 0 && after.rows > 0);
        let mut changes: Vec<Exact> = Vec::new();
        for [before, after] in whole {
            let (before, after) = (before.value(measure)?, after.value(measure)?);
            let by = match better? {
                Better::Lower => before.minus(after)?,
                Better::Higher => after.minus(before)?,
            };
            // A case that was at zero has no change in percent: it reaches nothing.
            changes.push(match before > Exact::ZERO {
                true => by.over(before)?.times(Exact::HUNDRED)?,
                false => Exact::int(i64::MIN + 1),
            });
        }
        changes.sort_unstable_by(|one, other| other.cmp(one));
        let tenth = *changes.get(changes.len().div_ceil(10).checked_sub(1)?)?;
        (tenth > Exact::int(i64::MIN + 1)).then_some(Changes { cases: changes.len() as u64, tenth })
    }
}
