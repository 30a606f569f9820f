//! Kills builds at random moments and looks at what they leave.
//!
//! ```text
//! cargo bench --bench kill                                 200 kills, 200 studies
//! cargo bench --bench kill -- --studies 1000 --kills 1000 --dir /dev/shm --seed 7
//! ```
//!
//! A project is built to and fro between two states, in which every page differs and some pages come and go. Each build
//! is killed (SIGKILL, where there is one) after a random part of the time a build takes. Then each file of the output
//! must be, byte for byte, that of one of the two states, and the manifest must name it. After each kill the build is run
//! to its end, and the output must be that of a build into an empty folder.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench talks, and gives up"
)]

#[path = "../build/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use corpus::{Dice, Shape};

const MANIFEST: &str = ".proofmark-manifest";

struct Args {
    studies: usize,
    kills: usize,
    seed: u64,
    dir: PathBuf,
}

type Files = BTreeMap<String, Vec<u8>>;

/// What was wrong, over all kills.
#[derive(Debug, Default)]
struct Count {
    /// Kills that came before the build had ended.
    hit: usize,
    /// Kills that left some files of each state.
    between: usize,
    torn: usize,
    unnamed: usize,
    differing: usize,
}

fn main() -> ExitCode {
    let args = arguments();
    let home = args.dir.join(format!("proofmark-kill-{}", std::process::id()));
    let (root, out) = (home.join("project"), home.join("public"));
    corpus::write(&root, args.studies, Shape { words: 200, one_page: false }).unwrap();
    let mut states = Vec::new();
    let mut longest = Duration::ZERO;
    for state in [0, 1] {
        set(&root, args.studies, state);
        let whole = home.join(format!("whole-{state}"));
        let started = Instant::now();
        assert!(build(&root, &whole).status().unwrap().success(), "the project cannot be built");
        longest = longest.max(started.elapsed());
        states.push(files(&whole));
    }
    let mut dice = Dice(args.seed);
    let mut count = Count::default();
    for kill in 0..args.kills {
        let state = (kill + 1) % 2;
        set(&root, args.studies, state);
        let mut child = build(&root, &out).spawn().unwrap();
        thread::sleep(longest.mul_f64(dice.roll(1000) as f64 / 1000.0));
        count.hit += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        look(&files(&out), &states, &mut count);
        let ended = build(&root, &out).status().unwrap().success();
        count.differing += usize::from(!ended || files(&out) != states[state]);
    }
    fs::remove_dir_all(&home).unwrap();
    println!(
        "{} studies, {} kills, {} of them before the end, {} between two states: {} torn files, {} files that the \
         manifest does not name, {} builds afterwards that differ",
        args.studies, args.kills, count.hit, count.between, count.torn, count.unnamed, count.differing
    );
    if count.torn + count.unnamed + count.differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn arguments() -> Args {
    let mut args = Args { studies: 200, kills: 200, seed: 1, dir: env::temp_dir() };
    let mut given = env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = given.next() {
        let value = given.next().expect("a value");
        match arg.as_str() {
            "--studies" => args.studies = value.parse().expect("a number of studies"),
            "--kills" => args.kills = value.parse().expect("a number of kills"),
            "--seed" => args.seed = value.parse().expect("a number"),
            "--dir" => args.dir = value.into(),
            other => panic!("{other} is no option"),
        }
    }
    args
}

/// Puts the project into one of its two states: another title on every page, and other plain pages.
fn set(root: &Path, studies: usize, state: usize) {
    let path = root.join("site.toml");
    let (old, new) = [("\"Bench two\"", "\"Bench\""), ("\"Bench\"", "\"Bench two\"")][state];
    let text = fs::read_to_string(&path).unwrap().replace(old, new);
    fs::write(&path, text).unwrap();
    // Linked to by others, a study cannot go; a plain page can.
    let folder = root.join("content/pages");
    fs::create_dir_all(&folder).unwrap();
    for at in (0..studies).step_by(10) {
        let page = folder.join(format!("page-{at}-{state}.md"));
        fs::write(page, "---\ntitle: A page\n---\n\nIt comes and goes.\n").unwrap();
        let _ = fs::remove_file(folder.join(format!("page-{at}-{}.md", 1 - state)));
    }
}

fn build(root: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
    command.arg("--root").arg(root).args(["--today", "2026-11-21", "build", "--quiet", "--output"]).arg(out);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What a reader of the output could be served now.
fn look(found: &Files, states: &[Files], count: &mut Count) {
    let named: BTreeSet<&str> = found.get(MANIFEST).into_iter().flat_map(|bytes| names(bytes)).collect();
    let mut seen = [false; 2];
    for (path, bytes) in found.iter().filter(|(path, _)| *path != MANIFEST) {
        let same = [0, 1].map(|state| states[state].get(path) == Some(bytes));
        match same {
            [false, false] => count.torn += 1,
            [true, false] => seen[0] = true,
            [false, true] => seen[1] = true,
            [true, true] => {}
        }
        count.unnamed += usize::from(!named.contains(path.as_str()));
    }
    count.between += usize::from(seen == [true, true]);
}

fn names(manifest: &[u8]) -> impl Iterator<Item = &str> {
    let text = std::str::from_utf8(manifest).expect("a manifest is text");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.splitn(3, ' ').nth(2))
}

/// Every file of a folder; what waits in our own staging folder is not the site's.
fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let named =
        entries.map(|entry| (entry.path().strip_prefix(folder).unwrap().display().to_string(), entry.into_path()));
    named
        .filter(|(name, _)| !name.starts_with(".proofmark/"))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect()
}
