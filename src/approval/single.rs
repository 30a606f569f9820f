//! A page and everything it shows as one file: styles in it, images as data, no script, no request to anybody.
//!
//! Goes in: a finished page and a way to the other files of the site. Comes out: HTML that reads the same from a mail. A
//! link inside the site keeps its words and leads nowhere, because the site is not there.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use crate::media_type;
use crate::site::{decoded, scheme, split_address, within};

/// What the browser is told in addition: nothing is loaded, whatever the page says.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                      style-src 'unsafe-inline'; img-src data:; font-src data:\">";

/// Elements that go with all they hold.
const DROPPED: &[&str] = &["script", "noscript", "iframe", "object", "template", "audio", "video"];

/// Attributes that load something.
const LOADS: &[&str] =
    &["srcset", "imagesrcset", "data", "poster", "background", "ping", "action", "formaction", "manifest"];

/// Gives the bytes of a file of the site, by its path from the site's root.
pub(super) type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Makes one file of the page at `path`, with `before` and `after` in its body.
pub(super) fn file(page: &[u8], path: &str, files: Files<'_>, before: &str, after: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = Single { out: String::with_capacity(page.len() * 2), folder, files, inside: None };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = words(&tag.name);
                out.open(&name, &tag);
                match name.as_str() {
                    "head" => out.out.push_str(&format!(
                        "<meta charset=\"utf-8\">{POLICY}<meta name=\"robots\" content=\"noindex\">"
                    )),
                    "body" => out.out.push_str(before),
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                let name = words(&tag.name);
                if name == "body" {
                    out.out.push_str(after);
                }
                out.close(&name);
            }
            Token::String(text) => out.text(&text),
            Token::Doctype(_) => out.out.push_str("<!doctype html>"),
            Token::Comment(_) | Token::Error(_) => {}
        }
    }
    out.out
}

struct Single<'a> {
    out: String,
    folder: &'a str,
    files: Files<'a>,
    /// Inside an element that goes, or a style: its name and whether its text is kept.
    inside: Option<(String, bool)>,
}

impl Single<'_> {
    fn open(&mut self, name: &str, tag: &StartTag<()>) {
        if self.inside.is_some() {
            return;
        }
        if DROPPED.contains(&name) {
            if !tag.self_closing {
                self.inside = Some((name.to_owned(), false));
            }
            return;
        }
        match name {
            "link" => return self.style_sheet(tag),
            "base" | "embed" | "track" | "meta" if !is_harmless(name, tag) => return,
            "source" => return,
            "style" => self.inside = Some((name.to_owned(), true)),
            _ => {}
        }
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in &tag.attributes {
            self.attribute(name, &words(key), &words(value));
        }
        self.out.push_str(if tag.self_closing { "/>" } else { ">" });
    }

    fn close(&mut self, name: &str) {
        match &self.inside {
            Some((open, kept)) if open == name => {
                let kept = *kept;
                self.inside = None;
                if !kept {
                    return;
                }
            }
            Some(_) => return,
            None => {}
        }
        if !matches!(name, "link" | "base" | "embed" | "track" | "meta" | "source") {
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn text(&mut self, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        match &self.inside {
            Some((_, false)) => {}
            Some((_, true)) => {
                let css = self.css(&text, self.folder);
                self.out.push_str(&css);
            }
            None => self.out.push_str(&escaped(&text)),
        }
    }

    fn attribute(&mut self, element: &str, key: &str, value: &str) {
        if key.starts_with("on") || LOADS.contains(&key) || key.ends_with(":href") && !value.starts_with('#') {
            return;
        }
        let value = match (element, key) {
            (_, "src") | ("image" | "use" | "feimage", "href") if !value.starts_with('#') => {
                match self.data(value, self.folder) {
                    Some(data) => data,
                    None => return,
                }
            }
            (_, "href") if !(value.starts_with('#') || leads_out(value)) => return,
            (_, "style") => self.css(value, self.folder),
            _ => value.to_owned(),
        };
        self.out.push_str(&format!(" {key}=\"{}\"", escaped(&value)));
    }

    /// A style sheet of the site becomes a style; every other link goes.
    fn style_sheet(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| words(value)).unwrap_or_default();
        if attribute(b"rel").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("stylesheet")) {
            let path = self.path(&attribute(b"href"), self.folder);
            let css = path.as_ref().and_then(|path| (self.files)(path)).unwrap_or_default();
            let folder = path.as_deref().and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
            let css = self.css(&String::from_utf8_lossy(&css), folder);
            let media = attribute(b"media");
            let media = if media.is_empty() { String::new() } else { format!(" media=\"{}\"", escaped(&media)) };
            self.out.push_str(&format!("<style{media}>{css}</style>"));
        }
    }

    /// A style without imports, its files as data.
    fn css(&self, css: &str, folder: &str) -> String {
        let mut out = String::with_capacity(css.len());
        let mut rest = css;
        while let Some(at) = rest.find("url(") {
            let (before, behind) = rest.split_at(at + 4);
            let end = behind.find(')').unwrap_or(behind.len());
            let target = behind[..end].trim().trim_matches(['"', '\'']);
            out.push_str(before);
            let kept = target.starts_with("data:") || target.starts_with('#');
            let data = if kept { Some(target.to_owned()) } else { self.data(target, folder) };
            out.push_str(&format!("\"{}\"", data.unwrap_or_default().replace('"', "%22")));
            rest = &behind[end..];
        }
        out.push_str(rest);
        let lines = out.lines().filter(|line| !line.trim_start().starts_with("@import"));
        // Nothing in it may end the style.
        lines.collect::<Vec<_>>().join("\n").replace("</", "<\\/")
    }

    /// A file of the site as data; what is data already stays.
    fn data(&self, target: &str, folder: &str) -> Option<String> {
        if target.starts_with("data:") {
            return Some(target.to_owned());
        }
        let path = self.path(target, folder)?;
        let bytes = (self.files)(&path)?;
        Some(format!("data:{};base64,{}", media_type::of(&path), STANDARD.encode(bytes)))
    }

    /// The path of a link from the site's root; `None` for one that leads out of it.
    fn path(&self, target: &str, folder: &str) -> Option<String> {
        if scheme(target).is_some() || target.starts_with("//") {
            return None;
        }
        let path = decoded(split_address(target).0);
        Some(if path.starts_with('/') { within("", &path) } else { within(folder, &path) })
    }
}

