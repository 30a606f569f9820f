//! Kills builds at random moments, and looks at what they leave.
//!
//! ```console
//! $ cargo build --release && cargo run --release --example kill -- --studies 1000 --kills 1000 --dir /dev/shm
//! ```
//!
//! A project is made whose content goes through a few states: words change, studies come and
//! go. Each state is built once into a folder of its own. Then a build of a random state is started and killed
//! (SIGKILL on Unix) at a random moment of the time a build takes, again and again, in one output folder. After each
//! kill:
//!
//! - every file holds the bytes it held before or those of the new state, and what both have is there: no torn file;
//! - every file the manifest names is there: no wrong manifest;
//! - nothing else lies about, but for the journal and what the next build sweeps away.
//!
//! After every tenth kill, and at the end, a build is left to run to its end: the folder must be the state's own folder,
//! byte for byte. Any difference is told, and ends the run with 1.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that speaks, and stops where it cannot go on"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Every path below a folder, with its bytes' hash; folders have none.
type Shot = BTreeMap<String, Option<u64>>;

/// How many states the content goes through.
const STATES: usize = 4;

/// A build is left to run to its end after this many kills.
const WHOLE_AFTER: usize = 10;

fn main() -> ExitCode {
    let (studies, kills, seed) = (argument("--studies", 50), argument("--kills", 100), argument("--seed", 1));
    let program = std::env::current_exe().unwrap().parent().unwrap().with_file_name("proofmark");
    let folder = given("--dir").map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    let project = Project { root: folder.path().join("project"), program, studies };
    let clean: Vec<Shot> = (0..STATES).map(|state| project.clean(folder.path(), state)).collect();
    let longest = project.duration();
    println!("{studies} studies, {} files; a build takes {longest:.2?}", clean[0].len());

    let mut dice = Dice(seed as u64);
    let mut tally = Tally::default();
    let mut before = shot(&project.out());
    for kill in 1..=kills {
        let state = dice.below(STATES);
        project.write(state);
        let mut child = project.build(&project.out());
        std::thread::sleep(longest.mul_f64(dice.below(1100) as f64 / 1000.0));
        tally.ended += usize::from(matches!(child.try_wait(), Ok(Some(_))));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = shot(&project.out());
        tally.halfway += usize::from(after != before && after != clean[state]);
        tally.torn(&before, &after, &clean[state]);
        tally.manifest(&project.out(), &after);
        before = after;
        if kill.is_multiple_of(WHOLE_AFTER) || kill == kills {
            let built = project.command(&project.out()).output().unwrap();
            assert!(built.status.success(), "a build after a kill fails: {}", String::from_utf8_lossy(&built.stderr));
            before = shot(&project.out());
            tally.whole(&before, &clean[state]);
        }
    }
    println!(
        "{kills} kills, {} after the build had ended, {} between two states: {} torn files, {} wrong manifests, {} of {} \
         repaired folders differ",
        tally.ended, tally.halfway, tally.torn, tally.manifests, tally.differing, tally.repaired
    );
    if tally.torn + tally.manifests + tally.differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What was seen.
#[derive(Default)]
struct Tally {
    ended: usize,
    halfway: usize,
    torn: usize,
    manifests: usize,
    repaired: usize,
    differing: usize,
}

impl Tally {
    /// A file is what it was or what it is to be, and one that is in both states is there.
    fn torn(&mut self, before: &Shot, after: &Shot, new: &Shot) {
        let own = |path: &str| !path.starts_with(".proofmark") && !path.contains("/.proofmark");
        for (path, bytes) in after.iter().filter(|(path, _)| own(path)) {
            if before.get(path) != Some(bytes) && new.get(path) != Some(bytes) {
                println!("torn: {path}");
                self.torn += 1;
            }
        }
        // An empty folder of a killed run may go and come again.
        let files = before.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path);
        for path in files.filter(|path| own(path) && new.contains_key(*path) && !after.contains_key(*path)) {
            println!("gone: {path}");
            self.torn += 1;
        }
    }

    /// What the manifest names is there.
    fn manifest(&mut self, out: &Path, after: &Shot) {
        let text = fs::read_to_string(out.join(".proofmark-manifest")).unwrap_or_default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let path = line.splitn(3, ' ').nth(2);
            if !path.is_some_and(|path| matches!(after.get(path), Some(Some(_)))) {
                println!("the manifest names what is absent: {line}");
                self.manifests += 1;
            }
        }
    }

    /// After a build that was left to run the folder is the state's own.
    fn whole(&mut self, after: &Shot, clean: &Shot) {
        self.repaired += 1;
        if after != clean {
            let other = |path: &&String| after.get(*path) != clean.get(*path);
            let paths: Vec<&String> = after.keys().chain(clean.keys()).filter(other).collect();
            println!("not what a clean build makes: {paths:?}");
            self.differing += 1;
        }
    }
}

