//! `proofmark build`: findings on stderr, the site in the output folder, one line on stdout.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::Status;
use super::call::{Call, answer, remark_all, width_of_stderr};
use super::check::judge;
use crate::cli::Build;
use crate::failure::Failure;
use crate::finding::Count;
use crate::ladder::LeftOut;
use crate::output::{self, Put, Stage, Written};
use crate::pipeline::{self, Checked, Options};
use crate::report::{Format, Report, Scope, found};
use crate::site::OutPath;

/// Where drafts go, so that they are never taken for the site.
const DRAFT_FOLDER: &str = "public-draft";

/// Checks, then publishes.
pub(super) fn run(call: &Call, args: &Build) -> Result<Status, Failure> {
    let started = Instant::now();
    let root = call.root()?;
    let options = Options { draft: args.draft, base_url: args.base_url.clone(), ..call.options() };
    let checked = pipeline::check(&root, &options)?;
    let out = match (&args.output, args.draft) {
        (Some(dir), _) => call.cwd.join(dir),
        (None, true) => root.join(DRAFT_FOLDER),
        (None, false) => root.join(&checked.config.output),
    };
    remove_withdrawn(call, &checked, &out)?;
    let count = tell_findings(call, &checked, args.format)?;
    if judge(count, args.deny) == Status::Found {
        call.remark(format_args!("nothing was built: {} stays as it was", shown(call, &root, &out)));
        return Ok(Status::Found);
    }
    let stage = Stage::begin(&root, &out)?;
    let puts = render(&checked, &stage)?;
    let pages = puts.iter().filter(|put| put.path().as_str().ends_with(".html")).count();
    let written = stage.finish(puts)?;
    let studies = checked.published().count();
    let line = last_line(studies, pages, started.elapsed(), written, count);
    answer(|to| writeln!(to, "{line} → {}", shown(call, &root, &out)))?;
    Ok(Status::Clean)
}

/// Hands every file of the site to the stage.
fn render(checked: &Checked, stage: &Stage) -> Result<Vec<Put>, Failure> {
    let progress = Progress::new();
    let statics = checked.tree.statics.iter();
    let puts = statics
        .map(|path| {
            progress.step();
            stage.copy(&OutPath::new(path), &checked.root.join("static").join(OutPath::new(path).to_path()))
        })
        .collect();
    progress.end();
    puts
}

/// A customer's word goes before anything else is looked at.
fn remove_withdrawn(call: &Call, checked: &Checked, out: &Path) -> Result<(), Failure> {
    let (mut gone, mut others) = (Vec::new(), Vec::new());
    for (study, placed) in checked.corpus.studies.iter().zip(&checked.placed) {
        let slugs = if placed.left_out == Some(LeftOut::Withdrawn) { &mut gone } else { &mut others };
        slugs.push(study.slug.as_str());
    }
    let withdrawal = output::remove_withdrawn(&checked.root, out, &gone, &others)?;
    let shown = shown(call, &checked.root, out);
    for path in &withdrawal.removed {
        call.remark(format_args!("removed {shown}/{path}: consent was withdrawn"));
    }
    for path in &withdrawal.still_named {
        call.remark(format_args!("{shown}/{path} still names a withdrawn study until a build without errors"));
    }
    Ok(())
}

/// Findings go to stderr, so that stdout holds what was built and nothing else.
fn tell_findings(call: &Call, checked: &Checked, format: Format) -> Result<Count, Failure> {
    let scope = Scope::default();
    let report = Report::new(checked, &scope, call.places(&checked.root, format), call.quiet);
    remark_all(|to| report.write(format, width_of_stderr(), to))?;
    Ok(report.shown())
}

/// `Built 12 studies, 43 pages in 0.21 s: 3 files written, 40 unchanged, 1 removed; 2 warnings`.
fn last_line(studies: usize, pages: usize, time: Duration, written: Written, count: Count) -> String {
    let some = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let found = if count == Count::default() { String::new() } else { format!("; {}", found(count)) };
    format!(
        "Built {}, {} in {:.2} s: {} written, {} unchanged, {} removed{found}",
        some(studies, "study", "studies"),
        some(pages, "page", "pages"),
        time.as_secs_f64(),
        some(written.written, "file", "files"),
        written.unchanged,
        written.removed,
    )
}

/// The output folder as its reader would type it.
fn shown(call: &Call, root: &Path, out: &Path) -> String {
    match out.strip_prefix(root) {
        Ok(inside) => {
            let inside: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            call.places(root, Format::Pretty).show(&inside.join("/"))
        }
        Err(_) => out.display().to_string(),
    }
}

/// A line that counts up while somebody waits.
struct Progress {
    started: Instant,
    done: AtomicUsize,
    on_terminal: bool,
}

impl Progress {
    /// Nobody minds waiting this long.
    const PATIENCE: Duration = Duration::from_secs(1);

    fn new() -> Self {
        Self { started: Instant::now(), done: AtomicUsize::new(0), on_terminal: io::stderr().is_terminal() }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.on_terminal && done.is_multiple_of(128) && self.started.elapsed() > Self::PATIENCE {
            let _ = write!(io::stderr().lock(), "\rrendering: {done} files");
        }
    }

    fn end(&self) {
        if self.on_terminal && self.started.elapsed() > Self::PATIENCE {
            let _ = write!(io::stderr().lock(), "\r{:40}\r", "");
        }
    }
}
