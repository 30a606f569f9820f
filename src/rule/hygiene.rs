//! Allowances themselves. Both are reported when findings are settled; see [`super::settle()`].

use super::Rule;
use crate::finding::Level;

/// The family.
pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "unexplained-allowance",
        family: "hygiene",
        level: Level::Error,
        summary: "an allowance without a reason, for no known rule, or for a rule that cannot be allowed so",
        why: "An allowed claim is marked on its page, with the reason. A reader can judge a reason; they cannot judge \
              silence.",
        basis: None,
        fix: "Write why this is fine, in words the next reader understands. What a customer agreed to cannot be waved \
              through by a comment.",
        bad: &[
            "---
customer: Ashgrove Clinic
---

<!-- proofmark: allow(raw-html) -->

It is <b>fast</b>.
",
            "---
customer: Ashgrove Clinic
allow: [{rule: raw-htlm, reason: the theme turns it into text}]
---
",
            "---
customer: Ashgrove Clinic
---

<!-- proofmark: ignore raw-html -->

It is <b>fast</b>.
",
            "---
customer: Ashgrove Clinic
---

<!-- proofmark: allow(unexplained-allowance) we know -->

Text.
",
        ],
        good: &["---
customer: Ashgrove Clinic
---

<!-- proofmark: allow(raw-html) an example of what is dropped -->

It is <b>fast</b>.

<!-- proofmark is our tool; this comment is for the next writer -->
"],
    },
    Rule {
        name: "unused-allowance",
        family: "hygiene",
        level: Level::Warning,
        summary: "an allowance that allows nothing",
        why: "It would cover the next mistake at that place without anybody deciding so.",
        basis: None,
        fix: "Delete it, or put it right before the block it is for.",
        bad: &[
            "---
customer: Ashgrove Clinic
---

<!-- proofmark: allow(raw-html) an example of what is dropped -->

It is **fast**.

It is <b>fast</b>.
",
            "---
customer: Ashgrove Clinic
allow: [{rule: raw-html, reason: an example of what is dropped}]
---
",
        ],
        good: &[
            "---
customer: Ashgrove Clinic
---

<!-- proofmark: allow(raw-html) an example of what is dropped -->

It is <b>fast</b>.
",
            "---
customer: Ashgrove Clinic
allow: [{rule: raw-html, reason: an example of what is dropped}]
---

It is <b>fast</b>.
",
        ],
    },
];
