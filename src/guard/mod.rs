//! The last look at what is about to be published.
//!
//! Goes in: what is private in a project, and every file of the site, as its bytes, on the way to whatever takes them.
//! Comes out: the same files, pictures without metadata, and findings for what may not be published.
//!
//! What is private is gathered once for a run ([`Guard::new`]): names and records from the studies, words from the files
//! under `content/evidence/` and `content/interviews/`. What the studies themselves publish is taken out again. Then
//! each document is looked at as it is written, so that the words can be underlined and the finding allowed
//! ([`Guard::in_document`]), and each file as it is rendered ([`Watch`]).

mod customer;
mod fields;
mod files;
mod fold;
mod index;
mod leak;
mod located;
mod needle;
mod owned;
mod pattern;
mod pictures;
mod published;
mod sink;
mod strings;
mod surname;
mod words;

pub use located::{findings, take_in};
pub use sink::Watch;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::config::Config;
use crate::finding::Finding;
use crate::ladder::LeftOut;
use crate::rule::Corpus;
use crate::scan::{self, PrivateText, Tree};
use crate::source::{FileId, Source, Sources, Span};
use crate::study::Document;
use fold::{Format, Placed, fold};
use index::{Buffers, Hashes, Index, Origin, What};
use needle::{Form, Needle, Unless, Why, is_distinct};
use owned::Owners;
use pattern::Shape;

/// Smaller files may be equal by chance, in bytes.
const LEAST: u64 = 16;

/// What a project keeps private.
#[derive(Debug, Default, PartialEq)]
pub struct Guard {
    index: Index,
    /// Where runs and identifiers come from, by [`Origin`].
    origins: Vec<String>,
    /// How many of them are files; the others are documents that are not published.
    files: usize,
    /// The site's own address, folded.
    contact: Option<String>,
    /// Telephone numbers in `site.toml`: the publisher's.
    phones: BTreeSet<String>,
    /// Private files by their size in bytes.
    sizes: BTreeMap<u64, Vec<Origin>>,
}

/// What is known of a project before its pages are made.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// The settings.
    pub config: &'a Config,
    /// All documents.
    pub corpus: &'a Corpus,
    /// The texts.
    pub sources: &'a Sources,
    /// What is in the project.
    pub tree: &'a Tree,
    /// Documents that are not published, and why.
    pub left_out: &'a HashMap<FileId, LeftOut>,
}

impl Known<'_> {
    /// Documents that are published, or will be again when a day comes or a customer agrees: a name they say is not made
    /// a secret by a day that passes.
    fn open(&self) -> impl Iterator<Item = Document<'_>> {
        self.corpus.documents().filter(|document| match self.left_out.get(&document.file()) {
            Some(why) => !matches!(why, LeftOut::Draft | LeftOut::Broken),
            None => true,
        })
    }

    fn published(&self, document: &Document<'_>) -> Vec<u8> {
        published::of(document, &self.sources.whole(document.file()))
    }
}

/// Whether a private file is read. Others are hashed and stay unread.
pub fn is_text(path: &str) -> bool {
    Format::of_path(path).is_some_and(|format| format != Format::Code)
}

impl Guard {
    /// Gathers what is private. `texts` are the private files that can be read.
    pub fn new(known: Known<'_>, texts: &[PrivateText]) -> Self {
        Self::again(known, texts, &mut Before::default())
    }

    /// The same after a run that left `before`: studies that are as they were are not searched for the same words again.
    pub fn again(known: Known<'_>, texts: &[PrivateText], before: &mut Before) -> Self {
        let contact = known.config.contact.as_ref().map(|c| needle::plain(c).trim().to_owned());
        let mut guard = Guard { contact, ..Guard::default() };
        let mut needles = customer::needles(known.corpus, known.sources, &known.config.names);
        let left_out = |s: &crate::study::Study| known.left_out.get(&s.file);
        let speakers = fields::speakers(known.corpus.studies.iter().map(|s| (&**s, left_out(s))));
        let words = fields::said_of_names(known.corpus.studies.iter().map(|s| &**s).filter(|s| left_out(s).is_none()));
        let public = fields::Public { speakers, words };
        needles.extend(known.corpus.studies.iter().flat_map(|study| fields::needles(study, &public)));
        needles.extend(guard.paths(known));
        let (mut runs, mut ids) = (Hashes::default(), Hashes::default());
        let taken: Vec<files::Taken> =
            texts.par_iter().map(|t| files::take(&t.path, &t.text, guard.contact.as_deref())).collect();
        guard.origins = texts.iter().map(|text| text.path.clone()).collect();
        let mut owners = Owners::new(known.corpus, &guard.origins);
        for (origin, taken) in taken.into_iter().enumerate() {
            taken.join(origin as Origin, &mut owners, &mut needles, &mut runs, &mut ids);
        }
        let records: HashSet<String> = records(known.corpus);
        needles.retain(|needle| {
            let public = || public.words.contains(&needle.key);
            (needle.form != Form::Capital || !public())
                && (needle.form != Form::LowLine || !records.contains(&needle.key))
        });
        guard.sizes(known);
        guard.files = guard.origins.len();
        guard.left_out(known, &mut runs);
        let mut index = Index::of(once(needles), runs, ids);
        guard.phones = phones(known);
        take_out(&mut index, known, &owners, guard.files, before);
        index.root = root(known.root);
        guard.index = index;
        guard
    }

