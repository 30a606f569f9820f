//! The rows of one side, gathered into what a statistic is made of.

use jiff::civil::Date;

use super::decimal::Decimal;
use super::ranks::{Ranks, TooLong, ranks_of};
use super::recipe::Measure;
use super::{Side, decimal};
use crate::claim::Exact;
use crate::evidence::{Interval, Statistic};

/// An exact sum.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    digits: i128,
    scale: u8,
}

impl Total {
    fn add(&mut self, value: Decimal) -> Result<(), TooLong> {
        let scale = self.scale.max(value.scale);
        let mine = decimal::Decimal { digits: self.digits, scale: self.scale }.at(scale);
        let sum = mine.zip(value.at(scale)).and_then(|(mine, theirs)| mine.checked_add(theirs));
        *self = Total { digits: sum.ok_or(TooLong)?, scale };
        Ok(())
    }

    fn exact(self) -> Option<Exact> {
        Decimal { digits: self.digits, scale: self.scale }.exact()
    }
}

/// One row's part in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    /// The row counts.
    Row,
    /// The row counts, and is or is not one of those that are looked for.
    Hit(bool),
    /// A value.
    Value(Decimal),
    /// A value, and what it is divided by.
    Pair(Decimal, Decimal),
}

/// Rows, gathered.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) rows: u64,
    hits: u64,
    sum: Total,
    of: Total,
    ends: Option<(Decimal, Decimal)>,
    days: Option<(Date, Date)>,
    pub(super) ranks: Option<Ranks>,
}

impl Tally {
    /// Gathers for a measure. `ranked`: values are also put in order where the measure or its best tenth needs it.
    pub(super) fn new(ranks: Option<Ranks>) -> Tally {
        Tally { ranks, ..Tally::default() }
    }

    /// Takes a row in.
    pub(super) fn add(&mut self, reading: Reading, summed: bool, days: Option<(Date, Date)>) -> Result<(), TooLong> {
        self.rows += 1;
        if let Some((first, last)) = days {
            let old = self.days.unwrap_or((first, last));
            self.days = Some((old.0.min(first), old.1.max(last)));
        }
        match reading {
            Reading::Row => {}
            Reading::Hit(hit) => self.hits += u64::from(hit),
            Reading::Value(value) => {
                if summed {
                    self.sum.add(value)?;
                }
                let (least, most) = self.ends.unwrap_or((value, value));
                self.ends = Some((least.min(value), most.max(value)));
                if let Some(ranks) = &mut self.ranks {
                    ranks.add(value)?;
                }
            }
            Reading::Pair(value, of) => {
                self.sum.add(value)?;
                self.of.add(of)?;
            }
        }
        Ok(())
    }

    /// Takes a value of a later reading in.
    pub(super) fn again(&mut self, reading: Reading) -> Result<(), TooLong> {
        match (reading, &mut self.ranks) {
            (Reading::Value(value), Some(ranks)) => ranks.add(value),
            _ => Ok(()),
        }
    }

    /// Whether the file must be read again to know the figures.
    pub(super) fn needs_more(&mut self, measure: &Measure, tenth: bool) -> bool {
        let wanted: Vec<u64> = self.wanted(measure, tenth);
        self.ranks.as_mut().is_some_and(|ranks| ranks.narrow(&wanted))
    }

    fn wanted(&self, measure: &Measure, tenth: bool) -> Vec<u64> {
        let quantile = measure.quantile().map_or(Vec::new(), |part| ranks_of(part, self.rows));
        quantile.into_iter().chain(self.tenth().filter(|_| tenth)).collect()
    }

    /// The rank that the highest tenth of the rows reach.
    fn tenth(&self) -> Option<u64> {
        self.rows.checked_sub(self.rows.div_ceil(10))
    }

    /// Puts another's rows to these.
    pub(super) fn absorb(&mut self, other: &Tally) -> Result<(), TooLong> {
        self.rows += other.rows;
        self.hits += other.hits;
        self.sum.add(Decimal { digits: other.sum.digits, scale: other.sum.scale })?;
        self.of.add(Decimal { digits: other.of.digits, scale: other.of.scale })?;
        let joined = |a: (Decimal, Decimal), b: (Decimal, Decimal)| (a.0.min(b.0), a.1.max(b.1));
        self.ends = self.ends.zip(other.ends).map(|(a, b)| joined(a, b)).or(self.ends).or(other.ends);
        let spanned = |a: (Date, Date), b: (Date, Date)| (a.0.min(b.0), a.1.max(b.1));
        self.days = self.days.zip(other.days).map(|(a, b)| spanned(a, b)).or(self.days).or(other.days);
        match (&mut self.ranks, &other.ranks) {
            (Some(mine), Some(theirs)) => mine.absorb(theirs),
            _ => Ok(()),
        }
    }

    /// The figure; `None` without rows, with a divisor of zero, or when it does not fit.
    pub(super) fn value(&self, measure: &Measure) -> Option<Exact> {
        let rows = Exact::ratio(i128::from(self.rows), 1).filter(|_| self.rows > 0);
        match measure {
            Measure::Rows => Exact::ratio(i128::from(self.rows), 1),
            Measure::Hits => Exact::ratio(i128::from(self.hits), 1)?.over(rows?)?.times(Exact::HUNDRED),
            Measure::Ratio(times) => self.sum.exact()?.over(self.of.exact()?)?.times(*times),
            Measure::Of(statistic) => match statistic {
                Statistic::Sum => rows.and(self.sum.exact()),
                Statistic::Mean => self.sum.exact()?.over(rows?),
                Statistic::Min => self.ends?.0.exact(),
                Statistic::Max => self.ends?.1.exact(),
                _ => self.ranks.as_ref()?.quantile(measure.quantile()?, self.rows),
            },
        }
    }

    /// Everything that is known of this side.
    pub(super) fn side(&self, measure: &Measure, tenth: bool) -> Option<Side> {
        if self.rows == 0 {
            return None;
        }
        let tenth = self.tenth().filter(|_| tenth);
        Some(Side {
            value: self.value(measure)?,
            rows: self.rows,
            part: match measure {
                Measure::Hits => Exact::ratio(i128::from(self.hits), 1),
                Measure::Ratio(_) | Measure::Of(Statistic::Mean) => self.sum.exact(),
                Measure::Rows | Measure::Of(_) => None,
            },
            of: match measure {
                Measure::Ratio(_) => self.of.exact(),
                _ => None,
            },
            least: self.ends.and_then(|ends| ends.0.exact()),
            most: self.ends.and_then(|ends| ends.1.exact()),
            tenth: tenth.and_then(|rank| self.ranks.as_ref()?.value(rank)),
            days: self.days.map(|(first, last)| Interval { first, last }),
        })
    }
}
