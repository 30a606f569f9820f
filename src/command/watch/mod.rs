//! `proofmark watch`: the run of `build --draft` in a loop, served from memory, and a line for each save.

mod browser;
mod keys;
mod told;
mod wake;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anstyle::Style;
use jiff::Zoned;

use super::Status;
use super::call::{Call, answer, remark_all, width_of_stderr};
use crate::cli::Watch;
use crate::failure::Failure;
use crate::finding::Finding;
use crate::pipeline::{self, Checked, Memo, Options};
use crate::render::Memory;
use crate::report::{Format, Report, Scope};
use crate::scan::{self, Change, Stamps};
use crate::serve::{Editor, Preview, Settings, Snapshot};
use keys::Key;
use told::{Difference, Known};
use wake::{Wake, Watching};

/// Errors that are shown with their lines, each time.
const MOST_AT_LENGTH: usize = 3;
/// And other new findings in a line each.
const MOST_IN_A_LINE: usize = 12;

/// What matters less.
const DIM: Style = Style::new().dimmed();

/// Shows the site until somebody has seen enough.
pub(super) fn run(call: &Call, args: &Watch) -> Result<Status, Failure> {
    let root = call.root()?;
    let options =
        Options { draft: true, base_url: args.base_url.clone(), ..call.options_with(args.baseline.as_deref(), false)? };
    let editor = match &args.editor {
        Some(written) => Editor::named(written),
        None => Editor::of_environment(call.editor()),
    };
    let settings = Settings { host: args.host.clone(), port: args.port, editor };
    let preview = Arc::new(Preview::start(&settings)?);
    let (wake, woken) = channel();
    let (end, ended) = channel();
    preview.when_told_to_stop({
        let end = end.clone();
        move || drop(end.send(Ok(())))
    });
    // A run cannot be broken off, and whoever presses Ctrl-C should not have to wait for its end: so it is on another
    // thread. It writes nothing, and leaves nothing behind.
    let mut watch = Loop {
        call: call.clone(),
        root,
        options,
        preview: preview.clone(),
        open: args.open,
        poll: args.poll,
        wake: wake.clone(),
        stamps: Stamps::default(),
        shown: None,
        known: Known::default(),
        memo: Memo::of_pages(),
    };
    let runs_out = end.clone();
    thread::spawn(move || drop(runs_out.send(watch.go(&woken))));
    let _eager = keys::somebody_types().then(|| {
        let url = preview.clone();
        thread::spawn(move || {
            keys::listen(|key| match key {
                Key::Open => browser::open(&url.url()),
                Key::Again => drop(wake.send(Wake::Again)),
                Key::Quit => drop(end.send(Ok(()))),
            });
        });
        keys::Eager::begin()
    });
    match ended.recv() {
        Ok(result) => result.map(|()| Status::Clean),
        Err(_) => Ok(Status::Clean),
    }
}

/// One run after another.
struct Loop {
    call: Call,
    root: PathBuf,
    options: Options,
    preview: Arc<Preview>,
    open: bool,
    poll: bool,
    wake: Sender<Wake>,
    /// The files as they were before the last run.
    stamps: Stamps,
    /// What the last run made.
    shown: Option<Snapshot>,
    /// What it found.
    known: Known,
    /// What it left to the next.
    memo: Memo,
}

impl Loop {
    fn go(&mut self, woken: &Receiver<Wake>) -> Result<(), Failure> {
        let (mut watching, trouble) = Watching::start(&self.root, self.poll, &self.wake);
        self.stamps = scan::stamps(&self.root);
        let started = Instant::now();
        let checked = self.run()?;
        self.greet(&checked, started.elapsed())?;
        if let Some(why) = trouble {
            self.tell_of_polling(&why);
        }
        let root = self.root.clone();
        while let Some((wake, after)) = wake::wait(woken, watching.is_told(), || scan::stamps(&root)) {
            let changes = self.stamps.changes(&after);
            if wake == Wake::Tick && !changes.is_empty() && watching.is_told() {
                watching.give_up();
                self.tell_of_polling("a save was not announced by the system");
            }
            match wake {
                Wake::Tick if changes.is_empty() => continue,
                Wake::Touched(written) if changes.is_empty() && written.is_empty() => continue,
                Wake::Touched(written) => written.iter().for_each(|path| self.memo.texts.forget(path)),
                Wake::Again => self.memo = Memo::of_pages(),
                Wake::Tick => {}
            }
            self.stamps = after;
            if let Some(why) = watching.arm() {
                watching.give_up();
                self.tell_of_polling(&why);
            }
            let started = Instant::now();
            match self.run() {
                Ok(checked) => self.tell_run(&checked, &changes, started.elapsed()),
                Err(failure) => self.tell_failure(&failure),
            }
        }
        Ok(())
    }

