//! `proofmark claims`: what is read from files nobody wrote for us.

use std::path::PathBuf;

use proofmark::pipeline::{self, Listing};
use proofmark::study::Stated;

use crate::project::Project;

/// A folder with one file, and its claims.
struct Found {
    listing: Listing,
    text: String,
}

impl Found {
    fn of(name: &str, text: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), text).unwrap();
        let listing = pipeline::claims(dir.path(), &[PathBuf::from(name)], &[]).unwrap();
        let found = Self { listing, text: text.to_owned() };
        for claim in found.claims() {
            let bytes = found.bytes(claim);
            assert!(bytes.len() <= 400, "{bytes}");
            assert!(!claim.words.is_empty());
        }
        found
    }

    fn claims(&self) -> &[Stated] {
        &self.listing.files[0].1
    }

    fn bytes(&self, claim: &Stated) -> &str {
        &self.text[claim.span.range()]
    }

    /// The words of the claims, and the bytes they stand for.
    fn words(&self) -> Vec<(&str, &str)> {
        self.claims().iter().map(|c| (c.words.as_str(), self.bytes(c))).collect()
    }
}

/// Claims whose words stand in the file as they are.
#[track_caller]
fn exactly(name: &str, text: &str, claims: &[&str]) {
    let found = Found::of(name, text);
    let expected: Vec<(&str, &str)> = claims.iter().map(|c| (*c, *c)).collect();
    assert_eq!(found.words(), expected, "{text}");
}

/// Claims whose words have markup in the file.
#[track_caller]
fn through(name: &str, text: &str, claims: &[(&str, &str)]) {
    assert_eq!(Found::of(name, text).words(), claims, "{text}");
}

#[test]
fn markdown_is_searched_everywhere_a_reader_looks() {
    exactly(
        "a.md",
        "# They cut retyping by 41%\n\nText: cut retyping by 42%.\n\n- cut retyping by 43%\n\n| a | b |\n|--|--|\n| x | cut retyping by 44% |\n\n\
         > cut retyping by 45%\n\n![They cut retyping by 46%](a.png \"They cut retyping by 47%\")\n\n\
         <div>\n<p>They cut retyping by 48%</p>\n</div>\n",
        &[41, 42, 43, 44, 45, 46, 47, 48].map(|n| &*format!("cut retyping by {n}%").leak()),
    );
}

#[test]
fn code_addresses_and_settings_are_not() {
    exactly(
        "a.md",
        "`cut retyping by 41%`\n\n```\ncut retyping by 42%\n```\n\n    cut retyping by 43%\n\n[a](/cut-retyping-by-44% 'x')\n\n\
         <!-- cut retyping by 45% -->\n\n<code>cut retyping by 46%</code> and <pre>cut retyping by 47%</pre>\n\n\
         <div class=\"cut retyping by 48%\" style=\"cut retyping by 49%\">x</div>\n\n<script>\n\"cut retyping by 50%\"\n</script>\n",
        &[],
    );
    exactly(
        "a.html",
        "<style>p:after { content: 'cut retyping by 41%' }</style><script>'<p>cut retyping by 42%</p>'</script>\n\
         <pre>cut retyping by 43%</pre><code>cut retyping by 44%</code><!-- cut retyping by 45% -->\n\
         <svg><text>cut retyping by 46%</text></svg><a href='/cut retyping by 47%'>x</a>\n",
        &[],
    );
}

#[test]
fn words_run_on_through_inline_markup_and_references() {
    through(
        "a.html",
        "<p>They <b>cut</b> retyping by <i>6</i>2&nbsp;%\n   and <b>saved</b>\n   9&#32;hours <em>a week</em>.</p>",
        &[
            ("cut retyping by 62\u{a0}%", "cut</b> retyping by <i>6</i>2&nbsp;%"),
            ("saved 9 hours a week", "saved</b>\n   9&#32;hours <em>a week"),
        ],
    );
    through(
        "a.mdx",
        "They cut retyping by <Big>62</Big>% in **all** 4 sites.\n",
        &[("cut retyping by 62%", "cut retyping by <Big>62</Big>%")],
    );
    through(
        "a.md",
        "They **cut** retyping by <b>62</b>\\%.\n",
        &[("cut retyping by 62%", "cut** retyping by <b>62</b>\\%")],
    );
}

