//! Old addresses: which path an alias means, and whether something else is there.

use std::collections::BTreeSet;

use super::{OutPath, decoded, scheme};

/// Names of devices on Windows, which cannot be files, whatever stands behind a dot.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// The longest name of a file, in bytes, that every system takes, and the longest path.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 1000;

/// The file at an old address, or why there can be none.
pub(super) fn path(alias: &str) -> Result<OutPath, &'static str> {
    if scheme(alias).is_some() || alias.starts_with("//") {
        return Err("it is a whole address, and only a path of this site can lead on");
    }
    if alias.contains(['?', '#']) {
        return Err("a file has no `?` or `#`, so nobody would arrive there");
    }
    let path = decoded(alias);
    if path.len() > LONGEST_PATH || path.split('/').any(|part| part.len() > LONGEST_NAME) {
        return Err("it is longer than the name of a file can be");
    }
    if path.contains(|c: char| c.is_control() || "\\<>:\"|*?".contains(c)) {
        return Err("it holds a character that is in no file's name");
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("it leads up and down; an address does not");
    }
    if path.split('/').any(is_reserved) {
        return Err("Windows keeps one of its names for itself");
    }
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    Ok(if is_file { OutPath::new(&path) } else { OutPath::page(&format!("{path}/")) })
}

/// Whether Windows has a device of this name.
pub(super) fn is_reserved(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let numbered = |device: &str| {
        name.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| (b'1'..=b'9').contains(&b)))
    };
    RESERVED.contains(&name.as_str()) || numbered("com") || numbered("lpt")
}

/// Whether a file is there already, a file stands where a folder would, or a folder where the file would.
pub(super) fn is_taken(path: &str, taken: &BTreeSet<String>) -> bool {
    let folder = format!("{path}/");
    path.is_empty()
        || taken.contains(path)
        || path.match_indices('/').any(|(at, _)| taken.contains(&path[..at]))
        || taken.range(folder.clone()..).next().is_some_and(|other| other.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_files() {
        let file = |alias| path(alias).map(|path| path.to_string());
        assert_eq!(file("/clients/a%20b/").as_deref(), Ok("clients/a b/index.html"));
        assert_eq!(file("stories/a.html").as_deref(), Ok("stories/a.html"));
        for alias in ["https://a.example/x", "//a/x", "/a?b=1", "/a#b", "/a/../b", "..", "/con/", "/a/Nul.html", "a\\b"]
        {
            assert!(file(alias).is_err(), "{alias}");
        }
        assert!(!is_reserved("concert") && !is_reserved("com0") && is_reserved("COM1.txt"));
    }

    #[test]
    fn an_address_fits_into_the_name_of_a_file() {
        assert!(path(&format!("/{}/", "a".repeat(255))).is_ok());
        assert!(path(&format!("/{}/", "a".repeat(256))).is_err());
        assert!(path(&"/a".repeat(3000)).is_err());
    }

    #[test]
    fn a_file_cannot_be_a_folder() {
        let taken: BTreeSet<String> = ["a/index.html", "robots.txt"].map(str::to_owned).into();
        for path in ["", "a", "a/index.html", "robots.txt/index.html"] {
            assert!(is_taken(path, &taken), "{path}");
        }
        assert!(!is_taken("a/b/index.html", &taken));
    }
}
