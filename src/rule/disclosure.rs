//! What a reader must be told about the customer and the publisher, and about everybody else.

use super::example::{measured, study};
use super::wording::ticked;
use super::{Cx, Rule};
use crate::claim::Place;
use crate::evidence::{Kind, Usage};
use crate::finding::{Finding, Level};
use crate::study::{Document, Prose, Study};

/// The family.
pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "undeclared-relationship",
        family: "disclosure",
        level: Level::Warning,
        summary: "no word on what connects the customer and the publisher",
        why: "A reader weighs the words of a partner or of somebody who was paid differently. `none` is an answer, and \
              silence is not.",
        basis: Some("16 CFR 255.5: connections a reader would not expect must be disclosed."),
        fix: "Write `disclosure: {relationship: none, incentive: none}`, or what there is.",
        bad: &[study!("", ""), study!("disclosure: {relationship: none}\n", "")],
        good: &[study!("disclosure: {relationship: none, incentive: none}\n", "")],
    },
    Rule {
        name: "typicality",
        family: "disclosure",
        level: Level::Warning,
        summary: "a measured result in title or outcome, and no word on what is typical",
        why: "A result at the top of a page is read as what the next customer will get.",
        basis: Some(
            "16 CFR 255.2(b): say clearly what can generally be expected. A bare \"results may vary\" is not that.",
        ),
        fix: "Write `typical` with a `text` and the `basis` it rests on. \"We cannot say\" with the reason is an answer.",
        bad: &[measured!("title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\n", "")],
        good: &[
            measured!(
                "title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\n\
                 typical: {text: Across 6 clinics the median drop was 52%., basis: 6 of 9 clinics measured in 2026-09}\n",
                ""
            ),
            measured!("", "They [cut retyping by 77%](evidence:retyping).\n"),
        ],
    },
    Rule {
        name: "former-customer",
        family: "disclosure",
        level: Level::Warning,
        summary: "a customer who has stopped using it, told as one who has not",
        why: "Words of a user are read as those of somebody who still uses it.",
        basis: Some("16 CFR 255.1(c): an endorser shown as a user must be one for as long as the advertisement runs."),
        fix: "Write `former: true` under `customer`. The page then says so, and the study keeps its place below.",
        bad: &[study!(
            "evidence:\n  daily: {kind: usage, since: 2025-03-09, as_of: 2026-06-30, active: false, source: telemetry}\n",
            ""
        )],
        good: &[
            "---\ncustomer: {name: Ashgrove Clinic, former: true}\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: I go home on time on Mondays.\nevidence:\n  daily: {kind: usage, since: 2025-03-09, as_of: 2026-06-30, active: false, source: telemetry}\n---\n",
        ],
    },
];

/// Looks at what a study discloses.
pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    // Of a study that has nothing yet only that is said.
    if study.broken || study.meta.keys.front.is_none() {
        return;
    }
    // A draft is published to nobody.
    if !study.meta.draft {
        undeclared(study, cx);
    }
    typicality(study, cx);
    former(study, cx);
}

fn undeclared(study: &Study, cx: &mut Cx<'_>) {
    let meta = &study.meta;
    let said = &meta.disclosure;
    let message = match (said.relationship.is_some(), said.incentive.is_some()) {
        (true, true) => return,
        (false, false) => "nothing is said about what connects the customer and you",
        (true, false) => "nothing is said about what the customer got for this",
        (false, true) => "nothing is said about how the customer is related to you",
    };
    let span = meta.keys.disclosure.or(meta.keys.customer).or(meta.keys.front).unwrap_or(study.top());
    let finding = Finding::new("undeclared-relationship", span, message)
        .help("write `disclosure: {relationship: none, incentive: none}`, or what there is");
    cx.report(finding);
}

/// Only a measured figure in the title, or else in the outcome, is a headline result.
fn typicality(study: &Study, cx: &mut Cx<'_>) {
    let document = Document::Study(study);
    let measured = |place: Place| {
        study.claims.iter().filter(move |s| s.place == place).find(|stated| {
            let record = stated.bound.as_ref().and_then(|binding| cx.corpus.resolve(&document, binding));
            stated.claim.is_some() && record.is_some_and(|(_, record)| record.measurement().is_some())
        })
    };
    let Some(result) = measured(Place::Title).or_else(|| measured(Place::Outcome)) else { return };
    let words = ticked(&result.words);
    let typical = study.meta.typical.as_ref();
    let text = typical.and_then(|t| t.text.as_ref());
    let basis = typical.and_then(|t| t.basis.as_ref());
    let key = study.meta.keys.typical.unwrap_or(result.span);
    let finding = match (text, basis) {
        (Some(text), Some(_)) if !is_boilerplate(text) => return,
        (Some(text), Some(_)) => {
            Finding::new("typicality", text.span, "this says that results differ, and not what is typical")
                .related(result.span, "the result a reader takes for typical")
                .help("give what most customers saw, or say why it is not known")
        }
        (Some(_), None) => Finding::new("typicality", key, "what is typical stands here without its `basis`")
            .help("add `basis:`, such as `6 of 9 clinics measured in 2026-09`"),
        _ => Finding::new(
            "typicality",
            result.span,
            format!("{words} is the headline, and what others can expect is not said"),
        )
        .help("add `typical: {text: …, basis: …}`; \"we cannot say\" with the reason is an answer"),
    };
    cx.report(finding);
}

/// "Results may vary" and its like.
fn is_boilerplate(text: &Prose) -> bool {
    let lower = text.text.to_lowercase();
    let figure = lower.contains(|c: char| c.is_ascii_digit());
    !figure
        && ["may vary", "will vary", "can vary", "results vary", "not typical", "may differ"]
            .iter()
            .any(|p| lower.contains(p))
}

/// `former: true` is the label; it is missing when the newest usage on record is over. A customer whose use goes on
/// cannot be former.
fn former(study: &Study, cx: &mut Cx<'_>) {
    let usages = study.meta.evidence.iter().filter_map(|record| match &record.kind {
        Some(Kind::Usage(usage)) => Some((record, &**usage)),
        _ => None,
    });
    let newest =
        usages.filter(|(_, u)| u.active.is_some()).max_by_key(|(_, u): &(_, &Usage)| u.as_of.as_ref().map(|d| d.value));
    let Some((record, active)) = newest.and_then(|(r, u)| Some((r, u.active.as_ref()?))) else { return };
    let span = study.meta.keys.customer.unwrap_or(record.id.span);
    match (active.value, study.meta.customer.former) {
        (false, false) => cx.report(
            Finding::new("former-customer", span, "this customer has stopped using it, and the study does not say so")
                .related(active.span, format!("`{}` says so", record.id.value))
                .help("write `former: true` under `customer`, or add the newer usage"),
        ),
        (true, true) => cx.report(
            Finding::new("former-customer", span, "this customer is called former and is still using it")
                .related(active.span, format!("`{}` says so", record.id.value))
                .help("take out `former: true`, or write `active: false` with the day it ended"),
        ),
        _ => {}
    }
}