#[test]
fn blocks_of_html_do_not_run_into_each_other() {
    // "saved" in one block and "9 hours" in the next are two thoughts.
    exactly(
        "a.html",
        "<ul><li>What they saved<li>9 hours of music</ul><p>saved<p>9 hours\n<td>saved</td><td>9 hours",
        &[],
    );
}

#[test]
fn attributes_of_several_words_are_read() {
    exactly(
        "a.html",
        "<meta name=description content=\"They cut retyping by 41%\">\n<img alt='They cut retyping by 42%' src=x>\n\
         <section data-lead=\"They cut retyping by 43%\" data-x=\"43%\">x</section>",
        &["cut retyping by 41%", "cut retyping by 42%", "cut retyping by 43%"],
    );
    let found = Found::of(
        "a.mdx",
        "<Card\n  by=\"Ana Ruiz\"\n  text=\"They cut retyping by 44%\"\n/>\n\n<Quote text={'We cut retyping by 45%'} />\n\n<PullQuote words=\"We cut retyping by 46%\" />\n",
    );
    let words: Vec<(&str, bool)> = found.claims().iter().map(|c| (c.words.as_str(), c.quoted)).collect();
    assert_eq!(words, [("cut retyping by 44%", false), ("cut retyping by 45%", false), ("cut retyping by 46%", true)]);
}

#[test]
fn components_imports_and_expressions_are_survived() {
    exactly(
        "a.mdx",
        "import {\n  A,\n} from 'cut retyping by 40%'\nexport const meta = {\n  title: \"They cut retyping by 41%\",\n  n: [1, 2],\n}\n\n\
         <Layout {...props} items={[{a: 1}, {b: \"{\"}]}>\n\n    They cut retyping by 42%.\n\n  {/* cut retyping by 43% */}\n  <>They cut retyping by 44%</>\n\n\
         {x < 3 ? 'They cut retyping by 45%' : null}\n</Layout>\n\nAn open { brace, and they cut retyping by 46%.\n",
        &[41, 42, 44, 45, 46].map(|n| &*format!("cut retyping by {n}%").leak()),
    );
}

#[test]
fn shortcodes_and_templates_are_survived() {
    let text = "---\ntitle: {{ page.title }}\nlead: They cut retyping by 41%\n---\n{{< big a=\"1\" >}}\nThey cut retyping by 42%.\n{{< /big >}}\n\n\
        {% include a.html text=\"They cut retyping by 43%\" %}\n\n{{% testimonial %}}\nWe cut retyping by 44%.\n{{% /testimonial %}}\n\n\
        They cut {{ what }} by 45%. {: .big}\n";
    let found = Found::of("a.md", text);
    let words: Vec<(&str, bool)> = found.claims().iter().map(|c| (found.bytes(c), c.quoted)).collect();
    assert_eq!(
        words,
        [
            ("cut retyping by 41%", false),
            ("cut retyping by 42%", false),
            ("cut retyping by 43%", false),
            ("cut retyping by 44%", true),
            ("cut {{ what }} by 45%", false),
        ]
    );
}

#[test]
fn both_sides_of_a_conflict_are_read_once() {
    exactly(
        "a.md",
        "They cut retyping by 41%.\n<<<<<<< HEAD\nThey cut retyping by 42%.\n=======\nThey cut retyping by 43%.\n>>>>>>> other\n\nThey cut retyping by 44%.\n",
        &[41, 42, 43, 44].map(|n| &*format!("cut retyping by {n}%").leak()),
    );
    exactly(
        "a.yaml",
        "<<<<<<< HEAD\nlead: They cut retyping by 42%\n=======\nlead: They cut retyping by 43%\n>>>>>>> other\n",
        &["cut retyping by 42%", "cut retyping by 43%"],
    );
}

#[test]
fn curly_quotes_and_invisible_characters_are_survived() {
    through(
        "a.md",
        "\u{feff}“We cut re\u{200b}typing by 4\u{200b}1\u{2009}%,” says Ana – “and it’s calm.”\r\n",
        &[("cut re\u{200b}typing by 4\u{200b}1\u{2009}%", "cut re\u{200b}typing by 4\u{200b}1\u{2009}%")],
    );
    assert!(Found::of("a.md", "“We cut retyping by 41%,” says Ana.").claims()[0].quoted);
    assert!(!Found::of("a.md", "They call it “Hub”, and cut retyping by 41%.").claims()[0].quoted);
}

