use super::*;

fn lower<'a>(before: &str, after: &str, unit: &'a str) -> Figures<'a> {
    Figures { before: x(before), after: x(after), unit, better: Some(Better::Lower), ..Figures::default() }
}

fn higher<'a>(before: &str, after: &str, unit: &'a str) -> Figures<'a> {
    Figures { better: Some(Better::Higher), ..lower(before, after, unit) }
}

fn level<'a>(value: &str, unit: &'a str) -> Figures<'a> {
    Figures { value: x(value), unit, better: Some(Better::Higher), ..Figures::default() }
}

/// A loss that became a profit: the minus belongs to the value.
#[test]
fn a_balance_that_rose_from_below_zero() {
    check(
        &higher("-4000", "12000", "EUR a month"),
        &[
            ("the balance went from −4,000 EUR a month to 12,000", Is::Agrees),
            ("the balance went from -€4,000 to €12,000 a month", Is::Agrees),
            ("the balance went from −€4,000 to €13,000 a month", Is::Disagrees),
            ("the balance went from −€5,000 to €12,000 a month", Is::Disagrees),
            ("the balance went from −€3,000 to €12,000 a month", Is::Weaker),
            ("the balance went from €4,000 to €12,000 a month", Is::Weaker),
            ("the balance went from €12,000 to −€4,000 a month", Is::WrongDirection),
            ("the balance rose by €16,000 a month", Is::Agrees),
        ],
    );
}

/// 21 days to 8: 61.905 % less time, 2.625 times as fast.
#[test]
fn a_wait_that_fell_from_21_days_to_8() {
    check(
        &lower("21", "8", "days"),
        &[
            ("cut onboarding by 62%", Is::Agrees),
            ("cut onboarding by 61.9%", Is::Agrees),
            ("cut onboarding by 61%", Is::Weaker),
            ("cut onboarding by 63%", Is::Disagrees),
            ("cut onboarding by 60%", Is::Weaker),
            ("cut onboarding by about 60%", Is::Agrees),
            ("cut onboarding by about 65%", Is::Agrees),
            ("cut onboarding by about 66%", Is::Disagrees),
            ("cut onboarding by over 60%", Is::Agrees),
            ("cut onboarding by over 62%", Is::Disagrees),
            ("cut onboarding by nearly 62%", Is::Agrees),
            ("cut onboarding by nearly 65%", Is::Disagrees),
            ("cut onboarding by at least 62%", Is::Disagrees),
            ("cut onboarding by at least 61%", Is::Agrees),
            ("cut onboarding by 60%+", Is::Agrees),
            ("cut onboarding by just over 60%", Is::Agrees),
            ("cut onboarding by exactly 62%", Is::Agrees),
            ("cut onboarding by up to 62%", Is::UpTo),
            ("cut onboarding by 60-65%", Is::Agrees),
            ("cut onboarding by 50-75%", Is::InFavour),
            ("cut onboarding by an average of 62%", Is::Statistic),
            ("onboarding is 2.6x faster", Is::Agrees),
            ("onboarding is 2.5x faster", Is::Weaker),
            ("onboarding is 3x faster", Is::InFavour),
            ("onboarding is more than 2x faster", Is::Agrees),
            ("onboarding is 162% faster", Is::Agrees),
            ("onboarding is 62% faster", Is::Factor),
            ("onboarding takes 3 times less", Is::Factor),
            ("onboarding time grew by 62%", Is::WrongDirection),
            ("saved 13 days", Is::Agrees),
            ("saved 312 hours", Is::Agrees),
            ("saved $13", Is::Unit),
            ("cut onboarding by 62 points", Is::Points),
            ("cut onboarding by 13 points", Is::Unit),
            ("onboarding fell from 21 days to 8", Is::Agrees),
            ("onboarding fell from 3 weeks to 8 days", Is::Agrees),
            ("onboarding fell from 21 days to 7", Is::Disagrees),
            ("onboarding fell from 25 days to 8", Is::Disagrees),
            ("onboarding fell from 20 days to 8", Is::Weaker),
            ("onboarding went from 8 days to 21", Is::WrongDirection),
            ("onboarding went from 8 days to 3 weeks", Is::WrongDirection),
            ("onboarding went from weeks to days", Is::Unjudged),
            ("onboarding fell by two thirds", Is::Disagrees),
            ("onboarding time was halved", Is::Weaker),
        ],
    );
}

