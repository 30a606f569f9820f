//! What the terminal says of a run: what changed, how long it took, where to look, and what became of the findings.

use std::collections::BTreeSet;
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use crate::finding::{Finding, Level};
use crate::pipeline::Checked;
use crate::report::found;
use crate::rule;
use crate::scan::Change;

/// Names of files in one line; the rest is counted.
const MOST_NAMES: usize = 3;

/// The findings of a run, told by what they say and not by where they stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(BTreeSet<String>);

/// What became of the findings since the run before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Positions of those that were not there, in the order of the findings.
    pub(super) new: Vec<usize>,
    /// How many are gone.
    pub(super) fixed: usize,
    /// How many there are.
    pub(super) open: usize,
}

impl Known {
    /// Takes the findings of a run, and says how they differ from those before.
    pub(super) fn take(&mut self, checked: &Checked) -> Difference {
        let prints = rule::fingerprints(checked.findings.iter(), &checked.corpus, &checked.sources);
        let new = prints.iter().enumerate().filter(|(_, print)| !self.0.contains(*print)).map(|(at, _)| at).collect();
        let now: BTreeSet<String> = prints.into_iter().collect();
        let fixed = self.0.difference(&now).count();
        self.0 = now;
        Difference { new, fixed, open: checked.findings.len() }
    }
}

impl Difference {
    /// `2 new, 1 fixed, 5 open: 1 error, 4 warnings`.
    pub(super) fn words(&self, checked: &Checked) -> String {
        let count = checked.count();
        let colour = match (count.errors, count.warnings) {
            (0, 0) => AnsiColor::Green,
            (0, _) => AnsiColor::Yellow,
            _ => AnsiColor::Red,
        };
        let style: Style = colour.on_default().bold();
        let moved: Vec<String> = [(self.new.len(), "new"), (self.fixed, "fixed")]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{n} {what}, "))
            .collect();
        if self.open == 0 {
            return format!("{style}{}no findings{style:#}", moved.concat());
        }
        format!("{style}{}{} open{style:#}: {}", moved.concat(), self.open, found(count))
    }

    /// The new findings that deserve an excerpt: the first errors.
    pub(super) fn grave<'a>(&'a self, checked: &'a Checked, most: usize) -> Vec<&'a Finding> {
        self.findings(checked).filter(|finding| finding.level == Level::Error).take(most).collect()
    }

    /// The new findings.
    pub(super) fn findings<'a>(&'a self, checked: &'a Checked) -> impl Iterator<Item = &'a Finding> {
        self.new.iter().filter_map(|at| checked.findings.get(*at))
    }
}

/// `content/studies/a.md edited, content/studies/b.md gone and 4 more`.
pub(super) fn changed(changes: &[(String, Change)], show: impl Fn(&str) -> String) -> String {
    let word = |change: &Change| match change {
        Change::New => "new",
        Change::Edited => "edited",
        Change::Gone => "gone",
    };
    let named: Vec<String> =
        changes.iter().take(MOST_NAMES).map(|(path, change)| format!("{} {}", show(path), word(change))).collect();
    let more = changes.len().saturating_sub(MOST_NAMES);
    match (named.is_empty(), more) {
        (true, _) => "made anew".to_owned(),
        (false, 0) => named.join(", "),
        (false, more) => format!("{} and {more} more", named.join(", ")),
    }
}

/// `0.18 s`, `85 ms`.
pub(super) fn lasted(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        return format!("{} ms", time.as_millis());
    }
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_of_files_is_named_and_the_rest_counted() {
        let change = |n: usize| (format!("{n}.md"), if n == 1 { Change::Gone } else { Change::Edited });
        let of = |count: usize| changed(&(0..count).map(change).collect::<Vec<_>>(), str::to_owned);
        assert_eq!(of(0), "made anew");
        assert_eq!(of(2), "0.md edited, 1.md gone");
        assert_eq!(of(9), "0.md edited, 1.md gone, 2.md edited and 6 more");
    }
}
