//! The figure over time: the rows of each day, put together to as many points as a reader can tell apart.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::ranks::{Ranks, TooLong};
use super::recipe::Measure;
use super::row::Part;
use super::tally::{Reading, Tally};
use crate::claim::Exact;

/// More points blur.
const MOST: usize = 60;
/// Days that are kept apart while reading: 50 years.
const DAYS: usize = 18_000;
/// Days that are found without a search: three years.
const RECENT: usize = 1 << 12;
/// Values that are kept in order for all days together.
const VALUES: usize = 1 << 17;

/// What one point covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One day, or whatever the file gives a day for.
    Date,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three of them.
    Quarter,
    /// A calendar year.
    Year,
}

impl Step {
    /// The first day of the step in which a day lies.
    fn first(self, day: Date) -> Date {
        let of_month = |month: i8| Date::new(day.year(), month, 1).unwrap_or(day);
        match self {
            Step::Date => day,
            Step::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day),
            Step::Month => of_month(day.month()),
            Step::Quarter => of_month((day.month() - 1) / 3 * 3 + 1),
            Step::Year => of_month(1),
        }
    }
}

/// The figure of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its first day.
    pub day: Date,
    /// Whether its rows are of the side with the product; `None` without sides.
    pub after: Option<bool>,
    /// The figure.
    pub value: Exact,
    /// How many rows it is made of.
    pub rows: u64,
}

/// The figure over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What one point covers.
    pub step: Step,
    /// By day; where a step has rows of both sides, before comes first.
    pub points: Vec<Point>,
    /// Where after begins: the day of the change as written, or the first of the rows after where all of them are later
    /// than the others.
    pub change: Option<Date>,
    /// Whether that day was written.
    pub is_written: bool,
}

/// Rows by day.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    places: BTreeMap<(Date, Part), usize>,
    tallies: Vec<Tally>,
    /// Days seen last, each in the place its date decides.
    recent: Vec<Option<((Date, Part), usize)>>,
    values: usize,
    /// There are too many to draw.
    full: bool,
}

impl Calendar {
    pub(super) fn add(&mut self, day: Date, part: Part, reading: Reading, measure: &Measure) -> Result<(), TooLong> {
        if self.full {
            return Ok(());
        }
        let key = (day, part);
        let at = self.place(key, measure);
        let tally = &mut self.tallies[at];
        let before = tally.ranks.as_ref().map_or(0, Ranks::width);
        tally.add(reading, measure.is_summed(), None)?;
        self.values += tally.ranks.as_ref().map_or(0, Ranks::width) - before;
        if self.tallies.len() > DAYS || self.values > VALUES {
            *self = Calendar { full: true, ..Calendar::default() };
        }
        Ok(())
    }

    /// Where the rows of a day and side are gathered.
    fn place(&mut self, key: (Date, Part), measure: &Measure) -> usize {
        if self.recent.is_empty() {
            self.recent.resize(RECENT, None);
        }
        let (day, part) = key;
        let ordinal = (day.year() as usize * 12 + day.month() as usize) * 31 + day.day() as usize;
        let recent = (ordinal * 3 + part as usize) % RECENT;
        if let Some((_, at)) = self.recent[recent].filter(|(last, _)| *last == key) {
            return at;
        }
        let at = *self.places.entry(key).or_insert_with(|| {
            self.tallies.push(Tally::new(measure.quantile().map(|_| Ranks::small())));
            self.tallies.len() - 1
        });
        self.recent[recent] = Some((key, at));
        at
    }

    /// The points, by the finest step of which there are not too many.
    pub(super) fn series(mut self, measure: &Measure, change: Option<Date>) -> Option<Series> {
        for tally in &mut self.tallies {
            tally.ranks.iter_mut().for_each(Ranks::settle);
        }
        let steps = [Step::Date, Step::Week, Step::Month, Step::Quarter, Step::Year];
        let step = steps.into_iter().find(|step| {
            let mut firsts: Vec<Date> = self.places.keys().map(|(day, _)| step.first(*day)).collect();
            firsts.dedup();
            firsts.len() <= MOST
        })?;
        let mut joined: BTreeMap<(Date, Part), Tally> = BTreeMap::new();
        for ((day, part), at) in &self.places {
            let tally = std::mem::take(&mut self.tallies[*at]);
            match joined.entry((step.first(*day), *part)) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(tally);
                }
                std::collections::btree_map::Entry::Occupied(mut there) => there.get_mut().absorb(&tally).ok()?,
            }
        }
        let points = joined.iter().filter_map(|((day, part), tally)| {
            let after = match part {
                Part::Whole => None,
                Part::Before => Some(false),
                Part::After => Some(true),
            };
            Some(Point { day: *day, after, value: tally.value(measure)?, rows: tally.rows })
        });
        let points: Vec<Point> = points.collect();
        (points.len() > 1).then(|| Series {
            step,
            is_written: change.is_some(),
            change: change.or_else(|| self.change()),
            points,
        })
    }

    /// The first day of the later side, where the sides do not overlap.
    fn change(&self) -> Option<Date> {
        let of = |part: Part| self.places.keys().filter(move |(_, p)| *p == part).map(|(day, _)| *day);
        let (last, first) = (of(Part::Before).max()?, of(Part::After).min()?);
        (last < first).then_some(first)
    }
}
