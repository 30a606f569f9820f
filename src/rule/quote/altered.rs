//! `altered-quote` and `altered-figures`: what a customer approved, held against what the study says now.

use crate::approval::{self, Altered, altered, word_diff};
use crate::finding::{Finding, Level};
use crate::lock::{Approval, EDITION, Term, TermKind};
use crate::rule::Cx;
use crate::rule::wording::ticked;
use crate::source::Span;
use crate::study::Study;

/// Compares a study with its approval in `proof.lock`, if it has one.
pub(in crate::rule) fn check(study: &Study, cx: &mut Cx<'_>) {
    let Some(approval) = cx.lock.approvals.get(&study.slug) else { return };
    if study.broken || cx.vault.is_withdrawn(study) {
        return;
    }
    let picture = |path: &str| Some(cx.present.get(path.strip_prefix("content/")?)?.0.clone());
    let now = approval::terms(study, cx.sources, &picture);
    let found: Vec<Finding> = altered(approval, &now).iter().map(|change| finding(study, approval, change)).collect();
    cx.found.extend(found);
    if approval.edition < EDITION && now.iter().any(|placed| placed.edition > approval.edition) {
        cx.found.push(of_an_earlier_edition(study, approval));
    }
}

/// Nothing is wrong, but less is held than would be today.
fn of_an_earlier_edition(study: &Study, approval: &Approval) -> Finding {
    let what = format!(
        "what {} approved on {} was recorded without questions, details and pictures, so they may change unseen",
        approval.by, approval.on
    );
    let finding = Finding::new("altered-quote", place(study, TermKind::Quote), what).level(Level::Note);
    finding.help(format!(
        "ask once more: `proofmark approve {0} --request` shows them the page, `proofmark approve {0} --by NAME` records all of it",
        study.slug
    ))
}

fn finding(study: &Study, approval: &Approval, change: &Altered<'_>) -> Finding {
    let who = format!("{} approved on {}", approval.by, approval.on);
    let finding = match change {
        Altered::Changed { before, now } => {
            Finding::new(rule(before.kind), now.span, format!("this {} is not what {who}", noun(before.kind)))
                .note(word_diff(&before.words, &now.term.words))
                .help(format!("write the words back: {}", shown(before)))
        }
        Altered::Added(now) => {
            let what = format!("this {} is not among what {who}", noun(now.term.kind));
            Finding::new(rule(now.term.kind), now.span, what)
        }
        Altered::Gone(before) => {
            let what = format!("what {who} is no longer here: {}", ticked(&before.words));
            Finding::new(rule(before.kind), place(study, before.kind), what)
        }
    };
    let finding = match approval.line {
        Some(line) => finding.related(line, "the approval"),
        None => finding,
    };
    finding.help(format!(
        "or ask again: `proofmark approve {0} --request` shows them the page, `--by NAME` takes in their answer",
        study.slug
    ))
}

/// The words in full: a quotation is given back as it was.
fn shown(term: &Term) -> String {
    format!("`{}`", term.words.replace('`', "'"))
}

fn rule(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Quote | TermKind::Name | TermKind::Question | TermKind::Picture => "altered-quote",
        TermKind::Claim | TermKind::Figure | TermKind::Detail => "altered-figures",
    }
}

fn noun(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Claim => "statement",
        TermKind::Detail => "detail",
        TermKind::Figure => "figure",
        TermKind::Name => "name",
        TermKind::Picture => "picture",
        TermKind::Question => "question",
        TermKind::Quote => "quotation",
    }
}

/// Where something that is gone would stand.
fn place(study: &Study, kind: TermKind) -> Span {
    let keys = &study.meta.keys;
    let near = match kind {
        TermKind::Quote | TermKind::Question => keys.quote,
        TermKind::Name | TermKind::Picture => keys.quote.or(keys.customer),
        TermKind::Figure | TermKind::Detail => keys.evidence.or(keys.customer),
        TermKind::Claim => keys.outcome,
    };
    near.or(keys.front).unwrap_or(study.top())
}
