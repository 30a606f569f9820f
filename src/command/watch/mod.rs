//! `proofmark watch`: the run of `build --draft` in a loop, served from memory, and a line for each save.

mod browser;
mod keys;
mod wake;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Status;
use super::call::{Call, answer};
use crate::cli::Watch;
use crate::failure::Failure;
use crate::pipeline::{self, Checked, Options};
use crate::render::Memory;
use crate::report::found;
use crate::scan::{self, Change, Stamps};
use crate::serve::{Editor, Preview, Settings, Snapshot};
use keys::Key;
use wake::{Wake, Watching};

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
        while let Some(wake) = wake::wait(woken, watching.is_told()) {
            let after = scan::stamps(&self.root);
            let changes = self.stamps.changes(&after);
            if wake == Wake::Tick && !changes.is_empty() && watching.is_told() {
                watching.give_up();
                self.tell_of_polling("a save was not announced by the system");
            }
            if changes.is_empty() && matches!(wake, Wake::Tick | Wake::Touched(false)) {
                continue;
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
        let built = pipeline::build(&self.root, &self.options, |_| Ok(Some(Memory::default())))?;
        let snapshot = Snapshot::after(self.shown.as_ref(), built);
        let checked = snapshot.checked().clone();
        self.shown = Some(snapshot.clone());
        self.preview.show(snapshot);
        Ok(checked)
    }

    /// The first words: on stdout where the site is, for programs; the rest beside it.
    fn greet(&self, checked: &Checked, time: Duration) -> Result<(), Failure> {
        let url = self.preview.url();
        self.tell_run(checked, &[], time);
        answer(|out| writeln!(out, "Serving {url}"))?;
        if self.preview.is_open_to_others() {
            self.call.remark("others can reach this, drafts included");
        }
        if keys::somebody_types() {
            self.call.remark("o opens the browser, r builds anew, q stops");
        }
        if self.open {
            browser::open(&url);
        }
        Ok(())
    }

    fn tell_run(&self, checked: &Checked, changes: &[(String, Change)], time: Duration) {
        let what = match changes {
            [] => format!("{} studies", checked.corpus.studies.len()),
            [(path, _)] => path.clone(),
            [(path, _), rest @ ..] => format!("{path} and {} more", rest.len()),
        };
        let line = format!("{what} in {:.2} s: {}", time.as_secs_f64(), found(checked.count()));
        self.call.remark(line);
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