    /// Remembers how large each private file is.
    fn sizes(&mut self, known: Known<'_>) {
        let read: HashMap<String, Origin> =
            self.origins.iter().enumerate().map(|(at, path)| (path.clone(), at as Origin)).collect();
        for (path, size) in scan::sizes(known.root, known.tree) {
            let origin = read.get(&path).copied().unwrap_or_else(|| self.origin(&path));
            if size >= LEAST {
                self.sizes.entry(size).or_default().push(origin);
            }
        }
    }

    /// The private file that `path` is a copy of, both from `root`.
    fn copied(&self, root: &Path, path: &str) -> Option<Origin> {
        let size = scan::size(root, path)?;
        let same = self.sizes.get(&size)?.iter();
        same.copied().find(|origin| scan::is_same(root, path, &self.origins[*origin as usize]))
    }

    fn origin(&mut self, path: &str) -> Origin {
        self.origins.push(path.to_owned());
        (self.origins.len() - 1) as Origin
    }

    /// Names of private files.
    fn paths(&self, known: Known<'_>) -> Vec<Needle> {
        let files = known.tree.evidence.iter().chain(&known.tree.interview_files).filter(|path| is_distinct(path));
        let files = files.map(|path| Needle::whole(path, Why::File, Unless::AStudySaysIt, None));
        files.filter(|needle| needle.key.len() > 7).collect()
    }

    /// What documents say that are not published.
    fn left_out(&mut self, known: Known<'_>, all: &mut Hashes) {
        for document in known.corpus.documents().filter(|d| known.left_out.contains_key(&d.file())) {
            let origin = self.origin(document.path());
            let text = folded(&known.published(&document), Format::Markdown);
            index::runs(&text.bytes, |hash| _ = all.entry(hash).or_insert(origin));
        }
    }

    /// What a document may not publish, underlined where it stands. Addresses are not printed, and told to whoever wrote
    /// them.
    pub fn in_document(&self, document: &Document<'_>, source: &Source) -> Vec<Finding> {
        let bytes = published::of(document, source);
        // Most hold nothing; only then does it matter where.
        if !self.suspects(&bytes, Format::Markdown) {
            return Vec::new();
        }
        let mut found: Vec<(Span, What)> = Vec::new();
        self.each(&bytes, Format::Markdown, |what, range| {
            found.push((Span::new(source.id, range), what));
        });
        let told = |(span, what)| match self.is_address(what) && is_taken_out(source.words(span)) {
            true => self.unprinted(span, source),
            false => self.told_in_document(what, span, source),
        };
        self.apart(found).into_iter().map(told).collect()
    }

    fn is_address(&self, what: What) -> bool {
        match what {
            What::Needle(at) => self.index.needles[at].why == Why::Address,
            what => what == What::Shape(Shape::Mail),
        }
    }

    /// In the order of the file, without what another one covers: a part of a name, a name in a row of words. A customer
    /// who is not to be named counts wherever the name stands.
    fn apart<P: Place>(&self, mut found: Vec<(P, What)>) -> Vec<(P, What)> {
        found.sort_by_key(|(place, what)| (place.start(), std::cmp::Reverse(place.end()), *what));
        let hidden =
            |what: What| matches!(what, What::Needle(at) if matches!(self.index.needles[at].why, Why::Customer(_)));
        let mut kept: Vec<(P, What)> = Vec::new();
        for (place, what) in found {
            let covers = |(other, by): &(P, What)| {
                other.start() <= place.start() && place.end() <= other.end() && (!hidden(what) || hidden(*by))
            };
            if !kept.iter().rev().take(8).any(covers) {
                kept.push((place, what));
            }
        }
        kept
    }

    /// Everything that may not be published in a file, with its place in the file.
    fn each(&self, bytes: &[u8], format: Format, mut tell: impl FnMut(What, Range<usize>)) {
        let text = folded(bytes, format);
        self.index.look(&text.bytes, text.aside, format, &mut Buffers::default(), |what, range| {
            let place = text.place(range.clone(), bytes);
            if !self.is_ours(what, &text.bytes[range]) && self.is_written_so(what, &bytes[place.clone()]) {
                tell(what, place);
            }
        });
    }

