//! How a place in a file is opened: by an address that an editor answers to, or by a program.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// What opens a file at a line. `{file}`, `{line}` and `{column}` stand for the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editor {
    /// The browser hands an address to the editor.
    Address(String),
    /// We start a program: its name and what it is called with.
    Program(Vec<String>),
}

/// Editors with an address of their own, as they are named in `--editor`.
const ADDRESSES: &[(&str, &str)] = &[
    ("vscode", "vscode://file/{file}:{line}:{column}"),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
];

/// Programs with a window of their own, and how they are told a line. Others would fight over the terminal.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("code", &["--goto", "{file}:{line}:{column}"]),
    ("codium", &["--goto", "{file}:{line}:{column}"]),
    ("cursor", &["--goto", "{file}:{line}:{column}"]),
    ("subl", &["{file}:{line}:{column}"]),
    ("zed", &["{file}:{line}:{column}"]),
    ("zeditor", &["{file}:{line}:{column}"]),
    ("idea", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("gvim", &["+{line}", "{file}"]),
    ("mvim", &["+{line}", "{file}"]),
    ("kate", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("gedit", &["+{line}:{column}", "{file}"]),
    ("gnome-text-editor", &["+{line}", "{file}"]),
    ("emacsclient", &["+{line}:{column}", "{file}"]),
    ("mate", &["--line", "{line}:{column}", "{file}"]),
];

impl Editor {
    /// As it is written in `--editor`: a name, an address, or a program with what it is called with.
    pub fn named(written: &str) -> Self {
        if let Some((_, address)) = ADDRESSES.iter().find(|(name, _)| *name == written) {
            return Self::Address((*address).to_owned());
        }
        if written.contains("://") {
            return Self::Address(written.to_owned());
        }
        let mut words: Vec<String> = written.split_whitespace().map(str::to_owned).collect();
        if !words.iter().any(|word| word.contains("{file}")) {
            let known = words.first().and_then(|program| arguments(program));
            words.extend(known.unwrap_or(&["{file}"]).iter().map(|word| (*word).to_owned()));
        }
        Self::Program(words)
    }

    /// What `VISUAL` or `EDITOR` names, if it has a window of its own; else Visual Studio Code by its address.
    pub fn of_environment(written: Option<String>) -> Self {
        let windowed = written.filter(|words| words.split_whitespace().next().and_then(arguments).is_some());
        Self::named(windowed.as_deref().unwrap_or("vscode"))
    }

    /// Opens a place, where that is a program's work. The path is one word whatever is in it: there is no shell.
    pub(super) fn open(&self, file: &Path, line: usize, column: usize) -> io::Result<()> {
        let Editor::Program(words) = self else { return Err(io::ErrorKind::Unsupported.into()) };
        let filled = |word: &String| {
            let word = word.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
            word.replace("{file}", &file.to_string_lossy())
        };
        let mut words = words.iter().map(filled);
        let Some(program) = words.next() else { return Err(io::ErrorKind::NotFound.into()) };
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        // Somebody must wait for it, or it stays behind as a process that has ended.
        thread::spawn(move || child.wait());
        Ok(())
    }
}

fn arguments(program: &str) -> Option<&'static [&'static str]> {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).trim_end_matches(".exe");
    PROGRAMS.iter().find(|(known, _)| *known == name).map(|(_, arguments)| *arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(words: &[&str]) -> Editor {
        Editor::Program(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn an_editor_is_named_by_name_address_or_program() {
        assert!(matches!(Editor::named("vscode"), Editor::Address(a) if a.starts_with("vscode://file/{file}")));
        assert_eq!(Editor::named("x://{file}"), Editor::Address("x://{file}".to_owned()));
        assert_eq!(Editor::named("/usr/bin/subl -n"), program(&["/usr/bin/subl", "-n", "{file}:{line}:{column}"]));
        assert_eq!(Editor::named("mine --at {line} {file}"), program(&["mine", "--at", "{line}", "{file}"]));
        assert_eq!(Editor::named("mine"), program(&["mine", "{file}"]));
    }

    #[test]
    fn an_editor_of_the_terminal_is_left_alone() {
        let of = |written: &str| Editor::of_environment(Some(written.to_owned()));
        assert_eq!(of("vim"), Editor::named("vscode"));
        assert_eq!(of("code --wait"), program(&["code", "--wait", "--goto", "{file}:{line}:{column}"]));
        assert_eq!(Editor::of_environment(None), Editor::named("vscode"));
    }
}
