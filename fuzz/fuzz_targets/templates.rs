//! A template of the project: compiled, with all that counts its steps, and rendered.
#![no_main]

use proofmark::scan::Tree;
use proofmark::source::Sources;
use proofmark::theme::Theme;
use proofmark_fuzz::{pointed, whole};
use tera::Context;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (mut sources, mut found) = (Sources::default(), Vec::new());
    let file = sources.insert("themes/mine/templates/study.html", text);
    let tree = Tree { templates: vec![("study.html".to_owned(), file)], ..Tree::default() };
    let theme = Theme::load(&tree, &sources, &mut found);
    found.iter().for_each(|finding| pointed(&sources, finding));
    if !found.is_empty() {
        return;
    }
    let mut context = Context::new();
    context.insert("site", &std::collections::BTreeMap::from([("language", "en"), ("title", "Proof")]));
    context.insert("list", &["one", "two", "three"]);
    context.insert("page", &std::collections::BTreeMap::from([("total", 3)]));
    if let Err(error) = theme.render("study.html", &context, &mut Vec::new()) {
        let trouble = theme.trouble(&error, &sources);
        trouble.span.into_iter().chain(trouble.callers.iter().filter_map(|c| c.span)).for_each(|at| whole(&sources, at));
        assert!(!trouble.message.is_empty());
    }
});