#[test]
fn a_verdict_says_what_would_hold() {
    let days = lower("21", "8", "days");
    let verdict = judge(&claim("cut onboarding by 63%"), &days);
    assert_eq!(verdict.inputs, "21 → 8 days");
    assert_eq!(verdict.formula, "(21 − 8) ÷ 21 × 100");
    assert_eq!(verdict.computed.map(|v| v.to_string()).as_deref(), Some("61.905"));
    assert_eq!(verdict.holds, ["62%", "61.9%", "over 60%", "from 21 days to 8"]);
    let verdict = judge(&claim("onboarding is 3x faster"), &days);
    assert!(matches!(verdict.outcome, Outcome::RoundedInFavour(by) if by.decimal(1) == "14.3"), "{verdict:?}");
    assert!(verdict.holds.contains(&"2.6x".to_owned()), "{verdict:?}");
}

/// What would hold is told in the author's units, nearest first, and begins with what the figure was taken for.
#[test]
fn wordings_that_hold_are_ones_to_paste() {
    let holds = |figures: &Figures<'_>, text: &str| judge(&claim(text), figures).holds;
    let hours = lower("11", "2.5", "hours a week");
    assert_eq!(holds(&hours, "saved 9 hours a week")[0], "8.5 hours a week");
    assert_eq!(holds(&hours, "saved 1.5 days a week")[..2], ["0.35 days a week", "8.5 hours a week"]);
    assert_eq!(holds(&hours, "typing is 5x faster")[..2], ["4.4x", "4x"]);
    assert_eq!(holds(&hours, "cut typing by 77 percentage points")[0], "77%");
    assert_eq!(holds(&hours, "typing grew by 77%"), ["down 77%", "down 77.3%", "from 11 hours a week to 2.5"]);
    let days = lower("21", "8", "days");
    assert_eq!(holds(&days, "onboarding is 62% faster")[..2], ["62% less time", "163%"]);
    let quote = lower("3", "0.25", "days");
    assert_eq!(holds(&quote, "quotes fell from 3 days to 2 hours"), ["from 3 days to 6 hours"]);
    let rate = higher("18", "27", "%");
    assert_eq!(holds(&rate, "the rate grew by 9%")[..2], ["9 points", "50%"]);
    assert_eq!(holds(&rate, "the rate grew by 50 points")[..2], ["50%", "9 points"]);
    assert_eq!(holds(&rate, "the rate rose from 17% to 27%"), ["from 18% to 27%"]);
    let cost = lower("10000", "6000", "EUR a month");
    assert_eq!(holds(&cost, "saved $4,000 a month")[0], "€4,000 a month");
    assert_eq!(holds(&cost, "saved 5,000 euros a month")[0], "€4,000 a month");
}

/// 100 to 300: a 200 % increase, three times as much.
#[test]
fn a_threefold_increase() {
    check(
        &higher("100", "300", "orders a day"),
        &[
            ("a 200% increase", Is::Agrees),
            ("orders grew 3x", Is::Agrees),
            ("orders tripled", Is::Agrees),
            ("a 300% increase", Is::Factor),
            ("orders doubled", Is::Weaker),
            ("a 250% increase", Is::Disagrees),
            ("orders fell by 20%", Is::WrongDirection),
            ("orders rose from 100 to 300", Is::Agrees),
        ],
    );
}

/// 12 % to 18 %: six points, half as much again.
#[test]
fn points_are_not_percent() {
    check(
        &higher("12", "18", "%"),
        &[
            ("conversion rose by 6%", Is::Points),
            ("conversion rose by 50%", Is::Agrees),
            ("conversion rose by 6 percentage points", Is::Agrees),
            ("conversion rose by 50 percentage points", Is::Points),
            ("conversion rose from 12% to 18%", Is::Agrees),
            ("conversion rose to 18%", Is::Agrees),
            ("18% of visitors buy", Is::Agrees),
            ("19% of visitors buy", Is::Disagrees),
        ],
    );
    check(&higher("12", "18", "hours"), &[("output rose by 6 percentage points", Is::Unit)]);
}

