//! Units in cells: the same in a whole column, and that of the record.

use super::Trouble;
use super::recipe::Recipe;
use super::unread::clipped;
use crate::claim::{Dimension, Exact, Unit};
use crate::source::Span;

/// The unit of a column, as its first cell has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    first: Option<First>,
}

#[derive(Clone, Debug)]
struct First {
    unit: String,
    /// The whole cell, and where it stands.
    shown: String,
    line: u64,
}

/// A cell, for messages.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) cell: &'a str,
    pub(super) line: u64,
    /// The file.
    pub(super) name: &'a str,
    /// The column's name in the study.
    pub(super) span: Span,
}

impl Column {
    /// Whether cells without a unit need no look.
    pub(super) fn is_bare(&self) -> bool {
        self.first.as_ref().is_some_and(|first| first.unit.is_empty())
    }

    /// Whether a cell was seen.
    pub(super) fn is_known(&self) -> bool {
        self.first.is_some()
    }

    /// Takes the unit of a cell: it must be that of the cells before.
    pub(super) fn take(&mut self, before: &str, behind: &str, at: At<'_>) -> Result<(), Trouble> {
        let unit = format!("{before}{behind}");
        match &self.first {
            None => {
                self.first = Some(First { unit, shown: clipped(at.cell), line: at.line });
                Ok(())
            }
            Some(first) if is_same(&first.unit, &unit) => Ok(()),
            Some(first) => {
                let (name, shown, line, cell) = (at.name, &first.shown, first.line, clipped(at.cell));
                let what = format!("units are mixed in {name}: `{shown}` in line {line}, `{cell}` in line {}", at.line);
                Err(Trouble::new(at.span, what)
                    .help("give the whole column in one unit, without writing it in the cells"))
            }
        }
    }

    /// Whether another column, of which this one is a part, has the same unit.
    pub(super) fn beside(&self, whole: &Column, at: At<'_>) -> Result<(), Trouble> {
        let (Some(part), Some(of)) = (&self.first, &whole.first) else { return Ok(()) };
        if is_same(&part.unit, &of.unit) {
            return Ok(());
        }
        let what = format!(
            "a share is of one unit: `{}` in line {} of {} is a part of `{}` in line {}",
            part.shown, part.line, at.name, of.shown, of.line
        );
        Err(Trouble::new(at.span, what).help("give both columns in one unit, or write `statistic: rate` for a ratio"))
    }

    /// Whether its unit is the record's.
    pub(super) fn of_record(&self, recipe: &Recipe<'_>, at: At<'_>) -> Result<(), Trouble> {
        let Some(first) = self.first.as_ref().filter(|first| !first.unit.is_empty()) else { return Ok(()) };
        if recipe.unit_words.is_empty() {
            return Ok(());
        }
        let theirs = Unit::parse(&first.unit);
        let is_noun = theirs.dimension == Dimension::Count;
        let is_same = !is_noun && theirs.ratio(&recipe.unit) == Some(Exact::ONE);
        if is_same || is_noun_of(&first.unit, recipe.unit_words) {
            return Ok(());
        }
        let what = format!(
            "`{}` in line {} of {} is not in `{}`, the unit of the record",
            first.shown, first.line, at.name, recipe.unit_words
        );
        Err(Trouble::new(at.span, what).help("give the column and the record the same unit"))
    }

    /// For a rate: whether its unit, where it is one of time, money or data, is that of which the record is so many.
    pub(super) fn of_numerator(&self, of: &Column, recipe: &Recipe<'_>, at: At<'_>) -> Result<(), Trouble> {
        let units = [self, of].map(|column| column.first.as_ref().map_or("", |first| first.unit.as_str()));
        let [part, whole] = units.map(Unit::parse);
        let is_known = |unit: &Unit| !matches!(unit.dimension, Dimension::Count | Dimension::Bare);
        // Of two sums in one unit the ratio has none.
        if is_same(units[0], units[1]) {
            return Ok(());
        }
        if is_known(&part) {
            self.of_record(recipe, at)?;
        }
        // `per` may be what turns hours into days.
        let per = recipe.unit.per.as_deref().map(Unit::parse).filter(|_| recipe.data.per.is_none());
        let Some(per) = per.filter(|per| is_known(&whole) && is_known(per)) else { return Ok(()) };
        if whole.ratio(&per) == Some(Exact::ONE) {
            return Ok(());
        }
        let first = of.first.as_ref().map_or((String::new(), 0), |first| (first.shown.clone(), first.line));
        let what = format!(
            "`{}` in line {} of {} is not what `{}`, the unit of the record, is counted by",
            first.0, first.1, at.name, recipe.unit_words
        );
        Err(Trouble::new(at.span, what)
            .help("give the column in the unit behind `per`, or write `per:` with the factor"))
    }
}

/// Whether two ways of writing mean one unit: `€` and `EUR`, `min` and `minutes`, `form` and `forms`.
fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let is_plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one) && !one.is_empty();
    if is_plural(one, other) || is_plural(other, one) {
        return true;
    }
    let (one, other) = (Unit::parse(one), Unit::parse(other));
    let is_known = !matches!(one.dimension, Dimension::Count | Dimension::Bare);
    is_known && one.per == other.per && one.ratio(&other) == Some(Exact::ONE)
}

/// A noun says nothing to us but itself: "12 forms" beside `unit: forms a week`. Whole words only: the `M` of "12M" is no
/// message, and the `h` of "5 h" no hire.
fn is_noun_of(noun: &str, unit: &str) -> bool {
    let (unit, noun) = (unit.to_lowercase(), noun.to_lowercase());
    [noun.clone(), format!("{noun}s")]
        .iter()
        .filter_map(|noun| unit.strip_prefix(noun.as_str()))
        .any(|rest| !rest.starts_with(char::is_alphanumeric))
}
