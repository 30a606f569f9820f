//! One cell of a data file as an exact decimal, with the unit that stands beside it.

use std::cmp::Ordering;

use crate::claim::Exact;

/// More digits behind the point than any instrument gives; a float printed in full has seventeen.
const DEEPEST: u8 = 30;

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `2.5`, and `1,200` is twelve hundred.
    Point,
    /// `2,5`, and `1.200` is twelve hundred.
    Comma,
}

/// `digits` × 10^-`scale`, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: i128,
    pub(super) scale: u8,
}

impl Decimal {
    fn tidy(mut self) -> Decimal {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The digits at another, larger scale; `None` when they do not fit.
    pub(super) fn at(self, scale: u8) -> Option<i128> {
        match scale.checked_sub(self.scale)? {
            0 => Some(self.digits),
            more => self.digits.checked_mul(10i128.checked_pow(u32::from(more))?),
        }
    }

    /// As a fraction.
    pub(super) fn exact(self) -> Option<Exact> {
        Exact::ratio(self.digits, 10i128.checked_pow(u32::from(self.scale))?)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        if self.scale == other.scale {
            return self.digits.cmp(&other.digits);
        }
        let scale = self.scale.max(other.scale);
        match (self.at(scale), other.at(scale)) {
            (Some(mine), Some(theirs)) => mine.cmp(&theirs),
            // Only the side that had to grow can be too large, and then it is the larger one in size.
            (None, _) => self.digits.cmp(&0),
            (_, None) => 0.cmp(&other.digits),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// Nothing, or white space.
    Blank,
    /// A number, and what stands before and behind it: `£` and ``, `` and `min`.
    Number { value: Decimal, before: &'a str, behind: &'a str },
}

/// Why a cell is no number we would vouch for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Words, a bound such as `<5`, a time of day.
    NoNumber,
    /// `2,5` where the point is the mark, or `2.5` where the comma is.
    OtherMark,
    /// `1.234.567` where the point is the mark, or `1,234,567` where the comma is.
    Groups,
    /// `1,234` in a file of `;`: a thousand or one and a bit.
    Either,
    /// More digits than can be computed with.
    TooLong,
}

/// Reads a cell. `mark` is what the record says; without one the point is taken, unless the file is separated by `;`
/// (`doubtful`), where a lone mark before three digits could be either.
pub(super) fn read(cell: &str, mark: Option<Mark>, doubtful: bool) -> Result<Cell<'_>, Unread> {
    if let Some(value) = plain(cell.as_bytes(), mark, doubtful) {
        return Ok(Cell::Number { value, before: "", behind: "" });
    }
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(Cell::Blank);
    }
    let first = cell.find(|c: char| c.is_ascii_digit()).ok_or(Unread::NoNumber)?;
    let last = cell.rfind(|c: char| c.is_ascii_digit()).map_or(first, |at| at + 1);
    let (before, negative) = sign(cell[..first].trim()).ok_or(Unread::NoNumber)?;
    let behind = cell[last..].trim();
    if !is_affix(before) || !is_affix(behind) {
        return Err(Unread::NoNumber);
    }
    let (number, power) = powered(&cell[first..last]).ok_or(Unread::NoNumber)?;
    if doubtful && mark.is_none() && is_either(number) {
        return Err(Unread::Either);
    }
    let value = marked(number, mark.unwrap_or(Mark::Point))?;
    let value = raised(value, power).ok_or(Unread::TooLong)?;
    let value = if negative { Decimal { digits: -value.digits, ..value } } else { value };
    Ok(Cell::Number { value, before, behind })
}

/// What nearly every cell is; `None` where a closer look is needed.
pub(super) fn plain(cell: &[u8], mark: Option<Mark>, doubtful: bool) -> Option<Decimal> {
    (mark == Some(Mark::Point) || !doubtful && mark.is_none()).then(|| simple(cell)).flatten()
}