#[test]
fn round_sums() {
    check(&lower("1550000", "0", "USD"), &[("saved $2M", Is::InFavour), ("saved $1.6M", Is::Agrees)]);
    check(&lower("1930000", "0", "USD"), &[("saved $2M", Is::Agrees), ("saved €2M", Is::Unit)]);
    for (hours, expected) in [("1987", Is::Agrees), ("1880", Is::InFavour), ("2340", Is::Agrees)] {
        check(&lower(hours, "0", "hours"), &[("saved 2,000 hours", expected)]);
    }
}

#[test]
fn a_percentage_must_be_possible() {
    let share = |n| Figures { value: x("62"), unit: "%", statistic: Some("share"), n: Some(n), ..Figures::default() };
    check(&share(5), &[("62% of clinics renewed", Is::Impossible)]);
    check(&share(8), &[("62% of clinics renewed", Is::Agrees)]);
    check(&share(13), &[("62% of clinics renewed", Is::Agrees)]);
    check(&share(7), &[("90% of clinics renewed", Is::Impossible), ("about 62% of clinics renewed", Is::Agrees)]);
    // A change of a mean is no share: any percentage is possible.
    check(&Figures { n: Some(5), ..lower("21", "8", "days") }, &[("cut onboarding by 62%", Is::Agrees)]);
}

/// 50 to 75 percent: the level after, or the change.
#[test]
fn a_percentage_may_be_the_level_after() {
    check(
        &higher("50", "75", "percent"),
        &[
            ("75% of visitors came back", Is::Agrees),
            ("75% were happy", Is::Agrees),
            ("returning visitors rose by 50%", Is::Agrees),
            ("returning visitors rose by 75%", Is::Disagrees),
            ("80% were happy", Is::Disagrees),
        ],
    );
}

#[test]
fn levels_and_counts() {
    check(
        &level("52", "microservices"),
        &[
            ("hosts 52 microservices", Is::Agrees),
            ("hosts over 50 services", Is::Unit),
            ("hosts more than 50 microservices", Is::Agrees),
            ("hosts 55 microservices", Is::Disagrees),
            ("hosts 40 microservices", Is::Weaker),
        ],
    );
    check(
        &Figures { n: Some(5), ..level("4", "clinics") },
        &[("4 of 5 clinics run on it", Is::Agrees), ("4 of 6 clinics run on it", Is::Disagrees)],
    );
    check(&level("80", "%"), &[("4 of 5 clinics run on it", Is::Agrees), ("5 of 6 clinics run on it", Is::Disagrees)]);
    let absolute = [("zero outages", Is::Agrees), ("eliminated outages", Is::Agrees)];
    check(&lower("14", "0", "outages"), &absolute);
    check(&lower("14", "1", "outages"), &absolute.map(|(text, _)| (text, Is::Disagrees)));
    check(&lower("14", "0", "outages"), &[("the best uptime ever", Is::Unjudged)]);
}

#[test]
fn units_of_time() {
    let weeks = lower("6", "2", "weeks");
    check(
        &weeks,
        &[
            ("fell from 42 days to 14 days", Is::Agrees),
            ("fell from 6 weeks to 10 working days", Is::Unit),
            ("saved 4 weeks", Is::Agrees),
            ("saved 1 month", Is::Unit),
            ("saved about 1 month", Is::Agrees),
        ],
    );
    check(
        &lower("11", "2.5", "hours a week"),
        &[
            ("went from 11 hours a week to 2.5", Is::Agrees),
            ("saved 8.5 hours a week", Is::Agrees),
            ("saved 8.5 hours", Is::Agrees),
            ("saved 8.5 hours a day", Is::Disagrees),
        ],
    );
    check(&lower("11", "2.5", "hours"), &[("saved 8.5 hours a week", Is::Unit)]);
    check(&lower("2", "1", "years"), &[("fell from 24 months to 12 months", Is::Agrees)]);
}

