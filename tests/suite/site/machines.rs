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

#[test]
fn a_drawing_in_static_keeps_its_bytes_unless_it_could_run() {
    let project = studies(1, "");
    let plain = "<svg xmlns='http://www.w3.org/2000/svg'  ><path d='M0 0' /></svg>";
    project.file("static/plain.svg", plain);
    project.file(
        "static/art/wild.SVG",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><a href=\"https://else.example\"><path d=\"M0 0\"/></a><rect onclick=\"x()\"/></svg>",
    );
    let built = Built::of(project.root(), &crate::project::options());
    assert_eq!(built.page("plain.svg"), plain);
    let wild = built.page("art/wild.SVG");
    assert!(!wild.contains("else.example") && !wild.contains("onclick") && wild.contains("<rect>"), "{wild}");
    let finding = built.checked.findings.iter().find(|f| f.message.contains("wild.SVG")).expect("told");
    assert_eq!(finding.message, "`static/art/wild.SVG` is published without `a`, `onclick`");
    assert_eq!(&*built.checked.sources.get(finding.span.file).path, "site.toml");
}

#[test]
fn the_site_writes_numbers_by_its_language_and_shares_of_few_as_counts() {
    let project = studies(1, "");
    project.file(
        "content/studies/s1.md",
        "---\ncustomer: Acme\nproblem: Slow.\noutcome: The pages [went from 12,400 to 9,100](evidence:pages).\nquote: Good.\n\
         evidence:\n  pages: {kind: measurement, metric: pages printed, unit: pages, before: 12400, after: 9100.5, better: lower, \
         source: customer-system, collected: 2026-01-02}\n  \
         sites: {kind: measurement, metric: sites that print, unit: percent, before: 22, after: 56, better: higher, statistic: share, \
         sample: {n: 9, of: sites}, source: customer-system, collected: 2026-01-02}\n---\n",
    );
    let english = Built::of(project.root(), &crate::project::options());
    let english = english.page("studies/s1/index.html");
    assert!(english.contains(">12,400<") && english.contains(">9,100.5<"), "{english}");
    assert!(
        english.contains("2 of 9") && english.contains("5 of 9") && english.contains("sites (22% to 56%)"),
        "{english}"
    );
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", format!("language = \"de\"\n{}", settings.replace("language = \"en\"\n", "")));
    let german = Built::of(project.root(), &crate::project::options());
    let german = german.page("studies/s1/index.html");
    assert!(german.contains(">12\u{202f}400<") && german.contains(">9\u{202f}100,5<"), "{german}");
    assert!(german.contains("sites (22\u{202f}% to 56\u{202f}%)"), "{german}");
    assert!(german.contains("went from 12,400 to 9,100"), "an author's words stay: {german}");
}

/// The words a reader sees, on one line, without the numbers of notes.
fn visible(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut text = String::new();
    let mut hidden: Option<&str> = None;
    for part in body.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let name = tag.split_whitespace().next().unwrap_or("");
        match hidden {
            Some(until) if name.strip_prefix('/') == Some(until) => hidden = None,
            None if ["script", "style", "sup", "svg"].contains(&name) => hidden = Some(name),
            _ => {}
        }
        if hidden.is_none() {
            // Marks of a claim stand inside of words, blocks between them.
            if !["span", "/span", "a", "/a", "em", "/em", "strong", "/strong", "/sup", "b", "/b"].contains(&name) {
                text.push(' ');
            }
            text.push_str(words);
        }
    }
    for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, c);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every string of a value with the key it stands under.
fn strings(value: &serde_json::Value, key: &str, out: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text) => out.push((key.to_owned(), text.clone())),
        serde_json::Value::Array(all) => all.iter().for_each(|value| strings(value, key, out)),
        serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| strings(value, key, out)),
        _ => {}
    }
}

#[test]
fn all_that_machines_are_told_stands_on_the_page() {
    let hostile = Project::new();
    for n in 1..=2 {
        let card = CARD
            .replace("Ashgrove Clinic", "\"</script><b>A & B\"")
            .replace("I go home", "</script> I \\\"go\\\" home");
        hostile.file(&format!("content/studies/s{n}.md"), format!("---\n{card}---\n"));
    }
    let demo = Built::of(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), &crate::project::options());
    let (mut articles, mut quotes, mut lists, mut trails) = (0, 0, 0, 0);
    for built in [demo, Built::clean(&hostile), Built::clean(&studies(1, "date: 2026-01-02\n"))] {
        for (path, html) in built.html() {
            let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else { continue };
            let data = rest.split_once("</script>").unwrap().0;
            let data: serde_json::Value = serde_json::from_str(data).unwrap();
            let mut all = Vec::new();
            strings(&data, "", &mut all);
            let text = visible(html);
            for (key, string) in all {
                let stands = match key.as_str() {
                    "@type" => {
                        articles += usize::from(string == "Article");
                        quotes += usize::from(string == "Quotation");
                        lists += usize::from(string == "CollectionPage");
                        trails += usize::from(string == "BreadcrumbList");
                        !["Review", "AggregateRating", "ClaimReview"].contains(&string.as_str())
                    }
                    "@context" => true,
                    "datePublished" | "dateModified" | "dateCreated" => {
                        html.contains(&format!("datetime=\"{string}\""))
                    }
                    "url" | "item" | "mainEntityOfPage" => {
                        let local = string.split("//").nth(1).and_then(|rest| rest.find('/').map(|at| &rest[at..]));
                        html.contains(&format!("href=\"{}\"", local.unwrap()))
                            || html.contains(&format!("href=\"{string}\""))
                    }
                    _ => text.contains(&string.split_whitespace().collect::<Vec<_>>().join(" ")),
                };
                assert!(stands, "{path}: {key} {string:?}\n{text}");
            }
        }
    }
    assert!(articles >= 13 && quotes >= 10 && lists >= 10 && trails >= 20, "{articles} {quotes} {lists} {trails}");
}

