//! Files that cannot be read as what they should be. All but `unsafe-link` are reported while reading.

mod links;

pub(super) use links::check;

use super::Rule;
use crate::finding::Level;

/// The family.
pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "invalid-config",
        family: "file",
        level: Level::Error,
        summary: "a setting in site.toml that is not understood",
        why: "A setting that is passed over in silence is a setting its writer believes in.",
        basis: None,
        fix: "Write the key as the message names it; `proofmark init` in an empty folder writes all settings with \
              comments.",
        bad: &[
            "=== site.toml
publisher = \"Ledgerline Ltd\"
base_url = \"https://proof.example\"

[policy]
min_use_dais = 90
",
            "=== site.toml
publisher = \"Ledgerline Ltd\"
base_url = \"proof.example\"
",
            "=== site.toml
publisher = \"Ledgerline Ltd
base_url = \"https://proof.example\"
",
        ],
        good: &["=== site.toml
publisher = \"Ledgerline Ltd\"
base_url = \"https://proof.example\"

[policy]
min_use_days = 90
"],
    },
    Rule {
        name: "invalid-yaml",
        family: "file",
        level: Level::Error,
        summary: "front matter that is not YAML, or more than we read of it",
        why: "A key that YAML reads otherwise than its writer is published wrong, or not at all.",
        basis: None,
        fix: "Put a value that holds `: `, or starts with a sign such as `[`, into double quotes.",
        bad: &[
            "---
customer: Ashgrove Clinic
problem: Slow: very slow.
---
",
            "---
outcome: [Retyping fell by 77%](evidence:retyping)
---
",
            "---
limits: &l Walk-in patients still use paper.
hesitation: *l
---
",
            "---
customer: Ashgrove Clinic
customer: Birchwood Clinic
---
",
        ],
        good: &[
            "---
customer: Ashgrove Clinic
problem: \"Slow: very slow.\"
---
",
            "---
outcome: \"[Retyping fell by 77%](evidence:retyping)\"
---
",
            "---
limits: >-
  Slow: the first week. “Walk-ins” still use paper.
---
",
        ],
    },
    Rule {
        name: "raw-html",
        family: "file",
        level: Level::Warning,
        summary: "HTML in Markdown; it is dropped",
        why: "HTML can load from other sites, run scripts and hide words from the checks. What is dropped is missing on \
              the page.",
        basis: None,
        fix: "Write it in Markdown, or delete it. Put a sign that is meant as a sign into backticks, or write `\\<`.",
        bad: &[
            "---
customer: Ashgrove Clinic
---

It is <b>fast</b>.
",
            "---
customer: Ashgrove Clinic
---

<script>alert(1)</script>
",
            "---
outcome: Intake takes <b>one</b> pass.
---
",
        ],
        good: &["---
customer: Ashgrove Clinic
outcome: Intake takes **one** pass, in a < b minutes.
---

It is **fast**, and `<b>` is an element. <https://ashgrove.example>

<!-- A remark for the next writer. -->
"],
    },
    Rule {
        name: "template-error",
        family: "file",
        level: Level::Error,
        summary: "a template of the theme that cannot be read or filled in",
        why: "A page that cannot be made is a page that is missing.",
        basis: None,
        fix: "Mend the template at the line named, or delete the file: the theme's own template then takes its place.",
        bad: &["---
customer: Ashgrove Clinic
---
=== themes/ledger/templates/study.html
<h1>{{ study.title </h1>
"],
        good: &["---
customer: Ashgrove Clinic
---
=== themes/ledger/templates/notes.txt
<h1>{{ study.title </h1>
"],
    },
    Rule {
        name: "unreadable-file",
        family: "file",
        level: Level::Error,
        summary: "a file that is no text, too large, forbidden, or in the middle of a merge",
        why: "What cannot be read cannot be checked, and what is not checked is not published.",
        basis: None,
        fix: "Save the file as UTF-8 text of at most 1 MB that the one who builds may read; settle a merge before building.",
        bad: &["---
customer: Ashgrove Clinic
<<<<<<< HEAD
outcome: Intake now takes one pass.
=======
outcome: Intake takes one pass and a half.
>>>>>>> second-draft
---
"],
        good: &["---
customer: Ashgrove Clinic
---

A heading may be underlined, and an arrow may be drawn:

Results
=======

in <<<<<<< here >>>>>>> out
"],
    },
    Rule {
        name: "unsafe-link",
        family: "file",
        level: Level::Error,
        summary: "a link or image that runs code, opens a private file or leaves the site without saying how",
        why: "Pages are read by people who do not know us. A link may lead to a web page, a mail address, a place on this \
              site or evidence, and to nothing else; an image comes from this site, so that no other site learns who reads.",
        basis: None,
        fix: "Link to an address that starts with https:, http: or mailto:, to a file or page of this site, or to `#` and \
              a heading. Keep images beside the study.",
        bad: &[
            "---
customer: Ashgrove Clinic
---

[See the figures](javascript:alert(1))
",
            "---
customer: Ashgrove Clinic
---

[See the figures](<JaVa&#115;cript:alert(1)>)
",
            "---
customer: {name: Ashgrove Clinic, url: \"javascript:alert(1)\"}
---
",
            "---
customer: Ashgrove Clinic
---

![The desk](https://images.example/desk.jpg)
",
            "---
outcome: \"Intake takes [one pass](file:///etc/passwd).\"
---
",
        ],
        good: &["---
customer: {name: Ashgrove Clinic, url: \"https://ashgrove.example\"}
outcome: \"Intake takes [one pass](#results).\"
---

[Their site](HTTPS://ashgrove.example/a:b), [ours](/how-we-know/), [mail](mailto:proof@ledgerline.example),
[a file](files/note:1.pdf), [the figures](evidence:retyping), [a query](?q=javascript:no).

![The desk](desk.jpg)

## Results

Code is no link: `[x](javascript:alert(1))`.
"],
    },
    Rule {
        name: "wrong-type",
        family: "file",
        level: Level::Error,
        summary: "a value of the wrong kind: a list for text, words for a number, no word of a closed list, none of the site's products",
        why: "A value that is not understood is left out of the page and of the count that makes the rung.",
        basis: None,
        fix: "Write the value as the message says: text, a number in digits, `true` or `false`, or one of the words listed.",
        bad: &[
            "---
draft: yes
---
",
            "---
customer: [Ashgrove Clinic]
---
",
            "---
effort: {their_hours: fourteen}
---
",
            "---
product: Intakes
---
",
            "---
evidence:
  retyping: 11 hours
---
",
            "---
disclosure: {relationship: friend, incentive: none}
---
",
        ],
        good: &["---
draft: true
customer: Ashgrove Clinic
effort: {their_hours: 14.5}
evidence:
  retyping: {unit: hours, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}
disclosure: {relationship: none, incentive: none}
extra: {anything: [1, two, {three: 3}]}
---
"],
    },
];