    /// Whether words are written as they must be to count: a surname, a column.
    fn is_written_so(&self, what: What, written: &[u8]) -> bool {
        match self.form(what) {
            Form::Any => true,
            Form::Capital => !written.first().is_some_and(u8::is_ascii_lowercase),
            Form::LowLine => memchr::memchr(b'_', written).is_some(),
        }
    }

    fn form(&self, what: What) -> Form {
        if let What::Needle(at) = what { self.index.needles[at].form } else { Form::Any }
    }

    /// Whether an address or a number is the publisher's own.
    fn is_ours(&self, what: What, words: &[u8]) -> bool {
        match what {
            What::Shape(Shape::Mail) => self.contact.as_deref().is_some_and(|c| c.as_bytes() == words),
            What::Shape(Shape::Phone) => self.phones.contains(&digits(words)),
            _ => false,
        }
    }
}

/// Where something was found.
trait Place {
    fn start(&self) -> usize;
    fn end(&self) -> usize;
}

impl Place for Span {
    fn start(&self) -> usize {
        self.range().start
    }
    fn end(&self) -> usize {
        self.range().end
    }
}

impl Place for Range<usize> {
    fn start(&self) -> usize {
        self.start
    }
    fn end(&self) -> usize {
        self.end
    }
}

/// Whether rendering takes an address out: not one that is written for people only, as in `ana (at) clinic.example`.
fn is_taken_out(address: &str) -> bool {
    address.contains('@') || address.contains("%40") || address.contains('&')
}

/// How many bytes the character or escape at `at` takes; at least one.
fn width(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    match rest[0] {
        b'&' => rest.iter().take(36).position(|b| *b == b';').map_or(1, |n| n + 1),
        b'%' => 3.min(rest.len()),
        lead if lead >= 0xc0 => rest[1..].iter().take_while(|b| **b & 0xc0 == 0x80).count() + 1,
        _ => 1,
    }
}

/// Folded text with places.
struct Folded {
    bytes: Vec<u8>,
    places: Vec<usize>,
    aside: usize,
}

impl Folded {
    /// The bytes of the file behind a range: to the end of its last letter, not to the next one, since markup may stand
    /// between.
    fn place(&self, range: Range<usize>, bytes: &[u8]) -> Range<usize> {
        let last = self.places[range.end - 1].min(bytes.len() - 1);
        self.places[range.start].min(last)..last + width(bytes, last)
    }
}

fn folded(bytes: &[u8], format: Format) -> Folded {
    let (mut words, mut rest) = (Placed::default(), Placed::default());
    let aside = fold(bytes, format, &mut words, &mut rest);
    Folded { bytes: words.bytes, places: words.places, aside }
}

/// Each needle once, the strictest first.
fn once(mut needles: Vec<Needle>) -> Vec<Needle> {
    needles.retain(|needle| needle.key.len() > 2);
    needles.sort_by(|a, b| (&a.key, a.unless, !a.loose, a.form).cmp(&(&b.key, b.unless, !b.loose, b.form)));
    needles.dedup_by(|b, a| a.key == b.key);
    needles
}

/// The folder of the project as it would stand in a text; `None` when it could be a word.
fn root(root: &Path) -> Option<Finder<'static>> {
    let path = needle::plain(&root.to_string_lossy());
    let deep = path.split(['/', '\\']).filter(|part| !part.trim().is_empty()).count() > 1;
    deep.then(|| Finder::new(path.trim()).into_owned())
}

/// Names of records, which are public.
fn records(corpus: &Corpus) -> HashSet<String> {
    corpus.studies.iter().flat_map(|study| &study.meta.evidence).map(|r| needle::squashed(r.id.trimmed())).collect()
}

