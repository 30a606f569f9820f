//! `proofmark withdraw STUDY`: the customer took their consent back.

use std::collections::BTreeSet;

use super::Status;
use super::call::{Call, answer};
use super::{keep, which};
use crate::approval;
use crate::cli::Withdraw;
use crate::edit;
use crate::failure::Failure;
use crate::lock;
use crate::output::{self, Home};
use crate::pipeline::{self, Checked};
use crate::scan;
use crate::site;
use crate::study::Study;

/// Writes the withdrawal into `proof.lock`; the next build takes the study out, whatever else is wrong.
pub(super) fn run(call: &Call, args: &Withdraw) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let asked = args.study.trim_matches('/');
    // A study whose file is gone already may still be published, or approved.
    let (slug, prints) = match which::study(&checked, call, &args.study) {
        Ok(study) => (study.slug.as_str(), own_prints(study, &checked)),
        Err(failure) => {
            let (out, address) = (checked.root.join(&checked.config.output), checked.config.base_url.absolute(""));
            let published = output::known_by(Home { root: &checked.root, out: &out, address: &address }, asked)?;
            if published.is_empty() && !knows(&checked, asked) {
                return Err(failure);
            }
            (asked, moved(call, &checked, asked, published))
        }
    };
    let on = args.on.unwrap_or(call.today);
    if let Some(before) = checked.lock.withdrawals.get(slug)
        && before.prints.is_superset(&prints)
    {
        call.remark(format_args!("{slug} was withdrawn on {} already; nothing was written", before.on));
        return Ok(Status::Clean);
    }
    let mut lock = checked.lock.clone();
    let (on, prints) = match lock.withdrawals.get(slug) {
        Some(before) => (before.on.min(on), before.prints.union(&prints).cloned().collect()),
        None => (on, prints),
    };
    lock.withdraw(slug, on, prints);
    if checked.lock.torn || !checked.lock.doubted.is_empty() {
        // What cannot be read must not be lost, and the withdrawal must not wait for it: its lines stand alone.
        let lines = lock.withdrawal_lines(slug);
        edit::append(&checked.root.join(lock::PATH), &format!("\n{lines}"))?;
        call.remark("proof.lock cannot be read as a whole: the withdrawal was added at its end; settle the rest, then run `proofmark lock`");
    } else {
        keep::lock(&checked, &lock)?;
    }
    answer(|out| writeln!(out, "Withdrawn: {slug}, on {on}"))?;
    output::forget(&checked.root);
    for copy in scan::marked(&checked.root, approval::MARK).iter().filter(|(_, text)| shows(text, &checked, slug)) {
        call.remark(format_args!("{} shows their words too: delete it", copy.0));
    }
    call.remark(format_args!(
        "\n  commit proof.lock, so that it stays withdrawn\n  proofmark build   takes it out of the site, whatever else is wrong\n  \
         then delete its file, its evidence and its interview; what hosts and search engines keep is theirs to delete"
    ));
    Ok(Status::Clean)
}

/// Whether a file that was made to be sent is about the study.
fn shows(text: &str, checked: &Checked, slug: &str) -> bool {
    let public = checked.corpus.study(slug).and_then(|study| site::slugs(&checked.corpus.studies).remove(&study.file));
    approval::is_of(text, slug) || public.is_some_and(|public| approval::is_of(text, &public))
}

/// Whether the lock names a study that has no file.
fn knows(checked: &Checked, slug: &str) -> bool {
    checked.lock.approvals.contains_key(slug) || checked.lock.withdrawals.contains_key(slug)
}

/// What a study without a file was known by. Where most of it is known of another that is there, the file was renamed, and
/// that one is withdrawn; else what others are known by too is theirs.
fn moved(call: &Call, checked: &Checked, asked: &str, mut published: BTreeSet<String>) -> BTreeSet<String> {
    for other in &checked.corpus.studies {
        let prints = approval::prints(other, &checked.sources);
        if published.intersection(&prints).count() * 2 > published.len() {
            call.remark(format_args!("{asked} is {} now", other.path));
            return own_prints(other, checked);
        }
        published.retain(|print| !prints.contains(print));
    }
    published
}

/// What tells this study from all others that are there: who speaks for two customers' studies, or in two studies of
/// one, has withdrawn only this one.
fn own_prints(study: &Study, checked: &Checked) -> BTreeSet<String> {
    let mut prints = approval::prints(study, &checked.sources);
    for other in checked.corpus.studies.iter().filter(|other| other.file != study.file) {
        if !checked.vault.is_withdrawn(other) {
            let theirs = approval::prints(other, &checked.sources);
            prints.retain(|print| !theirs.contains(print));
        }
    }
    prints
}
