//! One state of the site, as it is served: what the last run made, and where it could not, what an earlier one did.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::headers::Headers;
use super::panel::Panel;
use super::project::Project;
use crate::card;
use crate::finding::Level;
use crate::mark;
use crate::pipeline::{Built, Checked};
use crate::render::{Memory, Taken};
use crate::scan;
use crate::site::OutPath;

/// Every file of the site, and what is to be said beside it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The site's path on its host: empty, or `/sub/path`.
    base: String,
    files: Arc<BTreeMap<OutPath, Served>>,
    /// What a host would send beside them.
    pub(super) headers: Headers,
    project: Project,
}

/// A file that is served.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub(super) what: What,
    /// Another file has another, as far as an open page can see.
    pub(super) mark: u64,
    /// It was made by an earlier run, and the last could not.
    pub(super) last_good: bool,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Here.
    Bytes(Arc<[u8]>),
    /// In a file of the project.
    Copy(PathBuf),
    /// Painted from this drawing, for whoever asks.
    Drawing(Arc<str>),
}

/// What there is at an address.
pub(super) enum Found<'a> {
    File(&'a OutPath, &'a Served),
    /// A folder without its slash; a static host sends to the address with it.
    Folder,
    Nothing,
}

impl Snapshot {
    /// The state after a run. A page that it could not make as its author means it stays as it was `before`.
    pub fn after(before: Option<&Snapshot>, built: Built<Memory>) -> Self {
        let Built { checked, made, addresses, theme_is_broken } = built;
        let files = made.map(|(_, kept)| Memory::files(kept)).unwrap_or_default();
        // Both are in the order of their paths.
        let mut old = before.map(|before| before.files.iter()).into_iter().flatten().peekable();
        let serve = |(path, taken)| {
            while old.next_if(|(before, _)| **before < path).is_some() {}
            let served = Served::of(taken, old.next_if(|(before, _)| **before == path).map(|(_, served)| served));
            (path, served)
        };
        let files: BTreeMap<OutPath, Served> = files.into_iter().map(serve).collect();
        let base = checked.config.base_url.path.clone();
        let project = Project::new(Arc::new(checked), addresses);
        let said = files.get(&OutPath::new("_headers")).and_then(|served| served.what.bytes()).unwrap_or_default();
        let headers = Headers::read(&String::from_utf8_lossy(&said));
        let mut snapshot = Self { base, files: Arc::new(files), headers, project };
        if let Some(before) = before {
            snapshot.keep_last_good(before, theme_is_broken);
        }
        snapshot
    }

    /// The same state after a run that came to nothing.
    pub fn failed(&self, why: String) -> Self {
        let mut project = self.project.clone();
        project.failure = Some(why);
        Self { project, ..self.clone() }
    }

    /// The project as the last run saw it.
    pub fn checked(&self) -> &Arc<Checked> {
        &self.project.checked
    }

    /// The page of a document, given by its path from the root; from the site's root.
    pub fn address_of(&self, path: &str) -> Option<String> {
        self.project.address_of(self.project.checked.sources.at(path)?.id)
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.files.keys().filter(|path| path.as_str().ends_with(".html")).count()
    }

