//! `proofmark build`: findings on stderr, the site in the output folder, one line on stdout.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use super::again::{Last, Made, Start};
use super::call::{Call, answer, remark_all, tell, width_of_stderr};
use super::check::judge;
use super::{Status, leave};
use crate::cli::Build;
use crate::failure::Failure;
use crate::finding::{Count, Level};
use crate::output::{Put, Stage, Written};
use crate::pipeline::{self, Built, Checked, Options, Step, Timings};
use crate::render::{Paint, Sink};
use crate::report::{Format, Report, Scope, found};
use crate::site::OutPath;

/// Where drafts go, so that they are never taken for the site.
const DRAFT_FOLDER: &str = "public-draft";

/// Checks, then publishes.
pub(super) fn run(call: &Call, args: &Build) -> Result<Status, Failure> {
    let started = Instant::now();
    let root = call.root()?;
    let plain = Options {
        draft: args.draft,
        base_url: args.base_url.clone(),
        clock: args.timings.then_some(since_start),
        held: pipeline::FEW,
        ..call.options()
    };
    let options = match call.options_with(args.findings.baseline.as_deref(), false) {
        Ok(known) => Options { baseline: known.baseline, ..plain },
        Err(failure) => {
            // A customer's word does not wait for a baseline to be mended.
            let checked = pipeline::check(&root, &plain)?;
            let out = output_folder(call, args, &checked);
            let removed = leave::remove(call, &checked, &out, &shown(call, &root, &out))?;
            leave::clear(call, checked, Level::Error, &out, &shown(call, &root, &out), &removed)?;
            return Err(failure);
        }
    };
    let start = Start::look(call, args, &root, &options);
    if !args.no_cache
        && let Some(last) = start.again(&root)
    {
        return say_again(call, &root, &last, started, args.timings);
    }
    let mut removed = Vec::new();
    let begin = |checked: &Checked| {
        let out = output_folder(call, args, checked);
        removed = leave::remove(call, checked, &out, &shown(call, &root, &out))?;
        if checked.count().errors > 0 {
            return Ok(None);
        }
        let mut stage = Stage::begin(&root, &out)?.published_at(&checked.config.base_url.absolute(""))?;
        stage.belong(leave::folders(checked));
        Ok(Some(Watched { stage, progress: Progress::new() }))
    };
    let Built { mut checked, made, .. } = pipeline::build(&root, &options, begin)?;
    let folder = output_folder(call, args, &checked);
    let out = shown(call, &root, &folder);
    if let Some((watched, _)) = &made {
        watched.progress.end();
    }
    let (count, report) = tell_findings(call, &checked, args.findings.format)?;
    pipeline::unchanged(&checked)?;
    let (Some((watched, puts)), Status::Clean) = (made, judge(count, args.findings.deny)) else {
        let least = if args.findings.deny.is_some() { Level::Warning } else { Level::Error };
        let timings = std::mem::take(&mut checked.timings);
        let cleared = leave::clear(call, checked, least, &folder, &out, &removed)?;
        let but = if cleared { ", without what was withdrawn" } else { "" };
        call.remark(format_args!("nothing was built: {out} stays as it was{but}"));
        tell_timings(&timings);
        return Ok(Status::Found);
    };
    let pages = puts.iter().filter(|put| put.path().as_str().ends_with(".html")).count();
    let files = puts.len();
    let written = watched.stage.finish(puts)?;
    checked.timings.end(Step::Write);
    leave::look_after(call, &checked, &folder, &out)?;
    tell_timings(&checked.timings);
    let studies = checked.published().count();
    let line = last_line(studies, pages, started.elapsed(), written, count);
    answer(|to| writeln!(to, "{line} → {out}"))?;
    start.remember(&root, &folder, Made { studies, pages, files, count, report });
    Ok(Status::Clean)
}

/// Says what the last build said, since this one would say the same.
fn say_again(call: &Call, root: &Path, last: &Last, started: Instant, timed: bool) -> Result<Status, Failure> {
    remark_all(|to| to.write_all(last.report.as_bytes()))?;
    if timed {
        let looked = started.elapsed().as_secs_f64();
        tell(format_args!("    look {looked:>9.3} s: nothing changed since the last build, so nothing was made"));
    }
    let [errors, warnings, notes] = last.found;
    let written = Written { written: 0, unchanged: last.files, removed: 0 };
    let count = Count { errors, warnings, notes };
    let line = last_line(last.studies, last.pages, started.elapsed(), written, count);
    answer(|to| writeln!(to, "{line} → {}", shown(call, root, &last.out)))?;
    Ok(Status::Clean)
}

/// `--output` from the current folder, else that of a draft or of `site.toml` from the root.
fn output_folder(call: &Call, args: &Build, checked: &Checked) -> PathBuf {
    match (&args.output, args.draft) {
        (Some(dir), _) => call.cwd.join(dir),
        (None, true) => checked.root.join(DRAFT_FOLDER),
        (None, false) => checked.root.join(&checked.config.output),
    }
}

/// The stage, and somebody who waits.
struct Watched {
    stage: Stage,
    progress: Progress,
}

impl Sink for Watched {
    type Kept = Put;

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Put, Failure> {
        self.progress.step();
        self.stage.put(path, bytes)
    }

    fn picture(&self, path: &OutPath, drawing: &Arc<str>, paint: &Paint<'_>) -> Result<Option<Put>, Failure> {
        self.progress.step();
        self.stage.picture(path, drawing, paint)
    }

    fn copy(&self, path: &OutPath, from: &Path) -> Result<Put, Failure> {
        self.progress.step();
        self.stage.copy(path, from)
    }
}

/// Findings go to stderr, so that stdout holds what was built and nothing else.
fn tell_findings(call: &Call, checked: &Checked, format: Format) -> Result<(Count, String), Failure> {
    let scope = Scope::default();
    let report = Report::new(checked, &scope, call.places(&checked.root, format), call.quiet);
    let mut text = Vec::new();
    remark_all(|to| {
        report.write(format, width_of_stderr(), &mut text)?;
        to.write_all(&text)
    })?;
    Ok((report.shown(), String::from_utf8(text).unwrap_or_default()))
}

/// A line a step, with its share of the whole. Asked for, so said even when nothing else is.
fn tell_timings(timings: &Timings) {
    let whole: Duration = timings.laps().iter().map(|(_, time)| *time).sum();
    for (step, time) in timings.laps() {
        let share = time.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        tell(format_args!("{:>8} {:>9.3} s {:>3.0} %", step.name(), time.as_secs_f64(), share * 100.0));
    }
}

/// The clock that steps are timed with.
fn since_start() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
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
