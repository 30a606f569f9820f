//! `proofmark lock`: what the private files hold now, written down for those who do not have them.

use std::collections::BTreeMap;

use super::call::{Call, answer};
use super::{Status, keep};
use crate::approval;
use crate::cli::LockFile;
use crate::failure::Failure;
use crate::lock::{self, Change, Lock, Locked, Named};
use crate::pipeline::{self, Checked};
use crate::report::{self, Format};
use crate::scan;
use crate::study::Study;

/// Renews the lock and says what changed.
pub(super) fn run(call: &Call, args: &LockFile) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let named = named(&checked)?;
    if !keep::is_whole(call, &checked, |what| named.get(what).is_some_and(|file| file.here.is_some()))? {
        return Ok(Status::Found);
    }
    let studies = checked.corpus.studies.iter();
    let hashes = |path: &str| scan::digest(&checked.root, path).ok().map(|(hash, _)| hash);
    let texts =
        |study: &Study| std::array::from_fn(|at| approval::texts(study, &checked.sources, &hashes, at as u8 + 1));
    // Only an approval whose study is gone asks for the texts of others.
    let homeless = checked.lock.approvals.keys().any(|slug| checked.corpus.study(slug).is_none());
    let approvable = studies.map(|s| (s.slug.clone(), if homeless { texts(s) } else { Default::default() })).collect();
    let broken = checked.corpus.studies.iter().find(|study| study.broken);
    let (after, changes) = lock::renewed(&checked.lock, &named, &approvable, broken.is_none());
    let (before, text) = (keep::written(&checked).unwrap_or_default(), after.text());
    if let Some(broken) = broken {
        call.remark(format_args!("{} cannot be read to its end: nothing is dropped before it is mended", broken.path));
    }
    for (path, _) in named.iter().filter(|(path, named)| named.here.is_none() && !after.files.contains_key(*path)) {
        call.remark(format_args!("content/{path} is not here, and was never locked"));
    }
    let is_new = before != text;
    if args.diff && is_new {
        let places = call.places(&checked.root, Format::Pretty);
        answer(|out| report::unified(lock::PATH, before, &text, &places, out))?;
    } else {
        answer(|out| changes.iter().flat_map(told).try_for_each(|line| writeln!(out, "{line}")))?;
    }
    if args.check || args.diff {
        call.remark(if is_new {
            "proof.lock is not as it should be: run `proofmark lock`"
        } else {
            "proof.lock is as it should be"
        });
        return Ok(if is_new { Status::Found } else { Status::Clean });
    }
    if after.is_empty() && checked.tree.lock.is_none() {
        call.remark("nothing to lock: no study names a private file that is here");
        return Ok(Status::Clean);
    }
    keep::lock(&checked, &after)?;
    answer(|out| writeln!(out, "{}", sum(&after, &changes)))?;
    Ok(Status::Clean)
}

/// Every private file that a study names, with its hash, and the figures that studies ask of it.
fn named(checked: &Checked) -> Result<BTreeMap<String, Named>, Failure> {
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    for study in &checked.corpus.studies {
        for (path, _, record) in study.private_files() {
            let entry = named.entry(path.clone()).or_default();
            if entry.here.is_none() && is_here(&path, checked) {
                entry.here = Some(file(&path, checked)?);
            }
            let (Some(here), Some(record)) = (&mut entry.here, record) else { continue };
            let Some((m, data)) = record.measurement().and_then(|m| Some((m, m.data.as_ref()?))) else { continue };
            if let Some(Ok(figures)) = checked.survey.figures(study.file, &record.id.value) {
                let asked = lock::asked(m, data, &checked.sources);
                let facts = lock::facts(figures).into_iter().map(|(name, value)| ((asked.clone(), name), value));
                here.figures.extend(facts);
            }
        }
    }
    Ok(named)
}

fn is_here(path: &str, checked: &Checked) -> bool {
    match path.strip_prefix("interviews/") {
        Some(name) => checked.tree.interviews.contains(name.trim_end_matches(".md")),
        None => path.strip_prefix("evidence/").is_some_and(|name| checked.tree.evidence.contains(name)),
    }
}

fn file(path: &str, checked: &Checked) -> Result<Locked, Failure> {
    let seen = path.strip_prefix("evidence/").and_then(|name| checked.survey.file(name));
    let (sha256, size) = match seen {
        Some(Ok(seen)) => (seen.sha256.clone(), seen.size),
        _ => {
            let place = format!("content/{path}");
            scan::digest(&checked.root, &place).map_err(Failure::io("read", checked.root.join(place)))?
        }
    };
    Ok(Locked { sha256, size, figures: BTreeMap::new(), line: None })
}

/// What is said of a change: a line, and one for each figure that is another.
fn told(change: &Change) -> Vec<String> {
    match change {
        Change::Added(path, file) => vec![format!("added    {path}  {}", short(file))],
        Change::Dropped(path) => vec![format!("dropped  {path}: no record names it")],
        Change::Renamed(old, new) => vec![format!("renamed  what was approved as {old} is {new} now")],
        Change::Forgotten(slug) => vec![format!("dropped  what was approved as {slug}: there is no such study")],
        Change::Changed(path, before, now) => {
            let hashes = if before.sha256 == now.sha256 {
                format!("{}, other figures", short(now))
            } else {
                format!("{} → {}", short(before), short(now))
            };
            std::iter::once(format!("changed  {path}  {hashes}")).chain(figures(before, now)).collect()
        }
    }
}

/// `         after: 2.5 → 2.4  ({column: hours, statistic: mean, by: phase}; lower)`.
fn figures(before: &Locked, now: &Locked) -> Vec<String> {
    let keys: std::collections::BTreeSet<_> = before.figures.keys().chain(now.figures.keys()).collect();
    let shown = |file: &Locked, key| file.figures.get(key).cloned().unwrap_or_else(|| "none".to_owned());
    keys.into_iter()
        .filter(|key| before.figures.get(*key) != now.figures.get(*key))
        .map(|key| format!("         {}  ({})", lock::told(&key.1, &shown(before, key), &shown(now, key)), key.0))
        .collect()
}

fn short(file: &Locked) -> &str {
    file.sha256.get(..8).unwrap_or(&file.sha256)
}

/// `Locked 24 files: 2 added, 1 changed, 1 dropped`.
fn sum(after: &Lock, changes: &[Change]) -> String {
    let count = |of: fn(&Change) -> bool| changes.iter().filter(|change| of(change)).count();
    let parts = [
        (count(|c| matches!(c, Change::Added(..))), "added"),
        (count(|c| matches!(c, Change::Changed(..))), "changed"),
        (count(|c| matches!(c, Change::Dropped(_) | Change::Forgotten(_))), "dropped"),
        (count(|c| matches!(c, Change::Renamed(..))), "renamed"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let files = if after.files.len() == 1 { "1 file".to_owned() } else { format!("{} files", after.files.len()) };
    format!("Locked {files}: {}", if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") })
}
