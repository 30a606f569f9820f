//! Units: what a number counts, and the exact conversions between them.
//!
//! Exact: ms, s, min, h, day = 24 h, week = 7 d; month and year with each other; decimal data sizes with each other and
//! binary ones with each other. Working days and business hours are units of their own. Currencies never convert.
//! A month is a number of days only approximately, see [`Unit::rough_ratio`].

use super::exact::Exact;

/// What a unit measures. Values convert within one dimension only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A number without a unit.
    Bare,
    /// Percent of something.
    Percent,
    /// Percentage points.
    Points,
    /// A factor: 3x.
    Factor,
    /// Time in seconds.
    Time,
    /// Working time in working hours; a working day is one of its own, since nobody says how long it is.
    Work(&'static str),
    /// Calendar time in months.
    Calendar,
    /// Money in units of one currency (ISO 4217 code).
    Money(&'static str),
    /// Data in decimal bytes (kB = 1,000).
    Bytes,
    /// Data in binary bytes (KiB = 1,024).
    BinaryBytes,
    /// Data in bits.
    Bits,
    /// Things; the noun is in [`Unit::noun`].
    Count,
}

/// A unit, with its size in the base unit of its dimension and what it is counted per.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is.
    pub size: Exact,
    /// How it was written ("hours", "GB", "build jobs"), lower case.
    pub noun: String,
    /// "a week", "per request": the singular noun.
    pub per: Option<String>,
}

impl Unit {
    /// A unit of size one.
    pub fn plain(dimension: Dimension) -> Unit {
        Unit { dimension, size: Exact::ONE, noun: String::new(), per: None }
    }

    fn sized(dimension: Dimension, num: i128, den: i128) -> Option<Unit> {
        Some(Unit { dimension, size: Exact::ratio(num, den)?, noun: String::new(), per: None })
    }

    /// The last word of the noun, which says what is counted: "users" of "active users".
    pub fn head(&self) -> &str {
        self.noun.rsplit(' ').next().unwrap_or("")
    }

    /// Whether it is a length of time, working and calendar time included.
    pub fn is_time(&self) -> bool {
        matches!(self.dimension, Dimension::Time | Dimension::Work(_) | Dimension::Calendar)
    }

    /// Whether it is an amount of data.
    pub fn is_data(&self) -> bool {
        matches!(self.dimension, Dimension::Bytes | Dimension::BinaryBytes | Dimension::Bits)
    }

    /// Reads a record's unit: "days", "hours a week", "EUR", "%", "ms per request", "defects per release". Anything
    /// unknown counts things by that name. An empty text has no unit.
    pub fn parse(text: &str) -> Unit {
        let lower = text.trim().to_lowercase();
        let mut words: Vec<&str> = Vec::new();
        let mut per = None;
        let spaced = lower.replace('/', " per ");
        let mut rest = spaced.split_whitespace().peekable();
        while let Some(word) = rest.next() {
            let joins = matches!(word, "per" | "a" | "an" | "each" | "every") && !words.is_empty();
            if joins && rest.peek().is_some() {
                per = Some(singular(&rest.collect::<Vec<_>>().join(" ")));
                break;
            }
            words.push(word);
        }
        let name = words.join(" ");
        let mut unit = of_name(&name).unwrap_or_else(|| match name.as_str() {
            "" => Unit::plain(Dimension::Bare),
            _ => Unit::plain(Dimension::Count),
        });
        unit.noun = name;
        unit.per = per.or(unit.per);
        unit
    }

    /// How many of `other` one of `self` is, when that is exact and both mean the same: `hours` in `days` is 1/24. The
    /// part after "per" must match where both have one; times convert there too.
    pub fn ratio(&self, other: &Unit) -> Option<Exact> {
        let per = match (&self.per, &other.per) {
            (Some(mine), Some(theirs)) if mine != theirs => {
                let (mine, theirs) = (of_word(mine)?, of_word(theirs)?);
                let same = mine.is_time() && mine.dimension == theirs.dimension;
                if !same {
                    return None;
                }
                theirs.size.over(mine.size)?
            }
            _ => Exact::ONE,
        };
        (self.dimension == other.dimension).then(|| self.size.over(other.size)?.times(per)).flatten()
    }

    /// Like [`Unit::ratio`], for months and years against days: a month is taken as 30.4 days, which is within 3 % of
    /// every month but February; only a claim that says "about" may use it.
    pub fn rough_ratio(&self, other: &Unit) -> Option<Exact> {
        let month = Exact::ratio(304 * 86_400, 10)?;
        match (self.dimension, other.dimension) {
            (Dimension::Calendar, Dimension::Time) => self.size.times(month)?.over(other.size),
            (Dimension::Time, Dimension::Calendar) => self.size.over(other.size.times(month)?),
            _ => None,
        }
    }
}

