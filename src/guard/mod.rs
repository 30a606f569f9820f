//! The last look at what is about to be published.
//!
//! Goes in: what is private in a project, and every file of the site, as its bytes, on the way to whatever takes them.
//! Comes out: the same files, pictures without metadata, and findings for what may not be published.
//!
//! What is private is gathered once for a run ([`Guard::new`]): names and records from the studies, words from the files
//! under `content/evidence/` and `content/interviews/`. What the studies themselves publish is taken out again. Then
//! each document is looked at as it is written, so that the words can be underlined and the finding allowed
//! ([`Guard::in_document`]), and each file as it is rendered ([`Watch`]).

mod again;
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
mod place;
mod published;
mod said;
mod sink;
mod strings;
mod surname;
mod token;
mod withdrawn;
mod words;

pub use again::Before;
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
use crate::source::{OfFiles, Source, Sources, Span};
use crate::study::Document;
use fold::Format;
use index::{Buffers, Hashes, Index, Origin, What};
use needle::{Form, Needle, Unless, Why, is_distinct};
use owned::Owners;
use pattern::Shape;
use place::{Place, folded};

/// Smaller files may be equal by chance, in bytes.
const LEAST: u64 = 16;

/// What a project keeps private.
#[derive(Clone, Debug, Default)]
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
    pub left_out: &'a OfFiles<LeftOut>,
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
    Format::of_path(path).is_some_and(|format| !format.is_code())
}

impl Guard {
    /// Gathers what is private. `texts` are the private files that can be read.
    pub fn new(known: Known<'_>, texts: &[PrivateText]) -> Self {
        Self::gather(known, texts, &mut Before::default())
    }

    /// The same, reading the private files itself, after a run that left `before`: where nothing is another that it is made
    /// of, it is the same guard, and studies that are as they were are not searched for the same words again.
    pub fn again(known: Known<'_>, before: &mut Before) -> Arc<Self> {
        if !before.keeps {
            return Arc::new(Self::gather(known, &scan::private(known.root, known.tree, is_text), before));
        }
        before.look_at(known);
        if let Some(guard) = before.same(known) {
            return guard;
        }
        let guard = Arc::new(Self::gather(known, &scan::private(known.root, known.tree, is_text), before));
        before.remember(known, &guard);
        guard
    }

    fn gather(known: Known<'_>, texts: &[PrivateText], before: &mut Before) -> Self {
        let contact = known.config.contact.as_ref().map(|c| needle::plain(c).trim().to_owned());
        let mut guard = Guard { contact, ..Guard::default() };
        let mut needles = customer::needles(known.corpus, known.sources, &known.config.names);
        let left_out = |s: &crate::study::Study| known.left_out.get(&s.file);
        let speakers = fields::speakers(known.corpus.studies.iter().map(|s| (&**s, left_out(s))));
        let words = fields::said_of_names(known.corpus.studies.iter().map(|s| &**s).filter(|s| left_out(s).is_none()));
        let public = fields::Public { speakers, words };
        needles.extend(known.corpus.studies.iter().flat_map(|study| fields::needles(study, &public)));
        needles.extend(withdrawn::needles(known, &public));
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
        guard.agreed(known, &mut runs);
        guard.numbered(known, &mut ids);
        let mut index = Index::of(once(needles), runs, ids);
        guard.phones = phones(known);
        said::take_out(&mut index, known, &owners, guard.files, before);
        index.root = root(known.root);
        guard.index = index;
        guard
    }

    /// Whether the two find the same words, though these may have moved in the files they were taken from.
    pub(crate) fn finds_the_same(&self, other: &Self) -> bool {
        self.index.finds_the_same(&other.index)
            && (&self.origins, self.files, &self.contact) == (&other.origins, other.files, &other.contact)
            && self.phones == other.phones
            && self.sizes == other.sizes
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
            token::runs(&text.bytes, |hash| _ = all.entry(hash).or_insert(origin));
        }
    }

    /// In what words customers agreed, and on what ground: what they were asked stays between them and the publisher.
    fn agreed(&mut self, known: Known<'_>, all: &mut Hashes) {
        for study in &known.corpus.studies {
            let consent = study.meta.consent.iter();
            for words in consent.flat_map(|consent| [&consent.wording, &consent.basis]).flatten() {
                let text = needle::plain(words.trimmed());
                let origin = self.origin(&study.path);
                token::runs(text.as_bytes(), |hash| _ = all.entry(hash).or_insert(origin));
            }
        }
    }

    /// Numbers of invoices, tickets and the like in the private values of studies.
    fn numbered(&mut self, known: Known<'_>, all: &mut Hashes) {
        for study in &known.corpus.studies {
            let record = study.meta.consent.iter().filter_map(|consent| consent.record.as_ref());
            let values = study.meta.evidence.iter().flat_map(published::of_record).chain(record);
            let found: Vec<u64> = values.flat_map(|text| files::identifiers(text.trimmed())).collect();
            if !found.is_empty() {
                let origin = self.origin(&study.path);
                found.into_iter().for_each(|hash| _ = all.entry(hash).or_insert(origin));
            }
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
            Form::Capitals => !written.iter().any(u8::is_ascii_lowercase),
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

/// Whether rendering takes an address out: not one that is written for people only, as in `ana (at) clinic.example`.
fn is_taken_out(address: &str) -> bool {
    address.contains('@') || address.contains("%40") || address.contains('&')
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
