//! The family's rules, as data.

use crate::finding::Level;
use crate::rule::Rule;
use crate::rule::example::{measured, study};

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "unsupported-claim",
        family: "claim",
        level: Level::Error,
        summary: "a figure of change or effect that is bound to no evidence",
        why: "A buyer repeats the figure to the person who decides, and is asked where it comes from. A figure that \
              nobody can trace is worth nothing then, and costs the trust the rest of the page has earned.",
        basis: Some(
            "16 CFR 255.2(a): what a customer is quoted with needs the support the seller's own claim would need. \
                     UK CAP Code 3.7: hold documentary evidence before publishing.",
        ),
        fix: "Add a record under `evidence:` and bind the words to it: `[cut retyping by 77%](evidence:retyping)`. \
              Or leave the figure out and say what changed in words.",
        bad: &[
            study!("title: Ashgrove cut retyping by 77%\n", ""),
            study!("", "## Results\n\nRetyping fell from 11 hours a week to 2.5.\n"),
        ],
        good: &[
            measured!("title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\n", ""),
            study!("", "The form has 12 pages, and the clinic opened in 1998.\n"),
        ],
    },
    Rule {
        name: "missing-baseline",
        family: "claim",
        level: Level::Warning,
        summary: "a percentage or factor whose record gives no value before",
        why: "Three times as many can be three instead of one. Without the value before, nobody can tell a change that \
              matters from one that does not.",
        basis: Some(
            "Notes on numbers for journalists (Reynolds Journalism Institute): tell a percentage with its base.",
        ),
        fix: "Give the record `before:` and `after:`, or write both values beside the percentage.",
        bad: &[study!(
            "evidence:\n  speed: {kind: document, title: Export, issuer: the clinic, date: 2026-06-02, file: a.pdf, \
             states: Intake is 62% faster.}\n",
            "Intake is [62% faster](evidence:speed).\n"
        )],
        good: &[measured!("", "They [cut retyping by 77%](evidence:retyping).\n")],
    },
    Rule {
        name: "superlative",
        family: "claim",
        level: Level::Error,
        summary: "the product or its maker said to be better than everything else",
        why: "\"The fastest\" claims that somebody timed all of them. Readers skip it, and a competitor's lawyer does not.",
        basis: Some(
            "The US National Advertising Division reads \"#1\" and \"the leading\" as claims that need proof; \
                     Directive 2006/114/EC, article 4: comparisons must be verifiable.",
        ),
        fix: "Name what was compared and by whom, and bind it: `[fastest of the four they timed](evidence:bakeoff)`.",
        bad: &[study!("", "Intake is the fastest intake software on the market.\n")],
        good: &[study!("", "The clinic is the largest in Ashgrove.\n")],
    },
    Rule {
        name: "generalised-claim",
        family: "claim",
        level: Level::Error,
        summary: "a result said of customers in general",
        why: "One customer's figure says what was possible once. Said of customers in the plural it promises what the \
              next one will get.",
        basis: Some("16 CFR 255.2(b): a result is read as what buyers will generally achieve."),
        fix: "Name the customer it was measured at, or bind it to a measurement whose `sample` is of customers.",
        bad: &[study!("", "Our customers save 40% of their time.\n")],
        good: &[study!("", "The clinic's customers are patients.\n")],
    },
    Rule {
        name: "promise-as-result",
        family: "claim",
        level: Level::Warning,
        summary: "a figure that has not happened yet",
        why: "A forecast beside measured figures is read as one of them.",
        basis: Some("UK CAP Code 3.7: hold proof of an objective claim before it is published. A forecast has none."),
        fix: "Say what was measured so far, and by when the rest is expected.",
        bad: &[study!("", "## Results\n\nIntake will save the clinic $20,000 a year.\n")],
        good: &[study!("", "The clinic will count again in March.\n")],
    },
    Rule {
        name: "hearsay",
        family: "claim",
        level: Level::Warning,
        summary: "what a customer said, told by the seller",
        why: "A sentence somebody said can be quoted, with a name. Retold, it is the seller's sentence.",
        basis: Some("UK CAP Code 3.45: hold proof that a testimonial is genuine."),
        fix: "Quote the person, or bind the words to an `interview` record.",
        bad: &[study!("", "They told us that Intake saves hours.\n")],
        good: &[study!("", "They told the nurses in March.\n")],
    },
    Rule {
        name: "vague-endpoints",
        family: "claim",
        level: Level::Warning,
        summary: "a change between two units instead of two values",
        why: "\"From days to hours\" is true of 25 hours that became 23.",
        basis: None,
        fix: "Write both values: `from 3 days to 4 hours`.",
        bad: &[study!("", "Intake went from days to hours.\n")],
        good: &[measured!("", "Retyping fell [from 11 hours a week to 2.5](evidence:retyping).\n")],
    },
    Rule {
        name: "wrong-evidence-kind",
        family: "claim",
        level: Level::Error,
        summary: "a claim bound to a kind of record that cannot carry it",
        why: "An invoice proves that somebody paid. It does not prove that they saved an hour.",
        basis: Some("16 CFR 255.2(a): a customer's word is not itself the evidence for what it claims."),
        fix: "Bind results to a `measurement`. Usage carries scale and adoption, a commitment that somebody paid or \
              renewed, an interview what the speaker says of themselves.",
        bad: &[
            study!(
                "evidence:\n  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 2231}\n",
                "They [cut retyping by 77%](evidence:paid).\n"
            ),
            study!(
                "evidence:\n  call: {kind: interview, with: Ana Ruiz, date: 2026-06-03, by: Ida, states: We cut retyping by 77%.}\n",
                "They [cut retyping by 77%](evidence:call).\n"
            ),
        ],
        good: &[
            study!(
                "evidence:\n  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 2231}\n",
                "They [paid in March 2026](evidence:paid).\n"
            ),
            study!(
                "evidence:\n  call: {kind: interview, with: Ana Ruiz, date: 2026-06-03, by: Ida, states: Retyping went from 11 hours to 2.5.}\n",
                "By their own estimate, retyping went [from 11 hours to 2.5](evidence:call).\n"
            ),
        ],
    },
    Rule {
        name: "certificate-as-proof",
        family: "claim",
        level: Level::Error,
        summary: "a result that rests on a certificate",
        why: "A certificate says that a process was looked at on a day. It says nothing about what a customer got.",
        basis: Some("16 CFR 260.6: a certification by others does not replace proof of the claims it conveys."),
        fix: "Say what is certified, by whom and until when; bind results to what was measured.",
        bad: &[study!(
            "evidence:\n  iso: {kind: certification, scheme: ISO 27001, issuer: a body, until: 2027-12-31, scope: hosting}\n",
            "The clinic's [data is safe](evidence:iso).\n"
        )],
        good: &[study!(
            "evidence:\n  iso: {kind: certification, scheme: ISO 27001, issuer: a body, until: 2027-12-31, scope: hosting}\n",
            "Hosting is [certified to ISO 27001](evidence:iso).\n"
        )],
    },
    Rule {
        name: "up-to",
        family: "claim",
        level: Level::Warning,
        summary: "the best case without how many reached it",
        why: "\"Up to 40%\" is true when one site in fifty reached 40%. Readers take it for what they will get.",
        basis: Some("In a study by the FTC (2012) many readers took \"up to\" for what most buyers would see."),
        fix: "Give the typical value, or the best one together with how many reached it. Beside `better: higher` and `data` \
              with a value for each customer or case, `up to N` holds when at least one row in ten reaches N.",
        bad: &[measured!("", "They cut retyping by [up to 77%](evidence:retyping).\n")],
        good: &[measured!("", "They cut retyping [by 77%](evidence:retyping).\n")],
    },
];
