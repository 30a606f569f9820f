//! Reads a data file once for all records that are computed from it, or more often where order statistics need it.

use std::io::{self, Read};

use super::cases::{Cases, TooMany};
use super::ranks::{Ranks, TooLong};
use super::recipe::{self, Recipe, Sides};
use super::row::{Part, Reader, Taken};
use super::series::Calendar;
use super::table::{LONGEST_ROW, Row, Table, Torn};
use super::tally::Tally;
use super::unread::clipped;
use super::word::Word;
use super::{Recomputed, Rows, Side, Tap, Trouble, layout};
use crate::claim::Exact;
use crate::evidence::in_words::counted;
use crate::evidence::{Record, Statistic};
use crate::source::Span;

/// Readings before giving up; three halve 131,072 bins of a file of any size to single values.
const MOST_READINGS: usize = 8;
/// Values of a grouping column that a message lists.
const SHOWN: usize = 6;

/// Figures of one record; `None` when it has no `data`.
pub(in crate::evidence) type Computed = Option<Result<Recomputed, Trouble>>;

/// SHA-256 of a file, and its size in bytes.
pub(in crate::evidence) type Fingerprint = ([u8; 32], u64);

/// One record's figures in the making.
struct Work<'a> {
    recipe: Recipe<'a>,
    reader: Option<Reader<'a>>,
    gathered: Gathered,
    failed: Option<Trouble>,
}

#[derive(Default)]
struct Gathered {
    rows: Rows,
    before: Tally,
    after: Tally,
    whole: Tally,
    calendar: Option<Calendar>,
    cases: Option<Cases>,
    /// Values of the grouping column that are of neither side.
    others: Vec<String>,
}

/// Reads the file called `name` and computes the figures of each of `records`; also its SHA-256 and size.
///
/// # Errors
/// When the file cannot be read to its end.
pub(in crate::evidence) fn compute<R: Read>(
    open: &dyn Fn() -> io::Result<R>,
    name: &str,
    records: &[&Record],
) -> io::Result<(Fingerprint, Vec<Computed>)> {
    let recipes: Vec<Option<Result<Recipe<'_>, Trouble>>> = records.iter().map(|record| recipe::of(record)).collect();
    let ready: Vec<&Recipe<'_>> = recipes.iter().flatten().filter_map(|recipe| recipe.as_ref().ok()).collect();
    let mut works: Vec<Work<'_>> = ready.iter().map(|recipe| Work::new(recipe)).collect();
    let mut tap = Tap::new(open()?);
    if !works.is_empty() {
        tap = read(tap, name, &ready, &mut works, false)?;
    }
    let seen = tap.finish()?;
    for _ in 1..MOST_READINGS {
        // All are asked: each prepares itself for the next reading.
        let more = works.iter_mut().filter_map(|work| work.needs_more().then_some(())).count();
        if more == 0 {
            break;
        }
        let again = read(Tap::new(open()?), name, &ready, &mut works, true)?.finish()?;
        if again != seen {
            return Err(io::Error::other("it changes while it is read"));
        }
    }
    let mut done = works.into_iter().map(|work| work.finish(name));
    let computed = recipes
        .iter()
        .map(|recipe| match recipe.as_ref()? {
            Ok(_) => done.next(),
            Err(trouble) => Some(Err(trouble.clone())),
        })
        .collect();
    Ok((seen, computed))
}

