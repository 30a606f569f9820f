//! The only module that reads: walks the project and brings every text into [`Sources`].
//!
//! Evidence, interviews, images and static files are listed here, not read: a page needs to know that they are there.
//! Private files that hold text are read once more, to be compared with what is published ([`private()`]).

mod listed;
mod print;
mod private;
mod stamp;
mod texts;
mod walk;

pub use private::{OF_ALL, OF_ONE, PrivateText, is_plain, is_same, private, private_stamps, sizes};

pub use print::{Print, print, print_of, print_of_one};
pub use stamp::{Change, FILES, FOLDERS, Stamp, Stamps, is_noise, stamp, stamps};
pub use texts::Texts;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::failure::Failure;
use crate::finding::Finding;
use crate::lock;
use crate::source::{FileId, Sources, Span};
use listed::Listed;
use texts::Got;
use walk::{Walk, is_hidden};

const MEGABYTE: u64 = 1024 * 1024;

/// The largest text of a project that is read, in bytes. A study of 10,000 words has 60,000; what is made of a text may
/// take some hundred times its size in memory.
const LARGEST: u64 = MEGABYTE;

/// The largest text that nobody wrote for us, of which only claims are wanted.
const LARGEST_LISTED: u64 = 4 * MEGABYTE;

/// The largest `proof.lock`, which grows with the project: some million files and approvals.
const LARGEST_LOCK: u64 = 512 * MEGABYTE;

/// What is said of a pipe, a socket or a device.
const NO_FILE: &str = "this is no file: reading it may never end";

/// What is in the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// All files under `content/interviews/`, from there.
    pub interview_files: BTreeSet<String>,
    /// Files under `static/`, from there.
    pub statics: BTreeSet<String>,
    /// Templates of the project's theme: name under `templates/`, and the file.
    pub templates: Vec<(String, FileId)>,
    /// Static files of the project's theme, from its `static/`.
    pub theme_statics: BTreeSet<String>,
    /// `proof.lock`, where there is one.
    pub lock: Option<FileId>,
}

impl Tree {
    /// The same, but for its studies and pages.
    pub(crate) fn without_documents(&self) -> Self {
        let (beside, evidence, interviews) = (self.beside.clone(), self.evidence.clone(), self.interviews.clone());
        let (interview_files, statics) = (self.interview_files.clone(), self.statics.clone());
        let (templates, theme_statics, lock) = (self.templates.clone(), self.theme_statics.clone(), self.lock);
        let (studies, pages) = (Vec::new(), Vec::new());
        Tree { studies, pages, beside, evidence, interviews, interview_files, statics, templates, theme_statics, lock }
    }
}

/// A Markdown file and its name in addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub file: FileId,
    /// Its path under the folder, each part made fit for an address, without `.md` and `/index`.
    pub slug: String,
    /// It could not be read as text; what is missing in it may not be missing.
    pub unreadable: bool,
}

/// The nearest folder at or above `from` that holds a `site.toml`.
pub fn find_root(from: &Path) -> Result<PathBuf, Failure> {
    let from = from.canonicalize().map_err(Failure::io("open", from))?;
    from.ancestors()
        .find(|dir| dir.join("site.toml").exists())
        .map(Path::to_path_buf)
        .ok_or(Failure::NotAProject(from.clone()))
}

/// Reads `site.toml`.
pub fn site_toml(root: &Path, sources: &mut Sources, findings: &mut Vec<Finding>) -> Result<FileId, Failure> {
    let path = root.join("site.toml");
    match read_text(&path, LARGEST) {
        Err(Unreadable::Io(error)) => Err(Failure::Io { doing: "read", path, source: error }),
        Err(Unreadable::NoFile) => {
            Err(Failure::Io { doing: "read", path, source: std::io::Error::other("this is no file") })
        }
        bytes => Ok(insert(sources, "site.toml", bytes, findings)),
    }
}

