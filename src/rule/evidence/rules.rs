//! What the rules of this family say of themselves.

use crate::finding::Level;
use crate::rule::Rule;
use crate::rule::example::measured;

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "incomplete-evidence",
        family: "evidence",
        level: Level::Error,
        summary: "a record without what its kind must say",
        why: "A number without unit, source and date can be neither checked nor repeated. What a higher rung needs \
              beyond this is asked for by `proofmark next`, not refused.",
        basis: None,
        fix: "Add the fields the message names. `kind` may be left out where the other fields decide it.",
        bad: &["---
evidence:
  retyping: {before: 11, after: 2.5}
---
", "---
evidence:
  paid: {kind: commitment, event: paid, date: 2026-03-02}
---
", "---
evidence:
  hours: {unit: hours, after: 2.5, source: customer-system, collected: 2026-06-02}
---
", "---
evidence:
  something: {file: northwind/weeks.csv}
---
"],
        good: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}
  level: {unit: hours, value: 2.5, source: customer-system, collected: 2026-06-02}
  fromfile: {unit: hours, data: {column: hours, statistic: mean}, file: ashgrove/weeks.csv, source: customer-system, collected: 2026-06-02}
  signed: {kind: commitment, event: contract, date: 2026-03-02}
  told: {act: referral, date: 2026-08-11}
---
", "---
evidence:
  retyping: {unit: hours, before: eleven, after: 2.5, source: customer-system, collected: June}
---
"],
    },
    Rule {
        name: "missing-evidence-file",
        family: "evidence",
        level: Level::Error,
        summary: "a file named as evidence that is not under content/evidence or content/interviews",
        why: "Evidence that cannot be found does not exist on the day somebody asks for it.",
        basis: Some("16 CFR 255.2(a): a claim made through a customer needs the same support as one made directly."),
        fix: "Put the file there, or correct its name. It is read and hashed, and never published.",
        bad: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv}
---
=== content/evidence/ashgrove/week.csv
phase,hours
", "---
evidence:
  call: {with: Ana Ruiz, date: 2026-06-03, by: Ida, notes: 2026-06-03-ashgrove}
---
", "---
consent: {by: Ana Ruiz, date: 2026-06-10, scope: [web], record: ashgrove/approval.eml}
---
"],
        good: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv}
  call: {with: Ana Ruiz, date: 2026-06-03, by: Ida, notes: 2026-06-03-ashgrove}
consent: {by: Ana Ruiz, date: 2026-06-10, scope: [web], record: by mail / on file}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
=== content/interviews/2026-06-03-ashgrove.md
We sat in the kitchen.
"],
    },
    Rule {
        name: "evidence-data-mismatch",
        family: "evidence",
        level: Level::Error,
        summary: "a figure, sample or period stated beside `data` that the rows of the file do not give",
        why: "Whoever asks for the file computes the figure again. Then it must be the one on the page. Figures are \
              recomputed from the rows at every check, exactly; a stated one may be rounded, within half of its last \
              printed place, and may flatter by no more than 5% by that. Quantiles (median, p90, p95) lie between the two \
              nearest values in proportion: the definition 7 of Hyndman and Fan, which spreadsheets call inclusive. A \
              share is in percent. Blank cells are left out, counted, and never a zero.",
        basis: Some(
            "Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4), 361-365. \
             The interval of a rounded figure: statcheck (Nuijten and others 2016).",
        ),
        fix: "Write the computed figure, or delete the line, and it is taken from the file: `before`, `after`, `value`, \
              `sample`, `period` and `statistic` may all be left out beside `data`.",
        bad: &["---
evidence:
  retyping: {unit: hours a week, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hours, statistic: mean, by: phase}}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
before,10
before,9
after,2
after,3
", "---
evidence:
  retyping: {unit: hours a week, sample: 40, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hours, statistic: median}}
