//! Which pages there are, and where.

use super::{Built, CARD, studies};
use crate::project::{Project, briefs, options};

#[test]
fn no_study_says_so() {
    let built = Built::clean(&Project::new());
    assert!(built.own_paths().is_empty(), "{:?}", built.own_paths());
    assert!(built.page("index.html").to_lowercase().contains("be our first"));
}

#[test]
fn one_study_is_the_home_page_and_counts_at_its_own() {
    let built = Built::clean(&studies(1, ""));
    assert_eq!(built.own_paths(), ["studies/s1/brief/index.html", "studies/s1/index.html"]);
    let home = built.page("index.html");
    assert!(home.contains("I go home on time on Mondays."));
    assert!(home.contains("<link rel=\"canonical\" href=\"https://proof.example/studies/s1/\">"));
    assert!(!built.page("sitemap.xml").contains("<loc>https://proof.example/</loc>"), "one address for one text");
}

/// Studies of one product, and one of another: a facet with one value says nothing.
fn of_two_products(count: usize) -> Project {
    let project = studies(count, "product: Intake\n");
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", settings.replace("[\"Intake\"]", "[\"Intake\", \"Daybook\"]"));
    let card = CARD.replace("Ashgrove", "Zennor");
    project.file("content/studies/z.md", format!("---\n{card}product: Daybook\n---\n"));
    project
}

#[test]
fn a_facet_with_one_value_is_none() {
    let built = Built::clean(&studies(8, "product: Intake\n"));
    assert!(built.files.keys().all(|path| !path.starts_with("by/")), "{:?}", built.paths());
}

#[test]
fn the_index_of_a_facet_names_studies_by_their_place() {
    let built = Built::clean(&of_two_products(201));
    let index: serde_json::Value = serde_json::from_str(built.page("by/product.json")).unwrap();
    assert_eq!(index["intake"].as_array().unwrap().len(), 201);
    assert!(index.get("daybook").is_none(), "one study shares it with nobody");
    let shard =
        |n: usize| -> serde_json::Value { serde_json::from_str(built.page(&format!("by/studies-{n}.json"))).unwrap() };
    assert_eq!((shard(0).as_array().unwrap().len(), shard(1).as_array().unwrap().len()), (200, 2));
    assert_eq!(shard(1)[1][0], "../studies/z/");
}

#[test]
fn three_studies_are_a_list_without_filters() {
    let built = Built::clean(&of_two_products(3));
    let home = built.page("index.html");
    assert!((1..=3).all(|n| home.contains(&format!("href=\"/studies/s{n}/\""))));
    assert!(!home.contains("/by/product/"), "no filters for so few");
    assert!(built.own_paths().contains(&"by/product/intake/index.html"));
}

#[test]
fn eight_studies_have_facets_on_the_home_page() {
    let built = Built::clean(&of_two_products(8));
    assert!(built.page("index.html").contains("href=\"/by/product/intake/\""));
}

#[test]
fn a_value_gets_a_page_when_two_studies_share_it() {
    let project = Project::new();
    for (name, industry) in [("a", "Health"), ("b", "health"), ("c", "Retail")] {
        let card = CARD.replace("Ashgrove Clinic", &format!("{{name: Ashgrove {name}, industry: {industry}}}"));
        project.file(&format!("content/studies/{name}.md"), format!("---\n{card}---\n"));
    }
    let built = Built::clean(&project);
    let by: Vec<&str> =
        built.own_paths().into_iter().filter(|p| p.starts_with("by/") && !p.ends_with(".json")).collect();
    assert_eq!(by, ["by/index.html", "by/industry/health/index.html"]);
    let page = built.page("by/industry/health/index.html");
    assert!(page.contains("/studies/a/") && page.contains("/studies/b/") && !page.contains("/studies/c/"));
    assert!(!built.page("studies/c/index.html").contains("/by/industry/retail/"));
}