/// Walks everything else. `theme` is the folder under `themes/` that overrides the default. The texts of studies and
/// pages are not read yet: [`bring`] does that, all at once or part by part. Where `texts` knows of a walk that found the
/// same names, nothing is walked.
pub fn tree(
    root: &Path,
    theme: &str,
    texts: &mut Texts,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Result<Tree, Failure> {
    let content = root.join("content");
    if !content.is_dir() {
        return Err(Failure::Refused(format!(
            "there is no content folder in {}\n  make content/studies and put a study into it, or run `proofmark init` in an empty folder",
            root.display()
        )));
    }
    if let Some(listed) = texts.listed(theme) {
        let settings = sources.at("site.toml").map(|source| source.text.clone());
        *sources = listed.sources.without_texts();
        if let Some(settings) = settings {
            sources.insert("site.toml", settings);
        }
        let tree = listed.tree.clone();
        let templates = tree.templates.iter().map(|(_, file)| (*file, LARGEST));
        for (file, most) in tree.lock.map(|file| (file, LARGEST_LOCK)).into_iter().chain(templates) {
            let path = sources.get(file).path.clone();
            insert(sources, &path, read_text(&root.join(&*path), most), findings);
        }
        return Ok(tree);
    }
    let known = findings.len();
    let mut tree = Tree::default();
    let lock = root.join(lock::PATH);
    if lock.symlink_metadata().is_ok() {
        tree.lock = Some(insert(sources, lock::PATH, read_text(&lock, LARGEST_LOCK), findings));
    }
    let mut walk = Walk::new(root, sources, findings);
    for (folder, is_study) in [("content/studies", true), ("content/pages", false)] {
        let (paths, beside) = markdown_in(&mut walk, folder);
        tree.beside.extend(beside);
        for path in &paths {
            let file = walk.sources.insert(path, "");
            let entry = Entry { file, slug: slug_of(&path[folder.len() + 1..]), unreadable: false };
            if is_study { tree.studies.push(entry) } else { tree.pages.push(entry) }
        }
    }
    tree.evidence = walk.private_in("content/evidence");
    tree.interview_files = walk.private_in("content/interviews");
    let notes = tree.interview_files.iter().filter_map(|path| path.strip_suffix(".md"));
    tree.interviews = notes.map(str::to_owned).collect();
    tree.statics = walk.all_files_in("static");
    let theme_folder = format!("themes/{theme}");
    for name in walk.files_in(&format!("{theme_folder}/templates")) {
        let path = format!("{theme_folder}/templates/{name}");
        let bytes = read_text(&root.join(&path), LARGEST);
        let file = insert(walk.sources, &path, bytes, walk.findings);
        tree.templates.push((name, file));
    }
    tree.theme_statics = walk.files_in(&format!("{theme_folder}/static"));
    let is_plain = !walk.met_link && walk.findings.len() == known;
    texts.list(|seen| {
        let (theme, tree, sources) = (theme.to_owned(), tree.clone(), sources.without_texts());
        is_plain.then_some(Listed { theme, seen, tree, sources })
    });
    Ok(tree)
}

/// Reads the texts of these documents; those that are among `texts` already, under the stamp their file still has, are
/// taken from there.
pub fn bring(
    root: &Path,
    entries: &mut [Entry],
    texts: &mut Texts,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) {
    let paths: Vec<Arc<str>> = entries.iter().map(|entry| sources.get(entry.file).path.clone()).collect();
    let read: Vec<Got> = paths.par_iter().map(|path| texts.get(root, path)).collect();
    for ((entry, path), got) in entries.iter_mut().zip(paths).zip(read) {
        let before = findings.len();
        let stamp = match got {
            Got::Known(stamp, text) => {
                sources.fill(entry.file, text);
                Some(stamp)
            }
            Got::Read(stamp, bytes) => {
                insert(sources, &path, bytes, findings);
                stamp
            }
        };
        entry.unreadable = findings.len() > before;
        if let Some(stamp) = stamp.filter(|_| !entry.unreadable) {
            texts.keep(path, stamp, sources.get(entry.file).text.clone());
        }
    }
}

/// The text of a document that was read before; `None` where it cannot be read as it could then.
pub(crate) fn text_again(root: &Path, path: &str) -> Option<String> {
    read_text(&root.join(path), LARGEST).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The text of a file that was named in the call; `None` when there is none.
pub fn text_at(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::Io { doing: "read", path: path.to_owned(), source: error }),
    }
}

