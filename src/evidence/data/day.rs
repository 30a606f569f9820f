//! Days in cells.

use jiff::civil::Date;

/// Why a cell is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// It is not written as one.
    Shape,
    /// There is no such month or day.
    Date,
    /// The day is followed by a time that is none.
    Time,
}

/// The first and the last day a cell stands for: a day, with or without a time behind it, or a month. The day counts as it
/// is written; no zone moves it.
pub(super) fn read(cell: &[u8]) -> Result<(Date, Date), NoDay> {
    let cell = cell.trim_ascii();
    let day = match *cell {
        [y0, y1, y2, y3, b'-', m0, m1] => Some(([y0, y1, y2, y3], [m0, m1], [b'0', b'1'])),
        [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, ..] => Some(([y0, y1, y2, y3], [m0, m1], [d0, d1])),
        _ => None,
    };
    let (year, month, day) = day.ok_or(NoDay::Shape)?;
    let (year, month, day) = number(&year)
        .zip(number(&month))
        .zip(number(&day))
        .map_or_else(|| Err(NoDay::Shape), |((year, month), day)| Ok((year, month as i8, day as i8)))?;
    let first = Date::new(year, month, day).map_err(|_| NoDay::Date)?;
    match cell.get(10..) {
        None => Ok((first, first.last_of_month())),
        Some([]) => Ok((first, first)),
        Some([b'T' | b't' | b' ', time @ ..]) if is_time(time) => Ok((first, first)),
        Some([b'T' | b't' | b' ', ..]) => Err(NoDay::Time),
        Some(_) => Err(NoDay::Shape),
    }
}

/// `09:30`, `09:30:00.25`, with `Z`, `UTC` or `+02:00` behind.
fn is_time(time: &[u8]) -> bool {
    let [h0, h1, b':', m0, m1, rest @ ..] = time else { return false };
    let below = |digits: [u8; 2], limit: i16| number(&digits).is_some_and(|n| n < limit);
    if !below([*h0, *h1], 24) || !below([*m0, *m1], 60) {
        return false;
    }
    let rest = match rest {
        // A leap second is one.
        [b':', s0, s1, rest @ ..] => match below([*s0, *s1], 61) {
            true => fraction(rest),
            false => return false,
        },
        rest => rest,
    };
    match rest.trim_ascii() {
        [] | b"Z" | b"z" | b"UTC" | b"GMT" => true,
        [b'+' | b'-', h0, h1] => below([*h0, *h1], 24),
        [b'+' | b'-', h0, h1, m0, m1] | [b'+' | b'-', h0, h1, b':', m0, m1] => {
            below([*h0, *h1], 24) && below([*m0, *m1], 60)
        }
        _ => false,
    }
}

/// What is behind the decimals of a second.
fn fraction(rest: &[u8]) -> &[u8] {
    match rest {
        [b'.' | b',', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => {
            let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
            &digits[end..]
        }
        _ => rest,
    }
}

/// Up to four digits.
fn number(digits: &[u8]) -> Option<i16> {
    let digit = |sum: i16, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0'));
    digits.iter().try_fold(0, digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_months() {
        let of = |cell: &str| read(cell.as_bytes()).map(|(first, last)| format!("{first}/{last}")).ok();
        assert_eq!(of("2026-02-03").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of(" 2026-02-03T09:30:00Z ").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of("2026-02-03 09:30").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of("2026-02").as_deref(), Some("2026-02-01/2026-02-28"));
        for time in
            ["T23:59:60", "t00:00", " 09:30:00.123456", "T09:30:00+02:00", " 09:30 -0730", "T09:30Z", " 09:30:01 UTC"]
        {
            assert_eq!(of(&format!("2026-02-03{time}")).as_deref(), Some("2026-02-03/2026-02-03"), "{time}");
        }
        for time in
            ["T25:99", "T24:00", " 9:30", "T09", "T09:60", "T09:30:61", "T09:30 AM", "T09:30+25:00", " noon", "T"]
        {
            assert_eq!(read(format!("2026-02-03{time}").as_bytes()), Err(NoDay::Time), "{time}");
        }
        assert_eq!(read(b"2026-02-30"), Err(NoDay::Date));
        assert_eq!(read(b"2026-13"), Err(NoDay::Date));
        for cell in ["03/02/2026", "2026-13-01", "2026", "", "2026-02-03x", "3 Feb 2026", "2026-02-30", "ééééééééé"]
        {
            assert_eq!(of(cell), None, "{cell}");
        }
    }
}
