//! `wrong-type` at `product`: one of the site's, or superlatives about it and pages that list by it go astray.

use crate::finding::{Finding, Level};
use crate::rule::Cx;
use crate::rule::wording::ticked;
use crate::study::Study;
use crate::written::nearest;

pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    // A mistake further down may have run into the name.
    let Some(product) = study.meta.product.as_ref().filter(|p| !p.trimmed().is_empty() && !study.broken) else {
        return;
    };
    let ours: Vec<&str> = cx.config.products.iter().map(|p| p.trimmed()).collect();
    let name = product.trimmed();
    if ours.contains(&name) {
        return;
    }
    if ours.is_empty() {
        let finding = Finding::new("wrong-type", product.span, "site.toml names no products")
            .level(Level::Warning)
            .note("superlatives are looked for about the publisher and its products")
            .help(format!("add `products = [\"{name}\"]` to site.toml"));
        cx.report(finding);
        return;
    }
    let finding = Finding::new("wrong-type", product.span, format!("{} is none of the site's products", ticked(name)));
    // A name that differs in its letters' case only is near, whatever its length.
    let near = ours.iter().copied().find(|p| p.to_lowercase() == name.to_lowercase());
    let finding = match near.or_else(|| nearest(name, ours.iter().copied())) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.label(format!("one of {}", ours.join(", "))),
    };
    cx.report(finding.help(format!("write one of `products` in site.toml, or add {} there", ticked(name))));
}
