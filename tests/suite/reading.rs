//! Files as people save them, good and bad: read with all problems located, never a panic.

use proofmark::pipeline::Checked;

use crate::project::{Project, briefs};
use crate::rules::well_made;

const CARD: &str = "customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

#[test]
fn four_strings_are_a_study() {
    let project = Project::of_example(&format!("---\n{CARD}---\n"));
    let checked = project.check();
    assert_eq!(checked.corpus.studies.len(), 1);
    assert_eq!(checked.count().errors, 0, "{:#?}", briefs(&checked));
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let unix = format!("---\n{CARD}custmer: x\n---\n\nBody.\n");
    let project = Project::of_example(&unix);
    let windows = Project::new();
    windows.file("content/studies/example.md", format!("\u{feff}{}", unix.replace('\n', "\r\n")));
    assert_eq!(briefs(&project.check()), briefs(&windows.check()));
}

#[test]
fn all_problems_of_all_files_in_one_run() {
    let project = Project::new();
    project.file("content/studies/a.md", format!("---\n{CARD}custmer: x\ndate: 2026-27-01\n---\n"));
    project.file("content/studies/b.md", format!("---\n{CARD}limits: [a](b)\n---\n"));
    let found = briefs(&project.check()).join("\n");
    for expected in [
        "unknown-field content/studies/a.md:6:1",
        "invalid-date content/studies/a.md:7:7",
        "invalid-yaml content/studies/b.md:6:9",
    ] {
        assert!(found.contains(expected), "{expected} not in\n{found}");
    }
}

#[test]
fn every_trap_of_one_file_is_told() {
    read_as(&[(
        &study(
            "title: [a](b)\nlimits: It fell: from 3 to 2\ncustmer: x\nhesitation: @ana\nevidence:\n  paid: {kind: x\nlang: en\n",
        ),
        &[
            "invalid-yaml 6:8 [a](b)",
            "invalid-yaml 7:16 :",
            "invalid-yaml 9:13 @ana",
            "invalid-yaml 11:9 { | this bracket is not closed",
        ],
    )]);
    let checked = check(study("customer: “Ashgrove”\n").replacen("customer: Ashgrove Clinic\n", "", 1));
    let curly: Vec<_> = checked.findings.iter().filter(|f| f.rule == "invalid-yaml").collect();
    assert_eq!((curly.len(), curly[0].level), (1, proofmark::finding::Level::Warning));
}

/// The study whose front matter is the card and `front`.
fn study(front: &str) -> String {
    format!("---\n{CARD}{front}---\n")
}

/// What a check says of one study, and that every finding is well made.
fn check(text: impl AsRef<[u8]>) -> Checked {
    let project = Project::new();
    project.file("content/studies/example.md", text);
    let checked = project.check();
    checked.findings.iter().for_each(|finding| well_made(&checked, finding));
    checked
}

/// Findings of the rules about reading, as `rule line:column words | message`.
fn reading(checked: &Checked) -> Vec<String> {
    const RULES: &[&str] = &[
        "invalid-yaml",
        "wrong-type",
        "unreadable-file",
        "invalid-date",
        "unknown-field",
        "missing-field",
        "hand-set-rung",
        "incomplete-evidence",
        "unknown-evidence",
    ];
    let words = |f: &proofmark::finding::Finding| {
        let (line, column) = checked.sources.line_column(f.span);
        format!("{} {line}:{column} {} | {}", f.rule, checked.sources.words(f.span), f.message)
    };
    checked.findings.iter().filter(|f| RULES.contains(&f.rule)).map(words).collect()
}

/// Each text and, in order, a part of each line [`reading`] gives. Parts are separated by `…`.
#[track_caller]
fn read_as(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let checked = check(text);
        let found = reading(&checked);
        assert_eq!(found.len(), expected.len(), "{text}\n{found:#?}");
        for (found, expected) in found.iter().zip(*expected) {
            let mut rest = found.as_str();
            for part in expected.split('…') {
                let Some(at) = rest.find(part) else { panic!("{text}\n{part:?} is not in {found:?}") };
                rest = &rest[at + part.len()..];
            }
        }
    }
}