#[test]
fn every_string_of_yaml_that_is_prose_is_read() {
    exactly(
        "a.yaml",
        "# cut retyping by 40%\nsize: 3,000 people\nurl: https://a.example/cut retyping by 39%\nmetadata:\n  title: They cut retyping by 41%\n  list:\n    - \"They cut retyping by 42%\"\n\
         text: |\n  ## Results\n\n  * cut retyping by 43%\n---\nmore: 'They cut retyping by 44%'\n",
        &[41, 42, 43, 44].map(|n| &*format!("cut retyping by {n}%").leak()),
    );
    through(
        "b.yml",
        "a: >-\n  They cut\n  retyping by 62%\nb: \"They cut\\u0020retyping by 63%\"\n",
        &[("cut retyping by 62%", "cut\n  retyping by 62%"), ("cut retyping by 63%", "cut\\u0020retyping by 63%")],
    );
}

#[test]
fn yaml_that_is_none_is_read_line_by_line() {
    through(
        "a.yaml",
        "a: They cut retyping by 41%\nb: Results: they cut retyping by 42%\nc: [They cut retyping by 43%\n\
         - They cut retyping by 44%\n\td: They cut retyping\n   by 45% in all\n",
        &[
            ("cut retyping by 41%", "cut retyping by 41%"),
            ("cut retyping by 42%", "cut retyping by 42%"),
            ("cut retyping by 43%", "cut retyping by 43%"),
            ("cut retyping by 44%", "cut retyping by 44%"),
            ("cut retyping by 45%", "cut retyping\n   by 45%"),
        ],
    );
}

#[test]
fn toml_front_matter_is_read() {
    exactly(
        "a.md",
        "+++\ntitle = 'They cut retyping by 41%'\n+++\nThey cut retyping by 42%.\n",
        &["cut retyping by 41%", "cut retyping by 42%"],
    );
}

#[test]
fn a_tile_is_read_with_its_label() {
    through("a.html", "<h3>62% </h3><p>less time spent retyping</p>", &[("62% less", "62% </h3><p>less")]);
    through(
        "a.html",
        "<div class=stat><h3>62%</h3><p>less time spent retyping</p></div>",
        &[("62% less", "62%</h3><p>less")],
    );
    through(
        "a.yaml",
        "stats:\n  - value: 62%\n    label: less time spent retyping\n",
        &[("62% less", "62%\n    label: less")],
    );
}

#[test]
fn a_tile_in_fields_of_its_own_is_read_as_one() {
    through("a.mdx", "<Stat value=\"62%\" label=\"less retyping\"/>\n", &[("62% less", "62%\" label=\"less")]);
    through(
        "a.mdx",
        "<Stats items={[{value: \"40%\", label: \"less time\"}, {value: \"3x\", label: \"faster\"}]} />\n",
        &[("40% less", "40%\", label: \"less"), ("3x faster", "3x\", label: \"faster")],
    );
    through("a.md", "{{< stat value=\"62%\" label=\"less retyping\" >}}\n", &[("62% less", "62%\" label=\"less")]);
    through("a.md", "{% include stat.html value='3x' label='faster' %}\n", &[("3x faster", "3x' label='faster")]);
    through(
        "a.yaml",
        "- value: 62\n  unit: \"%\"\n  label: lower\n",
        &[("62 % lower", "62\n  unit: \"%\"\n  label: lower")],
    );
    through(
        "a.yaml",
        "- value: 28,000\n  title: More sign-ups\n",
        &[("28,000 More sign-ups", "28,000\n  title: More sign-ups")],
    );
    exactly("a.mdx", "<Bar width=\"100%\" title=\"our ward\"/>\n", &[]);
    through(
        "a.yaml",
        "first_value: 40%\nfirst_label: less time\nsecond_value: 3x\nsecond_label: faster\n",
        &[("40% less", "40%\nfirst_label: less"), ("3x faster", "3x\nsecond_label: faster")],
    );
    through(
        "a.yaml",
        "results:\n- figure: \"45\"\n  unit: \"+\"\n  description: wards using the desk\n",
        &[("45+ wards", "45\"\n  unit: \"+\"\n  description: wards")],
    );
    // Tags in a label are not seen, and do not make it long.
    through(
        "a.yaml",
        "- value: 40%\n  label: \"<strong class='lead'>less time</strong> spent <a href='https://a.example/a-long-address-of-a-page'>typing</a>\"\n",
        &[("40% less", "40%\n  label: \"<strong class='lead'>less")],
    );
    through("a.md", "{% include hero.html first=\"$4M saved\" second=\"Read on\" %}\n", &[("$4M saved", "$4M saved")]);
}

