//! The lock as it should be now, and how that differs from the one that was read.

use std::collections::{BTreeMap, BTreeSet};

use super::{EDITION, Lock, Locked, Term, print_of};

/// A private file that some study names, by its path from `content/`.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Hash, size and figures, where the file is here.
    pub here: Option<Locked>,
}

/// What became of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not locked before.
    Added(String, Locked),
    /// It is another file now, or gives other figures.
    Changed(String, Locked, Locked),
    /// No record names it any more.
    Dropped(String),
    /// The study whose texts were approved has another name now.
    Renamed(String, String),
    /// There is no study any more whose texts these are.
    Forgotten(String),
}

/// Renews a lock: what is here counts, what is not here stays as it was locked, and what nothing names is dropped.
/// `approvable` are the texts of each study by slug, for each edition of approvals; `may_drop` is false when a study could not be read, so that nobody
/// knows what it names.
pub fn renewed(
    before: &Lock,
    named: &BTreeMap<String, Named>,
    approvable: &BTreeMap<String, [BTreeSet<Term>; EDITION as usize]>,
    may_drop: bool,
) -> (Lock, Vec<Change>) {
    let mut after = Lock { torn: false, doubted: BTreeSet::new(), ..before.clone() };
    let mut changes = Vec::new();
    for (path, here) in named.iter().filter_map(|(path, named)| Some((path, named.here.as_ref()?))) {
        let old = after.files.insert(path.clone(), here.clone());
        match old {
            None => changes.push(Change::Added(path.clone(), here.clone())),
            Some(old) if !same(&old, here) => changes.push(Change::Changed(path.clone(), old, here.clone())),
            Some(_) => {}
        }
    }
    if may_drop {
        let unnamed: Vec<String> = after.files.keys().filter(|path| !named.contains_key(*path)).cloned().collect();
        for path in unnamed {
            after.files.remove(&path);
            changes.push(Change::Dropped(path));
        }
        let homeless: Vec<String> =
            after.approvals.keys().filter(|slug| !approvable.contains_key(*slug)).cloned().collect();
        for slug in homeless {
            let Some(approval) = after.approvals.remove(&slug) else { continue };
            let print = approval.print();
            let mut heirs = approvable.iter().filter(|(new, texts)| {
                !after.approvals.contains_key(*new) && print_of(&texts[usize::from(approval.edition) - 1]) == print
            });
            match (heirs.next(), heirs.next()) {
                (Some((new, _)), None) => {
                    let new = new.clone();
                    after.approvals.insert(new.clone(), approval);
                    changes.push(Change::Renamed(slug, new));
                }
                _ => changes.push(Change::Forgotten(slug)),
            }
        }
    }
    (after, changes)
}

fn same(a: &Locked, b: &Locked) -> bool {
    (&a.sha256, a.size, &a.figures) == (&b.sha256, b.size, &b.figures)
}
