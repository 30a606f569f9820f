//! What is to be computed: the `data` table of a record, whole and without contradictions, tied to a header.

use jiff::civil::Date;

use super::condition::Check;
use super::word::Word;
use super::{Data, Mark, Trouble};
use crate::claim::{Better, Dimension, Exact, Unit};
use crate::evidence::{Record, Statistic};
use crate::written::{Choice, Text, nearest};

/// How quantiles are computed, in words for messages and pages.
pub const METHOD: &str = "between the two nearest values in proportion (Hyndman and Fan's definition 7)";

/// What is made of the rows.
#[derive(Clone, Debug)]
pub enum Measure {
    /// Their number.
    Rows,
    /// The percentage of them whose cell is one of those that count.
    Hits,
    /// The sum of one column by that of another, times this.
    Ratio(Exact),
    /// A statistic of the values of a column.
    Of(Statistic),
}

impl Measure {
    /// The part of the values that lies below, where it is a quantile.
    pub(super) fn quantile(&self) -> Option<Exact> {
        match self {
            Measure::Of(Statistic::Median) => Exact::ratio(1, 2),
            Measure::Of(Statistic::P90) => Exact::ratio(9, 10),
            Measure::Of(Statistic::P95) => Exact::ratio(19, 20),
            _ => None,
        }
    }

    /// Whether values are added up.
    pub(super) fn is_summed(&self) -> bool {
        matches!(self, Measure::Of(Statistic::Mean | Statistic::Sum))
    }
}

/// How rows fall on the two sides.
#[derive(Clone, Debug)]
pub(super) enum Sides<'a> {
    /// There is only one.
    One,
    /// By the value of a column.
    By { column: &'a Text, before: Vec<Word<'a>>, after: Vec<Word<'a>> },
    /// By the day: before it, or on it and later.
    From { column: &'a Text, day: Date },
}

/// What is to be computed.
#[derive(Clone, Debug)]
pub(super) struct Recipe<'a> {
    pub(super) data: &'a Data,
    pub(super) statistic: Statistic,
    pub(super) measure: Measure,
    pub(super) sides: Sides<'a>,
    /// For a share: the words that count.
    pub(super) is: Vec<Word<'a>>,
    /// What rows must be, in the order of the conditions.
    pub(super) checks: Vec<Check<'a>>,
    /// The column of days, where there is one.
    pub(super) date: Option<&'a Text>,
    /// The record's unit, which cells that name one must share.
    pub(super) unit: Unit,
    pub(super) unit_words: &'a str,
    /// Whether the best tenth of the rows is asked for: the highest.
    pub(super) tenth: bool,
    /// The column of cases, where the change of each is asked for.
    pub(super) each: Option<&'a Text>,
    pub(super) better: Option<Better>,
}

/// The recipe of a record; `None` when it has no `data`.
pub(super) fn of(record: &Record) -> Option<Result<Recipe<'_>, Trouble>> {
    let m = record.measurement()?;
    let data = m.data.as_ref()?;
    Some((|| {
        if record.file.is_none() {
            let what = "`data` says how figures follow from a file, and no file is named";
            return Err(Trouble::incomplete(data.span, what).help("add `file: customer/export.csv` to the record"));
        }
        let statistic = statistic(record, data)?;
        let unit_words = m.unit.as_ref().map_or("", Text::trimmed);
        let unit = Unit::parse(unit_words);
        let measure = measure(data, statistic)?;
        let percent = matches!(unit.dimension, Dimension::Percent);
        if statistic == Statistic::Share && m.unit.is_some() && !percent {
            let what = format!("a share is computed in percent, and the unit is `{unit_words}`");
            return Err(Trouble::new(data.span, what).help("write `unit: percent`, or `statistic: rate` for a ratio"));
        }
        let (sides, date) = sides(data)?;
        let single = matches!(sides, Sides::One) && matches!(measure, Measure::Of(_));
        let better = m.better.as_ref().map(|better| better.value);
        let tenth = single && better == Some(Better::Higher);
        let each = each(data, &sides, better)?;
        let mark = data.mark();
        let is = data.is.iter().map(|word| Word::of(word, mark)).collect();
        let checks = data.conditions.iter().map(|condition| condition.test.ready(mark)).collect();
        Ok(Recipe { data, statistic, measure, sides, is, checks, date, unit, unit_words, tenth, each, better })
    })())
}