---
=== content/evidence/ashgrove/weeks.csv
hours
10
11
12
13
14
", "---
evidence:
  retyping: {unit: hours a week, value: 11, period: 2026-01-01/2026-12-31, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hours, statistic: mean, date: week}}
---
=== content/evidence/ashgrove/weeks.csv
week,hours
2026-03-02,10
2026-03-09,11
2026-03-16,11
2026-03-23,12
2026-03-30,11
"],
        good: &["---
evidence:
  retyping: {unit: hours a week, before: 10.6, after: 2.5, better: lower, sample: 10, period: {before: 2026-01-05/2026-02-08, after: 2026-05-04/2026-06-07}, source: customer-system, collected: 2026-06-10, file: ashgrove/weeks.csv, data: {column: hours, statistic: mean, by: phase, date: week}}
---
=== content/evidence/ashgrove/weeks.csv
week,phase,hours
2026-01-05,before,10.58
2026-01-12,before,10.6
2026-01-19,before,10.59
2026-01-26,before,10.61
2026-02-02,before,10.62
2026-05-04,after,2
2026-05-11,after,3
2026-05-18,after,2
2026-05-25,after,3
2026-06-01,after,2.5
"],
    },
    Rule {
        name: "unreadable-data",
        family: "evidence",
        level: Level::Error,
        summary: "a data file, or a `data` table, from which the figure cannot be computed",
        why: "A cell that is guessed at is a figure that is made up. Numbers may have thousands in groups of three, an \
              exponent, and the record's unit beside them; anything else is named with its line. Decimals behind a comma \
              are read when `decimal: comma` says so. Values and sums of some thirty digits are computed exactly, and \
              files of any size in one reading; medians and percentiles of more than 131,072 distinct values take further \
              readings. A row may have 4 MB.",
        basis: None,
        fix: "Correct the cell or the name of the column; leave cells blank where nothing was measured.",
        bad: &["---
evidence:
  retyping: {unit: hours a week, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hour, statistic: mean, by: phase}}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
before,10
after,3
", "---
evidence:
  wait: {unit: minutes, source: customer-system, collected: 2026-06-02, file: ashgrove/waits.csv, data: {column: wait, statistic: p90}}
---
=== content/evidence/ashgrove/waits.csv
wait
12 min
0.5 h
", "---
evidence:
  wait: {unit: minutes, source: customer-system, collected: 2026-06-02, file: ashgrove/waits.csv, data: {column: wait, statistic: median}}
---
=== content/evidence/ashgrove/waits.csv
wait;shop
12,5;a
13,5;b
"],
        good: &["---
evidence:
  wait: {unit: minutes, source: customer-system, collected: 2026-06-02, file: ashgrove/waits.csv, data: {column: wait, statistic: median, decimal: comma, where: {shop: [a, b], day: 2026-03-01..2026-03-31}}}
---
=== content/evidence/ashgrove/waits.csv
day;wait;shop
2026-03-02;1.212,5 min;a
2026-03-09;13,5 min;b
2026-03-10;13,5 min;a
2026-03-10;9,5 min;a
2026-03-11;9,5 min;a
"],
    },
    Rule {
        name: "rows-left-out",
        family: "evidence",
        level: Level::Note,
        summary: "rows of a data file that count nowhere: a blank cell, or neither before nor after",
        why: "Readings that are missing are often the bad ones. They are never taken for a zero, and never passed over in \
              silence: the page says how many there are.",
        basis: None,
        fix: "Nothing, if they are meant to be left out; `where` says so and ends the note.",
        bad: &["---
evidence:
  retyping: {unit: hours a week, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hours, statistic: mean, by: phase}}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
before,10
before,
pilot,7
after,3
"],
        good: &["---
evidence:
  retyping: {unit: hours a week, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv, data: {column: hours, statistic: mean, by: phase, where: {phase: [before, after]}}}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
before,10
pilot,7
after,3
"],
    },
    Rule {
        name: "percent-of-few",
        family: "evidence",
        level: Level::Warning,
        summary: "a percentage of fewer than thirty without their number beside it, or of fewer than five",
        why: "Of four, one more is 25 points. A percentage hides how few they were, and a reader takes it for more than \
              it is.",
        basis: Some("The standard error of a share is largest, and its normal approximation worst, for small n."),
        fix: "Say how many of how many, or the values before and after. `percent_min_n` in site.toml moves the thirty.",
        bad: &["---
outcome: \"Retyping fell [by 77%](evidence:retyping).\"
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, sample: {n: 12, of: clinics}, source: customer-system, collected: 2026-06-02}
---
", "---
outcome: \"Retyping fell [by 77%](evidence:retyping) at all 4 of them.\"
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, sample: 4, source: customer-system, collected: 2026-06-02}
---
"],
        good: &["---
outcome: \"Retyping fell [by 77%](evidence:retyping) across 12 clinics.\"
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, sample: {n: 12, of: clinics}, source: customer-system, collected: 2026-06-02}
---
", "---
outcome: \"Retyping fell [by 77%](evidence:retyping), [from 11 hours to 2.5](evidence:few).\"
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, sample: 4 weeks each side, source: customer-system, collected: 2026-06-02}
  few: {unit: hours, before: 11, after: 2.5, sample: 7, source: customer-system, collected: 2026-06-02}
---
"],
    },
    Rule {
        name: "stale-evidence",
        family: "evidence",
        level: Level::Warning,
        summary: "evidence collected, seen or known too long ago, or a certificate that has ended",
        why: "Praise is cheap to keep and old evidence flatters: the customer may have left, the product has changed.",
        basis: Some("16 CFR 255.1(b) and (c): good reason to believe that the speaker still holds the view and is still a user."),
        fix: "Measure or ask again and write the new date. `love_months` in site.toml moves the limit of 24 months.",
        bad: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2024-11-21}