#[test]
fn up_to_needs_a_distribution() {
    let best = x("75").zip(x("0.25"));
    check(
        &Figures { best, ..lower("21", "8", "days") },
        &[("cut onboarding by up to 70%", Is::Agrees), ("cut onboarding by up to 80%", Is::Disagrees)],
    );
}

#[test]
fn statistics_keep_their_names() {
    let mean = Figures { statistic: Some("mean"), ..lower("21", "8", "days") };
    check(
        &mean,
        &[("cut onboarding by an average of 62%", Is::Agrees), ("cut onboarding by a median of 62%", Is::Statistic)],
    );
}

#[test]
fn nothing_to_judge() {
    check(&lower("0", "8", "days"), &[("fell by 62%", Is::Unjudged)]);
    check(&Figures { value: x("8"), unit: "days", ..Figures::default() }, &[("fell by 62%", Is::Unjudged)]);
    let huge = "99999999999999999999999999999999999999";
    check(&lower(huge, "7", "days"), &[("fell by 62%", Is::Unjudged)]);
}

#[test]
fn a_text_states_a_figure() {
    for (claimed, text, holds) in [
        ("saved 13 days", "Close now takes 13 days less.", true),
        ("saved 13 days", "Close takes 312 hours less.", true),
        ("saved 13 days", "Close takes 14 days less.", false),
        ("saved $2M", "Savings: USD 2,000,000", true),
        ("saved $2M", "Savings: EUR 2,000,000", false),
        ("fell from 21 days to 8", "before 21 days, after 8 days", true),
        ("fell from 21 days to 8", "after 8 days", false),
        ("hosts 50 microservices", "There are fifty microservices.", true),
        ("hosts 50 microservices", "There are fifty clinics.", false),
        ("hosts over 150 regions", "11 clouds and 162 regions", true),
        ("hosts 160+ regions", "11 clouds and 162 regions", true),
        ("hosts 160 regions", "11 clouds and 162 regions", true),
        ("hosts 170 regions", "11 clouds and 162 regions", false),
        ("hosts over 162 regions", "11 clouds and 162 regions", false),
        ("hosts over 150 regions", "over 160 regions", true),
        ("hosts 155 regions", "over 150 regions", false),
        ("hosts over 150 regions", "up to 160 regions", false),
        ("cut time by 60%", "cut time by up to 60%", false),
        ("cut time by up to 60%", "cut time by up to 60%", true),
    ] {
        assert_eq!(stated(&claim(claimed), text), holds, "{claimed:?} in {text:?}");
    }
}

#[test]
fn linked_words_name_a_value_of_the_record_or_a_strange_one() {
    let days = lower("37", "2", "days");
    for (words, expected) in [
        ("the 30-day manual process", Some("30-day")),
        ("the 37-day manual process", None),
        ("888 hours of work", None),
        ("about 36 days of work", None),
        ("a process of 11 people", None),
        ("the manual process", None),
        ("two days", None),
    ] {
        let found = super::super::strange(words, &days);
        assert_eq!(found.map(|q| &words[q.range]), expected, "{words:?}");
    }
}

#[test]
fn a_count_that_fell_or_rose_by_some() {
    check(
        &lower("40", "12", "servers"),
        &[
            ("cut 28 servers", Is::Agrees),
            ("uses 28 fewer servers", Is::Agrees),
            ("uses 12 fewer servers", Is::Weaker),
            ("uses 30 fewer servers", Is::Disagrees),
            ("now runs 12 servers", Is::Agrees),
            ("went from 40 servers to 12", Is::Agrees),
        ],
    );
    check(
        &higher("100", "400", "requests per second"),
        &[
            ("serves 300 more requests per second", Is::Agrees),
            ("serves 400 more requests per second", Is::Disagrees),
            ("serves 400 requests per second", Is::Agrees),
        ],
    );
}

#[test]
fn zeros_of_a_percentage_count() {
    check(
        &higher("100", "292", "orders"),
        &[("a 200% increase", Is::Disagrees), ("a 190% increase", Is::Weaker), ("a 192% increase", Is::Agrees)],
    );
    check(
        &lower("1000", "25", "faults"),
        &[("cut faults by 100%", Is::Disagrees), ("cut faults by 97.5%", Is::Agrees)],
    );
}

