//! Days in cells.

use jiff::civil::Date;

use crate::written::read_date;

/// The first and the last day a cell stands for: a day, with or without a time behind it, or a month.
pub(super) fn read(cell: &str) -> Option<(Date, Date)> {
    let cell = cell.trim();
    if cell.len() == 7 {
        let first = read_date(&format!("{cell}-01")).ok()?;
        return Some((first, first.last_of_month()));
    }
    let day = cell.get(..10)?;
    let timed = cell.len() == 10 || cell[10..].starts_with(['T', ' ']) && cell[10..].contains(':');
    let day = read_date(day).ok().filter(|_| timed)?;
    Some((day, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_months() {
        let of = |cell| read(cell).map(|(first, last)| format!("{first}/{last}"));
        assert_eq!(of("2026-02-03").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of(" 2026-02-03T09:30:00Z ").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of("2026-02-03 09:30").as_deref(), Some("2026-02-03/2026-02-03"));
        assert_eq!(of("2026-02").as_deref(), Some("2026-02-01/2026-02-28"));
        for cell in ["03/02/2026", "2026-13-01", "2026", "", "2026-02-03x", "3 Feb 2026", "2026-02-30", "ééééééééé"]
        {
            assert_eq!(of(cell), None, "{cell}");
        }
    }
}
