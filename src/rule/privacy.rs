//! What is kept private stays so: words of private files, people who were not asked, customers who are not to be named.
//!
//! Goes in: a document that is published, and what the project keeps private ([`crate::guard`]). The same rules look at
//! the finished files once more.

use super::example::study;
use super::wording::ticked;
use super::{Cx, Rule};
use crate::finding::{Finding, Level};
use crate::site;
use crate::study::{Document, Study};

/// The family.
pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "private-in-output",
        family: "privacy",
        level: Level::Error,
        summary: "something private in what is published: words of private files, people who were not asked, addresses, paths",
        why: "Whoever lets you see their timesheets or tells you the truth in a call trusts that it stays with you. Every \
              document is compared with the private files as it is written, and every file of the site once more as it is \
              finished: eight words in a row of a private file (five of them different words of letters), identifiers and \
              names that stand in private files only, who agreed without leave to be named, who was interviewed and is not \
              quoted, where records are kept, e-mail addresses but the site's `contact`, telephone numbers, paths of \
              somebody's machine, and private files byte for byte. What a study publishes itself is no secret. Private files \
              are read when they are text, whatever their ending, up to 4 MB each and 64 MB in all; pictures, office files \
              and PDFs among them are only known as a whole. Published files are read when they are text, up to 16 MB each; \
              of others only the plain letters in them are, and a note says so; pictures are published without metadata.",
        basis: Some(
            "GDPR, articles 5(1)(b), 5(1)(c) and 6: personal data is used for the purpose it was given for, no more of it than \
             that needs, and only with a ground for it.",
        ),
        fix: "Take the words out, or ask for leave and record it. Where the finding is wrong, allow it with the reason; in \
              `site.toml` the level can be set for single paths only. What is said of somebody who was not asked, of an \
              address and of a record can be allowed in the front matter only.",
        bad: &[
            concat!(
                study!("", ""),
                "=== content/pages/about.md\n---\ntitle: About\n---\nThey told us the courier lost the second invoice in the snow.\n",
                "=== content/interviews/a.md\nBo says the courier lost the second invoice in the snow.\n"
            ),
            study!("", "Ring them on +44 131 496 0123.\n"),
            study!("", "We keep it in /home/ida/proof/ashgrove.csv.\n"),
            study!(
                "evidence:\n  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: INV-20931}\n",
                "They paid in March.\n=== content/pages/about.md\n---\ntitle: About\n---\nThe first was INV-20931.\n"
            ),
        ],
        good: &[
            concat!(
                study!("", "The courier lost the second invoice in the snow, they say.\n"),
                "=== content/pages/about.md\n---\ntitle: About\n---\nThey told us the courier lost the second invoice in the snow.\n",
                "=== content/interviews/a.md\nBo says the courier lost the second invoice in the snow.\n"
            ),
            concat!(
                study!(
                    "",
                    "In May 2026 they sent 1 250 000 forms from 12 sites; see https://ashgrove.example/home/team/.\n"
                ),
                "=== content/interviews/a.md\nIn May 2026 they sent 1250000 forms. The snow was bad.\n"
            ),
        ],
    },
    Rule {
        name: "unmasked-customer",
        family: "privacy",
        level: Level::Error,
        summary: "the name of a customer who is not to be named, in any spelling",
        why: "A customer who speaks on condition of not being named has been promised it. The whole name, its telling words and \
              the name of their domain are looked for in every spelling: in capitals or small letters, with a hyphen or \
              without, in an address, inside of a longer word. Words that `public_as`, the industry or the region say too, \
              and words that stand in many names, give nobody away. An old address that names them is a warning, since it is \
              not published; a file name is a note. This rule can be neither allowed nor turned down.",
        basis: Some("GDPR, article 4(5): who can be told again from what is published has not been made anonymous."),
        fix: "Write what `public_as` says, or leave the words out. Where they mean something else, write another word: a \
              reader of the trade would take it for the name.",
        bad: &[
            "---\ncustomer: {name: Quagga Clinic, public_as: A clinic in the north}\nproblem: Forms were typed twice.\noutcome: \
             Intake takes one pass.\nquote: I go home on time on Mondays.\ntags: [quagga]\n---\n",
            "---\ncustomer: {name: Quagga Clinic, public_as: A clinic in the north}\nproblem: Forms were typed twice.\noutcome: \
             Intake takes one pass.\nquote: I go home on time on Mondays.\n---\nAt QUAGGA's desk.\n",
        ],
        good: &[
            "---\ncustomer: {name: Quagga Clinic, public_as: A clinic in the north}\nproblem: Forms were typed twice.\noutcome: \
             Intake takes one pass.\nquote: I go home on time on Mondays.\n---\nThe clinic is in the north.\n",
        ],
    },
];

/// Looks at a document that is published.
pub(super) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    if cx.left_out(*document).is_some() {
        return;
    }
    let source = cx.sources.whole(document.file());
    cx.found.extend(cx.guard.in_document(document, &source));
    if let Document::Study(study) = document
        && study.meta.customer.is_anonymous()
    {
        names(study, cx);
        logo(study, cx);
    }
}

/// Addresses that would name the customer are not published, and their writer is told.
fn names(study: &Study, cx: &mut Cx<'_>) {
    let telling = |name: &str| site::gives_away(study, name);
    let slug = site::slugs(std::slice::from_ref(study)).remove(&study.file);
    if let Some(slug) = slug {
        let top = study.meta.keys.front.map_or(study.top(), |front| crate::source::Span { end: front.start, ..front });
        let folder = study.path.ends_with("/index.md");
        let (what, wish) = if folder { ("folder", slug.clone()) } else { ("file", format!("{slug}.md")) };
        cx.report(
            Finding::new(
                "unmasked-customer",
                top,
                format!("the name of this {what} gives away a customer who is not to be named"),
            )
            .level(Level::Note)
            .note(format!("the study is published as `/studies/{slug}/`"))
            .help(format!("rename the {what} to `{wish}`")),
        );
    }
    for alias in study.meta.aliases.iter().filter(|alias| telling(alias.trimmed())) {
        cx.report(
            Finding::new(
                "unmasked-customer",
                alias.span,
                format!("{} gives away a customer who is not to be named", ticked(alias.trimmed())),
            )
            .level(Level::Warning)
            .note("so it leads nowhere: no page is published at this address")
            .help("delete the alias"),
        );
    }
}

/// The logo, shown as a picture of the story.
fn logo(study: &Study, cx: &mut Cx<'_>) {
    let Some(logo) = study.meta.customer.logo.as_ref() else { return };
    let folder = Document::Study(study).folder();
    let path = |target: &str| site::within(folder, &site::decoded(target));
    for link in study.body.links.iter().filter(|link| path(&link.target) == path(logo.trimmed())) {
        cx.report(
            Finding::new("unmasked-customer", link.span, "this is the logo of a customer who is not to be named")
                .related(logo.span, "their logo")
                .help("take it out"),
        );
    }
}