/// A unit by its whole name, of one or several words.
pub(super) fn of_name(name: &str) -> Option<Unit> {
    let work = |kind| Some(Unit::plain(Dimension::Work(kind)));
    match name {
        "percentage points" | "percentage point" | "percent points" | "points" | "pp" | "pts" | "%-points" => {
            Some(Unit::plain(Dimension::Points))
        }
        "working days" | "working day" | "business days" | "business day" | "workdays" | "workday" => work("day"),
        "working hours" | "working hour" | "business hours" | "business hour" => work("hour"),
        "person-days" | "person days" | "man-days" | "man days" => work("person-day"),
        "person-hours" | "person hours" | "man-hours" | "man hours" => work("person-hour"),
        "per cent" => Some(Unit::plain(Dimension::Percent)),
        _ => {
            // "hours of downtime", "seconds median": the first word decides when the others only say of what.
            let mut words = name.split(' ');
            let unit = of_word(words.next()?)?;
            let known = words.next().is_none_or(|next| matches!(next, "of" | "on" | "in" | "spent" | "to"));
            (known || unit.dimension == Dimension::Percent).then_some(unit)
        }
    }
}

/// A unit by one word in lower case: time, data, percent, factor, currency words and codes.
pub(super) fn of_word(word: &str) -> Option<Unit> {
    use Dimension::{BinaryBytes, Bits, Bytes, Calendar, Time};
    let time = |num, den| Unit::sized(Time, num, den);
    match word {
        "ns" | "nanosecond" | "nanoseconds" => time(1, 1_000_000_000),
        "µs" | "μs" | "microsecond" | "microseconds" => time(1, 1_000_000),
        "ms" | "msec" | "millisecond" | "milliseconds" => time(1, 1_000),
        "s" | "sec" | "secs" | "second" | "seconds" => time(1, 1),
        "min" | "mins" | "minute" | "minutes" => time(60, 1),
        "h" | "hr" | "hrs" | "hour" | "hours" => time(3_600, 1),
        "day" | "days" => time(86_400, 1),
        "week" | "weeks" | "wk" | "wks" => time(604_800, 1),
        "month" | "months" => Unit::sized(Calendar, 1, 1),
        "quarter" | "quarters" => Unit::sized(Calendar, 3, 1),
        "year" | "years" | "yr" | "yrs" => Unit::sized(Calendar, 12, 1),
        "workdays" | "workday" => Some(Unit::plain(Dimension::Work("day"))),
        "%" | "percent" | "percentage" => Some(Unit::plain(Dimension::Percent)),
        "x" | "times" | "fold" => Some(Unit::plain(Dimension::Factor)),
        "pp" | "pts" | "points" | "point" => Some(Unit::plain(Dimension::Points)),
        "byte" | "bytes" => Unit::sized(Bytes, 1, 1),
        "bit" | "bits" => Unit::sized(Bits, 1, 1),
        _ => prefixed(word, Bytes, BinaryBytes).or_else(|| currency(word).map(|c| Unit::plain(Dimension::Money(c)))),
    }
}

/// Data sizes with a prefix: kb, mb, gigabytes, gib, …
fn prefixed(word: &str, decimal: Dimension, binary: Dimension) -> Option<Unit> {
    let (power, rest) = match word.as_bytes().first()? {
        b'k' => (1, word.strip_prefix("kilo").unwrap_or(&word[1..])),
        b'm' => (2, word.strip_prefix("mega").unwrap_or(&word[1..])),
        b'g' => (3, word.strip_prefix("giga").unwrap_or(&word[1..])),
        b't' => (4, word.strip_prefix("tera").unwrap_or(&word[1..])),
        b'p' => (5, word.strip_prefix("peta").unwrap_or(&word[1..])),
        b'e' => (6, word.strip_prefix("exa").unwrap_or(&word[1..])),
        _ => return None,
    };
    match rest {
        "b" | "bs" | "byte" | "bytes" => Unit::sized(decimal, 1_000i128.pow(power), 1),
        "ib" => Unit::sized(binary, 1_024i128.pow(power), 1),
        "bit" | "bits" | "bps" | "bit/s" => {
            let mut unit = Unit::sized(Dimension::Bits, 1_000i128.pow(power), 1)?;
            unit.per = rest.ends_with('s').then(|| "second".to_owned()).filter(|_| rest != "bits");
            Some(unit)
        }
        _ => None,
    }
}

