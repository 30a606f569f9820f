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

/// A study with a quotation, a customer's name and perhaps another outcome, and the approval of the ones it should have.
macro_rules! approved {
    ($quote:literal, $customer:literal) => {
        approved!($quote, $customer, "Intake now takes one pass.")
    };
    ($quote:literal, $customer:literal, $outcome:literal) => {
        concat!(
            "---\n",
            "customer: ",
            $customer,
            "\nproblem: Nurses typed every form twice.\noutcome: ",
            $outcome,
            "\nquote: ",
            $quote,
            "\n---\n",
            "=== proof.lock\n",
            "version 1\n",
            "approved example by \"Ana Ruiz\" on 2026-06-10 print 3671b0f147c2a8f4e6e2\n",
            "approved example claim \"Intake now takes one pass.\"\n",
            "approved example claim \"Nurses typed every form twice.\"\n",
            "approved example name \"Ashgrove Clinic\"\n",
            "approved example quote \"I go home on time on Mondays.\"\n",
        )
    };
}

pub(super) use {approved, measured, study};