#[test]
fn long_lists_go_over_several_pages() {
    let project = of_two_products(5);
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", settings.replace("[coverage]", "page_size = 2\n[coverage]"));
    let built = Built::clean(&project);
    let lists: Vec<&str> = built.own_paths().into_iter().filter(|p| p.contains("page/")).collect();
    assert_eq!(
        lists,
        [
            "by/product/intake/page/2/index.html",
            "by/product/intake/page/3/index.html",
            "page/2/index.html",
            "page/3/index.html"
        ]
    );
    let second = built.page("page/2/index.html");
    assert!(second.contains("/studies/s3/") && second.contains("/studies/s4/") && !second.contains("/studies/s5/"));
    assert!(second.contains("href=\"/\"") && second.contains("href=\"/page/3/\""));
}

#[test]
fn the_order_is_weight_then_rung_then_date_then_name() {
    let project = Project::new();
    let paid = "evidence: {paid: {kind: commitment, event: paid, date: 2026-01-01, cleared: 2026-01-20}}\n";
    let bought = format!(
        "{}{paid}consent: {{by: Ana Ruiz, date: 2026-06-01, until: 2027-06-01, scope: [web, name, role, print]}}\ndisclosure: {{relationship: none, incentive: none}}\n",
        CARD.replace("quote: I go home on time on Mondays.", "quote: \"I go home on time. — Ana Ruiz, Head nurse\"")
    );
    let said = |date: &str| format!("{CARD}date: {date}\n");
    for (name, text) in [
        ("old", said("2026-01-01")),
        ("new", said("2026-02-02")),
        ("also-new", said("2026-02-02")),
        ("bought", bought),
        ("pinned", format!("{CARD}weight: 1\n")),
        ("undated", CARD.to_owned()),
    ] {
        project.file(&format!("content/studies/{name}.md"), format!("---\n{text}---\n"));
    }
    let built = Built::clean(&project);
    let home = built.page("index.html");
    let at = |name: &str| home.find(&format!("\"/studies/{name}/\"")).unwrap_or_else(|| panic!("no {name}"));
    let order = ["pinned", "bought", "also-new", "new", "old", "undated"].map(at);
    assert!(order.is_sorted(), "{order:?}");
}

/// Whether a link from the page at `path` is relative and climbs no higher than the site's own folder.
fn leads_inside(path: &str, target: &str) -> bool {
    let climbs = target.matches("../").count();
    !target.starts_with('/') && !target.contains(':') && climbs <= path.matches('/').count()
}

#[test]
fn under_a_path_every_link_stays_inside_it() {
    let project = studies(8, "product: Intake\naliases: [/old/]\n");
    for n in 2..=8 {
        let card = CARD.replace("Ashgrove", &format!("Ashgrove {n}"));
        project.file(&format!("content/studies/s{n}.md"), format!("---\n{card}product: Intake\n---\n[one](s1.md)\n"));
    }
    project.file(
        "content/pages/about.md",
        "---\ntitle: About\n---\nSee [one](../studies/s1.md) and [more](/references/).\n",
    );
    let mut options = options();
    options.base_url = Some("https://example.org/team/proof/".to_owned());
    let built = Built::of(project.root(), &options);
    assert_eq!(built.checked.count().errors, 0, "{:#?}", briefs(&built.checked));
    for (path, html) in built.raw.iter().filter(|(path, _)| path.ends_with(".html")) {
        for attribute in ["href=\"", "src=\"", "url="] {
            for (at, _) in html.match_indices(attribute) {
                let target = html[at + attribute.len()..].split(['"', '\'']).next().unwrap();
                let rooted = path == "404.html" || attribute == "url=";
                let inside = target.starts_with("https://example.org/team/proof/")
                    || if rooted { target.starts_with("/team/proof/") } else { leads_inside(path, target) };
                let outside = target.starts_with('#') || target.starts_with("mailto:");
                assert!(inside || outside, "{path}: {target}");
            }
        }
    }
    assert!(built.page("about/index.html").contains("href=\"/studies/s1/\""));
    assert!(built.page("sitemap.xml").contains("<loc>https://example.org/team/proof/studies/s1/</loc>"));
}

