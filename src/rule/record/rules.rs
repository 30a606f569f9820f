//! What the rules of this family say of themselves.

use crate::finding::Level;
use crate::rule::Rule;

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "date-order",
        family: "record",
        level: Level::Error,
        summary: "dates that cannot follow each other, or lie in the future",
        why: "Dates carry the rungs: money that cleared, months of use, a before and an after. Two dates that contradict \
              each other prove neither.",
        basis: None,
        fix: "Correct the date that is wrong. A study that is to appear later has a future `date`; what has been \
              collected, agreed or paid lies behind us.",
        bad: &[
            "---
customer: Ashgrove Clinic
consent: {by: Ana Ruiz, date: 2026-06-10, until: 2026-05-10, scope: [web]}
---
",
            "---
customer: Ashgrove Clinic
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2027-06-02}
---
",
            "---
customer: Ashgrove Clinic
evidence:
  retyping:
    unit: hours
    before: 11
    after: 2.5
    period: {before: 2026-05-04/2026-05-31, after: 2026-01-05/2026-02-01}
---
",
            "---
customer: Ashgrove Clinic
date: 2026-06-12
updated: 2026-06-11
---
",
        ],
        good: &["---
customer: Ashgrove Clinic
date: 2027-01-15
consent: {by: Ana Ruiz, date: 2026-06-10, until: 2026-06-10, scope: [web]}
evidence:
  retyping:
    unit: hours
    before: 11
    after: 2.5
    period: {before: 2026-01-05/2026-02-01, after: 2026-02-01/2026-03-01}
    collected: 2026-03-01
  daily: {since: 2026-11-21, as_of: 2026-11-21, active: true, source: telemetry}
---
"],
    },
    Rule {
        name: "hand-set-rung",
        family: "record",
        level: Level::Error,
        summary: "a rung, score, badge or stars written by hand",
        why: "We all like to be praised, so praise that we write about ourselves is worth nothing. The rung is computed \
              from the evidence; a reader can rely on it because nobody can set it.",
        basis: None,
        fix: "Delete the key. `proofmark next` says what the next rung needs.",
        bad: &[
            "---
customer: Ashgrove Clinic
rung: hell-yes
---
",
            "---
quote: {text: I go home on time., stars: 5}
---
",
        ],
        good: &["---
customer: Ashgrove Clinic
extra: {stars: 5}
tags: [score]
---
"],
    },
    Rule {
        name: "invalid-date",
        family: "record",
        level: Level::Error,
        summary: "a date that is not on the calendar, or not written year-month-day",
        why: "03/02/2026 is March in one country and February in another. A date that cannot be read counts for nothing.",
        basis: Some("ISO 8601"),
        fix: "Write year, month and day in digits: 2026-03-02.",
        bad: &[
            "---
date: 2026-27-01
---
",
            "---
date: 2026-02-30
---
",
            "---
quote: {text: I go home on time., date: 3 June 2026}
---
",
        ],
        good: &["---
date: 2028-02-29
quote: {text: I go home on time., date: \"2026-06-03\"}
---
"],
    },
    Rule {
        name: "missing-field",
        family: "record",
        level: Level::Error,
        summary: "a study without customer, problem, outcome or quote",
        why: "Who, what was wrong, what changed, in whose words: below these four there is no study. Everything else may \
              come later.",
        basis: None,
        fix: "Write the field, as one line of text. With `draft: true` the study waits, and this is a note.",
        bad: &[
            "---
customer: Ashgrove Clinic
problem: Nurses typed every intake form twice.
quote: I go home on time on Mondays.
---
",
            "---
customer: {industry: health}
problem: Nurses typed every intake form twice.
outcome:
quote: \"\"
---
",
            "No front matter at all.
",
        ],
        good: &[
            "---
customer: {name: Ashgrove Clinic}
problem: {text: Nurses typed every intake form twice.}
outcome: {text: Intake now takes one pass.}
quotes: [I go home on time on Mondays.]
---
",
            "---
custommer: Ashgrove Clinic
problem: Nurses typed every intake form twice.
outcome: [Intake now takes one pass.]
quote: I go home on time on Mondays.
---
",
        ],
    },
    Rule {
        name: "placeholder",
        family: "record",
        level: Level::Error,
        summary: "words that stand for words still to be written: TBD, XX%, lorem ipsum, [customer]",
        why: "A placeholder on a published page says that nobody read it, and the reader will think the same of the \
              figures.",
        basis: None,
        fix: "Write what is meant, or delete the sentence. With `draft: true` the study waits.",
        bad: &[
            "---
outcome: Intake time fell by XX%.
---
",
            "---
customer: \"[Customer name]\"
---
",
            "---
quote: {text: I go home on time., by: TBD}
---
",
            "---
customer: Ashgrove Clinic
---

Lorem ipsum dolor sit amet.
",
        ],
        good: &["---
customer: XX Century Books
outcome: Their list of TODO notes fell by half.
quote: \"[The clinic] runs on time [sic], XXL or not.\"
---

`XX%` and `[customer]` stand in their template.
"],
    },
    Rule {
        name: "unknown-field",
        family: "record",
        level: Level::Error,
        summary: "a key that no table has, with the nearest that it has",
        why: "A key with a slip in it is a field that silently does not count.",
        basis: None,
        fix: "Write the key as the message names it. Keys of your own go under `extra`.",
        bad: &[
            "---
customer: Ashgrove Clinic
outcom: Intake now takes one pass.
---
",
            "---
customer: {name: Ashgrove Clinic, industri: health}
---
",
        ],
        good: &["---
customer: Ashgrove Clinic
outcome: Intake now takes one pass.
extra: {outcom: anything}
---
"],
    },
    Rule {
        name: "wrong-customer",
        family: "record",
        level: Level::Warning,
        summary: "a study that names the customer of another study where its own should stand",
        why: "Studies are written by copying the last one. A name left over tells both customers, and every reader, that \
              nobody looked.",
        basis: None,
        fix: "Write this study's customer, or link the name to the other study if it is meant.",
        bad: &[
            "---
customer: Ashgrove Clinic
title: Birchwood Dental stopped retyping
---
=== content/studies/birchwood.md
---
customer: Birchwood Dental
---
",
            "---
customer: Ashgrove Clinic
---

Before the change, Birchwood Dental typed every form twice.
=== content/studies/birchwood.md
---
customer: {name: Birchwood Dental Ltd}
---
",
        ],
        good: &[
            "---
customer: Ashgrove Clinic
---

Ashgrove heard of us from Birchwood Dental.
=== content/studies/birchwood.md
---
customer: Birchwood Dental
---

They passed it on to [Ashgrove Clinic](example.md), a clinic in an ashgrove of its own.
",
            "---
customer: Birch
---

The Birchwood office of Birch Dental moved.
=== content/studies/other.md
---
customer: Birch Dental
---
",
        ],
    },
];
