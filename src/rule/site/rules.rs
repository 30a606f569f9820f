//! The family's rules, as data.

use crate::finding::Level;
use crate::rule::Rule;
use crate::rule::example::study;

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "broken-link",
        family: "site",
        level: Level::Error,
        summary: "a link, an anchor or an image that is not there, or a link without words",
        why: "A reader who follows a link to the proof and finds nothing has found out something about the proof. A link \
              to a study that left the site by itself is a warning.",
        basis: None,
        fix: "Link to studies and pages by their files, from the folder of the file the link stands in; put images \
              beside the study.",
        bad: &[
            study!("", "As [another clinic](birchwood.md) did.\n"),
            study!("", "See [the results](#results).\n\n## What changed\n"),
            study!("", "![Two bars](bars.svg)\n"),
            study!("", "See [how we know](/how-do-we-know/).\n"),
            study!("", "See [](/how-we-know/).\n"),
        ],
        good: &[concat!(
            study!(
                "",
                "## What changed\n\nAs [another clinic](birchwood.md#what-changed) did. See [what changed](#what-changed) and [how we know](/how-we-know/), [`exported`](/how-we-know/).\n"
            ),
            "=== content/studies/birchwood.md\n",
            study!("", "## What changed\n")
        )],
    },
    Rule {
        name: "duplicate-slug",
        family: "site",
        level: Level::Error,
        summary: "two documents at one address",
        why: "One of the two would silently replace the other. An alias that is no path of the site is a `wrong-type`; a \
              name that Windows keeps for itself is a warning.",
        basis: None,
        fix: "Rename one of the files: the path is the address, in lower case.",
        bad: &[
            concat!(study!("", ""), "=== content/studies/Example/index.md\n", study!("", "")),
            concat!(study!("", ""), "=== content/pages/studies.md\n---\ntitle: All studies\n---\n"),
        ],
        good: &[concat!(study!("", ""), "=== content/studies/example-two.md\n", study!("", ""))],
    },
    Rule {
        name: "missing-alt-text",
        family: "site",
        level: Level::Warning,
        summary: "an image without words",
        why: "Who cannot see the image gets nothing, and neither does a reader whose mail program blocks it.",
        basis: Some("WCAG 2.2, success criterion 1.1.1."),
        fix: "Say between the brackets what the image shows.",
        bad: &[concat!(study!("", "![](bars.svg)\n"), "=== content/studies/bars.svg\n<svg/>\n")],
        good: &[concat!(
            study!("", "![Retyping before and after](bars.svg)\n"),
            "=== content/studies/bars.svg\n<svg/>\n"
        )],
    },
    Rule {
        name: "coverage-unstated",
        family: "site",
        level: Level::Warning,
        summary: "no word on how many customers there are and how many were asked",
        why: "Three studies out of four customers and three out of four hundred are different things. \"How we know\" \
              prints \"not stated\" until it is.",
        basis: Some("The UK regulator (CMA, 2025) names picking the best testimonials as a way to mislead."),
        fix: "Write `customers`, `asked`, `agreed` and `as_of` under `[coverage]` in site.toml.",
        bad: &[concat!(
            study!("", ""),
            "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n"
        )],
        good: &[study!("", "")],
    },
    Rule {
        name: "accent-contrast",
        family: "site",
        level: Level::Note,
        summary: "an accent that is too light for words on a light page",
        why: "Links and marks in a pale colour cannot be read in sunlight or with tired eyes. The theme prints a darker tone \
              of the colour, so the site is legible, but the colour is not the one that was chosen.",
        basis: Some("WCAG 2.2, success criterion 1.4.3: at least 4.5:1 for running text."),
        fix: "Write a darker `accent` in site.toml; the message names the tone that is printed.",
        bad: &[concat!(
            study!("", ""),
            "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\naccent = \"#ffcc00\"\n"
        )],
        good: &[
            study!("", ""),
            concat!(
                study!("", ""),
                "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\naccent = \"#0b5f8a\"\n"
            ),
            // Near miss: a mid grey that just passes on the page, which is not quite white.
            concat!(
                study!("", ""),
                "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\naccent = \"#6f6f6f\"\n"
            ),
        ],
    },
    Rule {
        name: "reference-over-limit",
        family: "site",
        level: Level::Warning,
        summary: "a customer asked as often this quarter as they agreed to",
        why: "A customer who is called too often stops taking calls, and soon stops being a reference.",
        basis: None,
        fix: "Ask another customer, and let this one rest until the next quarter.",
        bad: &[study!("reference: {open: true, kinds: [call], max_per_quarter: 1, used: [2026-10-06]}\n", "")],
        good: &[study!(
            "reference: {open: true, kinds: [call], max_per_quarter: 2, used: [2026-08-01, 2026-10-06]}\n",
            ""
        )],
    },
];
