//! Links from the page itself, so that a site works from any folder of any host, and opened from a disk.
//!
//! Views are shared by pages of every depth, so they hold links from the host's root. Here, once a page is whole, each
//! `href` and `src` that starts with the site's path is written from the page. The page for wrong addresses is left
//! alone: a host shows it at any depth.

use memchr::memmem;

use crate::site::OutPath;

/// Appends `html` to `out` with its links written from `page`. `base` is the site's path: empty, or `/sub/path`.
pub(super) fn links(html: &[u8], page: &OutPath, base: &str, out: &mut Vec<u8>) {
    if page.as_str() == "404.html" {
        out.extend_from_slice(html);
        return;
    }
    let depth = page.as_str().matches('/').count();
    let needle = format!("=\"{base}/");
    let mut from = 0;
    for at in memmem::find_iter(html, needle.as_bytes()) {
        let target = at + needle.len();
        let attribute = html[..at].ends_with(b" href") || html[..at].ends_with(b" src");
        if !attribute || html.get(target) == Some(&b'/') {
            continue;
        }
        out.extend_from_slice(&html[from..at + 2]);
        match depth {
            0 if matches!(html.get(target), Some(b'"' | b'#')) => out.extend_from_slice(b"./"),
            _ => (0..depth).for_each(|_| out.extend_from_slice(b"../")),
        }
        from = target;
    }
    out.extend_from_slice(&html[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(html: &str, page: &str, base: &str) -> String {
        let mut out = Vec::new();
        links(html.as_bytes(), &OutPath::new(page), base, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn links_lead_from_the_page_to_the_same_place() {
        let html = r##"<a href="/">h</a><img src="/a/b.svg"><a href="/studies/x/#how">x</a>"##;
        assert_eq!(
            rewritten(html, "studies/y/index.html", ""),
            r##"<a href="../../">h</a><img src="../../a/b.svg"><a href="../../studies/x/#how">x</a>"##
        );
        assert_eq!(
            rewritten(html, "index.html", ""),
            r##"<a href="./">h</a><img src="a/b.svg"><a href="studies/x/#how">x</a>"##
        );
        assert_eq!(rewritten(r##"<a href="/sub/by/">b</a>"##, "by/index.html", "/sub"), r##"<a href="../by/">b</a>"##);
    }

    #[test]
    fn everything_else_stays() {
        for html in [
            r##"<a href="//host/x">x</a><a href="https://a.example/">y</a><a href="#z">z</a>"##,
            r##"<p data-href="/x">text</p>"##,
            r##"<meta content="0; url=/x/">"##,
        ] {
            assert_eq!(rewritten(html, "a/index.html", ""), html);
        }
        let html = r##"<a href="/x/">x</a>"##;
        assert_eq!(rewritten(html, "404.html", ""), html);
    }
}
