//! The invariants of ARCHITECTURE.md that a program can see in the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file under `src`, with its path from there and its lines up to the unit tests.
fn files() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&root).unwrap().components().map(|c| c.as_os_str().to_string_lossy());
                let name = name.collect::<Vec<_>>().join("/");
                let text = fs::read_to_string(&path).unwrap();
                let lines = text.lines().take_while(|l| !l.starts_with("#[cfg(test)]")).map(str::to_owned).collect();
                files.push((name, lines));
            }
        }
    }
    files.sort();
    assert!(files.len() > 20);
    files
}

/// Fails for every line outside `allowed` that holds one of `words`; comments do not count.
#[track_caller]
fn only_in(allowed: &[&str], words: &[&str]) {
    let mut wrong = Vec::new();
    for (name, lines) in files() {
        if allowed.iter().any(|a| name.starts_with(a)) {
            continue;
        }
        for (at, line) in lines.iter().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            if words.iter().any(|w| code.contains(w)) {
                wrong.push(format!("src/{name}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_scan_reads_and_only_output_and_edit_write() {
    only_in(&["scan", "output", "edit"], &["std::fs", "fs::", "File::", "WalkDir"]);
}

#[test]
fn only_commands_talk() {
    only_in(&["command/", "main.rs"], &["println!", "print!(", "io::stdout", "io::stderr"]);
}

#[test]
fn only_commands_know_the_clock_and_the_environment() {
    only_in(&["command/", "main.rs"], &["::now()", "env::var", "env::args", "env::current_dir"]);
}

#[test]
fn claims_depend_on_nothing_of_ours() {
    let wrong: Vec<String> = files()
        .into_iter()
        .filter(|(name, _)| name.starts_with("claim/"))
        .flat_map(|(name, lines)| lines.into_iter().map(move |l| (name.clone(), l)))
        .filter(|(_, line)| {
            line.contains("crate::") && !line.contains("crate::claim") && !line.trim().starts_with("//")
        })
        .map(|(name, line)| format!("src/{name}: {line}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_know_no_theme_and_reports_know_no_rule() {
    let all = |words: &'static [&'static str]| words;
    for (folder, forbidden) in [
        ("rule/", all(&["crate::theme", "crate::render", "site::view", "crate::output", "crate::report"])),
        ("report/", all(&["crate::rule", "crate::site", "crate::study"])),
        ("ladder/", all(&["crate::rule", "crate::site", "crate::finding"])),
        ("study/", all(&["crate::rule", "crate::site", "crate::ladder"])),
    ] {
        for (name, lines) in files().into_iter().filter(|(name, _)| name.starts_with(folder)) {
            for line in lines.iter().filter(|l| !l.trim().starts_with("//")) {
                assert!(!forbidden.iter().any(|f| line.contains(f)), "src/{name}: {line}");
            }
        }
    }
}

#[test]
fn files_stay_small_enough_to_hold_in_the_head() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|(_, lines)| lines.len() > 500)
        .map(|(name, lines)| format!("src/{name}: {} lines", lines.len()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The words of each list in `text`: between `open` and the bracket that closes it.
fn lists(text: &str, open: &str, close: char) -> Vec<usize> {
    let mut counts = Vec::new();
    for (at, _) in text.match_indices(open) {
        let list = &text[at + open.len()..];
        let list = &list[..list.find(close).unwrap_or(list.len())];
        // Strings are every second part; one string may hold several words.
        counts.push(list.split('"').skip(1).step_by(2).map(|s| s.split_whitespace().count()).sum());
    }
    counts
}

#[test]
fn a_long_list_of_words_says_why_it_is_long() {
    const MOST: usize = 60;
    let mut wrong = Vec::new();
    let mut long = 0;
    for (name, lines) in files().into_iter().filter(|(name, _)| name.starts_with("claim/")) {
        // An item is its comment and its code; a blank line without indented lines around it parts two.
        for item in lines.join("\n").split("\n\n") {
            let comment: String = item.lines().filter(|l| l.trim_start().starts_with("//")).collect();
            let code: Vec<&str> = item.lines().map(|l| l.split(" // ").next().unwrap_or("")).collect();
            let code: String =
                code.into_iter().filter(|l| !l.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect();
            let counts = [lists(&code, "one_of!(", ')'), lists(&code, "= &[", ']'), lists(&code, ": &str = ", ';')];
            for count in counts.concat().into_iter().filter(|count| *count > MOST) {
                long += 1;
                let says = ["60", "Longer than", "longer than"].iter().any(|why| comment.contains(why));
                if !says {
                    let first = item.lines().find(|l| !l.trim_start().starts_with("//")).unwrap_or_default();
                    wrong.push(format!("src/{name}: {count} words, and no word why: {}", first.trim()));
                }
            }
        }
    }
    assert!(long >= 3, "the lists known to be long were not found: {long}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