#[test]
fn prose_that_is_no_yaml_is_told_what_to_do() {
    for (front, expected) in [
        (
            "limits: [cut by 77%](evidence:x)\n",
            "invalid-yaml 6:9 [cut by 77%](evidence:x) | a value that starts with `[`",
        ),
        ("limits: [cut] by 77%\n", "invalid-yaml 6:9 [cut] by 77% | a value that starts with `[`"),
        ("limits: {cut} by 77%\n", "invalid-yaml 6:9 {cut} by 77% | a value that starts with `{`"),
        ("limits: It fell: from 3 to 2\n", "invalid-yaml 6:16 : | `: ` inside a value needs quotes"),
        ("limits: “Fast: very”\n", "invalid-yaml 6:9 “Fast: very” | curly quotes"),
        ("limits: \"Walk-ins\" use paper\n", "invalid-yaml 6:9 \"Walk-ins\" use paper | the quoted value ends"),
        ("limits: 'it's fine\n", "invalid-yaml 6:9 'it's fine | the quoted value ends"),
        ("limits: @ana says so\n", "invalid-yaml 6:9 @ana says so | a value that starts with `@`"),
        ("limits: `code` is not shown\n", "invalid-yaml 6:9 `code` is not shown | a value that starts with a backtick"),
        ("limits: *All* of them\n", "invalid-yaml 6:9 *All* of them | a value that starts with `*`"),
        ("limits: %x of them\n", "invalid-yaml 6:9 %x of them | a value that starts with `%`"),
        ("limits: > 40 walk-ins\n", "invalid-yaml 6:9 > 40 walk-ins | a value that starts with `>`"),
        ("limits: - walk-ins\n", "invalid-yaml 6:9 - walk-ins | a value that starts with `-`"),
        ("limits: !important walk-ins\n", "invalid-yaml 6:9 !important walk-ins | a word that starts with `!`"),
        ("limits: #1 of five walk-ins\n", "invalid-yaml 6:9 #1 of five walk-ins | what stands behind ` #`"),
        ("limits: about #1 of five\n", "invalid-yaml 6:15 #1 of five | what stands behind ` #`"),
        ("limits: \"C:\\dir\"\n", "invalid-yaml 6:12 \\d | `\\d` means nothing"),
    ] {
        read_as(&[(&study(front), &[expected])]);
    }
}

#[test]
fn lines_that_are_no_yaml_are_told_what_to_do() {
    for (front, expected) in [
        ("effort:\n\tpeople: 2\n", "invalid-yaml 7:1 \t | a tab is used to indent"),
        ("limits Walk-ins use paper\n", "invalid-yaml 6:1 limits Walk-ins use paper | this line has no `key:`"),
        (
            "limits:Walk-ins use paper\n",
            "invalid-yaml 6:1 limits:Walk-ins use paper | a blank is missing behind the colon",
        ),
        ("tags:\n-a\n-b\n", "invalid-yaml 7:1 -a | a blank is missing behind the dash"),
        ("effort:\n  people: 2\n their_hours: 3\n", "invalid-yaml 8:2 their_hours: 3 | the indentation of this line"),
        ("product: Intake\n  lang: en\n", "invalid-yaml 7:3 lang: en | this key stands below a key that already has"),
        ("limits: \"Walk-ins still\nlang: en\n", "invalid-yaml 6:9 \" | this quote is not closed"),
        ("tags: [a, b\nlang: en\n", "invalid-yaml 6:7 [ | this bracket is not closed"),
        ("effort: {people: 2\nlang: en\n", "invalid-yaml 6:9 { | this bracket is not closed"),
        ("? [a, b]\n: c\n", "invalid-yaml 6:3 [a, b] | a key must be a word"),
        ("customer: Birchwood Dental\n", "invalid-yaml 6:1 customer | `customer` is written twice"),
        ("effort: {people: 2, people: 3}\n", "invalid-yaml 6:21 people | `people` is written twice"),
        ("...\n---x\n", "invalid-yaml 7:1 ---x | a second YAML document"),
        ("%YAML 1.2\n", "invalid-yaml 6:1"),
    ] {
        read_as(&[(&study(front), &[expected])]);
    }
}