    /// The site's path on its host: empty, or `/sub/path`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Takes pages over from `before`: of documents that cannot be read, of templates that cannot be rendered, and all of
    /// them where the settings or the theme as a whole cannot be used. A document that is not shown any more is not.
    fn keep_last_good(&mut self, before: &Snapshot, theme_is_broken: bool) {
        let checked = &self.project.checked;
        let is_grave = |rule: &str| checked.findings.iter().any(|f| f.rule == rule && f.level == Level::Error);
        let all = theme_is_broken || is_grave("invalid-config");
        let some = is_grave("template-error");
        let broken: BTreeSet<String> = checked
            .corpus
            .studies
            .iter()
            .map(|study| (study.broken, study.file))
            .chain(checked.corpus.pages.iter().map(|page| (page.broken, page.file)))
            .filter(|(broken, _)| *broken)
            .filter_map(|(_, file)| self.project.address_of(file))
            .flat_map(|address| [format!("{address}brief/"), address])
            .map(|address| OutPath::page(&address).as_str().to_owned())
            .collect();
        if !all && !some && broken.is_empty() {
            return;
        }
        let files = Arc::make_mut(&mut self.files);
        let is_page = |path: &OutPath| path.as_str().ends_with(".html");
        for (path, served) in before.files.iter().filter(|(path, _)| is_page(path)) {
            let is_made = files.contains_key(path);
            let is_kept = broken.contains(path.as_str()) || if is_made { all } else { some };
            if is_kept && files.get(path).is_none_or(|now| now.mark != served.mark) {
                files.insert(path.clone(), Served { last_good: true, ..served.clone() });
            }
        }
    }

    /// What there is at the path of a request, decoded.
    pub(super) fn at(&self, path: &str) -> Found<'_> {
        let Some(local) = self.local(path) else { return Found::Nothing };
        // Only names of the plan are looked up, so nothing outside of it can be reached; but `a//b` is not `a/b`.
        if local.split('/').skip(1).any(|part| part == "." || part == "..") || local.contains(['\\', '\0']) {
            return Found::Nothing;
        }
        if local.is_empty() {
            return Found::Folder;
        }
        match self.files.get_key_value(&OutPath::page(local)) {
            Some((path, served)) if !local.contains("//") => Found::File(path, served),
            _ if self.files.contains_key(&OutPath::page(&format!("{local}/"))) => Found::Folder,
            _ => Found::Nothing,
        }
    }

    /// A path of the host as one of the site.
    fn local<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&self.base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The page for wrong addresses.
    pub(super) fn not_found(&self) -> Option<&Served> {
        self.files.get(&OutPath::new("404.html"))
    }

    /// What an open page at `path` shows now: its own file, or that for wrong addresses.
    pub(super) fn shown_at(&self, path: &str) -> Option<&Served> {
        match self.at(path) {
            Found::File(_, served) => Some(served),
            Found::Folder | Found::Nothing => self.not_found(),
        }
    }

    /// What is to be said beside the page at `path`, as JSON.
    pub(super) fn panel(&self, path: &str) -> String {
        let last_good = self.shown_at(path).is_some_and(|served| served.last_good);
        let panel = Panel::of(&self.project, self.local(path).unwrap_or("/"), last_good, &self.base);
        serde_json::to_string(&panel).unwrap_or_else(|_| "{}".to_owned())
    }
}

impl Served {
    /// A file that is the same piece of memory as `before` need not be read for its mark.
    fn of(taken: Taken, before: Option<&Served>) -> Self {
        let (what, mark) = match taken {
            Taken::Bytes(bytes) => {
                let known = before.and_then(|before| match &before.what {
                    What::Bytes(old) if Arc::ptr_eq(old, &bytes) => Some(before.mark),
                    _ => None,
                });
                let mark = known.unwrap_or_else(|| mark::of(&*bytes));
                (What::Bytes(bytes), mark)
            }
            Taken::Copy(from) => {
                let mark = mark::of(&scan::stamp(&from));
                (What::Copy(from), mark)
            }
            Taken::Drawing(drawing) => {
                let known = before.and_then(|before| match &before.what {
                    What::Drawing(old) if Arc::ptr_eq(old, &drawing) => Some(before.mark),
                    _ => None,
                });
                let mark = known.unwrap_or_else(|| mark::of(&*drawing));
                (What::Drawing(drawing), mark)
            }
        };
        Self { what, mark, last_good: false }
    }
}

impl What {
    /// The bytes; `None` when a file of the project is gone, or a drawing cannot be painted.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            What::Bytes(bytes) => Some(bytes.to_vec()),
            What::Copy(from) => scan::bytes(Path::new(""), &from.to_string_lossy()).ok(),
            What::Drawing(drawing) => card::png(drawing),
        }
    }
}