#[test]
fn a_number_alone_is_read_with_words_that_go_on_from_it() {
    let tile = |label: &str| format!("<div><b>12</b></div><p>{label}</p>");
    through("a.html", &tile("minutes to an answer"), &[("12 minutes", "12</b></div><p>minutes")]);
    exactly("a.html", &tile("Minutes to an answer"), &[]);
    through("a.html", "<h3>10 days</h3><p>from kickoff to launch</p>", &[("10 days", "10 days")]);
    exactly("a.md", "{{< hero image_css=\"object-position: center 10%\" >}}\n", &[]);
    exactly("a.html", "<div>2024</div><p>minutes to an answer</p>", &[]);
}

#[test]
fn struck_words_do_not_join_what_stands_instead() {
    exactly("a.md", "Now ~~33~~34% of forms come in there.\n", &["34% of forms"]);
    exactly("a.html", "<p>Now <del>33</del>34% of forms come in there.", &["34% of forms"]);
}

#[test]
fn captions_summaries_and_soft_hyphens_are_read() {
    exactly("a.html", "<figure><figcaption>They cut retyping by 41%</figcaption></figure>", &["cut retyping by 41%"]);
    exactly("a.html", "<details><summary>They cut retyping by 42%</summary>x</details>", &["cut retyping by 42%"]);
    exactly("a.html", "<a href=x aria-label='They cut retyping by 43%'>x</a>", &["cut retyping by 43%"]);
    exactly("a.md", "[x](/a \"They cut retyping by 44%\")\n", &["cut retyping by 44%"]);
    through("a.md", "[x][r]\n\n[r]: /a \"They cut retyping by 45%\"\n", &[("cut retyping by 45%", "[x][r]")]);
    through("a.html", "<p>They cut re&shy;typing by 46%", &[("cut re\u{ad}typing by 46%", "cut re&shy;typing by 46%")]);
}

#[test]
fn sections_are_known_by_heading_label_key_and_lead() {
    use proofmark::claim::Section;
    for (name, text) in [
        ("a.md", "## Results\n\n### In numbers\n\nThey cut retyping by 41%.\n"),
        ("a.html", "<h2>The impact</h2><h3>In numbers</h3><p>They cut retyping by 41%."),
        ("a.md", "**Results:** They cut retyping by 41%.\n"),
        ("a.md", "**Results**\n\nThey cut retyping by 41%.\n"),
        ("a.md", "These are the results:\n\n- cut retyping by 41%\n"),
        ("a.yaml", "results:\n  - They cut retyping by 41%\n"),
    ] {
        let found = Found::of(name, text);
        let sections: Vec<_> = found.claims().iter().map(|c| c.section).collect();
        assert_eq!(sections, [Section::Results], "{text}");
    }
    for text in [
        "## Results\n\n## Ovens\n\nThey cut retyping by 41%.\n",
        "The results:\n\n- calm\n\nThey cut retyping by 41%.\n",
        "**They get results: always**, and cut retyping by 41%.\n",
    ] {
        assert_eq!(Found::of("a.md", text).claims()[0].section, Section::Other, "{text}");
    }
}

/// The body of a study is read with the same eyes as anybody's file.
#[test]
fn a_study_has_the_same_sections_and_tables() {
    use proofmark::claim::{Form, Section};
    let study = |body: &str| {
        let text = format!("---\ncustomer: A\nproblem: B.\noutcome: C.\nquote: D.\n---\n\n{body}");
        let found = Found::of("a.md", &text);
        found.claims().iter().map(|c| (c.claim.as_ref().unwrap().form, c.section)).collect::<Vec<_>>()
    };
    for body in [
        "## Results\n\n### In numbers\n\nThey cut retyping by 41%.\n",
        "**Results:** They cut retyping by 41%.\n",
        "**Results**\n\nThey cut retyping by 41%.\n",
        "These are the results:\n\n- cut retyping by 41%\n",
    ] {
        assert_eq!(study(body), [(Form::Percent, Section::Results)], "{body}");
    }
    assert_eq!(study("## Results\n\n## Ovens\n\nThey cut retyping by 41%.\n"), [(Form::Percent, Section::Other)]);
    let table = "| | Before | After |\n|--|--|--|\n| Build time | 40 minutes | 5 minutes |\n| | 3 | |\n";
    assert_eq!(study(table), [(Form::FromTo, Section::Other)]);
    // The change has a cell, and a record, of its own.
    let tied =
        "| | Before | After | Change |\n|--|--|--|--|\n| Kilometres per drop | 411 | 332 | [-19%](evidence:r) |\n";
    assert_eq!(study(tied), [(Form::Percent, Section::Other)]);
}

