//! Text → facts. Every line that can be read counts, whatever is wrong with the others: a withdrawal must hold even in a
//! file that is torn by a merge.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::line::words;
use super::{Approval, EDITION, Lock, Locked, PRINT, Term, TermKind, VERSION, Withdrawal};
use crate::finding::Finding;
use crate::source::{Source, Span};

/// What to do about a line that cannot be used.
const ANEW: &str = "take the line out, or take the file from the last commit, then run `proofmark lock`";

/// Reads the file.
pub fn parse(source: &Source, findings: &mut Vec<Finding>) -> Lock {
    let mut reading = Reading { source, findings, lock: Lock::default(), prints: BTreeMap::new(), figures: Vec::new() };
    let mut at = 0;
    let mut version = None;
    let mut in_conflict = false;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim_start_matches('\u{feff}');
        let start = at + line.len() - text.len();
        let text = text.trim_end();
        let span = Span::new(source.id, start..start + text.len());
        at += line.len();
        if is_marker(text) {
            if !in_conflict {
                reading.conflict(span);
            }
            in_conflict = true;
            continue;
        }
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let Some(words) = words(text) else {
            reading.wrong(span, "this line is no fact of a lock");
            continue;
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let ["version", number] = words[..] {
            version = Some(());
            reading.version(number, span);
        } else if reading.fact(&words, span).is_none() {
            reading.wrong(span, "this line is no fact of a lock");
        }
    }
    if version.is_none() && !source.text.trim().is_empty() {
        reading.wrong(source.top(), "this lock does not say its version");
    }
    reading.finish()
}

/// A line that git leaves where two sides of a merge differ.
fn is_marker(line: &str) -> bool {
    ["<<<<<<< ", "||||||| ", ">>>>>>> "].iter().any(|marker| line.starts_with(marker)) || line == "======="
}

struct Reading<'a> {
    source: &'a Source,
    findings: &'a mut Vec<Finding>,
    lock: Lock,
    /// What each approval says its fingerprint is.
    prints: BTreeMap<String, String>,
    /// Figures, and where they stand; their files may come later.
    figures: Vec<(String, (String, String), String, Span)>,
}

