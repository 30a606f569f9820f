//! One Markdown file, understood: front matter typed, body as prose, claims found, every part with its bytes.
//!
//! Reading never fails. It yields what it can, and findings; what is missing or wrong in substance is for the rules.

mod allow;
mod body;
mod customer;
mod meta;
mod open;
mod outline;
mod page;
mod prose;
mod read;
mod said;
mod split;
mod table;
mod taken_back;

pub use allow::{Allow, AllowList};
use body::Gist;
pub(crate) use body::mark;
pub use body::{Body, Heading, Link, options};
pub use customer::{Adopter, Customer};
pub use meta::*;
use open::{open, said_once};
pub(crate) use outline::Outline;
pub use page::{Page, parse as parse_page};
pub use prose::{GAP, Prose, ProseLink};
pub(crate) use said::{Kind as SaidIn, Said, all as quotations};
pub use split::{Parts, split};
pub(crate) use table::Table;

use std::borrow::Cow;

use crate::claim::{self, Claim};
use crate::evidence::{Kind, Record, Survey};
use crate::finding::Finding;
use crate::source::{FileId, Source, Sources, Span};
use crate::written::{Text, Value};

/// A case study.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its file.
    pub file: FileId,
    /// The file's path from the root.
    pub path: String,
    /// Its name in addresses.
    pub slug: String,
    /// The front matter.
    pub meta: Meta,
    /// The body.
    pub body: Body,
    /// Every claim in it, in the order of the file.
    pub claims: Vec<Stated>,
    /// What is allowed in it.
    pub allows: Vec<Allow>,
    /// The front matter could not be read to its end; rules about what is missing would be wrong.
    pub broken: bool,
    /// How many findings reading it brought.
    pub amiss: usize,
    /// See [`Study::is_alone`].
    alone: bool,
    /// See [`Study::asks_for_files`].
    asks_for_files: bool,
}

/// A claim, where it stands and what it is tied to.
#[derive(Clone, Debug)]
pub struct Stated {
    /// What is claimed; `None` for words their author bound to evidence in which no claim was found, and in a study that
    /// was made light.
    pub claim: Option<Box<Claim>>,
    /// The words of the claim.
    pub words: String,
    /// Their bytes.
    pub span: Span,
    /// Where they stand.
    pub place: claim::Place,
    /// What the section is about.
    pub section: claim::Section,
    /// Inside somebody's quote.
    pub quoted: bool,
    /// The evidence it is bound to.
    pub bound: Option<Binding>,
}

/// A tie from words to a record.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The study's slug for `evidence:<study>/<id>`.
    pub study: Option<String>,
    /// The record's id.
    pub id: String,
    /// The whole link in the file.
    pub span: Span,
    /// The linked words.
    pub words: Span,
}

impl Binding {
    /// Reads `evidence:id` or `evidence:study/id`.
    pub fn of_target(target: &str, span: Span, words: Span) -> Option<Self> {
        let rest = target.strip_prefix("evidence:")?;
        let (study, id) = match rest.rsplit_once('/') {
            Some((study, id)) => (Some(study.to_owned()), id),
            None => (None, rest),
        };
        Some(Self { study, id: id.to_owned(), span, words })
    }
}

/// Names that decide whose claim it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The publisher and its products.
    pub subjects: Vec<String>,
    /// Names that a file nobody wrote for us repeats as those of products.
    pub likely: Vec<String>,
}

/// Reads a study. `slug` is made of its path.
pub fn parse(source: &Source, slug: &str, names: &Names, findings: &mut Vec<Finding>) -> Study {
    let before = findings.len();
    let opened = open(source, findings);
    let mut broken = opened.broken;
    let (mut meta, mut allows) = match &opened.front {
        Some(node) => {
            broken |= !matches!(node.value, Value::Map(_));
            let read = read::meta(node, findings);
            said_once(findings, before);
            read
        }
        None => {
            broken |= opened.unreadable;
            (Meta::default(), Vec::new())
        }
    };
    if broken && let Some(at) = taken_back::in_words(&source.text) {
        let span = Span::new(source.id, at);
        meta.consent.get_or_insert_with(|| Consent::unread(span)).withdrawn.get_or_insert(span);
    }
    let (body, in_body) = body::read(source, opened.body, findings);
    allows.extend(in_body);
    let mut study = Study {
        file: source.id,
        path: source.path.to_string(),
        slug: slug.to_owned(),
        meta,
        body,
        claims: Vec::new(),
        allows,
        broken,
        amiss: findings.len() - before,
        alone: false,
        asks_for_files: false,
    };
    let customer = study.meta.customer.spoken_names();
    study.claims = claims(study.prose(), names, &customer);
    let own = |bound: &Binding| bound.study.is_none() && study.record(&bound.id).is_some();
    study.alone = study.claims.iter().filter_map(|stated| stated.bound.as_ref()).all(own);
    let data = |record: &Record| record.measurement().is_some_and(|m| m.data.is_some());
    study.asks_for_files = !study.private_files().is_empty() || study.meta.evidence.iter().any(data);
    study.shrink();
    study
}