#[test]
fn the_product_of_a_foreign_file_is_guessed_or_given() {
    let best = "Ashgrove has the fastest desk.\n\nIt was the fastest.\n";
    exactly("a.md", best, &[]);
    exactly(
        "a.md",
        "Ashgrove works with Intake. Forms run on Intake.\n\nIntake is the fastest desk.\n\nAshgrove is the largest clinic.\n",
        &["the fastest desk"],
    );
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.md"), "Intake is the fastest desk.\n").unwrap();
    let of = |products: &[String]| {
        let listing = pipeline::claims(dir.path(), &[PathBuf::from("a.md")], products).unwrap();
        listing.files[0].1.len()
    };
    assert_eq!((of(&[]), of(&["Intake".to_owned()])), (0, 1));
}

#[test]
fn markdown_that_imports_modules_is_mdx() {
    exactly(
        "a.md",
        "---\na: b\n---\n\nimport A from './a'\n\n<A rows={[{a: \"They cut retyping by 41%\"}]} />\n\nThey {/* never */} cut retyping by 42%.\n",
        &["cut retyping by 41%", "cut retyping by 42%"],
    );
}

#[test]
fn a_row_with_both_states_is_one_change() {
    through(
        "a.md",
        "| | Before | After |\n|--|--|--|\n| Build time | 40 minutes | 5 minutes |\n| Ovens | 3 | |\n",
        &[("from 40 minutes to 5 minutes", "40 minutes | 5 minutes")],
    );
    through(
        "a.html",
        "<table><tr><th>Measure<th>Without it<th>With Intake<tr><td>Build time<td>40 minutes<td>5 minutes</table>",
        &[("from 40 minutes to 5 minutes", "40 minutes<td>5 minutes")],
    );
    exactly("a.md", "| a | Plan A | Plan B |\n|--|--|--|\n| Build time | 40 minutes | 5 minutes |\n", &[]);
    exactly("a.md", "| After | Before |\n|--|--|\n| 40 minutes | 5 minutes |\n", &[]);
}

#[test]
fn a_link_to_evidence_binds() {
    for (name, text) in [
        ("a.md", "They [cut retyping by 41%](evidence:retyping) and more."),
        ("a.md", "They <a href=\"evidence:retyping\">cut retyping by 41%</a> and more."),
        ("a.html", "<p>They <a href=evidence:retyping>cut <b>retyping</b> by 41%</a> and more."),
        ("a.yaml", "text: They [cut retyping by 41%](evidence:retyping) and more."),
    ] {
        let found = Found::of(name, text);
        let bound: Vec<_> = found.claims().iter().map(|c| c.bound.as_ref().map(|b| b.id.as_str())).collect();
        assert_eq!(bound, [Some("retyping")], "{text}");
    }
    assert!(Found::of("a.md", "They cut retyping by 41%, [see here](evidence:x).").claims()[0].bound.is_none());
}

#[test]
fn a_study_of_a_project_has_the_claims_that_check_sees() {
    let project = Project::of_example(
        "---\ncustomer: Northwind Clinic\nproblem: They lost 9 hours a week.\noutcome: They cut retyping by 41%.\nquote: I go home on time.\n---\n\n\
         <p>They cut retyping by 42%.</p>\n\nThey cut retyping by 43%.\n=== content/pages/about.md\n---\ntitle: About\n---\n\nIntake is the fastest.\n",
    );
    let checked = project.check();
    let listing = pipeline::claims(project.root(), &[PathBuf::from("content")], &[]).unwrap();
    let listed: Vec<_> =
        listing.files.iter().flat_map(|(_, claims)| claims).map(|c| (&c.words, c.span.range())).collect();
    let pages = checked.corpus.pages.iter().flat_map(|p| &p.claims);
    let seen: Vec<_> = pages
        .chain(checked.corpus.studies.iter().flat_map(|s| &s.claims))
        .map(|c| (&c.words, c.span.range()))
        .collect();
    assert_eq!(listed, seen);
    assert!(listed.len() >= 3, "{listed:?}");
}

