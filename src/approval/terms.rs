//! What is said in a study, one by one: quotations, names, figures and claims, and the details around them.

use crate::claim::{Exact, sentence_at};
use crate::evidence::{Kind, Record};
use crate::lock::{Term, TermKind};
use crate::source::{Sources, Span};
use crate::study::{Document, Prose, SaidIn, Study, quotations};

use super::details::{Hashes, details};
use super::normal;

/// A term and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The term.
    pub term: Term,
    /// The words, or the record.
    pub span: Span,
    /// Since which edition of approvals it is part of one.
    pub edition: u8,
}

/// Every term of a study, in the order of the file by kind; a term that is said twice is told once. `hashes` knows the
/// pictures that are here.
pub fn terms(study: &Study, sources: &Sources, hashes: Hashes<'_>) -> Vec<Placed> {
    let mut found = Found { all: Vec::new(), edition: 1 };
    quotes_and_names(study, sources, &mut found);
    for record in &study.meta.evidence {
        found.add(TermKind::Figure, figure(record).unwrap_or_default(), record.id.span);
    }
    statements(study, &mut found);
    found.edition = 2;
    details(study, hashes, &mut found);
    found.all.sort_by_key(|placed| (placed.term.kind, placed.span.start));
    found.all
}

/// What was found, each once.
pub(super) struct Found {
    all: Vec<Placed>,
    edition: u8,
}

impl Found {
    pub(super) fn add(&mut self, kind: TermKind, words: impl AsRef<str>, span: Span) {
        let term = Term { kind, words: normal(words.as_ref()) };
        if !term.words.is_empty() && !self.all.iter().any(|placed| placed.term == term) {
            self.all.push(Placed { term, span, edition: self.edition });
        }
    }
}

fn quotes_and_names(study: &Study, sources: &Sources, found: &mut Found) {
    let customer = &study.meta.customer;
    if let Some(name) = customer.public_name() {
        found.add(TermKind::Name, &name.value, name.span);
    }
    if let Some(logo) = customer.logo.as_ref().filter(|_| !customer.is_anonymous()) {
        found.add(TermKind::Name, format!("logo {}", logo.trimmed()), logo.span);
    }
    for quote in &study.meta.quotes {
        let named = [&quote.by, &quote.role].into_iter().flatten();
        let words: Vec<&str> = named.clone().map(|text| text.trimmed()).collect();
        if let Some(first) = named.clone().next() {
            found.add(TermKind::Name, words.join(", "), first.span);
        }
        if let Some(photo) = &quote.photo {
            found.add(TermKind::Name, format!("photo {}", photo.trimmed()), photo.span);
        }
    }
    for said in quotations(&Document::Study(study), sources) {
        found.add(TermKind::Quote, &said.words, said.span);
        if let (Some(by), Some(span), SaidIn::Block) = (said.by, said.by_span, said.kind) {
            found.add(TermKind::Name, by, span);
        }
    }
}

/// The figures of a record, as a line: `time spent retyping: before 13.5, after 3 hours a week`.
fn figure(record: &Record) -> Option<String> {
    let metric = record.metric();
    let figures = record.figures(&metric)?;
    let parts: Vec<String> = [("before", figures.before), ("after", figures.after), ("value", figures.value)]
        .into_iter()
        .filter_map(|(name, value): (&str, Option<Exact>)| Some(format!("{name} {}", value?)))
        .collect();
    let of = match &record.kind {
        Some(Kind::Measurement(m)) => m.sample.as_ref().and_then(|s| s.n).map_or(String::new(), |n| format!(", n {n}")),
        _ => String::new(),
    };
    Some(format!("{metric}: {} {}{of}", parts.join(", "), figures.unit).trim_end().to_owned())
}

/// What is said about the customer without quotation marks: the statements of the front matter, and each sentence of the
/// body in which something is claimed.
fn statements(study: &Study, found: &mut Found) {
    let meta = &study.meta;
    let problem = &meta.problem;
    let front = [&meta.title, &problem.text, &problem.cost, &problem.urgent_because, &meta.outcome, &meta.limits];
    for prose in front.into_iter().chain([&meta.hesitation]).flatten() {
        found.add(TermKind::Claim, &prose.text, prose.span);
    }
    for block in study.body.prose.iter().filter(|block| !block.quoted) {
        let inside = study.claims.iter().filter(|stated| block.span.contains(stated.span));
        let mut from = 0;
        for stated in inside {
            // Claims come in the order of the file, so each is looked for behind the one before.
            let Some(at) = block.text[from..].find(&stated.words).map(|at| from + at) else { continue };
            from = at;
            found.add(TermKind::Claim, sentence(block, at), stated.span);
        }
    }
}

fn sentence(block: &Prose, at: usize) -> &str {
    &block.text[sentence_at(&block.text, at)]
}