---
", "---
evidence:
  iso: {scheme: ISO 27001, issuer: The certifier, until: 2026-11-20, scope: hosting}
---
"],
        good: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2024-11-22}
  iso: {scheme: ISO 27001, issuer: The certifier, until: 2026-11-21, scope: hosting}
  call: {with: Ana Ruiz, date: 2020-06-03, by: Ida}
---
"],
    },
    Rule {
        name: "tiny-sample",
        family: "evidence",
        level: Level::Warning,
        summary: "a measurement of fewer than five, or over less than fourteen days on one side",
        why: "One good week is not a change. With few readings, chance alone moves the figure as far as the product does.",
        basis: Some("Regression to the mean: what was extreme when it was chosen is less extreme when it is measured again."),
        fix: "Measure more of them, or for longer: a quarter before and a quarter after.",
        bad: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, sample: 3, source: customer-system, collected: 2026-06-02}
---
", "---
evidence:
  retyping:
    unit: hours
    before: 11
    after: 2.5
    period: {before: 2026-01-05/2026-02-01, after: 2026-05-04/2026-05-16}
---
"],
        good: &["---
evidence:
  retyping:
    unit: hours
    before: 11
    after: 2.5
    sample: {n: 5, of: clinics}
    period: {before: 2026-01-05/2026-01-18, after: 2026-05-04/2026-05-17}
  asked: {unit: points, value: 8, source: survey, sample: 46, period: 2026-05-04}
  words: {unit: hours, value: 8, sample: 3 weeks each side}
---
"],
    },
    Rule {
        name: "changed-evidence",
        family: "evidence",
        level: Level::Error,
        summary: "a private file that is not the one in proof.lock",
        why: "A figure is as good as the file behind it. proof.lock keeps the hash of each private file, so that a reader \
              who is shown it later, and a reviewer who is not, can tell that it is the same.",
        basis: None,
        fix: "Run `proofmark lock`, which shows what changed, and commit proof.lock; or bring the old file back.",
        bad: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
=== proof.lock
version 1
file evidence/ashgrove/weeks.csv sha256:ecfc7a94d9d7e1b5a5f2ab9d4a8f7a3a29b7d7e0f62f2c39b95de4a8c2f0b6a1 12
", "---
evidence:
  call: {with: Ana Ruiz, date: 2026-06-03, by: Ida, notes: 2026-06-03-ashgrove}
---
=== content/interviews/2026-06-03-ashgrove.md
We sat in the kitchen.
=== proof.lock
version 1
file interviews/2026-06-03-ashgrove.md sha256:ecfc7a94d9d7e1b5a5f2ab9d4a8f7a3a29b7d7e0f62f2c39b95de4a8c2f0b6a1 23
"],
        good: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv}
