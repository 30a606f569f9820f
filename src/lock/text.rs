//! The facts as text: files, approvals, withdrawals, each sorted by its name, so that the same facts are always the same
//! bytes, and what belongs to one name stands together: two people who add different ones touch different places.

use super::line::{quoted, written};
use super::{Approval, Lock, Locked, VERSION};

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
    /// The whole file. The headings are always there: they keep apart what two people add at the end of one part and at
    /// the beginning of the next.
    pub fn text(&self) -> String {
        let files = |folder: &str| {
            let own = self.files.iter().filter(|(path, _)| path.starts_with(folder));
            own.flat_map(|(path, file)| lines_of(path, file)).collect::<Vec<_>>()
        };
        let parts = [
            ("evidence", files("evidence/")),
            ("interviews", files("interviews/")),
            ("approved", self.approvals.iter().flat_map(|(slug, approval)| approved(slug, approval)).collect()),
            ("withdrawn", self.withdrawals.keys().flat_map(|slug| self.withdrawal_of(slug)).collect()),
        ];
        let parts = parts.iter().map(|(name, lines)| format!("# {name}\n{}", joined(lines)));
        format!("{HEAD}version {VERSION}\n{}", parts.collect::<String>())
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

fn lines_of(path: &str, file: &Locked) -> Vec<String> {
    let path = written(path);
    let figure = |((asked, name), value): ((&String, &String), &String)| {
        format!("figure {path} {} {} {}", quoted(asked), written(name), written(value))
    };
    let figures = file.figures.iter().map(|((asked, name), value)| figure(((asked, name), value)));
    std::iter::once(format!("file {path} sha256:{} {}", file.sha256, file.size)).chain(figures).collect()
}

fn approved(slug: &str, approval: &Approval) -> Vec<String> {
    let slug = written(slug);
    let (by, on, print) = (quoted(&approval.by), approval.on, approval.print());
    let terms =
        approval.texts.iter().map(|term| format!("approved {slug} {} {}", term.kind.word(), quoted(&term.words)));
    // The first edition did not say that it is one.
    let edition = if approval.edition > 1 { format!(" edition {}", approval.edition) } else { String::new() };
    std::iter::once(format!("approved {slug} by {by} on {on} print {print}{edition}")).chain(terms).collect()
}
