//! A customer's drawing made fit to publish: an SVG is a document that can run scripts and fetch from elsewhere, and
//! what can do so is left out.
//!
//! Goes in: the bytes of an SVG file. Comes out: the same drawing of known elements, and what was left out. A list of
//! what may stay is short; a list of what may not is never complete.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::escape::attribute;

/// What came of a drawing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// The drawing.
    pub text: String,
    /// What is no longer in it, each once: `script`, `onload`.
    pub dropped: Vec<String>,
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// More nodes than any logo has.
const MOST: u32 = 200_000;

/// Elements that draw. Nothing that runs, moves, links or holds another language.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "image",
    "style",
    "switch",
    "view",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Elements that say nothing to a reader and harm nobody: left out without a word.
const SILENT: &[&str] = &["metadata", "namedview", "sodipodi:namedview"];

/// Reads a drawing and writes what may be published of it.
///
/// # Errors
///
/// When it is no SVG: in words, without a full stop.
pub(crate) fn clean(bytes: &[u8]) -> Result<Cleaned, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    // A document type may define entities; the parser bounds how far they grow, and none of it is written.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|e| e.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !matches!(root.tag_name().namespace(), Some(SVG) | None) {
        return Err(format!("it begins with <{}>, not with <svg>", root.tag_name().name()));
    }
    let mut cleaned = Cleaned { text: String::with_capacity(text.len()), dropped: Vec::new() };
    cleaned.element(root, true, 0);
    Ok(cleaned)
}

impl Cleaned {
    fn element(&mut self, node: Node<'_, '_>, is_root: bool, depth: usize) {
        let name = node.tag_name().name();
        self.text.push_str(&format!("<{name}"));
        if is_root {
            self.text.push_str(&format!(" xmlns=\"{SVG}\""));
            if node.document().descendants().any(|n| n.attributes().any(|a| a.namespace() == Some(XLINK))) {
                self.text.push_str(&format!(" xmlns:xlink=\"{XLINK}\""));
            }
        }
        for written in node.attributes() {
            let prefix = match written.namespace() {
                None => "",
                Some(XLINK) => "xlink:",
                Some("http://www.w3.org/XML/1998/namespace") => "xml:",
                // What a drawing program keeps for itself.
                Some(_) => continue,
            };
            if is_safe(name, written.name(), written.value()) {
                self.text.push_str(&format!(" {prefix}{}=\"{}\"", written.name(), attribute(written.value())));
            } else {
                self.drop_word(written.name());
            }
        }
        self.text.push('>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Text if name == "style" => self.style(child.text().unwrap_or("")),
                NodeType::Text => self.text.push_str(&attribute(child.text().unwrap_or(""))),
                NodeType::Element => {
                    let known = matches!(child.tag_name().namespace(), Some(SVG) | None);
                    let child_name = child.tag_name().name();
                    if known && ELEMENTS.contains(&child_name) && depth < 200 {
                        self.element(child, false, depth + 1);
                    } else if known && !SILENT.contains(&child_name) {
                        self.drop_word(child_name);
                    }
                }
                NodeType::Root | NodeType::Comment | NodeType::PI => {}
            }
        }
        self.text.push_str(&format!("</{name}>"));
    }

    fn style(&mut self, css: &str) {
        if fetches(css) {
            self.drop_word("style");
        } else {
            self.text.push_str(&attribute(css));
        }
    }

    fn drop_word(&mut self, word: &str) {
        if !self.dropped.iter().any(|known| known == word) {
            self.dropped.push(word.to_owned());
        }
    }
}

fn is_safe(element: &str, name: &str, value: &str) -> bool {
    if name.to_ascii_lowercase().starts_with("on") || fetches(value) {
        return false;
    }
    match name {
        "href" | "src" => value.starts_with('#') || element == "image" && is_picture(value),
        _ => true,
    }
}

/// A picture inside of the drawing, of a kind that can hold nothing but a picture.
fn is_picture(value: &str) -> bool {
    ["png", "jpeg", "jpg", "gif", "webp"].iter().any(|kind| value.starts_with(&format!("data:image/{kind};base64,")))
}