/// One reading. `again`: only what is still unknown is counted.
fn read<'a, R: Read>(
    mut tap: Tap<R>,
    name: &'a str,
    recipes: &[&'a Recipe<'a>],
    works: &mut [Work<'a>],
    again: bool,
) -> io::Result<Tap<R>> {
    let delimiter = match layout::delimiter(tap.head()?) {
        Ok(delimiter) => delimiter,
        Err((what, help)) => {
            fail(works, |_| (format!("{name} {what}"), help.to_owned()));
            return Ok(tap);
        }
    };
    let mut table = Table::new(tap, delimiter);
    let width = match table.next() {
        Ok(Some(header)) => {
            if !again {
                tie(&header, name, recipes, works, delimiter == b';');
            }
            header.len()
        }
        Ok(None) => 0,
        Err(torn) => {
            let (what, help) = unreadable(torn, name)?;
            fail(works, |_| (what.clone(), help.to_owned()));
            0
        }
    };
    while works.iter().any(|work| work.failed.is_none()) {
        match table.next() {
            Ok(None) => break,
            Ok(Some(row)) if row.len() != width => {
                let cells = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
                let what = format!("line {} of {name} has {cells}, its first line {width}", row.line);
                let help = "give each row a cell for each column; a comma inside a cell needs quotes around the cell";
                fail(works, |_| (what.clone(), help.to_owned()));
            }
            Ok(Some(row)) => {
                for work in works.iter_mut().filter(|work| work.failed.is_none()) {
                    if let Err(trouble) = work.take(&row, again) {
                        work.failed = Some(trouble);
                    }
                }
            }
            Err(torn) => {
                let (what, help) = unreadable(torn, name)?;
                fail(works, |_| (what.clone(), help.to_owned()));
            }
        }
    }
    Ok(table.into_inner())
}

/// Finds the columns of each recipe.
fn tie<'a>(header: &Row<'_>, name: &'a str, recipes: &[&'a Recipe<'a>], works: &mut [Work<'a>], doubtful: bool) {
    let titles = (0..header.len()).map(|at| String::from_utf8_lossy(header.get(at)).trim().to_owned());
    let titles: Vec<String> = titles.collect();
    for (work, recipe) in works.iter_mut().zip(recipes) {
        match recipe.columns(&titles, name) {
            Ok(columns) => work.reader = Some(Reader::new(recipe, columns, name, doubtful)),
            Err(trouble) => work.failed = Some(trouble),
        }
    }
}

fn fail(works: &mut [Work<'_>], why: impl Fn(&Recipe<'_>) -> (String, String)) {
    for work in works.iter_mut().filter(|work| work.failed.is_none()) {
        let (what, help) = why(&work.recipe);
        work.failed = Some(Trouble::new(work.span(), what).help(help));
    }
}

/// What is wrong with the file as a table, and what to do; an error of the disk is passed on.
fn unreadable(torn: Torn, name: &str) -> io::Result<(String, &'static str)> {
    const PAIR: &str = "close it; one that belongs to a cell is written twice, and the cell put between two more";
    Ok(match torn {
        Torn::Io(error) => return Err(error),
        Torn::Endless(line) => (
            format!("the row of {name} that begins in line {line} does not end within {} MB", LONGEST_ROW >> 20),
            "look for a quotation mark that is opened and not closed",
        ),
        Torn::Open(line) => (format!("line {line} of {name} opens a quotation mark that is not closed"), PAIR),
        Torn::Beside(line, cell) => (
            format!("`{}` in line {line} of {name} has something beside its quotation marks", clipped(&cell)),
            "put the whole cell between the marks, and write one that belongs to it twice",
        ),
        Torn::Nul(line) => {
            (format!("line {line} of {name} holds a NUL, so it is no text"), "export the data as CSV in UTF-8 again")
        }
    })
}

