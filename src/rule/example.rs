//! Short studies for the examples of rules: the parts of a card that a rule does not look at.

/// A study with the four fields, more front matter, and a body.
macro_rules! study {
    ($front:literal, $body:literal) => {
        concat!(
            "---\n",
            $front,
            "customer: Ashgrove Clinic\n",
            "problem: Nurses typed every form twice.\n",
            "outcome: Intake now takes one pass.\n",
            "quote: I go home on time on Mondays.\n",
            "---\n",
            $body
        )
    };
}

/// The same with a record of 11 hours a week before and 2.5 after.
macro_rules! measured {
    ($front:literal, $body:literal) => {
        concat!(
            "---\n",
            $front,
            "customer: Ashgrove Clinic\n",
            "problem: Nurses typed every form twice.\n",
            "outcome: Intake now takes one pass.\n",
            "quote: I go home on time on Mondays.\n",
            "evidence:\n",
            "  retyping: {before: 11, after: 2.5, unit: hours a week, better: lower, source: customer-system, ",
            "collected: 2026-06-02}\n",
            "---\n",
            $body
        )
    };
}

pub(super) use {measured, study};