impl Reading<'_> {
    fn report(&mut self, finding: Finding) {
        self.lock.torn = true;
        self.findings.push(finding);
    }

    fn wrong(&mut self, span: Span, what: &str) {
        self.report(Finding::new("unreadable-file", span, what).help(ANEW));
    }

    fn conflict(&mut self, span: Span) {
        self.report(
            Finding::new("unreadable-file", span, "a merge conflict is not resolved")
                .note("each line stands alone, so what both sides added is right; withdrawals of both sides count at once")
                .help("keep the lines of both sides, delete the `<<<<<<<`, `=======` and `>>>>>>>` lines, then run `proofmark lock`")
                .help("`proof.lock merge=union` in .gitattributes does this by itself"),
        );
    }

    fn version(&mut self, number: &str, span: Span) {
        if number == VERSION.to_string() {
            return;
        }
        let newer = number.parse::<u32>().is_ok_and(|n| n > VERSION);
        let what = format!("this lock has version {number}, and this program reads version {VERSION}");
        let help = if newer { "use the proofmark that wrote it, or a later one" } else { ANEW };
        self.report(Finding::new("unreadable-file", span, what).help(help));
    }

    /// Takes in a fact; `None` when the line is none.
    fn fact(&mut self, words: &[&str], line: Span) -> Option<()> {
        match *words {
            ["file", path, hash, size] => {
                let sha256 = hash.strip_prefix("sha256:").filter(|hex| is_hex(hex, 64))?.to_owned();
                let size = size.parse().ok()?;
                let fact = Locked { sha256, size, figures: BTreeMap::new(), line: Some(line) };
                match self.lock.files.get(path) {
                    Some(old) if old.sha256 != fact.sha256 || old.size != size => self.twice(path, old.line, line),
                    Some(_) => {}
                    None => {
                        self.lock.files.insert(path.to_owned(), fact);
                    }
                }
            }
            ["figure", path, asked, name, value] => {
                let key = (asked.to_owned(), name.to_owned());
                self.figures.push((path.to_owned(), key, value.to_owned(), line));
            }
            ["approved", slug, "by", by, "on", on, "print", print] => {
                let on = on.parse().ok()?;
                let print = Some(print).filter(|print| is_hex(print, 2 * PRINT))?;
                self.approval(slug, by, on, print, line);
            }
            ["approved", slug, "by", by, "on", on, "print", print, "edition", edition] => {
                let on = on.parse().ok()?;
                let print = Some(print).filter(|print| is_hex(print, 2 * PRINT))?;
                let edition = edition.parse().ok().filter(|edition| (1..=EDITION).contains(edition))?;
                self.approval(slug, by, on, print, line);
                self.approved(slug).edition = edition;
            }
            ["approved", slug, kind, words] => {
                let kind = TermKind::ALL.into_iter().find(|k| k.word() == kind)?;
                let term = Term { kind, words: words.to_owned() };
                self.approved(slug).texts.insert(term);
            }
            ["withdrawn", slug, "on", on] => {
                let on: Date = on.parse().ok()?;
                let withdrawal = self.withdrawn(slug, on);
                // Of two days the first counts: from then on nothing was allowed.
                withdrawal.on = withdrawal.on.min(on);
                withdrawal.line = withdrawal.line.or(Some(line));
            }
            ["withdrawn", slug, "print", print] => {
                let print = Some(print).filter(|print| is_hex(print, 2 * PRINT))?.to_owned();
                self.withdrawn(slug, Date::MAX).prints.insert(print);
            }
            _ => return None,
        }
        Some(())
    }

    fn approval(&mut self, slug: &str, by: &str, on: Date, print: &str, line: Span) {
        if let Some(other) = self.prints.get(slug).filter(|other| *other != print) {
            let other = (other.clone(), self.lock.approvals.get(slug).and_then(|a| a.line));
            self.twice(slug, other.1, line);
            return;
        }
        self.prints.insert(slug.to_owned(), print.to_owned());
        let approval = self.approved(slug);
        (approval.by, approval.on, approval.line) = (by.to_owned(), on, Some(line));
    }

    /// The approval of a study, made if it is not there yet.
    fn approved(&mut self, slug: &str) -> &mut Approval {
        let blank = || Approval { by: String::new(), on: Date::MIN, texts: Default::default(), edition: 1, line: None };
        self.lock.approvals.entry(slug.to_owned()).or_insert_with(blank)
    }

    fn withdrawn(&mut self, slug: &str, on: Date) -> &mut Withdrawal {
        let blank = || Withdrawal { on, prints: Default::default(), line: None };
        self.lock.withdrawals.entry(slug.to_owned()).or_insert_with(blank)
    }

    fn twice(&mut self, what: &str, first: Option<Span>, line: Span) {
        let mut finding = Finding::new("unreadable-file", line, format!("`{what}` is locked twice, in two ways"))
            .note("a merge brought in both")
            .help("keep the line that is true; where the file or the study is here, `proofmark lock` or `approve` writes it anew");
        if let Some(first) = first {
            finding = finding.related(first, "the other");
        }
        self.doubt(what, finding);
    }

    /// What is said of one thing cannot be used, and can be said anew without losing anything else.
    fn doubt(&mut self, what: &str, finding: Finding) {
        self.lock.doubted.insert(what.to_owned());
        self.findings.push(finding);
    }

    /// Ties figures to their files, and looks at whole approvals.
    fn finish(mut self) -> Lock {
        for (path, key, value, line) in std::mem::take(&mut self.figures) {
            let Some(file) = self.lock.files.get_mut(&path) else {
                self.wrong(line, "this figure belongs to no locked file");
                continue;
            };
            let first = file.figures.entry(key).or_insert_with(|| value.clone());
            if *first != value {
                let other = file.line;
                self.twice(&path, other, line);
            }
        }
        let withdrawn: Vec<String> = self.lock.withdrawals.keys().cloned().collect();
        for slug in withdrawn {
            // A merge may bring back what a withdrawal took out.
            self.lock.approvals.remove(&slug);
        }
        let slugs: Vec<String> = self.lock.approvals.keys().cloned().collect();
        for slug in slugs {
            let approval = &self.lock.approvals[&slug];
            if self.prints.get(&slug).is_some_and(|print| *print == approval.print()) {
                continue;
            }
            let line = approval.line.unwrap_or(self.source.top());
            let what = format!("the texts of `{slug}` here are not those that were approved");
            self.doubt(
                &slug,
                Finding::new("unreadable-file", line, what)
                    .note("a line was changed, deleted or merged from another approval")
                    .help(format!(
                        "take the lines from the last commit, or ask again and run `proofmark approve {slug} --by NAME`"
                    )),
            );
            self.lock.approvals.remove(&slug);
        }
        self.lock
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_byte_order_mark_before_any_line_is_passed_over() {
        let mut sources = Sources::default();
        let file = sources.insert("proof.lock", "\u{feff}version 1\nodd\n\u{feff}odd\n\u{feff}\n");
        let mut found = Vec::new();
        parse(sources.get(file), &mut found);
        let words: Vec<&str> = found.iter().map(|finding| sources.words(finding.span)).collect();
        assert_eq!(words, ["odd", "odd"]);
    }
}