/// A study with all its words, read again where it was made light. Its records are as they are written.
pub(crate) fn whole<'a>(study: &'a Study, sources: &Sources, names: &Names) -> Cow<'a, Study> {
    if !study.body.is_light {
        return Cow::Borrowed(study);
    }
    Cow::Owned(parse(&sources.whole(study.file), &study.slug, names, &mut Vec::new()))
}

impl Study {
    /// Every block of words that is published, front matter first.
    pub fn prose(&self) -> impl Iterator<Item = &Prose> {
        let meta = &self.meta;
        let front = [&meta.title, &meta.outcome, &meta.limits, &meta.problem.text, &meta.problem.cost]
            .into_iter()
            .chain([&meta.problem.urgent_because, &meta.customer.about, &meta.hesitation])
            .flatten();
        let quotes = meta.quotes.iter().filter_map(|q| q.text.as_ref());
        let typical = meta.typical.iter().filter_map(|t| t.text.as_ref());
        front.chain(quotes).chain(typical).chain(&self.body.prose)
    }

    /// Gives back what was kept for growing: a site holds many.
    fn shrink(&mut self) {
        self.claims.shrink_to_fit();
        self.allows.shrink_to_fit();
        self.meta.evidence.shrink_to_fit();
        self.meta.quotes.shrink_to_fit();
        self.body.prose.shrink_to_fit();
        self.body.headings.shrink_to_fit();
        self.body.links.shrink_to_fit();
    }

    /// Notes what others may ask of its words: the marks of those by which it might name somebody.
    pub(crate) fn note(&mut self, capitals: Vec<u32>) {
        self.body.gist = Some(Box::new(Gist { capitals, said: Vec::new() }));
    }

    /// Lets go of the words of its body and of what its claims say in figures, which its own checks have read and its
    /// page is not made of.
    pub(crate) fn lighten(&mut self, sources: &Sources) {
        let said = said::in_body(&Document::Study(self), sources);
        self.body.gist.get_or_insert_default().said = said;
        self.body.is_light = true;
        self.claims.iter_mut().for_each(|stated| stated.claim = None);
        self.body.prose = Vec::new();
    }

    /// Whether it speaks of no record but its own, and of those only that are there.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Whether it names a private file, or figures that follow from one.
    pub fn asks_for_files(&self) -> bool {
        self.asks_for_files
    }

    /// Takes over the figures of the files its records name.
    pub fn settle(&mut self, survey: &Survey) {
        for record in &mut self.meta.evidence {
            if let Some(Ok(figures)) = survey.figures(self.file, &record.id.value) {
                record.settle(figures);
            }
        }
    }

    /// The private files it names, by path from `content/`, each with where it is named and the record that does.
    pub fn private_files(&self) -> Vec<(String, &Text, Option<&Record>)> {
        let mut files = Vec::new();
        for record in &self.meta.evidence {
            if let Some(file) = &record.file {
                files.push((format!("evidence/{}", file.trimmed()), file, Some(record)));
            }
            if let Some(Kind::Interview(interview)) = &record.kind
                && let Some(notes) = &interview.notes
            {
                let name = notes.trimmed().trim_end_matches(".md");
                files.push((format!("interviews/{name}.md"), notes, Some(record)));
            }
        }
        if let Some(file) = self.meta.consent.as_ref().and_then(Consent::file) {
            files.push((format!("evidence/{}", file.trimmed()), file, None));
        }
        files
    }