/// A text that was named in the call, or found in a folder that was.
#[derive(Clone, Debug)]
pub struct Named {
    /// The text, under the path as it was written.
    pub file: FileId,
    /// Where it really is.
    pub place: PathBuf,
}

/// Reads files and folders outside of any project, each file once. Of folders only what is `wanted` by its name; hidden
/// folders, installed packages and what we published are passed over. What cannot be read as text is a finding.
pub fn texts(
    cwd: &Path,
    paths: &[PathBuf],
    wanted: impl Fn(&str) -> bool,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Named>, Failure> {
    let mut listed: Vec<(String, PathBuf)> = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        let whole = cwd.join(path);
        if !whole.exists() {
            return Err(Failure::Refused(format!("there is no file or folder {}", path.display())));
        }
        if whole.is_file() && !wanted(&shown(path)) {
            absent(sources, &shown(path), "only Markdown, HTML and YAML are read".to_owned(), "", findings);
            continue;
        }
        for entry in WalkDir::new(&whole).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_written) {
            let Ok(entry) = entry else { continue };
            let below = entry.path().strip_prefix(&whole).unwrap_or(entry.path());
            let name = if entry.depth() == 0 { shown(path) } else { shown(&path.join(below)) };
            if !entry.file_type().is_file() || !wanted(&name) {
                continue;
            }
            let place = entry.path().canonicalize().unwrap_or_else(|_| entry.path().to_path_buf());
            if seen.insert(place.clone()) {
                listed.push((name, place));
            }
        }
    }
    let read: Vec<_> = listed.par_iter().map(|(_, place)| read_text(place, LARGEST_LISTED)).collect();
    let mut texts = Vec::new();
    for ((name, place), bytes) in listed.into_iter().zip(read) {
        let before = findings.len();
        let file = insert(sources, &name, bytes, findings);
        if findings.len() == before {
            texts.push(Named { file, place });
        }
    }
    Ok(texts)
}

/// Whether somebody wrote what stands in a folder, as opposed to a program.
fn is_written(entry: &walkdir::DirEntry) -> bool {
    let generated = entry.file_name() == "node_modules" || entry.path().join(crate::output::MANIFEST).is_file();
    entry.depth() == 0 || !is_hidden(entry.path()) && !generated
}

/// A path as it was written, with `/` on every system.
fn shown(path: &Path) -> String {
    let written = path.to_string_lossy().into_owned();
    if cfg!(windows) { written.replace('\\', "/") } else { written }
}

/// Web pages of the project that begin with `mark`, wherever they lie: path from the root, and text.
pub fn marked(root: &Path, mark: &str) -> Vec<(String, String)> {
    let inside = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_written).flatten();
    let pages = inside.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html"));
    let page = |entry: walkdir::DirEntry| {
        let path = from_root(root, entry.path());
        let first = head(root, &path, 256).ok()?;
        memchr::memmem::find(&first, mark.trim_end().as_bytes())?;
        Some((path, text_at(entry.path()).ok()??))
    };
    pages.filter_map(page).collect()
}

/// Names of what stands in a folder, sorted.
pub fn names(dir: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(Failure::io("open", dir))? {
        let entry = entry.map_err(Failure::io("open", dir))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// A path below the root as it is named in findings: from there, with `/`.
pub fn from_root(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The bytes of a file that was listed and is published.
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

/// A file that was listed, from its first byte, for what is too large to hold.
pub fn stream(root: &Path, path: &str) -> std::io::Result<impl Read> {
    fs::File::open(root.join(path))
}

/// The SHA-256 of a file that was listed, in lower-case hex, and its size in bytes.
pub fn digest(root: &Path, path: &str) -> std::io::Result<(String, u64)> {
    let (mut file, mut hash, mut size) = (fs::File::open(root.join(path))?, Sha256::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), size));
        }
        hash.update(&buffer[..read]);
        size += read as u64;
    }
}

