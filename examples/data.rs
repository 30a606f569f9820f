//! Recomputes figures from a large CSV: throughput beside reading the file with the `csv` crate alone, and memory.
//!
//! ```text
//! cargo run --release --example data            1 GB
//! cargo run --release --example data -- 200     200 MB
//! cargo run --release --example data -- 1000 --rows 4,5     the last two ways only
//! ```
//!
//! The file is made in a folder of its own under the system's, and deleted. Each way of computing is a whole `check` of a
//! project of one study, hashing included. Memory is the peak above that of the same check of a small file (Linux only).
#![allow(clippy::print_stdout, reason = "an example talks")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use proofmark::pipeline::{self, Options};

/// What is computed, and how it is called.
const WAYS: &[(&str, &str)] = &[
    ("mean, two sides", "statistic: mean, by: phase"),
    ("mean, two sides, series by day", "statistic: mean, by: phase, date: day"),
    ("median, few distinct values", "statistic: median, by: phase"),
    ("p95, where, series", "statistic: p95, by: phase, date: day, where: {shop: [north, south]}"),
    ("median, every value distinct", "statistic: median, by: phase, column: exact"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let megabytes: u64 = args.first().filter(|arg| *arg != "--rows").map_or(Ok(1000), |arg| arg.parse())?;
    let rows = args.iter().skip_while(|arg| *arg != "--rows").nth(1);
    let rows: Vec<usize> = rows.iter().flat_map(|list| list.split(',')).map(str::parse).collect::<Result<_, _>>()?;
    let wanted = |at: usize| rows.is_empty() || rows.contains(&(at + 1));
    let ways: Vec<_> = WAYS.iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(_, way)| *way).collect();
    let folder = std::env::temp_dir().join(format!("proofmark-data-{}", std::process::id()));
    let result = measure(&folder, megabytes * 1_000_000, &ways);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(folder: &Path, bytes: u64, ways: &[(&str, &str)]) -> Result<(), Box<dyn std::error::Error>> {
    let evidence = folder.join("content/evidence");
    fs::create_dir_all(&evidence)?;
    fs::create_dir_all(folder.join("content/studies"))?;
    fs::write(folder.join("site.toml"), "title = \"P\"\npublisher = \"A Ltd\"\nbase_url = \"https://a.example\"\n")?;
    write(&evidence.join("small.csv"), 10_000)?;
    let rows = write(&evidence.join("large.csv"), bytes)?;
    let size = fs::metadata(evidence.join("large.csv"))?.len();
    println!("{rows} rows, {} MB", size / 1_000_000);
    for (_, data) in ways {
        check(folder, "small.csv", data)?;
    }
    let base = peak();
    // Once before the clock runs, so that the file is in the system's memory for all.
    read(&evidence.join("large.csv"))?;
    println!("{:<34} {:>8} {:>8} {:>8} {:>10}", "", "MB/s", "csv MB/s", "of csv", "memory");
    let speed = |from: Instant| size as f64 / 1e6 / from.elapsed().as_secs_f64();
    for (name, data) in ways {
        let from = Instant::now();
        read(&evidence.join("large.csv"))?;
        let alone = speed(from);
        let from = Instant::now();
        check(folder, "large.csv", data)?;
        let ours = speed(from);
        let above = peak().saturating_sub(base) / 1024;
        println!("{name:<34} {ours:>8.0} {alone:>8.0} {:>7.0}% {above:>6} MiB", 100.0 * ours / alone);
    }
    let from = Instant::now();
    read(&evidence.join("large.csv"))?;
    println!("{:<34} {:>8.0}", "csv crate alone", speed(from));
    Ok(())
}

/// Rows of days, phases, shops, amounts of few and of many values; gives their number.
fn write(path: &Path, bytes: u64) -> io::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "day,phase,shop,minutes,exact")?;
    let (mut state, mut written, mut rows) = (88_172_645_463_325_252_u64, 0, 0);
    while written < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let (month, day) = (1 + state % 12, 1 + (state >> 8) % 28);
        let phase = if month < 6 { "before" } else { "after" };
        let shop = ["north", "south", "east", "west"][(state >> 16) as usize % 4];
        let (minutes, exact) = ((state >> 20) % 1200, state >> 32);
        let line = format!("2026-{month:02}-{day:02},{phase},{shop},{}.{},{exact}\n", minutes / 10, minutes % 10);
        file.write_all(line.as_bytes())?;
        written += line.len() as u64;
        rows += 1;
    }
    file.flush()?;
    Ok(rows)
}

/// The file by the `csv` crate alone, row by row.
fn read(path: &Path) -> Result<u64, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_path(path)?;
    let (mut row, mut rows) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut row)? {
        rows += 1;
    }
    Ok(rows)
}

fn check(folder: &Path, file: &str, data: &str) -> Result<(), Box<dyn std::error::Error>> {
    let column = if data.contains("column") { "" } else { "column: minutes, " };
    let record = format!("unit: minutes, better: lower, source: invoice, collected: 2026-06-02, file: {file}");
    let study = format!("---\ncustomer: A\nevidence:\n  r: {{{record}, data: {{{column}{data}}}}}\n---\n");
    fs::write(folder.join("content/studies/a.md"), study)?;
    let options = Options {
        today: jiff::civil::date(2026, 11, 21),
        draft: false,
        base_url: None,
        baseline: None,
        clock: None,
        held: usize::MAX,
    };
    let checked = pipeline::check(folder, &options)?;
    let figures = checked.survey.figures(checked.corpus.studies[0].file, "r");
    match figures {
        Some(Ok(_)) => Ok(()),
        other => Err(format!("{data}: {other:?}").into()),
    }
}

/// The most memory held so far, in KiB; 0 where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
