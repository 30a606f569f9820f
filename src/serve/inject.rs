//! The one thing that is added to a page: a script tag before its end.

use memchr::memmem;

/// Added to a page. No inline script: a page may forbid that. `mark` tells the script which state of the page it runs in.
fn tag(mark: u64) -> String {
    format!("<script type=\"module\" src=\"{}client.js\" data-mark=\"{mark:x}\"></script>", super::RESERVED)
}

/// The page with the tag.
pub(super) fn into(page: &[u8], mark: u64) -> Vec<u8> {
    let at = memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..at], tag(mark).as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_less_its_tag_is_the_page() {
        for page in ["<body>a</body></html>\n", "<p>no end", "", "<p>a</body> b</body>"] {
            let with = String::from_utf8(into(page.as_bytes(), 31)).unwrap();
            assert_eq!(with.matches(&tag(31)).count(), 1);
            assert_eq!(with.replace(&tag(31), ""), page);
        }
    }
}