    /// An empty place at the top of the file, for what is missing altogether.
    pub fn top(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// The record with this id.
    pub fn record(&self, id: &str) -> Option<&crate::evidence::Record> {
        self.meta.evidence.iter().find(|r| r.id.value == id)
    }
}

/// Finds the claims of all blocks and ties each to the link around or inside it. Linked words in which no claim was
/// found are one all the same: the author says so.
pub(crate) fn claims<'a>(blocks: impl Iterator<Item = &'a Prose>, names: &Names, customer: &[String]) -> Vec<Stated> {
    let subjects: Vec<&str> = names.subjects.iter().map(String::as_str).collect();
    let likely: Vec<&str> = names.likely.iter().map(String::as_str).collect();
    let customer: Vec<&str> = customer.iter().map(String::as_str).collect();
    let mut stated = Vec::new();
    for prose in blocks {
        let cx = claim::Context {
            place: prose.place,
            section: prose.section,
            quoted: prose.quoted,
            subjects: &subjects,
            likely: &likely,
            customer: &customer,
        };
        let links: Vec<(&ProseLink, Binding)> = prose
            .links
            .iter()
            .filter_map(|l| Some((l, Binding::of_target(&l.target, l.span, prose.span_of(l.range.clone()))?)))
            .collect();
        if !prose.searched && links.is_empty() {
            continue;
        }
        let state = |range: std::ops::Range<usize>, claim, bound| Stated {
            claim,
            words: prose.text[range.clone()].to_owned(),
            span: prose.span_of(range),
            place: prose.place,
            section: prose.section,
            quoted: prose.quoted,
            bound,
        };
        let mut with_claim = vec![false; links.len()];
        for claim in claim::detect(&prose.text, &cx) {
            let range = claim.range.clone();
            // Links stand in order and apart: the first that ends behind the claim's beginning is the only one to ask.
            let over = links.partition_point(|(l, _)| l.range.end <= range.start);
            let over = links.get(over).filter(|(l, _)| l.range.start < range.end).map(|_| over);
            if let Some(at) = over {
                with_claim[at] = true;
            }
            if prose.searched || over.is_some() {
                stated.push(state(range, Some(Box::new(claim)), over.map(|at| links[at].1.clone())));
            }
        }
        for ((link, binding), has_claim) in links.iter().zip(with_claim) {
            if !has_claim {
                stated.push(state(link.range.clone(), None, Some(binding.clone())));
            }
        }
    }
    stated.sort_by_key(|s| (s.span.start, s.span.end));
    stated
}

/// Raw HTML in a body or a front matter string.
pub(crate) fn raw_html(span: Span, words: &str) -> Finding {
    let tag: String = words.trim_start_matches('<').chars().take_while(|c| c.is_alphanumeric()).collect();
    Finding::new("raw-html", span, format!("raw HTML `<{tag}>` is dropped"))
        .help("write it in Markdown; figures, quotes and images have their own")
}

/// A study or a plain page: what both have.
#[derive(Clone, Copy, Debug)]
pub enum Document<'a> {
    /// A study.
    Study(&'a Study),
    /// A plain page.
    Page(&'a Page),
}

impl<'a> Document<'a> {
    /// Its file.
    pub fn file(&self) -> FileId {
        match self {
            Document::Study(s) => s.file,
            Document::Page(p) => p.file,
        }
    }

    /// Its path from the root.
    pub fn path(&self) -> &'a str {
        match self {
            Document::Study(s) => &s.path,
            Document::Page(p) => &p.path,
        }
    }

    /// The folder of its file, without `/` at the end.
    pub fn folder(&self) -> &'a str {
        self.path().rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Its claims.
    pub fn claims(&self) -> &'a [Stated] {
        match self {
            Document::Study(s) => &s.claims,
            Document::Page(p) => &p.claims,
        }
    }

    /// Its body.
    pub fn body(&self) -> &'a Body {
        match self {
            Document::Study(s) => &s.body,
            Document::Page(p) => &p.body,
        }
    }

    /// Every block of words that is published.
    pub fn prose(&self) -> Vec<&'a Prose> {
        match self {
            Document::Study(s) => s.prose().collect(),
            Document::Page(p) => p.prose().collect(),
        }
    }
}