---
=== content/evidence/ashgrove/weeks.csv
phase,hours
=== proof.lock
version 1
file evidence/ashgrove/weeks.csv sha256:dbcb80758046b677f291360125ebc216a79bf59cf79fe73ca4b46d560da92165 12
"],
    },
    Rule {
        name: "unknown-evidence",
        family: "evidence",
        level: Level::Error,
        summary: "words tied to a record that is not there, or not published",
        why: "A link to evidence is a promise that the evidence exists, and that a reader can look at it. Words tied to \
              a study that left the site by itself are a warning.",
        basis: None,
        fix: "Correct the name, or write the record. From a plain page or another study: `evidence:study/id`.",
        bad: &["---
outcome: \"Retyping fell [by 77%](evidence:retypping).\"
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}
---
", "---
quote: {text: I go home on time., explains: retyping}
---
", "---
customer: Ashgrove Clinic
---
=== content/pages/about.md
---
title: About
---

Retyping fell [by 77%](evidence:example/retyping).
",
            concat!(
                measured!("draft: true\n", ""),
                "=== content/pages/about.md\n---\ntitle: About\n---\nRetyping fell [by 77%](evidence:example/retyping).\n"
            ),
        ],
        good: &["---
outcome: \"Retyping fell [by 77%](evidence:retyping).\"
quote: {text: I go home on time., explains: problem}
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}
---
=== content/pages/about.md
---
title: About
---

Retyping fell [by 77%](evidence:example/retyping).
"],
    },
    Rule {
        name: "unused-evidence",
        family: "evidence",
        level: Level::Note,
        summary: "a record that no words are tied to and no rung counts",
        why: "Either a claim lost its tie, or the record is left over. Both are worth knowing; neither is wrong.",
        basis: None,
        fix: "Tie the words it supports to it, or delete it.",
        bad: &["---
evidence:
  report: {title: Annual report, issuer: Ashgrove Clinic, date: 2026-03-02, file: ashgrove/report.pdf}
---
", "---
evidence:
  visits: {unit: visits a week, value: 40, source: customer-system, collected: 2026-06-02}
---
"],
        good: &["---
quote: {text: We have 40 visits a week., explains: visits}
evidence:
  visits: {unit: visits a week, value: 40, source: customer-system, collected: 2026-06-02}
  report: {title: Annual report, issuer: Ashgrove Clinic, date: 2026-03-02, file: ashgrove/report.pdf}
  paid: {event: paid, date: 2026-03-02, cleared: 2026-03-20}
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}
---
=== content/pages/about.md
---
title: About
---

As [the clinic's report](evidence:example/report) says.
"],
    },
    Rule {
        name: "vendor-measured",
        family: "evidence",
        level: Level::Warning,
        summary: "a measurement that only the publisher made",
        why: "Who gains by a figure should not be the only one who can check it.",
        basis: None,
        fix: "Ask the customer for the figure from a system of theirs, and keep what they send under content/evidence.",
        bad: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: vendor-estimate, collected: 2026-06-02}
---
"],
        good: &["---
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-estimate, collected: 2026-06-02}
  daily: {since: 2026-03-09, as_of: 2026-11-02, active: true, source: vendor-system}
---
"],
    },
];