#[test]
fn the_level_shown_is_the_level_check_gives() {
    let project = Project::of_example(
        "---\ncustomer: Northwind Clinic\nproblem: They retyped.\noutcome: They cut retyping by 41%.\nquote: We saved 9 hours a week.\n---\n\n\
         Intake is the fastest way to work. It now serves 4,000 patients.\n\nCustomers save 40% of their time. You will save 30% of yours.\n\n\
         > It is the fastest tool, and it never fails.\n\n## Results\n\nRetyping went from days to hours. It now serves 5,000 patients. It will save 20% next year.\n",
    );
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_proofmark"));
        let output = command.args(args).current_dir(project.root()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = run(&["claims", "--format", "jsonl", "content"]);
    let checked: serde_json::Value = serde_json::from_str(&run(&["check", "--format", "json"])).unwrap();
    let mut seen = 0;
    for line in listed.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        let rules = [
            "unsupported-claim",
            "superlative",
            "generalised-claim",
            "promise-as-result",
            "hearsay",
            "vague-endpoints",
        ];
        let found = checked["findings"].as_array().unwrap().iter().find(|f| {
            f["start"] == claim["start"] && f["end"] == claim["end"] && rules.iter().any(|rule| f["rule"] == *rule)
        });
        let found = found.unwrap_or_else(|| panic!("check says nothing of {claim}"));
        assert_eq!(found["level"], claim["level"], "{claim}\n{found}");
        seen += 1;
    }
    assert!(seen >= 5, "{listed}");
}

#[test]
fn bound_words_may_end_with_a_blank() {
    // At the end of a value the blank is taken off, and must be taken off the link too.
    let project = Project::of_example(
        "---\ncustomer: Northwind Clinic\nproblem: They retyped.\noutcome: \"Calm, [as told ](evidence:call)\"\nquote: I go home on time.\n---\n",
    );
    let checked = project.check();
    let words: Vec<&str> = checked.corpus.studies[0].claims.iter().map(|c| c.words.as_str()).collect();
    assert_eq!(words, ["as told"]);
}

#[test]
fn folders_are_walked_and_what_is_no_text_is_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let file = |path: &str, bytes: &[u8]| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let claim = b"They cut retyping by 41%.";
    for path in [
        "b/c.html",
        "a.md",
        "b/a.MDX",
        "node_modules/x/a.md",
        ".git/a.md",
        "public/.proofmark-manifest",
        "public/a.html",
        "b/d.txt",
    ] {
        file(path, claim);
    }
    file("latin.md", b"They cut caf\xe9 by 41%.");
    file("large.md", &vec![b'a'; 5 * 1024 * 1024]);
    let listing = pipeline::claims(dir.path(), &[PathBuf::from("."), PathBuf::from("a.md")], &[]).unwrap();
    let name = |id| listing.sources.get(id).path.to_string();
    let listed: Vec<_> = listing.files.iter().map(|(id, claims)| (name(*id), claims.len())).collect();
    assert_eq!(listed, [("./a.md".to_owned(), 1), ("./b/a.MDX".to_owned(), 1), ("./b/c.html".to_owned(), 1)]);
    let skipped: Vec<_> = listing.skipped.iter().map(|f| (name(f.span.file), f.message.clone())).collect();
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(skipped.iter().any(|(path, why)| path == "./latin.md" && why.contains("0xE9")), "{skipped:?}");
    assert!(skipped.iter().any(|(path, why)| path == "./large.md" && why.contains("MB")), "{skipped:?}");
}

