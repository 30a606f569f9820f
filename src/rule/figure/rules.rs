//! The family's rules, as data.

use crate::finding::Level;
use crate::rule::Rule;
use crate::rule::example::{measured, study};

const EXACT: &str = "Write the value the record gives, or one of the wordings the message lists.";

const PROBLEM: &str = "---
customer: Ashgrove Clinic
problem: {text: Nurses typed every form twice., cost: Retyping took 14 hours a week}
outcome: Intake now takes one pass.
quote: I go home on time on Mondays.
evidence:
  retyping: {before: 11, after: 2.5, unit: hours a week, source: customer-system, collected: 2026-06-02}
---
";

const SAME_PROBLEM: &str = "---
customer: Ashgrove Clinic
problem: {text: The clinic opens 40 hours a week., cost: Retyping took over 10 hours a week}
outcome: Intake now takes one pass.
quote: I go home on time on Mondays.
evidence:
  retyping: {before: 11, after: 2.5, unit: hours a week, source: customer-system, collected: 2026-06-02}
---
";

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "figure-disagrees",
        family: "figure",
        level: Level::Error,
        summary: "a figure that is not what its record says",
        why: "The record is what is shown beside the figure. A reader with a calculator finds the difference, and trusts \
              neither. A figure that says less than its record is a note.",
        basis: Some(
            "The printed digits stand for an interval, which must hold the computed value: the test of statcheck \
                     (Nuijten and others 2016).",
        ),
        fix: EXACT,
        bad: &[
            measured!("", "They [cut retyping by 79%](evidence:retyping).\n"),
            measured!("", "Retyping fell [from 12 hours a week to 2.5](evidence:retyping).\n"),
            // It claims nothing by itself, and is held against the record for its link.
            measured!("", "Nobody misses [the 13 hours a week of typing](evidence:retyping).\n"),
        ],
        good: &[
            measured!(
                "",
                "They [cut retyping by 77%](evidence:retyping), [8.5 hours a week saved](evidence:retyping).\n"
            ),
            measured!("", "Nobody misses [the 11 hours a week of typing](evidence:retyping).\n"),
        ],
    },
    Rule {
        name: "rounded-in-favour",
        family: "figure",
        level: Level::Error,
        summary: "a figure that only rounding makes true, and that flatters by more than 5%",
        why: "2.63 rounds to 3, and 3x is 14% more than was measured. Rounding is for reading, not for selling.",
        basis: Some("No standard sets a bound; a twentieth of the computed value is the one this program keeps."),
        fix: "Give one more digit: `2.6x` instead of `3x`.",
        bad: &[study!(
            "evidence:\n  wait: {before: 21, after: 8, unit: days, better: lower, source: customer-system, collected: 2026-06-02}\n",
            "The wait is [3x faster](evidence:wait).\n"
        )],
        good: &[study!(
            "evidence:\n  wait: {before: 21, after: 8, unit: days, better: lower, source: customer-system, collected: 2026-06-02}\n",
            "The wait is [2.6x faster](evidence:wait).\n"
        )],
    },
    Rule {
        name: "wrong-direction",
        family: "figure",
        level: Level::Error,
        summary: "words that go up where the record goes down, or the reverse",
        why: "Either the sentence or the record has its values the wrong way round.",
        basis: Some("Fact checkers hold words of a trend against the series they speak of (Full Fact 2016)."),
        fix: "Look at the source; then turn the sentence or swap `before` and `after`.",
        bad: &[measured!("", "They [increased retyping by 77%](evidence:retyping).\n")],
        good: &[measured!("", "They [reduced retyping by 77%](evidence:retyping).\n")],
    },
    Rule {
        name: "unit-mismatch",
        family: "figure",
        level: Level::Error,
        summary: "a figure in a unit that the record's does not convert to",
        why: "Hours are not hours a week, working days not days, and euros not dollars.",
        basis: Some(
            "Units convert where the ratio is exact: a week is 168 hours, a month is no number of days, and rates of currencies move.",
        ),
        fix: "Write the figure in the record's unit, or measure in the one you want to publish.",
        bad: &[measured!("", "They [saved $8,500](evidence:retyping).\n")],
        good: &[measured!("", "They [saved 510 minutes a week](evidence:retyping).\n")],
    },
    Rule {
        name: "percent-or-points",
        family: "figure",
        level: Level::Error,
        summary: "percentage points told as percent, or the reverse",
        why: "From 12% to 18% is six points and half as much again. The two are never the same figure.",
        basis: Some(
            "The manual of the UK's Office for National Statistics: 10% that falls by 1 point is 9%, by 1% is 9.9%.",
        ),
        fix: "Write \"6 points\" for the difference, or \"50%\" for the change.",
        bad: &[study!(
            "evidence:\n  complete: {before: 12, after: 18, unit: \"%\", better: higher, source: customer-system, collected: 2026-06-02}\n",
            "Complete forms [increased by 6%](evidence:complete).\n"
        )],
        good: &[study!(
            "evidence:\n  complete: {before: 12, after: 18, unit: \"%\", better: higher, source: customer-system, collected: 2026-06-02}\n",
            "Complete forms [increased by 6 points](evidence:complete).\n"
        )],
    },
    Rule {
        name: "factor-or-percent",
        family: "figure",
        level: Level::Error,
        summary: "a factor told as a percentage, less time told as more speed, or \"times less\"",
        why: "Half the time is twice as fast: 50% less time, 100% faster. \"Three times less\" has no agreed meaning.",
        basis: Some(
            "Columbia Journalism Review, Language Corner 2017, after the manual of the New York Times: \"times more\" may stand, \"times less\" may not.",
        ),
        fix: "Say which it is: \"62% less time\", \"2.6x faster\", \"3x\" or \"200% more\".",
        bad: &[study!(
            "evidence:\n  wait: {before: 21, after: 8, unit: days, better: lower, source: customer-system, collected: 2026-06-02}\n",
            "The wait is [62% faster](evidence:wait).\n"
        )],
        good: &[study!(
            "evidence:\n  wait: {before: 21, after: 8, unit: days, better: lower, source: customer-system, collected: 2026-06-02}\n",
            "The wait is [62% shorter](evidence:wait).\n"
        )],
    },
    Rule {
        name: "impossible-percentage",
        family: "figure",
        level: Level::Error,
        summary: "a share that no whole number of the sample gives",
        why: "Of 7 clinics, 86% is six and 100% is all of them. 90% is nobody's answer, so one of the two numbers is wrong.",
        basis: Some("GRIM (Brown and Heathers 2017): whole numbers give only some percentages."),
        fix: "Count again, and write the count: `6 of 7`.",
        bad: &[study!(
            "evidence:\n  daily: {unit: \"%\", value: 90, statistic: share, sample: {n: 7, of: clinics}, source: survey, collected: 2026-06-02}\n",
            "## Results\n\nIt is used daily by [90% of clinics](evidence:daily).\n"
        )],
        good: &[study!(
            "evidence:\n  daily: {unit: \"%\", value: 86, statistic: share, sample: {n: 7, of: clinics}, source: survey, collected: 2026-06-02}\n",
            "## Results\n\nIt is used daily by [86% of clinics](evidence:daily).\n"
        )],
    },
    Rule {
        name: "figure-drift",
        family: "figure",
        level: Level::Error,
        summary: "one record cited with two values",
        why: "A title with one figure and a page with another makes both look made up. So does a problem that gives another \
              figure than the record has before; nothing ties the two, so that is a warning.",
        basis: None,
        fix: "Write the same figure everywhere, or say \"about\" where you round.",
        bad: &[
            measured!(
                "title: \"Ashgrove [cut retyping by 75%](evidence:retyping)\"\n",
                "They [cut retyping by 77%](evidence:retyping).\n"
            ),
            PROBLEM,
        ],
        good: &[
            measured!(
                "title: \"Ashgrove [cut retyping by about 75%](evidence:retyping)\"\n",
                "They [cut retyping by 77%](evidence:retyping).\n"
            ),
            SAME_PROBLEM,
        ],
    },
    Rule {
        name: "false-precision",
        family: "figure",
        level: Level::Warning,
        summary: "more digits than the values it is computed from can bear",
        why: "77.27% of values that were read to half an hour claims to know seconds.",
        basis: Some("Significant figures: a quotient is known to no more digits than the values it is made of."),
        fix: "Round to the digits of the record.",
        bad: &[measured!("", "They [cut retyping by 77.27%](evidence:retyping).\n")],
        good: &[measured!("", "They [cut retyping by 77.3%](evidence:retyping).\n")],
    },
];
