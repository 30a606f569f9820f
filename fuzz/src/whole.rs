//! A whole project of one text.

use std::path::Path;

use proofmark::pipeline::{self, Options};
use proofmark::render::{Memory, Taken};

use crate::{CARD, SITE, inert, pointed};

/// A line that begins so goes on with the name of the file whose text follows.
const HEAD: &str = "%% ";

/// Where a file of each name lies, and what is in it where an input does not say.
const FILES: &[(&str, &str, &str)] = &[
    ("site", "site.toml", ""),
    ("study", "content/studies/a.md", ""),
    ("other", "content/studies/b/index.md", ""),
    ("page", "content/pages/b.md", "A page.\n"),
    ("lock", "proof.lock", "version 1\n"),
    ("csv", "content/evidence/weeks.csv", "phase,hours\nbefore,11\nafter,2.5\n"),
    ("notes", "content/interviews/2026-06-03-northwind.md", "Spoke with Ana.\n"),
    ("drawing", "content/studies/b/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("template", "themes/mine/templates/page.html", "{% extends \"default/page.html\" %}"),
];

/// Writes the project that `text` says into `root`; whether it brings a template.
pub fn parts(root: &Path, text: &str) -> bool {
    let mut given: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(HEAD), given.last_mut()) {
            (Some(name), _) => given.push((name.trim(), String::new())),
            (None, Some((_, words))) => words.push_str(line),
            (None, None) => given.push(("study", line.to_owned())),
        }
    }
    for (name, path, else_holds) in FILES {
        let words = given.iter().find(|(given, _)| given == name).map(|(_, words)| words.as_str());
        let written = match (*name, words) {
            ("site", None) => SITE.to_owned(),
            ("site", Some(words)) => format!("theme = \"mine\"\n{SITE}{words}"),
            ("study", Some(words)) if !words.starts_with("---") => format!("{CARD}---\n{words}"),
            ("study" | "other", None) => format!("{CARD}---\nThe body.\n"),
            (_, words) => words.unwrap_or(else_holds).to_owned(),
        };
        let place = root.join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, written).unwrap();
    }
    given.iter().any(|(name, _)| *name == "template")
}

/// Builds the project in `root` into memory and looks at its pages.
pub fn project(root: &Path, own_templates: bool) {
    let options = Options {
        today: "2026-11-21".parse().unwrap(),
        draft: true,
        base_url: None,
        baseline: None,
        clock: None,
        held: pipeline::ALL,
    };
    let built = pipeline::build(root, &options, |_| Ok(Some(Memory))).unwrap();
    built.checked.findings.iter().for_each(|finding| pointed(&built.checked.sources, finding));
    let Some((_, kept)) = built.made else { return };
    for (path, taken) in kept {
        if let Taken::Bytes(bytes) = taken
            && [".html", ".svg"].iter().any(|end| path.as_str().ends_with(end))
            && !own_templates
        {
            inert(path.as_str(), &bytes);
        }
    }
}
