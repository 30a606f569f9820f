//! How the site writes numbers: marks by its language, and counts instead of percentages where there are few.
//!
//! Goes in: an exact value. Comes out: words for figures, tables and counts that the site writes itself. Numbers inside
//! somebody's words stay as they were written.

use crate::claim::Exact;

/// Between a number and what belongs to it: no wider than needed, and no line breaks there.
const THIN: char = '\u{202f}';

/// The marks of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numerals {
    /// Between groups of three digits.
    group: char,
    /// Before the decimals.
    point: char,
    /// Whether a gap stands before the percent sign.
    percent_apart: bool,
    /// Below so many, a share is told as a count.
    few: u64,
}

// What follows is the habit of each language as the Unicode CLDR 45 records it (numbers, symbols and percent format), but
// for one thing: a group that is neither a comma nor an apostrophe is a thin space, which ISO 80000-1 asks for and which
// nobody takes for a decimal point.
const COMMA: &[&str] = &["en", "ga", "cy", "gd", "he", "ja", "ko", "th", "zh", "mt", "sw"];
const APART: &[&str] = &[
    "bg", "ca", "cs", "da", "de", "es", "eu", "fi", "fr", "gl", "hr", "hy", "is", "ka", "lt", "lv", "nb", "nn", "no",
    "ro", "ru", "sk", "sl", "sr", "sv", "uk",
];

impl Numerals {
    /// The marks of a BCP 47 language, and the number below which shares are counts.
    pub(crate) fn of(language: &str, few: u32) -> Numerals {
        let lower = language.to_lowercase().replace('_', "-");
        let mut parts = lower.split('-');
        let primary = parts.next().unwrap_or_default().to_owned();
        let swiss = parts.any(|part| part == "ch" || part == "li");
        let comma = COMMA.contains(&primary.as_str()) || primary.is_empty();
        let (group, point) = match (comma, swiss && ["de", "it"].contains(&primary.as_str())) {
            (true, _) => (',', '.'),
            (_, true) => ('’', '.'),
            _ => (THIN, ','),
        };
        let percent_apart = APART.contains(&primary.as_str()) && point == ',';
        Numerals { group, point, percent_apart, few: u64::from(few) }
    }

    /// A number.
    pub(crate) fn number(&self, value: Exact) -> String {
        let written = value.to_string();
        if (self.group, self.point) == (',', '.') && !value.is_negative() {
            return written;
        }
        let mark = |c| match c {
            ',' => self.group,
            '.' => self.point,
            '-' => '−',
            other => other,
        };
        written.chars().map(mark).collect()
    }

    /// How many.
    pub(crate) fn count(&self, n: u64) -> String {
        self.number(Exact::int(i64::try_from(n).unwrap_or(i64::MAX)))
    }

    /// A share in percent.
    pub(crate) fn percent(&self, value: Exact) -> String {
        let number = self.number(value);
        if self.percent_apart { format!("{number}{THIN}%") } else { number + "%" }
    }

    /// A number with its unit: what stands at the figure, and what stands behind it.
    pub(crate) fn amount(&self, value: Exact, unit: &str) -> (String, String) {
        let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
        let sign = match first {
            "GBP" | "£" => "£",
            "EUR" | "€" => "€",
            "USD" | "$" | "US$" => "$",
            "%" | "percent" => return (self.percent(value), rest.to_owned()),
            _ => return (self.number(value), unit.to_owned()),
        };
        let minus = if value.is_negative() { "−" } else { "" };
        (format!("{minus}{sign}{}", self.number(value.abs())), rest.to_owned())
    }

    /// The same in one string.
    pub(crate) fn amount_in_words(&self, value: Exact, unit: &str) -> String {
        let (mut figure, unit) = self.amount(value, unit);
        figure.push(' ');
        figure.push_str(&unit);
        figure.truncate(figure.trim_end().len());
        figure
    }

    /// A share of few as `5 of 9`; `None` where there are many, or where no whole number of them makes this share.
    pub(crate) fn few(&self, percent: Exact, n: u64) -> Option<String> {
        if n == 0 || n >= self.few || percent.is_negative() {
            return None;
        }
        let whole = Exact::int(i64::try_from(n).ok()?);
        let counted = percent.times(whole)?.over(Exact::HUNDRED)?.round_to(Exact::int(1))?;
        let places = percent.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let share = counted.times(Exact::HUNDRED)?.over(whole)?;
        let same = share.decimal(u32::try_from(places).ok()?) == percent.to_string();
        (same && counted <= whole).then(|| format!("{} of {}", self.number(counted), self.count(n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    fn of(language: &str) -> Numerals {
        Numerals::of(language, 30)
    }

    #[test]
    fn marks_follow_the_language() {
        for (language, number, percent) in [
            ("en", "12,400.5", "58%"),
            ("en-GB", "12,400.5", "58%"),
            ("de", "12\u{202f}400,5", "58\u{202f}%"),
            ("de-CH", "12’400.5", "58%"),
            ("FR_fr", "12\u{202f}400,5", "58\u{202f}%"),
            ("it", "12\u{202f}400,5", "58%"),
            ("ja", "12,400.5", "58%"),
        ] {
            assert_eq!(of(language).number(x("12400.5")), number, "{language}");
            assert_eq!(of(language).percent(x("58")), percent, "{language}");
        }
        assert_eq!(of("en").count(1_000_000), "1,000,000");
    }

    #[test]
    fn units_stand_where_people_write_them() {
        let words = |value: &str, unit: &str| of("en").amount_in_words(x(value), unit);
        assert_eq!(words("13.5", "hours a week"), "13.5 hours a week");
        assert_eq!(words("310", "GBP a month"), "£310 a month");
        assert_eq!(words("-310", "GBP"), "−£310");
        assert_eq!(words("-3", "days"), "−3 days");
        assert_eq!(words("58", "percent"), "58%");
        assert_eq!(words("58", ""), "58");
    }

    #[test]
    fn a_share_of_few_is_a_count_where_one_makes_it() {
        assert_eq!(of("en").few(x("56"), 9).as_deref(), Some("5 of 9"));
        assert_eq!(of("en").few(x("55.6"), 9).as_deref(), Some("5 of 9"));
        assert_eq!(of("en").few(x("0"), 9).as_deref(), Some("0 of 9"));
        assert_eq!(of("en").few(x("100"), 9).as_deref(), Some("9 of 9"));
        for (percent, n) in [("57", 9), ("50", 30), ("50", 0), ("140", 5), ("-20", 5)] {
            assert_eq!(of("en").few(x(percent), n), None, "{percent} of {n}");
        }
    }
}