/// Whether an element may stay: of those that steer the page, only how wide it is and what colours it knows.
fn is_harmless(name: &str, tag: &StartTag<()>) -> bool {
    let meant = tag.attributes.get(&b"name"[..]).map(|value| words(value)).unwrap_or_default();
    name == "meta" && ["viewport", "color-scheme"].contains(&meant.as_str())
}

/// Whether a link leads to another site or to a mail program. Nothing is loaded before it is followed.
fn leads_out(target: &str) -> bool {
    scheme(target).is_some_and(|s| ["http", "https", "mailto"].iter().any(|known| s.eq_ignore_ascii_case(known)))
}

fn words(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Words for HTML, attributes included.
pub(super) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(page: &str) -> String {
        let files = |path: &str| match path {
            "ledger.css" => Some(b"@import \"x.css\";\np { background: url(img/dot.png) }".to_vec()),
            "img/dot.png" | "studies/a/logo.svg" => Some(b"abc".to_vec()),
            _ => None,
        };
        file(page.as_bytes(), "studies/a/index.html", &files, "BEFORE", "AFTER")
    }

    #[test]
    fn nothing_is_loaded_and_the_words_stay() {
        let page = made(
            "<!DOCTYPE html><html><head><link rel=stylesheet href=\"../../ledger.css\"><link rel=canonical href=\"https://x.example\">\
             <script>if (1 < 2) alert(\"x\")</script><meta property=\"og:url\" content=\"u\"></head>\
             <body onload=x><img src=logo.svg srcset=\"a 2x\" alt=\"A &amp; B\"><img src=\"https://x.example/y.png\">\
             <a href=\"../b/\">inside &lt;b&gt;</a> <a href=\"#how\">below</a> <a href=\"https://x.example/\">out</a>\
             <svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg><style>b { color: red }</style></body></html>",
        );
        for gone in ["<script", "alert", "onload", "srcset", "<link", "og:url", "@import", "../b", "y.png", "../../"] {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        for there in [
            "<body>BEFORE",
            "AFTER</body>",
            "p { background: url(\"data:image/png;base64,YWJj\") }",
            "<img alt=\"A &amp; B\" src=\"data:image/svg+xml;base64,YWJj\">",
            "<a>inside &lt;b&gt;</a>",
            "<a href=\"#how\">",
            "<a href=\"https://x.example/\">out</a>",
            "<path d=\"M0 0\"/>",
            "<style>b { color: red }</style>",
            "default-src 'none'",
        ] {
            assert!(page.contains(there), "{there}: {page}");
        }
    }
}