/// Eight times as much takes about eight times as long: 64 times would be a search of all in all. How long that is, is
/// the machine's.
#[test]
fn hostile_files_take_time_by_their_length_and_not_by_its_square() {
    for (name, piece, count) in [
        ("a.html", "<div>a ", 100_000),
        ("a.html", "<a \"", 100_000),
        ("a.html", "<!-- ", 100_000),
        ("a.html", "<svg>", 100_000),
        ("a.html", "&", 400_000),
        ("a.mdx", "<A b={", 50_000),
        ("a.md", "{{< quote >}} a ", 20_000),
        ("a.md", "import 'x'\n", 50_000),
        ("a.yaml", "a: [", 50_000),
        ("a.yaml", "a: b c\n---\n", 5_000),
    ] {
        let time = |count| {
            let start = std::time::Instant::now();
            Found::of(name, &piece.repeat(count));
            start.elapsed()
        };
        // Of a few milliseconds nothing can be said on a machine that does other things, nor of a single moment.
        let least = std::time::Duration::from_millis(50);
        let mut pairs = (0..3).map(|_| (time(count / 8), time(count)));
        assert!(pairs.any(|(part, whole)| whole < part.max(least) * 32), "{name} {piece:?}");
    }
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of everything that is read, in any order.
    fn piece() -> impl Strategy<Value = String> {
        let known = [
            "---\n",
            "+++\n",
            "a: ",
            "- ",
            "\n",
            "\n\n",
            "    ",
            "> ",
            "# ",
            "| a | Before | After |\n|--|--|--|\n",
            "| x | 3 | 2 |\n",
            "cut it by 62%",
            "saved 9 hours",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<td>",
            "<tr>",
            "<table>",
            "</table>",
            "<code>",
            "<!--",
            "-->",
            "<script>",
            "<a href=\"evidence:x\">",
            "</a>",
            "[",
            "](evidence:x)",
            "![",
            "{{< quote >}}",
            "{{< /quote >}}",
            "{",
            "}",
            "`",
            "```\n",
            "\"",
            "'",
            "import a from 'b'\n",
            "export const a = {",
            "<A b=",
            "/>",
            "&nbsp;",
            "&",
            "“",
            "”",
            "\u{200b}",
            "\u{feff}",
            "é",
            "\r\n",
            "<<<<<<< a\n",
            "=======\n",
            ">>>>>>> b\n",
            "**",
            ":",
            "::",
            "62%",
            "<q>",
            "</q>",
        ];
        prop_oneof![9 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,3}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_read_with_true_places(pieces in prop::collection::vec(piece(), 0..60)) {
            let text = pieces.concat();
            let dir = tempfile::tempdir().unwrap();
            let names = ["a.md", "a.mdx", "a.html", "a.yaml"];
            for name in names {
                std::fs::write(dir.path().join(name), &text).unwrap();
            }
            let listing = pipeline::claims(dir.path(), &names.map(PathBuf::from), &[]).unwrap();
            prop_assert_eq!(listing.files.len(), names.len());
            for (_, claims) in &listing.files {
                for claim in claims {
                    let range = claim.span.range();
                    prop_assert!(range.start < range.end, "{:?} {}", range, claim.words);
                    let bytes = text.get(range);
                    prop_assert!(bytes.is_some());
                    // However it is marked up, what was read stands there; the "from" of a table's row does not.
                    let told = claim.words.strip_prefix("from ").unwrap_or(&claim.words);
                    let letter = told.chars().find(|c| c.is_ascii_alphanumeric());
                    prop_assert!(letter.is_none_or(|c| bytes.unwrap_or_default().contains(c)), "{:?} {}", bytes, claim.words);
                }
            }
        }
    }
}

/// Whoever scores or marks claims takes them by their bytes.
#[test]
fn a_line_for_programs_holds_what_stands_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        ("a.md", "\u{feff}---\ntitle: >-\n  It cut costs\n  by 40%\n---\r\n\r\nIt cut\u{200b} errors by **62 %**.\r\n"),
        ("b.html", "<p>They cut <b>errors</b> by 62&#37;, from&nbsp;21 days to 8.</p>"),
        ("c.yaml", "stats:\n  - value: \"3x\"\n    label: faster deploys\n"),
    ];
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_proofmark"));
    let output = command.args(["claims", "--format", "jsonl", "."]).current_dir(dir.path()).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4, "{lines}");
    for row in &rows {
        let file = std::fs::read_to_string(dir.path().join(row["path"].as_str().unwrap())).unwrap();
        let at = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
        assert_eq!(row["text"], file[at("start")..at("end")], "{row}");
        assert!(!row["words"].as_str().unwrap().contains(['<', '*', '\n', '"']), "{row}");
    }
}