#[test]
fn pictures_are_copied_only_when_a_page_uses_them() {
    let project = Project::new();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"/>";
    for name in ["used.svg", "unused.svg", "logo.svg", "also used.svg"] {
        project.file(&format!("content/studies/a/{name}"), svg);
    }
    let card = CARD.replace("Ashgrove Clinic", "{name: Ashgrove Clinic, logo: logo.svg}");
    project.file(
        "content/studies/a/index.md",
        format!("---\n{card}---\n![A path](used.svg)\n\nSee [the plan](also%20used.svg).\n"),
    );
    let built = Built::clean(&project);
    let drawings: Vec<&str> =
        built.paths().into_iter().filter(|path| path.ends_with(".svg") && path.contains('/')).collect();
    assert_eq!(drawings, ["studies/a/also-used.svg", "studies/a/logo.svg", "studies/a/used.svg"]);
    let page = built.page("studies/a/index.html");
    assert!(page.contains("<img src=\"/studies/a/used.svg\" alt=\"A path\" width=\"40\" height=\"30\""), "{page}");
    assert!(page.contains("href=\"/studies/a/also-used.svg\""));
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    let project = studies(1, "aliases: [/clients/s1/, /stories/s1.html]\n");
    let built = Built::clean(&project);
    for path in ["clients/s1/index.html", "stories/s1.html"] {
        let page = built.page(path);
        assert!(page.contains("url=/studies/s1/") && page.contains("noindex"), "{page}");
    }
    for alias in ["/references/", "/", "/studies/a/", "/atom.xml", "/favicon.svg/", "/References/"] {
        let taken = Project::new();
        taken.file("content/studies/a.md", format!("---\n{CARD}aliases: [{alias}]\n---\n"));
        let found = briefs(&taken.check()).join("\n");
        assert!(found.contains(&format!("duplicate-slug content/studies/a.md:6:11 {alias:?}")), "{found}");
    }
}

#[test]
fn hidden_static_files_are_published_and_what_systems_leave_behind_is_not() {
    let project = studies(1, "");
    for path in [".well-known/security.txt", ".htaccess", ".DS_Store", ".git/HEAD", ".gitignore", "._cat.png", ".a.swp"]
    {
        project.file(&format!("static/{path}"), "x");
    }
    let built = Built::clean(&project);
    let hidden: Vec<&str> = built.paths().into_iter().filter(|p| p.starts_with('.')).collect();
    assert_eq!(hidden, [".htaccess", ".nojekyll", ".well-known/security.txt"]);
}

#[test]
fn an_alias_that_nobody_could_follow_is_said() {
    for alias in ["https://old.example/a/", "/a?b=1", "/a/#b", "..", "/con/", "/x/../y/"] {
        let project = Project::new();
        project.file("content/studies/a.md", format!("---\n{CARD}aliases: [\"{alias}\"]\n---\n"));
        let found = briefs(&project.check()).join("\n");
        assert!(found.contains("wrong-type content/studies/a.md:6:1"), "{alias}: {found}");
    }
    let project = Project::new();
    project.file("content/studies/aux.md", format!("---\n{CARD}---\n"));
    let found = briefs(&project.check()).join("\n");
    assert!(found.contains("duplicate-slug content/studies/aux.md"), "{found}");
}

#[test]
fn tags_stand_on_the_page_and_every_page_has_a_description() {
    let project = studies(1, "tags: [paper, night shift]\n");
    project.file("content/pages/about.md", "---\ntitle: About\n---\n# Us\n\nWe make *forms*. See the [top](#top).\n");
    project.file("content/pages/bare.md", "---\ntitle: Bare\n---\n");
    let built = Built::clean(&project);
    assert!(built.page("studies/s1/index.html").contains("<dt>Tags</dt><dd>paper, night shift</dd>"));
    assert!(built.page("about/index.html").contains("name=\"description\" content=\"We make forms. See the top.\""));
    for (path, html) in built.html() {
        assert!(!html.contains("name=\"description\" content=\"\""), "{path}");
    }
}