#[test]
fn a_bomb_is_one_finding_and_depth_and_size_have_an_end() {
    let mut bomb = String::from("extra:\n  a: &a [x]\n");
    for n in 0..30 {
        bomb += &format!("  b{n}: &b{n} [*a, *a, *a, *a, *a]\n");
    }
    read_as(&[(&study(&bomb), &["invalid-yaml 7:6 &a | anchors and aliases are not read"])]);
    read_as(&[(&study("extra: {<<: *base}\n"), &["invalid-yaml 6:13 *base | anchors and aliases"])]);
    let deep = format!("extra: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    read_as(&[(&study(&deep), &["invalid-yaml 6:…this is nested more than 16 deep"])]);
    let wide = format!("extra: [{}]\n", "x, ".repeat(20_000));
    read_as(&[(&study(&wide), &["invalid-yaml 6:…more than 10000 values"])]);
}

#[test]
fn depth_in_markdown_is_survived() {
    for body in [">".repeat(20_000), "- ".repeat(5000), "[".repeat(50_000), "![".repeat(20_000), "*a_".repeat(20_000)] {
        check(format!("{}{body} x\n", study("")));
        check(study(&format!("limits: '{}'\n", body.trim_end())));
    }
}

#[test]
fn dates_are_answered_with_what_was_meant() {
    for (written, message, help) in [
        ("2026-27-01", "there is no month 27", "year-month-day"),
        ("2026-02-30", "month 02 of 2026 has no day 30", "year-month-day"),
        ("2026-3-2", "four digits, two and two", "write 2026-03-02"),
        ("2 March 2026", "four digits", "write 2026-03-02"),
        ("2026/03/02", "four digits", "write 2026-03-02"),
        ("2026-03-20T10:00:00Z", "no time of day", "write 2026-03-20"),
        ("03.02.2026", "four digits", "write 2026-02-03 or 2026-03-02"),
        ("2026-03", "year, month and day are needed", "year-month-day"),
        ("tomorrow", "four digits", "year-month-day"),
    ] {
        let checked = check(study(&format!("date: {written}\n")));
        let found = checked.findings.iter().find(|f| f.rule == "invalid-date").expect(written);
        assert_eq!((checked.sources.line_column(found.span), checked.sources.words(found.span)), ((6, 7), written));
        assert!(found.message.contains(message), "{}", found.message);
        assert!(found.help.iter().any(|h| h.contains(help)), "{written}: {:?}", found.help);
    }
}

#[test]
fn a_value_of_the_wrong_kind_hides_nothing_else() {
    let text = "---
customer: [a]
problem: 3
date: {a: b}
quote: {text: {a: b}, by: [x], rle: y}
limts: x
evidence: {a: 5, b: {kind: 7}, c: {unit: {x: y}, before: [1], after: 2,5, source: us, collected: 12}}
consent: {scope: [web, nam], date: tomorrow}
disclosure: none
effort: 14
draft: yes
tags: {a: b}
weight: 99999999999999999999
stars: 5
---
[x](evidence:a) [y](evidence:z)
";
    read_as(&[(
        text,
        &[
            "missing-field 2:1 … | `outcome` is missing",
            "wrong-type 2:11 [a] | `customer` of a study is text, but this is a list",
            "wrong-type 4:7 {a: b} | `date` of a study is a date, but this is a table",
            "wrong-type 5:15 {a: b} | `text` of a quote is text, but this is a table",
            "wrong-type 5:27 [x] | `by` of a quote is text, but this is a list",
            "unknown-field 5:32 rle",
            "unknown-field 6:1 limts",
            "wrong-type 7:15 5 | a record is a table",
            "wrong-type 7:28 7 | `7` is no kind of evidence",
            "wrong-type 7:42 {x: y} | `unit` of a record is text, but this is a table",
            "wrong-type 7:58 [1] | `before` of a record is a number, but this is a list",
            "unknown-field 7:72 5 | a comma ends a value",
            "wrong-type 7:83 us | `us` is no `source`",
            "invalid-date 7:98 12",
            "wrong-type 8:24 nam | `nam` is no `scope`",
            "invalid-date 8:36 tomorrow",
            "wrong-type 9:13 none | disclosure is a table",
            "wrong-type 10:9 14 | effort is a table",
            "wrong-type 11:8 yes | `draft` is `true` or `false`",
            "wrong-type 12:7 {a: b} | `tags` of a study is text or a list of texts",
            "wrong-type 13:9 99999999999999999999 | `weight` is a whole number",
            "hand-set-rung 14:1 stars",
            "unknown-evidence 16:17 [y](evidence:z)",
        ],
    )]);
}

#[test]
fn front_matter_that_is_no_table_or_not_there() {
    let card = format!("---\n{CARD}---\n");
    read_as(&[
        (
            "---\n- a\n- b\n---\n",
            &["wrong-type 2:1 - a…| a study is a table of `key: value` lines, but this is a list"],
        ),
        ("---\njust words\n---\n", &["wrong-type 2:1 just words | a study is a table"]),
        ("---\n---\nBody\n", &["missing-field 1:1 --- | the front matter is empty"]),
        ("---\n# nothing yet\n---\n", &["missing-field 1:1 --- | the front matter is empty"]),
        ("", &["missing-field 1:1  | this file is empty"]),
        ("\u{feff}", &["missing-field 1:1  | this file is empty"]),
        ("Body only.\n", &["missing-field 1:1 Body only. | this study has no front matter"]),
        (&format!("\n{card}"), &["missing-field 2:1 --- | front matter must begin in the first line"]),
        (&format!(" {card}"), &["missing-field 1:2 --- | front matter must begin in the first line"]),
        ("+++\ntitle = 'x'\n+++\n", &["missing-field 1:1 +++ | front matter between `+++` is TOML"]),
        ("{\"customer\": \"x\"}\n", &["missing-field 1:1 { | front matter in braces is JSON"]),
        (&format!("---\n{CARD}\nBody\n"), &["invalid-yaml 1:1 --- | the front matter is opened but not closed"]),
        (&format!("\u{feff}---\n{CARD}"), &["invalid-yaml 1:1 --- | the front matter is opened but not closed"]),
    ]);
}

#[test]
fn a_key_may_be_empty_and_keys_may_be_quoted() {
    read_as(&[
        (&study("limits:\ntags: []\nevidence:\n"), &[]),
        (&study("\"limits\": Walk-ins still use paper.\n"), &[]),
        (&study("tags:\n  -\n  - a\n"), &["wrong-type 6:1 tags | an item of `tags` is empty"]),
        (&study("Limits: x\n"), &["unknown-field 6:1 Limits"]),
        (&study("evidence:\n  paid:\n"), &["incomplete-evidence 7:3 paid | the record `paid` is empty"]),
        (&study("quotes:\n  -\n"), &["wrong-type 7:3 - | a quote is empty"]),
        (&study("evidence:\n  null: {unit: h}\n"), &["incomplete-evidence 7:3 null"]),
        (&study("limits: “Walk-ins” use paper, # as we said\n"), &[]),
    ]);
}

#[test]
fn bytes_that_are_no_text_are_one_finding() {
    let with = |bytes: &[u8]| [study("").as_bytes(), b"caf", bytes, b" x\n"].concat();
    for (bytes, expected) in [
        (with(b"\xe9"), "unreadable-file 7:4 \u{fffd} | the byte 0xE9 is not UTF-8"),
        (with(b"\0"), "unreadable-file 7:4 \0 | a NUL byte"),
        (with(b"\x1b"), "unreadable-file 7:4 \x1b | a control character stands here, U+001B"),
        (with("\u{202e}".as_bytes()), "unreadable-file 7:4 \u{202e} | an invisible character turns words around"),
        (study("limits: a\0b\n").into_bytes(), "unreadable-file 6:10 \0 | a NUL byte"),
        (study("limits: \"a\x07b\"\n").into_bytes(), "unreadable-file 6:11 \x07 | a control character"),
        (b"\xff\xfe-\0-\0-\0".to_vec(), "unreadable-file 1:1  | the file is UTF-16"),
        (study("").replace('\n', "\r").into_bytes(), "unreadable-file 1:4 \r | the lines end with CR alone"),
    ] {
        let checked = check(&bytes);
        assert_eq!(reading(&checked).len(), 1, "{:#?}", reading(&checked));
        assert!(reading(&checked)[0].starts_with(expected), "{:#?}", reading(&checked));
    }
}

#[test]
fn a_file_of_fifty_megabytes_is_not_read() {
    let checked = check(vec![b'a'; 50 * 1024 * 1024]);
    assert_eq!(reading(&checked), ["unreadable-file 1:1  | 50 MB are too many: a text is at most 1 MB"]);
}

#[test]
fn both_markers_at_line_starts_make_a_conflict() {
    let conflict = |end: &str| format!("{}<<<<<<< HEAD{end}a{end}======={end}b{end}>>>>>>> branch{end}", study(""));
    read_as(&[
        (&conflict("\n"), &["unreadable-file 7:1 <<<<<<< HEAD | a merge conflict"]),
        (&conflict("\r\n"), &["unreadable-file 7:1 <<<<<<< HEAD | a merge conflict"]),
        (&format!("{}<<<<<<< HEAD\n", study("")), &[]),
        (&format!("{}    <<<<<<< HEAD\n    >>>>>>> x\n", study("")), &[]),
        (&format!("{}a <<<<<<< HEAD\na >>>>>>> x\n", study("")), &[]),
    ]);
}

#[test]
fn a_folder_named_as_a_study_is_a_folder() {
    let project = Project::of_example(&study(""));
    project.file("content/studies/x.md/y.md", study("")).file("content/studies/UPPER.MD", study(""));
    let slugs: Vec<String> = project.check().corpus.studies.iter().map(|s| s.slug.clone()).collect();
    assert_eq!(slugs, ["upper", "example", "x-md/y"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_or_nowhere_are_found_and_the_rest_is_read() {
    use std::os::unix::fs::symlink;
    let project = Project::of_example(&study("custmer: x\n"));
    let studies = project.root().join("content/studies");
    symlink(&studies, studies.join("again")).unwrap();
    symlink(studies.join("gone.md"), studies.join("lost.md")).unwrap();
    symlink("nobody@host.1", studies.join(".#example.md")).unwrap();
    let checked = project.check();
    let found = briefs(&checked).join("\n");
    for expected in [
        "unknown-field content/studies/example.md:6:1",
        "unreadable-file content/studies/again:1:1",
        "unreadable-file content/studies/lost.md:1:1",
    ] {
        assert!(found.contains(expected), "{expected} not in\n{found}");
    }
    assert_eq!(checked.findings.iter().filter(|f| f.rule == "unreadable-file").count(), 2, "{found}");
}

#[cfg(unix)]
#[test]
fn links_bring_in_nothing_that_is_not_published() {
    use std::os::unix::fs::symlink;
    let project = Project::of_example(&study(""));
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("n.md"), "private").unwrap();
    project
        .file("content/studies/a/real.png", "")
        .file("content/interviews/n.md", "private")
        .file("content/evidence/e.csv", "private")
        .file(".env", "private")
        .file("static/real.txt", "");
    let at = |path: &str| project.root().join(path);
    let file = outside.path().join("n.md");
    let refused = [
        ("../content", "static/c", "content"),
        ("..", "static/all", "the whole project"),
        ("../.env", "static/env", ".env"),
        ("../../interviews/n.md", "content/studies/a/n.png", "content/interviews/n.md"),
        ("../interviews/n.md", "content/studies/n.md", "content/interviews/n.md"),
        ("../evidence", "content/studies/e", "content/evidence"),
        (file.to_str().unwrap(), "static/passwd", "outside of the project"),
        (outside.path().to_str().unwrap(), "content/pages", "outside of the project"),
        (outside.path().to_str().unwrap(), "content/interviews/elsewhere", "outside of the project"),
        (file.to_str().unwrap(), "content/evidence/passwd.csv", "outside of the project"),
    ];
    for (to, link, _) in refused {
        symlink(to, at(link)).unwrap();
    }
    // These stay inside.
    symlink("real.txt", at("static/again.txt")).unwrap();
    symlink("a/real.png", at("content/studies/again.png")).unwrap();
    symlink("../evidence/e.csv", at("content/interviews/inside.md")).unwrap();
    let checked = project.check();
    let unreadable: Vec<_> = checked.findings.iter().filter(|f| f.rule == "unreadable-file").collect();
    for (_, link, place) in refused {
        let found = unreadable.iter().find(|f| &*checked.sources.get(f.span.file).path == link);
        let found = found.unwrap_or_else(|| panic!("nothing about {link}"));
        assert!(found.message.contains(place), "{link}: {}", found.message);
    }
    assert_eq!(unreadable.len(), refused.len(), "{:?}", briefs(&checked));
    assert_eq!(checked.tree.statics.iter().collect::<Vec<_>>(), ["again.txt", "real.txt"]);
    assert_eq!(checked.tree.interviews.iter().collect::<Vec<_>>(), ["inside", "n"]);
    assert_eq!(checked.tree.evidence.iter().collect::<Vec<_>>(), ["e.csv"]);
    assert_eq!(
        checked.tree.beside.iter().collect::<Vec<_>>(),
        ["content/studies/a/real.png", "content/studies/again.png"]
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_to_what_is_private_is_not_walked() {
    let project = Project::of_example(&study(""));
    project.file("content/interviews/n.md", "private");
    std::os::unix::fs::symlink("content/interviews", project.root().join("static")).unwrap();
    let checked = project.check();
    assert!(briefs(&checked).contains(&"unreadable-file static:1:1 \"\"".to_owned()), "{:?}", briefs(&checked));
    assert!(checked.tree.statics.is_empty());
}

/// A file from elsewhere on the machine is not read as evidence: a message about it would print its first line. The whole
/// folder may be kept elsewhere, and then no message prints a first line that holds no names of columns.
#[cfg(unix)]
#[test]
fn no_line_of_a_file_outside_of_the_project_is_printed() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("passwd"), "root:x:0:0:root:/root:/bin/sh\n").unwrap();
    std::fs::write(outside.path().join("token"), "ghp7Y1kZ0q\n").unwrap();
    for name in ["passwd", "token"] {
        let of_file = outside.path().join(name);
        for (to, link) in
            [(of_file.as_path(), format!("content/evidence/{name}")), (outside.path(), "content/evidence".into())]
        {
            let record = format!(
                "evidence: {{x: {{kind: measurement, unit: hours, better: lower, source: customer-system, collected: 2026-06-02, file: {name}, data: {{column: hours, by: period}}}}}}\n"
            );
            let project = Project::of_example(&study(&record));
            std::fs::create_dir_all(project.root().join("content/evidence")).unwrap();
            if link == "content/evidence" {
                std::fs::remove_dir_all(project.root().join(&link)).unwrap();
            }
            std::os::unix::fs::symlink(to, project.root().join(&link)).unwrap();
            let checked = project.check();
            let refused = briefs(&checked).contains(&format!("unreadable-file {link}:1:1 \"\""));
            assert_eq!(refused, link != "content/evidence", "{:?}", briefs(&checked));
            let said = format!("{:?}", checked.findings);
            assert!(!said.contains("root:x") && !said.contains("ghp7"), "{said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_private_folder_may_be_kept_elsewhere() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let at = |path: &str| outside.path().join(path);
    std::fs::create_dir_all(at("evidence/a")).unwrap();
    std::fs::write(at("evidence/a/rows.csv"), "period,hours\nbefore,11\nafter,2\n").unwrap();
    std::fs::write(at("secret"), "secret").unwrap();
    symlink(at("evidence/a/rows.csv"), at("evidence/again.csv")).unwrap();
    symlink(at("secret"), at("evidence/secret.csv")).unwrap();
    let project = Project::of_example(&study(""));
    std::fs::create_dir_all(project.root().join("content")).unwrap();
    symlink(at("evidence"), project.root().join("content/evidence")).unwrap();
    let checked = project.check();
    assert_eq!(checked.tree.evidence.iter().collect::<Vec<_>>(), ["a/rows.csv", "again.csv"]);
    assert!(briefs(&checked).contains(&"unreadable-file content/evidence/secret.csv:1:1 \"\"".to_owned()));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_and_names_that_are_no_text_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = Project::of_example(&study(""));
    let at = |name: &[u8]| project.root().join("content/studies").join(OsStr::from_bytes(name));
    std::fs::write(at(b"\xff.md"), study("")).unwrap();
    std::fs::write(at(b"a\nb.md"), study("")).unwrap();
    // A socket stands for everything that is no file; a pipe would block a reader.
    let _socket = std::os::unix::net::UnixListener::bind(at(b"pipe.md")).unwrap();
    let checked = project.check();
    let found: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.rule == "unreadable-file")
        .map(|f| format!("{}: {}", checked.sources.get(f.span.file).path, f.message))
        .collect();
    assert_eq!(
        found,
        [
            "content/studies/a\u{fffd}b.md: a control character stands in this name, U+000A",
            "content/studies/pipe.md: this is no file: reading it may never end",
            "content/studies/\u{fffd}.md: this name is not UTF-8",
        ]
    );
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file_or_too_large_are_told_and_not_waited_for() {
    let project = Project::of_example(&study(""));
    project.file("site.toml", "#".repeat(5 * 1024 * 1024));
    assert!(briefs(&project.check()).contains(&"unreadable-file site.toml:1:1 \"\"".to_owned()));
    let path = project.root().join("site.toml");
    std::fs::remove_file(&path).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let failure = proofmark::pipeline::check(project.root(), &crate::project::options()).unwrap_err().to_string();
    assert!(failure.ends_with("site.toml: this is no file"), "{failure}");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::of_example(&study(""));
    let path = project.root().join("content/studies/example.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // To the superuser nothing is forbidden.
    if std::fs::read(&path).is_ok() {
        return;
    }
    let found = reading(&project.check());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("the file cannot be read"), "{found:#?}");
}

#[test]
fn a_site_of_settings_nobody_can_read_is_reported_in_one_run() {
    let project = Project::of_example(&study(""));
    project.file("site.toml", "publisher = 5\nproducts = {a = 1}\nbase_url = [\n[policy]\nlove_months = -3\n");
    let checked = project.check();
    assert!(checked.findings.iter().filter(|f| f.rule == "invalid-config").count() >= 3, "{:#?}", briefs(&checked));
    checked.findings.iter().for_each(|finding| well_made(&checked, finding));
    for bytes in [&b""[..], b"\xff\xfe", b"\0", "\u{feff}title = \"x\"\n".as_bytes(), b"[[rules]]\n", b"rules = 3\n"] {
        let checked = project.file("site.toml", bytes).check();
        checked.findings.iter().for_each(|finding| well_made(&checked, finding));
    }
}
