//! The only module that reads: walks the project and brings every text into [`Sources`].
//!
//! Evidence, interviews, images and static files are listed here, not read: a page needs to know that they are there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::failure::Failure;
use crate::finding::Finding;
use crate::source::{FileId, Sources, Span};

/// The largest text file that is read, in bytes. A study of 10,000 words has 60,000.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What is in the project.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Studies and their slugs, by path.
    pub studies: Vec<Entry>,
    /// Plain pages and their slugs, by path.
    pub pages: Vec<Entry>,
    /// Other files under `content/studies` and `content/pages`, from the root: images beside a study.
    pub beside: BTreeSet<String>,
    /// Files under `content/evidence/`, from there.
    pub evidence: BTreeSet<String>,
    /// Notes under `content/interviews/`, from there, without `.md`.
    pub interviews: BTreeSet<String>,
    /// Files under `static/`, from there.
    pub statics: BTreeSet<String>,
    /// Templates of the project's theme: name under `templates/`, and the file.
    pub templates: Vec<(String, FileId)>,
    /// Static files of the project's theme, from its `static/`.
    pub theme_statics: BTreeSet<String>,
}

/// A Markdown file and its name in addresses.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    pub file: FileId,
    /// Its path under the folder, each part made fit for an address, without `.md` and `/index`.
    pub slug: String,
}

/// The nearest folder at or above `from` that holds a `site.toml`.
pub fn find_root(from: &Path) -> Result<PathBuf, Failure> {
    let from = from.canonicalize().map_err(Failure::io("open", from))?;
    from.ancestors()
        .find(|dir| dir.join("site.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or(Failure::NotAProject(from.clone()))
}

/// Reads `site.toml`.
pub fn site_toml(root: &Path, sources: &mut Sources, findings: &mut Vec<Finding>) -> Result<FileId, Failure> {
    let path = root.join("site.toml");
    let bytes = fs::read(&path).map_err(Failure::io("read", &path))?;
    Ok(insert(sources, "site.toml", Ok(bytes), findings))
}

/// Walks everything else. `theme` is the folder under `themes/` that overrides the default.
pub fn tree(root: &Path, theme: &str, sources: &mut Sources, findings: &mut Vec<Finding>) -> Result<Tree, Failure> {
    let mut tree = Tree::default();
    let content = root.join("content");
    if !content.is_dir() {
        return Err(Failure::Refused(format!(
            "there is no content folder in {}\n  make content/studies and put a study into it, or run `proofmark init` in an empty folder",
            root.display()
        )));
    }
    for (folder, is_study) in [("content/studies", true), ("content/pages", false)] {
        let (texts, beside) = markdown_in(root, folder)?;
        tree.beside.extend(beside);
        let read: Vec<_> = texts.par_iter().map(|path| read_text(&root.join(path))).collect();
        for (path, bytes) in texts.iter().zip(read) {
            let file = insert(sources, path, bytes, findings);
            let entry = Entry { file, slug: slug_of(&path[folder.len() + 1..]) };
            if is_study { tree.studies.push(entry) } else { tree.pages.push(entry) }
        }
    }
    tree.evidence = files_in(root, "content/evidence")?;
    tree.interviews = files_in(root, "content/interviews")?
        .into_iter()
        .filter_map(|path| path.strip_suffix(".md").map(str::to_owned))
        .collect();
    tree.statics = files_in(root, "static")?;
    let theme_folder = format!("themes/{theme}");
    for name in files_in(root, &format!("{theme_folder}/templates"))? {
        let path = format!("{theme_folder}/templates/{name}");
        let bytes = read_text(&root.join(&path));
        let file = insert(sources, &path, bytes, findings);
        tree.templates.push((name, file));
    }
    tree.theme_statics = files_in(root, &format!("{theme_folder}/static"))?;
    Ok(tree)
}

/// The bytes of a file that was listed and is published as it is.
pub fn bytes(root: &Path, path: &str) -> Result<Vec<u8>, Failure> {
    let path = root.join(path);
    fs::read(&path).map_err(Failure::io("read", &path))
}

/// The first bytes of a file that was listed, at most `most`.
pub fn head(root: &Path, path: &str, most: u64) -> Result<Vec<u8>, Failure> {
    let path = root.join(path);
    let mut head = Vec::new();
    let file = fs::File::open(&path).map_err(Failure::io("read", &path))?;
    file.take(most).read_to_end(&mut head).map_err(Failure::io("read", &path))?;
    Ok(head)
}

/// Why a text could not be brought in.
enum Unreadable {
    TooLarge(u64),
    Io(std::io::Error),
}

fn read_text(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let size = fs::metadata(path).map_err(Unreadable::Io)?.len();
    if size > LARGEST {
        return Err(Unreadable::TooLarge(size));
    }
    fs::read(path).map_err(Unreadable::Io)
}

/// Adds a text. What cannot be read becomes an empty one and a finding.
fn insert(
    sources: &mut Sources,
    path: &str,
    bytes: Result<Vec<u8>, Unreadable>,
    findings: &mut Vec<Finding>,
) -> FileId {
    match bytes {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => sources.insert(path, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[at];
                // Emptied behind the mistake: half a study would only raise findings that are not the writer's.
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = sources.insert(path, text);
                let span = Span::new(file, at..at + '\u{fffd}'.len_utf8());
                findings.push(
                    Finding::new("unreadable-file", span, format!("the byte 0x{byte:02X} is not UTF-8"))
                        .help("save the file as UTF-8"),
                );
                file
            }
        },
        Err(trouble) => {
            let file = sources.insert(path, "");
            let message = match trouble {
                Unreadable::TooLarge(size) => {
                    format!(
                        "{} MB are too many: a text is at most {} MB",
                        size.div_ceil(1024 * 1024),
                        LARGEST / (1024 * 1024)
                    )
                }
                Unreadable::Io(error) => format!("the file cannot be read: {error}"),
            };
            findings.push(
                Finding::new("unreadable-file", Span::new(file, 0..0), message)
                    .help("a study is text; put data under content/evidence/ and images beside the study"),
            );
            file
        }
    }
}

/// Markdown files and other files under a folder, from the root, sorted. Hidden ones are passed over.
fn markdown_in(root: &Path, folder: &str) -> Result<(Vec<String>, Vec<String>), Failure> {
    let all = files_in(root, folder)?;
    let (texts, beside): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|p| p.ends_with(".md") || p.ends_with(".markdown"));
    let full = |paths: Vec<String>| paths.into_iter().map(|p| format!("{folder}/{p}")).collect();
    Ok((full(texts), full(beside)))
}

/// All files under a folder, from there, with `/`. An absent folder is empty.
fn files_in(root: &Path, folder: &str) -> Result<BTreeSet<String>, Failure> {
    let base = root.join(folder);
    let mut files = BTreeSet::new();
    if !base.is_dir() {
        return Ok(files);
    }
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(&base).follow_links(true).into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| Failure::Io {
            doing: "walk",
            path: error.path().unwrap_or(&base).to_path_buf(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&base).unwrap_or(entry.path());
            files.insert(slashes(path));
        }
    }
    Ok(files)
}

/// A path with `/` on every system.
fn slashes(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// `Old/My Clinic/index.md` → `old/my-clinic`.
fn slug_of(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.split('/').map(slug::slugify).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_fit_for_addresses() {
        assert_eq!(slug_of("northwind.md"), "northwind");
        assert_eq!(slug_of("northwind/index.md"), "northwind");
        assert_eq!(slug_of("Old/Café & Co.md"), "old/cafe-co");
        assert_eq!(slug_of("v1.2.md"), "v1-2");
    }
}