#[test]
fn without_a_contact_it_still_says_whom_to_tell() {
    let project = studies(1, "");
    let settings = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", settings.replace("contact = \"proof@ledgerline.example\"\n", ""));
    let built = Built::clean(&project);
    let page = built.page("how-we-know/index.html");
    assert!(page.contains("tell Ledgerline Ltd; this site gives no address for it."), "{page}");
}

#[test]
fn a_static_file_cannot_take_the_place_of_a_page_but_may_replace_what_we_generate() {
    let project = studies(1, "");
    project.file("static/robots.txt", "User-agent: *\nDisallow: /private/\n");
    project.file("static/favicon.svg", "<svg/>");
    let built = Built::clean(&project);
    assert_eq!(built.page("robots.txt"), "copy of static/robots.txt");
    assert_eq!(built.page("favicon.svg"), "<svg/>");
    project.file("static/studies/s1/index.html", "mine");
    let found = briefs(&project.check()).join("\n");
    assert!(found.contains("duplicate-slug site.toml"), "{found}");
}

#[test]
fn static_files_that_cannot_be_written_are_found_by_a_check() {
    for (file, message) in [
        ("FAVICON.SVG", "`static/FAVICON.SVG` would take the place of `favicon.svg`"),
        ("Atom.xml", "`static/Atom.xml` would take the place of `atom.xml`"),
        ("studies", "`static/studies` would take the place of the folder `studies/`"),
        ("Index.html/x.txt", "`static/Index.html/x.txt` needs a folder where the file `index.html` is"),
        (".proofmark-manifest", "`static/.proofmark-manifest` has a name that builds keep for themselves"),
        (".proofmark/lock", "`static/.proofmark/lock` has a name that builds keep for themselves"),
    ] {
        let project = studies(1, "");
        project.file(&format!("static/{file}"), "mine");
        let checked = project.check();
        let found: Vec<_> =
            checked.findings.iter().filter(|f| f.rule == "duplicate-slug").map(|f| f.message.as_str()).collect();
        assert_eq!(found, [message]);
    }
}

#[test]
fn drafts_are_built_apart_with_a_banner() {
    let project = studies(1, "");
    project.file("content/studies/b.md", format!("---\n{CARD}draft: true\n---\n"));
    assert!(!Built::clean(&project).paths().contains(&"studies/b/index.html"));
    let mut options = options();
    options.draft = true;
    let built = Built::of(project.root(), &options);
    let page = built.page("studies/b/index.html");
    assert!(page.contains(">Draft") && page.contains("content=\"noindex\""), "{page}");
    assert!(built.page("robots.txt").contains("Disallow: /\n"));
}

#[test]
fn a_file_beside_a_study_cannot_take_the_place_of_its_page() {
    let project = Project::new();
    project.file("content/studies/a/index.html", "<p>mine</p>");
    project.file("content/studies/a/index.md", format!("---\n{CARD}---\nSee [the old page](index.html).\n"));
    let built = Built::clean(&project);
    assert_eq!(built.page("studies/a/index-2.html"), "copy of content/studies/a/index.html");
    assert!(built.page("studies/a/index.html").contains("href=\"/studies/a/index-2.html\""));
}

#[test]
fn a_draft_run_survives_studies_with_nothing_in_them() {
    let project = studies(1, "");
    project.file("content/studies/empty.md", "");
    project.file("content/studies/bare.md", "---\ndraft: true\n---\n");
    project.file(
        "content/studies/odd/!!!.md",
        "---\ncustomer: 5\nquotes: []\nevidence: {x: {}, y: {kind: measurement, before: 1}}\n---\n",
    );
    project.file("content/studies/???.md", "---\ncustomer: {public_as: \"!\", name: \"?\"}\n---\n");
    let mut options = options();
    options.draft = true;
    let built = Built::of(project.root(), &options);
    let found = briefs(&built.checked).join("\n");
    assert!(!found.contains("template-error") && !found.contains("broken-link"), "{found}");
}
