//! Files that were not written for us: any Markdown, MDX, HTML or YAML in, blocks of words with their bytes out.
//!
//! Nothing here judges. What is no prose (code, addresses, settings) is left out, what cannot be parsed is read line by
//! line, and every block says where it stands, under what heading and whether somebody is quoted.
//!
//! ```text
//! text ─ conflict ─► one text a side ─ mask ─► same length, code of templates blanked
//!          ├─ front ─ tree (YAML, TOML) ─┐
//!          └─ body ── markdown ◄──► html ┴─► gather ─► blocks of words
//! ```

mod conflict;
mod entity;
mod front;
mod gather;
mod html;
mod key;
mod literal;
mod markdown;
mod mask;
mod prose_like;
mod subject;
mod tag;
mod tile;
mod tree;

pub(crate) use entity::at as character;

use crate::source::Source;
use crate::study::{self, Names, Prose, Stated};
use crate::written::OffsetMap;
use gather::Gatherer;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Markdown, with HTML in it.
    Markdown,
    /// Markdown with components and expressions.
    Mdx,
    /// HTML, perhaps with front matter.
    Html,
    /// YAML.
    Yaml,
}

impl Kind {
    /// The kind of a file by the ending of its name; `None` for what is not read.
    pub fn of_path(path: &str) -> Option<Kind> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Kind::Markdown),
            "mdx" => Some(Kind::Mdx),
            "html" | "htm" => Some(Kind::Html),
            "yaml" | "yml" => Some(Kind::Yaml),
            _ => None,
        }
    }
}

/// The claims of a file, in its order. Where a merge is not resolved both sides are read. To the `names` known come those
/// the file repeats.
pub fn claims(source: &Source, kind: Kind, names: &Names) -> Vec<Stated> {
    let mut all: Vec<Stated> = Vec::new();
    for side in conflict::sides(&source.text) {
        let (blocks, mut customer) = blocks(&source.with_text(side), kind);
        let (products, customers) = subject::guess(&blocks);
        // Who is named a customer, or a product, is no guess.
        customer.extend(customers.into_iter().filter(|name| !names.subjects.contains(name)));
        let likely = products.into_iter().filter(|name| !customer.contains(name)).collect();
        let names = Names { likely, ..names.clone() };
        let found = study::claims(blocks.iter(), &names, &customer);
        all.extend(found);
    }
    all.sort_by_key(|s| (s.span.start, s.span.end));
    all.dedup_by_key(|s| s.span);
    all
}

/// Whether a merge was left unresolved in the file.
pub fn has_conflict(source: &Source) -> bool {
    conflict::is_in(&source.text)
}

/// Whether the file has the fields every study of ours has, so that its keys mean what they mean in a project.
pub fn is_study(source: &Source) -> bool {
    let Some(range) = study::split(&source.text).front else { return false };
    let front = &source.text[range];
    let has = |key: &str| front.lines().any(|l| l.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    has("customer") && has("problem") && has("outcome")
}

/// Every block of words, and the names of the customer.
fn blocks(source: &Source, kind: Kind) -> (Vec<Prose>, Vec<String>) {
    let parts = front::split(&source.text, kind);
    // Some sites read plain Markdown as MDX; a module that is imported gives it away.
    let kind = match kind {
        Kind::Markdown if mask::imports(&source.text[parts.body.clone()]) => Kind::Mdx,
        kind => kind,
    };
    let masked = mask::mask(&source.text, kind, parts.front.clone());
    let written = source.text.clone();
    let source = source.with_text(masked.text);
    let mut gatherer = Gatherer::new(source.id, masked.quotes);
    match parts.syntax {
        Some(front::Syntax::Yaml) => tree::yaml(&mut gatherer, &source, parts.front),
        Some(front::Syntax::Toml) => tree::toml(&mut gatherer, &source, parts.front),
        None => {}
    }
    let body = &source.text[parts.body.clone()];
    let map = OffsetMap::contiguous(parts.body.start, body.len());
    match kind {
        Kind::Markdown | Kind::Mdx => markdown::read(&mut gatherer, body, &map, kind == Kind::Mdx),
        Kind::Html => html::read(&mut gatherer, body, &map),
        Kind::Yaml => {}
    }
    for (range, quoted) in masked.literals {
        tree::literal(&mut gatherer, &written, range, quoted);
    }
    for ranges in masked.tiles {
        let fields =
            ranges.into_iter().map(|r| (written[r.clone()].to_owned(), OffsetMap::contiguous(r.start, r.len())));
        gatherer.tile(&fields.collect::<Vec<_>>());
    }
    gatherer.finish()
}