#[test]
fn a_percentage_that_is_the_level_after_agrees_though_the_change_was_more() {
    check(&lower("40", "10", "percent"), &[("the error rate is 10%", Is::Agrees)]);
    check(&higher("12", "18", "percent"), &[("18% were happy", Is::Agrees)]);
}

/// Wordings of the same fall that are easily missed: what is left of it, bounds from above, sooner, at another speed.
#[test]
fn other_wordings_of_a_wait_that_fell() {
    check(
        &lower("21", "8", "days"),
        &[
            ("onboarding shrank to 38% of what it was", Is::Agrees),
            ("onboarding shrank to 30% of what it was", Is::Disagrees),
            ("cut onboarding by at most 62%", Is::Agrees),
            ("cut onboarding by at most 61%", Is::Weaker),
            ("cut onboarding by 62% or more", Is::Disagrees),
            ("cut onboarding by 61% or more", Is::Agrees),
            ("cut onboarding by 62% or less", Is::Agrees),
            ("cut onboarding by exactly 61%", Is::Weaker),
            ("cut onboarding by exactly 63%", Is::Disagrees),
            ("cut onboarding by up to 60%", Is::UpTo),
            ("halved onboarding", Is::Weaker),
            ("onboarding takes half the time", Is::Weaker),
            ("onboarding takes a third of the time", Is::Disagrees),
            ("reduced 21 days to 8", Is::Agrees),
            ("reduced 21 days to 7", Is::Disagrees),
            ("onboarding ends 13 days earlier", Is::Agrees),
            ("onboarding ends 14 days earlier", Is::Disagrees),
            ("onboarding ends 12 days earlier", Is::Weaker),
            ("doubled the speed of onboarding", Is::Weaker),
            ("tripled the speed of onboarding", Is::InFavour),
            ("onboarding took 21 days before and takes 8 now", Is::Agrees),
        ],
    );
    // Rounding that flatters does so in an exact word too.
    check(&lower("2236", "2215", "days"), &[("cut onboarding by exactly 1%", Is::InFavour)]);
    check(
        &higher("100", "160", "orders"),
        &[("orders rose by up to 60%", Is::UpTo), ("orders rose by 60%", Is::Agrees)],
    );
}

/// Five of eight are 62.5 %, which either neighbour may stand for.
#[test]
fn a_tie_is_either_neighbour() {
    let eight = Figures { value: x("62.5"), unit: "%", statistic: Some("share"), n: Some(8), ..Figures::default() };
    check(
        &eight,
        &[
            ("62% of clinics renewed", Is::Agrees),
            ("63% of clinics renewed", Is::Agrees),
            ("62.5% of clinics renewed", Is::Agrees),
            ("61% of clinics renewed", Is::Impossible),
            ("64% of clinics renewed", Is::Impossible),
        ],
    );
}

/// Four clinics of five are 80 %, also where the record counts them.
#[test]
fn a_share_of_what_was_counted() {
    let five = Figures { n: Some(5), ..level("4", "clinics") };
    check(
        &five,
        &[
            ("80% of clinics renewed", Is::Agrees),
            ("60% of clinics renewed", Is::Weaker),
            ("100% of clinics renewed", Is::Disagrees),
            ("75% of clinics renewed", Is::Impossible),
            ("4 of 5 clinics renewed", Is::Agrees),
        ],
    );
    check(&level("4", "clinics"), &[("80% of clinics renewed", Is::Unjudged)]);
}

#[test]
fn sizes_of_data_and_rates() {
    check(
        &level("4", "GiB"),
        &[("it stores 4 GiB", Is::Agrees), ("it stores 4,096 MiB", Is::Agrees), ("it stores 4 GB", Is::Unit)],
    );
    check(
        &level("1000", "requests per second"),
        &[
            ("it serves 60,000 requests per minute", Is::Agrees),
            ("it serves 1,000 requests per second", Is::Agrees),
            ("it serves 70,000 requests per minute", Is::Disagrees),
            ("it serves 60,000 requests per user", Is::Unit),
        ],
    );
}