impl<'a> Work<'a> {
    fn new(recipe: &Recipe<'a>) -> Work<'a> {
        let ranked = recipe.measure.quantile().is_some() || recipe.tenth;
        let tally = || Tally::new(ranked.then(Ranks::new));
        let drawn = recipe.data.draw.as_ref().is_none_or(|draw| draw.value);
        let calendar = recipe.date.filter(|_| drawn).map(|_| Calendar::default());
        let cases = recipe.each.map(|_| Cases::default());
        let gathered =
            Gathered { before: tally(), after: tally(), whole: tally(), calendar, cases, ..Gathered::default() };
        Work { recipe: recipe.clone(), reader: None, gathered, failed: None }
    }

    fn span(&self) -> Span {
        self.recipe.data.span
    }

    fn take(&mut self, row: &Row<'_>, again: bool) -> Result<(), Trouble> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        let taken = reader.read(row)?;
        let gathered = &mut self.gathered;
        let name = reader.name;
        let too_long = |TooLong| {
            Trouble::new(
                self.recipe.data.span,
                format!("the values of {name} up to line {} have too many digits to compute with exactly", row.line),
            )
            .help("round the column; thirty digits in all are enough for anything measured")
        };
        if again {
            if let Taken::Used { part, reading, .. } = taken {
                gathered.part(part).again(reading).map_err(too_long)?;
            }
            return Ok(());
        }
        gathered.rows.all += 1;
        match taken {
            Taken::Outside => gathered.rows.outside += 1,
            Taken::Blank => gathered.rows.blank += 1,
            Taken::Neither => {
                gathered.rows.neither += 1;
                gathered.remember(reader.columns.side.map_or(&[], |at| row.get(at)));
            }
            Taken::Used { part, reading, days } => {
                let measure = &self.recipe.measure;
                gathered.part(part).add(reading, measure.is_summed(), days).map_err(too_long)?;
                if let (Some(calendar), Some((first, _))) = (&mut gathered.calendar, days) {
                    calendar.add(first, part, reading, measure).map_err(too_long)?;
                }
                if let (Some(cases), Some(at)) = (&mut gathered.cases, reader.columns.each) {
                    let case = row.get(at).trim_ascii();
                    if case.is_empty() {
                        return Err(no_case(&self.recipe, row.line, name));
                    }
                    if let Err(TooMany) = cases.add(case, part, reading, measure).map_err(too_long)? {
                        return Err(too_many(&self.recipe, name));
                    }
                }
            }
        }
        Ok(())
    }

    fn needs_more(&mut self) -> bool {
        if self.failed.is_some() {
            return false;
        }
        let (measure, tenth) = (&self.recipe.measure, self.recipe.tenth);
        let parts = [&mut self.gathered.before, &mut self.gathered.after, &mut self.gathered.whole];
        parts.into_iter().filter_map(|tally| tally.needs_more(measure, tenth).then_some(())).count() > 0
    }

    fn finish(self, name: &str) -> Result<Recomputed, Trouble> {
        if let Some(trouble) = self.failed {
            return Err(trouble);
        }
        let (recipe, mut gathered) = (&self.recipe, self.gathered);
        let side = |tally: &Tally, what: &str| match tally.side(&recipe.measure, recipe.tenth) {
            Some(side) if is_no_share(recipe, side.value) => Err(no_share(recipe, &side, name)),
            Some(side) => Ok(Some(side)),
            None if tally.rows > 0 => {
                let rows = counted(tally.rows, "row");
                let what = format!("the figure of {rows}{what} of {name} cannot be computed");
                Err(Trouble::new(recipe.data.span, what)
                    .help("a divisor of zero, or values of too many digits, allow none"))
            }
            None => Ok(None),
        };
        if gathered.rows.used() == 0 {
            return Err(none_used(recipe, &gathered, name));
        }
        let (before, after, whole) =
            (side(&gathered.before, " before")?, side(&gathered.after, " after")?, side(&gathered.whole, "")?);
        if let Sides::By { .. } | Sides::From { .. } = recipe.sides
            && (before.is_none() || after.is_none())
        {
            return Err(one_side(recipe, &gathered, name, before.is_none()));
        }
        let change = recipe.data.change.as_ref().map(|day| day.value);
        let series = gathered.calendar.take().and_then(|days| days.series(&recipe.measure, change));
        let changes = gathered.cases.take().and_then(|cases| cases.changes(&recipe.measure, recipe.better));
        let (statistic, rows, is_locked) = (recipe.statistic, gathered.rows, false);
        Ok(Recomputed { statistic, before, after, whole, rows, series, changes, is_locked })
    }
}

impl Gathered {
    fn part(&mut self, part: Part) -> &mut Tally {
        match part {
            Part::Before => &mut self.before,
            Part::After => &mut self.after,
            Part::Whole => &mut self.whole,
        }
    }

