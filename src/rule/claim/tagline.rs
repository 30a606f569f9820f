//! The line under the site's title: read on every page, and held to the same rules.

use crate::claim::Place;
use crate::rule::Cx;
use crate::study::{self, Body, Document, Page, Prose};

/// Looks at the tagline as a page of one line.
pub(in crate::rule) fn check(cx: &mut Cx<'_>) {
    if let Some(page) = page(cx) {
        super::check(&Document::Page(&page), cx);
    }
}

/// The tagline as a page of one line.
pub(in crate::rule) fn page(cx: &Cx<'_>) -> Option<Page> {
    let tagline = cx.config.tagline.as_ref()?;
    let prose = Prose::of_text(tagline, Place::Tagline);
    let mut claims = study::claims(std::iter::once(&prose), &cx.config.names, &[]);
    // Nobody else looks whether a binding in the tagline leads anywhere.
    for stated in &mut claims {
        let study = stated.bound.as_ref().and_then(|b| cx.corpus.study(b.study.as_deref()?)?.record(&b.id));
        if study.is_none() {
            stated.bound = None;
        }
    }
    Some(Page {
        file: tagline.span.file,
        path: "site.toml".to_owned(),
        slug: String::new(),
        title: None,
        description: Some(prose),
        weight: None,
        nav: false,
        date: None,
        draft: false,
        aliases: Vec::new(),
        extra: None,
        body: Body::default(),
        claims,
        allows: Vec::new(),
        broken: false,
        front: tagline.span,
    })
}