/// `-12.5`.
fn simple(cell: &[u8]) -> Option<Decimal> {
    let (negative, rest) = match cell {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if rest.is_empty() || rest.len() > 18 {
        return None;
    }
    let (mut digits, mut scale, mut point): (i64, u8, bool) = (0, 0, false);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + i64::from(byte - b'0');
                scale += u8::from(point);
            }
            b'.' if !point && at > 0 && at + 1 < rest.len() => point = true,
            _ => return None,
        }
    }
    // As `tidy`, in the width of the machine.
    while scale > 0 && digits % 10 == 0 {
        (digits, scale) = (digits / 10, scale - 1);
    }
    Some(Decimal { digits: i128::from(if negative { -digits } else { digits }), scale })
}

/// Takes the sign out of what stands before the digits: `-£`, `£-`, `−`.
fn sign(before: &str) -> Option<(&str, bool)> {
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    let plain = |rest: &str| !rest.contains(MINUS) && !rest.contains('+');
    let cut = before.strip_prefix(MINUS).or_else(|| before.strip_suffix(MINUS));
    match cut.or_else(|| before.strip_prefix('+')) {
        Some(rest) => plain(rest).then_some((rest.trim(), cut.is_some())),
        None => plain(before).then_some((before, false)),
    }
}

/// Whether words beside a number can be a unit: letters, a currency, a percent sign; no `<`, `~`, `(` or `:`.
fn is_affix(words: &str) -> bool {
    let fits = |c: char| c.is_alphabetic() || "%‰°$€£¥₹₩₽₺₪ /.".contains(c);
    words.len() <= 40 && words.chars().all(fits) && !words.starts_with(['.', '/'])
}

/// The number and its power of ten: `1.5e-3`. `None` where letters stand inside.
fn powered(number: &str) -> Option<(&str, i32)> {
    let (number, power) = match number.split_once(['e', 'E']) {
        Some((number, power)) => (number, power.parse().ok()?),
        None => (number, 0),
    };
    let ends = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(|c: char| c.is_ascii_digit());
    (ends && !number.contains(char::is_alphabetic)).then_some((number, power))
}

fn raised(value: Decimal, power: i32) -> Option<Decimal> {
    let scale = i32::from(value.scale).checked_sub(power)?;
    if scale >= 0 {
        let scale = u8::try_from(scale).ok().filter(|scale| *scale <= DEEPEST)?;
        return Some(Decimal { scale, ..value }.tidy());
    }
    let digits = value.digits.checked_mul(10i128.checked_pow(scale.unsigned_abs())?)?;
    Some(Decimal { digits, scale: 0 })
}

/// Digits in groups, and decimals behind the mark.
fn marked(number: &str, mark: Mark) -> Result<Decimal, Unread> {
    let (point, other) = match mark {
        Mark::Point => ('.', ','),
        Mark::Comma => (',', '.'),
    };
    let (whole, decimals) = number.split_once(point).unwrap_or((number, ""));
    if decimals.contains(other) || decimals.contains(point) {
        return Err(match (decimals.contains(other), is_grouped(number, point)) {
            (true, _) => Unread::OtherMark,
            (false, true) => Unread::Groups,
            (false, false) => Unread::NoNumber,
        });
    }
    let parts: Vec<&str> = whole.split(|c| is_group_mark(c, other)).collect();
    let marks: Vec<char> = whole.chars().filter(|c| is_group_mark(*c, other)).collect();
    let starts_well = parts[0].len() <= 3 && !parts[0].starts_with('0');
    let in_threes = parts.len() == 1 || starts_well && parts.iter().skip(1).all(|part| part.len() == 3);
    let alike = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(|part| plain(part)) || !(decimals.is_empty() || plain(decimals)) || !alike {
        return Err(Unread::NoNumber);
    }
    if !in_threes {
        return Err(if marks == [other] { Unread::OtherMark } else { Unread::NoNumber });
    }
    let scale = u8::try_from(decimals.len()).ok().filter(|scale| *scale <= DEEPEST).ok_or(Unread::TooLong)?;
    let digits: String = parts.concat() + decimals;
    let digits = digits.parse().map_err(|_| Unread::TooLong)?;
    Ok(Decimal { digits, scale }.tidy())
}