fn statistic(record: &Record, data: &Data) -> Result<Statistic, Trouble> {
    let said = record.measurement().and_then(|m| m.statistic.as_ref());
    let names: Vec<&str> = Statistic::ALL.iter().map(|(n, _)| *n).filter(|n| *n != "single").collect();
    let names = names.join(", ");
    match (&data.statistic, said) {
        (Some(own), Some(said)) if own.value != said.value => {
            let what = format!("`statistic` is {} here and {} in the record", own.value.word(), said.value.word());
            Err(Trouble::new(own.span, what).help("write it once, in the record"))
        }
        (Some(one), _) | (None, Some(one)) if one.value == Statistic::Single => {
            let what = "a single reading is no statistic of rows";
            Err(Trouble::new(one.span, what).help(format!("write one of {names}")))
        }
        (Some(one), _) | (None, Some(one)) => Ok(one.value),
        (None, None) => {
            let what = "how the rows become one figure is not said";
            Err(Trouble::incomplete(data.span, what).help(format!("add `statistic:`, one of {names}")))
        }
    }
}

fn measure(data: &Data, statistic: Statistic) -> Result<Measure, Trouble> {
    let lacks = |what: &str, help: &str| Err(Trouble::incomplete(data.span, what).help(help));
    let strange = |text: Option<&Text>, key: &str, of: &str| match text {
        Some(text) => Err(Trouble::new(text.span, format!("`{key}` means nothing to `{}`", statistic.word()))
            .help(format!("it belongs to {of}"))),
        None => Ok(()),
    };
    if statistic != Statistic::Share {
        strange(data.is.first(), "is", "`statistic: share`; rows are chosen with `where`")?;
    }
    if !matches!(statistic, Statistic::Share | Statistic::Rate) {
        strange(data.of.as_ref(), "of", "`statistic: share` and `statistic: rate`")?;
    }
    if let Some(per) = data.per.as_ref().filter(|_| statistic != Statistic::Rate) {
        return Err(Trouble::new(per.span, format!("`per` means nothing to `{}`", statistic.word()))
            .help("it belongs to `statistic: rate`"));
    }
    if data.column.is_none() && statistic != Statistic::Count {
        return lacks(
            "which column holds the values is not said",
            "add `column:` with its name in the file's first line",
        );
    }
    match statistic {
        Statistic::Count => Ok(Measure::Rows),
        Statistic::Share => match (data.is.is_empty(), &data.of) {
            (false, None) => Ok(Measure::Hits),
            (true, Some(_)) => Ok(Measure::Ratio(Exact::HUNDRED)),
            (false, Some(of)) => Err(Trouble::new(of.span, "a share is counted by `is` or divided by `of`, not both")
                .help("keep `is` where each row is one case, `of` where rows hold sums")),
            (true, None) => lacks(
                "a share of what is not said",
                "add `is: yes`, the value of `column` that counts, or `of:` with the column of which it is a part",
            ),
        },
        Statistic::Rate if data.of.is_none() => {
            lacks("a rate of what is not said", "add `of:` with the column it is divided by, such as `of: orders`")
        }
        Statistic::Rate => Ok(Measure::Ratio(data.per.as_ref().map_or(Exact::ONE, |per| per.value))),
        other => Ok(Measure::Of(other)),
    }
}

fn sides(data: &Data) -> Result<(Sides<'_>, Option<&Text>), Trouble> {
    let words = |texts: &'_ [Text]| texts.first().map(|t| t.span);
    let named = words(&data.before).or(words(&data.after));
    match (&data.by, &data.date, &data.change) {
        (Some(column), None, Some(change)) | (None, Some(column), Some(change)) => match named {
            Some(span) => Err(Trouble::new(span, "the sides are told by the day of the change, so they have no names")
                .help("delete `before` and `after` here, or `change`")),
            None => Ok((Sides::From { column, day: change.value }, Some(column))),
        },
        (None, None, Some(change)) => {
            Err(Trouble::incomplete(change.span, "the day of a change needs a column of days")
                .help("add `date:` with the name of that column"))
        }
        (Some(column), date, _) => {
            let mark = data.mark();
            let (before, after) = (names(&data.before, "before", mark), names(&data.after, "after", mark));
            let is_after = |word: &&Word<'_>| after.iter().any(|other| other.text == word.text);
            if let Some(Word { text: both, .. }) = before.iter().find(is_after) {
                let span = words(&data.after).or(words(&data.before)).unwrap_or(data.span);
                return Err(Trouble::new(span, format!("`{both}` means before and after")));
            }
            Ok((Sides::By { column, before, after }, date.as_ref()))
        }
        (None, date, None) => match named {
            Some(span) => {
                Err(Trouble::incomplete(span, "before and after are told apart by a column, and none is named")
                    .help("add `by:` with the name of that column"))
            }
            None => Ok((Sides::One, date.as_ref())),
        },
    }
}

