//! What the default theme promises of every page: its bones, its words, its colours.

use std::collections::BTreeMap;
use std::path::Path;

use super::Built;
use proofmark::pipeline::Options;

use crate::project::{Project, briefs, options};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A start tag: its name and its attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
}

/// The start tags of a page in order. Good enough for our own pages, where text is always escaped.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    for part in html.split('<').skip(1) {
        let Some((inside, _)) = part.split_once('>') else { continue };
        if inside.starts_with(['/', '!']) {
            continue;
        }
        let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let mut attributes = BTreeMap::new();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a closing quote");
            attributes.insert(key.trim(), value);
            rest = after;
        }
        tags.push(Tag { name: name.trim_end_matches('/'), attributes });
    }
    tags
}

/// Words a reader sees between `from` and `to`.
fn words_in(html: &str, from: &str, to: &str) -> usize {
    let (_, rest) = html.split_once(from).expect(from);
    let (inside, _) = rest.split_once(to).expect(to);
    let mut text = String::new();
    for part in inside.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.split_whitespace().count()
}

/// The demo and the four sizes of a home page: every page of the theme, by a name to report it with.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut add = |site: &str, built: Built| {
        let html = built.files.into_iter().filter(|(path, text)| path.ends_with(".html") && !text.contains("refresh"));
        pages.extend(html.map(|(path, text)| (format!("{site}:{path}"), text)));
    };
    add("demo", Built::of(Path::new(ROOT), &options()));
    for count in [0, 1, 3, 60] {
        add(&count.to_string(), Built::clean(&of_studies(count)));
    }
    pages
}

/// A project with so many of the smallest studies.
fn of_studies(count: usize) -> Project {
    let project = Project::new();
    for n in 1..=count {
        project.file(
            &format!("content/studies/s{n}.md"),
            format!(
                "---\ncustomer: Customer Number {n}\nproblem: Forms were typed in by hand.\noutcome: Forms come in on a screen.\nquote: I read it with my tea.\n---\n"
            ),
        );
    }
    project
}