/// A project whose content can be put into each of the states.
struct Project {
    root: PathBuf,
    program: PathBuf,
    studies: usize,
}

impl Project {
    fn out(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Writes the content of a state: some studies differ in their words, some are not there.
    fn write(&self, state: usize) {
        let studies = self.root.join("content/studies");
        let _ = fs::remove_dir_all(self.root.join("content"));
        fs::create_dir_all(&studies).unwrap();
        fs::write(self.root.join("site.toml"), SETTINGS).unwrap();
        for study in (0..self.studies).filter(|study| !(study + state).is_multiple_of(7)) {
            let version = if (study + state).is_multiple_of(3) { state } else { 0 };
            fs::write(studies.join(format!("study-{study}.md")), text(study, version)).unwrap();
        }
    }

    fn command(&self, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["build", "--today", "2026-11-21", "--output"]).arg(out).current_dir(&self.root);
        command
    }

    fn build(&self, out: &Path) -> Child {
        self.command(out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Builds a state where nothing was built before.
    fn clean(&self, folder: &Path, state: usize) -> Shot {
        self.write(state);
        let out = folder.join(format!("clean-{state}/public"));
        assert!(self.build(&out).wait().unwrap().success(), "state {state} cannot be built");
        shot(&out)
    }

    /// How long it takes to build one state over another.
    fn duration(&self) -> Duration {
        self.write(0);
        assert!(self.build(&self.out()).wait().unwrap().success());
        self.write(1);
        let started = Instant::now();
        assert!(self.build(&self.out()).wait().unwrap().success());
        started.elapsed()
    }
}

const SETTINGS: &str = "title = \"Proof\"\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n\
    contact = \"proof@ledgerline.example\"\n[coverage]\ncustomers = 12\nasked = 5\nagreed = 3\nas_of = 2026-11-01\n";

fn text(study: usize, version: usize) -> String {
    let industry = ["health", "retail", "logistics"][study % 3];
    let words = "The team counted forms at the end of each week, and went on counting. ".repeat(1 + version * 5);
    format!(
        "---\ncustomer: {{name: Clinic {study}, industry: {industry}}}\nproblem: Nurses typed every intake form twice.\n\
         outcome: Intake now takes one pass, in version {version} of these words.\n\
         quote: I go home on time on Mondays.\n---\n\n## What they did\n\n{words}\n"
    )
}

/// What is in a folder, but for the remark that says whose it is.
fn shot(folder: &Path) -> Shot {
    let mut shot = Shot::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
                shot.insert(name, None);
            } else {
                let mut bytes = fs::read(&path).unwrap();
                if name == ".proofmark-manifest" {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    bytes = text.lines().filter(|line| !line.starts_with("# project")).collect::<String>().into_bytes();
                }
                shot.insert(name, Some(hash(&bytes)));
            }
        }
    }
    shot
}

/// FNV-1a, 64 bits: to tell bytes apart that nobody chose to look alike.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A generator of numbers that look random: splitmix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

fn argument(name: &str, otherwise: usize) -> usize {
    given(name).map_or(otherwise, |value| value.parse().unwrap())
}

fn given(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}
