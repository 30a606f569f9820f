//! The site as readers get it: which pages there are, what is on them, and what is not.

use std::collections::BTreeMap;
use std::path::Path;

use proofmark::pipeline::{self, Options};
use proofmark::render::{Memory, Taken};

use crate::project::{Project, briefs, options};

/// The site in memory: text by path; a copied file is where it comes from.
struct Built {
    files: BTreeMap<String, String>,
    checked: pipeline::Checked,
}

impl Built {
    #[track_caller]
    fn of(root: &Path, options: &Options) -> Self {
        let built = pipeline::build(root, options, |_| Ok(Some(Memory::default()))).unwrap();
        let files = built.made.map(|(memory, _)| memory.into_files()).unwrap_or_default();
        let text = |taken| match taken {
            Taken::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
            Taken::Copy(from) => format!("copy of {}", from.strip_prefix(root).unwrap().display()),
        };
        Built {
            files: files.into_iter().map(|(path, taken)| (path.to_string(), text(taken))).collect(),
            checked: built.checked,
        }
    }

    #[track_caller]
    fn clean(project: &Project) -> Self {
        let built = Self::of(project.root(), &options());
        assert_eq!(built.checked.count().errors, 0, "{:#?}", briefs(&built.checked));
        built
    }

    fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    #[track_caller]
    fn page(&self, path: &str) -> &str {
        self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:#?}", self.paths()))
    }
}

#[test]
fn the_demo_builds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Built::of(root, &options());
    assert_eq!(built.checked.count().errors, 0, "{:#?}", briefs(&built.checked));
}
