//! What a save costs while somebody watches, step by step.
//!
//! ```console
//! $ cargo run --release --example save -- PROJECT --edits 20
//! ```
//!
//! Runs the loop of `watch` without server and browser: looks at the files, makes the site in memory after a run that left
//! its memo, and the snapshot that would be served. Before each run a sentence at the end of one study is replaced; the
//! study is put back at the end. Prints the median of each step in milliseconds, and the CPU time of a whole run.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that speaks, and stops where it cannot go on"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use jiff::civil::date;
use proofmark::pipeline::{self, ALL, Memo, Options};
use proofmark::render::Memory;
use proofmark::scan;
use proofmark::serve::Snapshot;

fn main() {
    let mut given = std::env::args().skip(1);
    let root = PathBuf::from(given.next().expect("a project")).canonicalize().unwrap();
    let edits = given.position(|arg| arg == "--edits").map_or(20, |_| given.next().unwrap().parse().unwrap());
    let study = middle(&root.join("content/studies"));
    let text = fs::read_to_string(&study).unwrap();
    let laps = Loop::new(root).edit(&study, &text, edits);
    fs::write(&study, &text).unwrap();
    for (name, mut times) in laps {
        times.sort_unstable();
        println!("{name:>10} {:>8.1} ms", times[times.len() / 2].as_secs_f64() * 1000.0);
    }
}

/// The middle one of the files below a folder.
fn middle(folder: &Path) -> PathBuf {
    let names = scan::names(folder).unwrap();
    let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).filter(|path| path.is_file()).collect();
    files[files.len() / 2].clone()
}

type Laps = Vec<(&'static str, Vec<Duration>)>;

struct Loop {
    root: PathBuf,
    options: Options,
    memo: Memo,
    shown: Option<Snapshot>,
}

impl Loop {
    fn new(root: PathBuf) -> Self {
        let options = Options {
            today: date(2026, 11, 21),
            draft: true,
            base_url: None,
            baseline: None,
            clock: Some(elapsed),
            held: ALL,
        };
        let mut new = Self { root, options, memo: Memo::of_pages(), shown: None };
        new.memo.texts.look_no_more(&scan::stamps(&new.root));
        println!("first run {:.2?}", timed(|| new.run(&mut Vec::new())));
        new
    }

    fn edit(&mut self, study: &Path, text: &str, edits: usize) -> Laps {
        let mut laps = Vec::new();
        let path = scan::from_root(&self.root, study);
        for number in 0..edits {
            fs::write(study, format!("{text}\nEdit {number} was made.\n")).unwrap();
            let stamps = timed(|| self.memo.texts.look_no_more(&scan::stamps(&self.root)));
            lap(&mut laps, "stamps", stamps);
            self.memo.texts.forget(&path);
            let cpu = cpu();
            let all = timed(|| self.run(&mut laps));
            lap(&mut laps, "all", all);
            lap(&mut laps, "CPU of all", self::cpu().saturating_sub(cpu));
        }
        laps
    }

    fn run(&mut self, laps: &mut Laps) {
        let started = Instant::now();
        let built = pipeline::build_again(&self.root, &self.options, &mut self.memo, |_| Ok(Some(Memory)));
        let built = built.unwrap();
        let whole = started.elapsed();
        let mut told = Duration::ZERO;
        for (step, time) in built.checked.timings.laps() {
            lap(laps, step.name(), *time);
            told += *time;
        }
        lap(laps, "end", whole.saturating_sub(told));
        let before = self.shown.take();
        let shown = Instant::now();
        self.shown = Some(Snapshot::after(before.as_ref(), built));
        lap(laps, "snapshot", shown.elapsed());
        lap(laps, "drop", timed(|| drop(before)));
    }
}

fn lap(laps: &mut Laps, name: &'static str, time: Duration) {
    match laps.iter_mut().find(|(known, _)| *known == name) {
        Some((_, times)) => times.push(time),
        None => laps.push((name, vec![time])),
    }
}

fn timed(what: impl FnOnce()) -> Duration {
    let started = Instant::now();
    what();
    started.elapsed()
}

fn elapsed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// CPU time of all threads of this process so far; nothing where the system does not tell it.
fn cpu() -> Duration {
    let of = |task: fs::DirEntry| {
        let stat = fs::read_to_string(task.path().join("schedstat")).ok()?;
        stat.split_whitespace().next()?.parse::<u64>().ok()
    };
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    Duration::from_nanos(tasks.filter_map(of).sum())
}
