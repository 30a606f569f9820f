//! Days and months as the ladder counts them: days inclusive, months by the calendar, both from dates without a clock.

use jiff::ToSpan;
use jiff::civil::Date;

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// `date` plus days, or the last day there is.
pub(super) fn plus_days(date: Date, days: u32) -> Date {
    date.checked_add(i64::from(days.min(4_000_000)).days()).unwrap_or(Date::MAX)
}

/// `date` plus months; a day the month does not have is its last one: 31 January plus one month is 28 or 29 February.
/// The last day there is, when that is too far.
pub(super) fn plus_months(date: Date, months: u32) -> Date {
    date.checked_add(i64::from(months.min(100_000)).months()).unwrap_or(Date::MAX)
}

/// Whether `date` is less than so many months ago: today < date + months. What is still to come is not.
pub(super) fn within_months(date: Date, months: u32, today: Date) -> bool {
    date <= today && today < plus_months(date, months)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_where_the_month_ends() {
        assert_eq!(plus_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(plus_months(day("2028-01-31"), 1), day("2028-02-29"));
        assert_eq!(plus_months(day("2028-02-29"), 12), day("2029-02-28"));
        assert_eq!(plus_months(day("2026-08-31"), 24), day("2028-08-31"));
    }

    #[test]
    fn a_month_has_passed_on_its_last_day() {
        assert!(within_months(day("2026-01-31"), 1, day("2026-02-27")));
        assert!(!within_months(day("2026-01-31"), 1, day("2026-02-28")));
        assert!(within_months(day("2024-02-29"), 12, day("2025-02-27")));
        assert!(!within_months(day("2024-02-29"), 12, day("2025-02-28")));
        assert!(within_months(day("2026-11-21"), 1, day("2026-11-21")));
        assert!(!within_months(day("2026-11-22"), 12, day("2026-11-21")), "not yet");
    }

    #[test]
    fn settings_beyond_the_calendar_do_not_panic() {
        assert_eq!(plus_months(day("2026-01-31"), u32::MAX), Date::MAX);
        assert_eq!(plus_days(day("2026-01-31"), u32::MAX), Date::MAX);
        assert_eq!(days_between(day("2024-02-28"), day("2024-03-01")), 2);
        assert_eq!(days_between(day("2026-03-01"), day("2026-02-28")), -1);
    }
}
