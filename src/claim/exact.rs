//! Exact rational numbers: a claim is compared with its evidence without a float in between.

use std::cmp::Ordering;
use std::fmt;

/// A rational number, reduced, with a positive denominator. Arithmetic that does not fit into 128 bits gives `None`,
/// never a wrapped or rounded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    num: i128,
    den: i128,
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact { num: 0, den: 1 };
    /// One.
    pub const ONE: Exact = Exact { num: 1, den: 1 };
    /// One hundred, the base of percentages.
    pub const HUNDRED: Exact = Exact { num: 100, den: 1 };

    /// The whole number `n`.
    pub const fn int(n: i64) -> Exact {
        Exact { num: n as i128, den: 1 }
    }

    /// `num / den` in lowest terms; `None` when `den` is zero or a part does not fit.
    pub fn ratio(num: i128, den: i128) -> Option<Exact> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return None;
        }
        let common = gcd(num.unsigned_abs(), den.unsigned_abs()) as i128;
        let sign = den.signum();
        Some(Exact { num: quotient(num, common) * sign, den: quotient(den, common) * sign })
    }

    /// Reads a plain decimal as records write it: an optional sign, digits with `,`, `_` or blanks between groups, an
    /// optional fraction. `None` for anything else and for what does not fit.
    pub fn parse(text: &str) -> Option<Exact> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let mut num: i128 = 0;
        let mut den: i128 = 1;
        let (mut seen, mut point) = (false, false);
        for c in digits.chars() {
            match c {
                '0'..='9' => {
                    let digit = i128::from(c as u32 - '0' as u32);
                    num = num.checked_mul(10)?.checked_add(digit)?;
                    if point {
                        den = den.checked_mul(10)?;
                    }
                    seen = true;
                }
                '.' if !point && seen => point = true,
                ',' | '_' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' if seen && !point => {}
                _ => return None,
            }
        }
        if !seen {
            return None;
        }
        Exact::ratio(if negative { -num } else { num }, den)
    }

    /// The number without loss, for a file: `2.5` where at most six decimals say it, else `8/3`.
    pub fn exactly(self) -> String {
        if 1_000_000 % self.den != 0 {
            return format!("{}/{}", self.num, self.den);
        }
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{}{}", self.num.abs() / self.den, decimals(self.num.abs() % self.den, self.den))
    }

    /// Reads what [`Exact::exactly`] wrote.
    pub fn parse_exactly(text: &str) -> Option<Exact> {
        match text.split_once('/') {
            Some((num, den)) => Exact::ratio(num.parse().ok()?, den.parse().ok()?),
            None => Exact::parse(text),
        }
    }

    /// `10^power`, for a power from -30 to 30.
    pub fn pow10(power: i32) -> Option<Exact> {
        let size = 10i128.checked_pow(power.unsigned_abs()).filter(|_| power.unsigned_abs() <= 30)?;
        if power < 0 { Exact::ratio(1, size) } else { Exact::ratio(size, 1) }
    }

    /// The sum.
    pub fn plus(self, other: Exact) -> Option<Exact> {
        let common = gcd(self.den.unsigned_abs(), other.den.unsigned_abs()) as i128;
        let left = self.num.checked_mul(other.den / common)?;
        let right = other.num.checked_mul(self.den / common)?;
        Exact::ratio(left.checked_add(right)?, (self.den / common).checked_mul(other.den)?)
    }

    /// The difference.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.plus(other.negated())
    }

    /// The product.
    pub fn times(self, other: Exact) -> Option<Exact> {
        if self.is_whole() && other.is_whole() {
            return Exact::ratio(self.num.checked_mul(other.num)?, 1);
        }
        // Reducing crosswise first keeps the parts small.
        let a = Exact::ratio(self.num, other.den)?;
        let b = Exact::ratio(other.num, self.den)?;
        Exact::ratio(a.num.checked_mul(b.num)?, a.den.checked_mul(b.den)?)
    }

    /// The quotient; `None` for a zero divisor.
    pub fn over(self, other: Exact) -> Option<Exact> {
        self.times(Exact::ratio(other.den, other.num)?)
    }

    /// The number with its sign changed.
    pub fn negated(self) -> Exact {
        Exact { num: -self.num, den: self.den }
    }

    /// The number without its sign.
    pub fn abs(self) -> Exact {
        Exact { num: self.num.abs(), den: self.den }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.num == 0
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.den == 1
    }

    /// The largest whole number not above it.
    pub fn floor(self) -> i128 {
        match (i64::try_from(self.num), i64::try_from(self.den)) {
            (Ok(num), Ok(den)) => i128::from(num.div_euclid(den)),
            _ => self.num.div_euclid(self.den),
        }
    }

    /// The nearest multiple of `step` (a tie goes away from zero); `None` when `step` is not positive or on overflow.
    pub fn round_to(self, step: Exact) -> Option<Exact> {
        if step.num <= 0 {
            return None;
        }
        let half = Exact { num: 1, den: 2 };
        let steps = self.abs().over(step)?.plus(half)?.floor();
        let size = Exact::ratio(steps, 1)?.times(step)?;
        Some(if self.is_negative() { size.negated() } else { size })
    }

    /// Digits with at most `places` decimals, rounded, trailing zeros dropped, thousands grouped by commas. A number so
    /// large or so fine that its decimals do not fit is given with fewer.
    pub fn decimal(self, places: u32) -> String {
        self.short_decimal(places).unwrap_or_else(|| self.long_decimal(places))
    }

    /// The same of any number.
    fn long_decimal(self, places: u32) -> String {
        let (whole, rest) = (self.num.abs() / self.den, Exact { num: self.num.abs() % self.den, den: self.den });
        let rounded = |places: u32| Exact::pow10(-(places as i32)).and_then(|step| rest.round_to(step));
        let part = (0..=places).rev().find_map(rounded).unwrap_or(Exact::ZERO);
        let (whole, part) = if part == Exact::ONE { (whole + 1, Exact::ZERO) } else { (whole, part) };
        let sign = if self.is_negative() && (whole > 0 || !part.is_zero()) { "-" } else { "" };
        format!("{sign}{}{}", grouped(whole), decimals(part.num, part.den))
    }

    /// That of a number that fits into 64 bits with its decimals, as nearly all do.
    fn short_decimal(self, places: u32) -> Option<String> {
        let (size, den) = (u64::try_from(self.num.unsigned_abs()).ok()?, u64::try_from(self.den).ok()?);
        let one = 10u64.checked_pow(places)?;
        let part = (size % den).checked_mul(one)?.checked_mul(2)?.checked_add(den)? / den.checked_mul(2)?;
        let (whole, mut part) = if part == one { (size / den + 1, 0) } else { (size / den, part) };
        let mut out = String::with_capacity(16);
        if self.num < 0 && (whole > 0 || part > 0) {
            out.push('-');
        }
        push_grouped(&mut out, whole);
        if part > 0 {
            out.push('.');
        }
        let mut place = one;
        while part > 0 {
            place /= 10;
            out.push(char::from(b'0' + (part / place) as u8));
            part %= place;
        }
        Some(out)
    }
}