fn is_group_mark(c: char, other: char) -> bool {
    c == other || matches!(c, '\'' | '\u{2019}' | '_' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Whether the marks of a number stand where those of thousands do.
fn is_grouped(number: &str, mark: char) -> bool {
    let mut parts = number.split(mark);
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len()) && digits(first) && parts.all(|part| part.len() == 3 && digits(part))
}

/// One mark, and three digits behind it.
fn is_either(number: &str) -> bool {
    let mut parts = number.split(['.', ',']);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(whole), Some(rest), None) => rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str, mark: Option<Mark>, doubtful: bool) -> String {
        match read(cell, mark, doubtful) {
            Ok(Cell::Blank) => "blank".to_owned(),
            Ok(Cell::Number { value, before, behind }) => {
                let number = value.exact().map_or("?".to_owned(), |v| v.decimal(30));
                [before, &number, behind].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join("|")
            }
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn cells_as_exports_write_them() {
        for (cell, expected) in [
            ("12.50", "12.5"),
            (" 7 ", "7"),
            ("", "blank"),
            ("\u{a0}", "blank"),
            ("-3", "-3"),
            ("\u{2212}0.5", "-0.5"),
            ("+4", "4"),
            ("1,234,567.8", "1,234,567.8"),
            ("1'200", "1,200"),
            ("1 200", "1,200"),
            ("1.5e3", "1,500"),
            ("2E-3", "0.002"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("£310", "£|310"),
            ("-£1,310.50", "£|-1,310.5"),
            ("12 h", "12|h"),
            ("58%", "58|%"),
            ("2,5", "OtherMark"),
            ("1.234,5", "OtherMark"),
            ("1.234.567", "Groups"),
            ("1.234.567,8", "OtherMark"),
            ("1.234.56", "NoNumber"),
            ("1,23,456", "NoNumber"),
            ("n/a", "NoNumber"),
            ("-", "NoNumber"),
            ("<5", "NoNumber"),
            ("~5", "NoNumber"),
            ("(1,200)", "NoNumber"),
            ("5-", "NoNumber"),
            ("3-4", "NoNumber"),
            ("10:30", "NoNumber"),
            ("12 h 30 min", "NoNumber"),
            ("1.2.3", "NoNumber"),
            ("5.", "NoNumber"),
            ("NaN", "NoNumber"),
            ("1e99", "TooLong"),
            ("1e-40", "TooLong"),
            ("99999999999999999999999999999999999999999", "TooLong"),
        ] {
            assert_eq!(shown(cell, None, false), expected, "{cell}");
        }
    }

    #[test]
    fn a_decimal_comma_is_said_and_never_guessed() {
        assert_eq!(shown("2,5", Some(Mark::Comma), true), "2.5");
        assert_eq!(shown("1.234,5", Some(Mark::Comma), true), "1,234.5");
        assert_eq!(shown("2.5", Some(Mark::Comma), true), "OtherMark");
        assert_eq!(shown("1,234", None, true), "Either");
        assert_eq!(shown("1.234", None, true), "Either");
        assert_eq!(shown("1,234", Some(Mark::Point), true), "1,234");
        assert_eq!(shown("1,234", Some(Mark::Comma), true), "1.234");
        assert_eq!(shown("2.5", None, true), "2.5");
        assert_eq!(shown("0,125", None, true), "OtherMark");
    }

    #[test]
    fn decimals_of_any_scale_are_ordered() {
        let of = |cell: &str| match read(cell, None, false) {
            Ok(Cell::Number { value, .. }) => value,
            other => panic!("{other:?}"),
        };
        let sorted = ["-1e30", "-2.5", "-2.49", "0", "0.000000000000000000000000000001", "2.5", "10", "1e30"];
        for pair in sorted.windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        }
        assert_eq!(of("2.50"), of("2.5"));
    }
}
