//! Feed, sitemap, robots, and what stands in the head of a page.

use super::{Built, CARD, studies};
use crate::project::Project;

/// Tags are closed in the order they were opened, and nothing stands outside.
#[track_caller]
fn well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.split_once("?>").unwrap().1;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').unwrap() + start;
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{xml}");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_feed_holds_the_newest_studies_with_a_date() {
    let project = Project::new();
    for n in 1..=60 {
        let card = CARD.replace("Ashgrove Clinic", &format!("\"Ashgrove & <{n}>\""));
        let (month, day) = (n / 28 + 1, n % 28 + 1);
        project
            .file(&format!("content/studies/s{n:02}.md"), format!("---\n{card}date: 2026-{month:02}-{day:02}\n---\n"));
    }
    project.file("content/studies/undated.md", format!("---\n{CARD}---\n"));
    let built = Built::clean(&project);
    let feed = built.page("atom.xml");
    well_formed(feed);
    assert_eq!(feed.matches("<entry>").count(), 50);
    assert!(feed.contains("<updated>2026-03-05T00:00:00Z</updated>\n  <author><name>Ledgerline Ltd</name></author>"));
    assert!(feed.contains("<title>Ashgrove &amp; &lt;60&gt;: Intake now takes one pass</title>"), "{feed}");
    assert!(feed.contains("<id>https://proof.example/studies/s60/</id>"));
    assert!(feed.find("s60/").unwrap() < feed.find("s59/").unwrap());
    assert!(!feed.contains("undated"));
    let ids: std::collections::BTreeSet<&str> = feed.lines().filter(|l| l.trim().starts_with("<id>")).collect();
    assert_eq!(ids.len(), 51, "every id once");
}

#[test]
fn the_sitemap_lists_what_search_engines_may_know() {
    let built = Built::clean(&studies(
        2,
        "date: 2026-01-02\nupdated: 2026-03-04\naliases: [/gone/]\n".replace("aliases: [/gone/]\n", "").as_str(),
    ));
    let map = built.page("sitemap.xml");
    well_formed(map);
    assert!(
        map.contains("<url><loc>https://proof.example/studies/s1/</loc><lastmod>2026-03-04</lastmod></url>"),
        "{map}"
    );
    assert!(map.contains("<loc>https://proof.example/</loc>"));
    assert!(!map.contains("404") && !map.contains("/brief/"));
    assert!(built.page("robots.txt").ends_with("Sitemap: https://proof.example/sitemap.xml\n"));
}

#[test]
fn every_page_says_what_it_is() {
    let project = studies(3, "lang: de\n");
    project.file("content/pages/about.md", "---\ntitle: About & more\ndescription: Who we are.\n---\nWords.\n");
    let built = Built::clean(&project);
    for (path, html) in built.html() {
        let once = |what: &str| assert_eq!(html.matches(what).count(), 1, "{path}: {what}");
        for what in
            ["<title>", "rel=\"canonical\"", "property=\"og:title\"", "application/atom+xml", "id=\"main\"", "<h1"]
        {
            once(what);
        }
        assert!(html.starts_with("<!doctype html>\n<html lang=\""), "{path}");
        assert!(html.contains("href=\"#main\""), "{path}: a way past the navigation");
        assert!(html.contains("Ledgerline Ltd"), "{path}: who publishes this");
    }
    assert!(built.page("studies/s1/index.html").contains("<html lang=\"de\""));
    let about = built.page("about/index.html");
    assert!(about.contains("About &amp; more") && about.contains("content=\"Who we are.\""));
}

#[test]
fn hosts_are_told_what_to_send_and_where_old_addresses_lead() {
    let project = studies(2, "");
    let path = "content/studies/s1.md";
    let text = std::fs::read_to_string(project.root().join(path)).unwrap();
    project.file(path, text.replacen("---\n", "---\naliases: [/clients/a b/, /stories/a.html]\n", 1));
    let built = Built::clean(&project);
    let headers = built.page("_headers");
    assert!(headers.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
    assert!(!headers.contains("unsafe"));
    let style = built.files.keys().find(|path| path.ends_with(".css")).unwrap();
    assert!(
        headers.contains(&format!("/{style}\n  Cache-Control: public, max-age=31536000, immutable\n")),
        "{headers}"
    );
    assert_eq!(built.page("_redirects"), "/clients/a%20b/ /studies/s1/ 301\n/stories/a.html /studies/s1/ 301\n");
    assert!(built.files.contains_key("clients/a b/index.html") && built.files.contains_key(".nojekyll"));
    assert!(!Built::clean(&studies(2, "")).files.contains_key("_redirects"), "nothing has moved");
    project.file("static/_headers", "mine");
    assert_eq!(Built::clean(&project).page("_headers"), "copy of static/_headers");
}

#[test]
fn a_style_sheet_changes_its_name_with_its_content_and_the_accent() {
    let name = |accent: &str| {
        let project = studies(1, "");
        let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
        project.file("site.toml", format!("accent = \"{accent}\"\n{settings}"));
        Built::clean(&project).files.into_keys().find(|path| path.ends_with(".css")).unwrap()
    };
    assert_eq!(name("#123456"), name("#123456"));
    assert_ne!(name("#123456"), name("#123457"));
}

#[test]
fn a_drawing_is_published_without_what_runs_and_the_run_says_so() {
    let project = studies(1, "");
    let path = "content/studies/s1.md";
    let text = std::fs::read_to_string(project.root().join(path)).unwrap();
    project.file(path, format!("{text}\n![A map](map.svg)\n\n![A torn map](torn.svg)\n"));
    project.file(
        "content/studies/map.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script><path d=\"M0 0\"/></svg>",
    );
    project.file("content/studies/torn.svg", "<svg");
    let built = Built::of(project.root(), &crate::project::options());
    let map = built.page("studies/s1/map.svg");
    assert_eq!(map, "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"></path></svg>");
    let told: Vec<&str> = built.checked.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(told.contains(&"`content/studies/map.svg` is published without `onload`, `script`"), "{told:#?}");
    assert!(told.iter().any(|m| m.starts_with("`content/studies/torn.svg` is no drawing: ")), "{told:#?}");
}
