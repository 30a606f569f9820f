//! The site as readers get it: which pages there are, what is on them, and what is not.

mod addresses;
mod backing;
mod design;
mod machines;
mod markdown;
mod private;
mod series;
mod theme;
mod views;

use std::collections::BTreeMap;
use std::path::Path;

use proofmark::pipeline::{self, Options};
use proofmark::render::{Memory, Taken};
use proofmark::site::OutPath;

use crate::project::{Project, briefs, options};

/// The four strings that are a study.
const CARD: &str = "customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

/// The site in memory: text by path; a copied file is where it comes from.
struct Built {
    /// With each link as a browser resolves it, from the site's root.
    files: BTreeMap<String, String>,
    /// As written.
    raw: BTreeMap<String, String>,
    checked: pipeline::Checked,
}

impl Built {
    #[track_caller]
    fn of(root: &Path, options: &Options) -> Self {
        let begin = |checked: &pipeline::Checked| Ok((checked.count().errors == 0).then_some(Memory));
        let built = pipeline::build(root, options, begin).unwrap();
        let files = built.made.map(|(_, kept)| Memory::files(kept)).unwrap_or_default();
        Self::made(texts(root, files), built.checked)
    }

    /// The pages that a build would not write, because something is an error.
    #[track_caller]
    fn despite_errors(project: &Project) -> Self {
        let built = pipeline::build(project.root(), &options(), |_| Ok(Some(Memory))).unwrap();
        let files = built.made.map(|(_, kept)| Memory::files(kept)).unwrap_or_default();
        Self::made(texts(project.root(), files), built.checked)
    }

    fn made(raw: BTreeMap<String, String>, checked: pipeline::Checked) -> Self {
        let files = raw.iter().map(|(path, text)| (path.clone(), resolved(path, text))).collect();
        Built { files, raw, checked }
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

    /// Pages and copied files, without what every site has.
    fn own_paths(&self) -> Vec<&str> {
        const ALWAYS: &[&str] = &[
            ".nojekyll",
            "404.html",
            "_headers",
            "how-we-know/index.md",
            "llms.txt",
            "atom.xml",
            "how-we-know/index.html",
            "index.html",
            "references/index.html",
            "robots.txt",
            "sitemap.xml",
        ];
        for path in ALWAYS {
            self.page(path);
        }
        // A style sheet or script has its content's mark in its name.
        let unmarked = |path: &str| match path.split('.').collect::<Vec<_>>()[..] {
            [stem, _, kind] => format!("{stem}.{kind}"),
            _ => path.to_owned(),
        };
        let of_theme = |path: &&str| proofmark::theme::statics().iter().any(|(name, _)| *name == unmarked(path));
        let for_machines =
            |path: &&str| ["/index.md", "/proof.json", "card.png"].iter().any(|ending| path.ends_with(ending));
        self.paths().into_iter().filter(|p| !ALWAYS.contains(p) && !of_theme(p) && !for_machines(p)).collect()
    }

    #[track_caller]
    fn page(&self, path: &str) -> &str {
        self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:#?}", self.paths()))
    }

    /// What a template shows of a view: the project's template `home.html` or another prints it.
    fn html(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(p, t)| (p.as_str(), t.as_str()))
    }
}

fn texts(root: &Path, files: BTreeMap<OutPath, Taken>) -> BTreeMap<String, String> {
    let text = |taken| match taken {
        Taken::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        Taken::Drawing(drawing) => drawing.to_string(),
        Taken::Copy(from) => {
            let from = from.strip_prefix(root).unwrap().components().map(|c| c.as_os_str().to_string_lossy());
            format!("copy of {}", from.collect::<Vec<_>>().join("/"))
        }
    };
    files.into_iter().map(|(path, taken)| (path.to_string(), text(taken))).collect()
}

/// A project with `count` studies of four strings each and one more line of front matter.
fn studies(count: usize, more: &str) -> Project {
    let project = Project::new();
    for n in 1..=count {
        let card = CARD.replace("Ashgrove", &format!("Ashgrove {n}"));
        project.file(&format!("content/studies/s{n}.md"), format!("---\n{card}{more}---\n"));
    }
    project
}

#[test]
fn the_demo_builds_without_an_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Built::of(root, &options());
    assert_eq!(built.checked.count().errors, 0, "{:#?}", briefs(&built.checked));
    for path in
        ["studies/kestrel-row/form-path.svg", "by/problem/double-entry/index.html", "clients/kestrel-row/index.html"]
    {
        built.page(path);
    }
    let left_out = built.checked.corpus.studies.iter().zip(&built.checked.placed).filter(|(_, p)| p.left_out.is_some());
    for (study, _) in left_out {
        assert!(!built.paths().iter().any(|p| p.contains(&study.slug)), "{}", study.slug);
    }
}

#[test]
fn the_same_bytes_twice_and_on_one_thread() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let first = Built::of(root, &options());
    let second = Built::of(root, &options());
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let third = one.install(|| Built::of(root, &options()));
    assert_eq!(first.files, second.files);
    assert_eq!(first.files, third.files);
}

#[test]
fn with_an_error_nothing_is_taken_and_rendering_is_checked_all_the_same() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{CARD}custmer: x\n---\n"));
    project.file("themes/ledger/templates/study.html", "{{ study.nothing.here }}");
    let built = Built::of(project.root(), &options());
    assert!(built.files.is_empty());
    let found = briefs(&built.checked).join("\n");
    assert!(found.contains("unknown-field content/studies/a.md") && found.contains("template-error"), "{found}");
}

/// A page with its relative links resolved against its own address.
fn resolved(path: &str, text: &str) -> String {
    if !path.ends_with(".html") {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = [" href=\"", " src=\""].iter().filter_map(|a| Some(rest.find(a)? + a.len())).min() {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = after.find('"').unwrap();
        out.push_str(&from_root(path, &after[..end]));
        rest = &after[end..];
    }
    out + rest
}

fn from_root(path: &str, target: &str) -> String {
    if target.starts_with(['/', '#']) || target.contains(':') {
        return target.to_owned();
    }
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    let mut rest = target.strip_prefix("./").unwrap_or(target);
    while let Some(up) = rest.strip_prefix("../") {
        folders.pop().unwrap();
        rest = up;
    }
    folders.iter().fold("/".to_owned(), |all, folder| all + folder + "/") + rest
}