/// The column of cases.
fn each<'a>(data: &'a Data, sides: &Sides<'_>, better: Option<Better>) -> Result<Option<&'a Text>, Trouble> {
    let Some(each) = &data.each else { return Ok(None) };
    if matches!(sides, Sides::One) {
        let what = "`each` compares the rows of one case before and after, and the rows have no sides";
        return Err(Trouble::incomplete(each.span, what)
            .help("add `by:` with the column that tells before from after, or `date:` and `change:`"));
    }
    if better.is_none() {
        return Err(Trouble::incomplete(each.span, "which change of a case is the better one is not said")
            .help("add `better: lower` or `better: higher` to the record"));
    }
    Ok(Some(each))
}

fn names<'a>(texts: &'a [Text], usual: &'static str, mark: Option<Mark>) -> Vec<Word<'a>> {
    match texts {
        [] => vec![Word::plain(usual, mark)],
        texts => texts.iter().map(|text| Word::of(text, mark)).collect(),
    }
}

/// Where a recipe's columns stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) value: Option<usize>,
    pub(super) of: Option<usize>,
    pub(super) side: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) each: Option<usize>,
    pub(super) conditions: Vec<usize>,
}

impl Recipe<'_> {
    /// Finds the columns in the header of the file called `name`.
    pub(super) fn columns(&self, header: &[String], name: &str) -> Result<Columns, Trouble> {
        let find = |text: &Text| column(header, text, name);
        let maybe = |text: Option<&Text>| text.map(find).transpose();
        let side = match &self.sides {
            Sides::One => None,
            Sides::By { column, .. } | Sides::From { column, .. } => Some(*column),
        };
        Ok(Columns {
            value: maybe(self.data.column.as_ref())?,
            of: maybe(self.data.of.as_ref())?,
            side: maybe(side)?,
            date: maybe(self.date)?,
            each: maybe(self.each)?,
            conditions: self.data.conditions.iter().map(|c| find(&c.column)).collect::<Result<_, _>>()?,
        })
    }
}

/// What the columns are called, where the first line holds names: another file's first line may be a secret.
fn its_columns(header: &[String]) -> String {
    let is_title = |title: &&String| {
        title.chars().count() <= 40 && title.chars().all(|c| c.is_alphanumeric() || " _-.()%/€$£".contains(c))
    };
    if header.len() < 2 || !header.iter().all(|title| is_title(&title)) {
        return "its first line is no row of names of columns; put one there".to_owned();
    }
    let shown: Vec<String> = header.iter().take(12).map(|title| format!("`{title}`")).collect();
    format!("its columns are {}{}", shown.join(", "), if header.len() > 12 { " and more" } else { "" })
}

fn column(header: &[String], text: &Text, name: &str) -> Result<usize, Trouble> {
    let wanted = text.trimmed();
    let mut places = header.iter().enumerate().filter(|(_, title)| *title == wanted).map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) => Ok(at),
        (Some(first), Some(second)) => {
            let what = format!("two columns of {name} are called `{wanted}`, number {} and {}", first + 1, second + 1);
            Err(Trouble::new(text.span, what).help("give one of them another name in the file"))
        }
        (None, _) => {
            let trouble = Trouble::new(text.span, format!("{name} has no column `{wanted}`"));
            let alike = header.iter().find(|title| title.eq_ignore_ascii_case(wanted)).map(String::as_str);
            let near =
                alike.or_else(|| nearest(wanted, header.iter().map(String::as_str).filter(|title| !title.is_empty())));
            Err(match near {
                Some(near) => trouble.help(format!("did you mean `{near}`?")),
                None => trouble.help(its_columns(header)),
            })
        }
    }
}
