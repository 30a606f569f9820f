//! Scores claim detection on labelled studies: precision, recall and F1, and recall by type.
//!
//! ```text
//! cargo run --release --example score                       the development corpus, where it is present
//! cargo run --release --example score -- CORPUS [--errors]  another one, with every miss and false find
//! ```
//!
//! A corpus holds `studies/` and, for each study, `labels/<name>.tsv`, made by reading: one row a claim, and one for each
//! figure that is none. A `core` row (clear, needs evidence, a quantity or a superlative) is found when a detection
//! overlaps it. A detection is right when it overlaps a clear row that needs evidence and is no comparative without a
//! number, left out of the count when it overlaps only such comparatives or borderline rows, and wrong otherwise. One
//! of more than 160 characters is a passage: it finds nothing and is wrong. One that overlaps an earlier one does not
//! count.
#![allow(clippy::print_stdout, reason = "an example talks")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use proofmark::pipeline;

/// Where the development corpus lies, from the root of the repository.
const CORPUS: &str = "../shared/corpus/dev";
/// A longer detection, in characters, is a passage.
const LONGEST: usize = 160;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let errors = args.iter().any(|a| a == "--errors");
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = args.iter().find(|a| !a.starts_with("--")).map_or_else(|| home.join(CORPUS), PathBuf::from);
    if !corpus.join("studies").is_dir() {
        println!("no corpus at {}: nothing to score", corpus.display());
        return ExitCode::SUCCESS;
    }
    match score(&corpus) {
        Ok(score) => {
            score.print(errors);
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// A label, with its bytes in the study.
struct Row {
    span: Range<usize>,
    line: usize,
    kind: String,
    words: String,
    evidence: bool,
    clear: bool,
    core: bool,
}

#[derive(Default)]
struct Score {
    /// Core rows found, and all, by type.
    by_type: BTreeMap<String, (usize, usize)>,
    right: usize,
    left_out: usize,
    /// What wrong detections hit.
    wrong: BTreeMap<String, usize>,
    errors: Vec<String>,
}

fn score(corpus: &Path) -> Result<Score, String> {
    let listing = pipeline::claims(corpus, &[PathBuf::from("studies")], &[]).map_err(|f| f.to_string())?;
    let mut score = Score::default();
    for (file, claims) in &listing.files {
        let source = listing.sources.get(*file);
        let name = Path::new(&*source.path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(labels) = fs::read_to_string(corpus.join("labels").join(format!("{name}.tsv"))) else { continue };
        let rows = rows(&labels, &source.text)?;
        score.take(&name, &source.text, &rows, claims.iter().map(|c| c.span.range()).collect());
    }
    Ok(score)
}

impl Score {
    fn take(&mut self, name: &str, text: &str, rows: &[Row], mut found: Vec<Range<usize>>) {
        found.sort_by_key(|f| (f.start, f.end));
        let mut kept: Vec<Range<usize>> = Vec::new();
        for span in found {
            if text[span.clone()].chars().count() > LONGEST {
                *self.wrong.entry("passage".to_owned()).or_default() += 1;
            } else if kept.last().is_none_or(|last| span.start >= last.end) {
                kept.push(span);
            }
        }
        let over = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        for row in rows.iter().filter(|r| r.core) {
            let hit = kept.iter().any(|span| over(span, &row.span));
            let count = self.by_type.entry(row.kind.clone()).or_default();
            *count = (count.0 + usize::from(hit), count.1 + 1);
            if !hit {
                self.errors.push(format!("missed  {name}:{}  {}: {}", row.line, row.kind, row.words));
            }
        }
        for span in &kept {
            let hit: Vec<&Row> = rows.iter().filter(|row| over(span, &row.span)).collect();
            let clear = || hit.iter().filter(|r| r.evidence && r.clear);
            if clear().any(|r| r.kind != "comparative-no-number") {
                self.right += 1;
            } else if clear().next().is_some() || hit.iter().any(|r| !r.clear) {
                self.left_out += 1;
            } else {
                let kind = hit.first().map_or("unlabelled", |r| r.kind.as_str());
                *self.wrong.entry(kind.to_owned()).or_default() += 1;
                let line = text[..span.start].matches('\n').count() + 1;
                let words: Vec<&str> = text[span.clone()].split_whitespace().collect();
                self.errors.push(format!("false   {name}:{line}  {kind}: {}", words.join(" ")));
            }
        }
    }

    fn print(&self, errors: bool) {
        if errors {
            self.errors.iter().for_each(|e| println!("{e}"));
            println!();
        }
        for (kind, (hit, all)) in &self.by_type {
            println!("{kind:24} {hit:4} of {all:4}  {:5.1}%", 100.0 * share(*hit, *all));
        }
        let wrong: usize = self.wrong.values().sum();
        println!("wrong by what they hit: {:?}; left out: {}", self.wrong, self.left_out);
        let (hits, all) = self.by_type.values().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
        let (precision, recall) = (share(self.right, self.right + wrong), share(hits, all));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        println!("precision {precision:.3}  recall {recall:.3}  f1 {f1:.3}  ({hits}/{all} core found, {wrong} wrong)");
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// Reads the labels of one study. The first line names the columns; nothing is quoted.
fn rows(labels: &str, text: &str) -> Result<Vec<Row>, String> {
    let mut lines = labels.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    lines
        .filter(|line| !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |name: &str| {
                let at = names.iter().position(|n| *n == name).ok_or(format!("no column {name}"))?;
                Ok::<&str, String>(cells.get(at).copied().unwrap_or_default())
            };
            let number = |name: &str| cell(name)?.parse::<usize>().map_err(|e| format!("{name} of {line}: {e}"));
            let start = *starts.get(number("line")?.saturating_sub(1)).ok_or(format!("no such line: {line}"))?;
            let column = text[start..].char_indices().nth(number("col")?.saturating_sub(1));
            let at = start + column.map_or(0, |(at, _)| at);
            let words = cell("span")?;
            Ok(Row {
                span: span_of(text, at, words),
                line: number("line")?,
                kind: cell("type")?.to_owned(),
                words: words.to_owned(),
                evidence: cell("needs_evidence")? == "yes",
                clear: cell("confidence")? == "clear",
                core: cell("core")? == "yes",
            })
        })
        .collect()
}

/// The bytes of a label: it begins at `at`, or close to it, and may run over line ends, `>` and `*`.
fn span_of(text: &str, at: usize, words: &str) -> Range<usize> {
    let from = text.floor_char_boundary(at.saturating_sub(4));
    let near = std::iter::once(at).chain((from..text.len().min(at + 4000)).filter(|i| text.is_char_boundary(*i)));
    for start in near {
        if let Some(end) = matched(text, start, words) {
            return start..end;
        }
    }
    at..text.floor_char_boundary((at + words.len()).min(text.len()))
}

/// The end of the words where they stand at `start`.
fn matched(text: &str, start: usize, words: &str) -> Option<usize> {
    let mut at = start;
    for (n, word) in words.split_whitespace().enumerate() {
        if n > 0 {
            let gap =
                text[at..].len() - text[at..].trim_start_matches(|c: char| c.is_whitespace() || "*>".contains(c)).len();
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        at += text[at..].strip_prefix(word).map(|_| word.len())?;
    }
    Some(at)
}
