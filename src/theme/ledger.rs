//! The files of `themes/ledger`, embedded. A test fails when this table and the folder differ.

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../themes/ledger/templates/", $name)))),*]
    };
}

macro_rules! bytes {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../themes/ledger/static/", $name)))),*]
    };
}

/// Templates: name and text.
pub(super) const TEMPLATES: &[(&str, &str)] = texts![
    "404.html",
    "base.html",
    "brief.html",
    "facet.html",
    "facets.html",
    "hesitations.html",
    "home.html",
    "how-we-know.html",
    "page.html",
    "parts/entry.html",
    "parts/note.html",
    "parts/pagination.html",
    "parts/quote.html",
    "parts/result.html",
    "parts/rung.html",
    "parts/series.html",
    "parts/study.html",
    "pass-it-on.html",
    "redirect.html",
    "references.html",
    "study.html",
];

/// Static files: path and bytes.
pub(super) const STATICS: &[(&str, &[u8])] = bytes!["copy.js", "favicon.svg", "find.js", "ledger.css", "local.js"];
