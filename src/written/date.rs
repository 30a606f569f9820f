//! Days: year, month and day in digits, and what somebody meant who wrote one otherwise.

use jiff::civil::Date;

/// The months by their English names.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An ISO date, or why it is none.
pub(crate) fn read_date(words: &str) -> Result<Date, String> {
    let parts: Vec<&str> = words.split('-').collect();
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = parts[..] else {
        return Err(shape(words).into());
    };
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return Err(shape(words).into());
    }
    let (y, m, d): (i16, i8, i8) = match (year.parse(), month.parse(), day.parse()) {
        (Ok(y), Ok(m), Ok(d)) => (y, m, d),
        _ => return Err("a date is made of digits".into()),
    };
    if !(1..=12).contains(&m) {
        return Err(format!("there is no month {month}"));
    }
    Date::new(y, m, d).map_err(|_| format!("month {month} of {year} has no day {day}"))
}

/// What is wrong with the shape of a date.
fn shape(words: &str) -> &'static str {
    let begins_with_day = words.len() > 10 && words.get(..10).is_some_and(|day| read_date(day).is_ok());
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    if begins_with_day {
        "a date has no time of day"
    } else if words.bytes().all(|b| b.is_ascii_digit() || b == b'-') && numbers < 3 && words.len() < 8 {
        "year, month and day are needed"
    } else {
        "a date is four digits, two and two, with `-` between"
    }
}

/// The date somebody meant who wrote another form, as it should be written; two where the order cannot be told.
pub(super) fn meant(words: &str) -> Option<String> {
    let iso = |y: &str, m: &str, d: &str| {
        let (y, m, d) = (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        Date::new(y, m, d).ok().map(|date| date.to_string())
    };
    if let Some(day) = words.get(..10).filter(|day| read_date(day).is_ok()) {
        return Some(day.to_owned());
    }
    let parts: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let month = |word: &str| {
        let begins = |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let at = MONTHS.iter().position(|name| (word.len() >= 3 || name.len() == word.len()) && begins(name))?;
        Some((at + 1).to_string())
    };
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        ["", "st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known)).then(|| digits.to_owned())
    };
    match parts[..] {
        [all] if all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => iso(&all[..4], &all[4..6], &all[6..]),
        [y, m, d] if y.len() == 4 => iso(y, &month(m).unwrap_or(m.to_owned()), d),
        [a, b, y] if y.len() == 4 => {
            if let Some(m) = month(b) {
                return iso(y, &m, &day(a)?);
            }
            if let Some(m) = month(a) {
                return iso(y, &m, &day(b)?);
            }
            match (iso(y, b, a), iso(y, a, b)) {
                (Some(one), Some(other)) if one != other => Some(format!("{one} or {other}, whichever is meant")),
                (one, other) => one.or(other),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_say_what_is_wrong_with_them() {
        assert!(read_date("2026-03-02").is_ok());
        assert_eq!(read_date("2026-27-02").unwrap_err(), "there is no month 27");
        assert_eq!(read_date("2026-02-30").unwrap_err(), "month 02 of 2026 has no day 30");
        assert!(read_date("2 March 2026").is_err());
        assert!(read_date("2026-3-2").is_err());
        assert!(read_date("").is_err());
    }

    #[test]
    fn what_was_meant_is_offered() {
        for (written, expected) in [
            ("2026-3-2", Some("2026-03-02")),
            ("2026/03/02", Some("2026-03-02")),
            ("2026.3.2", Some("2026-03-02")),
            ("20260302", Some("2026-03-02")),
            ("2 March 2026", Some("2026-03-02")),
            ("2nd Mar 2026", Some("2026-03-02")),
            ("March 2, 2026", Some("2026-03-02")),
            ("2026-03-20T10:00:00Z", Some("2026-03-20")),
            ("2026-03-20 10:00", Some("2026-03-20")),
            ("03.02.2026", Some("2026-02-03 or 2026-03-02, whichever is meant")),
            ("25/12/2026", Some("2026-12-25")),
            ("12/25/2026", Some("2026-12-25")),
            ("03.03.2026", Some("2026-03-03")),
            ("2026-27-01", None),
            ("2026-02-30", None),
            ("2026-03", None),
            ("soon", None),
            ("é2026-03-0é", None),
            ("", None),
        ] {
            assert_eq!(meant(written).as_deref(), expected, "{written}");
        }
    }
}