    fn remember(&mut self, cell: &[u8]) {
        let shown = clipped(&String::from_utf8_lossy(cell));
        if self.others.len() < SHOWN && !self.others.contains(&shown) {
            self.others.push(shown);
        }
    }
}

/// A part is neither below nothing nor above the whole.
fn is_no_share(recipe: &Recipe<'_>, value: Exact) -> bool {
    recipe.statistic == Statistic::Share && !(Exact::ZERO..=Exact::HUNDRED).contains(&value)
}

fn no_share(recipe: &Recipe<'_>, side: &Side, name: &str) -> Trouble {
    let (part, of) = (side.part.unwrap_or(Exact::ZERO), side.of.unwrap_or(Exact::ZERO));
    let span = recipe.data.of.as_ref().map_or(recipe.data.span, |of| of.span);
    Trouble::new(span, format!("{part} is no part of {of}: a share of {}% of {name} is none", side.value))
        .help("exchange `column` and `of`, choose the rows with `where`, or write `statistic: rate` for a ratio")
}

fn no_case(recipe: &Recipe<'_>, line: u64, name: &str) -> Trouble {
    let (span, column) = recipe.each.map_or((recipe.data.span, ""), |each| (each.span, each.trimmed()));
    Trouble::new(span, format!("the cell in column `{column}`, line {line} of {name}, is blank: the row is of no case"))
        .help("name the case in each row, or leave such rows out with `where`")
}

fn too_many(recipe: &Recipe<'_>, name: &str) -> Trouble {
    let span = recipe.each.map_or(recipe.data.span, |each| each.span);
    Trouble::new(span, format!("{name} has more cases than can be compared one by one"))
        .help("put the rows of each case together in the file, or compare fewer of them with `where`")
}

fn none_used(recipe: &Recipe<'_>, gathered: &Gathered, name: &str) -> Trouble {
    let Rows { all, outside, blank, neither } = gathered.rows;
    if all == 0 {
        return Trouble::new(recipe.data.span, format!("{name} has no row below its first line"))
            .help("put a row for each reading below the names of the columns");
    }
    let trouble = Trouble::new(recipe.data.span, format!("no row of {name} can be used")).note(format!(
        "of {all} rows, `where` leaves out {outside}, {blank} lack a value, {neither} are of neither side"
    ));
    if neither > 0 {
        named(trouble, recipe, gathered)
    } else {
        trouble.help("correct `where`, or the name of the column")
    }
}

fn one_side(recipe: &Recipe<'_>, gathered: &Gathered, name: &str, before: bool) -> Trouble {
    let side = if before { "before" } else { "after" };
    let span = match &recipe.sides {
        Sides::By { column, .. } | Sides::From { column, .. } => column.span,
        Sides::One => recipe.data.span,
    };
    let trouble = Trouble::new(span, format!("no row of {name} is of the side {side}"));
    let trouble = match gathered.rows.blank {
        0 => trouble,
        blank => trouble.note(format!("{} left out, since a cell that is needed is blank", counted(blank, "row"))),
    };
    named(trouble, recipe, gathered)
}

/// Says how the sides are told apart.
fn named(trouble: Trouble, recipe: &Recipe<'_>, gathered: &Gathered) -> Trouble {
    match &recipe.sides {
        Sides::By { column, before, after } => {
            let column = column.trimmed();
            let trouble = match gathered.others.is_empty() {
                true => trouble,
                false => trouble.note(format!("other values of `{column}` are `{}`", gathered.others.join("`, `"))),
            };
            let list = |words: &[Word<'_>]| words.iter().map(|word| word.text).collect::<Vec<_>>().join("`, `");
            trouble
                .note(format!("`{}` means before, `{}` after", list(before), list(after)))
                .help(format!("name the values of `{column}` in `data`, such as `before: old, after: new`"))
        }
        Sides::From { day, .. } => trouble.note(format!("rows before {day} are before, the others after")),
        Sides::One => trouble,
    }
}
