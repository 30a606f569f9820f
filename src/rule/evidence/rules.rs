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
  fromfile: {unit: hours, data: {column: hours}, source: customer-system, collected: 2026-06-02}
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
