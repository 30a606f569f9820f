//! Links from the page itself, so that a site works from any folder of any host, and opened from a disk.
//!
//! Views are shared by pages of every depth, so they hold links from the host's root. Here, once a page is whole, each
//! `href` and `src` that starts with the site's path is written from the page. The page for wrong addresses is left
//! alone: a host shows it at any depth.

use crate::site::OutPath;

/// Writes a page with the links that it is told of.
pub(super) struct Rewriter<'a> {
    html: &'a [u8],
    /// The site's path: empty, or `/sub/path`.
    base: &'a str,
    /// Folders above the page; `None` for a page whose links stay.
    depth: Option<usize>,
    /// Everything before is written.
    from: usize,
    out: &'a mut Vec<u8>,
}

impl<'a> Rewriter<'a> {
    /// Writes `html`, the page at `path`, to the end of `out`.
    pub(super) fn new(html: &'a [u8], path: &OutPath, base: &'a str, out: &'a mut Vec<u8>) -> Self {
        let path = path.as_str();
        let depth = (path != "404.html").then(|| path.matches('/').count());
        out.reserve(html.len() + html.len() / 8);
        Self { html, base, depth, from: 0, out }
    }

    /// A link from the page stands at `at`, to `link`.
    pub(super) fn link(&mut self, at: usize, link: &[u8]) {
        let Some(depth) = self.depth else { return };
        let Some(target) = link.strip_prefix(self.base.as_bytes()).and_then(|rest| rest.strip_prefix(b"/")) else {
            return;
        };
        if target.first() == Some(&b'/') {
            return;
        }
        self.out.extend_from_slice(&self.html[self.from..at]);
        match depth {
            0 if matches!(target.first(), None | Some(b'#')) => self.out.extend_from_slice(b"./"),
            _ => (0..depth).for_each(|_| self.out.extend_from_slice(b"../")),
        }
        self.from = at + link.len() - target.len();
    }

    /// Writes the rest.
    pub(super) fn end(self) {
        self.out.extend_from_slice(&self.html[self.from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::attributes::attributes;
    use super::*;

    fn rewritten(html: &str, page: &str, base: &str) -> String {
        let (html, mut out) = (html.as_bytes(), Vec::new());
        let mut rewriter = Rewriter::new(html, &OutPath::new(page), base, &mut out);
        attributes(html, |name, value| {
            if matches!(name, b"href" | b"src") {
                rewriter.link(value.start, &html[value]);
            }
        });
        rewriter.end();
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
        assert_eq!(
            rewritten("<a href='/by/'>b</a><a href=/x>", "by/index.html", ""),
            "<a href='../by/'>b</a><a href=../x>"
        );
    }

    #[test]
    fn everything_else_stays() {
        for html in [
            r##"<a href="//host/x">x</a><a href="https://a.example/">y</a><a href="#z">z</a>"##,
            r##"<p data-href="/x">text</p>"##,
            r##"<meta content="0; url=/x/">"##,
            r##"<script>a = '<a href="/x">'</script><!-- <a href="/x"> -->"##,
        ] {
            assert_eq!(rewritten(html, "a/index.html", ""), html);
        }
        let html = r##"<a href="/x/">x</a>"##;
        assert_eq!(rewritten(html, "404.html", ""), html);
        assert_eq!(rewritten(r##"<a href="/subpath/">b</a>"##, "a.html", "/sub"), r##"<a href="/subpath/">b</a>"##);
    }
}