    /// The same run as that of `build --draft`, into memory.
    fn run(&mut self) -> Result<Arc<Checked>, Failure> {
        self.options.today = self.call.day();
        self.memo.texts.look_no_more(&self.stamps);
        let built = pipeline::build_again(&self.root, &self.options, &mut self.memo, |_| Ok(Some(Memory)))?;
        let snapshot = Snapshot::after(self.shown.as_ref(), built);
        let checked = snapshot.checked().clone();
        let before = self.shown.replace(snapshot.clone());
        self.preview.show(snapshot);
        thread::spawn(move || drop(before));
        Ok(checked)
    }

    /// The first words: on stdout where the site is, for programs; the rest beside it.
    fn greet(&mut self, checked: &Checked, time: Duration) -> Result<(), Failure> {
        let difference = self.known.take(checked);
        let studies = checked.corpus.studies.len();
        let pages = self.shown.as_ref().map_or(0, Snapshot::pages);
        self.call.remark(format_args!(
            "{studies} {}, {pages} pages in {}; {}",
            if studies == 1 { "study" } else { "studies" },
            told::lasted(time),
            Difference { new: Vec::new(), ..difference.clone() }.words(checked)
        ));
        self.tell_new(checked, &difference);
        answer(|out| writeln!(out, "Serving {}", self.preview.url()))?;
        if self.preview.is_open_to_others() {
            self.call.remark("whoever reaches this machine can read it, drafts included");
        }
        if keys::somebody_types() {
            self.call.remark(format_args!("{DIM}o opens the browser, r builds anew, q stops{DIM:#}"));
        }
        if self.open {
            browser::open(&self.preview.url());
        }
        Ok(())
    }

    /// A save in two lines, and what it brought.
    fn tell_run(&mut self, checked: &Checked, changes: &[(String, Change)], time: Duration) {
        let difference = self.known.take(checked);
        let places = self.call.places(&self.root, Format::Short);
        let what = told::changed(changes, |path| places.show(path));
        let clock = Zoned::now().strftime("%H:%M:%S");
        self.call.remark(format_args!("{DIM}{clock}{DIM:#} {what} {DIM}in {}{DIM:#}", told::lasted(time)));
        let address = match changes {
            [(path, _)] => self.shown.as_ref().and_then(|shown| shown.address_of(path)),
            _ => None,
        };
        let url = self.preview.url();
        let url = format!("{}{}", url.trim_end_matches('/'), address.unwrap_or_else(|| "/".to_owned()));
        self.call.remark(format_args!("         {}  {url}", difference.words(checked)));
        self.tell_new(checked, &difference);
    }

    /// The new findings: the first errors at length, others in a line each.
    fn tell_new(&self, checked: &Checked, difference: &Difference) {
        if self.call.quiet {
            return;
        }
        let grave = difference.grave(checked, MOST_AT_LENGTH);
        let short: Vec<&Finding> =
            difference.findings(checked).filter(|finding| !grave.contains(finding)).take(MOST_IN_A_LINE).collect();
        let more = difference.new.len() - grave.len() - short.len();
        for (format, wanted) in [(Format::Pretty, &grave), (Format::Short, &short)] {
            let places = self.call.places(&self.root, format);
            let report =
                Report::new(checked, &Scope::default(), places, true).only(|finding| wanted.contains(&finding));
            // A terminal that is gone is no reason to stop.
            let _ = remark_all(|to| report.write(format, width_of_stderr(), to));
        }
        if more > 0 {
            self.call.remark(format_args!("and {more} more: `proofmark check` lists them all"));
        }
    }

    /// The machine said no: what was shown stays, with the reason above it.
    fn tell_failure(&mut self, failure: &Failure) {
        self.call.remark(failure);
        if let Some(shown) = &self.shown {
            self.preview.show(shown.failed(failure.to_string()));
        }
    }

    fn tell_of_polling(&self, why: &str) {
        self.call.remark(format_args!("looking for changes twice a second: {why}"));
    }
}
