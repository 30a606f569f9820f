//! How long a build takes, whole and in parts, beside what no program could do without.
//!
//! ```text
//! cargo bench --bench build                                1,000 studies of 600 words
//! cargo bench --bench build -- 1000 10000 --words 1500     other sizes
//! cargo bench --bench build -- 1000 --runs 5 --dir /dev/shm --one-page
//! ```
//!
//! Each figure is the median of whole processes of the program that this package builds: wall time, CPU time of all
//! threads, peak memory. The *floor* reads the same files and writes the same bytes from the same number of threads, in
//! this process. `benches/README.md` holds what was measured.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench talks, and gives up"
)]

mod corpus;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use corpus::Shape;
use pulldown_cmark::Parser;

const TODAY: &str = "2026-11-21";

struct Args {
    sizes: Vec<usize>,
    shape: Shape,
    runs: usize,
    dir: PathBuf,
}

fn main() {
    let args = arguments();
    println!("| studies | what | wall s | CPU s | peak MiB | of the cold build |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: |");
    for &size in &args.sizes {
        let home = args.dir.join(format!("proofmark-bench-{}-{size}", std::process::id()));
        let (root, out) = (home.join("project"), home.join("public"));
        corpus::write(&root, size, args.shape).unwrap();
        measure(&args, size, &root, &out);
        fs::remove_dir_all(&home).unwrap();
    }
}

fn arguments() -> Args {
    let mut args =
        Args { sizes: Vec::new(), shape: Shape { words: 600, one_page: false }, runs: 3, dir: env::temp_dir() };
    let mut given = env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = given.next() {
        let mut value = || given.next().expect("a value");
        match arg.as_str() {
            "--words" => args.shape.words = value().parse().expect("a number of words"),
            "--runs" => args.runs = value().parse().expect("a number of runs"),
            "--dir" => args.dir = value().into(),
            "--one-page" => args.shape.one_page = true,
            size => args.sizes.push(size.parse().expect("a number of studies")),
        }
    }
    if args.sizes.is_empty() {
        args.sizes.push(1000);
    }
    args
}

fn measure(args: &Args, size: usize, root: &Path, out: &Path) {
    let build = |threads: usize| {
        let mut command = program(root, threads);
        command.arg("build").arg("--quiet").arg("--output").arg(out);
        command
    };
    let cold = median(args.runs, |_| {
        // A new folder each time: some file systems are slow where many files were just deleted.
        let _ = fs::rename(out, out.with_extension("old"));
        let _ = fs::remove_dir_all(out.with_extension("old"));
        run(build(0))
    });
    let row = |what: &str, cost: Cost| {
        let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
        let share = wall / cold.wall.as_secs_f64();
        println!("| {size} | {what} | {wall:.3} | {cpu:.2} | {} | {share:.2} |", cost.peak / 1024);
    };
    row("cold build", cold);
    row("nothing changed", median(args.runs, |_| run(build(0))));
    let edited = root.join("content/studies").join(corpus::name(size / 2));
    let before = fs::read_to_string(&edited).unwrap();
    let one = median(args.runs, |round| {
        fs::write(&edited, format!("{before}\nRound {}.\n", ["one", "two", "three"][round % 3])).unwrap();
        run(build(0))
    });
    row("one study changed", one);
    row("check", median(args.runs, |_| run(checking(root, 0))));
    row("check, one thread", median(args.runs, |_| run(checking(root, 1))));
    row("floor: read all, write all", median(args.runs, |_| floor(root, out)));
    row("floor of a check: read all, Markdown only, one thread", median(args.runs, |_| markdown(root)));
}

fn program(root: &Path, threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    command.arg("--root").arg(root).args(["--today", TODAY]).env("RAYON_NUM_THREADS", threads.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn checking(root: &Path, threads: usize) -> Command {
    let mut command = program(root, threads);
    command.args(["check", "--quiet"]);
    command
}

#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    cpu: Duration,
    /// Peak resident memory in KiB; 0 where the system does not say.
    peak: u64,
}

fn median(runs: usize, mut one: impl FnMut(usize) -> Cost) -> Cost {
    let mut all: Vec<Cost> = (0..runs.max(1)).map(&mut one).collect();
    all.sort_by_key(|cost| cost.wall);
    all[all.len() / 2]
}

/// Runs a process to its end.
fn run(mut command: Command) -> Cost {
    let (started, before) = (Instant::now(), cpu("c"));
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        // The highest so far: the last look before the end is the whole.
        let line = |text: String| {
            text.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
        };
        peak = peak.max(fs::read_to_string(&status).ok().and_then(line).unwrap_or(0));
        thread::sleep(Duration::from_millis(1));
    }
    Cost { wall: started.elapsed(), cpu: cpu("c").saturating_sub(before), peak }
}

/// CPU time of this process, or of its children, from Linux's own count of hundredths; zero elsewhere.
fn cpu(whose: &str) -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<u64> = text.rsplit(')').next().unwrap_or("").split(' ').map(|f| f.parse().unwrap_or(0)).collect();
    let at = if whose == "c" { 14 } else { 12 };
    Duration::from_millis(10 * (fields.get(at).unwrap_or(&0) + fields.get(at + 1).unwrap_or(&0)))
}

/// Reads every source and writes every byte of the site somewhere else, and nothing more.
fn floor(root: &Path, out: &Path) -> Cost {
    let pages: Vec<(PathBuf, Vec<u8>)> = files(out)
        .into_iter()
        .map(|path| (path.strip_prefix(out).unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    let sources = files(&root.join("content"));
    let to = out.with_extension("floor");
    let (started, before) = (Instant::now(), cpu(""));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for at in 0..threads {
            let (pages, sources, to) = (&pages, &sources, &to);
            scope.spawn(move || {
                for path in sources.iter().skip(at).step_by(threads) {
                    fs::read(path).unwrap();
                }
                for (path, bytes) in pages.iter().skip(at).step_by(threads) {
                    let path = to.join(path);
                    if fs::write(&path, bytes).is_err() {
                        fs::create_dir_all(path.parent().unwrap()).unwrap();
                        fs::write(&path, bytes).unwrap();
                    }
                }
            });
        }
    });
    let cost = Cost { wall: started.elapsed(), cpu: cpu("").saturating_sub(before), peak: 0 };
    fs::remove_dir_all(&to).unwrap();
    cost
}

/// Reads every source and parses its Markdown, front matter and all.
fn markdown(root: &Path) -> Cost {
    let sources = files(&root.join("content"));
    let (started, before) = (Instant::now(), cpu(""));
    let events: usize = sources
        .iter()
        .map(|path| Parser::new_ext(&fs::read_to_string(path).unwrap(), proofmark::study::options()).count())
        .sum();
    assert!(events > 0);
    Cost { wall: started.elapsed(), cpu: cpu("").saturating_sub(before), peak: 0 }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}
