//! Words made fit to print: no markup of their own, and no e-mail address but the site's.

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::route::Routes;

/// Words without e-mail addresses: only the site's contact may be printed.
pub(crate) fn publishable(words: &str, routes: &Routes) -> String {
    if !words.contains('@') {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    for part in words.split_inclusive(char::is_whitespace) {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let address = bare.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'));
        if address && !routes.contact.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(bare)) {
            out.push_str(&part.replacen(bare, "(address not published)", 1));
        } else {
            out.push_str(part);
        }
    }
    out
}

/// Text between tags.
pub(crate) fn write_text(out: &mut String, words: &str, routes: &Routes) {
    let result = if words.contains('@') {
        escape_html_body_text(&mut *out, &publishable(words, routes))
    } else {
        escape_html_body_text(&mut *out, words)
    };
    debug_assert!(result.is_ok(), "a string takes everything");
}

/// Text for an attribute in double quotes.
pub(crate) fn attribute(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let result = escape_html(&mut out, words);
    debug_assert!(result.is_ok(), "a string takes everything");
    out
}

/// An address for an attribute in double quotes.
pub(crate) fn href(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let result = escape_href(&mut out, address);
    debug_assert!(result.is_ok(), "a string takes everything");
    out
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::config::BaseUrl;

    #[test]
    fn only_the_contact_is_printed() {
        let routes = Routes {
            base: BaseUrl::parse("https://proof.example").expect("an address"),
            contact: Some("proof@us.example".to_owned()),
            documents: HashMap::new(),
            media: HashMap::new(),
            outputs: HashSet::new(),
            studies: HashMap::new(),
        };
        let shown = publishable("Write to (ana@clinic.example), Proof@us.example or @handle.", &routes);
        assert_eq!(shown, "Write to ((address not published)), Proof@us.example or @handle.");
        let mut out = String::new();
        write_text(&mut out, "<b> & ana@clinic.example", &routes);
        assert_eq!(out, "&lt;b&gt; &amp; (address not published)");
    }

    #[test]
    fn attributes_and_addresses_cannot_be_left() {
        assert_eq!(attribute("\" onclick='x' <"), "&quot; onclick=&#39;x&#39; &lt;");
        assert!(!href("/a\" onclick=\"x").contains('"'));
    }
}