/// The ISO 4217 code for a symbol, code or word in lower case. `$` is read as US dollars unless a letter before it says
/// otherwise, as the records must carry a code anyway. Codes that are English words ("all", "try") are left out.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "usd" | "dollar" | "dollars" | "us$" | "bucks" => "USD",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "£" | "gbp" | "pound" | "pounds" | "sterling" => "GBP",
        "¥" | "jpy" | "yen" => "JPY",
        "cny" | "rmb" | "yuan" | "renminbi" => "CNY",
        "₹" | "inr" | "rs" | "rupee" | "rupees" => "INR",
        "₩" | "krw" => "KRW",
        "chf" | "franc" | "francs" => "CHF",
        "aud" => "AUD",
        "cad" => "CAD",
        "nzd" => "NZD",
        "sgd" => "SGD",
        "hkd" => "HKD",
        "sek" => "SEK",
        "nok" => "NOK",
        "dkk" => "DKK",
        "pln" | "zloty" => "PLN",
        "czk" => "CZK",
        "brl" | "reais" => "BRL",
        "mxn" => "MXN",
        "twd" => "TWD",
        "zar" | "rand" => "ZAR",
        "rm" | "myr" | "ringgit" => "MYR",
        "₽" | "rub" | "rubles" => "RUB",
        "₺" => "TRY",
        "₪" | "ils" => "ILS",
        _ => return None,
    })
}

/// The ISO 4217 code of the dollars, or reais, that letters before `$` name, in lower case: `a` in "A$5".
pub(super) fn dollars_of(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "us" => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" => "CAD",
        "nz" => "NZD",
        "hk" => "HKD",
        "s" | "sg" => "SGD",
        "r" => "BRL",
        "mx" => "MXN",
        "nt" => "TWD",
        _ => return None,
    })
}

/// Whether letters glued to digits may follow a number ("10x", "5k", "30ms", "3GB"); anything else makes the whole a
/// name ("5G", "10GbE", "3D", "1st"). `capital`: the first letter is one.
pub(super) fn suffix(letters: &str, capital: bool) -> bool {
    match letters {
        "x" | "k" | "m" | "mn" | "mm" | "bn" | "b" | "pp" | "pts" | "fold" => true,
        "h" | "s" => !capital,
        _ => of_word(letters).is_some_and(|u| (u.is_time() || u.is_data()) && !(capital && letters.len() == 1)),
    }
}

/// A noun without its plural ending, for comparing what is counted.
pub fn singular(noun: &str) -> String {
    let cut = |ending: &str| noun.strip_suffix(ending).filter(|rest| rest.len() > 2);
    if let Some(rest) = cut("ies") {
        return format!("{rest}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].to_owned();
        }
    }
    match cut("s") {
        Some(rest) if !noun.ends_with("ss") && !noun.ends_with("us") => rest.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(from: &str, to: &str) -> Option<String> {
        Unit::parse(from).ratio(&Unit::parse(to)).map(|r| r.to_string())
    }

    #[test]
    fn exact_conversions() {
        for (from, to, expected) in [
            ("hours", "minutes", Some("60")),
            ("weeks", "days", Some("7")),
            ("years", "months", Some("12")),
            ("ms", "s", Some("0.001")),
            ("GB", "MB", Some("1,000")),
            ("GiB", "MiB", Some("1,024")),
            ("hours a week", "hours/day", Some("0.143")),
            ("defects per release", "defects per release", Some("1")),
            ("GB", "GiB", None),
            ("days", "working days", None),
            ("EUR", "USD", None),
            ("%", "percentage points", None),
            ("months", "days", None),
            ("requests per second", "requests per user", None),
        ] {
            assert_eq!(ratio(from, to).as_deref(), expected, "{from} in {to}");
        }
    }

    #[test]
    fn a_month_is_thirty_days_only_roughly() {
        let rough = Unit::parse("months").rough_ratio(&Unit::parse("days")).map(|r| r.to_string());
        assert_eq!(rough.as_deref(), Some("30.4"));
        assert_eq!(Unit::parse("months").rough_ratio(&Unit::parse("EUR")), None);
    }

    #[test]
    fn singular_nouns() {
        for (plural, one) in
            [("days", "day"), ("queries", "query"), ("processes", "process"), ("boxes", "box"), ("status", "status")]
        {
            assert_eq!(singular(plural), one);
        }
    }
}
