//! Words made fit to print: no markup of their own, and no e-mail address but the site's.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::route::Routes;

/// Words without e-mail addresses: only the site's contact may be printed.
pub(crate) fn publishable(words: &str, routes: &Routes) -> String {
    if next_at(words, 0).is_none() {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut done = 0;
    for range in private_addresses(words, routes) {
        out.push_str(&words[done..range.start]);
        out.push_str("(address not published)");
        done = range.end;
    }
    out + &words[done..]
}

/// Where words hold an e-mail address that may not be printed; its `@` may be written as in a link.
pub(crate) fn private_addresses(words: &str, routes: &Routes) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some((at, len)) = next_at(words, from) {
        let before = words[from..at].trim_end_matches(|c: char| c.is_alphanumeric() || "._+-'*!$%^{|}~`".contains(c));
        let start = from + before.len();
        let start = start + words[start..at].chars().take_while(|c| !c.is_alphanumeric()).count();
        let behind = &words[at + len..];
        let host_end = behind.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').unwrap_or(behind.len());
        let host = behind[..host_end].trim_end_matches(['.', '-']);
        let end = at + len + host.len();
        from = at + len;
        if start < at && is_host(host) {
            let is_contact = routes.contact.as_ref().is_some_and(|contact| {
                contact.split_once('@').is_some_and(|(who, where_)| {
                    who.eq_ignore_ascii_case(&words[start..at]) && where_.eq_ignore_ascii_case(host)
                })
            });
            if !is_contact {
                found.push(start..end);
            }
            from = end;
        }
    }
    found
}

/// The next `@` from byte `from` on, and its length.
fn next_at(words: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = words.as_bytes();
    let sign = |at: usize| match bytes[at] {
        b'@' => Some((at, 1)),
        _ => bytes[at..].starts_with(b"%40").then_some((at, 3)),
    };
    memchr::memchr2_iter(b'@', b'%', &bytes[from..]).find_map(|at| sign(from + at))
}

/// `clinic.example`, but not the `2x.png` of a picture for sharp screens.
fn is_host(host: &str) -> bool {
    let Some((first, rest)) = host.split_once('.') else { return false };
    let sharp = first.strip_suffix('x').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    !first.is_empty() && rest.contains(char::is_alphanumeric) && !sharp
}

/// Text between tags.
pub(crate) fn write_text(out: &mut String, words: &str, routes: &Routes) {
    let words = match next_at(words, 0) {
        None => Cow::Borrowed(words),
        Some(_) => Cow::Owned(publishable(words, routes)),
    };
    let result = escape_html_body_text(&mut *out, &words);
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
    use super::*;

    fn routes() -> Routes {
        Routes { contact: Some("proof@us.example".to_owned()), ..Routes::of_nothing() }
    }

    /// Eight times as many take about eight times as long: 64 times would be a search of all the rest for each.
    #[test]
    fn addresses_are_found_in_time_by_their_number() {
        let routes = routes();
        let time = |count: usize| {
            let words = "a@b.example ".repeat(count);
            let start = std::time::Instant::now();
            assert_eq!(private_addresses(&words, &routes).len(), count);
            start.elapsed()
        };
        let least = std::time::Duration::from_millis(20);
        let mut pairs = (0..3).map(|_| (time(5_000), time(40_000)));
        assert!(pairs.any(|(part, whole)| whole < part.max(least) * 32));
    }

    #[test]
    fn only_the_contact_is_printed() {
        let routes = routes();
        let shown = publishable("Write to (ana@clinic.example), Proof@us.example or @handle.", &routes);
        assert_eq!(shown, "Write to ((address not published)), Proof@us.example or @handle.");
        let mut out = String::new();
        write_text(&mut out, "<b> & ana@clinic.example", &routes);
        assert_eq!(out, "&lt;b&gt; &amp; (address not published)");
    }

    #[test]
    fn addresses_are_told_from_what_looks_like_them() {
        let routes = routes();
        for kept in
            ["@handle", "https://social.example/@ana.b", "chart@2x.png", "a @ b.example", "5@x", "proof@us.example."]
        {
            assert_eq!(publishable(kept, &routes), kept);
        }
        for (words, shown) in [
            ("mail@x.example?", "(address not published)?"),
            ("?q=mail%40x.example&b", "?q=(address not published)&b"),
            ("ána.b+c@x.example.", "(address not published)."),
            ("not.proof@us.example", "(address not published)"),
            ("a@x.example,b@y.example", "(address not published),(address not published)"),
        ] {
            assert_eq!(publishable(words, &routes), shown);
        }
    }

    #[test]
    fn attributes_and_addresses_cannot_be_left() {
        assert_eq!(attribute("\" onclick='x' <"), "&quot; onclick=&#39;x&#39; &lt;");
        assert!(!href("/a\" onclick=\"x").contains('"'));
    }
}