#[test]
fn a_study_has_a_twin_with_all_that_qualifies_it() {
    let demo = Built::of(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), &crate::project::options());
    let twin = demo.page("studies/kestrel-row/index.md");
    assert!(twin.contains("# Kestrel Row Clinic cut retyping from 13.5 hours a week to 3 [1]\n"), "{twin}");
    for words in [
        "> Retyping used to own my Thursday afternoons.",
        "Morven Tait",
        "The customer received nothing for this.",
        "**What did not change:** Walk-in patients",
        "## How we know",
        "**Source:** A system the customer runs",
        "Morven Tait agreed to this text on 9 July 2026",
    ] {
        assert!(twin.contains(words), "{words}\n{twin}");
    }
    assert!(!twin.contains("<div") && !twin.contains("]()"), "{twin}");
    assert!(
        demo.page("studies/kestrel-row/index.html")
            .contains("href=\"/studies/kestrel-row/index.md\" type=\"text/markdown\"")
    );
    let llms = demo.page("llms.txt");
    assert!(llms.starts_with("# Proof from our customers\n\n> "), "{llms}");
    assert!(
        llms.contains(
            "(https://proof.tallowmere.example/studies/kestrel-row/index.md): Kestrel Row Clinic, Passed on\n"
        )
    );
    let project = studies(1, "");
    project.settings("[output_files]\ntwins = false\n");
    let without = Built::clean(&project);
    assert!(without.files.keys().all(|path| !path.ends_with(".md") && path != "llms.txt"));
    assert!(!without.page("studies/s1/index.html").contains("text/markdown"));
}

#[test]
fn an_entry_of_the_feed_is_the_whole_study_and_its_quotes_say_who_and_why() {
    let demo = Built::of(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), &crate::project::options());
    let feed = demo.page("atom.xml");
    well_formed(feed);
    let entry = feed.split("<entry>").find(|entry| entry.contains("/studies/ottermouth/</id>")).unwrap();
    for words in ["Asked: ", "One month of Inlet without charge", "How we know", "What did not change", "&lt;h2"] {
        assert!(entry.contains(words), "{words}");
    }
    assert!(!entry.contains("href=&quot;/") && !entry.contains("src=&quot;/"), "links are whole");
    assert!(entry.contains("https://proof.tallowmere.example/studies/ottermouth/#how-"));
}

#[test]
fn cards_are_painted_by_a_build_kept_for_the_next_and_left_out_where_they_cannot_be() {
    let project = studies(1, "");
    let card = CARD.replace("Ashgrove Clinic", "東京クリニック");
    project.file("content/studies/tokyo.md", format!("---\n{card}---\n"));
    let build = |command: &str| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_proofmark"))
            .arg(command)
            .current_dir(project.root())
            .output();
        assert!(run.unwrap().status.success());
    };
    build("check");
    assert!(!project.root().join(".proofmark/cache").exists(), "a check paints nothing");
    build("build");
    let painted = std::fs::read(project.root().join("public/studies/s1/card.png")).unwrap();
    assert!(painted.starts_with(b"\x89PNG") && project.root().join("public/card.png").exists());
    let page =
        |name: &str| std::fs::read_to_string(project.root().join(format!("public/studies/{name}/index.html"))).unwrap();
    assert!(page("s1").contains("<meta property=\"og:image\" content=\"https://proof.example/studies/s1/card.png\">"));
    assert!(!project.root().join("public/studies/tokyo/card.png").exists(), "letters we have not");
    assert!(page("tokyo").contains("content=\"https://proof.example/card.png\">"), "the site's stands in");
    let kept = std::fs::read_dir(project.root().join(".proofmark/cache/cards")).unwrap().count();
    assert_eq!(kept, 2);
    // What is kept is not painted again, and what is torn is.
    for entry in std::fs::read_dir(project.root().join(".proofmark/cache/cards")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"\x89PNG torn").unwrap();
    }
    build("build");
    assert_eq!(std::fs::read(project.root().join("public/studies/s1/card.png")).unwrap(), painted);
    project.settings("[output_files]\ncards = false\n");
    build("build");
    assert!(!project.root().join("public/studies/s1/card.png").exists() && !page("s1").contains("og:image"));
}