/// `whole` with commas between its thousands.
fn push_grouped(out: &mut String, whole: u64) {
    let digit = |n: u64| char::from(b'0' + (n % 10) as u8);
    if whole >= 1000 {
        push_grouped(out, whole / 1000);
        out.extend([',', digit(whole / 100), digit(whole / 10), digit(whole)]);
        return;
    }
    let digits = [100, 10, 1].into_iter().filter(|place| whole >= *place || *place == 1);
    out.extend(digits.map(|place| digit(whole / place)));
}

/// `.25` for 1 and 4; the denominator divides a power of ten.
fn decimals(mut rest: i128, den: i128) -> String {
    let mut out = String::new();
    while rest > 0 {
        if out.is_empty() {
            out.push('.');
        }
        rest *= 10;
        out.push(char::from(b'0' + (rest / den) as u8));
        rest %= den;
    }
    out
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    /// Compares by continued fractions where a product could overflow.
    fn cmp(&self, other: &Exact) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        let small = |n: i128| i64::try_from(n).is_ok();
        if small(self.num) && small(self.den) && small(other.num) && small(other.den) {
            return (self.num * other.den).cmp(&(other.num * self.den));
        }
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let order = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
            let order = match (order, rest_a, rest_b) {
                (Ordering::Equal, 0, 0) => return Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    // Equal whole parts: compare the reciprocals of the rests, the other way round.
                    a = Exact { num: a.den, den: rest_a };
                    b = Exact { num: b.den, den: rest_b };
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

/// For people: exact when four decimals suffice, else three decimals (61.905).
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = u32::try_from(self.den).is_ok_and(|den| 10_000 % den == 0);
        f.write_str(&self.decimal(if short { 4 } else { 3 }))
    }
}

