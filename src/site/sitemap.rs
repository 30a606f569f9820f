//! What machines read first: the sitemap, `robots.txt`, `llms.txt`.

use jiff::civil::Date;

use super::compose::twin;
use super::feed::{HEAD, xml};
use super::plan::{SITEMAP, Site};
use super::view::{customer_name, title_text};
use crate::config::BaseUrl;

const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// How many studies `llms.txt` names: those with the strongest proof.
const STRONGEST: usize = 500;

/// An address that search engines may know, and the day of its last change.
pub(super) type Listed = (String, Option<Date>);

/// `sitemap.xml`: all addresses, or an index of parts when there are more than one file may hold.
pub(super) fn sitemap(base: &BaseUrl, listed: &[Listed]) -> String {
    if listed.len() <= SITEMAP {
        return urls(base, listed);
    }
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{SITEMAPS}\">\n");
    for number in 1..=listed.len().div_ceil(SITEMAP) {
        let address = base.absolute(&format!("/sitemap-{number}.xml"));
        out.push_str(&format!("  <sitemap><loc>{}</loc></sitemap>\n", xml(&address)));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One part of a long sitemap, from 1.
pub(super) fn part(base: &BaseUrl, listed: &[Listed], number: usize) -> String {
    urls(base, listed.chunks(SITEMAP).nth(number - 1).unwrap_or(&[]))
}

fn urls(base: &BaseUrl, listed: &[Listed]) -> String {
    let mut out = format!("{HEAD}<urlset xmlns=\"{SITEMAPS}\">\n");
    for (address, day) in listed {
        let loc = xml(&base.absolute(address));
        match day {
            Some(day) => out.push_str(&format!("  <url><loc>{loc}</loc><lastmod>{day}</lastmod></url>\n")),
            None => out.push_str(&format!("  <url><loc>{loc}</loc></url>\n")),
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// Everything may be read, except drafts.
pub(super) fn robots(site: &Site<'_>) -> String {
    if site.checked.draft {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let sitemap = site.checked.config.base_url.absolute("/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

/// `llms.txt`: what the site is, and its studies as Markdown, strongest proof first.
pub(super) fn llms(site: &Site<'_>) -> String {
    let config = &site.checked.config;
    let mut out = format!("# {}\n\n> ", line(&site.title()));
    if let Some(tagline) = &config.tagline {
        out.push_str(&format!("{} ", line(&super::escape::publishable(tagline.trimmed(), &site.routes))));
    }
    out.push_str(&format!("Published by {} about its own customers.\n\n", line(&site.publisher())));
    out.push_str(
        "Each study stands on one of four rungs, computed from the evidence on file: Said, Bought, Measured, Passed on. A \
         rung says how well one customer's result is evidenced, not that the product caused it.\n",
    );
    if !site.shown.is_empty() {
        out.push_str("\n## Studies\n\n");
    }
    for shown in site.shown.iter().take(STRONGEST) {
        out.push_str(&format!(
            "- [{}]({}): {}, {}\n",
            line(&title_text(shown.study, &site.routes)).replace(['[', ']'], ""),
            config.base_url.absolute(&twin(&shown.address)),
            line(&customer_name(shown.study, &site.routes)),
            shown.standing.rung.label(),
        ));
    }
    let whole = |address: &str| config.base_url.absolute(address);
    out.push_str(&format!("\n## How it is known\n\n- [How we know]({})\n", whole(&twin("/how-we-know/"))));
    out.push_str(&format!(
        "\n## Optional\n\n- [Feed]({})\n- [Sitemap]({})\n",
        whole("/atom.xml"),
        whole("/sitemap.xml")
    ));
    out
}

/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn more_addresses_than_a_file_may_hold_are_split() {
        let base = BaseUrl::parse("https://proof.example/p").expect("an address");
        let listed: Vec<Listed> = (0..=SITEMAP).map(|n| (format!("/studies/{n}/"), None)).collect();
        let index = sitemap(&base, &listed);
        assert_eq!(index.matches("<sitemap>").count(), 2);
        assert!(index.contains("<loc>https://proof.example/p/sitemap-2.xml</loc>"));
        assert_eq!(part(&base, &listed, 1).matches("<url>").count(), SITEMAP);
        assert_eq!(part(&base, &listed, 2).matches("<url>").count(), 1);
        assert_eq!(sitemap(&base, &listed[1..]).matches("<url>").count(), SITEMAP);
    }

    /// What siteindex.xsd asks for: one `sitemapindex` in the namespace of sitemaps, in it nothing but `sitemap`, in each
    /// of these one `loc` with a whole address. And what the protocol asks for: each part exists, holds 50,000 addresses
    /// at most, and together they hold all, each once.
    #[test]
    fn an_index_is_valid_and_its_parts_hold_every_address_once() {
        let base = BaseUrl::parse("https://proof.example/a&b").expect("an address");
        let listed: Vec<Listed> = (0..2 * SITEMAP + 7).map(|n| (format!("/studies/{n}/"), None)).collect();
        let index = sitemap(&base, &listed);
        let tree = roxmltree::Document::parse(&index).expect("the index is XML");
        let root = tree.root_element();
        assert!(root.has_tag_name((SITEMAPS, "sitemapindex")) && root.attributes().len() == 0);
        let parts: Vec<_> = root.children().filter(|node| !is_blank(node)).collect();
        assert_eq!(parts.len(), 3);
        let mut seen = BTreeSet::new();
        for (at, sitemap) in parts.iter().enumerate() {
            assert!(sitemap.has_tag_name((SITEMAPS, "sitemap")), "{sitemap:?}");
            let inner: Vec<_> = sitemap.children().filter(|node| !is_blank(node)).collect();
            assert_eq!(inner.len(), 1);
            assert!(inner[0].has_tag_name((SITEMAPS, "loc")));
            assert_eq!(inner[0].text(), Some(format!("https://proof.example/a&b/sitemap-{}.xml", at + 1).as_str()));
            let text = part(&base, &listed, at + 1);
            let tree = roxmltree::Document::parse(&text).expect("a part is XML");
            let locs = tree.descendants().filter(|node| node.has_tag_name((SITEMAPS, "loc")));
            let before = seen.len();
            seen.extend(locs.filter_map(|node| node.text().map(str::to_owned)));
            assert!((1..=SITEMAP).contains(&(seen.len() - before)), "part {}", at + 1);
        }
        assert_eq!(seen.len(), listed.len());
        assert_eq!(part(&base, &listed, 4).matches("<loc>").count(), 0);
    }

    fn is_blank(node: &roxmltree::Node<'_, '_>) -> bool {
        node.is_text() && node.text().is_none_or(|text| text.trim().is_empty())
    }
}