/// Whether a style or a value asks for something that is not in the drawing. Escapes could spell anything.
fn fetches(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let elsewhere = css.match_indices("url(").any(|(at, _)| {
        let target = css[at + 4..].trim_start().trim_start_matches(['"', '\'']);
        !target.starts_with('#')
    });
    elsewhere
        || css.contains('\\')
        || ["@import", "javascript:", "expression(", "image("].iter().any(|word| css.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(inside: &str) -> (String, Vec<String>) {
        let svg = format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 1 1\">{inside}</svg>");
        let cleaned = clean(svg.as_bytes()).unwrap();
        (cleaned.text, cleaned.dropped)
    }

    #[test]
    fn what_runs_or_fetches_is_left_out() {
        for (inside, what) in [
            ("<script>alert(1)</script>", "script"),
            ("<path onload=\"alert(1)\" d=\"M0 0\"/>", "onload"),
            ("<path ONCLICK=\"alert(1)\" d=\"M0 0\"/>", "ONCLICK"),
            ("<foreignObject><b xmlns=\"http://www.w3.org/1999/xhtml\">x</b></foreignObject>", "foreignObject"),
            ("<image href=\"https://a.example/x.png\"/>", "href"),
            ("<image xlink:href=\"//a.example/x.png\"/>", "href"),
            ("<use href=\"data:image/svg+xml;base64,AAAA\"/>", "href"),
            ("<image href=\"data:image/svg+xml;base64,AAAA\"/>", "href"),
            ("<a href=\"javascript:alert(1)\"><path d=\"M0 0\"/></a>", "a"),
            ("<set attributeName=\"href\" to=\"javascript:alert(1)\"/>", "set"),
            ("<style>@import url(https://a.example/x.css);</style>", "style"),
            ("<style>p { fill: u\\72l(x) }</style>", "style"),
            ("<rect style=\"fill:url(https://a.example/#x)\"/>", "style"),
            ("<rect fill=\"url( 'https://a.example/' )\"/>", "fill"),
            ("<iframe src=\"x\"/>", "iframe"),
        ] {
            let (text, words) = dropped(inside);
            assert_eq!(words, [what], "{inside}");
            assert!(!text.contains("alert") && !text.contains("a.example"), "{text}");
        }
    }

    #[test]
    fn what_draws_stays() {
        for inside in [
            "<path d=\"M0 0h1\" fill=\"url(#g)\" style=\"stroke:red\"></path>",
            "<linearGradient id=\"g\"><stop offset=\"0\"></stop></linearGradient>",
            "<use xlink:href=\"#g\"></use>",
            "<image href=\"data:image/png;base64,AAAA\"></image>",
            "<style>.a{fill:url(#g)}</style>",
            "<text>Fish &amp; more</text>",
        ] {
            let (text, words) = dropped(inside);
            assert!(words.is_empty() && text.contains(inside), "{text}");
            assert!(text.contains("viewBox=\"0 0 1 1\""));
        }
    }

    #[test]
    fn wrappings_go_without_a_word() {
        let svg = format!(
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"https://a.example/\"?><!DOCTYPE svg [<!ENTITY x \"y\">]>\
             <!-- c --><svg xmlns=\"{SVG}\" xmlns:i=\"urn:i\" i:secret=\"ana@x.example\"><i:view/><metadata>m</metadata><text>&x;</text></svg>"
        );
        let cleaned = clean(svg.as_bytes()).unwrap();
        assert_eq!(cleaned.text, format!("<svg xmlns=\"{SVG}\"><text>y</text></svg>"));
        assert!(cleaned.dropped.is_empty(), "{cleaned:?}");
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let nested = "<g>".repeat(100_000);
        for bytes in [&b"\xff\xfe"[..], b"", b"<html/>", b"<svg", b"GIF89a", nested.as_bytes()] {
            assert!(clean(bytes).is_err());
        }
        let bomb = "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><svg><text>&e;&e;&e;&e;&e;</text></svg>";
        let grown = clean(bomb.as_bytes()).map_or(0, |cleaned| cleaned.text.len());
        assert!(grown < 1 << 20, "{grown}");
    }
}