/// `n / by`, which is one division of the processor's where both are small.
fn quotient(n: i128, by: i128) -> i128 {
    match (i64::try_from(n), i64::try_from(by)) {
        _ if by == 1 => n,
        (Ok(n), Ok(by)) => i128::from(n / by),
        _ => n / by,
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return u128::from(a.max(1));
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn grouped(whole: i128) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn x(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn decimals_are_read_and_shown() {
        for (text, shown) in
            [("61.90", "61.9"), ("-2.5", "-2.5"), ("1,550,000", "1,550,000"), ("0.0625", "0.0625"), ("12", "12")]
        {
            assert_eq!(x(text).to_string(), shown);
        }
        for text in ["", "-", ".", "1.2.3", "12a", "1e5", &"9".repeat(60)] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }

    #[test]
    fn thirteen_of_twenty_one_is_61_point_905_percent() {
        let share = x("13").over(x("21")).and_then(|v| v.times(Exact::HUNDRED)).expect("fits");
        assert_eq!(share.to_string(), "61.905");
        assert_eq!(share.decimal(1), "61.9");
        assert_eq!(share.decimal(0), "62");
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let huge = Exact::ratio(i128::MAX, 1).expect("fits");
        assert_eq!(huge.times(huge), None);
        assert_eq!(huge.plus(huge), None);
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
        assert!(huge > Exact::ONE);
    }

    #[test]
    fn what_is_huge_is_printed_as_digits() {
        let huge = Exact::ratio(-i128::MAX, 1).expect("fits");
        assert_eq!(huge.exactly(), "-170141183460469231731687303715884105727");
        assert_eq!(huge.decimal(6), "-170,141,183,460,469,231,731,687,303,715,884,105,727");
        assert_eq!(Exact::parse_exactly(&huge.exactly()), Some(huge));
        let halves = Exact::ratio(i128::MAX, 2).expect("fits");
        assert_eq!(halves.exactly(), "85070591730234615865843651857942052863.5");
        assert_eq!(halves.decimal(2), "85,070,591,730,234,615,865,843,651,857,942,052,863.5");
        let fine = Exact::ratio(2, i128::MAX).expect("fits");
        assert_eq!(fine.decimal(4), "0");
        assert_eq!(x("-0.04").decimal(1), "0");
        assert_eq!(x("1.96").decimal(1), "2");
    }

    proptest! {
        #[test]
        fn order_is_that_of_cross_products(a in -9999i64..9999, b in 1i64..9999, c in -9999i64..9999, d in 1i64..9999) {
            let left = Exact::ratio(a.into(), b.into()).expect("fits");
            let right = Exact::ratio(c.into(), d.into()).expect("fits");
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn short_numbers_are_written_as_long_ones(a in -9_999_999i64..9_999_999, b in 1i64..9999, places in 0u32..6) {
            let value = Exact::ratio(a.into(), b.into()).expect("fits");
            prop_assert_eq!(value.short_decimal(places), Some(value.long_decimal(places)));
        }

        #[test]
        fn what_is_written_is_read(a in any::<i64>(), b in 1i64..99_999) {
            let value = Exact::ratio(a.into(), b.into()).expect("fits");
            prop_assert_eq!(Exact::parse_exactly(&value.exactly()), Some(value));
        }

        #[test]
        fn rounding_is_within_half_a_step(a in -99_999i64..99_999, b in 1i64..999, places in 0u32..4) {
            let value = Exact::ratio(a.into(), b.into()).expect("fits");
            let step = Exact::pow10(-(places as i32)).expect("fits");
            let off = value.round_to(step).and_then(|r| r.minus(value)).expect("fits").abs();
            prop_assert!(off.plus(off).expect("fits") <= step);
        }
    }
}
