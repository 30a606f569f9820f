//! A project in a scratch folder, and one run over it.

use std::path::Path;

use proofmark::finding::Finding;
use proofmark::pipeline::{self, Checked, Options};
use proofmark::source::Quotes;

/// The day every test lives on.
pub const TODAY: &str = "2026-11-21";

/// A project in a folder of its own, deleted with it.
pub struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    /// A project with a `site.toml` and nothing else.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let project = Self { dir };
        project.file(
            "site.toml",
            "title = \"Proof\"\npublisher = \"Ledgerline Ltd\"\nproducts = [\"Intake\"]\nbase_url = \"https://proof.example\"\ncontact = \"proof@ledgerline.example\"\n[coverage]\ncustomers = 12\nasked = 5\nagreed = 3\nas_of = 2026-11-01\n",
        );
        std::fs::create_dir_all(project.root().join("content/studies")).unwrap();
        project
    }

    /// A project from one text: lines `=== path` start a file; what stands before the first is
    /// `content/studies/example.md`.
    pub fn of_example(example: &str) -> Self {
        let project = Self::new();
        let mut path = "content/studies/example.md".to_owned();
        let mut text = String::new();
        for line in example.split_inclusive('\n') {
            if let Some(next) = line.strip_prefix("=== ") {
                if !text.is_empty() {
                    project.file(&path, &text);
                }
                path = next.trim().to_owned();
                text.clear();
            } else {
                text.push_str(line);
            }
        }
        project.file(&path, &text);
        project
    }

    /// Writes a file, with its folders.
    pub fn file(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// Adds lines to `site.toml`.
    pub fn settings(&self, more: &str) -> &Self {
        let before = std::fs::read_to_string(self.root().join("site.toml")).unwrap();
        self.file("site.toml", format!("{before}{more}"))
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// Reads and judges it.
    #[track_caller]
    pub fn check(&self) -> Checked {
        pipeline::check(self.root(), &options()).unwrap()
    }
}

/// Options of a plain run.
pub fn options() -> Options {
    Options {
        today: TODAY.parse().unwrap(),
        draft: false,
        base_url: None,
        baseline: None,
        clock: None,
        held: pipeline::ALL,
    }
}

/// One finding as `rule path:line:column words`.
pub fn brief(checked: &Checked, finding: &Finding) -> String {
    let source = Quotes::of(&checked.sources).get(finding.span.file);
    let (line, column) = source.line_column(finding.span.start);
    format!("{} {}:{line}:{column} {:?}", finding.rule, source.path, source.words(finding.span))
}

/// All findings, briefly.
pub fn briefs(checked: &Checked) -> Vec<String> {
    checked.findings.iter().map(|f| brief(checked, f)).collect()
}
