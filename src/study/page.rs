//! A plain page: prose about the publisher, checked like a study but without a card.

use jiff::civil::Date;

use super::{Allow, Body, Names, Prose, Stated, body, claims, open, read};
use crate::claim::Place;
use crate::finding::Finding;
use crate::source::{FileId, Source, Span, Spanned};
use crate::written::{Fields, Node, Text};

/// A plain page under `content/pages/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub file: FileId,
    /// The file's path from the root.
    pub path: String,
    /// Its address, such as `about` or `team/history`.
    pub slug: String,
    /// The title.
    pub title: Option<Prose>,
    /// One sentence for search results and link previews.
    pub description: Option<Prose>,
    /// Place in the navigation, lower first; absent: by title after those that have one.
    pub weight: Option<i32>,
    /// Whether the navigation lists it; absent: yes.
    pub nav: bool,
    /// First published; a future date keeps it out.
    pub date: Option<Spanned<Date>>,
    /// Not to be published yet.
    pub draft: bool,
    /// Old addresses.
    pub aliases: Vec<Text>,
    /// Free table for the user's own templates.
    pub extra: Option<Node>,
    /// The body.
    pub body: Body,
    /// Every claim in it.
    pub claims: Vec<Stated>,
    /// What is allowed in it.
    pub allows: Vec<Allow>,
    /// The front matter could not be read to its end.
    pub broken: bool,
    /// The front matter, or the top of the file.
    pub front: Span,
}

/// Reads a plain page.
pub fn parse(source: &Source, slug: &str, names: &Names, findings: &mut Vec<Finding>) -> Page {
    let opened = open(source, findings);
    let (body, in_body) = body::read(source, opened.body.clone(), findings);
    let mut page = Page {
        file: source.id,
        path: source.path.to_string(),
        slug: slug.to_owned(),
        title: None,
        description: None,
        weight: None,
        nav: true,
        date: None,
        draft: false,
        aliases: Vec::new(),
        extra: None,
        body,
        claims: Vec::new(),
        allows: in_body,
        broken: opened.broken,
        front: source.top(),
    };
    if let Some(mut f) = opened.front.as_ref().and_then(|node| Fields::of_study(node, "a page", findings)) {
        page.front = f.span;
        page.title = f.words("title").map(|t| Prose::of_text(&t, Place::Title));
        page.description = f.words("description").map(|t| Prose::of_text(&t, Place::Body));
        page.weight = read::whole(&mut f, "weight");
        page.nav = f.bool("nav").is_none_or(|b| b.value);
        page.date = f.date("date");
        page.draft = f.bool("draft").is_some_and(|b| b.value);
        page.aliases = f.texts("aliases");
        page.extra = f.node("extra").cloned();
        let allows = read::allow_list(&mut f);
        page.allows.extend(allows);
        f.finish();
    }
    page.claims = claims(page.prose(), names, &[]);
    page
}

impl Page {
    /// Every block of words that is published.
    pub fn prose(&self) -> impl Iterator<Item = &Prose> {
        self.title.iter().chain(&self.description).chain(&self.body.prose)
    }
}