fn digits(words: &[u8]) -> String {
    words.iter().filter(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect()
}

/// Telephone numbers that `site.toml` prints.
fn phones(known: Known<'_>) -> BTreeSet<String> {
    let text = folded(known.sources.get(known.config.top.file).text.as_bytes(), Format::Plain);
    let mut phones = BTreeSet::new();
    let tell = |what, range: Range<usize>| {
        if what == What::Shape(Shape::Phone) {
            phones.insert(digits(&text.bytes[range]));
        }
    };
    Index::default().look(&text.bytes, text.bytes.len(), Format::Plain, &mut Buffers::default(), tell);
    phones
}

/// Takes out of the private words what is written to be published: by a study, or for some by anything. `of_files` is
/// the number of origins that are files.
fn take_out(index: &mut Index, known: Known<'_>, owners: &Owners, of_files: usize, before: &mut Before) {
    if index.needles.is_empty() && index.runs.is_empty() && index.ids.is_empty() {
        return;
    }
    let pages = known.open().filter(|d| matches!(d, Document::Page(_)));
    let mut others: Vec<Vec<u8>> =
        pages.map(|document| folded(&known.published(&document), Format::Markdown).bytes).collect();
    let templates = known.tree.templates.iter().map(|(_, file)| known.sources.get(*file));
    let own = templates.chain([known.sources.get(known.config.top.file)]);
    others.extend(own.map(|source| folded(source.text.as_bytes(), Format::Markup).bytes));
    let theme: Vec<Vec<u8>> = crate::theme::texts().map(|t| folded(t.as_bytes(), Format::Markup).bytes).collect();
    // One at a time: all their texts together are more than should be held.
    let studies: Vec<Document<'_>> = known.open().filter(|d| matches!(d, Document::Study(_))).collect();
    before.look_for(index);
    let of_study = |document: &Document<'_>| {
        let text = &known.sources.get(document.file()).text;
        before.said(document.file(), text).unwrap_or_else(|| {
            let text = folded(&known.published(document), Format::Markdown);
            Arc::new(Said::of(&text.bytes, index))
        })
    };
    let said: Vec<Arc<Said>> = studies.par_iter().map(of_study).collect();
    before.keep(studies.iter().map(|study| study.file()).zip(&said), known.sources);
    let by_study = studies.iter().map(|study| Some(study.file())).zip(said);
    let by_theme: Vec<_> = theme.iter().map(|text| (None, Arc::new(Said::of(text, index)))).collect();
    let elsewhere: Vec<Said> = others.par_iter().map(|text| Said::of(text, index)).collect();
    let mut public = HashSet::new();
    for (study, said) in by_study.chain(by_theme) {
        for (hashes, all) in [(&said.runs, &mut index.runs), (&said.ids, &mut index.ids)] {
            for hash in hashes {
                let free = |origin: &Origin| study.is_none_or(|study| owners.frees(study, *hash, *origin));
                if all.get(hash).is_some_and(free) {
                    all.remove(hash);
                }
            }
        }
        public.extend(said.needles.iter().copied().filter(|at| index.needles[*at].unless != Unless::Never));
    }
    for said in elsewhere {
        for hash in said.runs {
            if index.runs.get(&hash).is_some_and(|origin| *origin as usize >= of_files) {
                index.runs.remove(&hash);
            }
        }
        let free = |at: &usize| index.needles[*at].unless == Unless::AnythingSaysIt;
        public.extend(said.needles.into_iter().filter(free));
    }
    let mut at = 0;
    let mut needles = std::mem::take(&mut index.needles);
    needles.retain(|_| {
        at += 1;
        !public.contains(&(at - 1))
    });
    *index = Index::of(needles, std::mem::take(&mut index.runs), std::mem::take(&mut index.ids));
}

/// What an earlier run knows of the studies: which private words each of them holds.
#[derive(Debug, Default)]
pub struct Before {
    /// These were looked for. Without them there is nothing to keep.
    index: Option<Index>,
    said: HashMap<FileId, (Arc<str>, Arc<Said>)>,
    /// Nothing is kept where no run follows.
    pub keeps: bool,
}

impl Before {
    /// Forgets what other words were looked for in.
    fn look_for(&mut self, index: &Index) {
        if self.keeps && self.index.as_ref() != Some(index) {
            self.said.clear();
            self.index = Some(index.unready());
        }
    }

    fn said(&self, file: FileId, text: &Arc<str>) -> Option<Arc<Said>> {
        let (same, said) = self.said.get(&file)?;
        Arc::ptr_eq(same, text).then(|| said.clone())
    }

    fn keep<'a>(&mut self, said: impl Iterator<Item = (FileId, &'a Arc<Said>)>, sources: &Sources) {
        if self.keeps {
            self.said = said.map(|(file, said)| (file, (sources.get(file).text.clone(), said.clone()))).collect();
        }
    }
}

/// Which private words a text holds.
#[derive(Debug, Default)]
struct Said {
    runs: Vec<u64>,
    ids: Vec<u64>,
    needles: Vec<usize>,
}

impl Said {
    fn of(text: &[u8], index: &Index) -> Self {
        let mut said = Said::default();
        if !index.runs.is_empty() {
            index::runs(text, |hash| said.runs.extend(index.runs.contains_key(&hash).then_some(hash)));
        }
        if !index.ids.is_empty() {
            index::ids(text, |hash| said.ids.extend(index.ids.contains_key(&hash).then_some(hash)));
        }
        index.look(text, text.len(), Format::Code, &mut Buffers::default(), |what, _| {
            if let What::Needle(at) = what {
                said.needles.push(at);
            }
        });
        said
    }
}
