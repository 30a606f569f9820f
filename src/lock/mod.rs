//! `proof.lock`: what the project is held to where the proof itself may not be committed.
//!
//! Goes in: the text of the file. Comes out: hashes of evidence and interview notes, figures recomputed from them, the
//! texts a customer approved, and withdrawals; and the same as text again. Each line is one fact and stands alone, so
//! that a merge that keeps the lines of both sides is right, and the order of lines means nothing when it is read.

mod figures;
mod line;
mod parse;
mod renew;
mod series;
mod text;

pub use figures::{asked, differences, facts, figures, told};
pub use parse::parse;
pub use renew::{Change, Named, renewed};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::evidence::Recomputed;
use crate::source::Span;

/// Where it is, from the project's root.
pub const PATH: &str = "proof.lock";

/// The version this program reads and writes.
pub const VERSION: u32 = 1;

/// What an approval of today holds. The first edition held quotations, names, figures and claims, and no details.
pub const EDITION: u8 = 2;

/// Bytes of a fingerprint that are kept: enough that two texts of one project never share one.
const PRINT: usize = 10;

/// All facts of the file.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// Private files, by path from `content/`: `evidence/northwind/weeks.csv`, `interviews/2026-06-03-northwind.md`.
    pub files: BTreeMap<String, Locked>,
    /// What was approved, by the study's slug.
    pub approvals: BTreeMap<String, Approval>,
    /// Studies that were withdrawn, by slug.
    pub withdrawals: BTreeMap<String, Withdrawal>,
    /// Something could not be read: what is missing here may not be missing.
    pub torn: bool,
    /// What is said in two ways, or not as it was approved: paths of private files and slugs of studies. Whoever has the
    /// file, or the customer's word, can say it anew.
    pub doubted: BTreeSet<String>,
}

/// A private file as it was when it was locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The hash of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Figures recomputed from it: what was asked of it and the figure's name, to the figure as it is printed.
    pub figures: BTreeMap<(String, String), String>,
    /// The line, where it was read from a file.
    pub line: Option<Span>,
}

/// What one customer approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// Every text that was approved.
    pub texts: BTreeSet<Term>,
    /// What it holds; see [`EDITION`]. What an earlier one does not hold is not compared with it.
    pub edition: u8,
    /// The line, where it was read from a file.
    pub line: Option<Span>,
}

/// One thing that is said in a customer's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// What kind of thing.
    pub kind: TermKind,
    /// The words, in the form in which they are compared: see [`crate::approval::normal`].
    pub words: String,
}

/// The kinds of things that are approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// What is claimed.
    Claim,
    /// What is said of the customer, and how a figure is known.
    Detail,
    /// A recorded figure.
    Figure,
    /// Who is named or shown, and as what.
    Name,
    /// The bytes of what is shown.
    Picture,
    /// What somebody was asked.
    Question,
    /// Somebody's words.
    Quote,
}

impl TermKind {
    /// All, in the order of the file.
    pub const ALL: [TermKind; 7] = [
        TermKind::Claim,
        TermKind::Detail,
        TermKind::Figure,
        TermKind::Name,
        TermKind::Picture,
        TermKind::Question,
        TermKind::Quote,
    ];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            TermKind::Claim => "claim",
            TermKind::Detail => "detail",
            TermKind::Figure => "figure",
            TermKind::Name => "name",
            TermKind::Picture => "picture",
            TermKind::Question => "question",
            TermKind::Quote => "quote",
        }
    }
}

/// A study that may not be published any more. Nothing of its words is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// Since which day.
    pub on: Date,
    /// Fingerprints by which it is known under another name; see [`crate::approval::prints`].
    pub prints: BTreeSet<String>,
    /// The line, where it was read from a file.
    pub line: Option<Span>,
}

impl Approval {
    /// The fingerprint of everything that was approved: a lock whose texts were changed by hand no longer has it.
    pub fn print(&self) -> String {
        print_of(&self.texts)
    }
}

impl Lock {
    /// The figures that were recomputed from a file, by its path from `content/`, when this was asked of it.
    pub fn figures(&self, path: &str, asked: &str) -> Option<Recomputed> {
        let all = &self.files.get(path)?.figures;
        let own = all.iter().filter(|((question, _), _)| question == asked);
        figures(&own.map(|((_, name), value)| (name.as_str(), value.as_str())).collect())
    }

    /// Whether nothing is locked.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.approvals.is_empty() && self.withdrawals.is_empty()
    }

    /// The withdrawal of the study with this slug, or with one of these fingerprints: a study whose file was renamed,
    /// or whose line `withdrawn` was deleted, is the same study.
    pub fn withdrawal(&self, slug: &str, prints: &BTreeSet<String>) -> Option<(&str, &Withdrawal)> {
        let named = self.withdrawals.get_key_value(slug);
        let known = || self.withdrawals.iter().find(|(_, w)| !w.prints.is_disjoint(prints));
        named.or_else(known).map(|(slug, withdrawal)| (slug.as_str(), withdrawal))
    }

    /// Takes a study out: its approved texts go, and only fingerprints stay.
    pub fn withdraw(&mut self, slug: &str, on: Date, prints: BTreeSet<String>) {
        self.approvals.remove(slug);
        self.withdrawals.insert(slug.to_owned(), Withdrawal { on, prints, line: None });
    }
}

/// The fingerprint of a set of texts.
pub fn print_of(texts: &BTreeSet<Term>) -> String {
    let all: Vec<String> = texts.iter().map(|term| format!("{}\t{}", term.kind.word(), term.words)).collect();
    fingerprint(&all.join("\n"))
}

/// A short hash of some words: the first ten bytes of their SHA-256, in hexadecimal digits.
pub fn fingerprint(words: &str) -> String {
    let digest = Sha256::digest(format!("proofmark\n{words}").as_bytes());
    digest.iter().take(PRINT).map(|byte| format!("{byte:02x}")).collect()
}
