//! SVG: text. Comments, instructions, `<metadata>` and what drawing programs write for themselves go; titles and
//! descriptions stay, because they are read out to people.

use super::Trouble;

/// Elements that show nothing, with all that is in them.
const DROPPED: &[&str] = &["metadata"];

/// Prefixes of what editors write for themselves; the name of the file on its author's disk among it.
const EDITORS: &[&str] = &["inkscape", "sodipodi", "rdf", "dc", "cc", "serif", "sketch", "figma", "i", "adobe"];

/// The drawing without what is not drawn.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let text = std::str::from_utf8(bytes).map_err(|_| Trouble::Unreadable("this SVG is not UTF-8"))?;
    let once = without_hidden(text)?;
    // Where quotation marks stand outside of tags, another reader may see other tags than we do.
    match without_hidden(&once) {
        Ok(again) if again == once => Ok(once.into_bytes()),
        _ => Err(Trouble::Unreadable("this SVG is not well formed")),
    }
}

fn without_hidden(text: &str) -> Result<String, Trouble> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut drawn = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = markup_end(rest).ok_or(Trouble::Unreadable("this SVG is cut off"))?;
        let (markup, behind) = rest.split_at(end);
        rest = behind;
        if markup.starts_with("<![CDATA[") || markup.starts_with("</") || markup.starts_with("<?xml ") {
            out.push_str(markup);
            continue;
        }
        if markup.starts_with("<!") || markup.starts_with("<?") {
            out.push_str(&doctype(markup));
            continue;
        }
        let name = name(&markup[1..]);
        drawn |= name == "svg" || name.ends_with(":svg");
        if DROPPED.contains(&name) || is_editors(name) {
            rest = behind_element(name, markup, rest).ok_or(Trouble::Unreadable("this SVG is cut off"))?;
            continue;
        }
        without_editors(markup, &mut out);
    }
    out.push_str(rest);
    if drawn { Ok(out) } else { Err(Trouble::Unreadable("this SVG holds no drawing")) }
}

/// A document type is kept as its name, since entities in it may be used below.
fn doctype(markup: &str) -> String {
    if markup.starts_with("<!DOCTYPE") && !markup.contains("<!--") { markup.to_owned() } else { String::new() }
}

/// Where the markup that `rest` starts with ends.
fn markup_end(rest: &str) -> Option<usize> {
    let until = |end: &str| rest.find(end).map(|at| at + end.len());
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map(|at| at + "<!---->".len());
    }
    if rest.starts_with("<![CDATA[") {
        return until("]]>");
    }
    if rest.starts_with("<?") {
        return until("?>");
    }
    let (mut quote, mut depth) = (None, 0usize);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The name at the start of a tag, without `<`.
fn name(tag: &str) -> &str {
    &tag[..tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=')).unwrap_or(tag.len())]
}

fn is_editors(name: &str) -> bool {
    let own = |prefix: &str| EDITORS.contains(&prefix);
    name.split_once(':').is_some_and(|(prefix, own_name)| own(prefix) || prefix == "xmlns" && own(own_name))
}

/// Behind the element whose first tag is `tag`.
fn behind_element<'a>(name: &str, tag: &str, rest: &'a str) -> Option<&'a str> {
    if tag.ends_with("/>") {
        return Some(rest);
    }
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 1;
    let mut rest = rest;
    loop {
        let at = rest.find('<')?;
        let end = at + markup_end(&rest[at..])?;
        let markup = &rest[at..end];
        if markup.starts_with(&close) {
            depth -= 1;
        } else if markup.starts_with(&open) && self::name(&markup[1..]) == name && !markup.ends_with("/>") {
            depth += 1;
        }
        rest = &rest[end..];
        if depth == 0 {
            return Some(rest);
        }
    }
}

/// A tag without the attributes of editors.
fn without_editors(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find(|c: char| c.is_whitespace()) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let trimmed = behind.trim_start();
        let blank = &behind[..behind.len() - trimmed.len()];
        let attribute = &trimmed[..attribute_end(trimmed)];
        if !is_editors(name(attribute)) {
            out.push_str(blank);
            out.push_str(attribute);
        }
        rest = &trimmed[attribute.len()..];
    }
    out.push_str(rest);
}

/// Where the attribute that `rest` starts with ends; 0 at the end of the tag.
fn attribute_end(rest: &str) -> usize {
    let end = name(rest).len();
    let Some(value) = rest[end..].trim_start().strip_prefix('=') else { return end };
    let value = value.trim_start();
    let from = rest.len() - value.len();
    match value.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => value[1..].find(char::from(quote)).map_or(rest.len(), |at| from + at + 2),
        _ => from + value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        String::from_utf8(clean(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_plain_drawing_stays_byte_for_byte() {
        for plain in [
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"\n  viewBox='0 0 1 > 1'><title>A path</title><style><![CDATA[a>b{}]]></style></svg>\n",
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg hidden><path d=\"M0 0\"  fill = 'red' /></svg>",
        ] {
            assert_eq!(cleaned(plain), plain);
        }
    }

    #[test]
    fn what_is_not_drawn_goes() {
        let dirty = "<?xml version=\"1.0\"?><!-- CANARY --><?xpacket CANARY?>
<svg xmlns:inkscape=\"http://x\" width=\"1\" inkscape:export-filename=\"/home/CANARY/a.png\" sodipodi:docname='CANARY'>
<metadata id='m'><rdf:RDF>CANARY<metadata>x</metadata></rdf:RDF></metadata><sodipodi:namedview CANARY=\"1\"/>
<title>Kept</title><rdf:RDF><dc:creator>CANARY</dc:creator></rdf:RDF><path d=\"M0\"/></svg><!-- CANARY -->";
        let clean = cleaned(dirty);
        assert!(!clean.contains("CANARY"), "{clean}");
        assert!(clean.contains("<svg width=\"1\">") && clean.contains("<title>Kept</title>"), "{clean}");
        assert_eq!(cleaned(&clean), clean);
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        for wrong in ["", "words", "<html></html>", "<svg", "<svg><!-- ", "<svg><metadata>"] {
            assert!(clean(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(clean(b"\xff\xfe<svg/>").is_err());
        // Cleaned again, this would be something else.
        assert!(clean(b"<svg xt\">\n  <title i:#kw&atehs\">24/t6\"sc i").is_err());
    }
}
