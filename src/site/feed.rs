//! What machines read: the Atom feed, the sitemap, `robots.txt`.

use jiff::civil::Date;

use super::escape::attribute;
use super::html::plain;
use super::plan::{SITEMAP, Shown, Site};
use super::view::{customer_name, title_text};
use crate::config::BaseUrl;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// An address that search engines may know, and the day of its last change.
pub(super) type Listed = (String, Option<Date>);

/// How many studies the feed holds.
const NEWEST: usize = 50;

/// The newest studies with a date, as Atom.
pub(super) fn atom(site: &Site<'_>) -> String {
    let config = &site.checked.config;
    let base = &config.base_url;
    let mut newest: Vec<(&Shown<'_>, Date)> = site.shown.iter().filter_map(|s| Some((s, s.changed()?))).collect();
    newest.sort_by(|(a, day_a), (b, day_b)| day_b.cmp(day_a).then_with(|| a.slug.cmp(&b.slug)));
    newest.truncate(NEWEST);
    // A feed must say when it changed; one without studies has only today.
    let updated = newest.first().map_or(site.checked.today, |(_, day)| *day);
    let mut out = HEAD.to_owned();
    out.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", xml(&config.language)));
    out.push_str(&format!("  <title>{}</title>\n", xml(&site.title())));
    out.push_str(&format!("  <id>{}</id>\n", xml(&base.absolute("/"))));
    out.push_str(&format!(
        "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        xml(&base.absolute("/atom.xml"))
    ));
    out.push_str(&format!("  <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", xml(&base.absolute("/"))));
    out.push_str(&format!("  <updated>{}</updated>\n", instant(updated)));
    let author = if config.publisher.is_empty() { site.title() } else { site.publisher() };
    out.push_str(&format!("  <author><name>{}</name></author>\n", xml(&author)));
    for (shown, day) in newest {
        entry(&mut out, site, shown, day);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, site: &Site<'_>, shown: &Shown<'_>, day: Date) {
    let address = site.checked.config.base_url.absolute(&shown.address);
    let meta = &shown.study.meta;
    let words = |prose: &Option<crate::study::Prose>| prose.as_ref().map(|p| plain(p, &site.routes));
    let title = title_text(shown.study, &site.routes);
    let summary = words(&meta.outcome).unwrap_or_else(|| title.clone());
    out.push_str("  <entry>\n");
    out.push_str(&format!("    <title>{}</title>\n", xml(&title)));
    out.push_str(&format!(
        "    <id>{0}</id>\n    <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n",
        xml(&address)
    ));
    out.push_str(&format!("    <updated>{}</updated>\n", instant(day)));
    if let Some(date) = &meta.date {
        out.push_str(&format!("    <published>{}</published>\n", instant(date.value)));
    }
    out.push_str(&format!("    <category term=\"{}\"/>\n", attribute(shown.standing.rung.label())));
    out.push_str(&format!("    <summary>{}</summary>\n", xml(&summary)));
    let mut content = format!("<p>{}</p>", xml(&customer_name(shown.study, &site.routes)));
    for part in [words(&meta.problem.text), Some(summary)].into_iter().flatten() {
        content.push_str(&format!("<p>{}</p>", xml(&part)));
    }
    if let Some(quote) = meta.quotes.first().and_then(|q| words(&q.text)) {
        content.push_str(&format!("<blockquote><p>{}</p></blockquote>", xml(&quote)));
    }
    // Escaped twice: it is HTML inside of XML.
    out.push_str(&format!("    <content type=\"html\">{}</content>\n  </entry>\n", xml(&content)));
}

fn instant(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

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

/// Text for XML, which has no place for control characters, not even escaped.
fn xml(words: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n');
    attribute(&words.chars().filter(allowed).collect::<String>())
}

/// Everything may be read, except drafts.
pub(super) fn robots(site: &Site<'_>) -> String {
    if site.checked.draft {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let sitemap = site.checked.config.base_url.absolute("/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn control_characters_have_no_place_in_xml() {
        assert_eq!(xml("a\u{1}b & <c>"), "ab &amp; &lt;c&gt;");
    }
}