/// Reports every page on which `wrong` finds something.
#[track_caller]
fn never(wrong: impl Fn(&str, &[Tag<'_>]) -> Vec<String>) {
    let mut report = Vec::new();
    for (name, html) in pages() {
        report.extend(wrong(&html, &tags(&html)).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

fn unless(good: bool, what: &str) -> Option<String> {
    (!good).then(|| what.to_owned())
}

#[test]
fn every_page_has_the_same_bones() {
    never(|html, tags| {
        let count = |name: &str| tags.iter().filter(|t| t.name == name).count();
        let has = |name: &str, key: &str, value: &str| {
            tags.iter().any(|t| t.name == name && t.attributes.get(key) == Some(&value))
        };
        let language = tags.iter().any(|t| t.name == "html" && t.attributes.get("lang").is_some_and(|l| !l.is_empty()));
        let footer = html.rsplit_once("<footer").map_or("", |(_, after)| after);
        [
            unless(count("h1") == 1, "not one h1"),
            unless(count("main") == 1 && has("main", "id", "main"), "no main"),
            unless(has("a", "href", "#main"), "no skip link"),
            unless(language, "no language"),
            unless(footer.contains("Published by "), "no publisher"),
            unless(has("meta", "name", "viewport"), "no viewport"),
        ]
        .into_iter()
        .flatten()
        .collect()
    });
}

#[test]
fn headings_descend_one_step_at_a_time() {
    never(|_, tags| {
        let level = |t: &Tag<'_>| t.name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok());
        let levels: Vec<u8> = tags.iter().filter_map(level).collect();
        levels.windows(2).filter(|p| p[1] > p[0] + 1).map(|p| format!("h{} under h{}", p[1], p[0])).collect()
    });
}

#[test]
fn nothing_stands_in_the_way_of_a_strict_policy_or_moves_the_page() {
    never(|html, tags| {
        let mut wrong = Vec::new();
        if !html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'")
            || html.contains("unsafe-inline")
        {
            wrong.push("no policy".to_owned());
        }
        for tag in tags {
            if tag.attributes.keys().any(|key| *key == "style" || key.starts_with("on")) {
                wrong.push(format!("{} with inline style or script", tag.name));
            }
            if tag.name == "img" && !["alt", "width", "height"].iter().all(|key| tag.attributes.contains_key(key)) {
                wrong.push("an image without alt, width or height".to_owned());
            }
            let fetched = match tag.name {
                "img" | "script" | "iframe" | "source" => tag.attributes.get("src"),
                "link" if tag.attributes.get("rel") != Some(&"canonical") => tag.attributes.get("href"),
                _ => None,
            };
            if let Some(address) = fetched.filter(|a| a.contains("//")) {
                wrong.push(format!("{} fetches {address}", tag.name));
            }
            let data = tag.attributes.get("type") == Some(&"application/ld+json");
            if tag.name == "style" || tag.name == "script" && !data && !tag.attributes.contains_key("src") {
                wrong.push(format!("an inline {}", tag.name));
            }
            if tag.name == "th" && !tag.attributes.contains_key("scope") {
                wrong.push("a heading cell without scope".to_owned());
            }
        }
        wrong
    });
}

#[test]
fn ids_are_unique_and_labels_point_at_something() {
    never(|_, tags| {
        let mut ids: Vec<&str> = tags.iter().filter_map(|t| t.attributes.get("id").copied()).collect();
        ids.sort_unstable();
        let twice = ids.windows(2).filter(|p| p[0] == p[1]).map(|p| format!("two ids {}", p[0]));
        let labels =
            tags.iter().filter_map(|t| t.attributes.get("aria-labelledby")).flat_map(|ids| ids.split_whitespace());
        let lost = labels.filter(|l| ids.binary_search(l).is_err()).map(|l| format!("no label {l}"));
        twice.chain(lost).collect()
    });
}

#[test]
fn a_brief_fits_one_sheet_and_answers_six_things() {
    let built = Built::of(Path::new(ROOT), &options());
    let briefs: Vec<_> = built.files.iter().filter(|(path, _)| path.ends_with("/brief/index.html")).collect();
    assert!(briefs.len() >= 9);
    for (path, html) in briefs {
        let count = words_in(html, "<main", "</main>");
        assert!(count <= 350, "{path}: {count} words");
        assert_eq!(html.matches("<h2>").count(), 6, "{path}");
        assert!(html.contains("<h1>Should our people spend time on this?</h1>"), "{path}");
    }
}

#[test]
fn a_brief_fits_one_sheet_whatever_the_study_holds() {
    let long = "Ünbelievably long-winded words and many of them stand here without any end in sight ".repeat(30);
    let word = "x".repeat(900);
    for (words, name) in [(long.trim(), "Long"), (word.as_str(), "Word"), ("A short one. And another.", "Short")] {
        let project = Project::new();
        project.file(
            "content/studies/a.md",
            format!(
                "---\ntitle: {words}\ncustomer: {{name: {words} {name}, size: 1-10}}\nproblem: {{text: {words}, cost: {words}, urgent_because: {words}}}\n\
                 outcome: {words}\nquote: {words}\nevidence:\n  a: {{kind: measurement, metric: {words}, unit: {words}, before: 12345678.5, after: 3, better: lower, \
                 statistic: mean, sample: {words}, source: customer-system, collected: 2026-06-01, also_changed: {words}}}\n  \
                 b: {{kind: measurement, metric: {words}, unit: {words}, before: 11, after: 3, better: lower, source: customer-system, collected: 2026-06-01}}\n\
                 disclosure: {{relationship: none, incentive: {words}}}\nlimits: {words}\nhesitation: {words}\n\
                 effort: {{their_hours: 14, people: 2, days_to_first_value: 9}}\nalternatives: [{words}, {words}, {words}, {words}]\ntypical: {{text: {words}, basis: {words}}}\n---\n{words}\n"
            ),
        );
        let built = Built::of(project.root(), &options());
        let brief = built.page("studies/a/brief/index.html");
        let count = words_in(brief, "<main", "</main>");
        assert!(count <= 350, "{name}: {count} words");
        let said = brief.contains("Shortened to one page");
        assert_eq!(said, name != "Short", "a cut says so");
        let limits = brief.split_once("What did not improve</h2>").unwrap().1.split_once("</section>").unwrap().0;
        assert!(
            words_in(limits, "<p", "</p>") >= if name == "Long" { 12 } else { 1 },
            "what qualifies is cut last: {limits}"
        );
        for (tag, end) in [("<em", "</em>"), ("<span", "</span>"), ("<p", "</p>"), ("<sup", "</sup>")] {
            assert_eq!(
                brief.matches(&format!("{tag}>")).count() + brief.matches(&format!("{tag} ")).count(),
                brief.matches(end).count()
            );
        }
    }
}

#[test]
fn a_study_is_passed_on_from_measured_up_in_three_sentences() {
    let built = Built::of(Path::new(ROOT), &options());
    let page = built.page("studies/kestrel-row/pass-it-on/index.html");
    let letter = page.split_once("id=\"letter\"").unwrap().1.split_once("</div>").unwrap().0;
    assert!(letter.contains("Reception typed every new patient"), "their words: {letter}");
    assert!(letter.contains(">https://proof.tallowmere.example/studies/kestrel-row/<"), "{letter}");
    assert!(page.contains("mailto:?subject="), "nobody's address");
    let paid = built.page("studies/ottermouth/pass-it-on/index.html");
    assert!(paid.contains("One month of Inlet without charge"), "what they received goes with it");
    assert!(built.files.keys().all(|path| !path.contains("gatesby/pass-it-on")), "not below");
    assert!(!built.page("sitemap.xml").contains("pass-it-on"));
}

#[test]
fn what_nearly_stopped_them_is_grouped_and_split_over_pages() {
    let project = of_studies(7);
    for (n, told) in [(1, "Fear of the switch"), (2, "Rain"), (3, "fear of the switch."), (5, "Fear of the switch")] {
        let path = format!("content/studies/s{n}.md");
        let text = std::fs::read_to_string(project.root().join(&path)).unwrap();
        project.file(&path, text.replacen("---\n", &format!("---\nhesitation: {told}\n"), 1));
    }
    let page = Built::clean(&project).page("what-nearly-stopped-them/index.html").to_owned();
    assert_eq!(page.matches("<h2").count(), 2);
    assert!(page.find("Fear of the switch").unwrap() < page.find("Rain").unwrap(), "most told first");
    assert!(page.contains("3 customers"), "{page}");
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", format!("page_size = 2\n{settings}"));
    let built = Built::clean(&project);
    let second = built.page("what-nearly-stopped-them/page/2/index.html");
    assert!(second.contains("3 customers, continued") && second.contains("Rain"), "{second}");
    let built = Built::clean(&of_studies(2));
    assert!(!built.files.contains_key("what-nearly-stopped-them/index.html"), "nobody told one");
}

#[test]
fn a_result_is_drawn_to_scale_beside_its_figures() {
    let built = Built::of(Path::new(ROOT), &options());
    let page = built.page("studies/kestrel-row/index.html");
    let widths: Vec<&str> =
        tags(page).iter().filter(|t| t.name == "rect").filter_map(|t| t.attributes.get("width").copied()).collect();
    assert_eq!(widths, ["100", "22.2"], "13.5 and 3");
    let table = page.split_once("<div class=\"statement").unwrap().1.split_once("</div>").unwrap().0;
    for words in [
        "13.5",
        ">3<",
        "hours a week",
        "6\u{a0}October to 30\u{a0}November\u{a0}2025",
        "20\u{a0}April to 14\u{a0}June\u{a0}2026",
    ] {
        assert!(table.contains(words), "{words}");
    }
    let bakery = built.page("studies/crumb-lane/index.html");
    assert!(!bakery.contains("<div class=\"statement"), "nothing was counted there");
}

#[test]
fn a_quote_never_travels_without_its_disclosure() {
    let built = Built::of(Path::new(ROOT), &options());
    let paid = built.page("studies/ottermouth/index.html");
    let quotes: Vec<&str> = paid.split("<figure class=\"row quote\"").skip(1).collect();
    assert!(!quotes.is_empty());
    for quote in quotes {
        let quote = quote.split_once("</figure>").unwrap().0;
        assert!(quote.contains("One month of Inlet without charge"), "{quote}");
    }
}

#[test]
fn each_size_of_home_has_its_own_shape() {
    let home = |count: usize| Built::clean(&of_studies(count)).page("index.html").to_owned();
    let none = home(0);
    assert!(none.contains("You would be our first") && !none.contains("class=\"entries\""));
    let one = home(1);
    assert!(one.contains("<blockquote>") && !one.contains("class=\"facets\""), "the study itself");
    let few = home(5);
    assert!(few.contains("class=\"entries\"") && !few.contains("class=\"facets\""), "no filters");
    assert_eq!(few.matches("<blockquote>").count(), 0);
}

/// The style sheet.
fn css() -> String {
    std::fs::read_to_string(Path::new(ROOT).join("themes/ledger/static/ledger.css")).unwrap()
}

#[test]
fn the_style_sheet_is_small_and_fetches_nothing() {
    let css = css();
    assert!(css.len() <= 30_000, "{} bytes", css.len());
    assert!(!css.contains("url(") && !css.contains("@import"));
    for promise in [":focus-visible", "@media print", "color-scheme: light dark", "prefers-reduced-motion"] {
        assert!(css.contains(promise), "{promise}");
    }
}

#[test]
fn a_draft_says_so_and_links_to_nothing_missing() {
    let built = Built::of(Path::new(ROOT), &Options { draft: true, ..options() });
    let broken = built.checked.findings.iter().filter(|f| f.rule == "broken-link").count();
    assert_eq!(broken, 0, "{:#?}", briefs(&built.checked));
    let waiting = built.page("studies/tansy-hill/index.html");
    assert!(waiting.contains("class=\"draft\"") && waiting.contains("content=\"noindex\""));
}