/// The size of a file that was listed, in bytes.
pub fn size(root: &Path, path: &str) -> Option<u64> {
    fs::metadata(root.join(path)).ok().map(|found| found.len())
}

/// When a file was last written, where the file system says.
pub fn modified(root: &Path, path: &str) -> Option<std::time::SystemTime> {
    fs::metadata(root.join(path)).and_then(|found| found.modified()).ok()
}

/// Why a text could not be brought in.
enum Unreadable {
    TooLarge {
        size: u64,
        most: u64,
    },
    /// A pipe, a socket, a device: reading it may never end.
    NoFile,
    Io(std::io::Error),
}

/// The bytes of a text of `most` bytes at most.
fn read_text(path: &Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    let found = fs::metadata(path).map_err(Unreadable::Io)?;
    if found.is_dir() {
        return Err(Unreadable::Io(std::io::ErrorKind::IsADirectory.into()));
    }
    if !found.is_file() {
        return Err(Unreadable::NoFile);
    }
    let size = found.len();
    if size > most {
        return Err(Unreadable::TooLarge { size, most });
    }
    fs::read(path).map_err(Unreadable::Io)
}

/// Adds a text. What cannot be read becomes an empty one and a finding; bytes that are no UTF-8 become replacement
/// characters, so that the other mistakes of the file are found too.
fn insert(
    sources: &mut Sources,
    path: &str,
    bytes: Result<Vec<u8>, Unreadable>,
    findings: &mut Vec<Finding>,
) -> FileId {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(Unreadable::TooLarge { size, most }) => {
            let what = format!("{} MB are too many: a text is at most {} MB", size.div_ceil(MEGABYTE), most / MEGABYTE);
            let help = "a study is text; put data under content/evidence/ and images beside the study";
            return absent(sources, path, what, help, findings);
        }
        Err(Unreadable::NoFile) => {
            return absent(sources, path, NO_FILE.to_owned(), "put a file in its place", findings);
        }
        Err(Unreadable::Io(error)) => {
            let help = "let the user who builds read it, or move it out of the project";
            return absent(sources, path, format!("the file cannot be read: {error}"), help, findings);
        }
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return absent(sources, path, "the file is UTF-16".to_owned(), "save the file as UTF-8", findings);
    }
    match String::from_utf8(bytes) {
        Ok(text) => sources.insert(path, text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let file = sources.insert(path, String::from_utf8_lossy(error.as_bytes()));
            let span = Span::new(file, at..at + '\u{fffd}'.len_utf8());
            findings.push(
                Finding::new("unreadable-file", span, format!("the byte 0x{byte:02X} is not UTF-8"))
                    .help("save the file as UTF-8"),
            );
            file
        }
    }
}

/// Adds an empty text in place of one that cannot be had, and says why.
fn absent(sources: &mut Sources, path: &str, why: String, help: &str, findings: &mut Vec<Finding>) -> FileId {
    let file = sources.insert(path, "");
    findings.push(Finding::new("unreadable-file", Span::new(file, 0..0), why).help(help));
    file
}

/// Markdown files and other files under a folder, from the root, sorted. Hidden ones are passed over.
fn markdown_in(walk: &mut Walk<'_>, folder: &str) -> (Vec<String>, Vec<String>) {
    let all = walk.files_in(folder);
    let is_text = |path: &String| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
    };
    let (texts, beside): (Vec<_>, Vec<_>) = all.into_iter().partition(is_text);
    let full = |paths: Vec<String>| paths.into_iter().map(|p| format!("{folder}/{p}")).collect();
    (full(texts), full(beside))
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
