//! The facts as text: sorted, so that the same facts are always the same bytes.

use super::line::{quoted, written};
use super::{Lock, VERSION};

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What a reader of the file is told first.
const HEAD: &str = "\
# What `proofmark check` holds this project to: private files by their hash, figures recomputed from them, texts that
# customers approved, withdrawals. Written by `proofmark lock`, `approve` and `withdraw`; commit it. Each line stands
# alone: in a merge keep the lines of both sides, then run `proofmark lock`.
";

impl Lock {
    /// The whole file.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for (path, file) in &self.files {
            let path = written(path);
            lines.push(format!("file {path} sha256:{} {}", file.sha256, file.size));
            for ((asked, name), value) in &file.figures {
                lines.push(format!("figure {path} {} {} {}", quoted(asked), written(name), written(value)));
            }
        }
        for (slug, approval) in &self.approvals {
            let slug = written(slug);
            lines.push(format!(
                "approved {slug} by {} on {} print {}",
                quoted(&approval.by),
                approval.on,
                approval.print()
            ));
            for term in &approval.texts {
                lines.push(format!("approved {slug} {} {}", term.kind.word(), quoted(&term.words)));
            }
        }
        lines.extend(self.withdrawals.keys().flat_map(|slug| self.withdrawal_of(slug)));
        lines.sort();
        format!("{HEAD}version {VERSION}\n{}", joined(&lines))
    }

    /// The lines of one withdrawal, to be added to a file that cannot be written anew.
    pub fn withdrawal_lines(&self, slug: &str) -> String {
        joined(&self.withdrawal_of(slug))
    }

    fn withdrawal_of(&self, slug: &str) -> Vec<String> {
        let Some(withdrawal) = self.withdrawals.get(slug) else { return Vec::new() };
        let slug = written(slug);
        let prints = withdrawal.prints.iter().map(|print| format!("withdrawn {slug} print {print}"));
        std::iter::once(format!("withdrawn {slug} on {}", withdrawal.on)).chain(prints).collect()
    }
}
