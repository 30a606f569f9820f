//! `unsafe-link`, and raw HTML in front matter strings.

use std::borrow::Cow;

use crate::finding::Finding;
use crate::rule::Cx;
use crate::source::Span;
use crate::study::{Document, raw_html};
use crate::written::Text;

/// Schemes a link may have; an address without one stays on this site.
const ALLOWED: &[&str] = &["http", "https", "mailto", "evidence"];

/// Looks at every target of a document.
pub(in crate::rule) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    for link in &document.body().links {
        judge(&link.target, link.span, link.image.is_some(), cx);
    }
    let body = document.body().range.start as u32;
    for prose in document.prose().into_iter().filter(|p| p.span.start < body) {
        for link in &prose.links {
            judge(&link.target, link.span, false, cx);
        }
        for image in &prose.images {
            judge(&image.target, image.span, true, cx);
        }
        for html in &prose.html {
            let words = cx.sources.words(*html);
            // An end tag belongs to the start tag already reported.
            if !words.starts_with("</") && !words.starts_with("<!--") {
                cx.report(raw_html(*html, words));
            }
        }
    }
    if let Document::Study(study) = document {
        let urls = study.meta.evidence.iter().filter_map(|record| match &record.kind {
            Some(crate::evidence::Kind::Public(public)) => public.url.as_ref(),
            _ => None,
        });
        for url in study.meta.customer.url.iter().chain(urls) {
            judge_url(url, cx);
        }
    }
}

/// Where a target leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    /// A scheme that is allowed, in lower case.
    Allowed(&'static str),
    /// Another scheme, in lower case.
    Scheme(String),
    /// `//host`, also with backslashes, which browsers read as slashes.
    OtherHost,
    /// A place on this site.
    Here,
}

/// Reads a target as a browser does: blanks and control characters around it are dropped, tabs and line ends inside
/// it too, and case does not matter.
fn target_of(written: &str) -> Target {
    let hidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}');
    let target: Cow<'_, str> = match written.contains(hidden) {
        false => Cow::Borrowed(written),
        true => Cow::Owned(written.chars().filter(|c| !hidden(*c)).collect()),
    };
    let mut start = target.chars();
    if let (Some('/' | '\\'), Some('/' | '\\')) = (start.next(), start.next()) {
        return Target::OtherHost;
    }
    let end = target.find(['/', '?', '#', '\\']).unwrap_or(target.len());
    let Some((scheme, _)) = target[..end].split_once(':') else { return Target::Here };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    if !is_scheme {
        return Target::Here;
    }
    let scheme = scheme.to_ascii_lowercase();
    match ALLOWED.iter().find(|name| **name == scheme) {
        Some(name) => Target::Allowed(name),
        None => Target::Scheme(scheme),
    }
}

fn judge(written: &str, span: Span, image: bool, cx: &mut Cx<'_>) {
    let what = if image { "an image" } else { "a link" };
    let finding = match target_of(written) {
        Target::Here => return,
        Target::Allowed("http" | "https") if image => {
            Finding::new("unsafe-link", span, "an image is loaded from another site")
                .note("that site would learn who reads this page, and could change the picture")
                .help("save the image beside this file and write its name")
        }
        Target::Allowed(scheme @ ("mailto" | "evidence")) if image => {
            Finding::new("unsafe-link", span, format!("an image cannot come from `{scheme}:`"))
                .help("save the image beside this file and write its name; tie words, not pictures, to evidence")
        }
        // Ties are read in lower case and without blanks only.
        Target::Allowed("evidence") if !written.starts_with("evidence:") => {
            Finding::new("unsafe-link", span, "a tie to evidence is written `evidence:` in lower case")
                .help(format!("write `evidence:{}`", written.split_once(':').map_or("", |(_, id)| id).trim()))
        }
        Target::Allowed(_) => return,
        Target::OtherHost => Finding::new("unsafe-link", span, format!("{what} leaves this site without saying how"))
            .note("a target that starts with two slashes takes the scheme of the page, and has none in a saved copy")
            .help("write the whole address, with `https:` in front"),
        Target::Scheme(scheme) => foreign(span, what, &scheme),
    };
    cx.report(finding);
}

fn foreign(span: Span, what: &str, scheme: &str) -> Finding {
    let finding = Finding::new("unsafe-link", span, format!("{what} must not use `{scheme}:`"));
    match scheme {
        "javascript" | "vbscript" | "data" | "blob" | "filesystem" => {
            finding.note("it could run code in the reader's browser")
        }
        "file" => finding.note("it points into somebody's own computer, where no reader can follow"),
        _ => finding,
    }
    .help("write an address with https:, http: or mailto:, a path of this site, or `#` and a heading")
}

/// A key that holds a web address, and nothing but one.
fn judge_url(url: &Text, cx: &mut Cx<'_>) {
    if !matches!(target_of(url.trimmed()), Target::Allowed("http" | "https")) {
        cx.report(
            Finding::new("unsafe-link", url.span, format!("`{}` is no web address", url.trimmed()))
                .help("write the whole address, such as https://ashgrove.example"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_do_not_hide_a_scheme() {
        for trick in [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "javascript\u{200b}:alert(1)",
            "java\u{ad}script:alert(1)",
        ] {
            assert_eq!(target_of(trick), Target::Scheme("javascript".into()), "{trick:?}");
        }
        for host in ["//evil.example", "\\\\evil.example", "/\\evil.example", " /\t/evil.example"] {
            assert_eq!(target_of(host), Target::OtherHost, "{host:?}");
        }
    }

    #[test]
    fn colons_further_on_are_no_scheme() {
        for here in ["a/b:c", "#a:b", "?a=javascript:b", "./javascript:x", "", "café:x", "1:2", ":x", "/a//b"] {
            assert_eq!(target_of(here), Target::Here, "{here:?}");
        }
        assert_eq!(target_of("HTTPS://a.example"), Target::Allowed("https"));
    }
}
